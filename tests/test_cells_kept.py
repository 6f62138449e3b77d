"""What of the cells that are kept beside the fields is a change of an event."""

import csv
from pathlib import Path

import pytest

from events.importing.cells_kept import folded
from events.importing.changes import Changes
from events.importing.import_files import import_files
from events.importing.output import output_at

ACLED = "event_id_cnty,event_date,event_type,actor1,country,time_precision,inter1,fatalities,tags,timestamp"
Row = tuple[int, int, str, int]  # number, fatalities, tags and timestamp


def acled(folder: Path, rows: list[Row], header: str = ACLED) -> Changes | None:
    path = folder / "a.csv"
    left_out = [number for number, name in enumerate(ACLED.split(",")) if name not in header.lower().split(",")]
    lines = [header]
    for number, dead, tags, edited in rows:
        cells = [f"A{number}", "2024-01-02", "Battles", "X", "Mali", "1", "1", str(dead), tags, str(edited)]
        lines.append(",".join(cell for place, cell in enumerate(cells) if place not in left_out))
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return import_files([path], output_at(str(folder / "o.parquet")), changes=folder / "c.csv").changes


def changes_in(folder: Path) -> list[list[str]]:
    with (folder / "c.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


OLD: list[Row] = [(number, 1, "crowd" if number % 2 else "", 100) for number in range(40)]


def test_another_time_of_editing_alone_is_no_change(tmp_path: Path) -> None:
    acled(tmp_path, OLD)
    found = acled(tmp_path, [(number, 3 if number < 5 else 1, tags, 200) for number, _, tags, _ in OLD])
    assert found == Changes(changed=5, unchanged=35, columns={"fatalities_best": 5}, restamped=35)
    assert "; 35 of the unchanged have another time of editing" in str(found) and found.as_json()["restamped"] == 35
    assert [row[1] for row in changes_in(tmp_path)].count("restamped") == 35


def test_a_column_that_only_one_file_has_is_told_once(tmp_path: Path) -> None:
    acled(tmp_path, OLD)
    found = acled(tmp_path, [(number, 2 if number == 7 else 1, tags, 100) for number, _, tags, _ in OLD],
                  ACLED.replace(",tags", ""))  # fmt: skip
    assert found is not None and (found.changed, found.columns_dropped) == (1, {"tags": 20})
    assert ["", "column dropped", "tags", "20", ""] in changes_in(tmp_path)
    assert "; columns of the file left out, which is no change: tags (20)" in str(found)
    found = acled(tmp_path, OLD)
    assert found is not None and (found.changed, found.columns_added) == (1, {"tags": 20})


def test_cells_of_a_few_events_are_changes(tmp_path: Path) -> None:
    few: list[Row] = [(number, 1, "crowd" if number < 4 else "", 100) for number in range(40)]
    acled(tmp_path, few)
    found = acled(tmp_path, [(number, 1, "", 100) for number in range(40)])
    assert found == Changes(changed=4, unchanged=36, columns={"more": 4})


def test_a_cell_that_says_something_else_is_a_change(tmp_path: Path) -> None:
    acled(tmp_path, OLD)
    found = acled(tmp_path, [(number, 1, "women" if number == 3 else tags, 200) for number, _, tags, _ in OLD])
    assert found == Changes(changed=1, unchanged=39, columns={"more": 1}, restamped=39)


@pytest.mark.parametrize("header", ["ID,DATE,PLACE,OUR_NOTE", " id ,Date,place,Our note"])
def test_names_of_columns_in_another_case(tmp_path: Path, header: str) -> None:
    path = tmp_path / "a.csv"
    rows = [f"a{number},2024-01-02,Gao,seen {number},b" for number in range(20)]
    for first in ("id,date,place,our note,Zone", f"{header},ZONE"):
        path.write_text("\n".join([first, *rows, ""]), encoding="utf-8")
        found = import_files([path], output_at(str(tmp_path / "o.parquet"))).changes
    assert found == Changes(unchanged=20)


def test_names_as_they_are_compared() -> None:
    assert folded(" Our_Note ") == folded("our note") == "our note"
