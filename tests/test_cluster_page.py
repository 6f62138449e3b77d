"""The page over a cluster: opened by the same function as files, served by worker processes of this machine, and what
it says while the cluster is away."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from dashboard.app import create_app
from events.engine import EngineError, LocalEngine
from events.open_engine import open_engine
from events.selection import Selection
from tests.cluster_processes import ROOT, imported
from tests.importing_rows import sheet
from tests.table_strategies import bundled_engine, event, place

EVENTS = [
    event(f"e{n}", f"2023-09-{n + 1:02}", region="Kosovo" if n % 2 else "Serbia", place=place()) for n in range(9)
]
SERVE = """
from pathlib import Path
import sys
from dashboard.serve import serve
serve([Path(sys.argv[1])], "127.0.0.1", 0, open_browser=False, workers=2)
"""


class Away(LocalEngine):
    """An engine whose cluster is gone."""

    def _gone(self, *_: Any, **__: Any) -> Any:
        raise EngineError("The scheduler at tcp://x does not answer. Try again in a moment.")

    summarise = chart = outlines = event = around = ids = events = brush = _gone


def test_an_import_is_opened_where_it_lies_and_anything_else_is_read(tmp_path):
    imported(tmp_path / "import", EVENTS, cuts=[4])
    engine, ledger = open_engine([tmp_path / "import"])
    assert engine.holdings.count == 9 == ledger.accepted and isinstance(engine, LocalEngine)
    rows = sheet(tmp_path / "rows.csv", {"id": "a"}, {"id": "b", "date": "no date"})
    engine, ledger = open_engine([rows])
    assert (engine.holdings.count, ledger.rejected) == (1, 1)
    engine.close()


def test_a_cluster_takes_an_import_alone(tmp_path):
    with pytest.raises(EngineError, match=r"takes one import.*conflict-timeline import"):
        open_engine([sheet(tmp_path / "rows.csv", {"id": "a"})], cluster="tcp://127.0.0.1:1")


def test_a_broken_import_is_told(tmp_path):
    (file,) = imported(tmp_path / "import", EVENTS)
    size = file.stat().st_size
    with file.open("r+b") as broken:
        broken.seek(8)
        broken.write(b"\0" * (size // 4))
    with pytest.raises(EngineError, match="cannot be read"):
        open_engine([file])


@pytest.mark.parametrize(
    "path", ["/events.json", "/events.geojson", "/events.csv", "/view/1000x400/500x300/light/-.json"]
)
def test_while_the_cluster_is_away_the_data_say_so_and_that_one_can_try_again(path):
    client = create_app(Away(bundled_engine().table)).server.test_client()
    answer = client.get(path)
    assert answer.status_code == 503 and answer.mimetype == "text/plain"
    assert "Try again" in answer.text and answer.headers["Retry-After"]
    assert client.get("/health").status_code == 200


@pytest.fixture(params=["import", "sheet"])
def served(request, tmp_path) -> Iterator[tuple[str, LocalEngine]]:
    """The address of a page that two worker processes count for, over an import or over a file of any kind."""
    if request.param == "import":
        imported(tmp_path / "import", EVENTS, cuts=[4])
        path = tmp_path / "import"
    else:
        rows = ({"id": item.id, "date": item.date, "event_type": "battle"} for item in EVENTS)
        path = sheet(tmp_path / "rows.csv", *rows)
    page = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(path)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert page.stdout is not None and page.stderr is not None
        line = page.stdout.readline()
        assert line.startswith("9 events at http"), (line, page.stderr.read())
        found = Path(f"/proc/{page.pid}/task").glob("*/children")  # of the threads that began them
        children = [int(pid) for file in found for pid in file.read_text().split()]
        assert len(children) >= 2
        yield line.split()[3], open_engine([path])[0]
        page.send_signal(signal.SIGINT)
        _, told = page.communicate(timeout=20)
        assert told.count("Traceback") <= 1, told  # that of this interrupt, which the command catches
        until = time.monotonic() + 10
        while any(_runs(child) for child in children):
            assert time.monotonic() < until, "worker processes are left"
            time.sleep(0.1)
    finally:
        page.kill()


def _runs(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def got(url: str) -> Any:
    try:
        with urlopen(url, timeout=30) as answer:
            return json.load(answer)
    except HTTPError as error:
        raise AssertionError(error.read().decode()) from None


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc")
def test_two_workers_serve_the_page_of_one_process(served):
    address, local = served
    assert got(f"{address}health") == {"status": "ok", "events": 9}
    found = got(f"{address}events.json?from=2023-09-02&to=2023-09-05")
    assert found["shown"] == 4 and [item["id"] for item in found["events"]] == ["e1", "e2", "e3", "e4"]
    view = got(f"{address}view/1000x400/500x300/light/-.json")
    assert view["html"]["sentence"].startswith(f"{local.summarise(Selection(), 'region').shown} of 9 events")
