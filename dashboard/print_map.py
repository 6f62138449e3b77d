"""The map of an image, which nobody can move: its base map has only the names that stand on it whole."""

import json
from functools import cache
from typing import Any

import plotly.graph_objects as go

from dashboard import place_map
from dashboard.basemap import folder, style
from dashboard.palette import Theme
from dashboard.paper import SIZE, Paper
from dashboard.scene import Scene
from dashboard.spots import Frame
from dashboard.typeface import text_width, wrap

_SIZES = {"country": (11.0, 14.0), "area": (10.5, 12.0), "place": (10.5, 12.0)}  # px at zoom 2 and 8, as in `basemap`
_BROADEST = 8  # ems, where the name of a country or area is broken
_AIR = 3.0  # px to the edge
_NEAR = 40.0  # px

LEAST = 40.0  # px of the sheet, a map's height

JsonObject = dict[str, Any]


def draw(figure: go.Figure, paper: Paper, scene: Scene, width: float, top: float, height: float) -> None:
    """Draw the map at the left margin, `top` pixels from the upper edge."""
    height = max(height, LEAST)
    base = print_style(paper.theme, frame(scene, width, height))
    chart = place_map.figure(scene, paper.theme, width=width, height=height, style=base, size=SIZE)
    xs, ys = paper.domain(paper.margin, top, width, height)
    figure.add_traces(chart.data)
    figure.update_layout(map=chart.layout.map.to_plotly_json() | {"domain": {"x": xs, "y": ys}})


def frame(scene: Scene, width: float, height: float) -> Frame:
    """What a map of that many pixels is framed on."""
    return place_map.frame(scene.view, scene.holdings, scene.summary, width, max(height, LEAST))


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
