"""A whole expression of time: one date with what stands about it, or several that are joined."""

from dataclasses import replace
from typing import Literal

from events.dates.expressions import (
    Age, Away, Bound, Choice, Clock, Daytime, DayWord, Edge, Either, Eventful, Expression, Feast, Holding, Inside, Manner, Point, Range,
    Season, Slashed, Vague, Week, Which, Wrong,
)  # fmt: skip
from events.dates.grammar.days import (
    after_ordinal,
    is_ordinal,
    plain_end,
    read_age,
    read_date,
    read_feast,
    read_season,
    read_year,
)
from events.dates.grammar.numeric import read_clock, read_numeric
from events.dates.grammar.relative import read_relative
from events.dates.grammar.years import read_bare_year
from events.dates.items import Items

Read = tuple[Expression, int] | None
DEEPEST = 6  # wrappers within wrappers; a text that repeats "before" a thousand times is read no deeper


def read(items: Items, index: int) -> Read:
    """The longest expression that begins exactly here."""
    return _chain(items, index, 0)


def _chain(items: Items, index: int, depth: int) -> Read:
    found = _wrapped(items, index, depth)
    if found is None:
        return None
    first, after = found
    if isinstance(first, Range | Choice | Bound | Vague | Eventful | Inside):
        return found
    joined = _joined(items, after, first, depth)
    return joined or found


def _joined(items: Items, after: int, first: Expression, depth: int) -> Read:
    item = items[after]
    start = items.past(after + 1, "the", "in")
    if item.text in ("-", "—") or "to" in item.senses:
        second = _second(items, start, first, depth)
        if second is not None and _alike(first, second[0]):
            return _range("through", first, second[0]), second[1]
        return None
    kind = "or" if "or" in item.senses else "and" if "and" in item.senses else None
    if kind is None:
        return None
    second = _second(items, start, first, depth)
    if second is None or not _alike(first, second[0]):
        return None
    if kind == "and" and items.running and not _elliptic(first, second[0]):
        return None
    return Choice("or" if kind == "or" else "and", share(first, second[0])), second[1]


def _second(items: Items, start: int, first: Expression, depth: int) -> Read:
    """The other end; after a year in four digits two digits may do: 1914–18."""
    item = items[start]
    if isinstance(first, Point) and first.year and first.month is None and first.year > 0 and item.digits in (1, 2):
        number = item.number or 0
        unit = 10**item.digits
        dash = items[start - 1]
        if dash.text == "-" and dash.tight and item.tight and number > first.year % unit:
            return Point(first.year - first.year % unit + number, place=items.place(start, start + 1)), start + 1
    found = _wrapped(items, start, depth + 1)
    if found is None and isinstance(first, Point) and first.year is not None and first.month is None:
        return read_bare_year(items, start, joined=True)
    return found


def _alike(first: Expression, second: Expression) -> bool:
    """Whether two expressions can be the ends of one range; "Monday" and "1943" cannot."""
    if isinstance(first, Range | Choice | Bound | Vague | Eventful | Inside | Either):
        return False
    if isinstance(second, Range | Choice | Bound | Vague | Eventful | Either):
        return False
    if isinstance(first, Point) and isinstance(second, Point):
        if (first.weekday is None) != (second.weekday is None) and first.day is None != second.day is None:
            return False
        return not (first.year is not None and first.month is None and second.month is not None and second.day)
    return True


def _elliptic(first: Expression, second: Expression) -> bool:
    """Whether the first lacks what the second says for both: "May and June 1940"."""
    return (
        isinstance(first, Point | Season)
        and isinstance(second, Point | Season)
        and first.year is None
        and second.year is not None
        and not (isinstance(first, Point) and first.weekday is not None)
    )


