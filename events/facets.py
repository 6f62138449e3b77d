"""The properties that events are filtered, counted and laned by: one row each."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from events import codebook

NONE = "(none)"  # the value that stands for "not stated"
_BARRED = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i"})  # no accents to Unicode


@dataclass(frozen=True)
class Facet:
    """`column` is the column of the event schema that holds its values; null is `(none)`. `label_of` gives the words
    for a value."""

    key: str
    label: str
    column: str
    label_of: Callable[[str], str] = str
    none_label: str = "not stated"

    def words(self, value: str) -> str:
        return self.none_label if value == NONE else self.label_of(value)


def _words(vocabulary: dict[str, codebook.Term]) -> Callable[[str], str]:
    return lambda slug: codebook.label(vocabulary, slug)


FACETS: tuple[Facet, ...] = (
    Facet("region", "Region", "region", none_label="no region stated"),
    Facet("actor", "Actor", "actors", none_label="no actor stated"),
    Facet("event_type", "Event type", "event_type", _words(codebook.EVENT_TYPES)),
    Facet("status", "Status", "status", _words(codebook.STATUSES)),
    Facet("precision", "Time precision", "precision", _words(codebook.TIME_PRECISIONS)),
    Facet("place", "Place", "place", none_label="no place stated"),
    Facet("dataset", "Data set", "dataset"),
)
FACET: dict[str, Facet] = {facet.key: facet for facet in FACETS}


def fold(text: str) -> str:
    """Text without accents, case or vowel signs, so that `Zvecan` finds `Zvečan` and `Zveçan`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().translate(_BARRED)
