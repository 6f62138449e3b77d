"""GeoJSON: features of any map as events, through a mapping of their properties; and the GeoJSON that this program
exports, which comes back as it went.

A collection, a single feature, and features line by line are read, one by one. A geometry that is no point stands as
the middle of its box, with the radius that holds it, and is told. Coordinates are longitude first (RFC 7946).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from math import asin, ceil, cos, isfinite, radians, sin, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.ledger import Problem, shortened
from events.model import Facts, Place
from events.readers import acled, ucdp
from events.readers.chunk import ROWS, Cells, Reading, Rejected
from events.readers.head import Head
from events.readers.items import Found, Item, broken_off, chunks, flat, text_of
from events.readers.json_items import Break, Piece, pieces
from events.readers.json_items import text_of as whole_text
from events.readers.kinds import coded_by
from events.readers.mapped import dataset_of, drafted, mapping_for, unreadable
from events.readers.mapped_sources import NOT_STATED
from events.readers.mapping import Mapping as Columns
from events.readers.mixed_dates import as_one, mixed
from events.readers.workbook import UnreadableError

KIND = "geojson"
LISTS = (("features",),)
_COLLECTION = re.compile(r'"features"\s*:\s*\[')
OWN = frozenset({"time_precision", "event_type", "part_of_day", "geo_precision", "sources", "claims"})  # its mark
LAT, LON, PRECISION, RADIUS = "geometry lat", "geometry lon", "geometry precision", "geometry radius km"
_POINT, _AREA = (LAT, LON), (PRECISION, RADIUS)
_SHAPE = re.compile(r'"coordinates"\s*:')
_WIDE = re.compile(r'"type"\s*:\s*"(Multi|Line|Polygon|GeometryCollection)')
_DERIVED = frozenset({"earliest", "latest", "time_precision"})
_EARTH = 6_371.0  # km
_WIDEST = 5_000.0  # km, of the radius of a place
_WGS84 = re.compile("CRS84|4326|WGS ?84", re.IGNORECASE)
_MISSING = "The feature is taken without coordinates; write them as numbers, longitude first."
_STANDS = "The map shows a circle there; give a point to be more precise."


def read(path: Path, head: Head) -> Reading:
    """A file of features. One that breaks off gives what stands before the break."""
    try:
        text = whole_text(head)
        first = next(_features(text), None)
        if first is not None and _properties(first).keys() >= OWN:
            return _own(path, text, head.size)
        if first is not None and (coded := coded_by(_properties(first))):
            return _coded(path, text, head.size, coded)
        mapping = mapping_for(path, next(_cells(path, text)), lambda: _cells(path, text))
        if isinstance(mapping, list):
            return unreadable(path, head.size, KIND, mapping)
    except UnreadableError as error:
        return unreadable(
            path, head.size, KIND, [Problem(str(path), None, None, None, None, error.reason, error.remedy)]
        )
    dataset = dataset_of(path, mapping)
    found = drafted(_cells(path, text), mapping, dataset, path)
    return Reading(str(path), KIND, dataset, found, head.size)


def _coded(path: Path, text: str, size: int, kind: str) -> Reading:
    """A file whose properties are the columns of ACLED or UCDP: read by their codebook, and under their terms. The
    geometry of a feature is its point."""

    def opened() -> Iterator[Cells]:
        return (_pointed(cells) for cells in _cells(path, text))

    if kind == "acled":
        return Reading(str(path), KIND, acled.DATASET, acled.chunks_of(opened), size)
    return Reading(str(path), KIND, ucdp.dataset(path.name), ucdp.chunks_of(opened), size)


def _pointed(cells: Cells) -> Cells:
    """The degrees of the geometry in the columns that those data sets have for them, before what stands there."""
    table = cells.table
    for made, name in ((LAT, "latitude"), (LON, "longitude")):
        if made not in table.column_names:
            continue
        values = table.column(made)
        for number in reversed(range(table.num_columns)):
            if table.column_names[number].strip().lower() == name:
                values = pc.coalesce(values, table.column(number))
                table = table.remove_column(number)
        table = table.append_column(name, values)
    return replace(cells, table=table)


def _pieces(text: str) -> Iterator[Piece | Break]:
    """The members of a collection, its features one by one; or each of the values that a file without one has."""
    lists = LISTS if _COLLECTION.search(text) else [()]
    return pieces(text, lists)


def _features(text: str) -> Iterator[dict[str, Any]]:
    for piece in _pieces(text):
        if isinstance(piece, Piece) and (piece.item or not piece.keys) and isinstance(piece.value, dict):
            yield piece.value


def _properties(feature: Mapping[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def _cells(path: Path, text: str) -> Iterator[Cells]:
    """Features as rows of text, in chunks: their properties, and what is made of their geometry. At least one chunk."""
    stream = (
        piece for piece in _pieces(text) if isinstance(piece, Break) or piece.item or piece.keys in ((), ("crs",))
    )
    made = [*_POINT] if _SHAPE.search(text) else []
    made += [*_AREA] if made and _WIDE.search(text) else []
    batch = list(islice(stream, ROWS))
    starts: dict[str, str] | None = None
    while True:
        cells, starts = _table(str(path), batch, made, starts)
        yield cells
        batch = list(islice(stream, ROWS))
        if not batch:
            return


def _table(
    file: str, batch: Iterable[Piece | Break], made: Sequence[str], starts: dict[str, str] | None
) -> tuple[Cells, dict[str, str]]:
    """The table of some features. It has the columns that are `made` of geometries also where none of these has one.
    `starts` are the columns of starts that are moved (see `mixed_dates`), None where these features are to tell."""
    rows: list[dict[str, str]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    rejected: list[Rejected] = []
    for piece in batch:
        if isinstance(piece, Break):
            problem, refused = broken_off(file, piece)
            problems.append(problem)
            rejected.append(refused)
        elif piece.keys == ("crs",) and not _WGS84.search(str(piece.value)):
            remedy = "Convert it to WGS84, which GeoJSON is in."
            problems.append(Problem(file, piece.line, None, "crs", shortened(piece.value), "is not WGS84", remedy))
        elif piece.keys == ("crs",):
            continue
        elif not isinstance(piece.value, dict) or piece.value.get("type") != "Feature":
            shown = shortened(piece.value)
            problems.append(Problem(file, piece.line, None, None, shown, "is no feature", 'Write "type": "Feature".'))
            rejected.append(Rejected(file, piece.line, {"feature": shown}))
        else:
            row, note = _row(piece.value)
            rows.append(row)
            lines.append(piece.line)
            if note:
                remedy = _STANDS if LAT in row else _MISSING
                problems.append(Problem(file, piece.line, row.get("id"), "geometry", None, note, remedy))
    starts = mixed(name for row in rows for name in row) if starts is None else starts
    as_one(rows, starts)
    names = list(dict.fromkeys([name for row in rows for name in row] + list(made)))
    table = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})
    return Cells(file, table, np.array(lines, dtype=np.int64), tuple(problems), tuple(rejected)), starts


def _row(feature: Mapping[str, Any]) -> tuple[dict[str, str], str | None]:
    """The cells of a feature, and what is to be noted of its geometry."""
    geometry = feature.get("geometry")
    cells = {name: text for name, text in flat(_properties(feature)).items() if name}
    if "id" not in cells and text_of(feature.get("id")):
        cells["id"] = text_of(feature["id"])
    if not isinstance(geometry, dict):
        return cells, None if geometry is None else "is not understood"
    points = list(_points(geometry))
    kind = text_of(geometry.get("type"))
    if not points:
        return cells, f"is a {kind} without coordinates that are understood"
    if kind == "Point":
        return cells | {LAT: text_of(points[0][1]), LON: text_of(points[0][0])}, None
    lon, lat, radius = middle(points)
    known = {RADIUS: f"{radius:.1f}", PRECISION: "district"} if radius <= _WIDEST else {PRECISION: "country"}
    made = {LAT: f"{lat:.4f}", LON: f"{lon:.4f}", "geometry": kind} | known
    return cells | made, f"is a {kind}, and stands as the middle of its box, {radius:,.1f} km around"


def _points(geometry: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    """The points of a geometry, longitude first."""
    stack = [geometry]
    nested: list[Any] = []
    while stack:
        part = stack.pop()
        nested.append(part.get("coordinates"))
        inner = part.get("geometries")
        stack += [item for item in inner if isinstance(item, dict)] if isinstance(inner, list) else []
    while nested:
        value = nested.pop()
        if not isinstance(value, list) or not value:
            continue
        if isinstance(value[0], list):
            nested += value
        elif len(value) > 1 and (lon := _degree(value[0])) is not None and (lat := _degree(value[1])) is not None:
            yield lon, lat


def _degree(part: Any) -> float | None:
    """A number, also one that stands in quotes."""
    if isinstance(part, str) and re.fullmatch(r"\s*[+-]?\d{1,3}(\.\d*)?\s*", part):
        return float(part)
    return part if isinstance(part, int | float) and not isinstance(part, bool) and isfinite(part) else None


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of the box around points, longitude first, and the kilometres within which they all lie. Of the two
    boxes around the earth the narrower one is taken."""
    listed = list(points)
    east = [lon % 360 for lon, _ in listed]
    plain = [lon for lon, _ in listed]
    lons = east if max(east) - min(east) < max(plain) - min(plain) else plain
    lon, lat = (max(lons) + min(lons)) / 2, (max(lat for _, lat in listed) + min(lat for _, lat in listed)) / 2
    lon = lon - 360 if lon > 180 else lon
    lon, lat = round(lon, 4), round(lat, 4)
    return lon, lat, max(ceil(10 * max(_distance(lon, lat, *point) for point in listed)) / 10, 0.1)


