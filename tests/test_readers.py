import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.datasets import RECORDS, Dataset
from events.ledger import FEW, KEPT, SHOWN, Ledger, Problem
from events.readers import BUNDLED, collect, files_of, open_reading, read
from events.readers.chunk import Chunk, Reading
from events.readers.dataset_keys import DatasetKeys, renamed
from events.readers.kinds import KINDS
from events.readers.source_ids import SourceIds
from events.schema import SCHEMA
from tests.importing_rows import event, sheet, table

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
    assert "a.pdf: has one column" in str(read([tmp_path / "a.pdf"]).ledger)
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


problems = st.builds(
    Problem,
    st.just("f"),
    st.integers(1, 9),
    st.none(),
    st.sampled_from(["a", "b", None]),
    st.just("x"),
    st.sampled_from(["is odd", "is less than low, 5", "is less than low, 77", "was used before, in f:3"]),
    st.just("Mend it."),
)
ledgers = st.builds(lambda found: Ledger(len(found), 0, problems=tuple(found)), st.lists(problems, max_size=8))


@given(ledgers, ledgers, ledgers)
def test_ledgers_are_added_in_any_grouping(a: Ledger, b: Ledger, c: Ledger) -> None:
    assert (a + b) + c == a + (b + c) and a + Ledger() == a == Ledger() + a
    whole = a + b + c
    assert sum(reason.count for reason in whole.reasons) == len(whole.problems) + whole.further
    assert Ledger.from_json(whole.as_json()) == whole


def test_reasons_are_counted_without_what_differs_from_row_to_row() -> None:
    found = [Problem("f", row, None, "id", "x", f"was used before, in g:{row}", "Mend it.") for row in (5, 6)]
    found += [Problem("f", row, None, "high", "x", f"is less than low, {row}", "Mend it.") for row in (7, 8)]
    counted = Ledger(4, 0, problems=tuple(found)).reasons
    assert [(reason.column, reason.reason, reason.count, reason.example.row) for reason in counted] == [
        ("id", "was used before", 2, 5),
        ("high", "is less than low, …", 2, 7),
    ]


def test_many_problems_are_counted_by_reason_and_the_first_told() -> None:
    def wrong(row: int) -> Problem:
        return Problem("f", row, None, "date", str(row), "is not a date", "Write 2023.")

    few = Ledger(FEW, 0, problems=tuple(wrong(row) for row in range(FEW)))
    assert len(str(few).splitlines()) == 2 + FEW
    whole = sum((Ledger(500, 0, problems=tuple(wrong(row) for row in range(500))) for _ in range(4)), Ledger())
    assert (whole.rows, len(whole.problems), whole.further, len(whole.reasons)) == (2000, KEPT, 1000, 1)
    lines = str(whole).splitlines()
    assert lines[2] == "2,000 × date is not a date, first: f:0: date '0' is not a date. Write 2023."
    assert lines[3:-1] == [str(wrong(row)) for row in range(SHOWN)] and lines[-1] == "… and 1,980 further problems"
    assert whole.as_json()["reasons"][0]["count"] == 2000 and len(whole.as_json()["problems"]) == KEPT


