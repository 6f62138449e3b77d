"""The door that every row passes, whatever its file: a raw record becomes an event or a list of problems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from events.codebook import nearest
from events.ledger import Problem, dotted, problems_of
from events.model import Event, Place, Record, Source

Kind = TypeVar("Kind", bound=BaseModel)


@dataclass(frozen=True)
class Batch:
    """What one file gave: its name, the number of rows, accepted events with their row, problems."""

    file: str
    rows: int = 0
    events: tuple[tuple[int, Event], ...] = ()
    problems: tuple[Problem, ...] = ()
    compiled: str | None = None


@dataclass(frozen=True)
class Intake:
    """The file that rows come from, with the places and sources that its rows may name, and its name for a value."""

    file: str
    places: Mapping[str, Place] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    column_of: Callable[[tuple[int | str, ...]], str | None] = dotted

    def accept(self, raw: Mapping[str, Any], row: int) -> Event | list[Problem]:
        """One raw record, as keys of `Record`, to an event, or to all that is wrong with it."""
        id = raw.get("id") if isinstance(raw.get("id"), str) else None
        try:
            record = Record.model_validate(dict(raw))
        except ValidationError as error:
            return problems_of(
                error,
                file=self.file,
                row=row,
                id=id,
                known_keys=Record.model_fields,
                column_of=self.column_of,
            )
        missing = self._unlisted(record, row)
        if missing:
            return missing
        place = self.places[record.place] if isinstance(record.place, str) else record.place
        sources = [self.sources[item] if isinstance(item, str) else item for item in record.sources]
        facts = {name: getattr(record, name) for name in Record.model_fields}
        try:
            return Event.model_validate(facts | {"place": place, "sources": sources})
        except ValidationError as error:
            return problems_of(
                error,
                file=self.file,
                row=row,
                id=id,
                known_keys=Record.model_fields,
                column_of=self.column_of,
            )

    def _unlisted(self, record: Record, row: int) -> list[Problem]:
        problems = []
        if isinstance(record.place, str) and record.place not in self.places:
            problems.append(self._not_listed(record, row, "place", record.place, self.places))
        for item in record.sources:
            if isinstance(item, str) and item not in self.sources:
                problems.append(self._not_listed(record, row, "sources", item, self.sources))
        return problems

    def _not_listed(self, record: Record, row: int, column: str, value: str, known: Mapping[str, object]) -> Problem:
        remedy = nearest(value, known) or f"List it in the file's [[{column.rstrip('s')}s]]."
        return Problem(self.file, row, record.id, column, value, "is not listed", remedy)

    def listed(self, kind: type[Kind], rows: list[tuple[int, Any]], key: str) -> tuple[dict[str, Kind], list[Problem]]:
        """The file's own places or sources by name or id, and what is wrong with those that do not stand."""
        found: dict[str, Kind] = {}
        problems: list[Problem] = []
        for row, raw in rows:
            name = raw.get(key) if isinstance(raw, dict) else None
            try:
                value = kind.model_validate(raw)
            except ValidationError as error:
                problems += problems_of(error, file=self.file, row=row, id=None, known_keys=kind.model_fields)
                continue
            if name in found:
                problems.append(
                    Problem(self.file, row, None, key, str(name), "is listed twice", "Keep one of the two.")
                )
            found[getattr(value, key)] = value
        return found, problems


def unreadable(file: str, reason: str, remedy: str, row: int | None = None) -> Batch:
    """The batch of a file of which nothing could be read: it counts as one rejected row."""
    return Batch(file, rows=1, problems=(Problem(file, row, None, None, None, reason, remedy),))
