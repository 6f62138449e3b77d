"""A view: what is selected, how it is laid out and which event is open. One query string holds all of it."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import parse_qsl, quote_plus, urlencode

from events.codebook import nearest
from events.dates import DateError
from events.engine import Engine
from events.facets import FACETS
from events.holdings import Holdings
from events.moments import FIRST, LAST, MAX, MIN
from events.selection import LONGEST_QUERY, MOST_CORNERS, OPEN, Selection, bound, spelled, unknown_values
from events.typed_dates import typed

_quoted = lru_cache(4096)(quote_plus)  # a page has hundreds of links, all but one part of each the same
LANES = ("region", "actor", "event_type")
LONGEST = 8_000  # characters of a query string; servers commonly refuse longer ones
MOST_VALUES = 200  # parameters of a query string
NO_SEARCH = "Texts are not searched on this page, for some of its data may not be given on; filter by actor or place."
MOST_IDS = 5_000  # events among which a misspelled id is looked for


@dataclass(frozen=True)
class View:
    """`lanes` is the facet that the timeline is divided by; `event` the id of the event whose card is open; `page` that
    of the list, from 1.

    The default view is the empty query string.
    """

    selection: Selection = field(default_factory=Selection)
    lanes: str = LANES[0]
    event: str | None = None
    page: int = 1

    def select(self, selection: Selection) -> "View":
        """With another selection, whose list begins anew."""
        return self if selection == self.selection else replace(self, selection=selection, page=1)

    def turn(self, page: int) -> "View":
        return replace(self, page=max(page, 1))

    def open(self, event: str | None) -> "View":
        return replace(self, event=event)

    def lane_by(self, lanes: str) -> "View":
        return replace(self, lanes=lanes if lanes in LANES else LANES[0])

    def during(self, first: int, last: int) -> "View":
        """With the window set to whole seconds, at least ten minutes and within years 1 to 9999."""
        first, last = (min(max(edge, FIRST), LAST) for edge in (first, last))
        if last - first < 600:
            middle = min(max((first + last) // 2, FIRST + 300), LAST - 300)
            first, last = middle - 300, middle + 300
        if last - first >= 3 * 86_400:
            first, last = round(first / 86_400) * 86_400, min(round(last / 86_400) * 86_400, LAST)
        return self.select(self.selection.during(*spelled(first, last)))

    def window(self, holdings: Holdings) -> tuple[int, int]:
        """The period to draw, in seconds: open sides are drawn to the end of what the events speak of."""
        first, last = self.selection.window(holdings)
        low, high = holdings.extent
        margin = max((high - low) // 50, 86_400)
        first = max(min(low - margin, last - 86_400), FIRST) if first == MIN else first
        return first, min(max(high + margin, first + 86_400), LAST) if last == MAX else last

    def to_query(self) -> str:
        """`region=Kosovo&from=2023-09-24`, without a question mark; keys in a fixed order."""
        return urlencode(list(self._pairs()), safe=",:;.()", quote_via=_quoted)

    def href(self) -> str:
        query = self.to_query()
        return f"?{query}" if query else "?"

    def _pairs(self) -> Iterator[tuple[str, str]]:
        selection = self.selection
        for key, values in selection.facets.items():
            yield from ((key, value) for value in values)
        if selection.since:
            yield "from", selection.since
        if selection.until:
            yield "to", selection.until
        if selection.q:
            yield "q", selection.q
        if selection.bbox:
            yield "bbox", ",".join(_degrees(value) for value in selection.bbox)
        if selection.area:
            yield "area", ";".join(f"{_degrees(lon)},{_degrees(lat)}" for lon, lat in selection.area)
        if self.lanes != LANES[0]:
            yield "lanes", self.lanes
        if self.page != 1:
            yield "page", str(self.page)
        if self.event:
            yield "event", self.event


KEYS = (*(facet.key for facet in FACETS), "from", "to", "q", "bbox", "area", "lanes", "page", "event")


def read_query(query: str, engine: Engine) -> tuple[View, tuple[str, ...]]:
    """The view of a query string, and a notice for each part that was left out because it makes no sense here.

    Never raises: what is broken falls back to its default.
    """
    notices: list[str] = []
    if len(query) > LONGEST:
        return View(), (f"The link is longer than {LONGEST} characters and was not read.",)
    given: dict[str, list[str]] = {}
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
    if len(pairs) > MOST_VALUES:
        notices.append(f"The link has {len(pairs)} parameters; those after the first {MOST_VALUES} were left out.")
    for key, value in pairs[:MOST_VALUES]:
        given.setdefault(_writable(key), []).append(_writable(value).strip())
    for key in given:
        if key not in KEYS:
            notices.append(f"The link's “{key[:40]}” is not known and was left out. {nearest(key, KEYS)}".strip())
    selection = Selection()
    for facet in FACETS:
        values = given.get(facet.key, [])
        notices += unknown_values(facet.key, values, engine.holdings)
        selection = selection.choose(facet.key, set(values) & set(engine.holdings.values[facet.key]) if values else ())
    last_of = {key: values[-1] for key, values in given.items()}
    selection = replace(
        selection,
        q=_text(last_of.get("q", ""), notices),
        bbox=_box(last_of.get("bbox"), notices),
        area=_area(last_of.get("area"), notices),
    )
    selection = selection.during(*_period(last_of.get("from"), last_of.get("to"), notices))
    view = View(selection).open(_event(last_of.get("event"), engine, notices))
    lanes = last_of.get("lanes")
    if lanes is not None and lanes not in LANES:
        notices.append(f"Lanes by “{lanes[:40]}” are not known. {nearest(lanes, LANES)}")
    if selection.q and not engine.holdings.searched:
        notices.append(NO_SEARCH)
        view = view.select(replace(selection, q=""))
    view = view.turn(_page(last_of.get("page"), notices))
    return view.lane_by(lanes or LANES[0]), tuple(notices)


def _page(value: str | None, notices: list[str]) -> int:
    if not value:
        return 1
    if re.fullmatch(r"[1-9][0-9]{0,7}", value):
        return int(value)
    notices.append(f"page “{value[:40]}” was left out. Write a number from 1 on.")
    return 1


def _writable(text: str) -> str:
    """The text without what no link can hold: zeros, and lone halves of characters (surrogates)."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def tidy(text: str) -> str:
    """A search text as a link holds it: cut, with single spaces."""
    return " ".join(_writable(text)[:LONGEST_QUERY].split())


