"""The base map under the events: a MapLibre style of our own from local files, with no tiles, glyphs or network.

The files and their sources are described in `assets/basemap/SOURCES.md`.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.palette import Theme

NOTE = "Boundaries: Natural Earth, dashed where disputed. They imply no position. Places: GeoNames."

DISPUTED_NOTES = {
    "Kosovo": (
        "Kosovo*: This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 "
        "and the ICJ Opinion on the Kosovo declaration of independence."
    ),
    "Palestine": (
        "Palestine*: This designation shall not be construed as recognition of a State of Palestine and is without "
        "prejudice to the individual positions of the Member States on this issue."
    ),
}

FILES = ("land", "lines", "labels")
FONT = ["IBM Plex Sans"]  # the page's own web font; MapLibre draws it on a canvas, so no glyph file is fetched
FOLDERS = (Path(__file__).parents[1] / "assets", Path(__file__).parent / "assets")  # in a checkout, in a wheel

TILE = 512  # px, the side of the world at zoom 0
MIN_ZOOM, MAX_ZOOM = 0.0, 9.0
POINT_ZOOM = 6.0
HOME_LATS = (-56.0, 74.0, 0.0, 0.0, 0.0, 0.0)  # the world, cut in the Pacific: shown where there is nothing to show
HOME_LONS = (-145.0, -90.0, -30.0, 30.0, 90.0, 145.0)
MAX_LATITUDE = 85.0

JsonObject = dict[str, Any]


def folder() -> Path:
    """Where the GeoJSON files are. Raises: FileNotFoundError."""
    for assets in FOLDERS:
        if (assets / "basemap" / "land.geojson").is_file():
            return assets / "basemap"
    raise FileNotFoundError(f"base map: land.geojson is in none of {', '.join(str(path) for path in FOLDERS)}")


@cache
def _text(name: str) -> str:
    return (folder() / f"{name}.geojson").read_text("utf-8")


def _source(name: str, assets_url: str | None) -> JsonObject:
    data = json.loads(_text(name)) if assets_url is None else f"{assets_url.rstrip('/')}/basemap/{name}.geojson"
    return {"type": "geojson", "data": data, "maxzoom": 9, "tolerance": 0.3}


def style(theme: Theme, *, assets_url: str | None) -> JsonObject:
    """A MapLibre style (version 8) for `layout.map.style`.

    With `assets_url` ("/assets", or with a path prefix or host before it) the browser fetches and caches the files;
    with None they are inlined (2.4 MB), for images made on the server.
    """
    return {
        "version": 8,
        "id": f"basemap-{theme.name}",
        "sources": {name: _source(name, assets_url) for name in FILES},
        "layers": _layers(theme),
    }


def _layers(theme: Theme) -> list[JsonObject]:
    return [
        {"id": "water", "type": "background", "paint": {"background-color": theme.water}},
        {"id": "land", "type": "fill", "source": "land", "paint": {"fill-color": theme.land}},
        _line(theme, "coast", "land", ["==", ["get", "coast"], True], width=(0.3, 0.9)),
        _line(theme, "borders", "lines", ["==", ["get", "status"], "settled"], width=(0.5, 1.1)),
        _line(theme, "disputed", "lines", ["==", ["get", "status"], "disputed"], width=(0.6, 1.3), dash=[3, 2.5]),
        *(_names(theme, "place", zoom, size=(10.5, 12), color=theme.place) for zoom in reversed(_steps(3.5, 8))),
        *(_names(theme, "area", zoom, size=(10.5, 12), color=theme.muted) for zoom in reversed(_steps(4, 8))),
        *(_names(theme, "country", zoom, size=(11, 14), color=theme.muted) for zoom in reversed(_steps(1, 8))),
    ]


def _steps(first: float, last: float) -> list[float]:
    return [first + step / 2 for step in range(round(2 * (last - first)) + 1)]


def _by_zoom(low: float, high: float) -> list[Any]:
    return ["interpolate", ["linear"], ["zoom"], 2, low, 8, high]


def _line(
    theme: Theme,
    name: str,
    source: str,
    wanted: list[Any],
    *,
    width: tuple[float, float],
    dash: list[float] | None = None,
) -> JsonObject:
    paint: JsonObject = {"line-color": theme.border, "line-width": _by_zoom(*width)}
    if dash:
        paint["line-dasharray"] = dash
    layout = {"line-join": "round", "line-cap": "butt" if dash else "round"}
    return {"id": name, "type": "line", "source": source, "filter": wanted, "layout": layout, "paint": paint}


def _names(theme: Theme, kind: str, zoom: float, *, size: tuple[float, float], color: str) -> JsonObject:
    layout: JsonObject = {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": _by_zoom(*size),
        "text-max-width": 8,
        "text-padding": 3,
        "symbol-sort-key": ["get", "order"],
    }
    if kind == "place":  # the dot is part of the text, so that no dot stands without its name
        layout |= {
            "text-field": ["concat", "•\u2009", ["get", "name"]],
            "text-anchor": "left",
            "text-offset": [-0.2, 0],
            "text-max-width": 40,
        }
    return {
        "id": f"{kind}-{zoom}",
        "type": "symbol",
        "source": "labels",
        "minzoom": zoom,
        "filter": ["all", ["==", ["get", "kind"], kind], ["==", ["get", "zoom"], zoom]],
        "layout": layout,
        "paint": {"text-color": color, "text-halo-color": theme.land, "text-halo-width": 1.2},
    }


def project(lat: float, lon: float) -> tuple[float, float]:
    """Web-Mercator position in px at zoom 0, from the north-west corner of the world."""
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    y = math.asinh(math.tan(math.radians(lat))) / math.pi
    return TILE * (lon / 360 + 0.5), TILE * (0.5 - y / 2)


def unproject(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude of a position in px at zoom 0; longitude may pass 180."""
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / TILE))))
    return lat, 360 * (x / TILE - 0.5)


def frame(
    lats: Sequence[float], lons: Sequence[float], width: float, height: float, *, pad: tuple[float, float]
) -> tuple[dict[str, float], float]:
    """The centre and zoom that show all points (degrees) in a view of `width` by `height` px, `pad` px clear.

    Points on both sides of the date line are taken the short way round. Zoom is clamped to 0..9; a single point
    gives a regional view, none gives the world.
    """
    if not lats:
        return frame(HOME_LATS, HOME_LONS, width, height, pad=(0, 0))
    start = _gap_end(lons)
    points = [project(lat, start + (_around(lon) - start) % 360) for lat, lon in zip(lats, lons, strict=True)]
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    lat, lon = unproject((left + right) / 2, (top + bottom) / 2)
    spans = [(right - left, width - 2 * pad[0]), (bottom - top, height - 2 * pad[1])]
    zooms = [math.log2(max(1.0, room) / span) for span, room in spans if span > 0]
    zoom = min(zooms, default=POINT_ZOOM)
    return {"lat": lat, "lon": (lon + 180) % 360 - 180}, max(MIN_ZOOM, min(MAX_ZOOM, zoom))


def _around(lon: float) -> float:
    """A longitude from 0 to less than 360; what is a hair west of 0 is 0, not the 360 that rounding makes of it."""
    return lon % 360 % 360


def _gap_end(lons: Sequence[float]) -> float:
    """The longitude east of the widest empty stretch: a reading that starts there is the narrowest."""
    around = sorted({_around(lon) for lon in lons})
    gaps = [(after - before) % 360 or 360 for before, after in zip([around[-1], *around], around, strict=False)]
    return around[gaps.index(max(gaps))]
