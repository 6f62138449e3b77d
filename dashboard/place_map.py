"""A scene to a map figure: symbols where the place is known, dashed circles where only its area is, discs for many."""

import html
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from dashboard.dataset_words import CODED, MACHINE, all_coded, coded
from dashboard.palette import MARKS, RING, Theme, mixed
from dashboard.scene import Scene
from dashboard.spot_names import Name, placed_names
from dashboard.spots import MOST_SYMBOLS, Frame, Spot, framed, grouped, spots
from dashboard.typeface import FAMILY, SYMBOLS
from dashboard.view import View
from dashboard.viewport import MapView
from events.codebook import EVENT_TYPES, GEO_PRECISIONS, label
from events.holdings import Holdings
from events.model import Event
from events.reach import KM_PER_DEGREE, Reach
from events.summary import Summary

SIZE = 12.5  # px, names
RING_SIZE = 46  # px
MOST_SPOTS = 1_000
MOST_AREAS = 6  # of the places that a disc stands for, drawn in their size
PALE = 0.6  # share of the paper's colour where only an area is known
TOOLS, NOTE = (44.0, 140.0), 18.0  # px, the buttons in the upper right corner of the page's map and the note under it
Style = str | dict[str, Any]
EM = "\u2800"  # a blank of one em that the map does not trim off as it does spaces


def figure(scene: Scene, theme: Theme, *, width: float, height: float, style: Style, size: float = SIZE) -> go.Figure:
    """The map of an image, framed on the selected places for `width` by `height` pixels, on a base map. Places that
    would cover each other are grouped."""
    found = spots(scene)
    shown = frame(scene.view, scene.holdings, scene.summary, width, height)
    drawn = grouped(found, shown)[:MOST_SPOTS]
    result = go.Figure(traces(drawn, scene, theme, shown, size))
    result.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        font={"family": FAMILY, "size": size, "color": theme.ink},
        showlegend=False,
        map={
            "style": style,
            "center": shown.center,
            "zoom": shown.zoom,
            "layers": [
                layer for spot in with_areas(found, drawn, shown)[:MOST_SPOTS] for layer in _area_layers(spot, theme)
            ]
            + _chosen_area(scene.view, theme),
        },
    )
    return result


def ground(shown: Frame, theme: Theme, style_url: str) -> dict[str, Any]:
    """The page's map without its marks, which `map.js` adds; it fills the box that it is put into. Its only trace marks
    nothing: without one there would be no map, and nothing to draw a box or lasso over.

    The base map's style is an address: given as an object it would be loaded anew at every redraw, because plotly
    cannot compare it."""
    nothing = {"type": "scattermap", "mode": "markers", "marker": {"size": 1, "opacity": 0}, "hoverinfo": "skip"}
    return {
        "data": [nothing | {"lat": [shown.center["lat"]], "lon": [shown.center["lon"]]}],
        "layout": {
            "autosize": True,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": "pan",
            "map": {"style": style_url, "center": shown.center, "zoom": shown.zoom},
        },
    }


def chosen_corners(view: View) -> list[list[float]]:
    """The corners (lon, lat) of the box or lasso that narrows the selection; none where there is none."""
    if view.selection.bbox:
        west, south, east, north = view.selection.bbox
        east += 360 if east < west else 0
        return [[west, south], [east, south], [east, north], [west, north]]
    return [list(corner) for corner in view.selection.area]


def _chosen_area(view: View, theme: Theme) -> list[dict[str, Any]]:
    corners = chosen_corners(view)
    if not corners:
        return []
    line = {"type": "LineString", "coordinates": [*corners, corners[0]]}
    source = {"type": "Feature", "properties": {}, "geometry": line}
    return [{"sourcetype": "geojson", "source": source, "type": "line", "color": theme.accent, "line": {"width": 1.6}}]


def frame(view: View, holdings: Holdings, summary: Summary, width: float, height: float) -> Frame:
    """What the map is framed on: the chosen box or area, else the selected places, or all where none is selected."""
    if view.selection.bbox:
        west, south, east, north = view.selection.bbox
        return framed([south, north], [west, east + (360 if east < west else 0)], width, height)
    if view.selection.area:
        lons, lats = ([corner[axis] for corner in view.selection.area] for axis in (0, 1))
        return framed(lats, lons, width, height)
    return framed(*_paired(summary.reach or holdings.reach), width, height)


def _paired(reach: Reach) -> tuple[list[float], list[float]]:
    """Latitudes and longitudes as the corners of boxes."""
    return [lat for _ in reach.sectors for lat in reach.lats], reach.lons


def moved_to(home: Frame, moved: MapView | None) -> Frame:
    """Where the reader has moved the map to, as long as it would be framed the same."""
    if moved is None or moved.frame != home.name:
        return home
    return replace(home, center={"lat": moved.lat, "lon": moved.lon}, zoom=moved.zoom)


