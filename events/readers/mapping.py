"""What the columns of a table mean: guessed from header and values, and shown in words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from typing import Any

from events import codebook
from events.dates import DateError
from events.readers.cell_dates import (
    Order,
    blank,
    read_date,
    read_month,
    read_time,
    settled,
    shortened_year,
    unordered,
)
from events.readers.cell_numbers import CellNumberError, read_degrees, read_figure, read_pair
from events.readers.column_names import LISTS, NAMES, field_named, field_within, plain

FIGURES = tuple(name for name in NAMES if name.startswith(("fatalities", "injured")))
DATES = ("date", "end", "earliest", "latest", "week", "source_date")
PARTS = ("year", "month", "day")
_NAMED = ("country", "region", "place", "admin1", "admin2", "event_type", "sub_event_type", "actors")
_CODE = re.compile(r"[-+<>~]?\d[\d.,]*(s|\+|-\d+)?")
_YEARLY = ("bd best", "best fatality estimate")  # UCDP's sums of a conflict in a year; other days are of the conflict
# Days of a life, or of the row itself, and not of the event.
_OF_THE_ROW = re.compile(
    r"\b(birth\w*|born|dob|creat\w*|updat\w*|modif\w*|edit\w*|entered|entry|added|upload\w*|access\w*|report\w*)\b"
)
_WHO = {"source": "target", "source name": "target name"}  # sides of an event, and no publisher
_GRID = frozenset({"x", "y"})  # names of degrees, and of metres
_BOUNDS = frozenset({"low", "best", "high", "low estimate", "best estimate"})  # of people, and of prices
_SHARE = 0.5  # of the values of a column have to be what its name says, where the name may mean other things
_TRIED = 300  # values of a column that a guess looks at


@dataclass(frozen=True)
class Mapping:
    """The columns of each field, by the field's name.

    `order` is which of day and month stands first in dates in numbers, None where nothing tells; `decimal` the mark
    before decimals. `event_types` gives terms of the codebook for a table's own words, in small letters. `dataset`
    are keys of a `Dataset` that the file states. `reasons` say how a field is read; `unread` are the other columns.
    """

    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order | None = None
    decimal: str = "."
    event_types: dict[str, str] = field(default_factory=dict)
    dataset: dict[str, Any] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def column(self, name: str) -> str | None:
        """The first column of a field; None where it has none."""
        return next(iter(self.fields.get(name, ())), None)

    @property
    def useful(self) -> bool:
        """Is there a date, a place or a title at all?"""
        return bool(
            self.fields.keys()
            & {"date", "earliest", "latest", "week", "year", "title", "summary", "place", "lat", "coordinates"}
        )

    @property
    def dated(self) -> tuple[str, ...]:
        """The columns that hold dates."""
        return tuple(dict.fromkeys(column for name in DATES for column in self.fields.get(name, ())))


_REMARKS = {"week": "the day is one of its week: up to six days before or after, unknown when"}
Values = Table[str, Sequence[str]]
"""Some values of each column, without blank ones."""


def guess(header: Sequence[str], samples: Values) -> Mapping:
    """What the columns mean, by their names and then by some of their values."""
    tried = {name: [value.strip() for value in samples.get(name, ()) if not blank(value)][:_TRIED] for name in header}
    fields = _by_name(header, tried)
    _by_values(fields, header, tried)
    _sides(fields)
    _dated(fields, tried)
    if not {"lat", "lon"} <= fields.keys():
        fields.pop("lat", None)
        fields.pop("lon", None)
    if {"lat", "lon"} <= fields.keys():
        fields.pop("coordinates", None)
    reasons = {}
    if "year" in fields and not fields.keys() & {"date", "month", "earliest", "latest"}:
        reasons["year"] = "no column says more of the date; a row that sums up a year is counted as one event"
    if "region" not in fields and "country" in fields:
        fields["region"] = fields["country"]
        reasons["region"] = "no column names a region"
    degrees = [value for name in ("lat", "lon") for column in fields.get(name, ()) for value in tried[column]]
    decimal = "," if any(re.fullmatch(r"[+-]?\d{1,3},\d+", value) for value in degrees) else "."
    found = Mapping(fields, decimal=decimal, reasons=reasons, unread=left(fields, header))
    return settle(found, (value for column in found.dated for value in samples.get(column, ())))


def _sides(fields: dict[str, tuple[str, ...]]) -> None:
    """Moves a `source` beside a `target` to the actors, as data sets made by machines call the two sides."""
    named = {plain(name) for name in fields.get("actors", ())}
    sides = tuple(name for name in fields.get("sources", ()) if _WHO.get(plain(name)) in named)
    if sides:
        fields["actors"] = (*sides, *fields["actors"])
        fields["sources"] = tuple(name for name in fields["sources"] if name not in sides)
        if not fields["sources"]:
            del fields["sources"]


def _dated(fields: dict[str, tuple[str, ...]], tried: Values) -> None:
    """Leaves one way to tell the date: a column of dates, of weeks, or of years with months and days. Where the dates
    lack the century, a year beside them stays to complete them, or the parts are read instead."""
    if "year" in fields and any(plain(name) in _YEARLY for name in tried):
        for name in ("date", "end", "earliest", "latest"):
            fields.pop(name, None)
    short = "date" in fields and _share(tried[fields["date"][0]], _shortened) >= _SHARE
    if short and fields.keys() >= set(PARTS):
        for name in ("date", "end"):
            fields.pop(name, None)
    if fields.keys() & {"date", "earliest", "latest", "week"}:
        for name in ("month", "day", "end_year", "end_month", "end_day", *(() if short else ("year",))):
            fields.pop(name, None)
        if fields.keys() & {"date", "earliest", "latest"}:
            fields.pop("week", None)
    elif "year" not in fields:
        for name in ("month", "day", "end_year", "end_month", "end_day", "time", "end"):
            fields.pop(name, None)


def _shortened(value: str) -> None:
    if not shortened_year(value):
        raise ValueError(value)


def left(fields: dict[str, tuple[str, ...]], header: Sequence[str]) -> tuple[str, ...]:
    """The columns that no field is read from."""
    read = {column for columns in fields.values() for column in columns}
    return tuple(name for name in header if name not in read)


def _by_name(header: Sequence[str], tried: Values) -> dict[str, tuple[str, ...]]:
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for position, name in enumerate(header):
        named = field_named(name)
        if named and _plausible(named[0], name, tried[name]):
            ranked.setdefault(named[0], []).append((named[1], position, name))
    fields = {}
    for key, found in ranked.items():
        if key in FIGURES and not (found := _alone(found)):
            continue
        ordered = sorted(found, key=lambda entry: entry[1] if key in LISTS else entry[0])
        fields[key] = tuple(name for _, _, name in ordered)[: None if key in LISTS else 1]
    taken = {column for columns in fields.values() for column in columns}
    for name in header:
        within = None if name in taken else field_within(name)
        if within and (within not in fields or within in LISTS) and _plausible(within, name, tried[name]):
            fields[within] = (*fields.get(within, ()), name)
            taken.add(name)
    return fields


def _alone(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The columns of a figure without those that brackets alone tell apart, `Killed (north)` and `Killed (south)`: each
    has a part of it, unless one has no brackets."""
    names = Counter(plain(name) for _, _, name in found)
    return [entry for entry in found if names[plain(entry[2])] == 1 or not re.search(r"[(\[]", entry[2])]


