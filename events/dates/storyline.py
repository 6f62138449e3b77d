"""How far a story has come: the time from which the gaps of later dates are filled.

Not every time that is told moves the story. A date that opens its sentence or stands as a heading does ("In 1961, …");
a month or day elsewhere does where it lies near; a year within a sentence, a day that looks back ("the previous year")
or a jump ("declassified in 2005") does not, nor a date of an earlier year that a paragraph which has its time mentions
in passing ("worse than in May 2007").
"""

from collections.abc import Iterable
from dataclasses import replace

from events.dates.expressions import (
    Away,
    Bound,
    Choice,
    Clock,
    Daytime,
    Edge,
    Expression,
    Manner,
    Point,
    Range,
    Season,
    Which,
)
from events.dates.meaning.interpret import mean
from events.dates.meaning.meaning import Meaning, Now
from events.dates.parts import part_bounds
from events.dates.proleptic import DAY, ordinal, weekday, year_month_day
from events.dates.told import Told

YEAR = 366 * DAY
WEEK = 7 * DAY
NIGHTFALL = 18  # hours
WINTER = 24  # EDTF's code
BACK, AHEAD, FAR = YEAR, 2 * YEAR, 20 * YEAR  # how far a date within a sentence may move the story; FAR for a day
ASIDE = ("since", "before", "after")
BACKWARD = ("previous", "last", "ago", "earlier", "before")


def against(now: Now, one: Told, day: tuple[int, int] | None, past: bool = False) -> Now:
    """What one expression is read against: in a story no word for the future means a time after the publication; an
    hour belongs to the `day` told last, whatever year was told since, and after a night (a `day` that ends within one)
    to the day in which it ends; "later on Friday" is said on that Friday; a verb of the `past` looks back."""
    future = one.future and not now.narrative
    expression = one.expression
    inner = innermost(expression)
    if isinstance(inner, Clock | Daytime) and inner.of is None and day is None and not now.narrative and now.told:
        return replace(now, future=future, told=now.reference)
    if isinstance(inner, Clock | Daytime) and inner.of is None and day is not None:
        next_day = day[1] % DAY and not _by_night(inner)
        first = day[0] // DAY * DAY + (DAY if next_day else 0)
        return replace(now, future=future, told=(first, first + DAY))
    if isinstance(expression, Manner) and isinstance(expression.of, Point) and _today(expression.of, now):
        return replace(now, future=False)
    timed = isinstance(expression.of if isinstance(expression, Bound) else expression, Clock | Daytime)
    if timed and not now.narrative and isinstance(inner, Point) and _today(inner, now):
        return replace(now, future=False)  # `is to open at noon Monday`, of that Monday
    if past and isinstance(inner, Point | Season) and inner.year is None:
        return replace(now, future=False, near=False)
    return replace(now, future=future)


def _by_night(time: Clock | Daytime) -> bool:
    """Whether a time is of the evening on which a night begins."""
    return time.part in ("evening", "night") if isinstance(time, Daytime) else time.hour >= NIGHTFALL


def _today(point: Point, now: Now) -> bool:
    return point.month is point.day is None and point.weekday == weekday(now.published)


def moved(now: Now, meaning: Meaning, one: Told, placed: bool) -> Now:
    """What later words are read against, after one more time was told; `placed`: its paragraph has moved the story."""
    if not meaning.dated or not meaning.parts:
        return now
    bounds = _week_of_month(meaning) or [part_bounds(part.unit) for part in meaning.parts]
    told = now if _aside(one) else replace(now, told=bounds[-1])
    return replace(told, line=_round_winter(bounds[0], one)) if _moves(now, bounds[0], one, placed) else told


def _week_of_month(meaning: Meaning) -> list[tuple[int, int]]:
    """The days of `the first week of July`, whose week of the calendar may begin in June."""
    first, end = part_bounds(meaning.parts[0].unit)
    week = len(meaning.parts) == 1 and end - first == WEEK and meaning.start is not None and meaning.end is not None
    return [(meaning.start or 0, meaning.end or 0)] if week and first < (meaning.start or 0) < end else []


def _round_winter(bounds: tuple[int, int], one: Told) -> tuple[int, int]:
    """A winter that is told with one year may be that of its January as well: the story is in that year."""
    if not one_winter(innermost(one.expression)):
        return bounds
    return year_bounds(year_of(bounds[0]))


def year_bounds(year: int) -> tuple[int, int]:
    return ordinal(year, 1, 1) * DAY, ordinal(year + 1, 1, 1) * DAY


def one_winter(inner: Expression) -> bool:
    """`the winter of 1648`, not `the winter of 1648–49`"""
    return isinstance(inner, Season) and inner.code == WINTER and inner.year is not None and not inner.both


def _aside(one: Told) -> bool:
    if not isinstance(one.expression, Bound) or one.opening:
        return False
    inner = innermost(one.expression)
    gap = isinstance(inner, Point) and inner.year is None  # `told to wait until the end of May`
    return one.expression.bound in ASIDE or (one.expression.bound == "until" and gap)


def _moves(now: Now, new: tuple[int, int], one: Told, placed: bool) -> bool:
    if _aside(one):
        return False
    expression = one.expression
    inner = innermost(expression)
    if isinstance(expression, Range) and isinstance(inner, Point | Season) and inner.year is None:
        return False
    if isinstance(inner, Which | Away) and (inner.which if isinstance(inner, Which) else inner.direction) in BACKWARD:
        return False
    if now.line is None:
        return True
    first, end = now.line
    if new[0] <= first and end <= new[1]:
        return False  # the year that holds the month told last says nothing new
    if one.opening:
        return True
    dated = isinstance(inner, Point | Season) and inner.year is not None
    if placed and dated and year_of(new[0]) < year_of(first):
        return False
    if new[1] - new[0] > YEAR / 2:
        return False
    return -BACK <= new[0] - first <= (FAR if new[1] - new[0] <= WEEK else AHEAD)


def innermost(expression: Expression) -> Expression:
    """The date within what bounds or joins it; of several the first."""
    for _ in range(8):
        if isinstance(expression, Bound | Edge | Manner):
            expression = expression.of
        elif isinstance(expression, Range):
            expression = expression.first
        elif isinstance(expression, Choice):
            expression = expression.items[0]
        elif isinstance(expression, Clock | Daytime) and expression.of is not None:
            expression = expression.of
        else:
            break
    return expression


def first_line(expressions: Iterable[Expression], now: Now) -> tuple[int, int] | None:
    """Where a story begins: the first time in it that has a year."""
    for expression in expressions:
        inner = innermost(expression)
        if isinstance(inner, Point | Season) and inner.year is not None:
            meaning = mean(inner, now)
            if meaning.dated and meaning.parts:
                found = part_bounds(meaning.parts[0].unit)
                year = year_of(found[0])
                return year_bounds(year) if one_winter(inner) else found
    return None


def year_of(minute: int) -> int:
    return year_month_day(minute // DAY)[0]
