"""Times told from another: "yesterday", "last week", "two days ago", "the following month", "first week of October"."""

from collections.abc import Callable

from events.dates.expressions import Away, Daytime, DayWord, Expression, Vague, Which
from events.dates.grammar.counting import NO_NUMBER
from events.dates.grammar.nth import read_nth
from events.dates.grammar.shifts import read_count_first, read_from_base, read_shift_first
from events.dates.grammar.which import read_which, read_which_after
from events.dates.items import Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]


def read_relative(items: Items, index: int, reader: Reader) -> Read:
    """`reader` reads the date that may follow "of" or "after"."""
    senses = items[index].senses
    if "day" in senses:
        return _day_word(items, index, senses["day"])
    if "day_part" in senses:
        days, part = senses["day_part"]
        named = items.sense(index + 1, "weekday") if items[index + 2].number is None else None
        end = index + 1 + (named is not None)
        return Daytime(part, DayWord(days, items.place(index, index + 1), named), items.place(index, end)), end
    if "which_unit" in senses:
        kind, name = senses["which_unit"]
        return Which(kind, name, place=items.place(index, index + 1)), index + 1
    if "recent" in senses and "unit" in items[index + 1].senses:
        return Vague(NO_NUMBER, items.place(index, index + 2)), index + 2
    if "told_day" in senses:
        return _told_day(items, index, senses["told_day"], reader)
    return (
        read_nth(items, index, reader)
        or read_which(items, index)
        or read_shift_first(items, index, reader)
        or read_count_first(items, index, reader)
        or read_which_after(items, index)
    )


def _day_word(items: Items, index: int, days: int) -> Read:
    """`yesterday`, `yesterday, Thursday`"""
    after = index + 1 + (items.mark(index + 1, ",") and items.sense(index + 2, "weekday") is not None)
    weekday = items.sense(after, "weekday")
    if weekday is None or "part" in items[after].senses or items[after + 1].number is not None:
        return DayWord(days, items.place(index, index + 1)), index + 1
    return DayWord(days, items.place(index, after + 1), weekday), after + 1


def _told_day(items: Items, index: int, days: int, reader: Reader) -> Read:
    """`сутрадан`, `la veille`; with the day that it is counted from, `la veille du 7 octobre 2023`."""
    shifted = days and ("after" if days > 0 else "before") in (items.sense(index + 1, "shift") or ())
    if shifted or (days and "of" in items[index + 1].senses):
        side = "after" if days > 0 else "before"
        found = read_from_base(items, index, index + 2, abs(days), "day", side, reader)
        if found is not None and isinstance(found[0], Away) and (found[0].base is not None or shifted):
            return found
    direction = "later" if days > 0 else "earlier"
    return Away(abs(days), "day", direction, place=items.place(index, index + 1)), index + 1
