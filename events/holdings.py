"""What is known of all events together, before anything is selected: small, and the same wherever they lie."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from events.datasets import Dataset
from events.moments import DAY, FIRST, LAST, MIN
from events.reach import NOWHERE, Reach

OPENING_SHARE = 3 / 5  # of the events, which the period at opening holds


@dataclass(frozen=True)
class Holdings:
    """`count` events. `values` are each facet's values, sorted, whose numbers are the codes of tables and summaries;
    `totals` how many events have each. `extent` is the first and last second spoken of, open sides reaching to
    `as_of`, the last day that the sources speak of. `opening` is the period that a page opens with.
    `places` is the number of distinct places,
    `reach` what they cover. `withheld` are the keys of data sets whose rows may not be shown here;
    `searched` whether texts are."""

    count: int
    values: Mapping[str, tuple[str, ...]]
    totals: Mapping[str, np.ndarray]
    extent: tuple[int, int]
    opening: tuple[int, int]
    as_of: int
    compiled: str | None = None
    datasets: tuple[Dataset, ...] = ()
    places: int = 0
    reach: Reach = NOWHERE
    withheld: frozenset[str] = frozenset()
    searched: bool = True

    def __len__(self) -> int:
        return self.count

    def dataset(self, key: str) -> Dataset | None:
        return next((dataset for dataset in self.datasets if dataset.key == key), None)


def extent_of(dated: int, low: int | None, high: int | None, as_of: int) -> tuple[int, int]:
    """First and last second that is spoken of by `dated` events, whose closed sides reach from `low` to `high` (None
    where all are open); open sides count as up to `as_of`, or not at all."""
    if not dated:
        return as_of - DAY, as_of
    first = as_of - DAY if low is None else low
    return first, max(as_of, 0 if high is None else high, first + 1)


def opening_window(starts: np.ndarray, counts: np.ndarray, extent: tuple[int, int]) -> tuple[int, int]:
    """The period to open with, from the distinct seconds at which events start, in order, and how many do: the
    shortest that holds three fifths of them, with a margin; or the whole where that is less than twice as long. Whole
    days, so that the period can be said."""
    first, last = extent
    known = starts != MIN
    starts, upto = starts[known], np.cumsum(counts[known])
    total = int(upto[-1]) if len(upto) else 0
    if total >= 4:
        held = int(np.ceil(total * OPENING_SHARE))
        before = upto - counts[known]
        ends = starts[np.searchsorted(upto, before[before <= total - held] + held - 1, side="right")]
        lengths = ends - starts[: len(ends)]
        best = int(np.argmin(lengths))
        if 2 * lengths[best] < last - first:
            first, last = int(starts[best]), int(ends[best]) + DAY
    margin = max(min(int((last - first) * 0.15), 60 * DAY), DAY)
    return max((first - margin) // DAY * DAY, FIRST), min(-(-(last + margin) // DAY) * DAY, LAST)
