"""Files to events: one module for each format, all feeding the same ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

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


def read(paths: Iterable[Path]) -> Collection:
    """Read files and folders; a folder stands for the files in it that have a reader, in order of name.

    Nothing is raised for bad input: what cannot be read is in the ledger. An id that came before is rejected.
    """
    batches = [batch for path in paths for batch in _read_path(path)]
    events: dict[str, tuple[Event, str]] = {}
    ledger = Ledger()
    for batch in batches:
        doubled: list[Problem] = []
        for row, event in batch.events:
            if event.id in events:
                doubled.append(_doubled(batch.file, row, event, events[event.id][1]))
            else:
                events[event.id] = (event, batch.file)
        kept = [event for row, event in batch.events if events[event.id][0] is event]
        ledger += Ledger(
            rows=batch.rows,
            accepted=len(kept),
            unplaced=sum(1 for event in kept if event.place is None or not event.place.located),
            undated=sum(1 for event in kept if event.date is None),
            problems=tuple(sorted((*batch.problems, *doubled), key=lambda problem: problem.row or 0)),
        )
    ledger = replace(ledger, problems=ledger.problems + _orphans([event for event, _ in events.values()]))
    compiled = max((batch.compiled for batch in batches if batch.compiled), default=None)
    return Collection(tuple(event for event, _ in events.values()), ledger, compiled)


def _read_path(path: Path) -> list[Batch]:
    if not path.exists():
        return [unreadable(str(path), "does not exist", "Check the path.")]
    if path.is_dir():
        inside = sorted(child for child in path.iterdir() if child.suffix.lower() in READERS)
        if not inside:
            return [unreadable(str(path), "has no records", f"Put files there that end in {', '.join(READERS)}.")]
        return [batch for child in inside for batch in _read_path(child)]
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        return [unreadable(str(path), "has no known ending", f"Known: {', '.join(READERS)}.")]
    try:
        return [reader(path)]
    except OSError as error:
        return [unreadable(str(path), f"cannot be read ({error.strerror})", "Check the path and its rights.")]


def _doubled(file: str, row: int, event: Event, first: str) -> Problem:
    return Problem(
        file, row, event.id, "id", event.id, f"was used before, in {first}", "Give each event an id of its own."
    )


def _orphans(events: list[Event]) -> tuple[Problem, ...]:
    """Notes on accepted events whose `part_of` names no event that was read."""
    known = {event.id for event in events}
    return tuple(
        Problem("", None, event.id, "part_of", event.part_of, "names no event that was read", "Check the id.")
        for event in events
        if event.part_of and event.part_of not in known
    )
