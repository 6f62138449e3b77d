import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from events.readers import read
from events.readers.worksheets import _pieces, chosen

HEADER = ("id", "date", "place", "killed", "note")
RECORDS = ("id", "title", "date", "event_type", "source_publisher", "source_title")


def workbook(header: tuple[str, ...] = HEADER, count: int = 12) -> Any:
    """A header in row 1, and rows from 2 on."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(header)
    for number in range(2, count + 2):
        facts = {"id": f"e{number}", "date": "2024-03-05", "killed": number, "event_type": "battle"}
        sheet.append([facts.get(name, f"{name} {number}") for name in header])
    return book


def told(folder: Path, book: Any) -> list[str]:
    """The notes of a saved workbook, whose rows are all read."""
    path = folder / "book.xlsx"
    book.save(path)
    found = read([path])
    assert found.ledger.rows == found.ledger.accepted == 12
    return [str(problem).split("book.xlsx", 1)[1] for problem in found.ledger.problems if problem.note]


def test_nothing_is_told_of_a_plain_sheet(tmp_path: Path) -> None:
    assert told(tmp_path, workbook()) == []


@pytest.mark.parametrize("header", [HEADER, RECORDS])
def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path, header: tuple[str, ...]) -> None:
    book = workbook(header)
    sheet = book.active
    for row in (1, 4, 5, 9, 40):  # the header and one without a value are none
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["Z"].hidden = True
    assert sorted(told(tmp_path, book), key=len) == [
        ": note: 1 column is hidden (B), and read as well. Take out of the file what is not meant to be read.",
        ":4: note: 3 rows are hidden (4, 5, 9), and read as well. Take out of the file what is not meant to be read.",
    ]


def test_rows_that_a_filter_hides(tmp_path: Path) -> None:
    book = workbook()
    sheet = book.active
    sheet.auto_filter.ref = "A1:E13"
    sheet.auto_filter.add_filter_column(0, ["e2"])
    for row in range(3, 14):
        sheet.row_dimensions[row].hidden = True
    (note,) = told(tmp_path, book)
    assert note.startswith(":3: note: 11 rows are hidden by a filter (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …), and read")


def test_merged_cells(tmp_path: Path) -> None:
    book = workbook()
    sheet = book.active
    sheet.merge_cells("C5:C9")
    sheet.merge_cells("E1:F1")  # of the header
    sheet.merge_cells("X5:X9")
    (note,) = told(tmp_path, book)
    assert note.startswith(":5: note: cells are merged (C5:C9): only the first of each has the value")


def test_a_hidden_sheet_is_read_where_no_other_has_a_table(tmp_path: Path) -> None:
    book = workbook()
    book.create_sheet("About").append(["words"])
    book.active.title = "Data"
    book.active.sheet_state = "hidden"
    (note,) = told(tmp_path, book)
    assert note.startswith(": note: the sheet 'Data' is hidden, and is read")
    second = book.create_sheet("Shown")
    for row in (("id", "date"), ("a", "2024-01-01")):
        second.append(row)
    book.save(tmp_path / "book.xlsx")
    assert chosen(openpyxl.load_workbook(tmp_path / "book.xlsx", read_only=True)) == ("Shown", ["About", "Data"])


def test_a_sheet_of_records_behind_another(tmp_path: Path) -> None:
    book = workbook(RECORDS)
    book.create_sheet("About", 0).append(["words"])
    assert told(tmp_path, book) == []


def test_a_large_sheet_is_looked_through_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = workbook()
    book.active.row_dimensions[9].hidden = True
    book.active.merge_cells("C5:C9")
    monkeypatch.setattr("events.readers.worksheets._PIECE", 100)
    assert len(told(tmp_path, book)) == 2
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        name = "xl/worksheets/sheet1.xml"
        pieces = list(_pieces(archive, name))
        assert len(pieces) > 2 and b"".join(pieces) == archive.read(name)
