"""Where the rows of a block of delimited text begin, found on the bytes at once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from events.readers.bits import WORD, Bits, after, at, before, bits_of, odd, places

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
    feeds = bits_of(data, LF)
    returns = bits_of(data, CR) if b"\r" in block else np.zeros_like(feeds)
    breaks = _breaks(data, feeds, returns, last)
    outer, limit = np.ones(len(breaks), dtype=bool), len(block) + 1
    if layout.quoted and b'"' in block:
        quotes = bits_of(data, QUOTE)
        enclosed = odd(quotes)
        outer = ~at(enclosed, breaks)
        edges = feeds | returns | quotes | bits_of(data, ord(layout.delimiter))
        limit = _first_astray(block, quotes, enclosed, edges, last)
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


def _breaks(data: np.ndarray, feeds: Bits, returns: Bits, last: bool) -> np.ndarray:
    """The last byte of every line break: LF, CR LF or a CR alone. A CR that ends the block may yet be before an LF."""
    alone = places(returns & ~before(feeds))
    if len(alone) and alone[-1] == len(data) - 1 and not last:
        alone = alone[:-1]
    return np.sort(np.concatenate((places(feeds), alone))) if len(alone) else places(feeds)


def _first_astray(block: bytes, quotes: Bits, enclosed: Bits, edges: Bits, last: bool) -> int:
    """The first quote that neither opens a cell, nor closes one, nor is doubled; one beyond the block where all do.
    `enclosed` are the bytes from an opening quote up to the closing one; `edges` what may stand beside one, quotes too.

    Quotes open and close in turn, a doubled one being a close and an open side by side.
    """
    opens, closes = after(edges), before(edges)
    opens[0] |= np.uint64(1)
    final = len(block) - 1
    closes[final // WORD] |= np.uint64(1) << np.uint64(final % WORD)
    astray = places(quotes & ~(enclosed & opens | ~enclosed & closes))[:1].tolist()
    if last and at(enclosed, np.array([final])).any():
        astray.append(block.rindex(b'"'))
    return int(min(astray, default=len(block) + 1))
