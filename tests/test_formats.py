"""The same view as JSON, CSV and GeoJSON: exactly the events on screen, safe to open."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.formats import FLAT, event_json, events_csv, events_geojson, events_json, safe_cell
from dashboard.view import View, read_query
from events.selection import OPEN, Selection
from tests.table_strategies import bundled_engine, engine_of, engines, event, events_of, place

ALL = View(Selection(since=OPEN, until="9999"))


def summary_of(engine, view=ALL):
    return engine.summarise(view.selection, view.lanes)


def rows_of(engine, view=ALL):
    return list(csv.DictReader(io.StringIO("".join(events_csv(engine, view)), newline="")))


def test_json_has_the_sentence_the_counts_the_events_and_their_sources():
    engine = bundled_engine()
    view, notices = read_query("region=Kosovo&lanes=colour", engine)
    found = json.loads(json.dumps(events_json(engine, summary_of(engine, view), view, notices)))
    assert list(found) == ["sentence", "shown", "total", "notices", "events", "sources", "datasets"]
    assert found["shown"] == len(found["events"]) and found["total"] == 18 and len(found["notices"]) == 1
    assert found["sentence"].startswith(f"{found['shown']} of 18 events")
    first = found["events"][0]
    assert {"id", "title", "date", "earliest", "latest", "region", "place", "lat", "lon", "actors"} <= first.keys()
    assert all(set(actor) == {"name", "role"} for item in found["events"] for actor in item["actors"])
    known = {source["id"] for source in found["sources"]}
    assert all(set(item["sources"]) <= known for item in found["events"])


@pytest.mark.parametrize(
    ("date", "earliest", "latest"),
    [
        ("2023-09-24", "2023-09-24", "2023-09-24"),
        ("2023-09", "2023-09-01", "2023-09-30"),
        ("2007/..", "2007-01-01", None),
        ("/2020-01-01", None, "2020-01-01"),
        ("2023-10-13T18:21", "2023-10-13T18:21", "2023-10-13T18:21"),
        ("{2018,2021}", "2018-01-01", "2021-12-31"),
        (None, None, None),
    ],
)
def test_earliest_and_latest_are_the_first_and_last_it_can_have_been(date, earliest, latest):
    found = event_json(event("a", date))
    assert (found["earliest"], found["latest"]) == (earliest, latest)


def test_what_is_not_known_is_none_and_not_zero():
    found = event_json(event("a"))
    assert found["fatalities_best"] is None and found["lat"] is None and found["place"] is None


@settings(max_examples=40, deadline=None)
@given(engines)
def test_all_formats_hold_exactly_the_events_of_the_summary(engine):
    view = View(ALL.selection.choose("status", ["reported", "confirmed"]))
    summary = summary_of(engine, view)
    ids = [item.id for item in events_of(engine) if item.status in ("reported", "confirmed")]
    assert summary.shown == len(ids)
    assert [item["id"] for item in events_json(engine, summary, view, ())["events"]] == ids
    assert [item["id"] for item in events_geojson(engine, summary, view, ())["features"]] == ids
    assert [row["id"] for row in rows_of(engine, view)] == ids


def test_csv_comes_in_stretches_with_one_header(monkeypatch):
    monkeypatch.setattr("events.engine.STRETCH", 2)
    engine = engine_of(*(event(f"e{number}") for number in range(5)))
    header, *stretches = events_csv(engine, ALL)
    assert header.startswith("id,title,") and header.count("\n") == 1
    assert [text.count("\n") for text in stretches] == [2, 2, 1]
    assert [row["id"] for row in rows_of(engine)] == [f"e{number}" for number in range(5)]


def test_csv_of_nothing_is_its_header():
    assert rows_of(engine_of()) == [] and len(list(events_csv(engine_of(), ALL))) == 1


@settings(max_examples=40, deadline=None)
@given(engines)
def test_csv_gives_back_what_was_written(engine):
    for row, item in zip(rows_of(engine), events_of(engine), strict=True):
        values = event_json(item)
        assert {name: row[name] for name in FLAT} == {name: safe_cell(values[name]) for name in FLAT}


@settings(max_examples=40, deadline=None)
@given(engines)
def test_no_cell_is_a_formula(engine):
    for row in rows_of(engine):
        for text in row.values():
            assert not text.startswith(("=", "@", "\t", "\r")) and (
                text[:1] not in "+-" or not text or float(text) is not None
            )


@pytest.mark.parametrize("text", ["=1+1", "@sum", "+1+1", "-1+1", "-a", "\tx", "\rx", "=HYPERLINK()", "+", "-"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-3, -3.5, 1e-7, -1e-7, "+12", "-12.5", "plain", "a=b", "2007/.."])
def test_numbers_and_plain_text_stay(value):
    assert safe_cell(value) == str(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_stays_a_number(value):
    assert float(safe_cell(value)) == value


def test_blank_is_an_empty_cell():
    assert safe_cell(None) == "" and safe_cell(0) == "0"


def test_csv_joins_several_values_and_gives_the_sources():
    (row,) = rows_of(engine_of(event("a", actors=({"name": "KFOR", "role": "target"}, "NATO"))))
    assert row["actors"] == "KFOR (target); NATO" and row["source_urls"] == "https://example.org/a"


def test_geojson_is_a_collection_of_points_or_nothing_in_the_order_lon_lat():
    engine = engine_of(event("a", place=place()), event("b"))
    found = json.loads(json.dumps(events_geojson(engine, summary_of(engine), ALL, ("n",))))
    assert found["type"] == "FeatureCollection" and found["notices"] == ["n"]
    one, two = found["features"]
    assert one["geometry"] == {"type": "Point", "coordinates": [20.78, 42.97]} and two["geometry"] is None
    assert one["type"] == "Feature" and one["id"] == "a" == one["properties"]["id"]
    assert not {"lat", "lon"} & one["properties"].keys() and one["properties"]["geo_precision"] == "exact"
