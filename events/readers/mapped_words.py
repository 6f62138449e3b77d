"""What happened, to whom and by how many, in a mapped table: its words as titles, terms, actors and figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import pyarrow as pa

from events import codebook
from events.readers.cell_numbers import CellNumberError, read_figure
from events.readers.chunk import Fault
from events.readers.column_names import plain
from events.readers.distinct import Column, Combination, Told, read_each
from events.readers.mapping import FIGURES, Mapping
from events.readers.plain_text import LONGEST_TEXT, LONGEST_TITLE, block, cut, headline, line, seen
from events.schema import SCHEMA, WORD

OTHER = "other"
_NINES = (
    "is a code for unknown in many tables, and is not taken as a figure",
    "Leave it blank, or write it with its thousands apart: 9,999.",
)
_STATES_A_ROLE = re.compile("perp|attack|victim|target|initiat|aggress")
# ACLED's names of its types, which many tables use.
_TYPES = {plain(word): term.slug for term in codebook.EVENT_TYPES.values() for word in (term.slug, term.label)} | {
    "battles": "battle",
    "violence against civilians": "attack_on_civilians",
    "explosions remote violence": "explosion_remote_violence",
    "protests": "protest",
    "riots": "riot",
    "strategic developments": "strategic_development",
}
Kept = list[str]  # columns of which the cell says more than what was made of it


@dataclass(frozen=True)
class Words:
    """The words of a row; `kept` are the columns whose cells say more than these."""

    title: str
    summary: str | None
    event_type: str
    sub_event_type: str | None
    kept: tuple[str, ...]


def event_type_named(text: str, own: dict[str, str]) -> str:
    """The term of the codebook that words are by slug or label, or by a table's `own`; `other` where none fits."""
    return own.get(text.strip().casefold()) or _TYPES.get(plain(text), OTHER)


def wording(table: pa.Table, mapping: Mapping) -> Column[Words]:
    """Titles, summaries and types. A row without a title is called by the first sentence of its summary, else by its
    type and place."""
    fields = ("title", "summary", "event_type", "sub_event_type", "place", "admin2", "admin1", "country")
    columns = {name: column for name in fields if (column := mapping.column(name))}

    def read(cells: Combination) -> tuple[Words, list[Told]]:
        stated = {name: cell for name, cell in zip(columns, cells, strict=True) if cell is not None and seen(cell)}
        kept: Kept = []
        told: list[Told] = []
        kind, narrower = _types(stated, columns, mapping, kept)
        title, summary = _texts(stated, columns, narrower or codebook.label(codebook.EVENT_TYPES, kind), kept, told)
        return Words(title, summary, kind, narrower, tuple(kept)), told

    return read_each(table, list(columns.values()), read)


def _types(stated: dict[str, str], columns: dict[str, str], mapping: Mapping, kept: Kept) -> tuple[str, str | None]:
    """The term, and the narrower kind: the table's own word where the codebook does not have it."""
    said = stated.get("event_type")
    kind = event_type_named(said, mapping.event_types) if said else OTHER
    narrower = line(stated["sub_event_type"]) if "sub_event_type" in stated else None
    if said and (kind == OTHER or said.strip().casefold() in mapping.event_types):
        if narrower is None:
            return kind, line(said)
        kept.append(columns["event_type"])
    return kind, narrower


def _texts(
    stated: dict[str, str], columns: dict[str, str], kind: str, kept: Kept, told: list[Told]
) -> tuple[str, str | None]:
    summary = block(stated["summary"]) if "summary" in stated else None
    if summary and len(summary) > LONGEST_TEXT:
        reason = f"is longer than {LONGEST_TEXT:,} characters, and its beginning is taken"
        told.append(Told(columns["summary"], reason, "The whole is kept among the row's other cells."))
        summary = cut(summary, LONGEST_TEXT)
    title = stated.get("title")
    if title is None:
        place = next((stated[name] for name in ("place", "admin2", "admin1", "country") if name in stated), None)
        return headline(summary) if summary else line(f"{kind}, {place}" if place else kind, LONGEST_TITLE), summary
    if len(line(title)) > LONGEST_TITLE:
        if summary is None:
            return line(title, LONGEST_TITLE), cut(block(title), LONGEST_TEXT)
        kept.append(columns["title"])
    return line(title, LONGEST_TITLE), summary


