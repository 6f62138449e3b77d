"""Reading the different values of columns once each, whatever the number of rows that have them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import pyarrow as pa

from events.readers.chunk import Fault

Value = TypeVar("Value")
Combination = tuple[str | None, ...]


@dataclass(frozen=True)
class Told:
    """What is wrong with the cell of a column; where it does not reject, the row is taken and the cell is kept."""

    column: str
    reason: str
    remedy: str
    rejects: bool = False


@dataclass(frozen=True)
class Column(Generic[Value]):
    """One value for each combination, `codes` telling which combination a row has, and what was wrong with them."""

    values: list[Value]
    codes: np.ndarray
    faults: tuple[Fault, ...]

    def array(self, part: Callable[[Value], Any], type: pa.DataType) -> pa.Array:
        """A part of the values for each row; as codes where the type is a dictionary."""
        parts = [part(value) for value in self.values]
        if pa.types.is_dictionary(type):
            return pa.array(parts, pa.string()).take(pa.array(self.codes)).dictionary_encode()
        return pa.array(parts, type).take(pa.array(self.codes))

    def rows(self, wanted: Callable[[Value], bool]) -> np.ndarray:
        """For each row, whether its value is wanted."""
        return np.asarray(np.array([wanted(value) for value in self.values], dtype=bool)[self.codes])


def read_each(
    table: pa.Table, columns: Sequence[str], read: Callable[[Combination], tuple[Value, Sequence[Told]]]
) -> Column[Value]:
    """Reads each combination of cells once. Without columns there is one combination, of nothing."""
    first, codes = _combinations(table, columns)
    rows = pa.table([table.column(name) for name in columns], names=[str(number) for number in range(len(columns))])
    cells = [column.to_pylist() for column in rows.take(pa.array(first)).columns] if columns else []
    values: list[Value] = []
    told: dict[Told, list[int]] = {}
    for code, combination in enumerate(zip(*cells, strict=True) if columns else [()] * len(first)):
        value, problems = read(combination)
        values.append(value)
        for problem in dict.fromkeys(problems):
            told.setdefault(problem, []).append(code)
    return Column(values, codes, _faults(told, codes))


def _combinations(table: pa.Table, columns: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The first row of each combination, and for each row the number of its combination."""
    codes = np.zeros(table.num_rows, dtype=np.int64)
    for name in columns:
        encoded = table.column(name).combine_chunks().dictionary_encode()
        found = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
        codes = np.unique(codes * (len(encoded.dictionary) + 1) + found, return_inverse=True)[1].reshape(-1)
    _, first, numbered = np.unique(codes, return_index=True, return_inverse=True)
    return first, numbered.reshape(-1)


def _faults(told: dict[Told, list[int]], codes: np.ndarray) -> tuple[Fault, ...]:
    if not told:
        return ()
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(int(codes.max()) + 2))
    return tuple(
        Fault(
            problem.column,
            np.sort(np.concatenate([order[bounds[code] : bounds[code + 1]] for code in found])),
            problem.reason,
            problem.remedy,
            problem.rejects,
        )
        for problem, found in told.items()
    )
