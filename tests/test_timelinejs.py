"""TimelineJS in all its forms: partial dates, markup, slides that are no events."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.readers import timelinejs
from events.readers.head import look
from events.readers.json_items import Break, Piece, pieces
from events.schema import to_events

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "timelinejs-samples"


def read_text(tmp_path: Path, text: str, name: str = "t.json"):
    """Events, problems, and the number of rows."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = list(timelinejs.read(path, look(path)).chunks)
    events = [event for part in found for event in to_events(part.events)]
    return events, [problem for part in found for problem in part.problems], sum(part.rows for part in found)


def read(tmp_path: Path, *events, **head):
    return read_text(tmp_path, json.dumps({"events": list(events), **head}, indent=1))


def event(headline="A", year="2023", **more):
    return {"start_date": {"year": year}, "text": {"headline": headline, "text": ""}, **more}


def test_an_event_with_all_its_parts(tmp_path):
    raw = {
        "start_date": {"year": "2023", "month": "9", "day": "24", "display_date": "a Sunday"},
        "text": {"headline": "<b>Clash</b> &amp; more", "text": "<p>One.</p><p>Two.<script>x()</script></p>"},
        "media": {
            "url": "//example.org/a.jpg",
            "credit": "<a href='x'>Agency</a>",
            "caption": "A <i>photo</i>",
            "thumbnail": "t",
        },
        "group": "North",
        "unique_id": "Clash 1",
        "background": {"color": "#fff"},
        "location": {"name": "Town", "lat": 42.97, "lon": 20.78},
    }
    [found], problems, _ = read(tmp_path, raw, title={"text": {"headline": "The <i>story</i>"}})
    assert problems == []
    assert (found.id, found.title, found.summary) == ("clash-1", "Clash & more", "One.\nTwo.")
    assert (found.date, found.date_text, found.sub_event_type) == ("2023-09-24", "a Sunday", "North")
    assert found.event_type == "other" and found.dataset == "t"
    assert (found.place.name, found.place.lat, found.place.lon) == ("Town", 42.97, 20.78)
    assert [(s.publisher, s.title, s.url) for s in found.sources] == [
        ("The story", "The story", None),
        ("Agency", "A photo", "https://example.org/a.jpg"),
    ]
    assert dict(found.more) == {"media.thumbnail": "t", "background.color": "#fff"}


@pytest.mark.parametrize(
    "start, end, edtf",
    [
        ({"year": "1815"}, None, "1815"),
        ({"year": 602, "month": "", "day": None}, None, "0602"),
        ({"year": 2023.0, "month": "09"}, None, "2023-09"),
        ({"year": "2023", "month": "9", "day": "4", "hour": "6", "minute": "5"}, None, "2023-09-04T06:05"),
        ({"year": "2023", "month": "9", "day": "4", "hour": "6"}, None, "2023-09-04T06"),
        ({"year": "2023"}, {"year": "2024", "month": "2"}, "2023/2024-02"),
        ({"year": "2023"}, {"year": "2023"}, "2023"),
        (None, {"year": "2023"}, "/2023"),
        (None, None, None),
    ],
)
def test_dates_are_as_precise_as_their_parts(tmp_path, start, end, edtf):
    [found], problems, _ = read(tmp_path, {"start_date": start, "end_date": end, "text": {"headline": "A"}})
    assert found.date == edtf and problems == []


@pytest.mark.parametrize(
    "date, reason",
    [
        ({"year": "-500"}, "outside the years"),
        ({"year": "-13800000000"}, "outside the years"),
        ({"year": "12000"}, "outside the years"),
        ({"year": "soon"}, "no year in digits"),
        ({"year": "2023", "day": "4"}, "no month"),
        ({"year": "2023", "month": "13"}, "has the month 13"),
        ({"year": "2023", "month": "2", "day": "30"}, "does not exist"),
        ({"year": "2023", "month": "May"}, "no number"),
    ],
)
def test_dates_that_are_none_reject_their_event(tmp_path, date, reason):
    events, problems, rows = read(tmp_path, {"start_date": date, "text": {"headline": "A"}}, event("B"))
    assert [found.title for found in events] == ["B"] and rows == 2
    [problem] = problems
    assert reason in problem.reason and problem.column == "start_date" and problem.row == 3 and problem.remedy