def _plausible(key: str, name: str, values: Sequence[str]) -> bool:
    """Do the values of a column fit what its name says? Without values the name decides."""
    if not values:
        return True
    if key in ("lat", "lon"):
        return plain(name) not in _GRID or _share(values, read_degrees) >= _SHARE
    if key in FIGURES and plain(name) in _BOUNDS:
        return _share(values, read_figure) >= _SHARE
    if key == "time":
        return _share(values, read_time) >= _SHARE
    if key == "coordinates":
        return _share(values, read_pair) >= _SHARE
    if key in DATES and not re.search("dat(e|um)|fecha|дата|tarih|التاريخ", plain(name)):
        return _share(values, _some_date) >= _SHARE
    if key.removeprefix("end_") in PARTS:
        return _share(values, read_month if key.endswith("month") else float) >= _SHARE
    if key == "geo_precision":
        return _share(values, _term) >= _SHARE
    if key in _NAMED:
        return _share(values, _word) > 0.1
    return True


def _term(value: str) -> None:
    if not any(value.casefold() in (term.slug, term.label.casefold()) for term in codebook.GEO_PRECISIONS.values()):
        raise ValueError(value)


def _word(value: str) -> None:
    """Raises for a number, which stands for a name elsewhere, or for how many took part."""
    if _CODE.fullmatch(value):
        raise ValueError(value)


