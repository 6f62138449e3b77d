"""Runs to one table in order of time, slice by slice."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.importing.packed_rows import taken, unpack
from events.importing.place_numbers import place_numbers
from events.importing.run import ORDER, SAMPLE, Key, Run, RunReader
from events.importing.words import Words
from events.schema import SCHEMA

SLICE = 32_768  # rows that are merged together, about
PLACE = pa.field("place_id", pa.int32())
FILED = SCHEMA.append(PLACE)  # what a file of imported events holds


def merged(runs: Sequence[Run], dropped: Mapping[int, np.ndarray], words: Words) -> Iterator[pa.Table]:
    """All rows but the dropped ones in the order of start, end and id, in tables with the columns of `FILED`."""
    keys = _bounds(runs)
    cuts = [np.concatenate([[0], run.cuts(keys), [run.count]]) for run in runs]
    readers = [RunReader(run) for run in runs]
    numbers = [place_numbers(run) for run in runs]
    kept = {number: _kept(runs[number].count, rows) for number, rows in dropped.items()}
    try:
        for part in range(len(keys) + 1):
            parts, places = [], []
            for number, reader in enumerate(readers):
                low, high = int(cuts[number][part]), int(cuts[number][part + 1])
                if low == high:
                    continue
                rows, inside = reader.rows(low, high), numbers[number][low:high]
                if number in kept:
                    mask = kept[number][low:high]
                    rows, inside = rows.filter(pa.array(mask)), inside[mask]
                parts.append(rows)
                places.append(inside)
            if sum(rows.num_rows for rows in parts):
                yield _slice(parts, np.concatenate(places), words)
    finally:
        for reader in readers:
            reader.close()


def _bounds(runs: Sequence[Run]) -> list[Key]:
    """Keys that divide all rows into slices of about the same size, whatever the keys: every run tells each
    `SAMPLE`-th of its own."""
    samples = sorted(key for run in runs for key in run.told.samples)
    step = max(1, SLICE // SAMPLE)
    return list(dict.fromkeys(samples[step::step]))


def _kept(count: int, dropped: np.ndarray) -> np.ndarray:
    kept = np.ones(count, dtype=bool)
    kept[dropped] = False
    return kept


def _slice(parts: list[pa.Table], places: np.ndarray, words: Words) -> pa.Table:
    rows = pa.concat_tables(parts, promote_options="permissive")
    if len(parts) > 1:
        present = [name for name in ORDER if name in rows.column_names]
        order = np.asarray(pc.sort_indices(rows.select(present), sort_keys=[(name, "ascending") for name in present]))
        rows, places = taken(rows, order.astype(np.int64)), places[order]
    return unpack(rows, words).append_column(PLACE, pa.array(places, pa.int32()))
