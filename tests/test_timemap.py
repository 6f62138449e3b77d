"""timemap's events: month first, degrees in text, words of their own."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.readers import timemap
from events.readers.head import look
from events.schema import to_events


def read(tmp_path: Path, *items, wrapped=False):
    """Events, problems, and the number of rows."""
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"events": items} if wrapped else items, indent=1), encoding="utf-8")
    found = list(timemap.read(path, look(path)).chunks)
    events = [event for part in found for event in to_events(part.events)]
    return events, [problem for part in found for problem in part.problems], sum(part.rows for part in found)


def item(**facts):
    return {
        "id": "T1",
        "date": "02/24/2022",
        "description": "A flat was hit at noon.",
        "sources": ["https://a.org/1"],
    } | facts


def test_an_event_with_all_its_parts(tmp_path):
    raw = item(
        id="CIV0001",
        latitude="49.81",
        longitude="36.66",
        location="Town",
        description="A <b>flat</b> was hit at noon. More &amp; more.",
        sources=["https://a.org/1", "https://www.b.org/2"],
        filters=[{"key": "Area", "value": "Residential"}, {"key": "Area", "value": "School"}],
        violence_level=3,
    )
    [event], problems, rows = read(tmp_path, raw)
    assert problems == [] and rows == 1
    assert (event.id, event.title, event.date) == ("civ0001", "A flat was hit at noon.", "2022-02-24")
    assert event.summary == "A flat was hit at noon. More & more."
    place = event.place
    assert (place.name, place.lat, place.lon, place.geo_precision) == ("Town", 49.81, 36.66, "exact")
    assert (event.event_type, event.sub_event_type) == ("other", "Residential; School")
    assert [(s.publisher, s.url) for s in event.sources] == [
        ("a.org", "https://a.org/1"),
        ("b.org", "https://www.b.org/2"),
    ]
    assert dict(event.more) == {"id": "CIV0001", "Area": "Residential; School", "violence_level": "3"}


def test_the_month_stands_first_and_a_day_there_is_told(tmp_path):
    events, [problem], _ = read(tmp_path, item(date="02/13/2022"), item(date="24/02/2022"), item(date="2022-02-24"))
    assert [event.date for event in events] == ["2022-02-13", "2022-02-24"]
    assert "has no month 24" in problem.reason and (problem.row, problem.column) == (10, "date")


def test_times_are_on_the_clock_of_the_place(tmp_path):
    events, [problem], _ = read(tmp_path, item(time="14:30"), item(time=""), item(time="later"))
    assert [event.date for event in events] == ["2022-02-24T14:30", "2022-02-24", "2022-02-24"]
    assert problem.column == "time" and events[2].more["time"] == "later"


@pytest.mark.parametrize("date", ["", None, "unknown"])
def test_an_event_may_have_no_date(tmp_path, date):
    [event], problems, _ = read(tmp_path, item(date=date))
    assert event.date is None and problems == []


@pytest.mark.parametrize(
    "lat, lon, reason",
    [("149.8", "36.6", "swapped"), ("x", "36.6", "not a number"), ("", "36.6", "other half"), ("0", "0", "in the sea")],
)
def test_degrees_that_are_no_place_are_told_and_kept(tmp_path, lat, lon, reason):
    [event], problems, _ = read(tmp_path, item(latitude=lat, longitude=lon, location="Town"))
    assert event.place.name == "Town" and not event.place.located
    assert reason in problems[0].reason and event.more["longitude"] == lon


def test_a_term_of_the_codebook_is_the_type_and_the_other_words_the_narrower_kind(tmp_path):
    events, _, _ = read(
        tmp_path,
        item(category="Protests", associations=["Weapon=Tear gas"]),
        item(category="Shelling"),
        item(associations=[{"title": "Site", "value": "School"}]),
    )
    assert [(event.event_type, event.sub_event_type) for event in events] == [
        ("protest", "Tear gas"),
        ("other", "Shelling"),
        ("other", "School"),
    ]
    assert events[0].more["associations"] == "Weapon=Tear gas"


def test_sources_may_be_names_or_tables_or_none(tmp_path):
    events, _, _ = read(
        tmp_path,
        item(sources=["Paper 1"]),
        item(sources=[{"id": "x", "url": "https://a.org/1", "title": "T"}]),
        item(sources=[]),
        item(sources=None),
        item(sources="https://a.org/1, https://a.org/2"),
    )
    assert [event.sources[0].publisher for event in events] == ["Paper 1", "a.org", "not stated", "not stated", "a.org"]
    assert len(events[4].sources) == 2 and events[1].more["sources.1.title"] == "T"


def test_events_may_stand_in_an_object_and_what_is_none_is_told(tmp_path):
    events, [problem], rows = read(tmp_path, item(), 5, item(id=""), item(id="", description=""), wrapped=True)
    assert rows == 4 and problem.reason == "is not an object"
    assert [event.id for event in events] == ["t1", "a-flat-was-hit-at-noon-2022-02-24", "untitled-2022-02-24"]


def test_doubled_ids_are_left_to_the_ledger(tmp_path):
    assert [event.id for event in read(tmp_path, item(), item())[0]] == ["t1", "t1"]


def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path):
    path = tmp_path / "t.json"
    text = json.dumps([item(), item()], indent=1)
    path.write_text(text[:-40])
    [part] = timemap.read(path, look(path)).chunks
    assert part.events.num_rows == 1 and part.rows == 2 and "is not JSON" in part.problems[0].reason


values = (
    st.none()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.lists(st.text(max_size=4), max_size=2)
)
keys = st.sampled_from(
    ["id", "date", "time", "latitude", "longitude", "location", "description", "sources", "filters", "category", "x"]
)


@given(
    st.lists(
        st.dictionaries(keys, values | st.lists(st.dictionaries(keys, values, max_size=2), max_size=2)), max_size=4
    )
)
@settings(deadline=None)
def test_whatever_stands_in_an_event_it_is_read_or_told(tmp_path_factory, raw):
    events, problems, rows = read(tmp_path_factory.mktemp("t"), *raw)
    assert rows == len(raw) and (len(events) == rows or problems)


@pytest.mark.parametrize(
    ("dates", "read"),
    [
        (("04/13/2022", "4/5/2022"), ["2022-04-13", "2022-04-05"]),
        (("4/5/2022", "13/04/2022"), ["2022-05-04", "2022-04-13"]),
        (("4/5/2022", "04/05/2022"), ["2022-04-05", "2022-04-05"]),
        (("4/5/2022", "13/04/2022", "04/13/2022"), ["2022-04-05", "2022-04-13"]),
    ],
)
def test_days_and_months_stand_as_the_file_shows(tmp_path, dates, read):
    path = tmp_path / "events.json"
    path.write_text(
        json.dumps([{"id": str(n), "date": day, "description": "d", "location": "A"} for n, day in enumerate(dates)])
    )
    reading = timemap.read(path, look(path))
    found = list(reading.chunks)
    assert [day for chunk in found for day in chunk.events["date"].to_pylist()] == read
    assert sum(chunk.rows for chunk in found) == len(dates)
    assert bool(reading.notes) == (dates[1:] == ("13/04/2022",))
