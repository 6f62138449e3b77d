"""Dates as an English reader reads them, without a claim that the EDTF text does not make."""

import re
from datetime import datetime, timedelta

from events.dates import Date, parse
from events.dates.units import GROUPINGS, MONTHS

_DAY = timedelta(days=1)
_END = datetime(9999, 12, 31, 23, 59, 59)  # stands for the day after, which has no name here


def in_words(date: Date) -> str:
    """`2023-09-24` -> `24 September 2023`; `[2018..2021]` -> `some time between 2018 and 2021`."""
    if date.part_of_day:
        return f"{unit_in_words(date.edtf)}, {date.part_of_day}"
    if date.edtf[0] in "[{":
        return _set_in_words(date)
    if "/" in date.edtf:
        first, last = (unit_in_words(side) for side in date.edtf.split("/"))
        return _interval_in_words(date, first, last)
    return unit_in_words(date.edtf)


def in_short(date: Date) -> str:
    """The same for a narrow column: `24 Sep 2023`, `some time 24 Sep – 13 Oct 2023`, `since 2007`."""
    if date.part_of_day:
        return f"{short_unit(date.edtf)}, {date.part_of_day}"
    if "/" in date.edtf:
        first, last = (short_unit(side) for side in date.edtf.split("/"))
        return _interval_in_short(date, first, last)
    lone_range = date.edtf[0] == "[" and date.kind == "within" and len(date.spans) == 1 and date.earliest and date.end
    if lone_range and not date.approximate and not date.uncertain:
        return f"some time {period_in_words(date.earliest, date.end)}"
    return _shortened(in_words(date))


def _interval_in_words(date: Date, first: str, last: str) -> str:
    if date.finish != "known":
        return f"from {first}, end not stated" if date.finish == "unknown" else f"from {first} on, no end stated"
    if date.start != "known":
        return f"until {last}, {'since when is not stated' if date.start == 'unknown' else 'open start'}"
    if first == last:
        return f"{first}, throughout" if date.kind == "throughout" else f"within {first}"
    return f"from {first} to {last}, throughout" if date.kind == "throughout" else f"from {first} to {last}"


def _interval_in_short(date: Date, first: str, last: str) -> str:
    """An unknown end is not an open one: `since` would say that it goes on."""
    if date.finish != "known":
        return f"from {first}, end not stated" if date.finish == "unknown" else f"since {first}"
    if date.start != "known":
        return f"until {last}"
    if first == last:
        return first if date.kind == "throughout" else f"within {first}"
    return f"{first} – {last}"


def _set_in_words(date: Date) -> str:
    every = date.edtf[0] == "{"
    elements = []
    for element in date.edtf[1:-1].split(","):
        first, dots, last = element.strip().partition("..")
        since, until = (unit_in_words(side) for side in (first, last))
        if not dots:
            elements.append(since)
        elif every:
            elements.append(
                " ".join(
                    [
                        "each",
                        *([f"from {since}"] if first else []),
                        ("" if first else "up ") + f"to {until}" if last else "on",
                    ]
                )
            )
        elif first and last:
            elements.append(f"some time between {since} and {until}")
        else:
            elements.append(f"{since} or later" if first else f"{until} or earlier")
    joint = " and " if every else ", or " if ".." in date.edtf else " or "
    return ", ".join(elements[:-1]) + (joint if len(elements) > 1 else "") + elements[-1]


def unit_in_words(unit: str) -> str:
    """One EDTF unit: `2023-09` -> `September 2023`, `201X` -> `the 2010s`, `2023~` -> `about 2023`; nothing for an
    open or unknown side."""
    if unit in ("", ".."):
        return ""
    words = _bare_unit_in_words(unit.translate(dict.fromkeys(map(ord, "?~%"))))
    if set("~%") & set(unit):
        words = f"about {words}"
    return f"{words} (uncertain)" if set("?%") & set(unit) else words


