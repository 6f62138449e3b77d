"""Truth values of the bytes of a block, 64 in a word: a tenth of the work of numbers of places where many are true."""

import numpy as np

Bits = np.ndarray  # uint64, the first byte of the block in the lowest bit of the first word; 0 after the last byte

WORD = 64
STRIDE = 2**18  # bytes that are compared together: few enough to stay in the processor
ONE, TOP = np.uint64(1), np.uint64(WORD - 1)


def bits_of(data: np.ndarray, letter: int) -> Bits:
    """Which bytes are a letter."""
    found = np.zeros(-(-len(data) // WORD) * 8, dtype=np.uint8)
    for first in range(0, len(data), STRIDE):
        packed = np.packbits(data[first : first + STRIDE] == letter, bitorder="little")
        found[first // 8 : first // 8 + len(packed)] = packed
    return found.view("<u8").astype(np.uint64, copy=False)


def after(bits: Bits) -> Bits:
    """Which bytes stand right after a true one."""
    found = bits << ONE
    found[1:] |= bits[:-1] >> TOP
    return found


def before(bits: Bits) -> Bits:
    """Which bytes stand right before a true one."""
    found = bits >> ONE
    found[:-1] |= bits[1:] << TOP
    return found


def odd(bits: Bits) -> Bits:
    """Up to which bytes, themselves included, an odd number is true."""
    found = bits.copy()
    for width in (1, 2, 4, 8, 16, 32):
        found ^= found << np.uint64(width)
    ends = np.bitwise_xor.accumulate((found >> TOP).astype(bool))
    found[1:] ^= np.where(ends[:-1], ~np.uint64(0), np.uint64(0))
    return found


def at(bits: Bits, places: np.ndarray) -> np.ndarray:
    """Whether the bytes at some places are true."""
    return np.asarray((bits[places // WORD] >> (places % WORD).astype(np.uint64)) & ONE, dtype=bool)


def places(bits: Bits) -> np.ndarray:
    """Where the true bytes are, in order, int64; quick where they are few."""
    words = np.flatnonzero(bits != 0)
    eights = bits[words].astype("<u8").view(np.uint8)
    filled = np.flatnonzero(eights != 0)
    inner = np.flatnonzero(np.unpackbits(eights[filled], bitorder="little"))
    eight = filled[inner // 8]
    return np.asarray(words[eight // 8] * WORD + eight % 8 * 8 + inner % 8)
