"""An expression with what it leaves out."""

from dataclasses import replace

from events.dates.expressions import Bound, Choice, Clock, Daytime, Edge, Expression, Manner, Point, Range, Season


def with_year(expression: Expression, year: int) -> Expression:
    """The expression with a year for each day, month or season that has none."""
    if isinstance(expression, Point | Season):
        return expression if expression.year is not None else replace(expression, year=year)
    if isinstance(expression, Bound | Edge | Manner):
        return replace(expression, of=with_year(expression.of, year))
    if isinstance(expression, Daytime | Clock):
        return expression if expression.of is None else replace(expression, of=with_year(expression.of, year))
    if isinstance(expression, Range):
        return replace(expression, first=with_year(expression.first, year), last=with_year(expression.last, year))
    if isinstance(expression, Choice):
        return replace(expression, items=tuple(with_year(item, year) for item in expression.items))
    return expression


def sure(expression: Expression) -> Expression:
    """The expression with its doubtful numbers taken as years."""
    if isinstance(expression, Point):
        return replace(expression, doubtful=False)
    if isinstance(expression, Bound | Edge | Manner):
        return replace(expression, of=sure(expression.of))
    if isinstance(expression, Range):
        return replace(expression, first=sure(expression.first), last=sure(expression.last))
    if isinstance(expression, Choice):
        return replace(expression, items=tuple(sure(item) for item in expression.items))
    return expression
