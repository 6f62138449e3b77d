"""Times told from the day of publication, from the time told last, or from an event."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import Age, Away, DayWord, Expression, Inside, Holding, Nth, Point, Season, Week, Which
from events.dates.meaning.calendar_meaning import of_age, of_week, week_name
from events.dates.meaning.meaning import Meaning, Now, each, of_days, of_readings, of_unit, undated
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
from events.dates.when import Part

Mean = Callable[[Expression, Now], Meaning]
STEPS = {"last": -1, "previous": -1, "this": 0, "same": 0, "the": 0, "next": 1, "following": 1}
ANAPHORIC = ("previous", "following", "same")
TOLD = ("counted from the time told last",)
NO_BASE = "it is told from another time, which is not given"
MOST = 9000  # years that may be counted


def of_day_word(word: DayWord, now: Now) -> Meaning:
    if now.narrative:
        return undated("vague", "the day on which this was told is not known")
    return of_unit(day_text(now.published + word.offset), "day", place=word.place)


def of_which(which: Which, now: Now) -> Meaning:
    if which.count is not None:
        return _few(which, now)
    if which.which == "latest":
        return _latest_weekend(which, now)
    base = _base(which.which, now)
    if base is None:
        return undated("needs-event", NO_BASE)
    first, end, assumptions = base
    step = STEPS[which.which]
    day = first // DAY
    if which.unit in ("weekday", "month", "season") and which.value is not None:
        return _named(which, which.value, step, now, base)
    if which.unit in HOURS:
        return of_part(of_unit(day_text(day + step), "day", assumptions, which.place), which.unit, which.place)
    if which.unit == "day":
        if end - first > DAY:
            if which.which == "following" and end - first < 360 * DAY:
                day = end // DAY - 1
            else:
                return undated("needs-event", "no day was told before it")
        if which.which in ("last",):
            return undated("needs-event", NO_BASE)
        return of_unit(day_text(day + step), "day", assumptions, which.place)
    return _stepped(which, day, end, step, assumptions)


def _base(which: str, now: Now) -> tuple[int, int, tuple[str, ...]] | None:
    if which == "the":
        told = now.told if now.narrative else (now.published * DAY, (now.published + 1) * DAY)
        return None if told is None else (*told, ("no other word tells which",))
    if which in ANAPHORIC:
        return None if now.told is None else (*now.told, TOLD)
    if now.narrative:
        return None if now.told is None else (*now.told, TOLD)
    return now.published * DAY, (now.published + 1) * DAY, ()


def _stepped(which: Which, day: int, end: int, step: int, assumptions: tuple[str, ...]) -> Meaning:
    year, month, _ = year_month_day(day)
    place = which.place
    if which.unit in ("month", "quarter") and which.which == "following":
        year, month, _ = year_month_day((end - 1) // DAY)
    match which.unit:
        case "week":
            return of_week(day - weekday(day) + 7 * step, assumptions, place)
        case "weekend":
            return _weekend(which, day, assumptions)
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


def _weekend(which: Which, day: int, assumptions: tuple[str, ...]) -> Meaning:
    saturday = day - weekday(day) + 5
    here = [_two_days(saturday + 7 * step, assumptions, which.place) for step in (-1, 0, 1)]
    if which.which in ("this", "same"):
        return here[1]
    if STEPS[which.which] < 0:
        return here[0]
    if weekday(day) >= 5:
        return here[2]
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
    return _two_days(saturday, (rule,), which.place)


def _two_days(saturday: int, assumptions: tuple[str, ...], place: tuple[int, int]) -> Meaning:
    return of_days(saturday, saturday + 1, True, assumptions, "interval", (Part(place, f"{week_name(saturday)}-WE"),))


def _named(which: Which, value: int, step: int, now: Now, base: tuple[int, int, tuple[str, ...]]) -> Meaning:
    """`last Thursday`, `next spring`: of the two readings that are in use, stated where both agree."""
    first, end, assumptions = base
    day = first // DAY
    if which.unit == "weekday":
        monday = day - weekday(day)
        if step == 0:
            return of_unit(day_text(monday + value), "day", assumptions, which.place)
        nearest = day - ((weekday(day) - value - 1) % 7 + 1) if step < 0 else day + (value - weekday(day) - 1) % 7 + 1
        other = monday + 7 * step + value
        units, grain = (day_text(nearest), day_text(other)), "day"
        words = (
            "the latest one before" if step < 0 else "the first one after",
            "the one of the week before" if step < 0 else "the one of the week after",
        )
    else:
        year = year_month_day(day)[0]
        unit_of = (lambda y: month_text(y, value)) if which.unit == "month" else (lambda y: f"{year_text(y)}-{value}")
        grain = which.unit
        if step == 0:
            return of_unit(unit_of(year), grain, assumptions, which.place)  # type: ignore[arg-type]
        found = [unit_of(y) for y in range(year - 2, year + 3)]
        if step < 0:
            before = [unit for unit in found if bounds(unit)[1] <= first]
            units = (before[-1], unit_of(year - 1))
        else:
            after = [unit for unit in found if bounds(unit)[0] >= min(end, first + 31 * DAY)]
            units = (after[0], unit_of(year + 1))
        words = ("the nearest such one", "the one of the year before" if step < 0 else "the one of the year after")
    readings = tuple(
        (of_unit(unit, grain, assumptions, which.place), word)
        for unit, word in zip(units, words, strict=True)  # type: ignore[arg-type]
    )
    if which.which in ANAPHORIC or now.narrative:
        return readings[0][0]
    return of_readings("ambiguous", readings, f"'{which.which}' is used of either")


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


def of_away(away: Away, now: Now, mean: Mean) -> Meaning:
    if away.count > MOST:
        return undated("vague", "too many to be counted")
    forward = away.direction in ("hence", "later", "after")
    if away.direction in ("ago", "hence"):
        return _away(away, *now.reference, forward, TOLD if now.narrative else (), now)
    if away.base is not None:
        return each(mean(away.base, now), lambda base: _from(away, base, forward, now))
    if now.told is None:
        return undated("needs-event", NO_BASE)
    if away.direction in ("after", "before") and now.near:
        return undated("needs-event", "it is counted from an event, whose time is not given here")
    return _away(away, *now.told, forward, TOLD, now)


def _from(away: Away, base: Meaning, forward: bool, now: Now) -> Meaning:
    if base.start is None or base.end is None:
        return undated("vague", "the time that it is counted from is open")
    return _away(away, base.start, base.end, forward, base.assumptions, now)


def _away(away: Away, first: int, end: int, forward: bool, assumptions: tuple[str, ...], now: Now) -> Meaning:
    """Days are exact where they are counted from a day; longer units are about so long."""
    step = away.count if forward else -away.count
    unit = away.unit
    exact = end - first <= DAY
    day = first // DAY
    about = (f"counted in {unit}s, so only about",)
    if unit == "day":
        if not exact:
            return undated("vague", "the day that it is counted from is not told")
        return of_unit(day_text(day + step), "day", assumptions, away.place)
    year, month, _ = year_month_day(day)
    if unit in ("week", "fortnight"):
        if end - first > 7 * DAY:
            return undated("vague", "the day that it is counted from is not told")
        number = day + step * (7 if unit == "week" else 14)
        return _about(of_unit(day_text(number), "day", (*about, *assumptions)), week_name(number), away)
    if unit == "month":
        if end - first > 31 * DAY:
            return undated("vague", "the month that it is counted from is not told")
        text = month_text(*shifted(year, month, step))
        return _about(of_unit(text, "month", (*about, *assumptions)), text, away)
    if unit == "year":
        text = year_text(year + step)
        if away.count == 1 and away.direction == "ago" and not now.narrative:
            return _about(of_unit(month_text(year + step, month), "month", (*about, *assumptions)), text, away)
        return _about(of_unit(text, "year", (*about, *assumptions)), text, away)
    if unit == "decade":
        text = year_text(year + 10 * step)
        return _about(of_unit(text, "year", (*about, *assumptions)), decade_text(year + 10 * step), away)
    if unit in ("hour", "minute", "second"):
        return undated("vague", "the hour that it is counted from is not told")
    return undated("vague", "no bounds follow from the words")


def _about(found: Meaning, unit: str, away: Away) -> Meaning:
    if not found.dated:
        return found
    return replace(found, edtf=f"{found.edtf}~", approximate=True, parts=(Part(away.place, unit),))


def of_nth(nth: Nth, now: Now, mean: Mean) -> Meaning:
    if nth.of is None:
        return undated("needs-event", NO_BASE)
    return each(mean(nth.of, now), lambda whole: _nth(nth, whole))


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
    if nth.unit == "half":
        middle = first + (last - first) // 2 if whole.precision != "month" else first + 14
        ends = (first, middle) if nth.number == 1 else (middle + 1, last)
        return of_days(*ends, True, ("a half, counted in days", *whole.assumptions), "interval")
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
        return _two_days(saturdays[index], whole.assumptions, place)
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
    return Meaning(status, f"{texts[0]}/{texts[1]}", start, end, "interval", assumptions=whole.assumptions)  # type: ignore[arg-type]


def of_numbered_week(week: Week) -> Meaning:
    fourth = ordinal(week.year, 1, 4)
    monday = fourth - weekday(fourth) + 7 * (week.number - 1)
    if week_name(monday) != f"{year_text(week.year)}-W{week.number:02d}":
        return undated("impossible", f"{week.year} has no week {week.number}")
    return of_week(monday, (), week.place)


def of_holding(holding: Holding, now: Now, mean: Mean) -> Meaning:
    return each(mean(holding.day, now), lambda day: _holding(holding, day))


def _holding(holding: Holding, day: Meaning) -> Meaning:
    number = (day.start or 0) // DAY
    monday = number - weekday(number)
    if holding.unit == "week":
        return of_week(monday, day.assumptions, holding.place)
    return _two_days(monday + 5, day.assumptions, holding.place)


def decade_text(year: int) -> str:
    """The decade that holds a year, as `Part` writes it."""
    if year > 0:
        return f"{year // 10:03d}X"
    first = 1 - (1 - year) // 10 * 10 - 9
    return f"[{year_text(first)}..{year_text(min(first + 9, 0))}]"


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
