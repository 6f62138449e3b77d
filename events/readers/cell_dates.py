"""Dates and clock times as the cells of other people's tables write them, to EDTF, without a guess.

Read: EDTF itself; year first with any mark (`2023/9/4`, `20230904`, `2023-09-04 06:30:00`); day or month first where
the order is known or only one order gives a day (`25/03/2023`); months in words (`4 Sep 2023`, `September 2023`); days
as spreadsheets count them (`45193`); milliseconds since 1970, as map servers write them; two dates with `to` or ` - `.

Midnight with seconds (`2023-09-04 00:00:00`) is how programs write a day, and is taken as the day alone. A clock time
in universal time tells the day at the place only to about a day, and is taken so, with a note.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from events.dates import PARTS_OF_DAY, DateError, parse
from events.readers.column_names import plain

Order = Literal["day", "month"]
Read = tuple[str, str | None]  # EDTF, and what is to be noted

NOTHING = frozenset(
    {"", "-", "–", "—", "?", "..", "...", "na", "n/a", "n.a.", "nan", "nat", "null", "none", "unknown", "."}
    | {"\\n", "<na>", "(null)", "--"}
)
UTC_NOTE = "is a clock time in universal time, and is taken as about that day"
_REMEDY = "Write year-month-day: 2023-09-24."
_MONTHS = {
    plain(word): number
    for words in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar marz april mai juni juli august september oktober november dezember",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
        "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
        "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
        "janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor",
        "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
    )
    for number, word in enumerate(words.split(), 1)
} | {"sept": 9, "mrz": 3, "okt": 10, "dez": 12}

_PLAIN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CLOCK = re.compile(
    r"(?P<day>.*\d.*?)[T ,]+(?P<clock>\d{1,2}:\d\d)(?::(?P<seconds>\d\d)(?:[.,]\d+)?)?"
    r" ?(?P<half>[ap])?\.?(?(half)m?)\.? ?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})\.?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})\.?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_DAY_WORD = re.compile(
    r"(?:[^\W\d]+,? )?(\d{1,2})(?:st|nd|rd|th|er|º)?[.]?[ -](?:de |of )?([^\W\d]+)[.,]?[ -](?:de )?(\d{4})"
)
_WORD_DAY = re.compile(r"(?:[^\W\d]+, )?([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_WORD_YEAR = re.compile(r"([^\W\d]+)[.,]?[ -](?:de )?(\d{4})")
_JOINED = re.compile(r"(\d{1,2})([a-z]{3})(\d{4})", re.IGNORECASE)  # 02jan2020, as Stata writes it
_SHORT = re.compile(r"(\d{1,2}[-/. ](?:\d{1,2}|[^\W\d]{3,9})[-/. ])(\d\d)\.?")
_NO_DAY = re.compile(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)")
_TIME = re.compile(r"(?!0\.)(\d{1,2})[:.h](\d\d)(?::\d\d(?:\.\d+)?)? ?(?:([ap])\.?m\.?)?(?: ?Uhr)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:-|–|—|to|until|till|bis|до)\s+", re.IGNORECASE)


def blank(text: str | None) -> bool:
    """Is nothing stated in a cell of figures, dates or degrees? `NA` is a word elsewhere: Namibia's code."""
    return text is None or (len(text) < 12 and text.strip().casefold() in NOTHING)


def settled(text: str) -> Order | None:
    """Which of day and month stands first, where the numbers leave one reading: `25/03/2023` -> `day`."""
    orders = {order for part in _BETWEEN.split(text) if (order := _settled(part))}
    return orders.pop() if len(orders) == 1 else None


def _settled(text: str) -> Order | None:
    found = _numbers(text)
    if found is None or (found[0] > 12) == (found[1] > 12):
        return None
    return "day" if found[0] > 12 else "month"


