"""A run: some rows on the disk, sorted by start, end and id, with what is needed to merge it with others.

Of a run numbered 12 there are `12.arrow` (packed rows), `12.npz` (arrays, an entry a row) and `12.json`, which is
written last: a run without it is not there.
"""

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.importing.hashes import joined, text_hashes
from events.importing.packed_rows import taken
from events.ledger import Ledger
from events.places import COLUMNS

BATCH = 512  # rows that are read from the disk together; of each run so many are in memory when runs are merged
BUFFER = 2**20  # bytes that are written together
SAMPLE = 1_024  # rows between two samples of the order
LATE = 2**63 - 1  # the start of an event without a date, after all others
UNPLACED, UNDATED = 1, 2  # what a row lacks
ORDER = ("start", "end", "id")

Key = tuple[int, int, str]


@dataclass(frozen=True)
class Told:
    """What is kept of a run in words: the file, its kind, the key of it as it was, the chunks of it that are in the run
    (`chunks` from the `first`), the ledger of their rows, and each `SAMPLE`-th key. `last` is the run at the end of the
    file. `as_of` is the last second of the days that the sources were published."""

    number: int
    file: str
    kind: str
    input: str
    first: int
    chunks: int
    count: int
    size: int
    samples: tuple[Key, ...]
    ledger: Ledger
    as_of: int | None = None
    last: bool = False


@dataclass(frozen=True)
class Run:
    """A run on the disk. Arrays: `start` and `end` (`LATE` for none), `line`; `lacks` (`UNPLACED`,
    `UNDATED`); `position` in the order of reading; `place`, the number of a row of `place_keys` (-1 for none), which
    has a column of numbers for each of `events.places.COLUMNS`; `id_hash` sorted, with the row of each in `id_row`."""

    folder: Path
    told: Told

    @property
    def count(self) -> int:
        return self.told.count

    def array(self, name: str) -> np.ndarray:
        with np.load(self.folder / f"{self.told.number}.npz") as arrays:
            found: np.ndarray = arrays[name]
        return found

    @property
    def rows_file(self) -> Path:
        return self.folder / f"{self.told.number}.arrow"

    def texts(self, name: str) -> pa.Array:
        """One column that is stored as it is, such as `id`; read from the disk alone."""
        if not self.count:
            return pa.array([], pa.string())
        with pa.OSFile(str(self.rows_file)) as file:
            names = pa.ipc.open_file(file).schema.names
            if name not in names:
                return pa.nulls(self.count, pa.string())
            options = pa.ipc.IpcReadOptions(included_fields=[names.index(name)])
            found = pa.ipc.open_file(file, options=options).read_all()[name].combine_chunks()
        return found if isinstance(found, pa.Array) else pa.concat_arrays(found.chunks)

    def cuts(self, keys: Sequence[Key]) -> np.ndarray:
        """For each key the number of the first row that is not before it."""
        start, end = self.array("start"), self.array("end")
        ids: pa.Array | None = None
        found = np.zeros(len(keys), dtype=np.int64)
        for number, (first, last, id) in enumerate(keys):
            low, high = (int(np.searchsorted(start, first, side)) for side in ("left", "right"))
            inner = end[low:high]
            low, high = (low + int(np.searchsorted(inner, last, side)) for side in ("left", "right"))
            if low < high:
                ids = self.texts("id") if ids is None else ids
                low = bisect_left(_Texts(ids), id, low, high)
            found[number] = low
        return found


class _Texts(Sequence[str]):
    """Strings of Arrow as a sequence that `bisect` takes."""

    def __init__(self, texts: pa.Array) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, place: Any) -> Any:
        return self._texts[place].as_py()


