"""The event table: one row an event in order of time, as arrays of codes and whole seconds; texts lie in a store."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from events import dates
from events.codes import Column, Keyed, Listed, smallest
from events.datasets import Dataset
from events.facets import FACETS, NONE
from events.holdings import Holdings, extent_of, opening_window
from events.kept import Kept
from events.model import Event
from events.moments import DAY, MAX, MIN, seconds
from events.places import Places, number, places_of
from events.reach import reach_of
from events.readers import Collection
from events.schema import OUTLINE, SCHEMA, outlines, to_events
from events.store import Held, Store, Stretch

KEYED = ("region", "event_type", "status", "precision", "dataset")  # facets that share the events' `profile`
MASKS, BINNED = 12, 3  # arrays of an entry per event that a table keeps of filters and of bins
WEIGHED = 3  # arrays of an entry per bin that it keeps of all events
BOUNDS = ("low", "best", "high")


@dataclass(frozen=True, eq=False)
class EventTable:
    """Arrays with an entry per event: `start` and `end` (`MAX` and `MIN` without a date), `profile` (the key of the
    facets that share it), `place` (its number in `places`, 0 without one), `figure` (the number of its figures in
    `figures`: three rows of people killed, low, best and high; -1 unknown). `listed_spans` has a row
    `[event, start, end]` for each span of the dates that list several."""

    start: np.ndarray
    end: np.ndarray
    listed_spans: np.ndarray
    profile: np.ndarray
    place: np.ndarray
    figure: np.ndarray
    figures: np.ndarray
    facets: Mapping[str, Column]
    places: Places
    store: Store
    as_of: int
    compiled: str | None = None
    datasets: tuple[Dataset, ...] = ()
    first_row: int = 0
    masks: Kept[np.ndarray] = field(default_factory=lambda: Kept(MASKS), repr=False)
    binned: Kept[np.ndarray] = field(default_factory=lambda: Kept(BINNED), repr=False)
    weighed: Kept[np.ndarray] = field(default_factory=lambda: Kept(WEIGHED), repr=False)

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def undated(self) -> int:
        """How many events at the table's end have no date."""
        return len(self) - int(np.searchsorted(self.start, MAX))

    @cached_property
    def extent(self) -> tuple[int, int]:
        """First and last second that the table speaks of; open sides count as up to `as_of`, or not at all."""
        return extent_of(len(self) - self.undated, *self.edges, self.as_of)

    @cached_property
    def edges(self) -> tuple[int | None, int | None]:
        """First and last second that a closed side of a dated event has; None where none is closed."""
        dated = slice(0, len(self) - self.undated)
        sides = [part[(part != MIN) & (part != MAX)] for part in (self.start[dated], self.end[dated])]
        low = min((int(part.min()) for part in sides if part.size), default=None)
        return low, max((int(part.max()) for part in sides if part.size), default=None)

    @cached_property
    def holdings(self) -> Holdings:
        everything = np.arange(len(self))
        return Holdings(
            count=len(self),
            values={key: column.values for key, column in self.facets.items()},
            totals={key: column.counts(everything) for key, column in self.facets.items()},
            extent=self.extent,
            opening=opening_window(*np.unique(self.start[: len(self) - self.undated], return_counts=True), self.extent),
            as_of=self.as_of,
            compiled=self.compiled,
            datasets=self.datasets,
            places=len(self.places) - 1,
            reach=reach_of(self.places, np.bincount(self.place, minlength=len(self.places))),
        )

    def part(self, first: int, last: int) -> "EventTable":
        """The rows `[first, last)` as a table of the same values and places, whose rows keep their numbers."""
        rows = slice(first, last)
        listed = self.listed_spans[(self.listed_spans[:, 0] >= first) & (self.listed_spans[:, 0] < last)]
        profile, place = self.profile[rows], self.place[rows]
        return replace(
            self,
            start=self.start[rows],
            end=self.end[rows],
            listed_spans=listed - [first, 0, 0],
            profile=profile,
            place=place,
            figure=self.figure[rows],
            facets={
                key: column.part(first, last, place if key == "place" else profile)
                for key, column in self.facets.items()
            },
            store=Stretch(self.store, first, last),
            first_row=self.first_row + first,
            masks=Kept(MASKS),
            binned=Kept(BINNED),
            weighed=Kept(WEIGHED),
        )

    def events(self, rows: Sequence[int] | np.ndarray) -> list[Event]:
        """The events of some rows in full, in the order given."""
        return to_events(self.store.take(np.asarray(rows, dtype=np.int64), SCHEMA.names))

    def outlines(self, rows: Sequence[int] | np.ndarray) -> list[Event]:
        """The same as lists and charts show them."""
        taken = np.asarray(rows, dtype=np.int64)
        places = [self.places.place(place) for place in self.place[taken]]
        return outlines(self.store.take(taken, OUTLINE), places)

    def row_of(self, id: str) -> int | None:
        """The row of an event; None where there is none of that id."""
        if not id.isprintable():
            return None
        for first, part in self.store.stretches(("id",)):
            found = pc.index(part["id"], id).as_py()
            if found >= 0:
                return first + int(found)
        return None