def unordered(text: str) -> bool:
    """Has the cell a date in numbers with the year last, so that it matters which of day and month stands first?"""
    return any(_numbers(part) is not None for part in _BETWEEN.split(text))


def _numbers(text: str) -> tuple[int, int] | None:
    clock = _CLOCK.fullmatch(text.strip())
    found = _YEAR_LAST.fullmatch((clock["day"] if clock else text).strip())
    return (int(found[1]), int(found[3])) if found else None


@lru_cache(maxsize=20_000)
def read_date(text: str, order: Order | None = None) -> Read:
    """The EDTF text of a cell that is not blank, and a note where less was taken than it says.

    Raises:
        DateError: it is no date that is read, or has two readings while no order is stated.
    """
    words = " ".join(text.split())
    if _PLAIN.fullmatch(words) and not words.endswith("-00"):
        return parse(words).edtf, None
    sides = _BETWEEN.split(words)
    if len(sides) == 2 and all(any(letter.isdigit() for letter in side) for side in sides):
        (first, note), (last, other) = (_read_moment(side, order) for side in sides)
        return joined(first, last), note or other
    return _read_moment(words, order)


def shortened_year(text: str) -> bool:
    """Has a date two digits for its year, as spreadsheets save it: `24-Sep-23`, `24/09/23`?"""
    return _SHORT.fullmatch(text.strip()) is not None


def with_year(text: str, year: str) -> str:
    """Such a date with the year of four digits that stands beside it, where its last two are the same."""
    found = _SHORT.fullmatch(text.strip())
    year = year.strip().removesuffix(".0")
    return f"{found[1]}{year}" if found and len(year) == 4 and year[2:] == found[2] else text


def read_month(text: str) -> int:
    """The number of a month, 0 for one that is unknown: `9`, `09`, `9.0`, `Sep`, `September`.

    Raises:
        DateError: it is none.
    """
    words = text.strip().removesuffix(".0")
    if re.fullmatch(r"-?\d+", words):
        return max(int(words), 0)
    return _month(words, words)


def joined(first: str, last: str) -> str:
    """From one date through another; a date alone where the two are the same."""
    return parse(first if first == last else f"{first}/{last}").edtf


def _read_moment(words: str, order: Order | None) -> Read:
    match = _CLOCK.fullmatch(words)
    if match is None:
        return _read_day(words, order)
    day, note = _read_day(match["day"], order)
    clock = _on_the_clock(match["clock"], match["half"])
    if match["seconds"] == "00" and clock == "00:00":
        return day, note
    zone = (match["zone"] or "").upper().replace(":", "")
    if zone in ("Z", "UTC", "GMT", "+00", "+0000", "-0000"):
        return parse(f"{day}~").edtf, UTC_NOTE
    return parse(f"{day}T{clock}" + (f"{zone[:3]}:{zone[3:] or '00'}" if zone else "")).edtf, note


def _read_day(words: str, order: Order | None) -> Read:
    if (found := _NO_DAY.fullmatch(words)) and int(found[4]) == 0:  # 2020-03-00 and 2020-00-00: a part unknown
        return parse(f"{found[1]}-{int(found[3]):02d}" if int(found[3]) else found[1]).edtf, None
    if found := _JOINED.fullmatch(words):
        return _day(words, found[3], _month(words, found[2]), found[1])
    if found := _YEAR_FIRST.fullmatch(words):
        return _day(words, found[1], found[3], found[4])
    if found := _YEAR_LAST.fullmatch(words):
        return _ordered(words, int(found[1]), int(found[3]), found[4], order)
    if found := _MONTH_YEAR.fullmatch(words):
        return parse(f"{found[2]}-{int(found[1]):02d}").edtf, None
    if words.replace(".", "", 1).isdecimal() and words.isascii():
        return _counted(words)
    if found := _DAY_WORD.fullmatch(words):
        return _day(words, found[3], _month(words, found[2]), found[1])
    if found := _WORD_DAY.fullmatch(words):
        return _day(words, found[3], _month(words, found[1]), found[2])
    if (found := _WORD_YEAR.fullmatch(words)) and plain(found[1]) in _MONTHS:
        return parse(f"{found[2]}-{_month(words, found[1]):02d}").edtf, None
    if shortened_year(words):
        raise DateError(words, "has a year in two digits", "Write the year in four: 2023-09-24.")
    return parse(words).edtf, None


