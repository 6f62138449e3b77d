"""dateparser on the same phrases and articles, with its best settings: loaded only to be compared with."""

from datetime import date, datetime
from typing import Any

from events.dates.bench.score import Told
from events.dates.proleptic import bounds
from events.dates.when import When

PATTERNS = {"day": "%Y-%m-%d", "week": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y", "time": "%Y-%m-%dT%H:%M"}


def dateparser_resolve(text: str, published: date, lang: str, order: str | None) -> When:
    """Its one answer as `stated`: it marks none; `not-a-date` where it has none."""
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "RELATIVE_BASE": datetime(published.year, published.month, published.day), "PREFER_DATES_FROM": "past",
        "RETURN_TIME_AS_PERIOD": True,
    }  # fmt: skip
    if order:
        settings["DATE_ORDER"] = order
    try:
        answer = DateDataParser(languages=[lang], settings=settings).get_date_data(text)
    except Exception:
        return When("not-a-date")
    if answer.date_obj is None:
        return When("not-a-date")
    edtf = answer.date_obj.strftime(PATTERNS.get(answer.period, "%Y-%m-%d"))
    return When("stated", edtf)


def dateparser_find(text: str, published: date, lang: str, genre: str) -> list[Told]:
    """Its `search_dates`, paragraph by paragraph, as units of the period that the words have.

    In a narrative the base of the next paragraph is the last date found, which serves it far better than one day.
    """
    from dateparser.search import search_dates

    told: list[Told] = []
    base = datetime(published.year, published.month, published.day)
    at = 0
    for line in text.split("\n"):
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past" if genre == "news" else "current_period"}
        found = search_dates(line, languages=[lang], settings=settings) if line.strip() else None
        place = 0
        for words, moment in found or ():
            start = line.find(words, place)
            if start < 0:
                continue
            place = start + len(words)
            first, end = bounds(_unit(words, moment))
            told.append(Told((at + start, at + place), (first, end), True))
            base = moment.replace(tzinfo=None) if genre == "narrative" else base
        at += len(line) + 1
    return told


def _unit(words: str, moment: datetime) -> str:
    """search_dates tells no period: a year alone, or a month without a day, is taken as such."""
    if words.strip().isdigit() and len(words.strip()) == 4:
        return f"{moment.year:04d}"
    numbers = [piece for piece in words.replace(",", " ").split() if piece.isdigit()]
    day = any(len(number) <= 2 for number in numbers) or not any(letter.isalpha() for letter in words)
    return moment.strftime("%Y-%m-%d" if day else "%Y-%m").rjust(7, "0")
