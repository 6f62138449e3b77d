"""What a newer import holds that an older one did not: events added, removed, and changed, column by column."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from events.importing.hashes import text_hashes
from events.importing.swap import replaced
from events.kept import Kept
from events.schema import SCHEMA
from events.spreadsheet_cells import safe_cell

STRETCH = 16_384  # rows whose titles are told together
KEPT = 2 * len(SCHEMA)  # columns of row groups that are kept
HEADER = ("id", "change", "column", "before", "after")


@dataclass(frozen=True)
class Changes:
    """How many events are new, gone, changed or as they were, by id; `columns` are those that changed, with how many
    events each changed in, the most first. `renamed` is the data set's key before and after, where each import has one
    and it differs, as where a table has another file name: that is no change of its events."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    unchanged: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    renamed: tuple[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        counts = {name: getattr(self, name) for name in ("added", "removed", "changed", "unchanged")}
        return counts | {"columns": self.columns} | ({"renamed": list(self.renamed)} if self.renamed else {})

    def __str__(self) -> str:
        told = f"{self.added:,} added, {self.changed:,} changed, {self.removed:,} removed, {self.unchanged:,} unchanged"
        columns = ", ".join(f"{name} {count:,}" for name, count in self.columns.items())
        named = f"; the data set '{self.renamed[0]}' is '{self.renamed[1]}' now" if self.renamed else ""
        return told + (f"; changed columns: {columns}" if columns else "") + named


class _Writer(Protocol):
    def writerow(self, row: Sequence[str], /) -> Any: ...


def compare(old: Sequence[Path], new: Sequence[Path], file: Path | None = None) -> Changes:
    """Compare two imports, each one file or some; `file` is written with a row for each change, as `HEADER`."""
    if file is None:
        return _compare(_Side(old), _Side(new), None)
    with replaced(file) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        return _compare(_Side(old), _Side(new), writer)


@dataclass(frozen=True)
class _Where:
    """Row groups with the rows wanted of each, and their order among all that are wanted."""

    parts: list[tuple[int, np.ndarray]]
    order: np.ndarray


class _Side:
    """The rows of an import, numbered through its files; `hashes` are those of their ids. A column is read by row
    group, and a few are kept: both sides are in order of time, so rows that are compared lie in few groups."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._groups = [(file, number) for file in map(pq.ParquetFile, files) for number in range(file.num_row_groups)]
        counts = [file.metadata.row_group(number).num_rows for file, number in self._groups]
        self.starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        self._kept: Kept[pa.Array] = Kept(KEPT)
        parts = [text_hashes(self._read(group, "id")) for group in range(len(self._groups))]
        self.hashes = np.concatenate([np.zeros(0, dtype=np.uint64), *parts])

    def where(self, rows: np.ndarray) -> "_Where":
        """Where the given rows lie, at least one."""
        groups = np.searchsorted(self.starts, rows, side="right") - 1
        order = np.argsort(np.argsort(groups, kind="stable"), kind="stable")
        parts = [(group, rows[groups == group] - self.starts[group]) for group in np.unique(groups).tolist()]
        return _Where(parts, order)

    def take(self, where: "_Where", name: str) -> pa.Array:
        """The values of a column in some rows, in the order given; words as strings."""
        parts = [_chosen(self._column(group, name), rows) for group, rows in where.parts]
        return _chosen(parts[0] if len(parts) == 1 else pa.concat_arrays(parts), where.order)

    def datasets(self) -> set[str]:
        """The keys of the data sets of all rows."""
        columns = (self._column(group, "dataset") for group in range(len(self._groups)))
        return {key for column in columns for key in pc.unique(column).to_pylist()}

    def ids(self, rows: np.ndarray) -> pa.Array:
        """The ids of some rows, at least one."""
        return self.take(self.where(rows), "id")

    def stretches(self, rows: np.ndarray) -> Iterator[slice]:
        """Rows that are in order, in stretches that lie in one row group each."""
        cuts = np.searchsorted(rows, self.starts).tolist()
        return (slice(low, high) for low, high in pairwise(cuts) if low < high)

    def _column(self, group: int, name: str) -> pa.Array:
        return self._kept.get((group, name), lambda: self._read(group, name))

    def _read(self, group: int, name: str) -> pa.Array:
        file, number = self._groups[group]
        column = file.read_row_group(number, columns=[name])[name]
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        found = column.combine_chunks()
        return found if isinstance(found, pa.Array) else pa.concat_arrays(found.chunks)


def _chosen(column: pa.Array, rows: np.ndarray) -> pa.Array:
    """Some rows of a column; those that follow each other are not copied."""
    if (np.diff(rows) == 1).all():
        return column.slice(int(rows[0]), len(rows))
    return column.take(pa.array(rows))


def _compare(old: _Side, new: _Side, writer: _Writer | None) -> Changes:
    old_rows, new_rows = _matched(old, new)
    gone = np.delete(np.arange(len(old.hashes)), old_rows)
    fresh = np.delete(np.arange(len(new.hashes)), new_rows)
    columns: Counter[str] = Counter()
    changed = 0
    keys = [*old.datasets(), *new.datasets()]
    renamed = (keys[0], keys[1]) if len(keys) == 2 and len(old_rows) and keys[0] != keys[1] else None
    for stretch in new.stretches(new_rows):
        changed += _stretch(old, old_rows[stretch], new, new_rows[stretch], columns, writer, renamed)
    if writer is not None:
        _tell(new, fresh, "added", writer)
        _tell(old, gone, "removed", writer)
    return Changes(len(fresh), len(gone), changed, len(new_rows) - changed, dict(columns.most_common()), renamed)


def _matched(old: _Side, new: _Side) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the same id on both sides, in the order of the new: those of one hash whose texts are the same."""
    old_rows, new_rows = _alike(old.hashes, new.hashes)
    same = np.zeros(len(old_rows), dtype=bool)
    for stretch in new.stretches(new_rows):
        before, after = (side.ids(rows[stretch]) for side, rows in ((old, old_rows), (new, new_rows)))
        same[stretch] = np.asarray(pc.equal(before, after))
    return old_rows[same], new_rows[same]


