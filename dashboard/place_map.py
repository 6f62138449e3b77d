"""Selected events to a map figure: symbols where the place is known, dashed circles where only its area is."""

import html
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from dashboard import basemap
from dashboard.lanes import MOST_MARKS
from dashboard.palette import FOCUS, MARKS, RING, Theme
from dashboard.spots import KM_PER_DEGREE, Frame, Spot, frame_of, framed, grouped, spots
from dashboard.timeline import hover_label
from dashboard.typeface import FAMILY, SYMBOLS, shorten, text_width
from dashboard.view import View
from dashboard.viewport import MapView
from events.codebook import GEO_PRECISIONS, label
from events.model import Event
from events.table import EventTable

SIZE = 12.5  # px, names
RING_SIZE = 46  # px
MOST_SPOTS, MOST_NAMES = 1_000, 100
TOOLS, NOTE = (44.0, 140.0), 18.0  # px, the buttons in the upper right corner of the page's map and the note under it
EM = "\u2800"  # a blank of one em that the map does not trim off as it does spaces


def figure(
    table: EventTable,
    rows: Sequence[int],
    view: View,
    theme: Theme,
    *,
    width: float,
    height: float,
    style_url: str | None,
    moved: MapView | None = None,
    size: float = SIZE,
) -> go.Figure:
    """The map framed on the selected places for `width` by `height` pixels; it fills the box that it is put into.
    `style_url` is where the browser finds the base map's style; None puts the base map into the figure, for an image.
    Where the reader has `moved` the map and nothing asks for another frame, it stays there. Places that would cover
    each other are grouped.
    A style given as an object would be loaded anew at every redraw, because plotly cannot compare it."""
    found = spots(table, rows)
    frame = _frame(found or spots(table, range(len(table))), view, width, height)
    name = f"{frame.center['lat']:.3f},{frame.center['lon']:.3f},{frame.zoom:.2f}"
    if moved is not None and moved.frame == name:
        frame = replace(frame, center={"lat": moved.lat, "lon": moved.lon}, zoom=moved.zoom)
    drawn = grouped(table, found, frame)[:MOST_SPOTS]
    tools = [(width - TOOLS[0], width, 0.0, TOOLS[1]), (0.0, width, height - NOTE, height)] if style_url else []
    result = go.Figure(traces(drawn, table, view, theme, frame, size, tools))
    result.update_layout(
        autosize=True,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        font={"family": FAMILY, "size": size, "color": theme.ink},
        showlegend=False,
        hoverlabel=hover_label(theme),
        dragmode="pan",
        clickmode="event",
        map={
            "style": style_url or basemap.style(theme, assets_url=None),
            "center": frame.center,
            "zoom": frame.zoom,
            "layers": [
                layer
                for spot in found[:MOST_SPOTS]
                if not (spot in drawn and _is_small(spot, frame))
                for layer in _area_layers(spot, theme)
            ]
            + _chosen_area(view, theme),
        },
        meta={
            "rings": _rings_of(drawn, table, set(rows[:MOST_MARKS])),
            "zoom": frame.zoom,
            "frame": name,
        },
    )
    return result


def _chosen_area(view: View, theme: Theme) -> list[dict[str, Any]]:
    """The outline of the box or lasso that narrows the selection."""
    corners = [list(corner) for corner in view.selection.area]
    if view.selection.bbox:
        west, south, east, north = view.selection.bbox
        east += 360 if east < west else 0
        corners = [[west, south], [east, south], [east, north], [west, north]]
    if not corners:
        return []
    line = {"type": "LineString", "coordinates": [*corners, corners[0]]}
    source = {"type": "Feature", "properties": {}, "geometry": line}
    return [{"sourcetype": "geojson", "source": source, "type": "line", "color": theme.accent, "line": {"width": 1.6}}]


