"""Rows of delimited text read one by one, for what is not plain enough to be read at once."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from events.readers.survey import Layout

LONGEST_CELL = 1_000_000  # characters
LONGEST_ROW = 2_000_000  # bytes
TOO_LONG = "is longer than can be read"
WIDE = 16  # columns from which on a line in a cell is hardly as wide as a row by chance


@dataclass(frozen=True)
class Row:
    """A row as it stands: the lines before it in its block, its cells (None where it is broken), and its text.

    `reason` says what is wrong with a broken one. Bytes that are not UTF-8 are lone surrogates, as `surrogateescape`
    has them.
    """

    line: int
    cells: tuple[str, ...] | None
    text: str
    reason: str = ""


def cells_of(text: str, layout: Layout) -> list[str]:
    """The cells of the first row of a text, quotes taken as they come."""
    return next(csv.reader(io.StringIO(text, newline=""), **_dialect(layout, strict=False)), [])


def single(line: int, text: bytes, layout: Layout) -> Row:
    """The row that a text begins with, of which the quotes are known to be sound."""
    csv.field_size_limit(LONGEST_CELL)
    shown = decoded(text)
    try:
        return Row(line, tuple(cells_of(shown, layout)), shown)
    except csv.Error:
        return Row(line, None, shown, TOO_LONG)


def holds_row(line: bytes, layout: Layout, width: int) -> bool:
    """Would a line in a cell be a whole row of that many cells?"""
    if line.count(layout.delimiter.encode()) < width - 1:
        return False
    return len(cells_of(decoded(line), layout)) == width


def rows(block: bytes, stop: int, layout: Layout, width: int) -> tuple[list[Row], int, int]:
    """The rows, blank lines among them, that begin in the first `stop` bytes of a block that begins with one; the bytes
    that they take, and the line breaks in those.

    A quote that is not closed breaks its line alone: reading goes on with the next. It is known by text after the
    quote that closes it, by the end of the file or `LONGEST_ROW`, or by a whole row of `width` cells in what it
    encloses, where the row itself is of another width or where that is no chance. `width` 0 means that none is known.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = block[: stop + LONGEST_ROW].splitlines(keepends=True)
    found: list[Row] = []
    number = taken = breaks = 0
    while number < len(lines) and taken < stop:
        for row, count in _from(lines, number, layout, width):
            found.append(row)
            parts = lines[number : number + count]
            number += count
            taken += sum(map(len, parts))
            breaks += sum(part.endswith((b"\n", b"\r")) for part in parts)
            if taken >= stop:
                break
    return found, taken, breaks


def _from(lines: list[bytes], first: int, layout: Layout, width: int) -> Iterator[tuple[Row, int]]:
    """Rows with the number of their lines, from one line on, up to the first broken one and with it."""
    start = first
    reader = csv.reader(
        (decoded(lines[number]) for number in range(first, len(lines))), **_dialect(layout, strict=True)
    )
    try:
        for cells in reader:
            after = first + reader.line_num
            inner = lines[start + 1 : after]
            doubtful = bool(inner) and width > 0 and (len(cells) != width or width >= WIDE)
            if doubtful and any(holds_row(line, layout, width) for line in inner):
                raise csv.Error("unexpected end of data")
            yield Row(start, tuple(cells), decoded(b"".join(lines[start:after]))), after - start
            start = after
    except csv.Error as error:
        reason = TOO_LONG if "limit" in str(error) else "has a quote that is not closed"
        yield Row(start, None, decoded(lines[start]), reason), 1


def decoded(line: bytes) -> str:
    """Text, with bytes that are not UTF-8 as lone surrogates."""
    return line.decode("utf-8", "surrogateescape")


def _dialect(layout: Layout, strict: bool) -> dict[str, Any]:
    quoting = csv.QUOTE_MINIMAL if layout.quoted else csv.QUOTE_NONE
    return {"delimiter": layout.delimiter, "quoting": quoting, "strict": strict}
