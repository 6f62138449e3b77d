"""Events whose ids were given anew from one import to the next, matched by what they say."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.importing.hashes import joined, text_hashes
from events.importing.sides import Side, different

CONTENT = ("date", "place", "event_type", "actors")  # by which events are matched
DETAILS = ("sub_event_type", "summary", "fatalities_best", "admin1")  # tell apart those that agree in these
LEAST = 10  # rows; of fewer nobody can say whether ids were given anew
SHARE = 0.5  # of the rows of the smaller import
_SAMPLED, _PLACES = 250, 4  # pairs of rows that are looked at, in so many places
_CODED = pa.array(["acled", "ucdp"])  # ids of sources whose locators begin with the ids of the row


@dataclass(frozen=True, eq=False)
class Pairs:
    """Rows of both imports that are the same events, in the order of the new; `equal` rows of the new are left out,
    because several rows agree with each."""

    old: np.ndarray
    new: np.ndarray
    equal: int


def content_pairs(old: Side, new: Side, old_rows: np.ndarray, new_rows: np.ndarray) -> Pairs | None:
    """The rows that are the same events by their content, where that fits at least twice as many as the ids do, which
    pair `old_rows` and `new_rows`, and most of the smaller import; None else."""
    least = min(len(old.hashes), len(new.hashes))
    if least < LEAST:
        return None
    agreeing = _agreeing(old, new, old_rows, new_rows) / least
    if agreeing > SHARE:
        return None
    pairs = _pairs(old, new)
    share = len(pairs.new) / least
    return pairs if len(pairs.new) >= LEAST and share >= SHARE and share > 2 * agreeing else None


def _agreeing(old: Side, new: Side, old_rows: np.ndarray, new_rows: np.ndarray) -> float:
    """In how many of the pairs of rows do both say the same? By a sample of them."""
    count = len(new_rows)
    if not count:
        return 0.0
    starts = np.linspace(0, max(count - _SAMPLED, 0), _PLACES).astype(np.int64)
    chosen = np.unique(np.concatenate([np.arange(start, min(start + _SAMPLED, count)) for start in starts]))
    before, after = (
        _hashes({name: side.take(side.where(rows[chosen]), name) for name in CONTENT})
        for side, rows in ((old, old_rows), (new, new_rows))
    )
    return float(np.mean(before == after)) * count


def _pairs(old: Side, new: Side) -> Pairs:
    """First those that agree in all, and then, of those that are left, those that agree in `CONTENT` alone."""
    columns = [_of_side(side) for side in (old, new)]
    left = [np.arange(len(side.hashes)) for side in (old, new)]
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for level in (1, 0):
        before, after = (hashes[level][rows] for hashes, rows in zip(columns, left, strict=True))
        first, second = _once(before, after)
        found.append((left[0][first], left[1][second]))
        left = [np.delete(rows, taken) for rows, taken in zip(left, (first, second), strict=True)]
    before, after = (hashes[0][rows] for hashes, rows in zip(columns, left, strict=True))
    old_rows, new_rows = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
    order = np.argsort(new_rows, kind="stable")
    old_rows, new_rows = old_rows[order], new_rows[order]
    same = _same(old, new, old_rows, new_rows)
    return Pairs(old_rows[same], new_rows[same], int(np.isin(after, before).sum()))


def _same(old: Side, new: Side, old_rows: np.ndarray, new_rows: np.ndarray) -> np.ndarray:
    """Which of the pairs, whose numbers are equal, do agree."""
    same = np.ones(len(new_rows), dtype=bool)
    for stretch in new.stretches(new_rows):
        was, now = old.where(old_rows[stretch]), new.where(new_rows[stretch])
        for name in CONTENT:
            same[stretch][list(different(old.take(was, name), new.take(now, name)))] = False
    return same


def _of_side(side: Side) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of 64 bits for what each row says: in `CONTENT`, and with `DETAILS`."""
    parts = []
    for group in range(len(side.starts) - 1):
        content = _hashes({name: side.column(group, name) for name in CONTENT})
        details = _hashes({name: side.column(group, name) for name in DETAILS})
        parts.append((content, joined((content, details), len(content))))
    return tuple(np.concatenate([np.zeros(0, dtype=np.uint64), *level]) for level in zip(*parts, strict=True))  # type: ignore[return-value]


def _hashes(columns: Mapping[str, pa.Array]) -> np.ndarray:
    count = len(next(iter(columns.values())))
    return joined((_hash(column) for column in columns.values()), count)


def _hash(column: pa.Array) -> np.ndarray:
    if pa.types.is_integer(column.type):
        return np.asarray(pc.fill_null(column, -1).to_numpy(zero_copy_only=False)).astype(np.int64).view(np.uint64)
    if not pa.types.is_list(column.type):
        return text_hashes(column)
    lengths = np.asarray(pc.fill_null(pc.list_value_length(column), 0)).astype(np.int64)
    ends = np.cumsum(lengths)
    places = np.arange(int(lengths.sum())) - np.repeat(ends - lengths, lengths)
    hashes = text_hashes(column.flatten()) * (2 * places + 1).astype(np.uint64)
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(hashes, dtype=np.uint64)])
    return np.asarray(sums[ends] - sums[ends - lengths])


def _once(before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the values stand that each side has once."""
    values = [np.unique(side, return_index=True, return_counts=True) for side in (before, after)]
    single, places = zip(*((found[counts == 1], first[counts == 1]) for found, first, counts in values), strict=True)
    _, old, new = np.intersect1d(single[0], single[1], assume_unique=True, return_indices=True)
    return places[0][old], places[1][new]


def without_ids(ids: pa.Array, column: pa.Array) -> pa.Array:
    """Sources without the ids of their rows in locators, or what else rows state without the cells of their ids."""
    return (
        _sources(column) if pa.types.is_list(column.type) and not pa.types.is_map(column.type) else _more(ids, column)
    )


def _sources(column: pa.Array) -> pa.Array:
    flat = column.flatten()
    fields = {field.name: flat.field(number) for number, field in enumerate(flat.type)}
    short = pc.replace_substring_regex(fields["locator"], "^[^;]*", "")
    fields["locator"] = pc.if_else(pc.is_in(fields["id"], value_set=_CODED), short, fields["locator"])
    lengths = np.asarray(pc.fill_null(pc.list_value_length(column), 0))
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32))
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(list(fields.values()), names=list(fields)))


def _more(ids: pa.Array, column: pa.Array) -> pa.Array:
    """The cell of an id is kept where the id differs from it in case and punctuation."""
    kept = [
        None if cells is None else [(name, value) for name, value in cells if _letters(value) != _letters(id)] or None
        for id, cells in zip(ids.to_pylist(), column.to_pylist(), strict=True)
    ]
    return pa.array(kept, column.type)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