def _frame(found: list[Spot], view: View, width: float, height: float) -> Frame:
    """What the map is framed on: the chosen box or area, else the selected places."""
    if view.selection.bbox:
        west, south, east, north = view.selection.bbox
        return framed([south, north], [west, east + (360 if east < west else 0)], width, height)
    if view.selection.area:
        lons, lats = ([corner[axis] for corner in view.selection.area] for axis in (0, 1))
        return framed(lats, lons, width, height)
    return frame_of(found, width, height)


def traces(
    found: list[Spot],
    table: EventTable,
    view: View,
    theme: Theme,
    frame: Frame,
    size: float,
    reserved: Sequence[tuple[float, float, float, float]] = (),
) -> list[Any]:
    drawn = _rings(found, frame, theme)
    drawn += _open_place(found, table, view, theme)
    drawn += _symbols(found, theme)
    drawn += _names(found, theme, frame, size, reserved)
    if found:
        drawn.append(_hits(found, table))
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
    small = [spot for spot in found if _is_small(spot, frame)]
    return [
        trace
        for colour in dict.fromkeys(_area_colour(spot, theme) for spot in small)
        for trace in _texts(
            [(spot, RING) for spot in small if _area_colour(spot, theme) == colour], SYMBOLS, RING_SIZE, colour
        )
    ]


def _is_small(spot: Spot, frame: Frame) -> bool:
    return spot.ringed and _radius_px(spot, frame) < RING_SIZE / 2 + 4


def _area_colour(spot: Spot, theme: Theme) -> str:
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


def _area_layers(spot: Spot, theme: Theme) -> list[dict[str, Any]]:
    """The circle that holds the area of a place in its true size, faintly filled, with a dashed line."""
    radius = spot.places[0].radius_km
    if radius is None or not spot.area:
        return []
    colour = _area_colour(spot, theme)
    ring = circle(spot.lat, spot.lon, radius)
    source = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    shared = {"sourcetype": "geojson", "source": source, "color": colour}
    return [
        shared | {"type": "fill", "opacity": 0.07},
        shared | {"type": "line", "opacity": 0.7, "line": {"width": 1, "dash": [3, 2]}},
    ]


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
        count = len(spot.symbols)
        for number, (slug, hollow) in enumerate(spot.symbols):
            glyph = MARKS[slug].hollow if hollow else MARKS[slug].glyph
            text = EM * number + glyph + EM * (count - 1 - number)
            groups.setdefault((slug, text, spot.size), []).append((spot, text))
    return [
        trace
        for (slug, _, size), items in groups.items()
        for trace in _texts(items, SYMBOLS, size, MARKS[slug].colour(theme))
    ]


def _open_place(found: list[Spot], table: EventTable, view: View, theme: Theme) -> list[go.Scattermap]:
    """A ring around the symbol that stands for the event whose card is open."""
    return [
        trace
        for spot in found
        for row in spot.rows
        if table.events[row].id == view.event
        for trace in _texts([(spot, _ringed(spot, table.events[row]))], SYMBOLS, spot.size, theme.ink)
    ]


def _rings_of(found: list[Spot], table: EventTable, wanted: set[int]) -> dict[str, list[Any]]:
    """What lights an event up, by its id: latitude, longitude, text and size of its ring."""
    return {
        table.events[row].id: [spot.lat, spot.lon, _ringed(spot, table.events[row]), size]
        for spot in found
        for size in (spot.size,)
        for row in wanted.intersection(spot.rows)
    }


def _ringed(spot: Spot, event: Event) -> str:
    """A ring, wider than its em, where the symbol of the event's type stands in the row of the spot's symbols."""
    kinds = [kind for kind, _ in spot.symbols]
    if event.event_type not in kinds:
        return FOCUS
    number = kinds.index(event.event_type)
    return EM * number + FOCUS + EM * (len(kinds) - 1 - number)


