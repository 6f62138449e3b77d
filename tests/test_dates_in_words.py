import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates import DateError, parse
from events.dates_in_words import in_short, in_words, period_in_words, short_unit
from events.typed_dates import typed
from tests.strategies import edtf


@pytest.mark.parametrize(
    ("text", "words", "short"),
    [
        ("2023-09-24", "24 September 2023", "24 Sep 2023"),
        ("2023-10-13T18:21", "13 October 2023, 18:21", "13 Oct 2023, 18:21"),
        ("2022", "2022", "2022"),
        ("201X", "the 2010s", "the 2010s"),
        ("2023-33", "first quarter of 2023", "first quarter of 2023"),
        ("2007/..", "from 2007 on, no end stated", "since 2007"),
        ("2007/", "from 2007, end not stated", "from 2007, end not stated"),
        ("/2020", "until 2020, since when is not stated", "until 2020"),
        (
            "[2023-09-24..2023-10-13]",
            "some time between 24 September 2023 and 13 October 2023",
            "some time 24 Sep – 13 Oct 2023",
        ),
        ("{2018,2021}", "2018 and 2021", "2018 and 2021"),
        ("[2018,2021]", "2018 or 2021", "2018 or 2021"),
        (
            "2023-09~/2023-10-12",
            "from about September 2023 to 12 October 2023, throughout",
            "about Sep 2023 – 12 Oct 2023",
        ),
        ("2023?", "2023 (uncertain)", "2023 (uncertain)"),
        ("[..2020]", "2020 or earlier", "2020 or earlier"),
        ("[2018,2020..]", "2018, or 2020 or later", "2018, or 2020 or later"),
        ("[2018..2021~]", "some time between 2018 and about 2021", "some time between 2018 and about 2021"),
        (
            "[2023-09-24?..2023-10-13]",
            "some time between 24 September 2023 (uncertain) and 13 October 2023",
            "some time between 24 Sep 2023 (uncertain) and 13 Oct 2023",
        ),
        ("[2023]", "2023", "2023"),
        ("{2018..2021}", "each from 2018 to 2021", "each from 2018 to 2021"),
        ("{2018..}", "each from 2018 on", "each from 2018 on"),
        ("{..2018}", "each up to 2018", "each up to 2018"),
        ("2023-09/2023-09", "within September 2023", "within Sep 2023"),
        ("2023-09-24/2023-09-24", "24 September 2023, throughout", "24 Sep 2023"),
        ("../2020", "until 2020, open start", "until 2020"),
        ("2023-10-07T06", "7 October 2023, the hour from 06:00", "7 Oct 2023, the hour from 06:00"),
        ("2023-10-07T06+02", "7 October 2023, the hour from 06:00", "7 Oct 2023, the hour from 06:00"),
        ("2023-24", "winter 2023/24", "winter 2023/24"),
        (
            "2023-09-2X",
            "some time between 20 September 2023 and 29 September 2023 (2023-09-2X)",
            "some time between 20 Sep 2023 and 29 Sep 2023 (2023-09-2X)",
        ),
        ("19XX", "the years 1900–1999", "the years 1900–1999"),
        ("190X", "the decade 1900–1909", "the decade 1900–1909"),
        ("0900", "AD 900", "AD 900"),
        (
            "18XX/19XX",
            "from the years 1800–1899 to the years 1900–1999, throughout",
            "the years 1800–1899 – the years 1900–1999",
        ),
    ],
)
def test_dates_are_said_as_known(text: str, words: str, short: str) -> None:
    assert in_words(parse(text)) == words
    assert in_short(parse(text)) == short


def test_a_part_of_the_day_is_said() -> None:
    assert in_words(parse("2023-10-07", "morning")) == "7 October 2023, morning"


years = st.sampled_from(["2023", "0900", "201X", "20XX", "2XXX", "1XX3"])
units = st.builds(
    lambda year, rest, mark: year + rest + mark,
    years,
    st.sampled_from(["", "-09", "-XX", "-1X", "-21", "-24", "-30", "-36", "-09-24", "-09-2X", "-XX-24"]),
    st.sampled_from(["", "~", "?", "%"]),
)
every_kind = (
    units
    | st.builds("{}/{}".format, units, units)
    | st.builds("[{}..{}]".format, units, units)
    | st.builds("[{},{}..]".format, units, units)
    | st.builds("{{{},{}}}".format, units, units)
    | st.builds("{}/..".format, units)
    | st.builds("/{}".format, units)
    | edtf
)


@given(every_kind)
@settings(max_examples=300)
def test_words_say_what_is_approximate_uncertain_or_open_and_no_bare_codes(text: str) -> None:
    try:
        date = parse(text)
    except DateError:
        return
    for words in (in_words(date), in_short(date)):
        assert ("about" in words) == date.approximate
        assert ("uncertain" in words) == date.uncertain
        assert "X" not in words or "(" in words
    if date.finish == "open":
        assert any(word in in_words(date) for word in ("on", "or later"))
    if date.finish == "unknown":
        assert "since" not in in_short(date)


@pytest.mark.parametrize("unit", ["2023-09-24", "2023-09", "2023", "2023-05-01", "2023-10-07T06:30", "2023-10-07T06"])
def test_a_short_unit_is_read_back_when_typed(unit: str) -> None:
    assert typed(short_unit(unit)) == unit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-09-24/2023-10-13", "24 Sep – 13 Oct 2023"),
        ("2023-10-01/2023-10-13", "1 – 13 Oct 2023"),
        ("2007/2022", "2007 – 2022"),
        ("2023/2023-12", "2023"),
        ("2023-09-24/2023-09-24", "24 Sep 2023"),
        ("2022-12-30/2023-01-02", "30 Dec 2022 – 2 Jan 2023"),
        ("2023-10-07T06:30/2023-10-07T09:00", "7 Oct 2023, 06:30 – 09:01"),
        ("2007/..", "since 1 Jan 2007"),
        ("../2020", "until 31 Dec 2020"),
    ],
)
def test_periods_are_said_without_repeating_month_or_year(text: str, words: str) -> None:
    date = parse(text)
    assert period_in_words(date.earliest, date.end) == words
