"""Times of an article that a time counted from an event may start from: "two weeks after the attack".

They are offered in the assumptions, with the words of the article, and never chosen: the attack may be another one.
"""

from dataclasses import dataclass, replace

from events.dates.items import Items
from events.dates.meaning.meaning import Meaning
from events.dates.told import ENDS, Told

NEAREST = 40  # times before it that are looked at
REACH = 30  # items on either side of a time in which its event may be named
MOST = 3  # times offered
LEAST = 3  # letters of a word that can name an event


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that was told before, with its words and its date."""

    index: int
    after: int
    quote: str
    edtf: str


def offered(one: Told, meaning: Meaning, before: list[Dated], found: Items) -> Meaning:
    """The same meaning with the dates that the article gives the event named; else with those nearest before it."""
    nearest = before[: -NEAREST - 1 : -1]
    for name in _names(one, found):
        dated = [time for time in nearest if _tells_of(name, time, found)]
        if dated:
            return _with(meaning, f"the article dates '{name}'", dated)
    return _with(meaning, "times told before it", nearest) if nearest else meaning


def _with(meaning: Meaning, what: str, dated: list[Dated]) -> Meaning:
    told = ", ".join(f"'{time.quote}' ({time.edtf})" for time in dated[:MOST])
    return replace(meaning, assumptions=(*meaning.assumptions, f"{what}: {told}"))


def _names(one: Told, found: Items) -> list[str]:
    """The words that may name the event, the first right after "after the": `suicide`, `attack`."""
    index = found.past(one.after, "the", "owner", "which", "ordinal", "of")
    names = []
    for item in (found[index], found[index + 1]):
        if not item.word or item.senses:
            break
        names.append(item.text)
    return [name for name in names if len(name) >= LEAST + (name != names[0])]


def _tells_of(name: str, time: Dated, found: Items) -> bool:
    """Whether the sentence of a time has the word."""
    for steps in (range(time.index - 1, time.index - REACH, -1), range(time.after, time.after + REACH)):
        for index in steps:
            item = found[index]
            if item.text == name:
                return True
            if (
                not item.text
                or (item.text in ENDS and not found[index + 1].tight)
                or (item.fresh and index < time.index)
            ):
                break
    return False
