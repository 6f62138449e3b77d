"""Dates as they are known: EDTF text (ISO 8601-2:2019) to the earliest and latest moment it can mean.

All moments are naive clock readings at the event's place. They never pass through UTC, and no clock is read.
Bounds are half-open: `[earliest, end)`. `None` stands for an open or unknown side.

Read: level 0 and 1, and of level 2 the sets (`[a..b]`, `{a,b}`), masked digits (`201X`, `2023-1X`), qualified parts
(`2023-09~-24`) and sub-year groupings (21 to 41). Beyond EDTF, clock times may end at the minute or the hour
(`2023-10-07T06:30`) and may bound an interval, both as ISO 8601-1 has them.
Not read, with a clear error: years outside 0001 to 9999, exponents, significant digits, the zone `Z`, and `../..`.

Elsewhere than python-edtf, which supposes ten years for an unknown side (`1985/`) and ends a winter with its year: an
unknown side has no bound here, and a winter ends with the February after it. Blanks around a date and after a comma
are forgiven.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from events.dates.habits import whole_habit
from events.dates.units import DateError as DateError
from events.dates.units import Precision, Unit, read_unit, shift

Kind = Literal["unit", "within", "throughout", "all"]
Side = Literal["known", "open", "unknown"]

# Wide on purpose: writers differ, and a bound that is too narrow would claim an hour nobody stated.
PARTS_OF_DAY: dict[str, tuple[int, int]] = {
    "morning": (4, 12),
    "midday": (11, 15),
    "afternoon": (12, 18),
    "evening": (16, 24),
    "night": (18, 30),
}
LONGEST = 1000  # characters; a longer text is refused unread, so that no input is slow


@dataclass(frozen=True)
class Span:
    """A stretch of time `[earliest, end)`.

    `certain` is the part that the event surely fills, and is None where it is only known to lie somewhere
    within. For `2023-09/2023-10-12` the event surely fills 30 September to 11 October; its first and last day
    are uncertain by the size of the unit that states them.
    """

    earliest: datetime | None
    end: datetime | None
    certain: tuple[datetime | None, datetime | None] | None = None


@dataclass(frozen=True)
class Date:
    """One EDTF date with what follows from it.

    `kind`: `unit` one day, month, year …; `within` some time in a range or one of several, unknown which;
    `throughout` from one to the other without a break; `all` each of several.
    `spans` has one stretch, or several for a list, in time order. `start` and `finish` say whether the sides are
    known, open (`..`: it may go on) or unknown (nothing stated); `soft_start` and `soft_finish` which of them are
    approximate.
    """

    edtf: str
    kind: Kind
    spans: tuple[Span, ...]
    precision: Precision
    soft_start: bool = False
    soft_finish: bool = False
    uncertain: bool = False
    start: Side = "known"
    finish: Side = "known"
    part_of_day: str | None = None

    @property
    def approximate(self) -> bool:
        return self.soft_start or self.soft_finish

    @property
    def earliest(self) -> datetime | None:
        return self.spans[0].earliest

    @property
    def end(self) -> datetime | None:
        """First moment after the event; None when open or unknown."""
        return self.spans[-1].end

    def __str__(self) -> str:
        return self.edtf


def parse(text: str, part_of_day: str | None = None) -> Date:
    """Read an EDTF text, and a part of the day (a key of `PARTS_OF_DAY`) that narrows a single day.

    Raises:
        DateError: the text is not EDTF, names a day that does not exist, runs backwards, or has a feature that
            is not read; or a part of the day stands beside anything but a single day.
    """
    value = text.strip()
    if not value:
        raise DateError(text, "is empty", "Write a date such as 2023-09-24, or leave the field out.")
    if len(value) > LONGEST:
        raise DateError(text, f"is longer than {LONGEST} characters", "Write a date such as 2023-09-24.")
    date = _read(value)
    if part_of_day is None:
        return date
    hours = PARTS_OF_DAY.get(part_of_day)
    if hours is None:
        raise DateError(part_of_day, "is no part of the day", f"Write one of {', '.join(PARTS_OF_DAY)}.")
    if date.kind != "unit" or date.precision != "day" or date.earliest is None:
        raise DateError(value, "is no single day", f"Write the day alone, as 2023-10-07, or leave out '{part_of_day}'.")
    first, last = (shift(date.earliest, hours=hour) for hour in hours)
    return Date(
        value, "unit", (Span(first, last),), "part_of_day", date.soft_start, date.soft_finish, date.uncertain,
        part_of_day=part_of_day,
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def _read(value: str) -> Date:
    habit = whole_habit(value)
    if habit:
        raise DateError(value, *habit)
    if value[0] in "[{":
        return _read_set(value)
    if "/" in value:
        return _read_interval(value)
    unit = read_unit(value, value)
    soft = unit.approximate
    return Date(value, "unit", (Span(unit.earliest, unit.end),), unit.precision, soft, soft, unit.uncertain)


def _read_interval(value: str) -> Date:
    parts = value.split("/")
    if len(parts) != 2:
        raise DateError(value, "has more than one '/'", "Write an interval as 2023-09-24/2023-10-12.")
    if all(part in ("", "..") for part in parts):
        raise DateError(value, "has no date on either side", "Write at least one, as 2007/..")
    first, last = (None if part in ("", "..") else read_unit(part, value) for part in parts)
    if first and last and first.earliest >= last.end:
        raise DateError(value, "ends before it starts", "Write the earlier date first.")
    certain_from = first.end - _sure(first) if first else None
    certain_to = last.earliest + _sure(last) if last else None
    certain: tuple[datetime | None, datetime | None] | None = (certain_from, certain_to)
    if certain_from and certain_to and certain_from > certain_to:
        certain = None  # 2023-09/2023-09: the two uncertain ends overlap, no moment is sure
    sides = (first, last)
    return Date(
        value,
        "throughout" if certain else "within",
        (Span(first.earliest if first else None, last.end if last else None, certain),),
        "interval",
        bool(first and first.approximate),
        bool(last and last.approximate),
        any(side.uncertain for side in sides if side),
        start=_side(parts[0]),
        finish=_side(parts[1]),
    )


def _sure(unit: Unit) -> timedelta:
    """How much of the unit that states an end of an interval the interval surely fills: all of a day or less, nothing
    of a longer unit, of which it touches an unknown part, nor of an approximate one."""
    length = unit.end - unit.earliest
    return length if length <= timedelta(days=1) and not unit.approximate else timedelta(0)


def _side(part: str) -> Side:
    return {"": "unknown", "..": "open"}.get(part, "known")  # type: ignore[return-value]


def _read_set(value: str) -> Date:
    closing = {"[": "]", "{": "}"}[value[0]]
    if not value.endswith(closing) or len(value) == 1:
        raise DateError(value, f"lacks its closing '{closing}'", f"Write {value[0]}2018,2021{closing}.")
    every = value[0] == "{"
    spans: list[Span] = []
    units: list[Unit] = []
    elements = [element.strip() for element in value[1:-1].split(",")]
    for position, element in enumerate(elements):
        first, dots, last = element.partition("..")
        if not element or element == "..":
            raise DateError(value, "has an empty element", f"Write {value[0]}2018,2021{closing}.")
        if dots and ((not first and position > 0) or (not last and position < len(elements) - 1)):
            raise DateError(value, f"is open in the middle, at '{element}'", "Only the ends may be open.")
        low = read_unit(first, value) if first else None
        high = read_unit(last, value) if last else None if dots else low
        units += [unit for unit in ((low, high) if dots else (low,)) if unit]
        if low and high and low.earliest >= high.end:
            raise DateError(value, f"has '{element}', which ends before it starts", "Write the earlier date first.")
        earliest, end = low.earliest if low else None, high.end if high else None
        spans.append(Span(earliest, end, (earliest, end) if every and dots else None))
    spans.sort(key=lambda span: (span.earliest is not None, span.earliest or datetime.min))
    lone = len(spans) == 1
    kind: Kind = "all" if every else "within"
    if lone and len(units) == 1 and ".." not in value:
        kind = "unit"
    elif lone and every:
        kind = "throughout"
    return Date(
        value,
        kind,
        tuple(spans),
        _set_precision(spans, units),
        units[0].approximate,
        units[-1].approximate,
        any(unit.uncertain for unit in units),
        start="known" if spans[0].earliest else "open",
        finish="known" if spans[-1].end else "open",
    )


def _set_precision(spans: list[Span], units: list[Unit]) -> Precision:
    """A single element keeps its own precision; seven days from a Monday are a week (EDTF writes none)."""
    if len(units) == 1 and len(spans) == 1 and spans[0].earliest and spans[0].end:
        return units[0].precision
    first, end = spans[0].earliest, spans[-1].end
    if len(spans) == 1 and first and end and first.weekday() == 0 and end - first == timedelta(days=7):
        return "week"
    return "interval"


def minutes_alone(edtf: str) -> str:
    """A moment as records write it, `2023-10-07T06:30`, since no source tells a second."""
    return re.sub(r"(T\d\d:\d\d):00$", r"\1", edtf)


def with_seconds(edtf: str) -> str:
    """The same as EDTF has it, `2023-10-07T06:30:00`."""
    return re.sub(r"(T\d\d:\d\d)$", r"\1:00", edtf)
