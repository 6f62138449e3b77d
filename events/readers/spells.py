"""Days and stretches of days as EDTF text, and the columns of time that follow from such text."""

from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from events import dates
from events.moments import MAX, MIN, spans
from events.schema import WORD

_LAST = date(9999, 12, 31)


def week(day: date) -> str:
    """Some day of the week, Monday to Sunday, that holds the day."""
    monday = day - timedelta(days=day.weekday())
    return stretch(monday, monday + timedelta(days=6) if (_LAST - monday).days >= 6 else _LAST)


def month(day: date) -> str:
    return f"{day:%Y-%m}" if day.year > 999 else f"{day.year:04d}-{day.month:02d}"


def year(day: date) -> str:
    return f"{day.year:04d}"


def stretch(first: date, last: date) -> str:
    """Some day from the first to the last, both included: as a day, month or year where it is exactly one."""
    if first == last:
        return first.isoformat()
    after = last + timedelta(days=1) if last < _LAST else None
    ends_month = after is None or after.day == 1
    if first.day == 1 and ends_month and (first.year, first.month) == (last.year, last.month):
        return month(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return year(first)
    return f"[{first.isoformat()}..{last.isoformat()}]"


def time_columns(edtf: pa.Array) -> dict[str, pa.Array]:
    """The columns `date`, `start`, `end`, `precision` of dates without lists, as `events.dates.parse` bounds them;
    null and `undated` without a date."""
    encoded = edtf.dictionary_encode()
    found = [_bounds(text) for text in encoded.dictionary.to_pylist()]
    starts, ends, words = zip(*found, strict=True) if found else ((), (), ())
    return {
        "date": edtf,
        "start": pa.array(starts, pa.int64()).take(encoded.indices),
        "end": pa.array(ends, pa.int64()).take(encoded.indices),
        "precision": pc.fill_null(pa.array(words, pa.string()).take(encoded.indices), "undated").cast(WORD),
    }


@lru_cache(maxsize=100_000)
def _bounds(text: str) -> tuple[int, int, str]:
    when = dates.parse(text)
    found = spans(when)
    return min((start for start, _ in found), default=MIN), max((end for _, end in found), default=MAX), when.precision
