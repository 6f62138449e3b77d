"""Events in Parquet: the columns of the event schema, as an import of this program writes them."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from events.datasets import RECORDS, Dataset
from events.ledger import Problem, problems_of
from events.model import Event
from events.readers.chunk import ROWS, Chunk, Reading, Rejected
from events.readers.head import Head
from events.readers.sound_rows import sound_rows
from events.schema import SCHEMA, to_events, to_table

KIND = "parquet-events"
PREFIX = b"conflict-timeline:"
_DATASETS = TypeAdapter(tuple[Dataset, ...])


def read(path: Path, head: Head) -> Reading:
    """The rows of a file, counted from 1. Those of a file that does not say that this program wrote it are checked as
    records are."""
    try:
        file = pq.ParquetFile(path)
        told = {key: value.decode("utf-8") for key, value in (file.metadata.metadata or {}).items()}
        sets = _DATASETS.validate_json(told.get(PREFIX + b"datasets", json.dumps([RECORDS.model_dump()])))
    except (OSError, ValueError) as error:  # pyarrow's and pydantic's errors are ValueErrors
        return _unread(path, head, error)
    own = PREFIX + b"format" in told
    position = [0]
    compiled = told.get(PREFIX + b"compiled") or None
    first, *further = sets or (RECORDS,)
    chunks = _chunks(str(path), file, position, head.size, own)
    return Reading(str(path), KIND, first, chunks, head.size, compiled, position, tuple(further))


def _chunks(file: str, rows: pq.ParquetFile, position: list[int], size: int, own: bool) -> Iterator[Chunk]:
    line, count = 1, max(rows.metadata.num_rows, 1)
    try:
        for batch in rows.iter_batches(ROWS, columns=SCHEMA.names):
            table = pa.Table.from_batches([batch]).select(SCHEMA.names)
            yield _chunk(file, table, np.arange(line, line + table.num_rows), own)
            line += table.num_rows
            position[0] = size * (line - 1) // count
    except (OSError, ValueError, pa.ArrowException) as error:
        problem = Problem(file, line, None, None, None, f"cannot be read on from here ({_words(error)})", _AGAIN)
        yield Chunk(SCHEMA.empty_table(), np.zeros(0, dtype=np.int64), (problem,), (Rejected(file, line, {}),))


def _chunk(file: str, table: pa.Table, lines: np.ndarray, own: bool) -> Chunk:
    """The rows of a table. Those that are not sound at first sight are checked one by one."""
    named = np.asarray(pc.and_(table["id"].is_valid(), table["title"].is_valid()))
    if own and named.all():
        return Chunk(table.cast(SCHEMA), lines)
    sound = sound_rows(table)
    events = table.filter(pa.array(sound)).cast(SCHEMA) if sound.any() else SCHEMA.empty_table()
    others: list[Event] = []
    kept: list[int] = []
    problems: list[Problem] = []
    rejected: list[Rejected] = []
    for number in np.flatnonzero(~sound).tolist():
        row, line = table.slice(number, 1), int(lines[number])
        try:
            others += to_events(row)
            kept.append(line)
        except ValidationError as error:
            cells = {key: str(value) for key, value in row.to_pylist()[0].items() if value is not None}
            problems += problems_of(error, file=file, row=line, id=cells.get("id"), model=Event)
            rejected.append(Rejected(file, line, cells))
    numbers = np.concatenate([lines[sound], np.array(kept, dtype=np.int64)])
    if others:
        order = np.argsort(numbers)
        events, numbers = pa.concat_tables([events, to_table(others)]).take(pa.array(order)), numbers[order]
    return Chunk(events, numbers, tuple(problems), tuple(rejected))


def _unread(path: Path, head: Head, error: Exception) -> Reading:
    problem = Problem(str(path), None, None, None, None, f"is no Parquet that can be read ({_words(error)})", _AGAIN)
    chunk = Chunk(SCHEMA.empty_table(), np.zeros(0, dtype=np.int64), (problem,), (Rejected(str(path), 0, {}),))
    return Reading(str(path), KIND, RECORDS, iter([chunk]), head.size)


def _words(error: Exception) -> str:
    return str(error).partition("\n")[0][:100]


_AGAIN = "Import the original files again."
