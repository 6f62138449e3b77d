"""What a JSON file holds, from its beginning."""

import json
import re
from collections.abc import Mapping
from typing import Any

_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_SLIDE = {"start_date", "startDate", "text", "headline", "media"}
_TIMEMAP = {
    "description",
    "associations",
    "category",
    "location",
    "sources",
    "filters",
    "filter",
    "graphic",
    "event_id",
}
_CLOSERS = {"{": "}", "[": "]"}
ROW_LISTS = ("Result", "data")  # keys of an answer under which its rows stand


def begun(text: str) -> Any:
    """The value of which a text is the beginning, as far as it goes: what is not complete is left out.

    Raises:
        ValueError: it is not JSON.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError as error:
        cut = _cut(text)
        if cut is None:
            raise error from None
    return json.loads(cut)


def _cut(text: str) -> str | None:
    """The text up to the last comma that stands between two complete values, with its brackets closed; None where no
    bracket is open at the end, so that it is not for being cut that it cannot be read."""
    open_brackets: list[str] = []
    comma: tuple[int, str] | None = None
    for found in re.finditer(r'"(?:[^"\\]|\\.)*(?:"|$)|[{}\[\],]', text, re.DOTALL):
        letter = found[0]
        if letter in _CLOSERS:
            open_brackets.append(_CLOSERS[letter])
        elif letter in "}]":
            if not open_brackets or open_brackets.pop() != letter:
                return None
        elif letter == ",":
            comma = (found.start(), "".join(reversed(open_brackets)))
    return text[: comma[0]] + comma[1] if open_brackets and comma else None


def value_of(text: str) -> Any:
    """The value that a text begins, of several in lines of their own the first.

    Raises:
        ValueError: it is not JSON.
    """
    text = text.strip(" \t\r\n\x1e\ufeff")  # RFC 8142 has U+001E before each
    first, rest = (*text.split("\n"), "")[:2]
    if rest.strip(" \x1e").startswith(("{", "[")):
        try:
            return json.loads(first)
        except ValueError:
            pass
    return begun(text)


def kind_of(text: str) -> str | None:
    """`geojson`, `timelinejs` or `timemap`, None for anything else."""
    try:
        value = value_of(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list):
        if any(isinstance(item, dict) and item.get("type") == "Feature" for item in value):
            return "geojson"
        return "timemap" if any(_is_timemap(item) for item in value) else None
    if not isinstance(value, dict):
        return None
    if value.get("type") in ("FeatureCollection", "Feature") or _first(value, "features").get("type") == "Feature":
        return "geojson"
    inner = value.get("timeline")
    if isinstance(inner, dict) and any(isinstance(inner.get(key), list) for key in ("date", "slides", "era")):
        return "timelinejs"
    items = value.get("events")
    if isinstance(items, list) and any(_is_timemap(item) for item in items):
        return "timemap"
    slide = _first(value, "events") or _first(value, "eras") or value.get("title")
    titled = not isinstance(items, list) or not items or bool(_SLIDE & {*_first(value, "events")})
    return "timelinejs" if isinstance(slide, dict) and _SLIDE & {*slide} and titled else None


def rows_in(value: Any) -> list[Any] | None:
    """The rows of an answer of an interface for programs, None for what is none."""
    found = next((value[name] for name in ROW_LISTS if name in value), None) if isinstance(value, dict) else None
    return found if isinstance(found, list) else None


def columns_of(text: str) -> tuple[str, ...]:
    """The names of the first row of a JSON file that holds rows of a table: an answer with them, a list, or one a line;
    none where it has none."""
    try:
        return tuple(_first_row(value_of(text)))
    except (ValueError, RecursionError):
        return ()


def _first_row(value: Any) -> dict[str, Any]:
    """The first row in lists and answers that stand in each other."""
    rows = value if isinstance(value, list) else rows_in(value)
    if rows is None:
        return value if isinstance(value, dict) else {}
    return _first_row(next((item for item in rows if isinstance(item, dict)), None))


def reason(text: str) -> str:
    """Why a JSON file is of none of the kinds."""
    try:
        value = value_of(text)
    except (ValueError, RecursionError) as error:
        return f"is not JSON that can be read ({error})"
    if rows_in(value) == []:
        return "is an answer without rows"
    if isinstance(value, dict):
        named = ", ".join(list(value)[:5])
        return f"is JSON of another kind, with the keys {named}" if named else "is JSON without anything in it"
    first = next((item for item in value if isinstance(item, dict)), {}) if isinstance(value, list) else {}
    named = ", ".join(list(first)[:5])
    return f"is a list of another kind, of objects with {named}" if named else "is a JSON list without events"


def _first(value: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The first table of a list, empty where there is none."""
    items = value.get(key)
    return next((item for item in items if isinstance(item, dict)), {}) if isinstance(items, list) else {}


def _is_timemap(item: object) -> bool:
    """An event of Forensic Architecture's timemap: a day, MM/DD/YYYY, or a place, and words that GeoJSON lacks."""
    if not isinstance(item, dict):
        return False
    keys = {str(key) for key in item}
    placed = {"latitude", "longitude"} <= keys
    american = _DAY.match(str(item.get("date", ""))) is not None
    return "date" in keys and (placed or american) and bool(keys & _TIMEMAP) and "start_date" not in keys
