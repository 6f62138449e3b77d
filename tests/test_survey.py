"""Where rows begin in a block, beside a reading of it letter by letter."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from events.readers.survey import Layout, Survey, survey

PARTS = [b'"a"', b'"a""b"', b'"', b"a", b",", b"\n", b"\r\n", b"\r", b'"a\nb"', b'"a\r\nb",', b"a" * 62, b'"a",' * 16]
Blocks = st.lists(st.sampled_from(PARTS), min_size=1, max_size=12).map(b"".join)


def never(line: bytes) -> bool:
    return False


def found(text: bytes, last: bool = True, quoted: bool = True) -> Survey:
    return survey(text, Layout(",", quoted), last, never)


def astray(text: bytes, last: bool) -> int | None:
    """The first quote that no grammar of CSV has there."""
    quotes = [place for place, byte in enumerate(text) if byte == ord('"')]
    for number, place in enumerate(quotes):
        near = text[max(place - 1, 0) : place] if number % 2 == 0 else text[place + 1 : place + 2]
        if near and near not in (b",", b"\n", b"\r", b'"'):
            return place
    return quotes[-1] if last and len(quotes) % 2 else None


def breaks(text: bytes, last: bool) -> list[int]:
    def ends(place: int) -> bool:
        if text[place : place + 1] == b"\r":
            return text[place + 1 : place + 2] != b"\n" if place + 1 < len(text) else last
        return text[place : place + 1] == b"\n"

    return [place for place in range(len(text)) if ends(place)]


@given(Blocks, st.booleans())
def test_rows_begin_after_the_breaks_outside_of_quotes(text: bytes, last: bool) -> None:
    told, stop = found(text, last), astray(text, last)
    limit = len(text) + 1 if stop is None else stop
    outer = [place for place in breaks(text, last) if text[:place].count(b'"') % 2 == 0 and place < limit]
    whole = last and stop is None
    end = len(text) if whole else (outer[-1] + 1 if outer else 0)
    starts = [start for start in [0, *(place + 1 for place in outer)] if start < end]
    assert told.end == end and told.astray == (stop is not None)
    assert told.starts.tolist() == [start for start in starts if text[start : start + 1] not in (b"\n", b"\r")]
    assert told.lines.tolist() == [sum(place < start for place in breaks(text, last)) for start in told.starts.tolist()]


@given(Blocks, st.booleans())
def test_without_quoting_every_break_ends_a_row(text: bytes, last: bool) -> None:
    told = found(text, last, quoted=False)
    assert not told.astray and not told.within
    wanted = breaks(text, last)
    assert told.end == (len(text) if last else (wanted[-1] + 1 if wanted else 0))


def test_a_quote_astray_ends_the_rows_before_it() -> None:
    told = found(b'"a"\nb"c\n"d"\n')
    assert (told.end, told.astray, told.starts.tolist()) == (4, True, [0])


def test_a_break_within_a_cell_is_told_and_can_be_suspect() -> None:
    text = b'"a\nb"\nc\n'
    assert found(text).within and found(text).starts.tolist() == [0, 6]
    suspected = survey(text, Layout(","), True, lambda line: line.startswith(b"b"))
    assert suspected.astray and suspected.end == 0 and suspected.starts.tolist() == []


def test_a_return_at_the_end_of_a_block_may_be_half_a_break() -> None:
    assert found(b"a\nb\r", last=False).end == 2
    assert found(b"a\nb\r", last=True).end == 4
    assert np.array_equal(found(b"a\r\nb\r\n", last=False).starts, [0, 3])
