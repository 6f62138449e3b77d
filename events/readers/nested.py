"""Columns with several values in a row: actors, sources, and what else a row states."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.readers.cells import Column, Flaw
from events.readers.chunk import Fault
from events.readers.prose import line, plain
from events.schema import SOURCE


def actors(columns: Sequence[tuple[Column, Callable[[str], Sequence[str]]]]) -> tuple[pa.Array, list[Fault]]:
    """The names in several columns, each column with what divides a cell into names: one list a row, each name once, in
    the order of the columns. Damaged names are told."""
    count = len(columns[0][0].values)
    known: dict[str, int] = {}
    faults: list[Fault] = []
    rows, codes = [], []
    for column, divide in columns:
        encoded = column.encoded
        found, flaws = _names(encoded.dictionary.to_pylist(), divide, known)
        indices = pc.fill_null(encoded.indices, len(found)).to_numpy(zero_copy_only=False)
        found.append([])
        lengths = np.array([len(names) for names in found], dtype=np.int64)
        flat = np.array([name for names in found for name in names], dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        counts = lengths[indices]
        inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows.append(np.repeat(np.arange(count), counts))
        codes.append(flat[np.repeat(starts[indices], counts) + inside])
        faults += [
            Fault(column.name, np.flatnonzero(np.isin(indices, bad)), flaw[0], flaw[1], rejects=False)
            for flaw, bad in flaws.items()
        ]
    row, code = _once(np.concatenate(rows), np.concatenate(codes), max(len(known), 1))
    offsets = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=count))))
    names = pa.array(list(known), pa.string()).take(pa.array(code))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), names), faults


def _names(
    cells: Sequence[str], divide: Callable[[str], Sequence[str]], known: dict[str, int]
) -> tuple[list[list[int]], dict[tuple[str, str], list[int]]]:
    """The numbers of the names in each cell, those not met before being added; and the cells of each flaw."""
    found: list[list[int]] = []
    flaws: dict[tuple[str, str], list[int]] = {}
    for number, cell in enumerate(cells):
        names = []
        for part in divide(cell):
            name = line(part)
            if isinstance(name, Flaw):
                flaws.setdefault((name.reason, name.remedy), []).append(number)
                name = name.value
            if name:
                names.append(known.setdefault(name, len(known)))
        found.append(names)
    return found, flaws


def _once(row: np.ndarray, code: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs by row, in their order, without those that came before."""
    order = np.argsort(row, kind="stable")
    row, code = row[order], code[order]
    _, first = np.unique(row * width + code, return_index=True)
    if len(first) < len(row):
        first.sort()
        row, code = row[first], code[first]
    return row, code


def facts(columns: Mapping[str, pa.Array | pa.ChunkedArray]) -> pa.MapArray:
    """What else a row states, by the source's own names: a map a row, of the columns that are filled there."""
    names = list(columns)
    values = [plain(column) for column in columns.values()]
    count = len(values[0])
    filled = np.stack([_filled(column) for column in values], axis=1)  # row × column
    row, position = np.nonzero(filled)
    items = pa.concat_arrays(values).take(pa.array(position * count + row))
    keys = pa.array(names, pa.string()).take(pa.array(position))
    offsets = np.concatenate(([0], np.cumsum(filled.sum(axis=1))))
    return pa.MapArray.from_arrays(pa.array(offsets, pa.int32()), keys, items)


def _filled(column: pa.Array) -> np.ndarray:
    if column.null_count == len(column):
        return np.zeros(len(column), dtype=bool)
    filled: np.ndarray = pc.fill_null(pc.not_equal(column, ""), False).to_numpy(zero_copy_only=False)
    return filled


def lists(values: pa.Array) -> pa.ListArray:
    """Cells of several values with `;` between them as lists; null where blank."""
    return pc.split_pattern(values, ";")


def sources(count: int, offsets: np.ndarray | None = None, **fields: str | pa.Array) -> pa.ListArray:
    """A list of sources a row, from the fields of each: a text that all have, or an array. `count` is the number of
    sources, and `offsets` where the list of each row starts; without them each row has one."""
    arrays = []
    for field in SOURCE:
        value = fields.get(field.name)
        if isinstance(value, str):
            arrays.append(pa.repeat(pa.scalar(value), count))
        else:
            arrays.append(pa.nulls(count, pa.string()) if value is None else plain(value))
    where = np.arange(count + 1) if offsets is None else offsets
    return pa.ListArray.from_arrays(
        pa.array(where, pa.int32()), pa.StructArray.from_arrays(arrays, fields=list(SOURCE))
    )
