"""One unit of a date (a year, season, month, day, hour, minute …) as EDTF writes it, to its bounds."""

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from events.dates.habits import unit_habit

Precision = Literal[
    "minute", "hour", "part_of_day", "day", "week", "month", "season", "year", "decade", "century", "interval"
]
MONTHS = tuple(calendar.month_name)
# First month and number of months, by the code that stands in the place of the month. Seasons 21 to 24 name no
# hemisphere; like 25 to 28 they are read as the northern ones. A winter runs into the next year.
GROUPINGS: dict[int, tuple[int, int, str]] = {
    21: (3, 3, "spring"),
    22: (6, 3, "summer"),
    23: (9, 3, "autumn"),
    24: (12, 3, "winter"),
    25: (3, 3, "northern spring"),
    26: (6, 3, "northern summer"),
    27: (9, 3, "northern autumn"),
    28: (12, 3, "northern winter"),
    29: (9, 3, "southern spring"),
    30: (12, 3, "southern summer"),
    31: (3, 3, "southern autumn"),
    32: (6, 3, "southern winter"),
    33: (1, 3, "first quarter of"),
    34: (4, 3, "second quarter of"),
    35: (7, 3, "third quarter of"),
    36: (10, 3, "fourth quarter of"),
    37: (1, 4, "first third of"),
    38: (5, 4, "second third of"),
    39: (9, 4, "last third of"),
    40: (1, 6, "first half of"),
    41: (7, 6, "second half of"),
}

_Q = "[?~%]"
_UNIT = re.compile(
    rf"(?P<q1>{_Q})?(?P<year>[0-9X]{{4}})(?P<q2>{_Q})?"
    rf"(?:-(?P<q3>{_Q})?(?P<month>[0-9X]{{2}})(?P<q4>{_Q})?"
    rf"(?:-(?P<q5>{_Q})?(?P<day>[0-9X]{{2}})(?P<q6>{_Q})?"
    r"(?:T(?P<clock>[0-9]{2}(?::[0-9]{2}(?::[0-9]{2})?)?)(?P<zone>Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?)?)?)?"
)


class DateError(ValueError):
    """A text that is not a date this program reads. `reason` says what is wrong, `remedy` what to write."""

    def __init__(self, text: str, reason: str, remedy: str) -> None:
        shown = text if len(text) <= 60 else text[:57] + "..."
        super().__init__(f"'{shown}': {reason}. {remedy}")
        self.text, self.reason, self.remedy = text, reason, remedy


@dataclass(frozen=True)
class Unit:
    """One year, month, day, minute …, `[earliest, end)`, with its qualifiers."""

    earliest: datetime
    end: datetime
    precision: Precision
    approximate: bool
    uncertain: bool


def read_unit(part: str, whole: str) -> Unit:
    match = _UNIT.fullmatch(part)
    if match is None:
        raise _not_edtf(part, whole)
    marks = {match[f"q{number}"] for number in range(1, 7)} - {None}
    approximate, uncertain = bool(marks & {"~", "%"}), bool(marks & {"?", "%"})
    if match["zone"] == "Z":
        raise DateError(whole, "has 'Z', universal time", "Write the clock time at the place, without 'Z'.")
    try:
        earliest, end, precision = _bounds(match["year"], match["month"], match["day"], match["clock"])
    except (ValueError, OverflowError):
        reason = "does not exist in the calendar"
        raise DateError(
            whole, reason if part == whole else f"has '{part}', which {reason}", _calendar_remedy(match)
        ) from None
    return Unit(earliest, end, precision, approximate, uncertain)


def _not_edtf(part: str, whole: str) -> DateError:
    reason, remedy = unit_habit(part)
    return DateError(whole, reason if part == whole else f"has '{part}', which {reason}", remedy)


