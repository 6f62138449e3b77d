"""The words on the page and under every image: the sentence, the sources, what the drawing means."""

from collections.abc import Iterable

from dashboard import dataset_words
from dashboard.view import View
from events.casualties import Casualties
from events.dates import parse
from events.dates_in_words import in_words, period_in_words
from events.holdings import Holdings
from events.model import Event
from events.moments import moment
from events.selection import period, spelled
from events.summary import Outside, Summary

PRECISION_NOTE = "Symbol alone: dated as closely as the scale can show."
HOLLOW_NOTE = "Hollow symbol: some time within a short span, or uncertain."
PLACE_NOTE = "Filled symbol on the map: place known. Hollow symbol: somewhere in the dashed circle."
DISC_NOTE = "Disc on the map: many events, in rings by type, the inner the more frequent; pale: somewhere in an area."
EMPTY_NOTE = "No event passes all the filters."


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 event`, `2 events`, `1,200 events`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def sentence(view: View, holdings: Holdings, summary: Summary) -> str:
    """`9 of 14 events, 24 Sep – 13 Oct 2023, region Kosovo; 2 without a place`: true of what is on the screen."""
    return f"{headline(view, holdings, summary)}{filter_words(view, holdings)}{_tail(summary)}"


def headline(view: View, holdings: Holdings, summary: Summary) -> str:
    """The sentence's beginning: `9 of 14 events, 24 Sep – 13 Oct 2023`."""
    time = period(view.selection, holdings)
    return f"{summary.shown:,} of {plural(summary.total, 'event')}{f', {time}' if time else ''}"


def filters(view: View, holdings: Holdings, summary: Summary) -> str:
    """The sentence's rest as one of its own: `Region Kosovo; 2 without a place`. Empty where there is none."""
    words = f"{filter_words(view, holdings)}{_tail(summary)}".lstrip(",; ")
    return words[:1].upper() + words[1:]


def filter_words(view: View, holdings: Holdings) -> str:
    """What follows the period in the sentence: `, region Kosovo, text “police”`."""
    return "".join(f", {words}" for words in dataset_words.sentence(view.selection, holdings))


def _tail(summary: Summary) -> str:
    missing = ((summary.unplaced, "place"), (summary.undated, "date"))
    return "".join(f"; {count:,} without a {what}" for count, what in missing if count)


def lasting(view: View, holdings: Holdings) -> View:
    """The view with its period spelled out, so that its link shows the same when records have been added."""
    selection = view.selection
    if selection.since or selection.until:
        return view
    return view.select(selection.during(*spelled(*selection.window(holdings))))


def outside(side: str, part: Outside) -> str:
    """`2 earlier events, 2018 – 2022`: what the period leaves out on one side."""
    return f"{plural(part.count, f'{side} event')}, {period_in_words(moment(part.first), moment(part.last))}"


def bars_note(peak: float) -> str:
    """What bars of counts mean, and their scale."""
    return f"Bars count events, each spread evenly over its time; the highest stands for {peak:,.1f} events."


def casualties(figures: Casualties) -> str:
    """`Killed: 1 to 3 by the figures given; 12 events without a figure.` Unknown is never zero."""
    if figures.low is None or figures.high is None:
        return "Killed: no figure given."
    span = f"{figures.low:,}" if figures.low == figures.high else f"{figures.low:,} to {figures.high:,}"
    stated = f"Killed: {span}{' or more' if figures.unbounded else ''} by the figures given"
    return f"{stated}; {plural(figures.silent, 'event')} without a figure." if figures.silent else f"{stated}."


def sources(events: Iterable[Event], most: int = 4) -> str:
    """The publishers of the given events; a lone source with its title and day. Empty for no events."""
    named = list({source.id: source for event in events for source in event.sources}.values())
    if len(named) == 1:
        source = named[0]
        day = f", {in_words(parse(source.published))}" if source.published else ""
        return f"Source: {source.publisher}, “{source.title}”{day}."
    publishers = list(dict.fromkeys(source.publisher for source in named))
    more = f" and {len(publishers) - most} more" if len(publishers) > most else ""
    return f"Sources: {', '.join(publishers[:most])}{more}." if publishers else ""


def compiled(holdings: Holdings) -> str:
    """The day on which the records were compiled, where they say it."""
    return f"Records of {in_words(parse(holdings.compiled))}." if holdings.compiled else ""
