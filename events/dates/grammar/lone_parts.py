"""Parts of a day within a sentence, with no day beside them: "at dawn", "in the early hours", "overnight"."""

from events.dates.expressions import Daytime, DayWord, Expression
from events.dates.items import Items

Read = tuple[Expression, int] | None


def overnight(items: Items, index: int) -> Read:
    """`The army promised overnight not to fire`, `flew in overnight from`: in the night before the report."""
    before, following = items[index - 1], items[index + 1]
    beside = not following.word or following.senses.keys() & {"in", "from", "and", "after", "bound", "denied"}
    if "overnight" not in items[index].senses or not beside or not before.word:
        return None
    if before.senses.keys() & {"the", "owner", "number", "unit", "part", "for"}:
        return None
    place = items.place(index, index + 1)
    return Daytime("night", DayWord(-1, place), place), index + 1


def by_itself(items: Items, index: int, after: int) -> bool:
    """`sailed at dawn`, `shot in the early hours`: on the day told last, also within a sentence."""
    if (
        "the" in items[index - 1].senses
        and "during" in items[index - 2].senses
        and items.sense(index, "part") == "night"
    ):
        return "of" not in items[after].senses  # `slipped out during the night`
    if "lone_part" not in items[index].senses:
        return False
    article = "the" in items[index - 1].senses
    before = items[index - 1 - article].senses
    plural = items[after - 1].end > items[index].end or items[index].text in ("early", "small")
    placed = ("in" in before and article == plural) or ("bound" in before and not article)
    following = items[after]
    return placed and not following.senses.keys() & {"of", "shift", "unit", "weekday", "month", "which"}