def build(collection: Collection) -> EventTable:
    """The table of a collection, in memory."""
    keys = [(name, "ascending") for name in ("start", "end", "id")]
    rows = collection.rows.unify_dictionaries().combine_chunks().sort_by(keys)
    return from_columns(
        rows.column,
        number(rows),
        Held(rows),
        as_of=as_of(rows["sources"], collection.compiled),
        compiled=collection.compiled,
        datasets=collection.datasets,
    )


def from_columns(
    column: Callable[[str], pa.ChunkedArray],
    places: np.ndarray,
    store: Store,
    *,
    as_of: int | None,
    compiled: str | None,
    datasets: tuple[Dataset, ...],
) -> EventTable:
    """The table of sorted rows whose columns are got by name, one after the other, with the number of each one's place.
    Without `as_of` the last second of any event stands for it."""
    start = np.asarray(column("start").fill_null(MAX), dtype=np.int64)
    end = np.asarray(column("end").fill_null(MIN), dtype=np.int64)
    profile, facets = _profiles({key: _coded(column(key)) for key in KEYED}, len(start))
    distinct = places_of(column, places)
    place = smallest(places + 1)
    known = end[(end != MIN) & (end != MAX)]
    figure, figures = _figures([np.asarray(column(f"fatalities_{bound}").fill_null(-1)) for bound in BOUNDS])
    return EventTable(
        start=start,
        end=end,
        listed_spans=_listed_spans(column("spans")),
        profile=profile,
        place=place,
        figure=figure,
        figures=figures,
        facets=_in_order(facets | {"actor": _actors(column("actors")), "place": _places(distinct, place)}),
        places=distinct,
        store=store,
        as_of=-(-(int(known.max(initial=0)) if as_of is None else as_of) // DAY) * DAY,
        compiled=compiled,
        datasets=datasets,
    )


def _in_order(facets: Mapping[str, Column]) -> dict[str, Column]:
    return {facet.key: facets[facet.key] for facet in FACETS}


def _figures(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """One number for what an event has in all of the columns, and the distinct sets, a row for each column."""
    keys, first = _joint([pd.factorize(column)[0] for column in columns], len(columns[0]))
    return smallest(keys), np.stack([column[first].astype(np.int32) for column in columns])


def _joint(columns: Iterable[np.ndarray], count: int) -> tuple[np.ndarray, np.ndarray]:
    """A number for each set of codes that an event has in all of the columns, and an event of each number."""
    keys = np.zeros(count, dtype=np.int64)
    for codes in columns:
        keys = pd.factorize(keys * (int(codes.max(initial=0)) + 1) + codes)[0].astype(np.int64)
    first = np.zeros(int(keys.max(initial=-1)) + 1, dtype=np.int64)
    first[keys[::-1]] = np.arange(len(keys))[::-1]
    return keys, first


def _profiles(
    columns: Mapping[str, tuple[tuple[str, ...], np.ndarray]], count: int
) -> tuple[np.ndarray, dict[str, Column]]:
    """One key for what an event has of all the facets in `KEYED`, given as values and codes, and each of these as a
    lookup on it."""
    keys, first = _joint([codes for _, codes in columns.values()], count)
    profile = smallest(keys)
    return profile, {key: Keyed(values, profile, codes[first]) for key, (values, codes) in columns.items()}


def _coded(column: pa.ChunkedArray) -> tuple[tuple[str, ...], np.ndarray]:
    """The sorted values of a column, `(none)` for null, and each row's code."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    encoded = encoded.unify_dictionaries().combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0) if encoded.num_chunks else pa.array([], SCHEMA.field("region").type)
    words = np.array([*encoded.dictionary.to_pylist(), NONE], dtype=object)
    codes = np.asarray(encoded.indices.fill_null(len(words) - 1), dtype=np.int64)
    return _sorted(words, codes)


def _sorted(words: np.ndarray, codes: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Those of the words that are used, once each and in order, and the codes of the same words among them."""
    used = np.unique(codes)
    values, inverse = np.unique(words[used].astype(object), return_inverse=True) if len(used) else (words[:0], used)
    renumbered = np.zeros(len(words), dtype=np.int64)
    renumbered[used] = inverse
    return tuple(values.tolist()), renumbered[codes]


def _actors(column: pa.ChunkedArray) -> Listed:
    """The actors of each event; `(none)` where it has none."""
    lists = column.combine_chunks()
    if isinstance(lists, pa.ChunkedArray):
        lists = lists.chunk(0) if lists.num_chunks else pa.array([], column.type)
    encoded = lists.flatten().dictionary_encode()
    words = np.array([*encoded.dictionary.to_pylist(), NONE], dtype=object)
    flat = np.asarray(encoded.indices, dtype=np.int64)
    lengths = np.asarray(pc.list_value_length(lists).fill_null(0), dtype=np.int64)
    if not lengths.all():
        flat = np.insert(flat, np.cumsum(lengths)[lengths == 0], len(words) - 1)
        lengths = np.maximum(lengths, 1)
    values, codes = _sorted(words, flat)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    narrow = np.int32 if offsets[-1] < 2**31 else np.int64
    return Listed(values, smallest(codes), offsets.astype(narrow))


def _places(places: Places, numbers: np.ndarray) -> Keyed:
    """The names of the places as a facet; several places may have one name."""
    names = np.array([NONE if name is None else name for name in places.table["place"].to_pylist()], dtype=object)
    used = np.unique(numbers)
    values, codes = _sorted(names[used], np.arange(len(used)))
    lookup = np.zeros(len(names), dtype=np.int64)
    lookup[used] = codes
    return Keyed(values, numbers, lookup)


def _listed_spans(column: pa.ChunkedArray) -> np.ndarray:
    rows = np.flatnonzero(np.asarray(column.is_valid()))
    lists = column.take(pa.array(rows)).to_pylist()
    found = [(row, span["start"], span["end"]) for row, spans in zip(rows, lists, strict=True) for span in spans]
    return np.array(found, dtype=np.int64).reshape(-1, 3)


def as_of(column: pa.ChunkedArray, compiled: str | None) -> int | None:
    """The last second of the days that the sources were published or the records compiled; None where none says."""
    sources = column.combine_chunks()
    if isinstance(sources, pa.ChunkedArray):
        sources = sources.chunk(0) if sources.num_chunks else None
    stated: Iterable[str | None] = sources.flatten().field("published").unique().to_pylist() if sources else ()
    ends = [seconds(when.end) for text in {*stated, compiled} if text and (when := dates.parse(text)).end]
    return max(ends, default=None)