def traces(
    found: list[Spot],
    scene: Scene,
    theme: Theme,
    frame: Frame,
    size: float,
) -> list[Any]:
    drawn = _rings(found, frame, theme)
    drawn += _discs(found, theme)
    drawn += _symbols(found, theme)
    drawn += _names(found, theme, frame, size)
    if not found:  # without any trace there would be no map
        drawn.append(
            go.Scattermap(
                lat=[frame.center["lat"]], lon=[frame.center["lon"]], mode="text", text=[""], hoverinfo="skip"
            )
        )
    return drawn


def _rings(found: list[Spot], frame: Frame, theme: Theme) -> list[Any]:
    """A dashed ring around the symbols of each area that is smaller than the ring at the frame's zoom, so that it is
    seen as an area all the same."""
    small = [spot for spot in found if is_small(spot, frame)]
    return [
        trace
        for colour in dict.fromkeys(area_colour(spot, theme) for spot in small)
        for trace in _texts(
            [(spot, RING) for spot in small if area_colour(spot, theme) == colour], SYMBOLS, RING_SIZE, colour
        )
    ]


def is_small(spot: Spot, frame: Frame) -> bool:
    return spot.ringed and _radius_px(spot, frame) < RING_SIZE / 2 + 4


def with_areas(found: list[Spot], drawn: list[Spot], frame: Frame) -> list[Spot]:
    """Of the spots of single cells those whose areas are drawn in their true size. Where a spot is drawn with a ring,
    that stands for its area; where a disc has many areas, which would only cover each other, its pale rim does."""
    cells = {spot.keys[0]: spot for spot in found}
    left_out: set[int] = set()
    for spot in drawn:
        crowded = spot.radius and sum(len(radii_of(cells[key])) for key in spot.keys) > MOST_AREAS
        if crowded or is_small(spot, frame):
            left_out.update(spot.keys)
    return [spot for spot in found if spot.keys[0] not in left_out]


def area_colour(spot: Spot, theme: Theme) -> str:
    return MARKS[spot.symbols[0][0]].colour(theme) if len(spot.symbols) == 1 else theme.muted


def _radius_px(spot: Spot, frame: Frame) -> float:
    radius = max(place.radius_km or 0 for place in spot.places) / KM_PER_DEGREE
    return abs(frame.px(spot.lat, spot.lon)[1] - frame.px(min(spot.lat + radius, 85), spot.lon)[1])


def _texts(items: list[tuple[Spot, str]], family: str, size: float, colour: str) -> list[Any]:
    if not items:
        return []
    return [
        go.Scattermap(
            lat=[spot.lat for spot, _ in items],
            lon=[spot.lon for spot, _ in items],
            mode="text",
            text=[text for _, text in items],
            textfont={"family": family, "size": size, "color": colour},
            hoverinfo="skip",
        )
    ]


def radii_of(spot: Spot) -> list[float]:
    """The radii in km of the areas at the spot's own point, the widest first."""
    here = [place for place in spot.places if (place.lat, place.lon) == (spot.lat, spot.lon)]
    return sorted(
        {place.radius_km for place in here if place.radius_km and place.geo_precision != "exact"}, reverse=True
    )


def _area_layers(spot: Spot, theme: Theme) -> list[dict[str, Any]]:
    """The circles that hold the areas of the spot's places in their true size, faintly filled, with a dashed line."""
    colour = area_colour(spot, theme)
    layers: list[dict[str, Any]] = []
    for radius in radii_of(spot):
        ring = circle(spot.lat, spot.lon, radius)
        source = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        shared = {"sourcetype": "geojson", "source": source, "color": colour}
        layers += [
            shared | {"type": "fill", "opacity": 0.07},
            shared | {"type": "line", "opacity": 0.7, "line": {"width": 1, "dash": [3, 2]}},
        ]
    return layers


def circle(lat: float, lon: float, radius_km: float, corners: int = 72) -> list[list[float]]:
    """A closed ring of [lon, lat] at `radius_km` from a point, on the sphere."""
    reach = math.radians(radius_km / KM_PER_DEGREE)
    phi, lam = math.radians(lat), math.radians(lon)
    ring = []
    for step in range(corners + 1):
        bearing = 2 * math.pi * (step % corners) / corners
        north = math.asin(math.sin(phi) * math.cos(reach) + math.cos(phi) * math.sin(reach) * math.cos(bearing))
        east = lam + math.atan2(
            math.sin(bearing) * math.sin(reach) * math.cos(phi), math.cos(reach) - math.sin(phi) * math.sin(north)
        )
        ring.append([round(math.degrees(east), 4), round(math.degrees(north), 4)])
    return ring


