"""From files to runs: the first half of an import."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa

from events import dates
from events.importing.packed_rows import pack
from events.importing.run import UNDATED, UNPLACED, Run, write_run, write_whole
from events.importing.work_folder import WorkFolder, key_of
from events.ledger import Ledger, Problem
from events.moments import seconds
from events.readers import open_reading
from events.readers.ahead import ahead
from events.readers.chunk import Chunk, Reading, Rejected
from events.readers.dataset_keys import DatasetKeys, renamed
from events.readers.source_ids import SourceIds
from events.schema import SCHEMA

ROWS = 40_000  # of a run, about: few enough for its columns to be handled without fresh memory each time
MORE = 3  # times as many rows in the runs of large files, so that these are not too many to be merged
BYTES = 64 * 2**20  # of a run in memory, about
LARGE = 2 * 2**30  # bytes of all files, from which on runs are compressed and longer
SMALL_KINDS = ("records", "sheet")  # are read again each time, as their sources are told apart over all files

Watch = Callable[[str, int, int], None]  # what is done, how much of it, of how much


@dataclass
class Filled:
    """What the files gave: `runs` in the order of reading, the data sets by their keys, what the files say of
    themselves, and the ledger of files that could not be opened."""

    runs: list[Run] = field(default_factory=list)
    keys: DatasetKeys = field(default_factory=DatasetKeys)
    compiled: str | None = None
    notes: list[str] = field(default_factory=list)
    unopened: list[Problem] = field(default_factory=list)
    columns: tuple[str, ...] = tuple(SCHEMA.names)


def fill(
    folder: WorkFolder,
    files: Iterable[Path],
    kind: str | None,
    watch: Watch,
    columns: tuple[str, ...] = tuple(SCHEMA.names),
) -> Filled:
    """Read the files into runs of the folder; runs that are there of a file that has not changed are used again."""
    files = list(files)
    sizes = [_size(file) for file in files]
    large = sum(sizes) > LARGE
    filled, ids = Filled(columns=columns), SourceIds()
    done = 0
    for file, size in zip(files, sizes, strict=True):
        before = done

        def at(position: int, before: int = before) -> None:
            watch("reading", before + position, sum(sizes))

        _fill_file(folder, file, kind, filled, ids, at, large)
        done += size
    folder.forget([run for run in folder.runs if run not in filled.runs])
    return filled


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):
        return 0


def _fill_file(
    folder: WorkFolder,
    file: Path,
    kind: str | None,
    filled: Filled,
    ids: SourceIds,
    at: Callable[[int], None],
    large: bool,
) -> None:
    reading = open_reading(file, kind, ids=ids)
    if isinstance(reading, Problem):
        filled.unopened.append(reading)
        return
    mapped = [reading.dataset.note] if reading.kind == "mapped" and reading.dataset.note else []
    filled.notes += [f"{reading.file}: {note}" for note in (*mapped, *reading.notes)]
    if reading.compiled:
        filled.compiled = max(filled.compiled or "", reading.compiled)
    names = {dataset.key: filled.keys.key(dataset) for dataset in (reading.dataset, *reading.further)}
    input = key_of(file, f"{kind} {names} {filled.columns}")
    kept = [] if reading.kind in SMALL_KINDS else folder.runs_of(input)
    filled.runs += kept
    if kept and kept[-1].told.last:
        at(reading.size)
        return
    first = sum(run.told.chunks for run in kept)
    most = ROWS * MORE if large else ROWS
    for group in _groups(ahead(_packed(folder, reading, names, filled.columns, at)), first, most):
        filled.runs.append(_write(folder, reading, input, group, "lz4" if large else None))


@dataclass(frozen=True)
class _Packed:
    """A chunk of a file: its rows, packed, and what became of the others."""

    rows: pa.Table
    lines: np.ndarray
    lacks: np.ndarray
    ledger: Ledger
    rejected: tuple[dict[str, object], ...]
    as_of: int | None


@dataclass
class _Group:
    """Chunks that make one run of `most` rows or somewhat more."""

    first: int
    most: int
    parts: list[_Packed] = field(default_factory=list)
    last: bool = False

    @property
    def full(self) -> bool:
        """Whether the run is long enough; refused rows count too, as they wait in memory as well."""
        rows = sum(part.ledger.rows for part in self.parts)
        return rows >= self.most or sum(int(part.rows.nbytes) for part in self.parts) >= BYTES


def _groups(chunks: Iterator[_Packed], first: int, most: int) -> Iterator[_Group]:
    """Chunks in groups; those of runs that are there are only read past."""
    group = _Group(first, most)
    for part in islice(chunks, first, None):
        if group.parts and group.full:
            yield group
            group = _Group(group.first + len(group.parts), most)
        group.parts.append(part)
    group.last = True
    yield group


def _packed(
    folder: WorkFolder, reading: Reading, names: dict[str, str], columns: tuple[str, ...], at: Callable[[int], None]
) -> Iterator[_Packed]:
    for chunk in ahead(reading.chunks):
        at(reading.position[0])
        events = renamed(chunk.coded, names).select(list(columns))
        rejected = tuple(told(chunk.problems, chunk.rejected))
        rows, lacks = pack(events, folder.words), _lacks(chunk.coded)
        yield _Packed(rows, chunk.lines, lacks, _ledger(chunk), rejected, _as_of(chunk.coded))


def _lacks(events: pa.Table) -> np.ndarray:
    unplaced, undated = (np.asarray(events[name].is_null()) for name in ("lat", "date"))
    return np.asarray(UNPLACED * unplaced + UNDATED * undated, dtype=np.uint8)


def _ledger(chunk: Chunk) -> Ledger:
    return Ledger(
        chunk.rows,
        chunk.coded.num_rows,
        chunk.coded["lat"].null_count,
        chunk.coded["date"].null_count,
        chunk.problems,
    )


def told(problems: Iterable[Problem], rejected: Iterable[Rejected]) -> Iterator[dict[str, object]]:
    """Refused rows with what is wrong with them, as values of JSON."""
    by_line: dict[int, list[Problem]] = {}
    for problem in problems:
        by_line.setdefault(problem.row or 0, []).append(problem)
    for row in rejected:
        wrong = by_line.get(row.line, [])
        yield {
            "cells": dict(row.cells),
            "_file": row.file,
            "_line": row.line or None,
            "_column": " | ".join(dict.fromkeys(problem.column for problem in wrong if problem.column)),
            "_reason": " | ".join(dict.fromkeys(problem.reason for problem in wrong)),
            "_remedy": " | ".join(dict.fromkeys(problem.remedy for problem in wrong if problem.remedy)),
        }


def _as_of(events: pa.Table) -> int | None:
    """The last second of the days that the sources were published."""
    stated = {
        text for chunk in events["sources"].chunks for text in chunk.flatten().field("published").unique().to_pylist()
    }
    ends = [seconds(when.end) for text in stated if text and (when := dates.parse(text)).end]
    return max(ends, default=None)


def _write(folder: WorkFolder, reading: Reading, input: str, group: _Group, compression: str | None) -> Run:
    parts = group.parts
    rows = pa.concat_tables([part.rows for part in parts], promote_options="permissive") if parts else pa.table({})
    lines = np.concatenate([part.lines for part in parts]) if parts else np.zeros(0, dtype=np.int64)
    lacks = np.concatenate([part.lacks for part in parts]) if parts else np.zeros(0, dtype=np.uint8)
    number = folder.number()
    folder.keep_words()
    rejected = [json.dumps(row) for part in parts for row in part.rejected]
    write_whole(folder.path / f"{number}.rejected", "\n".join(rejected))
    return write_run(
        folder.path,
        rows,
        lines,
        lacks,
        {
            "number": number,
            "file": reading.file,
            "kind": reading.kind,
            "input": input,
            "first": group.first,
            "chunks": len(parts),
            "ledger": sum((part.ledger for part in parts), Ledger()),
            "as_of": max((part.as_of for part in parts if part.as_of is not None), default=None),
            "last": group.last,
        },
        compression,
    )


def unread(problems: Iterable[Problem]) -> Ledger:
    """The ledger of files that could not be opened: each is one rejected row."""
    problems = tuple(problems)
    return Ledger(rows=len(problems), problems=problems)
