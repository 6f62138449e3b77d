import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.dates import PARTS_OF_DAY
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
from events.readers.sheet import ERRORS, cell_text
from events.readers.template import to_csv
from tests.strategies import edtf, events, lines, places, slugs

ROUND = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
HEAD = "id,title,event_type,date,source_publisher,source_title,actors,actor_roles\n"
GOOD = "one,One,battle,2023-09-24,P,T,A; B,initiator;\n"


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    return path


@st.composite
def full_events(draw: st.DrawFn) -> Event:
    """Events in which every field may be there: those of `strategies.events`, and all that they leave out."""
    made = draw(events())
    texts = {name: draw(st.none() | lines) for name in ("date_text", "sub_event_type")}
    low, best, high = sorted(draw(st.tuples(*[st.integers(0, 10_000)] * 3)))
    part_of = draw(st.none() | slugs.filter(lambda slug: slug != made.id))
    facts = {"injured_low": low, "injured_best": best, "injured_high": high, "part_of": part_of} | texts
    if draw(st.booleans()):
        facts |= {"date": "2023-10-07", "part_of_day": draw(st.sampled_from(list(PARTS_OF_DAY)))}
    place = draw(st.none() | places())
    if place:
        wider = {name: draw(st.none() | lines) for name in ("admin1", "admin2")}
        place = Place.model_validate(
            place.model_dump() | wider | {"names": {"sr-Latn": draw(lines), "sq": draw(lines)}}
        )
    sources = [
        source.model_dump()
        | {name: draw(st.none() | lines) for name in ("author", "locator")}
        | {"archive_url": draw(st.none() | st.just("https://example.org/;a")), "accessed": draw(st.none() | edtf)}
        for source in made.sources
    ]
    return Event.model_validate(made.model_dump() | facts | {"place": place, "sources": sources})


def toml_of(made: list[Event]) -> str:
    """Events as a record file. JSON's strings and numbers are TOML's."""

    def value(item: object) -> str:
        if isinstance(item, dict):
            pairs = ", ".join(f"{json.dumps(key)} = {value(inner)}" for key, inner in item.items() if inner is not None)
            return f"{{ {pairs} }}"
        if isinstance(item, list | tuple):
            return f"[{', '.join(value(inner) for inner in item)}]"
        return json.dumps(item, ensure_ascii=False)

    tables = [event.model_dump(exclude_none=True, exclude={"dataset", "more"}) for event in made]
    return "".join(
        "[[events]]\n" + "".join(f"{key} = {value(item)}\n" for key, item in table.items()) for table in tables
    )


def read_back(path: Path) -> tuple[Event, ...]:
    collection = read([path])
    assert [problem for problem in collection.ledger.problems if problem.column != "part_of"] == []
    return collection.events


def without_errors(made: list[Event]) -> bool:
    """`#N/A` as a cell's text cannot be told from the error."""
    cells = {cell for event in made for cell in to_cells(event).values()}
    return not ERRORS & cells and not any("_x000D_" in cell for cell in cells)  # how XLSX writes a carriage return


def one_source_an_id(made: list[Event]) -> bool:
    """Two sources of one id are told apart on reading, so that the second comes back under another."""
    sources = {source for event in made for source in event.sources}
    return len({source.id for source in sources}) == len(sources)


several = (
    st.lists(full_events(), min_size=1, max_size=3, unique_by=lambda event: event.id)
    .filter(without_errors)
    .filter(one_source_an_id)
)


@given(several)
@ROUND
def test_toml_and_csv_read_back_to_equal_events(tmp_path: Path, made: list[Event]) -> None:
    (tmp_path / "a.toml").write_text(toml_of(made), encoding="utf-8", newline="")
    (tmp_path / "a.csv").write_text(to_csv(made), encoding="utf-8", newline="")
    assert list(read_back(tmp_path / "a.toml")) == made
    assert list(read_back(tmp_path / "a.csv")) == made


@given(several)
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
    assert list(read_back(path)) == made


