"""Languages that have no file of ours, by dateparser: loaded when first needed, and never more than assumed."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from events.dates.meaning.meaning import of_readings, of_unit, when
from events.dates.when import When

OTHERS = ("it", "pt", "nl", "pl", "tr", "ro", "cs", "sv", "hu", "el", "bg", "fa")
ORDERS = ("DMY", "MDY", "YMD")
REASON = "read by dateparser, in a language that has no file here"
LONGEST = 60  # characters


def by_dateparser(text: str, published: date | datetime, languages: tuple[str, ...], order: str | None) -> When | None:
    """A day, month or year in another language; its readings where dateparser's orders of date differ.

    None where dateparser finds nothing, or where the text has no letter or no digit, for it then guesses.
    """
    if len(text) > LONGEST or not re.search(r"[^\W\d_]{3}", text) or not re.search(r"\d", text):
        return None
    base = datetime(published.year, published.month, published.day, 12)
    found: dict[str, str] = {}
    for tried in (order,) if order else ORDERS:
        unit = _unit(text, base, languages or OTHERS, tried)
        if unit is not None:
            found.setdefault(unit[0], unit[1])
    if not found:
        return None
    readings = tuple((of_unit(unit, grain, (REASON,)), REASON) for unit, grain in found.items())  # type: ignore[arg-type]
    return when(of_readings("ambiguous", readings, "dateparser's answer depends on the order of day and month"))


def _unit(text: str, base: datetime, languages: tuple[str, ...], order: str) -> tuple[str, str] | None:
    try:
        answer = _parser(languages, base, order).get_date_data(text)
    except Exception:
        return None
    moment = answer.date_obj
    if moment is None:
        return None
    patterns = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    pattern = patterns.get(answer.period)
    return (moment.strftime(pattern), answer.period) if pattern and moment.year >= 1000 else None


@lru_cache(maxsize=16)
def _parser(languages: tuple[str, ...], base: datetime, order: str) -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=list(languages),
        settings={
            "PARSERS": ["absolute-time", "relative-time"], "DATE_ORDER": order, "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )  # fmt: skip
