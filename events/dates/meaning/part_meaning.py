"""A stretch of a longer one: the first week of a month, Monday of last week, the week of a day."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import Age, DayOrNth, Expression, Holding, Inside, Nth, Point, Season, Week
from events.dates.meaning.calendar_meaning import of_week, week_name
from events.dates.meaning.meaning import Meaning, Now, each, of_days, of_unit, undated
from events.dates.meaning.which_meaning import two_days
from events.dates.proleptic import (
    DAY,
    bounds,
    day_text,
    month_text,
    ordinal,
    shifted,
    weekday,
    year_month_day,
    year_text,
)
from events.dates.when import Part

Mean = Callable[[Expression, Now], Meaning]
# First and last day of the parts of a month, as Slavic and French reports count them.
CUTS = {"ten_days": ((1, 10), (11, 20), (21, 31)), "fortnight": ((1, 15), (16, 31))}
LATEST_WEEK = "no year is told; taken as the latest such week up to the day of publication"
NO_BASE = "it is told from another time, which is not given"
CALENDAR_WEEK = "seven days from the edge of the month; it may be the week of the calendar"


def of_nth(nth: Nth, now: Now, mean: Mean) -> Meaning:
    if nth.of is None:
        return undated("needs-event", NO_BASE)
    found = each(mean(nth.of, now), lambda whole: _nth(nth, whole))
    if now.near and (nth.unit, nth.count, found.status) == ("week", 1, "stated"):
        return replace(found, status="assumed", assumptions=(CALENDAR_WEEK,))
    return found


def of_day_or_nth(either: DayOrNth, now: Now, mean: Mean) -> Meaning:
    """The day of the month; where it has another weekday, the ordinal counts the weekdays."""
    day = mean(either.day, now)
    nth = mean(either.nth, now) if day.status == "contradiction" else day
    if day.status != "contradiction" or not nth.dated:
        return day
    rule = "no day of the month so numbered is that weekday; taken as the number of the weekday in the month"
    return replace(nth, status="assumed", assumptions=(rule, *nth.assumptions))


def _nth(nth: Nth, whole: Meaning) -> Meaning:
    """The first or last so many days, weeks (of seven days), months or years of a stretch."""
    if whole.start is None or whole.end is None:
        return undated("vague", "the whole has no bounds")
    first, last = whole.start // DAY, (whole.end - 1) // DAY
    place = nth.place
    if nth.unit in ("day", "week"):
        size = (7 if nth.unit == "week" else 1) * nth.count
        start = last - size + 1 if nth.number < 0 else first + (nth.number - 1) * size
        if not first <= start <= last:
            return undated("impossible", f"{whole.unit or 'it'} is not so long")
        if size == 1:
            return of_unit(day_text(start), "day", whole.assumptions, place)
        parts = (Part(place, week_name(start)),) if nth.count == 1 else ()
        return of_days(start, min(start + size - 1, last), False, whole.assumptions, "interval", parts)
    if nth.unit in CUTS:
        cuts = CUTS[nth.unit]
        if nth.count != 1 or whole.precision != "month" or not (nth.number == -1 or 1 <= nth.number <= len(cuts)):
            return undated("vague", "no bounds follow from the words")
        low, high = cuts[nth.number - 1 if nth.number > 0 else -1]
        parts = (Part(place, whole.unit),) if whole.unit is not None else ()
        return of_days(first + low - 1, min(first + high - 1, last), True, whole.assumptions, "interval", parts)
    if nth.unit == "half":
        middle = first + (last - first) // 2 if whole.precision != "month" else first + 14
        ends = (first, middle) if nth.number == 1 else (middle + 1, last)
        parts = (Part(place, whole.unit),) if whole.unit is not None else ()
        return of_days(*ends, True, ("a half, counted in days", *whole.assumptions), "interval", parts)
    if nth.unit.startswith("weekday"):
        days = [day for day in range(first, min(last, first + 400) + 1) if weekday(day) == int(nth.unit[-1])]
        index = nth.number if nth.number < 0 else nth.number - 1
        if not -len(days) <= index < len(days):
            return undated("impossible", "it has no such weekday")
        return of_unit(day_text(days[index]), "day", whole.assumptions, place)
    if nth.unit == "weekend" and nth.count == 1:
        saturdays = [day for day in range(first, min(last, first + 400)) if weekday(day) == 5]
        index = nth.number if nth.number < 0 else nth.number - 1
        if not saturdays or index >= len(saturdays):
            return undated("impossible", "it has no such weekend")
        return two_days(saturdays[index], whole.assumptions, place)
    return _nth_months(nth, whole, first, last)


def _nth_months(nth: Nth, whole: Meaning, first: int, last: int) -> Meaning:
    months = {"month": 1, "year": 12, "decade": 120}.get(nth.unit)
    if months is None:
        return undated("vague", "no bounds follow from the words")
    year, month, _ = year_month_day(first if nth.number > 0 else last)
    step = (nth.number - 1) * nth.count if nth.number > 0 else 1 - nth.count
    low, high = shifted(year, month, step * months), shifted(year, month, (step + nth.count - 1) * months)
    if nth.unit == "month":
        texts = month_text(*low), month_text(*high)
    elif nth.unit == "year":
        texts = year_text(low[0]), year_text(high[0])
    else:
        return undated("vague", "no bounds follow from the words")
    if not (whole.start or 0) <= bounds(texts[0])[0] <= (whole.end or 0) - 1:
        return undated("impossible", "it is not so long")
    if texts[0] == texts[1]:
        return of_unit(texts[0], "month" if nth.unit == "month" else "year", whole.assumptions, nth.place)
    status = "assumed" if whole.assumptions else "stated"
    start, end = bounds(texts[0])[0], bounds(texts[1])[1]
    code = {3: 33, 6: 40}.get(nth.count if nth.unit == "month" and (low[1] - 1) % nth.count == 0 else 0)
    parts = (Part(nth.place, f"{year_text(low[0])}-{code + (low[1] - 1) // nth.count}"),) if code else ()
    return Meaning(status, f"{texts[0]}/{texts[1]}", start, end, "interval", assumptions=whole.assumptions, parts=parts)  # type: ignore[arg-type]


def of_inside(inside: Inside, now: Now, mean: Mean) -> Meaning:
    return each(mean(inside.of, now), lambda of: _inside(inside, of, now, mean))


def _inside(inside: Inside, of: Meaning, now: Now, mean: Mean) -> Meaning:
    if of.start is None:
        return undated("vague", "the whole has no bounds")
    year, month, _ = year_month_day(of.start // DAY)
    inner = inside.inner
    if isinstance(inner, Point) and inner.weekday is not None and inner.month is None and of.precision == "week":
        return of_unit(day_text(of.start // DAY + inner.weekday), "day", of.assumptions, inner.place)
    if isinstance(inner, Point) and inner.month is None and inner.day is not None and of.precision == "month":
        inner = replace(inner, year=year, month=month)
    elif isinstance(inner, Age) and of.precision == "century" and year >= 0:
        inner = replace(inner, digits=year // 100 * 10 + inner.digits, short=False)
    elif isinstance(inner, Point | Season) and of.precision == "year":
        inner = replace(inner, year=year)
    else:
        return undated("vague", "no bounds follow from the words")
    found = mean(inner, now)
    if found.dated and of.assumptions:
        return replace(found, status="assumed", assumptions=(*of.assumptions, *found.assumptions))
    return found


def of_numbered_week(week: Week, now: Now) -> Meaning:
    if week.year is not None:
        return _numbered(week, week.year, ())
    this_year = year_month_day(now.published)[0]
    found = [_numbered(week, year, (LATEST_WEEK,)) for year in (this_year + 1, this_year, this_year - 1)]
    past = [meaning for meaning in found if meaning.dated and (meaning.start or 0) <= now.published * DAY]
    return undated("vague", "the year of the week is not told") if now.narrative or not past else past[0]


def _numbered(week: Week, year: int, assumptions: tuple[str, ...]) -> Meaning:
    fourth = ordinal(year, 1, 4)
    monday = fourth - weekday(fourth) + 7 * (week.number - 1)
    if week_name(monday) != f"{year_text(year)}-W{week.number:02d}":
        return undated("impossible", f"{year} has no week {week.number}")
    return of_week(monday, assumptions, week.place)


def of_holding(holding: Holding, now: Now, mean: Mean) -> Meaning:
    return each(mean(holding.day, now), lambda day: _holding(holding, day))


def _holding(holding: Holding, day: Meaning) -> Meaning:
    number = (day.start or 0) // DAY
    monday = number - weekday(number)
    if holding.unit == "week":
        return of_week(monday, day.assumptions, holding.place)
    return two_days(monday + 5, day.assumptions, holding.place)
