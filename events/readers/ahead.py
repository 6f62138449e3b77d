"""An iterator that works ahead, so that what makes a thing and what uses it share two cores."""

from collections.abc import Generator, Iterable, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")


class _End(Generic[Item]):
    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def ahead(items: Iterable[Item], most: int = 1) -> Iterator[Item]:
    """The same items; up to `most` of them wait, made in a thread of their own. What is raised there is raised here. A
    generator is closed when its items are no longer wanted."""
    waiting: Queue[Item | _End[Item]] = Queue(most)
    stopped = Event()

    def work() -> None:
        end: _End[Item] = _End()
        try:
            for item in items:
                waiting.put(item)
                if stopped.is_set():
                    return
        except BaseException as error:
            end = _End(error)
        finally:
            if isinstance(items, Generator):
                items.close()
        waiting.put(end)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        while not isinstance(found := waiting.get(), _End):
            yield found
        if found.error is not None:
            raise found.error
    finally:
        stopped.set()
        while thread.is_alive():
            _empty(waiting)
            thread.join(0.01)


def _empty(waiting: "Queue[Item | _End[Item]]") -> None:
    try:
        while True:
            waiting.get_nowait()
    except Empty:
        return
