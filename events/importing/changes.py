"""What a newer import holds that an older one did not: events added, removed, and changed, column by column."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.importing.renumbered import content_pairs, without_ids
from events.importing.sides import Side, chosen, different
from events.importing.swap import replaced
from events.schema import SCHEMA
from events.spreadsheet_cells import safe_cell

STRETCH = 16_384  # rows whose titles are told together
HEADER = ("id", "change", "column", "before", "after")


@dataclass(frozen=True)
class Changes:
    """How many events are new, gone, changed or as they were, by id; `columns` are those that changed, with how many
    events each changed in, the most first. `renamed` is the data set's key before and after, where each import has one
    and it differs, as where a table has another file name: that is no change of its events.

    Where ids were given anew, events are matched by content: `renumbered` of them, None where ids were kept. `equal`
    are those of the newer import that have the content of several, so that none is matched: they are among the added,
    and those of the older one among the removed."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    unchanged: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    renamed: tuple[str, str] | None = None
    renumbered: int | None = None
    equal: int = 0

    def as_json(self) -> dict[str, Any]:
        counts = {name: getattr(self, name) for name in ("added", "removed", "changed", "unchanged")}
        told: dict[str, Any] = {"renamed": list(self.renamed)} if self.renamed else {}
        if self.renumbered is not None:
            told |= {"renumbered": self.renumbered, "equal": self.equal}
        return counts | {"columns": self.columns} | told

    def __str__(self) -> str:
        told = f"{self.added:,} added, {self.changed:,} changed, {self.removed:,} removed, {self.unchanged:,} unchanged"
        columns = ", ".join(f"{name} {count:,}" for name, count in self.columns.items())
        named = f"; the data set '{self.renamed[0]}' is '{self.renamed[1]}' now" if self.renamed else ""
        return self._numbered() + told + (f"; changed columns: {columns}" if columns else "") + named

    def _numbered(self) -> str:
        if self.renumbered is None:
            return ""
        matched = f"{self.renumbered:,} of {self.added + self.changed + self.unchanged:,}"
        told = f"ids were renumbered: {matched} matched by their content (date, place, actors, type); "
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
    columns: Counter[str] = Counter()
    changed = 0
    keys = [*old.datasets(), *new.datasets()]
    renamed = (keys[0], keys[1]) if len(keys) == 2 and len(old_rows) and keys[0] != keys[1] else None
    for stretch in new.stretches(new_rows):
        rows = (old, old_rows[stretch], new, new_rows[stretch])
        changed += _stretch(*rows, columns, writer, renamed, pairs is not None)
    if writer is not None:
        _tell(new, fresh, "added", writer)
        _tell(old, gone, "removed", writer)
    counts = (len(fresh), len(gone), changed, len(new_rows) - changed, dict(columns.most_common()), renamed)
    return Changes(*counts, *(() if pairs is None else (pairs.matched, pairs.equal)))


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


def _stretch(
    old: Side,
    old_rows: np.ndarray,
    new: Side,
    new_rows: np.ndarray,
    columns: Counter[str],
    writer: _Writer | None,
    renamed: tuple[str, str] | None,
    renumbered: bool,
) -> int:
    was, now = old.where(old_rows), new.where(new_rows)
    touched = np.zeros(len(new_rows), dtype=bool)
    for name in SCHEMA.names:
        if name == "id" or (renamed and name == "dataset") or (renumbered and name == "part_of"):
            continue
        before, after = old.take(was, name), new.take(now, name)
        plain = (before, after)
        if renumbered and name in ("sources", "more") and not before.equals(after):
            plain = without_ids(old.take(was, "id"), before), without_ids(new.take(now, "id"), after)
        if renamed and name == "sources":
            named = np.flatnonzero(~(_of_file(before, renamed[0]) & _of_file(after, renamed[1])))
            rows = named[list(different(*(chosen(part, named) for part in plain)))] if len(named) else named
        else:
            rows = np.array(list(different(*plain)), dtype=np.int64)
        if not len(rows):
            continue
        columns[name] += len(rows)
        touched[rows] = True
        if writer is not None:
            values = (column.take(rows).to_pylist() for column in (new.take(now, "id"), before, after))
            for id, old_value, new_value in zip(*values, strict=True):
                writer.writerow([id, "changed", name, _cell(old_value), _cell(new_value)])
    if renumbered and writer is not None:
        for former, id in zip(old.take(was, "id").to_pylist(), new.take(now, "id").to_pylist(), strict=True):
            if former != id:
                writer.writerow([id, "renumbered", "id", former, id])
    return int(touched.sum())


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
