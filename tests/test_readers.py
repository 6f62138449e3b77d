import os
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
        ("date = 2023-09-24", "date = 7", "date", 'in quotes: "2023-09"'),
        ('id = "one"', 'id = "One!"', "id", "small letters"),
        (
            'sources = ["s"]',
            'sources = ["s"]\nactors = [{name = "A", rol = "x"}]',
            "actors.1.rol",
            "Did you mean 'role'?",
        ),
        ('sources = ["s"]', 'sources = ["s"]\nactors = [{name = "A", role = "hst"}]', "actors.1.role", "'host'"),
        ('sources = ["s"]', 'sources = ["s"]\nactors = "A"', "actors", "in brackets"),
        ('sources = ["s"]', "sources = 5", "sources", "in brackets"),
        (
            'sources = ["s"]',
            'sources = [{id = "x", publisher = "P", title = "T", ulr = "y"}]',
            "sources.1.ulr",
            "'url'",
        ),
        ('sources = ["s"]', 'sources = [{id="x",publisher="P",title="T",url="data:,x"}]', "sources.1.url", "https://"),
        ('place = "Banjska"', 'place = {name = "X", latt = 4}', "place.latt", "Did you mean 'lat'?"),
        ('place = "Banjska"', 'place = {name = "X", lat = 120.5, lon = 42}', "place.lat", "are the two swapped?"),
        ('place = "Banjska"', 'place = {name = "X", lat = 4}', "place.lon", "Give both"),
        ('place = "Banjska"', "place = 5", "place", "in braces"),
        ('title = "One"', "title = 5", "title", "in quotes"),
        ('title = "One"', f'title = "{"x" * 201}"', "title", "Shorten it."),
        ('title = "One"', 'title = "One"\nfatalities_best = -1', "fatalities_best", "leave it blank"),
        ('title = "One"', 'title = "One"\nfatalities_low = 3\nfatalities_high = 1', "fatalities_high", "low ≤ best"),
        (
            'title = "One"',
            'title = "One"\nclaims = [{kind="label",text="a",by="b",source="z"}]',
            "claims.1.source",
            "s.",
        ),
        ('title = "One"', 'title = "One"\npart_of = "one"', "part_of", "Name the event"),
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
    assert {problem.column for problem in ledger.problems if problem.reason != "is missing"} <= {column}
    assert len({problem.column for problem in ledger.problems}) == len(ledger.problems)
    assert not any(word in str(ledger) for word in ("function-", "constrained", "#named", "#spelled"))


def test_all_that_is_wrong_with_a_record_is_told_at_once(tmp_path: Path) -> None:
    wrong = 'status = "true"\nfatalities_low = 3\nfatalities_high = 1\npart_of_day = "noon"\nplace = 5\n'
    ledger = ledger_of(tmp_path, GOOD.replace('place = "Banjska"\n', wrong))
    assert [problem.column for problem in ledger.problems] == ["part_of_day", "status", "fatalities_high", "place"]
    assert all(problem.value and problem.reason and problem.remedy for problem in ledger.problems)


def test_a_slip_of_toml_in_one_event_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    slips = ("date = 2023-02-30", 'title = "unclosed', "summary = " + "9" * 5000, "x = 1\nx = 2", "y = " + "[" * 5000)
    for slip in slips:
        bad = f'[[events]]\nid = "two"\n{slip}\n\n'
        text = GOOD + bad + GOOD[GOOD.index("[[events]]") :].replace('"one"', '"three"')
        ledger = ledger_of(tmp_path, text)
        assert (ledger.rows, ledger.accepted) == (3, 2), slip
        (problem,) = ledger.problems
        first = len(GOOD.splitlines()) + 1
        assert problem.row is not None and first <= problem.row < first + 5
        assert problem.reason.startswith(("is not TOML", "has a number", "is nested")) and problem.remedy


def test_a_place_or_source_that_is_rejected_is_told_from_one_that_is_not_listed(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, GOOD.replace("lat = 42.97", "lat = 142.97").replace('title = "T"', "titel = 5"))
    assert [(problem.column, problem.reason) for problem in ledger.problems if problem.id] == [
        ("place", "is listed, and was rejected there"),
        ("sources", "is listed, and was rejected there"),
    ]
    assert {"places.1.lat", "sources.1.titel", "sources.1.title"} <= {problem.column for problem in ledger.problems}


