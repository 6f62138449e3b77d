"""The part of the world that places cover, with their areas, in a form that adds up."""

from dataclasses import dataclass

import numpy as np

from events.places import Places

KM_PER_DEGREE = 111.2
SECTOR = 5  # degrees of longitude; a gap between places that is wider can be left out of a frame


@dataclass(frozen=True)
class Reach:
    """`south` and `north` in degrees, within the 85 of Web Mercator; `sectors` has, for each sector of longitude that
    holds a place, its number, and the westernmost and easternmost degree of its places' areas."""

    south: float = 90.0
    north: float = -90.0
    sectors: tuple[tuple[int, float, float], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sectors)

    def __add__(self, other: "Reach") -> "Reach":
        sectors = {number: (west, east) for number, west, east in self.sectors}
        for number, west, east in other.sectors:
            known = sectors.get(number, (west, east))
            sectors[number] = (min(west, known[0]), max(east, known[1]))
        ordered = tuple((number, *sectors[number]) for number in sorted(sectors))
        return Reach(min(self.south, other.south), max(self.north, other.north), ordered)

    @property
    def lats(self) -> list[float]:
        return [self.south, self.north] if self.sectors else []

    @property
    def lons(self) -> list[float]:
        return [edge for _, west, east in self.sectors for edge in (west, east)]


NOWHERE = Reach()


def reach_of(places: Places, counts: np.ndarray) -> Reach:
    """The reach of the located places that have a count."""
    present = np.flatnonzero((counts > 0) & places.located)
    if not len(present):
        return NOWHERE
    lat, lon = places.lat[present], places.lon[present]
    high = places.radius[present] / KM_PER_DEGREE
    wide = high / np.maximum(np.cos(np.radians(lat)), 0.05)
    sectors = ((lon + 180) // SECTOR).astype(int)
    edges = (
        (int(number), float((lon - wide)[sectors == number].min()), float((lon + wide)[sectors == number].max()))
        for number in np.unique(sectors)
    )
    return Reach(float(np.maximum(lat - high, -85).min()), float(np.minimum(lat + high, 85).max()), tuple(edges))
