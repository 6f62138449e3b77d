"""What a newer import holds that an older one did not: events added, removed, and changed, column by column."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.importing.cells_kept import Kept, Layout, compared, layout_of, names_in
from events.importing.renumbered import content_pairs, without_ids
from events.importing.sides import Side, chosen, different
from events.importing.swap import replaced
from events.schema import SCHEMA
from events.spreadsheet_cells import safe_cell

STRETCH = 16_384  # rows whose titles are told together
_OF_FILES = ("restamped", "columns_added", "columns_dropped")
HEADER = ("id", "change", "column", "before", "after")


@dataclass(frozen=True)
class Changes:
    """How many events are new, gone, changed or as they were, by id; `columns` are those that changed, with how many
    events each changed in, the most first. `renamed` is the data set's key before and after, where each import has one
    and it differs, as where a table has another file name: that is no change of its events.

    Where ids were given anew, events are matched by content: `renumbered` of them, None where ids were kept. `equal`
    are those of the newer import that have the content of several, so that none is matched: they are among the added,
    and those of the older one among the removed. `worded` of those matched differ in one of the four by which they are
    matched, and are told by their words.

    `restamped` of the unchanged differ in the time alone at which they were last edited. Columns that only one of the
    two files has are no change of events: `columns_added` and `columns_dropped`, with the events that have them."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    unchanged: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    renamed: tuple[str, str] | None = None
    renumbered: int | None = None
    equal: int = 0
    worded: int = 0
    restamped: int = 0
    columns_added: dict[str, int] = field(default_factory=dict)
    columns_dropped: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        counts = {name: getattr(self, name) for name in ("added", "removed", "changed", "unchanged")}
        told: dict[str, Any] = {"renamed": list(self.renamed)} if self.renamed else {}
        if self.renumbered is not None:
            told |= {"renumbered": self.renumbered, "equal": self.equal, "worded": self.worded}
        told |= {name: value for name in _OF_FILES if (value := getattr(self, name))}
        return counts | {"columns": self.columns} | told

    def __str__(self) -> str:
        told = f"{self.added:,} added, {self.changed:,} changed, {self.removed:,} removed, {self.unchanged:,} unchanged"
        columns = ", ".join(f"{name} {count:,}" for name, count in self.columns.items())
        named = f"; the data set '{self.renamed[0]}' is '{self.renamed[1]}' now" if self.renamed else ""
        changed = f"; changed columns: {columns}" if columns else ""
        return self._numbered() + told + changed + self._of_files() + named

    def _of_files(self) -> str:
        edited = f"; {self.restamped:,} of the unchanged have another time of editing" if self.restamped else ""
        found = ((self.columns_added, "added"), (self.columns_dropped, "left out"))
        return edited + "".join(
            f"; columns of the file {what}, which is no change: "
            + ", ".join(f"{name} ({count:,})" for name, count in columns.items())
            for columns, what in found
            if columns
        )

    def _numbered(self) -> str:
        if self.renumbered is None:
            return ""
        matched = f"{self.renumbered:,} of {self.added + self.changed + self.unchanged:,}"
        other = f", {self.worded:,} of them by their words, as one of these changed" if self.worded else ""
        told = f"ids were renumbered: {matched} matched by their content (date, place, actors, type){other}; "
        several = f"{self.equal:,} of the added cannot be told from each other, and are not matched; "
        return told + (several if self.equal else "")


class _Writer(Protocol):
    def writerow(self, row: Sequence[str], /) -> Any: ...


def compare(old: Sequence[Path], new: Sequence[Path], file: Path | None = None) -> Changes:
    """Compare two imports, each one file or some; `file` is written with a row for each change, as `HEADER`."""
    if file is None:
        return _compare(Side(old), Side(new), None)
    with replaced(file) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        return _compare(Side(old), Side(new), writer)


def _compare(old: Side, new: Side, writer: _Writer | None) -> Changes:
    old_rows, new_rows = _matched(old, new)
    pairs = content_pairs(old, new, old_rows, new_rows)
    if pairs is not None:
        old_rows, new_rows = pairs.old, pairs.new
    gone = np.delete(np.arange(len(old.hashes)), old_rows)
    fresh = np.delete(np.arange(len(new.hashes)), new_rows)
    keys = [*old.datasets(), *new.datasets()]
    renamed = (keys[0], keys[1]) if len(keys) == 2 and len(old_rows) and keys[0] != keys[1] else None
    found = _Found(old, new, writer, renamed, pairs is not None)
    for stretch in new.stretches(new_rows):
        found.stretch(old_rows[stretch], new_rows[stretch])
    if writer is not None:
        _tell(new, fresh, "added", writer)
        _tell(old, gone, "removed", writer)
        kept = found.layout
        for change, names in (("column added", kept.added), ("column dropped", kept.dropped)):
            for name, count in names.items():
                writer.writerow(["", change, name, *(("", count) if change == "column added" else (count, ""))])
    counts = (len(fresh), len(gone), found.changed, len(new_rows) - found.changed)
    told = Changes(
        *counts,
        dict(found.columns.most_common()),
        renamed,
        restamped=found.restamped,
        columns_added=found.layout.added,
        columns_dropped=found.layout.dropped,
    )
    if pairs is None:
        return told
    return replace(told, renumbered=pairs.matched, equal=pairs.equal, worded=pairs.worded)


