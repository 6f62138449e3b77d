"""The selected events as data: the same query string as JSON, CSV and GeoJSON."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from dashboard.caption import sentence
from dashboard.view import View
from events.model import Event
from events.summary import Summary
from events.table import EventTable

FLAT = (
    "title",
    "summary",
    "date",
    "part_of_day",
    "date_text",
    "earliest",
    "latest",
    "time_precision",
    "event_type",
    "sub_event_type",
    "status",
    "region",
    "place",
    "lat",
    "lon",
    "geo_precision",
    "radius_km",
    "admin2",
    "admin1",
    "country",
    "fatalities_low",
    "fatalities_best",
    "fatalities_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "part_of",
)
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def event_json(event: Event) -> dict[str, Any]:
    """One event as plain values; blank is None. `earliest` and `latest` are the first and last day, or minute where
    the record is that precise, that it can have been; None for an open side."""
    when = event.when()
    place = event.place
    return {
        "id": event.id,
        "title": event.title,
        "summary": event.summary,
        "date": event.date,
        "part_of_day": event.part_of_day,
        "date_text": event.date_text,
        "earliest": _first(when.earliest) if when else None,
        "latest": _last(when.end) if when else None,
        "time_precision": when.precision if when else "undated",
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status,
        "region": event.region,
        "place": place.name if place else None,
        "place_names": dict(place.names) if place else {},
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geo_precision": place.geo_precision if place else None,
        "radius_km": place.radius_km if place else None,
        "admin2": place.admin2 if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "actors": [{"name": actor.name, "role": actor.role} for actor in event.actors],
        **{name: getattr(event, name) for name in FLAT if name.startswith(("fatalities", "injured"))},
        "claims": [claim.model_dump() for claim in event.claims],
        "part_of": event.part_of,
        "sources": [source.id for source in event.sources],
    }


def _first(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.date().isoformat() if not (moment.hour or moment.minute) else moment.isoformat(timespec="minutes")


def _last(end: datetime | None) -> str | None:
    if end is None:
        return None
    if not (end.hour or end.minute):
        return (end - timedelta(days=1)).date().isoformat()
    return (end - timedelta(minutes=1)).isoformat(timespec="minutes")


def events_json(table: EventTable, summary: Summary, view: View, notices: Sequence[str]) -> dict[str, Any]:
    """The events on screen, with the sentence over them and their sources."""
    chosen = [table.events[row] for row in summary.rows]
    sources = {source.id: source for event in chosen for source in event.sources}
    return {
        "sentence": sentence(view, table, summary),
        "shown": summary.shown,
        "total": summary.total,
        "notices": list(notices),
        "events": [event_json(event) for event in chosen],
        "sources": [source.model_dump(exclude_none=True) for source in sources.values()],
    }


def events_geojson(table: EventTable, summary: Summary, view: View, notices: Sequence[str]) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946); an event without coordinates has the geometry null. A point stands for the
    middle of an area where `geo_precision` is not exact."""
    features = []
    for row in summary.rows:
        values = event_json(table.events[row])
        lon, lat = values.pop("lon"), values.pop("lat")
        point = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
        features.append({"type": "Feature", "id": values["id"], "geometry": point, "properties": values})
    return {
        "type": "FeatureCollection",
        "features": features,
        "sentence": sentence(view, table, summary),
        "notices": list(notices),
    }


def events_csv(table: EventTable, summary: Summary) -> str:
    """A row per event with a header, RFC 4180, safe to open in a spreadsheet; several values are joined by `; `."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", *FLAT, "actors", "claims", "sources", "source_urls"])
    for row in summary.rows:
        event = table.events[row]
        values = event_json(event)
        cells = [values["id"], *(values[name] for name in FLAT)]
        cells.append("; ".join(a.name + (f" ({a.role})" if a.role else "") for a in event.actors))
        cells.append("; ".join(f"{claim.kind}: {claim.text} (by {claim.by})" for claim in event.claims))
        cells.append("; ".join(source.citation() for source in event.sources))
        cells.append("; ".join(source.url for source in event.sources if source.url))
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


def safe_cell(value: object) -> str:
    """Text that no spreadsheet runs as a formula: what looks like one gets a `'` before it, numbers stay numbers."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
