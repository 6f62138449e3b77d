"""TimelineJS: timelines of version 3 and 2 in JSON, also as scripts, and the rows of its Google sheet.

A date is as precise as its parts. Start and end are one date through another. Texts are HTML, and lose their markup.
Eras and title slides are no events, and are told. TimelineJS states no kind of event, so it is `other`.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from events.datasets import Dataset
from events.dates import DateError, parse
from events.ledger import Problem
from events.readers.cell_dates import read_time
from events.readers.chunk import Cells, Reading
from events.readers.delimited import read_cells
from events.readers.distinct import Told
from events.readers.head import Head
from events.readers.items import Found, Item, broken_off, chunks, flat, text_of
from events.readers.json_items import Break, Piece, is_json, pieces
from events.readers.json_items import text_of as whole_text
from events.readers.mapped import unreadable
from events.readers.mapped_places import misplaced
from events.readers.mapped_sources import NOT_STATED, is_url, server
from events.readers.plain_text import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    Numbering,
    cut,
    from_html,
    headline,
    line,
    seen,
    slug,
)
from events.readers.workbook import UnreadableError

KIND = "timelinejs"
LISTS = (
    ("events",),
    ("eras",),
    ("timeline", "date"),
    ("timeline", "events"),
    ("timeline", "slides"),
    ("timeline", "era"),
    ("timeline", "eras"),
)
UNITS = ("year", "month", "day", "hour", "minute")
_ERAS = frozenset({"eras", "era"})
_TITLES = frozenset({"title", "timeline"})
_SHEET = {
    "start_date": {"year": "Year", "month": "Month", "day": "Day", "time": "Time"},
    "end_date": {"year": "End Year", "month": "End Month", "day": "End Day", "time": "End Time"},
    "text": {"headline": "Headline", "text": "Text"},
    "media": {"url": "Media", "credit": "Media Credit", "caption": "Media Caption", "thumbnail": "Media Thumbnail"},
}
_SINGLE = {"display_date": "Display Date", "group": "Group", "background": "Background", "type": "Type"}


def read(path: Path, head: Head) -> Reading:
    """A timeline. A JSON file that breaks off gives what stands before the break."""
    try:
        if head.container == "json" or is_json(head.text):
            title, found = _of_json(path, whole_text(head))
        else:
            title, found = _of_sheet(path, read_cells(path, head=head))
    except UnreadableError as error:
        return unreadable(
            path, head.size, KIND, [Problem(str(path), None, None, None, None, error.reason, error.remedy)]
        )
    dataset = Dataset(key=slug(path.stem, 60), name=line(title or path.stem) or path.name)
    return Reading(str(path), KIND, dataset, chunks(str(path), dataset.key, found), head.size)


def _of_json(path: Path, text: str) -> tuple[str | None, Iterator[Found]]:
    found = list(pieces(text, LISTS))
    title = next((name for piece in found if isinstance(piece, Piece) and (name := _title(piece))), None)
    return title, _items(path, title, found)


def _title(piece: Piece) -> str | None:
    """The timeline's own title: `title.text.headline` of version 3, `timeline.headline` of version 2."""
    value = piece.value
    if piece.keys[-1:] == ("title",) and isinstance(value, dict):
        value = _part(value, "text").get("headline")
    elif piece.keys != ("timeline", "headline"):
        return None
    return line(from_html(text_of(value))) or None


def _items(path: Path, title: str | None, found: Iterable[Piece | Break]) -> Iterator[Found]:
    file, numbering, eras = str(path), Numbering(), 0
    for piece in found:
        if isinstance(piece, Break):
            yield from broken_off(file, piece)
        elif piece.item and piece.keys[-1] in _ERAS:
            eras += 1
        elif piece.item:
            yield _item(piece.line, piece.value, path, title, numbering)
    if eras:
        yield _no_event(file, "eras", eras)


def _no_event(file: str, name: str, count: int) -> Problem:
    verb = "is no event, and is" if count == 1 else "are no events, and are"
    remedy = "Make an event of one that is to be shown."
    return Problem(file, None, None, name, str(count), f"{verb} not read", remedy)


def _of_sheet(path: Path, cells: Iterator[Cells]) -> tuple[str | None, Iterator[Found]]:
    """The rows of the Google sheet. Its first chunk has the title slide."""
    first = next(cells)
    name = next((_value(row, "Headline") for row in first.table.to_pylist() if _kind(row) == "title"), None)
    title = (line(from_html(name)) or None) if name else None
    return title, _rows(path, title, first, cells)


