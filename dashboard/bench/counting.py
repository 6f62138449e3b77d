"""One filter and all counts: by the program, by plain pandas, and the mere reading of the same bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard.bench.timing import Bench, milliseconds
from events.codes import Keyed, Listed
from events.kept import Kept
from events.selection import Selection
from events.summary import BINS, Summary, summarise
from events.table import BOUNDS, MASKS, EventTable

LANES = "region"


def measure_counting(table: EventTable, bench: Bench) -> dict[str, float]:
    """`summary_ms` of a filter not asked before, and how many times as long it takes as the others."""
    actor = frequent_actors(table)[0]
    frame = pandas_frame(table)
    ways: dict[str, Callable[[], object]] = {
        "summary": lambda: counted(table, actor),
        "scan": lambda: scan(touched(table)),
        "pandas": lambda: pandas_counts(frame, actor),
    }
    for way in ways.values():
        way()  # what is worked out once and kept is not a filter's
    found = bench.repeat("summary", lambda _: {name: milliseconds(way) for name, way in ways.items()})
    return {
        "summary_ms": found["summary"],
        "summary_vs_scan": found["summary"] / found["scan"],
        "summary_vs_pandas": found["summary"] / found["pandas"],
    }


def frequent_actors(table: EventTable) -> list[str]:
    """All actors, that with the most events first."""
    totals = table.holdings.totals["actor"]
    return [table.facets["actor"].values[code] for code in np.argsort(-totals, kind="stable")]


def counted(table: EventTable, actor: str) -> Summary:
    """The summary of an actor's events, whose mask is made anew."""
    cold = replace(table, masks=Kept(MASKS))
    return summarise(cold, table.holdings, Selection(facets={"actor": (actor,)}), LANES)


def touched(table: EventTable) -> list[np.ndarray]:
    """The arrays with an entry per event, or per actor of an event, from which such a summary is made."""
    actors = table.facets["actor"]
    assert isinstance(actors, Listed)
    arrays = [table.start, table.end, table.profile, table.place, table.figure, actors.codes, actors.offsets]
    return [*arrays, *kept_arrays(table.binned)[:1]]


def kept_arrays(kept: Kept[np.ndarray]) -> list[np.ndarray]:
    return list(kept._values.values())


def scan(arrays: list[np.ndarray]) -> int:
    """Read all bytes once, as quickly as numpy can: eight at a time."""
    total = 0
    for array in arrays:
        flat = array.reshape(-1).view(np.uint8)
        total += int(flat[: len(flat) // 8 * 8].view(np.uint64).max(initial=0))
    return total


@dataclass(frozen=True, eq=False)
class Frame:
    """What one would have with pandas: a row an event with categories, and a row for each actor of an event, whose
    index is the event's."""

    events: pd.DataFrame
    actors: pd.Series


def pandas_frame(table: EventTable) -> Frame:
    columns: dict[str, object] = {
        key: pd.Categorical.from_codes(column.lookup[column.keys], pd.Index(column.values))
        for key, column in table.facets.items()
        if isinstance(column, Keyed)
    }
    columns["start"] = table.start
    columns |= {
        bound: np.where(row < 0, np.nan, row)[table.figure] for bound, row in zip(BOUNDS, table.figures, strict=True)
    }
    actors = table.facets["actor"]
    assert isinstance(actors, Listed)
    event = np.repeat(np.arange(len(table)), np.diff(actors.offsets))
    names = pd.Categorical.from_codes(actors.codes, pd.Index(actors.values))
    return Frame(pd.DataFrame(columns), pd.Series(names, index=event))


def pandas_counts(frame: Frame, actor: str) -> Mapping[str, pd.Series]:
    """The counts of each facet by the other filters, of an actor's events over time, and their figures."""
    kept = frame.events.loc[frame.actors.index[frame.actors == actor]]
    facets = [key for key in kept.columns if key not in (*BOUNDS, "start")]
    counts = {key: kept.groupby(key, observed=False).size() for key in facets}
    return counts | {
        "actor": frame.actors.value_counts(sort=False),
        "time": pd.cut(kept["start"], BINS).value_counts(sort=False),
        "fatalities": kept[list(BOUNDS)].sum(),
    }
