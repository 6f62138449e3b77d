"""Days without a month: "on the 24th", "le 5 du mois", "14. истог месеца", "el miércoles 23"."""

from dataclasses import replace

from events.dates.expressions import Choice, Expression, Inside, Point, Range, Which
from events.dates.grammar.days import after_ordinal, day_number, is_ordinal, plain_end, read_days
from events.dates.grammar.relative import read_relative
from events.dates.items import END, Items

Read = tuple[Expression, int] | None
BEFORE_DAY = ("in", "bound", "from", "between")
# senses of small words that may stand behind a day
JOINING = frozenset((
    "and", "or", "in", "of", "the", "to", "for", "no_year", "at_hour", "at_time", "auxiliary", "to_day", "from_day",
    "on_day", "day_noun", "toward", "said", "happened", "future", "certain",
))  # fmt: skip
ADJECTIVE = ("en", "er")  # endings behind a German ordinal: `am 24. internationalen Kongress`
CLOSING = (",", ";", ")", ".", "-", "—", '"')


def read_day_alone(items: Items, index: int) -> Read:
    """`on the 24th`: a number with its ending, after a word for "on"; `третьего числа`."""
    number = day_number(items, index)
    if number is not None and items.sense(number[1], "day_after") and number[0] <= 31:
        return Point(day=number[0], place=items.place(index, number[1] + 1)), number[1] + 1
    if items[index].number is None and number is not None and "ordinal" in items[index].senses:
        return _nth_of_month(items, index, number)
    if items[index].number is None or not 1 <= (items[index].number or 0) <= 31 or items[index].digits > 2:
        return None
    if is_ordinal(items, index) and (several := _days_of_month(items, index)) is not None:
        return several  # `du 1er au 3 du mois dernier`
    if not is_ordinal(items, index):
        return _day_of_month(items, index)
    before = index - 1 - ("the" in items[index - 1].senses)
    part = "of" in items[before].senses and "part" in items[before - 1].senses
    after = after_ordinal(items, index)
    if "of" in items[after].senses and "which" in items[items.past(after, "of", "the")].senses:
        return Point(day=items[index].number, place=items.place(index, after)), after
    bounded = "bound" in items[before].senses or "from" in items[before].senses  # `до 25-го`
    bounded = bounded or items.sense(before, "part") == "night_to"  # `в ночь на 28-е`
    alone = items.running and items.lexicon.no_article and (bounded or _nothing_counted(items, after))
    alone = alone and "unit" not in items[after].senses
    if not alone and (
        not (part or any(name in items[before].senses for name in BEFORE_DAY))
        or (items.running and not plain_end(items, after) and items[after].text not in items.lexicon.begins)
    ):
        return None
    if items.sense(after, "unit") or items[after].text == "-" or "auxiliary" in items[after].senses:
        return None
    return Point(day=items[index].number, place=items.place(index, after)), after


def _nth_of_month(items: Items, index: int, number: tuple[int, int]) -> Read:
    """`الثاني عشر من الشهر الجاري`: an ordinal in words, and the month that another word tells."""
    start = items.past(number[1], "of", "the")
    month = any(items.sense(at, "unit") == "month" for at in (start, start + 1))
    which = any("which" in items[at].senses for at in (start, start + 1))
    for name, which_one in (("of_it", "same"), ("of_this", "this")):
        if items.sense(number[1], name):
            day = Point(day=number[0], place=items.place(index, number[1]))
            unit = Which(which_one, "month", place=items.place(number[1], number[1] + 1))
            return Inside(day, unit), number[1] + 1
    if start == number[1] or not (month and which):
        return None
    return Point(day=number[0], place=items.place(index, number[1])), number[1]


