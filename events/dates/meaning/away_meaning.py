"""So many units from another time: ago, later, after."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import Away, Expression
from events.dates.meaning.calendar_meaning import of_week, week_name
from events.dates.meaning.meaning import Meaning, Now, each, of_unit, undated
from events.dates.proleptic import (
    DAY,
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
STEPS = {"last": -1, "previous": -1, "this": 0, "same": 0, "the": 0, "next": 1, "following": 1}
ANAPHORIC = ("previous", "following", "same")
TOLD = ("counted from the time told last",)
NO_BASE = "it is told from another time, which is not given"
FROM_PUBLICATION = "no day was told before it; counted from the day of publication"
SAME_WEEK = "the week of another year that holds the same Thursday"
MOST = 9000  # years that may be counted


def of_away(away: Away, now: Now, mean: Mean) -> Meaning:
    if away.count > MOST:
        return undated("vague", "too many to be counted")
    forward = away.direction in ("hence", "later", "after")
    if away.direction == "ago" and away.base is not None:
        return each(mean(away.base, now), lambda base: _then(away, base, now.published))
    if away.direction in ("ago", "hence"):
        return _away(away, *now.reference, forward, TOLD if now.narrative else (), now)
    if away.base is not None:
        return each(mean(away.base, now), lambda base: _from(away, base, forward, now))
    if _eve(away, now):
        return _away(away, *now.reference, False, (FROM_PUBLICATION,), now)
    if now.told is None:
        return undated("needs-event", NO_BASE)
    if away.direction in ("after", "before") and now.near:
        return undated("needs-event", "it is counted from an event, whose time is not given here")
    return _away(away, *now.told, forward, TOLD, now)


def _eve(away: Away, now: Now) -> bool:
    """`Накануне`, in news where no day was told before it: the day before that of the report."""
    no_day = now.told is None or now.told[1] - now.told[0] > DAY
    return (
        no_day and now.near and not now.narrative and (away.count, away.unit, away.direction) == (1, "day", "earlier")
    )


def _then(away: Away, base: Meaning, published: int) -> Meaning:
    """The same day, week or month of so many years before: `fifty years ago today`."""
    if base.start is None or base.end is None:
        return undated("vague", "the time that it is counted from is open")
    week = DAY < base.end - base.start <= 7 * DAY  # of which the Thursday tells the number
    year, month, day = year_month_day(base.start // DAY + 3 * week)
    year -= away.count
    if base.end - base.start > 7 * DAY:
        return of_unit(month_text(year, month), "month", base.assumptions, away.place)
    then = ordinal(year, month, min(day, 28) if month == 2 else day)
    if week:
        year, month, day = year_month_day(published)
        same_day = ordinal(year - away.count, month, min(day, 28) if month == 2 else day)
        agreed = base.start <= published * DAY < base.end and same_day - weekday(same_day) == then - weekday(then)
        return of_week(then - weekday(then), base.assumptions if agreed else (SAME_WEEK, *base.assumptions), away.place)
    return of_unit(day_text(then), "day", base.assumptions, away.place)


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
    if unit.startswith("weekday"):
        if not exact:
            return undated("vague", "the day that it is counted from is not told")
        away_by = (
            (int(unit[-1]) - weekday(day) - 1) % 7 + 1 if forward else -((weekday(day) - int(unit[-1]) - 1) % 7 + 1)
        )
        return of_unit(day_text(day + away_by), "day", assumptions, away.place)
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
        if away.count == 1 and away.direction in ("ago", "hence") and not now.narrative:
            text = month_text(year + step, month)
            return _about(of_unit(text, "month", (*about, *assumptions)), text, away)
        return _about(of_unit(text, "year", (*about, *assumptions)), text, away)
    if unit == "century" and away.direction in ("ago", "hence"):
        text = year_text(year + 100 * step)
        return _about(of_unit(text, "year", (*about, *assumptions)), text, away)
    if unit == "decade":
        text = year_text(year + 10 * step)
        return _about(of_unit(text, "year", (*about, *assumptions)), decade_text(year + 10 * step), away)
    if unit in ("hour", "minute") and end - first == 1 and away.base is None:
        moment = first + step * (60 if unit == "hour" else 1)
        text = f"{day_text(moment // DAY)}T{moment % DAY // 60:02d}:{moment % 60:02d}"
        rule = (f"counted in {unit}s from the time told last, so only about",)
        whole = of_unit(day_text(moment // DAY), "day", rule)
        return replace(whole, edtf=f"{whole.edtf}~", approximate=True, parts=(Part(away.place, text),))
    if unit in ("hour", "minute", "second"):
        return undated("vague", "the hour that it is counted from is not told")
    return undated("vague", "no bounds follow from the words")


def _about(found: Meaning, unit: str, away: Away) -> Meaning:
    if not found.dated:
        return found
    return replace(found, edtf=f"{found.edtf}~", approximate=True, parts=(Part(away.place, unit),))


def decade_text(year: int) -> str:
    """The decade that holds a year, as `Part` writes it."""
    if year > 0:
        return f"{year // 10:03d}X"
    first = 1 - (1 - year) // 10 * 10 - 9
    return f"[{year_text(first)}..{year_text(min(first + 9, 0))}]"
