"""The bounds of the calendar units that a mention names (`when.Part`)."""

from events.dates.edtf import PARTS_OF_DAY
from events.dates.proleptic import DAY, bounds, ordinal, weekday

HOURS = {**PARTS_OF_DAY, "small_hours": (0, 6), "night_to": (-6, 6)}  # the hours of a day that a part of it can mean


def part_bounds(unit: str) -> tuple[int, int]:
    """First moment and first one after it, in minutes (see `proleptic`). Raises ValueError for anything else."""
    day, _, part = unit.partition(" ")
    if part:
        low, high = HOURS[part]
        start = bounds(day)[0]
        return start + low * 60, start + high * 60
    if unit.startswith("["):
        first, last = unit[1:-1].split("..")
        return bounds(first)[0], bounds(last)[1]
    if "-W" in unit:
        year, _, week = unit.partition("-W")
        fourth = ordinal(int(year), 1, 4)
        monday = fourth - weekday(fourth) + 7 * (int(week[:2]) - 1)
        return ((monday + 5) * DAY, (monday + 7) * DAY) if week.endswith("WE") else (monday * DAY, (monday + 7) * DAY)
    day, _, clock = unit.partition("T")
    start, end = bounds(day)
    if not clock:
        return start, end
    hour, _, minute = clock.partition(":")
    start += int(hour) * 60 + int(minute or 0)
    return start, start + (1 if minute else 60)
