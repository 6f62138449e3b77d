"""One date with its time of day, and with the year or week that other words tell."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.edtf import PARTS_OF_DAY
from events.dates.expressions import (
    Age,
    Away,
    Choice,
    Clock,
    Daytime,
    DayWord,
    Expression,
    Feast,
    Inside,
    Manner,
    Point,
    Range,
    Season,
    Slashed,
    Which,
    Wrong,
)
from events.dates.grammar.days import read_date
from events.dates.grammar.joining import weekday_alone
from events.dates.grammar.numeric import read_clock
from events.dates.grammar.relative import read_relative
from events.dates.grammar.simple import read_simple
from events.dates.items import Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]


def read_dated(items: Items, index: int, reader: Reader) -> Read:
    """One date, with its time of day before or after it, and the year or week that other words tell."""
    found = _time_first(items, index, reader) or read_simple(items, index, reader)
    if found is None:
        return None
    date, after = found
    inside = _inside(items, date, after, reader)
    if inside is not None:
        date, after = inside
    date, after = _time_after(items, date, after) or (date, after)
    if items.sense(after, "manner") == "about_after":
        return Manner("about", date), after + 1
    return date, after


def _inside(items: Items, date: Expression, after: int, reader: Reader) -> Read:
    """`March last year`, `July 25 of that year`, `Monday of last week`"""
    if isinstance(date, Age) and date.short and "which" in items[items.past(after, "of", "the", "in")].senses:
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


def _time_first(items: Items, index: int, reader: Reader) -> Read:
    """`the morning of 7 October`, `06:30 on Monday`, `at noon`"""
    part = items.sense(index, "part")
    if part is not None and "weekday" in items[index].senses:
        place = items.place(index, index + 1)
        return Daytime(
            part, Point(weekday=items.sense(index, "weekday"), place=place), items.place(index, index + 1)
        ), index + 1
    if part is not None:
        return _part_first(items, index, part, reader)
    found = read_clock(items, index)
    if found is None:
        return None
    time, after = found
    if isinstance(time, Wrong):
        day = read_simple(items, items.past(after, "in", "the", "of"), reader)
        return (time, day[1]) if day else found
    start = after + 1 if items.mark(after, ",") else after
    today = read_relative(items, start, reader) if "which" in items[start].senses else None
    if today is not None and isinstance(which := today[0], Which) and which.unit in PARTS_OF_DAY:
        time = _in_part(time, which.unit)
        return replace(time, of=replace(which, unit="day"), place=items.place(index, today[1])), today[1]
    part = items.sense(items.past(start, "in", "the", "of"), "part")
    if part is not None and time.either_half:
        time, after = _in_part(time, part), items.past(start, "in", "the", "of") + 1
        start = after
    date = read_simple(items, items.past(start, "in", "the", "of"), reader)
    if date is not None and _has_days(date[0]):
        return replace(time, of=date[0], place=items.place(index, date[1])), date[1]
    return time, after


def _part_first(items: Items, index: int, part: str, reader: Reader) -> Read:
    after = index + 1
    start = items.past(items.past(after, "of", "in"), "the", "of")
    found = read_simple(items, start, reader)
    joined = items[items.past(after, "of", "in")].senses
    if found is None and ("from" in joined or "between" in joined):
        found = reader(items, items.past(after, "of", "in"))
    if found is None or not _has_days(found[0]):
        return None if items.running else (Daytime(part, None, items.place(index, after)), after)
    day, end = found
    clock = read_clock(items, items.past(end + items.mark(end, ","), "in"))
    if clock is not None and isinstance(time := clock[0], Clock):
        return replace(_in_part(time, part), of=day, place=items.place(index, clock[1])), clock[1]
    return Daytime(part, day, items.place(index, end)), end


def _in_part(time: Clock, part: str) -> Clock:
    """A clock time that was told with a part of the day; one that is already told in full stays."""
    if not time.either_half:
        return time
    hour = time.hour % 12
    late = part in ("afternoon", "evening") or (part == "midday" and hour < 4) or (part == "night" and hour > 5)
    return replace(time, hour=hour + 12 if late else time.hour, either_half=False)


def _has_days(date: Expression) -> bool:
    if isinstance(date, Point):
        return date.day is not None or date.weekday is not None
    if isinstance(date, Which):
        return date.unit in ("day", "weekday")
    if isinstance(date, Away):
        return date.unit == "day"
    if isinstance(date, Range | Choice):
        return _has_days(date.first if isinstance(date, Range) else date.items[0])
    return isinstance(date, DayWord | Slashed | Feast)


def _time_after(items: Items, date: Expression, after: int) -> Read:
    """`7 October 2023, 06:30`, `Monday morning`, `October 7 in the morning`, `Monday at 6 p.m.`"""
    if not _has_days(date) or isinstance(date, Range | Choice):
        return None
    comma = items.mark(after, ",")
    start = items.past(after + comma, "in", "the", "of")
    place = (getattr(date, "place", (0, 0))[0] or items[after - 1].start, 0)
    part = items.sense(start, "part")
    if part is not None and not comma:
        if isinstance(date, Point) and date.weekday is not None and date.month is None and items.mark(start + 1, ","):
            full = read_date(items, start + 2)
            if full is not None and isinstance(full[0], Point) and full[0].day is not None:
                day = replace(full[0], weekday=date.weekday)
                return Daytime(part, day, (place[0], items[full[1] - 1].end)), full[1]
        return Daytime(part, date, (place[0], items[start].end)), start + 1
    edge = items.sense(start, "edge")
    if edge is not None and items.sense(start + 1, "part"):
        return Daytime(items.sense(start + 1, "part"), date, (place[0], items[start + 1].end)), start + 2
    about = items.sense(start, "manner") == "about"
    start = items.past(start + about, "in", "the") if about else start
    found = read_clock(items, start)
    if found is None or isinstance(time := found[0], Wrong):
        return found
    end = found[1]
    part = items.sense(items.past(end, "in", "the", "of"), "part")
    if part is not None and time.either_half:
        time, end = _in_part(time, part), items.past(end, "in", "the", "of") + 1
    time = replace(time, of=date, place=(place[0], items[end - 1].end))
    return (Manner("about", time) if about else time), end
