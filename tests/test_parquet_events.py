from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.importing.merge import PLACE
from events.importing.parquet import metadata, write_parquet
from events.ledger import Ledger
from events.model import Event
from events.readers import BUNDLED, read
from tests.importing_rows import event, plain, table
from tests.strategies import events as any_event


@given(st.lists(any_event(), max_size=12, unique_by=lambda made: made.id))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_events_come_back_from_parquet(tmp_path: Path, made: list[Event]) -> None:
    pq.write_table(table(*made), tmp_path / "a.parquet")
    collection = read([tmp_path / "a.parquet"])
    assert plain(collection.rows) == plain(table(*made))
    assert [problem for problem in collection.ledger.problems if made and problem.column != "part_of"] == []


def test_rows_of_others_are_checked_one_by_one(tmp_path: Path) -> None:
    rows = table(event("one"), event("two"), event("three"))
    wrong = rows.set_column(
        rows.schema.get_field_index("fatalities_best"),
        rows.schema.field("fatalities_best"),
        pa.array([1, -5, None], pa.int32()),
    )
    pq.write_table(wrong, tmp_path / "a.parquet")
    collection = read([tmp_path / "a.parquet"])
    assert [one.id for one in collection.events] == ["one", "three"]
    (problem,) = collection.ledger.problems
    assert (problem.row, problem.id, problem.column) == (2, "two", "fatalities_best")


def test_an_import_tells_its_data_sets_and_its_day(tmp_path: Path) -> None:
    bundled = read([BUNDLED])
    rows = bundled.rows.append_column(PLACE, pa.nulls(bundled.rows.num_rows, pa.int32()))
    write_parquet(tmp_path / "a.parquet", [rows], metadata(bundled.datasets, Ledger(), bundled.compiled, 5))
    collection = read([tmp_path / "a.parquet"])
    assert (collection.datasets, collection.compiled) == (bundled.datasets, "2023-10-13")
    assert collection.events == bundled.events


def test_parquet_that_is_broken_is_told(tmp_path: Path) -> None:
    pq.write_table(table(event("one")), tmp_path / "a.parquet")
    whole = (tmp_path / "a.parquet").read_bytes()
    for broken in (whole[: len(whole) // 2], whole[:4] + b"\xff" * 200 + whole[204:], b"PAR1"):
        (tmp_path / "a.parquet").write_bytes(broken)
        ledger = read([tmp_path / "a.parquet"]).ledger
        assert ledger.rejected == 1 and ledger.problems, broken[:20]
