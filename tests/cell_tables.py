"""Rows of cells as a file gives them, and what a reader makes of them."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from events import dates
from events.moments import spans
from events.readers.cells import Column
from events.readers.chunk import Cells, Chunk, Draft, finish


def cells(*rows: Mapping[str, str]) -> Cells:
    """Cells with the columns of all rows, the lines counted from 2."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: pa.array([row.get(name) or None for row in rows], pa.string()) for name in names}
    return Cells("file.csv", pa.table(columns), np.arange(len(rows)) + 2)


def column(*values: str | None, name: str = "column") -> Column:
    return Column(name, pa.array(values, pa.string()))


def chunk(draft: Callable[..., Draft], *rows: Mapping[str, str], **options: Any) -> Chunk:
    """The rows through `draft` and `finish`; nothing is lost, and times are those of the EDTF text."""
    given = cells(*rows)
    found = finish(given, draft(given, **options), "some-data-set")
    assert found.rows == len(rows)
    for row in found.events.select(["date", "start", "end", "precision"]).to_pylist():
        if row["date"] is None:
            assert (row["start"], row["end"], row["precision"]) == (None, None, "undated")
            continue
        when = dates.parse(row["date"])
        assert [(row["start"], row["end"])] == spans(when)
        assert row["precision"] == when.precision
    return found
