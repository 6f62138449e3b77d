"""The selected events as data: the same query string as JSON, CSV and GeoJSON."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from dashboard.caption import sentence
from dashboard.dataset_words import value_words
from dashboard.view import View
from events.engine import Engine
from events.holdings import Holdings
from events.model import Event
from events.spreadsheet_cells import safe_cell
from events.summary import Summary

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
    "dataset",
)


class WithheldError(ValueError):
    """None of the selected events may be given on; says why."""


def withheld_words(holdings: Holdings, summary: Summary) -> list[str]:
    """What of the shown events is left out of an export, because the terms of its data set forbid to give it on.

    Raises:
        WithheldError: all of it is.
    """
    counts = dict(zip(holdings.values["dataset"], summary.of_shown["dataset"].tolist(), strict=True))
    left_out = {key: count for key, count in counts.items() if count and key in holdings.withheld}
    names = [value_words("dataset", key, holdings) for key in left_out]
    if left_out and sum(left_out.values()) == summary.shown:
        raise WithheldError(f"The terms of {' and '.join(names)} forbid to give on its rows. Fetch them from there.")
    return [f"{count:,} events of {name} are left out: its terms forbid to give on its rows."
            for name, count in zip(names, left_out.values(), strict=True)]  # fmt: skip


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
        "dataset": event.dataset,
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


def events_json(engine: Engine, summary: Summary, view: View, notices: Sequence[str]) -> dict[str, Any]:
    """The events on screen, with the sentence over them and their sources."""
    chosen = [event for stretch in engine.events(view.selection) for event in stretch]
    return {
        "sentence": sentence(view, engine.holdings, summary),
        "shown": summary.shown,
        "total": summary.total,
        "notices": list(notices),
        "events": [event_json(event) for event in chosen],
        "sources": _sources(chosen),
        "datasets": _datasets(chosen, engine.holdings),
    }


def _sources(events: Iterable[Event]) -> list[dict[str, Any]]:
    found = {source.id: source for event in events for source in event.sources}
    return [source.model_dump(exclude_none=True) for source in found.values()]


def _datasets(events: Iterable[Event], holdings: Holdings) -> list[dict[str, Any]]:
    """The data sets of the events, with citation, terms, and whether a program made them."""
    keys = dict.fromkeys(event.dataset for event in events)
    found = (holdings.dataset(key) for key in keys)
    return [dataset.model_dump(exclude_none=True) for dataset in found if dataset]


def events_geojson(engine: Engine, summary: Summary, view: View, notices: Sequence[str]) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946); an event without coordinates has the geometry null. A point stands for the
    middle of an area where `geo_precision` is not exact."""
    chosen = [event for stretch in engine.events(view.selection) for event in stretch]
    return {
        "type": "FeatureCollection",
        "features": [_feature(event) for event in chosen],
        "sources": _sources(chosen),
        "datasets": _datasets(chosen, engine.holdings),
        "sentence": sentence(view, engine.holdings, summary),
        "notices": list(notices),
    }


def _feature(event: Event) -> dict[str, Any]:
    values = event_json(event)
    lon, lat = values.pop("lon"), values.pop("lat")
    point = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": values["id"], "geometry": point, "properties": values}


def events_csv(engine: Engine, view: View) -> Iterator[str]:
    """A row per event with a header, RFC 4180, safe to open in a spreadsheet, some thousand rows at a time; several
    values are joined by `; `."""
    yield _lines([["id", *FLAT, "actors", "claims", "sources", "source_urls"]])
    for stretch in engine.events(view.selection):
        yield _lines(_cells(event) for event in stretch)


def _lines(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cells(event: Event) -> list[object]:
    values = event_json(event)
    return [
        values["id"],
        *(values[name] for name in FLAT),
        "; ".join(a.name + (f" ({a.role})" if a.role else "") for a in event.actors),
        "; ".join(f"{claim.kind}: {claim.text} (by {claim.by})" for claim in event.claims),
        "; ".join(source.citation() for source in event.sources),
        "; ".join(source.url for source in event.sources if source.url),
    ]
