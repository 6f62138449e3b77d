"""Sums of people killed, as ranges over the events that give a figure."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Casualties:
    """A sum as a range over the events that give a figure, None where none does; `silent` events give none.

    `unbounded` events give a lowest figure alone, so that the sum may be higher than `high`.
    """

    low: int | None
    best: int | None
    high: int | None
    silent: int
    unbounded: int = 0

    def __add__(self, other: "Casualties") -> "Casualties":
        return Casualties(
            _sum(self.low, other.low),
            _sum(self.best, other.best),
            _sum(self.high, other.high),
            self.silent + other.silent,
            self.unbounded + other.unbounded,
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def casualties(figures: np.ndarray, counts: np.ndarray) -> Casualties:
    """The sums of `counts` events of each of some figures, given as three rows, low, best and high, -1 where unknown. A
    bound that is not given falls back to the best figure, else the lowest to 0 and the highest to the lowest."""
    given = (figures >= 0).any(axis=0)
    silent = int(counts[~given].sum())
    told = given & (counts > 0)
    if not told.any():
        return Casualties(None, None, None, silent)
    low, best, high = figures[:, told].astype(np.int64)
    unbounded = int(counts[told][(best < 0) & (high < 0)].sum())
    low = np.where(low < 0, np.maximum(best, 0), low)
    best = np.where(best < 0, low, best)
    high = np.where(high < 0, best, high)
    sums = [int((row * counts[told]).sum()) for row in (low, best, high)]
    return Casualties(sums[0], sums[1], sums[2], silent, unbounded)
