"""Numbers of 64 bits that stand for texts and places: equal values have equal ones, and different values almost surely
different ones. The same in every run of the program.

They only find what may be equal, and whoever uses them compares the values then: of ten million texts two have the same
number with a chance of about 1 in 400,000, of a billion with 1 in 40.
"""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

LETTERS = 128  # bytes of a text that have a table of their own; the next use the tables again
SHORT = 48  # bytes up to which texts are gone through byte by byte, all at once
_TABLES = np.random.default_rng(2023).integers(0, 2**64, (LETTERS, 256), dtype=np.uint64)
_ODD = np.uint64(0x9E3779B97F4A7C15)


def text_hashes(texts: pa.Array) -> np.ndarray:
    """A uint64 for each string (tabulation hashing: a random number for each byte at its place); 0 for null."""
    if not len(texts):
        return np.zeros(0, dtype=np.uint64)
    _, offset_buffer, data_buffer = texts.buffers()
    offsets = np.frombuffer(offset_buffer, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    lengths = np.diff(offsets)
    found = (lengths + 1).astype(np.uint64) * _ODD
    if data_buffer is not None and offsets[-1] > offsets[0]:
        data = np.frombuffer(data_buffer, np.uint8)[offsets[0] : offsets[-1]]
        starts = offsets[:-1] - offsets[0]
        found ^= (_short if lengths.max() <= SHORT else _long)(data, starts, lengths)
    if texts.null_count:
        found[np.asarray(texts.is_null())] = 0
    return found


def _short(data: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    found = np.zeros(len(starts), dtype=np.uint64)
    least = int(lengths.min())
    for place in range(int(lengths.max())):
        table = _TABLES[place]
        if place < least:
            found ^= table[data[starts + place]]
        else:
            rows = np.flatnonzero(lengths > place)
            found[rows] ^= table[data[starts[rows] + place]]
    return found


def _long(data: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    places = np.arange(len(data)) - np.repeat(starts, lengths)
    numbers = _TABLES[places % LETTERS, data] * (2 * (places // LETTERS) + 1).astype(np.uint64)
    found = np.zeros(len(starts), dtype=np.uint64)
    filled = np.flatnonzero(lengths)
    found[filled] = np.bitwise_xor.reduceat(numbers, starts[filled])
    return found


def joined(columns: Iterable[np.ndarray], count: int) -> np.ndarray:
    """A uint64 for each of `count` rows of several columns of 64-bit numbers; never 0."""
    found = np.full(count, 1, dtype=np.uint64)
    for column in columns:
        found ^= column.astype(np.uint64, copy=False)
        found *= _ODD
        found ^= found >> np.uint64(29)
    return np.maximum(found, np.uint64(1))
