"""The event table: one row per event in order of time, as columns of codes and whole seconds.

Times are seconds since 1970-01-01 on the clock of the event's place, half-open. An open or unknown side is `MIN` or
`MAX`. An event has one span, or several where its date lists several (`{2018,2021}`), or none where it has no date.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import count
from typing import TypeVar

import numpy as np
import pandas as pd

from events import codebook, dates
from events.model import Claim, Event, Source
from events.readers import Collection

Part = TypeVar("Part", Source, Claim)
MIN, MAX = -(2**62), 2**62
FIRST, LAST = -62_135_596_800, 253_402_300_799  # the first and last second of the years 1 to 9999
NONE = "(none)"
_EPOCH = datetime(1970, 1, 1)
_BARRED = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i"})  # no accents to Unicode


def seconds(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds())


def moment(value: int) -> datetime | None:
    """The inverse of `seconds`; None for an open side."""
    return None if value in (MIN, MAX) else _EPOCH + timedelta(seconds=int(value))


@dataclass(frozen=True)
class Facet:
    """A property that events are filtered, counted and laned by.

    `values_of` gives the values of one event, at least one: `(none)` stands for "not stated".
    `label_of` gives the words for a value.
    """

    key: str
    label: str
    values_of: Callable[[Event], tuple[str, ...]]
    label_of: Callable[[str], str] = str
    none_label: str = "not stated"

    def words(self, value: str) -> str:
        return self.none_label if value == NONE else self.label_of(value)


def _precision(event: Event) -> tuple[str]:
    when = event.when()
    return (when.precision if when else "undated",)


FACETS: tuple[Facet, ...] = (
    Facet("region", "Region", lambda event: (event.region or NONE,), none_label="no region stated"),
    Facet("actor", "Actor", lambda event: tuple(a.name for a in event.actors) or (NONE,), none_label="no actor stated"),
    Facet(
        "event_type",
        "Event type",
        lambda event: (event.event_type,),
        lambda slug: codebook.label(codebook.EVENT_TYPES, slug),
    ),
    Facet("status", "Status", lambda event: (event.status,), lambda slug: codebook.label(codebook.STATUSES, slug)),
    Facet("precision", "Time precision", _precision, lambda slug: codebook.label(codebook.TIME_PRECISIONS, slug)),
    Facet("place", "Place", lambda event: (event.place.name if event.place else NONE,), none_label="no place stated"),
)
FACET: dict[str, Facet] = {facet.key: facet for facet in FACETS}


@dataclass(frozen=True)
class Codes:
    """One facet's column: `values[code]`, and for the i-th event the codes `codes[offsets[i]:offsets[i + 1]]`.

    A value stands at most once in an event. `rows` repeats each event's number once for each of its codes.
    """

    values: tuple[str, ...]
    codes: np.ndarray
    offsets: np.ndarray

    @cached_property
    def rows(self) -> np.ndarray:
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    def counts(self, mask: np.ndarray) -> np.ndarray:
        """How many of the events in `mask` have each value."""
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))

    def having(self, values: Iterable[str]) -> np.ndarray:
        """Which events have one of the values; values that are not in the table match nothing."""
        wanted = np.isin(np.array(self.values, dtype=object), list(values))
        return np.bincount(self.rows, weights=wanted[self.codes], minlength=len(self.offsets) - 1) > 0

    def of(self, row: int) -> list[str]:
        return [self.values[code] for code in self.codes[self.offsets[row] : self.offsets[row + 1]]]


@dataclass(frozen=True)
class EventTable:
    """`frame` has a row per event: `id`, `lat`, `lon` (degrees, NaN without a place), `fatalities_low/best/high`
    (NaN unknown), `text` (folded, for search). `span_row`, `span_start`, `span_end` have an entry per span."""

    events: tuple[Event, ...]
    frame: pd.DataFrame
    facets: dict[str, Codes]
    span_row: np.ndarray
    span_start: np.ndarray
    span_end: np.ndarray
    as_of: int
    compiled: str | None = None

    def __len__(self) -> int:
        return len(self.events)

    @cached_property
    def row_of(self) -> dict[str, int]:
        return {event.id: row for row, event in enumerate(self.events)}

    @cached_property
    def dated(self) -> np.ndarray:
        return np.bincount(self.span_row, minlength=len(self)) > 0

    @cached_property
    def placed(self) -> np.ndarray:
        return np.asarray(self.frame["lat"].notna())

    @cached_property
    def extent(self) -> tuple[int, int]:
        """First and last second that the table speaks of; open sides count as up to `as_of`, or not at all."""
        if not len(self.span_start):
            return self.as_of - 86_400, self.as_of
        known = np.concatenate([self.span_start, self.span_end])
        known = known[(known != MIN) & (known != MAX)]
        first = int(known.min()) if len(known) else self.as_of - 86_400
        return first, max(self.as_of, int(known.max()) if len(known) else 0, first + 1)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        return tuple({source.id: source for event in self.events for source in event.sources}.values())


def fold(text: str) -> str:
    """Text without accents, case or vowel signs, so that `Zvecan` finds `Zvečan` and `Zveçan`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().translate(_BARRED)


