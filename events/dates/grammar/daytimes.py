"""Parts of a day and clock times, before or after the day that they belong to."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.edtf import PARTS_OF_DAY
from events.dates.expressions import (
    NOWHERE,
    Away,
    Bound,
    Choice,
    Clock,
    Daytime,
    DayWord,
    Either,
    Expression,
    Feast,
    Inside,
    Manner,
    Point,
    Range,
    Slashed,
    Which,
    Wrong,
)
from events.dates.grammar.clocks import read_clock
from events.dates.grammar.days import day_number, read_date, read_month
from events.dates.grammar.lone_parts import by_itself, overnight
from events.dates.grammar.relative import read_relative
from events.dates.grammar.simple import read_simple
from events.dates.items import END, Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]
LATE = ("afternoon", "evening")
SHORTEST_MONTH = 28  # days


def has_days(date: Expression) -> bool:
    if isinstance(date, Point):
        return date.day is not None or date.weekday is not None
    if isinstance(date, Which):
        return date.unit in ("day", "weekday")
    if isinstance(date, Away):
        return date.unit == "day"
    if isinstance(date, Inside):
        return has_days(date.inner)
    if isinstance(date, Range | Choice):
        return has_days(date.first if isinstance(date, Range) else date.items[0])
    return isinstance(date, DayWord | Slashed | Feast)


def in_part(time: Clock, part: str) -> Clock:
    """A clock time that is told with a part of the day: 8:30 in the evening is 20:30, 12 at night is midnight."""
    if not 1 <= time.hour <= 12 or time.zone == "Z":
        return time
    hour = time.hour % 12
    if hour == 0 and part in ("night", "evening"):
        return replace(time, hour=24, either_half=True)
    if hour == 0 and part == "morning":
        return time
    late = part in LATE or (part == "midday" and hour < 4) or (part == "night" and hour > 5)
    return replace(time, hour=hour + 12 if late else hour, either_half=False)


def _on(items: Items, time: Clock, part: str | None, day: Expression, span: tuple[int, int]) -> Expression:
    """A clock time on a day; one after midnight in the night of a day is of that day or of the next one."""
    time = in_part(time, part) if part else time
    clock = replace(time, of=day, place=span)
    if isinstance(day, Range | Choice):
        ends = (day.first, day.last) if isinstance(day, Range) else (day.items[0], day.items[-1])
        return replace(clock, of=ends[part in ("night", "night_to") and time.hour < 12])
    if part == "night_to" and time.hour >= 12:
        return replace(clock, of=Away(1, "day", "before", day, span))
    if part != "night" or time.hour >= 12:
        return clock
    following = replace(clock, of=Away(1, "day", "after", day, span))
    return Either(((clock, "in the small hours of the day"), (following, "in the night that begins on the day")))


def _time_at(items: Items, index: int) -> tuple[Clock | Wrong, bool, int] | None:
    """A clock time after "at", "about" or a comma: it, whether it is about, and the index after it."""
    start = items.past(index + items.mark(index, ","), "in", "the")
    about = items.sense(start, "manner") == "about"
    found = read_clock(items, items.past(start + 1, "in", "the") if about else start)
    return None if found is None else (found[0], about, found[1])


def read_time_first(items: Items, index: int, reader: Reader) -> Read:
    """`the morning of 7 October`, `06:30 on Monday`, `at noon`"""
    part = items.sense(index, "part")
    if part is not None and "weekday" in items[index].senses:
        date = read_simple(items, index, reader)
        if date is None or not has_days(date[0]):
            return None
        return _part_of(items, index, part, date[0], date[1])
    if part is not None:
        return _part_first(items, index, part, reader)
    found = read_clock(items, index)
    if found is None:
        return None
    time, after = found
    if isinstance(time, Wrong):
        day = read_simple(items, items.past(after, "in", "the", "of"), reader)
        return (time, day[1]) if day else found
    start = _past_other_zone(items, after)
    start += items.mark(start, ",")
    told = _day_and_part(items, start, reader)
    if told is not None:
        part, of, end = told
        return _on(items, time, part, of, items.place(index, end)), end
    named = items.past(start, "in", "the", "of")
    part = items.sense(named, "part") if "weekday" not in items[named].senses else None
    if part is not None:
        after = start = named + 1
        time = in_part(time, part) if part != "night" else time
    date = read_simple(items, items.past(start + items.mark(start, ","), "in", "the", "of"), reader)
    if date is not None and has_days(date[0]):
        behind = items.sense(date[1], "part") if part is None and not items.lexicon.which_after else None
        if behind is not None and "weekday" not in items[date[1]].senses and behind in PARTS_OF_DAY:
            part, date = behind, (date[0], date[1] + 1)  # `6:30 tomorrow night`
        part = part if part != "night" or time.hour > 5 else "small_hours"
        return _on(items, time, part, date[0], items.place(index, date[1])), date[1]
    return in_part(time, part) if part else time, after


def _past_other_zone(items: Items, index: int) -> int:
    """The index after `(0800 GMT)`, the same time elsewhere, behind the clock of the place."""
    other = read_clock(items, index + 1) if items.mark(index, "(") else None
    elsewhere = other is not None and isinstance(other[0], Clock) and other[0].zone is not None
    return other[1] + 1 if other is not None and elsewhere and items.mark(other[1], ")") else index


def _day_and_part(items: Items, index: int, reader: Reader) -> tuple[str, Expression, int] | None:
    """`this morning`, `last night`, after a clock time: the part, the day, and the index after both."""
    senses = items[index].senses
    if "which" not in senses and "day_part" not in senses:
        return None
    found = read_relative(items, index, reader)
    if found is None:
        return None
    date, end = found
    if isinstance(date, Which) and date.unit in PARTS_OF_DAY:
        return date.unit, replace(date, unit="day"), end
    if isinstance(date, Daytime) and date.of is not None:
        return date.part, date.of, end
    return None


def _part_first(items: Items, index: int, part: str, reader: Reader) -> Read:
    after = index + 1
    if part in ("night", "night_to") and (night := _night_between(items, index, reader)) is not None:
        return night
    start = items.past(items.past(after, "of", "in"), "the", "of")
    found = read_simple(items, start, reader)
    if part == "night_before":
        if found is None or not has_days(found[0]):
            return None
        place = items.place(index, found[1])
        return Daytime("night", Away(1, "day", "before", found[0], place), place), found[1]
    joined = items[items.past(after, "of", "in")].senses
    if found is None and ("from" in joined or "between" in joined):
        found = reader(items, items.past(after, "of", "in"))
    if found is not None and has_days(found[0]):
        return _part_of(items, index, part, found[0], found[1])
    if items.lexicon.which_after and (which := read_relative(items, index, reader)) is not None:
        return which
    if items.running and not (_begins_sentence(items, index, after) or by_itself(items, index, after)):
        return overnight(items, index)
    return Daytime(part, None, items.place(index, after)), after


def _begins_sentence(items: Items, index: int, after: int) -> bool:
    """`Am Abend fiel die Stadt`, `Вранці роботи завершили`: on the day told last; `Night Train` is a name."""
    start = index
    while (
        start > index - 3 and items[start - 1].word and any(name in items[start - 1].senses for name in ("in", "the"))
    ):
        start -= 1
    before = items[start - 1]
    opens = before is END or items[start].fresh or (before.text in (".", "!", "?", ";") and not items[start].tight)
    following = items[after]
    if start < index and before.text == "," and not items[start].tight and items.lexicon.noun_capitals:
        opens = (
            following.word and not following.capital and "of" not in following.senses
        )  # `…, am Abend fiel die Stadt`
    if "shift" in following.senses or "unit" in following.senses:
        return False  # `a night earlier`
    return opens and following.word and not (following.capital and items[index].capital and start == index)


def _part_of(items: Items, index: int, part: str, day: Expression, end: int) -> Read:
    """A part of a day, or the clock time within it that follows."""
    told = _time_at(items, end)
    if told is not None and isinstance(time := told[0], Clock):
        clock = _on(items, time, part, day, items.place(index, told[2]))
        return (Manner("about", clock) if told[1] else clock), told[2]
    if isinstance(day, Choice):
        return Choice(day.kind, tuple(Daytime(part, one, getattr(one, "place", NOWHERE)) for one in day.items)), end
    return Daytime(part, day, items.place(index, end)), end


def _night_between(items: Items, index: int, reader: Reader) -> Read:
    """`у ніч з 23 на 24 вересня`, `la noche del lunes al martes`: the night of the first of two days."""
    start = items.past(index + 1, "of", "the", "in")
    joined = _joins(items, start, "from", "between", "night_from")
    start = items.past(start + 1, "the", "in") if joined else start
    weekday = items.sense(start, "weekday")
    number = day_number(items, start) if weekday is None else None
    middle = number[1] if number else start + 1
    if number is not None and (month := read_month(items, items.past(middle, "of"))) is not None:
        middle = month[1]
    dash = weekday is not None and items[middle].text in ("-", "—", "/")
    if (number is None and weekday is None) or not (dash or _joins(items, middle, "to", "night_to", "and", "weekday")):
        return None
    apart = "weekday" not in items[middle].senses or "night_to" in items[middle].senses
    found = read_simple(items, items.past(middle + apart, "the", "in"), reader)
    if number is not None and not (found is not None and isinstance(found[0], Point) and found[0].month):
        return _night_of_days(items, index, number[0], items.past(middle + apart, "the", "in"))
    if found is None or not isinstance(second := found[0], Point):
        return None
    if number is not None:
        follows = second.day == number[0] + 1 or (second.day == 1 and number[0] >= SHORTEST_MONTH)
        if second.month is None or not follows:
            return None
    elif weekday is None or second.weekday is None or (second.weekday - weekday) % 7 != 1:
        return None
    place = items.place(index, found[1])
    both = Range("through", Away(1, "day", "before", second, place), second)
    return _part_of(items, index, "night", both, found[1])


def _night_of_days(items: Items, index: int, first: int, at: int) -> Read:
    """`en la noche del 6 al 7`: the night of two days of which no month is told."""
    second = day_number(items, at)
    if second is None or items[at].number is None or not 1 <= first <= 31 or "unit" in items[second[1]].senses:
        return None
    if second[0] != first + 1 and not (second[0] == 1 and first >= SHORTEST_MONTH):
        return None
    place = items.place(index, second[1])
    return Daytime("night", Point(day=first, place=place), place), second[1]


def _joins(items: Items, index: int, *names: str) -> bool:
    senses = items[index].senses
    return any(name in senses for name in names)


def read_time_after(items: Items, date: Expression, after: int) -> Read:
    """`7 October 2023, 06:30`, `Monday morning`, `October 7 in the morning`, `Monday at 6 p.m.`"""
    ended = items.mark(after - 1, ".") and items[after].word and items[after].capital
    if ended and not items.lexicon.noun_capitals:
        return None  # `2022. Ујутру`: another sentence
    if isinstance(date, Daytime | Which) and not has_days(date):
        return _after_part(items, date, after)
    if not has_days(date) or isinstance(date, Range | Choice):
        return None
    comma = items.mark(after, ",")
    start = items.past(after + comma, "in", "the", "of")
    first = getattr(date, "place", (0, 0))[0] or items[after - 1].start
    part, edge = items.sense(start, "part"), items.sense(start, "edge")
    if part is not None and "only_before" in items[start].senses:
        part = None
    if part is None and edge is not None and items.sense(start + 1, "part"):
        part, start, comma = items.sense(start + 1, "part"), start + 1, False
    if part == "night_to" and isinstance(date, Point):
        return _night_into(items, date, start + 1, first)
    if part is not None and not comma:
        date, end = _with_date(items, date, start + 1)
        if isinstance(date, DayWord) and date.weekday is None and (named := items.sense(end, "weekday")) is not None:
            date, end = replace(date, weekday=named), end + 1  # `غدا صباح الجمعة`
        return _told_after(items, date, part, end, first) or (Daytime(part, date, (first, items[end - 1].end)), end)
    return _told_after(items, date, None, after, first)


def _night_into(items: Items, day: Point, index: int, first: int) -> Read:
    """`Friday night into Saturday`: the night between two days that follow each other."""
    second = items.sense(items.past(index, "the"), "weekday")
    if day.weekday is None or second is None or (second - day.weekday) % 7 != 1:
        return None
    end = items.past(index, "the") + 1
    return Daytime("night", day, (first, items[end - 1].end)), end


def _with_date(items: Items, day: Expression, after: int) -> tuple[Expression, int]:
    """`Monday morning, 9 October 2023`: the weekday with the date that follows its part of the day."""
    if isinstance(day, Point) and day.weekday is not None and day.month is None and items.mark(after, ","):
        full = read_date(items, items.past(after + 1, "in", "the"))
        if full is not None and isinstance(full[0], Point) and full[0].day is not None:
            return replace(full[0], weekday=day.weekday), full[1]
    return day, after


def _after_part(items: Items, date: Daytime | Which, after: int) -> Read:
    """`this morning at 9:30`, `last night about 10 p.m.`"""
    first = date.place[0]
    if isinstance(date, Daytime):
        return _told_after(items, date.of, date.part, after, first) if date.of is not None else None
    if date.unit not in PARTS_OF_DAY:
        return None
    return _told_after(items, replace(date, unit="day"), date.unit, after, first)


def _told_after(items: Items, date: Expression, part: str | None, after: int, first: int) -> Read:
    """The clock time that follows a day, with the part of the day that stands before or after it."""
    begun = "from" in items[after].senses
    found = _time_at(items, after + begun)
    if found is None:
        return None
    time, about, end = found
    if isinstance(time, Wrong):
        return time, end
    if begun:
        if about or items[end].text in ("-", "—") or "to" in items[end].senses or "onwards" in items[end].senses:
            return None
        return Bound("since", _on(items, time, part, date, (first, items[end - 1].end)), ahead=True), end
    named = items.past(end, "in", "the", "of")
    if part is None and (part := items.sense(named, "part")) is not None:
        end = named + 1
        part = "small_hours" if part == "night" and time.hour <= 5 else part
    clock = _on(items, time, part, date, (first, items[end - 1].end))
    return (Manner("about", clock) if about else clock), end
