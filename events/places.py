"""The distinct places of the events: one row a place, so that what is known of a place is kept and worked out once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from events.model import Place

COLUMNS = ("place", "place_names", "lat", "lon", "geo_precision", "radius_km", "admin2", "admin1", "country")


@dataclass(frozen=True, eq=False)
class Places:
    """`table` has the columns of `COLUMNS`, a row for each place; row 0 is no place, all null."""

    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @cached_property
    def lat(self) -> np.ndarray:
        """Degrees north; NaN where unknown."""
        return _degrees(self.table, "lat")

    @cached_property
    def lon(self) -> np.ndarray:
        return _degrees(self.table, "lon")

    @cached_property
    def radius(self) -> np.ndarray:
        """Kilometres; 0 where none is stated."""
        return np.asarray(np.nan_to_num(_degrees(self.table, "radius_km")))

    @cached_property
    def located(self) -> np.ndarray:
        return np.asarray(~np.isnan(self.lat))

    @cached_property
    def exact(self) -> np.ndarray:
        """Whether the place itself is known, not only an area that it lies in."""
        return np.asarray(pc.equal(self.table["geo_precision"].cast(pa.string()), "exact").fill_null(False))

    def countries(self, counts: np.ndarray) -> frozenset[str]:
        """The countries of the places that have a count."""
        names = self.table["country"].take(pa.array(np.flatnonzero(counts))).cast(pa.string()).unique().to_pylist()
        return frozenset(name for name in names if name)

    def place(self, number: int) -> Place | None:
        return _place(self, int(number)) if number else None


@lru_cache(maxsize=20_000)
def _place(places: Places, number: int) -> Place:
    row = places.table.slice(number, 1).to_pylist()[0]
    stated = {name: row[name] for name in COLUMNS[2:] if row[name] is not None}
    return Place.model_validate({"name": row["place"], "names": dict(row["place_names"] or ())} | stated)


def _degrees(table: pa.Table, name: str) -> np.ndarray:
    return np.asarray(table[name].cast(pa.float64()).fill_null(np.nan), dtype=float)


def places_of(column: Callable[[str], pa.ChunkedArray], numbers: np.ndarray) -> Places:
    """The places of numbered rows (-1 for none, else 0 and up without a gap), of which `column` gives the columns:
    place k of the result is number k - 1, as the first row with that number has it."""
    first = np.zeros(int(numbers.max(initial=-1)) + 1, dtype=np.int64)
    placed = np.flatnonzero(numbers >= 0)[::-1]
    first[numbers[placed]] = placed  # of several the last that is written stays: the first row
    known = pa.table({name: column(name).take(pa.array(first)) for name in COLUMNS})
    nothing = pa.table({name: pa.nulls(1, known.schema.field(name).type) for name in COLUMNS})
    return Places(pa.concat_tables([nothing, known]).unify_dictionaries().combine_chunks())


def number(rows: pa.Table) -> np.ndarray:
    """A number for the place of each row, -1 for none: the same for rows that have all of `COLUMNS` the same, and the
    lower the more rows have it; ties in the order of the names."""
    keys = np.zeros(rows.num_rows, dtype=np.int64)
    for name in COLUMNS:
        codes = _codes(rows[name])
        keys = pd.factorize(keys * (int(codes.max(initial=0)) + 1) + codes)[0].astype(np.int64)
    stated = np.asarray(rows["place"].is_valid())
    counts = np.bincount(keys[stated], minlength=int(keys.max(initial=-1)) + 1)
    present = np.flatnonzero(counts)
    first = np.full(len(counts), -1)
    first[keys[::-1]] = np.arange(rows.num_rows)[::-1]
    names = np.asarray(rows["place"].cast(pa.string()).take(pa.array(first[present])), dtype=object)
    order = present[np.lexsort((names, -counts[present]))] if len(present) else present
    rank = np.full(len(counts), -1)
    rank[order] = np.arange(len(order))
    return np.where(stated, rank[keys] if len(rank) else -1, -1)


def _codes(column: pa.ChunkedArray) -> np.ndarray:
    """Small whole numbers, equal where the values are."""
    if pa.types.is_map(column.type):
        if column.null_count == len(column):
            return np.zeros(len(column), dtype=np.int64)
        column = pa.chunked_array(
            [pa.array([repr(item) if item else None for item in column.to_pylist()], pa.string())]
        )
    if pa.types.is_floating(column.type):
        column = pa.chunked_array([pa.array(np.asarray(column.fill_null(np.nan), dtype=float).view(np.int64))])
    plain = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    return np.asarray(plain.combine_chunks().dictionary_encode().indices.fill_null(-1)).astype(np.int64) + 1