def _some_date(value: str) -> object:
    return read_date(value, settled(value) or "day")


def _share(values: Sequence[str], read: Callable[[str], object]) -> float:
    sound = 0
    for value in values:
        try:
            read(value)
        except (DateError, CellNumberError, ValueError):
            continue
        sound += 1
    return sound / len(values) if values else 0.0


def _by_values(fields: dict[str, tuple[str, ...]], header: Sequence[str], tried: Values) -> None:
    """Moves columns whose values are something else than their name says, and finds a date that has no such name."""
    for name in ("place", "title"):
        column = next(iter(fields.get(name, ())), "")
        if column and tried[column] and _share(tried[column], read_pair) > _SHARE:
            del fields[name]
            fields.setdefault("coordinates", (column,))
    links = tuple(name for name in fields.get("sources", ()) if _links(tried[name]))
    if links:
        fields["source_urls"] = (*fields.get("source_urls", ()), *links)
        fields["sources"] = tuple(name for name in fields["sources"] if name not in links)
        if not fields["sources"]:
            del fields["sources"]
    if not fields.keys() & {"date", "earliest", "latest", "week", "year"}:
        taken = {column for columns in fields.values() for column in columns}
        dated = (
            name
            for name in header
            if name not in taken
            and not _OF_THE_ROW.search(plain(name))
            and _share([value for value in tried[name] if len(value) > 5], _some_date) > 0.9
            and sum(len(value) > 5 for value in tried[name]) > len(tried[name]) / 2
        )
        if found := next(dated, None):
            fields["date"] = (found,)


def _links(values: Sequence[str]) -> bool:
    return bool(values) and sum("://" in value for value in values) > len(values) / 2


def settle(mapping: Mapping, values: Iterable[str | None]) -> Mapping:
    """The mapping with the order of day and month, where one of the values of its dates leaves one reading and none
    the other; unchanged where the order is stated."""
    if mapping.order:
        return mapping
    evidence: dict[Order, str] = {}
    open_, dotted = "", True
    for value in values:
        if value and unordered(value):
            order = settled(value)
            open_ = open_ or value.strip()
            dotted = dotted and "." in value and "/" not in value
            if order:
                evidence.setdefault(order, value.strip())
    if len(evidence) == 1:
        (order, value), *_ = evidence.items()
        return replace(mapping, order=order, reasons=mapping.reasons | {"order": f"{order} first: {value} settles it"})
    if evidence:
        both = f"both orders of day and month stand in it: {' and '.join(evidence.values())}"
        return replace(mapping, reasons=mapping.reasons | {"order": both})
    if open_ and dotted:
        return replace(mapping, order="day", reasons=mapping.reasons | {"order": f"day first, as with dots: {open_}"})
    if open_:
        reason = f"whether day or month stands first in {open_} is not known"
        return replace(mapping, reasons=mapping.reasons | {"order": reason})
    return mapping


def words(mapping: Mapping) -> list[str]:
    """A line for each field: `date <- "Datum" (day first: 25.03.2023 settles it)`; the other columns last."""
    lines = []
    for name, columns in mapping.fields.items():
        reasons = [
            _REMARKS.get(name),
            mapping.reasons.get(name),
            mapping.reasons.get("order") if name == "date" else None,
        ]
        if name in ("fatalities_best", "lat") and mapping.decimal == ",":
            reasons.append("decimal comma")
        told = "; ".join(reason for reason in reasons if reason)
        lines.append(f"{name} <- {_quoted(columns)}" + (f" ({told})" if told else ""))
    return [*lines, *([f"more <- {_quoted(mapping.unread)}"] if mapping.unread else [])]


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
