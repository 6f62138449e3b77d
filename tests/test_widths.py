"""Rows with another number of cells than the header."""

import csv
import io
from pathlib import Path

import pytest

from events.readers import read
from events.readers.chunk import Cells
from events.readers.delimited import read_cells
from events.readers.head import look
from events.readers.joined_files import OTHER_WIDTH
from events.readers.widths import Short, Widths, section_of

HEADER = ("event_id_cnty", "event_date", "event_type", "actor1", "country", "notes", "fatalities", "tags")


def row(number: int, *, tags: str = "", notes: str = "Shots were fired.") -> list[str]:
    return [f"XYZ{number}", "2024-03-05", "Battles", "Greens", "Mali", notes, str(number % 5), tags]


def text_of(*rows: list[str], header: tuple[str, ...] = HEADER) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([list(header), *rows])
    return out.getvalue()


def cells(folder: Path, text: str) -> Cells:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    (part,) = read_cells(path, head=look(path))
    return part


def test_rows_without_their_blank_cells_are_rows(tmp_path: Path) -> None:
    rows = [row(number, tags="crowd" if number % 4 == 0 else "") for number in range(100)]
    lines = [line.rstrip(",") for line in text_of(*rows).splitlines(keepends=False)]
    part = cells(tmp_path, "\n".join(lines) + "\n")
    assert part.table.num_rows == 100 and not part.rejected
    assert part.lines.tolist() == list(range(2, 102))
    assert part.table["fatalities"].to_pylist() == [str(number % 5) for number in range(100)]
    assert part.table["tags"].null_count == 75
    assert [(problem.column, problem.note) for problem in part.problems] == [("tags", True)] * 75
    found = read([tmp_path / "file.csv"])
    assert found.ledger.rejected == 0 and found.ledger.sound
    assert [reason.count for reason in found.ledger.reasons] == [75]


def test_a_row_that_lacks_what_all_others_have_is_none(tmp_path: Path) -> None:
    rows = [row(number) for number in range(100)]
    rows[40] = rows[40][:5]
    rows[60] = rows[60][:7]
    part = cells(tmp_path, text_of(*rows))
    assert part.table.num_rows == 99 and [line.line for line in part.rejected] == [42]
    assert [(problem.row, problem.note) for problem in part.problems] == [(42, False), (62, True)]


def test_the_last_row_is_none_where_it_may_be_cut(tmp_path: Path) -> None:
    text = text_of(*(row(number) for number in range(30)))
    assert cells(tmp_path, text + "XYZ99,2024-03-05,Battles,Greens,Mali,x,12\n").table.num_rows == 31
    cut = cells(tmp_path, text + "XYZ99,2024-03-05,Battles,Greens,Mali,x,1")
    assert cut.table.num_rows == 30 and [line.line for line in cut.rejected] == [32]


def test_cells_that_are_not_in_their_columns(tmp_path: Path) -> None:
    whole = [row(number) for number in range(30)]
    shifted = [[*row(number)[:3], *row(number)[4:]] for number in range(30)]  # of a file without one of the columns
    part = cells(tmp_path, text_of(*whole, *shifted))
    assert part.table.num_rows == 30 and len(part.rejected) == 30


def test_a_line_break_without_quotes_divides_a_row(tmp_path: Path) -> None:
    whole = [row(number) for number in range(10)]
    text = text_of(*whole) + "XYZ98,2024-03-05,Battles,Greens,Mali,Shots\nwere fired,7,\n" + text_of(*whole)
    text += "XYZ99,2024-03-05,Battles,Greens,Mali,Shots\n\nagain\nwere fired,7,\n" + text_of(*whole[:1])
    part = cells(tmp_path, text)
    assert part.table.num_rows == 21
    assert len(part.rejected) == 2 + 3 + 2


