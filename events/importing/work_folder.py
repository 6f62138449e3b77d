"""The folder beside an output in which an import keeps what it has read, so that one that was stopped can go on."""

import fcntl
import json
import os
import shutil
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from events.importing.run import Run, find_run
from events.importing.words import Words
from events.readers.files import MAPPING

STAMP = "made-by"
WORDS = "words"


class BusyError(RuntimeError):
    """Another import is writing the same output."""


@dataclass
class WorkFolder:
    """`runs` are those found on the disk, in the order of their numbers."""

    path: Path
    words: Words
    runs: list[Run]
    next: int
    lock: IO[str] | None = field(default=None, repr=False)

    def number(self) -> int:
        self.next += 1
        return self.next - 1

    def keep_words(self) -> None:
        """Put new words on the disk, before the run that uses them."""
        with (self.path / WORDS).open("a", encoding="utf-8") as file:
            file.write(self.words.news() + "\n")

    def runs_of(self, input: str) -> list[Run]:
        """The runs of a file as it is now, those that follow each other from its start."""
        found: list[Run] = []
        for run in self.runs:
            if run.told.input == input and run.told.first == sum(other.told.chunks for other in found):
                found.append(run)
        return found

    def forget(self, runs: list[Run]) -> None:
        for run in runs:
            for ending in ("json", "arrow", "npz", "rejected", "place.npy"):
                (self.path / f"{run.told.number}.{ending}").unlink(missing_ok=True)
        self.runs = [run for run in self.runs if run not in runs]

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        self.close()

    def close(self) -> None:
        if self.lock is not None:
            self.lock.close()


def open_work_folder(path: Path) -> WorkFolder:
    """The folder with what an earlier import left there; nothing where another version of the program left it.

    Raises:
        BusyError: another import has it open.
    """
    path.mkdir(parents=True, exist_ok=True)
    lock = (path / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise BusyError(f"{path}: another import is at work there; wait until it has ended") from None
    stamp = path / STAMP
    if not stamp.exists() or stamp.read_text("utf-8") != program():
        for child in path.iterdir():
            if child.name != "lock":
                shutil.rmtree(child) if child.is_dir() else child.unlink()
        stamp.write_text(program(), "utf-8")
    numbers = sorted(int(child.stem) for child in path.glob("*.json") if child.stem.isdigit())
    runs = [run for number in numbers if (run := find_run(path, number))]
    return WorkFolder(path, _words(path / WORDS), runs, max(numbers, default=-1) + 1, lock)


def _words(path: Path) -> Words:
    words = Words()
    if path.exists():
        for line in path.read_text("utf-8").split("\n")[:-1]:  # a last one without its end was cut off
            words.learn(json.loads(line))
    return words


def program() -> str:
    """The version of the program, with a digest of what reads files and of how runs are kept."""
    root = Path(__file__).parents[1]
    digest = sha256()
    for file in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".csv", ".toml", ".json")):
        if file.parent.name != "records":
            digest.update(file.read_bytes())
    try:
        return f"{version('conflict-timeline')} {digest.hexdigest()}"
    except PackageNotFoundError:
        return digest.hexdigest()


def key_of(file: Path, kind: str | None) -> str:
    """What makes a file the same as it was: where it is, its length, when it was changed, what it is read as, and the
    mapping beside it."""
    parts: list[object] = [kind]
    for path in (file, file.with_name(file.stem + MAPPING)):
        try:
            state = path.stat()
            parts.append((os.fspath(path.resolve()), state.st_size, state.st_mtime_ns))
        except (OSError, ValueError):
            parts.append(os.fspath(path))
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
