"""Seconds to pixels and back, and the ticks of a time axis from minutes to centuries."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from events.dates.units import MONTHS
from events.moments import FIRST, LAST, seconds

_EPOCH = datetime(1970, 1, 1)
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MOST = 900  # grid lines; a window of 6,000 px has at most 857


@dataclass(frozen=True)
class Scale:
    """A linear time axis: `first` to `last` in seconds over `width` pixels."""

    first: float
    last: float
    width: float

    def px(self, second: float) -> float:
        return (second - self.first) / (self.last - self.first) * self.width

    def second(self, px: float) -> float:
        return self.first + px / self.width * (self.last - self.first)

    @property
    def seconds_per_px(self) -> float:
        return (self.last - self.first) / self.width


@dataclass(frozen=True)
class Tick:
    """A label at a second of the axis, `under` on the line below it (the day of an hour, the year of a day)."""

    at: float
    text: str
    under: str = ""


@dataclass(frozen=True)
class Axis:
    ticks: tuple[Tick, ...]
    grid: tuple[float, ...]


def axis(scale: Scale, *, room: float = 68, beyond: float = 1.0) -> Axis:
    """Ticks at least `room` pixels apart and the grid lines of their unit, also `beyond` the window (in windows) so
    that a chart that is dragged has them at once.

    The name of a day, month or year stands under the middle of its time, and the grid marks where it starts.
    """
    span = scale.last - scale.first
    first, last = scale.first - beyond * span, scale.last + beyond * span
    first, last = max(first, FIRST + _DAY), min(last, LAST)
    least = room * scale.seconds_per_px
    for step in (1, 5, 15, 30, 60, 180, 360, 720):
        if step * _MINUTE >= least:
            return _clock_axis(scale, first, last, step, least / 2)
    for step in (1, 2, 4, 7, 14):
        if step * _DAY >= least:
            return _day_axis(scale, first, last, step, least / 2)
    for step in (1, 2, 3, 6):
        if step * 30 * _DAY >= least:
            return _month_axis(scale, first, last, step, least / 2)
    return _year_axis(scale, first, last, least)


def _nearest(lines: Sequence[int], scale: Scale) -> tuple[float, ...]:
    """Of lines in order, as many as are drawn, those around the window's middle."""
    before = bisect(lines, (scale.first + scale.last) / 2)
    start = max(before - _MOST // 2, 0)
    return tuple(lines[start : start + _MOST])


def _clock_axis(scale: Scale, first: float, last: float, minutes: int, edge: float) -> Axis:
    step = minutes * _MINUTE
    start = -(-int(first) // step) * step
    moments = range(start, int(last), step)
    ticks = []
    told = False
    for second in moments:
        when = _EPOCH + timedelta(seconds=second)
        inside = scale.first + edge <= second <= scale.last - edge
        midnight = second % _DAY == 0 and (inside or not scale.first <= second <= scale.last)
        under = _day(when, year=not told) if midnight or (inside and not told) else ""
        told = told or (inside and bool(under))
        ticks.append(Tick(second, f"{when:%H:%M}", under))
    return Axis(tuple(ticks), _nearest(moments, scale))


def _day_axis(scale: Scale, first: float, last: float, step: int, edge: float) -> Axis:
    day = int(first) // _DAY + 1
    if step in (7, 14):
        day += (-(day + 3)) % step  # 1970-01-01 was a Thursday: weeks start on Mondays
    else:
        day += -day % step
    ticks = [(number * _DAY, _EPOCH + timedelta(days=number)) for number in range(day, int(last) // _DAY, step)]
    labelled = _with_years(scale, [(second, second + _DAY / 2, _day(when), when.year) for second, when in ticks], edge)
    unit = 1 if _DAY / scale.seconds_per_px >= 7 else step
    grid = range((int(first) // _DAY + 1) * _DAY, int(last), unit * _DAY)
    return Axis(labelled, _nearest(grid, scale))


def _month_axis(scale: Scale, first: float, last: float, step: int, edge: float) -> Axis:
    months = [(start, end) for start, end in _months(first, last, 1) if (start.month - 1) % step == 0]
    labelled = _with_years(
        scale,
        [
            (seconds(start), (seconds(start) + seconds(end)) / 2, MONTHS[start.month][:3], start.year)
            for start, end in months
        ],
        edge,
    )
    return Axis(labelled, _nearest([seconds(start) for start, _ in _months(first, last, step)], scale))


def _months(first: float, last: float, step: int) -> Iterator[tuple[datetime, datetime]]:
    when = _EPOCH + timedelta(seconds=first)
    year, month = when.year, (when.month - 1) // step * step + 1
    while year < 9999:
        start = datetime(year, month, 1)
        year, month = (year, month + step) if month + step <= 12 else (year + 1, 1)
        if seconds(start) >= last:
            return
        yield start, datetime(year, month, 1)


def _year_axis(scale: Scale, first: float, last: float, least: float) -> Axis:
    step = next(
        (n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000) if n * 365.25 * _DAY >= least), 10_000
    )
    low, high = ((_EPOCH + timedelta(seconds=bound)).year for bound in (first, last))
    starts = [year for year in range(low - low % step, high + 1, step) if 1 <= year < 9999]
    ticks = [
        Tick((seconds(datetime(year, 1, 1)) + seconds(datetime(year + 1, 1, 1))) / 2, str(year)) for year in starts
    ]
    fine = 1 if 365 * _DAY / scale.seconds_per_px >= 7 else step
    lines = [year for year in range(low - low % fine, high + 1, fine) if 1 <= year <= 9999]
    return Axis(tuple(ticks), _nearest([seconds(datetime(year, 1, 1)) for year in lines], scale))


def _with_years(scale: Scale, rows: list[tuple[float, float, str, int]], edge: float) -> tuple[Tick, ...]:
    """Each row is start, middle, text, year: the year stands under the first label in sight, and where it changes.
    Labels nearer than `edge` seconds to the window's ends are not in sight: they would be cut."""
    ticks: list[Tick] = []
    before: int | None = None
    for _start, middle, text, year in rows:
        inside = scale.first + edge <= middle <= scale.last - edge
        fresh = inside and year != before
        ticks.append(Tick(middle, text, str(year) if fresh else ""))
        if inside:
            before = year
    return tuple(ticks)


def _day(when: datetime, *, year: bool = False) -> str:
    return f"{when.day} {MONTHS[when.month][:3]}" + (f" {when.year}" if year else "")