def _text(value: str, notices: list[str]) -> str:
    if len(value) > LONGEST_QUERY:
        notices.append(f"The search text was cut to {LONGEST_QUERY} characters.")
    return tidy(value)


def _period(since: str | None, until: str | None, notices: list[str]) -> tuple[str | None, str | None]:
    sides = []
    for name, value in (("from", since), ("to", until)):
        try:
            sides.append(value if value in (None, "", OPEN) else typed(value or ""))
        except DateError as error:
            notices.append(f"{name}: {error}")
            sides.append(None)
    first, last = (side or None for side in sides)
    if first is None and last is None:
        return None, None
    start, end = bound(first, "since"), bound(last, "until")
    if start is not None and end is not None and start >= end:
        notices.append(f"from {first} is after to {last}; both were left out.")
        return None, None
    return first or OPEN, last or OPEN


def _box(value: str | None, notices: list[str]) -> tuple[float, float, float, float] | None:
    if not value:
        return None
    numbers = _numbers(value)
    if len(numbers) == 4:
        west, south, east, north = numbers
        if -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90 and west != east:
            return west, south, east, north
    notices.append(f"bbox “{value[:60]}” was left out. Write west,south,east,north in degrees: 20,42,21.5,43.5.")
    return None


def _area(value: str | None, notices: list[str]) -> tuple[tuple[float, float], ...]:
    if not value:
        return ()
    corners = [_numbers(corner) for corner in value.split(";")]
    if 3 <= len(corners) <= MOST_CORNERS and all(
        len(corner) == 2 and -180 <= corner[0] <= 180 and -90 <= corner[1] <= 90 for corner in corners
    ):
        return tuple((lon, lat) for lon, lat in corners)
    notices.append("area was left out. Write three or more corners lon,lat;lon,lat;lon,lat in degrees.")
    return ()


def _numbers(text: str) -> list[float]:
    parts = text.split(",")
    if len(parts) > 8 or not all(re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,9})?", part.strip()) for part in parts):
        return []
    return [round(float(part), 4) + 0.0 for part in parts]


def _degrees(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") if math.isfinite(value) else "0"


def _event(value: str | None, engine: Engine, notices: list[str]) -> str | None:
    if not value:
        return None
    if engine.event(value) is not None:
        return value
    near = nearest(value, engine.ids(MOST_IDS)) if len(engine.holdings) <= MOST_IDS else ""
    remedy = near if near.startswith("Did") else ""
    shown = " that may be shown here" if engine.holdings.withheld else ""
    notices.append(f"There is no event “{value[:80]}”{shown} in these records. {remedy}".strip())
    return None
