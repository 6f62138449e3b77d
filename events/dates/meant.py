"""Whether words of an article that can be a date are one: no verb "may", no name, no count."""

from dataclasses import replace

from events.dates.expressions import (
    Age,
    Away,
    Bound,
    Clock,
    Daytime,
    Expression,
    Feast,
    Point,
    Range,
    Season,
    Which,
    Wrong,
)
from events.dates.items import Item, Items

ROUND = 100
ROLLING = ("week", "month", "year", "decade", "century")
STRONG = ("in", "bound", "edge", "which", "manner", "between", "from")
NAMED = ("month", "weekday")


def meant(found: Items, index: int, after: int, expression: Expression) -> bool:
    """Whether the items from `index` to `after`, read as `expression`, mean it."""
    if isinstance(expression, Wrong):
        return False
    if isinstance(expression, Range | Clock | Daytime) and "recurring" in found[after].senses:
        return False  # `from 7 p.m. to 6 a.m. every night`
    if isinstance(expression, Age) and expression.short and "tens" in found[index].senses:
        return "owner" not in found[index - 1].senses  # `in her eighties`
    if isinstance(expression, Age) and expression.kind == "century" and "decade" in found[index - 1].senses:
        return False  # `la primera década del siglo XXI`
    if isinstance(expression, Clock) and expression.of is None:
        return found[index - 1].number is None or found[index].number is not None  # "12:00 noon" is told once
    long = isinstance(expression, Away) and expression.base is None and expression.count > 1
    if long and "the" in found[index - 1].senses and "the" not in found[index].senses and found.lexicon.code == "en":
        return False  # `in the five years before that` is a length of time
    if isinstance(expression, Away) and expression.unit == "hour":
        return bool(found.sense(index - 1, "unit") != "half")
    if isinstance(expression, Point):
        return _point_meant(found, index, after, expression)
    if isinstance(expression, Feast) and expression.year is None and found[index].word:
        return not _name_of_feast(found, index, after)
    if isinstance(expression, Season) and expression.year is None:
        return _season_meant(found, index, after)
    if isinstance(expression, Which) and "the" in found[index - 1].senses and "for" in found[index - 2].senses:
        return expression.count is not None or expression.value is not None  # "for the next year" is a length of time
    if isinstance(expression, Daytime | Clock) and isinstance(expression.of, Point):
        alone = expression.of.weekday is not None and expression.of.month is expression.of.day is None
        if alone and found[index - 1].senses.get("number") == 1 and found.sense(index, "weekday") is not None:
            return False  # `on a Sunday night`
    if isinstance(expression, Bound):
        return meant(found, _inner(found, index), after, expression.of)
    return True


def _inner(found: Items, index: int) -> int:
    return found.past(index + 1, "the", "in")


def _point_meant(found: Items, index: int, after: int, point: Point) -> bool:
    if point.day is not None:
        return not _counted_in(found, index, point)
    if point.year is not None:
        return True
    item = found[index]
    capitals = found.lexicon.capitals and not found.all_small
    if capitals and not item.capital:
        return False
    if not capitals and item.capital and _within_name(found, index, after):
        return False
    if point.weekday is not None and capitals and "in" in found[after].senses and found.sense(after + 1, "month"):
        return False  # `on a wet Tuesday in February`
    named = point.weekday is not None and ("unit" in item.senses or found.running)
    if named and _counted_so(found[index - 1], not capitals) and found[after].text not in found.lexicon.held:
        return False  # `on a Sunday`, but `before a Friday deadline`
    if capitals and _of_a_name(found, index, after, point.weekday is not None):
        return False
    if "doubtful" not in item.senses:
        return not _named_so(found, index, after, point.weekday is not None)
    if point.weekday is not None:
        return found.mark(index + 1, ".") and found[index + 1].tight
    before = found[index - 1]
    if any(name in before.senses for name in STRONG) or "of" in before.senses:
        return True
    if "weak" in before.senses and "future" in found[index - 2].senses:
        return True  # `planned for May`
    plain = found[after].word and not found[after].senses and not found[after].capital and not found[after].fresh
    if point.month is not None and capitals and plain and ("weak" in before.senses or "the" in before.senses):
        return True  # `for March delivery`, `the May report`
    return bool(found.mark(index - 1, "-") or ("and" in before.senses and found.sense(index - 2, "month")))


