"""Rows for the tests of imports: tables of events, files of them, and what is in an import."""

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from events.model import Event
from events.schema import SCHEMA, to_table

SOURCES = [{"id": "gazette", "publisher": "The Gazette", "title": "News", "published": "2024-03-02"}]
HEADER = ("id", "title", "date", "event_type", "place", "lat", "lon", "part_of", "source_publisher", "source_title")


def event(id: str, date: str | None = "2024-01-01", **more: Any) -> Event:
    facts = {"id": id, "title": f"Title of {id}", "date": date, "event_type": "battle", "sources": SOURCES}
    return Event.model_validate(facts | more)


def table(*events: Event) -> pa.Table:
    return to_table(events)


def sheet(path: Path, *rows: dict[str, Any]) -> Path:
    """A sheet of records: each row as given, with what every record needs."""
    needed = {"title": "A title", "event_type": "battle", "source_publisher": "The Gazette", "source_title": "News"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        for row in rows:
            writer.writerow(needed | row)
    return path


def rows_of(path: Path) -> pa.Table:
    """All rows of an import, a file or a folder."""
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    return pa.concat_tables([pq.read_table(file) for file in files])


def in_order(rows: pa.Table) -> bool:
    """Whether rows are in the order of start, end and id, those without a date last."""
    late = 2**63 - 1
    columns = (rows["start"].fill_null(late), rows["end"].fill_null(late), rows["id"])
    keys = list(zip(*(column.to_pylist() for column in columns), strict=True))
    return keys == sorted(keys)


def plain(rows: pa.Table) -> list[dict[str, Any]]:
    """Rows by id, without the number of the place."""
    return sorted(rows.select(SCHEMA.names).to_pylist(), key=lambda row: str(row["id"]))
