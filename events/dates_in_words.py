"""Dates as an English reader reads them, without a claim that the EDTF text does not make."""

from datetime import datetime, timedelta

from events.dates import GROUPINGS, MONTHS, Date

_DAY = timedelta(days=1)


def in_words(date: Date) -> str:
    """`2023-09-24` -> `24 September 2023`; `[2018..2021]` -> `some time between 2018 and 2021`."""
    if date.part_of_day:
        return f"{unit_in_words(date.edtf)}, {date.part_of_day}"
    if date.edtf[0] in "[{":
        return _set_in_words(date)
    if "/" in date.edtf:
        first, last = date.edtf.split("/")
        return _interval_in_words(date, unit_in_words(first), unit_in_words(last))
    return unit_in_words(date.edtf)


def in_short(date: Date) -> str:
    """The same for a narrow column: `24 Sep 2023`, `some time 24 Sep – 13 Oct 2023`, `since 2007`."""
    if date.part_of_day:
        return f"{short_unit(date.edtf)}, {date.part_of_day}"
    first, slash, last = date.edtf.partition("/")
    if slash and date.finish != "known":
        return f"since {short_unit(first)}"
    if slash and date.start != "known":
        return f"until {short_unit(last)}"
    if slash:
        return f"{short_unit(first)} – {short_unit(last)}"
    lone_range = len(date.spans) == 1 and date.edtf[0] == "[" and date.earliest and date.end
    return f"some time {period_in_words(date.earliest, date.end)}" if lone_range else _shortened(in_words(date))


def _interval_in_words(date: Date, first: str, last: str) -> str:
    if date.finish != "known":
        return f"from {first} on, {'end not stated' if date.finish == 'unknown' else 'no end stated'}"
    if date.start != "known":
        return f"until {last}, {'since when is not stated' if date.start == 'unknown' else 'open start'}"
    return f"from {first} to {last}, throughout" if date.kind == "throughout" else f"from {first} to {last}"


def _set_in_words(date: Date) -> str:
    elements = []
    for element in date.edtf[1:-1].split(","):
        first, dots, last = element.strip().partition("..")
        if not dots:
            elements.append(unit_in_words(first))
        elif date.kind in ("within", "unit") and first and last:
            elements.append(f"some time between {unit_in_words(first)} and {unit_in_words(last)}")
        elif first and last:
            elements.append(f"each from {unit_in_words(first)} to {unit_in_words(last)}")
        else:
            elements.append(f"{unit_in_words(first)} or later" if first else f"{unit_in_words(last)} or earlier")
    joint = " and " if date.edtf[0] == "{" else " or "
    return ", ".join(elements[:-1]) + (joint if len(elements) > 1 else "") + elements[-1]


def unit_in_words(unit: str) -> str:
    """One EDTF unit: `2023-09` -> `September 2023`, `201X` -> `the 2010s`, `2023~` -> `about 2023`."""
    words = _bare_unit_in_words(unit.translate(dict.fromkeys(map(ord, "?~%"))))
    if set("~%") & set(unit):
        words = f"about {words}"
    return f"{words} (uncertain)" if set("?%") & set(unit) else words


def _bare_unit_in_words(unit: str) -> str:
    day, _, clock = unit.partition("T")
    year, *rest = day.split("-")
    if clock:
        return f"{day_in_words(datetime.fromisoformat(day))}, {clock[:5]}"
    if not rest or rest == ["XX"] or rest == ["XX", "XX"]:
        return _year_in_words(year)
    whole_month = len(rest) == 1 or rest[1] == "XX"
    if "X" in year + rest[0] + (rest[1] if not whole_month else ""):
        return unit  # a masked part in the middle has no plain wording: 156X-12-25
    if int(rest[0]) in GROUPINGS:
        return f"{GROUPINGS[int(rest[0])][2]} {int(year)}"
    month = f"{MONTHS[int(rest[0])]} {int(year)}"
    return month if whole_month else f"{int(rest[1])} {month}"


def _year_in_words(year: str) -> str:
    if year.isdigit():
        return str(int(year))
    if year.endswith("X") and year[:3].isdigit():
        return f"the {int(year[:3])}0s"
    if year.endswith("XX") and year[:2].isdigit():
        return f"{int(year[:2])}00 to {int(year[:2])}99"
    return year


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
    return not any((earliest.hour, earliest.minute, end.hour, end.minute))


def _last(end: datetime) -> datetime:
    """The last day, or the last minute, before a half-open end."""
    return end - _DAY if (end.hour, end.minute) == (0, 0) and end - datetime.min > _DAY else end
