"""Files to events: one module for each format, all feeding the same ledger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from events.codebook import nearest
from events.ledger import Ledger, Problem
from events.model import Event
from events.readers import records, sheet
from events.readers.intake import Batch, unreadable

BUNDLED = Path(__file__).resolve().parent.parent / "records"
READERS = {".toml": records.read, ".csv": sheet.read_csv, ".tsv": sheet.read_csv, ".xlsx": sheet.read_xlsx}


@dataclass(frozen=True)
class Collection:
    """All the events that were read, in the order of the files, with the ledger.

    `compiled` is the latest day on which one of the files was compiled (EDTF), None when none says.
    """

    events: tuple[Event, ...]
    ledger: Ledger
    compiled: str | None = None


@dataclass(frozen=True)
class Entry:
    """An event with the file and the row that it stands in."""

    event: Event
    file: str
    row: int


def read(paths: Iterable[Path]) -> Collection:
    """Read files and folders; a folder stands for the files in it that have a reader, in order of name. A file that is
    named twice is read once.

    Nothing is raised for bad input: what cannot be read is in the ledger. An id that came before is rejected.
    """
    batches = [_read_file(file) for file in dict.fromkeys(file for path in paths for file in _files(path))]
    taken: dict[str, Entry] = {}
    ledger = Ledger()
    for batch in batches:
        kept: list[Event] = []
        doubled: list[Problem] = []
        for row, event in batch.events:
            first = taken.setdefault(event.id, Entry(event, batch.file, row))
            if first.event is event:
                kept.append(event)
            else:
                doubled.append(_doubled(Entry(event, batch.file, row), first))
        ledger += Ledger(
            rows=batch.rows,
            accepted=len(kept),
            unplaced=sum(1 for event in kept if event.place is None or not event.place.located),
            undated=sum(1 for event in kept if event.date is None),
            problems=tuple(sorted((*batch.problems, *doubled), key=lambda problem: problem.row or 0)),
        )
    ledger = replace(ledger, problems=ledger.problems + tuple(_misplaced(taken)))
    compiled = max((batch.compiled for batch in batches if batch.compiled), default=None)
    return Collection(tuple(entry.event for entry in taken.values()), ledger, compiled)


def _files(path: Path) -> list[Path]:
    """The files that a path stands for. Lock files and those that an editor hides are passed over."""
    try:
        if not path.is_dir():
            return [path]
        inside = sorted(child for child in path.iterdir() if child.suffix.lower() in READERS and not child.is_dir())
    except (OSError, ValueError):
        return [path]
    return [child for child in inside if not child.name.startswith((".", "~$"))] or [path]


def _read_file(path: Path) -> Batch:
    try:
        mode = path.stat().st_mode
        reader = READERS.get(path.suffix.lower())
        if S_ISDIR(mode):
            any(path.iterdir())
            return unreadable(str(path), "has no records", f"Put files there that end in {', '.join(READERS)}.")
        if reader is None:
            return unreadable(str(path), "has no known ending", f"Known: {', '.join(READERS)}.")
        if not S_ISREG(mode):
            return unreadable(str(path), "is not a file", "Check the path.")
        return reader(path)
    except FileNotFoundError:
        return unreadable(str(path), "does not exist", "Check the path.")
    except OSError as error:
        return unreadable(str(path), f"cannot be read ({error.strerror})", "Check the path and its rights.")
    except ValueError:
        return unreadable(str(path), "is no path", "Check the path.")
    except MemoryError:
        return unreadable(str(path), "is too large for the memory", "Divide it into several files.")


def _doubled(entry: Entry, first: Entry) -> Problem:
    reason, remedy = f"was used before, in {first.file}:{first.row}", "Give each event an id of its own."
    return Problem(entry.file, entry.row, entry.event.id, "id", entry.event.id, reason, remedy)


def _misplaced(taken: Mapping[str, Entry]) -> Iterator[Problem]:
    """Notes on accepted events whose `part_of` names no event that was read, or leads back to themselves."""
    for entry in taken.values():
        id, whole = entry.event.id, entry.event.part_of
        if whole is None:
            continue
        if whole not in taken:
            reason, remedy = "names no event that was read", nearest(whole, taken)
        elif _comes_back(entry.event, taken):
            reason, remedy = "leads back to the event itself", "Let one of the two be the whole."
        else:
            continue
        yield Problem(entry.file, entry.row, id, "part_of", whole, reason, remedy)


def _comes_back(event: Event, taken: Mapping[str, Entry]) -> bool:
    seen: set[str] = set()
    whole = event.part_of
    while whole is not None and whole in taken and whole not in seen:
        if whole == event.id:
            return True
        seen.add(whole)
        whole = taken[whole].event.part_of
    return False
