"""When the events of a mapped table were: the columns of a row that tell of time, read together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from events.dates import DateError, parse
from events.moments import MAX, MIN, spans
from events.readers.cell_dates import blank, joined, read_date, read_month, read_time, with_year
from events.readers.chunk import Fault
from events.readers.column_names import plain
from events.readers.distinct import Column, Combination, Told, read_each
from events.readers.mapping import PARTS, Mapping
from events.schema import SCHEMA, WORD

FIELDS = (
    "date", "end", "earliest", "latest", "week", "year", "month", "day", "end_year", "end_month", "end_day", "time",
)  # fmt: skip


@dataclass(frozen=True)
class When:
    """A date as EDTF with the columns that follow from it; all None where the row states none."""

    date: str | None = None
    part_of_day: str | None = None
    start: int | None = None
    end: int | None = None
    spans: list[dict[str, int]] | None = None
    precision: str = "undated"


def when(table: pa.Table, mapping: Mapping) -> tuple[dict[str, pa.Array], Sequence[Fault]]:
    """The columns of time. A date that is not read rejects its row; a clock time that is not read is told."""
    fields = {name: column for name in FIELDS if (column := mapping.column(name))}

    def read(cells: Combination) -> tuple[When, list[Told]]:
        stated = {name: cell for name, cell in zip(fields, cells, strict=True) if cell is not None and not blank(cell)}
        return _when(stated, fields, mapping)

    found: Column[When] = read_each(table, list(fields.values()), read)
    columns = {
        "date": found.array(lambda value: value.date, pa.string()),
        "part_of_day": found.array(lambda value: value.part_of_day, WORD),
        "start": found.array(lambda value: value.start, pa.int64()),
        "end": found.array(lambda value: value.end, pa.int64()),
        "spans": found.array(lambda value: value.spans, SCHEMA.field("spans").type),
        "precision": found.array(lambda value: value.precision, WORD),
    }
    return columns, found.faults


def _when(stated: dict[str, str], fields: dict[str, str], mapping: Mapping) -> tuple[When, list[Told]]:
    told: list[Told] = []
    name = "date"
    try:
        edtf = None
        for name in ("date", "end", "earliest", "latest", "week"):
            if name in stated:
                moment, note = read_date(with_year(stated[name], stated.get("year", "")), mapping.order)
                stated[name] = _as_named(moment, plain(fields[name]))
                told += [Told(fields[name], note, "Write the clock time at the place.")] if note else []
        name = "date" if "date" in stated or "year" not in stated else "year"
        edtf = _of_parts(stated) if name == "year" else stated.get("date")
        if edtf is None and "week" in stated:
            name, edtf = "week", _of_week(stated["week"], plain(fields["week"]))
        edtf, part, note_of_time = _with_time(edtf, stated, fields)
        told += note_of_time
        if "end_year" in stated and "end" not in stated and edtf is not None:
            name = "end_year"
            stated["end"] = _of_parts(stated, "end_")
        if "end" in stated:
            name = "end" if "end" in fields else "end_year"
            edtf = _through(edtf, stated["end"])
        if edtf is None and stated.keys() & {"earliest", "latest"}:
            name = "latest" if "latest" in stated else "earliest"
            edtf = _within(stated.get("earliest"), stated.get("latest"))
        return (_placed(edtf, part), told) if edtf else (When(), told)
    except DateError as error:
        return When(), [Told(fields.get(name, next(iter(fields.values()))), error.reason, error.remedy, rejects=True)]


def _as_named(moment: str, column: str) -> str:
    """The month or the year of its first day under a name that speaks of months or years: tables of sums have it so."""
    if re.search(r"\b(month|monat|mes|mois|mese)\b", column) and re.fullmatch(r"\d{4}-\d\d-01", moment):
        return moment[:7]
    if re.search(r"\b(year|jahr|ano|annee|anno)\b", column) and re.fullmatch(r"\d{4}-01-01", moment):
        return moment[:4]
    return moment


def _of_week(text: str, column: str) -> str:
    """Some day of the week of a day: the seven from it or up to it where the column says so, else up to six days on
    either side, since a week may begin on any day."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    found = date.fromisoformat(text)
    starts, ends = re.search("start|begin|commenc|week of", column), re.search("end", column)
    first = found if starts else found - timedelta(days=6)
    last = found if ends and not starts else found + timedelta(days=6)
    return _within(first.isoformat(), last.isoformat())


def _of_parts(stated: dict[str, str], of: str = "") -> str:
    """`2023`, `2023-09` or `2023-09-24` of numbers in columns of their own, 0 standing for an unknown part."""
    year, month, day = (_whole(stated.get(f"{of}{name}", "")) for name in PARTS)
    if day and not month:
        raise DateError(stated[f"{of}day"], "is a day without a month", "Give the month, or leave the day blank.")
    return parse("-".join([f"{year:0>4}", *(f"{part:0>2}" for part in (month, day) if part)])).edtf


def _whole(text: str) -> str:
    """Digits without zeros in front; "" for 0 and what is below it, which stand for an unknown part."""
    number = text.strip().removesuffix(".0").lstrip("0")
    if number.isdecimal() or not number or re.fullmatch(r"-\d+", number):
        return number if number.isdecimal() else ""
    return str(read_month(number))


def _with_time(
    edtf: str | None, stated: dict[str, str], fields: dict[str, str]
) -> tuple[str | None, str | None, list[Told]]:
    """A single day with the clock time beside it, or its part of the day."""
    if "time" not in stated or edtf is None:
        return edtf, None, []
    try:
        clock, part = read_time(stated["time"])
        if len(edtf) != 10:
            raise DateError(stated["time"], "stands beside a date that is no single day", "Give the day, or no time.")
        return (edtf, part, []) if part else (parse(f"{edtf}T{clock}").edtf, None, [])
    except DateError as error:
        return edtf, None, [Told(fields["time"], error.reason, error.remedy)]


def _through(first: str | None, last: str) -> str:
    if first is None:
        return parse(f"/{last}").edtf
    if any(mark in first + last for mark in "/[{"):
        raise DateError(last, "stands beside a date that has an end already", "Leave the end blank.")
    return joined(first, last)


def _within(first: str | None, last: str | None) -> str:
    """Some time from one date to another, unknown when."""
    if first == last and first is not None:
        return first
    return parse(f"[{first or ''}..{last or ''}]").edtf


def _placed(edtf: str, part: str | None) -> When:
    date = parse(edtf, part)
    found = spans(date)
    several = [{"start": start, "end": end} for start, end in found] if len(found) > 1 else None
    first, last = min((start for start, _ in found), default=MIN), max((end for _, end in found), default=MAX)
    return When(edtf, part, first, last, several, date.precision)
