"""The one function from an expression to its meaning."""

from dataclasses import replace

from events.dates.expressions import (
    Age,
    Away,
    Bound,
    Choice,
    Clock,
    DayOrNth,
    Daytime,
    DayWord,
    Edge,
    Either,
    Eventful,
    Expression,
    Feast,
    Holding,
    Inside,
    Manner,
    Nth,
    Point,
    Range,
    Season,
    Slashed,
    Toward,
    Vague,
    Week,
    Which,
    Wrong,
)  # fmt: skip
from events.dates.meaning import (
    away_meaning,
    calendar_meaning,
    joined_meaning,
    part_meaning,
    times_meaning,
    which_meaning,
)
from events.dates.meaning.meaning import Meaning, Now, of_readings, undated


def mean(expression: Expression, now: Now) -> Meaning:
    """What an expression means; `impossible` where it leaves the years that the calendar is kept for."""
    try:
        return _mean(expression, now)
    except (ValueError, OverflowError):
        return undated("impossible", "it is outside the years that are read")


def _mean(expression: Expression, now: Now) -> Meaning:
    match expression:
        case Point():
            return calendar_meaning.of_point(expression, now)
        case Season():
            return calendar_meaning.of_season(expression, now)
        case Age():
            return calendar_meaning.of_age(expression, now)
        case Slashed():
            return calendar_meaning.of_slashed(expression, now)
        case Feast():
            return calendar_meaning.of_feast(expression, now)
        case DayWord():
            return which_meaning.of_day_word(expression, now)
        case Which():
            return which_meaning.of_which(expression, now)
        case Away():
            return away_meaning.of_away(expression, now, mean)
        case Nth():
            return part_meaning.of_nth(expression, now, mean)
        case DayOrNth():
            return part_meaning.of_day_or_nth(expression, now, mean)
        case Week():
            return part_meaning.of_numbered_week(expression, now)
        case Holding():
            return part_meaning.of_holding(expression, now, mean)
        case Inside():
            return part_meaning.of_inside(expression, now, mean)
        case Toward():
            return mean(expression.of, replace(now, future=expression.which == "next", near=False, narrative=False))
        case Edge():
            return joined_meaning.of_edge(expression, now, mean)
        case Manner():
            return joined_meaning.of_manner(expression, now, mean)
        case Bound():
            return joined_meaning.of_bound(expression, now, mean)
        case Range():
            return joined_meaning.of_range(expression, now, mean)
        case Choice():
            return joined_meaning.of_choice(expression, now, mean)
        case Daytime():
            return times_meaning.of_daytime(expression, now, mean)
        case Clock():
            return times_meaning.of_clock(expression, now, mean)
        case Either():
            readings: tuple[tuple[Meaning, str], ...] = ()
            for reading, why in expression.readings:
                found = mean(reading, now)
                readings += found.readings or ((found, why),)
            if now.near:
                return readings[0][0]
            return of_readings("ambiguous", readings, "it can be read in more than one way")
        case Vague():
            return undated("vague", expression.reason)
        case Eventful():
            return undated("needs-event", f"it is told from an event: {expression.words}")
        case Wrong():
            return undated("impossible", expression.reason)
