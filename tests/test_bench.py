"""What the benchmark measures is what it says, and what it does not measure it tells."""

import json
import os
import signal
import sys
from pathlib import Path

import numpy as np
import pytest

from dashboard.bench import server
from dashboard.bench.counting import counted, frequent_actors, pandas_counts, pandas_frame, scan, touched
from dashboard.bench.devtools import Devtools, DevtoolsError
from dashboard.bench.importing import measure_import
from dashboard.bench.memory import bytes_per_event, peak_bytes
from dashboard.bench.naive import naive_app, read_frame
from dashboard.bench.report import KEYS, OF_PAGE, as_json, as_table
from dashboard.bench.run import Settings, measure
from dashboard.bench.synthetic import draw, write_events
from dashboard.bench.timing import Bench
from dashboard.cli import main
from events.filed import open_table
from events.table import BOUNDS, EventTable

COUNT = 1_000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "synthetic.parquet"
    write_events(path, draw(COUNT))
    return path


@pytest.fixture(scope="module")
def table(file: Path) -> EventTable:
    return open_table([file])


def test_medians_are_of_all_runs() -> None:
    times = iter([5.0, 1.0, 3.0])
    assert Bench(10, runs=3).repeat("it", lambda number: {"ms": next(times), "number": number}) == {
        "ms": 3,
        "number": 1,
    }


def test_a_long_run_is_not_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert Bench(10).repeat("it", lambda number: {"number": number}, long=-1.0) == {"number": 0}
    assert "10 events: it: 1 of 5 runs, because one takes 0 s" in capsys.readouterr().err


def test_pandas_counts_the_same(table: EventTable) -> None:
    for actor in frequent_actors(table)[:3]:
        ours, theirs = counted(table, actor), pandas_counts(pandas_frame(table), actor)
        for key, counts in ours.counts.items():
            assert np.array_equal(counts, theirs[key].to_numpy()), key
        assert theirs["time"].sum() == ours.shown
        assert theirs["fatalities"][BOUNDS[1]] == ours.fatalities.best


def test_actors_come_by_their_number_of_events(table: EventTable) -> None:
    totals = dict(zip(table.holdings.values["actor"], table.holdings.totals["actor"].tolist(), strict=True))
    counts = [totals[name] for name in frequent_actors(table)]
    assert counts == sorted(totals.values(), reverse=True)


def test_a_scan_reads_every_array_that_is_touched(table: EventTable) -> None:
    counted(table, frequent_actors(table)[0])
    arrays = touched(table)
    assert scan(arrays) > 0
    assert any(array is table.start for array in arrays) and any(array is table.figure for array in arrays)
    assert sum(array.nbytes for array in arrays) >= COUNT * (8 + 8 + 1 + 1 + 1 + 1 + 4 + 2)
    assert scan([np.zeros(0), np.zeros(3, dtype=np.uint8)]) == 0


def test_memory_counts_masks_and_bins(table: EventTable) -> None:
    few = bytes_per_event(table, [""])
    assert 30 < few < bytes_per_event(table, [f"?actor=Synthetic+actor+{number:03}" for number in range(1, 9)]) < 120
    assert (peak_bytes() or 0) > 10_000_000 or not Path("/proc").is_dir()
    assert peak_bytes("0") is None


def test_an_import_is_measured_beside_pyarrow(tmp_path: Path) -> None:
    from dashboard.bench.acled_like import write_acled_like

    write_acled_like(tmp_path / "a.csv", draw(50))
    found = measure_import(tmp_path / "a.csv", tmp_path, Bench(50, runs=1))
    assert found["import_s"] / found["pyarrow_s"] == found["import_vs_pyarrow"] > 0
    (tmp_path / "b.csv").write_text("nothing of this kind")
    with pytest.raises(RuntimeError, match="import of b"):
        measure_import(tmp_path / "b.csv", tmp_path, Bench(1, runs=1))


def test_the_server_is_up_when_it_answers(file: Path) -> None:
    with server.serving(server.page_command(file, None)) as page:
        assert json.loads(server.get(f"{page.address}/health"))["events"] == COUNT
        assert page.up > 0
        assert 1_000 < server.view_bytes(page, ["", "?lanes=actor"]) < 150_000
        with pytest.raises(RuntimeError, match="404"):
            server.get(f"{page.address}/figure-not-there/x.json")
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.kill(page.pid, 0)


