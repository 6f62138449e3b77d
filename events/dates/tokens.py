"""A text cut into words, numbers and marks, of any script, in one pass."""

import re
import unicodedata

_MARKS = r"\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640"
_UNSEEN = r"\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TOKEN = re.compile(rf"(\d+)|([^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}][^\W\d_{_MARKS}]*)*)|([^\s{_UNSEEN}{_MARKS}])")
_SAME = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\u05be\ufe58\uff0d"), "-")
_SAME |= dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u2032\u00b4`\u02b9\u05f3\u02bb"), "'")
_SAME |= dict.fromkeys(map(ord, "\u201c\u201d\u201e\u2033\u05f4\u00ab\u00bb"), '"')
_SAME |= dict.fromkeys(map(ord, "\u060c\uff0c\u3001"), ",") | {ord("\u2044"): "/", ord("\u2215"): "/"}
_FOLDED = re.compile(rf"[{_MARKS}]")
LONGEST_NUMBER = 9  # digits; a longer number is a number, but none that a date could hold


class Token:
    """One word (folded: small letters, no accents), number or mark.

    `tight`: nothing stands before it; `fresh`: it begins a line; `capital`: its first letter is one, or it is a dash
    that is longer than a hyphen.
    `start` and `end` are characters of the text. `number` is None for words and marks, -1 where it is too long.
    """

    __slots__ = ("capital", "digits", "end", "fresh", "number", "start", "text", "tight", "word")

    def __init__(self, text: str, start: int, end: int, tight: bool, number: int | None, word: bool, capital: bool):
        self.text, self.start, self.end, self.tight, self.number = text, start, end, tight, number
        self.word, self.capital, self.fresh = word, capital, False
        self.digits = end - start if number is not None else 0


def fold(word: str) -> str:
    """Small letters without accents or vowel points, so that "Août", "aout" and "AOÛT" are the same word."""
    if word.isascii():
        return word.lower()
    return _FOLDED.sub("", unicodedata.normalize("NFKD", word.casefold()))


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        piece = match[0]
        kind = match.lastindex
        if kind == 1:
            number = int(piece) if end - start <= LONGEST_NUMBER else -1
            found.append(Token(str(number), start, end, start == last, number, False, False))
        elif kind == 2:
            found.append(Token(fold(piece), start, end, start == last, None, True, piece[0].isupper()))
        else:
            found.append(Token(piece.translate(_SAME), start, end, start == last, None, False, piece in "–—"))
        if start > last and "\n" in text[last:start]:
            found[-1].fresh = True
        last = end
    return found
