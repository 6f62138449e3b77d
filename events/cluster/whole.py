"""What every worker knows of the import as a whole: its holdings, whose numbers are all codes, and its places."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from events.cluster.contents import Contents
from events.codes import Keyed
from events.datasets import Dataset
from events.facets import NONE
from events.holdings import Holdings, extent_of, opening_window
from events.places import COLUMNS, Places
from events.reach import reach_of


@dataclass(frozen=True, eq=False)
class Whole:
    """`mark` is that of the pieces. `source` is the path of the import, of which there is one version at a time."""

    mark: str
    source: str
    holdings: Holdings
    places: Places

    @cached_property
    def names(self) -> Keyed:
        """The facet of place names, without events."""
        values = self.holdings.values["place"]
        names = ["" if name is None else name for name in self.places.table["place"].to_pylist()]
        lookup = np.searchsorted(np.array(values, dtype=object), np.array(names, dtype=object))
        lookup[0] = values.index(NONE) if NONE in values else 0
        return Keyed(values, np.zeros(0, dtype=np.int64), lookup)


def whole(mark: str, source: str, held: Contents, compiled: str | None, datasets: tuple[Dataset, ...]) -> Whole:
    """The whole of all contents together."""
    places, of_places = _places(held)
    extent = extent_of(held.dated, held.low, held.high, held.as_of)
    holdings = Holdings(
        count=held.count,
        values={key: tuple(tally.keys.tolist()) for key, tally in held.values.items()},
        totals={key: tally.counts for key, tally in held.values.items()},
        extent=extent,
        opening=opening_window(held.starts.keys, held.starts.counts, extent),
        as_of=held.as_of,
        compiled=compiled,
        datasets=datasets,
        places=len(places) - 1,
        reach=reach_of(places, of_places),
    )
    return Whole(mark, source, holdings, places)


def _places(held: Contents) -> tuple[Places, np.ndarray]:
    """All places, row 0 for none and the others by their numbers plus 1, and how many events each has. A number that
    no event has is a row of nulls."""
    numbers = held.numbers
    size = int(numbers.max(initial=-1)) + 1
    at = np.full(size + 1, -1)
    at[numbers + 1] = np.arange(len(numbers))
    rows = held.named.take(pa.array(at, mask=at < 0)).select(COLUMNS).combine_chunks()
    counts = np.zeros(size + 1, dtype=np.int64)
    counts[held.places.keys + 1] = held.places.counts
    return Places(rows), counts
