"""yesterday, last week, the following month, the past three years."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import Age, DayWord, Expression, Which
from events.dates.meaning.calendar_meaning import of_age, of_week, week_name
from events.dates.meaning.meaning import Meaning, Now, of_days, of_readings, of_unit, undated
from events.dates.meaning.times_meaning import of_part
from events.dates.parts import HOURS
from events.dates.proleptic import (
    DAY,
    bounds,
    day_text,
    month_text,
    neighbour,
    ordinal,
    shifted,
    weekday,
    year_month_day,
    year_text,
)
from events.dates.when import Grain, Part

Mean = Callable[[Expression, Now], Meaning]
Base = tuple[int, int, tuple[str, ...]]
STEPS = {
    "last": -1,
    "before_last": -2,
    "previous": -1,
    "this": 0,
    "same": 0,
    "the": 0,
    "next": 1,
    "following": 1,
    "coming": 1,
    "after_next": 2,
}
ANAPHORIC = ("previous", "following", "same")
TOLD = ("counted from the time told last",)
NO_BASE = "it is told from another time, which is not given"
WEEKEND = "a weekend begins on Friday or on Saturday where this language is spoken"
FIRST_DAY = "written on the first day of the week, as weeks are counted in this language"
TEN_YEARS = 3653  # days
NOT_LONG_AGO = 45 * DAY  # in an article, "last May" of July is the one that is past
WINTER, SPRING_EVE = 24, 2  # the winter of January and February is that of the year before
WHOLE_YEAR = (365 * DAY, 366 * DAY)
MOST = 9000  # years that may be counted


def of_day_word(word: DayWord, now: Now) -> Meaning:
    if now.narrative:
        return undated("vague", "the day on which this was told is not known")
    day = now.published + word.offset
    found = of_unit(day_text(day), "day", place=word.place)
    if word.weekday is None or word.weekday == weekday(day):
        return found
    nearest = min((day - 3 + step for step in range(7) if weekday(day - 3 + step) == word.weekday), default=day)
    other = of_unit(day_text(nearest), "day", place=word.place)
    readings = (found, "counted from the day of publication"), (other, "the nearest day that is so named")
    return of_readings("contradiction", readings, "the weekday is not that of the day")


def of_which(which: Which, now: Now) -> Meaning:
    if which.count is not None:
        return _few(which, now)
    if which.which == "latest":
        return _long_weekend(_latest_weekend(which, now), now)
    base = _base(which.which, which.unit, now)
    if base is None:
        return undated("needs-event", NO_BASE)
    first, end, assumptions = base
    step = STEPS[which.which]
    day = first // DAY
    if which.unit in ("weekday", "month", "season") and which.value is not None:
        return _named(which, which.value, step, now, base)
    if which.unit in HOURS and which.which == "coming" and which.unit in ("evening", "night"):
        step = 0  # `in der kommenden Nacht` is tonight
    if which.unit in HOURS:
        return of_part(of_unit(day_text(day + step), "day", assumptions, which.place), which.unit, which.place)
    if which.unit == "day":
        if end - first > DAY:
            return undated("needs-event", "no day was told before it")
        if which.which in ("last",):
            return undated("needs-event", NO_BASE)
        return of_unit(day_text(day + step), "day", assumptions, which.place)
    if which.unit == "week" and which.which not in ANAPHORIC and now.week_start and weekday(day) >= now.week_start:
        day, assumptions = day + 7, (*assumptions, FIRST_DAY)
    found = _stepped(which, day, end, step, assumptions, now)
    return _long_weekend(found, now) if which.unit == "weekend" else found


def _base(which: str, unit: str, now: Now) -> tuple[int, int, tuple[str, ...]] | None:
    if which == "the" and unit == "decade" and now.told is not None and now.told[1] < (now.published - TEN_YEARS) * DAY:
        return (*now.told, TOLD)
    if which == "the":
        told = now.told if now.narrative else (now.published * DAY, (now.published + 1) * DAY)
        return None if told is None else (*told, ("no other word tells which",))
    if which in ANAPHORIC:
        return None if now.told is None else (*now.told, TOLD)
    if now.narrative:
        return None if now.told is None else (*now.told, TOLD)
    return now.published * DAY, (now.published + 1) * DAY, ()


def _stepped(which: Which, day: int, end: int, step: int, assumptions: tuple[str, ...], now: Now) -> Meaning:
    year, month, _ = year_month_day(day)
    place = which.place
    if which.unit in ("month", "quarter") and which.which == "following":
        year, month, _ = year_month_day((end - 1) // DAY)
    match which.unit:
        case "week":
            return of_week(day - weekday(day) + 7 * step, assumptions, place)
        case "weekend":
            return _weekend(which, day, assumptions, now)
        case "month":
            return of_unit(month_text(*shifted(year, month, step)), "month", assumptions, place)
        case "quarter":
            year, month = shifted(year, month, 3 * step)
            return of_unit(f"{year_text(year)}-{33 + (month - 1) // 3}", "quarter", assumptions, place)
        case "year":
            return of_unit(year_text(year + step), "year", assumptions, place)
        case "decade" if year > 0:
            return of_unit(neighbour(f"{year // 10:03d}X", step), "decade", assumptions, place)
        case "decade":
            age = Age("decade", (1 - year) // 10 - step, bc=True, place=place)
            return replace(of_age(age, Now(0)), status="assumed", assumptions=assumptions)
        case "century" if year <= 0:
            age = Age("century", (1 - year) // 100 - step, bc=True, place=place)
            return replace(of_age(age, Now(0)), status="assumed", assumptions=assumptions)
        case "century" if year > 0:
            return of_unit(neighbour(f"{year // 100:02d}XX", step), "century", assumptions, place)
    return undated("vague", "no bounds follow from the words")


def _long_weekend(found: Meaning, now: Now) -> Meaning:
    """Where weeks begin on Sunday, the weekend may be Friday and Saturday: some time from Friday to Sunday."""
    if not now.week_start or not found.dated or found.start is None or found.end is None:
        return found
    first, last = found.start // DAY - 1, found.end // DAY - 1
    return of_days(first, last, True, (WEEKEND, *found.assumptions), "interval", found.parts)


def _weekend(which: Which, day: int, assumptions: tuple[str, ...], now: Now) -> Meaning:
    saturday = day - weekday(day) + 5
    here = [two_days(saturday + 7 * step, assumptions, which.place) for step in (-1, 0, 1)]
    if which.which in ("this", "same"):
        return here[1]
    if STEPS[which.which] < 0:
        return here[0]
    if weekday(day) >= 5:
        return here[2]
    if which.which == "coming":
        return here[1]
    if now.near:
        rule = "'next' is used of either; taken as the first weekend from then on"
        return two_days(saturday, (rule, *assumptions), which.place)
    return of_readings(
        "ambiguous",
        ((here[1], "the first weekend from then on"), (here[2], "the weekend of the next week")),
        "'next' is used of either",
    )


def _latest_weekend(which: Which, now: Now) -> Meaning:
    if now.narrative:
        return undated("vague", "no week is told")
    saturday = now.published - (weekday(now.published) - 5) % 7 + (7 if now.future else 0)
    rule = "taken as the latest one up to the day of publication" if not now.future else "taken as the next one"
    return two_days(saturday, (rule,), which.place)


def two_days(saturday: int, assumptions: tuple[str, ...], place: tuple[int, int]) -> Meaning:
    return of_days(saturday, saturday + 1, True, assumptions, "interval", (Part(place, f"{week_name(saturday)}-WE"),))


def _named(which: Which, value: int, step: int, now: Now, base: Base) -> Meaning:
    """`last Thursday`, `next spring`: of the two readings that are in use, stated where both agree."""
    first, end, assumptions = base
    day = first // DAY
    grain: Grain = "day"
    if which.unit == "weekday":
        here = day - (weekday(day) - now.week_start) % 7 + (value - now.week_start) % 7
        nearest = day - (weekday(day) - value - 1) % 7 - 1 if step < 0 else day + (value - weekday(day) - 1) % 7 + 1
        units = (day_text(nearest), day_text(here + 7 * step))
        now_unit = day_text(here)
    else:
        grain = "month" if which.unit == "month" else "season"
        year = year_month_day(day)[0]
        found = [_in_year(which.unit, value, number) for number in range(year - 2, year + 3)]
        past = [unit for unit in found if bounds(unit)[1] <= first]
        after = end if end - first in WHOLE_YEAR else min(end, first + 31 * DAY)  # `the following May` of a year told
        coming = [unit for unit in found if bounds(unit)[0] >= after]
        units = (past[-1], found[1]) if step < 0 else (coming[0], found[3])
        begun = value == WINTER and year_month_day(day)[1] <= SPRING_EVE
        now_unit = found[1] if begun else found[2]
    if step == 0:
        return of_unit(now_unit, grain, assumptions, which.place)
    whole = "week" if which.unit == "weekday" else "year"
    words = (
        "the latest one before it" if step < 0 else "the first one after it",
        f"the one of the {whole} {'before' if step < 0 else 'after'}",
    )
    one, other = (of_unit(unit, grain, assumptions, which.place) for unit in units)
    if which.which in (*ANAPHORIC, "coming") or now.narrative:
        return one
    sure = step > 0 or which.unit == "weekday" or first - bounds(units[0])[1] > NOT_LONG_AGO
    if now.near and sure:
        rule = f"'{which.which}' is used of either; taken as {words[0]}"
        return of_unit(units[0], grain, (rule,) if units[0] != units[1] else (), which.place)
    return of_readings("ambiguous", ((one, words[0]), (other, words[1])), f"'{which.which}' is used of either")


def _in_year(unit: str, value: int, year: int) -> str:
    return month_text(year, value) if unit == "month" else f"{year_text(year)}-{value}"


def _few(which: Which, now: Now) -> Meaning:
    """`the last two weeks`: some time within that many units before or after the day of publication."""
    count = which.count or 0
    if now.narrative:
        return undated("vague", "the day on which this was told is not known")
    if count > MOST:
        return undated("vague", "too many to be counted")
    step = -1 if which.which == "last" else 1
    if which.unit == "hour":
        which, count = replace(which, unit="day"), -(-count // 24)
    other = _counted(now.published, which.unit, step * count)
    if other is None:
        return undated("vague", "no bounds follow from the words")
    first, last = sorted((now.published, other))
    return of_days(first, last, True, (), "interval")


def _counted(day: int, unit: str, count: int) -> int | None:
    """The day so many units away; the last day of the month where the month is too short."""
    if unit in ("day", "week", "fortnight"):
        return day + count * {"day": 1, "week": 7, "fortnight": 14}[unit]
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is None:
        return None
    year, month, number = year_month_day(day)
    target = shifted(year, month, months * count)
    for last in range(number, 27, -1):
        try:
            return ordinal(*target, last)
        except ValueError:
            continue
    try:
        return ordinal(*target, number)
    except ValueError:
        return None