def share(first: Expression, second: Expression) -> tuple[Expression, Expression]:
    """Two ends that complete each other: the year that only one of them has holds for both."""
    if isinstance(first, Edge) or isinstance(second, Edge):
        inner = share(first.of if isinstance(first, Edge) else first, second.of if isinstance(second, Edge) else second)
        return (
            replace(first, of=inner[0]) if isinstance(first, Edge) else inner[0],
            replace(second, of=inner[1]) if isinstance(second, Edge) else inner[1],
        )
    if not isinstance(first, Point | Season) or not isinstance(second, Point | Season):
        return first, second
    if first.year is None and second.year is not None and not _weekday_alone(first):
        back = _order(first) > _order(second) and type(first) is type(second)
        first = replace(
            first,
            year=second.year - back,
            **({"short": second.short} if isinstance(first, Point) and isinstance(second, Point) else {}),
        )
    elif second.year is None and first.year is not None and not _weekday_alone(second):
        on = _order(second) < _order(first) and type(first) is type(second)
        second = replace(second, year=first.year + on)
    return first, second


def _weekday_alone(point: Expression) -> bool:
    return isinstance(point, Point) and point.weekday is not None and point.month is None


def _order(point: Point | Season) -> tuple[int, int]:
    return (point.month or 0, point.day or 0) if isinstance(point, Point) else (point.code, 0)


def _wrapped(items: Items, index: int, depth: int) -> Read:
    """A date with what bounds or loosens it: "since", "early", "about", "throughout", "between"."""
    if depth > DEEPEST:
        return None
    senses = items[index].senses
    if not senses:
        return _dated(items, index)
    if "between" in senses:
        return _between(items, index, depth)
    start = items.past(index + 1, "the", "in")
    if "from" in senses and (found := _from(items, index, start, depth)):
        return found[0], found[1] + ("onwards" in items[found[1]].senses)
    if "for" in senses and (found := _during(items, index, start)):
        return found
    if "recurring" in senses:
        found = _dated(items, start)
        after = found[1] if found else index + 1
        return Vague("it recurs", items.place(index, after)), after
    if senses.get("manner", "about_after") != "about_after" and (found := _wrapped(items, start, depth + 1)):
        joined = _joined(items, found[1], found[0], depth) if senses["manner"] == "throughout" else None
        return Manner(senses["manner"], (joined or found)[0]), (joined or found)[1]
    if "edge" in senses and (found := _edge(items, index, depth)):
        return found
    if "bound" in senses and "which" not in senses and (found := _chain(items, start, depth + 1)):
        if isinstance(found[0], Vague):
            return found
        if not isinstance(found[0], Range | Bound | Eventful):
            return Bound(senses["bound"], found[0]), found[1]
    if "bound" in senses and "which" not in senses and "shift" in senses and (found := _dated(items, index)):
        return found
    return _dated(items, index)


def _during(items: Items, index: int, start: int) -> Read:
    """`for the past three days`, `for years`"""
    found = read_relative(items, index + 1, _dated) or read_relative(items, start, _dated)
    if found is not None and isinstance(found[0], Which) and found[0].count is not None:
        return Manner("throughout", found[0]), found[1]
    if "unit" in items[start].senses and items[start].senses.get("number") == 0:
        return Vague("no number is told", items.place(index, start + 1)), start + 1
    return None


def _between(items: Items, index: int, depth: int) -> Read:
    found = _chain(items, items.past(index + 1, "the"), depth + 1)
    if found is None:
        return None
    inner, after = found
    if isinstance(inner, Choice) and inner.kind == "and" and len(inner.items) == 2:
        return _range("within", inner.items[0], inner.items[1]), after
    if isinstance(inner, Range):
        return replace(inner, kind="within"), after
    if "and" in items[after].senses:
        second = _second(items, items.past(after + 1, "the"), inner, depth + 1)
        if second is not None and _alike(inner, second[0]):
            return _range("within", inner, second[0]), second[1]
    return None


def _range(kind: Literal["through", "within"], first: Expression, last: Expression) -> Range:
    """A range whose ends complete each other; the day of two clock times may stand with either."""
    if isinstance(first, Clock) and isinstance(last, Clock) and (first.of is None) != (last.of is None):
        day = first.of or last.of
        return Range(kind, replace(first, of=day), replace(last, of=day))
    one, other = share(first, last)
    years = [point.year for point in (one, other) if isinstance(point, Point | Season)]
    given = [point.year for point in (first, last) if isinstance(point, Point | Season)]
    return Range(kind, one, other, None in given and len(set(years)) == 2)