def _rows(path: Path, title: str | None, first: Cells, rest: Iterator[Cells]) -> Iterator[Found]:
    numbering = Numbering()
    passed: dict[str, int] = {}
    for cells in (first, *rest):
        yield from cells.problems
        yield from cells.rejected
        for number, row in zip(cells.lines.tolist(), cells.table.to_pylist(), strict=True):
            kind = _kind(row)
            if kind in ("title", "era"):
                passed[kind] = passed.get(kind, 0) + 1
            else:
                yield _item(number, _of_row(row), path, title, numbering)
    for kind, count in passed.items():
        yield _no_event(str(path), f"Type {kind}", count)


def _kind(row: Mapping[str, str | None]) -> str:
    return (_value(row, "Type") or "").strip().casefold()


def _value(row: Mapping[str, str | None], name: str) -> str | None:
    return next((cell for header, cell in row.items() if header.strip().casefold() == name.casefold() and cell), None)


def _of_row(row: Mapping[str, str | None]) -> dict[str, Any]:
    """A row of the sheet in the form of version 3. Columns that it does not have stay as they are."""
    made: dict[str, Any] = {
        key: {part: cell for part, name in names.items() if (cell := _value(row, name))}
        for key, names in _SHEET.items()
    }
    made |= {key: cell for key, name in _SINGLE.items() if (cell := _value(row, name))}
    known = {name.casefold() for names in _SHEET.values() for name in names.values()} | {
        name.casefold() for name in _SINGLE.values()
    }
    made |= {name: cell for name, cell in row.items() if cell and name.strip().casefold() not in known}
    return {key: value for key, value in made.items() if value}


