import json

import jsonschema
import pytest
from pydantic import ValidationError

from events import codebook
from events.model import Actor, Claim, Event, Place, RecordFile, Source

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
        ({"part_of_day": "morning", "date": "2023-10"}, "needs a single day"),
        ({"fatalities_low": 5, "fatalities_high": 2}, "low, best, high are 5, blank, 2"),
        ({"fatalities_best": -1}, "greater than or equal to 0"),
        ({"sources": []}, "at least 1"),
        ({"actors": ["A", "A"]}, "listed twice"),
        ({"claims": [{"kind": "label", "text": "x", "by": "y", "source": "z"}]}, "not among the event's sources"),
        ({"colour": "red"}, "Extra inputs"),
        ({"place": {"name": "P", "lat": 4}}, "one coordinate without the other"),
        ({"place": {"name": "P", "lat": 91, "lon": 4}}, "less than or equal to 90"),
        ({"place": {"name": "P", "lat": float("nan"), "lon": 4}}, "finite"),
    ],
)
def test_what_contradicts_itself_is_refused(changes: dict[str, object], words: str) -> None:
    assert words in reasons(**changes)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.b", "http://", "https://a b.c", "//a.b"]
)
def test_only_web_addresses_are_links(url: str) -> None:
    with pytest.raises(ValidationError, match="is not a web address"):
        Source(id="s", publisher="P", title="T", url=url)


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


def test_models_compare_by_value() -> None:
    assert Place(name="P") == Place(name="P")
    assert Claim(kind="label", text="x", by="y", source="s") != Claim(kind="label", text="x", by="z", source="s")