def _calendar_remedy(match: re.Match[str]) -> str:
    year, month = match["year"], match["month"]
    if match["day"] and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12 and int(year):
        last = calendar.monthrange(int(year), int(month))[1]
        return f"{MONTHS[int(month)]} {year} has the days 01 to {last}; hours run from 00 to 23."
    return (
        "Months run from 01 to 12 (21 to 41 are seasons, quarters, halves), years from 0001; two years are 1851/1852."
    )


def _bounds(year: str, month: str | None, day: str | None, clock: str | None) -> tuple[datetime, datetime, Precision]:
    """First moment, first moment after, and precision of one unit; raises ValueError for no such date."""
    if clock is not None:
        if "X" in year + (month or "") + (day or ""):
            raise ValueError("a clock time needs a full day")
        return _clock_bounds(datetime(int(year), int(month or 0), int(day or 0)), clock)
    if month is None or (month == "XX" and day in (None, "XX")):
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
        if high < 1:
            raise ValueError("there is no year 0")
        precision: Precision = {"": "year", "X": "decade", "XX": "century"}.get(year.lstrip("0123456789"), "interval")  # type: ignore[assignment]
        return datetime(max(low, 1), 1, 1), _next_year(high), precision
    if month.isdigit() and int(month) in GROUPINGS and day is None:
        first, length, _ = GROUPINGS[int(month)]
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return datetime(max(low, 1), first, 1), _add_months(high, first, length), (
            "interval" if "X" in year else "season"
        )  # fmt: skip
    return _masked_bounds(year, month, day)


def _masked_bounds(year: str, month: str, day: str | None) -> tuple[datetime, datetime, Precision]:
    if "X" not in year + month and day in (None, "XX"):
        return datetime(int(year), int(month), 1), _add_months(int(year), int(month), 1), "month"
    if day is not None and "X" not in year + month + day:
        first = datetime(int(year), int(month), int(day))
        return first, shift(first, hours=24), "day"
    days = [
        (candidate_year, candidate_month, candidate_day)
        for candidate_year in _ends(year, 1, 9999)
        for candidate_month in _fitting(month, 1, 12)
        for candidate_day in _fitting(day or "XX", 1, calendar.monthrange(candidate_year, candidate_month)[1])
    ]
    if not days:
        raise ValueError("no such date")
    return datetime(*min(days)), shift(datetime(*max(days)), hours=24), "interval"


def _fitting(mask: str, low: int, high: int) -> list[int]:
    pattern = re.compile(mask.replace("X", "[0-9]"))
    return [number for number in range(low, high + 1) if pattern.fullmatch(f"{number:02d}")]


def _ends(mask: str, low: int, high: int) -> list[int]:
    """All the years of a mask where these are at most a decade, else the first and last few (leap years)."""
    years = [number for number in range(low, high + 1) if re.fullmatch(mask.replace("X", "[0-9]"), f"{number:04d}")]
    return years if len(years) <= 16 else years[:8] + years[-8:]


def _clock_bounds(day: datetime, clock: str) -> tuple[datetime, datetime, Precision]:
    parts = [int(part) for part in clock.split(":")]
    if parts == [24, 0] or parts == [24, 0, 0]:
        day, parts = shift(day, hours=24), [0, *parts[1:]]
    moment = day.replace(hour=parts[0], minute=parts[1] if len(parts) > 1 else 0)
    if len(parts) == 1:
        return moment, shift(moment, hours=1), "hour"
    if len(parts) == 3 and not 0 <= parts[2] < 60:
        raise ValueError("no such second")
    return moment, moment + timedelta(minutes=1), "minute"


def _next_year(year: int) -> datetime:
    return datetime(year + 1, 1, 1) if year < 9999 else datetime.max.replace(microsecond=0)


def _add_months(year: int, month: int, months: int) -> datetime:
    years, index = divmod(month - 1 + months, 12)
    return datetime(year + years, index + 1, 1) if year + years <= 9999 else _next_year(9999)


def shift(moment: datetime, *, hours: int) -> datetime:
    try:
        return moment + timedelta(hours=hours)
    except OverflowError:
        return _next_year(9999)