def test_an_end_before_the_start_is_rejected(tmp_path):
    events, [problem], _ = read(tmp_path, event(end_date={"year": "2020"}))
    assert events == [] and problem.column == "end_date" and "ends before it starts" in problem.reason


def test_eras_and_the_title_are_no_events_and_eras_are_told(tmp_path):
    eras = [{"start_date": {"year": "1"}}, {"start_date": {"year": "2"}}]
    events, [problem], rows = read(tmp_path, event(), title={"text": {"headline": "T"}}, eras=eras, scale="human")
    assert len(events) == rows == 1
    assert (problem.column, problem.value) == ("eras", "2") and "no events" in problem.reason


def test_ids_do_not_depend_on_the_order_and_doubled_ones_are_numbered(tmp_path):
    first, _, _ = read(tmp_path, event("A"), event("B"))
    second, _, _ = read(tmp_path, event("B"), event("A"))
    assert {found.id for found in first} == {found.id for found in second} == {"a-2023", "b-2023"}
    assert [found.id for found in read(tmp_path, event("A"), event("A"))[0]] == ["a-2023", "a-2023-2"]


def test_an_event_without_a_headline_or_of_another_form(tmp_path):
    events, [problem], rows = read(
        tmp_path,
        {"start_date": {"year": "1"}, "text": {"text": "Something happened there. More."}},
        {"start_date": {"year": "1", "display_date": "long ago"}},
        "rubbish",
    )
    assert [found.title for found in events] == ["Something happened there.", "long ago"] and rows == 3
    assert problem.reason == "is not an object"


def test_a_long_headline_stands_whole_in_the_summary(tmp_path):
    [found], _, _ = read(tmp_path, event("word " * 80))
    assert len(found.title) <= 200 and found.summary.startswith(("word " * 80).strip())


def test_a_medium_that_is_no_address_is_kept_as_words(tmp_path):
    [found], _, _ = read(tmp_path, event(media={"url": "<blockquote>He said</blockquote>", "caption": "c"}))
    assert [source.publisher for source in found.sources] == ["not stated"]
    assert dict(found.more) == {"media.url": "He said", "media.caption": "c"}


def test_degrees_that_are_no_place_are_told(tmp_path):
    [found], [problem], _ = read(tmp_path, event(location={"name": "X", "lat": 120, "lon": 42}))
    assert found.place.name == "X" and not found.place.located and problem.column == "location.lat"


def test_version_2(tmp_path):
    dates = [
        {
            "startDate": "2004,11,1",
            "endDate": "2005,1",
            "headline": "A",
            "text": "<p>a</p>",
            "asset": {"media": "https://a.org/1", "credit": "C"},
            "tags": "x",
        },
        {"startDate": "2004", "headline": "B"},
        {"startDate": "11/2/2004", "headline": "C"},
    ]
    text = json.dumps(
        {"timeline": {"headline": "Story", "type": "default", "date": dates, "era": [{"startDate": "2004"}]}}
    )
    events, [problem], rows = read_text(tmp_path, text)
    assert [found.date for found in events] == ["2004-11-01/2005-01", "2004", "2004-11-02"] and rows == 3
    assert events[0].sources[1].url == "https://a.org/1" and events[0].sources[0].title == "Story"
    assert dict(events[0].more) == {"tags": "x"} and problem.value == "1"


@pytest.mark.parametrize("form", ["storyjs_jsonp_data = {};", "var data = {}\n;more()", "callback({});", "\ufeff{}"])
def test_scripts_around_a_timeline_are_passed_over(tmp_path, form):
    events, problems, _ = read_text(tmp_path, form.replace("{}", json.dumps({"events": [event()]})), "t.jsonp")
    assert [found.title for found in events] == ["A"] and problems == []


