"""Days told by both calendars: "7 (20) November 1917", "25 October (7 November) 1917"."""

from dataclasses import replace

from events.dates.expressions import Point
from events.dates.grammar.days import day_number, read_month, read_year
from events.dates.items import Items

APART = range(9, 14)  # days between the two calendars from 1500 on


def read_styles(items: Items, index: int) -> tuple[Point, int] | None:
    """The Gregorian one of two days, the second of which stands in brackets; None where they are not so far apart."""
    first = day_number(items, index)
    if first is None:
        return None
    named = read_month(items, first[1])
    at = named[1] if named else first[1]
    if not items.mark(at, "(") or (second := day_number(items, at + 1)) is None:
        return None
    own = read_month(items, second[1])
    close = own[1] if own else second[1]
    if not items.mark(close, ")") or (named is None) != (own is None):
        return None
    after = close + 1
    if own is None:
        own = read_month(items, after)
        if own is None or (second[0] - first[0]) not in APART:
            return None
        after = own[1]
    elif named is None or own[0] - named[0] != 1 or (second[0] - first[0] + 31) not in range(APART[0], APART[-1] + 4):
        return None
    year = read_year(items, after)
    point = Point(month=own[0], day=second[0], place=items.place(index, after))
    if year is None or year[1]:
        return point, after
    return replace(point, year=year[0], place=items.place(index, year[2])), year[2]