def test_every_field_of_every_part_goes_to_the_sheet_and_back(tmp_path: Path) -> None:
    awkward = "a; b\\; \"c\", d = 'e'"
    sources = [
        dict.fromkeys(("publisher", "title", "author", "locator"), awkward)
        | {"id": id, "published": "2023-10-13", "accessed": "2023-11", "url": url, "archive_url": "http://b.c/;"}
        for id, url in (("first", "https://example.org/a;b?c=1,2"), ("second", "https://example.org/"))
    ]
    event = Event.model_validate(
        dict.fromkeys(("title", "summary", "date_text", "sub_event_type", "region"), awkward)
        | {f"{kind}_{bound}": 3 for kind in ("fatalities", "injured") for bound in ("low", "best", "high")}
        | {
            "id": "a",
            "date": "2023-10-07",
            "part_of_day": "morning",
            "event_type": "battle",
            "status": "disputed",
            "part_of": "b",
            "place": dict.fromkeys(("name", "admin1", "admin2", "country"), awkward)
            | {"names": {"sq": awkward, "sr-Latn": "a: b"}, "lat": -0.5, "lon": 1e-05, "radius_km": 0.25}
            | {"geo_precision": "district"},
            "actors": [{"name": awkward, "role": "host"}, {"name": "B"}, {"name": "C;", "role": "other"}],
            "claims": [
                {"kind": "label", "text": awkward, "by": awkward, "source": "second"},
                {"kind": "number", "text": ";", "by": "\\", "source": "first"},
            ],
            "sources": sources,
        }
    )
    assert all(to_cells(event).values())
    (tmp_path / "a.csv").write_text(to_csv([event]), encoding="utf-8", newline="")
    assert read_back(tmp_path / "a.csv") == (event,)


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
        ("one,One,battle,,P,T,A; B,initiator\n", "actor_roles", "has 1 value, and actors has 2"),
        ("one,One,battle,,P,T,,initiator\n", "actors", "is missing"),
        ("one,One,battle,2023-02-30,P,T,,\n", "date", "February 2023 has the days 01 to 28"),
        ("one,#REF!,battle,,P,T,,\n", "title", "is an error of the spreadsheet"),
        ("one,a\x1b[31mb,battle,,P,T,,\n", "title", "U+001B"),
        ("Bad!,One,battle,,P,T,,\n", "id", "small letters"),
        ("one,One,battle,,P,T,A,initator\n", "actor_roles", "Did you mean 'initiator'?"),
        ("one,One,battle,,,,,\n", "source_publisher", "is missing"),
        ("one,One,battle,,P,T,A,,surplus\n", "column 9", "stands under no header"),
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
    assert "title stands twice in the header, and the first is read" in str(ledger)


def test_of_two_columns_of_one_name_the_first_is_read(tmp_path: Path) -> None:
    head, row = HEAD.replace("actor_roles", "Title"), "one,First,battle,,P,T,A,Second\n"
    assert read([write(tmp_path, head + row)]).events[0].title == "First"


def test_an_empty_column_is_passed_over_and_one_with_values_told(tmp_path: Path) -> None:
    head = HEAD.replace("date", "date,")
    ledger = read([write(tmp_path, head + "one,One,battle,2023,,P,T,,\ntwo,Two,battle,2023,oops,P,T,,\n")]).ledger
    assert (ledger.accepted, ledger.rejected) == (1, 1)
    (problem,) = ledger.problems
    assert (problem.row, problem.id, problem.column, problem.value) == (3, "two", "column 5", "oops")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html></html>\n", "is a web page"),
        ("one,One,battle\n", "its lines have different numbers of cells"),
        ("id|title\n", "its lines have different numbers of cells"),
        ("Our events\nid,title\n", "has one column"),
    ],
)
def test_a_header_without_a_known_column_is_told_once(tmp_path: Path, text: str, words: str) -> None:
    ledger = read([write(tmp_path, text + "a,b\n" * 3)]).ledger
    assert (ledger.rows, ledger.rejected, len(ledger.problems)) == (1, 1, 1)
    assert words in str(ledger)


def test_blank_lines_a_mark_of_excel_and_a_second_header_are_known(tmp_path: Path) -> None:
    text = "sep=;\n\n" + HEAD.replace(",", ";") + "one;One;battle;2023;P;T;;\n;;;;;;;\n" + HEAD.replace(",", ";")
    ledger = read([write(tmp_path, text)]).ledger
    assert (ledger.rows, ledger.accepted) == (2, 1)
    (problem,) = ledger.problems
    assert (problem.row, problem.reason) == (6, "repeats the header")


def test_words_that_look_like_nothing_or_like_numbers_are_text(tmp_path: Path) -> None:
    rows = [
        f"e{number},{title},battle,,P,T,{title},\n"
        for number, title in enumerate(("NA", "None", "0123", "=1+1", "nan"))
    ]
    events = read([write(tmp_path, HEAD + "".join(rows))]).events
    assert [(event.title, event.actors[0].name) for event in events] == [
        (t, t) for t in ("NA", "None", "0123", "=1+1", "nan")
    ]


@pytest.mark.parametrize("encoding", ["cp1250", "cp1252", "mac_roman"])
def test_rows_in_another_encoding_are_rejected_and_the_others_read(tmp_path: Path, encoding: str) -> None:
    text = HEAD + GOOD.strip() + "\n" + "two,Müller in Prishtinë,battle,,P,T,,\n"
    collection = read([write(tmp_path, text, encoding)])
    assert [event.id for event in collection.events] == ["one"]
    (problem,) = collection.ledger.problems
    assert (problem.row, problem.id, problem.column, problem.reason) == (3, "two", "title", "is not UTF-8 text")
    assert problem.value is not None and problem.value.startswith("M\\x") and json.dumps(problem.value)


