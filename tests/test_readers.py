from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.ledger import Ledger, Problem
from events.readers import BUNDLED, read

GOOD = """
[[sources]]
id = "s"
publisher = "P"
title = "T"

[[places]]
name = "Banjska"
lat = 42.97
lon = 20.78

[[events]]
id = "one"
title = "One"
event_type = "battle"
date = 2023-09-24
place = "Banjska"
sources = ["s"]
"""


def ledger_of(tmp_path: Path, text: str, name: str = "a.toml") -> Ledger:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read([tmp_path / name]).ledger


def test_a_good_file_is_accepted_whole(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, GOOD)
    assert (ledger.rows, ledger.accepted, ledger.rejected, ledger.problems) == (1, 1, 0, ())


@pytest.mark.parametrize(
    ("old", "new", "column", "remedy"),
    [
        ('place = "Banjska"', 'place = "Bansjka"', "place", "Did you mean 'Banjska'?"),
        ('sources = ["s"]', 'sources = ["t"]', "sources", "Known: s."),
        ('title = "One"', 'titel = "One"', "titel", "Did you mean 'title'?"),
        ('event_type = "battle"', 'event_type = "batle"', "event_type", "Did you mean 'battle'?"),
        ("date = 2023-09-24", 'date = "2023-02-30"', "date", "February 2023 has the days 01 to 28"),
        ("date = 2023-09-24", 'date = "2023-09-24"\npart_of_day = "mornin"', "part_of_day", "Did you mean 'morning'?"),
        ("date = 2023-09-24", "date = 7", "date", "README"),
        ('id = "one"', 'id = "One!"', "id", "small letters"),
        ('sources = ["s"]', 'sources = ["s"]\nactors = [{name = "A", rol = "x"}]', "actors.1.rol", ""),
        ('sources = ["s"]', "sources = 5", "sources", ""),
    ],
)
def test_a_bad_record_is_told_with_its_place_value_and_remedy(
    tmp_path: Path, old: str, new: str, column: str, remedy: str
) -> None:
    ledger = ledger_of(tmp_path, GOOD.replace(old, new))
    assert ledger.rejected == 1
    problem = next(problem for problem in ledger.problems if problem.column == column)
    assert problem.row == GOOD.splitlines().index("[[events]]") + 1
    assert problem.id in ("one", "One!") and remedy in problem.remedy
    assert str(tmp_path / "a.toml") in str(problem)


def test_good_rows_load_beside_bad_ones(tmp_path: Path) -> None:
    bad = '[[events]]\nid = "two"\n'
    ledger = ledger_of(tmp_path, GOOD + bad)
    assert (ledger.rows, ledger.accepted, ledger.rejected) == (2, 1, 1)
    assert {problem.id for problem in ledger.problems} == {"two"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"a = ", "not TOML"),
        (b"x = 1\nx = 2", "not TOML"),
        (b"events = 5", "not a list of tables"),
        (b"evnts = []", "Did you mean 'events'?"),
        (b"events = [1]", "not a table"),
        (b"compiled = 'soon'", "is not a date"),
        (b"a = " + b"[" * 5000, "TOML"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_rejected_row(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    ledger = read([path]).ledger
    assert ledger.rejected >= 1 and ledger.accepted == 0
    assert words in str(ledger) or "nested too deeply" in str(ledger)


def test_paths_that_are_not_there_or_not_known_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("x")
    assert "does not exist" in str(read([tmp_path / "no.toml"]).ledger)
    assert "no known ending" in str(read([tmp_path / "a.pdf"]).ledger)
    assert "has no records" in str(read([tmp_path]).ledger)


def test_a_doubled_id_is_rejected_and_the_first_kept(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD.replace("One", "Other"))
    collection = read([tmp_path])
    assert [event.title for event in collection.events] == ["One"]
    assert collection.ledger.rejected == 1
    assert "was used before, in " + str(tmp_path / "a.toml") in str(collection.ledger)


def test_a_listed_place_twice_is_told(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, GOOD + '\n[[places]]\nname = "Banjska"\n')
    assert "is listed twice" in str(ledger)


def test_headers_in_multi_line_text_do_not_shift_the_line(tmp_path: Path) -> None:
    text = GOOD.replace('title = "One"', 'title = "One"\nsummary = """\n[[events]]\n"""') + '[[events]]\nid = "two"\n'
    ledger = ledger_of(tmp_path, text)
    assert {problem.row for problem in ledger.problems} == {len(text.splitlines()) - 1}


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode), st.sampled_from([".toml", ".csv", ".xlsx"]))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_ledger_that_adds_up(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"junk{ending}"
    path.write_bytes(data)
    collection = read([path])
    assert collection.ledger.rows == collection.ledger.accepted + collection.ledger.rejected
    assert collection.ledger.accepted == len(collection.events)
    assert str(collection.ledger)


def test_ledgers_add_up_and_speak_json() -> None:
    problem = Problem("f", 3, "a", "date", "x", "is not EDTF", "Write 2023.")
    whole = Ledger(2, 1, 1, 0, (problem,)) + Ledger(3, 3, 0, 1)
    assert (whole.rows, whole.accepted, whole.rejected, whole.unplaced, whole.undated) == (5, 4, 1, 1, 1)
    assert whole.as_json()["problems"] == [
        {
            "file": "f",
            "row": 3,
            "id": "a",
            "column": "date",
            "value": "x",
            "reason": "is not EDTF",
            "remedy": "Write 2023.",
        }
    ]
    assert str(problem) == "f:3: event 'a': date 'x' is not EDTF. Write 2023."


def test_the_bundled_records_are_read_when_nothing_is_named() -> None:
    assert read([BUNDLED]).compiled == "2023-10-13"
