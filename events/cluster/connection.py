"""A scheduler that may go away and come back, and questions to its workers that are answered or given up."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from threading import Lock
from typing import Any
from uuid import uuid4

import dask
from distributed import Client

from events.cluster.answer import Answer
from events.cluster.branches import Branch, LostError, answer, give_up
from events.search import AbandonedError

STEP = 0.05  # s between two looks whether an answer is still wanted
LOOK = 0.5  # s between two looks at the workers
SILENCE = 3.0  # s after which a scheduler that does not answer is taken for gone
_BROKEN = (CancelledError, OSError, TimeoutError)


class GoneError(RuntimeError):
    """The scheduler does not answer."""


class SlowError(RuntimeError):
    """The workers are there, and do not answer."""


class Connection:
    """Safe to use from several threads. `met` is called with each new client, before it is used."""

    def __init__(self, address: str, met: Callable[[Client], None]) -> None:
        self.address = address
        self._met = met
        self._client: Client | None = None
        self._failed = -SILENCE
        self._lock = Lock()

    def client(self) -> Client:
        """
        Raises:
            GoneError.
        """
        with self._lock:
            if self._client is not None and self._client.status == "running":
                return self._client
            self._drop()
            if time.monotonic() - self._failed < SILENCE / 3:
                raise GoneError("no answer")  # to those that waited for another's attempt, at once
            try:
                with dask.config.set({"distributed.comm.timeouts.connect": f"{SILENCE}s"}):
                    client = Client(self.address, timeout=SILENCE, set_as_default=False, name="conflict-timeline")
                self._client = client
                self._met(client)
            except (*_BROKEN, ValueError) as error:
                self._failed = time.monotonic()
                self._drop()
                raise GoneError(str(error)) from None
            return client

    def drop(self) -> None:
        """Forget the client, so that the next use makes a new one."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close(timeout=1)

    def workers(self) -> frozenset[str]:
        """The addresses of the workers there are now.

        Raises:
            GoneError.
        """
        client = self.client()
        try:
            return frozenset(client.sync(client.scheduler.ncores, callback_timeout=SILENCE))
        except _BROKEN as error:
            self.drop()
            raise GoneError(str(error) or "no answer") from None

    def ask(self, branch: Branch, wanted: Callable[[], bool] | None, longest: float) -> Answer[Any]:
        """What a tree of workers answers, within `longest` seconds.

        Raises:
            AbandonedError: it is not `wanted` any more.
            GoneError, LostError, SlowError, UntoldError, UnreadableError.
        """
        client = self.client()
        query = uuid4().hex
        asking = client.run(answer, query, branch, workers=[branch.worker], asynchronous=True)
        pending = asyncio.run_coroutine_threadsafe(asking, client.loop.asyncio_loop)
        needed = _workers_of(branch)
        try:
            found: Answer[Any] | RuntimeError = self._result(pending, needed, wanted, longest)
        except _BROKEN as error:
            raise LostError(f"{type(error).__name__}: {error}") from None
        finally:
            if not pending.done():
                pending.cancel()
                self.tell(client, give_up, query, workers=needed)
        if isinstance(found, RuntimeError):
            raise found
        return found

    def _result(self, pending: Any, needed: frozenset[str], wanted: Callable[[], bool] | None, longest: float) -> Any:
        began = looked = time.monotonic()
        while True:
            try:
                (found,) = pending.result(timeout=STEP if wanted else LOOK).values()
                return found
            except TimeoutError:
                if pending.done():
                    raise
            if wanted and not wanted():
                raise AbandonedError
            if time.monotonic() - looked >= LOOK:
                looked = time.monotonic()
                if looked - began > longest:
                    raise SlowError(f"no answer within {longest:.0f} seconds")
                if not needed <= self.workers():
                    raise LostError("a worker was lost")

    def tell(self, client: Client, function: Callable[..., None], *arguments: object, workers: frozenset[str]) -> None:
        """Let workers run something small, those that there are; nothing is waited for."""
        telling = client.run(function, *arguments, workers=list(workers), on_error="ignore", asynchronous=True)
        try:
            asyncio.run_coroutine_threadsafe(telling, client.loop.asyncio_loop)
        except RuntimeError:  # the client was dropped meanwhile
            telling.close()


def _workers_of(branch: Branch) -> frozenset[str]:
    return frozenset({branch.worker}).union(*(_workers_of(other) for other in branch.branches))
