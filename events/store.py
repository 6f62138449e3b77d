"""Where the events' texts are: columns that are only read for what is shown or searched."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from events.kept import Kept
from events.schema import SCHEMA

KEPT = 64  # parts of the file that are kept, those used last


class Store(Protocol):
    """All columns of the event schema, by row number. Safe to read from several threads."""

    def take(self, rows: np.ndarray, names: Sequence[str]) -> pa.Table:
        """Some columns of the given rows, in the order given."""
        ...

    def stretches(self, names: Sequence[str]) -> Iterator[tuple[int, pa.Table]]:
        """All rows of some columns, in order, in tables with the number of their first row."""
        ...


class Held:
    """Columns in memory."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def take(self, rows: np.ndarray, names: Sequence[str]) -> pa.Table:
        return self._table.select(list(names)).take(pa.array(rows))

    def stretches(self, names: Sequence[str]) -> Iterator[tuple[int, pa.Table]]:
        yield 0, self._table.select(list(names))


class Stretch:
    """The rows `[first, last)` of another store, as rows from 0 on."""

    def __init__(self, whole: Store, first: int, last: int) -> None:
        self._whole, self._first, self._last = whole, first, last

    def take(self, rows: np.ndarray, names: Sequence[str]) -> pa.Table:
        return self._whole.take(rows + self._first, names)

    def stretches(self, names: Sequence[str]) -> Iterator[tuple[int, pa.Table]]:
        for start, table in self._whole.stretches(names):
            low, high = max(start, self._first), min(start + table.num_rows, self._last)
            if low < high:
                yield low - self._first, table.slice(low - start, high - low)


class Filed:
    """Columns in Parquet files, read by row group; those used last are kept. `groups` are the numbers of the row
    groups that are meant of each file, all of them without."""

    def __init__(self, files: Sequence[Path], groups: Sequence[range] | None = None) -> None:
        self._files = [pq.ParquetFile(file, memory_map=True) for file in files]
        meant = groups or [range(file.num_row_groups) for file in self._files]
        self._groups = [(file, number) for file, own in zip(self._files, meant, strict=True) for number in own]
        counts = [file.metadata.row_group(number).num_rows for file, number in self._groups]
        self._starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        self._kept: Kept[pa.Table] = Kept(KEPT)
        self._lock = Lock()

    def take(self, rows: np.ndarray, names: Sequence[str]) -> pa.Table:
        groups = np.searchsorted(self._starts, rows, side="right") - 1
        parts = [
            self._group(int(group), tuple(names)).take(pa.array(rows[groups == group] - self._starts[group]))
            for group in np.unique(groups)
        ]
        if not parts:
            return pa.schema([SCHEMA.field(name) for name in names]).empty_table()
        order = np.argsort(np.argsort(groups, kind="stable"), kind="stable")
        return pa.concat_tables(parts).unify_dictionaries().take(pa.array(order))

    def stretches(self, names: Sequence[str]) -> Iterator[tuple[int, pa.Table]]:
        for group, start in enumerate(self._starts[:-1]):
            yield int(start), self._read(group, tuple(names))

    def _group(self, number: int, names: tuple[str, ...]) -> pa.Table:
        return self._kept.get((number, names), lambda: self._read(number, names))

    def _read(self, number: int, names: tuple[str, ...]) -> pa.Table:
        file, group = self._groups[number]
        with self._lock:  # a Parquet file is read by one thread at a time
            return file.read_row_group(group, columns=list(names)).select(list(names))
