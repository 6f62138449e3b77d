"""What a worker process keeps: the wholes it was told of, and the pieces it has opened."""

from dataclasses import dataclass
from threading import Lock

import numpy as np
from distributed import Worker
from distributed.diagnostics.plugin import WorkerPlugin

from events.cluster.opening import open_piece, recoded
from events.cluster.pieces import Piece
from events.cluster.whole import Whole
from events.table import EventTable

Key = tuple[str, int, int]


class UntoldError(RuntimeError):
    """The worker was not told of the import that a piece is of."""


@dataclass
class Room:
    """Room for one piece, which is opened by one thread while others wait. `coded` tells whether the table has the
    codes of the whole, or still its own, with the numbers of its places in the whole."""

    lock: Lock
    table: EventTable | None = None
    present: np.ndarray | None = None
    coded: bool = False


class Shelf:
    """Safe to use from several threads. A piece that is not there is opened again, whoever asks."""

    def __init__(self) -> None:
        self._wholes: dict[str, Whole] = {}
        self._rooms: dict[Key, Room] = {}
        self._lock = Lock()

    def tell(self, whole: Whole) -> None:
        """From now on this is the version of its source."""
        with self._lock:
            old = {mark for mark, known in self._wholes.items() if known.source == whole.source} - {whole.mark}
            for mark in old:
                del self._wholes[mark]
            self._rooms = {key: room for key, room in self._rooms.items() if key[0] not in old}
            self._wholes.setdefault(whole.mark, whole)  # tables have its codes

    def keep(self, mark: str, pieces: frozenset[Key]) -> None:
        """Forget the pieces of an import that are not among these."""
        with self._lock:
            self._rooms = {key: room for key, room in self._rooms.items() if key[0] != mark or key in pieces}

    def whole(self, mark: str) -> Whole:
        """
        Raises:
            UntoldError: the worker was not told of it.
        """
        found = self._wholes.get(mark)
        if found is None:
            raise UntoldError(mark)
        return found

    def uncoded(self, piece: Piece) -> tuple[EventTable, np.ndarray]:
        """The table of a piece as if it were the whole, and the numbers that its places have in the whole.

        Raises:
            UnreadableError: see `open_piece`.
        """
        room = self._room(piece)
        with room.lock:
            if room.coded:
                return open_piece(piece)
            if room.table is None or room.present is None:
                room.table, room.present = open_piece(piece)
            return room.table, room.present

    def table(self, piece: Piece) -> EventTable:
        """The table of a piece in the codes of the whole.

        Raises:
            UntoldError, UnreadableError.
        """
        whole = self.whole(piece.whole)
        room = self._room(piece)
        with room.lock:
            if not room.coded or room.table is None:
                if room.table is None or room.present is None:
                    room.table, room.present = open_piece(piece)
                room.table, room.present = recoded(room.table, room.present, whole, piece.first_row), None
                room.coded = True
            return room.table

    def _room(self, piece: Piece) -> Room:
        with self._lock:
            return self._rooms.setdefault(key_of(piece), Room(Lock()))


def key_of(piece: Piece) -> Key:
    return piece.whole, piece.first_row, piece.rows


SHELF = Shelf()


class Telling(WorkerPlugin):  # type: ignore[misc]
    """Tells every worker of a whole, those too that come later."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole
        self.name = f"conflict-timeline {whole.source}"

    def setup(self, worker: Worker) -> None:
        SHELF.tell(self.whole)


def keep(mark: str, pieces: frozenset[Key]) -> None:
    SHELF.keep(mark, pieces)
