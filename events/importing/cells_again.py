"""Cells of rows that were accepted when they were read, and refused later: read from their file again."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from events.readers import gdelt, ucdp
from events.readers.delimited import read_cells
from events.readers.head import Head, look

TABLES = ("sheet", "acled", "ucdp", "gdelt", "mapped")  # kinds whose rows are lines of a table


def cells_again(file: str, kind: str, lines: Collection[int]) -> Iterator[tuple[int, dict[str, str]]]:
    """Some lines of a file with their cells, in order; none of a file that is no table, or is gone."""
    head = look(Path(file)) if kind in TABLES else None
    if head is None or head.problem is not None:
        return
    wanted = np.array(lines, dtype=np.int64)
    last = wanted.max(initial=0)
    header, delimiter = _stated(kind, head)
    for cells in read_cells(Path(file), head=head, header=header, delimiter=delimiter):
        rows = np.flatnonzero(np.isin(cells.lines, wanted))
        table = cells.table.take(pa.array(rows)).to_pylist()
        for line, values in zip(cells.lines[rows].tolist(), table, strict=True):
            yield line, {name: value for name, value in values.items() if value is not None}
        if len(cells.lines) and cells.lines[-1] >= last:
            return


def _stated(kind: str, head: Head) -> tuple[Sequence[str] | None, str | None]:
    """Columns and delimiter of a file that has no header."""
    if kind == "gdelt" and not gdelt.headed(head.header):
        return gdelt.header_of(head.header), gdelt.delimiter_of(head)
    if kind == "ucdp" and not ucdp.headed(head.header):
        return ucdp.COLUMNS, None
    return None, None
