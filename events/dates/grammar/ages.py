"""Decades and centuries: "the 1990s", "the nineties", "20th century", "XX век"."""

from events.dates.expressions import Age, Choice, Expression, Range
from events.dates.grammar.days import after_ordinal
from events.dates.grammar.roman import roman
from events.dates.items import Items

Read = tuple[Expression, int] | None


def read_age(items: Items, index: int) -> Read:
    """`the 1990s`, `the 40s`, `20th century`, `4th century BC`, `les années 1990`."""
    item = items[index]
    before = items.past(index, "decade", "the") if "decade" in item.senses else index
    if before > index and items[before].text == "'" and items[before + 1].tight:
        before += 1
    number = items[before].number
    if number is not None and number >= 0:
        decade = _decade(items, index, before)
        if decade is not None:
            return decade
    hundreds, joint = item.senses.get("number", 0), items.mark(index + 1, "-")
    if 10 < hundreds < 21 and item.word and (tens := items.sense(index + 1 + joint, "tens")) is not None:
        end = index + 2 + joint  # `the eighteen-nineties`
        return Age("decade", hundreds * 10 + tens // 10, place=items.place(index, end)), end
    if (tens := item.senses.get("tens")) is not None:
        return _tens(items, index, tens // 10)
    if item.text == "'" and items[index + 1].digits == 2 and items[index + 1].tight:
        return _decade(items, index + 1, index + 1)
    ordinal, after = item.senses.get("ordinal"), index + 1
    if number is not None and before == index and item.digits <= 2 and (after_ordinal(items, index) > index + 1):
        ordinal, after = number, after_ordinal(items, index)
    if ordinal is None and (ordinal := roman(items, index) or None):
        after = after_ordinal(items, index)
    if ordinal is None and items.sense(index, "unit") == "century" and (later := _century_number(items, index + 1)):
        ordinal, after = later
        bc = items.sense(after, "era") == "bc"
        after += 1 if items.sense(after, "era") else 0
        return Age("century", ordinal - 1, bc=bc, place=items.place(index, after)), after
    if items[after].text == "-" and items[after].tight:
        after += 1
    if ordinal and ordinal > 0 and (both := _two_centuries(items, index, ordinal, after)) is not None:
        return both
    if ordinal and ordinal > 0 and items.sense(after, "unit") == "century":
        after += 1
        bc = items.sense(after, "era") == "bc"
        after += 1 if items.sense(after, "era") else 0
        return Age("century", ordinal - 1, bc=bc, place=items.place(index, after)), after
    return None


def _century_number(items: Items, index: int) -> tuple[int, int] | None:
    """The number after the word "century": `siècle XX`, `shekulli i 20-të`."""
    first, index = index, items.past(index, "the")
    if number := roman(items, index) or items.sense(index, "ordinal"):
        return (number, index + 1) if number > 0 else None
    item = items[index]
    if item.digits in (1, 2) and item.number and (index > first or after_ordinal(items, index) > index + 1):
        return item.number, after_ordinal(items, index)
    return None


def _two_centuries(items: Items, index: int, first: int, after: int) -> Read:
    """`the 18th and 19th centuries`, `18.–19. Jahrhundert`"""
    joint = items[after]
    kind = "and" if "and" in joint.senses else "or" if "or" in joint.senses else ""
    if not kind and joint.text not in ("-", "—") and "to" not in joint.senses:
        return None
    start = items.past(after + 1, "the")
    second, end = items.sense(start, "ordinal"), start + 1
    if second is None and items[start].digits in (1, 2) and after_ordinal(items, start) > start + 1:
        second, end = items[start].number, after_ordinal(items, start)
    if second is None and (second := roman(items, start) or None):
        end = after_ordinal(items, start)
    if not second or second <= first or items.sense(end, "unit") != "century":
        return None
    bc = items.sense(end + 1, "era") == "bc"
    end += 2 if items.sense(end + 1, "era") else 1
    if bc:
        return None
    one = Age("century", first - 1, place=items.place(index, after))
    other = Age("century", second - 1, place=items.place(start, end))
    if not kind:
        return Range("through", one, other), end
    return Choice("or" if kind == "or" else "and", (one, other)), end


def _tens(items: Items, index: int, digit: int) -> Read:
    """`the nineties`, `деведесетих година двадесетог века`"""
    after = items.past(index + 1, "decade", "year")
    return _of_century(items, index, after, digit) or (
        Age("decade", digit, True, place=items.place(index, after)),
        after,
    )


def _goes_on(items: Items, index: int) -> bool:
    """`années 1990-1995`: the first of two years."""
    joint = items[index]
    return (joint.text in ("-", "—") or "to" in joint.senses) and items[index + 1].digits in (2, 4)


def _of_century(items: Items, index: int, after: int, digit: int) -> Read:
    """What `of the 20th century` makes of a decade."""
    start = items.past(after, "of", "the")
    known = "ordinal" in items[start].senses or roman(items, start) or items.sense(start, "unit") == "century"
    known = known or items.sense(after_ordinal(items, start), "unit") == "century"  # `30-их година 20. века`
    century = read_age(items, start) if known else None
    if century is not None and isinstance(century[0], Age) and century[0].kind == "century" and not century[0].bc:
        return Age("decade", century[0].digits * 10 + digit, place=items.place(index, century[1])), century[1]
    return None


def _of_decade(items: Items, index: int, digits: int) -> bool:
    """`the 1960's`, `the early 50's`; not `1990's winner`."""
    before = items[index - 1]
    return "'s" in items.lexicon.decade_endings and ("the" in before.senses or "edge" in before.senses or digits == 2)


def _decade(items: Items, index: int, at: int) -> Read:
    number, digits = items[at].number or 0, items[at].digits
    after = at + 1
    endings = items.lexicon.decade_endings
    ending = False
    if items[after].tight and items[after].text in endings:
        after, ending = after + 1, True
    elif items[after].tight and items[after].text in "'-" and f"{items[after].text}{items[after + 1].text}" in endings:
        after, ending = after + 2, True
    elif "owner" in items[after].senses and items[after].text == "'" and _of_decade(items, index, digits):
        after, ending = after + 1, True
    if not ending and (at == index or digits not in (2, 4)):
        return None
    if number % 10 or digits not in (2, 4, 3):
        return None
    after = items.past(after, "decade", "year") if ending and at == index else after
    if items.sense(after, "era") == "bc":
        return Age("decade", number // 10, bc=True, place=items.place(index, after + 1)), after + 1
    if digits == 3 or (not ending and _goes_on(items, after)):
        return None
    if at != index and not ending and not items.sense(index, "decade"):
        return None
    whole = _of_century(items, index, after, number // 10) if digits == 2 else None
    return whole or (Age("decade", number // 10, digits == 2, place=items.place(index, after)), after)