def test_what_is_wrong_with_the_head_is_told_and_the_events_are_read(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, '# a story\ntitel = "x"\ncompiled = "2023-02-30"\n' + GOOD)
    assert [(problem.row, problem.column) for problem in ledger.problems] == [(2, "titel"), (3, "compiled")]
    assert ledger.accepted == 1 and "February 2023 has the days" in str(ledger)


def test_entries_in_a_list_are_told_by_the_line_of_the_list(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, '\nevents = [{id = "a"}]\n[["sources"]]\nid = "s"\n')
    assert {(problem.row, problem.id) for problem in ledger.problems} == {(2, "a"), (3, None)}


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
        (b"compiled = 'soon'", "is not EDTF"),
        (b"a = " + b"[" * 5000, "TOML"),
        (b"", "has no records"),
        (b"# nothing yet", "has no records"),
        (b"a = " + b"9" * 5000, "has a number that is too long"),
        (b"places = [5]", "places.1 '5' is not a table"),
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
    assert "does not exist" in str(read([Path("x" * 200)]).ledger)
    for path, words in (("x" * 5000, "cannot be read"), ("a\0b", "is no path"), (tmp_path / "a.pdf/b.toml", "be read")):
        ledger = read([Path(path)]).ledger
        assert words in str(ledger) and ledger.rejected == 1


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.toml")
    assert "is not a file" in str(read([tmp_path]).ledger)


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "cannot be read (Permission denied)" in str(read([tmp_path]).ledger)


def test_a_file_named_twice_is_read_once_and_lock_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    for name in ("~$a.xlsx", ".~a.csv", "._a.toml"):
        (tmp_path / name).write_bytes(b"\0\1")
    ledger = read([tmp_path / "a.toml", tmp_path, tmp_path]).ledger
    assert (ledger.rows, ledger.accepted, ledger.problems) == (1, 1, ())


def test_a_doubled_id_is_rejected_and_the_first_kept(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD.replace("One", "Other"))
    collection = read([tmp_path])
    assert [event.title for event in collection.events] == ["One"]
    assert collection.ledger.rejected == 1
    line = GOOD.splitlines().index("[[events]]") + 1
    assert f"was used before, in {tmp_path / 'a.toml'}:{line}." in str(collection.ledger)


def test_a_part_of_nothing_or_of_itself_is_told_with_its_place(tmp_path: Path) -> None:
    lost = GOOD.replace('title = "One"', 'title = "One"\npart_of = "oen"')
    (problem,) = ledger_of(tmp_path, lost + lost[lost.index("[[events]]") :].replace('"one"', '"two"')).problems[:1]
    assert (problem.file, problem.row, problem.id) == (
        str(tmp_path / "a.toml"),
        lost.splitlines().index("[[events]]") + 1,
        "one",
    )
    assert problem.remedy == "Did you mean 'one'?"
    events = lost[lost.index("[[events]]") :].replace("oen", "two")
    circle = ledger_of(
        tmp_path,
        lost.replace("oen", "two") + events.replace('"two"', '"x"').replace('"one"', '"two"').replace('"x"', '"one"'),
    )
    assert [problem.reason for problem in circle.problems] == ["leads back to the event itself"] * 2


def test_a_listed_place_twice_is_told(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, GOOD + '\n[[places]]\nname = "Banjska"\n')
    assert "places.2.name 'Banjska' is listed twice, and the first is taken" in str(ledger)
    collection = read([tmp_path / "a.toml"])
    assert collection.events[0].place is not None and collection.events[0].place.lat == 42.97


def test_headers_in_multi_line_text_do_not_shift_the_line(tmp_path: Path) -> None:
    for summary in (
        'summary = """\n[[events]]\n\\"""\n"""',
        "summary = '''\n[[events]]\n'''",
        'summary = "a\u2028b"',
        '# an odd """ in a comment\n# [[events]]',
        'summary = \'one """ in quotes\'',
    ):
        text = GOOD.replace('title = "One"', f'title = "One"\n{summary}') + '[[events]]\nid = "two"\n'
        ledger = ledger_of(tmp_path, text)
        assert {problem.row for problem in ledger.problems} == {text.count("\n") - 1}, summary


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


def test_a_problem_is_one_line_that_a_terminal_does_not_obey() -> None:
    shown = str(Problem("a\nb", 1, "x\x1b[31m", "c\u202e", "\udcff Бањска צ", "is wrong", "Mend it."))
    assert shown.isprintable() and "Бањска צ" in shown and "\\x1b" in shown


def test_the_bundled_records_are_read_when_nothing_is_named() -> None:
    assert read([BUNDLED]).compiled == "2023-10-13"
