"""So many units away: "two days ago", "il y a deux jours", "three days after 7 October"."""

from collections.abc import Callable

from events.dates.expressions import Away, DayWord, Eventful, Expression, Manner, Point, Vague, Which
from events.dates.grammar.counting import NO_NUMBER, count, unit_at
from events.dates.items import Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]
BEYOND = "more or less than the time that is told"


def read_shift_first(items: Items, index: int, reader: Reader) -> Read:
    """`il y a deux jours`, `пре два дана`: before the number, where a language has it so."""
    shifts = items.sense(index, "shift")
    if shifts is None:
        return None
    direction = next((shift for shift in shifts if shift in ("ago", "hence", "later", "earlier")), None)
    if direction is None:
        return None
    start = index + 1
    about = items.sense(start, "manner") == "about"
    if about and (found := _shift_first_at(items, index, start + 1, direction, shifts, reader)):
        return (Manner("about", found[0]) if isinstance(found[0], Away) else found[0]), found[1]
    return _shift_first_at(items, index, start, direction, shifts, reader)


def _shift_first_at(
    items: Items, index: int, start: int, direction: str, shifts: tuple[str, ...], reader: Reader
) -> Read:
    """What is counted after the word, from the index where the number is expected."""
    if "beyond" in items[start].senses:
        found = _shift_first_at(items, index, items.past(start + 1, "weak", "of", "in"), direction, shifts, reader)
        unbounded = found is not None and isinstance(found[0], Away) and found[0].base is None
        if found is not None and unbounded:
            return Vague(BEYOND, items.place(index, found[1])), found[1]
        return None
    if items.sense(start, "several") and items.sense(start + 1, "unit"):
        return Vague(NO_NUMBER, items.place(index, start + 2)), start + 2
    both = items.sense(start, "unit")
    if both is not None and items[start].senses.get("number"):
        number = items.sense(start, "number")
        return _based(items, index, start + 1, number, both, direction, shifts, reader)
    counted = count(items, start)
    if counted is None:
        if not both:
            return None
        if items[start].senses.get("number") is None and items.lexicon.no_article:
            return _based(items, index, start + 1, 1, both, direction, shifts, reader)
        return Vague(NO_NUMBER, items.place(index, start + 1)), start + 1
    unit = items.sense(counted[1], "unit")
    if unit is None:
        return None
    return _based(items, index, counted[1] + 1, counted[0], unit, direction, shifts, reader)


def _based(
    items: Items, index: int, end: int, number: int, unit: str, direction: str, shifts: tuple[str, ...], reader: Reader
) -> Read:
    """`قبل يومين من الهجوم`: before or after an event that is told behind it."""
    side = "before" if direction in ("ago", "earlier") else "after"
    behind = items.sense(end, "shift")
    if behind is not None and (told := next((shift for shift in behind if shift in ("after", "before")), None)):
        return read_from_base(items, index, end + 1, number, unit, told, reader)
    if "counted_from" in items[end].senses and side in shifts:
        return read_from_base(items, index, end + 1, number, unit, side, reader)
    return Away(number, unit, direction, place=items.place(index, end)), end


def read_count_first(items: Items, index: int, reader: Reader) -> Read:
    """`two days ago`, `a week later`, `three days after 7 October`, `the day after`"""
    senses = items[index].senses
    both = "unit" in senses and bool(senses.get("number")) and "ordinal" not in senses
    if both:
        number, at = senses["number"], index
    else:
        counted = count(items, index)
        if counted is not None:
            number, at = counted
        elif items.lexicon.no_article and "unit" in senses and senses.get("number") is None:
            number, at = 1, index
        elif items.sense(index, "several") or "unit" in senses:
            at = index + ("unit" not in senses)
            before = items[index - 1].senses
            lone = (
                at == index
                and ("the" in before or ("in" in before and (not items.running or items.lexicon.noun_capitals)))
                and senses.get("number") is None
            )
            joined = at == index and "the" in before and _hyphened(items, index) is not None
            number = 1 if joined or (lone and "shift" in items[index + 1].senses) else 0
        elif items.sense(index, "the") and items.sense(index + 1, "unit") in ("day", "week", "month", "year"):
            number, at = items[index + 1].senses.get("number", 1), index + 1
        else:
            return None
    unit = unit_at(items, at) or _hyphened(items, at)
    if unit is None:
        return None
    name, after = unit
    shifts = items.sense(after, "shift")
    if shifts is None:
        return None
    end = after + 1
    place = items.place(index, end)
    direction = shifts[0]
    hyphened = items.mark(after - 1, "-")
    article = counted is None and not items.lexicon.no_article if not (both or hyphened) else False
    if article and number == 1 and direction in ("ago", "hence", "later", "earlier"):
        return None
    if number == 0:
        return Vague(NO_NUMBER, place), end
    if (direction, name) == ("ago", "year") and items.running and (day := _day_then(items, end, reader)) is not None:
        return Away(number, name, direction, day[0], items.place(index, day[1])), day[1]
    if direction in ("ago", "hence", "later", "earlier"):
        side = next((shift for shift in shifts if shift in ("after", "before")), None)
        found = read_from_base(items, index, end, number, name, side, reader) if side is not None else None
        event = items[end].word and not items[end].senses and items.running  # `недељу дана после напада`
        if found is not None and isinstance(found[0], Away) and (found[0].base is not None or event):
            return found  # `дан пре 5. марта`, which is no `дан пре`
        return Away(number, name, direction, place=place), end
    return read_from_base(items, index, end, number, name, direction, reader)


def _day_then(items: Items, index: int, reader: Reader) -> Read:
    """`fifty years ago today`, `ten years ago this week`, `a year ago next month`, `a year ago Sunday`: the
    day or so of an anniversary."""
    senses = items[index].senses
    kinds = senses.get("which", ())
    this = ("this" in kinds or "next" in kinds) and items.sense(index + 1, "unit") in ("week", "month")
    if not ("day" in senses or this or ("weekday" in senses and items[index].capital)):
        return None
    if items.sense(index + 1, "part") or items[index + 1].number is not None:
        return None
    found = reader(items, index)
    return found if found is not None and isinstance(found[0], DayWord | Which | Point) else None


def _hyphened(items: Items, index: int) -> tuple[str, int] | None:
    """`a year-earlier quarter`, `the year-ago period`"""
    joined = items.mark(index + 1, "-") and items[index + 1].tight and items[index + 2].tight
    alone = items.sense(index, "unit") == "year" and items[index - 1].text != "-"
    return ("year", index + 2) if joined and alone and items.sense(index + 2, "shift") else None


def read_from_base(items: Items, index: int, end: int, number: int, unit: str, direction: str, reader: Reader) -> Read:
    found = reader(items, items.past(end, "the"))
    if found is not None and not isinstance(found[0], Eventful | Vague):
        place = (items[index].start, items[found[1] - 1].end)
        return Away(number, unit, direction, found[0], place), found[1]
    joined = "and" in items[end].senses  # `two days before and replaced by another`
    if (joined or not items[end].word) and (items[end].number is None or items.mark(end + 1, ".")):
        direction = "later" if direction == "after" else "earlier"
    return Away(number, unit, direction, None, items.place(index, end)), end