class RunReader:
    """The rows of a run from its start to its end; the last batch is kept, as the next rows are mostly in it too."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._kept: tuple[int, pa.RecordBatch] | None = None

    @cached_property
    def _file(self) -> pa.NativeFile:
        return pa.OSFile(str(self._run.rows_file))

    @cached_property
    def _batches(self) -> pa.RecordBatchFileReader:
        return pa.ipc.open_file(self._file)

    def rows(self, low: int, high: int) -> pa.Table:
        """The packed rows `low` to `high`, at least one."""
        parts = []
        for number in range(low // BATCH, (high - 1) // BATCH + 1):
            if self._kept is None or self._kept[0] != number:
                self._kept = (number, self._batches.get_batch(number))
            first = number * BATCH
            parts.append(self._kept[1].slice(max(low - first, 0), min(high - first, BATCH) - max(low - first, 0)))
        return pa.Table.from_batches(parts)

    def close(self) -> None:
        if self._run.count:
            self._file.close()


def write_run(
    folder: Path, packed: pa.Table, lines: np.ndarray, lacks: np.ndarray, told: dict[str, Any], compression: str | None
) -> Run:
    """Sort rows and put them on the disk. `told` are the values of `Told` that the rows do not tell."""
    number, count = told["number"], packed.num_rows
    present = [name for name in ORDER if name in packed.column_names]
    rows = np.zeros(0, dtype=np.int64)
    if count:
        order = pc.sort_indices(packed.select(present), sort_keys=[(name, "ascending") for name in present])
        rows = np.asarray(order).astype(np.int64)
        packed = taken(packed, rows)
    start, end = (_seconds(packed, name) for name in ("start", "end"))
    hashes = text_hashes(_array(packed, "id")) if count else np.zeros(0, dtype=np.uint64)
    by_hash = np.argsort(hashes, kind="stable").astype(np.int32)
    if count:
        options = pa.ipc.IpcWriteOptions(compression=compression)
        with (
            pa.output_stream(folder / f"{number}.arrow", compression=None, buffer_size=BUFFER) as file,
            pa.ipc.new_file(file, packed.schema, options=options) as writer,
        ):
            writer.write_table(packed, max_chunksize=BATCH)
    place, place_keys = _places(packed)
    np.savez(
        folder / f"{number}.npz",
        start=start,
        end=end,
        place=place,
        place_keys=place_keys,
        line=lines[rows],
        lacks=lacks[rows],
        position=rows.astype(np.int32),
        id_hash=hashes[by_hash],
        id_row=by_hash,
    )
    samples = [(int(start[row]), int(end[row]), packed["id"][row].as_py()) for row in range(SAMPLE // 2, count, SAMPLE)]
    size = (folder / f"{number}.arrow").stat().st_size if count else 0
    found = Told(count=count, size=size, samples=tuple(samples), **told)
    write_whole(folder / f"{number}.json", json.dumps(asdict(found) | {"ledger": found.ledger.as_json()}))
    return Run(folder, found)


def find_run(folder: Path, number: int) -> Run | None:
    """A run that was written whole, None else."""
    try:
        told = json.loads((folder / f"{number}.json").read_text("utf-8"))
        told["ledger"] = Ledger.from_json(told["ledger"])
        told["samples"] = tuple((start, end, id) for start, end, id in told["samples"])
        run = Run(folder, Told(**told))
        sound = not run.count or run.rows_file.stat().st_size == run.told.size
        return run if sound and (folder / f"{number}.npz").exists() else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_whole(path: Path, text: str) -> None:
    """A small file that is there as a whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _array(rows: pa.Table, name: str) -> pa.Array:
    column = rows[name].combine_chunks()
    return column if isinstance(column, pa.Array) else pa.concat_arrays(column.chunks)


def _seconds(rows: pa.Table, name: str) -> np.ndarray:
    if name not in rows.column_names or not rows.num_rows:
        return np.full(rows.num_rows, LATE, dtype=np.int64)
    return np.asarray(_array(rows, name).fill_null(LATE))


def _places(rows: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """For each row the number of its place, int32, -1 where none is named; and of each distinct place a row of uint64,
    equal only for places that have all the same. (Of names in other languages there is a hash of 64 bits, which matters
    only between places of one name and one point.)"""
    number = np.full(rows.num_rows, -1, dtype=np.int32)
    if "place" not in rows.column_names or not rows.num_rows:
        return number, np.zeros((0, len(COLUMNS)), dtype=np.uint64)
    present, nothing = set(rows.column_names), np.zeros(rows.num_rows, dtype=np.uint64)
    columns = [_numbers(_array(rows, name)) if name in present else nothing for name in COLUMNS]
    stated = np.flatnonzero(columns[0])
    columns = [column[stated] for column in columns]
    _, first, found = np.unique(joined(columns, len(stated)), return_index=True, return_inverse=True)
    if not all((column[first][found] == column).all() for column in columns):  # two places have one hash
        _, first, found = np.unique(np.stack(columns, axis=1), axis=0, return_index=True, return_inverse=True)
    number[stated] = found.reshape(-1)
    return number, np.stack([column[first] for column in columns], axis=1)


def _numbers(column: pa.Array) -> np.ndarray:
    """A number for each value, 0 for null."""
    if pa.types.is_list(column.type):
        texts = [repr(sorted(map(repr, value))) if value else None for value in column.to_pylist()]
        return text_hashes(pa.array(texts, pa.string()))
    if pa.types.is_floating(column.type):
        known = np.asarray(column.fill_null(np.nan)) + 0.0  # -0.0 is the same degree as 0.0
        found = known.view(np.uint64) + np.uint64(1)
    else:
        found = np.asarray(column.fill_null(-1)).astype(np.int64).view(np.uint64) + np.uint64(1)
    found[np.asarray(column.is_null())] = 0
    return found
