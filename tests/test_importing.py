import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.datasets import RECORDS, Dataset
from events.importing import fill, import_files, merge, output, run
from events.importing.import_files import Report, check_files
from events.importing.output import Output, OutputError, output_at
from events.importing.work_folder import BusyError, open_work_folder
from events.ledger import Problem
from events.model import Event
from events.places import COLUMNS
from events.readers import BUNDLED, read
from events.readers.ahead import ahead
from events.readers.chunk import Chunk, Reading, Rejected
from tests.importing_rows import event, in_order, plain, rows_of, sheet, table
from tests.strategies import events as any_event

SETTINGS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def import_to(path: Path, *files: Path, **options: Any) -> Report:
    return import_files.import_files(files, output_at(str(path)), **options)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs, samples, slices and batches of a few rows, so that a few rows take the way of millions."""
    monkeypatch.setattr(fill, "ROWS", 7)
    monkeypatch.setattr(run, "SAMPLE", 2)
    monkeypatch.setattr(merge, "SAMPLE", 2)
    monkeypatch.setattr(merge, "SLICE", 4)
    monkeypatch.setattr(run, "BATCH", 3)
    monkeypatch.setattr("events.importing.parquet.GROUP", 5)


def given_chunks(monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Iterator[Chunk]]) -> None:
    """Let every file be read as the chunks that are made for it."""

    def opened(path: Path, kind: str | None, ids: object = None) -> Reading:
        dataset = Dataset(key="acled", name="ACLED")
        return Reading(str(path), "acled", dataset, make(path), path.stat().st_size)

    monkeypatch.setattr(fill, "open_reading", opened)


def chunked(events: list[Event], rows: int) -> Iterator[Chunk]:
    for first in range(0, len(events), rows):
        part = table(*events[first : first + rows])
        yield Chunk(part, np.arange(first + 2, first + 2 + part.num_rows))


def test_an_import_holds_what_reading_gives(tmp_path: Path) -> None:
    report = import_to(tmp_path / "a.parquet", BUNDLED)
    collection = read([BUNDLED])
    rows = rows_of(tmp_path / "a.parquet")
    assert plain(rows) == plain(collection.rows)
    assert in_order(rows)
    assert report.ledger == collection.ledger and report.datasets == (RECORDS,) and report.compiled == "2023-10-13"
    assert list(tmp_path.iterdir()) == [tmp_path / "a.parquet"]


@given(st.lists(any_event(), max_size=40, unique_by=lambda made: made.id), st.integers(1, 9))
@SETTINGS
def test_any_events_come_back_in_order_whatever_the_chunks(
    tmp_path: Path, small: None, made: list[Event], rows: int
) -> None:
    (tmp_path / "a.csv").write_text("x")
    with pytest.MonkeyPatch.context() as monkeypatch:
        given_chunks(monkeypatch, lambda path: chunked(made, rows))
        report = import_to(tmp_path / "a.parquet", tmp_path / "a.csv")
    found = rows_of(tmp_path / "a.parquet")
    assert plain(found) == plain(table(*made)) and in_order(found)
    assert (report.ledger.rows, report.ledger.accepted) == (len(made), len(made))
    assert report.ledger.undated == sum(one.date is None for one in made)
    (tmp_path / "a.parquet").unlink()


def test_the_file_tells_of_itself(tmp_path: Path) -> None:
    import_to(tmp_path / "a.parquet", sheet(tmp_path / "a.csv", {"id": "one"}, {"id": "One!"}))
    told = pq.read_metadata(tmp_path / "a.parquet").metadata
    assert json.loads(told[b"conflict-timeline:datasets"]) == [RECORDS.model_dump(exclude_none=True)]
    ledger = json.loads(told[b"conflict-timeline:ledger"])
    assert (ledger["rows"], ledger["accepted"], ledger["rejected"]) == (2, 1, 1)
    assert told[b"conflict-timeline:format"] == b"1" and b"conflict-timeline:compiled" not in told


def test_places_are_numbered_by_how_many_events_they_have(tmp_path: Path) -> None:
    places = [("B", 1, 2), ("A", 1, 2), ("C", 3, 4), ("C", 3, 4), ("C", 3, 5), (None, None, None)]
    rows = [
        {"id": f"e{number}", "place": name, "lat": lat, "lon": lon} for number, (name, lat, lon) in enumerate(places)
    ]
    import_to(tmp_path / "a.parquet", sheet(tmp_path / "a.csv", *rows))
    found = rows_of(tmp_path / "a.parquet")
    numbers = dict(zip(found["id"].to_pylist(), found["place_id"].to_pylist(), strict=True))
    assert numbers == {"e2": 0, "e3": 0, "e1": 1, "e0": 2, "e4": 3, "e5": -1}


@given(st.lists(any_event(), max_size=30, unique_by=lambda made: made.id))
@SETTINGS
def test_a_number_means_one_place_and_low_ones_are_frequent(tmp_path: Path, small: None, made: list[Event]) -> None:
    (tmp_path / "a.csv").write_text("x")
    with pytest.MonkeyPatch.context() as monkeypatch:
        given_chunks(monkeypatch, lambda path: chunked(made, 4))
        import_to(tmp_path / "a.parquet", tmp_path / "a.csv")
    found = rows_of(tmp_path / "a.parquet")
    numbers = found["place_id"].to_pylist()
    places = [_place(row) for row in found.select(COLUMNS).to_pylist()]
    assert len(set(zip(numbers, places, strict=True))) == len(set(numbers)) == len(set(places))
    assert all((number == -1) == (place is None) for number, place in zip(numbers, places, strict=True))
    counts = np.bincount([number for number in numbers if number >= 0])
    assert (np.diff(counts) <= 0).all() and counts.all()


def _place(row: dict[str, Any]) -> str | None:
    return None if row["place"] is None else repr(row | {"place_names": sorted(row["place_names"] or ())})


def test_a_doubled_id_is_refused_with_the_line_of_the_first(tmp_path: Path, small: None) -> None:
    first = sheet(tmp_path / "a.csv", *({"id": f"e{number}", "date": "2024"} for number in range(20)))
    second = sheet(tmp_path / "b.csv", {"id": "new"}, {"id": "e7", "date": "1999", "lat": 1, "lon": 2, "place": "P"})
    report = import_to(tmp_path / "o.parquet", first, second)
    assert (report.ledger.rows, report.ledger.accepted, report.ledger.rejected) == (22, 21, 1)
    (problem,) = report.ledger.problems
    assert (problem.file, problem.row, problem.id, problem.column) == (str(second), 3, "e7", "id")
    assert problem.reason == f"was used before, in {first}:9"
    found = {row["id"]: row["date"] for row in rows_of(tmp_path / "o.parquet").to_pylist()}
    assert len(found) == 21 and found["e7"] == "2024"
    assert report.ledger.unplaced == 21 and report.ledger.undated == 1
    assert report.ledger == read([first, second]).ledger == check_files([first, second]).ledger


@given(st.lists(st.integers(0, 12), max_size=40), st.integers(1, 6))
@SETTINGS
def test_of_equal_ids_the_first_that_was_read_stays(tmp_path: Path, small: None, numbers: list[int], rows: int) -> None:
    (tmp_path / "a.csv").write_text("x")
    made = [event(f"e{number}", f"{2000 + place}") for place, number in enumerate(numbers)]
    with pytest.MonkeyPatch.context() as monkeypatch:
        given_chunks(monkeypatch, lambda path: chunked(made, rows))
        report = import_to(tmp_path / "a.parquet", tmp_path / "a.csv")
    found = {row["id"]: row["date"] for row in rows_of(tmp_path / "a.parquet").to_pylist()}
    assert found == {f"e{number}": f"{2000 + numbers.index(number)}" for number in numbers}
    assert (report.ledger.rows, report.ledger.accepted) == (len(numbers), len(found))
    assert {problem.row for problem in report.ledger.problems} == {
        place + 2 for place, number in enumerate(numbers) if number in numbers[:place]
    }


def test_equal_hashes_of_different_ids_are_no_doubles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "text_hashes", lambda texts: np.full(len(texts), 7, dtype=np.uint64))
    report = import_to(tmp_path / "o.parquet", sheet(tmp_path / "a.csv", {"id": "a"}, {"id": "b"}, {"id": "a"}))
    assert (report.ledger.accepted, report.ledger.rejected) == (2, 1)


def test_a_part_of_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = sheet(
        tmp_path / "a.csv",
        {"id": "whole"},
        {"id": "a", "part_of": "whole"},
        {"id": "b", "part_of": "whale"},
        {"id": "c", "part_of": "d"},
        {"id": "d", "part_of": "c"},
    )
    report = import_to(tmp_path / "o.parquet", file)
    assert report.ledger == read([file]).ledger
    first = report.ledger.problems[0]
    assert (first.row, first.remedy[:12]) == (4, "Did you mean")
    monkeypatch.setattr("events.importing.wholes.MOST_NAMES", 0)
    told = import_to(tmp_path / "o.parquet", file).ledger.problems
    assert [problem.row for problem in told] == [4, 5, 6]


def test_two_releases_of_a_data_set_stay_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(path: Path, kind: str | None, ids: object = None) -> Reading:
        dataset = Dataset(key="ucdp-ged", name=f"UCDP GED {path.stem}")
        rows = table(event(f"e-{path.stem}", dataset="ucdp-ged"))
        return Reading(str(path), "ucdp", dataset, iter([Chunk(rows, np.array([2]))]), 1)

    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("x")
    monkeypatch.setattr(fill, "open_reading", opened)
    report = import_to(tmp_path / "o.parquet", tmp_path / "a.csv", tmp_path / "b.csv")
    assert [dataset.key for dataset in report.datasets] == ["ucdp-ged", "ucdp-ged-2"]
    assert rows_of(tmp_path / "o.parquet")["dataset"].to_pylist() == ["ucdp-ged", "ucdp-ged-2"]


def test_sources_of_one_id_in_two_files_stay_apart(tmp_path: Path) -> None:
    for name, publisher in (("a", "P"), ("b", "Q")):
        text = f'[[sources]]\nid = "s"\npublisher = "{publisher}"\ntitle = "T"\n[[events]]\nid = "{name}"\n'
        text += 'title = "x"\nevent_type = "battle"\nsources = ["s"]\n'
        (tmp_path / f"{name}.toml").write_text(text)
    import_to(tmp_path / "o.parquet", tmp_path)
    found = rows_of(tmp_path / "o.parquet")["sources"].to_pylist()
    assert [(source["id"], source["publisher"]) for (source,) in found] == [("s", "P"), ("s-2", "Q")]


class Stopped(KeyboardInterrupt):
    pass


def test_an_import_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("x")
    (tmp_path / "b.csv").write_text("y")
    written: list[int] = []
    stop_after = [3]
    write_run = fill.write_run

    def counting(*arguments: Any) -> run.Run:
        if len(written) == stop_after[0]:
            raise Stopped
        written.append(len(written))
        return write_run(*arguments)

    def make(path: Path) -> Iterator[Chunk]:
        return chunked([event(f"{path.stem}-{number}", f"{1900 + number}") for number in range(30)], 4)

    monkeypatch.setattr(fill, "write_run", counting)
    given_chunks(monkeypatch, make)
    with pytest.raises(Stopped):
        import_to(tmp_path / "o.parquet", tmp_path / "a.csv", tmp_path / "b.csv")
    assert not (tmp_path / "o.parquet").exists()
    stop_after[0] = 5
    with pytest.raises(Stopped):
        import_to(tmp_path / "o.parquet", tmp_path / "a.csv", tmp_path / "b.csv")
    stop_after[0] = 100
    report = import_to(tmp_path / "o.parquet", tmp_path / "a.csv", tmp_path / "b.csv")
    assert len(written) == 8  # four runs of each file, each written once
    assert report.ledger.accepted == 60 and rows_of(tmp_path / "o.parquet").num_rows == 60
    assert len(set(rows_of(tmp_path / "o.parquet")["id"].to_pylist())) == 60
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv", "o.parquet"]


@pytest.mark.parametrize("harm", ["changed input", "cut run", "torn words", "another version"])
def test_what_does_not_fit_any_more_is_made_again(
    tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    (tmp_path / "a.csv").write_text("x")
    years = [1900]
    given_chunks(
        monkeypatch, lambda path: chunked([event(f"e{number}", f"{years[0] + number}") for number in range(30)], 4)
    )
    with monkeypatch.context() as broken:
        broken.setattr(import_files, "number_places", lambda *arguments: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            import_to(tmp_path / "o.parquet", tmp_path / "a.csv")
    work = tmp_path / ".o.parquet.importing"
    if harm == "changed input":
        years[0] = 1800
        (tmp_path / "a.csv").write_text("xy")
    elif harm == "cut run":
        (work / "1.arrow").write_bytes((work / "1.arrow").read_bytes()[:-9])
    elif harm == "torn words":
        with (work / "words").open("a") as file:
            file.write('{"place": ["torn')
    else:
        (work / "made-by").write_text("0.0.1")
    report = import_to(tmp_path / "o.parquet", tmp_path / "a.csv")
    found = rows_of(tmp_path / "o.parquet")
    assert found["date"].to_pylist() == [f"{years[0] + number}" for number in range(30)]
    assert (report.ledger.rows, report.ledger.accepted) == (30, 30)


def test_a_broken_run_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_to(tmp_path / "o.parquet", sheet(tmp_path / "a.csv", {"id": "old"}))
    before = (tmp_path / "o.parquet").read_bytes()
    sheet(tmp_path / "a.csv", {"id": "new"})
    for name in ("merged", "compare"):
        with monkeypatch.context() as broken:
            broken.setattr(import_files, name, lambda *arguments: (_ for _ in ()).throw(OSError("disk full")))
            with pytest.raises(OSError, match="disk full"):
                import_to(tmp_path / "o.parquet", tmp_path / "a.csv")
        assert (tmp_path / "o.parquet").read_bytes() == before
    import_to(tmp_path / "o.parquet", tmp_path / "a.csv")
    assert rows_of(tmp_path / "o.parquet")["id"].to_pylist() == ["new"]


def test_two_imports_to_one_place_do_not_mix(tmp_path: Path) -> None:
    target = output_at(str(tmp_path / "o.parquet"))
    folder = open_work_folder(target.work)
    with pytest.raises(BusyError, match="another import"):
        import_files.import_files([BUNDLED], target)
    folder.close()
    import_files.import_files([BUNDLED], target)


def test_a_folder_holds_slices_of_time(tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "GROUP", 5)
    (tmp_path / "a.csv").write_text("x")
    made = [event(f"e{number}", f"{2023 - number}") for number in range(33)]
    given_chunks(monkeypatch, lambda path: chunked(made, 4))
    target = Output(tmp_path / "parts", 10)
    for _ in range(2):  # the second takes the place of the first
        import_files.import_files([tmp_path / "a.csv"], target)
        files = sorted(path.name for path in (tmp_path / "parts").iterdir())
        assert files == [f"part-0000{number}.parquet" for number in range(4)]
        assert [pq.read_metadata(tmp_path / "parts" / name).num_rows for name in files] == [10, 10, 10, 3]
        assert in_order(rows_of(tmp_path / "parts")) and plain(rows_of(tmp_path / "parts")) == plain(table(*made))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "parts"]
    assert output_at(str(tmp_path / "parts")).part_rows is not None


def test_nothing_at_all_is_an_empty_import(tmp_path: Path) -> None:
    report = import_to(tmp_path / "o.parquet", tmp_path / "no.csv")
    assert (report.ledger.rows, report.ledger.rejected) == (1, 1) and "does not exist" in str(report)
    assert rows_of(tmp_path / "o.parquet").num_rows == 0


def test_what_is_not_of_the_program_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.parquet").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "letter.txt").write_text("x")
    for place in ("mine.parquet", "folder", "a.csv", "mine.parquet/", "no/where.parquet"):
        with pytest.raises(OutputError):
            output_at(str(tmp_path) + "/" + place)
    assert (tmp_path / "mine.parquet").read_bytes() == b"mine"


def test_an_import_is_imported_again_as_it_is(tmp_path: Path) -> None:
    first = import_to(tmp_path / "a.parquet", BUNDLED)
    again = import_to(tmp_path / "b.parquet", tmp_path / "a.parquet")
    assert plain(rows_of(tmp_path / "a.parquet")) == plain(rows_of(tmp_path / "b.parquet"))
    assert (again.ledger.accepted, again.datasets, again.compiled) == (18, first.datasets, first.compiled)
    onto_itself = import_to(tmp_path / "a.parquet", tmp_path / "a.parquet")
    assert onto_itself.changes is not None and onto_itself.changes.unchanged == 18


def test_refused_rows_are_kept_in_the_order_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem("f", 3, "x", "date", "?", "is not a date", "Mend it.")
    chunk = Chunk(table(event("a")), np.array([2]), (problem,), (Rejected("f", 3, {"id": "x", "date": "?"}),))
    (tmp_path / "a.csv").write_text("x")
    given_chunks(monkeypatch, lambda path: iter([chunk]))
    report = import_to(tmp_path / "o.parquet", tmp_path / "a.csv", rejects=tmp_path / "r.csv")
    assert (report.ledger.rows, report.ledger.rejected) == (2, 1)
    assert (tmp_path / "r.csv").read_text().splitlines() == [
        "id,date,_file,_line,_column,_reason,_remedy",
        "x,?,f,3,date,is not a date,Mend it.",
    ]


def test_working_ahead_gives_the_same_and_raises_the_same() -> None:
    assert list(ahead(iter(range(100)))) == list(range(100))

    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(ahead(failing()))
    before = threading.active_count()
    for item in ahead(iter(range(1000))):
        if item == 3:
            break
    assert threading.active_count() <= before


def test_what_works_ahead_is_closed_when_it_is_left() -> None:
    closed = []

    def numbers() -> Iterator[int]:
        try:
            yield from range(1000)
        finally:
            closed.append(True)

    for item in ahead(ahead(numbers())):
        if item == 3:
            break
    assert closed == [True]
