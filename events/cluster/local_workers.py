"""Worker processes of this machine, which nobody else reaches over a network."""

import logging

import dask
from distributed import LocalCluster

HOST = "127.0.0.1"
THREADS = 1  # of a worker: a count keeps a core busy
_SETTINGS: dict[str, object] = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # Dask's own would give memory back to the system after each array, which takes twice the time of counting.
    "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": "1"},
}
# Ctrl-C reaches all processes of a terminal; this one ends the others.
_DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"


class LocalWorkers:
    """So many processes, started anew when they end; they live until closed, or until this process ends."""

    def __init__(self, count: int) -> None:
        with dask.config.set(_SETTINGS):
            self._cluster = LocalCluster(
                n_workers=count,
                threads_per_worker=THREADS,
                processes=True,
                host=HOST,
                dashboard_address=None,
                scheduler_kwargs={"dashboard": False, "dashboard_address": f"{HOST}:0"},
                preload=[_DEAF],
                memory_limit=0,  # what the pieces take, they take
                silence_logs=logging.CRITICAL,
            )

    @property
    def address(self) -> str:
        return str(self._cluster.scheduler_address)

    def close(self) -> None:
        self._cluster.close(timeout=5)
