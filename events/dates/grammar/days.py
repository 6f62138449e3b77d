"""Days, months and years with words in them: "24th of September 2023", "3–5 October", "the 1990s", "480 BC"."""

from events.dates.expressions import Choice, Expression, Feast, Point, Range
from events.dates.grammar.roman import roman
from events.dates.grammar.worded_years import read_worded_year
from events.dates.items import END, Item, Items

Read = tuple[Expression, int] | None
MOST = 12  # days that share a month; a longer list is no date
CAPITALLESS = ("Hebrew", "Arabic")  # scripts in which nothing tells a full stop from that of an abbreviation
ABBREVIATED = 5  # letters of a month that may have a full stop after it
FIRST_YEAR, LAST_YEAR = 1000, 2200  # of a number that stands alone


def day_number(items: Items, index: int) -> tuple[int, int] | None:
    """A day of the month in digits or as an ordinal, and the index after it with its ending."""
    item = items[index]
    if item.number is not None:
        if item.digits > 2 or not 1 <= item.number <= 99:
            return None
        return item.number, after_ordinal(items, index)
    ordinal = item.senses.get("ordinal") if item.senses else None
    if ordinal is None and item.senses.get("number") and _spelled_out(items, index):
        ordinal = item.senses["number"]
    if ordinal is not None and 1 <= ordinal <= 31:
        return ordinal, index + 1
    return None


def _spelled_out(items: Items, index: int) -> bool:
    """Whether a number in words is a day of the month: `siete de octubre`, `le trois mars`."""
    if "of" in items[index + 1].senses:
        return items.sense(index + 2, "month") is not None
    before = items[index - 1].senses
    return items.lexicon.which_after and "the" in before and items.sense(index + 1, "month") is not None


def after_ordinal(items: Items, index: int) -> int:
    """The index after a number and what may be written onto it: 24th, 7-го, 24."""
    after = index + 1
    following = items[after]
    if following.tight:
        endings = items.lexicon.ordinal_endings
        if following.text in endings:
            return after + 1
        if following.text == "-" and items[after + 1].tight and f"-{items[after + 1].text}" in endings:
            return after + 2
        if following.text in ("º", "ª", "°"):
            return after + 1
        if following.text == "." and items[after + 1].tight and items[after + 1].text in endings:
            return after + 2  # `7.º`
        if following.text == "." and (not items[after + 1].tight or items[after + 1].text in ("-", "—", "/", ",")):
            return after + 1
    return after


def is_ordinal(items: Items, index: int) -> bool:
    after = after_ordinal(items, index)
    return after > index + 1 and not (items[index + 1].text == "." and after == index + 2)


def read_days(items: Items, index: int) -> tuple[list[int], str, list[tuple[int, int]], int] | None:
    """Days that share a month: `3`, `3–5`, `3 and 5`, `3, 5 and 7`; how they are joined; their places."""
    first = day_number(items, index)
    if first is None:
        return None
    days, after = [first[0]], first[1]
    places = [items.place(index, after)]
    kind, settled = "", (1, after)
    while len(days) < MOST:
        joint = _joint(items, after, kind)
        if joint is None:
            break
        following = items.past(after + 1, "the", "in") if items.lexicon.prefixes else items.past(after + 1, "the")
        more = day_number(items, following)
        if more is None:
            break
        kind = joint if joint != "," else kind or ","
        days.append(more[0])
        places.append(items.place(following, more[1]))
        after = more[1]
        if joint != ",":
            settled = (len(days), after)
            if joint == "-":
                break
    count, after = settled
    return days[:count], kind if count > 1 else "", places[:count], after


def _joint(items: Items, index: int, kind: str) -> str | None:
    item = items[index]
    if item.text in ("-", "—", "/"):
        return "-" if kind in ("", ",") and (item.text != "/" or _next_day(items, index)) else None
    if item.text == ",":
        return ","
    for name, joint in (("to", "-"), ("and", "and"), ("or", "or")):
        if name in item.senses and not (joint == "-" and kind):
            return joint
    return None


def _next_day(items: Items, index: int) -> bool:
    """`24/25 August`: from one day into the next."""
    before, after = items[index - 1 - items.mark(index - 1, ".")].number, items[index + 1].number
    return items[index].tight and items[index + 1].tight and before is not None and after == before + 1


def of_days(
    days: list[int],
    kind: str,
    places: list[tuple[int, int]],
    month: int,
    year: int | None,
    short: bool,
    whole: tuple[int, int],
) -> Expression:
    if len(days) == 1:
        return Point(year, month, days[0], short=short, place=whole)
    points = [Point(year, month, day, short=short, place=place) for day, place in zip(days, places, strict=True)]
    if kind == "-":
        return Range("through", points[0], points[-1])
    return Choice("or" if kind == "or" else "and", tuple(points))