def _from(items: Items, index: int, start: int, depth: int) -> Read:
    found = _chain(items, start, depth + 1) or (
        read_bare_year(items, start, joined=True) if items[items.past(start + 1)].senses.get("to") else None
    )
    if found is None:
        return None
    inner, after = found
    if isinstance(inner, Range):
        return inner, after
    if isinstance(inner, Point) and inner.month is None and inner.day is None and "to" in items[after].senses:
        joined = _joined(items, after, inner, depth)
        if joined is not None:
            return joined
    if isinstance(inner, Choice | Bound | Vague | Eventful):
        return inner, after
    return Bound("since", inner), after


def _edge(items: Items, index: int, depth: int) -> Read:
    start = index + 1
    if items.mark(start, "-") and items[start].tight:
        start += 1
    start = items.past(start, "of", "the", "in")
    if items[start].senses and "edge" in items[start].senses and depth < DEEPEST:
        return None
    edge = items.sense(index, "edge")
    if items[start - 1].text == "-" or start > index + 1 or True:
        found = _dated(items, start)
        if found is None and items.sense(start, "unit") in ("week", "month", "year", "decade", "century"):
            if items.sense(start - 1, "the"):
                found = Which("the", items.sense(start, "unit"), place=items.place(start, start + 1)), start + 1
    if found is None or isinstance(found[0], Vague | Eventful | Away):
        return None
    return Edge(edge, found[0], (items[index].start, items[found[1] - 1].end)), found[1]


def _dated(items: Items, index: int) -> Read:
    """One date, with its time of day before or after it, and the year or week that other words tell."""
    found = _time_first(items, index) or _simple(items, index)
    if found is None:
        return None
    date, after = found
    inside = _inside(items, date, after)
    if inside is not None:
        date, after = inside
    date, after = _time_after(items, date, after) or (date, after)
    if items.sense(after, "manner") == "about_after":
        return Manner("about", date), after + 1
    return date, after


def _inside(items: Items, date: Expression, after: int) -> Read:
    """`March last year`, `July 25 of that year`, `Monday of last week`"""
    if isinstance(date, Age) and date.short and "which" in items[items.past(after, "of", "the", "in")].senses:
        century = read_relative(items, items.past(after, "of", "in"), _dated)
        if century is not None and isinstance(century[0], Which) and century[0].unit == "century":
            return Inside(date, century[0]), century[1]
    open_year = isinstance(date, Point | Season) and date.year is None and not _weekday_alone(date)
    open_week = _weekday_alone(date) or (isinstance(date, Point) and date.month is None and date.day is not None)
    if not (open_year or open_week):
        return None
    start = items.past(after, "of", "the", "in")
    if "which" not in items[start].senses and not items.lexicon.which_after and not items.sense(start, "unit"):
        return None
    found = read_relative(items, after if items.sense(after, "the") else start, _dated)
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


def _time_first(items: Items, index: int) -> Read:
    """`the morning of 7 October`, `06:30 on Monday`, `at noon`"""
    part = items.sense(index, "part")
    if part is not None:
        after = index + 1
        start = items.past(items.past(after, "of", "in"), "the", "of")
        found = _simple(items, start) if start > after or not items.running else None
        if found is None and start == after:
            found = _simple(items, start)
        joined = items[items.past(after, "of", "in")].senses
        if found is None and ("from" in joined or "between" in joined):
            found = _chain(items, items.past(after, "of", "in"), 2)
        if found is not None and _has_days(found[0]):
            day, end = found
            clock = read_clock(items, items.past(end + items.mark(end, ","), "in"))
            if clock is not None and isinstance(clock[0], Clock):
                return replace(
                    _in_part(clock[0], part) if clock[0].either_half else clock[0],
                    of=day,
                    place=items.place(index, clock[1]),
                ), clock[1]
            return Daytime(part, day, items.place(index, end)), end
        return None if items.running else (Daytime(part, None, items.place(index, after)), after)
    clock = read_clock(items, index)
    if clock is None:
        return None
    if not isinstance(clock[0], Clock):
        day = _simple(items, items.past(clock[1], "in", "the", "of"))
        return (clock[0], day[1]) if day else clock
    time, after = clock
    start = after + 1 if items.mark(after, ",") else after
    part = items.sense(items.past(start, "in", "the", "of"), "part")
    today = read_relative(items, start, _dated) if "which" in items[start].senses else None
    if (
        today is not None
        and isinstance(today[0], Which)
        and today[0].unit in ("morning", "afternoon", "evening", "night")
    ):
        which = today[0]
        time = _in_part(time, which.unit) if time.either_half else time
        return replace(time, of=replace(which, unit="day"), place=items.place(index, today[1])), today[1]
    if part is not None and time.either_half:
        time, after = _in_part(time, part), items.past(start, "in", "the", "of") + 1
        start = after
    start = items.past(start, "in", "the", "of")
    found = _simple(items, start)
    if found is not None and _has_days(found[0]):
        return replace(time, of=found[0], place=items.place(index, found[1])), found[1]
    return time, after


