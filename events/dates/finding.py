"""Every time that an article tells, with its place in the text and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from events.dates.expressions import (
    Bound,
    Clock,
    Expression,
    Point,
    Season,
    Wrong,
)  # fmt: skip
from events.dates.grammar.whole import read
from events.dates.guess import language_of
from events.dates.items import Items, items
from events.dates.lexicon import Lexicon, codes, lexicon
from events.dates.meaning.interpret import mean
from events.dates.meaning.meaning import Meaning, Now, when
from events.dates.storyline import first_line as _first_line
from events.dates.storyline import moved
from events.dates.when import Mention

STARTS = frozenset((
    "month", "weekday", "season", "part", "ordinal", "day", "day_part", "told_day", "which_unit", "which", "edge",
    "bound", "manner", "from", "between", "number", "unit", "decade", "calendar", "vague", "feast", "year", "shift",
    "several", "recent", "noon", "midnight", "half_past", "half_to", "era", "other_year", "for", "recurring", "tens",
))  # fmt: skip
STRONG = ("in", "bound", "edge", "which", "manner", "between", "from")


def find(
    article: str,
    *,
    published: date | datetime,
    lang: str | None = None,
    genre: Literal["news", "narrative"] = "news",
) -> list[Mention]:
    """The times told in an article, in the order of the text, without overlap.

    Args:
        article: plain text of any length.
        published: the day of publication, from which `news` is read.
        lang: ISO 639-1 code of a language that has a file; None, or another, to tell it from the words.
        genre: in a `narrative` gaps are filled from the time told last, in `news` from the day of publication.
    """
    words = lexicon(lang) if lang in codes() and lang is not None else language_of(article)
    now = Now(published.toordinal(), near=True, narrative=genre == "narrative")
    return [
        Mention((start, end), article[start:end], when(meaning), meaning.parts)
        for start, end, meaning in spans(article, words, now)
    ]


def spans(text: str, words: Lexicon, now: Now) -> Iterator[tuple[int, int, Meaning]]:
    """Start, end and meaning of each time that is told."""
    found = items(text, words, running=True)
    told = list(_expressions(found, now.future))
    now = replace(now, order=now.order or _order(found))
    if now.narrative and now.line is None:
        now = replace(now, line=_first_line((one.expression for one in told), now))
    for one in told:
        meaning = mean(one.expression, replace(now, future=one.future))
        start, end = found[one.index].start, found[one.after - 1].end
        if meaning.status == "impossible" and not any(letter.isalpha() for letter in text[start:end]):
            continue  # a version or a score
        yield start, end, meaning
        now = moved(now, meaning, one.expression, one.opening)


@dataclass(frozen=True, slots=True)
class Told:
    """An expression between two items; `opening`: it opens its sentence; `future`: a word for the future precedes."""

    index: int
    after: int
    expression: Expression
    opening: bool
    future: bool


def _expressions(found: Items, always_future: bool) -> Iterator[Told]:
    future, index, since = always_future, 0, 0
    while index < found.count:
        item = found[index]
        senses = item.senses
        if item.fresh:
            since = index
        if item.number is None and not senses:
            if item.text in (".", "!", "?"):
                future, since = always_future, index + 1
            index += 1
            continue
        if "future" in senses:
            future = True
        if item.number is None and not (senses.keys() & STARTS):
            index += 1
            continue
        told = read(found, index)
        if told is None or not _meant(found, index, told[1], told[0]):
            index += 1
            continue
        yield Told(index, told[1], told[0], index - since <= 2, future)
        index = told[1]


def _order(found: Items) -> str | None:
    """The order of day and month in digits, where dates of the same text settle it."""
    orders = set()
    for index in range(found.count):
        if found[index].text == "/" and found[index].tight and found[index + 2].text == "/":
            first, second, year = found[index - 1], found[index + 1], found[index + 3]
            if first.digits in (1, 2) and second.digits in (1, 2) and year.digits in (2, 4):
                a, b = first.number or 0, second.number or 0
                if a > 12 >= b > 0:
                    orders.add("DMY")
                elif b > 12 >= a > 0:
                    orders.add("MDY")
    return orders.pop() if len(orders) == 1 else None


def _meant(found: Items, index: int, after: int, expression: Expression) -> bool:
    """Whether words that can be a date are one here: no verb "may", no name, no count."""
    if isinstance(expression, Wrong):
        return False
    if isinstance(expression, Clock) and expression.of is None:
        return True
    if isinstance(expression, Point):
        return _point_meant(found, index, after, expression)
    if isinstance(expression, Season) and expression.year is None:
        return _season_meant(found, index, after)
    if isinstance(expression, Bound):
        return _meant(found, _inner(found, index), after, expression.of)
    return True


def _inner(found: Items, index: int) -> int:
    return found.past(index + 1, "the", "in")


def _point_meant(found: Items, index: int, after: int, point: Point) -> bool:
    if point.year is not None:
        return True
    if point.day is not None:
        return True
    item = found[index]
    capitals = found.lexicon.capitals
    if capitals and not item.capital:
        return False
    if "doubtful" not in item.senses:
        return not _named_so(found, index, after, point.weekday is not None)
    if point.weekday is not None:
        return found.mark(index + 1, ".") and found[index + 1].tight
    before = found[index - 1]
    if any(name in before.senses for name in STRONG) or "of" in before.senses:
        return True
    return bool(found.mark(index - 1, "-") or ("and" in before.senses and found.sense(index - 2, "month")))


def _named_so(found: Items, index: int, after: int, weekday: bool) -> bool:
    """Whether a month or weekday is a part of a name, with no "in" before it: `April Doe`, `The Sunday Post`."""
    before, following = found[index - 1], found[after]
    if any(name in before.senses for name in STRONG) or "of" in before.senses:
        return False
    if weekday and "the" not in before.senses:
        return False
    name = following.word and following.capital and (not following.senses or "bound" in following.senses)
    return name and following.start - found[after - 1].end <= 1


def _season_meant(found: Items, index: int, after: int) -> bool:
    before, following = found[index - 1], found[after]
    if not found.sense(index, "season"):
        return (
            "unit" in found[after - 1].senses and found.sense(after - 1, "unit") == "quarter" and "the" in before.senses
        )
    if "of" in following.senses:
        return False
    named = following.word and not following.senses
    if "the" in before.senses:
        before = found[index - 2] if any(name in found[index - 2].senses for name in STRONG) else before
    if any(name in before.senses for name in STRONG):
        return not named or not following.capital
    return "the" in before.senses and not named and "doubtful" not in found[index].senses
