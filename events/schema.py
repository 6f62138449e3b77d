"""Events as Arrow columns, in memory and in Parquet files: one row an event, null where nothing is stated.

`start` and `end` are the outermost seconds of the date, half-open, on the clock of the place; `spans` has each span of
a date that lists several (`{2018,2021}`) and is null else. `precision` is `undated` without a date. `actor_roles` is
null, or as long as `actors`. `more` keeps what else the source's row states, by the source's own names.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from events.datasets import RECORDS
from events.model import Event, Place, Source
from events.moments import spans

WORD = pa.dictionary(pa.int32(), pa.string())  # few values, many rows
FIGURES = tuple(f"{kind}_{bound}" for kind in ("fatalities", "injured") for bound in ("low", "best", "high"))
SOURCE = pa.struct([(name, pa.string()) for name in Source.model_fields])
CLAIM = pa.struct([(name, pa.string()) for name in ("kind", "text", "by", "source")])
SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        ("summary", pa.string()),
        ("date", pa.string()),  # EDTF
        ("part_of_day", WORD),
        ("date_text", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("spans", pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))),
        ("precision", WORD),
        ("event_type", WORD),
        ("sub_event_type", WORD),
        ("status", WORD),
        ("region", WORD),
        ("actors", pa.list_(pa.string())),
        ("actor_roles", pa.list_(pa.string())),
        *((name, pa.int32()) for name in FIGURES),
        ("place", WORD),
        ("place_names", pa.map_(pa.string(), pa.string())),
        ("lat", pa.float64()),  # degrees, WGS84
        ("lon", pa.float64()),
        ("geo_precision", WORD),
        ("radius_km", pa.float64()),
        ("admin2", WORD),
        ("admin1", WORD),
        ("country", WORD),
        ("claims", pa.list_(CLAIM)),
        ("part_of", pa.string()),
        ("sources", pa.list_(SOURCE)),
        ("dataset", WORD),  # key of a Dataset
        ("more", pa.map_(pa.string(), pa.string())),
    ]
)
OUTLINE = ("id", "title", "date", "part_of_day", "event_type", "sub_event_type", "status", "region", "dataset")
_PLACE = ("lat", "lon", "geo_precision", "radius_km", "admin2", "admin1", "country")
_PLAIN = tuple(name for name in Event.model_fields if name in SCHEMA.names and name not in ("place", "actors"))


def to_table(events: Iterable[Event]) -> pa.Table:
    """The rows of events, in their order."""
    return pa.Table.from_pylist([_row(event) for event in events], schema=SCHEMA)


def _row(event: Event) -> dict[str, Any]:
    when = event.when()
    found = spans(when)
    row: dict[str, Any] = {name: getattr(event, name) for name in _PLAIN}
    row |= {
        "start": min((start for start, _ in found), default=None),
        "end": max((end for _, end in found), default=None),
        "spans": [{"start": start, "end": end} for start, end in found] if len(found) > 1 else None,
        "precision": when.precision if when else "undated",
        "actors": [actor.name for actor in event.actors],
        "actor_roles": [actor.role for actor in event.actors] if any(actor.role for actor in event.actors) else None,
        "claims": [claim.model_dump() for claim in event.claims] or None,
        "sources": [source.model_dump() for source in event.sources],
        "more": list(event.more.items()) or None,
    }
    if event.place is not None:
        row |= {name: getattr(event.place, name) for name in _PLACE}
        row |= {"place": event.place.name, "place_names": list(event.place.names.items()) or None}
    return row


def to_events(table: pa.Table) -> list[Event]:
    """The inverse of `to_table`, for a table with all columns of the schema."""
    return [_event(row) for row in table.to_pylist()]


def _event(row: dict[str, Any]) -> Event:
    place = None
    if row["place"] is not None:
        place = {"name": row["place"], "names": dict(row["place_names"] or ())} | _stated(row, _PLACE)
    roles: Sequence[str | None] = row["actor_roles"] or [None] * len(row["actors"] or ())
    facts = _stated(row, [name for name in _PLAIN if name not in ("claims", "sources", "more")])
    return Event.model_validate(
        facts
        | {
            "place": place,
            "actors": [{"name": name, "role": role} for name, role in zip(row["actors"] or (), roles, strict=True)],
            "claims": row["claims"] or (),
            "sources": [_stated(source, source) for source in row["sources"]],
            "dataset": row["dataset"] or RECORDS.key,
            "more": dict(row["more"] or ()),
        }
    )


def outlines(table: pa.Table, places: Sequence[Place | None]) -> list[Event]:
    """Events as lists and charts show them, from the columns of `OUTLINE` and each one's place: without summary,
    actors, figures, claims and sources, and not checked again."""
    return [
        Event.model_construct(**(_BLANK | _stated(row, OUTLINE) | {"place": place}))
        for row, place in zip(table.to_pylist(), places, strict=True)
    ]


# What an outline does not state; pydantic would work it out anew for each event.
_BLANK = {
    name: field.get_default(call_default_factory=True)
    for name, field in Event.model_fields.items()
    if not field.is_required()
}


def _stated(row: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row[name] is not None}
