"""The event table of imported Parquet files: codes in memory, texts left in the files."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from events.datasets import Dataset
from events.dates import parse
from events.importing.output import imported_files
from events.importing.parquet import told_by
from events.moments import seconds
from events.store import Filed
from events.table import EventTable, from_columns

_DATASETS = TypeAdapter(tuple[Dataset, ...])


def files_of_import(paths: Sequence[Path]) -> list[Path]:
    """The files of one import, if the paths are just that: a file, or a folder of parts. Else none, and the paths are
    to be read as any others."""
    return imported_files(paths[0]) if len(paths) == 1 else []


def open_table(files: Sequence[Path]) -> EventTable:
    """The table of the files of one import, which are in order of time.

    Raises:
        OSError, pyarrow.ArrowException: a file cannot be read.
    """
    compiled, as_of, datasets = told_of(files)

    def column(name: str) -> pa.ChunkedArray:
        parts = [pq.read_table(file, columns=[name]).column(name) for file in files]
        return pa.chunked_array([chunk for part in parts for chunk in part.chunks], parts[0].type)

    return from_columns(
        column,
        np.asarray(column("place_id"), dtype=np.int64),
        Filed(files),
        as_of=as_of,
        compiled=compiled,
        datasets=datasets,
    )


def told_of(files: Sequence[Path]) -> tuple[str | None, int | None, tuple[Dataset, ...]]:
    """What the files of an import tell of themselves: the day on which the records were compiled (EDTF), the last
    second that their sources speak of, and the data sets; None where they do not say."""
    told = told_by(files[0]) or {}
    compiled = told.get("compiled")
    ends = [int(told["as_of"])] if "as_of" in told else []
    if compiled and (until := parse(compiled).end):
        ends.append(seconds(until))
    return compiled, max(ends, default=None), _DATASETS.validate_python(json.loads(told.get("datasets", "[]")))
