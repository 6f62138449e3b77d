"""Times told from another: "yesterday", "last week", "two days ago", "the following month", "first week of October"."""

from collections.abc import Callable

from events.dates.expressions import (
    Away,
    Daytime,
    DayWord,
    Edge,
    Either,
    Eventful,
    Expression,
    Nth,
    Point,
    Vague,
    Which,
)
from events.dates.grammar.days import after_ordinal, is_ordinal
from events.dates.items import Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]
FEW = ("last_few", "next_few")
NO_NUMBER = "no number is told"


def read_relative(items: Items, index: int, reader: Reader) -> Read:
    """`reader` reads the date that may follow "of" or "after"."""
    senses = items[index].senses
    if "day" in senses:
        return DayWord(senses["day"], items.place(index, index + 1)), index + 1
    if "day_part" in senses:
        place = items.place(index, index + 1)
        days, part = senses["day_part"]
        return Daytime(part, DayWord(days, place), place), index + 1
    if "which_unit" in senses:
        kind, name = senses["which_unit"]
        return Which(kind, name, place=items.place(index, index + 1)), index + 1
    if "recent" in senses and "unit" in items[index + 1].senses:
        return Vague(NO_NUMBER, items.place(index, index + 2)), index + 2
    if "told_day" in senses:
        direction = "later" if senses["told_day"] > 0 else "earlier"
        return Away(abs(senses["told_day"]), "day", direction, place=items.place(index, index + 1)), index + 1
    return (
        _nth(items, index, reader)
        or _which(items, index)
        or _shift_first(items, index)
        or _count_first(items, index, reader)
        or _which_last(items, index)
    )


def count(items: Items, index: int) -> tuple[int, int] | None:
    """A number of things in digits or words, and the index after it."""
    item = items[index]
    if item.number is not None:
        if not 0 < item.number <= 9999 or (items[index + 1].text in (",", ".") and items[index + 1].tight):
            return None
        return item.number, index + 1
    number = item.senses.get("number")
    if not number:
        return None
    if number >= 20 and items.mark(index + 1, "-") and (small := items.sense(index + 2, "number")) and small < 10:
        return number + small, index + 3
    return number, index + 1


def _unit(items: Items, index: int) -> tuple[str, int] | None:
    """A unit of time that is no part of another word: not the "day" of "day-long" or "three-day"."""
    unit = items.sense(index, "unit")
    if unit is None or (items.mark(index + 1, "-") and items[index + 1].tight and items[index + 2].tight):
        return None
    return unit, index + 1


def _nth(items: Items, index: int, reader: Reader) -> Read:
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
    if joined == unit[1] and items.lexicon.has_of:
        return None
    found = reader(items, items.past(joined, "the"))
    if found is not None and items[unit[1] - 1].senses.get("number") == 0 and several == 1:
        edge = "early" if number == 1 else "late"
        return (Edge(edge, found[0], items.place(index, found[1])), found[1]) if number in (1, -1) else None
    if unit[0] == "half" and found is not None and isinstance(found[0], Point) and found[0].month is None:
        return None
    place = items.place(index, unit[1])
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


def _ordinal_and_unit(items: Items, start: int) -> tuple[int, int, int, tuple[str, int] | None] | None:
    """Ordinal, number of units, index of the unit, and the unit: `first two weeks`, `deux premières semaines`, and
    where adjectives follow, `dy javët e para`."""
    number: int | None = items.sense(start, "ordinal")
    after = start + 1
    if number is None and items[start].digits and is_ordinal(items, start):
        number, after = items[start].number, after_ordinal(items, start)
    if number is not None:
        counted = count(items, after)
        several, after = counted if counted and items.sense(counted[1], "unit") else (1, after)
        return number, several, after, _unit(items, after)
    counted = count(items, start)
    several, after = counted if counted else (1, start)
    if counted and (number := items.sense(after, "ordinal")) is not None:
        return number, several, after + 1, _unit(items, after + 1)
    unit = _unit(items, after) if items.lexicon.which_after else None
    if unit is None:
        return None
    last = items.past(unit[1], "the")
    number = items.sense(last, "ordinal")
    return None if number is None else (number, several, after, (unit[0], last + 1))


def _which(items: Items, index: int) -> Read:
    """`last week`, `the following month`, `the past three years`, `next spring`, `that morning`"""
    start = items.past(index, "the")
    kinds = items.sense(start, "which")
    if kinds is None:
        return None
    after = start + 1
    while (more := items.sense(after, "which")) is not None and after < start + 3:
        kinds, after = more, after + 1
    if "unit" in items[after].senses and items[after].senses.get("number") == 0:
        return (
            None if items.running and "same" in kinds else (Vague(NO_NUMBER, items.place(index, after + 1)), after + 1)
        )
    kind = _chosen(kinds, items, start > index)
    named = _named(items, after)
    if named is not None:
        unit, value, end = named
        if kind in ("last_few", "next_few"):
            return Vague(NO_NUMBER, items.place(index, end)), end
        if items.running and "of" in items[end].senses:
            return None
        place = items.place(index, end)
        found = Which(kind, unit, value, place=place)
        weekday = items.sense(after, "weekday")
        if weekday is not None and unit != "weekday":
            sunday = Which(kind, "weekday", weekday, place=place)
            return Either(((found, f"the {unit}"), (sunday, "the day of the week"))), end
        return found, end
    return _several(items, index, after, kinds)


