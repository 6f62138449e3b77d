"""The selected events by place, and places that would cover each other as one spot."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import basemap
from events.model import Place
from events.table import EventTable

MOST_SYMBOLS = 6
KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Frame:
    """The part of the world that the map shows: its middle, MapLibre's zoom, and its size in pixels."""

    center: dict[str, float]
    zoom: float
    width: float
    height: float

    def px(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point lies, from the left and the top (Web Mercator, tiles of 512 px)."""
        scale = 512 * 2**self.zoom
        x = (lon - self.center["lon"]) / 360 * scale + self.width / 2
        y = (_mercator(self.center["lat"]) - _mercator(lat)) * scale + self.height / 2
        return x, y


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(min(lat, 85), -85)) / 2)) / (2 * math.pi)


@dataclass(frozen=True)
class Spot:
    """Events drawn together at `lat`, `lon`: those of one place, or of places too near to be drawn apart.

    `symbols` are the event types with whether all events of the type are known only to an area, most frequent first.
    """

    places: tuple[Place, ...]
    rows: tuple[int, ...]
    symbols: tuple[tuple[str, bool], ...]
    lat: float
    lon: float

    @property
    def area(self) -> bool:
        """Whether none of its places is known to the point."""
        return all(place.geo_precision != "exact" for place in self.places)

    @property
    def size(self) -> float:
        """Height of its symbols in pixels: grows with the root of the count, so that their areas compare."""
        return min(15 + 3 * math.sqrt(len(self.rows) - 1), 30)

    @property
    def reach(self) -> float:
        """Half the width of its symbols in pixels, with a little air."""
        return max(len(self.symbols) * self.size / 2, 21 if self.area else 0) + 2

    @property
    def tall(self) -> float:
        """Half the height of its symbols in pixels."""
        return max(self.size * 0.6, 21 if self.ringed else 0)

    @property
    def ringed(self) -> bool:
        """Whether a ring holds its symbols; a row of three would stand out of it."""
        return self.area and len(self.symbols) <= 2

    def box(self, frame: Frame) -> tuple[float, float, float, float]:
        """Left, right, top, bottom of its symbols in pixels of the frame."""
        x, y = frame.px(self.lat, self.lon)
        return x - self.reach, x + self.reach, y - self.tall, y + self.tall

    @property
    def label(self) -> str:
        """The place's name; of several, the best known one's and how many more."""
        if len(self.places) == 1:
            return self.places[0].name
        return f"{self.places[0].name} and {len(self.places) - 1} more"


def spots(table: EventTable, rows: Sequence[int]) -> list[Spot]:
    """One spot for each place of the located events of `rows`, the fullest first."""
    found: dict[tuple[str, float, float], list[int]] = {}
    for row in rows:
        place = table.events[row].place
        if place is not None and place.lat is not None and place.lon is not None:
            found.setdefault((place.name, place.lat, place.lon), []).append(row)
    result = [_spot(table, members, lat, lon) for (_, lat, lon), members in found.items()]
    return sorted(result, key=lambda spot: (-len(spot.rows), spot.area, spot.places[0].name))


def grouped(table: EventTable, found: list[Spot], frame: Frame) -> list[Spot]:
    """The spots of a frame with those merged whose symbols would cover each other, so that none hides another.

    A group stands where its fullest place stands, exact ones first; it comes apart as the frame comes nearer.
    """
    groups = list(found)
    while len(merged := _merged(table, groups, frame)) < len(groups):  # a group is wider than its parts
        groups = merged
    return groups


def _merged(table: EventTable, found: list[Spot], frame: Frame) -> list[Spot]:
    groups: list[Spot] = []
    for spot in found:
        for number, other in enumerate(groups):
            if _covers(other, spot, frame) or _covers(spot, other, frame):
                groups[number] = _spot(table, [*other.rows, *spot.rows], other.lat, other.lon)
                break
        else:
            groups.append(spot)
    return groups


def _covers(one: Spot, other: Spot, frame: Frame) -> bool:
    """Whether a symbol in the middle of the other lies on the symbols of the one."""
    x, y = frame.px(other.lat, other.lon)
    left, right, top, bottom = one.box(frame)
    apart = other.size / 2 + 1
    return left - apart < x < right + apart and top - apart < y < bottom + apart


def _spot(table: EventTable, rows: list[int], lat: float, lon: float) -> Spot:
    kinds: dict[str, list[bool]] = {}
    places: dict[str, Place] = {}
    for row in rows:
        event = table.events[row]
        assert event.place is not None
        places.setdefault(event.place.name, event.place)
        kinds.setdefault(event.event_type, []).append(event.place.geo_precision != "exact")
    counts = {name: sum(table.events[row].place == place for row in rows) for name, place in places.items()}
    named = sorted(places.values(), key=lambda place: (place.geo_precision != "exact", -counts[place.name]))
    order = sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))
    symbols = tuple((kind, all(kinds[kind])) for kind in order[:MOST_SYMBOLS])
    return Spot(tuple(named), tuple(sorted(rows)), symbols, lat, lon)


def frame_of(found: Sequence[Spot], width: float, height: float) -> Frame:
    """The frame that holds the spots with their areas."""
    lats: list[float] = []
    lons: list[float] = []
    for spot in found:
        for place in spot.places:
            assert place.lat is not None and place.lon is not None
            reach = (place.radius_km or 0) / KM_PER_DEGREE
            across = reach / max(math.cos(math.radians(place.lat)), 0.05)
            lats += [max(place.lat - reach, -85), min(place.lat + reach, 85)]
            lons += [place.lon - across, place.lon + across]
    return framed(lats, lons, width, height)


def framed(lats: Sequence[float], lons: Sequence[float], width: float, height: float) -> Frame:
    center, zoom = basemap.frame(lats, lons, width, height, pad=min(44, width * 0.1, height * 0.13))
    return Frame(center, zoom, width, height)
