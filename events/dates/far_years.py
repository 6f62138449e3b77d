"""A number that would be a year far ahead: it may count something, or be a year of another calendar.

"The 2072 budget" of 2015 is one of Nepal, "of 2048 channels" counts. Words such as "by" and "in" before it, and no word
behind it that it could count, make it a year all the same: "by 2050", "in 2031".
"""

from dataclasses import replace
from typing import Literal

from events.dates.expressions import Bound, Point, Range
from events.dates.items import Items
from events.dates.meaning.meaning import Meaning, Now
from events.dates.proleptic import year_month_day
from events.dates.storyline import innermost
from events.dates.told import Told

SOON = 1  # years after the publication that are told as lightly as those before it
FAR = 30  # years after it, beyond which a number beside a noun is none
DOUBT = "a number, taken as a year"
STRONG = ("in", "bound", "edge", "between", "from", "to", "year")


def far_year(one: Told, meaning: Meaning, now: Now, found: Items) -> Meaning | Literal["none"]:
    """The meaning, with doubt where there is some; `none` where the number is no year."""
    inner = innermost(one.expression)
    if not isinstance(inner, Point) or inner.year is None or inner.month is not None or not meaning.dated:
        return meaning
    ahead = inner.year - year_month_day(now.published)[0]
    after = found[one.after]
    beside = after.word and not after.senses and not after.capital and not after.tight and not after.fresh
    if ahead <= SOON or not beside or found[one.after - 1].number != inner.year:
        return meaning
    strong = isinstance(one.expression, Bound | Range) or any(name in found[one.index - 1].senses for name in STRONG)
    counted = after.text in found.lexicon.counted or after.text.endswith(found.lexicon.plural_endings or ("\0",))
    if strong and (not counted or ahead <= FAR):
        return meaning
    if ahead > FAR and not strong:
        return "none"
    return replace(meaning, status="assumed", assumptions=tuple(dict.fromkeys((DOUBT, *meaning.assumptions))))