def _distance(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Kilometres along a great circle."""
    north, east = radians(other_lat - lat), radians(other_lon - lon)
    half = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(abs(half))))


def _own(path: Path, text: str, size: int) -> Reading:
    """A file that this program exported: its properties are the fields of records."""
    found = list(_pieces(text))
    listed = next((p.value for p in found if isinstance(p, Piece) and p.keys == ("sources",)), None)
    sources = {source["id"]: source for source in listed or () if isinstance(source, dict) and "id" in source}
    dataset = dataset_of(path, Columns())
    items = (item for piece in found for item in _own_item(str(path), piece, sources))
    return Reading(str(path), KIND, dataset, chunks(str(path), dataset.key, items), size)


def _own_item(file: str, piece: Piece | Break, sources: Mapping[str, Any]) -> Iterator[Found]:
    if isinstance(piece, Break):
        yield from broken_off(file, piece)
    if not isinstance(piece, Piece) or not piece.item:
        return
    feature = piece.value if isinstance(piece.value, dict) else {}
    values = {"id": feature.get("id")} | _properties(feature)
    record = {name: values[name] for name in Facts.model_fields if values.get(name) is not None}
    if values.get("place"):
        record["place"] = _own_place(values, feature.get("geometry"))
    stated = values.get("sources")
    ids = stated if isinstance(stated, list) else []
    unnamed = {"publisher": NOT_STATED, "title": NOT_STATED}
    record["sources"] = [sources.get(id, unnamed | {"id": id}) if isinstance(id, str) else id for id in ids]
    known = {*Facts.model_fields, *Place.model_fields, *_DERIVED, "place", "place_names", "sources", "dataset", "more"}
    more = values.get("more")
    rest = {name: value for name, value in values.items() if name not in known}
    yield Item(piece.line, record, flat(rest) | (flat(more) if isinstance(more, dict) else {}), flat(values))


def _own_place(values: Mapping[str, Any], geometry: Any) -> dict[str, Any]:
    place = {name: values[name] for name in Place.model_fields if values.get(name) is not None}
    place["name"] = values["place"]
    if values.get("place_names"):
        place["names"] = values["place_names"]
    if point := next(_points(geometry), None) if isinstance(geometry, dict) else None:
        place["lon"], place["lat"] = point
    return place
