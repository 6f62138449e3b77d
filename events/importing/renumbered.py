"""Events whose ids were given anew from one import to the next, matched by what they say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.importing.hashes import joined, text_hashes
from events.importing.sides import Side, different

CONTENT = ("date", "place", "event_type", "actors")  # by which events are matched
DETAILS = ("sub_event_type", "summary", "fatalities_best", "admin1")  # tell apart those that agree in these
# Where one of the four changed, the others tell the event with its words.
WORDED = tuple((*(name for name in CONTENT if name != changed), "summary") for changed in CONTENT)
WORDS = 30  # letters of a summary, from which on it is that of one event
LEAST = 10  # rows; of fewer nobody can say whether ids were given anew
MOST = 0.5  # share of the rows that could be matched by content, from which on that is believed
MORE = 0.2  # share of all rows that content matches beyond those of the same ids, from which on ids say nothing
SOUND = 0.9  # share of the rows of the same ids that agree, from which on ids are relied on
_SAMPLED, _PLACES = 250, 4  # pairs of rows that are looked at, in so many places
_CODED = pa.array(["acled", "ucdp"])  # ids of sources whose locators begin with the ids of the row


@dataclass(frozen=True, eq=False)
class Pairs:
    """Rows of both imports that are the same events, in the order of the new. `matched` of them are so by their
    content, and `worded` of these with one thing changed; `equal` rows of the new are left out, because several rows
    agree with each."""

    old: np.ndarray
    new: np.ndarray
    matched: int
    equal: int
    worded: int = 0


def content_pairs(old: Side, new: Side, old_rows: np.ndarray, new_rows: np.ndarray) -> Pairs | None:
    """The rows that are the same events, where ids were given anew; None where they were not. `old_rows` and `new_rows`
    have the same ids.

    Where these mostly say something else, and content finds many others, ids say nothing, and content alone counts.
    Else it counts for the rows without a fellow, if it finds one for most that could have one.
    """
    least = min(len(old.hashes), len(new.hashes))
    if least >= LEAST and _agreeing(old, new, old_rows, new_rows) < SOUND:
        pairs = _pairs(old, new, np.arange(len(old.hashes)), np.arange(len(new.hashes)))
        kept = np.count_nonzero(old.hashes[pairs.old] == new.hashes[pairs.new])
        if pairs.matched >= max(LEAST, MOST * least) and pairs.matched - kept >= MORE * least:
            return pairs
    gone, fresh = (np.delete(np.arange(len(side.hashes)), rows) for side, rows in ((old, old_rows), (new, new_rows)))
    left = min(len(gone), len(fresh))
    if left < LEAST:
        return None
    pairs = _pairs(old, new, gone, fresh)
    if pairs.matched < max(LEAST, MOST * left):
        return None
    both = np.concatenate([old_rows, pairs.old]), np.concatenate([new_rows, pairs.new])
    order = np.argsort(both[1], kind="stable")
    return replace(pairs, old=both[0][order], new=both[1][order])


def _agreeing(old: Side, new: Side, old_rows: np.ndarray, new_rows: np.ndarray) -> float:
    """Which share of the pairs of rows do say the same? By a sample of them; 0 where there are none."""
    count = len(new_rows)
    if not count:
        return 0.0
    starts = np.linspace(0, max(count - _SAMPLED, 0), _PLACES).astype(np.int64)
    chosen = np.unique(np.concatenate([np.arange(start, min(start + _SAMPLED, count)) for start in starts]))
    before, after = (_hashes(side, rows[chosen], CONTENT) for side, rows in ((old, old_rows), (new, new_rows)))
    return float(np.mean(before == after))


def _pairs(old: Side, new: Side, old_rows: np.ndarray, new_rows: np.ndarray) -> Pairs:
    """Of some rows first those that agree in all, and then, of those that are left, those that agree in `CONTENT`; at
    last, of those of which no other agrees in it, those that agree in one of `WORDED`."""
    left = [old_rows, new_rows]
    hashes = [_of_side(side, rows) for side, rows in ((old, old_rows), (new, new_rows))]
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for level in (1, 0):
        first, second = _once(hashes[0][level], hashes[1][level])
        found.append((left[0][first], left[1][second]))
        left = [np.delete(rows, taken) for rows, taken in zip(left, (first, second), strict=True)]
        hashes = [
            (np.delete(content, taken), np.delete(whole, taken))
            for (content, whole), taken in zip(hashes, (first, second), strict=True)
        ]
    equal = int(np.isin(hashes[1][0], hashes[0][0]).sum())
    alone = [~np.isin(own[0], other[0]) for own, other in (hashes, hashes[::-1])]
    chosen = _agreed(old, new, found, CONTENT)
    worded, count = [], 0
    rest = [rows[mask] for rows, mask in zip(left, alone, strict=True)]
    for names in WORDED:
        if not all(map(len, rest)):
            break
        numbers = [_of_words(side, rows, names) for side, rows in ((old, rest[0]), (new, rest[1]))]
        places = _once(numbers[0][0], numbers[1][0])
        pair = [rows[told][place] for rows, (_, told), place in zip(rest, numbers, places, strict=True)]
        pair = _agreed(old, new, [(pair[0], pair[1])], names)
        worded.append(pair)
        count += len(pair[1])
        rest = [rows[~np.isin(rows, taken)] for rows, taken in zip(rest, pair, strict=True)]
    both = [np.concatenate([chosen[side], *(pair[side] for pair in worded)]) for side in (0, 1)]
    order = np.argsort(both[1], kind="stable")
    return Pairs(both[0][order], both[1][order], len(order), equal, count)


def _of_words(side: Side, rows: np.ndarray, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Numbers for what those of the rows, in order, say that have words, and which these are."""
    told = np.ones(len(rows), dtype=bool)
    for stretch in side.stretches(rows):
        words = pc.greater_equal(pc.utf8_length(side.take(side.where(rows[stretch]), "summary")), WORDS)
        told[stretch] = np.asarray(pc.fill_null(words, False))
    return _hashes(side, rows[told], names), told


