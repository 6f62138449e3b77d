"""Which events are wanted: a value that a query string holds and that says itself in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from events import dates
from events.codebook import nearest
from events.dates_in_words import period_in_words
from events.facets import FACET, FACETS
from events.holdings import Holdings
from events.moments import DAY, LAST, MAX, MIN, moment, seconds

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

    def window(self, holdings: Holdings) -> tuple[int, int]:
        """The half-open period in seconds; that of the opening where neither side is given."""
        if self.since is None and self.until is None:
            return holdings.opening
        first, last = bound(self.since, "since"), bound(self.until, "until")
        return (MIN if first is None else first, MAX if last is None else last)

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


def ends_a_day(last: int) -> bool:
    """Whether a half-open period to that second ends with a day; that of the last day of all is cut by a second."""
    return last % DAY == 0 or last == LAST


def spelled(first: int, last: int) -> tuple[str, str]:
    """A half-open period in seconds as `since` and `until`: days where both sides are midnights, else minutes."""
    start, end = (datetime(1970, 1, 1) + timedelta(seconds=int(value)) for value in (first, last))
    if first % DAY == 0 and ends_a_day(last):
        return f"{start:%Y-%m-%d}".zfill(10), f"{end - timedelta(seconds=1):%Y-%m-%d}".zfill(10)
    return f"{start:%Y-%m-%dT%H:%M}".zfill(16), f"{end - timedelta(minutes=1):%Y-%m-%dT%H:%M}".zfill(16)


def period(selection: Selection, holdings: Holdings) -> str:
    """The window in words; where it ends within a day, with the last minute that is in it. No words for no events."""
    if not len(holdings) and selection.since is None and selection.until is None:
        return ""
    first, last = selection.window(holdings)
    return period_in_words(moment(first), moment(last if last == MAX or ends_a_day(last) else last - 60))


def unknown_values(key: str, values: Iterable[str], holdings: Holdings) -> list[str]:
    """A notice for each value of a facet that no event has."""
    known = holdings.values[key]
    return [
        f"{FACET[key].label} “{value[:80]}” is not in these records and was left out. {nearest(value, known)}".strip()
        for value in values
        if value not in known
    ]
