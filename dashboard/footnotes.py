"""The notes that names of disputed countries carry, as the EU's documents do."""

import re
from collections.abc import Iterable

from dashboard.basemap import DISPUTED_NOTES
from dashboard.scene import Scene
from events.model import Event, Place

_WITHIN = {"Gaza": "Palestine", "West Bank": "Palestine"}
# Not in the name of something else (Kosovo Police), nor in a word made of it or in quotation marks.
_NAMED = re.compile(rf"\b({'|'.join(DISPUTED_NOTES)})\b(?![*'’”-]|\s+[A-ZŠŽČ])")


def starred(name: str) -> str:
    """The name with an asterisk where it is that of a country with a note."""
    return f"{name}*" if name in DISPUTED_NOTES else name


def asterisked(text: str) -> str:
    """The text with an asterisk after the name of each country with a note: `northern Kosovo*`, but `Kosovo Police`."""
    return _NAMED.sub(r"\1*", text)


def with_asterisks(scene: Scene) -> Scene:
    """The scene with asterisks in the titles and places of its events, for a sheet that prints the notes."""
    return scene.with_events(
        {row: _marked(event) for row, event in scene.events.items()},
        {number: _marked_place(place) for number, place in scene.places.items()},
    )


def _marked(event: Event) -> Event:
    place = _marked_place(event.place) if event.place else None
    return event.model_copy(update={"title": asterisked(event.title), "place": place})


def _marked_place(place: Place) -> Place:
    name = asterisked(place.name)
    return place if name == place.name else place.model_copy(update={"name": name})


def carried(words: Iterable[str]) -> list[str]:
    """The notes whose asterisk stands in any of the words."""
    said = "\n".join(words)
    return [note for name, note in DISPUTED_NOTES.items() if f"{name}*" in said]


def footnotes(scene: Scene) -> list[str]:
    """The notes for the countries and regions of the shown events."""
    regions = scene.summary.of_shown["region"]
    named = {scene.holdings.values["region"][code] for code in regions.nonzero()[0]} | scene.summary.countries
    words = {word for name in named for word in DISPUTED_NOTES if word in name}
    words |= {country for name in named for part, country in _WITHIN.items() if part in name}
    return [note for word, note in DISPUTED_NOTES.items() if word in words]
