"""Any table, CSV, XLSX or Parquet, as events: through a mapping of its columns, stated beside it or guessed."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.datasets import Dataset
from events.ledger import Problem, shortened
from events.readers.cell_dates import unordered
from events.readers.chunk import Cells, Chunk, Reading, Rejected, finish, without_tags
from events.readers.column_names import plain
from events.readers.delimited import read_cells
from events.readers.head import Head
from events.readers.mapped_rows import draft, notes
from events.readers.mapped_sources import NOT_STATED
from events.readers.mapping import Mapping, guess, left, settle, words
from events.readers.mapping_file import beside, completed, load, misfits
from events.readers.plain_text import Numbering, line, slug
from events.readers.twins import disagreeing
from events.readers.workbook import UnreadableError, read_parquet, read_workbook
from events.schema import SCHEMA

KIND = "mapped"
SAMPLED = 2_000  # rows of the first chunk that a guess looks at
_FEW_IDS, _DIFFERENT = 10, 0.4  # ids, and the share of different ones; of a table that stands twice it is a half
_COUNTS = re.compile(r"(number of |no of |num |n )?(events|incidents|attacks|event count|incident count)( count)?")
_KILLED = re.compile(r"\b(killed|deaths?|dead|fatalit(y|ies)|killings)\b")
_UNMAPPED = "has no column that is known for a date, a place or a title"
Opener = Callable[[], Iterator[Cells]]


def read(path: Path, head: Head) -> Reading:
    """A table through the mapping file beside it, else through what is guessed. The note of the data set says how its
    columns are read. Where nothing can be read the reading has one rejected row."""
    position = [0]
    opener = _opener(path, head, position)
    try:
        first, rest = _begun(opener())
        mapping = mapping_for(path, first, opener)
    except UnreadableError as error:
        return unreadable(
            path, head.size, KIND, [Problem(str(path), None, None, None, None, error.reason, error.remedy)]
        )
    if isinstance(mapping, list):
        return unreadable(path, head.size, KIND, mapping)
    dataset = dataset_of(path, mapping)
    chunks = drafted(chain([first], rest), mapping, dataset, path, noted=True)
    return Reading(str(path), KIND, dataset, chunks, head.size, position=position)


def mapping_of(path: Path, head: Head) -> Mapping | list[Problem]:
    """How the columns of a table would be read, or why they cannot be."""
    opener = _opener(path, head, [0])
    try:
        return mapping_for(path, _begun(opener())[0], opener)
    except UnreadableError as error:
        return [Problem(str(path), None, None, None, None, error.reason, error.remedy)]


def _opener(path: Path, head: Head, position: list[int]) -> Opener:
    if head.container == "xlsx":
        return lambda: _tagless(read_workbook(path))
    if head.container == "parquet":
        return lambda: _tagless(read_parquet(path))
    return lambda: _tagless(read_cells(path, head=head, position=position))


def _tagless(chunks: Iterator[Cells]) -> Iterator[Cells]:
    for number, cells in enumerate(chunks):
        yield cells if number else without_tags(cells)


def _begun(cells: Iterator[Cells]) -> tuple[Cells, Iterator[Cells]]:
    first = next(cells, None)
    if first is None:
        raise UnreadableError("has no rows", "Write the names of the columns in the first line.")
    return first, cells


def mapping_for(path: Path, first: Cells, opener: Opener) -> Mapping | list[Problem]:
    """The mapping of a table that begins with these cells: of the file beside it, or guessed. All of the table is read
    where only its dates can tell which of day and month stands first."""
    stated = load(beside(path)) if beside(path).exists() else Mapping()
    if isinstance(stated, list):
        return stated
    header = first.table.column_names
    wrong = misfits(stated, header, beside(path))
    if wrong:
        return wrong
    mapping = completed(stated, _with_ids(guess(header, sampled(first.table)), first.table), header)
    if not mapping.useful:
        seen = shortened(", ".join(header))
        remedy = (
            f'Write {beside(path).name} beside it, with [fields] and below it date = "…", title = "…", place = "…".'
        )
        return [Problem(str(path), None, None, None, seen, _UNMAPPED, remedy)]
    if mapping.order is None and any(unordered(value) for value in _dates([first], mapping)):
        return settle(mapping, _dates(opener(), mapping))
    return mapping


def _with_ids(mapping: Mapping, table: pa.Table) -> Mapping:
    """A guess without its column of ids where these come again and again, as those of a place or an actor do."""
    column = mapping.column("id")
    values = table.column(column).drop_null() if column else pa.chunked_array([], pa.string())
    if len(values) < _FEW_IDS or len(values.unique()) >= _DIFFERENT * len(values):
        return mapping
    fields = {name: columns for name, columns in mapping.fields.items() if name != "id"}
    return replace(mapping, fields=fields, unread=left(fields, table.column_names))


def sampled(table: pa.Table) -> dict[str, list[str]]:
    """Some values of each column that is filled, each value once."""
    return {
        name: table.column(name).slice(0, SAMPLED).drop_null().unique().to_pylist()
        or table.column(name).drop_null().slice(0, SAMPLED).to_pylist()
        for name in table.column_names
    }


def _dates(chunks: Iterable[Cells], mapping: Mapping) -> Iterator[str]:
    for cells in chunks:
        for name in (name for name in mapping.dated if name in cells.table.column_names):
            yield from pc.unique(cells.table.column(name)).drop_null().to_pylist()


def dataset_of(path: Path, mapping: Mapping) -> Dataset:
    """The data set of a table: named as its file, but for what the mapping file states of it."""
    made = {"key": slug(path.stem, 60), "name": line(path.stem) or path.name, "note": _note(mapping)}
    return Dataset.model_validate(made | mapping.dataset)


def _note(mapping: Mapping) -> str:
    return "Read by its columns: " + "; ".join(words(replace(mapping, unread=()))) + "."


def drafted(
    chunks: Iterable[Cells], mapping: Mapping, dataset: Dataset, path: Path, noted: bool = False
) -> Iterator[Chunk]:
    """Cells as events of the data set. `noted` says whether there may be notes among the rows, as in a sheet."""
    source: dict[str, Any] = {"id": dataset.key, "publisher": NOT_STATED, "title": path.name}
    numbering = Numbering()
    for number, cells in enumerate(chunks):
        whole, columns = fitted(cells if number else _unread_figures(_counted(cells, mapping), mapping), mapping)
        made = draft(whole, columns, source, numbering)
        if noted:
            made = replace(made, faults=[*made.faults, *notes(whole.table, columns)])
        read = [name for found in columns.fields.values() for name in found]
        if doubled := disagreeing(whole.table, read, columns.unread):
            made = replace(made, faults=[*made.faults, *doubled])
        yield finish(whole, made, dataset.key)


def _counted(cells: Cells, mapping: Mapping) -> Cells:
    """The cells with a problem where a column of theirs counts events, so that rows are no events."""
    for name in (
        name for name in mapping.unread if _COUNTS.fullmatch(plain(name)) and name in cells.table.column_names
    ):
        values = pc.unique(cells.table.column(name)).drop_null().to_pylist()
        counts = [int(value) for value in values if value.strip().isdecimal()]
        if counts and len(counts) == len(values) and max(counts) > 1:
            remedy = "Each row is counted as one event, and its figures are sums; fetch the events themselves."
            told = Problem(cells.file, None, None, name, str(max(counts)), "counts events in a row", remedy)
            return replace(cells, problems=(told, *cells.problems))
    return cells


def _unread_figures(cells: Cells, mapping: Mapping) -> Cells:
    """The cells with a problem where no column is read as people killed, and some seem to be: of a part of them, or of
    several places."""
    if any(name.startswith("fatalities") for name in mapping.fields):
        return cells
    values = {name: cells.table.column(name) for name in mapping.unread if name in cells.table.column_names}
    seeming = [name for name, column in values.items() if _KILLED.search(plain(name)) and _numeric(column)]
    if not seeming:
        return cells
    remedy = (
        f'Write fatalities_best = "…" in {beside(Path(cells.file)).name} where one of them has all; no sum is made.'
    )
    told = Problem(cells.file, None, None, None, ", ".join(seeming), "is not read as people killed", remedy)
    return replace(cells, problems=(told, *cells.problems))


def _numeric(column: pa.ChunkedArray) -> bool:
    values = pc.unique(column).drop_null().to_pylist()
    return bool(values) and 2 * sum(value.strip()[:1].isdigit() for value in values) > len(values)


def fitted(cells: Cells, mapping: Mapping) -> tuple[Cells, Mapping]:
    """A chunk with all the columns that the mapping names, and the mapping with the other columns of the chunk."""
    table = cells.table
    for name in dict.fromkeys(column for columns in mapping.fields.values() for column in columns):
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(cells.table.num_rows, pa.string()))
    return replace(cells, table=table), replace(mapping, unread=left(mapping.fields, table.column_names))


def unreadable(path: Path, size: int, kind: str, problems: list[Problem]) -> Reading:
    """The reading of a file of which nothing could be read: it counts as one rejected row."""
    chunk = Chunk(SCHEMA.empty_table(), np.array([], dtype=np.int64), tuple(problems), (Rejected(str(path), 1, {}),))
    dataset = Dataset(key=slug(path.stem, 60), name=line(path.stem) or path.name)
    return Reading(str(path), kind, dataset, iter([chunk]), size)
