"""Parts of a day and clock times, on the day that is told."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import Clock, Daytime, Expression, Place
from events.dates.meaning.meaning import Meaning, Now, each, of_readings, of_unit, undated
from events.dates.parts import HOURS
from events.dates.proleptic import DAY, day_text
from events.dates.when import Part

Mean = Callable[[Expression, Now], Meaning]
NO_DAY = "the day is not told"


def of_part(day: Meaning, part: str, place: Place) -> Meaning:
    """The hours of a part of a day; of a night that lasts from one day to the next, by its first day."""
    if not day.dated or day.start is None or day.end is None:
        return day
    if day.end - day.start > 2 * DAY:
        return undated("vague", NO_DAY)
    low, high = HOURS[part]
    number = day.start // DAY
    if part == "night_to":  # the night that ends in the day
        part, number = "night", number - 1
        low, high = HOURS[part]
    name = "morning" if part == "small_hours" else part
    return replace(
        day, edtf=day_text(number), start=number * DAY + low * 60, end=number * DAY + high * 60, unit=None,
        precision="part of day", parts=(Part(place, f"{day_text(number)} {name}"),),
    )  # fmt: skip


def of_daytime(daytime: Daytime, now: Now, mean: Mean) -> Meaning:
    if daytime.of is None:
        day = _told_day(now)
        return day if not day.dated else of_part(day, daytime.part, daytime.place)
    return each(mean(daytime.of, now), lambda day: of_part(day, daytime.part, daytime.place))


def _told_day(now: Now) -> Meaning:
    if now.told is None or now.told[1] - now.told[0] > DAY:
        return undated("needs-event", NO_DAY)
    return of_unit(day_text(now.told[0] // DAY), "day", ("on the day told last",))


def of_clock(clock: Clock, now: Now, mean: Mean) -> Meaning:
    day = _told_day(now) if clock.of is None else mean(clock.of, now)
    return each(day, lambda found: _at(clock, found))


def _at(clock: Clock, day: Meaning) -> Meaning:
    if day.start is None or day.end is None or day.end - day.start > DAY:
        return undated("vague", NO_DAY)
    if clock.zone is not None:
        told = f"{clock.hour:02d}:{clock.minute or 0:02d} {clock.zone}"
        rule = (
            f"the clock is that of another zone or is not known to be that of the place, and is not converted: {told}"
        )
        text = f"{day_text(day.start // DAY)}T{clock.hour:02d}:{clock.minute or 0:02d}"
        return replace(day, status="assumed", assumptions=(rule, *day.assumptions), parts=(Part(clock.place, text),))
    if clock.hour == 24 and clock.either_half:
        return of_readings(
            "ambiguous",
            (
                (_moment(clock, 0, day), "the midnight before the day"),
                (_moment(clock, 24, day), "the midnight after it"),
            ),
            "midnight may be that before or after",
        )
    if clock.either_half and clock.day_clock and clock.hour <= 12:
        rule = "the hour is taken as one of 24"
        found = _moment(clock, clock.hour, day)
        return replace(found, status="assumed", assumptions=(rule, *day.assumptions))
    if clock.either_half and clock.hour <= 12:
        late = clock.hour % 12 + 12
        early = clock.hour % 12
        return of_readings(
            "ambiguous",
            ((_moment(clock, early, day), "before noon"), (_moment(clock, late, day), "after noon")),
            "whether it is before or after noon is not told",
        )
    return _moment(clock, clock.hour, day)


def _moment(clock: Clock, hour: int, day: Meaning) -> Meaning:
    start = (day.start or 0) // DAY * DAY + hour * 60 + (clock.minute or 0)
    number = start // DAY
    text = f"{day_text(number)}T{start % DAY // 60:02d}:{start % 60:02d}"
    seconds = f"{text}:00"  # EDTF has no minutes without them
    return replace(
        day, edtf=seconds, start=start, end=start + 1, precision="minute", unit=None, parts=(Part(clock.place, text),)
    )  # fmt: skip
