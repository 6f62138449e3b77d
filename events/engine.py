"""Where summaries are made and events are looked up. The page knows an engine, and not where the events lie."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from events.brush import Brush, brush
from events.chart import Chart, Window, chart
from events.holdings import Holdings
from events.kept import Kept
from events.masks import clauses
from events.model import Event, Place
from events.selection import Selection
from events.summary import Summary, rows_of, summarise
from events.table import EventTable

Frame = Callable[[Summary], Window]
ALWAYS: Callable[[], bool] = lambda: True  # noqa: E731
STRETCH = 2_000  # events that are handed out at once


class EngineError(RuntimeError):
    """The events cannot be had at the moment, though nothing is wrong with what was asked; says why and what to do."""


@dataclass(frozen=True)
class Around:
    """An event's number among the selected, from 0, and the ids of those before and after it."""

    position: int
    previous: str | None
    next: str | None


class Engine(Protocol):
    """Rows are numbered through all events, in order of time. Safe to use from several threads.

    Where the events lie in other processes, everything but `holdings` raises EngineError while these cannot be had.
    """

    @property
    def holdings(self) -> Holdings: ...

    def summarise(self, selection: Selection, lanes: str, wanted: Callable[[], bool] = ALWAYS) -> Summary:
        """The counts of a selection, and of the facet that divides the timeline.

        Raises:
            AbandonedError: the answer is not `wanted` any more.
        """
        ...

    def chart(self, selection: Selection, window: Window) -> Chart:
        """What is drawn of a selection."""
        ...

    def brush(self, selection: Selection, edges: np.ndarray, across: int) -> Brush:
        """How the selected events begin and end between some edges; the map's world is `across` cells wide."""
        ...

    def outlines(self, rows: Sequence[int]) -> list[Event]:
        """Events as lists and charts show them, in the order given."""
        ...

    def places(self, numbers: Sequence[int]) -> list[Place]:
        """The places of a chart's cells."""
        ...

    def event(self, id: str) -> tuple[int, Event] | None:
        """An event in full and its row; None where there is none of that id."""
        ...

    def around(self, selection: Selection, row: int) -> Around | None:
        """Where an event stands among the selected; None where it is not among them."""
        ...

    def ids(self, most: int) -> list[str]:
        """The ids of the first events."""
        ...

    def events(self, selection: Selection) -> Iterator[list[Event]]:
        """All selected events in full, in order, some thousands at a time."""
        ...

    def close(self) -> None:
        """Give up what it holds outside of this process."""
        ...


class LocalEngine:
    """One table, in this process. `owned` is what is given up when it is closed, such as files for the time being."""

    def __init__(self, table: EventTable, owned: ExitStack | None = None) -> None:
        self.table = table
        self._owned = owned
        self._events: Kept[tuple[int, Event] | None] = Kept(200)

    @property
    def holdings(self) -> Holdings:
        return self.table.holdings

    def summarise(self, selection: Selection, lanes: str, wanted: Callable[[], bool] = ALWAYS) -> Summary:
        return summarise(self.table, self.holdings, selection, lanes, wanted)

    def chart(self, selection: Selection, window: Window) -> Chart:
        return chart(self.table, self.holdings, self._selected(selection), window)

    def brush(self, selection: Selection, edges: np.ndarray, across: int) -> Brush:
        return brush(self.table, self._selected(selection), edges, across)

    def outlines(self, rows: Sequence[int]) -> list[Event]:
        return self.table.outlines(rows)

    def places(self, numbers: Sequence[int]) -> list[Place]:
        return [place for number in numbers if (place := self.table.places.place(number)) is not None]

    def event(self, id: str) -> tuple[int, Event] | None:
        return self._events.get(id, lambda: self._event(id))

    def _event(self, id: str) -> tuple[int, Event] | None:
        row = self.table.row_of(id)
        return None if row is None else (row, self.table.events([row])[0])

    def around(self, selection: Selection, row: int) -> Around | None:
        rows = self._selected(selection)
        position = int(np.searchsorted(rows, row))
        if position == len(rows) or rows[position] != row:
            return None
        sides = [rows[at] if 0 <= at < len(rows) else None for at in (position - 1, position + 1)]
        ids = [None if side is None else self.table.outlines([side])[0].id for side in sides]
        return Around(position, ids[0], ids[1])

    def ids(self, most: int) -> list[str]:
        return [event.id for event in self.table.outlines(range(min(most, len(self.table))))]

    def events(self, selection: Selection) -> Iterator[list[Event]]:
        rows = self._selected(selection)
        for start in range(0, len(rows), STRETCH):
            yield self.table.events(rows[start : start + STRETCH])

    def close(self) -> None:
        if self._owned is not None:
            self._owned.close()

    def _selected(self, selection: Selection) -> np.ndarray:
        window = selection.window(self.holdings)
        return rows_of(clauses(self.table, selection, window))
