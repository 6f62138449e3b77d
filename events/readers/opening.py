"""A file to a `Reading`: by its content, or as the kind that it is said to be."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from stat import S_ISDIR, S_ISREG

import numpy as np
import pyarrow as pa

from events.datasets import RECORDS
from events.ledger import Problem, shortened
from events.readers import records, sheet
from events.readers.chunk import Chunk, Reading, Rejected
from events.readers.files import ENDINGS
from events.readers.head import Head, look
from events.readers.intake import Batch, unreadable
from events.readers.kinds import KINDS, recognise, unrecognised
from events.readers.packed import BROKEN, unpacked
from events.readers.source_ids import SourceIds
from events.schema import SCHEMA, to_table

MODULES = {
    "acled": "acled",
    "ucdp": "ucdp",
    "gdelt": "gdelt",
    "timelinejs": "timelinejs",
    "geojson": "geojson",
    "timemap": "timemap",
    "parquet-events": "parquet_events",
    "mapped": "mapped",
}


def open_reading(path: Path, kind: str | None = None, *, ids: SourceIds | None = None) -> Reading | Problem:
    """The rows of a file, or why it cannot be read. `kind` is one of `KINDS`; without it the content tells. `ids` keeps
    the sources of record files apart from those of the files read before.

    Raises:
        ValueError: there is no such kind.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"'{kind}' is no kind of file; known: {', '.join(KINDS)}")
    try:
        reading = _kept_from_reading(path) or _opened(path, kind, ids or SourceIds())
    except FileNotFoundError:
        return _problem(path, "does not exist", "Check the path.")
    except OSError as error:
        return _problem(path, f"cannot be read ({error.strerror or error})", "Check the path and its rights.")
    except MemoryError:
        return _problem(path, "is too large for the memory", "Divide it into several files.")
    except ValueError as error:
        reason = "is no path" if "\0" in str(path) else f"cannot be read ({_words(error)})"
        return _problem(path, reason, "Check the path." if "\0" in str(path) else "Save or fetch it again.")
    return reading if isinstance(reading, Problem) else replace(reading, chunks=_whole(reading))


def _whole(reading: Reading) -> Iterator[Chunk]:
    """The chunks of a file; where it breaks off, or a reader meets what it was not made for, that is told as one
    refused row."""
    line = count = 0
    told = False
    try:
        for chunk in reading.chunks:
            count, told = count + chunk.rows, told or bool(chunk.problems)
            line = max(line, int(chunk.lines.max(initial=0)), *(row.line for row in chunk.rejected), 0)
            yield chunk
    except (OSError, ValueError, LookupError, TypeError, ArithmeticError, pa.ArrowException) as error:
        reason = f"cannot be read on from here ({_words(error)})"
        problem = Problem(reading.file, line + 1, None, None, None, reason, "Save or fetch it again.")
        rejected = Rejected(reading.file, line + 1, {})
        yield Chunk(SCHEMA.empty_table(), np.zeros(0, dtype=np.int64), (problem,), (rejected,))
    else:
        if not count and not told and reading.kind not in ("records", "sheet"):  # which may wait to be filled in
            problem = Problem(reading.file, None, None, None, None, "has no rows", _MEANT)
            yield Chunk(SCHEMA.empty_table(), np.zeros(0, dtype=np.int64), (problem,))


_MEANT = "Check that it is the file that was meant."


def _words(error: Exception) -> str:
    return shortened(f"{type(error).__name__}: {error}".replace("\n", " "))


def _kept_from_reading(path: Path) -> Problem | None:
    mode = path.stat().st_mode
    if S_ISDIR(mode):
        any(path.iterdir())
        return _problem(path, "has no records", f"Put files there that end in {', '.join(ENDINGS)}.")
    return None if S_ISREG(mode) else _problem(path, "is not a file", "Check the path.")


def _opened(path: Path, kind: str | None, ids: SourceIds) -> Reading | Problem:
    if kind == "records" or (kind is None and path.suffix.lower() == ".toml"):
        return _of_batch(path, "records", records.read(path), ids)
    head = look(path)
    if head.problem is not None:
        return head.problem
    kind = kind or recognise(head)
    if kind is None:
        return unrecognised(head)
    if kind == "records":
        return _of_batch(path, kind, records.read(path), ids)
    if kind == "sheet":
        if len(head.members) > 1:
            return _problem(path, f"holds {len(head.members)} sheets of records", "Unpack it, and name its folder.")
        return _of_batch(path, kind, _sheet(path, head), ids)
    reading: Reading = import_module(f"events.readers.{MODULES[kind]}").read(path, head)
    return reading


def _sheet(path: Path, head: Head) -> Batch:
    if head.packed is None:
        return sheet.read_xlsx(path) if head.container == "xlsx" else sheet.read_csv(path)
    try:
        batch = sheet.read_csv(path, unpacked(path, head.packed, head.members[0].name if head.members else None))
    except BROKEN as error:
        return unreadable(str(path), f"cannot be unpacked ({_words(error)})", "Fetch it again.")
    return replace(batch, problems=(*head.told, *batch.problems))


def _of_batch(path: Path, kind: str, batch: Batch, ids: SourceIds) -> Reading:
    size = path.stat().st_size
    return Reading(batch.file, kind, RECORDS, _chunk(batch, ids), size, batch.compiled, [size])


def _chunk(batch: Batch, ids: SourceIds) -> Iterator[Chunk]:
    events = to_table(ids.distinct(event for _, event in batch.events))
    lines = np.array([row for row, _ in batch.events], dtype=np.int64)
    yield Chunk(events, lines, batch.problems, _refused(batch, lines))


def _refused(batch: Batch, accepted: np.ndarray) -> tuple[Rejected, ...]:
    """The rows that are not accepted: as the reader gave them, else by the lines that its problems name."""
    missing = batch.rows - len(batch.events) - len(batch.rejected)
    known = {*accepted.tolist(), *(row.line for row in batch.rejected)}
    lines = dict.fromkeys(problem.row or 0 for problem in batch.problems if (problem.row or 0) not in known)
    found = [*lines, *([0] * missing)][:missing]
    return (*batch.rejected, *(Rejected(batch.file, line, {}) for line in found))


def _problem(path: Path, reason: str, remedy: str) -> Problem:
    return Problem(str(path), None, None, None, None, reason, remedy)
