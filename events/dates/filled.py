"""An expression with what it leaves out."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import Bound, Choice, Clock, Daytime, Edge, Expression, Manner, Point, Range, Season


def with_year(expression: Expression, year: int) -> Expression:
    """The expression with a year for each day, month or season that has none."""

    def filled(unit: Point | Season) -> Point | Season:
        return unit if unit.year is not None else replace(unit, year=year)

    return _each(expression, filled)


def with_month(expression: Expression, year: int, month: int) -> Expression:
    """The expression with a month for each day that has none."""

    def filled(unit: Point | Season) -> Point | Season:
        if isinstance(unit, Point) and unit.day is not None and unit.month is None:
            return replace(unit, year=year, month=month)
        return unit

    return _each(expression, filled)


def sure(expression: Expression) -> Expression:
    """The expression with its doubtful numbers taken as years."""
    return _each(expression, lambda unit: replace(unit, doubtful=False) if isinstance(unit, Point) else unit)


def _each(expression: Expression, change: Callable[[Point | Season], Point | Season]) -> Expression:
    """The expression with its days, months, years and seasons changed, wherever they stand in it."""
    if isinstance(expression, Point | Season):
        return change(expression)
    if isinstance(expression, Bound | Edge | Manner):
        return replace(expression, of=_each(expression.of, change))
    if isinstance(expression, Daytime | Clock):
        return expression if expression.of is None else replace(expression, of=_each(expression.of, change))
    if isinstance(expression, Range):
        return replace(expression, first=_each(expression.first, change), last=_each(expression.last, change))
    if isinstance(expression, Choice):
        return replace(expression, items=tuple(_each(item, change) for item in expression.items))
    return expression
