"""Seasons, quarters and halves of a year."""

from events.dates.expressions import Expression, Season, Vague
from events.dates.grammar.days import after_ordinal, past_year_word, read_year
from events.dates.items import Items

Read = tuple[Expression, int] | None


def read_season(items: Items, index: int) -> Read:
    """`spring 2023`, `the third quarter of 2023`, `Q3 2023`, `first half of 2023`."""
    if items[index].digits == 4 and (found := _quarter(items, index + 1)) and _letter(items, index + 1):
        return Season(found[0], items[index].number, place=items.place(index, found[1])), found[1]
    code = items.sense(index, "season")
    after = index + 1
    if code is None:
        found = _quarter(items, index)
        if found is None:
            return None
        code, after = found
    slash = items.mark(after, "/") and items[after].tight and items[after + 1].digits == 4
    year = read_year(items, items.past(after + slash, "of", "the", "in", "year"))
    if year is None:
        return Season(code, place=items.place(index, after)), after
    number, short, end = year
    following = items[end + 1]
    pair = items[end].text in ("-", "/") and items[end].tight and following.tight and following.digits in (2, 4)
    if pair and code in (21, 22, 23) and (following.number or 0) % 100 == (number + 1) % 100:
        return Vague(
            "of which year, or of the southern half of the world, is not told", items.place(index, end + 2)
        ), end + 2
    both = False
    if (
        code == 24
        and items[end].text in ("-", "/", "—")
        and items[end].tight
        and following.tight
        and following.digits in (2, 4)
    ):
        both = (following.number or 0) % 100 == (number + 1) % 100
        end += 2 * both
    if items[end - 1].number is not None and items.sense(end, "year"):
        end = past_year_word(items, end)
    return Season(code, number, short=short, place=items.place(index, end), both=both), end


def _quarter(items: Items, index: int) -> tuple[int, int] | None:
    item = items[index]
    if _letter(items, index) and items[index + 1].tight and items[index + 1].digits == 1:
        digit = items[index + 1].number or 0
        if 1 <= digit <= (2 if item.text == "h" else 4):
            return (39 if item.text == "h" else 32) + digit, index + 2
    number: int | None = item.senses.get("ordinal")
    after = index + 1
    if items.mark(after, "-") and items[after].tight and items[after + 1].tight:
        after += number is not None and items.sense(after + 1, "unit") in ("quarter", "half")  # `third-quarter profit`
    if item.digits == 1 and after_ordinal(items, index) > index + 1:
        number, after = item.number, after_ordinal(items, index)
    if number is None and items.lexicon.which_after and items.sense(index, "unit") in ("quarter", "half"):
        number = items.sense(items.past(index + 1, "the"), "ordinal")
        return _code(items.sense(index, "unit"), number, items.past(index + 1, "the") + 1)
    return _code(items.sense(after, "unit"), number, after + 1)


def _letter(items: Items, index: int) -> bool:
    """`Q3`, `H1`; other letters are of single languages, `T3`."""
    return items[index].text in ("q", "h") or items.sense(index, "quarter_letter") is not None


def _code(unit: str | None, number: int | None, after: int) -> tuple[int, int] | None:
    """EDTF's code of the quarter or half with that number; -1 is the last one."""
    if number is None:
        return None
    if unit == "quarter" and (1 <= number <= 4 or number == -1):
        return 32 + (number if number > 0 else 4), after
    if unit == "half" and number in (1, 2, -1):
        return 39 + (number if number > 0 else 2), after
    return None
