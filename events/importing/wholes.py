"""Events that are said to be a part of one that was not read, or of themselves."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from events.importing.hashes import text_hashes
from events.importing.run import Run
from events.ledger import Problem
from events.readers.collection import MOST_NAMES, misplaced


def misplaced_in(runs: Sequence[Run], dropped: Mapping[int, np.ndarray]) -> Iterator[Problem]:
    """Notes on rows whose `part_of` leads nowhere, or back. Of many rows only those that are a part are in memory."""
    found = [(run, *_parts(run, dropped.get(number))) for number, run in enumerate(runs)]
    wholes: dict[str, str | None] = {
        id: whole for _, ids, named, _ in found for id, whole in zip(ids, named, strict=True)
    }
    if not wholes:
        return
    missing = sorted({whole for whole in wholes.values() if whole is not None} - set(wholes))
    if sum(run.count for run in runs) <= MOST_NAMES:
        known = {id for number, run in enumerate(runs) for id in _kept(run, run.texts("id"), dropped.get(number))}
    else:
        known = _there(runs, missing)
    wholes = dict.fromkeys(known) | wholes
    for run, ids, _, lines in found:
        for id, line in zip(ids, lines, strict=True):
            advice = misplaced(id, wholes)
            if advice:
                yield Problem(run.told.file, line, id, "part_of", wholes[id], *advice)


def _kept(run: Run, texts: pa.Array, dropped: np.ndarray | None) -> list[str]:
    return list(texts.to_pylist() if dropped is None else np.delete(np.array(texts.to_pylist(), object), dropped))


def _parts(run: Run, dropped: np.ndarray | None) -> tuple[list[str], list[str], list[int]]:
    """Ids, wholes and lines of the rows that name a whole, in the order of reading."""
    whole = run.texts("part_of")
    if whole.null_count == len(whole):
        return [], [], []
    rows = np.flatnonzero(np.asarray(whole.is_valid()))
    rows = np.setdiff1d(rows, dropped) if dropped is not None else rows
    rows = rows[np.argsort(run.array("position")[rows])]
    return run.texts("id").take(rows).to_pylist(), whole.take(rows).to_pylist(), run.array("line")[rows].tolist()


def _there(runs: Sequence[Run], ids: Sequence[str]) -> set[str]:
    """Those of the ids that a row has."""
    hashes = text_hashes(pa.array(ids, pa.string()))
    found: set[str] = set()
    for run in runs:
        known = run.array("id_hash")
        low, high = (np.searchsorted(known, hashes, side) for side in ("left", "right"))
        places = [np.arange(first, last) for first, last in zip(low, high, strict=True) if first < last]
        if places:
            rows = run.array("id_row")[np.concatenate(places)]
            found.update(run.texts("id").take(pa.array(rows)).to_pylist())
    return found.intersection(ids)
