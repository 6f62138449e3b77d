"""Numbers of things and the units that they count: "two weeks", "twenty-five days"."""

from events.dates.items import Items

NO_NUMBER = "no number is told"


def count(items: Items, index: int) -> tuple[int, int] | None:
    """A number of things in digits or words, and the index after it."""
    item = items[index]
    if item.number is not None:
        if not 0 < item.number <= 9999 or (items[index + 1].text in (",", ".") and items[index + 1].tight):
            return None
        return item.number, index + 1
    number = item.senses.get("number")
    if not number:
        return None
    if number >= 20 and items.mark(index + 1, "-") and (small := items.sense(index + 2, "number")) and small < 10:
        return number + small, index + 3
    return number, index + 1


def unit_at(items: Items, index: int) -> tuple[str, int] | None:
    """A unit of time that is no part of another word: not the "day" of "day-long" or "three-day"."""
    unit = items.sense(index, "unit")
    if unit is None or (items.mark(index + 1, "-") and items[index + 1].tight and items[index + 2].tight):
        return None
    return unit, index + 1