def _in_part(time: Clock, part: str) -> Clock:
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
    clock = read_clock(items, start)
    if clock is not None and isinstance(clock[0], Wrong):
        return clock
    if clock is not None and isinstance(clock[0], Clock) and clock[0].of is None:
        time, end = clock
        part = items.sense(items.past(end, "in", "the", "of"), "part")
        if part is not None and time.either_half:
            time, end = _in_part(time, part), items.past(end, "in", "the", "of") + 1
        return replace(time, of=date, place=(place[0], items[end - 1].end)), end
    return None


def _simple(items: Items, index: int) -> Read:
    item = items[index]
    if "other_year" in item.senses:
        return _other_year(items, index)
    if item.number is not None:
        return (
            _other_calendar(items, index)
            or _iso_week(items, index)
            or read_numeric(items, index)
            or read_age(items, index)
            or read_date(items, index)
            or read_season(items, index)
            or read_relative(items, index, _dated)
            or read_bare_year(items, index)
            or _day_alone(items, index)
        )
    senses = item.senses
    if not senses:
        return (
            read_season(items, index) or read_age(items, index) or _short_year(items, index)
            if item.text in ("q", "h", "'") or (item.word and item.text[0] in "ivxхі")
            else None
        )
    if "feast" in senses and item.text.isdigit() and item.end - item.start <= 5 and not items.running:
        readings: list[tuple[Expression, str]] = (
            [(found[0], "the name of a day")] if (found := read_feast(items, index)) else []
        )
        month, day = (int(number) for number in senses["feast"][5:].split("-")) if len(senses["feast"]) > 5 else (0, 0)
        if month:
            slashed = Slashed(month, day, None, place=items.place(index, index + 1))
            return Either((*readings, (slashed, "a day and a month"))), index + 1
    if "the" in senses:
        after = index + 1
        return (
            _unit_of(items, after)
            or read_relative(items, index, _dated)
            or (_simple(items, after) if "the" not in items[after].senses else None)
        )
    if "weekday" in senses and (found := _weekday(items, index)):
        return found
    if "vague" in senses:
        return Vague("it has no bounds", items.place(index, index + 1)), index + 1
    if "several" in senses and items.sense(index + 1, "unit"):
        return read_relative(items, index, _dated) or (
            (Vague("no number is told", items.place(index, index + 2)), index + 2) if item.text == "recent" else None
        )
    return (
        _other_calendar(items, index)
        or read_feast(items, index)
        or _unit_of(items, index)
        or read_age(items, index)
        or read_relative(items, index, _dated)
        or read_date(items, index)
        or read_season(items, index)
        or _day_alone(items, index)
        or _weekend(items, index)
        or (_after_year_word(items, index) if "year" in senses or "era" in senses else None)
    )


def _day_alone(items: Items, index: int) -> Read:
    """`on the 24th`: a number with its ending, after a word for "on"."""
    if items[index].number is None or not is_ordinal(items, index) or not 1 <= (items[index].number or 0) <= 31:
        return None
    before = index - 1 - ("the" in items[index - 1].senses)
    after = after_ordinal(items, index)
    if "of" in items[after].senses and "which" in items[items.past(after, "of", "the")].senses:
        return Point(day=items[index].number, place=items.place(index, after)), after
    if "in" not in items[before].senses or (items.running and not plain_end(items, after)):
        return None
    if items.sense(after, "unit") or items[after].text == "-":
        return None
    return Point(day=items[index].number, place=items.place(index, after)), after


