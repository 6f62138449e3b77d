"""A tree of workers that answer together: each counts its own pieces, asks the workers below it, and adds up."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from distributed import Worker
from distributed.protocol.pickle import dumps
from distributed.utils import TimeoutError as SilentError

from events.cluster.answer import Answer, added
from events.cluster.pieces import UnreadableError
from events.cluster.shelf import UntoldError
from events.search import AbandonedError

FAN = 4  # branches that a worker asks
REMEMBERED = 1_000  # queries that were given up
Job = Callable[[Callable[[], bool]], Answer[Any]]  # is told whether its answer is still wanted


class LostError(RuntimeError):
    """Not answered, because a worker was lost or the scheduler was started anew: asked again it may be."""


@dataclass(frozen=True)
class Branch:
    """What a worker, by its address, has to do itself, and the branches that it asks."""

    worker: str
    jobs: tuple[Job, ...]
    branches: tuple["Branch", ...] = ()


def tree(jobs: Mapping[str, tuple[Job, ...]]) -> Branch:
    """The tree of some workers with something to do."""
    workers = list(jobs)

    def branch(number: int) -> Branch:
        below = range(FAN * number + 1, min(FAN * number + FAN + 1, len(workers)))
        return Branch(workers[number], jobs[workers[number]], tuple(branch(other) for other in below))

    return branch(0)


async def answer(query: str, branch: Branch, dask_worker: Worker) -> Answer[Any] | RuntimeError:
    """The sum of all jobs of a branch, or why there is none: LostError, UntoldError, UnreadableError."""
    loop, threads = asyncio.get_running_loop(), dask_worker.executors["default"]
    own = [loop.run_in_executor(threads, _done, query, job) for job in branch.jobs]
    others = [_asked(dask_worker, query, other) for other in branch.branches]
    try:
        return await loop.run_in_executor(threads, added, *await asyncio.gather(*own, *others))
    except (UntoldError, UnreadableError, LostError) as error:
        give_up(query)
        return error
    except (AbandonedError, asyncio.CancelledError) as error:
        return LostError(f"given up: {error}")
    except (OSError, SilentError) as error:
        return LostError(f"{type(error).__name__}: {error}")


async def _asked(worker: Worker, query: str, branch: Branch) -> Answer[Any]:
    reply = await worker.rpc(branch.worker).run(function=dumps(answer), args=dumps((query, branch)))
    found = reply["result"] if reply["status"] == "OK" else LostError(str(reply.get("text", reply["status"])))
    if isinstance(found, RuntimeError):
        raise found
    return found  # type: ignore[no-any-return]


def _done(query: str, job: Job) -> Answer[Any]:
    if query in _given_up:
        raise AbandonedError
    return job(lambda: query not in _given_up)


_given_up: OrderedDict[str, None] = OrderedDict()  # of this process, the last at the end


def give_up(query: str) -> None:
    """Begin no more jobs of a query, and stop the searches among those that run."""
    _given_up[query] = None
    while len(_given_up) > REMEMBERED:
        _given_up.popitem(last=False)