def _day_of_month(items: Items, index: int) -> Read:
    """`le 5 du mois`, `14. истог месеца`, `22 בו`: a number without an ending, where "of the month" follows."""
    end = after_ordinal(items, index)
    if (several := _days_of_month(items, index)) is not None:
        return several
    day = Point(day=items[index].number, place=items.place(index, end))
    for name, which_one in (("of_it", "same"), ("of_this", "this")):
        if items.sense(end, name):
            return Inside(day, Which(which_one, "month", place=items.place(end, end + 1))), end + 1
    start = items.past(end, "of", "the", "in") if items.lexicon.prefixes else items.past(end, "of", "the")
    which = "which" in items[start].senses
    month = any(items.sense(at, "unit") == "month" for at in range(max(end, start - 1), start + 2))
    before = items[index - 1 - items.mark(index - 1, "-")].senses
    placed = "the" in before or "in" in before or items.lexicon.no_article
    if month and (start > end or which) and placed and not _sentence_ends(items, end):
        return day, end
    if not items.running:
        return None
    if "day_noun" in before or ("of" in before and "part" in items[index - 2].senses):
        return _after_noun(items, index)
    if "from_day" in before and ("to_day" in items[end].senses or "onwards" in items[end].senses):
        return _after_noun(items, index)
    dotted = items.lexicon.noun_capitals or items.lexicon.year_dot
    if "on_day" in before and (several := _after_noun(items, index)) is not None and several[1] > end:
        sure = _nothing_counted(items, several[1]) or _verb(items, several[1])
        return several if sure else None
    if "on_day" in before and (_nothing_counted(items, end if dotted else index + 1) or _verb(items, end)):
        return replace(day, place=items.place(index, index + 1)), end if dotted else index + 1
    return None


def _after_noun(items: Items, index: int) -> Read:
    """`el día 8`, `la noche del 11`, `los días 27 y 29`: a number that can only be a day."""
    found = read_days(items, index)
    if found is None or max(found[0]) > 31 or "unit" in items[found[3]].senses or "oclock" in items[found[3]].senses:
        return None
    days, kind, places, after = found
    points = [Point(day=day, place=place) for day, place in zip(days, places, strict=True)]
    if len(points) == 1:
        return points[0], after
    if len(points) == 2 and kind == "-":
        return Range("through", points[0], points[1]), after
    return Choice("or" if kind == "or" else "and", tuple(points)), after


def _days_of_month(items: Items, index: int) -> Read:
    """`16 و18 من الشهر نفسه`, `del 5 al 7 de ese mes`: days that share a month, which another word tells."""
    found = read_days(items, index)
    if found is None or len(found[0]) != 2 or max(found[0]) > 31:
        return None
    days, kind, places, after = found
    if _sentence_ends(items, after):
        return None
    which = read_relative(items, items.past(after, "of", "in"), _nothing)
    if which is None or not isinstance(which[0], Which) or which[0].unit != "month" or which[0].count is not None:
        return None
    first, last = (Inside(Point(day=day, place=at), which[0]) for day, at in zip(days, places, strict=True))
    return (Range("through", first, last) if kind == "-" else Choice("and", (first, last))), which[1]


def _sentence_ends(items: Items, after: int) -> bool:
    """`del 16 al 30. El mes que viene`"""
    return items.mark(after - 1, ".") and (items[after].capital or items[after].fresh)


def _nothing(items: Items, index: int) -> Read:
    return None


def _nothing_counted(items: Items, after: int) -> bool:
    """Whether what follows a number is a mark or a small word, and nothing that it could count."""
    following = items[after]
    small = following.senses and not following.senses.keys() - JOINING
    ends = following.text in CLOSING and not (following.tight and items[after + 1].number is not None)
    return bool(small or ends or following is END or following.fresh)


def _verb(items: Items, after: int) -> bool:
    """`Am 24. siegte Österreich`, where nouns have capitals: a word in small letters that is no adjective."""
    item = items[after]
    small = items.lexicon.noun_capitals and items.mark(after - 1, ".") and item.word and not item.capital
    return small and not item.senses and not item.fresh and not item.text.endswith(ADJECTIVE)


def read_weekday_and_day(items: Items, index: int, start: int) -> Read:
    """`el miércoles 23`, `lundi 15 et mardi 16`: the number alone is the day, where a mark or small word follows it."""
    number, before = items[start].number, items[start - 1].senses
    if number is None or items[start].digits > 2 or not 1 <= number <= 31:
        return None
    if start > index + 1 and ("at_hour" in before or ("in" in before and "the" not in before)):
        return None  # `el miércoles a las 8`
    after = start + 1 if _nothing_counted(items, start + 1) else after_ordinal(items, start)
    if not _nothing_counted(items, after) or "of" in items[after].senses:
        return None
    return Point(day=number, weekday=items.sense(index, "weekday"), place=items.place(index, after)), after
