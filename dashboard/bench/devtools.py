"""A Chromium of our own, told what to do by the DevTools protocol over two pipes. On POSIX systems."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

WIDTH, HEIGHT = 1400, 900  # CSS pixels of the page
PATIENCE = 600.0  # seconds for one answer
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--use-angle=swiftshader",  # graphics by the processor, so that machines can be compared
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-startup-window",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    f"--window-size={WIDTH},{HEIGHT}",
)
# Chromium reads from file 3 and writes to 4.
_START = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)


class DevtoolsError(RuntimeError):
    """The browser failed, refused, or took too long."""


class Devtools:
    """The two ends of the pipes."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing
        self._numbers = count(1)
        self._rest = b""

    def send(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """The result of a command. What the browser tells meanwhile goes unheard.

        Raises:
            DevtoolsError: it cannot be had.
        """
        number = next(self._numbers)
        command = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        try:
            self._write(json.dumps(command).encode() + b"\0")
        except OSError as error:
            raise DevtoolsError(f"{method}: the browser has gone ({error})") from None
        until = monotonic() + PATIENCE
        while True:
            told = self._message(until, method)
            if told.get("id") == number:
                break
        if "error" in told:
            raise DevtoolsError(f"{method}: {told['error'].get('message')}")
        result: dict[str, Any] = told["result"]
        return result

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._writing, data) :]

    def _message(self, until: float, method: str) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not select.select([self._reading], [], [], max(until - monotonic(), 0))[0]:
                raise DevtoolsError(f"{method}: no answer in {PATIENCE:.0f} s")
            data = os.read(self._reading, 1 << 20)
            if not data:
                raise DevtoolsError(f"{method}: the browser has ended")
            self._rest += data
        message, self._rest = self._rest.split(b"\0", 1)
        told: dict[str, Any] = json.loads(message)
        return told


@contextmanager
def chromium(path: str) -> Iterator[Devtools]:
    """A browser with a profile of its own, as long as it is needed.

    Raises:
        DevtoolsError: it does not start.
    """
    import fcntl

    with TemporaryDirectory(prefix="conflict-timeline-", ignore_cleanup_errors=True) as folder:
        ends = [*os.pipe(), *os.pipe()]  # what it reads, we write, we read, it writes
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in ends]  # away from 3 and 4
        for end in ends:
            os.close(end)
        reads, we_write, we_read, writes = high
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium gives root none
        command = [path, *FLAGS, *sandbox, f"--user-data-dir={folder}"]
        process = subprocess.Popen(
            [sys.executable, "-c", _START, str(reads), str(writes), *command],
            pass_fds=(reads, writes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": str(Path(folder) / "cache")},
        )
        os.close(reads)
        os.close(writes)
        tools = Devtools(we_read, we_write)
        try:
            tools.send("Browser.getVersion")
            yield tools
        finally:
            with suppress(DevtoolsError, OSError):
                tools.send("Browser.close")
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # it and what it started
            process.wait()
            os.close(we_read)
            os.close(we_write)
