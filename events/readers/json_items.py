"""JSON files as a stream of what stands in them, each with its line, so that a break loses only what is after it."""

import json
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from events.readers.head import Head
from events.readers.workbook import UnreadableError

LARGEST = 1_000_000_000  # bytes; a larger file is not read into memory
Keys = tuple[str, ...]
_BLANK = re.compile(r"[\s\x1e\ufeff]*")
_PADDING = re.compile(r"[\s\ufeff]*(?:(?:var|let|const|window\.)?\s*[\w.$]+\s*=|[\w.$]+\s*\()\s*(?=[\[{])")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Piece:
    """A value, the keys that lead to it, and the line that it starts on. An item of a list has the keys of the list; in
    a file that is one line, its number among all items in place of the line."""

    keys: Keys
    value: Any
    line: int
    item: bool = False


@dataclass(frozen=True)
class Break:
    """Where a file stops being JSON, and how."""

    line: int
    reason: str


def text_of(head: Head) -> str:
    """The whole text of a file.

    Raises:
        UnreadableError: it is packed, too large, or not in the encoding that it begins with.
    """
    if head.packed:
        raise UnreadableError(f"is packed ({head.packed})", "Unpack it first.")
    if head.size > LARGEST:
        reason = f"is larger than {LARGEST // 1_000_000:,} MB, and JSON is read whole"
        raise UnreadableError(reason, "Divide it, or save it as CSV.")
    encoding = head.encoding
    data = head.path.read_bytes()
    try:
        return data[encoding.mark if encoding else 0 :].decode(encoding.codec if encoding else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError(
            f"is not {encoding.label if encoding else 'UTF-8'} text on line {line}", "Save it as UTF-8."
        ) from None


def unscripted(text: str) -> str | None:
    """The JSON that a script around it begins with, None for what is no such script."""
    padding = _PADDING.match(text)
    return re.sub(r"[\s;)]+$", "", text[padding.end() :]) if padding else None


def is_json(text: str) -> bool:
    """Does a text begin as JSON does, or as a script around it?"""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") or _PADDING.match(text) is not None


def pieces(text: str, lists: Sequence[Keys]) -> Iterator[Piece | Break]:
    """The values of a text: the items of the lists that these keys lead to (`()` for a list at the top) one by one, the
    members of the objects around them, and every other value whole. Several values may follow each other, as in
    newline-delimited JSON; there a line that is no JSON is told, and reading goes on with the next.

    What pads JSON to a script (`data = {…};`, `callback({…})`) is passed over.
    """
    walk = _Walk(text, lists)
    padding = _PADDING.match(text)
    at = walk.skip(padding.end() if padding else 0)
    while at < len(text):
        try:
            at = yield from walk.value(at, ())
        except (ValueError, RecursionError) as error:
            yield walk.broken(error, at)
            at = walk.next_line(at)
            if at < 0:
                return
        at = walk.skip(at)
        if padding:
            return


class _Walk:
    """The way through a text. Lines are counted as it goes, and items where all is one line."""

    def __init__(self, text: str, lists: Sequence[Keys]) -> None:
        self.text, self.lists = text, lists
        self.nested = False  # within a list or an object that is taken apart
        self._line, self._counted = 1, 0
        self._items = 0
        self._one_line = "\n" not in text.rstrip()

    def skip(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def line(self, at: int) -> int:
        if at >= self._counted:
            self._line, self._counted = self._line + self.text.count("\n", self._counted, at), at
        return self._line

    def item(self, at: int) -> int:
        """The line of an item, or its number."""
        self._items += 1
        return self._items if self._one_line else self.line(at)

    def broken(self, error: Exception, at: int) -> Break:
        if isinstance(error, json.JSONDecodeError):
            line = max(self._items, 1) if self._one_line else self.text.count("\n", 0, error.pos) + 1
            return Break(line, f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]}")
        return Break(self.line(at), "is not JSON that can be read: it is nested too deeply, or has too long a number")

    def next_line(self, at: int) -> int:
        """Where the next value may begin after a break: on the next line that begins with an object; -1 where the break
        is within a list, of which no rest is read."""
        if self.nested:
            return -1
        end = self.text.find("\n", at)
        return end + 1 if end >= 0 else len(self.text)

    def value(self, at: int, keys: Keys) -> Generator[Piece, None, int]:
        first = self.text[at : at + 1]
        if first == "[" and keys in self.lists:
            return (yield from self._list(at, keys))
        if first == "{" and any(path[: len(keys)] == keys and len(path) > len(keys) for path in self.lists):
            return (yield from self._object(at, keys))
        line = self.line(at)
        value, end = _DECODER.raw_decode(self.text, at)
        yield Piece(keys, value, line)
        return end

    def _list(self, at: int, keys: Keys) -> Generator[Piece, None, int]:
        outer, self.nested = self.nested, True
        at = self.skip(at + 1)
        while self.text[at : at + 1] != "]":
            line = self.item(at)
            value, at = _DECODER.raw_decode(self.text, at)
            yield Piece(keys, value, line, item=True)
            at = self._after(at, "]")
        self.nested = outer
        return at + 1

    def _object(self, at: int, keys: Keys) -> Generator[Piece, None, int]:
        outer, self.nested = self.nested, True
        at = self.skip(at + 1)
        while self.text[at : at + 1] != "}":
            key, at = _DECODER.raw_decode(self.text, at)
            at = self.skip(at)
            if self.text[at : at + 1] != ":" or not isinstance(key, str):
                raise json.JSONDecodeError("expecting ':'", self.text, at)
            at = yield from self.value(self.skip(at + 1), (*keys, key))
            at = self._after(at, "}")
        self.nested = outer
        return at + 1

    def _after(self, at: int, closing: str) -> int:
        """The start of the next member, or the closing mark. A comma too many is forgiven."""
        at = self.skip(at)
        if self.text[at : at + 1] == ",":
            return self.skip(at + 1)
        if self.text[at : at + 1] != closing:
            raise json.JSONDecodeError(f"expecting ',' or '{closing}'", self.text, at)
        return at