def _agreed(
    old: Side, new: Side, pairs: Sequence[tuple[np.ndarray, np.ndarray]], names: Sequence[str]
) -> list[np.ndarray]:
    """Pairs whose numbers are equal, in the order of the new, without those that disagree after all."""
    paired = [np.concatenate([pair[side] for pair in pairs]) for side in (0, 1)]
    order = np.argsort(paired[1], kind="stable")
    same = _same(old, new, paired[0][order], paired[1][order], names)
    return [rows[order][same] for rows in paired]


def _same(old: Side, new: Side, old_rows: np.ndarray, new_rows: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Which of the pairs, whose numbers are equal, do agree."""
    same = np.ones(len(new_rows), dtype=bool)
    for stretch in new.stretches(new_rows):
        was, now = old.where(old_rows[stretch]), new.where(new_rows[stretch])
        for name in names:
            same[stretch][list(different(old.take(was, name), new.take(now, name)))] = False
    return same


def _of_side(side: Side, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of 64 bits for what rows in order say: in `CONTENT`, and with `DETAILS`."""
    content = _hashes(side, rows, CONTENT)
    return content, joined((content, _hashes(side, rows, DETAILS)), len(rows))


def _hashes(side: Side, rows: np.ndarray, names: Sequence[str]) -> np.ndarray:
    parts = [np.zeros(0, dtype=np.uint64)]
    for stretch in side.stretches(rows) if _ordered(rows) else [slice(0, len(rows))]:
        where = side.where(rows[stretch])
        columns = [_hash(side.take(where, name)) for name in names]
        parts.append(joined(columns, len(columns[0])))
    return np.concatenate(parts)


def _ordered(rows: np.ndarray) -> bool:
    return bool((np.diff(rows) > 0).all())


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
