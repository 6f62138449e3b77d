"""The numbers of the distinct places, 0 for the one with the most events."""

from collections.abc import Mapping, Sequence

import numpy as np

from events.importing.hashes import joined
from events.importing.run import Run
from events.importing.words import Words
from events.places import COLUMNS

NAME = COLUMNS.index("place")


class _Known:
    """The distinct places so far, each with a number of 64 bits: the hash of its key, or the next that is free where
    another place has it. `numbers` are in order; `keys` and `counts` are those of the places, in the same order."""

    def __init__(self) -> None:
        self.numbers = np.zeros(0, dtype=np.uint64)
        self.keys = np.zeros((0, len(COLUMNS)), dtype=np.uint64)
        self.counts = np.zeros(0, dtype=np.int64)

    def add(self, keys: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Take in places that are all different, and how many events each has; returns their numbers."""
        numbers = joined(keys.T, len(keys))
        while True:
            at, there = self._find(numbers)
            taken = there.copy()  # by another place, known or among the new ones
            taken[there] = (self.keys[at[there]] != keys[there]).any(axis=1)
            new = np.flatnonzero(~there)
            taken[np.delete(new, np.unique(numbers[new], return_index=True)[1])] = True
            if not taken.any():
                break
            numbers[taken] += np.uint64(1)
        self.counts[at[there]] += counts[there]
        self._insert(numbers[~there], keys[~there], counts[~there])
        return numbers

    def places(self, numbers: np.ndarray) -> np.ndarray:
        """Where places stand that are known, by their numbers."""
        return self._find(numbers)[0]

    def _find(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if not len(self.numbers):
            return np.zeros(len(numbers), dtype=np.int64), np.zeros(len(numbers), dtype=bool)
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return at, self.numbers[at] == numbers

    def _insert(self, numbers: np.ndarray, keys: np.ndarray, counts: np.ndarray) -> None:
        if len(numbers):
            together = np.concatenate([self.numbers, numbers])
            order = np.argsort(together)
            self.numbers = together[order]
            self.keys = np.concatenate([self.keys, keys])[order]
            self.counts = np.concatenate([self.counts, counts])[order]


def number_places(runs: Sequence[Run], dropped: Mapping[int, np.ndarray], words: Words) -> None:
    """Put beside each run the numbers of its rows' places, int32, -1 for none. Ties are in the order of the names.
    `dropped` has the rows of a run, by its number among the runs, that do not count."""
    known = _Known()
    found = []
    for number, run in enumerate(runs):
        places, keys = run.array("place"), run.array("place_keys")
        counts = np.bincount(np.delete(places, dropped.get(number, ())) + 1, minlength=len(keys) + 1)[1:]
        found.append(known.add(keys, counts))
    ranks = np.empty(len(known.numbers), dtype=np.int32)
    names = _rank(words)[known.keys[:, NAME].astype(np.int64) - 1]
    ranks[np.lexsort((known.numbers, names, -known.counts))] = np.arange(len(ranks), dtype=np.int32)
    for run, numbers in zip(runs, found, strict=True):
        its = np.append(ranks[known.places(numbers)], np.int32(-1))
        np.save(run.folder / f"{run.told.number}.place.npy", its[run.array("place")])


def _rank(words: Words) -> np.ndarray:
    """The place of each numbered name in the order of the alphabet."""
    values = list(words["place"].codes)
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return ranks


def place_numbers(run: Run) -> np.ndarray:
    """What `number_places` put beside a run, read from the disk as it is used."""
    found: np.ndarray = np.load(run.folder / f"{run.told.number}.place.npy", mmap_mode="r")
    return found
