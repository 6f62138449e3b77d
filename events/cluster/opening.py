"""A piece of an import as an event table, with codes and places of its own, and the same in those of the whole."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from events.cluster.pieces import Piece, UnreadableError, mark_of
from events.cluster.whole import Whole
from events.codes import Column, Keyed, Listed, smallest
from events.store import Filed
from events.table import EventTable, from_columns


def open_piece(piece: Piece) -> tuple[EventTable, np.ndarray]:
    """The table of a piece as if it were the whole, and the numbers that its places have in the whole.

    Raises:
        UnreadableError: a file cannot be read here, or is another one by now.
    """
    for run in piece.runs:
        if mark_of(run.path) != run.mark:
            raise UnreadableError(f"{run.path} is not the file any more that the page was started with; start it again")
    groups = [range(run.first, run.last) for run in piece.runs]
    try:
        files = [pq.ParquetFile(run.path, memory_map=True) for run in piece.runs]

        def column(name: str) -> pa.ChunkedArray:
            parts = [file.read_row_groups(list(own), [name]).column(name) for file, own in zip(files, groups)]  # noqa: B905
            return pa.chunked_array([chunk for part in parts for chunk in part.chunks], parts[0].type)

        numbers = np.asarray(column("place_id"), dtype=np.int64)
        present = np.unique(numbers[numbers >= 0])
        own = np.where(numbers >= 0, np.searchsorted(present, numbers), -1)
        store = Filed([run.path for run in piece.runs], groups)
        table = from_columns(column, own, store, as_of=piece.as_of, compiled=None, datasets=())
    except (OSError, pa.ArrowException) as error:
        raise UnreadableError(f"a piece of {piece.runs[0].path} cannot be read ({error})") from None
    return table, present


def recoded(table: EventTable, present: np.ndarray, whole: Whole, first_row: int) -> EventTable:
    """The table of a piece with the values and places of the whole; its rows are numbered from `first_row`."""
    place = smallest(np.concatenate([[0], present + 1])[table.place])
    holdings = whole.holdings
    facets = {
        key: whole.names.part(0, 0, place) if key == "place" else _recoded(column, holdings.values[key])
        for key, column in table.facets.items()
    }
    return replace(
        table,
        place=place,
        facets=facets,
        places=whole.places,
        as_of=holdings.as_of,
        compiled=holdings.compiled,
        datasets=holdings.datasets,
        first_row=first_row,
    )


def _recoded(column: Column, values: tuple[str, ...]) -> Column:
    if not column.values:
        return replace(column, values=values)  # type: ignore[type-var]
    words = np.array(values, dtype=object)
    codes = np.searchsorted(words, np.array(column.values, dtype=object))
    if isinstance(column, Keyed):
        return replace(column, values=values, lookup=codes[column.lookup])
    assert isinstance(column, Listed)
    return Listed(values, smallest(codes[column.codes]), column.offsets)