def _bare_unit_in_words(unit: str) -> str:
    day, _, clock = unit.partition("T")
    year, *rest = day.split("-")
    if clock:
        time = clock[:5] if ":" in clock[:5] else f"the hour from {clock[:2]}:00"
        return f"{day_in_words(datetime.fromisoformat(day))}, {time}"
    while rest and rest[-1] == "XX":
        rest.pop()
    if not rest:
        return _year_in_words(year)
    if "X" in day.removesuffix("-XX"):
        return _masked_in_words(unit)
    month = int(rest[0])
    if month in GROUPINGS:
        first, length, name = GROUPINGS[month]
        return f"{name} {int(year)}" + (f"/{(int(year) + 1) % 100:02d}" if first + length > 13 else "")
    named = f"{MONTHS[month]} {int(year)}"
    return named if len(rest) == 1 else f"{int(rest[1])} {named}"


def _masked_in_words(unit: str) -> str:
    """A mask that has no plain name, by its first and last day and in its own letters: `2023-09-2X`."""
    date = parse(unit)
    assert date.earliest is not None and date.end is not None
    first, last = day_in_words(date.earliest), day_in_words(_last(date.end))
    return f"some time between {first} and {last} ({unit})"


def _year_in_words(year: str) -> str:
    """`2023`, `AD 900`, `the 2010s`, `the decade 1900–1909` (which the 1900s might not be), `the years 1900–1999`."""
    if year.isdigit():
        return str(int(year)) if int(year) > 999 else f"AD {int(year)}"
    low, high = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    if not re.fullmatch(r"\d{1,3}X{1,3}", year):
        return _masked_in_words(year)
    if not year.endswith("XX"):
        return f"the decade {low}–{high}" if year[2] == "0" else f"the {low}s"
    return f"the years {low}–{high}"


def short_unit(unit: str) -> str:
    """One EDTF unit for a narrow field: `2023-09-24` -> `24 Sep 2023`. `typed_dates.typed` reads it back."""
    return _shortened(unit_in_words(unit))


def _shortened(words: str) -> str:
    for month in MONTHS[1:]:
        words = words.replace(month, month[:3])
    return words


def day_in_words(day: datetime) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def short_day(day: datetime, *, year: bool = True) -> str:
    """`24 Sep 2023`, with the clock time where it is not midnight."""
    words = f"{day.day} {MONTHS[day.month][:3]}" + (f" {day.year}" if year else "")
    return words if (day.hour, day.minute) == (0, 0) else f"{words}, {day:%H:%M}"


def period_in_words(earliest: datetime | None, end: datetime | None) -> str:
    """A half-open period for a sentence: `24 Sep – 13 Oct 2023`, `2007 – 2022`, `since 2007`, `all time`."""
    if earliest is None and end is None:
        return "all time"
    if earliest is None and end is not None:
        return f"until {short_day(_last(end))}"
    if end is None and earliest is not None:
        return f"since {short_day(earliest)}"
    assert earliest is not None and end is not None
    last = _last(end)
    if (earliest.month, earliest.day, last.month, last.day) == (1, 1, 12, 31) and _whole_days(earliest, end):
        return str(earliest.year) if earliest.year == last.year else f"{earliest.year} – {last.year}"
    if earliest.date() == last.date():
        if _whole_days(earliest, end):
            return short_day(earliest)
        return f"{short_day(earliest.replace(hour=0, minute=0))}, {earliest:%H:%M} – {end:%H:%M}"
    if (earliest.year, earliest.month) == (last.year, last.month) and _whole_days(earliest, end):
        return f"{earliest.day} – {short_day(last)}"
    return f"{short_day(earliest, year=earliest.year != last.year)} – {short_day(last)}"


def _whole_days(earliest: datetime, end: datetime) -> bool:
    return not any((earliest.hour, earliest.minute)) and (end == _END or not any((end.hour, end.minute)))


def _last(end: datetime) -> datetime:
    """The last day, or the last minute, before a half-open end."""
    if end == _END:
        return end.replace(hour=0, minute=0, second=0)
    return end - _DAY if (end.hour, end.minute) == (0, 0) and end - datetime.min > _DAY else end
