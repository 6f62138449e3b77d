"""Servers of this benchmark, started as a reader starts them, and ended when they have served."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter
from urllib.parse import urlsplit

from dashboard.bench.memory import peak_bytes
from dashboard.bench.timing import Bench

PATIENCE = 600  # seconds for one answer
ENDING = 10.0  # seconds that a server has to end by itself
VIEW = "/view/1100x640/590x320/light/-.json"


@dataclass(frozen=True)
class Server:
    """A server at `address`, `http://127.0.0.1:PORT`, that answered `up` seconds after its start."""

    address: str
    up: float
    pid: int

    @property
    def peak(self) -> int | None:
        """The most memory that it has held so far, in bytes, without the processes that it started."""
        return peak_bytes(str(self.pid))


def page_command(events: Path, workers: int | None) -> list[str]:
    shared = ["--workers", str(workers)] if workers else []
    return [sys.executable, "-m", "dashboard.cli", "serve", str(events), "--no-open", "--port", "0", *shared]


def naive_command(events: Path) -> list[str]:
    return [sys.executable, "-m", "dashboard.bench.naive", str(events)]


@contextmanager
def serving(command: list[str], health: str = "/health") -> Iterator[Server]:
    """A server that prints its address once it listens, from when `health` is answered.

    Raises:
        RuntimeError: it ended instead; says what it said.
    """
    start = perf_counter()
    with TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True)
        try:
            assert process.stdout
            line = process.stdout.readline()
            address = next((word.rstrip("/") for word in line.split() if word.startswith("http")), None)
            if address is None:
                said.seek(0)
                raise RuntimeError(f"the server did not start: {said.read().strip()[-400:]}")
            get(address + health)
            yield Server(address, perf_counter() - start, process.pid)
        finally:
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    """As Ctrl-C does, so that it ends its workers; more firmly where it does not end."""
    heeded = os.name == "posix" and signal.getsignal(signal.SIGINT) != signal.SIG_IGN  # as it is for the server
    for end in (partial(process.send_signal, signal.SIGINT) if heeded else process.terminate, process.kill):
        end()
        with suppress(subprocess.TimeoutExpired):
            process.wait(ENDING)
            break
    if process.stdout:
        process.stdout.close()


def get(address: str) -> bytes:
    """The body of an answer as it comes over the wire, compressed with gzip where the server does so.

    Raises:
        RuntimeError: the answer is no success.
    """
    parts = urlsplit(address)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{target}: {answer.status} {body[:200].decode('utf-8', 'replace').strip()}")
        return body
    finally:
        connection.close()


def view_bytes(server: Server, queries: list[str]) -> int:
    """The bytes of the largest of some views on the wire."""
    return max(len(get(server.address + VIEW + query)) for query in queries)


def measure_start(command: list[str], bench: Bench) -> float:
    """Seconds from starting the server to its first answer."""

    def once(_: int) -> dict[str, float]:
        with serving(command) as server:
            return {"up": server.up}

    return bench.repeat("server_up_s", once)["up"]
