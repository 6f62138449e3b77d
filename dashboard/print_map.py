"""The base map of an image, which nobody can move: only the names that stand on it whole."""

from typing import Any

from dashboard.basemap import style
from dashboard.palette import Theme
from dashboard.spots import Frame
from dashboard.typeface import text_width, wrap

_SIZES = {"country": (11.0, 14.0), "area": (10.5, 12.0), "place": (10.5, 12.0)}  # px at zoom 2 and 8, as in `basemap`
_BROADEST = 8  # ems, where the name of a country or area is broken
_AIR = 3.0  # px to the edge

JsonObject = dict[str, Any]


def print_style(theme: Theme, frame: Frame) -> JsonObject:
    """The base map's style with its data in it, without the names that the frame would cut."""
    result = style(theme, assets_url=None)
    labels = result["sources"]["labels"]
    kept = [feature for feature in labels["data"]["features"] if _stands_whole(feature, frame)]
    return result | {
        "sources": result["sources"] | {"labels": labels | {"data": labels["data"] | {"features": kept}}},
    }


def names_on(labels: list[JsonObject], frame: Frame, *, air: float = 0.0) -> set[str]:
    """The names that may stand on the map: those whose point is in the frame, or `air` pixels around it, at its zoom
    or a little nearer."""
    found = set()
    for feature in labels:
        x, y = _point(feature, frame)
        inside = -air <= x <= frame.width + air and -air <= y <= frame.height + air
        if inside and feature["properties"]["zoom"] <= frame.zoom + 0.3:
            found.add(feature["properties"]["name"])
    return found


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
