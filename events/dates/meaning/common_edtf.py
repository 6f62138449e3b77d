"""EDTF as other programs read it too: python-edtf knows no seasons and no `~` within sets, and no `~` on a season;
neither it nor edtf-validate knows quarters and halves, or times of a day, at the side of an interval, and the latter no
interval that is open until a year before 1."""

import re

from events.dates.proleptic import month_text, shifted
from events.dates.units import GROUPINGS

_SEASON = re.compile(r"(-?\d{4})-(2[1-9]|3\d|4[01])(~?)")
_PART = re.compile(r"(-?\d{4})-(3[3-9]|4[01])(~?)")


def common(edtf: str) -> str:
    """The same time without what is not read elsewhere: seasons as months; `~` is kept in `When.approximate`."""
    if edtf.startswith(("[", "{")):
        if "~" not in edtf and not _SEASON.search(edtf):
            return edtf
        parts = [_stretch(part) for part in edtf[1:-1].replace("~", "").split(",")]
        return edtf[0] + ",".join(parts) + edtf[-1]
    if "/" in edtf:
        low, _, high = edtf.partition("/")
        low, high = _side(low, 0), _side(high, 1)
        return f"[..{high}]" if low == ".." and high.startswith("-") else f"{low}/{high}"
    if edtf.endswith("~") and (match := _SEASON.fullmatch(edtf)):
        return f"[{_months(match)[0]}..{_months(match)[1]}]"
    return edtf


def _stretch(part: str) -> str:
    low, dots, high = part.partition("..")
    first, last = _SEASON.fullmatch(low), _SEASON.fullmatch(high)
    if not dots:
        return "..".join(_months(first)) if first else part
    return (_months(first)[0] if first else low) + dots + (_months(last)[1] if last else high)


def _side(unit: str, last: int) -> str:
    """A side of an interval: a quarter or half as its first or last month, a moment as its day."""
    match = _PART.fullmatch(unit)
    return _months(match)[last] + match[3] if match else unit.partition("T")[0]


def _months(match: re.Match[str]) -> tuple[str, str]:
    month, length, _ = GROUPINGS[int(match[2])]
    year = int(match[1])
    return month_text(year, month), month_text(*shifted(year, month, length - 1))
