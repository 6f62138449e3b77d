import json
import re
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from events import codebook
from events.model import Actor, Claim, Event, Place, RecordFile, Source
from events.readers import BUNDLED

SOURCE = Source(id="s", publisher="P", title="T", published="2023-10-13T18:21")
FACTS = {"id": "a", "title": "A", "event_type": "battle", "sources": [SOURCE]}


def reasons(**changes: object) -> str:
    with pytest.raises(ValidationError) as caught:
        Event.model_validate(FACTS | changes)
    return str(caught.value)


def test_a_value_cannot_be_changed() -> None:
    event = Event.model_validate(FACTS)
    with pytest.raises(ValidationError):
        event.title = "B"
    assert event.title == "A"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"event_type": "batle"}, "not in the codebook"),
        ({"status": "true"}, "not in the codebook"),
        ({"id": "Not A Slug"}, "pattern"),
        ({"date": "2023-02-30"}, "does not exist"),
        ({"part_of_day": "morning"}, "has no date"),
        ({"part_of_day": "morning", "date": "2023-10"}, "is no single day"),
        ({"fatalities_low": 5, "fatalities_high": 2}, "is less than fatalities_low, 5"),
        ({"fatalities_best": -1}, "greater than or equal to 0"),
        ({"sources": []}, "at least 1"),
        ({"actors": ["A", "A"]}, "listed twice"),
        ({"claims": [{"kind": "label", "text": "x", "by": "y", "source": "z"}]}, "not among the event's sources"),
        ({"colour": "red"}, "Extra inputs"),
        ({"place": {"name": "P", "lat": 4}}, "is missing beside lat"),
        ({"place": {"name": "P", "lat": 91, "lon": 4}}, "less than or equal to 90"),
        ({"place": {"name": "P", "lon": 4}}, "has no lat beside it"),
        ({"place": {"name": "P", "lat": float("nan"), "lon": 4}}, "finite"),
        ({"place": {"name": "P", "lat": True, "lon": False}}, "is not a number"),
        ({"place": {"name": "P", "names": {"not a tag": "x"}}}, "is not a language tag"),
        ({"fatalities_best": True}, "is not a number"),
        ({"fatalities_best": "1_000"}, "is not a number"),
        ({"injured_best": 3, "injured_high": 2}, "is less than injured_best, 3"),
        ({"part_of": "a"}, "is the event itself"),
        ({"date": 2023}, "is not a date"),
        ({"date": time(10)}, "is not a date"),
        ({"date": datetime(2023, 9, 24, 10, tzinfo=UTC)}, "universal time"),
        ({"title": "a\x00b"}, r"U\+0000"),
        ({"summary": "a\x1b[31m"}, r"U\+001B"),
        ({"title": "\u202eevil"}, r"U\+202E"),
        ({"title": "\u200b"}, "is empty"),
        ({"title": "a\ud800"}, "unicode"),
        ({"sources": [SOURCE, SOURCE]}, "is listed twice"),
    ],
)
def test_what_contradicts_itself_is_refused(changes: dict[str, object], words: str) -> None:
    assert re.search(words, reasons(**changes))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.b",
        "http://",
        "https://a b.c",
        "//a.b",
        "JAVASCRIPT://x/%0aalert(1)",
        "https://[::1",
        "https://a.b:99999/",
        "https://a.b/\x00",
        "https://a.b/\u202e",
        "www.a.b",
        "https://:80/",
    ],
)
def test_only_web_addresses_are_links(url: str) -> None:
    with pytest.raises(ValidationError, match="is not a web address"):
        Source(id="s", publisher="P", title="T", url=url)


def test_a_name_before_the_server_is_refused() -> None:
    with pytest.raises(ValidationError, match="before the server"):
        Source(id="s", publisher="P", title="T", url="https://nato.int@evil.example/")


def test_two_spellings_of_a_name_are_one_name() -> None:
    spelled = ("Banjsk\u00eb  village", " Banjske\u0308 village\n", "Banjsk\u00eb\u00a0village")
    assert len({Actor(name=name).name for name in spelled}) == 1


def test_names_in_every_script_and_marks_of_direction_are_kept() -> None:
    for name in ("Бањска", "قطاع غزة", "רצועת עזה", "\u200fצה״ל", "Ελλάδα", "🚓 patrol", "\u2067abc\u2069"):
        assert Actor(name=name).name == name


