"""What is drawn of a selection: counts by lane and bin of time, and by cell of the map, and the events drawn singly."""

from dataclasses import dataclass

import numpy as np

from events.cells import Cells, cells
from events.codes import Column, Keyed
from events.holdings import Holdings
from events.spread import spread
from events.table import EventTable

MOST_IN_TRAY = 50


@dataclass(frozen=True)
class Window:
    """What the screen has room for. `first` and `last` are the seconds of the timeline, `bins` its columns of counts;
    `lanes` the codes of the values of facet `by` that have a lane of their own; the lane after them is for all other
    values. In the lanes numbered in `singly` events are drawn one by one. `across` is how many cells the map's world
    has from west to east. The list shows `page` rows of the selected after the first `skip`; in a part of a table,
    after those that the parts before it do not have."""

    first: int
    last: int
    bins: int
    by: str
    lanes: tuple[int, ...]
    singly: frozenset[int]
    across: int
    skip: int = 0
    page: int = 100


@dataclass(frozen=True, eq=False)
class Chart:
    """`weights[lane, type, bin]` are the selected events spread over the window's bins; `in_lane` the
    dated events of each. Rows are numbered as in the whole: `singly` has the lane and row of each event that is drawn
    one by one, `listed` are on the page, `undated` and `unplaced` the first without a date or place on the map."""

    window: Window
    weights: np.ndarray
    in_lane: np.ndarray
    cells: Cells
    singly: tuple[tuple[int, int], ...]
    listed: tuple[int, ...]
    undated: tuple[int, ...]
    unplaced: tuple[int, ...]

    def __add__(self, other: "Chart") -> "Chart":
        return Chart(
            self.window,
            self.weights + other.weights,
            self.in_lane + other.in_lane,
            self.cells + other.cells,
            tuple(sorted((*self.singly, *other.singly))),
            tuple(sorted((*self.listed, *other.listed))[: self.window.page]),
            tuple(sorted((*self.undated, *other.undated))[:MOST_IN_TRAY]),
            tuple(sorted((*self.unplaced, *other.unplaced))[:MOST_IN_TRAY]),
        )

    def __eq__(self, other: object) -> bool:
        """Rows and counts exactly, weights to a millionth of an event."""
        if not isinstance(other, Chart):
            return NotImplemented
        names = ("singly", "listed", "undated", "unplaced", "cells")
        return (
            all(getattr(self, name) == getattr(other, name) for name in names)
            and np.array_equal(self.in_lane, other.in_lane)
            and np.allclose(self.weights, other.weights, atol=1e-6)
        )


def chart(table: EventTable, holdings: Holdings, rows: np.ndarray, window: Window) -> Chart:
    """What is drawn of the selected `rows` of a table that is, or is a part of, the whole of the holdings."""
    dated = rows[: int(np.searchsorted(rows, len(table) - table.undated))]
    undated = rows[len(dated) :]
    unplaced = rows[~table.places.located[table.place[rows]]]
    in_lane, lane = _in_lanes(table.facets[window.by], dated, window.lanes)
    by_type = table.facets["event_type"]
    assert isinstance(by_type, Keyed)
    kinds = len(by_type.values)
    group = lane * kinds + by_type.lookup[by_type.keys[in_lane]]
    weights = spread(
        table, in_lane, group, (len(window.lanes) + 1) * kinds, (window.first, window.last), window.bins,
        holdings.extent,
    )  # fmt: skip
    singly = np.isin(lane, list(window.singly))

    def numbered(some: np.ndarray) -> tuple[int, ...]:
        return tuple((some + table.first_row).tolist())

    return Chart(
        window,
        weights.reshape(len(window.lanes) + 1, kinds, window.bins),
        np.bincount(lane, minlength=len(window.lanes) + 1),
        cells(table, rows, window.across),
        tuple(sorted(zip(lane[singly].tolist(), numbered(in_lane[singly]), strict=True))),
        numbered(rows[window.skip : window.skip + window.page]),
        numbered(undated[:MOST_IN_TRAY]),
        numbered(unplaced[:MOST_IN_TRAY]),
    )


def _in_lanes(column: Column, rows: np.ndarray, lanes: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """An entry for each lane that an event is in: its row and the lane's number, the last for values without one of
    their own, in which an event is once."""
    number = np.full(len(column.values), len(lanes), dtype=np.int64)
    number[list(lanes)] = np.arange(len(lanes))
    if isinstance(column, Keyed):
        return rows, number[column.lookup][column.keys[rows]]
    position, codes = column.pairs(rows)
    lane = number[codes]
    again = np.zeros(len(lane), dtype=bool)
    at = np.flatnonzero(lane == len(lanes))
    again[at[1:]] = position[at[1:]] == position[at[:-1]]
    return rows[position[~again]], lane[~again]