def _of_a_name(found: Items, index: int, after: int, weekday: bool) -> bool:
    """`Black September`; `Governor Friday Ekpo`, `Sunday Rai, 32`: a name on either side, or one with its age."""
    before, following = found[index - 1], found[after]
    titled = found[index - 2] if before.text == "." else before
    if titled.text in found.lexicon.title:
        return True
    named = _unknown_name(before) and not found.lexicon.noun_capitals
    if weekday and found.mark(index - 2, '"') and found.mark(after, '"') and _unknown_name(before):
        return True  # `"White Friday"`
    if not weekday:
        return named and before.end < found[index].start
    aged = found.mark(after + 1, ",") and found[after + 2].digits == 2 and found[after + 3].text in (",", ".")
    return _unknown_name(following) and not following.fresh and (named or aged)


def _unknown_name(item: Item) -> bool:
    return item.word and item.capital and not item.senses


def _counted_so(before: Item, digits: bool) -> bool:
    """`две недеље`: a word that is a weekday and a unit, behind a number; but `rose 1.25 to 34 Monday`."""
    return (digits and before.number is not None) or "number" in before.senses or "several" in before.senses


def names_a_place(found: Items, index: int, after: int, date: Expression) -> int:
    """`rue du 4 Septembre`, `улица 8 Марта`, `Rruga "28 Nëntori"`: the index after the day that a street or a work is
    named after; 0 for any other. A day on which something was in a street has its article or a word for "on"."""
    month = found.past(index + 1 + found.mark(index + 1, "."), "of", "the")
    if isinstance(date, Clock | Daytime) and found[index].number is not None and found.sense(month, "month"):
        date, after = date.of or date, month + 1  # an hour behind the name is none of it
    hyphened = found.mark(index + 1, "-") and found[index + 1].tight and found[index + 2].tight  # `place du 8-Mai-1945`
    if not isinstance(date, Point) or (date.year is not None and date.month is not None and not hyphened):
        return 0
    if found[after].text in found.lexicon.named_before and found[after].capital and date.day is not None:
        return after
    before = index - 1
    if found.mark(before, '"') and found.mark(after, '"') and found[after].tight:
        return after
    for _ in range(3):
        item = found[before]
        if "named_after" in item.senses:
            return after
        if not (item.text in ('"', "-") or (item.text == "." and item.tight) or "of" in item.senses):
            return 0
        before -= 1
    return 0


def _within_name(found: Items, index: int, after: int) -> bool:
    """`el ministro Julio Abril`, `сержант Травень`: a capital within the sentence, beside another one or behind a word
    that is not known, where months are written small; `Nedelja Marić`: a weekday that opens it, right before a name."""
    before, following = found[index - 1], found[after]
    if "weekday" in found[index].senses and after == index + 1 and (not before.word or found[index].fresh):
        named = not following.senses or any(name in following.senses for name in NAMED)
        return following.word and following.capital and not following.fresh and named
    if not before.word or found[index].fresh or any(name in before.senses for name in (*STRONG, "of")):
        return False
    if not before.senses:
        return True
    beside = [one for one in (before, following) if one.word and one.capital]
    return any(not one.senses or any(name in one.senses for name in NAMED) for one in beside)


def _name_of_feast(found: Items, index: int, after: int) -> bool:
    """`Father Christmas`, `the Christmas market`"""
    before, following = found[index - 1], found[after]
    titled = before.word and before.capital and not before.senses
    return titled or ("the" in before.senses and following.word and not following.senses and not following.fresh)


