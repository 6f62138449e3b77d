"""Years in words: "in nineteen forty-two", "of eighteen hundred"."""

from events.dates.expressions import Point
from events.dates.grammar.counting import count
from events.dates.items import Items

BEFORE = ("in", "of", "bound", "edge", "month", "season", "from", "to", "between", "manner")
HUNDRED = 100


def read_worded_year(items: Items, index: int) -> tuple[Point, int] | None:
    """Two numbers in words, the hundreds and the rest; in an article only after a word for "in" or the like, and
    assumed: it may be a count."""
    hundreds, rest = items.sense(index, "number"), items.sense(index + 1, "number")
    if items[index].number is not None or items[index + 1].number is not None or not hundreds or not rest:
        return None
    if not 10 < hundreds <= 20 or (items.running and not any(name in items[index - 1].senses for name in BEFORE)):
        return None
    found = (0, index + 2) if rest == HUNDRED else count(items, index + 1)
    if found is None or not (found[0] == 0 or 10 <= found[0] < HUNDRED):
        return None
    number, after = found
    if items.mark(after, "-") or "unit" in items[after].senses or items.sense(after, "number"):
        return None
    year = hundreds * HUNDRED + number
    return Point(year, doubtful=items.running, place=items.place(index, after)), after
