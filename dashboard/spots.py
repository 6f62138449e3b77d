"""The cells of a scene as spots of the map, and those that would cover each other as one."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np

from dashboard import basemap
from dashboard.scene import Scene
from events.cells import NAMES, NO_ROW, NOWHERE, TITLES, keys_of
from events.model import Place

MOST_SYMBOLS = 6
MANY = 12  # events up to which a spot is a row of symbols; one of more is a disc of the types' shares
LEAST_DISC, MOST_DISC = 10.0, 34.0  # px, radius
FIELD = 190.0  # px, no less than two of the widest marks together reach: six symbols of 30 px each, with some air
FINE = 10_000  # parts of a degree that a link holds
_LINE = 2**31 - 1  # the bits of a cell's key that number its line from the north


@dataclass(frozen=True)
class Frame:
    """The part of the world that the map shows: its middle, MapLibre's zoom, and its size in pixels."""

    center: dict[str, float]
    zoom: float
    width: float
    height: float

    @property
    def name(self) -> str:
        """Tells this frame from others."""
        return f"{self.center['lat']:.3f},{self.center['lon']:.3f},{self.zoom:.2f}"

    def px(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point lies, from the left and the top (Web Mercator, tiles of 512 px)."""
        scale = 512 * 2**self.zoom
        east = (lon - self.center["lon"] + 180) % 360 - 180  # the short way round
        x = east / 360 * scale + self.width / 2
        y = (self._middle - _mercator(lat)) * scale + self.height / 2
        return x, y

    @cached_property
    def _middle(self) -> float:
        return _mercator(self.center["lat"])


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(min(lat, 85), -85)) / 2)) / (2 * math.pi)


def _latitude(y: float) -> float:
    """Degrees north of a line of the square world of Web Mercator, 0 to 1 from the north."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


@dataclass(frozen=True)
class _Extent:
    """How large `count` of `total` events, of `kinds` types, are drawn, in pixels."""

    count: int
    total: int
    kinds: int
    area: bool

    @cached_property
    def radius(self) -> float:
        """Of the disc of many events, whose area is their share of all; 0 for few."""
        return max(MOST_DISC * math.sqrt(self.count / self.total), LEAST_DISC) if self.count > MANY else 0.0

    @property
    def size(self) -> float:
        """Height of the symbols: grows with the root of the count, so that their areas compare, in steps of 3, because
        each size is a layer of the map."""
        return min(15 + 3 * round(math.sqrt(self.count - 1)), 30)

    @property
    def ringed(self) -> bool:
        """Whether a ring holds the symbols; a row of three would stand out of it."""
        return self.area and self.kinds <= 2 and not self.radius

    @property
    def reach(self) -> float:
        """Half the width of the mark, with a little air."""
        return self.radius + 1 if self.radius else max(self.kinds * self.size / 2, 21 if self.ringed else 0) + 2

    @property
    def tall(self) -> float:
        """Half the height of the mark."""
        return self.radius + 1 if self.radius else max(self.size * 0.6, 21 if self.ringed else 0)


@dataclass(frozen=True)
class Spot:
    """Events drawn together at `lat`, `lon`: those of one cell, or of cells too near to be drawn apart.

    `places` are the best known and most frequent first, at most `NAMES` of them; `whole` is whether these are all, so
    that they can be counted. `counts` has for each event type, the most frequent first, how many events are at the
    place itself, and how many are known only to an area. `total` are the events on the map. `rows` are the events,
    where these are few.
    """

    keys: tuple[int, ...]
    places: tuple[Place, ...]
    counts: tuple[tuple[str, int, int], ...]
    rows: tuple[int, ...]
    lat: float
    lon: float
    whole: bool
    total: int

    @property
    def named(self) -> tuple[Place, ...]:
        """The best known of the places of each name."""
        return tuple({place.name: place for place in reversed(self.places)}[name] for name in self.names)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place.name for place in self.places))

    @cached_property
    def count(self) -> int:
        return sum(known + vague for _, known, vague in self.counts)

    @property
    def area(self) -> bool:
        """Whether none of its events is known to the point."""
        return not any(known for _, known, _ in self.counts)

    @property
    def symbols(self) -> tuple[tuple[str, bool], ...]:
        """The event types with whether all events of the type are known only to an area."""
        return tuple((kind, not known) for kind, known, _ in self.counts[:MOST_SYMBOLS])

    @cached_property
    def _extent(self) -> "_Extent":
        return _Extent(self.count, self.total, min(len(self.counts), MOST_SYMBOLS), self.area)

    @property
    def radius(self) -> float:
        """Of its disc, 0 where it has symbols instead."""
        return self._extent.radius

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
        """Left, right, top, bottom of its mark in pixels of the frame, with the ring around those of an area."""
        x, y = frame.px(self.lat, self.lon)
        extent = self._extent if ring else replace(self._extent, area=False)
        return x - extent.reach, x + extent.reach, y - extent.tall, y + extent.tall

    @property
    def label(self) -> str:
        """The place's name; of several, the first one's and how many more."""
        return self.names[0] + self.others

    @property
    def others(self) -> str:
        """The end of its label: how many more places than the first it is."""
        more = len(self.names) - 1
        if not more and self.whole:
            return ""
        return f" and {more if self.whole else 'many'} more"

    def bounds(self, across: int) -> tuple[float, float, float, float]:
        """West, south, east, north of its cells in degrees, of a world `across` cells wide; widened to what a link
        holds of a degree."""
        columns, lines = [key >> 31 for key in self.keys], [key & _LINE for key in self.keys]
        west, east = (360 * edge / across - 180 for edge in (min(columns), max(columns) + 1))
        north, south = (_latitude(edge / across) for edge in (min(lines), max(lines) + 1))
        return (
            max(math.floor(west * FINE) / FINE, -180.0),
            math.floor(south * FINE) / FINE if south > -85 else -90.0,  # a cell at the edge has all that is beyond it
            min(math.ceil(east * FINE) / FINE, 180.0),
            math.ceil(north * FINE) / FINE if north < 85 else 90.0,
        )