def _counted_in(found: Items, index: int, point: Point) -> bool:
    """`up from 17 in April 2019`: a number, and then a month; not one word with the month, as in Hebrew."""
    following = found[index + 1]
    apart = "in" in following.senses and "of" not in following.senses and not found[index + 2].tight
    return point.month is not None and found[index].number is not None and apart


def weighed(found: Items, index: int, after: int, expression: Expression) -> Expression:
    """A round number before an unknown word in small letters may count it: `by 1800 men`, `from 1500 to 2000 euros`.
    With its article, `the past week` is the seven days up to now, and not the last week of the calendar; `the next day`
    is the one after the day told last."""
    following = found[after]
    expression = _quarter_named(found, after, expression)
    article = "the" in found[index - 1].senses and not found.lexicon.which_after  # `el próximo lunes` always has it
    if isinstance(expression, Which) and expression.which == "next" and article:
        return replace(expression, which="following") if expression.count is None else expression
    if isinstance(expression, Which) and expression.which == "last" and expression.count is expression.value is None:
        rolling = "the" in found[index - 1].senses and expression.unit in ROLLING and not found.lexicon.which_after
        return replace(expression, count=1) if rolling else expression
    if not following.word or following.senses or following.capital or following.tight or not found.lexicon.capitals:
        return expression
    return _doubted(expression)


def _quarter_named(found: Items, after: int, expression: Expression) -> Expression:
    """`the July-September quarter`"""
    if not isinstance(expression, Range) or found.sense(after, "unit") != "quarter":
        return expression
    first, last = expression.first, expression.last
    if not isinstance(first, Point) or not isinstance(last, Point) or first.day or last.day:
        return expression
    if first.month is None or last.month != first.month + 2 or first.month % 3 != 1:
        return expression
    place = (first.place[0], last.place[1])
    return Season(33 + (first.month - 1) // 3, last.year, place=place)


def _doubted(expression: Expression) -> Expression:
    if isinstance(expression, Point) and expression.year is not None and expression.year % ROUND == 0:
        return replace(expression, doubtful=True) if expression.month is None else expression
    if isinstance(expression, Bound):
        return replace(expression, of=_doubted(expression.of))
    if isinstance(expression, Range) and isinstance(expression.last, Point) and expression.last.month is None:
        last = _doubted(expression.last)
        return (
            expression if last == expression.last else replace(expression, first=_doubted(expression.first), last=last)
        )
    return expression


def _named_so(found: Items, index: int, after: int, weekday: bool) -> bool:
    """Whether a month or weekday is a part of a name, with no "in" before it: `April Doe`, `The Sunday Post`."""
    before, following = found[index - 1], found[after]
    if any(name in before.senses for name in STRONG) or "of" in before.senses:
        return False
    if weekday and "the" not in before.senses:
        return False
    name = following.word and following.capital and (not following.senses or "bound" in following.senses)
    return name and following.start - found[after - 1].end <= 1


def _season_meant(found: Items, index: int, after: int) -> bool:
    before, following = found[index - 1], found[after]
    if not found.sense(index, "season"):
        if found.sporting:
            return False
        quarter = "quarter" in (found.sense(after - 1, "unit"), found.sense(index, "unit"))
        half = found.sense(after - 1, "unit") == "half"
        if (quarter or half) and found.mark(index + 1, "-"):
            return True  # `third-quarter profit`
        named = (
            quarter
            or (half and found.by_quarters)
            or "half_year" in found[after - 1].senses
            or "half_year" in found[index].senses
        )
        return named and ("the" in before.senses or any(name in before.senses for name in STRONG))
    if "of" in following.senses:
        return False
    if "by_itself" in found[index].senses:
        return True
    named = following.word and not following.senses.keys() - {"auxiliary"}
    if "the" in before.senses:
        before = found[index - 2] if any(name in found[index - 2].senses for name in STRONG) else before
    if any(name in before.senses for name in STRONG):
        return not named or not following.capital
    return "the" in before.senses and not named and "doubtful" not in found[index].senses
