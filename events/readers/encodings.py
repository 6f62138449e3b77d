"""How the letters of a text file are coded, told from its bytes; and any of these as UTF-8."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from charset_normalizer import from_bytes

SAMPLE = 65_536  # bytes of words that a guess is made from


@dataclass(frozen=True)
class Encoding:
    """A coding of letters: Python's name of its codec, its name for people, and whether it is certain.

    `mark` is the number of bytes of the mark (BOM) before the text. `sure` is False where it is guessed from letters.
    """

    codec: str
    label: str
    mark: int = 0
    sure: bool = True


UTF8 = Encoding("utf-8", "UTF-8")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),  # begins as UTF-16's does
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]*[\x80-\xff][0-9A-Za-z\x80-\xff]*")
_CONTROL = bytes(set(range(1, 32)) - set(b"\t\n\r\f\x1a\x1b"))
_MOST_CONTROL, _MOST_NUL = 0.02, 0.3  # shares of a text; more is no text

# What tells the Latin alphabets of Windows apart: spellings that make words in one, hardly in another. Zvečan in 1250
# is Zveèan in 1252, and French has no è before a vowel.
_LATIN = {
    "cp1250": re.compile(
        r"[đąłżźśťďľř](?=\w)|(?<=\w)[đąłżźśęţşť]|\bč(?=\w)|[aeou]č|č(?=[aeioukn])|ič\b|[aeiou]ć|ć\b|ă(?![oe\s])|\w"
        r"ń(?![aeiou])|ě(?=\w)|ů(?=\w)|[bcdgklmnprstvz]ő|\b[šž]\w|[aeiou][šž]",
        re.IGNORECASE,
    ),
    "cp1252": re.compile(
        r"(?<![aeou])è(?=[bcdglmnprstv])|ã[oe]|ã\b|ñ(?=[aeiou])|\bà\b|[dl]’|\wê(?=[cmnpt])|[aeiouy]û|û(?=[rtm])|œu|"
        r"[bdfghjklmnprstv][åøæ]|[åøæ][bdfghjklmnprstv]|õe|[iou]ò\b|\b¿\w|£(?=\d)|[ao]ï(?=[aefinrtv])",
        re.IGNORECASE,
    ),
    "cp1254": re.compile(r"[aeıioöuü]ğ|[b-df-hj-np-tvyz]ı(?=[b-df-hj-np-tvyzş]|\b)|ş[ıiaeuk]|[ıiaeou]ş|\bİ\w"),
}
# Scripts of their own: the form of a word, and the ten commonest letters, which make two thirds of a text.
_SCRIPTS = {
    "cp1251": (re.compile(r"[Ѐ-ЯҐ]?[а-џґ]+"), frozenset("оаеинтрсвліОАЕИНТРСВЛІ")),
    "cp1256": (re.compile(r"[ء-ي]+"), frozenset("الينمورتبة")),
    "cp1255": (re.compile(r"[א-ת]+"), frozenset("יולהמתאבשר")),
    "cp1253": (re.compile(r"[Ά-ΏΑ-Ϋ]?[ά-ώΐ]+"), frozenset("αοιετνσηρςάό")),
    "koi8_u": (re.compile(r"[Ѐ-ЯҐ]?[а-џґ]+"), frozenset("оаеинтрсвліОАЕИНТРСВЛІ")),
    "cp866": (re.compile(r"[Ѐ-ЯҐ]?[а-џґ]+"), frozenset("оаеинтрсвліОАЕИНТРСВЛІ")),
}
_LABELS = {"koi8_u": "KOI8-U", "mac_roman": "Mac Roman", "mac_cyrillic": "Mac Cyrillic"}


def encoding_of(sample: bytes) -> Encoding | None:
    """The encoding of a file of which this is the beginning, None for what is no text. ASCII is UTF-8."""
    for mark, codec, label in _MARKS:
        if sample.startswith(mark):
            return Encoding(codec, label, len(mark))
    if b"\0" in sample:
        half = max(len(sample) // 2, 1)
        even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
        if min(even, odd) <= 0.01 and max(even, odd) >= 0.1:
            return Encoding("utf-16-le" if odd > even else "utf-16-be", "UTF-16", sure=False)
    size = len(sample)
    if sample.count(0) > _MOST_NUL * size or size - len(sample.translate(None, _CONTROL)) > _MOST_CONTROL * size:
        return None
    return coded(sample)


def coded(text: bytes) -> Encoding:
    """The encoding of text in ASCII, UTF-8 or one of the older ones, from any part of it.

    Text of which most letters are UTF-8 is that, with damage.
    """
    if text.isascii():
        return UTF8
    sequences = _SEQUENCE.findall(text)
    stray = len(_HIGH.findall(text)) - sum(map(len, sequences))
    if len(sequences) >= stray or (stray <= 3 and _ends_within(text)):
        return UTF8
    return _guessed(_words(text))


def _ends_within(text: bytes) -> bool:
    """Is all of it UTF-8, but for a letter that the end of the sample cuts?"""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(text)
    except UnicodeDecodeError:
        return False
    return True


def _words(text: bytes) -> list[bytes]:
    """The words that are not ASCII, each once, up to the size of a sample."""
    words: dict[bytes, None] = {}
    size = 0
    for found in _WORD.finditer(text):
        if found[0] not in words:
            words[found[0]] = None
            size += len(found[0])
        if size > SAMPLE:
            break
    return list(words)


def _guessed(words: list[bytes]) -> Encoding:
    shares = {codec: _share(words, codec) for codec in _SCRIPTS}
    script = max(shares, key=lambda codec: shares[codec])
    if shares[script] >= 0.3:
        return _named(script)
    mixed = sum(1 for word in words if re.search(rb"[A-Za-z]", word))
    if 2 * mixed >= len(words):
        return _named(_latin(words))
    best = from_bytes(b"\n".join(words)[:SAMPLE]).best()
    return _named(best.encoding if best is not None else "cp1252")


def _share(words: list[bytes], codec: str) -> float:
    """The share of letters that stand in words of the codec's script throughout and are common in it."""
    form, common = _SCRIPTS[codec]
    texts = [text for text in (word.decode(codec, "replace") for word in words) if len(text) > 1]
    fitting = (letter in common for text in texts if form.fullmatch(text) for letter in text)
    return sum(fitting) / max(sum(map(len, texts)), 1)


