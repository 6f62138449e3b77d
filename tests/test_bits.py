"""Truth values of bytes as bits: each function beside the same said byte by byte."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from events.readers.bits import STRIDE, after, at, before, bits_of, odd, places

Texts = st.lists(st.sampled_from([b'"', b"a", b"\n", b"a" * 63, b'"' * 64]), max_size=9).map(b"".join)


def truths(text: bytes, letter: int = ord('"')) -> list[bool]:
    return [byte == letter for byte in text]


def bits(text: bytes) -> np.ndarray:
    return bits_of(np.frombuffer(text, np.uint8), ord('"'))


def listed(found: np.ndarray, count: int) -> list[bool]:
    return [bool(value) for value in at(found, np.arange(count))]


@given(Texts)
def test_bits_are_the_bytes_that_are_a_letter(text: bytes) -> None:
    found = bits(text)
    assert found.dtype == np.uint64 and len(found) == -(-len(text) // 64)
    assert listed(found, len(text)) == truths(text)
    assert places(found).tolist() == [place for place, true in enumerate(truths(text)) if true]


@given(Texts)
def test_neighbours_are_those_of_the_bytes(text: bytes) -> None:
    wanted = truths(text)
    assert listed(after(bits(text)), len(text)) == [False, *wanted][: len(text)]
    assert listed(before(bits(text)), len(text)) == [*wanted[1:], False][: len(text)]


@given(Texts)
def test_odd_counts_up_to_each_byte(text: bytes) -> None:
    wanted = truths(text)
    assert listed(odd(bits(text)), len(text)) == [sum(wanted[: place + 1]) % 2 == 1 for place in range(len(text))]


def test_a_long_text_is_gone_through_in_strides() -> None:
    text = bytearray(b"a" * (2 * STRIDE + 100))
    wanted = [0, STRIDE - 1, STRIDE, STRIDE + 63, 2 * STRIDE, len(text) - 1]
    for place in wanted:
        text[place] = ord('"')
    assert places(bits(bytes(text))).tolist() == wanted


def test_bits_are_new_and_leave_the_old() -> None:
    found = bits(b'a""a"')
    kept = found.copy()
    for change in (after, before, odd):
        assert change(found) is not found and (found == kept).all()
