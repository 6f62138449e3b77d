"""Dates as readers type them: EDTF or plain words, never guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates import DateError, parse
from events.typed_dates import typed


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2023-09-24", "2023-09-24"),
        (" 2023 ", "2023"),
        ("2023-09", "2023-09"),
        ("24 Sep 2023", "2023-09-24"),
        ("24 September 2023", "2023-09-24"),
        ("Sep 24, 2023", "2023-09-24"),
        ("September 2023", "2023-09"),
        ("Mar 1999", "1999-03"),
        ("7 Oct 2023, 06:30", "2023-10-07T06:30"),
        ("7 Oct 2023, the hour from 06:00", "2023-10-07T06"),
        ("2023-10-07T06:30", "2023-10-07T06:30"),
        ("2023-09~", "2023-09~"),
    ],
)
def test_a_day_month_or_year_is_read(text, edtf):
    assert typed(text) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "", "03/04/2022", "3.4.2022", "yesterday", "last month", "24 Sep 23", "32 Sep 2023", "30 Feb 2023", "2023/2024",
        "[2018,2021]", "{2018,2021}", "banana 2023", "24 Sep 2023 or 2024", "x" * 61,
        "Monday 2023", "after Sep 2023", "2007/..",
    ],
)  # fmt: skip
def test_what_would_have_to_be_guessed_is_refused_with_a_remedy(text):
    with pytest.raises(DateError) as refused:
        typed(text)
    assert refused.value.remedy


@settings(max_examples=60, deadline=None)
@given(st.dates())
def test_every_day_is_read_in_both_forms(day):
    assert typed(day.isoformat()) == day.isoformat()
    if day.year >= 1000:
        assert typed(f"{day.day} {day:%b} {day.year}") == day.isoformat()


PIECES = st.sampled_from(
    ["24", "Sep", "2023", "-", "/", ",", "06:30", "about", "1st", "of", "[", "~", "X", "May", "١٢", ":"]
)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=70) | st.lists(PIECES, max_size=7).map(" ".join) | st.lists(PIECES, max_size=7).map("".join))
def test_any_text_is_a_single_unit_or_refused(text):
    try:
        found = typed(text)
    except DateError:
        return
    assert parse(found).kind == "unit" and typed(found) == found
