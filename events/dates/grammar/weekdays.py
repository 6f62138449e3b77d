"""A weekday counted from another day: "the Monday after 5 March", "a week on Monday", "two weeks ago Monday"."""

from collections.abc import Callable

from events.dates.expressions import Away, DayWord, Either, Expression, Feast, Inside, Point, Slashed, Toward, Which
from events.dates.grammar.counting import count
from events.dates.grammar.joining import weekday_alone
from events.dates.items import Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]
DAYS = {"week": 7, "fortnight": 14}


def read_week_on(items: Items, index: int) -> Read:
    """`a week on Monday`, `a fortnight from Friday`; in an article `on` may tell when what lasts so long begins."""
    counted = count(items, index) if "unit" not in items[index].senses else None
    if counted is None or items.sense(counted[1], "unit") not in DAYS:
        return None
    number, at = counted
    joint, after = items[at + 1].senses, at + 3
    day = items.sense(at + 2, "weekday")
    if day is None or not ("from" in joint or (not items.running and ("in" in joint or "onwards" in joint))):
        return None
    if "to" in items[after].senses or (items[after].word and not items.running):
        return None
    days = number * DAYS[items.sense(at, "unit")]
    return Away(days, "day", "after", _next(day), items.place(index, after)), after


def read_beside(items: Items, date: Expression, after: int, reader: Reader) -> Read:
    """What a weekday, or a count of weeks, is with the words behind it."""
    if isinstance(date, Away):
        return _ago_on(items, date, after)
    if not isinstance(date, Point) or not weekday_alone(date):
        return None
    if items.sense(after, "unit") == "week" and not items.running and not items[after + 1].word:
        return Away(7, "day", "after", _next(date.weekday), (date.place[0], items[after].end)), after + 1
    side = next((side for side in items.sense(after, "shift") or () if side in ("after", "before")), None)
    found = reader(items, items.past(after + 1, "the")) if side is not None else None
    if found is None or side is None or not _is_day(found[0]):
        return None
    place = date.place[0], items[found[1] - 1].end
    return Away(1, f"weekday {date.weekday}", side, found[0], place), found[1]


def _ago_on(items: Items, date: Away, after: int) -> Read:
    """`two weeks ago Monday`: counted from the last Monday, or from that of this week."""
    day = items.sense(after, "weekday")
    if date.direction != "ago" or date.unit not in DAYS or day is None or "part" in items[after].senses:
        return None
    if items[after + 1].number is not None or items.sense(after + 1, "month"):
        return None
    place = date.place[0], items[after].end
    days = date.count * DAYS[date.unit]
    last: Expression = Point(weekday=day, place=place)
    here = Inside(last, Which("this", "week"))
    either = Away(days, "day", "before", last, place), Away(days, "day", "before", here, place)
    return Either(((either[0], "from the last such day"), (either[1], "from that of this week"))), after + 1


def _next(day: int | None) -> Expression:
    return Toward(Point(weekday=day), "next")


def _is_day(date: Expression) -> bool:
    dated = isinstance(date, Point) and date.month is not None and date.day is not None
    return dated or isinstance(date, Feast | DayWord | Slashed)