def test_a_joined_file_of_another_width_is_read_by_its_header(tmp_path: Path) -> None:
    narrow = ("event_date", "event_id_cnty", "fatalities", "event_type", "country")
    wide = (*HEADER, "timestamp", "iso")
    text = text_of(row(1), row(2)) + text_of(["2024-04-01", "XYZ3", "4", "Riots", "Mali"], row(77), header=narrow)
    text += text_of([*row(4), "17", "466"], ["XYZ5"], header=wide) + text_of(row(6))
    part = cells(tmp_path, text)
    assert part.table["event_id_cnty"].to_pylist() == ["XYZ1", "XYZ2", "XYZ3", "XYZ4", "XYZ6"]
    assert part.table["fatalities"].to_pylist() == ["1", "2", "4", "4", "1"]
    assert part.table["notes"].to_pylist()[2] is None
    assert part.lines.tolist() == [2, 3, 5, 8, 11]
    assert [line.line for line in part.rejected] == [4, 6, 7, 9, 10]
    told = {problem.row: problem for problem in part.problems}
    assert told[4].reason == told[7].reason == OTHER_WIDTH
    assert told[7].remedy == "Read the files one by one. Its columns timestamp, iso are not read."
    assert told[6].reason == "has 8 cells, and the header has 5" and told[9].reason.endswith("the header has 10")
    assert told[10].reason == "repeats the header"


def test_it_holds_until_another_header_and_after_one(tmp_path: Path) -> None:
    text = "a,b,c,d\n1,2,3,4\nd,c,b,a\n4,3,2,1\nc,b,a\n3,2,1\nb,a,d,c\n2,1,4,3\nc,b,a\n3,2,1\n"
    part = cells(tmp_path, text)
    assert [tuple(line.values()) for line in part.table.to_pylist()] == [
        ("1", "2", "3", "4"), ("1", "2", "3", "4"), ("1", "2", "3", None), ("1", "2", "3", "4"), ("1", "2", "3", None),
    ]  # fmt: skip
    assert sorted(line.line for line in part.rejected) == [3, 5, 7, 9]


def test_it_holds_for_the_blocks_that_follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("BLOCK", 200), ("SMALLEST_READ", 1), ("STRETCH", 8), ("LONGEST_ROW", 100)):
        monkeypatch.setattr(f"events.readers.blocks.{name}", size)
    narrow = ("event_date", "event_id_cnty", "fatalities", "event_type", "country")
    path = tmp_path / "long.csv"
    text = text_of(*map(row, range(50)))
    text += text_of(*(["2024-04-01", f"ABC{number}", "4", "Riots", "Mali"] for number in range(50)), header=narrow)
    path.write_text(text, encoding="utf-8")
    parts = list(read_cells(path, head=look(path)))
    assert sum(part.table.num_rows for part in parts) == 100 and sum(len(part.rejected) for part in parts) == 1
    countries = {country for part in parts for country in part.table["country"].to_pylist()}
    assert countries == {"Mali"}


def test_short_rows_below_the_header_of_something_else(tmp_path: Path) -> None:
    rows = [row(number) for number in range(30)]
    text = text_of(*rows, rows[0][:7]) + "event_id_cnty,event_date,killed,wounded,who\nXYZ1,2024-01-01,x,y,z\n" * 2
    part = cells(tmp_path, text)
    assert part.table.num_rows == 31 and len(part.rejected) == 4


def test_a_header_of_other_names_is_none() -> None:
    assert section_of(("a", "b", "x", "y"), ("a", "b", "c")) is not None
    assert section_of(("a", "b", "x", "y"), ("a", "b", "c")).places is None  # type: ignore[union-attr]
    assert section_of(("a", "x", "y", "z"), ("a", "b", "c")) is None
    assert section_of(("c", "b", "a", "2"), ("a", "b", "c")) is None
    assert section_of(("c", "b", "a"), ("a", "b", "c")) is None
    assert section_of(("c", "b", "a", "d", ""), ("a", "b", "c")).places == (2, 1, 0)  # type: ignore[union-attr]


def test_nothing_is_known_before_a_whole_row() -> None:
    assert Widths(3).complete([Short(1, ("a", "b"))]) == [False]


def test_columns_that_are_blank_throughout(tmp_path: Path) -> None:
    rows = [row(number)[:7] for number in range(40)]
    rows[7] = rows[7][:4]
    part = cells(tmp_path, text_of(*rows))
    assert part.table.num_rows == 39 and part.table["tags"].null_count == 39
    assert [line.line for line in part.rejected] == [9]
    assert cells(tmp_path, text_of(*(line[:4] for line in rows))).table.num_rows == 0
