"""Delimited text as chunks of strings: every row with its line, whatever stands in the cells, and nothing lost."""

import gzip
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.ledger import Problem
from events.readers import blocks
from events.readers.chunk import ROWS, Cells
from events.readers.delimited import read_cells
from events.readers.head import look
from events.readers.plain import BLANKS
from events.readers.rows import LONGEST_CELL, Row, rows
from events.readers.survey import Layout

Found = list[tuple[int, dict[str, str | None]]]


@dataclass(frozen=True)
class Result:
    """What came of a file: its rows and its refused rows by line, and the problems."""

    columns: list[str]
    rows: Found
    rejected: dict[int, dict[str, str]]
    problems: list[Problem]
    chunks: list[Cells]

    def reason(self, line: int) -> str:
        return next(problem.reason for problem in self.problems if problem.row == line)


def read(path: Path, **options: object) -> Result:
    chunks = list(read_cells(path, head=look(path), **options))  # type: ignore[arg-type]
    assert len({tuple(chunk.table.column_names) for chunk in chunks}) == 1
    assert all(len(chunk.lines) == chunk.table.num_rows <= ROWS for chunk in chunks)
    return Result(
        chunks[0].table.column_names,
        [(int(line), row) for chunk in chunks for line, row in zip(chunk.lines, chunk.table.to_pylist(), strict=True)],
        {row.line: dict(row.cells) for chunk in chunks for row in chunk.rejected},
        [problem for chunk in chunks for problem in chunk.problems],
        chunks,
    )


