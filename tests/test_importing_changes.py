import csv
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.importing import changes
from events.importing.changes import Changes, compare
from events.importing.import_files import Report, import_files
from events.importing.output import output_at
from events.importing.sides import different
from events.model import Event
from events.schema import SCHEMA
from tests.importing_rows import rows_of, sheet, table
from tests.strategies import events as any_event


def import_to(path: Path, file: Path, **options: Path) -> Report:
    return import_files([file], output_at(str(path)), **options)


def test_a_newer_release_is_told_by_id_and_column(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    sheet(file, {"id": "same"}, {"id": "gone", "title": "=1+1"}, {"id": "moved", "lat": 1, "lon": 2, "place": "P"})
    assert import_to(tmp_path / "o.parquet", file).changes is None
    sheet(
        file,
        {"id": "same"},
        {"id": "moved", "lat": 1.5, "lon": 2, "place": "P", "date": "2024", "source_publisher": "Other"},
        {"id": "fresh"},
    )
    report = import_to(tmp_path / "o.parquet", file, changes=tmp_path / "c.csv")
    found = report.changes
    assert found is not None
    assert (found.added, found.removed, found.changed, found.unchanged) == (1, 1, 1, 1)
    assert found.columns == {"date": 1, "start": 1, "end": 1, "precision": 1, "lat": 1, "sources": 1}
    assert "1 added, 1 changed, 1 removed, 1 unchanged; changed columns: date 1" in str(report)
    with (tmp_path / "c.csv").open(newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == ["id", "change", "column", "before", "after"]
    assert ["moved", "changed", "date", "", "2024"] in rows and ["moved", "changed", "lat", "1.0", "1.5"] in rows
    assert ["fresh", "added", "title", "", "A title"] in rows
    assert ["gone", "removed", "title", "'=1+1", ""] in rows
    assert any(row[2] == "sources" and '"publisher": "Other"' in row[4] for row in rows)


def test_another_import_is_compared_with_where_it_is_named(tmp_path: Path) -> None:
    import_to(tmp_path / "old.parquet", sheet(tmp_path / "a.csv", {"id": "a"}, {"id": "b"}))
    report = import_to(
        tmp_path / "new.parquet", sheet(tmp_path / "b.csv", {"id": "b"}), against=tmp_path / "old.parquet"
    )
    assert report.changes == Changes(removed=1, unchanged=1)
    assert rows_of(tmp_path / "new.parquet").num_rows == 1


def test_a_table_with_another_name_is_the_same_table(tmp_path: Path) -> None:
    old, new = tmp_path / "losses-1.csv", tmp_path / "losses-2.csv"
    old.write_text(
        "id,date,killed,source\na,2024-01-02,1,\nb,2024-01-03,2,Gazette\nc,2024-01-04,3,\n", encoding="utf-8"
    )
    new.write_text("killed,id,source,date\n1,a,,2024-01-02\n2,b,Radio,2024-01-03\n30,c,,2024-01-04\n", encoding="utf-8")
    import_to(tmp_path / "o.parquet", old)
    found = import_to(tmp_path / "o.parquet", new, changes=tmp_path / "c.csv").changes
    assert found is not None and found.renamed == ("losses-1", "losses-2")
    assert (found.changed, found.unchanged) == (2, 1)
    assert found.columns == {"sources": 1, "fatalities_best": 1}
    assert str(found).endswith("the data set 'losses-1' is 'losses-2' now")
    assert found.as_json()["renamed"] == ["losses-1", "losses-2"]


def test_folders_are_compared_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.importing.parquet.GROUP", 4)
    monkeypatch.setattr("events.importing.output.GROUP", 4)
    monkeypatch.setattr(changes, "STRETCH", 3)
    rows = [{"id": f"e{number:02}", "date": f"{2000 + number}"} for number in range(20)]
    target = output_at(str(tmp_path / "o"), 4)
    import_files([sheet(tmp_path / "a.csv", *rows)], target)
    assert len(target.files()) == 5
    shifted = [row | {"date": str(2050 - int(row["date"][2:]))} for row in rows[5:]]
    report = import_files([sheet(tmp_path / "a.csv", *shifted)], target)
    assert report.changes is not None
    assert (report.changes.removed, report.changes.changed, report.changes.unchanged) == (5, 15, 0)
    assert report.changes.columns == {"date": 15, "start": 15, "end": 15}


made = st.lists(any_event(), max_size=12, unique_by=lambda event: event.id)


@given(made, made)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_are_those_of_plain_sets(tmp_path: Path, old: list[Event], new: list[Event]) -> None:
    from events.importing.merge import FILED
    from events.importing.parquet import write_parquet

    paths = [tmp_path / "old.parquet", tmp_path / "new.parquet"]
    for path, events in zip(paths, (old, new), strict=True):
        rows = table(*events)
        write_parquet(path, [rows.append_column(FILED.field("place_id"), pa.nulls(rows.num_rows, pa.int32()))], {})
    found = compare(paths[:1], paths[1:])
    was, now = ({row["id"]: row for row in table(*events).to_pylist()} for events in (old, new))
    assert found.added == len(now.keys() - was.keys()) and found.removed == len(was.keys() - now.keys())
    both = was.keys() & now.keys()
    assert found.changed == sum(was[id] != now[id] for id in both)
    assert found.unchanged == len(both) - found.changed
    assert found.columns == {
        name: count for name in SCHEMA.names if (count := sum(was[id][name] != now[id][name] for id in both))
    }


@pytest.mark.parametrize(
    ("kind", "before", "after", "rows"),
    [
        (pa.string(), ["a", None, "b", None], ["a", None, "c", "d"], [2, 3]),
        (pa.float64(), [1.0, None], [None, None], [0]),
        (pa.list_(pa.string()), [["a"], [], None, ["b"]], [["a"], None, None, ["c"]], [1, 3]),
        (pa.map_(pa.string(), pa.string()), [[("k", "v")], None], [[("k", "w")], None], [0]),
    ],
)
def test_values_differ_row_by_row(
    kind: pa.DataType, before: list[object], after: list[object], rows: list[int]
) -> None:
    assert list(different(pa.array(before, kind), pa.array(after, kind))) == rows
    assert list(different(pa.array(before, kind), pa.array(before, kind))) == []
