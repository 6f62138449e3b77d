"""A stretch of another year: "the same period of 2017", "a year earlier" of a quarter.

What is named is the year, what is meant the same months of it: those told last where these are a quarter or a half,
else the year is given. Neither is ever stated.
"""

from dataclasses import replace

from events.dates.expressions import Away, Point, Which
from events.dates.items import Items
from events.dates.meaning.meaning import Meaning, Now, of_unit
from events.dates.proleptic import DAY, year_month_day, year_text
from events.dates.told import Told
from events.dates.when import Grain

ALIKE = "the same stretch of another year"
CODES: dict[int, tuple[int, Grain]] = {3: (33, "quarter"), 6: (40, "half")}


def compared(one: Told, meaning: Meaning, now: Now, found: Items) -> Meaning:
    """The meaning with the stretch that is compared, where the words compare one."""
    if not meaning.dated or not meaning.parts or meaning.start is None or meaning.precision not in ("year", "month"):
        return meaning
    if _same_stretch(one, found):
        year = year_month_day(meaning.start // DAY)[0]
        told = _stretch(now, year, one)
        return told or replace(meaning, status="assumed", assumptions=(ALIKE, *meaning.assumptions))
    inner = one.expression
    if isinstance(inner, Away) and (inner.unit, inner.base) == ("year", None) and _back(inner, one, found):
        size = 0 if now.narrative or now.told is None else now.told[1] - now.told[0]
        if size > 31 * DAY:
            year = year_month_day((now.told or (0, 0))[0] // DAY)[0] - inner.count
            return _stretch(now, year, one) or meaning
    return meaning


def _back(away: Away, one: Told, found: Items) -> bool:
    """`a year earlier`, `the year-ago quarter`"""
    return away.direction == "earlier" or (away.direction == "ago" and found.mark(one.after - 2, "-"))


def _same_stretch(one: Told, found: Items) -> bool:
    """`in the same period of 2017`, `im gleichen Zeitraum 2017`, `the same period last year`"""
    if not isinstance(one.expression, Point | Which | Away):
        return False
    index = one.index
    for _ in range(3):
        senses = found[index - 1].senses
        if found[index - 1].text in found.lexicon.period or not ("of" in senses or "in" in senses or "the" in senses):
            break
        index -= 1
    at = index - 1
    if found.lexicon.which_after and found[at - 1].text in found.lexicon.period:
        return found[at].text in found.lexicon.alike  # `الفترة نفسها من 2019`
    if found[at].text not in found.lexicon.period:
        return False
    return "same" in (found.sense(at - 1, "which") or ()) or found[at - 1].text in found.lexicon.alike


def _stretch(now: Now, year: int, one: Told) -> Meaning | None:
    """The months told last, in another year; None where no such stretch was told."""
    if now.told is None:
        return None
    first, month, day = year_month_day(now.told[0] // DAY)
    last_year, last_month, last_day = year_month_day(now.told[1] // DAY)
    months = 12 * (last_year - first) + last_month - month
    if day != 1 or last_day != 1 or months not in CODES or (month - 1) % months:
        return None
    code, grain = CODES[months]
    return of_unit(f"{year_text(year)}-{code + (month - 1) // months}", grain, (ALIKE,), _place(one))


def _place(one: Told) -> tuple[int, int]:
    expression = one.expression
    return expression.place if isinstance(expression, Point | Which | Away) else (0, 0)
