"""What a reader does to a control, as a view: pure functions from the view before and the control's value."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dashboard.view import LANES, View
from events.dates import DateError
from events.selection import MOST_CORNERS, OPEN, bound, spelled
from events.table import FACET, EventTable
from events.typed_dates import typed

FARTHEST = 1e12  # seconds; beyond any year that is read

Action = Callable[[View, Any, EventTable], View]


def choose(key: str) -> Action:
    """A facet's boxes: the list of ticked values."""

    def action(view: View, values: Any, table: EventTable) -> View:
        known = set(table.facets[key].values)
        ticked = {str(value) for value in values or []} if isinstance(values, list) else set()
        return view.select(view.selection.choose(key, ticked & known))

    return action


def search(view: View, text: Any, table: EventTable) -> View:
    words = " ".join(str(text or "")[:200].split())
    return view.select(replace(view.selection, q=words))


def since(view: View, text: Any, table: EventTable) -> View:
    """The typed first day; empty is open. Raises DateError for a text that is no date, or after the last day."""
    return _period(view, text, "since", table)


def until(view: View, text: Any, table: EventTable) -> View:
    return _period(view, text, "until", table)


def _period(view: View, text: Any, side: str, table: EventTable) -> View:
    words = str(text or "").strip()
    edge = typed(words) if words and words != OPEN else OPEN
    first, last = view.selection.since, view.selection.until
    if first is None and last is None:
        first, last = spelled(*view.selection.window(table))
    first, last = (edge, last) if side == "since" else (first, edge)
    start, end = bound(first, "since"), bound(last, "until")
    if start is not None and end is not None and start >= end:
        raise DateError(words, "lies on the wrong side of the other date", "Let 'from' be before 'to'.")
    return view.select(view.selection.during(first or OPEN, last or OPEN))


def lanes(view: View, value: Any, table: EventTable) -> View:
    return view.lane_by(value if value in LANES else LANES[0])


def click_timeline(view: View, click: Any, table: EventTable) -> View:
    """A click on a mark opens its event; on a bar of counts it zooms to the bar's time."""
    data = _customdata(click)
    if isinstance(data, list) and data and data[0] in table.row_of:
        return view.open(data[0])
    if isinstance(data, list) and len(data) == 4 and all(isinstance(edge, int | float) for edge in data[2:]):
        return view.during(int(data[2]), int(data[3]))
    return view


def click_map(view: View, click: Any, table: EventTable) -> View:
    """A click on a spot opens its only event, or narrows the selection to its places."""
    data = _customdata(click)
    if not isinstance(data, list) or len(data) != 3:
        return view
    if data[0] in table.row_of:
        return view.open(data[0])
    known = set(table.facets["place"].values)
    places = {str(name) for name in data[2]} & known if isinstance(data[2], list) else set()
    return view.select(view.selection.choose("place", places)).open(None) if places else view


def _customdata(click: Any) -> Any:
    try:
        return click["points"][0]["customdata"]
    except (TypeError, KeyError, IndexError):
        return None


def zoom(view: View, relayout: Any, table: EventTable) -> View:
    """Wheel and drag on the timeline; a double click goes back to the opening window."""
    if not isinstance(relayout, dict):
        return view
    if relayout.get("xaxis.autorange"):
        return view.select(view.selection.during(None, None))
    edges = [relayout.get(f"xaxis.range[{side}]") for side in (0, 1)]
    sound = [float(edge) for edge in edges if isinstance(edge, int | float) and abs(edge) < FARTHEST]
    return view.during(round(min(sound)), round(max(sound))) if len(sound) == 2 else view


def brush(view: View, selected: Any, table: EventTable) -> View:
    """A stretch drawn over the overview."""
    try:
        edges = [float(edge) for edge in selected["range"]["x"][:2]]
    except (TypeError, KeyError, ValueError, IndexError):
        return view
    if len(edges) < 2 or not all(abs(edge) < FARTHEST for edge in edges):
        return view
    return view.during(round(min(edges)), round(max(edges)))


def area(view: View, selected: Any, table: EventTable) -> View:
    """A box or a lasso drawn on the map."""
    try:
        if "range" in selected:
            (x1, y1), (x2, y2) = selected["range"]["map"][:2]
            west, east = sorted(max(-180.0, min(180.0, float(x))) for x in (x1, x2))
            south, north = sorted(max(-90.0, min(90.0, float(y))) for y in (y1, y2))
            if west == east or south == north:
                return view
            box = (round(west, 3), round(south, 3), round(east, 3), round(north, 3))
            return view.select(replace(view.selection, bbox=box, area=()))
        corners = [(round(float(x), 3), round(float(y), 3)) for x, y in selected["lassoPoints"]["map"]]
    except (TypeError, KeyError, ValueError, IndexError):
        return view
    if len(corners) < 3 or not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in corners):
        return view
    step = -(-len(corners) // (MOST_CORNERS // 2))
    return view.select(replace(view.selection, area=tuple(corners[::step]), bbox=None))


ACTIONS: dict[str, Action] = {
    **{f"facet-{key}": choose(key) for key in FACET},
    "q": search,
    "since": since,
    "until": until,
    "lanes": lanes,
    "timeline.clickData": click_timeline,
    "timeline.relayoutData": zoom,
    "overview.selectedData": brush,
    "map.clickData": click_map,
    "map.selectedData": area,
}
