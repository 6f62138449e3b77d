"""timemap's events (Forensic Architecture, and Bellingcat's fork): a JSON list, all of its values in text.

Dates are written month first, `02/24/2022`: that is the format's own rule, but a file whose dates all show the day
first, as far as they show it, is read so. Coordinates are text. What the format calls categories, associations and
filters says what kind of event it is in the words of its own project, which become the narrower kind; the kind is
`other` unless one of them is a term of the codebook.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from events.datasets import Dataset
from events.dates import DateError, parse
from events.ledger import Problem
from events.readers.cell_dates import Order, blank, joined, read_date, read_time, settled
from events.readers.cell_numbers import CellNumberError, decimals, read_degrees
from events.readers.chunk import Reading
from events.readers.distinct import Told
from events.readers.head import Head
from events.readers.items import Found, Item, broken_off, chunks, flat, text_of
from events.readers.json_items import Break, Piece, pieces
from events.readers.json_items import text_of as whole_text
from events.readers.mapped import unreadable
from events.readers.mapped_places import misplaced, precision_named, precision_of
from events.readers.mapped_sources import NOT_STATED, is_url, paired
from events.readers.mapped_words import OTHER, event_type_named
from events.readers.plain_text import LONGEST_TEXT, LONGEST_TITLE, Numbering, cut, from_html, headline, line, seen, slug
from events.readers.workbook import UnreadableError

KIND = "timemap"
LISTS = ((), ("events",))
_TITLES = ("title", "headline", "name")
_KINDS = ("category", "type", "categories", "category_full", "associations")
_DATE = re.compile(r'"(?:date|end_date|datetime|timestamp)"\s*:\s*"\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})')
_READ = frozenset({"id", "date", "time", "description", "location", "latitude", "longitude", "sources", "filters"})


def read(path: Path, head: Head) -> Reading:
    """A file of events. One that breaks off gives what stands before the break."""
    try:
        text = whole_text(head)
        found = pieces(text, LISTS)
    except UnreadableError as error:
        return unreadable(
            path, head.size, KIND, [Problem(str(path), None, None, None, None, error.reason, error.remedy)]
        )
    dataset = Dataset(key=slug(path.stem, 60), name=line(path.stem) or path.name)
    order, notes = _order(text)
    made = chunks(str(path), dataset.key, _items(path, found, order))
    return Reading(str(path), KIND, dataset, made, head.size, notes=notes)


def _order(text: str) -> tuple[Order, tuple[str, ...]]:
    """Which of day and month stands first in the dates of a file, and what is to be said of it: the month, as the
    format has it, but where the dates that show it all show the day."""
    shown: dict[Order | None, str] = {}
    for found in _DATE.finditer(text):
        shown.setdefault(settled(found[1]), found[1])
    if "day" in shown and "month" not in shown:
        return "day", (f"Dates have the day first, as {shown['day']} shows.",)
    return "month", ()


def _items(path: Path, found: Iterable[Piece | Break], order: Order) -> Iterator[Found]:
    numbering = Numbering()
    for piece in found:
        if isinstance(piece, Break):
            yield from broken_off(str(path), piece)
        elif piece.item:
            yield _item(piece, path, numbering, order)


def _item(piece: Piece, path: Path, numbering: Numbering, order: Order) -> Item:
    raw = piece.value
    if not isinstance(raw, dict):
        told = Told("event", "is not an object", "Write an event with id, date and description.", rejects=True)
        return Item(piece.line, {}, cells={"event": text_of(raw)}, told=[told])
    told_of: list[Told] = []
    texts = {key: text_of(value).strip() for key, value in raw.items() if not isinstance(value, dict | list)}
    body = from_html(texts.get("description", ""))
    name = next((from_html(texts[key]) for key in _TITLES if texts.get(key)), "")
    date, part = _when(texts, told_of, order)
    place = _where(texts, told_of)
    words = _words(raw)
    kind = next((term for word in words if (term := event_type_named(word, {})) != OTHER), OTHER)
    narrower = [word for word in words if event_type_named(word, {}) == OTHER]
    sources, more = _sources(raw.get("sources", raw.get("source")), path)
    titled = line(name, LONGEST_TITLE) if seen(name) else headline(body)
    record: dict[str, Any] = {
        "title": titled or (place or {}).get("name") or "Untitled",
        "event_type": kind,
        "sources": sources,
    }
    optional = {
        "summary": cut(body, LONGEST_TEXT),
        "date": date,
        "part_of_day": part,
        "place": place,
        "sub_event_type": line("; ".join(narrower)),
    }
    record |= {key: value for key, value in optional.items() if value}
    record["id"] = _id(texts.get("id", ""), record, numbering)
    return Item(piece.line, record, more | _more(raw, record, told_of), flat(raw), told_of)


def _id(stated: str, record: Mapping[str, Any], numbering: Numbering) -> str:
    """The event's own id as a slug; of title and date where it has none, and then numbered where it is doubled."""
    if seen(stated):
        return slug(stated, 110)
    return numbering.named(slug(f"{record['title'][:80]} {record.get('date', '')}", 110))