def _matched(old: Side, new: Side) -> tuple[np.ndarray, np.ndarray]:
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


class _Found:
    """The changes of events that both imports have, as they are found."""

    def __init__(
        self, old: Side, new: Side, writer: _Writer | None, renamed: tuple[str, str] | None, renumbered: bool
    ) -> None:
        self.columns: Counter[str] = Counter()
        self.changed = self.restamped = 0
        self.layout = Layout()  # from the first difference on for which it matters
        self._old, self._new, self._known = old, new, False
        self._writer, self._renamed, self._renumbered = writer, renamed, renumbered

    def _compared(self, before: pa.Array, after: pa.Array, rows: np.ndarray) -> Kept:
        if not self._known:
            self.layout = layout_of(*(names_in(side.columns("more")) for side in (self._old, self._new)))
            self._known = True
        return compared(before, after, rows, self.layout)

    def stretch(self, old_rows: np.ndarray, new_rows: np.ndarray) -> None:
        """Compare some rows of both, which are the same events."""
        old, new = self._old, self._new
        was, now = old.where(old_rows), new.where(new_rows)
        touched, edited = np.zeros((2, len(new_rows)), dtype=bool)
        for name in SCHEMA.names:
            if self._passed_over(name):
                continue
            before, after = old.take(was, name), new.take(now, name)
            plain = (before, after)
            if self._renumbered and name in ("sources", "more") and not before.equals(after):
                plain = without_ids(old.take(was, "id"), before), without_ids(new.take(now, "id"), after)
            rows = self._rows(name, before, after, plain)
            if name == "more" and len(rows):
                kept = self._compared(*plain, rows)
                rows = kept.differ
                edited[kept.edited] = True
            if not len(rows):
                continue
            self.columns[name] += len(rows)
            touched[rows] = True
            ids = new.take(now, "id")
            self._write(ids, "changed", name, rows, before, after)
        edited &= ~touched
        if edited.any():
            self._write(new.take(now, "id"), "restamped", "more", np.flatnonzero(edited), old.take(was, "more"),
                        new.take(now, "more"))  # fmt: skip
        if self._renumbered and self._writer is not None:
            for former, id in zip(old.take(was, "id").to_pylist(), new.take(now, "id").to_pylist(), strict=True):
                if former != id:
                    self._writer.writerow([id, "renumbered", "id", former, id])
        self.changed += int(touched.sum())
        self.restamped += int(edited.sum())

    def _passed_over(self, name: str) -> bool:
        return name == "id" or bool(self._renamed and name == "dataset") or (self._renumbered and name == "part_of")

    def _rows(self, name: str, before: pa.Array, after: pa.Array, plain: tuple[pa.Array, pa.Array]) -> np.ndarray:
        """The rows in which a column differs, but for ids in it and the names of the files themselves."""
        if self._renamed and name == "sources":
            named = np.flatnonzero(~(_of_file(before, self._renamed[0]) & _of_file(after, self._renamed[1])))
            return named[list(different(*(chosen(part, named) for part in plain)))] if len(named) else named
        return np.array(list(different(*plain)), dtype=np.int64)

    def _write(
        self, ids: pa.Array, change: str, column: str, rows: np.ndarray, before: pa.Array, after: pa.Array
    ) -> None:
        if self._writer is None:
            return
        values = (part.take(pa.array(rows)).to_pylist() for part in (ids, before, after))
        for id, old_value, new_value in zip(*values, strict=True):
            self._writer.writerow([id, change, column, _cell(old_value), _cell(new_value)])


def _of_file(sources: pa.Array, key: str) -> np.ndarray:
    """Which rows have the file itself as their one source, as a table without sources of its own has."""
    lengths = np.asarray(pc.fill_null(pc.list_value_length(sources), 0))
    ids = sources.flatten().field("id")
    own = np.asarray(pc.fill_null(pc.equal(ids.cast(pa.string()), key), False))
    firsts = np.minimum(np.cumsum(lengths) - lengths, max(len(own) - 1, 0))
    return (lengths == 1) & own[firsts] if len(own) else np.zeros(len(sources), dtype=bool)


def _tell(side: Side, rows: np.ndarray, change: str, writer: _Writer) -> None:
    for first in range(0, len(rows), STRETCH):
        where = side.where(rows[first : first + STRETCH])
        for id, title in zip(*(side.take(where, name).to_pylist() for name in ("id", "title")), strict=True):
            cells = ("", title) if change == "added" else (title, "")
            writer.writerow([id, change, "title", *(safe_cell(cell) for cell in cells)])


def _cell(value: object) -> str:
    """A value as a cell: text as it is, lists and the like as JSON."""
    nested = isinstance(value, list | dict | tuple)
    return safe_cell(json.dumps(value, ensure_ascii=False) if nested else value)