def _day(words: str, year: str, month: int | str, day: str) -> Read:
    try:
        return parse(f"{year}-{int(month):02d}-{int(day):02d}").edtf, None
    except DateError as error:
        raise DateError(words, error.reason, error.remedy) from None


def _ordered(words: str, first: int, second: int, year: str, order: Order | None) -> Read:
    known = order or _settled(words)
    if known is None and first != second and max(first, second) <= 12:
        readings = f"{year}-{second:02d}-{first:02d} or {year}-{first:02d}-{second:02d}"
        raise DateError(
            words,
            f"is {readings}: no value of the column tells which",
            'Write order = "day" or "month" in the mapping.',
        )
    day, month = (second, first) if known == "month" else (first, second)
    if month > 12 >= day:
        raise DateError(words, f"has no month {month}, and the {known} stands first in this column", _REMEDY)
    return _day(words, year, month, str(day))


def _counted(words: str) -> Read:
    """A bare number: a day of a spreadsheet, a date without marks, milliseconds."""
    whole, _, part = words.partition(".")
    if len(whole) == 8 and not part:
        return _day(words, whole[:4], whole[4:6], whole[6:])
    if len(whole) == 5 and 20_000 <= int(whole) <= 65_000:
        moment = datetime(1899, 12, 30) + timedelta(days=int(whole), minutes=round(float(f"0.{part or 0}") * 1_440))
        return (f"{moment:%Y-%m-%dT%H:%M}" if int(part or 0) else f"{moment:%Y-%m-%d}"), None
    if len(whole) in (12, 13) and not part:
        moment = datetime(1970, 1, 1) + timedelta(milliseconds=int(whole))
        midnight = int(whole) % 86_400_000 == 0
        return f"{moment:%Y-%m-%d}{'' if midnight else '~'}", None if midnight else UTC_NOTE
    return parse(whole if part.strip("0") == "" else words).edtf, None


def _month(words: str, name: str) -> int:
    number = _MONTHS.get(plain(name))
    if number is None:
        raise DateError(words, f"has the word '{name}', which is no month that is known", _REMEDY)
    return number


def _on_the_clock(clock: str, half: str | None) -> str:
    hour, _, minute = clock.partition(":")
    hours = int(hour) % 12 + (12 if half in ("p", "P") else 0) if half else int(hour)
    return f"{hours:02d}:{minute}"


def read_time(text: str) -> tuple[str | None, str | None]:
    """A cell beside the date: a clock time (`06:30`, `6:30 pm`, `0630`, `0.375` of a day) or a part of the day.

    Raises:
        DateError: it is neither.
    """
    words = text.strip()
    if words.casefold() in PARTS_OF_DAY:
        return None, words.casefold()
    if found := _TIME.fullmatch(words):
        clock = _on_the_clock(f"{found[1]}:{found[2]}", found[3])
    elif re.fullmatch(r"\d{4}", words):
        clock = f"{words[:2]}:{words[2:]}"
    elif re.fullmatch(r"0\.(\d|\d{3,})", words):  # two digits may be minutes
        clock = f"{datetime(2000, 1, 1) + timedelta(minutes=round(float(words) * 1_440)):%H:%M}"
    else:
        raise DateError(words, "is no clock time", "Write hours and minutes: 06:30.")
    if int(clock[:2]) > 23 or int(clock[3:]) > 59:
        raise DateError(words, "is no clock time", "Hours run from 00 to 23, minutes from 00 to 59.")
    return clock, None
