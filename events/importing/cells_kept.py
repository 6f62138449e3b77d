"""What events state beside the fields (`more`), as two imports have it: what of it is a change of an event, and what of
its file alone: columns that only one has, and the time at which a row was last edited."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.importing.sides import different

LEAST = 10  # events with a column that only one import has, of which on it is one of the file
_EDITED = re.compile(r"timestamp|(last )?(updated?|modified|edited)( (at|on|date|time))?|(update|modification) date")


def folded(name: str) -> str:
    """A column's name as names are compared: in small letters, with blanks for marks between words."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def names_in(columns: Iterable[pa.Array]) -> Counter[str]:
    """In how many events each column is filled, by folded name."""
    found: Counter[str] = Counter()
    for column in columns:
        for entry in pc.value_counts(column.keys.cast(pa.string())).to_pylist():
            found[folded(entry["values"])] += entry["counts"]
    return found


@dataclass(frozen=True)
class Layout:
    """Columns that many events of one import have, and none of the other: in how many events."""

    added: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)


def layout_of(old: Counter[str], new: Counter[str]) -> Layout:
    """The columns that are of one of the two files alone."""
    return Layout(*(
        {name: count for name, count in here.items() if name not in there and count >= LEAST}
        for here, there in ((new, old), (old, new))
    ))  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """Of some events the rows in which what they state differs, and those in which only the time of editing does."""

    differ: np.ndarray
    edited: np.ndarray


def compared(before: pa.Array, after: pa.Array, rows: np.ndarray, layout: Layout) -> Kept:
    """Which of the rows that are not the same differ in more than the layout of their files."""
    pair = [part.take(pa.array(rows)) for part in (before, after)]
    gone = (layout.dropped.keys(), layout.added.keys())
    whole, bare = ([_without(part, names, edited) for part, names in zip(pair, gone, strict=True)]
                   for edited in (False, True))  # fmt: skip
    turned = len({frozenset(pc.unique(part.keys).to_pylist()) for part in pair}) > 1  # then in another order, perhaps
    differ, other = (_differing(before, after, turned) for before, after in (bare, whole))
    edited = np.setdiff1d(other, differ)
    return Kept(rows[differ], rows[edited])


def _differing(before: pa.MapArray, after: pa.MapArray, turned: bool) -> np.ndarray:
    """The rows in which cells differ; `turned` says whether their order may."""
    rows = np.array(list(different(before, after)), dtype=np.int64)
    if not turned:
        return rows
    old, new = (part.take(pa.array(rows)).to_pylist() for part in (before, after))
    mask = [dict(was or ()) != dict(now or ()) for was, now in zip(old, new, strict=True)]
    return np.asarray(rows[np.array(mask, dtype=bool)])


def _without(column: pa.MapArray, names: Collection[str], edited: bool) -> pa.MapArray:
    """Cells by folded names, without those of some columns, and of times of editing."""
    keys = column.keys.dictionary_encode()
    known = [folded(name) for name in keys.dictionary.to_pylist()]
    kept = np.array([name not in names and not (edited and _EDITED.fullmatch(name)) for name in known], dtype=bool)
    codes = np.asarray(keys.indices)
    mask = kept[codes] if len(codes) else np.zeros(0, dtype=bool)
    lengths = np.asarray(pc.fill_null(pc.list_value_length(_as_list(column)), 0))
    ends = np.concatenate([[0], np.cumsum(mask)])[np.concatenate([[0], np.cumsum(lengths)])]
    folded_keys = pa.array(known, pa.string()).take(keys.indices).filter(pa.array(mask))
    return pa.MapArray.from_arrays(pa.array(ends.astype(np.int32)), folded_keys, column.items.filter(pa.array(mask)))


def _as_list(column: pa.MapArray) -> pa.ListArray:
    entry = pa.struct([("key", column.type.key_type), ("value", column.type.item_type)])
    return column.cast(pa.list_(pa.field("entries", entry)))
