"""The Parquet file of imported events: how it is written, and what it tells of itself."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from events.datasets import Dataset
from events.importing.merge import FILED
from events.ledger import Ledger

GROUP = 65_536  # rows of a row group
BATCH = 16_384  # values of a column that are written together
PREFIX = "conflict-timeline:"
VERSION = "1"
WORDS = [field.name for field in FILED if pa.types.is_dictionary(field.type)]
LISTED = ("actors.list.element", "actor_roles.list.element", "more.key_value.key", "more.key_value.value")
REPEATED = ("id", "publisher", "title", "author", "published", "accessed")  # what sources have in common
NUMBERED = [*WORDS, *LISTED, *(f"sources.list.element.{name}" for name in REPEATED)]  # stored as dictionaries
BOUNDED = [
    field.name for field in FILED if not pa.types.is_nested(field.type) and field.name not in ("title", "summary")
]


def metadata(datasets: Iterable[Dataset], ledger: Ledger, compiled: str | None, as_of: int | None) -> dict[str, str]:
    """What a file tells of itself, by the keys of Parquet's metadata. `as_of` is the last second of the days that the
    sources were published or the records compiled; it and `compiled` are left out where they are not known."""
    told = {
        "format": VERSION,
        "datasets": json.dumps([dataset.model_dump(exclude_none=True) for dataset in datasets]),
        "ledger": json.dumps(ledger.as_json()),
    }
    if compiled:
        told["compiled"] = compiled
    if as_of is not None:
        told["as_of"] = str(as_of)
    return {PREFIX + key: value for key, value in told.items()}


def write_parquet(path: Path, tables: Iterable[pa.Table], told: Mapping[str, str]) -> int:
    """Write tables of `FILED` as one file, row groups of `GROUP` rows. Returns the number of rows."""
    count = 0
    how = {"compression": "zstd", "compression_level": 1, "use_dictionary": NUMBERED, "write_statistics": BOUNDED}
    how["write_batch_size"] = BATCH
    with pq.ParquetWriter(path, FILED, **how) as writer:
        for group in regrouped(tables, GROUP):
            writer.write_table(group, row_group_size=GROUP)
            count += group.num_rows
        writer.add_key_value_metadata(dict(told))
    return count


def regrouped(tables: Iterable[pa.Table], rows: int) -> Iterator[pa.Table]:
    """The same rows in tables of exactly so many; the last may have fewer."""
    waiting: list[pa.Table] = []
    count = 0
    for table in tables:
        while count + table.num_rows >= rows:
            yield pa.concat_tables([*waiting, table.slice(0, rows - count)]).unify_dictionaries()
            table, waiting, count = table.slice(rows - count), [], 0
        if table.num_rows:
            waiting.append(table)
            count += table.num_rows
    if waiting:
        yield pa.concat_tables(waiting).unify_dictionaries()


def told_by(path: Path) -> dict[str, str] | None:
    """What a file of imported events tells of itself; None for any other file."""
    try:
        found = pq.read_metadata(path).metadata or {}
    except (OSError, pa.ArrowException):
        return None
    told = {
        key.decode("utf-8").removeprefix(PREFIX): value.decode("utf-8", "replace")
        for key, value in found.items()
        if key.startswith(PREFIX.encode())
    }
    return told if "format" in told else None
