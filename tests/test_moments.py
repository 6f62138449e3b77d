"""Moments and seconds, both ways."""

from hypothesis import given
from hypothesis import strategies as st

from events.dates import parse
from events.moments import MAX, MIN, moment, seconds, spans


@given(st.integers(-(10**10), 10**11))
def test_moment_is_the_inverse_of_seconds(second):
    assert seconds(moment(second)) == second


def test_an_open_side_has_no_moment():
    assert moment(MIN) is None and moment(MAX) is None


def test_a_date_has_a_span_for_each_that_it_lists():
    assert spans(None) == []
    assert spans(parse("1970-01-01")) == [(0, 86_400)]
    assert len(spans(parse("{2018,2021}"))) == 2 and spans(parse("2007/.."))[0][1] == MAX
