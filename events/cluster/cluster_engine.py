"""The engine of an import whose pieces lie in the memory of a Dask cluster's workers."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from distributed import Client

from events.brush import Brush
from events.chart import Chart, Window
from events.cluster import tasks
from events.cluster.answer import Answer
from events.cluster.branches import Branch, Job, LostError, tree
from events.cluster.connection import Connection, GoneError, SlowError
from events.cluster.homes import homes
from events.cluster.pieces import MOST_ROWS, Piece, UnreadableError, cut
from events.cluster.shelf import Telling, UntoldError, keep, key_of
from events.cluster.whole import Whole, whole
from events.engine import ALWAYS, STRETCH, Around, EngineError
from events.filed import told_of
from events.holdings import Holdings
from events.kept import Kept
from events.model import Event, Place
from events.schema import outlines, to_events
from events.selection import Selection
from events.summary import Summary

ATTEMPTS = 5  # at one answer, where workers are lost
PAUSE = 0.1  # s before the second, twice that before the third: a scheduler learns of a lost worker
LONGEST = 120.0  # s for an answer, once all pieces are open
OPENING = 86_400.0  # s for opening all pieces
WAIT = 6.0  # s for a worker where there is none: time to start one anew
AGAIN = "Try again in a moment."


class ClusterEngine:
    """Every answer is checked to count each piece once. What a lost worker had is opened by the others."""

    def __init__(
        self, files: Sequence[Path], address: str, *, most: int = MOST_ROWS, owned: ExitStack | None = None
    ) -> None:
        """`most` rows are in a piece, where row groups allow. `owned` is closed with the engine.

        Raises:
            EngineError: the cluster cannot be had, or a file cannot be read.
        """
        self._owned = owned or ExitStack()
        self._source = str(files[0].parent if len(files) > 1 else files[0])
        self._whole: Whole | None = None
        self._open = False
        self._homes: dict[int, str] = {}
        self._lock = Lock()
        self._connection = Connection(address, self._tell)
        self._counts: Kept[Mapping[int, int]] = Kept(100)
        self._events: Kept[tuple[int, Event] | None] = Kept(200)
        try:
            compiled, as_of, datasets = told_of(files)
            self._pieces = cut(files, max(len(self._workers()), 1), as_of=as_of, most=most)
            held = self._all(tasks.hold)
            self._whole = whole(self._pieces[0].whole, self._source, held.value, compiled, datasets)
            self._tell(self._connection.client())
            self._all(tasks.ready)
            self._open = True
        except (GoneError, UnreadableError, ImportError) as error:
            raise EngineError(_words(error, address)) from None

    @property
    def holdings(self) -> Holdings:
        assert self._whole is not None
        return self._whole.holdings

    @property
    def homes(self) -> Mapping[int, str]:
        """The address of the worker that has each piece, as of the last question."""
        return self._homes

    def summarise(self, selection: Selection, lanes: str, wanted: Callable[[], bool] = ALWAYS) -> Summary:
        answer = self._all(tasks.summary_of, selection, lanes, wanted=wanted)
        summary: Summary = answer.value
        if summary.total != self.holdings.count or summary.shown != sum(answer.counts.values()):
            raise EngineError(f"The workers counted {summary.total:,} of {self.holdings.count:,} events. {AGAIN}")
        self._counts.get(selection_key(selection), lambda: answer.counts)
        return summary

    def chart(self, selection: Selection, window: Window) -> Chart:
        counts = self._counts_of(selection)
        before = dict(zip(counts, np.cumsum([0, *counts.values()]).tolist(), strict=False))
        found: Chart = self._of_selected(
            selection, lambda number: self._task(tasks.chart_of, number, selection, after(window, before[number]))
        )
        return replace(found, window=window)

    def brush(self, selection: Selection, edges: np.ndarray, across: int) -> Brush:
        found: Brush = self._of_selected(
            selection, lambda number: self._task(tasks.brush_of, number, selection, edges, across)
        )
        return found

    def _of_selected(self, selection: Selection, job: Callable[[int], Job]) -> Any:
        """The sum over the pieces that have some of the selected; where none has, the first stands for all."""
        counts = self._counts_of(selection)
        asked = [number for number, count in counts.items() if count] or [0]
        answer = self._added({number: job(number) for number in asked})
        if any(answer.counts[number] != counts[number] for number in asked):
            raise EngineError(f"The workers counted differently the second time. {AGAIN}")
        return answer.value

    def outlines(self, rows: Sequence[int]) -> list[Event]:
        if not len(rows):
            return []
        found: dict[int, Event] = {}
        for numbers, table, of_places in self._added(self._by_piece(rows, tasks.outlines_of)).value:
            found |= zip(numbers.tolist(), outlines(table, [self._place(place) for place in of_places]), strict=True)
        return [found[int(row)] for row in rows]

    def places(self, numbers: Sequence[int]) -> list[Place]:
        return [place for number in numbers if (place := self._place(number)) is not None]

    def event(self, id: str) -> tuple[int, Event] | None:
        return self._events.get(id, lambda: self._event(id))

    def _event(self, id: str) -> tuple[int, Event] | None:
        for numbers, table, _ in self._all(tasks.event_of, id).value:
            return int(numbers[0]), to_events(table)[0]
        return None

    def around(self, selection: Selection, row: int) -> Around | None:
        counts = self._counts_of(selection)
        number = self._piece_of(row)
        found = self._added({number: self._task(tasks.rank_of, number, selection, row)}).value
        if not found:
            return None
        at, previous, following = found
        earlier = [other for other, count in counts.items() if other < number and count]
        later = [other for other, count in counts.items() if other > number and count]
        if previous < 0 and earlier:
            previous = self._edge(selection, earlier[-1], -1)
        if following < 0 and later:
            following = self._edge(selection, later[0], 0)
        ids = {side: event.id for side, event in self._outlined([side for side in (previous, following) if side >= 0])}
        return Around(at + sum(counts[other] for other in earlier), ids.get(previous), ids.get(following))

    def ids(self, most: int) -> list[str]:
        return [event.id for event in self.outlines(range(min(most, self.holdings.count)))]

    def events(self, selection: Selection) -> Iterator[list[Event]]:
        for number, count in self._counts_of(selection).items():
            for first in range(0, count, STRETCH):
                task = self._task(tasks.stretch_of, number, selection, first, STRETCH)
                ((_, table, _),) = self._added({number: task}).value
                yield to_events(table)

    def close(self) -> None:
        self._connection.drop()
        self._owned.close()

    def _outlined(self, rows: Sequence[int]) -> list[tuple[int, Event]]:
        return list(zip(rows, self.outlines(rows), strict=True))

    def _place(self, number: int) -> Place | None:
        assert self._whole is not None
        return self._whole.places.place(number)

    def _edge(self, selection: Selection, number: int, at: int) -> int:
        return int(self._added({number: self._task(tasks.edge_of, number, selection, at)}).value[0])

    def _piece_of(self, row: int) -> int:
        return int(np.searchsorted([piece.first_row for piece in self._pieces], row, side="right")) - 1

    def _by_piece(self, rows: Sequence[int], task: Callable[..., Any]) -> dict[int, Job]:
        of_piece: dict[int, list[int]] = {}
        for row in rows:
            of_piece.setdefault(self._piece_of(int(row)), []).append(int(row))
        return {number: self._task(task, number, tuple(own)) for number, own in sorted(of_piece.items())}

    def _counts_of(self, selection: Selection) -> Mapping[int, int]:
        """How many of the selected each piece has, in order of time."""
        found = self._counts.get(selection_key(selection), lambda: self._all(tasks.count_of, selection).counts)
        return {number: found[number] for number in sorted(found)}

    def _all(self, task: Callable[..., Any], *arguments: object, wanted: Callable[[], bool] = ALWAYS) -> Answer[Any]:
        return self._added({piece.number: self._task(task, piece.number, *arguments) for piece in self._pieces}, wanted)

    def _task(self, task: Callable[..., Any], number: int, *arguments: object) -> Job:
        return partial(_job, task, self._pieces[number], arguments)

    def _added(self, asked: Mapping[int, Job], wanted: Callable[[], bool] = ALWAYS) -> Answer[Any]:
        """The sum of one task a piece, each counted once.

        Raises:
            EngineError, AbandonedError.
        """
        for attempt in range(ATTEMPTS):
            time.sleep(PAUSE * attempt)
            try:
                living = self._settle()
                longest = LONGEST if self._open else OPENING
                answer = self._connection.ask(_tree(asked, living), None if wanted is ALWAYS else wanted, longest)
            except LostError:
                continue
            except UntoldError:
                self._tell(self._connection.client())
                continue
            except (GoneError, SlowError, UnreadableError, ImportError) as error:
                raise EngineError(_words(error, self._connection.address)) from None
            if answer.counts.keys() == asked.keys():
                return answer
        raise EngineError(f"Workers of the cluster were lost while they counted. {AGAIN}")

    def _settle(self) -> dict[int, str]:
        """The home of each piece among the workers there are now."""
        workers = self._workers()
        with self._lock:
            settled = homes(len(self._pieces), workers, self._homes)
            if settled != self._homes:
                moved, self._homes = bool(self._homes), settled
                if moved:
                    self._tidy(workers)
            return settled

    def _tidy(self, workers: frozenset[str]) -> None:
        """Let workers forget the pieces that moved away."""
        client = self._connection.client()
        for worker in workers:
            own = frozenset(key_of(piece) for piece in self._pieces if self._homes[piece.number] == worker)
            self._connection.tell(client, keep, self._pieces[0].whole, own, workers=frozenset({worker}))

    def _workers(self) -> frozenset[str]:
        until = time.monotonic() + WAIT
        while not (found := self._connection.workers()):
            if time.monotonic() > until:
                raise EngineError(
                    f"The cluster at {self._connection.address} has no workers. Start one; then try again."
                )
            time.sleep(0.2)
        return found

    def _tell(self, client: Client) -> None:
        if self._whole is not None:
            client.register_plugin(Telling(self._whole))


def after(window: Window, before: int) -> Window:
    """The window of a part of the whole, when the parts before it have so many of the selected."""
    return replace(window, skip=max(window.skip - before, 0))


def _job(task: Callable[..., Any], piece: Piece, arguments: tuple[object, ...], wanted: Callable[[], bool]) -> Any:
    return task(wanted, piece, *arguments)


def _tree(asked: Mapping[int, Job], living: Mapping[int, str]) -> Branch:
    of_worker: dict[str, list[Job]] = {}
    for number, job in asked.items():
        of_worker.setdefault(living[number], []).append(job)
    return tree({worker: tuple(jobs) for worker, jobs in of_worker.items()})


def _words(error: Exception, address: str) -> str:
    if isinstance(error, GoneError):
        return f"The scheduler at {address} does not answer. Is it running? {AGAIN}"
    if isinstance(error, SlowError):
        return f"The workers of {address} give {error}. {AGAIN}"
    if isinstance(error, ImportError):
        return f"A worker of {address} lacks this program ({error}). Install the same version on all machines."
    return f"{str(error)[:1].upper()}{str(error)[1:]}."


def selection_key(selection: Selection) -> tuple[object, ...]:
    """Equal for equal selections."""
    facets = tuple(sorted((key, tuple(values)) for key, values in selection.facets.items()))
    return facets, selection.since, selection.until, selection.q, selection.bbox, selection.area
