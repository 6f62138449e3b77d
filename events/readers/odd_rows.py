"""Rows of a block that are not as the header says: which of them can be taken, and what is told of the others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from events.ledger import Problem, shortened
from events.readers.chunk import Cells, Rejected
from events.readers.joined_files import OTHER_WIDTH, REPEATS, another, headers
from events.readers.plain import BLANKS, OUTER, Plain
from events.readers.rows import Row
from events.readers.survey import Layout
from events.readers.widths import Section, Sections, Short, Widths, section_of

STRAY = re.compile("[\udc80-\udcff]")  # bytes that could not be decoded
_ELSE = "is the header of something else, and shorter rows below it are not read"
_ENDS = (
    "is where the row ends, and what it lacks is read as blank",
    "Write a delimiter for each empty cell.",
)
Told = tuple[str | None, str | None, str, str]  # column, value, reason and remedy


@dataclass(frozen=True)
class Form:
    """What the rows of a file have in common: their columns, and the cells of the header as they stand."""

    file: str
    layout: Layout
    columns: tuple[str, ...]
    header: tuple[str, ...]


def is_blank(row: Row) -> bool:
    """Whether a row has blank cells alone."""
    return row.cells is not None and (all(cell in BLANKS for cell in row.cells) or not row.text.strip())


def taken(plain: Plain, start: int, form: Form, encoding: str, notes: tuple[Problem, ...], widths: Widths) -> Cells:
    """The rows of a block after `start` lines. Those that were read one by one, none of them blank, are put in among
    the others by their lines."""
    sections = _sections(plain, form, widths)
    plain = _of_first(plain, sections, form)
    sorting = _Sorting(form, encoding, start, sections)
    for row in plain.others:
        sorting.sort(row)
    table, lines = _put_in(plain.table, plain.lines, sorting.kept, form)
    widths.see(plain.table)
    if sorting.short:
        known = np.sort(np.concatenate((plain.lines, [row.line for row in plain.others])))
        table, lines = _put_in(table, lines, sorting.completed(widths, known), form)
    told = sorted(sorting.problems, key=lambda problem: problem.row or 0)
    refused = sorted(sorting.rejected, key=lambda row: row.line)
    return Cells(form.file, table, lines + (start + 1), (*notes, *told), tuple(refused))


def _sections(plain: Plain, form: Form, widths: Widths) -> Sections:
    """Which header holds for which lines of a block."""
    changes: list[tuple[int, Section | None]] = []
    for row in plain.others:
        if row.cells is None:
            continue
        if _repeats(row.cells, form.header):
            changes.append((row.line, None))
        elif section := section_of(row.cells, form.columns):
            changes.append((row.line, section))
    if changes or widths.section is not None:
        changes += [(int(plain.lines[row]), None) for row in headers(plain.table, form.columns)]
    lines, sections = zip((-1, widths.section), *sorted(changes, key=lambda change: change[0]), strict=True)
    widths.section = sections[-1]
    return Sections(lines, sections)


def _of_first(plain: Plain, sections: Sections, form: Form) -> Plain:
    """The same with rows that have the cells of the first header, but lie below another one, among the others."""
    astray = sections.within(plain.lines)
    if not astray.any():
        return plain
    wrong = [tuple(cell or "" for cell in row.values()) for row in plain.table.filter(pa.array(astray)).to_pylist()]
    rows = [
        Row(int(line), cells, form.layout.delimiter.join(cells) + "\n")
        for line, cells in zip(plain.lines[astray], wrong, strict=True)
    ]
    others = tuple(sorted([*plain.others, *rows], key=lambda row: row.line))
    return Plain(plain.table.filter(pa.array(~astray)), plain.lines[~astray], others)


class _Sorting:
    """What becomes of rows that were read one by one, in their order."""

    def __init__(self, form: Form, encoding: str, start: int, sections: Sections) -> None:
        self.kept: list[tuple[int, tuple[str, ...]]] = []  # lines in the block, and cells in the columns of the file
        self.short: list[Row] = []
        self.problems: list[Problem] = []
        self.rejected: list[Rejected] = []
        self._form, self._encoding, self._start, self._sections = form, encoding, start, sections
        self._broken: set[int] = set()

    def sort(self, row: Row) -> None:
        section = self._sections.at(row.line)
        form = self._form
        if section is not None and section.places is not None:
            form = replace(form, columns=section.columns, header=section.names)
        if section is not None and row.line in self._sections.lines:
            reason = OTHER_WIDTH if section.places is not None else _ELSE
            self.rejected.append(Rejected(form.file, self._start + row.line + 1, _by_column(row, form)))
            self.problems.append(
                another(form.file, self._start + row.line + 1, section.names, self._form.columns, reason)
            )
        elif told := _fault(row, form, self._form.header, self._encoding):
            self._refuse(row, told, form)
            self._broken |= {row.line} if row.cells is None else set()
        elif told := _misfit(row, form):
            if section is None and len(row.cells or ()) < len(form.columns) and row.text.endswith(("\n", "\r")):
                self.short.append(row)
                return
            self._refuse(row, told, form)
            self._broken.add(row.line)
        else:
            cells = (row.cells or ())[: len(form.columns)]
            placed = section.placed(cells) if section is not None and section.places is not None else cells
            self.kept.append((row.line, placed))

    def completed(self, widths: Widths, lines: np.ndarray) -> list[tuple[int, tuple[str, ...]]]:
        """The short rows that lack blank cells alone; `lines` are those of all rows, in order."""
        columns = self._form.columns
        following = [*lines.tolist(), -1]
        places = np.searchsorted(lines, [row.line for row in self.short], side="right").tolist()
        rows = [
            Short(row.line, row.cells or (), following[place], following[place] in self._broken)
            for row, place in zip(self.short, places, strict=True)
        ]
        whole = []
        for row, complete in zip(self.short, widths.complete(rows), strict=True):
            cells = row.cells or ()
            if not complete:
                self._refuse(row, _misfit(row, self._form) or (None, None, "", ""), self._form)
                continue
            whole.append((row.line, (*cells, *("",) * (len(columns) - len(cells)))))
            line = self._start + row.line + 1
            self.problems.append(Problem(self._form.file, line, None, columns[len(cells)], None, *_ENDS, note=True))
        return whole

    def _refuse(self, row: Row, told: Told, form: Form) -> None:
        line = self._start + row.line + 1
        self.problems.append(Problem(form.file, line, None, *told))
        self.rejected.append(Rejected(form.file, line, _by_column(row, form)))


def _put_in(
    table: pa.Table, lines: np.ndarray, rows: Sequence[tuple[int, tuple[str, ...]]], form: Form
) -> tuple[pa.Table, np.ndarray]:
    """A table with further rows, in the order of the lines."""
    if not rows:
        return table, lines
    table = pa.concat_tables([table, table_of([cells for _, cells in rows], form.columns)])
    lines = np.concatenate((lines, [line for line, _ in rows])).astype(np.int64)
    order = np.argsort(lines)
    return table.take(order), lines[order]


def _fault(row: Row, form: Form, first: Sequence[str], encoding: str) -> Told | None:
    """What is wrong with a row, but for the number of its cells; `first` is the first header of the file."""
    start = shortened(shown(row.text.rstrip("\r\n")))
    if row.cells is None:
        return None, start, row.reason, "Mend its quotes."
    if _repeats(row.cells, form.header) or _repeats(row.cells, first):
        return None, start, REPEATS, "Take the row out."
    for number, cell in enumerate(row.cells):
        column = form.columns[number] if number < len(form.columns) else f"column {number + 1}"
        if "\0" in cell:
            return column, shortened(shown(cell)), "has the unprintable character U+0000", "Fetch the file again."
        if not cell.isascii() and STRAY.search(cell):
            remedy = "Save the file again as CSV UTF-8."
            return column, shortened(shown(cell)), f"has bytes that are not {encoding}", remedy
    return None


def _misfit(row: Row, form: Form) -> Told | None:
    """What is wrong with the number of cells of a row."""
    cells, width = row.cells or (), len(form.columns)
    count = len(cells)
    if count < width or any(cell not in BLANKS for cell in cells[width:]):
        remedy = "Quote cells that hold the delimiter." if count > width else "Write a delimiter for each empty cell."
        start = shortened(shown(row.text.rstrip("\r\n")))
        return None, start, f"has {count} cell{'' if count == 1 else 's'}, and the header has {width}", remedy
    return None


def _repeats(cells: Sequence[str | None], header: Sequence[str]) -> bool:
    if not cells or len(cells) != len(header) or (cells[-1] or "").strip(OUTER) != header[-1].strip(OUTER):
        return False
    return [(cell or "").strip(OUTER) for cell in cells] == [cell.strip(OUTER) for cell in header]


def _by_column(row: Row, form: Form) -> dict[str, str]:
    """The cells of a row that is refused, as far as they go; of one whose cells are not known, the `line`."""
    if row.cells is None:
        return {"line": shown(row.text.rstrip("\r\n"))}
    names = (*form.columns, *(f"column {number + 1}" for number in range(len(form.columns), len(row.cells))))
    return {name: shown(cell) for name, cell in zip(names, row.cells, strict=False) if cell not in BLANKS}


def shown(text: str) -> str:
    """Text with bytes that are not UTF-8 as `\\xe8`."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def table_of(found: Sequence[Sequence[str]], columns: tuple[str, ...]) -> pa.Table:
    cells = zip(*found, strict=True) if found else ((),) * len(columns)
    arrays = [pa.array([None if cell in BLANKS else cell for cell in column], pa.string()) for column in cells]
    return pa.Table.from_arrays(arrays, names=list(columns))
