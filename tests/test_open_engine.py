"""Where events come from: read into memory, or imported for the time being where they are large."""

from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.dataset_words import words
from events import open_engine as opening
from events.datasets import RECORDS
from events.engine import EngineError
from events.open_engine import open_engine
from events.selection import OPEN, Selection

ALL = Selection(since=OPEN, until=OPEN)
HEAD = "id,title,date,event_type,source_publisher,source_title\n"


def sheet(
    folder: Path, rows: str = "b,Second,2023-10,battle,P,T\na,First,2023-09,battle,P,T\nc,Bad,2023-13,battle,P,T\n"
) -> Path:
    path = folder / "events.csv"
    path.write_text(HEAD + rows)
    return path


def titles(engine):
    return [event.title for stretch in engine.events(ALL) for event in stretch]


def test_a_large_file_gives_the_same_events_and_account_and_leaves_nothing_behind(tmp_path, monkeypatch):
    path = sheet(tmp_path)
    small, told = open_engine([path])
    monkeypatch.setattr(opening, "LARGE", 10)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "for-now"))
    (tmp_path / "for-now").mkdir()
    large, account = open_engine([path])
    assert titles(large) == titles(small) == ["First", "Second"]
    assert (account.rows, account.accepted) == (told.rows, told.accepted) == (3, 2)
    assert large.summarise(ALL, "region") == small.summarise(ALL, "region")
    assert list((tmp_path / "for-now").iterdir())
    large.close()
    assert not list((tmp_path / "for-now").iterdir())


def test_an_import_is_opened_where_it_lies(tmp_path):
    from events.importing.import_files import import_files
    from events.importing.output import output_at

    out = tmp_path / "events.parquet"
    import_files([sheet(tmp_path)], output_at(str(out)))
    engine, ledger = open_engine([out])
    assert titles(engine) == ["First", "Second"] and (ledger.rows, ledger.accepted) == (3, 2)
    out.write_bytes(out.read_bytes()[:-8] + b"damaged!")
    assert open_engine([out])[1].rejected == 1  # it is no import any more, and told


def test_a_cluster_takes_an_import_alone(tmp_path):
    with pytest.raises(EngineError, match="conflict-timeline import"):
        open_engine([sheet(tmp_path)], cluster="tcp://127.0.0.1:1")


ACLED = (
    "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,country,location,latitude,longitude,"
    "geo_precision,source,notes,fatalities\n"
    "XXX1,01 November 2024,2024,1,Battles,Armed clash,Some group,Exampleland,Town,1.5,2.5,1,Gazette,A clash.,0\n"
)


@pytest.mark.parametrize("large", [False, True])
def test_the_day_on_which_data_were_fetched_is_that_which_is_stated(tmp_path, monkeypatch, large):
    path = tmp_path / "a.csv"
    path.write_text(ACLED)
    if large:
        monkeypatch.setattr(opening, "LARGE", 10)
    (dataset,) = open_engine([path], accessed="2026-11-20")[0].holdings.datasets
    assert words(dataset).endswith("; accessed 20 November 2026.")
    (dataset,) = open_engine([path])[0].holdings.datasets
    assert dataset.accessed is None and words(dataset).endswith("; day of access not stated.")
    (records,) = open_engine([sheet(tmp_path)], accessed="2026-11-20")[0].holdings.datasets or (RECORDS,)
    assert records.accessed is None


def test_an_import_keeps_the_day_on_which_its_data_were_fetched(tmp_path, capsys):
    path, out = tmp_path / "a.csv", tmp_path / "a.parquet"
    path.write_text(ACLED)
    assert main(["import", str(path), "-o", str(out), "--accessed", "2026-11-20"]) == 0
    assert [dataset.accessed for dataset in open_engine([out])[0].holdings.datasets] == ["2026-11-20"]
    for day in ("2026-11", "20.11.2026", "2026-11-20?", "2026-11-31"):
        with pytest.raises(SystemExit, match="2"):
            main(["import", str(path), "-o", str(out), "--accessed", day])
    assert "write it as 2026-11-20" in capsys.readouterr().err