def _when(texts: Mapping[str, str], told: list[Told], order: Order) -> tuple[str | None, str | None]:
    stated = texts.get("date", texts.get("datetime", texts.get("timestamp", "")))
    if blank(stated):
        return None, None
    name = "date"
    try:
        edtf, note = read_date(stated, order)
        told += [Told(name, note, "Write the clock time at the place.")] if note else []
        if not blank(texts.get("end_date")):
            name = "end_date"
            return joined(edtf, read_date(texts["end_date"], order)[0]), None
    except DateError as error:
        told.append(Told(name, error.reason, error.remedy, rejects=True))
        return None, None
    if blank(texts.get("time")):
        return edtf, None
    try:
        clock, part = read_time(texts["time"])
        return (edtf, part) if part else (parse(f"{edtf}T{clock}").edtf, None)
    except DateError as error:
        told.append(Told("time", error.reason, error.remedy))
        return edtf, None


def _where(texts: Mapping[str, str], told: list[Told]) -> dict[str, Any] | None:
    """The place; degrees that are not read, or are no place on earth, are told and left out."""
    name = line(from_html(texts.get("location", "")))
    cells = {key: texts[key] for key in ("latitude", "longitude") if not blank(texts.get(key))}
    degrees: dict[str, float] = {}
    for key, cell in cells.items():
        try:
            degrees[key] = read_degrees(cell)
        except CellNumberError as error:
            told.append(Told(key, error.reason, error.remedy))
    if len(cells) == 1:
        told.append(
            Told(next(iter(cells)), "has no other half beside it", "Give both latitude and longitude, or neither.")
        )
    if len(degrees) < 2:
        return {"name": name} if name else None
    lat, lon = degrees["latitude"], degrees["longitude"]
    if wrong := misplaced(lat, lon):
        told.append(Told({"lat": "latitude", "lon": "longitude"}[wrong[0]], *wrong[1:]))
        return {"name": name} if name else None
    named = precision_named(texts.get("location_precision"))
    precision = named or precision_of(max(decimals(cell) for cell in cells.values()))
    return {"name": name or f"{lat:g}, {lon:g}", "lat": lat, "lon": lon, "geo_precision": precision}


def _words(raw: Mapping[str, Any]) -> list[str]:
    """The words of categories, associations and filters, each once: `Type of area=Residential` is `Residential`."""
    found: list[str] = []
    for key in (*_KINDS, "filters"):
        value = raw.get(key)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                entry = entry.get("value", entry.get("title", entry.get("id")))
            found += [
                line(text_of(part)).rpartition("=")[2] for part in (entry if isinstance(entry, list) else [entry])
            ]
    return [word for word in dict.fromkeys(found) if seen(word)]


def _sources(value: Any, path: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Sources by their addresses, or their names; the file itself where an event has none."""
    urls: list[str] = []
    names: list[str] = []
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict):
            paths = entry.get("paths")
            entry = (
                entry.get("url")
                or entry.get("href")
                or (paths[0] if isinstance(paths, list) and paths else None)
                or (entry.get("title") or entry.get("id"))
            )
        for part in re.split(r"[\s,;]+(?=https?://)", text_of(entry).strip()):
            if is_url(part):
                urls.append(part)
            elif seen(part):
                names.append(line(part))
    made = [*paired(names, []), *paired([], urls)]
    numbering = Numbering()
    for source in made:
        source["id"] = numbering.named(source["id"])
    spelled = isinstance(value, list) and any(isinstance(entry, dict) for entry in value)
    unread = flat(value, "sources") if spelled else {}
    return made or [{"id": slug(path.stem, 100), "publisher": NOT_STATED, "title": path.name}], unread


def _more(raw: Mapping[str, Any], record: Mapping[str, Any], told: Iterable[Told]) -> dict[str, str]:
    """What else an event states. Filters stand under their own names; cells that were not read stand as they are."""
    spoilt = {note.column for note in told if not note.rejects}
    if spoilt & {"latitude", "longitude"}:
        spoilt |= {"latitude", "longitude"}
    kept = {key: value for key, value in raw.items() if key not in _READ | {*_TITLES, "end_date"} or key in spoilt}
    if text_of(raw.get("id")) != record["id"]:
        kept["id"] = raw.get("id")
    more = flat(kept)
    filters = raw.get("filters")
    for number, entry in enumerate(filters if isinstance(filters, list) else (), 1):
        if isinstance(entry, dict) and "key" in entry:
            key, value = line(text_of(entry["key"])) or "filters", "; ".join(flat(entry.get("value"), "value").values())
            more[key] = f"{more[key]}; {value}" if more.get(key) else value
        else:
            more |= flat(entry, f"filters.{number}")
    if len(text_of(raw.get("description"))) > LONGEST_TEXT:
        more["description"] = text_of(raw["description"])
    return more