def spots(scene: Scene) -> list[Spot]:
    """One spot for each cell of the scene, the fullest first."""
    cells, types = scene.chart.cells, scene.holdings.values["event_type"]
    total = int(cells.counts.sum())
    found = []
    for key, counts, numbers, rows in zip(
        cells.keys.tolist(), cells.counts.tolist(), cells.places.tolist(), cells.rows.tolist(), strict=True
    ):
        places = [scene.places[number] for number in numbers if number != NOWHERE]
        by_type = {kind: (known, vague) for kind, (vague, known) in zip(types, counts, strict=True) if known or vague}
        alone = tuple(row for row in rows if row != NO_ROW)
        found.append(_spot((key,), places, by_type, alone, len(places) < NAMES, total))
    return sorted(found, key=_fullest)


def _fullest(spot: Spot) -> tuple[int, bool, str]:
    return -spot.count, spot.area, spot.places[0].name


def _spot(
    keys: tuple[int, ...],
    places: Sequence[Place],
    counts: dict[str, tuple[int, int]],
    rows: tuple[int, ...],
    whole: bool,
    total: int,
) -> Spot:
    named = sorted(places, key=lambda place: place.geo_precision != "exact")[:NAMES]
    order = sorted(counts, key=lambda kind: (-sum(counts[kind]), kind))
    lat, lon = named[0].lat, named[0].lon
    assert lat is not None and lon is not None
    return Spot(keys, tuple(named), tuple((kind, *counts[kind]) for kind in order), rows, lat, lon, whole, total)


def spot_of(found: Sequence[Spot]) -> dict[int, Spot]:
    """The spots by the keys of their cells."""
    return {key: spot for spot in found for key in spot.keys}


