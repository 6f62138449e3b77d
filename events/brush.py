"""How many of some events begin and end in each bin of time, in all and by cell of the map.

An event overlaps `[a, b)` unless it begins at b or later, or ends at a or before: so the number of events in a period
between two edges of bins is a subtraction of two running sums, and a browser can follow a hand that drags a period.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from events.cells import keys_of
from events.moments import MAX, MIN
from events.table import EventTable


@dataclass(frozen=True, eq=False)
class Brush:
    """For `edges` (seconds, one more than bins): `begun[e]` dated events begin before edge e, `over[e]` end at or
    before it. `keys` are cells of the map, `begun_in[cell, e]`, `over_in[cell, e]` the same for the events there.
    `undated` events overlap every period; `undated_in` are those of a cell. A listed date (`{2018,2021}`) counts as
    one stretch."""

    edges: np.ndarray
    begun: np.ndarray
    over: np.ndarray
    undated: int
    keys: np.ndarray
    begun_in: np.ndarray
    over_in: np.ndarray
    undated_in: np.ndarray

    def __add__(self, other: "Brush") -> "Brush":
        keys, at = np.unique(np.concatenate([self.keys, other.keys]), return_inverse=True)

        def added(one: np.ndarray, two: np.ndarray) -> np.ndarray:
            found = np.zeros((len(keys), *one.shape[1:]), dtype=np.int64)
            np.add.at(found, at, np.concatenate([one, two]))
            return found

        return Brush(
            self.edges,
            self.begun + other.begun,
            self.over + other.over,
            self.undated + other.undated,
            keys,
            added(self.begun_in, other.begun_in),
            added(self.over_in, other.over_in),
            added(self.undated_in, other.undated_in),
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Brush):
            return NotImplemented
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in self.__dataclass_fields__)


def brush(table: EventTable, rows: np.ndarray, edges: np.ndarray, across: int) -> Brush:
    """The brush of the selected `rows`; the map's world is `across` cells wide. The first edge counts as the beginning
    of time and the last as its end: open sides lie there."""
    places = table.places
    placed = places.located[table.place[rows]]
    of_places = np.full(len(places), -1, dtype=np.int64)
    present = np.unique(table.place[rows[placed]])
    keys, of_places[present] = np.unique(keys_of(places.lat[present], places.lon[present], across), return_inverse=True)
    dated = rows < len(table) - table.undated
    cell = of_places[table.place[rows]]
    started = _bins(table.start[rows[dated]], edges, "right")
    ended = _bins(table.end[rows[dated]], edges, "left")
    return Brush(
        edges,
        _running(started, np.zeros(len(started), dtype=np.int64), 1, len(edges))[0],
        _running(ended, np.zeros(len(ended), dtype=np.int64), 1, len(edges))[0],
        int((~dated).sum()),
        keys,
        _running(started[placed[dated]], cell[dated & placed], len(keys), len(edges)),
        _running(ended[placed[dated]], cell[dated & placed], len(keys), len(edges)),
        np.bincount(cell[~dated & placed], minlength=len(keys)),
    )


def _bins(moments: np.ndarray, edges: np.ndarray, side: Literal["left", "right"]) -> np.ndarray:
    """The first edge that comes after each moment, or with it where `side` is left; `len(edges)` where none does."""
    inside = np.clip(moments, edges[0], edges[-1])
    found = np.searchsorted(edges, inside, side=side)
    found[moments == MIN] = 0
    found[moments == MAX] = len(edges)
    return np.asarray(found)


def _running(bins: np.ndarray, groups: np.ndarray, count: int, edges: int) -> np.ndarray:
    """For each group and edge, how many of its events have a bin up to it."""
    flat = np.bincount(groups * (edges + 1) + bins, minlength=count * (edges + 1))
    return np.asarray(np.cumsum(flat.reshape(count, edges + 1)[:, :edges], axis=1))
