"""Zips with several files."""

import zipfile
from pathlib import Path

from events.readers import read
from events.readers.delimited import read_cells
from events.readers.head import look
from tests.test_widths import HEADER, row, text_of


def zipped(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_parts_of_one_table_are_read_as_one(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "years.zip",
        {
            "data/2025.csv": text_of(row(3), row(4)).rstrip("\n"),
            "data/2024.csv": "\ufeff" + text_of(row(1, notes="Zvečan\nis near."), row(2)).replace("\n", "\r\n"),
            "data/2026.csv": text_of(row(5, notes="Zvečan")).encode("utf-16"),
            "data/.hidden.csv": "x,y\n1,2\n",
            "README.txt": "Read it.\n",
            "codebook.pdf": b"%PDF-1.4 \0",
            "actors.csv": "name,side\nGreens,a\n",
            "copy/2025.csv": text_of(row(3), row(4)).rstrip("\n"),
        },
    )
    (part,) = read_cells(path, head=look(path))
    assert part.table["event_id_cnty"].to_pylist() == ["XYZ1", "XYZ2", "XYZ3", "XYZ4", "XYZ5"]
    assert part.lines.tolist() == [2, 4, 6, 7, 9] and not part.rejected
    told = {problem.value: problem for problem in part.problems}
    assert told["data/2024.csv, data/2025.csv, data/2026.csv"].note
    assert told["README.txt"].note and told["codebook.pdf"].note
    assert told["actors.csv"].reason == "in it is another table, and is not read" and not told["actors.csv"].note
    assert told["copy/2025.csv"].reason == "in it is the same as 'data/2025.csv', and is read once"
    found = read([path])
    assert found.ledger.accepted == found.ledger.rows == 5
    assert found.events[-1].summary == "Zvečan"


def test_a_table_beside_what_is_none(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"ged/codebook.txt": "One line.", "ged/events.csv": text_of(row(1))})
    found = read([path])
    assert (found.ledger.rows, found.ledger.accepted, found.ledger.sound) == (1, 1, True)
    assert [problem.value for problem in found.ledger.problems] == ["ged/codebook.txt"]


def test_other_columns_are_read_by_their_header(tmp_path: Path) -> None:
    narrow = ("event_date", "event_id_cnty", "fatalities", "event_type", "country")
    path = zipped(
        tmp_path / "a.zip",
        {"1.csv": text_of(row(1)), "2.csv": text_of(["2024-04-01", "XYZ3", "4", "Riots", "Mali"], header=narrow)},
    )
    (part,) = read_cells(path, head=look(path))
    assert part.table["fatalities"].to_pylist() == ["1", "4"]
    assert tuple(part.table.column_names) == HEADER and len(part.rejected) == 1


def test_parts_that_state_their_delimiter(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"1.csv": "sep=;\na;b\n1;2\n", "2.csv": "sep=;\na;b\n3;4\n", "3.csv": "sep=;\n"})
    (part,) = read_cells(path, head=look(path))
    assert part.table.to_pylist() == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}] and not part.rejected


def test_files_without_a_header(tmp_path: Path) -> None:
    day = "\t".join(["1", "20170701", "201707", "2017", "2017.4959", *("" for _ in range(53))])
    path = zipped(tmp_path / "a.zip", {"1.csv": day + "\n", "2.csv": day.replace("1\t", "2\t", 1) + "\n"})
    found = read([path])
    assert found.ledger.rows == 2


def test_a_part_that_is_broken(tmp_path: Path) -> None:
    rows = [row(number) for number in range(2_000)]
    path = zipped(tmp_path / "a.zip", {"1.csv": text_of(*rows), "2.csv": text_of(*rows[:5])})
    data = bytearray(path.read_bytes())
    data[40_000:40_010] = b"x,x,x,x,x,"
    path.write_bytes(bytes(data))
    found = read([path])
    assert found.ledger.rejected and any("breaks off" in problem.reason for problem in found.ledger.problems)


def test_a_zip_of_files_that_are_no_tables(tmp_path: Path) -> None:
    found = read([zipped(tmp_path / "a.zip", {"a.txt": "x", "b.pdf": b"%PDF"})])
    assert [problem.reason for problem in found.ledger.problems] == ["holds 2 files"]


def test_a_packed_sheet_of_records(tmp_path: Path) -> None:
    sheet = "id,title,date,event_type,source_publisher,source_title\n{0},T,2024-01-02,battle,The Gazette,News\n"
    found = read([zipped(tmp_path / "a.zip", {"a.csv": sheet.format("a"), "README": "x"})])
    assert [event.id for event in found.events] == ["a"] and found.ledger.rows == 1
    several = read([zipped(tmp_path / "b.zip", {"a.csv": sheet.format("a"), "b.csv": sheet.format("b")})])
    assert several.ledger.problems[0].reason == "holds 2 sheets of records"
