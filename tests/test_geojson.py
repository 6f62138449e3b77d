"""GeoJSON: features of any map, and this program's own export on its way back."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.formats import event_json
from events.readers import geojson
from events.readers.geojson import middle
from events.readers.head import look
from events.readers.json_items import LARGEST
from events.readers.mapping_file import beside
from events.schema import to_events
from tests.strategies import events as any_event


def read_text(tmp_path: Path, text: str):
    """Events, problems, and the number of rows."""
    path = tmp_path / "t.geojson"
    path.write_text(text, encoding="utf-8")
    found = list(geojson.read(path, look(path)).chunks)
    events = [event for part in found for event in to_events(part.events)]
    return events, [problem for part in found for problem in part.problems], sum(part.rows for part in found)


def read(tmp_path: Path, *features, **head):
    return read_text(tmp_path, json.dumps({"type": "FeatureCollection", "features": features, **head}, indent=1))


def feature(geometry=None, id=None, **properties):
    made = {"type": "Feature", "geometry": geometry, "properties": properties}
    return made | ({"id": id} if id else {})


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def test_points_are_longitude_first_and_properties_are_guessed(tmp_path):
    made = feature(
        point(20.7841, 42.9735),
        id="A 1",
        Datum="25.03.2023",
        Titel="Ein Ereignis",
        Tote=3,
        tags=["x", "y"],
        deep={"a": None, "b": 1},
    )
    [event], problems, _ = read(tmp_path, made)
    assert problems == []
    assert (event.id, event.title, event.date, event.fatalities_best) == ("a-1", "Ein Ereignis", "2023-03-25", 3)
    assert (event.place.lat, event.place.lon, event.place.geo_precision) == (42.9735, 20.7841, "exact")
    assert dict(event.more) == {"tags": "x; y", "deep.b": "1", "id": "A 1"}


def test_other_geometries_are_the_middle_of_their_box_with_the_radius_that_holds_it(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[20, 42], [21, 42], [21, 43], [20, 43], [20, 42]]]}
    [event], [problem], _ = read(tmp_path, feature(square, name="A"))
    place = event.place
    assert (place.lat, place.lon, place.geo_precision) == (42.5, 20.5, "district")
    assert 69 < place.radius_km < 70 and dict(event.more) == {"geometry": "Polygon"}
    assert "is a Polygon" in problem.reason and problem.column == "geometry" and problem.row == 4


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": [[20, 42], [21, 43]]},
        {"type": "MultiPoint", "coordinates": [[20, 42], [21, 43, 500]]},
        {"type": "MultiPolygon", "coordinates": [[[[20, 42], [21, 42], [21, 43], [20, 42]]]]},
        {
            "type": "GeometryCollection",
            "geometries": [point(20, 42), {"type": "LineString", "coordinates": [[20, 43], [21, 43]]}],
        },
    ],
)
def test_every_kind_of_geometry_has_its_middle(tmp_path, geometry):
    [event], _, _ = read(tmp_path, feature(geometry, name="A"))
    assert (event.place.lat, event.place.lon) == (42.5, 20.5)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=6))
def test_the_middle_is_on_earth_and_its_radius_is_above_nothing(points):
    lon, lat, radius = middle(points)
    assert -180 <= lon <= 180 and -90 <= lat <= 90 and radius > 0


def test_a_box_across_the_date_line_is_the_narrow_one():
    lon, lat, radius = middle([(179, 0), (-179, 0)])
    assert abs(lon) == 180 and lat == 0 and 111 < radius < 112


@pytest.mark.parametrize(
    "geometry",
    [
        point("east", 42),
        {"type": "Point", "coordinates": []},
        {"type": "Point"},
        "POINT",
        {"type": "Polygon", "coordinates": [[[None]]]},
    ],
)
def test_coordinates_that_are_not_understood_are_told(tmp_path, geometry):
    events, [problem], _ = read(tmp_path, feature(geometry, name="A"), feature(point(20.25, 42.25), name="B"))
    assert [event.place is None for event in events] == [True, False] and "understood" in problem.reason


def test_a_feature_without_geometry_has_no_place_but_the_one_that_it_names(tmp_path):
    events, problems, _ = read(
        tmp_path, feature(None, name="A", city="Town"), feature(None, name="B", lat=42.25, lon=20.25)
    )
    assert [event.place.name for event in events] == ["Town", "42.25, 20.25"] and problems == []


def test_points_that_are_no_degrees_or_swapped_are_told(tmp_path):
    events, problems, _ = read(
        tmp_path, feature(point(2315000.5, 5300000.5), name="A"), feature(point(42.5, 120.5), name="B")
    )
    assert all(event.place is None for event in events)
    assert "metres of a grid" in problems[0].reason and "swapped" in problems[-1].reason


def test_another_system_of_coordinates_is_told(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    _, problems, _ = read(tmp_path, feature(None, name="A"), crs=crs)
    assert [problem.column for problem in problems] == ["crs"]
    crs["properties"]["name"] = "urn:ogc:def:crs:OGC:1.3:CRS84"
    assert read(tmp_path, feature(None, name="A"), crs=crs)[1] == []


def test_a_single_feature_a_list_and_features_line_by_line(tmp_path):
    one, two = json.dumps(feature(None, name="A")), json.dumps(feature(point(1.25, 2.25), name="B"))
    assert [event.title for event in read_text(tmp_path, one)[0]] == ["A"]
    assert [event.title for event in read_text(tmp_path, f"{one}\n{two}\n")[0]] == ["A", "B"]
    assert [event.title for event in read_text(tmp_path, f"\x1e{one}\n\x1e{two}\n")[0]] == ["A", "B"]
    events, [problem], rows = read_text(tmp_path, f'{one}\n{{"type": \n{two}\n')
    assert [event.title for event in events] == ["A", "B"] and rows == 3 and "is not JSON" in problem.reason


def test_what_is_no_feature_is_rejected_and_told(tmp_path):
    events, problems, rows = read(tmp_path, feature(None, name="A"), 5, {"type": "Point", "coordinates": [1, 2]})
    assert len(events) == 1 and rows == 3 and {problem.reason for problem in problems} == {"is no feature"}


def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path):
    text = json.dumps({"type": "FeatureCollection", "features": [feature(None, name="A"), feature(None, name="B")]})
    events, [problem], rows = read_text(tmp_path, text[:-20])
    assert [event.title for event in events] == ["A"] and rows == 2 and "is not JSON" in problem.reason


def test_a_mapping_file_beside_it_is_used(tmp_path):
    beside(tmp_path / "t.geojson").write_text('[fields]\ntitle = "a"\nlat = "geometry lat"\nlon = "geometry lon"\n')
    [event], problems, _ = read(tmp_path, feature(point(20.25, 42.25), a="X", name="Y"))
    assert event.title == "X" and event.place.lat == 42.25 and dict(event.more) == {"name": "Y"} and problems == []


def test_properties_that_come_late_are_kept_and_dates_are_settled_over_all(tmp_path, monkeypatch):
    monkeypatch.setattr(geojson, "ROWS", 1)
    made = [
        feature(None, name="A", date="03/04/2023"),
        feature(point(1.25, 2.25), name="B", late="x", date="25/03/2023"),
        feature(None, late="y"),
    ]
    events, problems, _ = read(tmp_path, *made)
    assert [event.date for event in events] == ["2023-04-03", "2023-03-25", None] and problems == []
    assert [event.more.get("late") for event in events] == [None, "x", "y"]
    assert events[1].place.lat == 2.25


def test_properties_without_date_place_or_title_are_told(tmp_path):
    events, [problem], _ = read(tmp_path, feature(None, sku=1))
    assert events == [] and problem.value == "sku" and "t.mapping.toml" in problem.remedy


def test_a_file_that_is_too_large_is_told_before_it_is_read(tmp_path):
    path = tmp_path / "t.geojson"
    path.write_text(json.dumps(feature(None, name="A")))
    head = look(path)
    object.__setattr__(head, "size", LARGEST + 1)
    [part] = geojson.read(path, head).chunks
    assert part.rows == 1 and "is larger than 1,000 MB" in part.problems[0].reason


def exported(events):
    """Features as `/events.geojson` writes them."""
    features = []
    for event in events:
        values = event_json(event)
        lon, lat = values.pop("lon"), values.pop("lat")
        geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
        features.append({"type": "Feature", "id": values["id"], "geometry": geometry, "properties": values})
    return {"type": "FeatureCollection", "features": features, "sentence": "1 of 1 events", "notices": []}


@given(st.lists(any_event(), min_size=1, max_size=3, unique_by=lambda event: event.id))
@settings(deadline=None, max_examples=60)
def test_what_was_exported_comes_back_as_it_was(tmp_path_factory, made):
    events, problems, _ = read_text(tmp_path_factory.mktemp("t"), json.dumps(exported(made)))
    assert problems == []
    back = [event.model_dump(exclude={"sources", "dataset", "more"}) for event in events]
    assert back == [event.model_dump(exclude={"sources", "dataset", "more"}) for event in made]
    assert [[s.id for s in event.sources] for event in events] == [[s.id for s in event.sources] for event in made]


def test_an_export_with_its_sources_brings_them_back(tmp_path):
    source = {"id": "paper", "publisher": "Paper", "title": "T", "url": "https://a.org/1"}
    values = {
        "id": "a",
        "title": "A",
        "event_type": "battle",
        "time_precision": "undated",
        "part_of_day": None,
        "place": None,
        "geo_precision": None,
        "sources": ["paper", "gone"],
        "claims": [],
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature(None, **values)], "sources": [source]})
    [event], problems, _ = read_text(tmp_path, text)
    assert [(s.publisher, s.title) for s in event.sources] == [
        ("Paper", "T"),
        ("not stated", "not stated"),
    ] and problems == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "geometries", "date", "lat"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.lists(anything | st.builds(feature, anything, name=anything, date=anything, lat=anything), max_size=4))
@settings(deadline=None)
def test_whatever_stands_in_a_collection_it_is_read_or_told(tmp_path_factory, raw):
    events, problems, rows = read(tmp_path_factory.mktemp("t"), *raw)
    assert problems or len(events) == rows == len(raw)


def test_properties_of_acled_and_ucdp_are_read_by_their_codebooks(tmp_path):
    point = {"type": "Point", "coordinates": [36.2, 49.5]}
    acled = {"event_id_cnty": "A1", "event_date": 1677801600000, "event_type": "Battles", "time_precision": 3}
    acled |= {"geo_precision": 2, "country": "Ukraine", "location": "Amaurot", "fatalities": 4, "latitude": 1.0}
    ucdp = {"id": 7, "relid": "U-1", "type_of_violence": 3, "date_start": "2020-03-02", "date_end": "2020-03-20"}
    ucdp |= {"date_prec": 4, "where_prec": 4, "best": 2, "low": 1, "high": 3, "country": "Ukraine", "side_a": "A"}
    for properties, dataset, wanted in (
        (acled, "acled", {"date": "2023-03", "geo_precision": "near", "fatalities_best": 4}),
        (ucdp, "ucdp-ged", {"date": "[2020-03-02..2020-03-20]", "geo_precision": "province", "fatalities_high": 3}),
    ):
        features = [{"type": "Feature", "properties": properties, "geometry": shape} for shape in (point, None)]
        path = tmp_path / f"{dataset}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        reading = geojson.read(path, look(path))
        first, second = [row for chunk in reading.chunks for row in chunk.events.to_pylist()]
        assert reading.dataset.key == dataset and wanted.items() <= first.items()
        assert (first["lat"], first["lon"]) == (49.5, 36.2) and second["lon"] is None
