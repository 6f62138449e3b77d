"""Rows with another number of cells than the header: those that end early, because what is blank at their end was left
out, and those below a later header of another file, that was joined to the first."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.readers.plain import BLANKS, OUTER

FEWEST = 3  # columns of a header
KNOWN = 0.6  # share of the names of a later header that the first one has, at least
BLANK = 0.05  # share of the rows that are blank in a column, from which on one that ends before it is believed
_FEW = 2  # rows, and cells, to compare others with, at least
_LACKED = 0.1  # share of the columns that all rows may lack
_SAMPLED, _MANY = 4_000, 20  # rows that are looked at for what columns hold, and from which on that tells of blanks
_NUMBER, _WORDS, _NOTHING = 0, 1, 2  # what a cell holds


@dataclass(frozen=True)
class Section:
    """Rows below a later header that is wider or narrower: its names, and for each column of the first header where it
    stands there, None where it does not. `places` is None where the header is of something else."""

    names: tuple[str, ...]
    places: tuple[int | None, ...] | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names, each with something to be told by where it is blank."""
        return tuple(name or f"column {number}" for number, name in enumerate(self.names, 1))

    def placed(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The cells of a row, in the columns of the first header."""
        return tuple("" if place is None else cells[place] for place in self.places or ())


@dataclass(frozen=True)
class Sections:
    """From which lines on which section holds, None for the first header."""

    lines: tuple[int, ...]
    sections: tuple[Section | None, ...]

    def at(self, line: int) -> Section | None:
        return self.sections[bisect_right(self.lines, line) - 1]

    def within(self, lines: np.ndarray) -> np.ndarray:
        """Which lines lie in a section with columns of its own."""
        marks = np.array([section is not None and section.places is not None for section in self.sections])
        return np.asarray(marks[np.searchsorted(self.lines, lines, side="right") - 1])


@dataclass(frozen=True)
class Short:
    """A row that ends early: the line that it starts on, its cells, and the line of the next row; and whether that one
    is no row, so that it may be the rest of this one."""

    line: int
    cells: tuple[str, ...]
    following: int = -1
    broken: bool = False


def section_of(cells: Sequence[str], columns: Sequence[str]) -> Section | None:
    """The section that a row begins; None for one that is no header, or of as many cells as the first."""
    if any(cell.isdecimal() for cell in cells):
        return None
    names = [cell.strip(OUTER) for cell in cells]
    while names and not names[-1]:
        names.pop()
    folded = [name.lower() for name in names]
    known = {name.strip().lower(): place for place, name in enumerate(columns)}
    stated = sum(name in known for name in folded)
    if len(names) == len(columns) or min(len(names), len(columns)) < FEWEST or stated < FEWEST - 1:
        return None
    if len(set(folded)) < len(folded) or any(re.fullmatch(r"[-+.,\d]*", name) for name in folded):
        return None
    if stated >= max(FEWEST, KNOWN * len(names)):
        at = {name: place for place, name in enumerate(folded)}
        return Section(tuple(names), tuple(at.get(name) for name in known))
    return Section(tuple(names), None) if not any(re.search(r"\d{2}", name) for name in names) else None


class Widths:
    """What the rows so far tell of those to come."""

    def __init__(self, count: int) -> None:
        self.section: Section | None = None  # that holds at the end of what was read
        self._rows = 0
        self._blank = np.zeros(count, dtype=np.int64)
        self._short: Counter[int] = Counter()  # rows that end early, by the number of their cells
        self._sample: pa.Table | None = None

    def see(self, table: pa.Table) -> None:
        """Count rows that have all their cells."""
        if not table.num_rows:
            return
        self._rows += table.num_rows
        self._blank += np.array([column.null_count for column in table.columns])
        if self._sample is None or table.num_rows >= min(_SAMPLED, self._sample.num_rows):
            self._sample = table.slice(0, _SAMPLED)

    def complete(self, rows: Sequence[Short]) -> list[bool]:
        """Which rows have only blanks after their end. They hold in each column what others do, and some rows are blank
        in those that they lack; one whose rest may stand in the next line is none."""
        if self._sample is None and not self._begin(rows):
            return [False] * len(rows)
        found = np.zeros(len(rows), dtype=bool)
        held = [_held(column) for column in self._sample.columns] if self._sample is not None else []
        for count, group in groupby(sorted(range(len(rows)), key=lambda row: len(rows[row].cells)),
                                    key=lambda row: len(rows[row].cells)):  # fmt: skip
            numbers = list(group)
            found[numbers] = self._fitting([rows[row].cells for row in numbers], held)
            self._short[count] += int(found[numbers].sum())
        for row in reversed(range(len(rows))):
            after = rows[row + 1] if row + 1 < len(rows) else None
            rest = after is not None and after.line == rows[row].following and not found[row + 1]
            found[row] &= not (rest or rows[row].broken)
        least = self._least()
        return [bool(fits and least[len(row.cells)] >= BLANK) for fits, row in zip(found, rows, strict=True)]

    def _begin(self, rows: Sequence[Short]) -> bool:
        """Where no row has all cells, as where the last columns are blank throughout, the widest rows are taken for
        what others are compared with, if they are many and lack little. Is it so?"""
        count = max((len(row.cells) for row in rows), default=0)
        widest = [row.cells for row in rows if len(row.cells) == count]
        if (
            min(count, len(widest)) < _FEW
            or 2 * len(widest) < len(rows)
            or len(self._blank) - count > max(2, _LACKED * len(self._blank))
        ):
            return False
        columns = [pa.array([None if cell in BLANKS else cell for cell in cells], pa.string())
                   for cells in zip(*widest[:_SAMPLED], strict=True)]  # fmt: skip
        self._sample = pa.table(columns, names=[str(number) for number in range(count)])
        return True

    def _fitting(self, rows: Sequence[tuple[str, ...]], held: Sequence[set[int]]) -> np.ndarray:
        """Which rows, of one length, hold in each column what others do?"""
        fits = np.full(len(rows), len(rows[0]) > 1)
        many = self._sample is not None and self._sample.num_rows >= _MANY
        for cells, known in zip(zip(*rows, strict=True), held, strict=False):
            what = _what(pa.array([None if cell in BLANKS else cell for cell in cells], pa.string()))
            right = np.isin(what, [*known, *(() if many else (_NOTHING,))])
            fits &= right if many or known - {_NOTHING} else True
        return fits

    def _least(self) -> np.ndarray:
        """For each number of cells the smallest share of rows that are blank in one of the columns after them."""
        count = len(self._blank)
        short = np.array([self._short[cells] for cells in range(count)], dtype=np.int64)
        shares = (self._blank + np.cumsum(short)) / max(self._rows + int(short.sum()), 1)
        return np.append(np.minimum.accumulate(shares[::-1])[::-1], 1.0)


def _held(column: pa.ChunkedArray) -> set[int]:
    return set(np.unique(np.concatenate([_what(chunk) for chunk in column.chunks])).tolist())


def _what(values: pa.Array) -> np.ndarray:
    """What each cell holds: figures without letters, words, or nothing."""
    digits = pc.match_substring_regex(values, "[0-9]")
    letters = pc.match_substring_regex(values, r"\pL")
    number = pc.fill_null(pc.and_(digits, pc.invert(letters)), False)
    found = np.where(np.asarray(number), _NUMBER, _WORDS)
    return np.where(np.asarray(values.is_null()), _NOTHING, found)