def test_a_collection_has_rows_and_events(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    collection = read([tmp_path])
    assert collection.rows.schema == SCHEMA and collection.rows["id"].to_pylist() == ["one"]
    assert collection.events[0].id == "one" and collection.events is collection.events
    assert collection.datasets == (RECORDS,)
    assert collect(collection.events).rows.equals(collection.rows)
    nothing = read([])
    assert (nothing.rows.num_rows, nothing.datasets, nothing.events) == (0, (), ())


def test_a_kind_can_be_stated(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD)
    assert read([path], "records").ledger.accepted == 1
    assert all(isinstance(open_reading(path, kind), Reading | Problem) for kind in KINDS)
    with pytest.raises(ValueError, match="'acleed' is no kind of file; known: records, "):
        open_reading(path, "acleed")


def test_a_reading_accounts_for_every_row(tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", {"id": "one"}, {"id": "Two!", "date": "soon"})
    reading = open_reading(file)
    assert isinstance(reading, Reading)
    (chunk,) = reading.chunks
    assert (reading.kind, reading.dataset, chunk.rows) == ("sheet", RECORDS, 2)
    assert chunk.lines.tolist() == [2] and chunk.events["id"].to_pylist() == ["one"]
    (row,) = chunk.rejected
    assert (row.file, row.line, row.cells["id"], row.cells["date"]) == (str(file), 3, "Two!", "soon")
    assert {problem.row for problem in chunk.problems} == {3}
    (tmp_path / "b.toml").write_text(GOOD + '[[events]]\nid = "two"\n[[events]]\nid = \n')
    reading = open_reading(tmp_path / "b.toml")
    assert isinstance(reading, Reading)
    (chunk,) = reading.chunks
    assert chunk.rows == 3 and len(chunk.rejected) == 2


def test_files_of_a_folder_are_those_that_hold_events(tmp_path: Path) -> None:
    for name in ("b.CSV", "a.toml", "c.geojson", "d.txt", "e.csv.gz", "f.parquet", "g.json", "h.xlsx", "i.tsv"):
        (tmp_path / name).write_text("x")
    for name in (".hidden.csv", "~$h.xlsx", "b.mapping.toml", "README.md", "picture.png"):
        (tmp_path / name).write_text("x")
    (tmp_path / "inner.csv").mkdir()
    (tmp_path / "export").write_text((tmp_path / "a.toml").read_text() and GOOD)
    found = [file.name for file in files_of([tmp_path, tmp_path / "a.toml"])]
    assert found == [
        "a.toml",
        "b.CSV",
        "c.geojson",
        "d.txt",
        "e.csv.gz",
        "export",
        "f.parquet",
        "g.json",
        "h.xlsx",
        "i.tsv",
    ]


def test_a_second_source_of_one_id_is_numbered_in_claims_too() -> None:
    ids = SourceIds()
    sources = [[{"id": "s", "publisher": publisher, "title": "T"}] for publisher in ("P", "Q", "P")]
    claims = [{"kind": "label", "text": "a", "by": "b", "source": "s"}]
    made = [event(f"e{number}", sources=source, claims=claims) for number, source in enumerate(sources)]
    found = [*ids.distinct(made[:2]), *ids.distinct(made[2:])]
    assert [one.sources[0].id for one in found] == [one.claims[0].source for one in found] == ["s", "s-2", "s"]
    assert made[1].sources[0].id == "s"
    twice = event(
        "x", sources=[{"id": "s", "publisher": "Z", "title": "T"}, {"id": "s-2", "publisher": "Z", "title": "T"}]
    )
    (changed,) = ids.distinct([twice])
    assert len({source.id for source in changed.sources} | {"s", "s-2"}) == 4


def test_two_data_sets_of_one_key_are_numbered() -> None:
    keys = DatasetKeys()
    sets = [Dataset(key="u", name=name) for name in ("A", "B", "A", "C")]
    assert [keys.key(dataset) for dataset in sets] == ["u", "u-2", "u", "u-3"]
    assert [(dataset.key, dataset.name) for dataset in keys.datasets] == [("u", "A"), ("u-2", "B"), ("u-3", "C")]
    rows = table(event("a"), event("b", dataset="u"))
    assert renamed(rows, {"u": "u-2"})["dataset"].to_pylist() == ["records", "u-2"]
    assert renamed(rows, {"u": "u"}) is rows


def test_a_file_that_breaks_off_is_told_and_what_came_before_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(path: Path, head: object) -> Reading:
        def chunks() -> Iterator[Chunk]:
            yield Chunk(table(event("one")), np.array([7]))
            raise pa.ArrowInvalid("a page is broken")

        return Reading(str(path), "acled", Dataset(key="acled", name="ACLED"), chunks(), 5)

    (tmp_path / "a.csv").write_text("x")
    monkeypatch.setattr("events.readers.acled.read", breaking)
    collection = read([tmp_path / "a.csv"], "acled")
    assert (collection.ledger.rows, collection.ledger.accepted) == (2, 1)
    assert "a.csv:8: cannot be read on from here (ArrowInvalid: a page is broken)" in str(collection.ledger)
