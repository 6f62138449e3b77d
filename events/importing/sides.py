"""An import as one side of a comparison: its rows by number, read column by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from events.importing.hashes import text_hashes
from events.kept import Kept
from events.schema import SCHEMA

KEPT = 2 * len(SCHEMA)  # columns of row groups that are kept


@dataclass(frozen=True)
class Where:
    """Row groups with the rows wanted of each, and their order among all that are wanted."""

    parts: list[tuple[int, np.ndarray]]
    order: np.ndarray


class Side:
    """The rows of an import, numbered through its files; `hashes` are those of their ids. A column is read by row
    group, and a few are kept: both sides are in order of time, so rows that are compared lie in few groups."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._groups = [(file, number) for file in map(pq.ParquetFile, files) for number in range(file.num_row_groups)]
        counts = [file.metadata.row_group(number).num_rows for file, number in self._groups]
        self.starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        self._kept: Kept[pa.Array] = Kept(KEPT)
        parts = [text_hashes(self._read(group, "id")) for group in range(len(self._groups))]
        self.hashes = np.concatenate([np.zeros(0, dtype=np.uint64), *parts])

    def where(self, rows: np.ndarray) -> Where:
        """Where the given rows lie, at least one."""
        groups = np.searchsorted(self.starts, rows, side="right") - 1
        order = np.argsort(np.argsort(groups, kind="stable"), kind="stable")
        parts = [(group, rows[groups == group] - self.starts[group]) for group in np.unique(groups).tolist()]
        return Where(parts, order)

    def take(self, where: Where, name: str) -> pa.Array:
        """The values of a column in some rows, in the order given; words as strings."""
        parts = [chosen(self.column(group, name), rows) for group, rows in where.parts]
        return chosen(parts[0] if len(parts) == 1 else pa.concat_arrays(parts), where.order)

    def datasets(self) -> set[str]:
        """The keys of the data sets of all rows."""
        columns = (self.column(group, "dataset") for group in range(len(self._groups)))
        return {key for column in columns for key in pc.unique(column).to_pylist()}

    def columns(self, name: str) -> Iterator[pa.Array]:
        """A column, row group by row group."""
        return (self._read(group, name) for group in range(len(self._groups)))

    def ids(self, rows: np.ndarray) -> pa.Array:
        """The ids of some rows, at least one."""
        return self.take(self.where(rows), "id")

    def stretches(self, rows: np.ndarray) -> Iterator[slice]:
        """Rows that are in order, in stretches that lie in one row group each."""
        cuts = np.searchsorted(rows, self.starts).tolist()
        return (slice(low, high) for low, high in pairwise(cuts) if low < high)

    def column(self, group: int, name: str) -> pa.Array:
        return self._kept.get((group, name), lambda: self._read(group, name))

    def _read(self, group: int, name: str) -> pa.Array:
        file, number = self._groups[group]
        column = file.read_row_group(number, columns=[name])[name]
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        found = column.combine_chunks()
        return found if isinstance(found, pa.Array) else pa.concat_arrays(found.chunks)


def chosen(column: pa.Array, rows: np.ndarray) -> pa.Array:
    """Some rows of a column; those that follow each other are not copied."""
    if (np.diff(rows) == 1).all():
        return column.slice(int(rows[0]), len(rows))
    return column.take(pa.array(rows))


def different(before: pa.Array, after: pa.Array) -> Iterator[int]:
    """The rows in which two columns of the same length differ, in order."""
    if before.equals(after):
        return
    if not pa.types.is_nested(before.type):
        same = pc.fill_null(pc.equal(before, after), False)
        both_null = pc.and_(before.is_null(), after.is_null())
        yield from np.flatnonzero(~np.asarray(pc.or_(same, both_null))).tolist()
        return
    if len(before) == 1:
        yield 0
        return
    half = len(before) // 2
    yield from different(before[:half], after[:half])
    yield from (half + row for row in different(before[half:], after[half:]))