def _chosen(kinds: tuple[str, ...], items: Items, article: bool) -> str:
    """Where "next" can mean both what comes from now and what came then, an article decides for the latter."""
    few = [kind for kind in kinds if kind not in ("last_few", "next_few")]
    if not few:
        return kinds[0]
    if article and "following" in few:
        return "following"
    return few[0]


def _named(items: Items, index: int) -> tuple[str, int | None, int] | None:
    senses = items[index].senses
    for name in ("weekday", "month", "season"):
        if name in senses and not (name == "weekday" and "unit" in senses):
            return name, senses[name], index + 1
    if "part" in senses:
        return senses["part"], None, index + 1
    unit = _unit(items, index)
    if unit is None or senses.get("number") == 0 or unit[0] in ("second", "minute", "hour", "half"):
        return None
    return unit[0], None, unit[1]


def _several(items: Items, index: int, after: int, kinds: tuple[str, ...]) -> Read:
    few = next((kind for kind in kinds if kind in ("last_few", "next_few")), None)
    if items.sense(after, "several") and items.sense(after + 1, "unit"):
        return Vague(NO_NUMBER, items.place(index, after + 2)), after + 2
    counted = count(items, after)
    if few is None or counted is None:
        return None
    unit = items.sense(counted[1], "unit")
    if unit is None:
        return None
    end = counted[1] + 1
    return Which(few.removesuffix("_few"), unit, None, counted[0], items.place(index, end)), end


def _which_last(items: Items, index: int) -> Read:
    """`la semaine dernière`, `lundi prochain`, where a language has it so."""
    if not items.lexicon.which_after:
        return None
    start = items.past(index, "the")
    named = _named(items, start)
    if named is None:
        return None
    unit, value, after = named
    kinds = items.sense(items.past(after, "the"), "which")
    if kinds is None:
        return None
    end = items.past(after, "the") + 1
    if _chosen(kinds, items, False) in FEW:
        return Vague(NO_NUMBER, items.place(index, end)), end
    return Which(_chosen(kinds, items, False), unit, value, place=items.place(index, end)), end


def _shift_first(items: Items, index: int) -> Read:
    """`il y a deux jours`, `пре два дана`: before the number, where a language has it so."""
    shifts = items.sense(index, "shift")
    if shifts is None:
        return None
    direction = next((shift for shift in shifts if shift in ("ago", "hence", "later", "earlier")), None)
    if direction is None:
        return None
    start = index + 1
    if items.sense(start, "several") and items.sense(start + 1, "unit"):
        return Vague(NO_NUMBER, items.place(index, start + 2)), start + 2
    both = items.sense(start, "unit")
    if both is not None and items[start].senses.get("number"):
        number = items.sense(start, "number")
        return Away(number, both, direction, place=items.place(index, start + 1)), start + 1
    counted = count(items, start)
    if counted is None:
        return (Vague(NO_NUMBER, items.place(index, start + 1)), start + 1) if both else None
    unit = items.sense(counted[1], "unit")
    if unit is None:
        return None
    end = counted[1] + 1
    return Away(counted[0], unit, direction, place=items.place(index, end)), end


def _count_first(items: Items, index: int, reader: Reader) -> Read:
    """`two days ago`, `a week later`, `three days after 7 October`, `the day after`"""
    senses = items[index].senses
    both = "unit" in senses and bool(senses.get("number")) and "ordinal" not in senses
    if both:
        number, at = senses["number"], index
    else:
        counted = count(items, index)
        if counted is not None:
            number, at = counted
        elif items.sense(index, "several") or "unit" in senses:
            at = index + ("unit" not in senses)
            lone = at == index and items.sense(index - 1, "the") and senses.get("number") is None
            number = 1 if lone and "shift" in items[index + 1].senses else 0
        elif items.sense(index, "the") and items.sense(index + 1, "unit") in ("day", "week", "month", "year"):
            number, at = 1, index + 1
        else:
            return None
    unit = _unit(items, at)
    if unit is None:
        return None
    name, after = unit
    shifts = items.sense(after, "shift")
    if shifts is None:
        return None
    end = after + 1
    place = items.place(index, end)
    direction = shifts[0]
    article = counted is None if not both else False
    if article and number == 1 and direction in ("ago", "hence", "later", "earlier"):
        return None
    if number == 0:
        return Vague(NO_NUMBER, place), end
    if direction in ("ago", "hence", "later", "earlier"):
        return Away(number, name, direction, place=place), end
    return _from_base(items, index, end, number, name, direction, reader)


def _from_base(items: Items, index: int, end: int, number: int, unit: str, direction: str, reader: Reader) -> Read:
    found = reader(items, items.past(end, "the"))
    if found is not None and not isinstance(found[0], Eventful | Vague):
        place = (items[index].start, items[found[1] - 1].end)
        return Away(number, unit, direction, found[0], place), found[1]
    if not items[end].word and items[end].number is None:
        direction = "later" if direction == "after" else "earlier"
    return Away(number, unit, direction, None, items.place(index, end)), end
