"""Numbers as the cells of other people's tables write them: degrees, and figures of people."""

import re
from math import isfinite

from events.readers.cell_dates import blank
from events.readers.signed_degrees import signed_degrees, signed_pair

LARGEST = 1_000_000_000
_DEGREES = re.compile(r"[+\-−]?\d{1,3}([.,]\d*)?([eE][+-]?\d+)?|[+\-−]?[.,]\d+")
_POINT = re.compile(r"(?:SRID=4326; ?)?POINT ?(?:Z ?)?\( ?(\S+) (\S+)(?: \S+)? ?\)", re.IGNORECASE)  # WKT: lon lat
_PAIR = re.compile(r"[\[(]?\s*([+\-−]?\d+(?:\.\d+)?)\s*(?:[,;]\s*|\s+)([+\-−]?\d+(?:\.\d+)?)\s*[\])]?")
_COMMA_PAIR = re.compile(r"([+\-−]?\d+,\d+)\s*(?:;|\s)\s*([+\-−]?\d+,\d+)")
_FIGURE = re.compile(r"\d+|\d{1,3}([ \u00a0’'\u2009\u202f])\d{3}(\1\d{3})*")
_RANGE = re.compile(r"(.*\d)\s*(?:-|–|—|to|bis)\s*(\d.*)")
_LEAST = re.compile(r"(?:>=|≥|at least |min\.? |mindestens )\s*(\d.*)|(.*\d)\s*\+", re.IGNORECASE)


_BEYOND = re.compile(r"(?:>|more than |over )\s*(\d.*)", re.IGNORECASE)
_MOST = re.compile(r"(?:<=|≤|at most |up to |max\.? )\s*(\d.*)", re.IGNORECASE)
_BELOW = re.compile(r"(?:<|less than |fewer than |under )\s*(\d.*)", re.IGNORECASE)


class CellNumberError(ValueError):
    """A cell that is no number that is read."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}")
        self.reason, self.remedy = reason, remedy


def read_degrees(text: str, axis: str = "") -> float:
    """Degrees with a point or a comma, or with signs: `42.97`, `42,97`, `42°58'12"N`. `axis` is `lat` or `lon`,
    where it is known.

    Raises:
        CellNumberError: it is something else.
    """
    words = text.strip().replace("−", "-")
    if signed := signed_degrees(words, axis):
        return signed[0]
    if not _DEGREES.fullmatch(words):
        if re.search("[°º'′″\"NSEWnsew]", words) and re.search(r"\d", words):
            raise CellNumberError(
                "is in degrees with signs, which is not understood", "Write decimal degrees: 42.9667."
            )
        if re.fullmatch(r"[+-]?\d{4,}([.,]\d+)?", words):
            raise CellNumberError("is no degree, and may be metres of a grid", "Write decimal degrees, WGS84: 42.9667.")
        raise CellNumberError("is not a number of degrees", "Write decimal degrees: 42.9667.")
    value = float(words.replace(",", "."))
    if not isfinite(value):
        raise CellNumberError("is not a number of degrees", "Write decimal degrees: 42.9667.")
    return value


def decimals(text: str) -> int:
    """How many digits stand after the point: what a number claims of its own precision. Zeros at the end say nothing:
    programs add them and take them away."""
    if signed := signed_degrees(text):
        return signed[1]
    mantissa = re.split("[eE]", text.strip())[0].replace(",", ".")
    return len(mantissa.partition(".")[2].rstrip("0"))


def read_pair(text: str) -> tuple[str, str]:
    """Latitude and longitude, as text, of a cell that holds both: `42.97, 20.78`, or WKT `POINT(20.78 42.97)`.

    Raises:
        CellNumberError: it is no such pair.
    """
    words = " ".join(text.split())
    if found := _POINT.fullmatch(words):
        return found[2], found[1]
    if found := _PAIR.fullmatch(words) or _COMMA_PAIR.fullmatch(words):
        return found[1], found[2]
    if pair := signed_pair(words):
        return pair
    raise CellNumberError("is no pair of degrees", "Write latitude and longitude: 42.9667, 20.7841.")


def read_figure(text: str, decimal: str = ".") -> tuple[int | None, int | None, int | None]:
    """Low, best and high of a figure of people: `1,200` is a best one, `5-10` a low and a high one, `5+` and `> 4` a
    low one, `up to 9` and `< 10` a high one.
    All None for what says that it is unknown.

    Raises:
        CellNumberError: it is no figure that is read.
    """
    words = text.strip()
    if blank(words):
        return None, None, None
    if found := _RANGE.fullmatch(words):
        low, high = _figure(found[1], decimal), _figure(found[2], decimal)
        if low > high:
            raise CellNumberError("is a range that runs backwards", "Write the lower figure first.")
        return low, None, high
    if found := _LEAST.fullmatch(words):
        return _figure(found[1] or found[2], decimal), None, None
    if found := _BEYOND.fullmatch(words):
        return _figure(found[1], decimal) + 1, None, None
    if found := _MOST.fullmatch(words):
        return None, None, _figure(found[1], decimal)
    if (found := _BELOW.fullmatch(words)) and (figure := _figure(found[1], decimal)):
        return None, None, figure - 1
    return None, _figure(words, decimal), None


def _figure(words: str, decimal: str) -> int:
    """A whole number of people. The mark that is not the table's decimal one sets thousands apart, and so does either
    where it stands twice; three zeros after the decimal one may be either, and are not read."""
    text = words.strip()
    grouping = "," if decimal == "." else "."
    if re.fullmatch(rf"\d{{1,3}}(\{grouping}\d{{3}})+|\d{{1,3}}([.,])\d{{3}}(\2\d{{3}})+", text):
        text = re.sub("[.,]", "", text)
    elif re.fullmatch(r"\d{1,3}[.,]000", text):
        raise CellNumberError("may be thousands, or have three decimals", "Write digits alone: 12000, or 12.")
    text = re.sub(r"[.,]0*$", "", text)
    if text.startswith("-"):
        raise CellNumberError("is below 0", "Write digits alone, and leave it blank where it is unknown.")
    if not _FIGURE.fullmatch(text):
        raise CellNumberError("is not a whole number", "Write digits alone, and leave it blank where it is unknown.")
    value = int(re.sub(r"\D", "", text)) if len(text) < 20 else LARGEST + 1
    if value > LARGEST:
        raise CellNumberError(f"is above {LARGEST:,}", "Write digits alone, and leave it blank where it is unknown.")
    return value
