"""The first or last so many units of a stretch: "first week of October", "last two weeks of September 2023"."""

from collections.abc import Callable

from events.dates.expressions import Choice, Edge, Either, Expression, Nth, Point, Vague, Which
from events.dates.grammar.counting import count, unit_at
from events.dates.grammar.days import after_ordinal, is_ordinal, read_year
from events.dates.items import Items

Read = tuple[Expression, int] | None
OF_MONTH = ("ten_days", "fortnight")  # units that a month, and nothing else, is cut into
NTH = (1, 2, 3, 4, 5, -1)  # weekdays of a month
Reader = Callable[[Items, int], Read]


def read_nth(items: Items, index: int, reader: Reader) -> Read:
    """`the first week of October`, `the last two weeks of September 2023`, `the second day of the war`"""
    start = items.past(index, "the")
    which_one = _ordinal_and_unit(items, start)
    if which_one is None:
        return None
    number, several, after, unit = which_one
    weekday = items.sense(after, "weekday")
    if weekday is not None and unit is None:
        unit = f"weekday {weekday}", after + 1
    if unit is None or unit[0] in ("quarter", "century", "second") or (unit[0] == "half" and number not in (1, 2, -1)):
        return None
    joined = items.past(unit[1], "of", "in")
    inside = _month_inside(items, unit[1])
    if joined == unit[1] and items.lexicon.has_of and inside is None:
        return None
    found = inside or reader(items, items.past(joined, "the"))
    if found is not None and items[unit[1] - 1].senses.get("number") == 0 and several == 1:
        edge = "early" if number == 1 else "late"
        return (Edge(edge, found[0], items.place(index, found[1])), found[1]) if number in (1, -1) else None
    if unit[0] in ("year", "decade") and found is not None and isinstance(found[0], Point) and found[0].month:
        return None
    if unit[0] == "half" and found is not None and isinstance(found[0], Point) and found[0].month is None:
        return None
    if unit[0] in OF_MONTH and not (found is not None and isinstance(found[0], Point) and found[0].month):
        return None
    place = items.place(index, unit[1])
    if found is not None and isinstance(found[0], Choice):
        return Vague("of one of them or of each is not told", (place[0], items[found[1] - 1].end)), found[1]
    if found is not None:
        place = place[0], items[found[1] - 1].end
        nth = Nth(number, several, unit[0], found[0], place)
        if weekday is not None and several == 1 and not unit[0].startswith("weekday"):
            other = Nth(number, 1, f"weekday {weekday}", found[0], place)
            return Either(((nth, f"the {unit[0]}"), (other, "the day of the week"))), found[1]
        return nth, found[1]
    inner = items.past(joined, "the")
    if items.sense(inner, "unit") in ("week", "month", "year", "decade") and items.sense(start, "which") is None:
        return Nth(
            number, several, unit[0], Which("the", items.sense(inner, "unit")), items.place(index, inner + 1)
        ), inner + 1
    return None


def _month_inside(items: Items, after: int) -> Read:
    """`Oktoberwoche`, which is a unit and names its month."""
    month = items.sense(after - 1, "month")
    if month is None:
        return None
    year = read_year(items, after)
    place = items.place(after - 1, after)
    return (Point(None, month, place=place), after) if year is None else (Point(year[0], month, place=place), year[2])


def _ordinal_and_unit(items: Items, start: int) -> tuple[int, int, int, tuple[str, int] | None] | None:
    """Ordinal, number of units, index of the unit, and the unit: `first two weeks`, `deux premières semaines`, and
    where adjectives follow, `dy javët e para`."""
    number: int | None = items.sense(start, "ordinal")
    after = start + 1
    if number is None and items[start].digits and is_ordinal(items, start):
        number, after = items[start].number, after_ordinal(items, start)
    if number is not None:
        counted = count(items, after)
        both = items[after].senses.get("number") or 1 if items.sense(after, "unit") else 1
        several, after = counted if counted and items.sense(counted[1], "unit") else (both, after)
        return number, several, after, unit_at(items, after)
    counted = count(items, start)
    double = items.sense(start, "unit") is not None
    several, after = (counted[0], start) if counted and double else counted if counted else (1, start)
    if counted and not double and (number := items.sense(after, "ordinal")) is not None:
        return number, several, after + 1, unit_at(items, after + 1)
    named = items.sense(start, "weekday")
    if named is not None and (number := _weekday_nth(items, start)) is not None:
        return number, 1, start, (f"weekday {named}", start + 2)
    unit = unit_at(items, after) if items.lexicon.which_after else None
    if unit is None:
        return None
    last = items.past(unit[1], "the")
    number = items.sense(last, "ordinal")
    return None if number is None else (number, several, after, (unit[0], last + 1))


def _weekday_nth(items: Items, start: int) -> int | None:
    """`e diela e dytë e shtatorit`: where an ordinal in words stands behind its noun and is no day of a date."""
    number = items.sense(start + 1, "ordinal")
    return number if items.lexicon.nth_days and number in NTH else None
