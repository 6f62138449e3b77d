"""All that a drawing of a view needs to know: what was counted, what is drawn singly, and the events for that."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dashboard.view import View
from events.cells import NO_ROW, NOWHERE
from events.chart import Chart, Window
from events.engine import ALWAYS, Engine
from events.facets import NONE
from events.holdings import Holdings
from events.model import Event, Place
from events.summary import Summary

MOST_MARKS = 400  # events drawn singly
SPARSE = 40  # events of a lane that are drawn singly where all together are too many
MOST_LANES = 14
COLUMN = 8.0  # px, the width of a column of counts
CELL = 12  # px of the map, less than a symbol
FEW_PLACES = 600  # up to which every place is a cell of its own
ROWS = 100  # events on a page of the list
FINEST = 2**30  # cells across the world, so that only the same point is the same cell


@dataclass(frozen=True)
class Scene:
    """`events` are those that the chart names, in outline, and the open one, by row; `places` those of its cells, by
    number."""

    view: View
    holdings: Holdings
    summary: Summary
    chart: Chart
    events: Mapping[int, Event]
    places: Mapping[int, Place]

    @property
    def period(self) -> tuple[int, int]:
        return self.chart.window.first, self.chart.window.last

    @property
    def lanes(self) -> list[tuple[int, str]]:
        """The lanes that hold a dated event: number and value, blank for the one of all other values."""
        values = self.holdings.values[self.chart.window.by]
        named = [(number, values[code]) for number, code in enumerate(self.chart.window.lanes)]
        return [(number, value) for number, value in (*named, (len(named), "")) if self.chart.in_lane[number]]

    def singly(self, lane: int) -> list[int] | None:
        """The rows of a lane; None where its events are only counted."""
        if lane not in self.chart.window.singly:
            return None
        return [row for number, row in self.chart.singly if number == lane]

    @property
    def types_in_lanes(self) -> set[str]:
        """The event types of the shown that have a date."""
        return self._types(np.asarray(self.chart.weights.any(axis=(0, 2)))) | {
            self.events[row].event_type for _, row in self.chart.singly
        }

    @property
    def types_on_map(self) -> set[str]:
        """The event types of the shown that have a place on the map."""
        return self._types(np.asarray(self.chart.cells.counts.any(axis=(0, 2))))

    def _types(self, mask: np.ndarray) -> set[str]:
        return {self.holdings.values["event_type"][code] for code in np.flatnonzero(mask)}

    def with_events(self, events: Mapping[int, Event], places: Mapping[int, Place]) -> "Scene":
        return replace(self, events=events, places=places)


def scene(
    engine: Engine,
    view: View,
    *,
    width: float,
    zoom: Callable[[Summary], float],
    wanted: Callable[[], bool] = ALWAYS,
) -> Scene:
    """What is shown of a view on a timeline `width` pixels wide and a map at most as near as `zoom` says. A page of
    the list that there is not is the last one.

    Raises:
        AbandonedError: it is not `wanted` any more.
    """
    holdings = engine.holdings
    summary = engine.summarise(view.selection, view.lanes, wanted)
    view = view.turn(min(view.page, -(-summary.shown // ROWS)))
    lanes, singly = _lanes(view, holdings, summary)
    first, last = view.window(holdings)
    across = FINEST if holdings.places <= FEW_PLACES else round(min(512 * 2 ** zoom(summary) / CELL, FINEST))
    bins = max(int(width // COLUMN), 1)
    window = Window(first, last, bins, view.lanes, lanes, singly, across, (view.page - 1) * ROWS, ROWS)
    chart = engine.chart(view.selection, window)
    return Scene(view, holdings, summary, chart, _events(engine, view, chart), _places(engine, chart))


def withheld(holdings: Holdings, summary: Summary) -> list[str]:
    """The data sets of shown events whose rows may not be shown, by key."""
    keys = holdings.values["dataset"]
    return [keys[code] for code in np.flatnonzero(summary.of_shown["dataset"]) if keys[code] in holdings.withheld]


def _lanes(view: View, holdings: Holdings, summary: Summary) -> tuple[tuple[int, ...], frozenset[int]]:
    """The values that have a lane, the fullest of all events first so that filtering moves none of them, and the
    numbers of the lanes whose events are drawn singly: all, or the emptiest as long as there is room."""
    values, totals, shown = holdings.values[view.lanes], holdings.totals[view.lanes], summary.of_shown[view.lanes]
    present = [int(code) for code in np.flatnonzero(shown)]
    order = sorted(present, key=lambda code: (values[code] == NONE, -totals[code], values[code]))[:MOST_LANES]
    if withheld(holdings, summary):
        return tuple(order), frozenset()
    if summary.shown - summary.undated <= MOST_MARKS:
        return tuple(order), frozenset(range(len(order) + 1))
    singly, room = set(), MOST_MARKS
    for number in sorted(range(len(order)), key=lambda number: int(shown[order[number]])):
        room -= int(shown[order[number]])
        if shown[order[number]] > SPARSE or room < 0:
            break
        singly.add(number)
    return tuple(order), frozenset(singly)


def _events(engine: Engine, view: View, chart: Chart) -> dict[int, Event]:
    """The events that the chart names, and the open one where it is among the selected."""
    titled = chart.cells.rows[chart.cells.rows != NO_ROW].tolist()
    named = {*(row for _, row in chart.singly), *chart.listed, *chart.undated, *chart.unplaced, *titled}
    rows = sorted(named)
    found = dict(zip(rows, engine.outlines(rows), strict=True))
    opened = engine.event(view.event) if view.event is not None else None
    if opened is not None and opened[0] not in found and engine.around(view.selection, opened[0]) is not None:
        found[opened[0]] = opened[1]
    return found


def _places(engine: Engine, chart: Chart) -> dict[int, Place]:
    numbers = sorted(set(_flat(chart.cells.places)))
    return dict(zip(numbers, engine.places(numbers), strict=True))


def _flat(places: np.ndarray) -> Iterable[int]:
    return places[places != NOWHERE].tolist()  # type: ignore[no-any-return]