def test_a_summary_keeps_its_lines() -> None:
    assert Event.model_validate(FACTS | {"summary": "a\r\nb\rc"}).summary == "a\nb\nc"
    assert Event.model_validate(FACTS | {"title": "a\r\nb"}).title == "a b"


def test_clock_times_of_toml_keep_what_is_stated() -> None:
    assert Event.model_validate(FACTS | {"date": datetime(2023, 9, 24, 10)}).date == "2023-09-24T10:00"
    assert Event.model_validate(FACTS | {"date": datetime(2023, 9, 24, 10, 0, 59)}).date == "2023-09-24T10:00:59"


def test_actors_may_be_named_alone() -> None:
    assert Event.model_validate(FACTS | {"actors": ["KFOR"]}).actors == (Actor(name="KFOR"),)


def test_unknown_is_none_and_never_zero() -> None:
    event = Event.model_validate(FACTS)
    assert event.fatalities_low is None and event.injured_high is None
    assert event.when() is None


def test_a_citation_says_only_what_is_known() -> None:
    assert SOURCE.citation() == "“T”, P, 2023-10-13T18:21"
    full = SOURCE.model_copy(update={"author": "N. N.", "url": "https://a.b/c", "accessed": "2023-11-01"})
    assert full.citation() == "N. N.: “T”, P, 2023-10-13T18:21, https://a.b/c, accessed 2023-11-01"


def test_the_schema_describes_every_field_and_accepts_the_codebook() -> None:
    schema = RecordFile.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for model in ("Record", "Place", "Actor", "Claim", "Source"):
        for name, field in schema["$defs"][model]["properties"].items():
            assert field.get("description"), f"{model}.{name}"
    assert schema["$defs"]["Record"]["properties"]["event_type"]["enum"] == list(codebook.EVENT_TYPES)
    assert json.dumps(schema)


def as_editors_see_it(value: object) -> object:
    """Editors hand TOML's dates to the schema as text."""
    return json.loads(json.dumps(value, default=lambda moment: moment.isoformat()))


def bundled_file() -> dict[str, Any]:
    (path,) = BUNDLED.glob("*.toml")
    return tomllib.loads(path.read_text("utf-8"))


def test_the_schema_accepts_the_bundled_records() -> None:
    jsonschema.Draft202012Validator(RecordFile.model_json_schema()).validate(as_editors_see_it(bundled_file()))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file["events"][0].update(titel="x"),
        lambda file: file["events"][0].pop("id"),
        lambda file: file["events"][0].update(event_type="batle"),
        lambda file: file["events"][0].update(id="Not A Slug"),
        lambda file: file["events"][0].update(sources=[]),
        lambda file: file["events"][0].update(sources="s"),
        lambda file: file["events"][0].update(actors=[{"name": "A", "rolle": "host"}]),
        lambda file: file["events"][0].update(actors=[{"role": "host"}]),
        lambda file: file["events"][0].update(actors=[5]),
        lambda file: file["events"][0].update(actors=[""]),
        lambda file: file["events"][0].update(fatalities_best=-1),
        lambda file: file["events"][0].update(fatalities_best=True),
        lambda file: file["events"][0].update(place={"name": "P", "lat": 91, "lon": 0}),
        lambda file: file["events"][0].update(place=5),
        lambda file: file["events"][0].update(date=2023),
        lambda file: file["events"][0].update(claims=[{"kind": "label", "text": "x", "by": "y"}]),
        lambda file: file["sources"][0].update(url="javascript:alert(1)"),
        lambda file: file["sources"][0].update(sauce="x"),
        lambda file: file["places"][0].update(names={"not a tag": "x"}),
        lambda file: file["places"][0].update(geo_precision="exakt"),
        lambda file: file.update(event=[]),
    ],
)
def test_the_schema_refuses_what_the_program_refuses(spoil: Callable[[dict[str, Any]], object]) -> None:
    file = bundled_file()
    spoil(file)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(RecordFile.model_json_schema()).validate(as_editors_see_it(file))
    with pytest.raises(ValidationError):
        RecordFile.model_validate(file)


def test_models_compare_by_value() -> None:
    assert Place(name="P") == Place(name="P")
    assert Claim(kind="label", text="x", by="y", source="s") != Claim(kind="label", text="x", by="z", source="s")
