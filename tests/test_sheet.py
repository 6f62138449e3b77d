from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.model import Actor, Claim, Event, Facts, Place, Source
from events.readers import BUNDLED, read
from events.readers.columns import (
    COLUMNS,
    LISTS,
    PLACE,
    SCALARS,
    column_named,
    column_of,
    join,
    split,
    to_cells,
    to_record,
)
from events.readers.sheet import cell_text
from events.readers.template import to_csv
from tests.strategies import events, lines

ROUND = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
HEAD = "id,title,event_type,date,source_publisher,source_title,actors,actor_roles\n"
GOOD = "one,One,battle,2023-09-24,P,T,A; B,initiator;\n"


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    return path


@given(st.lists(events(), max_size=3, unique_by=lambda event: event.id))
@ROUND
def test_csv_reads_back_to_equal_events(tmp_path: Path, made: list[Event]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(to_csv(made), encoding="utf-8", newline="")
    collection = read([path])
    assert [problem for problem in collection.ledger.problems if problem.column != "part_of"] == []
    assert list(collection.events) == made


@given(st.lists(events(), min_size=1, max_size=2, unique_by=lambda event: event.id))
@settings(ROUND, max_examples=25)
def test_xlsx_reads_back_to_equal_events(tmp_path: Path, made: list[Event]) -> None:
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    for event in made:
        book.active.append([None] * len(COLUMNS))
        for number, text in enumerate(to_cells(event).values(), 1):
            cell = book.active.cell(book.active.max_row, number)
            cell.value, cell.data_type = text, "s"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert list(read([path]).events) == made


def test_the_bundled_toml_and_its_sheet_are_equal(tmp_path: Path) -> None:
    bundled = read([BUNDLED]).events
    path = tmp_path / "a.csv"
    path.write_text(to_csv(bundled), encoding="utf-8", newline="")
    assert read([path]).events == bundled


def test_every_field_of_an_event_has_a_column() -> None:
    assert set(SCALARS) | set(LISTS) == set(Facts.model_fields) | {"sources"}
    assert set(PLACE.values()) == set(Place.model_fields)
    for key, model in (("actors", Actor), ("claims", Claim), ("sources", Source)):
        assert set(LISTS[key].values()) == set(model.model_fields)
    assert len(set(COLUMNS)) == len(COLUMNS)


@given(st.lists(lines, min_size=1, max_size=4))
def test_several_values_in_a_cell_come_back(values: list[str]) -> None:
    assert split(join(values)) == values


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-8"), (",", "utf-16")]
)
def test_delimiters_and_marks_are_recognised(tmp_path: Path, delimiter: str, encoding: str) -> None:
    row = ["one", "Бањска", "battle", "2023-09-24", "P", "T", '"A; B"', '"initiator;"']
    text = HEAD.replace(",", delimiter) + delimiter.join(row) + "\n"
    (event,) = read([write(tmp_path, text, encoding)]).events
    assert event.title == "Бањска"
    assert event.actors == (Actor(name="A", role="initiator"), Actor(name="B"))
    assert event.sources[0].id == "p"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("one,One,batle,2023-09-24,P,T,,\n", "event_type", "Did you mean 'battle'?"),
        ("one,One,battle,24.9.2023,P,T,,\n", "date", "no stated order"),
        ("one,One,battle,,P,T,A; B,initiator\n", "actor_roles", "has 1 values, and actors has 2"),
        ("one,One,battle,,P,T,A,initator\n", "actor_roles", "Did you mean 'initiator'?"),
        ("one,One,battle,,,,,\n", "source_publisher", "is missing"),
        ("one,One,battle,,P,T,A,,surplus\n", None, "beyond the last column"),
        (",One,battle,,P,T,A,\n", "id", "is missing"),
    ],
)
def test_a_bad_row_is_told_with_row_and_column(tmp_path: Path, row: str, column: str | None, words: str) -> None:
    collection = read([write(tmp_path, HEAD + GOOD + "\n" + row)])
    assert (collection.ledger.rows, collection.ledger.accepted) == (2, 1)
    problem = next(problem for problem in collection.ledger.problems if problem.column == column)
    assert problem.row == 4 and words in str(problem)


def test_rows_are_counted_as_an_editor_shows_them(tmp_path: Path) -> None:
    text = HEAD + 'one,"On\ne",battle,2023-09-24,P,T,,\n' + "two,Two,nothing,2023,P,T,,\n"
    (problem,) = read([write(tmp_path, text)]).ledger.problems
    assert problem.row == 4


def test_an_unknown_or_doubled_column_is_told_and_the_rest_read(tmp_path: Path) -> None:
    text = HEAD.replace("date", "dat").replace("actor_roles", "title") + "one,One,battle,,P,T,A,\n"
    ledger = read([write(tmp_path, text)]).ledger
    assert "dat is not a known column. Did you mean 'date'?" in str(ledger)
    assert "title stands twice" in str(ledger)


def test_headers_forgive_case_and_blanks() -> None:
    assert column_named("  Event Type ") == "event_type"


@pytest.mark.parametrize("text", ["", "\n", HEAD])
def test_an_empty_file_holds_nothing_and_breaks_nothing(tmp_path: Path, text: str) -> None:
    collection = read([write(tmp_path, text)])
    assert collection.events == ()
    assert collection.ledger.rejected == (0 if text == HEAD else 1)


def test_a_broken_quote_keeps_the_rows_before_it(tmp_path: Path) -> None:
    collection = read([write(tmp_path, HEAD + GOOD + 'two,"Two,battle\n')])
    assert collection.ledger.accepted == 1 and collection.ledger.rejected == 1
    assert "Mend its quotes" in str(collection.ledger)


def test_typed_cells_become_what_a_record_holds() -> None:
    assert cell_text(2022.0) == "2022"
    assert cell_text(42.974) == "42.974"
    assert cell_text(datetime(2023, 9, 24)) == "2023-09-24"
    assert cell_text(datetime(2023, 10, 13, 18, 21)) == "2023-10-13T18:21"
    assert cell_text(None) == ""


def test_dates_and_numbers_typed_in_a_workbook_are_taken(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "title", "event_type", "date", "lat", "lon", "place", "source_publisher", "source_title"])
    book.active.append(["one", "One", "battle", datetime(2023, 9, 24), 42.974, 20.781, "Banjska", "P", "T"])
    book.active.append(["two", "Two", "battle", 2022, None, None, None, "P", "T"])
    book.save(tmp_path / "a.xlsx")
    first, second = read([tmp_path / "a.xlsx"]).events
    assert first.date == "2023-09-24" and first.place is not None and first.place.lat == 42.974
    assert second.date == "2022" and second.place is None


def test_paths_of_values_are_named_as_columns() -> None:
    assert column_of(("actors", 1, "role")) == "actor_roles"
    assert column_of(("place", "lat")) == "lat"
    assert column_of(("sources", 0, "url")) == "source_url"
    assert column_of(("title",)) == "title"
    assert column_of(()) is None


def test_a_place_name_needs_its_language() -> None:
    with pytest.raises(ValueError, match="has no language"):
        to_record({"place": "Banjska", "place_names": "Banjskë"})
