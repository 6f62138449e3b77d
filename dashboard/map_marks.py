"""The marks on the page's map as GeoJSON features, which `map.js` draws over it.

Properties are short, for there are many: `i` the number of the spot, `c` a colour, `t` a text, `s` its size and `r` a
radius in pixels, `o` an offset in ems, `a` the anchor of a text, `n` a number of events, `k` the order of drawing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.palette import FOCUS, MARKS, RING, Theme
from dashboard.place_map import (
    MOST_SPOTS,
    RING_SIZE,
    SIZE,
    area_colour,
    chosen_corners,
    disc_rings,
    hover,
    is_small,
    radii_of,
    with_areas,
)
from dashboard.scene import Scene
from dashboard.spot_names import Box, Name, placed_names
from dashboard.spots import MOST_SYMBOLS, Frame, Spot, grouped, keys_at, spot_of, spots
from events.model import Event

LEAST_HIT = 13.0  # px, the radius that answers to the pointer
Feature = dict[str, Any]
_ANCHORS = {"middle right": "left", "middle left": "right", "bottom center": "top", "top center": "bottom"}
_AWAY = {"middle right": (1, 0), "middle left": (-1, 0), "bottom center": (0, 1), "top center": (0, -1)}


def marks(
    scene: Scene, theme: Theme, home: Frame, frame: Frame, reserved: Sequence[Box], most: int = MOST_SPOTS
) -> dict[str, Any]:
    """The `most` fullest marks of a scene on a map that shows `frame`, which was framed on `home`. No name stands where
    `reserved`."""
    found = spots(scene)
    drawn = grouped(found, frame)[:most]
    small = {number for number, spot in enumerate(drawn) if is_small(spot, frame)}
    names = placed_names(drawn, frame, SIZE, lambda spot: is_small(spot, frame), reserved)
    rings = ringed_events(drawn, scene)
    return {
        "center": frame.center,
        "zoom": frame.zoom,
        "frame": home.name,
        "paper": theme.land,
        "ink": theme.ink,
        "total": drawn[0].total if drawn else 0,
        "areas": [feature for spot in with_areas(found, drawn, frame) for feature in _area(spot, theme)],
        "chosen": _chosen(scene, theme),
        "discs": sorted(_discs(drawn, theme), key=lambda feature: feature["properties"]["k"]),
        "symbols": [*_small_rings(drawn, small, theme), *_symbols(drawn, theme)],
        "opened": _opened(rings, scene, theme),
        "names": [_name(name, drawn, theme) for name in names],
        "hits": [
            _point(spot, i=number, r=max(spot.reach, LEAST_HIT)) for number, spot in reversed(list(enumerate(drawn)))
        ],
        "hover": [hover(spot, scene) for spot in drawn],
        "click": [click(spot, scene) for spot in drawn],
        "rings": rings,
    }


def click(spot: Spot, scene: Scene) -> list[Any]:
    """What a click on a spot means: the id of its only event, its words, the names of the places that it narrows to, or
    where these are too many to name, the box that they lie in."""
    alone = scene.events[spot.rows[0]].id if spot.rows and spot.count == 1 else None
    return [
        alone, "", list(spot.names) if spot.whole else [],
        None if spot.whole else list(spot.bounds(scene.chart.window.across)),
    ]  # fmt: skip


def _point(spot: Spot, **properties: Any) -> Feature:
    geometry = {"type": "Point", "coordinates": [round(spot.lon, 5), round(spot.lat, 5)]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _area(spot: Spot, theme: Theme) -> Iterator[Feature]:
    """The circles that hold the areas of the spot's places in their true size: their radius in km is `r`."""
    for radius in radii_of(spot):
        yield _point(spot, r=radius, c=area_colour(spot, theme))


def _chosen(scene: Scene, theme: Theme) -> list[Feature]:
    """The outline of the box or lasso that narrows the selection."""
    corners = chosen_corners(scene.view)
    if not corners:
        return []
    geometry = {"type": "LineString", "coordinates": [*corners, corners[0]]}
    return [{"type": "Feature", "geometry": geometry, "properties": {"c": theme.accent}}]


def _discs(found: Sequence[Spot], theme: Theme) -> Iterator[Feature]:
    for number, spot in enumerate(found):
        for radius, colour in disc_rings(spot, theme) if spot.radius else ():
            yield _point(spot, i=number, r=round(radius, 2), c=colour, n=spot.count, k=round(-radius, 2))


def _symbols(found: Sequence[Spot], theme: Theme) -> Iterator[Feature]:
    """The types at one spot side by side."""
    for number, spot in enumerate(found):
        if spot.radius:
            continue
        for position, (slug, hollow) in enumerate(spot.symbols):
            glyph = MARKS[slug].hollow if hollow else MARKS[slug].glyph
            offset = [position - (len(spot.symbols) - 1) / 2, 0]
            yield _point(spot, i=number, t=glyph, s=spot.size, c=MARKS[slug].colour(theme), o=offset)


def _small_rings(found: Sequence[Spot], small: set[int], theme: Theme) -> Iterator[Feature]:
    """A dashed ring around the symbols of an area that is smaller than the ring."""
    for number in sorted(small):
        spot = found[number]
        yield _point(spot, i=number, t=RING, s=RING_SIZE, c=area_colour(spot, theme), o=[0, 0])


def _name(name: Name, found: Sequence[Spot], theme: Theme) -> Feature:
    across, down = _AWAY[name.side]
    offset = [round(across * name.reach / SIZE, 2), round(down * name.reach / SIZE, 2)]
    number = next(number for number, spot in enumerate(found) if spot is name.spot)
    text = name.text.replace(" ", "\u00a0")  # a map breaks lines at plain spaces
    return _point(name.spot, i=number, t=text, s=SIZE, c=theme.ink, a=_ANCHORS[name.side], o=offset)


def ringed_events(found: Sequence[Spot], scene: Scene) -> dict[str, list[Any]]:
    """What lights an event up, by its id: latitude, longitude, text, size and offset of its ring."""
    by_key = spot_of(found)
    placed = [event for event in scene.events.values() if event.place and event.place.located]
    keys = keys_at([event.place for event in placed if event.place], scene.chart.window.across)
    rings = {}
    for event, key in zip(placed, keys, strict=True):
        spot = by_key.get(key)
        if spot is not None:
            size = 2 * spot.radius or spot.size
            rings[event.id] = [spot.lat, spot.lon, FOCUS, size, [_position(spot, event), 0]]
    return rings


def _position(spot: Spot, event: Event) -> float:
    """How many ems right of the middle the symbol of the event's type stands."""
    kinds = [kind for kind, _ in spot.symbols]
    if spot.radius or event.event_type not in kinds:
        return 0.0
    return kinds.index(event.event_type) - (min(len(kinds), MOST_SYMBOLS) - 1) / 2


def _opened(rings: dict[str, list[Any]], scene: Scene, theme: Theme) -> list[Feature]:
    """A ring around the mark of the event whose card is open."""
    if scene.view.event not in rings:
        return []
    lat, lon, text, size, offset = rings[scene.view.event]
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return [
        {"type": "Feature", "geometry": geometry, "properties": {"t": text, "s": size, "o": offset, "c": theme.ink}}
    ]