def _latin(words: list[bytes]) -> str:
    """The best of the Latin alphabets of Windows; Western where nothing speaks for another."""
    scores = {codec: _score(words, codec) for codec in _LATIN}
    best = max(scores.values())
    return next(codec for codec in ("cp1252", "cp1250", "cp1254") if scores[codec] == best)


def _score(words: list[bytes], codec: str) -> int:
    """Words that speak for the codec; bytes that it does not have speak against it."""
    texts = [word.decode(codec, "replace") for word in words]
    return sum(bool(_LATIN[codec].search(text)) - text.count("\N{REPLACEMENT CHARACTER}") for text in texts)


def _named(codec: str) -> Encoding:
    windows = re.fullmatch(r"cp(125\d)", codec)
    label = f"Windows-{windows[1]}" if windows else _LABELS.get(codec, codec.replace("_", "-").upper())
    return Encoding(codec, label, sure=False)


def marked(error: UnicodeError) -> tuple[str, int]:
    """An error handler of codecs by which each byte that cannot be decoded leaves a byte that is never UTF-8: its own,
    or 0xFF where its own could begin a letter."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) if 0x80 <= byte < 0xC0 else "\udcff" for byte in broken), error.end


codecs.register_error("marked", marked)


class Transcoder:
    """A stream of bytes in an encoding, read as UTF-8; bytes that cannot be decoded stay bytes that are not UTF-8.

    Where the encoding is a guess, or only ASCII was seen, it is settled by the first block that holds more than ASCII;
    before it, all are the same.
    """

    def __init__(self, stream: IO[bytes], encoding: Encoding) -> None:
        self.encoding = encoding
        self._stream = stream
        self._settled = encoding.sure and (encoding.codec != "utf-8" or encoding.mark > 0)
        self._decode: Callable[[bytes, bool], str] | None = None
        self._stream.read(encoding.mark)
        if encoding.codec.startswith("utf-") and encoding.codec != "utf-8":
            self._settled = True
            self._start()

    def read(self, size: int) -> bytes:
        """About `size` bytes, at least one, b"" at the end."""
        while True:
            block = self._stream.read(size)
            if not self._settled and not block.isascii():
                self._settle(block)
            if self._decode is None:
                return block
            text = self._decode(block, not block)
            if text or not block:
                return text.encode("utf-8", "surrogateescape")

    def _settle(self, block: bytes) -> None:
        self._settled = True
        found = coded(block)
        if found is not UTF8 or self.encoding.codec != "utf-8":
            self.encoding = found
        self._start()

    def _start(self) -> None:
        if self.encoding.codec != "utf-8":
            self._decode = codecs.getincrementaldecoder(self.encoding.codec)("marked").decode