def keys_at(places: Sequence[Place], across: int) -> list[int]:
    """The keys of the cells that located places lie in."""
    degrees = np.array([(place.lat, place.lon) for place in places], dtype=float).reshape(-1, 2)
    found: list[int] = keys_of(degrees[:, 0], degrees[:, 1], across).tolist()
    return found


def grouped(found: list[Spot], frame: Frame) -> list[Spot]:
    """The spots of a frame with those merged whose marks would cover each other, so that none hides another.

    A group stands where its fullest place stands, exact ones first; it comes apart as the frame comes nearer.
    """
    piles = [_Pile.of(spot, frame) for spot in found]
    while len(merged := _merged(piles)) < len(piles):  # a group is wider than its parts
        piles = merged
    return [_merge(pile.spots) for pile in piles]


def _merge(spots: Sequence[Spot]) -> Spot:
    if len(spots) == 1:
        return spots[0]
    counts: dict[str, tuple[int, int]] = {}
    for spot in spots:
        for kind, known, vague in spot.counts:
            before = counts.get(kind, (0, 0))
            counts[kind] = (before[0] + known, before[1] + vague)
    told = all(spot.rows for spot in spots) and sum(spot.count for spot in spots) <= TITLES
    rows = tuple(sorted(row for spot in spots for row in spot.rows)) if told else ()
    keys = tuple(key for spot in spots for key in spot.keys)
    places = [place for spot in spots for place in spot.places]
    whole = all(spot.whole for spot in spots) and len(places) < NAMES
    merged = _spot(keys, places, counts, rows, whole, spots[0].total)
    return replace(merged, lat=spots[0].lat, lon=spots[0].lon)


@dataclass(frozen=True)
class _Pile:
    """Spots that are to be one, the fullest first: where that stands in the frame, and what makes the size of all."""

    spots: tuple[Spot, ...]
    x: float
    y: float
    count: int
    total: int
    kinds: frozenset[str]
    area: bool

    @classmethod
    def of(cls, spot: Spot, frame: Frame) -> "_Pile":
        kinds = frozenset(kind for kind, _ in spot.symbols)
        return cls((spot,), *frame.px(spot.lat, spot.lon), spot.count, spot.total, kinds, spot.area)

    def __add__(self, other: "_Pile") -> "_Pile":
        return _Pile(
            self.spots + other.spots,
            self.x,
            self.y,
            self.count + other.count,
            self.total,
            self.kinds | other.kinds,
            self.area and other.area,
        )

    @property
    def box(self) -> tuple[float, ...]:
        """Its middle, and half the width and height of its mark."""
        extent = _Extent(self.count, self.total, min(len(self.kinds), MOST_SYMBOLS), self.area)
        return self.x, self.y, extent.reach, extent.tall


def _merged(piles: list[_Pile]) -> list[_Pile]:
    """Each pile put to the first before it whose mark it would touch."""
    groups: list[_Pile] = []
    boxes: list[tuple[float, ...]] = []
    near: dict[tuple[int, int], list[int]] = defaultdict(list)  # the groups in and around each field, in order
    for pile in piles:
        x, y, reach, tall = pile.box
        column, line = int(x // FIELD), int(y // FIELD)
        for at in near.get((column, line), ()):
            left, top, wide, high = boxes[at]
            if abs(left - x) < wide + reach and abs(top - y) < high + tall:
                groups[at] += pile
                boxes[at] = groups[at].box
                break
        else:
            for field in product(range(column - 1, column + 2), range(line - 1, line + 2)):
                near[field].append(len(groups))
            groups.append(pile)
            boxes.append((x, y, reach, tall))
    return groups


def framed(lats: Sequence[float], lons: Sequence[float], width: float, height: float) -> Frame:
    center, zoom = basemap.frame(lats, lons, width, height, pad=(min(76, width * 0.13), min(44, height * 0.13)))
    return Frame(center, zoom, width, height)
