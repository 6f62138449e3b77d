"""What workers do with a piece. Each task takes the piece, which is small, and answers for it alone; `wanted` tells
whether somebody waits for it."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from events.brush import Brush, brush
from events.chart import Chart, Window, chart
from events.cluster.answer import Answer
from events.cluster.contents import Contents, contents
from events.cluster.pieces import Piece
from events.cluster.shelf import SHELF
from events.masks import clauses
from events.schema import OUTLINE, SCHEMA
from events.selection import Selection
from events.summary import Summary, rows_of, summarise
from events.table import EventTable

Wanted = Callable[[], bool]
Texts = tuple[tuple[np.ndarray, pa.Table, np.ndarray], ...]  # numbers of rows, columns, and numbers of their places


def hold(wanted: Wanted, piece: Piece) -> Answer[Contents]:
    """Open a piece for the first time."""
    table, present = SHELF.uncoded(piece)
    return Answer({piece.number: len(table)}, contents(table, present))


def ready(wanted: Wanted, piece: Piece) -> Answer[int]:
    """Have a piece open; the value is the bytes of its arrays."""
    table = SHELF.table(piece)
    return Answer({piece.number: len(table)}, table.figure.nbytes + table.start.nbytes + table.end.nbytes)


def summary_of(wanted: Wanted, piece: Piece, selection: Selection, lanes: str) -> Answer[Summary]:
    """The counts of the answer are those of the selected."""
    found = summarise(SHELF.table(piece), SHELF.whole(piece.whole).holdings, selection, lanes, wanted)
    return Answer({piece.number: found.shown}, found)


def chart_of(wanted: Wanted, piece: Piece, selection: Selection, window: Window) -> Answer[Chart]:
    """`window` skips what the pieces before do not have."""
    table, rows = _selected(wanted, piece, selection)
    return Answer({piece.number: len(rows)}, chart(table, SHELF.whole(piece.whole).holdings, rows, window))


def brush_of(wanted: Wanted, piece: Piece, selection: Selection, edges: np.ndarray, across: int) -> Answer[Brush]:
    table, rows = _selected(wanted, piece, selection)
    return Answer({piece.number: len(rows)}, brush(table, rows, edges, across))


def count_of(wanted: Wanted, piece: Piece, selection: Selection) -> Answer[int]:
    count = len(_selected(wanted, piece, selection)[1])
    return Answer({piece.number: count}, count)


def outlines_of(wanted: Wanted, piece: Piece, rows: Sequence[int]) -> Answer[Texts]:
    """`rows` are numbered through all events, as those of the answer are."""
    table = SHELF.table(piece)
    return Answer({piece.number: len(rows)}, (_texts(table, np.array(rows) - table.first_row, OUTLINE),))


def event_of(wanted: Wanted, piece: Piece, id: str) -> Answer[Texts]:
    """The event of an id, in full, if the piece has it."""
    table = SHELF.table(piece)
    row = table.row_of(id)
    return Answer({piece.number: 0}, () if row is None else (_texts(table, np.array([row]), SCHEMA.names),))


def stretch_of(wanted: Wanted, piece: Piece, selection: Selection, first: int, most: int) -> Answer[Texts]:
    """So many of the selected of a piece in full, from the `first` of them on."""
    table, rows = _selected(wanted, piece, selection)
    return Answer({piece.number: len(rows)}, (_texts(table, rows[first : first + most], SCHEMA.names),))


def rank_of(wanted: Wanted, piece: Piece, selection: Selection, row: int) -> Answer[tuple[int, ...]]:
    """The number of a row, which is one of the piece's, among those selected, and the rows of the one before and after
    it, -1 where there is none in the piece; nothing where it is not among them."""
    table, rows = _selected(wanted, piece, selection)
    at = int(np.searchsorted(rows, row - table.first_row))
    if at == len(rows) or rows[at] != row - table.first_row:
        return Answer({piece.number: len(rows)}, ())
    sides = [int(rows[side]) + table.first_row if 0 <= side < len(rows) else -1 for side in (at - 1, at + 1)]
    return Answer({piece.number: len(rows)}, (at, *sides))


def edge_of(wanted: Wanted, piece: Piece, selection: Selection, at: int) -> Answer[tuple[int, ...]]:
    """The first selected row of a piece that has some (`at` 0), or the last (-1)."""
    table, rows = _selected(wanted, piece, selection)
    return Answer({piece.number: len(rows)}, (int(rows[at]) + table.first_row,))


def _selected(wanted: Wanted, piece: Piece, selection: Selection) -> tuple[EventTable, np.ndarray]:
    table = SHELF.table(piece)
    window = selection.window(SHELF.whole(piece.whole).holdings)
    return table, rows_of(clauses(table, selection, window, wanted))


def _texts(table: EventTable, rows: np.ndarray, names: Sequence[str]) -> tuple[np.ndarray, pa.Table, np.ndarray]:
    """Without the dictionaries of the file, which have more words than the rows."""
    taken = table.store.take(rows, names)
    plain = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in taken.columns
    ]
    return rows + table.first_row, pa.table(plain, names=list(names)), table.place[rows].astype(np.int64)
