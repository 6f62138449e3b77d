"""Dates as a reader types them into a field: EDTF, or plain words that name one day, month or year."""

import re
from datetime import datetime

from events.dates import DateError, parse
from events.dates.units import MONTHS

_MONTHS = {month.casefold() for month in MONTHS if month}
_WORDS = _MONTHS | {month[:3] for month in _MONTHS} | {"sept", "of", "the", "st", "nd", "rd", "th"}
_REMEDY = "Write 2023-09-24, 24 Sep 2023, Sep 2023 or 2023."


def typed(text: str) -> str:
    """The EDTF unit that was typed: `24 Sep 2023` -> `2023-09-24`, `September 2023` -> `2023-09`.

    Words are read by dateparser in English, and only where the year stands in four digits, so that nothing depends
    on today. Numbers alone with `/` or `.` between them are refused: their order is not known.

    Raises:
        DateError: no such date, or not one that can be read without guessing.
    """
    words = " ".join(text.split())
    if len(words) > 60:
        raise DateError(words, "is too long for a date", _REMEDY)
    if not re.search(r"[^\W\d_]{3}", words) or re.match(r"[\d\[{./?~%X-]+$", words):
        date = parse(words)
        if date.kind != "unit":
            raise DateError(words, "is not a single day, month or year", _REMEDY)
        return date.edtf
    day, clock = _without_clock(words)
    if clock:
        return parse(f"{typed(day)}T{clock}").edtf
    strange = [word for word in re.findall(r"[^\W\d_]+", words) if word.casefold() not in _WORDS]
    if strange:
        raise DateError(words, f"has the word '{strange[0]}', which is no month", _REMEDY)
    if len(re.findall(r"(?<!\d)\d{4}(?!\d)", words)) != 1:
        raise DateError(words, "needs a year in four digits", _REMEDY)
    return _from_words(words)


def _without_clock(words: str) -> tuple[str, str]:
    """`7 Oct 2023, 06:30` as the day and the clock time; the clock time is empty where there is none, and `06` for
    `the hour from 06:00`."""
    match = re.fullmatch(r"(.*?),? (the hour from )?(\d{2}):(\d{2})", words)
    if match is None:
        return words, ""
    return match[1], match[3] if match[2] and match[4] == "00" else f"{match[3]}:{match[4]}"


def _from_words(words: str) -> str:
    from dateparser.date import DateDataParser  # takes a third of a second to load, and few readers type words

    reader = DateDataParser(
        languages=["en"],
        settings={"PARSERS": ["absolute-time"], "DATE_ORDER": "DMY", "RELATIVE_BASE": datetime(2000, 1, 1)},
    )
    found = reader.get_date_data(words)
    moment = found.date_obj
    if moment is None or str(moment.year) not in words:
        raise DateError(words, "is not a date that can be read", _REMEDY)
    edtf = {"day": f"{moment:%Y-%m-%d}", "month": f"{moment:%Y-%m}", "year": f"{moment:%Y}"}.get(found.period)
    numbers = {int(number) for number in re.findall(r"\d+", words)} - {moment.year}
    if edtf is None or ":" in words or numbers != ({moment.day} if found.period == "day" else set()):
        raise DateError(words, "is not a single day, month or year", _REMEDY)
    return edtf
