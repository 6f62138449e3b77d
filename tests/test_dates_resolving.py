"""Phrases to dates: one row for each rule, with the day of publication 13 October 2023, a Friday."""

import subprocess
import sys
from datetime import date, datetime

import pytest

from events.dates import resolve
from events.dates.when import When

FRIDAY = date(2023, 10, 13)


def said(text: str, published: date = FRIDAY, **options: object) -> When:
    return resolve(text, published=published, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "status", "edtf"),
    [
        ("5 March 2011", "stated", "2011-03-05"),
        ("March 5th, 2011", "stated", "2011-03-05"),
        ("5.3.2011", "stated", "2011-03-05"),
        ("05.03.11", "assumed", "2011-03-05"),
        ("2011-03-05", "stated", "2011-03-05"),
        ("23/03/2011", "stated", "2011-03-23"),
        ("5-Mar-2011", "stated", "2011-03-05"),
        ("5 March", "assumed", "2023-03-05"),
        ("13 October", "assumed", "2023-10-13"),
        ("14 October", "assumed", "2022-10-14"),
        ("in November", "assumed", "2022-11"),
        ("October", "assumed", "2023-10"),
        ("1987", "stated", "1987"),
        ("Friday", "assumed", "2023-10-13"),
        ("on Saturday", "assumed", "2023-10-07"),
        ("will vote on Friday", "assumed", "2023-10-20"),
        ("yesterday", "stated", "2023-10-12"),
        ("last month", "stated", "2023-09"),
        ("next year", "stated", "2024"),
        ("this week", "stated", "[2023-10-09..2023-10-15]"),
        ("three days ago", "stated", "2023-10-10"),
        ("two weeks ago", "assumed", "2023-09-29~"),
        ("a year ago", "assumed", "2022-10~"),
        ("six years ago", "assumed", "2017~"),
        ("3–5 March 2011", "stated", "2011-03-03/2011-03-05"),
        ("March 3-5, 2011", "stated", "2011-03-03/2011-03-05"),
        ("between 3 and 5 March 2011", "stated", "[2011-03-03..2011-03-05]"),
        ("3 and 5 March 2011", "stated", "{2011-03-03,2011-03-05}"),
        ("from May 2010 to June 2011", "stated", "2010-05/2011-06"),
        ("1914–18", "stated", "1914/1918"),
        ("from 28 December to 3 January 2011", "assumed", "2010-12-28/2011-01-03"),
        ("1987 or 1988", "stated", "[1987,1988]"),
        ("since 1987", "stated", "1987/.."),
        ("until 1987", "stated", "../1987"),
        ("by May 1987", "stated", "../1987-05"),
        ("before 1987", "stated", "[..1986]"),
        ("after 5 March 2011", "stated", "[2011-03-06..]"),
        ("around 1987", "stated", "1987~"),
        ("the 1980s", "stated", "198X"),
        ("the nineteenth century", "stated", "18XX"),
        ("late 1980s", "assumed", "[1987..1989]"),
        ("early March 2011", "assumed", "[2011-03-01..2011-03-10]"),
        ("mid-1987", "assumed", "[1987-05..1987-08]"),
        ("sometime in March 2011", "stated", "2011-03"),
        ("throughout March 2011", "stated", "2011-03-01/2011-03-31"),
        ("spring 2011", "stated", "2011-21"),
        ("winter 2010/11", "stated", "2010-24"),
        ("Q2 2011", "stated", "2011-34"),
        ("second half of 2011", "stated", "2011-41"),
        ("last two weeks of March 2011", "stated", "2011-03-18/2011-03-31"),
        ("in the last three days", "stated", "[2023-10-10..2023-10-13]"),
        ("for the past three days", "stated", "2023-10-10/2023-10-13"),
        ("week 10 of 2011", "stated", "[2011-03-07..2011-03-13]"),
        ("the first Monday of March 2011", "stated", "2011-03-07"),
        ("5 March 2011, 06:30", "stated", "2011-03-05T06:30:00"),
        ("6.30 a.m. on 5 March 2011", "stated", "2011-03-05T06:30:00"),
        ("06:30 GMT on 5 March 2011", "assumed", "2011-03-05"),
        ("the evening of 5 March 2011", "stated", "2011-03-05"),
        ("480 BC", "stated", "-0479"),
        ("from 499 to 493 BC", "stated", "-0498/-0492"),
        ("March last year", "stated", "2022-03"),
        ("Tuesday of last week", "stated", "2023-10-03"),
        ("Christmas 1914", "assumed", "1914-12-25"),
        ("2007/..", "stated", "2007/.."),
        ("2023-10-12~", "stated", "2023-10-12~"),
        ("last Monday", "ambiguous", None),
        ("03/04/2011", "ambiguous", None),
        ("2010-11", "ambiguous", None),
        ("the 1900s", "ambiguous", None),
        ("in recent weeks", "vague", None),
        ("recently", "vague", None),
        ("decades ago", "vague", None),
        ("every Monday", "vague", None),
        ("Ramadan 1445", "vague", None),
        ("15 Tishrei 5784", "vague", None),
        ("fiscal year 2011", "vague", None),
        ("Monday, 5 March 2011", "contradiction", None),
        ("30 February 2011", "impossible", None),
        ("24:70", "impossible", None),
        ("from 2012 to 2007", "impossible", None),
        ("two weeks after the raid", "needs-event", None),
        ("the next day", "needs-event", None),
        ("during the siege", "needs-event", None),
        ("Resolution 1701", "not-a-date", None),
        ("300", "not-a-date", None),
        ("1,500 killed", "not-a-date", None),
        ("", "not-a-date", None),
        ("24/7", "not-a-date", None),
        ("x" * 5000, "not-a-date", None),
    ],
)
def test_phrase(text: str, status: str, edtf: str | None) -> None:
    answer = said(text)
    assert (answer.status, answer.edtf) == (status, edtf), answer


