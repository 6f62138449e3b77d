"""A Dask scheduler and workers as processes on loopback, and imports for them, for the tests of clusters."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from events.datasets import RECORDS
from events.importing.merge import FILED, PLACE
from events.importing.parquet import metadata
from events.ledger import Ledger
from events.model import Event
from events.places import number
from events.schema import to_table

ROOT = Path(__file__).parents[1]
PATIENCE = 30.0  # s


class Processes:
    """A scheduler on a port that stays the same, and workers; each is ended by its own id."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, workers: int) -> None:
        self.scheduler = _process("dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard",
                                  "--dashboard-address", "127.0.0.1:0")  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not _listens(self.port):
            assert time.monotonic() < until, "the scheduler does not start"
            time.sleep(0.05)
        for _ in range(workers):
            self.join()

    def join(self) -> None:
        """Start one more worker; it is there some seconds later."""
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--memory-limit", "0")
        self.workers.append(_process("dask_worker", self.address, *options))

    def kill(self) -> None:
        """End the worker that is there longest, without a word."""
        _end(self.workers.pop(0))

    def stop(self) -> None:
        for process in (*self.workers, *([self.scheduler] if self.scheduler else [])):
            _end(process)
        self.workers, self.scheduler = [], None


def _process(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def imported(folder: Path, events: Sequence[Event], *, group: int = 2, cuts: Sequence[int] = ()) -> list[Path]:
    """The files of an import of these events, in row groups of so many rows; cut into a file at each of `cuts`."""
    rows = to_table(events).sort_by([(name, "ascending") for name in ("start", "end", "id")])
    rows = rows.append_column(PLACE, pa.array(number(rows).astype(np.int32), pa.int32())).cast(FILED)
    told = metadata([RECORDS], Ledger(len(events), len(events)), None, 1_700_000_000)
    folder.mkdir(parents=True)
    files = []
    edges = [0, *sorted(cuts), len(events)]
    for part, (first, last) in enumerate(pairwise(edges)):
        files.append(folder / f"part-{part:05}.parquet")
        with pq.ParquetWriter(files[-1], FILED) as writer:
            writer.write_table(rows.slice(first, last - first), row_group_size=group)
            writer.add_key_value_metadata(told)
    return files