def _short_year(items: Items, index: int) -> Read:
    """`in '98`"""
    number = items[index + 1]
    if number.digits != 2 or not number.tight or "in" not in items[index - 1].senses:
        return None
    return Point(number.number, short=True, place=items.place(index, index + 2)), index + 2


def _unit_of(items: Items, index: int) -> Read:
    """`the month of August 2006`, `the week of 25 September`, `the weekend of 7–8 October`, `week 39 of 2023`"""
    unit = items.sense(index, "unit")
    if unit == "week" and items[index + 1].digits in (1, 2):
        year = read_year(items, items.past(index + 2, "of", "in"))
        if year is not None and 1 <= (items[index + 1].number or 0) <= 53:
            return Week(year[0], items[index + 1].number or 0, items.place(index, year[2])), year[2]
    if unit not in ("day", "week", "weekend", "month", "year"):
        return None
    if "of" not in items[index + 1].senses and unit != "weekend":
        return None
    found = read_date(items, items.past(index + 1, "the", "of")) or (
        read_bare_year(items, index + 2) if unit == "year" else None
    )
    if found is None:
        return None
    inner = found[0]
    if isinstance(inner, Range | Choice):
        inner = inner.first if isinstance(inner, Range) else inner.items[0]
    if not isinstance(inner, Point):
        return None
    if unit in ("week", "weekend") and inner.day is not None:
        return Holding(unit, inner, items.place(index, found[1])), found[1]
    return found if (unit == "day") == (inner.day is not None) else None


def _iso_week(items: Items, index: int) -> Read:
    """`2023-W39`"""
    week = items[index + 3]
    if (
        items[index].digits == 4
        and items.mark(index + 1, "-")
        and items.mark(index + 2, "w")
        and week.digits == 2
        and week.tight
    ):
        if 1 <= (week.number or 0) <= 53:
            return Week(items[index].number or 0, week.number or 0, items.place(index, index + 4)), index + 4
    return None


def _weekend(items: Items, index: int) -> Read:
    """`at the weekend`: no other word tells which."""
    if items.sense(index, "unit") != "weekend" or items.running and "the" not in items[index - 1].senses:
        return None
    return Which("latest", "weekend", place=items.place(index, index + 1)), index + 1


def _after_year_word(items: Items, index: int) -> Read:
    """`the year 1943`, `AD 70`"""
    if items.sense(index, "era") == "bc":
        return None
    found = read_year(items, index)
    if found is None:
        return read_bare_year(items, index + 1, joined=True) if items.sense(index, "year") else None
    return Point(found[0], short=found[1], place=items.place(index, found[2])), found[2]


def _weekday(items: Items, index: int) -> Read:
    """A weekday, with the date that it belongs to where one follows."""
    day = items.sense(index, "weekday")
    after = index + 1
    if items.mark(after, ".") and items[after].tight:
        after += 1
    start = items.past(after + 1 if items.mark(after, ",") else after, "the", "in")
    found = read_date(items, start)
    if found is None and items[start].number is not None:
        found = read_numeric(items, start)
    if found is not None and isinstance(found[0], Point) and found[0].day is not None:
        return replace(found[0], weekday=day, place=items.place(index, found[1])), found[1]
    if items.lexicon.which_after and (which := read_relative(items, index, _dated)) is not None:
        return which
    return Point(weekday=day, place=items.place(index, index + 1)), index + 1


def _other_year(items: Items, index: int) -> Read:
    """`fiscal year 2012-13`: where it begins is not told."""
    found = read_numeric(items, index + 1)
    after = found[1] if found else index + 2 if items[index + 1].digits in (2, 4) else index + 1
    return Vague("where such a year begins and ends is not told", items.place(index, after)), after


def _other_calendar(items: Items, index: int) -> Read:
    """`15 Tishrei 5784`, `Ramadan 1445`: recognised, never read as Gregorian."""
    at = index + 1 if items[index].number is not None else index
    name = items.sense(at, "calendar")
    if name is None:
        return None
    after = at + 1
    if items[after].number is not None and items[after].digits in (2, 4):
        after += 1
    return Vague(f"a date of the {name} calendar, not read as Gregorian", items.place(index, after)), after
