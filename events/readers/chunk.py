"""A stretch of a file on its way into the event table: cells as they stand, what a reader made of them, the result."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pyarrow as pa

from events.datasets import Dataset
from events.ledger import Problem, shortened
from events.schema import SCHEMA

ROWS = 50_000  # rows of a chunk, at most
_TAG = re.compile(r"\s*#[a-z][a-z0-9+_ -]*")


@dataclass(frozen=True)
class Rejected:
    """A row that was refused: its file, the line it starts on, and its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Cells:
    """Rows as they stand in a file: a table of strings, null for a blank cell, and for each row the line (from 1) that
    it starts on. `problems` and `rejected` tell of lines that are no rows."""

    file: str
    table: pa.Table
    lines: np.ndarray
    problems: tuple[Problem, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True)
class Fault:
    """The same thing wrong with a column in some rows, given as their numbers in the chunk. A fault that does not
    reject is a note: the row is taken, and the ledger tells."""

    column: str
    rows: np.ndarray
    reason: str
    remedy: str
    rejects: bool = True


@dataclass(frozen=True)
class Draft:
    """What a reader made of `Cells`: columns of the event schema, each as long as the cells, those left out being null;
    and the faults it found. Rows with a rejecting fault may hold anything."""

    columns: Mapping[str, pa.Array | pa.ChunkedArray | pa.Scalar]
    faults: Sequence[Fault] = ()


@dataclass(frozen=True)
class Chunk:
    """What came of some rows: events with their `lines`, and the refused ones. `coded` are the events in the event
    schema, but that texts in lists and maps may be codes, which is much less work where they come again and again.

    `rows` = len(events) + len(rejected).
    """

    coded: pa.Table
    lines: np.ndarray
    problems: tuple[Problem, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    @cached_property
    def events(self) -> pa.Table:
        """The events in the event schema."""
        return self.coded.cast(SCHEMA)

    @property
    def rows(self) -> int:
        return int(self.coded.num_rows) + len(self.rejected)


@dataclass(frozen=True)
class Reading:
    """A file that is being read: the kind that it was recognised as, its data set, and its rows, chunk by chunk.

    `compiled` is the day on which it says that it was compiled, EDTF. `size` is its length in bytes. `further` are data
    sets that rows name beside the first. `notes` are sentences for whoever imports the file: how it is understood.
    """

    file: str
    kind: str
    dataset: Dataset
    chunks: Iterator[Chunk]
    size: int
    compiled: str | None = None
    position: list[int] = field(default_factory=lambda: [0])  # bytes read so far, for a progress bar
    further: tuple[Dataset, ...] = ()
    notes: tuple[str, ...] = ()


def without_tags(cells: Cells) -> Cells:
    """The rows without a first one of HXL tags (`#date+start`), which HDX puts under the header."""
    first = [cell for column in cells.table.slice(0, 1).columns for cell in column.to_pylist() if cell is not None]
    if not first or not all(_TAG.fullmatch(cell) for cell in first):
        return cells
    return replace(cells, table=cells.table.slice(1), lines=cells.lines[1:])


def finish(cells: Cells, draft: Draft, dataset: str) -> Chunk:
    """The chunk of a draft: rows with a rejecting fault are taken out and told with line, id, column and value."""
    count = cells.table.num_rows
    refused = np.zeros(count, dtype=bool)
    for fault in draft.faults:
        if fault.rejects:
            refused[fault.rows] = True
    table = pa.table({field.name: _column(draft, field, count, dataset) for field in SCHEMA})
    problems = [problem for fault in draft.faults for problem in _problems(cells, draft, fault)]
    rejected = [
        Rejected(cells.file, int(cells.lines[row]), _cells_of(cells.table, int(row))) for row in np.flatnonzero(refused)
    ]
    if refused.any():
        table = table.filter(pa.array(~refused))
    return Chunk(
        table,
        cells.lines[~refused],
        tuple(sorted((*cells.problems, *problems), key=lambda problem: problem.row or 0)),
        tuple(sorted((*cells.rejected, *rejected), key=lambda row: row.line)),
    )


def _column(draft: Draft, field: pa.Field, count: int, dataset: str) -> pa.Array | pa.ChunkedArray:
    value = draft.columns.get(field.name)
    if field.name == "dataset" and value is None:
        value = pa.scalar(dataset)
    if value is None:
        return pa.nulls(count, field.type)
    if isinstance(value, pa.Scalar):
        if pa.types.is_dictionary(field.type):
            codes = pa.array(np.zeros(count, dtype=np.int32))
            return pa.DictionaryArray.from_arrays(codes, pa.array([value.as_py()], pa.string()))
        return pa.repeat(value.cast(field.type), count)
    if pa.types.is_dictionary(field.type) and not pa.types.is_dictionary(value.type):
        value = value.dictionary_encode()
    return value if field.type in (value.type, _uncoded(value.type)) else value.cast(field.type)


def _uncoded(kind: pa.DataType) -> pa.DataType:
    """A type with texts where it has codes in lists."""
    if pa.types.is_map(kind):
        return pa.map_(_uncoded(kind.key_type), _uncoded(kind.item_type))
    if pa.types.is_list(kind):
        return pa.list_(_uncoded(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(field.name, _uncoded(field.type)) for field in kind])
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _problems(cells: Cells, draft: Draft, fault: Fault) -> Iterator[Problem]:
    if not len(fault.rows):
        return
    ids = draft.columns.get("id")
    known = ids.take(pa.array(fault.rows)).to_pylist() if isinstance(ids, pa.Array | pa.ChunkedArray) else []
    stands = fault.column in cells.table.column_names
    values = cells.table.column(fault.column).take(pa.array(fault.rows)).to_pylist() if stands else []
    for number, row in enumerate(fault.rows):
        value = shortened(values[number]) if stands and values[number] is not None else None
        id = known[number] if known else None
        yield Problem(cells.file, int(cells.lines[row]), id, fault.column, value, fault.reason, fault.remedy)


def _cells_of(table: pa.Table, row: int) -> dict[str, str]:
    return {name: value for name, value in table.slice(row, 1).to_pylist()[0].items() if value is not None}
