"""The numbers of the distinct places, 0 for the one with the most events."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from events.importing.run import Run
from events.importing.words import Words

NOWHERE = np.uint64(0)


def number_places(runs: Sequence[Run], dropped: Mapping[int, np.ndarray], words: Words) -> None:
    """Put beside each run the numbers of its rows' places, int32, -1 for none. Ties are in the order of the names.
    `dropped` has the rows of a run, by its number among the runs, that do not count."""
    known: list[np.ndarray] = []
    counts: list[np.ndarray] = []
    names: list[np.ndarray] = []
    for number, run in enumerate(runs):
        places = run.array("place")
        kept = np.delete(np.arange(len(places)), dropped.get(number, ()))
        found, first, count = np.unique(places[kept], return_index=True, return_counts=True)
        known.append(found)
        counts.append(count)
        names.append(_name_codes(run)[kept][first])
    hashes = np.concatenate([np.zeros(0, dtype=np.uint64), *known])
    distinct, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
    total = np.bincount(inverse, weights=np.concatenate([np.zeros(0), *counts]), minlength=len(distinct))
    name = _rank(words)[np.concatenate([np.zeros(0, dtype=np.int32), *names])[first]]
    total[distinct == NOWHERE] = -1
    order = np.lexsort((distinct, name, -total))
    ranks = np.empty(len(distinct), dtype=np.int32)
    ranks[order] = np.arange(len(distinct), dtype=np.int32)
    ranks[distinct == NOWHERE] = -1
    for run in runs:
        places = run.array("place")
        at = np.minimum(np.searchsorted(distinct, places), max(len(distinct) - 1, 0))
        np.save(run.folder / f"{run.told.number}.place.npy", ranks[at] if len(places) else ranks[:0])


def _name_codes(run: Run) -> np.ndarray:
    """The number of each row's place name in the vocabulary, -1 for none."""
    column = run.texts("place")
    return np.asarray(column.fill_null(-1)) if pa.types.is_integer(column.type) else np.full(run.count, -1)


def _rank(words: Words) -> np.ndarray:
    """The place of each numbered name in the order of the alphabet; the last entry is for no name."""
    values = list(words["place"].codes)
    ranks = np.empty(len(values) + 1, dtype=np.int64)
    ranks[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    ranks[-1] = -1
    return ranks


def place_numbers(run: Run) -> np.ndarray:
    """What `number_places` put beside a run, read from the disk as it is used."""
    found: np.ndarray = np.load(run.folder / f"{run.told.number}.place.npy", mmap_mode="r")
    return found
