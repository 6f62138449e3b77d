"""Where the events of a mapped table were: names and degrees of a row, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from operator import attrgetter

import pyarrow as pa

from events import codebook
from events.readers.cell_dates import blank
from events.readers.cell_numbers import CellNumberError, decimals, read_degrees, read_pair
from events.readers.chunk import Fault
from events.readers.distinct import Column, Combination, Told, read_each
from events.readers.mapping import Mapping
from events.readers.plain_text import line, seen
from events.readers.points import SWAPPED, bounds, misfit
from events.schema import WORD

FIELDS = ("place", "lat", "lon", "coordinates", "geo_precision", "radius_km", "admin2", "admin1", "country")
WIDER = {"place": "exact", "admin2": "district", "admin1": "province", "country": "country"}
_SWAPPED = (
    "is beyond 90 degrees, as where the two are swapped",
    "The row is taken without coordinates; mend lat and lon.",
)
_ZERO = ("is 0 beside lon 0, a point in the sea that stands for none", "Leave both blank where they are not known.")
_LONE = ("has no other half beside it", "Give both lat and lon, or neither.")
_BEYOND = ("is beyond 180 degrees", "Write decimal degrees, WGS84, lat from -90 to 90 and lon from -180 to 180.")


@dataclass(frozen=True)
class Where:
    """The columns of a place; all None where the row names none."""

    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    geo_precision: str | None = None
    radius_km: float | None = None
    admin2: str | None = None
    admin1: str | None = None
    country: str | None = None


def where(table: pa.Table, mapping: Mapping) -> tuple[dict[str, pa.Array], Sequence[Fault]]:
    """The columns of place. Degrees that are not read are told, and the row is taken without coordinates."""
    fields = {name: column for name in FIELDS if (column := mapping.column(name))}

    def read(cells: Combination) -> tuple[Where, list[Told]]:
        return _where({name: cell for name, cell in zip(fields, cells, strict=True) if cell is not None}, fields)

    found: Column[Where] = read_each(table, list(fields.values()), read)
    texts, numbers = ("place", "geo_precision", "admin2", "admin1", "country"), ("lat", "lon", "radius_km")
    columns = {name: found.array(attrgetter(name), WORD) for name in texts}
    columns |= {name: found.array(attrgetter(name), pa.float64()) for name in numbers}
    return columns, found.faults


def _where(stated: dict[str, str], fields: dict[str, str]) -> tuple[Where, list[Told]]:
    degrees, told = _degrees(stated, fields)
    names = {
        name: line(stated[name])
        for name in WIDER
        if name in stated and seen(stated[name]) and stated[name].casefold() != "unknown"
    }
    odd = misfit(*degrees[:2], names["country"]) if degrees and "country" in names else None
    if odd:
        told = [*told, Told(fields.get("lat", fields.get("coordinates", "lat")), *odd)]
        degrees = None if odd == SWAPPED else degrees
    narrowest = next(iter(names), None)
    if narrowest is None and degrees is None:
        return Where(), told
    lat, lon, digits = degrees or (None, None, 0)
    name = names[narrowest] if narrowest else f"{lat:g}, {lon:g}"
    central = "centroid" in fields.get("lat", "").casefold()  # a point that stands for the whole area
    kind = "country" if narrowest == "place" and _is_country(name) else narrowest or "place"
    precision = precision_named(stated.get("geo_precision")) or (
        precision_of(digits) if degrees and not central else WIDER[kind]
    )
    radius = _radius(stated.get("radius_km"))
    return Where(
        name, lat, lon, precision, radius, names.get("admin2"), names.get("admin1"), names.get("country")
    ), told


@lru_cache(maxsize=10_000)
def _is_country(name: str) -> bool:
    """Whether what stands for a place is the name of a country, so that it is somewhere in it."""
    return any(known.casefold() == name.casefold() for known in bounds())


def precision_of(digits: int) -> str:
    """What degrees claim of themselves where nothing else is stated: a tenth of one is about ten kilometres."""
    return "exact" if digits > 1 else "near" if digits else "district"


def precision_named(text: str | None) -> str | None:
    """The term of the codebook that a cell is, by slug or label."""
    sought = (text or "").strip().casefold()
    terms = codebook.GEO_PRECISIONS.values()
    return next((term.slug for term in terms if sought in (term.slug, term.label.casefold())), None)


def _radius(text: str | None) -> float | None:
    try:
        radius = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return radius if isfinite(radius) and 0 < radius <= 5_000 else None


def _degrees(stated: dict[str, str], fields: dict[str, str]) -> tuple[tuple[float, float, int] | None, list[Told]]:
    """Latitude, longitude, and how many decimals the more precise of the two has."""
    cells = {name: stated[name] for name in ("lat", "lon") if not blank(stated.get(name))}
    columns = {name: fields.get(name, fields.get("coordinates", name)) for name in ("lat", "lon")}
    if "coordinates" in stated and not blank(stated["coordinates"]):
        try:
            cells["lat"], cells["lon"] = read_pair(stated["coordinates"])
        except CellNumberError as error:
            return None, [Told(fields["coordinates"], error.reason, error.remedy)]
    if not cells:
        return None, []
    values: dict[str, float] = {}
    told = []
    for name, cell in cells.items():
        try:
            values[name] = read_degrees(cell, name)
        except CellNumberError as error:
            told.append(Told(columns[name], error.reason, error.remedy))
    if told:
        return None, told
    if len(values) == 1:
        return None, [Told(columns[next(iter(values))], *_LONE)]
    lat, lon = values["lat"], values["lon"]
    wrong = misplaced(lat, lon)
    if wrong:
        return None, [Told(columns[wrong[0]], *wrong[1:])]
    return (lat, lon, max(decimals(cell) for cell in cells.values())), []


def misplaced(lat: float, lon: float) -> tuple[str, str, str] | None:
    """Why two numbers are no place on earth: which of the two, the reason and the remedy."""
    if lat == 0 and lon == 0:
        return "lat", *_ZERO
    if abs(lat) > 180 or abs(lon) > 180:
        return "lat" if abs(lat) > 180 else "lon", *_BEYOND
    return ("lat", *_SWAPPED) if abs(lat) > 90 else None
