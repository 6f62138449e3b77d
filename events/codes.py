"""Columns of codes: what each event has of a facet, as numbers of values, and how they are counted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np


class Column(Protocol):
    """One facet of all events. `values[code]` is sorted; an event has at least one value, none of them twice."""

    @property
    def values(self) -> tuple[str, ...]: ...

    def counts(self, rows: np.ndarray) -> np.ndarray:
        """How many of the events of `rows`, each there once, have each value."""
        ...

    def having(self, codes: np.ndarray) -> np.ndarray:
        """Which events have one of the values: a mask over all."""
        ...

    def pairs(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """An entry for each value of the events of `rows`: the event's position in `rows`, and the value's code."""
        ...

    def of(self, row: int) -> list[str]: ...

    def part(self, first: int, last: int, keys: np.ndarray) -> "Column":
        """The column of the events `[first, last)`, whose keys are given, with the same values."""
        ...


@dataclass(frozen=True)
class Keyed:
    """A facet with one value an event: `lookup[key]` is the code for an event's key. Several facets share one array of
    keys, and counting the keys once counts them all."""

    values: tuple[str, ...]
    keys: np.ndarray
    lookup: np.ndarray

    def counts(self, rows: np.ndarray) -> np.ndarray:
        return self.spread(tally(self.keys, rows, len(self.lookup)))

    def spread(self, of_keys: np.ndarray) -> np.ndarray:
        """The counts of values from the counts of keys."""
        found = np.bincount(self.lookup, weights=of_keys, minlength=len(self.values))
        return found[: len(self.values)].astype(np.int64)  # a key that no event has may have no value

    def having(self, codes: np.ndarray) -> np.ndarray:
        return np.asarray(np.isin(self.lookup, codes)[self.keys])

    def pairs(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.arange(len(rows)), self.lookup[self.keys[rows]]

    def of(self, row: int) -> list[str]:
        return [self.values[self.lookup[self.keys[row]]]]

    def part(self, first: int, last: int, keys: np.ndarray) -> "Keyed":
        return replace(self, keys=keys)


@dataclass(frozen=True)
class Listed:
    """A facet with several values an event: those of event i are `codes[offsets[i]:offsets[i + 1]]`."""

    values: tuple[str, ...]
    codes: np.ndarray
    offsets: np.ndarray

    @cached_property
    def _events(self) -> tuple[np.ndarray, np.ndarray]:
        """The events of each code, in order, one code after the other; and where those of each begin."""
        count = len(self.offsets) - 1
        events = np.repeat(np.arange(count, dtype=self.offsets.dtype), np.diff(self.offsets))
        return events[np.argsort(self.codes, kind="stable")], np.concatenate([[0], np.cumsum(self._totals)])

    @cached_property
    def _totals(self) -> np.ndarray:
        return np.bincount(self.codes, minlength=len(self.values))

    def counts(self, rows: np.ndarray) -> np.ndarray:
        if len(rows) == len(self.offsets) - 1:
            return self._totals
        first, last = _longest_run(rows)
        run = self.codes[self.offsets[rows[first]] : self.offsets[rows[last - 1] + 1]] if last else self.codes[:0]
        rest = self._codes_of(np.concatenate([rows[:first], rows[last:]]))
        return np.bincount(run, minlength=len(self.values)) + np.bincount(rest, minlength=len(self.values))

    def _codes_of(self, rows: np.ndarray) -> np.ndarray:
        count = len(self.offsets) - 1
        if 3 * len(rows) < count:
            return self.pairs(rows)[1]
        mask = np.zeros(count, dtype=bool)
        mask[rows] = True
        return np.asarray(self.codes[np.repeat(mask, np.diff(self.offsets))])

    def having(self, codes: np.ndarray) -> np.ndarray:
        events, begun = self._events
        mask = np.zeros(len(self.offsets) - 1, dtype=bool)
        for code in codes:
            mask[events[begun[code] : begun[code + 1]]] = True
        return mask

    def pairs(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        starts = self.offsets[rows].astype(np.int64)
        lengths = self.offsets[rows + 1] - starts
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.repeat(np.arange(len(rows)), lengths), self.codes[np.repeat(starts, lengths) + within]

    def of(self, row: int) -> list[str]:
        return [self.values[code] for code in self.codes[self.offsets[row] : self.offsets[row + 1]]]

    def part(self, first: int, last: int, keys: np.ndarray) -> "Listed":
        offsets = self.offsets[first : last + 1]
        return Listed(self.values, self.codes[offsets[0] : offsets[-1]], offsets - offsets[0])


def tally(keys: np.ndarray, rows: np.ndarray, size: int) -> np.ndarray:
    """How many of the events of `rows`, each there once, have each key of `range(size)`."""
    return np.bincount(keys if len(rows) == len(keys) else keys[rows], minlength=size)


def _longest_run(rows: np.ndarray) -> tuple[int, int]:
    """Where the longest run of neighbours begins and ends in `rows`, which are in order: those of a period are nearly
    all of one, and are counted without being looked for."""
    breaks = np.flatnonzero(np.diff(rows) != 1) + 1
    edges = np.concatenate([[0], breaks, [len(rows)]])
    longest = int(np.argmax(np.diff(edges)))
    return int(edges[longest]), int(edges[longest + 1])


def codes_of(values: tuple[str, ...], wanted: Iterable[str]) -> np.ndarray:
    """The codes of the values that are there; others match nothing."""
    sought = set(wanted)
    return np.array([code for code, value in enumerate(values) if value in sought], dtype=np.int64)


def smallest(codes: np.ndarray) -> np.ndarray:
    """The same numbers, none below zero, in the least wide type."""
    return codes.astype(np.min_scalar_type(int(codes.max(initial=0))))
