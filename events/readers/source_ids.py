"""Ids of sources that mean one source each, over all files: every file names its sources for itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

from events.model import Claim, Event, Source

Part = TypeVar("Part", Source, Claim)


@dataclass
class SourceIds:
    """The sources that were seen, each with the id that it was given. A second source of the same id is numbered,
    `paper-2`, in the event's claims too."""

    given: dict[Source, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def distinct(self, events: Iterable[Event]) -> Iterator[Event]:
        """Events whose sources have an id each, also among the events that came before."""
        for event in events:
            ids = {source.id: self._id(source) for source in event.sources}
            yield event if all(old == new for old, new in ids.items()) else _renamed(event, ids)

    def _id(self, source: Source) -> str:
        if source not in self.given:
            numbered = (f"{source.id}-{number}" for number in count(2))
            free = source.id not in self.taken
            self.given[source] = source.id if free else next(id for id in numbered if id not in self.taken)
            self.taken.add(self.given[source])
        return self.given[source]


def _renamed(event: Event, ids: dict[str, str]) -> Event:
    def named(item: Part, key: str) -> Part:
        return item.model_copy(update={key: ids[getattr(item, key)]})

    sources = tuple(named(source, "id") for source in event.sources)
    claims = tuple(named(claim, "source") for claim in event.claims)
    return event.model_copy(update={"sources": sources, "claims": claims})
