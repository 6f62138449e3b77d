"""The map of an image, which nobody can move: its base map has only the names that stand on it whole."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import plotly.graph_objects as go

from dashboard import place_map
from dashboard.basemap import folder, style
from dashboard.palette import Theme
from dashboard.paper import SIZE, Paper
from dashboard.spots import Frame
from dashboard.typeface import text_width, wrap
from dashboard.view import View
from events.table import EventTable

_SIZES = {"country": (11.0, 14.0), "area": (10.5, 12.0), "place": (10.5, 12.0)}  # px at zoom 2 and 8, as in `basemap`
_BROADEST = 8  # ems, where the name of a country or area is broken
_AIR = 3.0  # px to the edge
_NEAR = 40.0  # px

LEAST = 40.0  # px of the sheet, a map's height

JsonObject = dict[str, Any]


def draw(
    figure: go.Figure, paper: Paper, table: EventTable, rows: Sequence[int], view: View, width: float, top: float,
    height: float,
) -> None:  # fmt: skip
    """Draw the map at the left margin, `top` pixels from the upper edge."""
    height = max(height, LEAST)
    chart = _marks(table, rows, view, paper.theme, width, height)
    xs, ys = paper.domain(paper.margin, top, width, height)
    base = print_style(paper.theme, _frame(chart, width, height))
    figure.add_traces(chart.data)
    figure.update_layout(map=chart.layout.map.to_plotly_json() | {"style": base, "domain": {"x": xs, "y": ys}})


def frame(table: EventTable, rows: Sequence[int], view: View, theme: Theme, width: float, height: float) -> Frame:
    """What a map of that many pixels is framed on."""
    height = max(height, LEAST)
    return _frame(_marks(table, rows, view, theme, width, height), width, height)


def _marks(table: EventTable, rows: Sequence[int], view: View, theme: Theme, width: float, height: float) -> go.Figure:
    """The map on no base map yet."""
    return place_map.figure(table, rows, view, theme, width=width, height=height, style_url="later", size=SIZE)


def _frame(chart: go.Figure, width: float, height: float) -> Frame:
    return Frame(chart.layout.map.center.to_plotly_json(), chart.layout.map.zoom, width, height)


def print_style(theme: Theme, frame: Frame) -> JsonObject:
    """The base map's style with its data in it, without the names that the frame would cut."""
    result = style(theme, assets_url=None)
    labels = result["sources"]["labels"]
    kept = [feature for feature in labels["data"]["features"] if _stands_whole(feature, frame)]
    return result | {
        "sources": result["sources"] | {"labels": labels | {"data": labels["data"] | {"features": kept}}},
    }


def starred_names(frame: Frame) -> set[str]:
    """The names with a footnote that the base map may show: with their point in the frame, or near it, at its zoom or
    a little nearer."""
    found = set()
    for feature in _starred():
        x, y = _point(feature, frame)
        near = -_NEAR <= x <= frame.width + _NEAR and -_NEAR <= y <= frame.height + _NEAR
        if near and feature["properties"]["zoom"] <= frame.zoom + 0.3:
            found.add(feature["properties"]["name"].rstrip("*"))
    return found


@cache
def _starred() -> tuple[JsonObject, ...]:
    labels = json.loads((folder() / "labels.geojson").read_text("utf-8"))
    return tuple(feature for feature in labels["features"] if feature["properties"]["name"].endswith("*"))


def _point(feature: JsonObject, frame: Frame) -> tuple[float, float]:
    """Where a label stands in the frame, on the nearest turn of the world."""
    lon, lat = feature["geometry"]["coordinates"]
    x, y = frame.px(lat, lon)
    around = 512 * 2**frame.zoom
    return (x - frame.width / 2 + around / 2) % around - around / 2 + frame.width / 2, y


def _stands_whole(feature: JsonObject, frame: Frame) -> bool:
    x, y = _point(feature, frame)
    values = feature["properties"]
    low, high = _SIZES[values["kind"]]
    size = low + (high - low) * min(max((frame.zoom - 2) / 6, 0), 1)
    if values["kind"] == "place":
        left, right = x - 0.2 * size, x + size + text_width(values["name"], size)
        half = 0.7 * size
    else:
        lines = wrap(values["name"], size, _BROADEST * size)
        broad = max(text_width(line, size) for line in lines)
        left, right, half = x - broad / 2, x + broad / 2, 0.6 * size * len(lines) + 2
    return left >= _AIR and right <= frame.width - _AIR and y - half >= _AIR and y + half <= frame.height - _AIR
