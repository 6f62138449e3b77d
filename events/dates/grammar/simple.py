"""One date without its time of day: whichever of the readers fits."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import (
    Away,
    Choice,
    DayOrNth,
    Either,
    Expression,
    Holding,
    Nth,
    Point,
    Range,
    Slashed,
    Vague,
    Week,
    Which,
)
from events.dates.grammar.ages import read_age
from events.dates.grammar.days import (
    CAPITALLESS,
    after_ordinal,
    read_date,
    read_feast,
    read_year,
)
from events.dates.grammar.lone_days import read_day_alone, read_weekday_and_day
from events.dates.grammar.nth import NTH, read_nth
from events.dates.grammar.numeric import read_numeric
from events.dates.grammar.relative import read_relative
from events.dates.grammar.seasons import read_season
from events.dates.grammar.styles import read_styles
from events.dates.grammar.worded_years import read_worded_year
from events.dates.grammar.years import read_bare_year
from events.dates.items import Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]
ABBREVIATED = 5  # letters of a weekday that may have a full stop after it within a date


def read_simple(items: Items, index: int, reader: Reader) -> Read:
    """`reader` reads the date that may follow "of" or "after" in it."""
    item = items[index]
    if (found := _numbered_week(items, index)) is not None:
        return found
    if "other_year" in item.senses:
        return _other_year(items, index)
    if "week_from" in item.senses or "week_to" in item.senses:
        return _week_beside(items, index)
    if item.number is not None:
        return (
            _other_calendar(items, index)
            or _iso_week(items, index)
            or _short_range(items, index)
            or read_styles(items, index)
            or read_numeric(items, index)
            or read_age(items, index)
            or read_date(items, index)
            or read_season(items, index)
            or read_relative(items, index, reader)
            or read_bare_year(items, index)
            or read_day_alone(items, index)
        )
    senses = item.senses
    if not senses:
        return (
            read_season(items, index) or read_age(items, index) or _short_year(items, index)
            if item.text in ("q", "h", "'") or (item.word and item.text[0] in "ivxхі")
            else None
        )
    if "feast" in senses and item.text.isdigit() and item.end - item.start <= 5 and not items.running:
        readings: list[tuple[Expression, str]] = (
            [(found[0], "the name of a day")] if (found := read_feast(items, index)) else []
        )
        month, day = (int(number) for number in senses["feast"][5:].split("-")) if len(senses["feast"]) > 5 else (0, 0)
        if month:
            slashed = Slashed(month, day, None, place=items.place(index, index + 1))
            return Either((*readings, (slashed, "a day and a month"))), index + 1
    if "the" in senses:
        after = index + 1
        return (
            _unit_of(items, after)
            or read_relative(items, index, reader)
            or (read_simple(items, after, reader) if "the" not in items[after].senses else None)
        )
    if "which" in senses and items.sense(index + 1, "weekday") is not None:
        found = _weekday(items, index + 1, reader)
        if found is not None and isinstance(found[0], Point) and found[0].day is not None:
            return found  # `ce lundi 9 octobre`: the date tells more than the word before it
    if "weekday" in senses and (found := read_nth(items, index, reader) if items.lexicon.nth_days else None):
        return found
    if "weekday" in senses and (found := _weekday(items, index, reader)):
        return found
    if "vague" in senses:
        return Vague("it has no bounds", items.place(index, index + 1)), index + 1
    if "number" in senses and (worded := read_worded_year(items, index)) is not None:
        return worded
    if "several" in senses and items.sense(index + 1, "unit"):
        return read_relative(items, index, reader)
    return (
        _other_calendar(items, index)
        or read_feast(items, index)
        or _unit_of(items, index)
        or read_age(items, index)
        or read_relative(items, index, reader)
        or read_date(items, index)
        or read_season(items, index)
        or read_day_alone(items, index)
        or _weekend(items, index)
        or (_after_year_word(items, index) if "year" in senses or "era" in senses else None)
    )


def _short_year(items: Items, index: int) -> Read:
    """`in '98`"""
    number = items[index + 1]
    if number.digits != 2 or not number.tight or not items[index - 1].senses.keys() & {"in", "bound"}:
        return None
    return Point(number.number, short=True, place=items.place(index, index + 2)), index + 2


def _unit_of(items: Items, index: int) -> Read:
    """`the month of August 2006`, `the week of 25 September`, `the weekend of 7–8 October`, `week 39 of 2023`"""
    unit = items.sense(index, "unit")
    if unit == "week" and items[index + 1].digits in (1, 2):
        year = read_year(items, items.past(index + 2, "of", "in"))
        if year is not None and 1 <= (items[index + 1].number or 0) <= 53:
            return Week(year[0], items[index + 1].number or 0, items.place(index, year[2])), year[2]
        placed = items.running and ("in" in items[index - 1].senses or "bound" in items[index - 1].senses)
        if placed and "of" not in items[index + 2].senses and 1 <= (items[index + 1].number or 0) <= 53:
            return Week(None, items[index + 1].number or 0, items.place(index, index + 2)), index + 2
    if unit not in ("day", "week", "weekend", "month", "year") or items[index].senses.get("number"):
        return None
    if "of" not in items[index + 1].senses and unit != "weekend" and not _plain(items, index):
        return None
    if (other := _other_calendar(items, items.past(index + 1, "the", "of"))) is not None:
        return other
    found = read_date(items, items.past(index + 1, "the", "of")) or (
        read_bare_year(items, index + 2) if unit == "year" else None
    )
    if found is None:
        return None
    inner = found[0]
    if isinstance(inner, Range | Choice):
        inner = inner.first if isinstance(inner, Range) else inner.items[0]
    if not isinstance(inner, Point):
        return None
    if unit in ("week", "weekend") and inner.day is not None:
        return Holding(unit, inner, items.place(index, found[1])), found[1]
    return found if (unit == "day") == (inner.day is not None) else None


def _numbered_week(items: Items, index: int) -> Read:
    """`39. Kalenderwoche 2023`, `KW 39/2023`: a week by its number in the calendar."""
    item = items[index]
    if item.digits in (1, 2):
        number, after = item.number, after_ordinal(items, index)
        if items.sense(after, "unit") != "numbered_week":
            return None
        after += 1
    elif item.senses.get("unit") == "numbered_week" and items[index + 1].digits in (1, 2):
        number, after = items[index + 1].number, index + 2
    else:
        return None
    year = read_year(items, items.past(after + (items[after].text in ("/", ",")), "of", "in", "the"))
    if year is None or not number:
        return Vague("the year of the week is not told", items.place(index, after)), after
    return Week(year[0], number, items.place(index, year[2])), year[2]


def _plain(items: Items, index: int) -> bool:
    """`خلال شهر سبتمبر`, `ביום 7 באוקטובר`: a language without "of" between the unit and its name."""
    following = items[index + 1]
    if "month" in following.senses and items.sense(index, "unit") == "month":
        return True  # `muaji maj`, `месяц май`
    return items.lexicon.no_article and (following.number is not None or "month" in following.senses)


def _iso_week(items: Items, index: int) -> Read:
    """`2023-W39`, `39. Kalenderwoche 2023`"""
    ordinal = after_ordinal(items, index) if items[index].digits in (1, 2) else index
    if items.sense(ordinal, "unit") == "week" and 5 < (items[index].number or 0) <= 53:
        year = read_year(items, items.past(ordinal + 1, "of", "in", "the"))
        if year is not None:
            return Week(year[0], items[index].number or 0, items.place(index, year[2])), year[2]
    week = items[index + 3]
    marks = items.mark(index + 1, "-") and items.mark(index + 2, "w") and week.digits == 2 and week.tight
    if marks and items[index].digits == 4 and 1 <= (week.number or 0) <= 53:
        return Week(items[index].number or 0, week.number or 0, items.place(index, index + 4)), index + 4
    return None


def _short_range(items: Items, index: int) -> Read:
    """`7.-9.10.2023`, `24./25.9.2023`: two days of which only the second has its month."""
    dot = items.mark(index + 1, ".") and items[index + 1].tight
    dash = index + 1 + dot
    if items[index].digits not in (1, 2) or items[dash].text not in ("-", "—", "/") or not items[dash].tight:
        return None
    if not dot and (items[dash].text == "/" or not items.mark(dash + 2, ".")):
        return None
    found = read_numeric(items, dash + 1, joined=True)
    first = items[index].number or 0
    if found is None or not isinstance(last := found[0], Point) or not 1 <= first < (last.day or 0):
        return None
    place = (items[index].start, items[index].end)
    return Range("through", replace(last, day=first, place=place), last), found[1]


def _weekend(items: Items, index: int) -> Read:
    """`at the weekend`, `am Wochenende`, `tokom vikenda`: no other word tells which."""
    before = items[index - 1].senses
    told = "the" in before or ("in" in before and (items.lexicon.noun_capitals or items.lexicon.no_article))
    if items.sense(index, "unit") != "weekend" or (items.running and not told):
        return None
    return Which("latest", "weekend", place=items.place(index, index + 1)), index + 1


def _after_year_word(items: Items, index: int) -> Read:
    """`the year 1943`, `AD 70`"""
    if items.sense(index, "era") == "bc":
        return None
    years = read_numeric(items, index + 1)
    if years is not None and isinstance(years[0], Range):
        return years
    found = read_year(items, index)
    if found is None:
        return read_bare_year(items, index + 1, joined=True) if items.sense(index, "year") else None
    return Point(found[0], short=found[1], place=items.place(index, found[2])), found[2]


def _weekday(items: Items, index: int, reader: Reader) -> Read:
    """A weekday, with the date that it belongs to where one follows."""
    day = items.sense(index, "weekday")
    after = index + 1
    if (
        items.running
        and "doubtful" in items[index].senses
        and "the" in items[index - 1].senses
        and not items.mark(after, ".")
    ):
        return None  # `nearest to the Sun on 13 August`
    if items.mark(after, ".") and items[after].tight and len(items[index].text) <= ABBREVIATED:
        following = items[after + 1]
        after += items.lexicon.script not in CAPITALLESS and not (
            following.fresh or (following.word and following.capital and "month" not in following.senses)
        )
    start = items.past(after + 1 if items.mark(after, ",") else after, "the", "in")
    found = read_date(items, start)
    if found is None and items[start].number is not None:
        found = read_numeric(items, start)
    if found is not None and isinstance(found[0], Slashed):
        return replace(found[0], weekday=day, place=items.place(index, found[1])), found[1]
    if found is not None and isinstance(found[0], Point) and found[0].day is not None:
        place = items.place(index, found[1])
        dated = replace(found[0], weekday=day, place=place)
        counted = items[start].number is None and items.lexicon.script in CAPITALLESS and found[0].day in NTH
        if counted and day is not None:
            month = replace(found[0], day=None, place=place)
            return DayOrNth(dated, Nth(found[0].day, 1, f"weekday {day}", month, place)), found[1]
        return dated, found[1]
    if items.lexicon.which_after and (which := read_relative(items, index, reader)) is not None:
        return which
    return read_weekday_and_day(items, index, start) or (
        Point(weekday=day, place=items.place(index, index + 1)),
        index + 1,
    )


def _week_beside(items: Items, index: int) -> Read:
    """`week commencing 9 October 2023`, `the week ending 8 October`: seven days, the first or last of which is told."""
    found = read_numeric(items, items.past(index + 1, "the")) or read_date(items, items.past(index + 1, "in", "the"))
    if found is None or not isinstance(day := found[0], Point) or day.day is None or day.month is None:
        return None
    place = items.place(index, found[1])
    if "week_from" in items[index].senses:
        return Range("within", day, Away(6, "day", "after", day, place)), found[1]
    return Range("within", Away(6, "day", "before", day, place), day), found[1]


def _other_year(items: Items, index: int) -> Read:
    """`fiscal year 2012-13`: where it begins is not told."""
    found = read_numeric(items, index + 1)
    after = found[1] if found else index + 2 if items[index + 1].digits in (2, 4) else index + 1
    return Vague("where such a year begins and ends is not told", items.place(index, after)), after


def _other_calendar(items: Items, index: int) -> Read:
    """`15 Tishrei 5784`, `Ramadan 1445`: recognised, never read as Gregorian."""
    at = index + 1 if items[index].number is not None else index
    name = items.sense(at, "calendar")
    if name is None:
        return None
    after = at + 1
    if items[after].number is not None and items[after].digits in (2, 4):
        after += 1
    after += items.sense(after, "calendar") is not None
    return Vague(f"a date of the {name} calendar, not read as Gregorian", items.place(index, after)), after
