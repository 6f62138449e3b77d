"""The selected events by place, and places that would cover each other as one spot."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

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
        east = (lon - self.center["lon"] + 180) % 360 - 180  # the short way round
        x = east / 360 * scale + self.width / 2
        y = (_mercator(self.center["lat"]) - _mercator(lat)) * scale + self.height / 2
        return x, y


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(min(lat, 85), -85)) / 2)) / (2 * math.pi)


@dataclass(frozen=True)
class _Extent:
    """How large the symbols of `count` events of `kinds` types are drawn, in pixels."""

    count: int
    kinds: int
    area: bool

    @property
    def size(self) -> float:
        """Height of the symbols: grows with the root of the count, so that their areas compare, in steps of 3, because
        each size is a layer of the map."""
        return min(15 + 3 * round(math.sqrt(self.count - 1)), 30)

    @property
    def ringed(self) -> bool:
        """Whether a ring holds the symbols; a row of three would stand out of it."""
        return self.area and self.kinds <= 2

    @property
    def reach(self) -> float:
        """Half the width of the symbols, with a little air."""
        return max(self.kinds * self.size / 2, 21 if self.ringed else 0) + 2

    @property
    def tall(self) -> float:
        """Half the height of the symbols."""
        return max(self.size * 0.6, 21 if self.ringed else 0)


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
    def _extent(self) -> "_Extent":
        return _Extent(len(self.rows), len(self.symbols), self.area)

    @property
    def size(self) -> float:
        return self._extent.size

    @property
    def reach(self) -> float:
        return self._extent.reach

    @property
    def ringed(self) -> bool:
        return self._extent.ringed

    def box(self, frame: Frame, *, ring: bool = True) -> tuple[float, float, float, float]:
        """Left, right, top, bottom of its symbols in pixels of the frame, with the ring around those of an area."""
        x, y = frame.px(self.lat, self.lon)
        extent = self._extent if ring else replace(self._extent, area=False)
        return x - extent.reach, x + extent.reach, y - extent.tall, y + extent.tall

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
    piles = [_Pile.of(spot, frame) for spot in found]
    while len(merged := _merged(piles)) < len(piles):  # a group is wider than its parts
        piles = merged
    return [
        pile.spots[0]
        if len(pile.spots) == 1
        else _spot(table, [row for spot in pile.spots for row in spot.rows], pile.spots[0].lat, pile.spots[0].lon)
        for pile in piles
    ]


@dataclass(frozen=True)
class _Pile:
    """Spots that are to be one, the fullest first: where that stands in the frame, and what makes the size of all."""

    spots: tuple[Spot, ...]
    x: float
    y: float
    count: int
    kinds: frozenset[str]
    area: bool

    @classmethod
    def of(cls, spot: Spot, frame: Frame) -> "_Pile":
        kinds = frozenset(kind for kind, _ in spot.symbols)
        return cls((spot,), *frame.px(spot.lat, spot.lon), len(spot.rows), kinds, spot.area)

    def __add__(self, other: "_Pile") -> "_Pile":
        return replace(
            self,
            spots=self.spots + other.spots,
            count=self.count + other.count,
            kinds=self.kinds | other.kinds,
            area=self.area and other.area,
        )

    @property
    def box(self) -> tuple[float, ...]:
        """Its middle, and half the width and height of its symbols."""
        extent = _Extent(self.count, min(len(self.kinds), MOST_SYMBOLS), self.area)
        return self.x, self.y, extent.reach, extent.tall


def _merged(piles: list[_Pile]) -> list[_Pile]:
    """Each pile put to the first before it whose symbols it would touch."""
    groups: list[_Pile] = []
    boxes = np.empty((len(piles), 4))
    for pile in piles:
        x, y, reach, tall = pile.box
        xs, ys, reaches, talls = boxes[: len(groups)].T
        across, down = np.abs(xs - x), np.abs(ys - y)
        hits = np.flatnonzero((across < reaches + reach) & (down < talls + tall))
        at = int(hits[0]) if len(hits) else len(groups)
        groups[at : at + 1] = [groups[at] + pile if len(hits) else pile]
        boxes[at] = groups[at].box
    return groups


def _spot(table: EventTable, rows: list[int], lat: float, lon: float) -> Spot:
    kinds: dict[str, list[bool]] = {}
    places: dict[str, list[Place]] = {}
    for row in rows:
        event = table.events[row]
        assert event.place is not None
        places.setdefault(event.place.name, []).append(event.place)
        kinds.setdefault(event.event_type, []).append(event.place.geo_precision != "exact")
    named = sorted(places.values(), key=lambda same: (same[0].geo_precision != "exact", -len(same)))
    order = sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))
    symbols = tuple((kind, all(kinds[kind])) for kind in order[:MOST_SYMBOLS])
    return Spot(tuple(same[0] for same in named), tuple(sorted(rows)), symbols, lat, lon)


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
    center, zoom = basemap.frame(lats, lons, width, height, pad=(min(76, width * 0.13), min(44, height * 0.13)))
    return Frame(center, zoom, width, height)
