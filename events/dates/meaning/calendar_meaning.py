"""Days, months, years, seasons, decades and centuries by name, with the year filled in where it is not told."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import Age, Feast, Place, Point, Season, Slashed
from events.dates.meaning.meaning import Meaning, Now, of_days, of_readings, of_unit, undated
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
from events.dates.when import Grain, Part

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LATEST = "no year is told; taken as the latest one up to the day of publication"
NEXT = "no year is told; taken as the next one after the day of publication"
LATEST_WEEKDAY = "a weekday; taken as the latest one up to and including the day of publication"
NEXT_WEEKDAY = "a weekday; taken as the next one after the day of publication"
NEAREST = "no year is told; taken as the one nearest to the time told last"
NEAREST_NEWS = "no year is told; taken as the one nearest to the day of publication"
BACK = 2  # a story goes on more often than it turns back: so much nearer must an earlier time be
AHEAD = 2  # news tells more of what was than of what comes, unless a word for the future stands there
GREGORIAN = (1582, 10, 15)  # the first day of the calendar that is used now
SPAN = 8  # years back and ahead that may hold a 29 February


def of_point(point: Point, now: Now) -> Meaning:
    if point.short and point.year is not None:
        year = full_year(point.year, now)
        found = of_point(replace(point, year=year, short=False), now)
        return _assume(found, f"the year has two digits; taken as {year}")
    if point.month is None and point.day is None:
        if point.year is None:
            return of_weekday(point.weekday or 0, now, point.place)
        doubt = ("a number, taken as a year",) if point.doubtful else ()
        return of_unit(year_text(point.year), "year", doubt, point.place)
    month = point.month
    if month is None:
        return _day_alone(point, now)
    if not 1 <= month <= 12:
        return undated("impossible", f"there is no month {month}")
    if point.day is None:
        if point.year is not None:
            return of_unit(month_text(point.year, month), "month", place=point.place)
        unit, reason = placed(lambda year: month_text(year, month), now)
        return of_unit(unit, "month", (reason,), point.place)
    return _day(point, month, point.day, now)


def _day(point: Point, month: int, day: int, now: Now) -> Meaning:
    if point.year is None:
        if day > 31 or ((month, day) > (2, 29) and month == 2) or (day == 31 and month in (4, 6, 9, 11)):
            return undated("impossible", f"no year has a day {day} of month {month}")
        unit, reason = placed(lambda year: f"{month_text(year, month)}-{day:02d}", now)
        if now.future and now.near and point.weekday is not None and not _is_on(unit, point.weekday):
            unit, reason = placed(lambda year: f"{month_text(year, month)}-{day:02d}", replace(now, future=False))
        found = of_unit(unit, "day", (reason,), point.place)
    else:
        found = of_unit(f"{month_text(point.year, month)}-{day:02d}", "day", place=point.place)
    if point.weekday is None or found.start is None:
        return found
    number = found.start // DAY
    if weekday(number) == point.weekday or _julian_weekday(number) == point.weekday:
        return found
    return _contradiction(found, number, point.weekday, point.place)


def _julian_weekday(number: int) -> int | None:
    """The weekday of a date of before October 1582 as it was then counted: 19 September 1356 was a Monday."""
    year, month, day = year_month_day(number)
    if not year > 0 or (year, month, day) >= GREGORIAN:
        return None
    years, months = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return (day + (153 * months + 2) // 5 + 365 * years + years // 4 + 6) % 7


def _is_on(day: str, named: int) -> bool:
    return weekday(bounds(day)[0] // DAY) == named


def _contradiction(found: Meaning, number: int, named: int, place: Place) -> Meaning:
    """The day as dated, and the nearest one that has the weekday named."""
    away = (named - weekday(number) + 3) % 7 - 3
    other = of_unit(day_text(number + away), "day", found.assumptions, place)
    actual = WEEKDAY_NAMES[weekday(number)]
    return of_readings(
        "contradiction",
        ((found, f"the date as written, which is a {actual}"), (other, f"the nearest {WEEKDAY_NAMES[named]}")),
        f"{found.unit} is a {actual}, not a {WEEKDAY_NAMES[named]}",
    )


def _day_alone(point: Point, now: Now) -> Meaning:
    """`the 24th`: of the month told, or the latest up to the publication; with a weekday, the nearest so named."""
    day = point.day or 0
    if point.weekday is not None:
        return _day_and_weekday(point, day, point.weekday, now)
    first, _ = now.reference
    if now.narrative and now.told is not None and now.told[1] - now.told[0] <= 31 * DAY:
        first = now.told[0]
    year, month, _ = year_month_day(first // DAY)
    candidates: list[int] = []
    for step in (0, -1, 1, -2, 2):
        try:
            candidates.append(ordinal(*shifted(year, month, step), day))
        except ValueError:
            continue
    if not candidates:
        return undated("impossible", f"no month has a day {day}")
    if now.narrative:
        return of_unit(day_text(candidates[0]), "day", ("no month is told; taken as the one told last",), point.place)
    if now.future:
        later = [number for number in candidates if number > now.published]
        return of_unit(day_text(min(later)), "day", ("no month is told; taken as the next such day",), point.place)
    past = [number for number in candidates if number <= now.published]
    if not past:
        return undated("impossible", f"no month has a day {day}")
    return of_unit(day_text(max(past)), "day", ("no month is told; taken as the latest such day",), point.place)


def _day_and_weekday(point: Point, day: int, named: int, now: Now) -> Meaning:
    """`el miércoles 23`: of the months around only one has it so."""
    first, _ = now.reference
    year, month, _ = year_month_day(first // DAY)
    found = []
    for step in (0, -1, 1, -2, 2):
        try:
            number = ordinal(*shifted(year, month, step), day)
        except ValueError:
            continue
        if weekday(number) == named:
            found.append(number)
    if not found:
        return undated("vague", f"no {WEEKDAY_NAMES[named]} near is a {day}")
    nearest = min(found, key=lambda number: abs(number - first // DAY))
    return of_unit(day_text(nearest), "day", ("no month is told; taken as the nearest one that fits",), point.place)


def full_year(two: int, now: Now) -> int:
    """`23` -> 2023: of the hundred years that end ten years after the publication."""
    last = year_month_day(now.published)[0] + 10
    return last - (last - two) % 100


def placed(unit_of: Callable[[int], str], now: Now) -> tuple[str, str]:
    """The unit of the year that a rule gives to a day, month or season without one, and the rule in words."""
    first, end = now.reference
    around = year_month_day(first // DAY)[0] if now.near else year_month_day(now.published)[0]
    found = []
    for year in range(around - SPAN, around + SPAN + 1):
        try:
            found.append((unit_of(year), *bounds(unit_of(year))))
        except ValueError:
            continue
    today = now.published * DAY
    if now.future:
        ahead = [unit for unit, start, finish in found if start > today or (now.near and today < finish)]
        if ahead:
            return ahead[0], NEXT
    elif not now.near:
        behind = [unit for unit, start, _ in found if start <= today]
        if behind:
            return behind[-1], LATEST
    if not found:
        return unit_of(around), NEAREST
    back = 10_000 if now.ahead else _back(now)
    weight = 1 if now.narrative else AHEAD
    back, weight = now.weights or (back, weight)
    best = min(found, key=lambda item: (_gap(item[1], item[2], first, end, back, weight), -item[1]))
    return best[0], NEAREST if now.narrative else NEAREST_NEWS


def _back(now: Now) -> int:
    """How much a gap back weighs; no more than one ahead right after the year of the story was told once more."""
    if not now.narrative:
        return 1
    return 1 if now.told and now.line and now.told[0] <= now.line[0] and now.line[1] < now.told[1] else BACK


def _gap(start: int, finish: int, first: int, end: int, back: int, ahead: int) -> int:
    if start < end and first < finish:
        return 0
    return 1 + (ahead * (start - end) if start >= end else back * (first - finish))


def of_weekday(day: int, now: Now, place: Place) -> Meaning:
    """The latest one up to and including the day of publication; the next after it where the future is meant."""
    if now.narrative and now.line is not None:
        first, end = now.line
        if end - first > 7 * DAY:
            return undated("vague", "no week is told")
        number = first // DAY
        number += (day - weekday(number)) % 7
        return of_unit(day_text(number), "day", ("a weekday; taken as the first one from the day told last on",), place)
    number = now.published
    if now.future or (now.ahead and now.near and weekday(number) != day):
        number += (day - weekday(number) - 1) % 7 + 1
        return of_unit(day_text(number), "day", (NEXT_WEEKDAY,), place)
    number -= (weekday(number) - day) % 7
    return of_unit(day_text(number), "day", (LATEST_WEEKDAY,), place)


def of_slashed(slashed: Slashed, now: Now) -> Meaning:
    """Day and month in the order given; where none is, in both, and stated where the calendar allows only one."""
    if slashed.weekday is not None:
        return _slashed_on(slashed, slashed.weekday, now)
    day_first = Point(slashed.year, slashed.second, slashed.first, short=slashed.short, place=slashed.place)
    month_first = Point(slashed.year, slashed.first, slashed.second, short=slashed.short, place=slashed.place)
    year_first = Point(slashed.first, slashed.second, slashed.year, short=True, place=slashed.place)
    if slashed.short and now.order == "YMD":
        return of_point(year_first, now)
    if slashed.first == slashed.second or slashed.first > 12:
        return of_point(day_first, now)
    if slashed.second > 12:
        return of_point(month_first, now)
    if now.order in ("DMY", "MDY"):
        found = of_point(day_first if now.order == "DMY" else month_first, now)
        return found if not now.near else _assume(found, f"day and month stand in the order {now.order} of this text")
    return of_readings(
        "ambiguous",
        (
            (of_point(day_first, now), "day before month"),
            (of_point(month_first, now), "month before day"),
            *(((of_point(year_first, now), "year before month"),) if slashed.short else ()),
        ),
        "the order of day and month is not told",
    )


def _slashed_on(slashed: Slashed, named: int, now: Now) -> Meaning:
    """The weekday that stands with them may settle the order of day and month, or contradict both."""
    found = of_slashed(replace(slashed, weekday=None), now)
    if found.dated and found.start is not None:
        number = found.start // DAY
        return found if weekday(number) == named else _contradiction(found, number, named, slashed.place)
    fitting = tuple(pair for pair in found.readings if weekday((pair[0].start or 0) // DAY) == named)
    if len(fitting) == 1:
        return fitting[0][0]
    if fitting or not found.readings:
        return replace(found, readings=fitting)
    return replace(found, status="contradiction", assumptions=(f"in no order is it a {WEEKDAY_NAMES[named]}",))


def _assume(found: Meaning, reason: str) -> Meaning:
    if not found.dated:
        return found
    return replace(found, status="assumed", assumptions=(reason, *found.assumptions))


def of_season(season: Season, now: Now) -> Meaning:
    grain: Grain = "season" if season.code < 33 else "quarter" if season.code < 40 else "half"
    if season.year is not None and season.short:
        year = full_year(season.year, now)
        return of_unit(f"{year}-{season.code}", grain, (f"the year has two digits; taken as {year}",), season.place)
    if season.year is not None:
        return of_unit(f"{year_text(season.year)}-{season.code}", grain, place=season.place)
    unit, reason = placed(lambda year: f"{year_text(year)}-{season.code}", now)
    return of_unit(unit, grain, (reason,), season.place)


def of_age(age: Age, now: Now) -> Meaning:
    """Decades and centuries by their digits: the 1990s are 1990 to 1999, the 20th century 1900 to 1999, the 470s BC
    479 to 470 BC, the 4th century BC 399 to 300 BC."""
    size = 10 if age.kind == "decade" else 100
    if age.bc:
        first, last = 1 - (age.digits * size + size - 1), 1 - age.digits * size
        if first > last or first < -9000:
            return undated("impossible", "there is no such age")
        edtf = f"[{year_text(first)}..{year_text(min(last, 0))}]"
        start, end = bounds(year_text(first))[0], bounds(year_text(min(last, 0)))[1]
        return Meaning("stated", edtf, start, end, age.kind, None, False, (), (), (Part(age.place, edtf),))
    if age.kind == "decade" and age.digits % 10 == 0 and not age.short and not now.near:
        century = of_unit(f"{age.digits // 10:02d}XX", "century", place=age.place)
        decade = of_unit(f"{age.digits:03d}X", "decade", place=age.place)
        return of_readings("ambiguous", ((decade, "ten years"), (century, "a hundred years")), "it is used of either")
    if not age.short:
        unit = f"{age.digits:0{3 if age.kind == 'decade' else 2}d}" + ("X" if age.kind == "decade" else "XX")
        return of_unit(unit, age.kind, place=age.place)
    first, end = now.reference
    around = year_month_day(first // DAY)[0] // 100 * 10
    found = [f"{number:03d}X" for number in (around + age.digits - 10, around + age.digits) if number > 0]
    if now.narrative and len(found) == 2:
        nearest = min(found, key=lambda unit: (_gap(*bounds(unit), first, end, 1, 1), unit))
        return of_unit(nearest, "decade", ("no century is told; taken as the nearest one",), age.place)
    sound = [unit for unit in found if bounds(unit)[0] < end]
    if not sound:
        return undated("vague", "no century is told")
    reason = "no century is told; taken as the latest one that fits"
    if len(sound) == 2 and bounds(sound[1])[1] > now.published * DAY and not now.narrative:
        readings = tuple((of_unit(unit, "decade", (reason,), age.place), f"the {unit[:3]}0s") for unit in sound)
        return of_readings("ambiguous", readings, "no century is told, and the decade of publication may be meant")
    return of_unit(sound[-1], "decade", (reason,), age.place)


def of_feast(feast: Feast, now: Now) -> Meaning:
    if len(feast.day) > 5:
        return of_unit(feast.day, "day", (f"the name of a day, {feast.day}",), feast.place)
    if feast.year is not None:
        return of_unit(f"{year_text(feast.year)}-{feast.day}", "day", ("the day of a feast",), feast.place)
    unit, reason = placed(lambda year: f"{year_text(year)}-{feast.day}", now)
    return of_unit(unit, "day", (reason,), feast.place)


def of_week(monday: int, assumptions: tuple[str, ...], place: Place) -> Meaning:
    """Monday to Sunday; EDTF has no weeks."""
    return of_days(monday, monday + 6, True, assumptions, "week", (Part(place, week_name(monday)),))


def week_name(day: int) -> str:
    """ISO 8601's name of the week that holds a day, `2023-W41`."""
    thursday = day - weekday(day) + 3
    year = year_month_day(thursday)[0]
    return f"{year_text(year)}-W{(thursday - ordinal(year, 1, 1)) // 7 + 1:02d}"
