"""What a view needs to know of the events, bounded by facets and screen and not by their number.

Summaries of parts add up to the summary of the whole, so that the same functions serve one table and a cluster:
`summarise` counts, then `chart` fills the window that the counts led to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from events.casualties import Casualties, casualties
from events.codes import tally
from events.holdings import Holdings
from events.masks import clauses
from events.moments import MIN
from events.reach import Reach, reach_of
from events.selection import Selection
from events.spread import spread
from events.table import KEYED, EventTable

BINS = 160  # of the histogram of the whole period


@dataclass(frozen=True)
class Outside:
    """Events that pass every filter but the period, before or after it: how many, and the seconds they span."""

    count: int = 0
    first: int = 0
    last: int = 0

    def __add__(self, other: "Outside") -> "Outside":
        if not self.count or not other.count:
            return self if self.count else other
        return Outside(self.count + other.count, min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True, eq=False)
class Summary:
    """The answer to a selection, of `total` events.

    `counts` gives, for each facet, how many events would have each of the holdings' values by all *other* filters;
    `of_shown`, for the facets in `KEYED` and the one that divides the timeline, how many of the shown have it.
    `neither` events are both `unplaced` and `undated`. `countries` are those of the shown. `weights` are the events
    that pass all filters but the period, spread over `BINS` bins of the holdings' extent. `gains` names, where nothing
    is shown, how many events would be there without each filter. `reach` is what the places of the shown cover.
    """

    total: int
    shown: int
    unplaced: int
    undated: int
    neither: int
    counts: Mapping[str, np.ndarray]
    of_shown: Mapping[str, np.ndarray]
    countries: frozenset[str]
    weights: np.ndarray
    earlier: Outside
    later: Outside
    fatalities: Casualties
    gains: Mapping[str, int]
    reach: Reach

    def __add__(self, other: "Summary") -> "Summary":
        shown = self.shown + other.shown
        return Summary(
            self.total + other.total,
            shown,
            self.unplaced + other.unplaced,
            self.undated + other.undated,
            self.neither + other.neither,
            {key: counts + other.counts[key] for key, counts in self.counts.items()},
            {key: counts + other.of_shown[key] for key, counts in self.of_shown.items()},
            self.countries | other.countries,
            self.weights + other.weights,
            self.earlier + other.earlier,
            self.later + other.later,
            self.fatalities + other.fatalities,
            {} if shown else {key: gain + other.gains[key] for key, gain in self.gains.items()},
            self.reach + other.reach,
        )

    def __eq__(self, other: object) -> bool:
        """Counts to the unit, weights to a millionth of an event."""
        if not isinstance(other, Summary):
            return NotImplemented
        plain = {name for name in self.__dataclass_fields__ if name not in ("counts", "of_shown", "weights")}
        return (
            all(getattr(self, name) == getattr(other, name) for name in plain)
            and all(np.array_equal(counts, other.counts[key]) for key, counts in self.counts.items())
            and all(np.array_equal(counts, other.of_shown[key]) for key, counts in self.of_shown.items())
            and np.allclose(self.weights, other.weights, atol=1e-6)
        )


def summarise(
    table: EventTable,
    holdings: Holdings,
    selection: Selection,
    lanes: str,
    wanted: Callable[[], bool] = lambda: True,
) -> Summary:
    """The counts of a selection; `holdings` are those of the whole that the table is, or is a part of.

    Raises:
        AbandonedError: it is not `wanted` any more.
    """
    window = selection.window(holdings)
    masks = clauses(table, selection, window, wanted)
    telling = [key for key, mask in masks.items() if not mask.all()]  # the others rule nothing out
    rows = rows_of(masks)
    left_out = {key: rows if key not in telling else rows_of(masks, key) for key in (*table.facets, "time")}
    outside = left_out["time"][~masks["time"][left_out["time"]]] if "time" in telling else rows[:0]
    earlier, later = _beside(table, outside, window, holdings.extent)
    undated = rows[np.searchsorted(rows, len(table) - table.undated) :]
    elsewhere = ~table.places.located
    of_places = tally(table.place, rows, len(table.places))
    return Summary(
        total=len(table),
        shown=len(rows),
        unplaced=int(of_places[elsewhere].sum()),
        undated=len(undated),
        neither=int(elsewhere[table.place[undated]].sum()),
        counts=_counts(table, left_out),
        of_shown=_counts(table, dict.fromkeys({*KEYED, lanes}, rows)),
        countries=table.places.countries(of_places),
        weights=_weights(table, left_out["time"], holdings.extent),
        earlier=earlier,
        later=later,
        fatalities=casualties(table.figures, tally(table.figure, rows, table.figures.shape[1])),
        gains={} if len(rows) else {key: len(rows_of(masks, key)) for key in masks},
        reach=reach_of(table.places, of_places),
    )


def _weights(table: EventTable, rows: np.ndarray, extent: tuple[int, int]) -> np.ndarray:
    """The rows spread over the histogram of the whole period; kept where nothing is filtered."""

    def made() -> np.ndarray:
        return np.asarray(spread(table, rows, None, 1, extent, BINS, extent)[0])

    return table.weighed.get(extent, made) if len(rows) == len(table) else made()


def rows_of(masks: Mapping[str, np.ndarray], but: str | None = None) -> np.ndarray:
    """The rows that pass every mask but one."""
    kept = [mask for key, mask in masks.items() if key != but and not mask.all()]
    if not kept:
        return np.arange(len(next(iter(masks.values()))))
    passing = kept[0]
    for mask in kept[1:]:
        passing = passing & mask
    return np.flatnonzero(passing)


def _counts(table: EventTable, rows: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The counts of each facet over its own rows. Facets that share keys and rows are counted at once."""
    found = {}
    of_profiles: dict[int, np.ndarray] = {}
    for key in rows:
        if key not in table.facets:
            continue
        column = table.facets[key]
        if key in KEYED:
            own = rows[key]
            if id(own) not in of_profiles:
                of_profiles[id(own)] = tally(table.profile, own, len(column.lookup))  # type: ignore[attr-defined]
            found[key] = column.spread(of_profiles[id(own)])  # type: ignore[attr-defined]
        else:
            found[key] = column.counts(rows[key])
    return found


def _beside(
    table: EventTable, rows: np.ndarray, window: tuple[int, int], extent: tuple[int, int]
) -> tuple[Outside, Outside]:
    """Of the rows, in order, which are all dated and not in the period, those before it and those after it; an event
    whose dates are listed may have some on either side."""
    listed = np.isin(rows, table.listed_spans[:, 0]) if len(table.listed_spans) else np.zeros(len(rows), dtype=bool)
    spans = table.listed_spans[np.isin(table.listed_spans[:, 0], rows[listed])]
    plain = rows if not listed.any() else rows[~listed]
    begun = int(np.searchsorted(plain, np.searchsorted(table.start, window[1])))  # the table is in order of `start`
    return (
        _reaching(table, plain[:begun], spans[spans[:, 2] <= window[0]], extent),
        _reaching(table, plain[begun:], spans[spans[:, 1] >= window[1]], extent),
    )


def _reaching(table: EventTable, plain: np.ndarray, spans: np.ndarray, extent: tuple[int, int]) -> Outside:
    """Events with one span and spans of others, from their first second to their last."""
    count = len(plain) + len(np.unique(spans[:, 0]))
    if not count:
        return Outside()
    first = min([*table.start[plain[:1]], *spans[:, 1]])
    last = max(table.end[plain].max(initial=MIN), spans[:, 2].max(initial=MIN))
    return Outside(count, max(int(first), extent[0]), min(int(last), extent[1]))
