"""The notes that names of disputed countries carry, as the EU's documents do."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.basemap import DISPUTED_NOTES
from events.model import Event
from events.table import EventTable

_WITHIN = {"Gaza": "Palestine", "West Bank": "Palestine"}
# Not in the name of something else (Kosovo Police), nor in a word made of it or in quotation marks.
_NAMED = re.compile(rf"\b({'|'.join(DISPUTED_NOTES)})\b(?![*'’”-]|\s+[A-ZŠŽČ])")


def starred(name: str) -> str:
    """The name with an asterisk where it is that of a country with a note."""
    return f"{name}*" if name in DISPUTED_NOTES else name


def asterisked(text: str) -> str:
    """The text with an asterisk after the name of each country with a note: `northern Kosovo*`, but `Kosovo Police`."""
    return _NAMED.sub(r"\1*", text)


def with_asterisks(table: EventTable, rows: Iterable[int]) -> EventTable:
    """The table with asterisks in the titles and places of the given events, for a sheet that prints the notes."""
    events = list(table.events)
    for row in rows:
        events[row] = _marked(events[row])
    return replace(table, events=tuple(events))


def _marked(event: Event) -> Event:
    title, place = asterisked(event.title), event.place
    if place is not None and asterisked(place.name) != place.name:
        place = place.model_copy(update={"name": asterisked(place.name)})
    if title == event.title and place is event.place:
        return event
    return event.model_copy(update={"title": title, "place": place})


def carried(words: Iterable[str]) -> list[str]:
    """The notes whose asterisk stands in any of the words."""
    said = "\n".join(words)
    return [note for name, note in DISPUTED_NOTES.items() if f"{name}*" in said]


def footnotes(table: EventTable, rows: Sequence[int]) -> list[str]:
    """The notes for the countries and regions of the given events."""
    named = {table.events[row].region or "" for row in rows}
    named |= {place.country or "" for row in rows if (place := table.events[row].place)}
    words = {word for name in named for word in DISPUTED_NOTES if word in name}
    words |= {country for name in named for part, country in _WITHIN.items() if part in name}
    return [note for word, note in DISPUTED_NOTES.items() if word in words]
