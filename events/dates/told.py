"""The times of an article as they are written, each with its place in the sentences and paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass

from events.dates.expressions import Bound, Clock, Daytime, Expression, Feast, Point
from events.dates.grammar.roman import roman
from events.dates.grammar.whole import read
from events.dates.items import Items
from events.dates.meant import meant, names_a_place, weighed

STARTS = frozenset((
    "month", "weekday", "season", "part", "ordinal", "day", "day_part", "told_day", "which_unit", "which", "edge",
    "bound", "manner", "from", "between", "number", "unit", "decade", "calendar", "vague", "feast", "year", "shift",
    "several", "recent", "noon", "midnight", "half_past", "half_to", "era", "other_year", "for", "recurring", "tens",
    "denied", "beyond",
))  # fmt: skip
NEAR = 5  # items between two times that one word for the future can govern; fewer where it may stand at the end
SOON = 5  # items after a time that opens its sentence, in which a word for the future governs it
CENTURIES = 5  # items from a Roman number on, within which the word for "century" stands
ENDING = ("by", "before", "until")
ENDS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class Told:
    """An expression between two items; `opening`: it opens its sentence; `future`: a word for the future precedes;
    `sentence` and `paragraph` count from 0; `quoted`: it stands within double quotation marks;
    `title`: it is a line of its own."""

    index: int
    after: int
    expression: Expression
    opening: bool
    future: bool
    sentence: int
    paragraph: int
    quoted: bool
    title: bool


def told_times(found: Items, always_future: bool) -> Iterator[Told]:
    """Each expression of the items, from left to right."""
    future, index, since, sentence, paragraph, quoted = always_future, 0, 0, 0, 0, False
    governed = found.count
    while index < found.count:
        item = found[index]
        senses = item.senses
        if item.fresh:
            since, sentence = index, sentence + 1
            if _new_paragraph(found, index):
                paragraph, quoted = paragraph + 1, False
        short = item.text == "'" and found[index + 1].digits == 2
        if item.number is None and not senses and not short and not (item.capital and _century(found, index)):
            if item.text in ENDS and not found[index + 1].tight:
                future, since = always_future, index + 1
                sentence += _ends(found, index)
            elif item.text == '"':
                quoted = not quoted
            index += 1
            continue
        if "future" in senses or ("happened" in senses and found[index - 1].text in found.lexicon.present):
            future, governed = True, found.count
        elif future and ("happened" in senses or "said" in senses) and _has_been(found, index):
            future = always_future  # `will walk out after talks broke down on Monday`
        if item.number is None and senses and not (senses.keys() & STARTS):
            index += 1
            continue
        told = read(found, index)
        if told is not None and (named := names_a_place(found, index, told[1], told[0])):
            index = named
            continue
        if told is None or not meant(found, index, told[1], told[0]):
            index += 1
            continue
        expression = weighed(found, index, told[1], told[0])
        future = always_future or (future and index <= governed)
        ahead = (future and not _of_a_kind(found, index, expression)) or _toward(found, index, expression)
        ahead = ahead or (found[told[1]].text in found.lexicon.delivered and _day_of(expression))
        opening = _opens(found, since, index)
        yield Told(
            index,
            told[1],
            expression,
            opening,
            ahead or (_day_of(expression) and _governed_behind(found, since, index, told[1], opening, expression)),
            sentence,
            paragraph,
            quoted,
            _alone(found, index, told[1]),
        )
        index = told[1]
        governed = index + NEAR - found.lexicon.noun_capitals


def _day_of(expression: Expression) -> bool:
    """Whether it is a day, month or year, or a part of a day, or the end of what is told by one: `by Monday`."""
    if isinstance(expression, Bound) and expression.bound in ENDING:
        expression = expression.of
    return isinstance(expression.of if isinstance(expression, Daytime | Clock) else expression, Point)


def _has_been(found: Items, index: int) -> bool:
    """Whether a verb of the past is not a part of a verb of the future: `will be released`, `is to have left`."""
    before = found[index - 1]
    if not found.lexicon.unreal or before.text in found.lexicon.unreal:
        return False
    return "auxiliary" not in before.senses or before.text in found.lexicon.was


def _of_a_kind(found: Items, index: int, expression: Expression) -> bool:
    """`compared with a July forecast`: a month that tells which thing is meant, not when something will be."""
    month = isinstance(expression, Point) and expression.month is not None and expression.day is None
    return month and found[index - 1].senses.get("number") == 1 and found[index - 1].word


def _toward(found: Items, index: int, expression: Expression) -> bool:
    """`заказано за петак`, `para el lunes`: a weekday behind a word that only what is to come has."""
    while isinstance(expression, Clock | Daytime | Bound) and expression.of is not None:
        expression = expression.of
    feast = isinstance(expression, Feast) and expression.year is None
    weekday = isinstance(expression, Point) and expression.weekday is not None and expression.month is None
    if not (feast or weekday):
        return False
    if "owner" in found[index + 1].senses or found.mark(index + 1, "'"):
        return False  # `blamed for Sunday's raid`
    before = index - 1 - ("the" in found[index - 1].senses)
    return "toward" in found[before].senses or "toward" in found[index].senses


def _century(found: Items, index: int) -> bool:
    """`XXe siècle`, `XIX–XX вв.`"""
    return roman(found, index) > 0 and any(
        found.sense(at, "unit") == "century" for at in range(index + 1, index + CENTURIES)
    )


def _governed_behind(found: Items, since: int, index: int, after: int, opening: bool, expression: Expression) -> bool:
    """Whether a word for the future behind a time governs it; none does so over `said on Monday that`."""
    if not opening:
        return _verb_last(found, after)
    unknown = any(not found[at].senses and found[at].word for at in range(since, index))  # `Those for January`
    said = any("said" in found[at].senses for at in range(since, index))
    return (not (said or unknown) and _will_follow(found, after, isinstance(expression, Bound))) or _verb_last(
        found, after
    )


def _verb_last(found: Items, index: int) -> bool:
    """`dass die Wahl am Freitag stattfinden wird`: the verb of a German clause stands at its end."""
    if not found.lexicon.noun_capitals:
        return False
    for at in range(index, index + SOON):
        if not found[at].word or found[at].fresh or "auxiliary" in found[at].senses:
            return False
        if "future" in found[at].senses and at > index:
            return found[at + 1].text in (",", ".", ";", ":", "!", "?", "")
    return False


def _will_follow(found: Items, index: int, sure: bool) -> bool:
    """`On Monday(,) the council will meet`: a word for the future soon after a time, with no mark or verb between;
    `sure`: no `could`, as in `By Sunday only its bow could be seen`."""
    index += found[index].text == ","
    for at in range(index, index + SOON):
        item, before = found[at], found[at - 1].senses
        if "future" in item.senses and (not sure or "certain" in item.senses):
            return at == index or not ("the" in before or "number" in before)  # `the expected ruling`
        if not item.word or item.fresh or "said" in item.senses or "auxiliary" in item.senses:
            return False
        if item.text in found.lexicon.that:
            return False
    return False


def _alone(found: Items, index: int, after: int) -> bool:
    return (found[index].fresh or index == 0) and (
        found[after].fresh or found[after].text == ":" or after >= found.count
    )


def _opens(found: Items, since: int, index: int) -> bool:
    """Whether a time opens the sentence that begins at `since`: `On the 3rd`, not `Papers of June 2005`."""
    prefixed = bool(found.lexicon.prefixes) and "and" in found[since].senses  # `وبدأ اجتياح صيف 1982`
    return index - since - prefixed <= 2 and "of" not in found[index - 1].senses


def _ends(found: Items, index: int) -> bool:
    """Whether a full stop ends a sentence and not an initial: `J. Doe`."""
    before = found[index - 1]
    return not (found[index].text == "." and before.word and before.end - before.start == 1)


def _new_paragraph(found: Items, index: int) -> bool:
    """A line begins a paragraph unless it goes on with the sentence of the line before, as wrapped text does."""
    before, item = found[index - 1], found[index]
    return not (before.word or before.text == ",") or item.number is not None or item.capital or not item.word