def written(folder: Path, text: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a few rows, so that cutting shows."""
    monkeypatch.setattr(blocks, "BLOCK", 64)
    monkeypatch.setattr(blocks, "SMALLEST_READ", 1)
    monkeypatch.setattr(blocks, "STRETCH", 8)
    monkeypatch.setattr(blocks, "LONGEST_ROW", 100)


def test_cells_stay_as_they_stand(tmp_path: Path) -> None:
    found = read(written(tmp_path, 'id, name ,code,sum\n1,  Ana ,NA,0123\n2,"=1+1",None,\n3,""," ",\xa0\n'))
    assert found.columns == ["id", "name", "code", "sum"]
    assert found.rows == [
        (2, {"id": "1", "name": "  Ana ", "code": "NA", "sum": "0123"}),
        (3, {"id": "2", "name": "=1+1", "code": "None", "sum": None}),
        (4, {"id": "3", "name": None, "code": None, "sum": None}),
    ]
    assert not found.problems


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("letter", [",", ";", "\t", "|"])
def test_line_ends_and_delimiters(tmp_path: Path, end: str, letter: str) -> None:
    lines = ["a", "b"], ["1", f'"x{letter}y"'], [""], ["2", '"p' + end + 'q"'], ["3", "z"]
    found = read(written(tmp_path, end.join(letter.join(cells) for cells in lines)))
    assert found.rows == [
        (2, {"a": "1", "b": f"x{letter}y"}),
        (4, {"a": "2", "b": f"p{end}q"}),
        (6, {"a": "3", "b": "z"}),
    ]
    assert not found.problems


@pytest.mark.parametrize("start", ["sep=;\r\n", '"sep=;"\n', "\ufeffsep=;\n"])
def test_a_first_line_that_states_the_delimiter(tmp_path: Path, start: str) -> None:
    assert read(written(tmp_path, start + "a;b\n1,5;2\n")).rows == [(3, {"a": "1,5", "b": "2"})]


def test_columns_have_different_names(tmp_path: Path) -> None:
    found = read(written(tmp_path, "\ufeff,name,name,,name.2\n1,a,b,,c\n"))
    assert found.columns == ["column 1", "name", "name.2", "column 4", "name.2.2"]
    assert [(problem.row, problem.column) for problem in found.problems] == [(1, "name"), (1, "name.2")]
    assert "name.2" in found.problems[0].reason


def test_blank_lines_are_counted_and_passed_over(tmp_path: Path) -> None:
    found = read(written(tmp_path, "\n  \n,\na,b\n\n1,2\n,\n   \n\n3,4\n\n"))
    assert found.rows == [(6, {"a": "1", "b": "2"}), (10, {"a": "3", "b": "4"})]
    assert not found.problems


def test_rows_of_another_width_are_told_with_their_cells(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,, \n13,14,15\n"))
    assert [line for line, _ in found.rows] == [2, 5, 6]
    assert found.rows[1][1] == {"a": "10", "b": "11", "c": "12"}
    assert found.rejected == {3: {"a": "4", "b": "5"}, 4: {"a": "6", "b": "7", "c": "8", "column 4": "9"}}
    assert found.reason(3) == "has 2 cells, and the header has 3"
    assert found.reason(4) == "has 4 cells, and the header has 3"


def test_lines_that_all_end_in_a_delimiter(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a,b\n" + "1,2,\n" * 5 + "3,4\n5,6,7\n8,9,\n10,11,12,\n"))
    assert [line for line, _ in found.rows] == [2, 3, 4, 5, 6, 7, 9]
    assert found.rows[-2:] == [(7, {"a": "3", "b": "4"}), (9, {"a": "8", "b": "9"})]
    assert found.rejected[8] == {"a": "5", "b": "6", "column 3": "7"}
    assert list(found.rejected) == [8, 10]


def test_a_header_again_is_told(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a, b\n1,2\na, b\n3,4\na,5\n"))
    assert [line for line, _ in found.rows] == [2, 4, 5]
    assert (list(found.rejected), found.reason(3)) == ([3], "repeats the header")


def test_an_open_quote_costs_its_line_alone(tmp_path: Path) -> None:
    found = read(written(tmp_path, 'a,b,c\n1,2,3\n4,"open,6\n7,8,9\n"x","y ""z""",1\n10,11,12\n'))
    assert [line for line, _ in found.rows] == [2, 4, 5, 6]
    assert found.rejected == {3: {"line": '4,"open,6'}}
    assert found.reason(3) == "has a quote that is not closed"


def test_an_open_quote_at_the_end(tmp_path: Path) -> None:
    found = read(written(tmp_path, 'a,b\n1,"open\n2,3\n4,5'))
    assert [line for line, _ in found.rows] == [3, 4]
    assert list(found.rejected) == [2]


def test_an_open_quote_that_another_line_closes(tmp_path: Path) -> None:
    found = read(written(tmp_path, 'a,b,c\n1,2,"open\n4,5,6\n7,8,9\n10,"",12\n13,14,15\n'))
    assert [line for line, _ in found.rows] == [3, 4, 5, 6]
    assert list(found.rejected) == [2]


def test_wide_rows_within_a_cell_are_rows(tmp_path: Path) -> None:
    wide = [",".join(f"{row}{column:02}" for column in range(20)) for row in range(6)]
    wide[2] = wide[2].replace("219", '"219')  # closed by the quote two lines on, with as many cells as the header
    wide[4] = wide[4][:-3] + '419"'
    found = read(written(tmp_path, "\n".join(wide)))
    assert [line for line, _ in found.rows] == [2, 4, 5, 6]
    assert list(found.rejected) == [3]


def test_quotes_within_a_cell_are_letters(tmp_path: Path) -> None:
    found = read(written(tmp_path, 'a,b\n1,a 5" gun\n2,"broken" off\n3,"good"\n'))
    assert found.rows == [(2, {"a": "1", "b": 'a 5" gun'}), (4, {"a": "3", "b": "good"})]
    assert list(found.rejected) == [3]


def test_only_the_rows_with_bad_bytes_are_told(tmp_path: Path) -> None:
    data = "a,b\n1,Zvečan\n2,Zve".encode() + b"\xe8an\n3,x\0y\n" + "4,Бањска\n".encode()
    found = read(written(tmp_path, data))
    assert found.rows == [(2, {"a": "1", "b": "Zvečan"}), (5, {"a": "4", "b": "Бањска"})]
    assert found.rejected == {3: {"a": "2", "b": "Zve\\xe8an"}, 4: {"a": "3", "b": "x\0y"}}
    assert found.reason(3) == "has bytes that are not UTF-8"
    assert found.reason(4) == "has the unprintable character U+0000"
    assert {problem.column for problem in found.problems} == {"b"}


@pytest.mark.parametrize(
    ("codec", "name", "note"),
    [
        ("cp1250", "Zvečan", "Windows-1250"),
        ("cp1251", "Звечан", "Windows-1251"),
        ("cp1252", "Bogotá", "Windows-1252"),
        ("utf-16", "Київ", None),
        ("utf-8-sig", "Київ", None),
        ("utf-16-le", "Zvečan", "UTF-16"),
    ],
)
def test_other_encodings_are_read_and_told(tmp_path: Path, codec: str, name: str, note: str | None) -> None:
    found = read(written(tmp_path, f"id,place\r\n1,x\r\n2,{name}\r\n".encode(codec)))
    assert found.rows == [(2, {"id": "1", "place": "x"}), (3, {"id": "2", "place": name})]
    assert [note in problem.reason for problem in found.problems if note] == [True] * bool(note)


@pytest.mark.usefixtures("small")
def test_an_encoding_that_shows_late(tmp_path: Path) -> None:
    plain = "".join(f"{number},plain\n" for number in range(20_000))
    found = read(written(tmp_path, ("id,place\n" + plain + "x,Zvečan\n").encode("cp1250")))
    assert found.rows[-1] == (20_002, {"id": "x", "place": "Zvečan"})
    assert "Windows-1250" in found.problems[0].reason


def test_bytes_that_an_old_encoding_lacks(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a,b\n1,Київ\n2,Харків\n".encode("cp1251") + b"3,\x98\n4,x\n"))
    assert [line for line, _ in found.rows] == [2, 3, 5]
    assert found.rejected == {4: {"a": "3", "b": "\\x98"}}
    assert found.reason(4) == "has bytes that are not Windows-1251"


def test_a_header_that_is_passed(tmp_path: Path) -> None:
    path = written(tmp_path, '1\tan "open\n2\t"letters"\nx\ty\n')
    found = read(path, header=["x", "y"], delimiter="\t")
    assert found.rows == [(1, {"x": "1", "y": 'an "open'}), (2, {"x": "2", "y": '"letters"'})]
    assert found.reason(3) == "repeats the header"
    assert read(path, header=["x", "y"], delimiter="\t", quoted=True).rows[1][1] == {"x": "2", "y": "letters"}


def test_packed_files_and_workbooks(tmp_path: Path) -> None:
    data = b"a,b\n1,2\n"
    (tmp_path / "file.csv.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as archive:
        archive.writestr("folder/file.csv", data)
        archive.writestr("__MACOSX/._file.csv", b"x")
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])  # type: ignore[union-attr]
    book.active.append(["1", "2"])  # type: ignore[union-attr]
    book.save(tmp_path / "file.xlsx")
    for name in ("file.csv.gz", "file.zip", "file.xlsx"):
        assert read(tmp_path / name).rows == [(2, {"a": "1", "b": "2"})], name


def test_a_packed_file_that_breaks_off(tmp_path: Path) -> None:
    rows = "".join(f"{number},{number * 7919 % 10007}\n" for number in range(200_000))
    packed = gzip.compress(("a,b\n" + rows).encode())
    found = read(written(tmp_path, packed[: len(packed) // 2], "file.gz"))
    assert found.problems[-1].reason.startswith("breaks off")
    assert found.problems[-1].row == found.rows[-1][0] + 1
    assert len(found.rows) > 80_000
    assert [row for _, row in found.rows] == [
        {"a": str(number), "b": str(number * 7919 % 10007)} for number in range(len(found.rows))
    ]


@pytest.mark.parametrize("cut", [10, 20, 21, 22, 23])
def test_a_small_packed_file_that_breaks_off(tmp_path: Path, cut: int) -> None:
    packed = gzip.compress(b"a,b\n" + b"".join(b"%d,%d\n" % (number, number) for number in range(1_000, 1_100)))
    found = read(written(tmp_path, packed[:-cut], "file.gz"))
    assert len(found.rows) > 40 and all(row["a"] == row["b"] for _, row in found.rows)
    assert [problem.reason[:10] for problem in found.problems] == ["breaks off"] and len(found.rejected) == 1


def test_zeros_at_the_end_are_told_and_what_stands_before_is_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, b"a,b\n" + b"1,2\n" * 9 + b"\0" * 4_000))
    assert len(found.rows) == 9 and len(found.rejected) == 1
    assert found.problems[0].row == 11 and found.problems[0].reason == "has the unprintable character U+0000"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        (" \n\n", "is blank"),
        ('"a,b\n1,2\n', "has a quote that is not closed"),
    ],
)
def test_files_without_rows_are_told(tmp_path: Path, text: str, reason: str) -> None:
    found = read(written(tmp_path, text))
    assert ([problem.reason for problem in found.problems], found.rows) == ([reason], [])
    assert len(found.rejected) == 1


