"""Dates as readers type them: EDTF, or words that mean the same on any day; never guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates import DateError, resolve
from events.moments import seconds
from events.selection import bound
from events.typed_dates import typed, typed_period


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
    ("text", "since", "until", "words"),
    [
        ("last two weeks of September 2023", "2023-09-17", "2023-09-30", "17 – 30 Sep 2023"),
        ("early October 2023", "2023-10-01", "2023-10-10", "1 – 10 Oct 2023"),
        ("from 3 to 5 October 2023", "2023-10-03", "2023-10-05", "3 – 5 Oct 2023"),
        ("24–26 September 2023", "2023-09-24", "2023-09-26", "24 – 26 Sep 2023"),
        ("since 2007", "2007", "..", "since 1 Jan 2007"),
        ("before 2007", "..", "2006", "until 31 Dec 2006"),
        ("after Sep 2023", "2023-10", "..", "since 1 Oct 2023"),
        ("1998 or 1999", "1998", "1999", "1998 – 1999"),
        ("2023/2024", "2023", "2024", "2023 – 2024"),
        ("2007/..", "2007", "..", "since 1 Jan 2007"),
        ("[2024,2023]", "2023-01-01", "2024-12-31", "2023 – 2024"),
        ("morning of 7 October 2023", "2023-10-07T04:00", "2023-10-07T11:59", "7 Oct 2023, 04:00 – 12:00"),
        ("2023/2023", "2023", "2023", "2023"),
    ],
)
def test_a_period_has_both_sides(text, since, until, words):
    found = typed_period(text)
    assert (found.since, found.until, found.unit, found.words) == (since, until, False, words)
    with pytest.raises(DateError):
        typed(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("24 shtator 2023", "2023-09-24"),
        ("24. септембра 2023. године", "2023-09-24"),
        ("24.9.2023", "2023-09-24"),
        ("24/09/2023", "2023-09-24"),
        ("spring 2023", "2023-21"),
        ("the 1990s", "199X"),
        ("about September 2023", "2023-09~"),
        ("24 settembre 2023", "2023-09-24"),
        ("1 Jan 2201", "2201-01-01"),
        ("AD 900", "0900"),
    ],
)
def test_words_of_other_languages_and_units_are_read(text, unit):
    found = typed_period(text)
    assert found.unit and (found.since, found.until) == (unit, unit) and typed(text) == unit


def test_what_was_assumed_is_told():
    assert "'early'" in typed_period("early October 2023").assumptions[0]
    assert "dateparser" in typed_period("24 settembre 2023").assumptions[0]
    assert typed_period("24 Sep 2023").assumptions == ()


@pytest.mark.parametrize(
    "text",
    ["yesterday", "last week", "last month", "24 September", "Monday", "two days ago", "this year", "24.9.23",
     "the 90s", "last Thursday", "in the last two weeks", "javë e kaluar", "вчора"],
)  # fmt: skip
def test_words_that_depend_on_the_day_of_writing_are_refused(text):
    with pytest.raises(DateError) as refused:
        typed_period(text)
    if text != "javë e kaluar":
        assert "reads no clock" in refused.value.reason
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("text", "told", "remedy"),
    [
        ("03/04/2022", ("3 Apr 2022 (day before month)", "4 Mar 2022 (month before day)"), "2022-04-03 or 2022-03-04"),
        ("Monday, 24 September 2023", ("24 Sep 2023 (", "25 Sep 2023 (", "is a Sunday"), "2023-09-24 or 2023-09-25"),
    ],
)
def test_several_readings_are_told(text, told, remedy):
    with pytest.raises(DateError) as refused:
        typed_period(text)
    assert all(words in refused.value.reason for words in told) and remedy in refused.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "", "24 Sep 23", "32 Sep 2023", "30 Feb 2023", "[2018,2021]", "{2018,2021}", "banana 2023", "x" * 121,
        "24 Sep 2023 or 2024", "Monday 2023", "recently", "two weeks after the attack", "not on 24 September 2023",
        "480 BC", "Ramadan 1445", "06:30", "Sep 2023, 06:30", "45193",
    ],
)  # fmt: skip
def test_what_would_have_to_be_guessed_is_refused_with_a_remedy(text):
    with pytest.raises(DateError) as refused:
        typed_period(text)
    assert refused.value.remedy


@settings(max_examples=60, deadline=None)
@given(st.dates())
def test_every_day_is_read_in_both_forms(day):
    assert typed(day.isoformat()) == day.isoformat()
    if day.year >= 1000:
        assert typed(f"{day.day} {day:%b} {day.year}") == day.isoformat()


PIECES = st.sampled_from(
    ["24", "Sep", "2023", "-", "/", ",", "06:30", "about", "1st", "of", "[", "~", "X", "May", "١٢", ":", "last",
     "weeks", "two", "since", "early", "Monday", "or", "shtator", "..", "]", "morning"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=70) | st.lists(PIECES, max_size=7).map(" ".join) | st.lists(PIECES, max_size=7).map("".join))
def test_any_text_is_a_unit_or_a_period_or_refused(text):
    try:
        found = typed_period(text)
    except DateError as error:
        assert error.reason and error.remedy
        return
    first, last = bound(found.since, "since"), bound(found.until, "until")
    assert first is None or last is None or first < last
    assert found.words and (not found.unit or typed(found.since) == found.since == found.until)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=6).map(" ".join), st.dates())
def test_what_is_read_means_the_same_on_any_day(text, day):
    try:
        found = typed_period(text)
    except DateError:
        return
    said = resolve(text, published=day)
    outermost = tuple(None if edge is None else seconds(edge) for edge in (said.start, said.end))
    if said.readings:  # EDTF that can be two years, `2022-23`
        return
    assert outermost == (bound(found.since, "since"), bound(found.until, "until"))