def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path):
    text = json.dumps({"events": [event("A"), event("B")]}, indent=1)
    events, [problem], rows = read_text(tmp_path, text[: text.rindex("headline")])
    assert [found.title for found in events] == ["A"] and rows == 2
    assert "is not JSON" in problem.reason and problem.row > 10


def test_a_timeline_without_events_is_told(tmp_path):
    assert read(tmp_path)[1][0].reason == "has no events"


SHEET = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,"
    "Media Caption,Type,Group,Background,Own\n"
)


def test_the_google_sheet(tmp_path):
    text = SHEET + (
        ",,,,,,,,,The story,,,,,title,,,\n"
        "2023,9,24,06:30:00,,,,,Dawn,<b>A</b>,Text,https://a.org/1,C,cap,,North,#fff,mine\n"
        "2020,,,,2021,,,,,An era,,,,,era,,,\n"
        "2023,9,,,2023,10,2,,,B,,,,,,,,\n"
        "-50,,,,,,,,,C,,,,,,,,\n"
    )
    events, problems, rows = read_text(tmp_path, text, "t.csv")
    assert [(found.title, found.date) for found in events] == [("A", "2023-09-24T06:30"), ("B", "2023-09/2023-10-02")]
    assert (events[0].date_text, events[0].sub_event_type, events[0].sources[0].title) == ("Dawn", "North", "The story")
    assert dict(events[0].more) == {"background": "#fff", "Own": "mine"}
    assert rows == 3 and {(p.column, p.row) for p in problems} == {
        ("Type title", None),
        ("Type era", None),
        ("start_date", 6),
    }


def test_text_may_be_anything(tmp_path):
    [found], _, _ = read(tmp_path, event("\u0007A\u202e"), scale="cosmological")
    assert found.title == "\ufffdA\ufffd"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(json_values, max_size=4), st.integers(0, 2))
def test_items_come_one_by_one_as_json_has_them(values, indent):
    text = json.dumps({"a": 1, "events": values, "z": {"b": values}}, indent=indent or None)
    found = list(pieces(text, (("events",),)))
    assert [piece.value for piece in found if piece.item] == values
    assert found[-1] == Piece(("z",), {"b": values}, found[-1].line)
    for end in range(0, len(text), 7):
        parts = [piece for piece in pieces(text[:end], (("events",),)) if isinstance(piece, Piece) and piece.item]
        assert all(part.value == value for part, value in zip(parts[:-1], values, strict=False))


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["start_date", "end_date", "text", "media", "location", "group"]), json_values)
    )
)
@settings(deadline=None)
def test_whatever_stands_in_an_event_it_is_read_or_told(tmp_path_factory, raw):
    events, problems, rows = read(tmp_path_factory.mktemp("t"), *raw)
    assert rows == len(raw) and (len(events) == rows or problems)


def test_lines_are_those_of_the_file_and_broken_lines_of_values_are_told():
    found = list(pieces('{"a": 1}\n\n{"b": \n{"c": 3}\n', [()]))
    assert [(type(piece), piece.line) for piece in found] == [(Piece, 1), (Break, 5), (Piece, 4)]
    assert found[2].value == {"c": 3}
    deep = list(pieces("[" * 100_000, ((),)))
    assert isinstance(deep[-1], Break)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample timelines are not here")
@pytest.mark.parametrize(
    "name, accepted, rejected",
    [
        ("contrib_women_in_computing.json", 10, 0),
        ("contrib_women_in_computing.csv", 10, 0),
        ("src_template_cosmo.json", 0, 7),
        ("src_template_eras.json", 20, 0),
        ("website_examples_houston_timeline2.json", 18, 0),
    ],
)
def test_real_timelines(name, accepted, rejected):
    path = SAMPLES / name
    [part] = timelinejs.read(path, look(path)).chunks
    assert (part.events.num_rows, len(part.rejected)) == (accepted, rejected)
