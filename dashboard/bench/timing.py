"""Medians of several runs, and what is told of those that were not made."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

LONG = 20.0  # seconds, after which a run is not made again


@dataclass(frozen=True)
class Bench:
    """`runs` of everything, for so many `events`. What is not done, or less often, is told on stderr."""

    events: int
    runs: int = 5

    def tell(self, words: str) -> None:
        print(f"{self.events:,} events: {words}", file=sys.stderr, flush=True)

    def repeat(self, name: str, once: Callable[[int], dict[str, float]], long: float = LONG) -> dict[str, float]:
        """The medians of what `once` measures, which is given the number of its run, from 0. A run of
        more than `long` seconds is the last."""
        found: list[dict[str, float]] = []
        while len(found) < self.runs:
            start = perf_counter()
            found.append(once(len(found)))
            took = perf_counter() - start
            if took > long and len(found) < self.runs:
                self.tell(f"{name}: {len(found)} of {self.runs} runs, because one takes {took:.0f} s")
                break
        return {key: median(run[key] for run in found) for key in found[0]}


def milliseconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return 1000 * (perf_counter() - start)
