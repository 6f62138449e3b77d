"""Moments as whole seconds since 1970-01-01 on the clock of the event's place; a period is half-open."""

from datetime import datetime, timedelta

from events.dates import Date

MIN, MAX = -(2**62), 2**62  # an open or unknown side
FIRST, LAST = -62_135_596_800, 253_402_300_799  # the first and last second of the years 1 to 9999
DAY = 86_400
_EPOCH = datetime(1970, 1, 1)


def seconds(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds())


def moment(value: int) -> datetime | None:
    """The inverse of `seconds`; None for an open side."""
    return None if value in (MIN, MAX) else _EPOCH + timedelta(seconds=int(value))


def spans(when: Date | None) -> list[tuple[int, int]]:
    """The spans of a date, one for each that it lists; none where there is no date."""
    return [
        (MIN if span.earliest is None else seconds(span.earliest), MAX if span.end is None else seconds(span.end))
        for span in (when.spans if when else ())
    ]
