"""A stream of UTF-8 text cut into blocks of whole rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from events.readers.encodings import Encoding
from events.readers.packed import BROKEN
from events.readers.rows import LONGEST_ROW, Row, holds_row, rows
from events.readers.survey import Layout, Survey, survey

STATED = re.compile(rb'"?sep=([,;\t|])"?(?:\r\n|\n|\r|$)')  # a line of Excel's: what stands between cells
BLOCK = 24_000_000  # bytes, with room for a row that is begun in them
SMALLEST_READ, LARGEST_READ = 1_000, 250_000  # bytes; a packed file that breaks off loses what is read at once
STRETCH = 64_000  # bytes that are first read row by row where a block is not plain
LONGEST_STRETCH = 1_000_000


class Text(Protocol):
    """A text as UTF-8: about so many bytes, b"" at the end, and how its letters were coded, as it is known by then."""

    encoding: Encoding

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Block:
    """Whole rows of a file, after `line` lines. They are plain and surveyed, or else read one by one as `rows`."""

    line: int
    text: bytes
    survey: Survey | None = None
    rows: tuple[Row, ...] = ()


class Blocks:
    """What is left of a stream, and the lines before it. The rows of all blocks, in turn, are those of the stream.

    A stream that breaks off ends with its last whole line, and has an `error`: what follows may be a part of a figure.
    """

    def __init__(self, stream: Text) -> None:
        self.line = 0
        self.error: Exception | None = None
        self._stream = stream
        self._size = BLOCK
        self._rest = b""
        self._ended = False

    def stated(self) -> None:
        """Pass over a first line that states the delimiter."""
        self._fill(SMALLEST_READ)
        found = STATED.match(self._rest)
        if found:
            self._take(found.end(), 1)

    def first(self, layout: Layout) -> Row | None:
        """The next row, blank lines among them, None at the end."""
        self._fill(LONGEST_ROW)
        found, taken, breaks = rows(self._rest, min(1, len(self._rest)), layout, 0)
        if not found:
            return None
        row = replace(found[0], line=self.line)
        self._take(taken, breaks)
        return row

    def all(self, layout: Layout, width: int) -> Iterator[Block]:
        """The rows that are left; `width` is the number of cells that a row should have."""
        stretch = STRETCH
        while self._fill(self._size):
            found = survey(self._rest, layout, self._ended, lambda line: holds_row(line, layout, width))
            if found.end:
                yield Block(self.line, self._rest[: found.end], found)
                stretch = STRETCH if found.end > len(self._rest) // 2 else stretch
                self._take(found.end, found.breaks)
            if found.astray or not found.end:
                self._fill(stretch + LONGEST_ROW)
                single, taken, breaks = rows(self._rest, stretch, layout, width)
                yield Block(self.line, self._rest[:taken], None, tuple(single))
                self._take(taken, breaks)
                stretch = min(2 * stretch, LONGEST_STRETCH)

    def _take(self, count: int, breaks: int) -> None:
        self._rest = self._rest[count:]
        self.line += breaks

    def _part(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except BROKEN as error:
            self.error = error
            return b""

    def _fill(self, size: int) -> bool:
        """Hold at least so many bytes, or all that are left. Is there anything?"""
        parts, held = [self._rest], len(self._rest)
        while held < size and not self._ended:
            part = self._part(min(max(size - held, SMALLEST_READ), LARGEST_READ))
            self._ended = not part
            parts.append(part)
            held += len(part)
        self._rest = b"".join(parts)
        if self.error is not None:
            self._rest = self._rest[: max(self._rest.rfind(b"\n"), self._rest.rfind(b"\r")) + 1]
        return bool(self._rest)