def actors(table: pa.Table, mapping: Mapping) -> tuple[dict[str, pa.Array], dict[str, pa.Array]]:
    """Who took part, from all columns of actors, with `;` between several in a cell. Their order means nothing and no
    role is made of it. The second are the columns whose names say more, as `perpetrator` does, to be kept beside."""
    columns = mapping.fields.get("actors", ())

    def read(cells: Combination) -> tuple[list[str], list[Told]]:
        parts = [part for cell in cells if cell for part in re.split(r"[;\n]", cell)]
        return list(dict.fromkeys(line(part) for part in parts if seen(part))), []

    found: Column[list[str]] = read_each(table, columns, read)
    said = {name: table.column(name).is_valid() for name in columns if _STATES_A_ROLE.search(plain(name))}
    return {"actors": found.array(lambda value: value, SCHEMA.field("actors").type)}, said


def figures(table: pa.Table, mapping: Mapping) -> tuple[dict[str, pa.Array], Sequence[Fault]]:
    """The figures of people. What is no figure, or runs against low ≤ best ≤ high, is told and left unknown."""
    columns = {name: column for name in FIGURES if (column := mapping.column(name))}

    def read(cells: Combination) -> tuple[dict[str, int | None], list[Told]]:
        values: dict[str, int | None] = {}
        told: list[Told] = []
        for name, cell in zip(columns, cells, strict=True):
            if cell is not None:
                _figure(name, cell, columns, mapping, values, told)
        for kind in ("fatalities", "injured"):
            _ordered(kind, columns, values, told)
        return values, told

    found: Column[dict[str, int | None]] = read_each(table, list(columns.values()), read)
    made = {name: found.array(partial(_figure_named, name), pa.int32()) for name in FIGURES}
    return made, found.faults


def _figure_named(name: str, values: dict[str, int | None]) -> int | None:
    return values.get(name)


def _figure(
    name: str, cell: str, columns: dict[str, str], mapping: Mapping, values: dict[str, int | None], told: list[Told]
) -> None:
    kind, _, bound = name.rpartition("_")
    try:
        low, best, high = read_figure(cell, mapping.decimal)
    except CellNumberError as error:
        told.append(Told(columns[name], error.reason, error.remedy))
        return
    if best is not None and re.fullmatch("9{3,6}", cell.strip()):
        told.append(Told(columns[name], *_NINES))
        return
    if best is not None:
        values[name] = best
        return
    for side, value in (("low", low), ("high", high)):
        if value is None:
            continue
        if bound == "best" and f"{kind}_{side}" not in columns:
            values[f"{kind}_{side}"] = value
        else:
            told.append(
                Told(columns[name], "is no single figure", "Write digits alone; a range has columns for low and high.")
            )
            return


def _ordered(kind: str, columns: dict[str, str], values: dict[str, int | None], told: list[Told]) -> None:
    names = [f"{kind}_{bound}" for bound in ("low", "best", "high")]
    known = [(name, value) for name in names if (value := values.get(name)) is not None]
    for (lower, least), (name, value) in pairwise(known):
        if value < least:
            column = columns.get(name) or columns.get(lower) or columns[f"{kind}_best"]
            reason = f"is less than {lower}, {least}, and none of the figures is taken"
            told.append(Told(column, reason, "Write low ≤ best ≤ high."))
            for each in names:
                values.pop(each, None)
            return


def status(table: pa.Table, mapping: Mapping) -> Column[tuple[str, bool]]:
    """How far it is verified, `reported` where the row does not say; and whether the cell says something else."""
    column = mapping.column("status")

    def read(cells: Combination) -> tuple[tuple[str, bool], list[Told]]:
        said = (cells[0] or "").strip().casefold() if cells else ""
        return ((said, False) if said in codebook.STATUSES else ("reported", bool(said))), []

    return read_each(table, [column] if column else [], read)


def plain_lines(table: pa.Table, column: str) -> pa.Array:
    """The cells of a column as names in one line."""

    def read(cells: Combination) -> tuple[str | None, list[Told]]:
        return (line(cells[0]) if cells[0] and seen(cells[0]) else None), []

    found: Column[str | None] = read_each(table, [column], read)
    return found.array(lambda value: value, WORD)
