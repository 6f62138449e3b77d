"""Everything that the page shows of a view, as one answer: markup, figures and numbers for `view.js`."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from dashboard import caption, lanes, links, map_marks, overview, panel, place_map, rail, timeline
from dashboard.basemap import NOTE
from dashboard.controls import control_values
from dashboard.dataset_words import MACHINE, all_coded
from dashboard.elements import joined
from dashboard.footnotes import footnotes
from dashboard.lanes import LANE_PAD, Layout
from dashboard.palette import MARKS, THEMES, Theme
from dashboard.scene import Scene, scene
from dashboard.spot_names import Box
from dashboard.view import View, read_query
from dashboard.viewport import MapView, Viewport
from events.dates_in_words import period_in_words
from events.engine import ALWAYS, Engine
from events.facets import FACETS
from events.moments import moment
from events.summary import Summary


def answer(
    engine: Engine, search: str, viewport: Viewport, moved: MapView | None = None, wanted: Callable[[], bool] = ALWAYS
) -> dict[str, Any]:
    """The answer for a query string and a reader's window.

    Raises:
        AbandonedError: it is not `wanted` any more.
    """
    view, notices = read_query(search, engine)
    theme = THEMES[viewport.theme]
    shown = staged(engine, view, viewport, moved, wanted)
    if shown.view.page != view.page:
        notices = (*notices, f"The list has no page {view.page}; page {shown.view.page} is the last.")
    laid_out = laid(shown, viewport)
    box, map_height = viewport.share(max(laid_out.height, timeline.LEAST_HEIGHT))
    home, frame = _frames(shown, viewport, map_height, moved)
    query = shown.view.to_query()
    suffix = f"?{query}" if query else ""
    return {
        "theme": theme.name,
        "frame": home.name,
        "height": f"{box:.0f}px",
        "html": _html(engine, shown, laid_out, notices, viewport, theme),
        "classes": {f"box-{facet.key}": rail.box_class(facet, engine.holdings) for facet in FACETS},
        "hrefs": {f"data-{kind}": f"/events.{kind}{suffix}" for kind in ("csv", "json", "geojson")},
        "values": control_values(shown.view, engine.holdings),
        "overview": overview.strip(shown, theme),
        "timeline": timeline.ground(laid_out, viewport.gutter, viewport.most or box),
        "singly": timeline.singly(laid_out, shown, theme, gutter=viewport.gutter),
        "counts": counts(shown, laid_out, viewport, theme),
        "map": place_map.ground(frame, theme, f"/style/{theme.name}.json"),
        "marks": map_marks.marks(shown, theme, home, frame, reserved(viewport.map_width, map_height)),
    }


def staged(
    engine: Engine, view: View, viewport: Viewport, moved: MapView | None, wanted: Callable[[], bool] = ALWAYS
) -> Scene:
    """The scene of a view in a reader's window."""

    def nearest(summary: Summary) -> float:
        """The zoom of the map when it is as high as it can be."""
        high = viewport.height or viewport.map_height
        home = place_map.frame(view, engine.holdings, summary, viewport.map_width, high)
        return max(home.zoom, moved.zoom if moved else 0.0)

    return scene(engine, view, width=viewport.width - viewport.gutter, zoom=nearest, wanted=wanted)


def laid(shown: Scene, viewport: Viewport) -> Layout:
    return lanes.lay_out(
        shown,
        viewport.width - viewport.gutter,
        least=viewport.least,
        most=viewport.most,
        head=viewport.head,
        gutter=viewport.gutter,
    )


def _frames(shown: Scene, viewport: Viewport, height: float, moved: MapView | None) -> tuple[Any, Any]:
    home = place_map.frame(shown.view, shown.holdings, shown.summary, viewport.map_width, height)
    return home, place_map.moved_to(home, moved)


def reserved(width: float, height: float) -> Sequence[Box]:
    """What of the map its buttons and its note cover."""
    return [(width - place_map.TOOLS[0], width, 0.0, place_map.TOOLS[1]), (0.0, width, height - place_map.NOTE, height)]


def _html(
    engine: Engine, shown: Scene, laid_out: Layout, notices: Sequence[str], viewport: Viewport, theme: Theme
) -> dict[str, str]:
    view, holdings, summary = shown.view, shown.holdings, shown.summary
    parts = {
        "casualties": caption.casualties(summary.fatalities) if summary.shown else "",
        "notices": links.notices(notices),
        "chips": links.chips(view, holdings),
        "extent": links.extent(view, holdings),
        "outside": links.outside(view, holdings, summary),
        "zoom": links.zoom(view, holdings),
        "lane-names": links.lane_names(laid_out, view),
        "axis": links.axis(laid_out, viewport.gutter),
        "empty": links.empty(view, summary),
        "legend": links.legend(shown, laid_out, theme),
        "undated": links.tray("without a date", shown.chart.undated, summary.undated, shown, theme),
        "unplaced": links.tray("without a place", shown.chart.unplaced, summary.unplaced, shown, theme),
        "unmapped": links.unmapped(summary),
        "map-note": NOTE,
        "footnotes": links.footnotes(footnotes(shown)),
        "origin": links.origin(shown),
        "panel": panel.panel(shown, engine, theme),
    }
    options = {f"facet-{facet.key}": rail.options(facet, view, holdings, summary, theme) for facet in FACETS}
    return {
        "sentence": caption.sentence(view, holdings, summary),
        **{id: joined(part) for id, part in (parts | options).items()},
    }


def counts(shown: Scene, laid_out: Layout, viewport: Viewport, theme: Theme) -> dict[str, Any]:
    """The lanes of counts for `counts.js`: from their foot on, the colour and the weights of each type."""
    edges = laid_out.edges
    name = viewport.head - LANE_PAD  # room for a lane's name over its columns
    lanes_of = [
        {
            "label": lane.label,
            "top": round(lane.top + name, 1),
            "height": round(lane.height - name, 1),
            "peak": round((laid_out.peak if lane.value else float(lane.total.max())) or 1.0, 4),
            "counts": [[MARKS[slug].colour(theme), rounded(weights)] for slug, weights in lane.counts],
        }
        for lane in laid_out.lanes
        if lane.counted
    ]
    words = [period_in_words(moment(int(a)), moment(int(b))) for a, b in pairwise(edges)]
    return {
        "gutter": viewport.gutter,
        "width": laid_out.scale.width,
        "height": round(laid_out.height, 1),
        "first": int(edges[0]),
        "last": int(edges[-1]),
        "bins": len(edges) - 1,
        "lanes": lanes_of,
        "words": words if lanes_of else [],
        "note": MACHINE if all_coded(shown) else "",
    }


def rounded(weights: np.ndarray) -> list[float]:
    """Weights to a hundredth of an event, whole ones without a point."""
    return [int(value) if value.is_integer() else value for value in np.round(weights, 2).tolist()]