def read_month(items: Items, index: int) -> tuple[int, int] | None:
    """A month and the index after its name, full stop and second name (`سبتمبر/أيلول`)."""
    month = items.sense(index, "month")
    if month is None:
        month = roman(items, index)
        if not 1 <= month <= 12 or items[index - 1].text not in (".", "-", "/"):
            return None
    elif items.sense(index, "unit") or _name_of_month(items, index):
        return None  # `Oktoberwoche`
    after = index + 1
    short = items[index].end - items[index].start <= ABBREVIATED and items.lexicon.script not in CAPITALLESS
    if short and items.mark(after, ".") and items[after].tight and not _ends_sentence(items, after):
        after += 1
    if items.lexicon.no_article and items.sense(after, "unit") == "month" and items[index].senses:
        after += 1  # `маја месеца 1992`
    if items[after].text in ("/", "(") and items.sense(after + 1, "month") == month:
        after += 3 if items.mark(after, "(") and items.mark(after + 2, ")") else 2
    return month, after


def _name_of_month(items: Items, index: int) -> bool:
    """`зруйнували Січ. 15 червня`: a short word within a sentence that has a capital where months have none."""
    item, before = items[index], items[index - 1]
    if items.lexicon.capitals or not items.running or not item.capital or "doubtful" not in item.senses:
        return False
    return before.word and not item.fresh and item.end - item.start < ABBREVIATED and "in" not in before.senses


def _ends_sentence(items: Items, index: int) -> bool:
    following = items[index + 1]
    return following is END or following.fresh or (following.word and following.capital)


def read_year(items: Items, index: int) -> tuple[int, bool, int] | None:
    """A year after a month: four digits, `'23`, or fewer with an era; the words for "year" about it are passed."""
    start = items.past(index, "year", "of")
    if items[start].text == "'" and items[start + 1].digits == 2 and items[start + 1].tight:
        return items[start + 1].number or 0, True, start + 2
    if items.sense(start, "era") == "ad" and items[start + 1].number:
        return items[start + 1].number or 0, False, start + 2
    item = items[start]
    if item.number is None and start == index and (worded := read_worded_year(items, start)) is not None:
        return worded[0].year or 0, False, worded[1]
    if item.number is None or not 1 <= item.number <= 9999:
        return None
    if item.digits in (2, 4) and (end := year_ending(items, start)):
        after = past_year_word(items, end) if items.sense(end, "year") else end
        return item.number, item.digits == 2, after
    mark = items[start + 1].text if items[start + 1].tight and items[start + 2].digits in (1, 2) else ""
    if mark == ":" or (mark in ("-", "/") and item.digits != 4):
        return None
    after = start + 1
    if items.sense(after, "calendar"):
        return None
    stop = after + 1 if items.mark(after, ".") else after
    era = items.sense(after, "era") or items.sense(after + 1 if items.mark(after, ",") else after, "era")
    if era is None and items.sense(stop, "year"):
        era = items.sense(past_year_word(items, stop), "era")
        if era is not None:
            stop = past_year_word(items, stop)
            return (1 - item.number if era == "bc" else item.number), False, stop + 1
    if era is not None and items.sense(after, "era"):
        return (1 - item.number if era == "bc" else item.number), False, after + 1
    if item.digits == 3 and _back_year(items, start):
        return 1 - item.number, False, after
    if item.digits != 4 or not FIRST_YEAR <= item.number <= (LAST_YEAR if items.running else 9999):
        return None
    if items.sense(stop, "year"):
        after = past_year_word(items, stop)
    elif items.lexicon.year_dot and items.mark(after, ".") and items[after].tight:
        after += 1
    return item.number, False, after


def _back_year(items: Items, index: int) -> bool:
    """`the spring of 405`, `June 344`, in an article whose years are told with their era elsewhere."""
    before, after = items[index - 1].senses, items[index + 1]
    counted = after.word and not after.capital and not after.senses and after.text not in items.lexicon.begins
    placed = any(name in before for name in ("of", "month", "season"))
    return placed and not counted and "unit" not in after.senses and items.counts_back(items[index].number or 0)


def year_ending(items: Items, index: int) -> int:
    """The index after an ending that is joined to a year by a hyphen, `2022-му`, `41-го`; 0 where there is none."""
    dash, ending = items[index + 1], items[index + 2]
    if dash.text == "-" and dash.tight and ending.tight and f"-{ending.text}" in items.lexicon.ordinal_endings:
        return index + 3
    return 0


def past_year_word(items: Items, index: int) -> int:
    """`2023. године`, `2023 г.`: the index after the word and its full stop, where that is no end of a sentence."""
    after = index + 1
    if items.mark(after, ".") and items[after].tight and items[index].end - items[index].start <= 2:
        return after + 1
    return after


def read_date(items: Items, index: int) -> Read:
    """A day with its month, or a month, in any order, with the year where one stands there."""
    if items.sense(index, "month") is not None:
        return _month_first(items, index)
    return _day_first(items, index)


