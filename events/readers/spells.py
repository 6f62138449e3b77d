"""Days and stretches of days as EDTF text, and the columns of time that follow from such text."""

from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from events import dates
from events.moments import MAX, MIN, spans

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
    null and `undated` without a date. The dates are texts, or codes into texts."""
    encoded = edtf if pa.types.is_dictionary(edtf.type) else edtf.dictionary_encode()
    found = [_bounds(text) for text in encoded.dictionary.to_numpy(zero_copy_only=False).tolist()]
    starts, ends, words = zip(*found, strict=True) if found else ((), (), ())
    precisions = pa.array([*words, "undated"], pa.string()).dictionary_encode()
    return {
        "date": encoded.cast(pa.string()),
        "start": pa.array(starts, pa.int64()).take(encoded.indices),
        "end": pa.array(ends, pa.int64()).take(encoded.indices),
        "precision": precisions.take(pc.fill_null(encoded.indices, len(found))),
    }


@lru_cache(maxsize=100_000)
def _bounds(text: str) -> tuple[int, int, str]:
    when = dates.parse(text)
    found = spans(when)
    return min((start for start, _ in found), default=MIN), max((end for _, end in found), default=MAX), when.precision
