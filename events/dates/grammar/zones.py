"""The zone that stands behind a clock time: "06:30 GMT", "18:00 Baghdad time", "6:30 (UTC+3)"."""

from events.dates.items import Items


def read_zone(items: Items, index: int) -> tuple[str | None, int]:
    """The zone and the index after it; None where there is none, or where it is that of the place."""
    if items.mark(index, "(") and (items.sense(index + 1, "local_time") or items.sense(index + 1, "zones")):
        zone, after = read_zone(items, index + 1)
        return (zone, after + 1) if items.mark(after, ")") else (None, index)
    if items.sense(index, "zones"):
        offset = _offset(items, index + 1)
        return f"{items.sense(index, 'zones')}{offset[0]}", offset[1]
    if items.sense(index, "local_time"):
        return None, index + 1
    if items[index].text == "z" and items[index].tight:
        return "Z", index + 1
    if items[index].capital and not items[index].senses and items.sense(index + 1, "time_word"):
        return f"{items[index].text} {items[index + 1].text}", index + 2
    return None, index


def _offset(items: Items, index: int) -> tuple[str, int]:
    """`+3` of `UTC+3`, `+05:30`"""
    sign, hours = items[index], items[index + 1]
    if sign.text not in ("+", "-") or not sign.tight or not hours.tight or hours.digits not in (1, 2):
        return "", index
    minutes = items[index + 3]
    if items.mark(index + 2, ":") and minutes.tight and minutes.digits == 2:
        return f"{sign.text}{hours.text}:{minutes.text}", index + 4
    return f"{sign.text}{hours.text}", index + 2
