"""The sheets of a workbook: which is read, and what of it the eye does not see."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from events.ledger import Problem

SEARCHED = 20  # rows in which a table is looked for
_IDS = {"id", "event_id", "event_id_cnty", "data_id", "globaleventid"}
_PIECE = 4_000_000  # bytes of a sheet that are looked through together
_SHOWN = 10  # rows, columns or ranges that are named
_HIDDEN = re.compile(
    rb'<(?:\w+:)?row\b(?=[^>]*\s(?:hidden="(?:1|true)"|ht="0"))([^>]*[^/>])>(.*?)</(?:\w+:)?row>', re.DOTALL
)
_NUMBER = re.compile(rb'\sr="(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)>[^<]")
_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\shidden="(?:1|true)")([^>]*)>')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\sref="([A-Z]+\d+:[A-Z]+\d+)"')
_FILTER = re.compile(rb"<(?:\w+:)?filterColumn\b")


def chosen(book: Any) -> tuple[str | None, list[str]]:
    """The sheet of a workbook that is read, None where all are empty, and the others that are filled: the one named
    `events`, else the first with a table, else the first; one that is hidden only where no other is as good. A table
    has two rows at least with two cells or more, and half as many columns as the widest: a narrow one sums it up."""
    widths = {sheet.title: _widths(sheet) for sheet in sorted(book.worksheets, key=hidden)}
    filled = [name for name, found in widths.items() if any(found)]
    named = [name for name in filled if name.strip().casefold() == "events"]
    tables = [name for name in filled if sum(width > 1 for width in widths[name]) > 1]
    shown = [name for name in tables if not hidden(book[name])]
    widest = max((max(widths[name]) for name in shown), default=0)
    tables.sort(key=lambda name: (hidden(book[name]), 2 * max(widths[name]) < widest))
    name = next(iter([*named, *tables, *filled]), None)
    return name, [other for other in filled if other != name]


def hidden(sheet: Any) -> bool:
    """Whether a sheet is hidden."""
    return bool(sheet.sheet_state != "visible")


def _widths(sheet: Any) -> list[int]:
    """How many cells are filled in each of the first rows."""
    sheet.reset_dimensions()
    rows = islice(sheet.iter_rows(values_only=True), SEARCHED)
    return [sum(cell is not None for cell in row) for row in rows]


def further(book: Any, others: Sequence[str], header: Sequence[str]) -> list[str]:
    """Those of the other sheets that go on where the chosen one ends, as sheets of years do: they are shown, and their
    first row has the cells of its header. Without ids none does: a part of the rows once more could not be told."""
    wanted = _trimmed(header)
    if not _IDS & {cell.lower() for cell in wanted}:
        return []
    return [other for other in others if not hidden(book[other]) and _first(book[other]) == wanted]


def _first(sheet: Any) -> list[str]:
    """The cells of the first row that is not empty."""
    sheet.reset_dimensions()
    rows = (_trimmed(row) for row in sheet.iter_rows(values_only=True, max_row=SEARCHED))
    return next((row for row in rows if row), [])


def _trimmed(row: Sequence[object]) -> list[str]:
    """Cells without outer blanks, and without blank ones at the end."""
    cells = ["" if cell is None else str(cell).strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def unseen(path: Path, sheet: Any, header: int, width: int, named: bool = False) -> list[Problem]:
    """Notes on a sheet that is read: that it is hidden, its hidden rows and columns, which are read as well, and merged
    cells, of which the first alone has the value. `header` is the row of the header, `width` its number of cells;
    `named` says whether the sheet is to be named."""
    file = str(path)
    told = []
    place = f" of the sheet '{sheet.title}'" if named else ""
    if sheet.parent.epoch == CALENDAR_MAC_1904:
        reason = "counts days from 1904, which is heeded in cells that are formatted as dates"
        told.append(_note(file, None, reason, "Numbers of days in other cells are read as counted from 1900."))
    if hidden(sheet):
        told.append(_note(file, None, f"the sheet '{sheet.title}' is hidden, and is read", "No other has a table."))
    rows: list[int] = []
    columns: list[str] = []
    merged: list[str] = []
    filtered = False
    with zipfile.ZipFile(path) as archive:
        for piece in _pieces(archive, str(sheet._worksheet_path)):
            rows += [row for row in _hidden_rows(piece) if row > header]
            columns += [letter for found in _COLUMN.finditer(piece) for letter in _letters(found[1], width)]
            merged += [name for name in _ranges(piece) if _below(name, header, width)]
            filtered |= _FILTER.search(piece) is not None
    if rows:
        way = " by a filter" if filtered else ""
        reason = f"{_counted(len(rows), f'row{{}}{place}')} hidden{way} ({_some(rows)}), and read as well"
        told.append(_note(file, rows[0], reason, "Take out of the file what is not meant to be read."))
    if columns:
        reason = f"{_counted(len(columns), f'column{{}}{place}')} hidden ({_some(columns)}), and read as well"
        told.append(_note(file, None, reason, "Take out of the file what is not meant to be read."))
    if merged:
        reason = (
            f"cells{place} are merged ({_some(merged)}): only the first of each has the value, the others are blank"
        )
        told.append(_note(file, range_boundaries(merged[0])[1], reason, "Unmerge them, and fill each cell."))
    return told


def _note(file: str, row: int | None, reason: str, remedy: str) -> Problem:
    return Problem(file, row, None, None, None, reason, remedy, note=True)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A sheet in pieces that end with whole rows."""
    rest = b""
    with archive.open(name.lstrip("/")) as stream:
        while found := stream.read(_PIECE):
            rest += found
            end = rest.rfind(b"row>") + 4
            if end > 4:
                yield rest[:end]
                rest = rest[end:]
    yield rest


def _hidden_rows(piece: bytes) -> Iterator[int]:
    """The numbers of hidden rows that have a value."""
    for found in _HIDDEN.finditer(piece):
        number = _NUMBER.search(b" " + found[1])
        if number and _VALUE.search(found[2]):
            yield int(number[1])


def _letters(attributes: bytes, width: int) -> list[str]:
    """The letters of the columns of an entry that are within the table."""
    bounds = [re.search(rb'\s%s="(\d+)"' % name, attributes) for name in (b"min", b"max")]
    first, last = (int(found[1]) if found else 0 for found in bounds)
    return [get_column_letter(number) for number in range(max(first, 1), min(last, width) + 1)]


def _ranges(piece: bytes) -> list[str]:
    return [found[1].decode("ascii") for found in _MERGED.finditer(piece)]


def _below(name: str, header: int, width: int) -> bool:
    left, _, _, bottom = range_boundaries(name)
    return bool(bottom > header and left <= width)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word.format('')} is" if number == 1 else f"{number:,} {word.format('s')} are"


def _some(names: Sequence[object]) -> str:
    return ", ".join(str(name) for name in names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
