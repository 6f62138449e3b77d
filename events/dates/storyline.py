"""How far a story has come: the time from which the gaps of later dates are filled.

Not every time that is told moves the story. A date that opens its sentence or stands as a heading does ("In 1961, …");
a month or day elsewhere does where it lies near; a year within a sentence, a day that looks back ("the previous year")
or a jump ("declassified in 2005") does not.
"""

from collections.abc import Iterable
from dataclasses import replace

from events.dates.expressions import Away, Bound, Choice, Edge, Expression, Manner, Point, Range, Season, Which
from events.dates.meaning.interpret import mean
from events.dates.meaning.meaning import Meaning, Now
from events.dates.parts import part_bounds
from events.dates.proleptic import DAY

YEAR = 366 * DAY
BACK, AHEAD, FAR = YEAR, 2 * YEAR, 20 * YEAR  # how far a date within a sentence may move the story; FAR for a day
ASIDE = ("since", "before", "after")
BACKWARD = ("previous", "last", "ago", "earlier", "before")


def moved(now: Now, meaning: Meaning, expression: Expression, opening: bool) -> Now:
    """What later words are read against, after one more time was told."""
    if not meaning.dated or not meaning.parts:
        return now
    bounds = [part_bounds(part.unit) for part in meaning.parts]
    aside = isinstance(expression, Bound) and expression.bound in ASIDE and not opening
    told = now if aside else replace(now, told=bounds[-1])
    return replace(told, line=bounds[0]) if _moves(now, bounds[0], expression, opening) else told


def _moves(now: Now, new: tuple[int, int], expression: Expression, opening: bool) -> bool:
    inner = _innermost(expression)
    if isinstance(expression, Bound) and expression.bound in ASIDE and not opening:
        return False
    if isinstance(expression, Range) and isinstance(inner, Point | Season) and inner.year is None:
        return False
    if isinstance(inner, Which | Away) and (inner.which if isinstance(inner, Which) else inner.direction) in BACKWARD:
        return False
    if now.line is None:
        return True
    first, end = now.line
    if new[0] <= first and end <= new[1]:
        return False  # the year that holds the month told last says nothing new
    if opening:
        return True
    if new[1] - new[0] > YEAR / 2:
        return False
    return -BACK <= new[0] - first <= (FAR if new[1] - new[0] <= DAY else AHEAD)


def _innermost(expression: Expression) -> Expression:
    for _ in range(8):
        if isinstance(expression, Bound | Edge | Manner):
            expression = expression.of
        elif isinstance(expression, Range):
            expression = expression.first
        elif isinstance(expression, Choice):
            expression = expression.items[0]
        else:
            break
    return expression


def first_line(expressions: Iterable[Expression], now: Now) -> tuple[int, int] | None:
    """Where a story begins: the first time in it that has a year."""
    for expression in expressions:
        inner = _innermost(expression)
        if isinstance(inner, Point | Season) and inner.year is not None:
            meaning = mean(inner, now)
            if meaning.dated and meaning.parts:
                return part_bounds(meaning.parts[0].unit)
    return None
