"""Degrees with signs, minutes and seconds: `42°58'00"N`, `42.97° N`, `N42 58`, to decimal degrees."""

import re

_SIGN = r"[°º˚]|\bdeg(?:rees?)?\.?"
_MINUTE = r"['′’‘´]|\bmin\.?"
_SECOND = r"[\"″”“]|''|′′|’’|\bsec\.?"
_PARTS = re.compile(
    rf"(?P<before>[NSEW])?\s*(?P<minus>[-−+])?\s*(?P<degrees>\d{{1,3}}(?:[.,]\d+)?)\s*(?P<sign>{_SIGN})?"
    rf"(?:\s*(?P<minutes>\d{{1,2}}(?:[.,]\d+)?)\s*(?:{_MINUTE})"
    rf"(?:\s*(?P<seconds>\d{{1,2}}(?:[.,]\d+)?)\s*(?:{_SECOND}))?)?"
    rf"\s*(?P<after>[NSEW])?",
    re.IGNORECASE,
)
_NORTH, _EAST = "NS", "EW"
_PAIR = re.compile(r"(.*[NS])[\s,;]*([\d.,]+\s*[°º˚].*[EW])|([NS].*?)[\s,;]*([EW].*)", re.IGNORECASE)


def signed_degrees(text: str, axis: str = "") -> tuple[float, int] | None:
    """Decimal degrees, and how many decimals the text claims; None for what is not so written, or cannot be. `axis` is
    `lat` or `lon`, of which a letter of the other is refused."""
    found = _PARTS.fullmatch(text.strip())
    if found is None or not (found["sign"] or found["before"] or found["after"]):
        return None
    letter = (found["before"] or found["after"] or "").upper()
    if (found["before"] and found["after"]) or (letter and found["minus"]):
        return None
    if letter in {"lat": _EAST, "lon": _NORTH}.get(axis, "") and letter:
        return None
    parts = [found[name] for name in ("degrees", "minutes", "seconds") if found[name]]
    if any("." in part or "," in part for part in parts[:-1]) or (len(parts) > 1 and not found["sign"]):
        return None
    degrees, minutes, seconds = (*(float(part.replace(",", ".")) for part in parts), 0.0, 0.0)[:3]
    if minutes >= 60 or seconds >= 60:
        return None
    value = degrees + minutes / 60 + seconds / 3_600
    south = letter in ("S", "W") or found["minus"] in ("-", "−")
    fraction = len(re.split("[.,]", parts[-1])[1]) if re.search("[.,]", parts[-1]) else 0
    return round(-value if south else value, 6), fraction + (0, 1, 3)[len(parts) - 1]


def signed_pair(text: str) -> tuple[str, str] | None:
    """Latitude and longitude of a cell that holds both with their letters: `42°58'N, 20°47'E`; None for all else."""
    found = _PAIR.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    lat, lon = (found[1], found[2]) if found[1] else (found[3], found[4])
    return (lat, lon) if signed_degrees(lat, "lat") and signed_degrees(lon, "lon") else None
