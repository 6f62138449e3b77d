"""Columns with several values in a row: actors, sources, and what else a row states."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.readers.cells import Column, Flaw
from events.readers.chunk import Fault
from events.readers.prose import line, plain
from events.schema import SOURCE

Divide = Callable[[str], Sequence[str]] | str | None  # a cell into names: by a function, at a letter, not at all


def actors(columns: Sequence[tuple[Column, Divide]]) -> tuple[pa.Array, list[Fault]]:
    """The names in several columns, each column with what divides a cell into names: one list a row, each name once, in
    the order of the columns, as codes. Damaged names are told."""
    count = len(columns[0][0].values)
    known: dict[str, int] = {}
    faults: list[Fault] = []
    found = []
    for column, divide in columns:
        cells = column.encoded
        names, lengths, flaws = _names(cells.dictionary, divide, known)
        indices = pc.fill_null(cells.indices, len(lengths)).to_numpy(zero_copy_only=False)
        found.append(_spread(names, np.append(lengths, 0), indices))
        faults += [
            Fault(column.name, np.flatnonzero(np.isin(indices, bad)), flaw[0], flaw[1], rejects=False)
            for flaw, bad in flaws.items()
        ]
    counts, codes = _once(*_side_by_side(found, count))
    offsets = np.concatenate(([0], np.cumsum(counts)))
    names = pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(list(known), pa.string()))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), names), faults


def _names(
    cells: pa.Array, divide: Divide, known: dict[str, int]
) -> tuple[np.ndarray, np.ndarray, dict[tuple[str, str], list[int]]]:
    """The numbers of the names in the cells, end to end, those not met before being added; how many each cell has; and
    the cells of each flaw."""
    parts, owner = _parts(cells, divide)
    distinct = pc.utf8_trim(parts, " ").dictionary_encode()
    codes = distinct.indices.to_numpy(zero_copy_only=False)
    numbers = np.full(len(distinct.dictionary), -1, dtype=np.int64)
    flaws: dict[tuple[str, str], list[int]] = {}
    for code, part in enumerate(distinct.dictionary.to_numpy(zero_copy_only=False).tolist()):
        name = line(part)
        if isinstance(name, Flaw):
            flaws.setdefault((name.reason, name.remedy), []).extend(owner[codes == code].tolist())
            name = name.value
        if name:
            numbers[code] = known.setdefault(name, len(known))
    found = numbers[codes]
    stated = found >= 0
    return found[stated], np.bincount(owner[stated], minlength=len(cells)), flaws


def _parts(cells: pa.Array, divide: Divide) -> tuple[pa.Array, np.ndarray]:
    """What cells are divided into, end to end, and the cell of each."""
    if divide is None:
        return cells, np.arange(len(cells))
    if isinstance(divide, str):
        parts = pc.split_pattern(cells, divide)
        lengths = pc.list_value_length(parts).to_numpy(zero_copy_only=False)
        return parts.flatten(), np.repeat(np.arange(len(cells)), lengths)
    divided = [divide(cell) for cell in cells.to_pylist()]
    owner = np.repeat(np.arange(len(cells)), [len(parts) for parts in divided])
    return pa.array([part for parts in divided for part in parts], pa.string()), owner.astype(np.int64)


def _spread(names: np.ndarray, lengths: np.ndarray, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From the names of distinct cells to those of rows, end to end, and how many each row has."""
    counts = lengths[indices]
    starts = (np.cumsum(lengths) - lengths)[indices]
    if counts.max(initial=0) <= 1:
        return names[starts[counts > 0]], counts
    return names[np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())], counts


def _side_by_side(columns: Sequence[tuple[np.ndarray, np.ndarray]], count: int) -> tuple[np.ndarray, np.ndarray]:
    """The names of several columns together, row by row, and how many each row has."""
    totals = sum((counts for _, counts in columns), np.zeros(count, dtype=np.int64))
    codes = np.zeros(int(totals.sum()), dtype=np.int64)
    ahead = np.cumsum(totals) - totals  # where the next name of each row goes
    for names, counts in columns:
        behind = np.cumsum(counts) - counts
        codes[np.repeat(ahead - behind, counts) + np.arange(len(names))] = names
        ahead += counts
    return totals, codes


def _once(counts: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Names of rows, as how many each row has and all end to end, without those that the row had before."""
    if counts.max(initial=0) <= 1:
        return counts, codes
    row = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(codes)) - np.repeat(np.cumsum(counts) - counts, counts)
    again = np.zeros(len(codes), dtype=bool)
    later = np.flatnonzero(place)
    for back in range(1, int(counts.max())):
        again[later] |= codes[later] == codes[later - back]
        later = later[place[later] > back]
    if not again.any():
        return counts, codes
    return np.bincount(row[~again], minlength=len(counts)), codes[~again]


def facts(columns: Mapping[str, pa.Array | pa.ChunkedArray]) -> pa.MapArray:
    """What else a row states, by the source's own names: a map a row, of the columns that are filled there, both names
    and values as codes."""
    values = [_coded(column) for column in columns.values()]
    filled = np.stack([codes >= 0 for _, codes in values], axis=1)  # row × column
    firsts = np.cumsum([0, *(len(texts) for texts, _ in values)], dtype=np.int32)[:-1]
    codes = np.stack([first + codes for first, (_, codes) in zip(firsts, values, strict=True)], axis=1)
    items = pa.DictionaryArray.from_arrays(pa.array(codes[filled]), pa.concat_arrays([texts for texts, _ in values]))
    numbers = np.broadcast_to(np.arange(len(columns), dtype=np.int32), filled.shape)[filled]
    keys = pa.DictionaryArray.from_arrays(pa.array(numbers), pa.array(list(columns), pa.string()))
    offsets = np.concatenate(([0], np.cumsum(filled.sum(axis=1))))
    return pa.MapArray.from_arrays(pa.array(offsets, pa.int32()), keys, items)


def _coded(column: pa.Array | pa.ChunkedArray) -> tuple[pa.Array, np.ndarray]:
    """Texts, and for each row the number of its own, -1 where it states none."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    codes = pc.fill_null(column.indices, -1).to_numpy(zero_copy_only=False)
    blank = pc.index(column.dictionary, "").as_py()
    return column.dictionary, codes if blank < 0 else np.where(codes == blank, -1, codes)


def lists(values: pa.Array) -> pa.ListArray:
    """Cells of several values with `;` between them as lists; null where blank."""
    return pc.split_pattern(values, ";")


def sources(count: int, offsets: np.ndarray | None = None, **fields: str | pa.Array) -> pa.ListArray:
    """A list of sources a row, from the fields of each: a text that all have, given as codes, or an array. `count` is
    the number of sources, and `offsets` where the list of each row starts; without them each row has one."""
    arrays = []
    for field in SOURCE:
        value = fields.get(field.name)
        if isinstance(value, str):
            codes = pa.array(np.zeros(count, dtype=np.int32))
            arrays.append(pa.DictionaryArray.from_arrays(codes, pa.array([value], pa.string())))
        else:
            arrays.append(pa.nulls(count, pa.string()) if value is None else plain(value))
    where = np.arange(count + 1) if offsets is None else offsets
    return pa.ListArray.from_arrays(pa.array(where, pa.int32()), pa.StructArray.from_arrays(arrays, SOURCE.names))
