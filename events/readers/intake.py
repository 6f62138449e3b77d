"""The door that every row passes, whatever its file: a raw record becomes an event or a list of problems."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from events.codebook import nearest
from events.fields import Path
from events.ledger import Problem, dotted, problems_of, shortened
from events.model import FOR_READING, PARTS, Event, Place, Record, Source
from events.readers.chunk import Rejected
from events.readers.worded_dates import read_date

Kind = TypeVar("Kind", bound=BaseModel)


@dataclass(frozen=True)
class Batch:
    """What one file gave: its name, the number of rows, accepted events with their row, problems, and the refused rows
    where the reader keeps their cells."""

    file: str
    rows: int = 0
    events: tuple[tuple[int, Event], ...] = ()
    problems: tuple[Problem, ...] = ()
    compiled: str | None = None
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True)
class Intake:
    """The file that rows come from, with the places and sources that its rows may name, and its name for a value.

    `broken` are the names of places and sources that the file lists and that were rejected. `worded` says whether dates
    may stand in the words of a source (see `worded_dates`). `seen` keeps the places, actors and sources that rows spell
    out, so that the thousandth row of one place makes no new one.
    """

    file: str
    places: Mapping[str, Place] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    broken: frozenset[object] = frozenset()
    column_of: Callable[[Path], str | None] = dotted
    worded: bool = False
    seen: dict[tuple[str, str], BaseModel] = field(default_factory=dict, repr=False)

    def accept(self, raw: Mapping[str, Any], row: int) -> tuple[Event | None, list[Problem]]:
        """One raw record, as keys of `Record`, to an event with the notes on it, or to None with all that is wrong."""
        values = {key: self._shared(key, value) for key, value in raw.items()}
        worded = read_date(values, self._sources(values.get("sources"))) if self.worded else None
        event, problems = self._made(values if worded is None else {**values, **worded.values}, row)
        if worded is None:
            return event, problems
        id = shortened(raw["id"]) if isinstance(raw.get("id"), str) else None
        told = [Problem(self.file, row, id, "date", shortened(raw["date"]), *advice) for advice in worded.wrong]
        if event is None or told:
            return None, told + problems
        notes = [Problem(self.file, row, id, "date", shortened(raw["date"]), *note, note=True) for note in worded.notes]
        return event.model_copy(update={"more": {**event.more, **worded.more}}), notes

    def _made(self, values: Mapping[str, Any], row: int) -> tuple[Event | None, list[Problem]]:
        id = shortened(values["id"]) if isinstance(values.get("id"), str) else None
        try:
            record = Record.model_validate(values)
            missing = self._unlisted(record, row)
            if missing:
                return None, missing
            place = self.places[record.place] if isinstance(record.place, str) else record.place
            sources = [self.sources[item] if isinstance(item, str) else item for item in record.sources]
            facts = {name: getattr(record, name) for name in Record.model_fields if name not in FOR_READING}
            more = {name: value for name in FOR_READING if (value := getattr(record, name))}
            return Event.model_validate(facts | {"place": place, "sources": sources, "more": more}), []
        except ValidationError as error:
            return None, problems_of(error, file=self.file, row=row, id=id, model=Record, column_of=self.column_of)

    def _sources(self, stated: object) -> list[Source]:
        """Those of a record's sources that are sound, in its order."""
        named = [
            self.sources.get(" ".join(item.split())) if isinstance(item, str) else item
            for item in (stated if isinstance(stated, list) else ())
        ]
        return [source for source in named if isinstance(source, Source)]

    def _shared(self, key: str, value: Any) -> Any:
        """The value with each table that was seen before as what was made of it; a wrong one is left to be told."""
        if isinstance(value, list):
            return [self._shared(key, item) for item in value]
        if not isinstance(value, dict) or key not in PARTS:
            return value
        spelled = (key, repr(value))
        if spelled not in self.seen:
            try:
                self.seen[spelled] = PARTS[key].model_validate(value)
            except ValidationError:
                return value
        return self.seen[spelled]

    def _unlisted(self, record: Record, row: int) -> list[Problem]:
        problems = []
        if isinstance(record.place, str) and record.place not in self.places:
            problems.append(self._not_listed(record, row, "place", record.place, self.places))
        for item in record.sources:
            if isinstance(item, str) and item not in self.sources:
                problems.append(self._not_listed(record, row, "sources", item, self.sources))
        return problems

    def _not_listed(self, record: Record, row: int, column: str, value: str, known: Mapping[str, object]) -> Problem:
        if value in self.broken:
            reason, remedy = "is listed, and was rejected there", "Mend its own entry first."
        else:
            reason, remedy = "is not listed", nearest(value, known) or f"List it in [[{column.rstrip('s')}s]]."
        return Problem(self.file, row, record.id, column, value, reason, remedy)


def listed(
    file: str, table: str, kind: type[Kind], key: str, rows: Iterable[tuple[int, Any]]
) -> tuple[dict[str, Kind], set[object], list[Problem]]:
    """The file's own places or sources by their name or id, the names of those rejected, and what is wrong with
    them. Where two have the same name the first is taken."""
    found: dict[str, Kind] = {}
    broken: set[object] = set()
    problems: list[Problem] = []
    for position, (row, raw) in enumerate(rows, 1):
        try:
            value = kind.model_validate(raw)
        except ValidationError as error:
            name = raw.get(key) if isinstance(raw, dict) else None
            broken |= {name.strip()} if isinstance(name, str) else set()
            column = partial(_column_in, f"{table}.{position}")
            problems += problems_of(error, file=file, row=row, id=None, model=kind, column_of=column)
            continue
        name = getattr(value, key)
        if name in found:
            reason, remedy = "is listed twice, and the first is taken", "Keep one of the two."
            problems.append(Problem(file, row, None, f"{table}.{position}.{key}", name, reason, remedy))
        found.setdefault(name, value)
    return found, broken - set(found), problems


def _column_in(entry: str, path: Path) -> str:
    inner = dotted(path)
    return f"{entry}.{inner}" if inner else entry


def unreadable(file: str, reason: str, remedy: str, row: int | None = None) -> Batch:
    """The batch of a file of which nothing could be read: it counts as one rejected row."""
    return Batch(file, rows=1, problems=(Problem(file, row, None, None, None, reason, remedy),))
