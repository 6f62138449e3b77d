"""Rows of a table as JSON: answers of ACLED's and UCDP's interfaces for programs as they were saved, a bare list of
rows, and rows line by line; also of any other table.

ACLED answers `{"status": 200, "count": 2, "data": [row, row]}`, UCDP `{"TotalCount": 5, "TotalPages": 3,
"NextPageUrl": "…", "Result": [row, row]}`. Several answers may follow each other, or stand in a list.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

from events.ledger import Problem, shortened
from events.readers.chunk import Cells, Rejected
from events.readers.head import Head
from events.readers.items import flat, text_of
from events.readers.json_items import Break, Piece, pieces
from events.readers.json_items import text_of as whole_text
from events.readers.mixed_dates import as_one, mixed
from events.readers.outline import ROW_LISTS, rows_in, value_of

ROWS = 10_000  # of a chunk: values of JSON take much memory
PAGES = (500, 5_000)  # rows that ACLED gives at once where no limit is asked for: long ago, and now
Row = Any  # an object of JSON, or what stands in its place


def read_answers(head: Head) -> Iterator[Cells]:
    """The rows of a file, counted from 1, their values as text by dotted names; blank and null ones are left out. There
    is at least one chunk. Where answers have less rows than they say there are, that is told with the last.

    Raises:
        UnreadableError: the file is packed, too large, or not in its encoding.
    """
    text = whole_text(head)
    told = _Told()
    stream = _rows(text, told)
    file, start = str(head.path), 1
    following = list(islice(stream, 1))
    starts: dict[str, str] | None = None
    while True:
        batch = [*following, *islice(stream, ROWS - 1)]
        following = list(islice(stream, 1))
        cells, starts = _table(file, batch, start, () if following else told.problems(file), starts)
        yield cells
        start += len(batch)
        if not following:
            return


@dataclass
class _Told:
    """What answers say of the number of their rows: of an answer (`counts`), of all pages (`totals`), and the number of
    the rows that were found."""

    counts: list[int] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    pages: int = 0
    rows: int = 0

    def of(self, name: str, value: Any) -> None:
        text = text_of(value)
        if not (text.isascii() and text.isdecimal() and len(text) < 12):
            return
        if name in ("TotalCount", "total_count"):
            self.totals.add(int(text))
        elif name == "TotalPages":
            self.pages = max(self.pages, int(text))
        elif name == "count":
            self.counts.append(int(text))

    def problems(self, file: str) -> tuple[Problem, ...]:
        total = max(sum(self.totals), sum(self.counts))
        remedy = "Fetch the other pages too, and name all files together."
        if total > self.rows:
            pages = f", on {self.pages:,} pages" if self.pages > 1 else ""
            reason = f"has {self.rows:,} of the {total:,} rows that it says there are{pages}"
        elif not self.totals and any(count in PAGES for count in self.counts or (self.rows,)):
            size = next(count for count in self.counts or (self.rows,) if count in PAGES)
            reason = f"has just {size:,} rows, as many as are given at once where no limit is asked for"
            remedy = "Ask for the next page: there may be more."
        else:
            return ()
        return (Problem(file, None, None, None, None, reason, remedy, note=True),)


def _rows(text: str, told: _Told) -> Iterator[Row | Break]:
    for piece in pieces(text, _lists(text)):
        if isinstance(piece, Break):
            yield piece
        elif piece.item or not piece.keys:
            yield from _of_value(piece, told)
        elif len(piece.keys) == 1:
            told.of(piece.keys[0], piece.value)


def _lists(text: str) -> list[tuple[str, ...]]:
    """Where the rows stand: under a key of the answer, else at the top."""
    try:
        value = value_of(text[:100_000])
    except (ValueError, RecursionError):
        return [()]
    names = [name for name in ROW_LISTS if isinstance(value, dict) and isinstance(value.get(name), list)]
    return [(name,) for name in names] or [()]


def _of_value(piece: Piece, told: _Told) -> Iterator[Row]:
    """The row of a piece, or the rows of a whole answer among others."""
    for value in piece.value if isinstance(piece.value, list) else (piece.value,):
        found = rows_in(value) if not piece.keys else None
        if found is None:
            told.rows += 1
            yield value
            continue
        for name, stated in value.items():
            told.of(name, stated)
        told.rows += len(found)
        yield from found


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    """The values of a row as text, those of objects within it by dotted names."""
    if any(isinstance(value, dict | list) for value in row.values()):
        return {name: text for name, text in flat(row).items() if name}
    texts = ((name, value if isinstance(value, str) else text_of(value)) for name, value in row.items())
    return {name: text for name, text in texts if name and text and not text.isspace()}


def _table(
    file: str, batch: Iterable[Row | Break], start: int, notes: tuple[Problem, ...], starts: dict[str, str] | None
) -> tuple[Cells, dict[str, str]]:
    """The table of some rows; `starts` as in `mixed_dates`, None where these rows are to tell."""
    rows: list[dict[str, str]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    rejected: list[Rejected] = []
    for number, row in enumerate(batch, start):
        if isinstance(row, dict):
            rows.append(_cells(row))
            lines.append(number)
            continue
        if isinstance(row, Break):
            shown = None
            reason = row.reason if row.line == number else f"{row.reason}, on line {row.line:,}"
            remedy = "Fetch the file again; what a list holds after it is not read."
        else:
            shown, reason, remedy = shortened(row), "is no row", "Write an object, with the columns as its keys."
        problems.append(Problem(file, number, None, None, shown, reason, remedy))
        rejected.append(Rejected(file, number, {} if shown is None else {"row": shown}))
    starts = mixed(name for row in rows for name in row) if starts is None else starts
    as_one(rows, starts)
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})
    return Cells(file, table, np.array(lines, dtype=np.int64), (*problems, *notes), tuple(rejected)), starts
