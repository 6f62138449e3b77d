from pathlib import Path

import pytest

from events.readers import delimited, read
from events.readers.chunk import Cells
from events.readers.head import look
from events.readers.joined_files import followed

FIRST = "event_id_cnty,event_date,event_type,actor1,country,notes,fatalities"


def cells(folder: Path, text: str) -> list[Cells]:
    path = folder / "joined.csv"
    path.write_text(text, encoding="utf-8")
    return list(delimited.read_cells(path, head=look(path)))


def test_a_later_header_in_another_order(tmp_path: Path) -> None:
    text = f"{FIRST}\nXYZ1,2024-03-05,Battles,Greens,Mali,x,3\n"
    text += (
        "event_id_cnty,event_date,country,event_type,fatalities,actor1,notes\nXYZ2,2024-03-06,Mali,Battles,4,Blues,y\n"
    )
    (part,) = cells(tmp_path, text)
    assert part.table.to_pylist()[1] == {
        "event_id_cnty": "XYZ2", "event_date": "2024-03-06", "event_type": "Battles", "actor1": "Blues",
        "country": "Mali", "notes": "y", "fatalities": "4",
    }  # fmt: skip
    assert part.lines.tolist() == [2, 4]
    found = read([tmp_path / "joined.csv"])
    assert [event.fatalities_best for event in found.events] == [3, 4] and found.ledger.rows == 3
    assert [(problem.row, problem.reason) for problem in found.ledger.problems] == [
        (3, "is another header, by which the rows below are read")
    ]


def test_a_later_header_with_other_columns(tmp_path: Path) -> None:
    text = "a,b,c,d,e\n1,2,3,4,5\nE,D,C,B,new\n5,4,3,2,9\na,b,c,d,e\n1,2,3,4,5\nb,a,d,c,e\n2,1,4,3,5\n"
    (part,) = cells(tmp_path, text)
    assert [tuple(row.values()) for row in part.table.to_pylist()] == [
        ("1", "2", "3", "4", "5"),
        (None, "2", "3", "4", "5"),
        ("1", "2", "3", "4", "5"),
        ("1", "2", "3", "4", "5"),
    ]
    assert part.lines.tolist() == [2, 4, 6, 8] and [row.line for row in part.rejected] == [5, 3, 7]
    assert part.problems[1].remedy == "Read the files one by one. Its columns new are not read."


def test_it_holds_for_the_parts_that_follow(tmp_path: Path) -> None:
    (first,) = cells(tmp_path, "a,b,c\n1,2,3\nc,b,a\n3,2,1\n")
    (raw,) = cells(tmp_path, "a,b,c\n3,2,1\n")
    assert first.table.to_pylist() == [{"a": "1", "b": "2", "c": "3"}] * 2
    header = "a,b,c\nc,b,a\n"
    (after,) = cells(tmp_path, header)
    assert after.table.num_rows == 0 and len(after.rejected) == 1
    again = list(followed([Cells("f", raw.table, raw.lines)] * 2, ("a", "b", "c")))
    assert [part.table.to_pylist() for part in again] == [raw.table.to_pylist()] * 2


@pytest.mark.parametrize("row", ["a,b,b", "a,x,y", "name,b,3", "b,1,2"])
def test_a_row_with_words_of_the_header_is_a_row(tmp_path: Path, row: str) -> None:
    (part,) = cells(tmp_path, f"a,b,name\n1,2,3\n{row}\n4,5,6\n")
    assert part.table.num_rows == 3 and not part.rejected
