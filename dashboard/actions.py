"""What a reader does to a control, as a view: pure functions from the view before and the control's value."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dashboard.view import LANES, View, tidy
from events.dates import DateError
from events.engine import Engine
from events.selection import MOST_CORNERS, OPEN, bound, spelled
from events.typed_dates import typed_period

FARTHEST = 1e12  # seconds; beyond any year that is read

Action = Callable[[View, Any, Engine], View]


def search(view: View, text: Any, engine: Engine) -> View:
    return view.select(replace(view.selection, q=tidy(str(text or ""))))


def since(view: View, text: Any, engine: Engine) -> View:
    """The typed first day; empty is open. A period, `early October 2023`, is both first and last day.

    Raises:
        DateError: a text that is no date, or after the last day.
    """
    return _period(view, text, "since", engine)


def until(view: View, text: Any, engine: Engine) -> View:
    return _period(view, text, "until", engine)


def _period(view: View, text: Any, side: str, engine: Engine) -> View:
    words = str(text or "").strip()
    if not words or words == OPEN:
        return _edge(view, words, OPEN, side, engine)
    found = typed_period(words)
    if found.unit:
        return _edge(view, words, found.since, side, engine)
    return view.select(view.selection.during(found.since, found.until))


def _edge(view: View, words: str, edge: str, side: str, engine: Engine) -> View:
    first, last = view.selection.since, view.selection.until
    typed_before = first is not None or last is not None
    if not typed_before:
        first, last = spelled(*view.selection.window(engine.holdings))
    first, last = (edge, last) if side == "since" else (first, edge)
    start, end = bound(first, "since"), bound(last, "until")
    if start is not None and end is not None and start >= end:
        if not typed_before:  # nobody chose the other side: it gives way
            return view.select(view.selection.during(*((edge, OPEN) if side == "since" else (OPEN, edge))))
        raise DateError(words, "lies on the wrong side of the other date", "Let 'from' be before 'to'.")
    return view.select(view.selection.during(first or OPEN, last or OPEN))


def lanes(view: View, value: Any, engine: Engine) -> View:
    return view.lane_by(value if value in LANES else LANES[0])


def click_timeline(view: View, click: Any, engine: Engine) -> View:
    """A click on a mark opens its event; on a bar of counts it zooms to the bar's time."""
    data = _customdata(click)
    if data and _event(data[0], engine):
        return view.open(data[0])
    if len(data) == 4 and data[0] is None:
        return _during(view, [_number(edge) for edge in data[2:]])
    return view


def click_map(view: View, click: Any, engine: Engine) -> View:
    """A click on a spot opens its only event, or narrows the selection to its places, or to the box that they lie in
    where these are too many to name."""
    data = _customdata(click)
    if len(data) != 4:
        return view
    if _event(data[0], engine):
        return view.open(data[0])
    if data[3] is not None:
        return _within(view, data[3])
    known = set(engine.holdings.values["place"])
    places = {str(name) for name in data[2]} & known if isinstance(data[2], list) else set()
    return view.select(view.selection.choose("place", places)).open(None) if places else view


def _within(view: View, box: Any) -> View:
    """A view of what of it lies in a box: west, south, east, north in degrees."""
    edges = [_number(edge) for edge in box] if isinstance(box, list) and len(box) == 4 else [None]
    known = [round(edge, 4) for edge in edges if edge is not None]
    if len(known) != 4:
        return view
    west, south, east, north = known
    if view.selection.bbox is not None and view.selection.bbox[0] < view.selection.bbox[2]:
        left, low, right, high = view.selection.bbox
        west, south, east, north = max(west, left), max(south, low), min(east, right), min(north, high)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        return view
    return view.select(replace(view.selection, bbox=(west, south, east, north))).open(None)


def zoom(view: View, relayout: Any, engine: Engine) -> View:
    """Wheel and drag on the timeline; a double click goes back to the opening window."""
    if not isinstance(relayout, dict):
        return view
    if relayout.get("xaxis.autorange"):
        return view.select(view.selection.during(None, None))
    return _during(view, [_number(relayout.get(f"xaxis.range[{side}]")) for side in (0, 1)])


def area(view: View, selected: Any, engine: Engine) -> View:
    """A box or a lasso drawn on the map. A line or a point is neither."""
    try:
        boxed = "range" in selected
        points = selected["range"]["map"][:2] if boxed else selected["lassoPoints"]["map"]
        corners = [(_number(lon), _number(lat)) for lon, lat in points]
    except (TypeError, KeyError, ValueError):
        return view
    known = [(round(lon, 3), round(lat, 3)) for lon, lat in corners if lon is not None and lat is not None]
    if len(known) < len(corners):
        return view
    return _boxed(view, known) if boxed else _lassoed(view, known)


def _boxed(view: View, corners: list[tuple[float, float]]) -> View:
    if len(corners) != 2:
        return view
    (west, east), (south, north) = (
        sorted(max(-most, min(most, corner[axis])) for corner in corners) for axis, most in ((0, 180.0), (1, 90.0))
    )
    if west == east or south == north:
        return view
    return view.select(replace(view.selection, bbox=(west, south, east, north), area=()))


def _lassoed(view: View, corners: list[tuple[float, float]]) -> View:
    if len(corners) < 3 or not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in corners):
        return view
    step = -(-len(corners) // (MOST_CORNERS // 2))
    return view.select(replace(view.selection, area=tuple(corners[::step]), bbox=None))


def _customdata(click: Any) -> list[Any]:
    """What the point under the mouse carries; empty for anything else."""
    try:
        data = click["points"][0]["customdata"]
    except (TypeError, KeyError, IndexError):
        return []
    return data if isinstance(data, list) else []


def _event(value: Any, engine: Engine) -> bool:
    return isinstance(value, str) and value.isascii() and engine.event(value) is not None


def _number(value: Any) -> float | None:
    """A number within reason; None for anything else, which a script may send."""
    sound = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < FARTHEST
    return float(value) if sound else None


def _during(view: View, edges: list[float | None]) -> View:
    known = [edge for edge in edges if edge is not None]
    return view.during(round(min(known)), round(max(known))) if len(known) == 2 else view


ACTIONS: dict[str, Action] = {
    "q": search,
    "since": since,
    "until": until,
    "lanes": lanes,
    "timeline.clickData": click_timeline,
    "timeline.relayoutData": zoom,
    "map.clickData": click_map,
    "map.selectedData": area,
}
