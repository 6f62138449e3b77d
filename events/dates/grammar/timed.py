"""One date with its time of day, and with the year or week that other words tell."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import (
    Age,
    Away,
    Clock,
    Daytime,
    Expression,
    Inside,
    Manner,
    Point,
    Range,
    Season,
    Slashed,
    Toward,
    Which,
)
from events.dates.grammar.days import read_date
from events.dates.grammar.daytimes import read_time_after, read_time_first
from events.dates.grammar.joining import weekday_alone
from events.dates.grammar.relative import read_relative
from events.dates.grammar.seasons import read_season
from events.dates.grammar.simple import ABBREVIATED, read_simple
from events.dates.grammar.weekdays import read_beside, read_week_on
from events.dates.items import END, Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]


def read_dated(items: Items, index: int, reader: Reader) -> Read:
    """One date, with its time of day before or after it, and the year or week that other words tell."""
    found = read_week_on(items, index) or read_time_first(items, index, reader) or read_simple(items, index, reader)
    if found is None:
        return None
    date, after = found
    date, after = weekday_behind(items, date, after)
    date, after = read_beside(items, date, after, reader) or (date, after)
    date, after = _inside(items, date, after, reader) or _toward(items, date, after) or (date, after)
    date, after = _of_which(items, date, after) or (date, after)
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
    if isinstance(date, Daytime | Clock) and isinstance(date.of, Point):
        found = _inside(items, date.of, after, reader) if date.of.year is None else None
        return None if found is None else (replace(date, of=found[0]), found[1])
    if isinstance(date, Range) and isinstance(date.first, Point) and isinstance(date.last, Point):
        found = _inside(items, date.last, after, reader) if date.first.month and not date.first.year else None
        if found is None or not isinstance(found[0], Inside):
            return None
        return replace(date, first=Inside(date.first, found[0].of), last=found[0]), found[1]
    open_year = isinstance(date, Point | Season) and date.year is None and not weekday_alone(date)
    open_week = weekday_alone(date) or (isinstance(date, Point) and date.month is None and date.day is not None)
    if not (open_year or open_week):
        return None
    start = items.past(after, "of", "the", "in")
    known = any(name in items[start].senses for name in ("which", "which_unit", "unit"))
    if not known and not items.lexicon.which_after:
        return None
    found = read_relative(items, after if items.sense(after, "the") else start, reader) or _the_unit(items, start)
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


def _the_unit(items: Items, index: int) -> Read:
    """`the 5th of the month`, `second quarter of the year`: of which one, no other word tells."""
    unit = items.sense(index, "unit")
    if unit not in ("month", "year") or items[index].senses.get("number") is not None:
        return None
    if not any(name in items[index - 1].senses for name in ("the", "of")) and not items.lexicon.no_article:
        return None
    return Which("the", unit, place=items.place(index, index + 1)), index + 1


def _toward(items: Items, date: Expression, after: int) -> Read:
    """`15 November next`, `le 7 octobre dernier`: a day without a year and the word for last or next behind it."""
    if not isinstance(date, Point) or date.month is None or date.day is None or date.year is not None:
        return None
    at = items.past(after, "the")
    kinds = items.sense(at, "which")
    following = items[at + 1]
    if kinds is None or "unit" in following.senses or following.number is not None:
        return None
    if not items.lexicon.which_after and (items.running or following.word):
        return None
    kind = next((kind for kind in kinds if kind in ("last", "next", "coming", "this")), None)
    if kind == "this":
        return Inside(date, Which("this", "year", place=items.place(at, at + 1))), at + 1
    return None if kind is None else (Toward(date, "last" if kind == "last" else "next"), at + 1)


def _of_which(items: Items, date: Expression, after: int) -> Read:
    """`last year, in March`, `торік у вересні`, `last week on Monday`, `four years later, on 10 May`"""
    years_on = isinstance(date, Away) and date.unit == "year" and date.base is None and date.direction == "later"
    if isinstance(date, Away) and years_on and items.running:
        start = items.past(after + items.mark(after, ","), "in", "the")
        found = read_date(items, start) if start > after else None
        dated = found is not None and isinstance(found[0], Point) and found[0].month and found[0].year is None
        return (Inside(found[0], date), found[1]) if found is not None and dated else None
    if not isinstance(date, Which) or date.unit not in ("year", "week") or date.count is not None:
        return None
    comma = items.mark(after, ",")
    start = items.past(after + comma, "in", "the")
    if start == after:
        return None
    if date.unit == "week":
        weekday = items.sense(start, "weekday")
        inner: Expression = Point(weekday=weekday, place=items.place(start, start + 1))
        return None if weekday is None else (Inside(inner, date), start + 1)
    found = read_date(items, start) or (read_season(items, start) if items[start].senses else None)
    if found is None or not isinstance(found[0], Point | Season) or found[0].year is not None:
        return None
    return Inside(found[0], date), found[1]


def weekday_behind(items: Items, date: Expression, after: int) -> tuple[Expression, int]:
    """`10 October 2023, Tuesday`, `10/10/2023 (Tue)`: the date with the weekday that stands behind it."""
    full = isinstance(date, Slashed) or (isinstance(date, Point) and bool(date.month and date.day))
    if not full or not isinstance(date, Point | Slashed) or date.weekday is not None:
        return date, after
    bracket = items.mark(after, "(")
    start = items.past(after + 1, "the") if bracket or items.mark(after, ",") else after
    day = items.sense(start, "weekday")
    if day is None or (start == after and items.running) or "which" in items[start + 1].senses:
        return date, after
    end = start + 1
    if items.mark(end, ".") and items[end].tight and items[start].end - items[start].start <= ABBREVIATED:
        end += 1
    if bracket:
        return (replace(date, weekday=day), end + 1) if items.mark(end, ")") else (date, after)
    if items[items.past(end + items.mark(end, ","), "the")].number is not None or "month" in items[end].senses:
        return date, after  # it belongs to a date that follows
    if items.running and not (items[end] is END or items[end].text in (",", ".", ";", ")")):
        return date, after
    return replace(date, weekday=day), end
