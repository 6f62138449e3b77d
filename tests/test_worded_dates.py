"""Dates of records in the words of their sources: what is taken, what is kept undated, and what is refused."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.cli import main
from events.dates import DateError, parse, resolve
from events.ledger import Ledger, Problem
from events.model import Event, Source
from events.readers import read
from events.readers.collection import Collection
from events.readers.template import to_csv
from events.readers.worded_dates import published, read_date

GOLDEN = Path(__file__).parent / "golden" / "worded-dates.txt"
GAZETTE = {"id": "gazette", "publisher": "The Gazette", "title": "Report", "published": "2023-10-13"}
HERALD = {"id": "herald", "publisher": "The Herald", "title": "Weekly", "published": "2023-10-20T18:00"}
UNDATED = {"id": "leaflet", "publisher": "Nobody", "title": "Leaflet"}
MONTHLY = {"id": "monthly", "publisher": "Monthly", "title": "Issue", "published": "2023-10"}
PHRASES = (
    "24 September", "yesterday", "morning of October 7", "24 shtator 2023", "24. септембра 2023. године", "since 2007",
    "last two weeks of September 2023", "early October 2023", "last Thursday", "03/04/2023", "24/09/2023",
    "Monday, 24 September 2023", "30 February 2023", "in recent weeks", "Ramadan 1445", "two weeks after the attack",
    "not on 24 September 2023", "480 BC", "from 07:00 to 09:00 on 7 October 2023", "06:30 GMT on 7 October 2023",
    "some day", "2023-02-30",
)  # fmt: skip


def collected(tmp_path: Path, *records: dict[str, Any], sources: tuple[dict[str, str], ...] = (GAZETTE,)) -> Collection:
    """A file of records, each with the first of the sources unless it names others."""
    lines = [f"sources = [{', '.join(_table(source) for source in sources)}]"]
    for number, record in enumerate(records):
        whole = {"id": f"e{number}", "title": "T", "event_type": "battle", "sources": [sources[0]["id"]]} | record
        lines += ["[[events]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in whole.items())]
    path = tmp_path / "a.toml"
    path.write_text("\n".join(lines), "utf-8")
    return read([path])


def _table(source: dict[str, str]) -> str:
    return f"{{ {', '.join(f'{key} = {json.dumps(value)}' for key, value in source.items())} }}"


def one(tmp_path: Path, listed: tuple[dict[str, str], ...] = (GAZETTE,), **record: Any) -> tuple[Event, Ledger]:
    found = collected(tmp_path, record, sources=listed)
    assert found.ledger.accepted == 1, str(found.ledger)
    return found.events[0], found.ledger


def refused(tmp_path: Path, listed: tuple[dict[str, str], ...] = (GAZETTE,), **record: Any) -> Problem:
    found = collected(tmp_path, record, sources=listed)
    assert (found.ledger.rows, found.ledger.rejected, len(found.ledger.problems)) == (1, 1, 1), str(found.ledger)
    assert not found.ledger.problems[0].note and not found.ledger.sound
    return found.ledger.problems[0]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("24 September 2023", "2023-09-24"),
        ("yesterday", "2023-10-12"),
        ("last month", "2023-09"),
        ("since 2007", "2007/.."),
        ("24 shtator 2023", "2023-09-24"),
        ("24. септембра 2023. године", "2023-09-24"),
        ("last two weeks of September 2023", "2023-09-17/2023-09-30"),
        ("between 3 and 5 October 2023", "[2023-10-03..2023-10-05]"),
        ("7 October 2023 at 06:30", "2023-10-07T06:30"),
    ],
)
def test_words_that_state_a_date_are_it_and_stay_in_date_text(tmp_path: Path, words: str, edtf: str) -> None:
    event, ledger = one(tmp_path, date=words)
    assert (event.date, event.date_text, event.more) == (edtf, words, {})
    assert ledger.problems == () and ledger.sound


def test_edtf_is_read_first_and_is_no_words(tmp_path: Path) -> None:
    for text in ("2023-09-24", "2010-11", "1998/2004", "2023-21", "2023-10-12~"):
        event, ledger = one(tmp_path, date=text)
        assert (event.date, event.date_text, ledger.problems) == (text, None, ())


def test_what_was_assumed_is_a_note_and_nothing_wrong(tmp_path: Path) -> None:
    event, ledger = one(tmp_path, date="24 September")
    assert event.date == "2023-09-24"
    (note,) = ledger.problems
    assert note.note and (note.column, note.value, note.row, note.id) == ("date", "24 September", 2, "e0")
    assert "'2023-09-24'" in note.reason and "no year is told" in note.reason and "source 'gazette'" in note.reason
    assert ledger.sound and (ledger.rows, ledger.accepted, ledger.rejected) == (1, 1, 0)
    assert ": note: event 'e0': date '24 September' is read as" in str(ledger)


def test_check_prints_notes_and_finds_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    collected(tmp_path, {"date": "24 September"})
    assert main(["check", str(tmp_path / "a.toml")]) == 0
    assert "note: event 'e0'" in capsys.readouterr().out
    assert main(["check", "--json", str(tmp_path / "a.toml")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rejected"] == 0 and told["problems"][0]["note"] is True
    assert Ledger.from_json(told | {"further": 0}).problems[0].note


def test_a_part_of_the_day_narrows_it(tmp_path: Path) -> None:
    event, _ = one(tmp_path, date="night of 7 October 2023")
    assert (event.date, event.part_of_day) == ("2023-10-07", "night")
    event, _ = one(tmp_path, date="morning of 7 October 2023", part_of_day="morning")
    assert event.part_of_day == "morning"
    problem = refused(tmp_path, date="morning of 7 October 2023", part_of_day="evening")
    assert "tells the morning" in problem.reason and "'evening'" in problem.reason


def test_hours_that_no_part_of_the_day_holds_are_told(tmp_path: Path) -> None:
    event, ledger = one(tmp_path, date="from 07:00 to 09:00 on 7 October 2023")
    assert (event.date, event.part_of_day, event.date_text) == (
        "2023-10-07",
        None,
        "from 07:00 to 09:00 on 7 October 2023",
    )
    assert "'2023-10-07T07:00' to '2023-10-07T09:00'" in ledger.problems[0].reason


def test_words_beside_a_date_text_are_kept_with_the_event(tmp_path: Path) -> None:
    event, ledger = one(tmp_path, date="yesterday", date_text="the day before the report")
    assert (event.date, event.date_text, event.more) == (
        "2023-10-12", "the day before the report", {"date": "yesterday"},
    )  # fmt: skip
    assert ledger.problems[0].note and "date_text stays" in ledger.problems[0].reason
    event, ledger = one(tmp_path, date="yesterday", date_text="yesterday")
    assert event.more == {} and ledger.problems == ()


def test_the_first_source_with_a_full_day_counts_and_the_record_before_it(tmp_path: Path) -> None:
    sources = (UNDATED, MONTHLY, GAZETTE, HERALD)
    every = [source["id"] for source in sources]
    event, ledger = one(tmp_path, sources, date="yesterday", sources=every)
    assert event.date == "2023-10-12"
    assert "source 'gazette'" in ledger.problems[0].reason and "source 'herald'" in ledger.problems[0].reason
    event, _ = one(tmp_path, sources, date="yesterday", sources=every, published="2023-09-01")
    assert event.date == "2023-08-31" and event.more == {"published": "2023-09-01"}
    event, ledger = one(tmp_path, sources, date="24 September 2023", sources=every)
    assert ledger.problems == ()  # it means the same for both


def test_a_day_of_publication_is_a_single_certain_one() -> None:
    def days(*texts: Any) -> list[str]:
        sources = [Source(id=f"s{n}", publisher="P", title="T", published=text) for n, text in enumerate(texts[1:])]
        return [str(found.day) for found in published(texts[0], sources)]

    assert days(None, "2023-10-13T18:21", "2023-10", "2023-10-13~", "2023-10-14?", None, "2023-10-15") == [
        "2023-10-13", "2023-10-15",
    ]  # fmt: skip
    assert days("2023-10-01", "2023-10-13") == ["2023-10-01", "2023-10-13"]
    assert days(7) == days("nonsense") == days([]) == []


@pytest.mark.parametrize("sources", [(UNDATED,), (MONTHLY,)])
def test_without_a_day_of_publication_edtf_is_wanted_and_the_way_out_told(
    tmp_path: Path, sources: tuple[dict[str, str], ...]
) -> None:
    problem = refused(tmp_path, sources, date="last month")
    assert problem.reason == "is not EDTF" and "Write for example 2023-09-24" in problem.remedy
    assert "the day on which they were published" in problem.remedy
    assert "published" not in refused(tmp_path, sources, date="nonsense").remedy


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("last Thursday", ("2023-10-12", "2023-10-05")),
        ("03/04/2023", ("2023-04-03", "2023-03-04")),
        ("Monday, 24 September 2023", ("2023-09-24", "2023-09-25")),
    ],
)
def test_several_readings_are_refused_with_each_and_how_to_write_it(
    tmp_path: Path, words: str, readings: tuple[str, str]
) -> None:
    problem = refused(tmp_path, date=words)
    for edtf in readings:
        assert f"'{edtf}' (" in problem.reason and f"'{edtf}'" in problem.remedy
    either = problem.remedy.partition("'[")[2].partition("]'")[0]
    assert parse(f"[{either}]").kind == "within" and set(either.split(",")) == set(readings)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("30 February 2023", "does not exist"),
        ("two weeks after the attack", "counted from another"),
        ("480 BC", "outside the years"),
        ("nonsense", "is not EDTF"),
        ("2023-02-30", "does not exist"),
        ("45193", "as spreadsheets count days"),
    ],
)
def test_what_gives_no_date_is_refused_with_reason_and_remedy(tmp_path: Path, words: str, told: str) -> None:
    problem = refused(tmp_path, date=words)
    assert told in problem.reason and problem.remedy and problem.value == words and problem.column == "date"


@pytest.mark.parametrize(
    "words",
    ["in recent weeks", "recently", "Ramadan 1445", "24 September 2023 or shortly after", "not on 24 September 2023"],
)
def test_a_time_without_bounds_is_kept_without_a_date(tmp_path: Path, words: str) -> None:
    event, ledger = one(tmp_path, date=words)
    assert (event.date, event.date_text, ledger.undated) == (None, words, 1)
    assert ledger.problems[0].note and ledger.sound


def test_what_else_is_wrong_is_told_with_the_words(tmp_path: Path) -> None:
    found = collected(tmp_path, {"date": "last Thursday", "event_type": "batle", "part_of_day": "night"})
    assert [problem.column for problem in found.ledger.problems] == ["date", "event_type"]
    found = collected(tmp_path, {"date": "24 September", "event_type": "batle"})
    assert [problem.column for problem in found.ledger.problems] == ["event_type"]  # no notes on what was refused


def test_the_language_may_be_stated(tmp_path: Path) -> None:
    event, _ = one(tmp_path, date="24 shtator 2023", date_lang="sq")
    assert event.date == "2023-09-24" and event.more == {"date_lang": "sq"}
    problem = refused(tmp_path, date="24 shtator 2023", date_lang="?")
    assert problem.column == "date_lang" and "language tag" in problem.reason


def test_a_sheet_reads_words_from_the_day_of_its_source(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    head = ["id", "title", "event_type", "date", "date_lang", "source_publisher", "source_title", "source_published"]
    rows = [
        ["a", "A", "battle", "24 shtator", "sq", "P", "T", "2023-10-13"],
        ["b", "B", "battle", "last Thursday", "", "P", "T", "2023-10-13"],
        ["c", "C", "battle", "last month", "", "P", "T", ""],
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    found = read([path])
    assert [(event.date, event.date_text) for event in found.events] == [("2023-09-24", "24 shtator")]
    assert [(problem.row, problem.note) for problem in found.ledger.problems] == [(2, True), (3, False), (4, False)]
    (tmp_path / "b.csv").write_text(to_csv(found.events), "utf-8")
    again = read([tmp_path / "b.csv"]).events[0]
    assert (again.date, again.date_text) == ("2023-09-24", "24 shtator")


def test_other_formats_take_no_words(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [20.8, 42.9]}
    feature = {"type": "Feature", "geometry": point, "properties": {"title": "A", "date": "yesterday"}}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert all(event.date is None for event in read([path]).events)


pieces = st.sampled_from(
    ["24", "September", "2023", "last", "Thursday", "yesterday", "or", "not", "morning", "of", "/", "03", "04", "-",
     "~", "since", "..", "weeks", "recent", "shtator", "вересня", "the attack", "30 February", "BC", "06:30", "[", "]"]
)  # fmt: skip
texts = st.text(max_size=40) | st.lists(pieces, max_size=6).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(texts, st.sampled_from([None, "2023-10-13", "2023-10", "x", 5]), st.none() | st.text(max_size=8))
@example("480 BC", "2023-10-13", None)
def test_any_text_is_a_date_that_is_read_or_refused_with_a_remedy(text: str, stated: Any, own: str | None) -> None:
    found = read_date({"date": text, "published": stated, "date_text": own}, ())
    if found is None:
        return
    with pytest.raises(DateError):
        parse(text)
    for reason, remedy in (*found.notes, *found.wrong):
        assert reason and remedy
    if found.wrong:
        assert not found.notes and found.values["date"] is None
    else:
        assert stated == "2023-10-13" and " ".join(text.split()) in (
            found.values.get("date_text"), found.more.get("date"), " ".join((own or "").split()),
        )  # fmt: skip
        parse(found.values["date"], found.values.get("part_of_day")) if found.values["date"] else None


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_date_is_never_narrower_than_the_words(text: str) -> None:
    found = read_date({"date": text, "published": "2023-10-13"}, ())
    if found is None or found.wrong or not found.values["date"]:
        return
    said = resolve(text, published=parse("2023-10-13").earliest)
    taken = parse(found.values["date"], found.values.get("part_of_day"))
    assert taken.earliest is None or (said.start is not None and taken.earliest <= said.start)
    assert taken.end is None or (said.end is not None and taken.end >= said.end)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PHRASES), max_size=6))
def test_rows_add_up_whatever_the_words(tmp_path: Path, words: list[str]) -> None:
    ledger = collected(tmp_path, *({"date": text} for text in words)).ledger
    assert ledger.rows == len(words) == ledger.accepted + ledger.rejected
    assert ledger.rejected == len({problem.id for problem in ledger.problems if not problem.note})


def test_what_is_told_of_the_phrases_is_as_on_file(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    found = collected(tmp_path, *({"date": text} for text in PHRASES))
    dated = [f"{event.date_text} -> {event.date} {event.part_of_day or ''}".rstrip() for event in found.events]
    told = str(found.ledger).replace(str(tmp_path / "a.toml"), "a.toml")
    text = "\n".join([*dated, "", told, ""])
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")
