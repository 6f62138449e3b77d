"""Ids that are used twice, found exactly among any number of rows: equal hashes first, then the texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from events.importing.run import Run
from events.ledger import Problem
from events.readers.collection import doubled

TOGETHER = 2_000_000  # rows whose hashes are compared together
COLUMNS = ("run", "position", "row", "first_run", "first_line")


@dataclass(frozen=True, eq=False)
class Doubles:
    """The rows whose id stands in a row that was read before, in the order of reading: arrays of the number of their
    run among the runs, and their row there; the run and the line of the first."""

    run: np.ndarray
    row: np.ndarray
    first_run: np.ndarray
    first_line: np.ndarray

    def __len__(self) -> int:
        return len(self.run)

    def dropped(self) -> dict[int, np.ndarray]:
        """The rows of each run, by its number, that has some."""
        return {number: self.row[self.run == number] for number in np.unique(self.run).tolist()}

    def problems(self, runs: Sequence[Run]) -> Iterator[Problem]:
        """What is wrong with each, in order; of one run at a time the ids are in memory."""
        for number in np.unique(self.run).tolist():
            chosen = np.flatnonzero(self.run == number)
            run, rows = runs[number], self.row[chosen]
            ids, lines = run.texts("id").take(rows).to_pylist(), run.array("line")[rows].tolist()
            firsts = zip(self.first_run[chosen].tolist(), self.first_line[chosen].tolist(), strict=True)
            for id, line, (first_run, first_line) in zip(ids, lines, firsts, strict=True):
                yield doubled(run.told.file, line, id, runs[first_run].told.file, first_line)


def find_doubles(runs: Sequence[Run]) -> Doubles:
    """Every row whose id was read before."""
    parts = max(1, -(-sum(run.count for run in runs) // TOGETHER))
    bounds = [2**64 * number // parts for number in range(parts)]
    found = [_among(runs, *_alike(runs, low, high)) for low, high in zip(bounds, [*bounds[1:], None], strict=True)]
    whole = np.concatenate(found)
    whole = whole[np.lexsort((whole[:, 1], whole[:, 0]))]
    run, _, row, first_run, first_line = whole.T
    return Doubles(run, row, first_run, first_line)


def _alike(runs: Sequence[Run], low: int, high: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Runs and rows of ids whose hashes, from `low` to below `high`, come more than once."""
    hashes, owners, rows = [], [], []
    for number, run in enumerate(runs):
        known = run.array("id_hash")
        first = int(np.searchsorted(known, np.uint64(low)))
        last = len(known) if high is None else int(np.searchsorted(known, np.uint64(high)))
        hashes.append(known[first:last])
        rows.append(run.array("id_row")[first:last])
        owners.append(np.full(last - first, number, dtype=np.int32))
    joined = np.concatenate(hashes) if hashes else np.zeros(0, dtype=np.uint64)
    order = np.argsort(joined, kind="stable")
    same = joined[order][1:] == joined[order][:-1]
    chosen = order[np.concatenate([same, [False]]) | np.concatenate([[False], same])] if len(order) else order
    if not len(chosen):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    return np.concatenate(owners)[chosen], np.concatenate(rows)[chosen]


def _among(runs: Sequence[Run], owners: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Those of the rows whose id itself came before, a row of `COLUMNS` each."""
    if not len(owners):
        return np.zeros((0, len(COLUMNS)), dtype=np.int64)
    parts = []
    for number in np.unique(owners).tolist():
        chosen = rows[owners == number]
        run = runs[number]
        ids, lines, positions = run.texts("id").take(chosen), run.array("line")[chosen], run.array("position")[chosen]
        columns = {"run": number, "row": chosen, "id": ids.to_pandas(), "line": lines, "position": positions}
        parts.append(pd.DataFrame(columns))
    found = pd.concat(parts).sort_values(["run", "position"])
    again = found["id"].duplicated()
    firsts = found.loc[~again, ["id", "run", "line"]]
    told = found[again].merge(firsts, on="id", suffixes=("", "_first"))
    told = told.rename(columns={"run_first": "first_run", "line_first": "first_line"})
    return told[list(COLUMNS)].to_numpy(dtype=np.int64)