def build(collection: Collection) -> EventTable:
    """The table of a collection; `as_of` is the last day that its sources or its compiler speak of."""
    timed = [(event, event.when()) for event in _with_distinct_sources(collection.events)]
    timed.sort(key=lambda pair: (pair[1] is None, *_order(pair[1]), pair[0].id))
    events = tuple(event for event, _ in timed)
    spans = [
        (row, MIN if span.earliest is None else seconds(span.earliest), MAX if span.end is None else seconds(span.end))
        for row, (_, when) in enumerate(timed)
        if when is not None
        for span in when.spans
    ]
    span_row, span_start, span_end = (np.array([span[part] for span in spans], dtype=np.int64) for part in range(3))
    frame = pd.DataFrame(
        {
            "id": [event.id for event in events],
            "lat": np.array([_coordinate(event, "lat") for event in events], dtype=float),
            "lon": np.array([_coordinate(event, "lon") for event in events], dtype=float),
            **{
                name: np.array([_number(getattr(event, name)) for event in events], dtype=float)
                for name in ("fatalities_low", "fatalities_best", "fatalities_high")
            },
            "text": pd.Series([fold(_text(event)) for event in events], dtype="str"),
        }
    )
    facets = {facet.key: _encode([facet.values_of(event) for event in events]) for facet in FACETS}
    as_of = _as_of(collection, span_start, span_end)
    return EventTable(events, frame, facets, span_row, span_start, span_end, as_of, collection.compiled)


def _with_distinct_sources(events: Iterable[Event]) -> Iterator[Event]:
    """Events whose sources have an id each: files name their sources each for itself, so a second source of the same
    id is numbered, `paper-2`, in the event's claims too."""
    ids: dict[Source, str] = {}
    taken: set[str] = set()
    for event in events:
        renamed = {}
        for source in event.sources:
            if source not in ids:
                numbers = (f"{source.id}-{number}" for number in count(2))
                ids[source] = source.id if source.id not in taken else next(id for id in numbers if id not in taken)
                taken.add(ids[source])
            if ids[source] != source.id:
                renamed[source.id] = ids[source]
        yield _renamed(event, renamed) if renamed else event


def _renamed(event: Event, ids: dict[str, str]) -> Event:
    def named(item: Part, key: str) -> Part:
        return item.model_copy(update={key: ids.get(getattr(item, key), getattr(item, key))})

    sources = tuple(named(source, "id") for source in event.sources)
    claims = tuple(named(claim, "source") for claim in event.claims)
    return event.model_copy(update={"sources": sources, "claims": claims})


def _order(when: dates.Date | None) -> tuple[datetime, datetime]:
    if when is None:
        return datetime.max, datetime.max
    return when.earliest or datetime.min, when.end or datetime.max


def _as_of(collection: Collection, starts: np.ndarray, ends: np.ndarray) -> int:
    stated = {source.published for event in collection.events for source in event.sources if source.published}
    if collection.compiled:
        stated.add(collection.compiled)
    days = [seconds(when.end) for text in stated if (when := dates.parse(text)).end]
    if not days:
        known = [int(value) for value in np.concatenate([starts, ends]) if value not in (MIN, MAX)]
        days = [max(known, default=0)]
    return -(-max(days) // 86_400) * 86_400


def _encode(lists: list[tuple[str, ...]]) -> Codes:
    values = sorted({value for row in lists for value in row})
    code = {value: number for number, value in enumerate(values)}
    flat = np.array([code[value] for row in lists for value in row], dtype=np.int32)
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in lists], dtype=np.int64)]).astype(np.int64)
    return Codes(tuple(values), flat, offsets)


def _coordinate(event: Event, axis: str) -> float:
    value = getattr(event.place, axis) if event.place else None
    return _number(value)


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _text(event: Event) -> str:
    """What a search looks through: titles, summaries, places in all their names, actors."""
    place = event.place
    where = [place.name, *place.names.values(), place.admin2, place.admin1, place.country] if place else []
    return " \n".join(
        str(part)
        for part in (event.title, event.summary, event.region, *where, *(a.name for a in event.actors))
        if part
    )
