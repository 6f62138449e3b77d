"""Where the rows of a block of delimited text begin, found on the bytes at once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

LF, CR, QUOTE = b'\n\r"'


@dataclass(frozen=True)
class Layout:
    """How cells are set: the delimiter, and whether a quote encloses cells or is a letter like any other."""

    delimiter: str
    quoted: bool = True


@dataclass(frozen=True)
class Survey:
    """The rows in the first `end` bytes of a block, without blank lines: the byte that each begins at, and the lines
    before it in the block. `breaks` are the line breaks in those bytes. `within` says whether a cell holds one,
    `astray` whether the rows end before a quote that is astray or a suspect line.

    All quotes of these rows open a cell, close one or are doubled, so that every reader of CSV agrees on them.
    """

    starts: np.ndarray
    lines: np.ndarray
    end: int
    breaks: int
    within: bool
    astray: bool


def survey(block: bytes, layout: Layout, last: bool, suspect: Callable[[bytes], bool]) -> Survey:
    """The rows of a block that begins with a row, up to the last one that is complete, or up to the first in which a
    quote is astray or a line within a cell is `suspect`. With `last` the block ends the file, and its end a row."""
    data = np.frombuffer(block, dtype=np.uint8)
    breaks = _breaks(data, block, last)
    quotes = np.flatnonzero(data == QUOTE) if layout.quoted else np.empty(0, dtype=np.int64)
    limit = len(block) + 1 if not len(quotes) else _first_astray(data, quotes, ord(layout.delimiter), last)
    outer = np.searchsorted(quotes, breaks) % 2 == 0
    within = breaks[~outer & (breaks < limit)]
    for number in np.searchsorted(breaks, within):
        next_break = breaks[number + 1] if number + 1 < len(breaks) else len(block)
        if suspect(block[breaks[number] + 1 : next_break]):
            limit = int(breaks[number])
            break
    ends = np.flatnonzero(outer & (breaks < limit))
    end = int(breaks[ends[-1]]) + 1 if len(ends) else 0
    starts = np.concatenate(([0], breaks[ends] + 1))
    lines = np.concatenate(([0], ends + 1))
    count = int(lines[-1])
    if last and limit > len(block) and end < len(block):
        end, count = len(block), len(breaks)
    starts, lines = starts[starts < end], lines[: int(np.count_nonzero(starts < end))]
    filled = (data[starts] != LF) & (data[starts] != CR)
    return Survey(starts[filled], lines[filled], end, count, bool(len(within)), limit <= len(block))


def _breaks(data: np.ndarray, block: bytes, last: bool) -> np.ndarray:
    """The last byte of every line break: LF, CR LF or a CR alone. A CR that ends the block may yet be before an LF."""
    if b"\r" not in block:
        return np.flatnonzero(data == LF)
    returns = np.flatnonzero(data == CR)
    if len(returns) and returns[-1] == len(data) - 1:
        alone = np.append(data[returns[:-1] + 1] != LF, last)
    else:
        alone = data[returns + 1] != LF
    feeds = np.flatnonzero(data == LF)
    return np.sort(np.concatenate((feeds, returns[alone]))) if alone.any() else feeds


def _first_astray(data: np.ndarray, quotes: np.ndarray, delimiter: int, last: bool) -> int:
    """The first quote that neither opens a cell, nor closes one, nor is doubled; one beyond the block where all do.

    Quotes open and close in turn, a doubled one being a close and an open side by side.
    """
    opening, closing = quotes[0::2], quotes[1::2]
    edge = np.zeros(256, dtype=bool)
    edge[[delimiter, LF, CR]] = True
    opens = edge[data[opening - 1]]
    opens[:1] |= opening[:1] == 0
    doubtful = np.flatnonzero(~opens)
    doubtful = doubtful[doubtful > 0]
    opens[doubtful] = opening[doubtful] - 1 == closing[doubtful - 1]
    edge[QUOTE] = True
    closes = edge[data.take(closing + 1, mode="clip")]
    closes[-1:] |= closing[-1:] == len(data) - 1
    astray = [*opening[~opens][:1], *closing[~closes][:1]]
    if last and len(quotes) % 2:
        astray.append(quotes[-1])
    return int(min(astray, default=len(data) + 1))
