"""Two dates that are joined: ranges, choices, and what one end lends the other."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from events.dates.expressions import (
    Away,
    Bound,
    Choice,
    Clock,
    Edge,
    Either,
    Eventful,
    Expression,
    Inside,
    Point,
    Range,
    Season,
    Vague,
    Which,
)
from events.dates.grammar.years import read_bare_year
from events.dates.items import Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]
MOST = 12  # dates of one list


def read_joined(items: Items, after: int, first: Expression, reader: Reader) -> Read:
    item = items[after]
    start = items.past(after + 1, "the", "in")
    if item.text in ("-", "—") or "to" in item.senses:
        second = read_second(items, start, first, reader)
        if second is not None and alike(first, second[0]):
            return range_of("through", first, second[0]), second[1]
        return None
    if item.text == "/" and isinstance(first, Point) and first.month and first.day is first.year is None:
        second = reader(items, after + 1) if "month" in items[after + 1].senses else None
        if second is None or not isinstance(second[0], Point) or second[0].day is not None:
            return None
        return range_of("within", first, second[0]), second[1]  # `Mai/Juni 2013`
    if item.text == "," and not items.running:
        return _listed(items, after, first, reader)
    kind = _kind(items, after)
    if kind is None:
        return None
    second = read_second(items, start, first, reader)
    if second is None or not alike(first, second[0]):
        return None
    second = _so_too(first, second[0]), second[1]
    if _half_said(first, second[0]):
        return None
    if kind == "and" and items.running and not _elliptic(first, second[0]):
        return None
    return Choice("or" if kind == "or" else "and", share(first, second[0])), second[1]


def _so_too(first: Expression, second: Expression) -> Expression:
    """`next spring or summer`: the word before the first holds for the second."""
    if not isinstance(first, Which) or first.value is None:
        return second
    if isinstance(second, Season) and second.year is None and first.unit == "season":
        return replace(first, value=second.code, place=second.place)
    return second


def _listed(items: Items, after: int, first: Expression, reader: Reader) -> Read:
    """`1998, 1999 and 2001`: several of a kind, of which the last one stands behind "and" or "or"."""
    found = [first]
    while len(found) < MOST:
        last = items.mark(after, ",") and _kind(items, after + 1) is not None
        kind = _kind(items, after + last)
        if kind is None and not items.mark(after, ","):
            return None
        start = items.past(after + 1 + last, "the", "in")
        more = read_second(items, start, found[-1], reader)
        if more is None or type(more[0]) is not type(first) or not alike(first, more[0]):
            return None
        found.append(more[0])
        after = more[1]
        if kind is not None:
            break
    else:
        return None
    for index in range(len(found) - 2, -1, -1):
        found[index] = share(found[index], found[index + 1])[0]
    return Choice("or" if kind == "or" else "and", tuple(found)), after


def _kind(items: Items, index: int) -> str | None:
    senses = items[index].senses
    return "or" if "or" in senses else "and" if "and" in senses else None


def read_second(items: Items, start: int, first: Expression, reader: Reader) -> Read:
    """The other end; after a year in four digits two digits may do: 1914–18."""
    item = items[start]
    if isinstance(first, Point) and first.year and first.month is None and first.year > 0 and item.digits in (1, 2):
        number = item.number or 0
        unit = 10**item.digits
        dash = items[start - 1]
        if dash.text == "-" and dash.tight and item.tight and number > first.year % unit:
            return Point(first.year - first.year % unit + number, place=items.place(start, start + 1)), start + 1
    found = reader(items, start)
    if found is None and isinstance(first, Point) and first.year is not None and first.month is None:
        return read_bare_year(items, start, joined=True)
    return found


def alike(first: Expression, second: Expression) -> bool:
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


def _half_said(first: Expression, second: Expression) -> bool:
    """Whether the second may lack what the first says: "5 March 2011 or 2012", "5 March or April 2011"."""
    if not isinstance(first, Point) or not isinstance(second, Point) or first.month is None:
        return False
    return (second.month is None and second.year is not None) or (
        first.day is not None and first.year is None and second.day is None and second.month is not None
    )


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
    if first.year is None and second.year is not None and not weekday_alone(first):
        back = _order(first) > _order(second) and type(first) is type(second)
        first = replace(first, year=second.year - back, short=second.short)
    elif second.year is None and first.year is not None and not weekday_alone(second):
        on = _order(second) < _order(first) and type(first) is type(second)
        second = replace(second, year=first.year + on)
    return first, second


def weekday_alone(point: Expression) -> bool:
    return isinstance(point, Point) and point.weekday is not None and point.month is point.day is None


def _order(point: Point | Season) -> tuple[int, int]:
    return (point.month or 0, point.day or 0) if isinstance(point, Point) else (point.code, 0)


def _overnight(first: Clock, last: Clock) -> bool:
    """`from 20:00 to 5:00`"""
    return not (first.either_half or last.either_half) and (last.hour, last.minute or 0) < (
        first.hour,
        first.minute or 0,
    )


def range_of(kind: Literal["through", "within"], first: Expression, last: Expression) -> Range:
    """A range whose ends complete each other; the day of two clock times may stand with either."""
    if isinstance(first, Clock) and isinstance(last, Clock) and (first.of is None or last.of is None):
        if last.hour == 24 and first.hour >= 12 and not first.either_half:
            last = replace(last, either_half=False)  # `between 11 p.m. and midnight`
        if _overnight(first, last):
            if first.of is None and last.of is not None:
                return Range(kind, replace(first, of=Away(1, "day", "before", last.of, last.place)), last)
            direction = "later" if first.of is None else "after"
            return Range(kind, first, replace(last, of=Away(1, "day", direction, first.of, last.place)))
        day = first.of or last.of
        return Range(kind, replace(first, of=day), replace(last, of=day))
    if isinstance(last, Inside) and isinstance(first, Point | Season) and first.year is None:
        first = Inside(first, last.of)
    one, other = share(first, last)
    years = [point.year for point in (one, other) if isinstance(point, Point | Season)]
    given = [point.year for point in (first, last) if isinstance(point, Point | Season)]
    return Range(kind, one, other, None in given and len(set(years)) == 2)
