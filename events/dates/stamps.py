"""Times that head the lines of a page that is written as things happen: `1425 GMT:`, `1350:`, `9.30am`.

Such an hour is of the day of publication, whatever day the lines before it told. One line alone shows no such page, nor
do lines under words that announce them, as those of an earlier day: `How the night went:`.
"""

from dataclasses import replace

from events.dates.expressions import Clock, Point
from events.dates.grammar.clocks import read_clock
from events.dates.items import Items
from events.dates.told import Told

FEWEST = 2  # lines so headed
HHMM = 4  # digits
DATED = frozenset(("in", "weekday", "month", "part", "day"))


def stamps(found: Items) -> dict[int, Clock]:
    """The hours that head lines, by the index of their first item; none where the lines are no such page."""
    hours: dict[int, Clock] = {}
    for index in range(found.count):
        item = found[index]
        if item.number is None or not (item.fresh or index == 0) or (hour := _hour(found, index)) is None:
            continue
        if not hours and found.mark(index - 1, ":"):
            return {}
        hours[index] = hour
    return hours if len(hours) >= FEWEST and not all(_may_be_year(found, index) for index in hours) else {}


def _hour(found: Items, index: int) -> Clock | None:
    read = read_clock(found, index)
    if read is not None:
        clock, after = read
        told = isinstance(clock, Clock) and clock.minute is not None and not clock.either_half
        dated = bool(found[after].senses.keys() & DATED) and not found[after].fresh
        return clock if isinstance(clock, Clock) and told and not dated else None
    number = found[index].number or 0
    if found[index].digits != HHMM or not found.mark(index + 1, ":") or number >= 2400 or number % 100 > 59:
        return None
    return Clock(number // 100, number % 100, place=found.place(index, index + 1))


def _may_be_year(found: Items, index: int) -> bool:
    return found[index].digits == HHMM and found.mark(index + 1, ":")


def stamped(told: list[Told], hours: dict[int, Clock]) -> list[Told]:
    """The same times, with an hour where a number before a colon was read as a year."""
    return [
        replace(one, expression=hours[one.index]) if one.index in hours and isinstance(one.expression, Point) else one
        for one in told
    ]