def _symbols(found: list[Spot], theme: Theme) -> list[go.Scattermap]:
    """One trace for each type, place in the row and size: the types at one spot stand side by side, pushed apart by
    em spaces, because a map's text has one colour and size a trace."""
    groups: dict[tuple[str, str, float], list[tuple[Spot, str]]] = {}
    for spot in found:
        count = 0 if spot.radius else len(spot.symbols)
        for number, (slug, hollow) in enumerate(spot.symbols[:count]):
            glyph = MARKS[slug].hollow if hollow else MARKS[slug].glyph
            text = EM * number + glyph + EM * (count - 1 - number)
            groups.setdefault((slug, text, spot.size), []).append((spot, text))
    return [
        trace
        for (slug, _, size), items in groups.items()
        for trace in _texts(items, SYMBOLS, size, MARKS[slug].colour(theme))
    ]


def disc_rings(spot: Spot, theme: Theme) -> Iterator[tuple[float, str]]:
    """The disc of many events, as the radius (px) and colour of each of its rings from the innermost on: of the events
    whose place is known, by type, the most frequent first, and around them, paler, of those known only to an area. The
    areas of the rings are their shares."""
    held = 0
    parts = [(slug, known, 0.0) for slug, known, _ in spot.counts] + [
        (slug, vague, PALE) for slug, _, vague in spot.counts
    ]
    for slug, count, strength in parts:
        if count:
            held += count
            colour = mixed(MARKS[slug].colour(theme), theme.paper, strength)
            yield spot.radius * math.sqrt(held / spot.count), colour


def _discs(found: list[Spot], theme: Theme) -> list[go.Scattermap]:
    """One trace, the widest rings first so that each covers the one before."""
    rings = [(spot, *ring) for spot in found if spot.radius for ring in disc_rings(spot, theme)]
    rings.sort(key=lambda ring: -ring[1])
    if not rings:
        return []
    return [
        go.Scattermap(
            lat=[spot.lat for spot, *_ in rings],
            lon=[spot.lon for spot, *_ in rings],
            mode="markers",
            marker={"size": [2 * radius for _, radius, _ in rings], "color": [colour for *_, colour in rings]},
            hoverinfo="skip",
            name="discs",
        )
    ]


def _names(found: list[Spot], theme: Theme, frame: Frame, size: float) -> list[go.Scattermap]:
    sides: dict[tuple[str, float], list[Name]] = {}
    for name in placed_names(found, frame, size, lambda spot: is_small(spot, frame)):
        sides.setdefault((name.side, name.reach), []).append(name)
    return [
        go.Scattermap(
            lat=[name.spot.lat for name in names],
            lon=[name.spot.lon for name in names],
            mode="markers+text",  # the offset of the text is computed from the marker's size
            text=[name.text.replace(" ", "\u00a0") for name in names],  # a map breaks lines at plain spaces
            textposition=side,
            textfont={"family": f"{FAMILY} Semibold, {FAMILY}", "size": size, "color": theme.ink},
            marker={"size": _distance(reach, side, size), "opacity": 0},
            hoverinfo="skip",
        )
        for (side, reach), names in sides.items()
    ]


def _distance(reach: float, side: str, size: float) -> float:
    """The marker size that makes plotly set a map text `reach` pixels off its point: it computes the offset as half
    an em beside and one and a half ems below or above, plus a hundredth of the marker's size in ems."""
    return max(100 * (reach / size - (0.5 if side.startswith("middle") else 1.5)), 0.0)


def hover(spot: Spot, scene: Scene) -> str:
    """Each place with its precision, then the titles of its events, or how many there are of each type; escaped for
    plotly's text."""
    lines = []
    events = [scene.events[row] for row in spot.rows]
    for place in spot.named[:4]:
        lines.append(f"<b>{_plain(place.name)}</b>, {label(GEO_PRECISIONS, place.geo_precision)}")
        lines += [_titled(event, scene) for event in events if event.place and event.place.name == place.name]
    more = len(spot.names) - 4
    if more > 0 or not spot.whole:
        lines.append(f"and {more if spot.whole else 'many'} more {'place' if spot.whole and more == 1 else 'places'}")
    if not events:
        lines += [f"{known + vague:,} {label(EVENT_TYPES, kind)}" for kind, known, vague in spot.counts[:MOST_SYMBOLS]]
        lines += [MACHINE] if all_coded(scene) else []
    return "<br>".join(lines)


def _titled(event: Event, scene: Scene) -> str:
    return f"{_plain(event.title)}{f' ({CODED})' if coded(event, scene.holdings) else ''}"


def _plain(text: str) -> str:
    return html.escape(text, quote=False)