def _names(
    found: list[Spot], theme: Theme, frame: Frame, size: float, reserved: Sequence[tuple[float, float, float, float]]
) -> list[go.Scattermap]:
    """Name and count beside each place, right, left, below or above its symbols, where it covers no other and nothing
    `reserved` (left, right, top, bottom) at the frame's zoom. A place that finds no room is named on hover."""
    taken = [*(spot.box(frame, ring=_is_small(spot, frame)) for spot in found), *reserved]
    sides: dict[tuple[str, float], list[tuple[Spot, str]]] = {}
    for spot, own in zip(found[:MOST_NAMES], list(taken), strict=False):
        count = f", {len(spot.rows):,}" if len(spot.rows) > 1 else ""
        text = shorten(spot.label, size, 190, bold=True) + count
        length = text_width(text, size, bold=True)
        left, right, top, bottom = own
        middle, level, half = (left + right) / 2, (top + bottom) / 2, size * 0.75
        for side, box in (
            ("middle right", (right, right + length, level - half, level + half)),
            ("middle left", (left - length, left, level - half, level + half)),
            ("bottom center", (middle - length / 2, middle + length / 2, bottom, bottom + 2 * half)),
            ("top center", (middle - length / 2, middle + length / 2, top - 2 * half, top)),
        ):
            inside = box[0] >= 0 and box[1] <= frame.width and box[2] >= 0 and box[3] <= frame.height
            if inside and not any(_overlap(box, other) for other in taken if other is not own):
                taken.append(box)
                reach = (right - left if side.startswith("middle") else bottom - top) / 2
                sides.setdefault((side, 4 * math.ceil(reach / 4)), []).append((spot, text))
                break
    return [
        go.Scattermap(
            lat=[spot.lat for spot, _ in named],
            lon=[spot.lon for spot, _ in named],
            mode="markers+text",  # the offset of the text is computed from the marker's size
            text=[text.replace(" ", "\u00a0") for _, text in named],  # a map breaks lines at plain spaces
            textposition=side,
            textfont={"family": f"{FAMILY} Semibold, {FAMILY}", "size": size, "color": theme.ink},
            marker={"size": _distance(reach, side, size), "opacity": 0},
            hoverinfo="skip",
        )
        for (side, reach), named in sides.items()
    ]


def _distance(reach: float, side: str, size: float) -> float:
    """The marker size that makes plotly set a map text `reach` pixels off its point: it computes the offset as half
    an em beside and one and a half ems below or above, plus a hundredth of the marker's size in ems."""
    return max(100 * (reach / size - (0.5 if side.startswith("middle") else 1.5)), 0.0)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _hits(found: list[Spot], table: EventTable) -> go.Scattermap:
    """Invisible discs that answer to the pointer, with the names of their places and, for one event, its id."""
    return go.Scattermap(
        lat=[spot.lat for spot in found],
        lon=[spot.lon for spot in found],
        mode="markers",
        marker={"size": [max(2 * spot.reach, 26) for spot in found], "opacity": 0},
        customdata=[
            [
                table.events[spot.rows[0]].id if len(spot.rows) == 1 else None,
                _hover(spot, table),
                [place.name for place in spot.places],
            ]
            for spot in found
        ],
        hovertemplate="%{customdata[1]}<extra></extra>",
        name="places",
    )


def _hover(spot: Spot, table: EventTable) -> str:
    """Each place with its precision, then the titles of its events; escaped for plotly's text."""
    lines = []
    events = [table.events[row] for row in spot.rows]
    for place in spot.places[:4]:
        lines.append(f"<b>{_plain(place.name)}</b>, {label(GEO_PRECISIONS, place.geo_precision)}")
        titles = [event.title for event in events if event.place and event.place.name == place.name]
        lines += [_plain(title) for title in titles[:4]] + ([f"and {len(titles) - 4} more"] if len(titles) > 4 else [])
    if len(spot.places) > 4:
        lines.append(f"and {len(spot.places) - 4} more places")
    return "<br>".join(lines)


def _plain(text: str) -> str:
    return html.escape(text, quote=False)
