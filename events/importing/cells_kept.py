"""What events state beside the fields (`more`), as two imports have it: what of it is a change of an event, and what of
its file alone: columns that only one has, and the time at which a row was last edited."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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
    differ: list[int] = []
    edited: list[int] = []
    for row, old, new in zip(rows.tolist(), *(part.take(pa.array(rows)).to_pylist() for part in (before, after)),
                             strict=True):  # fmt: skip
        was = {folded(name): value for name, value in old or () if folded(name) not in layout.dropped}
        now = {folded(name): value for name, value in new or () if folded(name) not in layout.added}
        if was == now:
            continue
        names = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
        (edited if all(_EDITED.fullmatch(name) for name in names) else differ).append(row)
    return Kept(np.array(differ, dtype=np.int64), np.array(edited, dtype=np.int64))
