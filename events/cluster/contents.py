"""What pieces of an import hold, in a form that adds up to what the whole holds."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from events.places import COLUMNS
from events.table import EventTable


@dataclass(frozen=True, eq=False)
class Tally:
    """How often each of some keys occurs; `keys` are distinct and in order."""

    keys: np.ndarray
    counts: np.ndarray

    def __add__(self, other: "Tally") -> "Tally":
        keys, at = np.unique(np.concatenate([self.keys, other.keys]), return_inverse=True)
        counts = np.bincount(at, weights=np.concatenate([self.counts, other.counts]), minlength=len(keys))
        return Tally(keys, counts.astype(np.int64))


@dataclass(frozen=True, eq=False)
class Contents:
    """`count` events, `dated` of them with a date. `values` are the values of each facet; `starts` the seconds at which
    the dated begin; `low` and `high` the first and last second of closed sides, None where all are open. `places` are
    the places' numbers in the import, -1 for none, and `named` has a row for each of these that is a place."""

    count: int
    dated: int
    values: Mapping[str, Tally]
    starts: Tally
    low: int | None
    high: int | None
    as_of: int
    places: Tally
    named: pa.Table

    def __add__(self, other: "Contents") -> "Contents":
        numbers = np.concatenate([self.numbers, other.numbers])
        _, first = np.unique(numbers, return_index=True)
        named = pa.concat_tables([self.named, other.named]).unify_dictionaries().combine_chunks()
        return Contents(
            self.count + other.count,
            self.dated + other.dated,
            {key: tally + other.values[key] for key, tally in self.values.items()},
            self.starts + other.starts,
            min((low for low in (self.low, other.low) if low is not None), default=None),
            max((high for high in (self.high, other.high) if high is not None), default=None),
            max(self.as_of, other.as_of),
            self.places + other.places,
            named.take(pa.array(first)),
        )

    @property
    def numbers(self) -> np.ndarray:
        """The number of the place of each row of `named`."""
        return self.places.keys[self.places.keys >= 0]


def contents(table: EventTable, present: np.ndarray) -> Contents:
    """The contents of a table whose places have these numbers in the import."""
    dated = len(table) - table.undated
    everything = np.arange(len(table))
    used, counts = np.unique(table.place, return_counts=True)
    return Contents(
        count=len(table),
        dated=dated,
        values={
            key: Tally(np.array(column.values, dtype=object), column.counts(everything))
            for key, column in table.facets.items()
        },
        starts=Tally(*np.unique(table.start[:dated], return_counts=True)),
        low=table.edges[0],
        high=table.edges[1],
        as_of=table.as_of,
        places=Tally(np.concatenate([[-1], present])[used].astype(np.int64), counts),
        named=table.places.table.slice(1).select(COLUMNS),
    )