def _part(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    part = value.get(name)
    return part if isinstance(part, dict) else {}


def _version_3(value: dict[str, Any]) -> dict[str, Any]:
    """An event of version 2 (`startDate: "2004,11,1"`) in the form of version 3; any other as it is."""
    if "startDate" not in value and "headline" not in value:
        return value
    asset = _part(value, "asset")
    media = {"url": asset.get("media")} | {key: inner for key, inner in asset.items() if key != "media"}
    texts = {"headline": value.get("headline"), "text": value.get("text")}
    moved = {"start_date": value.get("startDate"), "end_date": value.get("endDate"), "text": texts, "media": media}
    taken = ("startDate", "endDate", "headline", "text", "asset")
    return moved | {key: inner for key, inner in value.items() if key not in taken}


def _item(number: int, raw: Any, path: Path, title: str | None, numbering: Numbering) -> Item:
    if not isinstance(raw, dict):
        told = Told("events", "is not an object", "Write an event with start_date and text.", rejects=True)
        return Item(number, {}, cells={"events": text_of(raw)}, told=[told])
    value = _version_3(raw)
    told_of: list[Told] = []
    text = _part(value, "text")
    name, body = (from_html(text_of(text.get(key))) for key in ("headline", "text"))
    date = _dates(value, told_of)
    sources, more = _sources(_part(value, "media"), path, title)
    place = _place(value.get("location"), told_of)
    shown = next((words for words in (_display(value), _display(_part(value, "start_date"))) if words), None)
    record: dict[str, Any] = {
        "title": line(name, LONGEST_TITLE) if seen(name) else headline(body) or shown or "Untitled",
        "event_type": "other",
        "sources": sources,
    }
    if seen(body) or len(line(name)) > LONGEST_TITLE:
        record["summary"] = cut(body if len(line(name)) <= LONGEST_TITLE else f"{name}\n{body}".strip(), LONGEST_TEXT)
    optional = {"date": date, "date_text": shown, "place": place, "sub_event_type": line(text_of(value.get("group")))}
    record |= {key: stated for key, stated in optional.items() if stated}
    unique = text_of(value.get("unique_id")).strip()
    record["id"] = numbering.named(slug(unique, 110) if unique else slug(f"{record['title'][:80]} {date or ''}", 110))
    taken = ("start_date", "end_date", "text", "media", "location", "display_date", "group", "unique_id")
    more |= flat({key: inner for key, inner in value.items() if key not in taken})
    if len(body) > LONGEST_TEXT:
        more["text.text"] = body
    return Item(number, record, more, flat(raw) | _as_stated(raw), told_of)


def _as_stated(raw: Mapping[str, Any]) -> dict[str, str]:
    """The dates of an event in one text each, for messages."""
    names = {"startDate": "start_date", "endDate": "end_date"}
    dates = {names.get(key, key): raw[key] for key in ("startDate", "endDate", "start_date", "end_date") if key in raw}
    return {
        key: "-".join(text_of(part) for unit in (*UNITS, "time") if (part := value.get(unit)) not in (None, ""))
        if isinstance(value, dict)
        else text_of(value)
        for key, value in dates.items()
    }


def _display(value: Mapping[str, Any]) -> str | None:
    return line(from_html(text_of(value.get("display_date")))) or None


def _dates(value: Mapping[str, Any], told: list[Told]) -> str | None:
    """Start and end as EDTF; None where neither is stated. What is no date rejects the event."""
    found: dict[str, str] = {}
    for name in ("start_date", "end_date"):
        try:
            if stated := _date(value.get(name)):
                found[name] = stated
        except DateError as error:
            told.append(Told(name, error.reason, error.remedy, rejects=True))
    first, last = found.get("start_date"), found.get("end_date")
    if last is None or first == last:
        return first
    try:
        return parse(f"{first or ''}/{last}").edtf
    except DateError as error:
        told.append(Told("end_date", error.reason, error.remedy, rejects=True))
        return None


def _date(value: Any) -> str | None:
    """One date: an object of parts, or version 2's text with commas (`2004,11,1,14,30`)."""
    if isinstance(value, str):
        parts = [part.strip() for part in value.replace("/", ",").replace("-", ",").split(",")]
        value = dict(zip(UNITS, parts, strict=False))
        if len(value.get("day", "")) == 4:  # 11/1/2004, as version 2 wrote it too
            value = {"year": value["day"], "month": value["year"], "day": value["month"]}
    if not isinstance(value, dict):
        return None
    stated = {unit: text_of(value.get(unit)).strip() for unit in UNITS}
    stated = {unit: text.removesuffix(".0") for unit, text in stated.items() if text}
    clock = text_of(value.get("time")).strip()
    if not stated:
        return None
    year = stated.get("year", "")
    if not year.lstrip("-").isdecimal():
        raise DateError(year, "has no year in digits", "Write the year as a number: 2023.")
    if not 1 <= int(year) <= 9999:
        raise DateError(
            year, "is outside the years 1 to 9999 that are read", "Leave it out, or keep it in a timeline of its own."
        )
    units = list(stated)
    if units != list(UNITS[: len(units)]):
        missing = next(unit for unit in UNITS if unit not in stated)
        raise DateError(
            year, f"has a {units[-1]} and no {missing}", f"Give the {missing}, or leave the {units[-1]} out."
        )
    if any(not text.isdecimal() for text in stated.values()):
        raise DateError(year, "has a part that is no number", "Write month, day, hour and minute as numbers.")
    day = "-".join([f"{int(year):04d}", *(f"{int(stated[unit]):02d}" for unit in UNITS[1:3] if unit in stated)])
    hours = ":".join(f"{int(stated[unit]):02d}" for unit in UNITS[3:] if unit in stated)
    if clock and not hours:
        hours = _clock(clock, "day" in stated)
    if "month" in stated and not 1 <= int(stated["month"]) <= 12:
        raise DateError(year, f"has the month {stated['month']}", "Months run from 1 to 12.")
    return parse(f"{day}T{hours}" if hours else day).edtf


def _clock(text: str, daily: bool) -> str:
    clock, _ = read_time(text)
    if clock is None or not daily:
        raise DateError(text, "is a time without a day, or no clock time", "Give the day, and hours and minutes.")
    return clock


def _sources(media: Mapping[str, Any], path: Path, title: str | None) -> tuple[list[dict[str, str]], dict[str, str]]:
    """The timeline itself, and its medium where that has an address or a credit; and what else the medium states."""
    name = title or path.name
    made = [{"id": slug(path.stem, 100), "publisher": title or NOT_STATED, "title": name}]
    url, credit, caption = (text_of(media.get(key)).strip() for key in ("url", "credit", "caption"))
    url = f"https:{url}" if url.startswith("//") else url
    more = {f"media.{key}": text for key, text in flat(dict(media)).items() if key not in ("url", "credit", "caption")}
    publisher, words = line(from_html(credit)), line(from_html(caption))
    if url and not is_url(url):
        more["media.url"] = from_html(url)
        url = ""
    if url or seen(publisher):
        publisher = publisher or server(url)
        id = slug(publisher, 90)
        made.append(
            {"id": id if id != made[0]["id"] else f"{id}-2", "publisher": publisher, "title": words or NOT_STATED}
        )
        made[-1] |= {"url": url} if url else {}
    elif words:
        more["media.caption"] = words
    return made, more


def _place(value: Any, told: list[Told]) -> dict[str, Any] | None:
    """The place of an event that has one (`location: {name, lat, lon}`); wrong degrees are told and left out."""
    if not isinstance(value, dict):
        return None
    name = line(from_html(text_of(value.get("name"))))
    try:
        lat, lon = (float(text_of(value[key])) for key in ("lat", "lon"))
    except (KeyError, ValueError):
        return {"name": name} if name else None
    wrong = misplaced(lat, lon)
    if wrong or lat != lat or lon != lon:
        reason, remedy = wrong[1:] if wrong else ("is no number", "Write decimal degrees.")
        told.append(Told(f"location.{wrong[0] if wrong else 'lat'}", reason, remedy))
        return {"name": name} if name else None
    return {"name": name or f"{lat:g}, {lon:g}", "lat": lat, "lon": lon}
