"""Events from wherever they lie: in files of any kind, in an import, or in an import that a cluster holds."""

import json
import logging
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from events.engine import Engine, EngineError, LocalEngine
from events.filed import files_of_import, open_table
from events.importing.parquet import told_by
from events.ledger import Ledger
from events.readers import read
from events.table import build


def open_engine(
    paths: Sequence[Path], *, kind: str | None = None, workers: int | None = None, cluster: str | None = None
) -> tuple[Engine, Ledger]:
    """The engine of some files and folders, and the account of what was read. What is one import is opened where it
    lies; anything else is read as `kind`. `workers` is a number of processes that share the work, `cluster` the address
    of a Dask scheduler, whose workers see the import under the same path.

    Raises:
        EngineError: the import cannot be read, the cluster cannot be had, or it is given something else than an import.
    """
    files = _import_at(paths)
    if cluster:
        if not files:
            raise EngineError("A cluster takes one import. Make it first: conflict-timeline import FILE… -o FOLDER/")
        return _engine(files, cluster, ExitStack()), _ledger(files)
    if workers:
        return _with_workers(paths, files, kind, workers)
    if files:
        try:
            return LocalEngine(open_table(files)), _ledger(files)
        except (OSError, pa.ArrowException) as error:
            raise EngineError(f"{paths[0]} cannot be read ({error}). Import it again.") from None
    collection = read(paths, kind)
    return LocalEngine(build(collection)), collection.ledger


def _import_at(paths: Sequence[Path]) -> list[Path]:
    """The files of an import of this program, if the paths are just that."""
    files = files_of_import(paths)
    return files if files and all(told_by(file) is not None for file in files) else []


def _ledger(files: Sequence[Path]) -> Ledger:
    told = told_by(files[0]) or {}
    return Ledger.from_json(json.loads(told["ledger"])) if "ledger" in told else Ledger()


def _with_workers(paths: Sequence[Path], files: list[Path], kind: str | None, workers: int) -> tuple[Engine, Ledger]:
    """What is no import yet is made one, in a folder for the time being, so that processes can share it."""
    from events.cluster.local_workers import LocalWorkers
    from events.importing.import_files import import_files
    from events.importing.output import output_at

    owned = ExitStack()
    try:
        if files:
            ledger = _ledger(files)
        else:
            folder = owned.enter_context(TemporaryDirectory(prefix="conflict-timeline-"))
            output = output_at(f"{folder}/events.parquet")
            ledger = import_files(paths, output, kind=kind).ledger
            files = output.files()
        processes = LocalWorkers(workers)
        owned.callback(processes.close)
        return _engine(files, processes.address, owned), ledger
    except BaseException:
        owned.close()
        raise


def _engine(files: Sequence[Path], address: str, owned: ExitStack) -> Engine:
    from events.cluster.cluster_engine import ClusterEngine

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong there is told as EngineError
    return ClusterEngine(files, address, owned=owned)
