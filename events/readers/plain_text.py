"""Texts of other people's files as texts of records: composed letters, no markup, no characters that do not print."""

import re
import unicodedata
import zlib
from functools import lru_cache
from html.parser import HTMLParser

from events.readers.prose import UNPRINTABLE

LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT = 200, 2_000, 20_000
_BLOCKS = re.compile("address|article|blockquote|br|dd|div|dl|dt|fig\\w+|h[1-6]|hr|li|ol|p|pre|table|tr|ul")
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]\w+;")


def block(text: str) -> str:
    """Text in composed letters with `\\n` between its lines; what does not print stands as `\\ufffd`."""
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return UNPRINTABLE.sub("\ufffd", lines).strip()


def line(text: str, longest: int = LONGEST_LINE) -> str:
    """The same in one line with single blanks, and no longer than it may be."""
    if len(text) <= longest and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return cut(block(" ".join(text.split())), longest)


def cut(text: str, longest: int) -> str:
    """The text, or its beginning with `…` at the end of a word."""
    if len(text) <= longest:
        return text
    start = text[: longest - 1]
    return (start.rpartition(" ")[0] if " " in start[longest // 2 :] else start).rstrip() + "…"


def headline(text: str) -> str:
    """A headline from a longer text: its first line, or the first sentence of it, as far as there is room."""
    first = next((part for part in block(text).split("\n") if part.strip()), "")
    sentence = re.match(r".{20,}?[.!?](?=\s+[^\W\d_a-z]|$)", first)
    return line(sentence[0] if sentence else first, LONGEST_TITLE)


def seen(text: str) -> bool:
    """Is there anything to be read in a text, as the fields of a record want it?"""
    if text.isprintable():
        return bool(text.strip(" "))
    return any(letter.isprintable() and letter != " " for letter in text)


@lru_cache(maxsize=20_000)
def slug(text: str, longest: int = 100) -> str:
    """Small letters, digits and hyphens; for a text without any Latin letter or digit, a number made of its letters."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:longest].strip("-")
    return words or f"x{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


class Numbering:
    """Names that are each given once: the second `a` is `a-2`."""

    def __init__(self) -> None:
        self._given: dict[int, int] = {}

    def named(self, name: str) -> str:
        count = self._given.get(hash(name), 0) + 1
        self._given[hash(name)] = count
        return name if count == 1 else self.named(f"{name}-{count}")


def from_html(text: str) -> str:
    """What a reader sees of HTML, without its tags, scripts and styles; nothing in it is run. Plain text stays."""
    if not _MARKUP.search(text):
        return block(text)
    page = _Seen()
    page.feed(text)
    page.close()
    lines = (" ".join(part.split()) for part in "".join(page.parts).split("\n"))
    return block(re.sub(r"\n{2,}", "\n", "\n".join(lines)))


class _Seen(HTMLParser):
    """Gathers text; blocks begin a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._within = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within += tag in _UNSEEN
        if _BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._within = max(0, self._within - (tag in _UNSEEN))
        if _BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.parts.append(data if "\n" not in data else " ".join(data.split("\n")))
