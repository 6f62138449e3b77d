"""What `brush.js` needs to follow a hand that drags a period: for the filters of a view, without its period, how events
begin and end over the whole time, in all and at each mark of the map."""

from typing import Any

import numpy as np

from dashboard import map_marks
from dashboard.answer import counts, laid, reserved, staged
from dashboard.caption import filter_words
from dashboard.lanes import counted_only
from dashboard.overview import reach
from dashboard.palette import THEMES
from dashboard.place_map import frame as frame_of
from dashboard.place_map import moved_to
from dashboard.spots import grouped, spots
from dashboard.view import View, read_query
from dashboard.viewport import MapView, Viewport
from events.brush import Brush
from events.engine import Engine
from events.moments import DAY, FIRST, LAST
from events.selection import OPEN

EDGES = 512  # of the bins of the whole time
MOST_MARKS = 250  # spots that follow


def brush_answer(engine: Engine, search: str, viewport: Viewport, moved: MapView | None) -> dict[str, Any]:
    view, _ = read_query(search, engine)
    timed = staged(engine, view, viewport, moved)
    whole = view.select(view.selection.during(OPEN, OPEN))
    shown = staged(engine, whole, viewport, moved)
    _, height = viewport.share(laid(timed, viewport).height)
    home = frame_of(view, timed.holdings, timed.summary, viewport.map_width, height)
    frame = moved_to(home, moved)
    drawn = grouped(spots(shown), frame)[:MOST_MARKS]
    edges = edges_of(whole, engine)
    found = engine.brush(whole.selection, edges, shown.chart.window.across)
    theme = THEMES[viewport.theme]
    row_of = {int(key): row for row, key in enumerate(found.keys)}
    return {
        "edges": edges.tolist(),
        "total": engine.holdings.count,
        "filters": filter_words(view, engine.holdings),
        "all": _steps(found.begun, found.over, found.undated),
        "spots": [_spot(found, [row_of[key] for key in spot.keys]) for spot in drawn],
        "lanes": counts(shown, counted_only(shown, laid(timed, viewport)), viewport, theme),
        "marks": map_marks.marks(shown, theme, home, frame, reserved(viewport.map_width, height), most=MOST_MARKS),
    }


def edges_of(view: View, engine: Engine) -> np.ndarray:
    """Midnights, nearly evenly over what the strip over the timeline shows, so that a period between two of them can
    be said in days."""
    low, high = reach(view, engine.holdings)
    even = np.linspace(max(low, FIRST + DAY), min(high, LAST - DAY), EDGES)
    days = np.unique(np.round(even / DAY).astype(np.int64))
    return np.unique([days[0] - 1, *days, days[-1] + 1]) * DAY


def _spot(found: Brush, rows: list[int]) -> dict[str, Any]:
    return _steps(found.begun_in[rows].sum(axis=0), found.over_in[rows].sum(axis=0), int(found.undated_in[rows].sum()))


def _steps(begun: np.ndarray, over: np.ndarray, undated: int) -> dict[str, Any]:
    """Running sums as their steps: edge, how many more, edge, how many more …"""
    return {"begun": _differences(begun), "over": _differences(over), "undated": undated}


def _differences(sums: np.ndarray) -> list[int]:
    steps = np.diff(sums, prepend=0)
    at = np.flatnonzero(steps)
    return [int(value) for value in np.stack([at, steps[at]], axis=1).ravel()]
