"""How far a long piece of work is: a line that is written over on a terminal, else a line from time to time."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

OFTEN, SELDOM = 0.2, 5.0  # seconds between two lines, on a terminal and elsewhere
WIDTH = 24  # of the bar


class Progress:
    """Tells, for each piece of the work, how much of it is done, the rate, and the time that is left."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._terminal = self._stream.isatty()
        self._piece = ""
        self._start = self._last = clock()
        self._written = False

    def __call__(self, piece: str, done: int, total: int) -> None:
        """`done` of `total` bytes or rows of a piece of the work."""
        now = self._clock()
        if piece != self._piece:
            self._piece, self._start, self._last = piece, now, now
            return
        if now - self._last < (OFTEN if self._terminal else SELDOM):
            return
        self._last = now
        self._write(self.line(done, total, now - self._start))

    def line(self, done: int, total: int, seconds: float) -> str:
        """`merging [######      ] 25 %  120,000 rows/s, 0:30 left`."""
        share = min(done / total, 1.0) if total else 0.0
        bar = ("#" * round(share * WIDTH)).ljust(WIDTH)
        rate = done / seconds if seconds > 0 else 0.0
        speed = f"{rate / 1e6:.1f} MB/s" if self._piece == "reading" else f"{rate:,.0f} rows/s"
        left = f", {_clock_time((total - done) / rate)} left" if rate and total else ""
        return f"{self._piece:<8} [{bar}] {share:4.0%}  {speed}{left}"

    def _write(self, line: str) -> None:
        if self._terminal:
            self._stream.write(f"\r{line:<78}")
            self._written = True
        else:
            self._stream.write(line + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the line on the terminal empty."""
        if self._written:
            self._stream.write(f"\r{'':<78}\r")
            self._stream.flush()
            self._written = False


def _clock_time(seconds: float) -> str:
    whole = int(seconds + 0.5)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
