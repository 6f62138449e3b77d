"""Articles in TimeML: the text, its day, and every time that annotators marked in it.

A mark counts where it is a TIMEX3 of type DATE or TIME whose value is a point of the calendar: year, decade, century,
month, day, week, weekend, season, quarter, half, part of a day, or clock time, in any year. Durations (P3D), sets,
PRESENT_REF, PAST_REF, FUTURE_REF and values with an unknown year (XXXX) have no bounds and do not count; unknown
ends of a value are cut (1939-XX-XX is 1939).
"""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from events.dates.edtf import PARTS_OF_DAY
from events.dates.proleptic import DAY, bounds, ordinal, shifted, weekday, year_text

PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
SEASONS = {"SP": 21, "SU": 22, "FA": 23, "AU": 23, "WI": 24}
Bounds = tuple[int, int]  # minutes, half-open, as events.dates.proleptic counts them
_VALUE = re.compile(
    r"(BC)?(\d{2,4})(?:-(?:W(\d\d)(-WE|-\d)?|(SP|SU|FA|AU|WI)|Q([1-4])|H([12])|(\d\d)(?:-(\d\d)(?:T(\d\d(?::\d\d)*|[A-Z]{2}))?)?))?"
)


@dataclass(frozen=True)
class Mark:
    """A time that was marked by hand: its place in the text, its words, its bounds."""

    span: tuple[int, int]
    words: str
    value: str
    bounds: Bounds


@dataclass(frozen=True)
class Article:
    """`lang`: the code of its language; None where it is to be told from the words."""

    name: str
    text: str
    published: date
    marks: tuple[Mark, ...]
    lang: str | None = None


def articles(folder: Path) -> list[Article]:
    """Every `.tml` file of a folder, by name; none where there is no such folder."""
    return [article(path) for path in sorted(folder.rglob("*.tml"))]


def article(path: Path) -> Article:
    root = ElementTree.fromstring(path.read_text("utf-8"))
    created = next(
        (found.get("value", "") for found in root.iter("TIMEX3") if found.get("functionInDocument") == "CREATION_TIME"),
        "",
    )
    body = root.find("TEXT")
    pieces: list[str] = []
    marks: list[Mark] = []
    if body is not None:
        _walk(body, pieces, marks)
    day = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", created)
    published = date(int(day[1]), int(day[2]), int(day[3])) if day else date(2000, 1, 1)
    return Article(path.stem, "".join(pieces), published, tuple(marks))


def _walk(element: ElementTree.Element, pieces: list[str], marks: list[Mark]) -> None:
    start = sum(map(len, pieces)) if element.tag == "TIMEX3" else 0
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, marks)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3" and element.get("type") in ("DATE", "TIME"):
        value = element.get("value", "")
        found = value_bounds(value)
        if found is not None:
            words = "".join(pieces)[start:]
            marks.append(Mark((start, start + len(words)), words, value, found))


@lru_cache(maxsize=4096)
def value_bounds(value: str) -> Bounds | None:
    """The bounds of a TIMEX3 value; None where it has none. A part of a day has the hours of PARTS_OF_DAY."""
    value = re.sub(r"(-XX|-WXX.*|TXX|(?<=-XX)T.*)+$", "", value)
    value = re.sub(r"-XX(?:-XX)?(T\w+)?$", "", value)
    match = _VALUE.match(value)
    if match is None or value[:1] == "P":
        return None
    rest = value[match.end() :]
    if rest and not re.fullmatch(r"Z|[+-]\d\d:?(\d\d)?|\.\d+|-\d\d|:\d\d", rest):
        return None
    try:
        return _bounds(match)
    except (ValueError, KeyError):
        return None


def _bounds(match: re.Match[str]) -> Bounds | None:
    before_christ, digits = match[1], match[2]
    if before_christ and len(digits) < 4:
        size = 10 ** (4 - len(digits))
        return bounds(year_text(1 - (int(digits) * size + size - 1)))[0], bounds(
            year_text(min(1 - int(digits) * size, 0))
        )[1]
    if len(digits) == 3:
        return bounds(f"{digits}X")
    if len(digits) == 2:
        return bounds(f"{digits}XX")
    year = 1 - int(digits) if before_christ else int(digits)
    if match[3]:
        monday = ordinal(year, 1, 4) - weekday(ordinal(year, 1, 4)) + 7 * (int(match[3]) - 1)
        if match[4] == "-WE":
            return (monday + 5) * DAY, (monday + 7) * DAY
        if match[4]:
            return (monday + int(match[4][1:]) - 1) * DAY, (monday + int(match[4][1:])) * DAY
        return monday * DAY, (monday + 7) * DAY
    if match[5] or match[6] or match[7]:
        code = SEASONS[match[5]] if match[5] else 32 + int(match[6]) if match[6] else 39 + int(match[7])
        return bounds(f"{year_text(year)}-{code}")
    if match[9]:
        return _day(bounds(f"{year_text(year)}-{match[8]}-{match[9]}"), match[10])
    if match[8]:
        return ordinal(year, int(match[8]), 1) * DAY, ordinal(*shifted(year, int(match[8]), 1), 1) * DAY
    return bounds(year_text(year))


def _day(day: Bounds, time: str | None) -> Bounds | None:
    if not time:
        return day
    if time in PARTS:
        name = PARTS[time]
        low, high = PARTS_OF_DAY.get(name, (0, 24))
        return day[0] + low * 60, day[0] + high * 60
    numbers = [int(number) for number in time.split(":")]
    start = day[0] + numbers[0] * 60 + (numbers[1] if len(numbers) > 1 else 0)
    return start, start + (1 if len(numbers) > 1 else 60)
