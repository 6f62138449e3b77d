"""What a view needs to know of the table: counts by filter, the histogram, and the events to draw, in one pass."""

from dataclasses import dataclass

import numpy as np

from events.selection import Selection
from events.table import MAX, MIN, EventTable

BINS = 160


@dataclass(frozen=True)
class Histogram:
    """Events per bin; `edges` in seconds, one more than `weights`. Each event weighs 1 in all, spread evenly over
    its span, so that "some day in January" makes no peak on the 15th."""

    edges: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True)
class Outside:
    """Events that pass every filter but the period, before or after it: how many, and the seconds they span."""

    count: int
    first: int
    last: int


@dataclass(frozen=True)
class Casualties:
    """A sum as a range over the events that give a figure, None where none does; `silent` events give none.

    `unbounded` events give a lowest figure alone, so that the sum may be higher than `high`.
    """

    low: int | None
    best: int | None
    high: int | None
    silent: int
    unbounded: int = 0


@dataclass(frozen=True)
class Summary:
    """The answer to a selection. `rows` are the selected events' numbers in order of time, undated ones last.

    `counts` gives, for each facet and value, how many events would be there by all *other* filters; `emptied_by`
    names, where nothing is selected, the filters each of which alone stands in the way (filter key: events gained).
    """

    total: int
    rows: np.ndarray
    unplaced: int
    undated: int
    counts: dict[str, dict[str, int]]
    histogram: Histogram
    earlier: Outside
    later: Outside
    fatalities: Casualties
    emptied_by: dict[str, int]

    @property
    def shown(self) -> int:
        return len(self.rows)


def summarise(table: EventTable, selection: Selection) -> Summary:
    """Everything that the page shows of a selection, but the drawing."""
    clauses = selection.clauses(table)
    everything = np.ones(len(table), dtype=bool)
    passing = _all_but(clauses, None, everything)
    counts = {
        key: dict(zip(codes.values, codes.counts(_all_but(clauses, key, everything)).tolist(), strict=True))
        for key, codes in table.facets.items()
    }
    timeless = _all_but(clauses, "time", everything)
    first, last = selection.window(table)
    rows = np.flatnonzero(passing)
    emptied_by = {}
    if not len(rows):
        gains = {key: int(_all_but(clauses, key, everything).sum()) for key in clauses}
        emptied_by = {key: gain for key, gain in gains.items() if gain}
    return Summary(
        total=len(table),
        rows=rows,
        unplaced=int((passing & ~table.placed).sum()),
        undated=int((passing & ~table.dated).sum()),
        counts=counts,
        histogram=histogram(table, timeless, *table.extent),
        earlier=_outside(table, timeless & ~passing, MIN, first),
        later=_outside(table, timeless & ~passing, last, MAX),
        fatalities=_casualties(table, rows),
        emptied_by=emptied_by,
    )


def _all_but(clauses: dict[str, np.ndarray], left_out: str | None, everything: np.ndarray) -> np.ndarray:
    mask = everything
    for key, clause in clauses.items():
        if key != left_out:
            mask = mask & clause
    return mask


def histogram(table: EventTable, mask: np.ndarray, first: int, last: int, bins: int = BINS) -> Histogram:
    """The events of `mask` over `[first, last)` in equal bins. Open sides end at the table's extent.

    The weight before an edge x is the sum of (x - start) / length over the spans begun, less the same over the
    spans ended: two cumulative sums, so the cost grows with events plus bins, not with their product.
    """
    edges = np.linspace(first, last, bins + 1)
    kept = mask[table.span_row]
    low, high = table.extent
    start = np.maximum(table.span_start[kept], low).astype(float)
    end = np.maximum(np.minimum(table.span_end[kept], high).astype(float), start + 1)
    spans_of = np.bincount(table.span_row, minlength=len(table))
    share = 1.0 / (spans_of[table.span_row[kept]] * (end - start))

    def begun(moments: np.ndarray) -> np.ndarray:
        bins_of = np.searchsorted(edges, moments, side="right")
        slope = np.cumsum(np.bincount(bins_of, weights=share, minlength=bins + 2)[: bins + 1])
        offset = np.cumsum(np.bincount(bins_of, weights=share * moments, minlength=bins + 2)[: bins + 1])
        return slope * edges - offset

    weights = np.diff(begun(start) - begun(end))
    return Histogram(edges, np.clip(weights, 0, None))


def _outside(table: EventTable, mask: np.ndarray, first: int, last: int) -> Outside:
    """Events of `mask` of which all spans lie in `[first, last)`; every one of them is before or after the window."""
    kept = mask[table.span_row] & (table.span_start >= first) & (table.span_end <= last)
    rows = np.unique(table.span_row[kept])
    if not len(rows):
        return Outside(0, 0, 0)
    low, high = table.extent
    return Outside(len(rows), max(int(table.span_start[kept].min()), low), min(int(table.span_end[kept].max()), high))


def _casualties(table: EventTable, rows: np.ndarray) -> Casualties:
    """A bound that is not given falls back to the best figure, else the lowest to 0 and the highest to the lowest."""
    low, best, high = (table.frame[f"fatalities_{bound}"].to_numpy()[rows] for bound in ("low", "best", "high"))
    silent = np.isnan(low) & np.isnan(best) & np.isnan(high)
    if silent.all():
        return Casualties(None, None, None, len(rows))
    unbounded = np.isnan(best) & np.isnan(high) & ~silent
    low = np.nan_to_num(np.where(np.isnan(low), best, low))
    best = np.where(np.isnan(best), low, best)
    high = np.where(np.isnan(high), best, high)
    low, best, high = (int(figures[~silent].sum()) for figures in (low, best, high))
    return Casualties(low, best, high, int(silent.sum()), int(unbounded.sum()))