def _alike(old: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of rows that have one hash, in the order of the new; nearly always a row is in one pair at most."""
    order = np.argsort(old, kind="stable")
    low, high = (np.searchsorted(old, new, side, sorter=order) for side in ("left", "right"))
    counts = high - low
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[np.repeat(low, counts) + within], np.repeat(np.arange(len(new)), counts)


def _stretch(
    old: _Side,
    old_rows: np.ndarray,
    new: _Side,
    new_rows: np.ndarray,
    columns: Counter[str],
    writer: _Writer | None,
    renamed: tuple[str, str] | None,
) -> int:
    was, now = old.where(old_rows), new.where(new_rows)
    touched = np.zeros(len(new_rows), dtype=bool)
    for name in SCHEMA.names:
        if name == "id" or (renamed and name == "dataset"):
            continue
        before, after = old.take(was, name), new.take(now, name)
        if renamed and name == "sources":
            named = np.flatnonzero(~(_of_file(before, renamed[0]) & _of_file(after, renamed[1])))
            rows = named[list(different(_chosen(before, named), _chosen(after, named)))] if len(named) else named
        else:
            rows = np.array(list(different(before, after)), dtype=np.int64)
        if not len(rows):
            continue
        columns[name] += len(rows)
        touched[rows] = True
        if writer is not None:
            values = (column.take(rows).to_pylist() for column in (new.take(now, "id"), before, after))
            for id, old_value, new_value in zip(*values, strict=True):
                writer.writerow([id, "changed", name, _cell(old_value), _cell(new_value)])
    return int(touched.sum())


def _of_file(sources: pa.Array, key: str) -> np.ndarray:
    """Which rows have the file itself as their one source, as a table without sources of its own has."""
    lengths = np.asarray(pc.fill_null(pc.list_value_length(sources), 0))
    ids = sources.flatten().field("id")
    own = np.asarray(pc.fill_null(pc.equal(ids.cast(pa.string()), key), False))
    firsts = np.minimum(np.cumsum(lengths) - lengths, max(len(own) - 1, 0))
    return (lengths == 1) & own[firsts] if len(own) else np.zeros(len(sources), dtype=bool)


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


def _tell(side: _Side, rows: np.ndarray, change: str, writer: _Writer) -> None:
    for first in range(0, len(rows), STRETCH):
        where = side.where(rows[first : first + STRETCH])
        for id, title in zip(*(side.take(where, name).to_pylist() for name in ("id", "title")), strict=True):
            cells = ("", title) if change == "added" else (title, "")
            writer.writerow([id, change, "title", *(safe_cell(cell) for cell in cells)])


def _cell(value: object) -> str:
    """A value as a cell: text as it is, lists and the like as JSON."""
    nested = isinstance(value, list | dict | tuple)
    return safe_cell(json.dumps(value, ensure_ascii=False) if nested else value)
