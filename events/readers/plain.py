"""Surveyed rows of delimited text, read at once by Arrow."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from events.readers.rows import Row, single
from events.readers.survey import Layout, Survey

BLANKS = (
    "",
    *(" " * count for count in range(1, 9)),
    "\N{NO-BREAK SPACE}",
    "\t",
    "\n",
    "\r",
    "\r\n",
)  # what a blank cell may hold
OUTER = " \t\r\n\N{NO-BREAK SPACE}\ufeff"  # around a cell of a header; the mark, where one file was joined to another
PART = 1_000_000  # bytes that are parsed at a time


@dataclass(frozen=True)
class Plain:
    """Rows with as many cells as there are columns, null for a blank cell, each with the lines before it in its block;
    and `others`, which may be no rows. Rows of blank cells alone are left out."""

    table: pa.Table
    lines: np.ndarray
    others: tuple[Row, ...] = ()


def at_once(text: bytes, survey: Survey, layout: Layout, columns: Sequence[str], header: Sequence[str]) -> Plain | None:
    """The rows of a surveyed block. Rows that repeat the header, that are of another width, or that hold NUL or bytes
    that are not UTF-8 are among the others. None where Arrow finds other rows than the survey."""
    odd = _rows_of(np.flatnonzero(np.frombuffer(text, np.uint8) == 0), survey) if b"\0" in text else set()
    if not _is_utf8(text):
        odd |= _undecodable(text, survey)
    try:
        table, wrong = _parsed(_without(text, odd, survey), survey, layout, columns)
    except pa.ArrowInvalid:
        return None
    numbers = np.setdiff1d(np.arange(len(survey.starts)), sorted(odd))
    if len(wrong):
        odd |= set(numbers[wrong])
        numbers = np.delete(numbers, wrong)
    if table.num_rows != len(numbers):
        return None
    again = _repeats(table, header)
    odd |= set(numbers[again])
    keep = ~(again | _blank(table))
    if not keep.all():
        table, numbers = table.filter(pa.array(keep)), numbers[keep]
    others = tuple(_single(text, int(number), survey, layout) for number in sorted(odd))
    return Plain(table, survey.lines[numbers], others)


def _parsed(text: bytes, survey: Survey, layout: Layout, columns: Sequence[str]) -> tuple[pa.Table, np.ndarray]:
    """The table, and which rows are not in it because they are of another width.

    Raises:
        pa.ArrowInvalid: a row is longer than `PART`.
    """
    wrong: list[csv.InvalidRow] = []
    names = [*columns, *(f"\0{number}" for number in range(_surplus(text, survey, layout, len(columns))))]
    table = _table(text, survey, layout, names, wrong)
    numbers = np.array([row.number - 1 for row in wrong], dtype=np.int64)
    return _narrowed(table, numbers, columns)


def _surplus(text: bytes, survey: Survey, layout: Layout, width: int) -> int:
    """The cells that the first row has beyond the columns, where they are blank: it may be that all lines end so."""
    cells = _single(text, 0, survey, layout).cells if len(survey.starts) else None
    surplus = (cells or ())[width:]
    return len(surplus) if all(cell in BLANKS for cell in surplus) else 0


def _narrowed(table: pa.Table, wrong: np.ndarray, columns: Sequence[str]) -> tuple[pa.Table, np.ndarray]:
    """The table without what is beyond its columns; rows that have something there are wrong."""
    filled = np.zeros(table.num_rows, dtype=bool)
    for column in table.columns[len(columns) :]:
        filled |= ~_mask(column.is_null())
    table = table.select(list(columns))
    if not filled.any():
        return table, wrong
    numbers = np.setdiff1d(np.arange(table.num_rows + len(wrong)), wrong)
    return table.filter(pa.array(~filled)), np.union1d(wrong, numbers[filled])


def _table(
    text: bytes, survey: Survey, layout: Layout, columns: Sequence[str], wrong: list[csv.InvalidRow]
) -> pa.Table:
    """The rows of UTF-8 text, read in one thread: others have work of their own by then, and only so are the numbers of
    wrong rows known."""

    def note(row: csv.InvalidRow) -> str:
        wrong.append(row)
        return "skip"

    if not text:
        return pa.table({name: pa.array([], pa.string()) for name in columns})
    return csv.read_csv(
        pa.BufferReader(text),
        read_options=csv.ReadOptions(column_names=list(columns), use_threads=False, block_size=PART),
        parse_options=csv.ParseOptions(
            delimiter=layout.delimiter,
            quote_char='"' if layout.quoted else False,
            newlines_in_values=survey.within,
            invalid_row_handler=note,
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()),
            null_values=BLANKS,
            strings_can_be_null=True,
            check_utf8=False,
        ),
    )


def _rows_of(places: np.ndarray, survey: Survey) -> set[int]:
    """The rows that some bytes of a block stand in."""
    return set((np.unique(np.searchsorted(survey.starts, places, side="right")) - 1).tolist()) - {-1}


def _is_utf8(text: bytes) -> bool:
    """Whether all of it is UTF-8, without a copy of it."""
    offsets = pa.py_buffer(np.array([0, len(text)], dtype=np.int32))
    try:
        pa.StringArray.from_buffers(1, offsets, pa.py_buffer(text)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _undecodable(text: bytes, survey: Survey) -> set[int]:
    """The rows with bytes that are not UTF-8."""
    found = set()
    ends = [*survey.starts[1:].tolist(), len(text)]
    place = 0
    while True:
        try:
            codecs.utf_8_decode(memoryview(text)[place:], "strict", True)
        except UnicodeDecodeError as error:
            number = int(np.searchsorted(survey.starts, place + error.start, side="right")) - 1
            found.add(number)
            place = ends[number]
        else:
            return found


def _without(text: bytes, odd: set[int], survey: Survey) -> bytes:
    ends = [*survey.starts[1:].tolist(), len(text)]
    parts, place = [], 0
    for number in sorted(odd):
        parts.append(text[place : survey.starts[number]])
        place = ends[number]
    return b"".join((*parts, text[place:])) if parts else text


def _repeats(table: pa.Table, header: Sequence[str]) -> np.ndarray:
    """Which rows have the cells of the header?"""
    key = max(range(min(1, len(header) - 1), len(header)), key=lambda number: len(header[number]))  # no mark there
    alike = _mask(pc.equal(table.column(key), header[key]))
    wanted = [cell.strip(OUTER) for cell in header]
    for number in np.flatnonzero(alike):
        cells = [(column[int(number)].as_py() or "").strip(OUTER) for column in table.columns]
        alike[number] = cells == wanted
    return alike


def _blank(table: pa.Table) -> np.ndarray:
    """Which rows have blank cells alone?"""
    blank = np.ones(table.num_rows, dtype=bool)
    for column in table.columns:
        if not column.null_count:
            return np.zeros(table.num_rows, dtype=bool)
        blank &= _mask(column.is_null())
    return blank


def _mask(found: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(found.fill_null(False).to_numpy(), dtype=bool)


def _single(text: bytes, number: int, survey: Survey, layout: Layout) -> Row:
    end = survey.starts[number + 1] if number + 1 < len(survey.starts) else len(text)
    return single(int(survey.lines[number]), text[survey.starts[number] : end], layout)