def test_utf16_without_its_mark_is_read(tmp_path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert read([write(tmp_path, HEAD + GOOD, encoding)]).ledger.accepted == 1
    (tmp_path / "a.csv").write_bytes((HEAD + GOOD).encode("utf-16") + b"x")
    assert "is neither UTF-8 nor UTF-16 text" in str(read([tmp_path / "a.csv"]).ledger)


def test_sources_without_an_id_get_one_each(tmp_path: Path) -> None:
    text = HEAD + "one,One,battle,,Koha; Koha; Zëri,A; B; C,,\ntwo,Two,battle,,الجزيرة,A,,\n"
    first, second = read([write(tmp_path, text)]).events
    assert [source.id for source in first.sources] == ["koha", "koha-2", "zeri"]
    assert [source.id for source in second.sources] == ["source"]


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
    assert "'two,\"Two,battle' is broken" in str(collection.ledger)


@pytest.mark.parametrize("broken", ['two,"Two,battle', 'two,"Two"x,battle', f"two,{'x' * 1_000_001},battle"])
def test_a_broken_row_keeps_none_after_it_from_being_read(tmp_path: Path, broken: str) -> None:
    ledger = read([write(tmp_path, HEAD + broken + "\n" + GOOD + GOOD.replace("one", "three"))]).ledger
    assert (ledger.rows, ledger.accepted) == (3, 2)
    assert [problem.row for problem in ledger.problems] == [2]


def test_typed_cells_become_what_a_record_holds() -> None:
    assert cell_text(2022.0) == "2022"
    assert cell_text(42.974) == "42.974"
    assert cell_text(datetime(2023, 9, 24)) == "2023-09-24"
    assert cell_text(datetime(2023, 10, 13, 18, 21)) == "2023-10-13T18:21"
    assert cell_text(datetime(2023, 10, 13, 18, 21, 30)) == "2023-10-13T18:21"
    assert cell_text(date(2023, 9, 24)) == "2023-09-24"
    assert cell_text(None) == ""
    assert cell_text(True) == "TRUE"
    assert cell_text("a_x000D_\nb") == "a\nb"


def test_dates_and_numbers_typed_in_a_workbook_are_taken(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "title", "event_type", "date", "lat", "lon", "place", "source_publisher", "source_title"])
    book.active.append(["one", "One", "battle", datetime(2023, 9, 24), 42.974, 20.781, "Banjska", "P", "T"])
    book.active.append(["two", "Two", "battle", 2022, None, None, None, "P", "T"])
    book.save(tmp_path / "a.xlsx")
    first, second = read([tmp_path / "a.xlsx"]).events
    assert first.date == "2023-09-24" and first.place is not None and first.place.lat == 42.974
    assert second.date == "2022" and second.place is None


def workbook(tmp_path: Path, *rows: list[object]) -> tuple[openpyxl.Workbook, Path]:
    book = openpyxl.Workbook()
    for row in (HEAD.strip().split(","), *rows):
        book.active.append(row)
    return book, tmp_path / "a.xlsx"


ROW: list[object] = ["one", "One", "battle", "2023-09-24", "P", "T"]


def test_the_sheet_named_events_is_read_whatever_stands_before_it(tmp_path: Path) -> None:
    book, path = workbook(tmp_path, ROW)
    book.active.title = "Events "
    book.create_sheet("Read me", 0).append(["nothing"])
    book.save(path)
    assert read([path]).ledger.accepted == 1


def test_formulas_without_a_value_and_errors_are_told_by_cell(tmp_path: Path) -> None:
    book, path = workbook(tmp_path, ROW, ["two", "=A2", "battle"], ["three", "#N/A", "battle"])
    book.active["B4"].data_type = "e"
    book.save(path)
    ledger = read([path]).ledger
    assert (ledger.rows, ledger.accepted) == (3, 1)
    assert [(problem.row, problem.column, problem.reason) for problem in ledger.problems] == [
        (3, "title", "is a formula without its value"),
        (4, "title", "is an error of the spreadsheet"),
    ]


def test_gaps_and_merged_cells_keep_the_rows_in_place(tmp_path: Path) -> None:
    book, path = workbook(tmp_path, ROW, [], ["two", "Two", "battle", 45193.0, "P", "T"], [None, "Two"])
    book.active.merge_cells("A4:A5")
    book.active["ZZ9"] = "far"
    book.save(path)
    merged, *problems = read([path]).ledger.problems
    assert merged.reason.startswith("cells are merged (A4:A5)")
    assert [problem.row for problem in problems if problem.column in ("date", "id", "column 702")] == [4, 5, 9]
    assert "as spreadsheets count days" in problems[0].reason


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"id,title\n", "has a first line, and no rows"),
        (b"PK\3\4 x", "cannot be unpacked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), "is a workbook of the old kind"),
    ],
)
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    ledger = read([tmp_path / "a.xlsx"]).ledger
    assert ledger.rejected == 1 and words in str(ledger)


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w") as part:
            for _ in range(301):
                part.write(bytes(1_000_000))
    assert "is too large when unpacked" in str(read([tmp_path / "a.xlsx"]).ledger)


def test_paths_of_values_are_named_as_columns() -> None:
    assert column_of(("actors", 1, "role")) == "actor_roles"
    assert column_of(("place", "lat")) == "lat"
    assert column_of(("sources", 0, "url")) == "source_url"
    assert column_of(("title",)) == "title"
    assert column_of(()) is None


def test_a_place_name_needs_its_language() -> None:
    with pytest.raises(ValueError, match="has no language"):
        to_record({"place": "Banjska", "place_names": "Banjskë"})
