"""Which events are wanted: a value that a query string holds, that filters the table and that says itself in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from events import dates
from events.codebook import nearest
from events.dates_in_words import period_in_words
from events.table import FACET, FACETS, FIRST, LAST, MAX, MIN, EventTable, fold, moment, seconds

LONGEST_QUERY = 200  # characters of free text
MOST_CORNERS = 100  # corners of a lasso
OPEN = ".."


@dataclass(frozen=True)
class Selection:
    """`facets` maps a facet's key to the values wanted, any of which is enough; facets not named select all.

    `since` and `until` are EDTF units as typed (`2023-09-24`, `2023-09`), `..` for an open side, None for the
    default window. `bbox` is west, south, east, north in degrees; west > east crosses the 180th meridian. `area` is
    the corners (lon, lat) of a lasso. Without any of these a selection selects all events of the default window.
    """

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    q: str = ""
    bbox: tuple[float, float, float, float] | None = None
    area: tuple[tuple[float, float], ...] = ()

    def values(self, key: str) -> tuple[str, ...]:
        return self.facets.get(key, ())

    def choose(self, key: str, values: Iterable[str]) -> "Selection":
        """The same with exactly these values of a facet, in alphabetical order; none of them drops the facet."""
        facets = {name: wanted for name, wanted in self.facets.items() if name != key}
        wanted = tuple(sorted(set(values)))
        if wanted:
            facets[key] = wanted
        return replace(self, facets={facet.key: facets[facet.key] for facet in FACETS if facet.key in facets})

    def toggle(self, key: str, value: str) -> "Selection":
        return self.choose(key, set(self.values(key)) ^ {value})

    def during(self, since: str | None, until: str | None) -> "Selection":
        return replace(self, since=since, until=until)

    def window(self, table: EventTable) -> tuple[int, int]:
        """The half-open period in seconds; the default window where neither side is given."""
        if self.since is None and self.until is None:
            return default_window(table)
        first, last = bound(self.since, "since"), bound(self.until, "until")
        return (MIN if first is None else first, MAX if last is None else last)

    def clauses(self, table: EventTable) -> dict[str, np.ndarray]:
        """One mask over the table for each filter that is set, by its key. An event without a date cannot be ruled
        out by a period, so it passes; an event without a place is outside of any area."""
        found = {key: table.facets[key].having(values) for key, values in self.facets.items()}
        first, last = self.window(table)
        overlaps = (table.span_start < last) & (table.span_end > first)
        within = np.bincount(table.span_row, weights=overlaps, minlength=len(table)) > 0
        found["time"] = within | ~table.dated
        if self.q:
            found["q"] = _matches(table, self.q)
        if self.bbox:
            found["bbox"] = _in_box(table, self.bbox)
        if self.area:
            found["area"] = _in_polygon(table, self.area)
        return found

    def sentence(self) -> list[str]:
        """The filters in words, one a filter, without the period: `region Kosovo`, `text “police”`."""
        words = [
            f"{FACET[key].label.lower()} {' or '.join(FACET[key].words(value) for value in values)}"
            for key, values in self.facets.items()
        ]
        if self.q:
            words.append(f"text “{self.q}”")
        if self.bbox:
            words.append("in the chosen box of the map")
        if self.area:
            words.append("in the chosen area of the map")
        return words


def bound(text: str | None, side: str) -> int | None:
    """First second of `since` or first second after `until`; None for an open side.

    Raises:
        DateError: the text is no single EDTF unit.
    """
    if text is None or text == OPEN:
        return None
    date = dates.parse(text)
    if date.kind != "unit" or date.earliest is None or date.end is None:
        raise dates.DateError(text, "is not a single day, month or year", "Write it as 2023-09-24 or 2023-09.")
    return seconds(date.earliest if side == "since" else date.end)


def default_window(table: EventTable) -> tuple[int, int]:
    """The period to open with: the shortest that holds three fifths of the events, with a margin; or the whole
    where that is less than twice as long. Whole days, so that the period can be said."""
    first, last = table.extent
    starts = np.sort(table.span_start[table.span_start != MIN])
    if len(starts) >= 4:
        held = int(np.ceil(len(starts) * 3 / 5))
        lengths = starts[held - 1 :] - starts[: len(starts) - held + 1]
        best = int(np.argmin(lengths))
        if 2 * lengths[best] < last - first:
            first, last = int(starts[best]), int(starts[best + held - 1]) + 86_400
    margin = max(min(int((last - first) * 0.15), 60 * 86_400), 86_400)
    return max((first - margin) // 86_400 * 86_400, FIRST), min(-(-(last + margin) // 86_400) * 86_400, LAST)


def ends_a_day(last: int) -> bool:
    """Whether a half-open period to that second ends with a day; that of the last day of all is cut by a second."""
    return last % 86_400 == 0 or last == LAST


def spelled(first: int, last: int) -> tuple[str, str]:
    """A half-open period in seconds as `since` and `until`: days where both sides are midnights, else minutes."""
    start, end = (datetime(1970, 1, 1) + timedelta(seconds=int(value)) for value in (first, last))
    if first % 86_400 == 0 and ends_a_day(last):
        return f"{start:%Y-%m-%d}".zfill(10), f"{end - timedelta(seconds=1):%Y-%m-%d}".zfill(10)
    return f"{start:%Y-%m-%dT%H:%M}".zfill(16), f"{end - timedelta(minutes=1):%Y-%m-%dT%H:%M}".zfill(16)


def period(selection: Selection, table: EventTable) -> str:
    """The window in words; where it ends within a day, with the last minute that is in it. No words for no events."""
    if not len(table) and selection.since is None and selection.until is None:
        return ""
    first, last = selection.window(table)
    return period_in_words(moment(first), moment(last if last == MAX or ends_a_day(last) else last - 60))


def unknown_values(key: str, values: Iterable[str], table: EventTable) -> list[str]:
    """A notice for each value of a facet that no event of the table has."""
    known = table.facets[key].values
    return [
        f"{FACET[key].label} “{value[:80]}” is not in these records and was left out. {nearest(value, known)}".strip()
        for value in values
        if value not in known
    ]


def _matches(table: EventTable, q: str) -> np.ndarray:
    """Events in whose text every word of `q` occurs; quotation marks around words are no part of them."""
    mask = np.ones(len(table), dtype=bool)
    for word in filter(None, (part.strip("\"'“”„‟«»‘’‚") for part in fold(q).split())):
        mask &= np.asarray(table.frame["text"].str.contains(word, regex=False), dtype=bool)
    return mask


def _in_box(table: EventTable, bbox: tuple[float, float, float, float]) -> np.ndarray:
    west, south, east, north = bbox
    lat, lon = table.frame["lat"].to_numpy(), table.frame["lon"].to_numpy()
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return across & (lat >= south) & (lat <= north)


def _in_polygon(table: EventTable, corners: tuple[tuple[float, float], ...]) -> np.ndarray:
    """Even-odd rule over the corners, in degrees."""
    lat, lon = table.frame["lat"].to_numpy(), table.frame["lon"].to_numpy()
    inside = np.zeros(len(table), dtype=bool)
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if y1 == y2:
            continue
        crosses = (y1 > lat) != (y2 > lat)
        inside ^= crosses & (lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1)
    return inside