def test_a_server_that_does_not_start_says_why() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no such thing')"]
    with pytest.raises(RuntimeError, match="no such thing"), server.serving(command):
        pass


def test_a_server_that_heeds_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.bench.server.ENDING", 0.2)
    script = (
        "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    )
    with (
        pytest.raises(RuntimeError, match="did not start"),
        server.serving([sys.executable, "-c", script]),
    ):
        pass
    assert signal.getsignal(signal.SIGINT) is not None


def test_the_naive_app_draws_the_whole(file: Path) -> None:
    app = naive_app(read_frame(file))
    (draw_all,) = [entry["callback"].__wrapped__ for entry in app.callback_map.values()]
    timeline, places, told = draw_all(None, [2014, 2024])
    assert told == "1,000 of 1,000 events"
    assert sum(len(trace.x) for trace in timeline.data) == sum(len(trace.lat) for trace in places.data) == COUNT
    assert places.layout.map.style == "white-bg"  # which fetches nothing
    _, _, told = draw_all("Synthetic actor 001", [2014, 2019])
    assert 0 < int(told.split()[0].replace(",", "")) < COUNT / 2


def test_the_object_has_every_key_and_null_for_what_was_not_run() -> None:
    found = as_json({1_000: {"summary_ms": 1.23456, "view_bytes": 12_345, "naive": {"open_ms": 2}, "import_s": 1.0}})
    assert list(found) == ["1000"]
    assert list(found["1000"]) == [*KEYS, "naive"]
    assert list(found["1000"]["naive"]) == list(OF_PAGE)
    assert found["1000"]["summary_ms"] == 1.235 and found["1000"]["view_bytes"] == 12_345
    assert found["1000"]["open_ms"] is None and found["1000"]["naive"]["filter_ms"] is None


def test_the_table_says_how_much_slower_the_naive_way_is() -> None:
    told = as_table(1_000, {"filter_ms": 50.0, "naive": {"filter_ms": 500.0}, "import_peak": 300 * 1024**2})
    assert told.splitlines()[0] == "1,000 synthetic events"
    assert "filter by an actor                    50 ms   naive 500 ms, 10.0 × as long" in told
    assert "300 MiB" in told
    assert "server up                             –" in told


def test_what_is_not_run_has_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    found = measure(200, Settings(runs=1, browser=False, import_most=100))
    assert "import_vs_pyarrow" not in found and "filter_ms" not in found
    assert found["summary_ms"] > 0 and found["server_up_s"] > 0 and found["view_bytes"] > 0
    told = capsys.readouterr().err
    assert "200 events: import: not run with more than 100 events" in told
    assert "200 events: nothing is measured in a browser: --no-browser" in told


def test_the_command_prints_json_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("dashboard.bench.run.measure", lambda events, settings: {"summary_ms": float(events)})
    assert main(["bench", "--events", "10,20,10", "--json"]) == 0
    assert {key: one["summary_ms"] for key, one in json.loads(capsys.readouterr().out).items()} == {"10": 10, "20": 20}


def test_the_command_writes_json_beside_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dashboard.bench.run.measure", lambda events, settings: {"summary_ms": settings.runs})
    assert main(["bench", "--events", "10", "--runs", "7", "--json", str(tmp_path / "b.json")]) == 0
    assert "10 synthetic events" in capsys.readouterr().out
    assert json.loads((tmp_path / "b.json").read_text())["10"]["summary_ms"] == 7
    with pytest.raises(SystemExit):
        main(["bench", "--events", "10,many"])


def test_the_pipe_takes_answers_in_any_pieces() -> None:
    reads, we_write = os.pipe()
    we_read, writes = os.pipe()
    tools = Devtools(we_read, we_write)
    os.write(writes, b'{"method": "Page.event"}\0{"id": 1, "result": {"a": 1}}\0{"id": 2, "err')
    assert tools.send("One", "s", x=1) == {"a": 1}
    os.write(writes, b'or": {"message": "not so"}}\0')
    with pytest.raises(DevtoolsError, match="Two: not so"):
        tools.send("Two")
    sent = [json.loads(part) for part in os.read(reads, 1_000).split(b"\0") if part]
    assert sent[0] == {"id": 1, "method": "One", "params": {"x": 1}, "sessionId": "s"}
    os.close(writes)
    with pytest.raises(DevtoolsError, match="has ended"):
        tools.send("Three")
    for end in (reads, we_write, we_read):
        os.close(end)
