"""Files that were joined end to end: a later header with other columns, or with the same in another order, holds for
the rows below it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.ledger import Problem, shortened
from events.readers.chunk import Cells, Rejected

REPEATS = "repeats the header"
OTHER_WIDTH = "is a header of another width, by which the rows below are read"
_KNOWN = 0.6  # share of the names of a later header that the first one has, at least
_FEWEST = 3  # columns


@dataclass(frozen=True)
class _Header:
    """The cells of a later header, and for each column of the first one where it stands there, None where it does
    not."""

    cells: tuple[str, ...]
    places: tuple[int | None, ...]


def followed(parts: Iterable[Cells], columns: Sequence[str]) -> Iterator[Cells]:
    """Cells in the columns of the first header throughout; a later header is refused as a row, and told."""
    known = {name.strip().lower(): place for place, name in enumerate(columns)}
    names = _names(columns)
    header: _Header | None = None
    for cells in parts:
        rows = _headers(cells.table, known, names) if len(columns) >= _FEWEST else []
        if header is None and not rows:
            yield cells
            continue
        tables, told, refused = [], [*cells.problems], [*cells.rejected]
        start = 0
        for row, found, stands in sorted([*rows, *_again(cells)], key=lambda change: change[0]):
            tables.append(_in_order(cells.table.slice(start, row - start), header))
            header, start = found, row + stands
            if found is not None:
                line = int(cells.lines[row])
                told.append(_told(cells.file, line, found, columns))
                refused.append(Rejected(cells.file, line, dict(zip(columns, found.cells, strict=True))))
        tables.append(_in_order(cells.table.slice(start), header))
        kept = np.delete(cells.lines, [row for row, _, _ in rows])
        yield replace(cells, table=pa.concat_tables(tables), lines=kept, problems=tuple(told), rejected=tuple(refused))


Change = tuple[int, _Header | None, int]  # the row from which on a header holds, None the first; 1 where it is a row


def _again(cells: Cells) -> list[Change]:
    """Where the first header, which is no row by now, stands once more, or the rows below are in its order already."""
    lines = [problem.row or 0 for problem in cells.problems if problem.reason in (REPEATS, OTHER_WIDTH)]
    return [(int(np.searchsorted(cells.lines, line)), None, 0) for line in lines]


def headers(table: pa.Table, columns: Sequence[str]) -> list[int]:
    """The numbers of the rows that are headers, with the columns in another order."""
    known = {name.strip().lower(): place for place, name in enumerate(columns)}
    return [row for row, _, _ in _headers(table, known, _names(columns))] if len(columns) >= _FEWEST else []


def _names(columns: Sequence[str]) -> pa.Array:
    folded = (name.strip().lower() for name in columns)
    return pa.array([*dict.fromkeys([*columns, *folded, *(name.upper() for name in columns)])], pa.string())


def _headers(table: pa.Table, known: dict[str, int], names: pa.Array) -> list[Change]:
    """The rows that are headers, with what they say. They have a known name in the first column, or in the one of the
    longest name."""
    longest = max(range(table.num_columns), key=lambda place: len(table.column_names[place]))
    likely = np.zeros(table.num_rows, dtype=bool)
    for place in {0, longest}:
        likely |= np.asarray(pc.is_in(pc.utf8_trim_whitespace(table.column(place)), names))
    return [(row, header, 1) for row in np.flatnonzero(likely).tolist() if (header := _header(table, row, known))]


def _header(table: pa.Table, row: int, known: dict[str, int]) -> _Header | None:
    cells = tuple((column[row].as_py() or "").strip() for column in table.columns)
    folded = [cell.lower() for cell in cells]
    stated = sum(cell in known for cell in folded)
    if stated < max(_KNOWN * len(cells), _FEWEST) or len(set(folded)) < len(folded):
        return None
    if any(re.fullmatch(r"[-+.,\d]+", cell) for cell in folded):
        return None
    at = {cell: place for place, cell in enumerate(folded)}
    return _Header(cells, tuple(at.get(name) for name in known))


def _in_order(table: pa.Table, header: _Header | None) -> pa.Table:
    if header is None:
        return table
    blank = pa.chunked_array([pa.nulls(table.num_rows, pa.string())])
    columns = [blank if place is None else table.column(place) for place in header.places]
    return pa.table(columns, names=table.column_names)


def _told(file: str, line: int, header: _Header, columns: Sequence[str]) -> Problem:
    return another(file, line, header.cells, columns, "is another header, by which the rows below are read")


def another(file: str, line: int, cells: Sequence[str], columns: Sequence[str], reason: str) -> Problem:
    """What is told of a later header, with its columns that the first one lacks."""
    known = {name.strip().lower() for name in columns}
    new = [cell for cell in cells if cell.lower() not in known]
    lost = f" Its columns {', '.join(new)} are not read." if new else ""
    shown = shortened(",".join(cells))
    return Problem(file, line, None, None, shown, reason, f"Read the files one by one.{lost}")
