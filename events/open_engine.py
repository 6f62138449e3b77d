"""Events from wherever they lie: in files of any kind, in an import, or in an import that a cluster holds."""

import json
import logging
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from events.datasets import fetched
from events.engine import Engine, EngineError, LocalEngine
from events.filed import files_of_import, open_table
from events.importing.parquet import told_by
from events.ledger import Ledger
from events.readers import files_of, read
from events.table import build

LARGE = 100_000_000  # bytes of files from which on they are imported before they are shown


def open_engine(
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    accessed: str | None = None,
    workers: int | None = None,
    cluster: str | None = None,
) -> tuple[Engine, Ledger]:
    """The engine of some files and folders, and the account of what was read. What is one import is opened where it
    lies; anything else is read as `kind`, fetched on the day `accessed` (EDTF), into memory, or into a file for the
    time being where it is large. `workers` is a number of processes that share the work, `cluster` the address of a
    Dask scheduler, whose workers see the import under the same path.

    Raises:
        EngineError: the import cannot be read, the cluster cannot be had, or it is given something else than an import.
    """
    files = _import_at(paths)
    if cluster:
        if not files:
            raise EngineError("A cluster takes one import. Make it first: conflict-timeline import FILE… -o FOLDER/")
        return _engine(files, cluster, ExitStack()), _ledger(files)
    if workers:
        return _with_workers(paths, files, kind, accessed, workers)
    if files:
        return _opened(files, ExitStack()), _ledger(files)
    if _size(paths) > LARGE:
        return _imported(paths, kind, accessed)
    collection = read(paths, kind)
    collection = replace(collection, datasets=fetched(collection.datasets, accessed))
    return LocalEngine(build(collection)), collection.ledger


def _size(paths: Sequence[Path]) -> int:
    """Bytes of the files that the paths stand for; those that cannot be looked at are told later."""
    sizes = 0
    for file in files_of(paths):
        with suppress(OSError, ValueError):
            sizes += file.stat().st_size
    return sizes


def _opened(files: Sequence[Path], owned: ExitStack) -> Engine:
    try:
        return LocalEngine(open_table(files), owned)
    except (OSError, pa.ArrowException) as error:
        raise EngineError(f"{files[0]} cannot be read ({error}). Import it again.") from None


def _imported(paths: Sequence[Path], kind: str | None, accessed: str | None) -> tuple[Engine, Ledger]:
    """What is large is imported for the time being, so that its texts need not be held in memory."""
    owned = ExitStack()
    try:
        files, ledger = _import_for_now(paths, kind, accessed, owned)
        return _opened(files, owned), ledger
    except BaseException:
        owned.close()
        raise


def _import_for_now(
    paths: Sequence[Path], kind: str | None, accessed: str | None, owned: ExitStack
) -> tuple[list[Path], Ledger]:
    from events.importing.import_files import import_files
    from events.importing.output import output_at

    folder = owned.enter_context(TemporaryDirectory(prefix="conflict-timeline-"))
    output = output_at(f"{folder}/events.parquet")
    ledger = import_files(paths, output, kind=kind, accessed=accessed).ledger
    return output.files(), ledger


def _import_at(paths: Sequence[Path]) -> list[Path]:
    """The files of an import of this program, if the paths are just that."""
    files = files_of_import(paths)
    return files if files and all(told_by(file) is not None for file in files) else []


def _ledger(files: Sequence[Path]) -> Ledger:
    told = told_by(files[0]) or {}
    return Ledger.from_json(json.loads(told["ledger"])) if "ledger" in told else Ledger()


def _with_workers(
    paths: Sequence[Path], files: list[Path], kind: str | None, accessed: str | None, workers: int
) -> tuple[Engine, Ledger]:
    """What is no import yet is made one, in a folder for the time being, so that processes can share it."""
    from events.cluster.local_workers import LocalWorkers

    owned = ExitStack()
    try:
        if files:
            ledger = _ledger(files)
        else:
            files, ledger = _import_for_now(paths, kind, accessed, owned)
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
