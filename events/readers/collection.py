"""All that was read from some files, in memory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa

from events.codebook import nearest
from events.datasets import RECORDS, Dataset
from events.ledger import Ledger, Problem
from events.model import Event
from events.readers.dataset_keys import DatasetKeys, renamed
from events.readers.files import files_of
from events.readers.opening import open_reading
from events.readers.source_ids import SourceIds
from events.schema import SCHEMA, to_events, to_table

MOST_NAMES = 10_000  # ids that are looked through for the nearest


@dataclass(frozen=True, eq=False)
class Collection:
    """All the events that were read, in the order of the files, in the event schema, with the ledger.

    `datasets` are those of the files, in their order. `compiled` is the latest day on which one of the files was
    compiled (EDTF), None when none says.
    """

    rows: pa.Table
    ledger: Ledger
    datasets: tuple[Dataset, ...] = ()
    compiled: str | None = None

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return tuple(to_events(self.rows))


@dataclass(frozen=True)
class _Part:
    """What one file gave: accepted rows with their lines."""

    file: str
    events: pa.Table
    lines: np.ndarray
    rows: int
    problems: tuple[Problem, ...] = ()
    compiled: str | None = None

    def without(self, dropped: np.ndarray) -> "_Part":
        kept = ~dropped
        return _Part(self.file, self.events.filter(pa.array(kept)), self.lines[kept], self.rows, (), self.compiled)


def collect(events: Iterable[Event], ledger: Ledger | None = None, compiled: str | None = None) -> Collection:
    """The collection of events that are already there."""
    rows = to_table(events)
    return Collection(rows, ledger or Ledger(rows.num_rows, rows.num_rows), (RECORDS,), compiled)


def read(paths: Iterable[Path], kind: str | None = None) -> Collection:
    """Read files and folders; a folder stands for the files in it, in order of name. A file that is named twice is read
    once. `kind` is what all of them are; without it the content tells.

    Nothing is raised for bad input: what cannot be read is in the ledger. An id that came before is rejected.
    """
    ids, keys = SourceIds(), DatasetKeys()
    parts = [_read_file(file, kind, ids, keys) for file in files_of(paths)]
    firsts = _firsts(parts)
    kept: list[_Part] = []
    ledger = Ledger()
    start = 0
    for part in parts:
        own = np.arange(start, start + len(part.lines))
        start += len(own)
        dropped = firsts[own] != own
        doubled = [_doubled(part, row, parts, int(firsts[own[row]])) for row in np.flatnonzero(dropped).tolist()]
        kept.append(part.without(dropped) if doubled else part)
        ledger += _ledger(kept[-1], part.rows, (*part.problems, *doubled))
    ledger += Ledger(problems=tuple(_misplaced(kept)))
    rows = pa.concat_tables([SCHEMA.empty_table(), *(part.events for part in kept)]).unify_dictionaries()
    compiled = max((part.compiled for part in parts if part.compiled), default=None)
    return Collection(rows, ledger, keys.datasets, compiled)


def _read_file(path: Path, kind: str | None, ids: SourceIds, keys: DatasetKeys) -> _Part:
    reading = open_reading(path, kind, ids=ids)
    if isinstance(reading, Problem):
        return _Part(reading.file, SCHEMA.empty_table(), np.zeros(0, dtype=np.int64), 1, (reading,))
    names = {dataset.key: keys.key(dataset) for dataset in (reading.dataset, *reading.further)}
    chunks = list(reading.chunks)
    return _Part(
        reading.file,
        renamed(pa.concat_tables([SCHEMA.empty_table(), *(chunk.events for chunk in chunks)]), names),
        np.concatenate([np.zeros(0, dtype=np.int64), *(chunk.lines for chunk in chunks)]),
        sum(chunk.rows for chunk in chunks),
        tuple(problem for chunk in chunks for problem in chunk.problems),
        reading.compiled,
    )


def _firsts(parts: Sequence[_Part]) -> np.ndarray:
    """For each row of all parts the number of the first with the same id."""
    ids = pa.chunked_array([chunk for part in parts for chunk in part.events["id"].chunks], pa.string())
    codes = np.asarray(ids.combine_chunks().dictionary_encode().indices)
    _, first = np.unique(codes, return_index=True)
    return np.asarray(first[codes] if len(codes) else first)


def _ledger(part: _Part, rows: int, problems: Sequence[Problem]) -> Ledger:
    return Ledger(
        rows=rows,
        accepted=part.events.num_rows,
        unplaced=part.events["lat"].null_count,
        undated=part.events["date"].null_count,
        problems=tuple(sorted(problems, key=lambda problem: problem.row or 0)),
    )


def _doubled(part: _Part, row: int, parts: Sequence[_Part], first: int) -> Problem:
    for earlier in parts:
        if first < len(earlier.lines):
            return doubled(
                part.file, part.lines[row], part.events["id"][row].as_py(), earlier.file, earlier.lines[first]
            )
        first -= len(earlier.lines)
    raise AssertionError("the first is among the rows")


def doubled(file: str, line: int, id: str, first_file: str, first_line: int) -> Problem:
    """An id that was used before."""
    reason = f"was used before, in {first_file}:{first_line}"
    return Problem(file, int(line), id, "id", id, reason, "Give each event an id of its own.")


def _misplaced(parts: Sequence[_Part]) -> Iterator[Problem]:
    """Notes on accepted events whose `part_of` names no event that was read, or leads back to themselves."""
    if all(part.events["part_of"].null_count == len(part.lines) for part in parts):
        return
    wholes = {
        id: whole
        for part in parts
        for id, whole in zip(part.events["id"].to_pylist(), part.events["part_of"].to_pylist(), strict=True)
    }
    for part in parts:
        for row in np.flatnonzero(np.asarray(part.events["part_of"].is_valid())):
            id = part.events["id"][int(row)].as_py()
            advice = misplaced(id, wholes)
            if advice:
                yield Problem(part.file, int(part.lines[row]), id, "part_of", wholes[id], *advice)


def misplaced(id: str, wholes: dict[str, str | None]) -> tuple[str, str] | None:
    """What is wrong with the `part_of` of an event, and what to do; `wholes` has that of every event."""
    whole = wholes[id]
    if whole not in wholes:
        return "names no event that was read", nearest(str(whole), wholes) if len(wholes) <= MOST_NAMES else ""
    seen: set[str] = set()
    while whole is not None and whole in wholes and whole not in seen:
        if whole == id:
            return "leads back to the event itself", "Let one of the two be the whole."
        seen.add(whole)
        whole = wholes[whole]
    return None
