"""The notes that names of disputed countries carry, as the EU's documents do."""

from collections.abc import Sequence

from dashboard.basemap import DISPUTED_NOTES
from events.table import EventTable

_WITHIN = {"Gaza": "Palestine", "West Bank": "Palestine"}


def starred(name: str) -> str:
    """The name with an asterisk where it is that of a country with a note."""
    return f"{name}*" if name in DISPUTED_NOTES else name


def footnotes(table: EventTable, rows: Sequence[int]) -> list[str]:
    """The notes for the countries and regions of the given events."""
    named = {table.events[row].region or "" for row in rows}
    named |= {place.country or "" for row in rows if (place := table.events[row].place)}
    words = {word for name in named for word in DISPUTED_NOTES if word in name}
    words |= {country for name in named for part, country in _WITHIN.items() if part in name}
    return [note for word, note in DISPUTED_NOTES.items() if word in words]