def test_what_is_assumed_is_told() -> None:
    assert "no year is told" in said("5 March").assumptions[0]
    assert "third" in said("early March 2011").assumptions[0]
    assert "06:30 GMT" in said("06:30 GMT on 5 March 2011").assumptions[0]
    assert said("5 March 2011").assumptions == ()


def test_bounds_are_half_open_and_the_interval_has_them_in_iso_8601() -> None:
    morning = said("morning of 5 March 2011")
    assert (morning.start, morning.end) == (datetime(2011, 3, 5, 4), datetime(2011, 3, 5, 12))
    assert morning.interval == "2011-03-05T04:00/2011-03-05T12:00"
    assert morning.precision == "part of day"
    since = said("since March 2011")
    assert (since.start, since.end, since.interval) == (datetime(2011, 3, 1), None, "2011-03-01T00:00/..")


def test_what_a_datetime_cannot_hold_has_a_date_without_bounds() -> None:
    ancient = said("480 BC")
    assert (ancient.start, ancient.end) == (None, None)
    assert ancient.interval == "-0479-01-01T00:00/-0478-01-01T00:00"


def test_two_readings_are_both_told_with_their_reasons() -> None:
    slashed = said("03/04/2011")
    assert {(reading.edtf, reading.reason) for reading in slashed.readings} == {
        ("2011-04-03", "day before month"), ("2011-03-04", "month before day"),
    }  # fmt: skip
    assert {reading.edtf for reading in said("Monday, 5 March 2011").readings} == {"2011-03-05", "2011-03-07"}
    assert {reading.edtf for reading in said("last Monday").readings} == {"2023-10-09", "2023-10-02"}


def test_the_order_of_the_source_settles_numbers() -> None:
    assert said("03/04/2011", order="DMY").edtf == "2011-04-03"
    assert said("03/04/2011", order="MDY").edtf == "2011-03-04"


def test_the_last_of_a_weekday_is_stated_where_both_readings_agree() -> None:
    monday = date(2023, 10, 9)
    assert said("last Monday", monday).edtf == "2023-10-02"
    assert said("last Monday", monday).status == "stated"


def test_the_future_is_the_next_one() -> None:
    assert said("on Friday", tense="future").edtf == "2023-10-20"
    assert said("5 March", tense="future").edtf == "2024-03-05"


def test_an_anchor_dates_what_an_event_tells() -> None:
    assert said("two days after the raid", anchor=date(2011, 3, 5)).edtf == "2011-03-07"
    assert said("the next day", anchor="2011-03-05").edtf == "2011-03-06"
    assert said("the next day", anchor=date(2011, 3, 5)).status == "assumed"


def test_serbian_in_both_scripts() -> None:
    for text in ("5. марта 2011. године", "5. marta 2011. godine"):
        assert (said(text).status, said(text).edtf) == ("stated", "2011-03-05")
    assert said("pre tri dana").edtf == "2023-10-10"
    assert said("prošlog meseca", lang="sr").edtf == "2023-09"
    assert said("prošle nedelje", lang="sr").status == "ambiguous"


def test_a_date_among_other_words_is_never_stated() -> None:
    answer = said("signed 5 March 2011 in ink")
    assert (answer.status, answer.edtf) == ("assumed", "2011-03-05")
    assert "signed" in answer.assumptions[0]


def test_another_language_is_read_by_dateparser_and_only_assumed() -> None:
    answer = said("5 marzo 2011", lang="it")
    assert (answer.status, answer.edtf) == ("assumed", "2011-03-05")
    assert said("nessuna data", lang="it").status == "not-a-date"
    assert said("5 marzo 2011", lang="no such language").status == "not-a-date"


def test_dates_load_fast_and_without_dateparser_or_pandas() -> None:
    code = (
        "import sys, events.dates; from events.dates import resolve; from datetime import date; "
        "assert resolve('5 March 2011', published=date(2023, 10, 13)).edtf == '2011-03-05'; "
        "assert not {'dateparser', 'pandas', 'numpy', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
