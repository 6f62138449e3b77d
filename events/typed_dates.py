"""Dates as a reader types them into a field: EDTF, or the words of a report that mean the same on whatever day."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from events.dates import Date, DateError, parse
from events.dates.edtf import minutes_alone
from events.dates.units import MONTHS
from events.dates.when import When
from events.dates_in_words import in_short, period_in_words
from events.moments import FIRST, LAST, seconds
from events.selection import OPEN, bound, spelled

LONGEST = 120  # characters
PROBES = (date(1905, 1, 31), date(2099, 11, 2))  # far apart in year, month, day and weekday
NOT_UNDERSTOOD = "not understood: "  # begins the assumption of `resolve` that passes over some of the words
_REMEDY = "Write 2023-09-24, 24 Sep 2023, Sep 2023, 2023, or a period: last two weeks of September 2023."
_MONTHS = {name.casefold(): number for number, name in enumerate(MONTHS) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_PLAIN = re.compile(
    r"((?P<day>\d\d?) )?(?P<month>[^\W\d]+) (?P<year>\d{4})"
    r"(, (?P<whole>the hour from )?(?P<hour>\d\d):(?P<minute>\d\d))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Typed:
    """What was typed: `since` and `until` are EDTF units, or `..` for an open side. A `unit` is a single day, month …,
    and both are it. `words` say it for a reader; `assumptions` are those of `resolve`."""

    since: str
    until: str
    unit: bool
    words: str
    assumptions: tuple[str, ...] = ()


def typed(text: str) -> str:
    """The EDTF unit that was typed: `24 Sep 2023` -> `2023-09-24`, `September 2023` -> `2023-09`.

    Raises:
        DateError: no such date, or not one that can be read without guessing; a period.
    """
    found = typed_period(text)
    if not found.unit:
        raise DateError(text, "is not a single day, month or year", "Write 2023-09-24, 24 Sep 2023, Sep 2023 or 2023.")
    return found.since


def typed_period(text: str) -> Typed:
    """The unit or period that was typed: `last two weeks of September 2023` is from 17 to 30 September.

    No clock is read, so words must mean the same whenever they were written: they are read as of two days that lie far
    apart, and refused where that makes a difference (`yesterday`, `24 September`). So are words of which a part is not
    understood, and those with several readings.

    Raises:
        DateError: with the reason, for a reader, and what to write.
    """
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise DateError(words, "is too long for a date", _REMEDY)
    try:
        known = parse(_as_shown(words) or words)
    except DateError as error:
        return _of_words(words, error)
    return _of_edtf(known)


def _as_shown(words: str) -> str | None:
    """EDTF of a date as the fields show it (see `dates_in_words.short_unit`), and with the month in full: no other
    words need to be loaded for it, and no year is too late. None for anything else."""
    found = _PLAIN.fullmatch(words)
    month = _MONTHS.get(found["month"].casefold()) if found else None
    if found is None or month is None or (found["hour"] and not found["day"]):
        return None
    day = f"{found['year']}-{month:02}" + (f"-{found['day'].zfill(2)}" if found["day"] else "")
    if found["hour"] is None:
        return day
    return f"{day}T{found['hour']}" + ("" if found["whole"] and found["minute"] == "00" else f":{found['minute']}")


def _of_words(words: str, refused: DateError) -> Typed:
    from events.dates import resolve  # loads the words of all languages, and few readers type words

    found, other = (resolve(words, published=day) for day in PROBES)
    if found.status == "not-a-date" and other.status == "not-a-date":
        figures = not re.search(r"[^\W\d_]{3}", words)
        raise refused if figures else DateError(words, "is not a date that can be read", _REMEDY)
    passed = [reason.removeprefix(NOT_UNDERSTOOD) for reason in found.assumptions if reason.startswith(NOT_UNDERSTOOD)]
    if passed:
        raise DateError(words, f"has words that are not understood: '{passed[0]}'", _REMEDY)
    if found != other:
        reason = "depends on the day on which it was written, which this page does not know: it reads no clock"
        raise DateError(words, reason, "Write it with its year: 24 Sep 2023, last two weeks of September 2023.")
    if found.readings:
        raise _several(words, found)
    if found.edtf is None:
        raise DateError(words, f"gives no date: {'; '.join(found.assumptions)}", _REMEDY)
    if found.precision == "part of day" and found.start and found.end:
        return _hours(found.start, found.end, found.assumptions)
    return _of_edtf(parse(minutes_alone(found.edtf)), found.assumptions)


def _several(words: str, found: When) -> DateError:
    said = " or ".join(f"{in_short(parse(reading.edtf))} ({reading.reason})" for reading in found.readings)
    units = " or ".join(dict.fromkeys(minutes_alone(reading.edtf) for reading in found.readings))
    return DateError(words, f"can be {said}: {'; '.join(found.assumptions)}", f"Write one of them: {units}.")


def _of_edtf(known: Date, assumptions: tuple[str, ...] = ()) -> Typed:
    if known.kind == "unit":
        return Typed(known.edtf, known.edtf, True, in_short(known), assumptions)
    for before, after in zip(known.spans, known.spans[1:], strict=False):
        if before.end is None or after.earliest is None or before.end < after.earliest:
            raise DateError(
                known.edtf, "is several times with others between them", "Write one period, or one of them."
            )
    since, until = _sides(known)
    return Typed(since, until, False, period_in_words(known.earliest, known.end), assumptions)


def _sides(known: Date) -> tuple[str, str]:
    """The first and last unit of an interval or set, as they are written there: `2007/2010` is from 2007 to 2010. Days,
    where these are not its outermost ones."""
    if "/" in known.edtf:
        first, last = known.edtf.split("/")
    else:
        elements = known.edtf[1:-1].split(",")
        first, last = elements[0].partition("..")[0], elements[-1].rpartition("..")[2]
    first, last = first.strip() or OPEN, last.strip() or OPEN
    outermost = (_seconds(known.earliest), _seconds(known.end))
    if (bound(first, "since"), bound(last, "until")) == outermost:
        return first, last
    return _spelled(known.earliest, known.end)


def _seconds(edge: datetime | None) -> int | None:
    return None if edge is None else seconds(edge)


def _spelled(start: datetime | None, end: datetime | None) -> tuple[str, str]:
    first, last = spelled(FIRST if start is None else seconds(start), LAST if end is None else seconds(end))
    return OPEN if start is None else first, OPEN if end is None else last


def _hours(start: datetime, end: datetime, assumptions: tuple[str, ...]) -> Typed:
    return Typed(*_spelled(start, end), False, period_in_words(start, end), assumptions)
