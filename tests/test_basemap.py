"""The base map: what its files hold, that its style needs no network, and that views contain their points."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import basemap
from dashboard.palette import DARK, LIGHT, Theme

WIDTH, HEIGHT, PAD = 590.0, 320.0, 24.0


def features(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((basemap.folder() / f"{name}.geojson").read_text("utf-8"))["features"]
    return found


LABELS = {row["properties"]["name"]: row for row in features("labels")}


def distance(status: str, lat: float, lon: float) -> float:
    """Degrees from a point to the nearest segment of that status."""
    best = 180.0
    for row in features("lines"):
        if row["properties"]["status"] != status:
            continue
        for line in row["geometry"]["coordinates"]:
            for (ax, ay), (bx, by) in pairwise(line):
                dx, dy = bx - ax, by - ay
                along = ((lon - ax) * dx + (lat - ay) * dy) / ((dx * dx + dy * dy) or 1)
                along = max(0.0, min(1.0, along))
                best = min(best, ((ax + along * dx - lon) ** 2 + (ay + along * dy - lat) ** 2) ** 0.5)
    return best


def is_land(lat: float, lon: float) -> bool:
    inside = False
    for row in features("land"):
        for ring in row["geometry"]["coordinates"]:
            for (ax, ay), (bx, by) in pairwise(ring):
                if (ay > lat) != (by > lat) and lon < ax + (lat - ay) * (bx - ax) / (by - ay):
                    inside = not inside
    return inside


@pytest.mark.parametrize("name", basemap.FILES)
def test_files_hold_degrees_and_stay_small(name: str) -> None:
    def walk(value: Any) -> None:
        if isinstance(value[0], list):
            for item in value:
                walk(item)
        else:
            lon, lat = value
            assert -190 <= lon <= 361 and -86 <= lat <= 85, (name, value)

    for row in features(name):
        walk(row["geometry"]["coordinates"])
    assert sum((basemap.folder() / f"{file}.geojson").stat().st_size for file in basemap.FILES) < 2_500_000


def test_kosovo_and_palestine_are_named_with_an_asterisk_and_a_note() -> None:
    for word in ("Kosovo", "Palestine"):
        assert LABELS[f"{word}*"]["properties"]["kind"] == "country"
        assert word not in LABELS
        assert basemap.DISPUTED_NOTES[word].startswith(f"{word}*: This designation")


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [("Pristina", 42.66, 21.16), ("Mitrovica", 42.89, 20.87), ("Gaza", 31.5, 34.47), ("Jerusalem", 31.77, 35.22)],
)
def test_places_of_the_first_records_are_labelled(name: str, lat: float, lon: float) -> None:
    x, y = LABELS[name]["geometry"]["coordinates"]
    assert abs(y - lat) < 0.05 and abs(x - lon) < 0.05
    assert LABELS[name]["properties"]["kind"] == "place"


def test_no_place_is_marked_as_a_capital() -> None:
    assert {key for row in LABELS.values() for key in row["properties"]} == {"kind", "name", "zoom", "order"}
    # A capital is shown earlier than its size alone would have it; a contested one is not.
    assert LABELS["Podgorica"]["properties"]["zoom"] < LABELS["Haifa"]["properties"]["zoom"]
    assert LABELS["Jerusalem"]["properties"]["zoom"] == LABELS["Marseille"]["properties"]["zoom"]


@pytest.mark.parametrize(
    ("where", "lat", "lon"),
    [
        ("Merdare, Kosovo and Serbia", 42.98, 21.24),
        ("Jarinje, Kosovo and Serbia", 43.23, 20.69),
        ("Erez, Gaza and Israel", 31.56, 34.54),
        ("Qalqilya, West Bank and Israel", 32.19, 34.96),
        ("Golan, eastern line", 33.0, 35.86),
        ("Crimea, Perekop", 46.15, 33.65),
        ("Western Sahara, 27°40′ north", 27.667, -10.0),
        ("Cyprus, Nicosia", 35.18, 33.36),
        ("Kashmir, Line of Control", 34.0, 74.0),
        ("Korea, Panmunjom", 37.95, 126.68),
    ],
)
def test_disputed_lines_are_of_the_dashed_class(where: str, lat: float, lon: float) -> None:
    assert distance("disputed", lat, lon) < 0.08, where
    assert distance("settled", lat, lon) > 0.08, where


@pytest.mark.parametrize(
    ("where", "lat", "lon"), [("Kosovo and Albania", 42.2, 20.55), ("Russia and Ukraine", 50.3, 36.9)]
)
def test_agreed_lines_are_of_the_solid_class(where: str, lat: float, lon: float) -> None:
    assert distance("settled", lat, lon) < 0.2, where
    assert distance("disputed", lat, lon) > 0.2, where


def test_disputed_lines_say_between_whom_and_why() -> None:
    rows = [row["properties"] for row in features("lines") if row["properties"]["status"] == "disputed"]
    assert {"Kosovo*", "Serbia"} in [set(row["between"]) for row in rows]
    assert all(len(row["between"]) == 2 and len(row["reason"]) > 10 for row in rows)


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        (42.9, 20.8, True),  # Kosovo
        (31.42, 34.36, True),  # Gaza Strip
        (31.6, 34.2, False),  # the sea west of it
        (43.0, 34.0, False),  # the Black Sea
        (35.0, 18.0, False),  # the Mediterranean
        (62.0, 100.0, True),  # Siberia: its ring crosses the date line
        (67.0, 178.0, True),  # Chukotka, west of the date line
        (66.0, 186.0, True),  # and east of it
        (75.0, 100.0, True),
        (0.0, -30.0, False),
    ],
)
def test_land_is_where_land_is(lat: float, lon: float, expected: bool) -> None:
    assert is_land(lat, lon) is expected


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_style_needs_no_network(theme: Theme) -> None:
    linked = basemap.style(theme, assets_url="/assets/")
    assert "://" not in json.dumps(linked)
    assert not {"glyphs", "sprite"} & set(linked)
    for name in basemap.FILES:
        assert linked["sources"][name]["data"] == f"/assets/basemap/{name}.geojson"
    assert len(json.dumps(linked)) < 30_000


def test_inlined_style_differs_in_its_data_alone() -> None:
    linked, inlined = basemap.style(DARK, assets_url="/assets"), basemap.style(DARK, assets_url=None)
    assert linked["layers"] == inlined["layers"]
    assert set(linked["sources"]) == set(inlined["sources"])
    assert all(source["data"]["type"] == "FeatureCollection" for source in inlined["sources"].values())


def test_every_label_has_a_layer_and_every_layer_a_source() -> None:
    style = basemap.style(LIGHT, assets_url="/assets")
    names = [layer["id"] for layer in style["layers"]]
    assert len(names) == len(set(names))
    wanted = {f"{row['properties']['kind']}-{row['properties']['zoom']:.1f}" for row in LABELS.values()}
    assert wanted <= set(names)
    assert {layer["source"] for layer in style["layers"] if "source" in layer} == set(style["sources"])


def test_note_is_one_short_line() -> None:
    assert len(basemap.NOTE) < 100 and "imply no position" in basemap.NOTE and "GeoNames" in basemap.NOTE


def test_licences_stand_beside_the_data() -> None:
    texts = {path.name: path.read_text("utf-8") for path in basemap.folder().glob("LICENSE-*.txt")}
    assert set(texts) == {
        f"LICENSE-{name}.txt" for name in ("geonames", "natural-earth", "visionscarto", "world-atlas")
    }
    sources = (basemap.folder() / "SOURCES.md").read_text("utf-8")
    assert all(name in sources for name in texts)


def pixels(lat: float, lon: float, center: dict[str, float], zoom: float) -> tuple[float, float]:
    """Where a point lies from the middle of the view, px, the short way round."""
    x, y = basemap.project(lat, lon)
    cx, cy = basemap.project(center["lat"], center["lon"])
    dx = (x - cx + basemap.TILE / 2) % basemap.TILE - basemap.TILE / 2
    return dx * 2**zoom, (y - cy) * 2**zoom


POINTS = st.lists(st.tuples(st.floats(-84, 84), st.floats(-180, 180)), min_size=1, max_size=8)


@given(POINTS)
def test_frame_holds_every_point(points: list[tuple[float, float]]) -> None:
    center, zoom = basemap.frame([p[0] for p in points], [p[1] for p in points], WIDTH, HEIGHT, pad=(PAD, PAD))
    assert basemap.MIN_ZOOM <= zoom <= basemap.MAX_ZOOM
    assert -180 <= center["lon"] <= 180
    if zoom == basemap.MIN_ZOOM:  # the world at its smallest may still be larger than the view
        return
    for lat, lon in points:
        dx, dy = pixels(lat, lon, center, zoom)
        assert abs(dx) <= WIDTH / 2 - PAD + 0.1
        assert abs(dy) <= HEIGHT / 2 - PAD + 0.1


def test_frame_of_kosovo_and_gaza() -> None:
    center, zoom = basemap.frame([43, 31.5], [20.8, 34.5], WIDTH, HEIGHT, pad=(PAD, PAD))
    assert center["lon"] == pytest.approx(27.65) and 37 < center["lat"] < 38 and 3 < zoom < 5


@given(POINTS)
def test_frame_is_as_close_as_the_points_allow(points: list[tuple[float, float]]) -> None:
    center, zoom = basemap.frame([p[0] for p in points], [p[1] for p in points], WIDTH, HEIGHT, pad=(PAD, PAD))
    if len(set(points)) == 1 or zoom in (basemap.MIN_ZOOM, basemap.MAX_ZOOM):
        return
    seen = [pixels(lat, lon, center, zoom) for lat, lon in points]
    fills = max(max(abs(x) for x, _ in seen) / (WIDTH / 2 - PAD), max(abs(y) for _, y in seen) / (HEIGHT / 2 - PAD))
    assert fills == pytest.approx(1, abs=0.01) or zoom == basemap.POINT_ZOOM


def test_frame_of_one_place_is_regional() -> None:
    center, zoom = basemap.frame([43.0, 43.0], [20.8, 20.8], WIDTH, HEIGHT, pad=(PAD, PAD))
    assert (round(center["lat"], 6), round(center["lon"], 6), zoom) == (43.0, 20.8, basemap.POINT_ZOOM)


def test_frame_of_nothing_is_the_world() -> None:
    center, zoom = basemap.frame([], [], WIDTH, HEIGHT, pad=(PAD, PAD))
    assert 0 < center["lat"] < 40 and abs(center["lon"]) < 1 and 512 * 2**zoom > 0.7 * min(WIDTH, 2 * HEIGHT)
    assert basemap.frame([], [], 360, 300, pad=(PAD, PAD))[1] < zoom


def test_frame_takes_the_short_way_over_the_date_line() -> None:
    center, zoom = basemap.frame([0, 0], [179, -179], WIDTH, HEIGHT, pad=(PAD, PAD))
    assert abs(center["lon"]) == pytest.approx(180) and zoom > 6


@given(st.floats(-84, 84), st.floats(-179.9, 179.9))
def test_projection_round_trip(lat: float, lon: float) -> None:
    assert basemap.unproject(*basemap.project(lat, lon)) == pytest.approx((lat, lon), abs=1e-6)
