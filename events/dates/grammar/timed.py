"""One date with its time of day, and with the year or week that other words tell."""

from collections.abc import Callable

from events.dates.expressions import Age, Away, Expression, Inside, Manner, Point, Season, Which
from events.dates.grammar.daytimes import read_time_after, read_time_first
from events.dates.grammar.joining import weekday_alone
from events.dates.grammar.relative import read_relative
from events.dates.grammar.simple import read_simple
from events.dates.items import Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]


def read_dated(items: Items, index: int, reader: Reader) -> Read:
    """One date, with its time of day before or after it, and the year or week that other words tell."""
    found = read_time_first(items, index, reader) or read_simple(items, index, reader)
    if found is None:
        return None
    date, after = found
    inside = _inside(items, date, after, reader)
    if inside is not None:
        date, after = inside
    date, after = read_time_after(items, date, after) or (date, after)
    if items.sense(after, "manner") == "about_after":
        return Manner("about", date), after + 1
    return date, after


def _inside(items: Items, date: Expression, after: int, reader: Reader) -> Read:
    """`March last year`, `July 25 of that year`, `Monday of last week`"""
    told = items.lexicon.which_after or "which" in items[items.past(after, "of", "the", "in")].senses
    if told and isinstance(date, Age) and date.short:
        century = read_relative(items, items.past(after, "of", "in"), reader)
        if century is not None and isinstance(century[0], Which) and century[0].unit == "century":
            return Inside(date, century[0]), century[1]
    open_year = isinstance(date, Point | Season) and date.year is None and not weekday_alone(date)
    open_week = weekday_alone(date) or (isinstance(date, Point) and date.month is None and date.day is not None)
    if not (open_year or open_week):
        return None
    start = items.past(after, "of", "the", "in")
    if "which" not in items[start].senses and not items.lexicon.which_after and not items.sense(start, "unit"):
        return None
    found = read_relative(items, after if items.sense(after, "the") else start, reader)
    if found is None or not isinstance(found[0], Which | Away):
        return None
    unit = found[0].unit
    if (
        (open_year and unit == "year")
        or (open_week and unit in ("week", "month"))
        or (isinstance(date, Point) and date.month is None and unit == "month")
    ):
        return Inside(date, found[0]), found[1]
    return None
