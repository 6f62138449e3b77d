"""Synthetic events, drawn from a fixed seed and named so that nobody takes them for records.

Actors and districts follow Zipf's law: the k-th has a share proportional to 1 / k.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.codebook import EVENT_TYPES
from events.datasets import Dataset
from events.importing.merge import FILED
from events.importing.parquet import GROUP, metadata, write_parquet
from events.ledger import Ledger
from events.moments import DAY
from events.schema import SOURCE, WORD

SEED = 41
FIRST, DAYS = 16_071, 3_652  # days since 1970-01-01: ten years from 2014-01-01
COUNTRIES, DISTRICTS, ACTORS, NOTES = 40, 400, 800, 512
LONG_SHARE, LONGEST = 0.1, 30  # of the events that last more than a day; days
DATASET = Dataset(
    key="synthetic", name="Synthetic events", note="Made by a program for the benchmark; nothing happened."
)
TYPES = tuple(EVENT_TYPES)[:6]
COUNTRY_NAMES = [f"Synthetic country {number:02}" for number in range(1, COUNTRIES + 1)]
DISTRICT_NAMES = [f"Synthetic district {number:03}" for number in range(1, DISTRICTS + 1)]
ACTOR_NAMES = [f"Synthetic actor {number:03}" for number in range(1, ACTORS + 1)]  # the most frequent first
PRECISIONS = ["exact", "near", "district"]  # of a district's coordinates, in turn


@dataclass(frozen=True, eq=False)
class Draws:
    """An entry per event, in order of start, end and id: `day` since 1970, `length` in days, `deaths` (-1 unknown), and
    numbers of districts, types and notes. `actors` has three columns of numbers, -1 for none, none twice in a row."""

    day: np.ndarray
    length: np.ndarray
    deaths: np.ndarray
    district: np.ndarray
    kind: np.ndarray
    note: np.ndarray
    actors: np.ndarray

    def __len__(self) -> int:
        return len(self.day)

    def part(self, first: int, last: int) -> "Draws":
        return Draws(*(getattr(self, name)[first:last] for name in self.__dataclass_fields__))


def draw(count: int) -> Draws:
    """So many events; the same ones every time."""
    chance = np.random.default_rng(SEED)
    day = chance.integers(FIRST, FIRST + DAYS, count, dtype=np.int32)
    length = np.ones(count, dtype=np.int16)
    long = chance.random(count) < LONG_SHARE
    length[long] = chance.integers(2, LONGEST + 1, int(long.sum()))
    order = np.lexsort((length, day))
    deaths = np.minimum(chance.geometric(0.3, count) - 1, 500).astype(np.int16)
    deaths[chance.random(count) < 0.5] = -1
    return Draws(
        day=day[order],
        length=length[order],
        deaths=deaths,
        district=chance.permutation(DISTRICTS).astype(np.int16)[_zipf(chance, DISTRICTS, count)],
        kind=chance.integers(0, len(TYPES), count, dtype=np.int8),
        note=chance.integers(0, NOTES, count, dtype=np.int16),
        actors=_actors(chance, count),
    )


def _zipf(chance: np.random.Generator, values: int, count: int) -> np.ndarray:
    upto = np.cumsum(1 / np.arange(1, values + 1))
    return np.asarray(np.searchsorted(upto, chance.random(count) * upto[-1], side="right"), dtype=np.int16)


def _actors(chance: np.random.Generator, count: int) -> np.ndarray:
    """One to three different actors an event."""
    found = np.stack([_zipf(chance, ACTORS, count) for _ in range(3)], axis=1)
    while (again := np.flatnonzero(_doubled(found))).size:
        found[again, 1:] = _zipf(chance, ACTORS, 2 * len(again)).reshape(-1, 2)
    found[np.arange(3) >= chance.integers(1, 4, count)[:, None]] = -1
    return found


def _doubled(actors: np.ndarray) -> np.ndarray:
    one, two, three = actors.T
    return np.asarray((one == two) | (two == three) | (one == three))


def write_events(path: Path, draws: Draws) -> None:
    """The events as a Parquet file, as `conflict-timeline import` leaves one."""
    count = len(draws)
    as_of = int((draws.day.astype(np.int64) + draws.length).max(initial=FIRST)) * DAY
    write_parquet(path, tables(draws), metadata([DATASET], Ledger(count, count), None, as_of))


def tables(draws: Draws) -> Iterator[pa.Table]:
    """The rows of the events with the columns of `FILED`, some thousands at a time."""
    places = _ranks(draws.district)
    for first in range(0, len(draws), GROUP):
        part = draws.part(first, first + GROUP)
        columns = _columns(part, first) | {"place_id": pa.array(places[part.district], pa.int32())}
        count = len(part)
        arrays = [columns[field.name] if field.name in columns else pa.nulls(count, field.type) for field in FILED]
        yield pa.table([array.cast(field.type) for array, field in zip(arrays, FILED, strict=True)], schema=FILED)


def _ranks(districts: np.ndarray) -> np.ndarray:
    """The number of each district as a place: 0 for the one with the most events, ties by name."""
    counts = np.bincount(districts, minlength=DISTRICTS)
    ranks = np.empty(DISTRICTS, dtype=np.int32)
    ranks[np.argsort(-counts, kind="stable")] = np.arange(DISTRICTS)
    return ranks


def _columns(draws: Draws, first: int) -> dict[str, pa.Array]:
    """What is stated of the events, of which the first has number `first`."""
    lat, lon = coordinates()
    start = draws.day.astype(np.int64) * DAY
    long = draws.length > 1
    country = words(COUNTRY_NAMES, draws.district // (DISTRICTS // COUNTRIES))
    return {
        "id": ids(len(draws), first),
        "title": joined("Synthetic event ", _numbers(len(draws), first)),
        "summary": notes(draws, first),
        "date": _dates(draws),
        "start": pa.array(start),
        "end": pa.array(start + draws.length.astype(np.int64) * DAY),
        "precision": words(["day", "interval"], long),
        "event_type": words(TYPES, draws.kind),
        "status": words(["reported"], np.zeros(len(draws))),
        "region": country,
        "country": country,
        "actors": _actor_lists(draws.actors),
        "fatalities_best": pa.array(draws.deaths.astype(np.int32), mask=draws.deaths < 0),
        "place": words(DISTRICT_NAMES, draws.district),
        "lat": pa.array(lat[draws.district]),
        "lon": pa.array(lon[draws.district]),
        "geo_precision": words(PRECISIONS, draws.district % len(PRECISIONS)),
        "sources": _sources(len(draws)),
        "dataset": words([DATASET.key], np.zeros(len(draws))),
    }


@cache
def coordinates() -> tuple[np.ndarray, np.ndarray]:
    """Degrees north and east of the districts, near the middles of their countries."""
    chance = np.random.default_rng(SEED)
    lat, lon = chance.uniform(-40, 60, COUNTRIES), chance.uniform(-160, 160, COUNTRIES)
    each = DISTRICTS // COUNTRIES
    near = chance.uniform(-4, 4, (2, DISTRICTS))
    return np.round(np.repeat(lat, each) + near[0], 4), np.round(np.repeat(lon, each) + near[1], 4)


def words(values: list[str] | tuple[str, ...], codes: np.ndarray) -> pa.Array:
    """Values by their numbers, null for -1."""
    codes = codes.astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(values, pa.string())).cast(WORD)


def joined(*parts: str | pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")


def ids(count: int, first: int) -> pa.Array:
    """`synthetic-00000001` and on; in the order of the numbers."""
    return joined("synthetic-", pc.utf8_lpad(_numbers(count, first), 8, "0"))


def _numbers(count: int, first: int) -> pa.Array:
    return pa.array(np.arange(first + 1, first + count + 1)).cast(pa.string())


def _dates(draws: Draws) -> pa.Array:
    """EDTF: a day, or all days from the first to the last."""
    first = pa.array(draws.day, pa.date32()).cast(pa.string())
    last = pa.array(draws.day + draws.length - 1, pa.date32()).cast(pa.string())
    return pc.if_else(pa.array(draws.length > 1), pc.binary_join_element_wise(first, last, "/"), first)


def _actor_lists(actors: np.ndarray) -> pa.Array:
    stated = actors >= 0
    offsets = np.concatenate([[0], np.cumsum(stated.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), words(ACTOR_NAMES, actors[stated]).cast(pa.string()))


def _sources(count: int) -> pa.Array:
    known = {"id": "synthetic", "publisher": DATASET.name, "title": "Made for the benchmark"}
    columns = [pa.repeat(pa.scalar(known.get(field.name), pa.string()), count) for field in SOURCE]
    source = pa.StructArray.from_arrays(columns, fields=list(SOURCE))
    return pa.ListArray.from_arrays(pa.array(np.arange(count + 1, dtype=np.int32)), source)


def notes(draws: Draws, first: int) -> pa.Array:
    """Texts as long as those of real data: 120 to 520 letters, no two alike."""
    where = words(DISTRICT_NAMES, draws.district).cast(pa.string())
    who = words(ACTOR_NAMES, draws.actors[:, 0]).cast(pa.string())
    number = _numbers(len(draws), first)
    told = words(_stock(), draws.note).cast(pa.string())
    return joined("Synthetic note ", number, ": nothing of this happened. In ", where, ", ", who, ", ", told)


@cache
def _stock() -> tuple[str, ...]:
    """What notes end with, in words of no meaning."""
    chance = np.random.default_rng(SEED)
    syllables = ["ba", "den", "fo", "gri", "lum", "mar", "nes", "pol", "ra", "sti", "tu", "vel", "wo", "zin"]
    told = []
    for letters in chance.integers(30, 430, NOTES):
        text = ""
        while len(text) < letters:
            text += "".join(chance.choice(syllables, chance.integers(1, 5))) + str(chance.choice([" ", " ", " ", ", "]))
        told.append(f"{text.strip(' ,')}.")
    return tuple(told)
