"""Files of any kind and size to one table in order of time, on the disk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa

from events import dates
from events.datasets import Dataset, fetched
from events.importing.cells_again import cells_again
from events.importing.changes import Changes, compare
from events.importing.doubles import Doubles, find_doubles
from events.importing.fill import Filled, Watch, fill, unread
from events.importing.merge import merged
from events.importing.output import Output, imported_files
from events.importing.parquet import metadata
from events.importing.place_numbers import number_places
from events.importing.rejects import kept_with, of_problem, write_rejects
from events.importing.run import UNDATED, UNPLACED, Run
from events.importing.wholes import misplaced_in
from events.importing.work_folder import open_work_folder
from events.ledger import Ledger, Problem
from events.moments import seconds
from events.readers.ahead import ahead
from events.readers.files import files_of

TOLD = 10_000  # problems that are added to a ledger together
CHECKED = ("id", "part_of")  # the columns that matter between rows


@dataclass(frozen=True)
class Report:
    """What came of an import: the account of the rows, the data sets, what changed against an earlier import, and how
    the files were understood."""

    ledger: Ledger
    datasets: tuple[Dataset, ...] = ()
    compiled: str | None = None
    changes: Changes | None = None
    notes: tuple[str, ...] = ()
    output: Path | None = None

    def as_json(self) -> dict[str, Any]:
        return self.ledger.as_json() | {
            "datasets": [dataset.key for dataset in self.datasets],
            "changes": self.changes.as_json() if self.changes else None,
            "notes": list(self.notes),
            "output": str(self.output) if self.output else None,
        }

    def __str__(self) -> str:
        lines = [*self.notes, str(self.ledger)]
        if self.changes is not None:
            lines.append(f"against the import before: {self.changes}")
        return "\n".join([*lines, *([str(self.output)] if self.output else [])])


def _unwatched(piece: str, done: int, total: int) -> None:
    return


def import_files(
    paths: Iterable[Path],
    output: Output,
    *,
    kind: str | None = None,
    accessed: str | None = None,
    rejects: Path | None = None,
    changes: Path | None = None,
    against: Path | None = None,
    progress: Watch = _unwatched,
) -> Report:
    """Read files and folders, and write their events to `output`, replacing what an earlier import wrote there.

    What is wrong with a row never stops the others. Interrupted, it leaves the output as it was, and goes on where it
    was the next time. `rejects` is written with the refused rows; `changes` with what changed against the import
    before, or `against` another one. `accessed` is the day on which the data were fetched, EDTF.

    Raises:
        BusyError: another import is writing there.
        OSError: the disk is full, or may not be written.
    """
    folder = open_work_folder(output.work)
    try:
        filled = fill(folder, files_of(paths), kind, progress)
        account = _account(filled, folder.path, rejects, progress)
        number_places(filled.runs, account.dropped, folder.words)
        datasets = fetched(filled.keys.datasets, accessed)
        told = metadata(datasets, account.ledger, filled.compiled, _as_of(filled))
        rows = merged(filled.runs, account.dropped, folder.words)
        output.write(_watched(ahead(rows), account.ledger.accepted, progress), told)
        before = imported_files(against) if against else output.files()
        differences = compare(before, output.new_files(), changes) if before else None
        output.put()
    except BaseException:
        folder.close()
        raise
    folder.remove()
    return Report(account.ledger, datasets, filled.compiled, differences, tuple(filled.notes), output.path)


def _as_of(filled: Filled) -> int | None:
    """The last second of the days that the sources were published or the records compiled; None where none says."""
    ends = [run.told.as_of for run in filled.runs if run.told.as_of is not None]
    compiled = dates.parse(filled.compiled).end if filled.compiled else None
    return max([*ends, *([seconds(compiled)] if compiled else [])], default=None)


def check_files(
    paths: Iterable[Path], *, kind: str | None = None, rejects: Path | None = None, progress: Watch = _unwatched
) -> Report:
    """The report of an import, with nothing kept."""
    with TemporaryDirectory(prefix="conflict-timeline-") as place:
        folder = open_work_folder(Path(place))
        try:
            filled = fill(folder, files_of(paths), kind, progress, CHECKED)
            account = _account(filled, folder.path, rejects, progress)
        finally:
            folder.close()
    return Report(account.ledger, filled.keys.datasets, filled.compiled, None, tuple(filled.notes))


@dataclass(frozen=True)
class _Account:
    """The ledger of all rows, and those that are dropped from each run because their ids came before."""

    ledger: Ledger
    dropped: Mapping[int, np.ndarray]


def _account(filled: Filled, folder: Path, rejects: Path | None, progress: Watch) -> _Account:
    runs = filled.runs
    ledger = sum((run.told.ledger for run in runs), Ledger()) + unread(filled.unopened)
    again = find_doubles(runs)
    dropped = again.dropped()
    ledger += _without(runs, dropped)
    for problems in batched(again.problems(runs), TOLD):
        ledger += Ledger(problems=problems)
    ledger += Ledger(problems=tuple(misplaced_in(runs, dropped)))
    if rejects is not None:
        write_rejects(rejects, _refused(filled, again), folder)
    return _Account(ledger, dropped)


def _without(runs: Sequence[Run], dropped: Mapping[int, np.ndarray]) -> Ledger:
    """What changes in a ledger when the rows with doubled ids are refused after all."""
    count = sum(len(rows) for rows in dropped.values())
    lacks = np.concatenate([[0], *(runs[number].array("lacks")[rows] for number, rows in dropped.items())]).astype(int)
    unplaced, undated = (int(np.count_nonzero(lacks & what)) for what in (UNPLACED, UNDATED))
    return Ledger(0, -count, -unplaced, -undated)


def _refused(filled: Filled, again: Doubles) -> Iterator[dict[str, Any]]:
    for problem in filled.unopened:
        yield of_problem(problem, {})
    yield from kept_with(filled.runs)
    kinds = {run.told.file: run.told.kind for run in filled.runs}
    lines: dict[str, list[int]] = {file: [] for file in kinds}
    for number, rows in again.dropped().items():
        run = filled.runs[number]
        lines[run.told.file] += run.array("line")[rows].tolist()
    for file, problems in groupby(again.problems(filled.runs), key=lambda problem: problem.file):
        found = cells_again(file, kinds[file], lines[file])
        line, cells = next(found, (0, {}))
        for problem in problems:
            while line and problem.row and line < problem.row:
                line, cells = next(found, (0, {}))
            yield of_problem(problem, cells if line == problem.row else {"id": str(problem.id)})


def batched(items: Iterable[Problem], most: int) -> Iterator[tuple[Problem, ...]]:
    """Items in groups of so many."""
    waiting = iter(items)
    while group := tuple(islice(waiting, most)):
        yield group


def _watched(tables: Iterable[pa.Table], total: int, progress: Watch) -> Iterator[pa.Table]:
    done = 0
    for table in tables:
        progress("merging", done, total)
        yield table
        done += table.num_rows
