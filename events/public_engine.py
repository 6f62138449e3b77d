"""The events as a page for others may show them: aggregates alone of data sets whose terms forbid giving on rows.

Rows, their texts and exports are withheld; counts by place, time, type and actor are shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from events.brush import Brush
from events.cells import NO_ROW
from events.chart import Chart, Window
from events.engine import ALWAYS, Around, Engine
from events.holdings import Holdings
from events.model import Event, Place
from events.selection import Selection
from events.summary import Summary


class PublicEngine:
    """Another engine, of which no row of a withheld data set comes out. Where there are such, texts are not searched:
    a search that finds an event would tell what its text says."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._withheld = frozenset(set_.key for set_ in engine.holdings.datasets if set_.rows == "withheld")
        self._holdings = replace(engine.holdings, withheld=self._withheld, searched=not self._withheld)

    @property
    def holdings(self) -> Holdings:
        return self._holdings

    def summarise(self, selection: Selection, lanes: str, wanted: Callable[[], bool] = ALWAYS) -> Summary:
        return self._engine.summarise(self._open(selection), lanes, wanted)

    def chart(self, selection: Selection, window: Window) -> Chart:
        """A chart in which no withheld row is named; a lane that holds one has to be counted (`Holdings.withheld`)."""
        found = self._engine.chart(self._open(selection), window)
        if not self._withheld:
            return found
        rows = {row for _, row in found.singly} | {*found.listed, *found.undated, *found.unplaced}
        rows |= set(found.cells.rows[found.cells.rows != NO_ROW].tolist())
        ordered = sorted(rows)
        outlines = zip(ordered, self._engine.outlines(ordered), strict=True)
        free = {row for row, event in outlines if event.dataset not in self._withheld}
        told = np.isin(found.cells.rows, list(free))
        whole = (told | (found.cells.rows == NO_ROW)).all(axis=1)  # titles of a part would pass for all
        cells = replace(found.cells, rows=np.where(whole[:, None], found.cells.rows, NO_ROW))
        return replace(
            found,
            cells=cells,
            singly=tuple((lane, row) for lane, row in found.singly if row in free),
            listed=tuple(row for row in found.listed if row in free),
            undated=tuple(row for row in found.undated if row in free),
            unplaced=tuple(row for row in found.unplaced if row in free),
        )

    def brush(self, selection: Selection, edges: np.ndarray, across: int) -> Brush:
        return self._engine.brush(self._open(selection), edges, across)

    def outlines(self, rows: Sequence[int]) -> list[Event]:
        return self._engine.outlines(rows)

    def places(self, numbers: Sequence[int]) -> list[Place]:
        return self._engine.places(numbers)

    def event(self, id: str) -> tuple[int, Event] | None:
        """An event in full; None also where it may not be shown."""
        found = self._engine.event(id)
        return None if found is None or found[1].dataset in self._withheld else found

    def around(self, selection: Selection, row: int) -> Around | None:
        """Not told where a neighbour may be one that is not shown."""
        return None if self._withheld else self._engine.around(self._open(selection), row)

    def ids(self, most: int) -> list[str]:
        return [] if self._withheld else self._engine.ids(most)

    def events(self, selection: Selection) -> Iterator[list[Event]]:
        for stretch in self._engine.events(self._open(selection)):
            yield [event for event in stretch if event.dataset not in self._withheld]

    def close(self) -> None:
        self._engine.close()

    def _open(self, selection: Selection) -> Selection:
        return replace(selection, q="") if self._withheld else selection
