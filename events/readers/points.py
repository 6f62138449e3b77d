"""Coordinates as a row states them, held against its region.

A point that cannot be is never mended by a guess: the event is taken without it, and the ledger tells. `bounds.csv`
has a box in degrees for each region, from Natural Earth 4.1 at 1:10m (public domain), rounded outward to a tenth, as
large as the country was at any time since 1989 (the Soviet Union for Russia), and from -180 to 180 where it
crosses that line.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.readers.cells import Column, degrees
from events.readers.chunk import Fault
from events.readers.prose import lines, plain

TABLE = Path(__file__).with_name("bounds.csv")
TOLERANCE = 2.0  # degrees, for islands, coasts at sea and borders in dispute
_WITHOUT = "The event is taken without its point."
OUTSIDE = ("lies, with its longitude, outside the country named", "Check both; they are kept.")
SWAPPED = ("lies outside the country named, but not with longitude first", f"Swap them back. {_WITHOUT}")

Box = tuple[float, float, float, float]  # south, west, north, east


@cache
def bounds(path: Path = TABLE) -> Mapping[str, Box]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["region"]: (float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"]))
            for row in csv.DictReader(file)
        }


def points(
    lat: Column, lon: Column, region: pa.Array, at_sea: np.ndarray | None = None
) -> tuple[dict[str, pa.Array], list[Fault]]:
    """The columns `lat` and `lon`, both null where a row states no point, or none that can be. Points outside the
    region named are kept and told, but for rows `at_sea`."""
    norths, faults = degrees(lat, "lat")
    easts, more = degrees(lon, "lon")
    y, x = (pc.fill_null(values, np.nan).to_numpy(zero_copy_only=False) for values in (norths, easts))
    given_lat, given_lon = np.isfinite(y), np.isfinite(x)
    both = given_lat & given_lon
    with np.errstate(invalid="ignore"):
        off = both & ((np.abs(y) > 90) | (np.abs(x) > 180))
        turned = off & (np.abs(x) <= 90) & (np.abs(y) <= 180)
    zero = both & (y == 0) & (x == 0)
    outside, swapped = _outside(y, x, region, both & ~off & ~zero & (True if at_sea is None else ~at_sea))
    told = [
        (lat, turned, "is beyond 90°, as if latitude and longitude were swapped", f"Swap them back. {_WITHOUT}"),
        (lat, off & ~turned, "is no point on Earth, with its longitude", f"Write degrees. {_WITHOUT}"),
        (lat, zero, "is 0 as its longitude is, which stands for an unknown point", _WITHOUT),
        (lat, swapped, *SWAPPED),
        (lat, outside & ~swapped, *OUTSIDE),
        (
            lat,
            given_lat & ~given_lon & ~_told(more, len(x)),
            "has no longitude beside it",
            f"Give both, or neither. {_WITHOUT}",
        ),
        (
            lon,
            given_lon & ~given_lat & ~_told(faults, len(y)),
            "has no latitude beside it",
            f"Give both, or neither. {_WITHOUT}",
        ),
    ]
    faults += more
    faults += [
        Fault(column.name, np.flatnonzero(rows), reason, remedy, rejects=False)
        for column, rows, reason, remedy in told
        if rows.any()
    ]
    dropped = ~both | off | zero | swapped
    null = pa.array(dropped)
    return {"lat": pc.if_else(null, None, norths), "lon": pc.if_else(null, None, easts)}, faults


def _told(faults: list[Fault], count: int) -> np.ndarray:
    """The rows of which something is told already."""
    found = np.zeros(count, dtype=bool)
    for fault in faults:
        found[fault.rows] = True
    return found


def _outside(y: np.ndarray, x: np.ndarray, region: pa.Array, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which of the rows asked about lie outside the box of their region, and which of these would not, were their
    two numbers swapped. A region without a box holds everything."""
    encoded = region if pa.types.is_dictionary(region.type) else region.dictionary_encode()
    everywhere = (-90.0, -180.0, 90.0, 180.0)
    boxes = [bounds().get(name, everywhere) for name in encoded.dictionary.to_pylist()]
    table = np.array([*boxes, everywhere])
    codes = pc.fill_null(encoded.indices, len(boxes)).to_numpy(zero_copy_only=False)
    south, west, north, east = table[codes].T
    with np.errstate(invalid="ignore"):
        inside = _within(y, south, north) & _within(x, west, east)
        turned = _within(x, south, north) & _within(y, west, east)
    outside = asked & ~inside
    return outside, outside & turned


def misfit(lat: float, lon: float, country: str) -> tuple[str, str] | None:
    """What is odd about one point beside its country, whatever its capitals; None where nothing is, or the country has
    no box: `OUTSIDE` or `SWAPPED`."""
    region = next((name for name in bounds() if name.casefold() == country.casefold()), country)
    outside, swapped = _outside(np.array([lat]), np.array([lon]), pa.array([region]), np.array([True]))
    return (SWAPPED if swapped[0] else OUTSIDE) if outside[0] else None


def _within(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    within: np.ndarray = (values >= low - TOLERANCE) & (values <= high + TOLERANCE)
    return within


def place_names(lat: Column, lon: Column, *names: pa.Array) -> pa.Array:
    """The name of the place: the first that is stated, from the narrowest to the country, else the coordinates as they
    stand; null where nothing is stated."""
    if names[0].null_count == 0:
        return names[0]
    stated = [plain(lines(column)[0]) for column in (lat, lon)]
    return pc.coalesce(*map(plain, names), pc.binary_join_element_wise(*stated, ", "))
