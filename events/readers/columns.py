"""The columns of a sheet: which cell holds which part of a record, both ways.

Several values stand in one cell with `;` between them, `\\;` for a semicolon and `\\\\` for a backslash. Columns of the
same list (`actors`, `actor_roles`) are parallel: the second value of one belongs to the second value of the other.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from events.codebook import nearest
from events.fields import Path
from events.model import FOR_READING, Event, Facts, Place, Source

PLACE = {"place": "name", "place_names": "names"} | {
    name: name for name in Place.model_fields if name not in ("name", "names")
}
LISTS: dict[str, dict[str, str]] = {
    "actors": {"actors": "name", "actor_roles": "role"},
    "claims": {"claims": "text", "claim_kinds": "kind", "claim_by": "by", "claim_sources": "source"},
    "sources": {"source_ids": "id"} | {f"source_{name}": name for name in Source.model_fields if name != "id"},
}
SCALARS = tuple(name for name in Facts.model_fields if name not in LISTS)
COLUMNS: tuple[str, ...] = (*SCALARS, *PLACE, *(column for group in LISTS.values() for column in group))
READ: tuple[str, ...] = (*COLUMNS, *FOR_READING)  # those that a sheet may have; what is written has `COLUMNS`


class CellError(ValueError):
    """Cells that cannot be taken together; names the column."""

    def __init__(self, column: str, value: str, reason: str, remedy: str) -> None:
        super().__init__(f"{column} '{value}' {reason}. {remedy}")
        self.column, self.value, self.reason, self.remedy = column, value, reason, remedy


def column_named(header: str) -> str:
    """The column that a header means: case, outer blanks, and blanks for underscores are forgiven."""
    return re.sub(r"[\s_]+", "_", header.strip().lower())


def unknown(headers: Iterable[str]) -> list[tuple[str, str]]:
    """Headers that no column has, each with a remedy."""
    return [
        (header, nearest(column_named(header), COLUMNS)) for header in headers if column_named(header) not in COLUMNS
    ]


def column_of(path: Path) -> str | None:
    """The column of a path in a record, as pydantic gives it: `("actors", 1, "role")` -> `actor_roles`."""
    if not path:
        return None
    head, inner = str(path[0]), next((part for part in path[1:] if isinstance(part, str)), None)
    if head == "place":
        return next((column for column, name in PLACE.items() if name == inner), "place")
    if path == ("sources",):
        return "source_publisher"  # what a row without any source lacks first
    if head in LISTS:
        return next((column for column, name in LISTS[head].items() if name == inner), next(iter(LISTS[head])))
    return head


def to_record(cells: Mapping[str, str]) -> dict[str, Any]:
    """The record of a row: `cells` by column, blank ones left out.

    Raises:
        CellError: parallel columns have different numbers of values, or a name of a place has no language.
    """
    record: dict[str, Any] = {name: cells[name] for name in (*SCALARS, *FOR_READING) if cells.get(name)}
    place: dict[str, Any] = {name: cells[column] for column, name in PLACE.items() if cells.get(column)}
    if place:
        if "names" in place:
            place["names"] = _names(place["names"])
        record["place"] = place
    for key, columns in LISTS.items():
        items = _items(columns, cells)
        if items:
            record[key] = _with_ids(items) if key == "sources" else items
    return record


def _names(cell: str) -> dict[str, str]:
    names = {}
    for value in split(cell):
        language, colon, name = value.partition(":")
        if not colon or not name.strip():
            raise CellError("place_names", value, "has no language before it", "Write sq: Banjskë; sr: Бањска.")
        names[language.strip()] = name.strip()
    return names


def _items(columns: Mapping[str, str], cells: Mapping[str, str]) -> list[dict[str, str]]:
    values = {column: split(cells[column]) for column in columns if cells.get(column)}
    if not any(any(found) for found in values.values()):
        return []
    longest = max(values, key=lambda column: len(values[column]))
    count = len(values[longest])
    for column, found in values.items():
        if len(found) != count:
            raise CellError(
                column,
                cells[column],
                f"has {len(found)} value{'' if len(found) == 1 else 's'}, and {longest} has {count}",
                "Give each the same number with ; between them, and nothing where one is unknown: A;;C.",
            )
    return [
        {columns[column]: found[number] for column, found in values.items() if found[number]} for number in range(count)
    ]


def _with_ids(sources: list[dict[str, str]]) -> list[dict[str, str]]:
    """Sources without an id get one from publisher and day, so that a plain sheet needs none; a second one of the same
    publisher and day is numbered."""
    taken = {source["id"] for source in sources if "id" in source}
    named = []
    for source in sources:
        if "id" not in source and "publisher" in source:
            slug = _slug(f"{source['publisher']} {source.get('published', '')[:10]}")
            numbered = (f"{slug}-{number}" for number in range(2, len(sources) + 2))
            source = {
                "id": slug if slug not in taken else next(name for name in numbered if name not in taken)
            } | source
            taken.add(source["id"])
        named.append(source)
    return named


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:100].strip("-") or "source"


def to_cells(event: Event) -> dict[str, str]:
    """The row of an event, by column; the inverse of `to_record`."""
    cells = {name: _text(getattr(event, name)) for name in SCALARS}
    if event.place is not None:
        cells |= {column: _text(getattr(event.place, name)) for column, name in PLACE.items() if name != "names"}
        cells["place_names"] = join(f"{language}: {name}" for language, name in event.place.names.items())
    for key, columns in LISTS.items():
        for column, name in columns.items():
            values = [_text(getattr(item, name)) for item in getattr(event, key)]
            cells[column] = join(values) if any(values) else ""
    return {column: cells.get(column, "") for column in COLUMNS}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def split(cell: str) -> list[str]:
    """The values of a cell, without outer blanks."""
    if "\\" not in cell:
        return [value.strip() for value in cell.split(";")]
    values = [""]
    escaped = False
    for character in cell:
        if escaped:
            values[-1] += character if character in ";\\" else "\\" + character
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == ";":
            values.append("")
        else:
            values[-1] += character
    if escaped:
        values[-1] += "\\"
    return [value.strip() for value in values]


def join(values: Iterable[str]) -> str:
    """The cell of several values."""
    return "; ".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)