def test_a_folder_and_no_file(tmp_path: Path) -> None:
    assert read(tmp_path).problems[0].reason == "is a folder"
    assert read(tmp_path / "none").problems[0].reason == "does not exist"


def test_a_header_alone_has_columns(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a,b\n"))
    assert (found.columns, found.rows, found.problems) == (["a", "b"], [], [])


def test_a_cell_longer_than_can_be_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, 'a,b\n1,x" y\n2,' + "z" * (LONGEST_CELL + 1) + "\n3,4\n"))
    assert [line for line, _ in found.rows] == [2, 4]
    assert found.reason(3) == "is longer than can be read"


def test_chunks_are_bounded_and_the_position_ends_at_the_size(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n" + "1,2\n" * (2 * ROWS + 10))
    position = [0]
    found = read(path, position=position)
    assert [chunk.table.num_rows for chunk in found.chunks] == [ROWS, ROWS, 10]
    assert [line for line, _ in found.rows] == list(range(2, 2 * ROWS + 12))
    assert position == [path.stat().st_size]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("width", range(1, 9))
def test_blocks_that_end_within_a_line_end(tmp_path: Path, width: int, end: str) -> None:
    found = read(written(tmp_path, "a,b" + end + ("č," + "x" * width + end) * 200))
    assert [line for line, _ in found.rows] == list(range(2, 202))


def test_reading_can_stop_in_the_middle(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n" + "1,2\n" * (2 * ROWS))
    cells: Iterator[Cells] = read_cells(path, head=look(path))
    assert next(cells).table.num_rows == ROWS
    cells.close()  # type: ignore[attr-defined]


# Files made of pieces, each with what it should give, so that every line is known.

LETTERS = st.text(alphabet='ab,;\t"\n\r č', max_size=6)
PLAIN = st.text(alphabet="xyzčЖ", min_size=1, max_size=4)
WIDTH = 3
PIECES = st.one_of(
    st.tuples(st.just("row"), st.lists(LETTERS, min_size=WIDTH, max_size=WIDTH)),
    st.tuples(st.just("short"), st.lists(PLAIN, min_size=1, max_size=WIDTH - 1)),
    st.tuples(st.just("long"), st.lists(PLAIN, min_size=WIDTH + 1, max_size=WIDTH + 2)),
    st.tuples(st.just("blank"), st.just([])),
    st.tuples(st.just("header"), st.just(["one", "two", "three"])),
    st.tuples(st.just("open"), st.lists(PLAIN, min_size=2, max_size=2)),
)


def quoted(cell: str, always: bool) -> str:
    needed = always or any(letter in cell for letter in ',;\t"\n\r')
    return '"' + cell.replace('"', '""') + '"' if needed else cell


def breaks(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@pytest.mark.usefixtures("small")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=250)
@given(
    st.lists(PIECES, max_size=25),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.booleans(),
)
def test_every_row_has_its_line(
    tmp_path: Path,
    pieces: list[tuple[str, list[str]]],
    letter: str,
    end: str,
    always: bool,
    last: bool,
) -> None:
    text, line = letter.join(["one", "two", "three"]) + end, 2
    rows: list[tuple[int, list[str | None]]] = []
    refused, short = [], {}
    opened = any(kind == "open" for kind, _ in pieces)
    for kind, cells in pieces:
        if kind == "row":
            # Beside open quotes a line in a cell might be taken for a row, or close them, which no reader can know.
            cells = [cell.translate({10: None, 13: None, 34: None}) for cell in cells] if opened else cells
            broken = [any(end in cell for end in "\n\r") for cell in cells]
            cells = [
                re.sub("[,;\t]", "", cell) if cut or opened else cell for cell, cut in zip(cells, broken, strict=True)
            ]
            if any(cell not in BLANKS for cell in cells):
                rows.append((line, [None if cell in BLANKS else cell for cell in cells]))
        elif kind == "short":
            short[line] = [*cells, *[None] * (WIDTH - len(cells))]
        elif kind in ("long", "header", "open"):
            refused.append(line)
        written_cells = [quoted(cell, always and not opened and kind == "row") for cell in cells]
        if kind == "open":
            written_cells = [written_cells[0], '"' + written_cells[1] + " "]
        piece = letter.join(written_cells) + end
        text, line = text + piece, line + breaks(piece)
    if last and text.endswith(end):
        text = text[: -len(end)]
    found = read(written(tmp_path, text), delimiter=letter)
    taken = {number: list(row.values()) for number, row in found.rows}
    assert {number: cells for number, cells in taken.items() if number not in short} == dict(rows)
    assert all(taken.get(number, cells) == cells for number, cells in short.items())
    assert sorted(found.rejected) == sorted([*refused, *(short.keys() - taken.keys())])


# Damage of every kind: however a file is cut into blocks, it gives what reading it row by row gives.

SOUP = st.lists(
    st.sampled_from([",", '"', "\n", "\r\n", "\r", "a", " ", "č", "\0", "\udce8", '""', '"p\nq"', "v,v,v\n"]),
    max_size=60,
)


@pytest.mark.usefixtures("small")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(SOUP)
def test_blocks_give_what_single_rows_give(tmp_path: Path, soup: list[str]) -> None:
    start = "\ufeffone,two,three\n"
    data = "".join(soup).encode("utf-8", "surrogateescape")
    found = read(written(tmp_path, start.encode() + data), delimiter=",")
    singles, _, _ = rows(data, len(data), Layout(","), 3)
    plain = [row for row in singles if row.cells is not None and len(row.cells) == 3]
    taken = {line: tuple(cell or "" for cell in row.values()) for line, row in found.rows}
    expected = {row.line + 2: tuple("" if cell in BLANKS else cell for cell in row.cells or ()) for row in plain}
    assert taken.items() <= {row.line + 2: _cut(row) for row in singles}.items()
    sound = {line for line, cells in expected.items() if any(cells) and not re.search("[\0\udce8]", "".join(cells))}
    assert sound <= taken.keys()
    assert taken.keys() | found.rejected.keys() == {row.line + 2 for row in singles if not _blank(row)}
    assert not taken.keys() & found.rejected.keys()


def _cut(row: Row) -> tuple[str, ...]:
    return tuple("" if cell in BLANKS else cell for cell in (*(row.cells or ()), *("",) * 3)[:3])


def _blank(row: Row) -> bool:
    return row.cells is not None and (all(cell in BLANKS for cell in row.cells) or not row.text.strip())


def test_a_file_that_was_joined_to_another_has_its_mark_and_header_again(tmp_path: Path) -> None:
    found = read(written(tmp_path, "one,two\n1,2\n\ufeffone,two\n3,4\n"))
    assert [line for line, _ in found.rows] == [2, 4] and found.reason(3) == "repeats the header"
