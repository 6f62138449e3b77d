"""Events spread over time: each weighs 1 in all, evenly over its span, so that "some day in January" makes no peak."""

import numpy as np

from events.moments import MAX, MIN
from events.table import EventTable


def bins_of(table: EventTable, first: int, last: int, bins: int) -> np.ndarray:
    """Of `bins` equal bins of `[first, last)` the one that an event lies in as a whole, an entry per event; `bins`
    where there is none, because it lies in several, is open or listed, or has no date; `bins + 1` for events wholly
    outside."""
    return table.binned.get((first, last, bins), lambda: _bins_of(table, first, last, bins))


def _bins_of(table: EventTable, first: int, last: int, bins: int) -> np.ndarray:
    """The table is in order of `start`: only the events that begin in the window need a closer look."""
    found = np.full(len(table), bins, dtype=np.int16 if bins < 2**15 else np.int32)
    dated = len(table) - table.undated
    closed, begun, over = np.searchsorted(table.start[:dated], [MIN + 1, first, last]).tolist()
    # An open side is drawn to the extent, which may be an edge: such events are not outside.
    found[closed:begun][table.end[closed:begun] <= first] = bins + 1
    found[over:dated][table.end[over:dated] != MAX] = bins + 1
    start, end = table.start[begun:over], table.end[begun:over]
    width = (last - first) / bins
    where = np.clip(((start - first) / width).astype(np.int64), 0, bins - 1)
    # A bin's edges are whole only by chance: what seems to reach over one is left to the exact sum.
    alone = (start >= first + where * width) & (end <= np.minimum(first + (where + 1) * width, last))
    listed = table.listed_spans[:, 0]
    alone[listed[(listed >= begun) & (listed < over)] - begun] = False
    found[begun:over][alone] = where[alone]
    return found


def spread(
    table: EventTable,
    rows: np.ndarray,
    groups: np.ndarray | None,
    count: int,
    window: tuple[int, int],
    bins: int,
    extent: tuple[int, int],
) -> np.ndarray:
    """The weights of `count` groups of events over the bins of a window, an array `[group, bin]`; `groups` is the group
    of each of `rows`, in which an event may be several times; None where all are there once and in one group. Open
    sides end at `extent`, the first and last second that all events speak of."""
    found = bins_of(table, *window, bins)
    found = found if groups is None and len(rows) == len(found) else found[rows]
    size = bins + 2
    keys = found if groups is None else groups * size + found
    weights = np.bincount(keys, minlength=count * size).reshape(count, size)[:, :bins]
    several = np.flatnonzero(found == bins)
    of = np.zeros(len(several), dtype=np.int64) if groups is None else groups[several]
    return np.asarray(weights + _ramps(table, rows[several], of, count, window, bins, extent))


def _ramps(
    table: EventTable,
    rows: np.ndarray,
    groups: np.ndarray,
    count: int,
    window: tuple[int, int],
    bins: int,
    extent: tuple[int, int],
) -> np.ndarray:
    """The weight before an edge x is the sum of (x - start) / length over the spans begun, less the same over the spans
    ended: two cumulative sums, so the cost grows with events plus bins, not with their product."""
    start, end, share, groups = _spans(table, rows, groups, extent)
    edges = np.linspace(*window, bins + 1)

    def begun(moments: np.ndarray) -> np.ndarray:
        at = groups * (bins + 2) + np.searchsorted(edges, moments, side="right")

        def summed(weights: np.ndarray) -> np.ndarray:
            flat = np.bincount(at, weights=weights, minlength=count * (bins + 2))
            return np.cumsum(flat.reshape(count, bins + 2)[:, : bins + 1], axis=1)

        return np.asarray(summed(share) * (edges - edges[0]) + summed(share * (edges[0] - moments)))

    return np.asarray(np.clip(np.diff(begun(start) - begun(end), axis=1), 0, None))


def _spans(
    table: EventTable, rows: np.ndarray, groups: np.ndarray, extent: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Starts and ends of all spans of dated events, within the extent, with the share of an event's weight per second
    and its group."""
    listed = np.isin(rows, table.listed_spans[:, 0])
    kept = ~listed & (rows < len(table) - table.undated)
    start, end, group = table.start[rows[kept]], table.end[rows[kept]], groups[kept]
    parts = np.ones(len(start))
    if listed.any():
        events, starts, ends = table.listed_spans.T
        for row, of in zip(rows[listed], groups[listed], strict=True):
            own = events == row
            start, end = np.concatenate([start, starts[own]]), np.concatenate([end, ends[own]])
            group = np.concatenate([group, np.full(own.sum(), of)])
            parts = np.concatenate([parts, np.full(own.sum(), own.sum())])
    low, high = extent
    begun = np.maximum(start, low).astype(float)
    over = np.maximum(np.minimum(end, high).astype(float), begun + 1)
    return begun, over, 1.0 / (parts * (over - begun)), group
