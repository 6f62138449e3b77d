"""Events by cell of the map: Web Mercator's square world cut into equal cells, and what is known of each."""

from dataclasses import dataclass

import numpy as np

from events.codes import Keyed, tally
from events.table import EventTable

NAMES = 8  # places of a cell that are told one by one
TITLES = 5  # events of a cell up to which they are told one by one
NOWHERE, NO_ROW = np.int32(2**31 - 1), np.int64(2**62)  # fill the rest of a row


def mercator(lat: np.ndarray | float, lon: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
    """Where degrees lie in the square world, from 0 to 1 from the west and the north; beyond 85° on its edge."""
    phi = np.radians(np.clip(lat, -85, 85))
    y = 0.5 - np.log(np.tan(np.pi / 4 + phi / 2)) / (2 * np.pi)
    return (np.asarray(lon) + 180) / 360, np.asarray(y)


def keys_of(lat: np.ndarray | float, lon: np.ndarray | float, across: int) -> np.ndarray:
    """The key of the cell in which each point lies, of a world `across` cells wide (at most 2**30)."""
    x, y = (np.clip((part * across).astype(np.int64), 0, across - 1) for part in mercator(lat, lon))
    return np.asarray(x << 31 | y)


@dataclass(frozen=True, eq=False)
class Cells:
    """A row for each cell that holds an event, in order of `keys`. `counts[cell, type, known]` has the events whose
    place itself is known under 1, those known only to an area under 0. `places` are the numbers of at most `NAMES`
    places, the most frequent of all events first; `rows` the events, where these are no more than `TITLES`."""

    keys: np.ndarray
    counts: np.ndarray
    places: np.ndarray
    rows: np.ndarray

    def __len__(self) -> int:
        return len(self.keys)

    def __add__(self, other: "Cells") -> "Cells":
        keys, at = np.unique(np.concatenate([self.keys, other.keys]), return_inverse=True)
        counts = np.zeros((len(keys), *self.counts.shape[1:]), dtype=np.int64)
        np.add.at(counts, at, np.concatenate([self.counts, other.counts]))
        places = _least(at, np.concatenate([self.places, other.places]), len(keys), NAMES, NOWHERE)
        rows = _least(at, np.concatenate([self.rows, other.rows]), len(keys), TITLES, NO_ROW)
        rows[counts.sum(axis=(1, 2)) > TITLES] = NO_ROW
        return Cells(keys, counts, places, rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cells):
            return NotImplemented
        names = ("keys", "counts", "places", "rows")
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in names)

    @property
    def totals(self) -> np.ndarray:
        return np.asarray(self.counts.sum(axis=(1, 2)))


def _least(at: np.ndarray, values: np.ndarray, count: int, width: int, rest: np.integer) -> np.ndarray:
    """For each of `count` groups the `width` least distinct values of its rows, filled up with `rest`."""
    flat, group = values.ravel(), np.repeat(at, values.shape[1])
    kept = flat != rest
    flat, group = flat[kept], group[kept]
    order = np.lexsort((flat, group))
    flat, group = flat[order], group[order]
    fresh = np.ones(len(flat), dtype=bool)
    fresh[1:] = (flat[1:] != flat[:-1]) | (group[1:] != group[:-1])
    flat, group = flat[fresh], group[fresh]
    place = np.arange(len(flat)) - np.searchsorted(group, group)
    found = np.full((count, width), rest)
    first = place < width
    found[group[first], place[first]] = flat[first]
    return found


def cells(table: EventTable, rows: np.ndarray, across: int) -> Cells:
    """The located events of `rows`, which are in order."""
    places, types = table.places, table.facets["event_type"]
    assert isinstance(types, Keyed)
    kinds = len(types.values)
    place = table.place[rows]
    present = np.flatnonzero((tally(table.place, rows, len(places)) > 0) & places.located)
    keys, at = np.unique(keys_of(places.lat[present], places.lon[present], across), return_inverse=True)
    half = np.full(len(places), 2 * len(keys))  # a cell's vague or known half; after all, that of no cell
    half[present] = 2 * at + places.exact[present]
    joint = np.bincount(half[place] * kinds + types.lookup[types.keys[rows]], minlength=(2 * len(keys) + 1) * kinds)
    counts = joint[: 2 * len(keys) * kinds].reshape(len(keys), 2, kinds).transpose(0, 2, 1)
    few = np.append(counts.sum(axis=(1, 2)) <= TITLES, False)[half // 2]
    told = np.flatnonzero(few[place]) if few.any() else rows[:0]
    return Cells(
        keys,
        counts,
        _least(at, present[:, None], len(keys), NAMES, NOWHERE),
        _least(half[place[told]] // 2, rows[told][:, None] + table.first_row, len(keys), TITLES, NO_ROW),
    )
