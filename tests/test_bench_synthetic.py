"""The synthetic events: the same every time, named as synthetic, and the same in every form."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from dashboard.bench import synthetic
from dashboard.bench.acled_like import COLUMNS, write_acled_like
from dashboard.bench.synthetic import draw, tables, write_events
from events.dates import parse
from events.filed import open_table
from events.importing.import_files import import_files
from events.importing.merge import FILED
from events.importing.output import Output
from events.importing.parquet import told_by
from events.moments import spans
from events.places import number
from events.schema import SCHEMA, to_events

COUNT = 1_000


def rows(count: int = COUNT) -> pa.Table:
    return pa.concat_tables(tables(draw(count))).unify_dictionaries()


def test_the_same_events_every_time() -> None:
    assert rows().equals(rows())


def test_every_event_is_one_of_the_model_and_named_synthetic() -> None:
    events = to_events(rows().select(SCHEMA.names))
    assert len({event.id for event in events}) == COUNT
    for event in events:
        assert event.id.startswith("synthetic-")
        assert event.title.startswith("Synthetic event ")
        assert event.summary and event.summary.startswith("Synthetic note ")
        assert event.place and event.place.name.startswith("Synthetic district ")
        assert all(actor.name.startswith("Synthetic actor ") for actor in event.actors)
        assert event.region and event.region == event.place.country
        assert [source.publisher for source in event.sources] == ["Synthetic events"]


def test_an_event_has_one_to_three_different_actors() -> None:
    lists = rows(20_000)["actors"].to_pylist()
    assert {len(names) for names in lists} == {1, 2, 3}
    assert all(len(set(names)) == len(names) for names in lists)


def test_the_rows_are_in_the_order_of_an_import() -> None:
    table = rows()
    keys = list(zip(*(table[name].to_pylist() for name in ("start", "end", "id")), strict=True))
    assert keys == sorted(keys)
    assert table.schema == FILED


def test_the_seconds_are_those_of_the_date() -> None:
    table = rows()
    precisions = table["precision"].to_pylist()
    assert 0.05 < precisions.count("interval") / COUNT < 0.15
    for text, start, end in zip(*(table[name].to_pylist() for name in ("date", "start", "end")), strict=True):
        assert spans(parse(text)) == [(start, end)]


def test_the_shares_are_those_of_zipf() -> None:
    draws = draw(100_000)
    counts = np.bincount(draws.actors[draws.actors >= 0], minlength=synthetic.ACTORS)
    assert len(counts) == synthetic.ACTORS and counts.argmax() == 0
    assert 6 < counts[0] / counts[9] < 12
    districts = np.bincount(draws.district, minlength=synthetic.DISTRICTS)
    assert (districts > 0).sum() == synthetic.DISTRICTS
    assert 0.45 < np.mean(draws.deaths >= 0) < 0.55
    assert set(draws.kind.tolist()) == set(range(len(synthetic.TYPES)))
    assert draws.day.max() - draws.day.min() > 3_640


def test_places_are_numbered_as_an_import_numbers_them() -> None:
    table = rows()
    assert np.array_equal(np.asarray(table["place_id"]), number(table))


def test_the_file_is_one_import(tmp_path: Path) -> None:
    file = tmp_path / "synthetic.parquet"
    write_events(file, draw(COUNT))
    assert told_by(file)
    assert pq.read_metadata(file).num_rows == COUNT
    table = open_table([file])
    assert len(table) == COUNT
    assert [dataset.name for dataset in table.datasets] == ["Synthetic events"]
    assert table.events([0])[0].id == "synthetic-00000001"


def test_the_csv_has_the_same_events(tmp_path: Path) -> None:
    file = tmp_path / "acled-like.csv"
    write_acled_like(file, draw(COUNT))
    columns = pyarrow.csv.read_csv(file)
    assert columns.column_names == list(COLUMNS) and len(COLUMNS) == 31
    notes = [len(text) for text in columns["notes"].to_pylist()]
    assert min(notes) > 100 and 200 < sum(notes) / COUNT < 400
    report = import_files([file], Output(tmp_path / "imported.parquet"))
    assert (report.ledger.rows, report.ledger.accepted) == (COUNT, COUNT)
    assert [dataset.key for dataset in report.datasets] == ["acled"]
    table, ours = open_table([tmp_path / "imported.parquet"]), rows()
    stated = {event.id: event for event in table.events(range(COUNT))}
    for event in to_events(ours.slice(0, 50).select(SCHEMA.names)):
        same = stated[f"acled-{event.id}"]
        assert {actor.name for actor in same.actors} == {actor.name for actor in event.actors}
        assert same.event_type == event.event_type
        assert same.fatalities_best == event.fatalities_best
        assert same.place and event.place and (same.place.lat, same.place.lon) == (event.place.lat, event.place.lon)
