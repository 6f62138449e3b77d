"""The Gregorian calendar carried on in both directions, in whole numbers, for years that `datetime` cannot hold.

A day is its ordinal (1 is 1 January of year 1), a moment the minutes since the start of ordinal 0. Years are
astronomical, as in EDTF: year 0 is 1 BC, -479 is 480 BC. A unit is an EDTF text of one year (`2023`, `-0479`),
decade (`199X`), century (`19XX`), month, day, season, quarter or half (`2023-09`, `2023-09-24`, `2023-21`).
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from events.dates.units import GROUPINGS

DAY = 1440  # minutes
FIRST_YEAR, LAST_YEAR = -9999, 9999
_CYCLE = 146097  # days of 400 years
_UNIT = re.compile(r"(-?\d{4}|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d))?)?")


def ordinal(year: int, month: int, day: int) -> int:
    """Raises ValueError where the calendar has no such day, or the year is outside -9999 to 9999."""
    if not FIRST_YEAR <= year <= LAST_YEAR + 1:
        raise ValueError("no such year")
    if 1 <= year <= LAST_YEAR:
        return date(year, month, day).toordinal()
    cycles = (year - 1) // 400
    return date(year - 400 * cycles, month, day).toordinal() + cycles * _CYCLE


def year_month_day(number: int) -> tuple[int, int, int]:
    cycles, rest = divmod(number - 1, _CYCLE)
    found = date.fromordinal(rest + 1)
    return found.year + 400 * cycles, found.month, found.day


def weekday(number: int) -> int:
    """Monday is 0."""
    return (number - 1) % 7


def year_text(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def month_text(year: int, month: int) -> str:
    return f"{year_text(year)}-{month:02d}"


def day_text(number: int) -> str:
    year, month, day = year_month_day(number)
    return f"{year_text(year)}-{month:02d}-{day:02d}"


def shifted(year: int, month: int, months: int) -> tuple[int, int]:
    years, index = divmod(month - 1 + months, 12)
    return year + years, index + 1


@lru_cache(maxsize=4096)
def bounds(unit: str) -> tuple[int, int]:
    """First moment of a unit and the first after it, in minutes.

    Raises:
        ValueError: the text is no unit, or the calendar has no such day.
    """
    match = _UNIT.fullmatch(unit)
    if match is None:
        raise ValueError(f"no unit: {unit}")
    years, month, day = match[1], match[2], match[3]
    if years.endswith("X"):
        low, high = int(years.replace("X", "0")), int(years.replace("X", "9"))
        return ordinal(max(low, 1), 1, 1) * DAY, ordinal(high + 1, 1, 1) * DAY
    year = int(years)
    if day is not None:
        first = ordinal(year, int(month), int(day))
        return first * DAY, (first + 1) * DAY
    first_month, length = (1, 12) if month is None else (int(month), 1)
    if first_month in GROUPINGS:
        first_month, length, _ = GROUPINGS[first_month]
    return ordinal(year, first_month, 1) * DAY, ordinal(*shifted(year, first_month, length), 1) * DAY


def neighbour(unit: str, steps: int) -> str:
    """The year, decade, century, month or day that lies `steps` after a unit; a season in another year."""
    match = _UNIT.fullmatch(unit)
    if match is None:
        raise ValueError(f"no unit: {unit}")
    years, month, day = match[1], match[2], match[3]
    if "X" in years:
        digits = years.rstrip("X")
        number = int(digits) + steps
        if not 0 <= number < 10 ** len(digits):
            raise ValueError("no such century")
        return f"{number:0{len(digits)}d}" + "X" * (4 - len(digits))
    if day is not None:
        return day_text(ordinal(int(years), int(month), int(day)) + steps)
    if month is None:
        return year_text(int(years) + steps)
    if int(month) > 12:
        return f"{year_text(int(years) + steps)}-{month}"
    return month_text(*shifted(int(years), int(month), steps))


def moment(minutes: int | None) -> datetime | None:
    """A naive datetime; None for an open side and for what a datetime cannot hold."""
    if minutes is None or not DAY <= minutes <= 3652060 * DAY:
        return None
    if minutes >= 3652060 * DAY:
        return datetime(9999, 12, 31, 23, 59, 59)
    return datetime.fromordinal(minutes // DAY) + timedelta(minutes=minutes % DAY)


def stamp(minutes: int) -> str:
    """`2023-10-07T06:30`, for any year."""
    return f"{day_text(minutes // DAY)}T{minutes % DAY // 60:02d}:{minutes % 60:02d}"