def _day_first(items: Items, index: int) -> Read:
    found = read_days(items, index)
    if found is None:
        return None
    days, kind, places, after = found
    if items.mark(after - 1, ".") and items[after].capital and "of" in items[after].senses:
        return None  # `il arrive le 17. De janvier à juin`
    apart = "in" in items[after].senses and "of" not in items[after].senses and not items[after].senses.keys() & {"the"}
    if items[index].number is None and apart and items.running and not items[after + 1].tight:
        return None  # `الاتفاق الأول في يناير`, `the first in January`: which of several, and no day
    dot = items.mark(after, ".") and roman(items, after + 1) > 0
    hyphen = (dot or items[after].text in ("-", "/")) and items[after].tight and items[after + 1].tight and not kind
    named = read_month(items, after + 1 if hyphen else items.past(after, "of", "the", "in"))
    if named is None:
        return None
    month, after = named
    if hyphen and items[after].text in ("-", "/", ".") and items[after + 1].digits in (2, 4) and items[after + 1].tight:
        number, end = items[after + 1].number or 0, after + 2
        short = items[after + 1].digits == 2
        return of_days(days, kind, places, month, number, short, items.place(index, end)), end
    if max(days) > 31 and len(days) > 1:
        return None
    year, short, after = _year_after(items, after)
    if year is None and not items.running and items[after].digits == 2 and items[after + 1] is END:
        year, short, after = items[after].number, True, after + 1  # `24 Sep 23`
    return of_days(days, kind, places, month, year, short, items.place(index, after)), after


def _year_after(items: Items, index: int) -> tuple[int | None, bool, int]:
    start = index + 1 if items.mark(index, ",") else index
    found = read_year(items, start)
    if found is None:
        return None, False, index
    year, short, after = found
    if not short and start == index and is_count(items, after - 1, after) and items[after - 1].number is not None:
        return None, False, index
    return year, short, after


def is_count(items: Items, index: int, after: int) -> bool:
    """Whether a number counts what follows: `1,500`, `2000 %`."""
    following = items[after]
    if following.text == "," and following.tight and items[after + 1].digits == 3 and items[after + 1].tight:
        return True
    return following.text in ("%", "$", "€", "£", "°") or (
        following.text == "." and following.tight and items[after + 1].number is not None and items[after + 1].tight
    )


def _month_first(items: Items, index: int) -> Read:
    named = read_month(items, index)
    if named is None:
        return None
    month, after = named
    start = items.past(after, "the", "of")
    found = read_days(items, start)
    if found is not None and not _is_year_or_time(items, start):
        days, kind, places, end = found
        year, short, end = _year_after(items, end)
        if kind in ("and", "or") and year is None and not plain_end(items, end):
            days, kind, places = days[:1], "", places[:1]
            end = after_ordinal(items, start) if items[start].number is not None else start + 1
        numbered = is_ordinal(items, start) and items[index - 1].text == "in" and _unknown_name(items[end])
        if max(days) <= 31 and not numbered and (year is not None or not _counts(items, end, start)):
            if items.mark(end - 1, ".") and year is None:
                end -= 1
            places[0] = (items[index].start, places[0][1])
            return of_days(days, kind, places, month, year, short, items.place(index, end)), end
    year, short, end = _year_after(items, after)
    return Point(year, month, short=short, place=items.place(index, end)), end


def _unknown_name(item: Item) -> bool:
    """`In August 5th Division`, in a language that says "on" of days"""
    return item.word and item.capital and not item.senses and not item.fresh


def _is_year_or_time(items: Items, index: int) -> bool:
    """Whether digits after a month begin a year, a clock time or a longer number: `October 06:30`."""
    after = items[index + 1]
    if items[index].number is None:
        return items[index].senses.get("ordinal") is None or "unit" in items[index + 1].senses
    if after.text == ":" and after.tight and items[index + 2].digits == 2:
        return True
    return after.tight and after.text in (",", ".") and items[index + 2].tight and items[index + 2].digits == 3


def _counts(items: Items, index: int, start: int) -> bool:
    """`in May 20 people were killed`: a day without an ending, right before a small word that is not known."""
    if items[start].number is None or is_ordinal(items, start) or items.mark(index - 1, "."):
        return False  # `on March 15. Weeks later`
    following = items[index]
    return "unit" in following.senses or following.text == "%"


def plain_end(items: Items, index: int) -> bool:
    """Whether what stands here is no unknown word in small letters, which the number before would count."""
    item = items[index]
    return not (item.word and not item.senses.keys() - {"changing"} and not item.capital)


def read_feast(items: Items, index: int) -> Read:
    day = items.sense(index, "feast")
    if day is None:
        return None
    if len(day) > 5:
        return Feast(day, place=items.place(index, index + 1)), index + 1
    year, short, after = _year_after(items, items.past(index + 1, "of", "in"))
    if year is None or short:
        return Feast(day, place=items.place(index, index + 1)), index + 1
    return Feast(day, year, items.place(index, after)), after
