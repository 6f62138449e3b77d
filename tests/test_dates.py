import json
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from events.dates import DateError, parse

LISTS = Path(__file__).parents[2] / "shared" / "data" / "edtf" / "edtf_validate_lists.json"


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "kind", "earliest", "end", "precision"),
    [
        ("2023-09-24", "unit", "2023-09-24", "2023-09-25", "day"),
        ("2023-10-13T18:21", "unit", "2023-10-13T18:21", "2023-10-13T18:22", "minute"),
        ("2023-10-07T06", "unit", "2023-10-07T06:00", "2023-10-07T07:00", "hour"),
        ("2023-10-07T24:00", "unit", "2023-10-08", "2023-10-08T00:01", "minute"),
        ("2023-10-07T06:30+03:00", "unit", "2023-10-07T06:30", "2023-10-07T06:31", "minute"),
        ("2024-02", "unit", "2024-02-01", "2024-03-01", "month"),
        ("2023", "unit", "2023-01-01", "2024-01-01", "year"),
        ("201X", "unit", "2010-01-01", "2020-01-01", "decade"),
        ("19XX", "unit", "1900-01-01", "2000-01-01", "century"),
        ("2023-21", "unit", "2023-03-01", "2023-06-01", "season"),
        ("2023-24", "unit", "2023-12-01", "2024-03-01", "season"),
        ("2023-40", "unit", "2023-01-01", "2023-07-01", "season"),
        ("2023-XX-XX", "unit", "2023-01-01", "2024-01-01", "year"),
        ("2023-09-XX", "unit", "2023-09-01", "2023-10-01", "month"),
        ("2023-1X", "unit", "2023-10-01", "2024-01-01", "interval"),
        ("156X-12-25", "unit", "1560-12-25", "1569-12-26", "interval"),
        ("[2023-09-24..2023-10-13]", "within", "2023-09-24", "2023-10-14", "interval"),
        ("[2023-09-18..2023-09-24]", "within", "2023-09-18", "2023-09-25", "week"),
        ("[2018,2021]", "within", "2018-01-01", "2022-01-01", "interval"),
        ("{2018,2021}", "all", "2018-01-01", "2022-01-01", "interval"),
        ("2023-09-24/2023-10-12", "throughout", "2023-09-24", "2023-10-13", "interval"),
        ("2023-09/2023-10-12", "throughout", "2023-09-01", "2023-10-13", "interval"),
        ("2023-09/2023-09", "within", "2023-09-01", "2023-10-01", "interval"),
    ],
)
def test_each_kind_of_text_has_its_bounds(text: str, kind: str, earliest: str, end: str, precision: str) -> None:
    date = parse(text)
    assert (date.kind, date.earliest, date.end, date.precision) == (kind, day(earliest), day(end), precision)


def test_an_interval_is_certain_only_between_the_units_that_bound_it() -> None:
    (span,) = parse("2023-09/2023-10-12").spans
    assert span.certain == (day("2023-10-01"), day("2023-10-13"))
    (known,) = parse("2023-09-24/2023-10-12").spans
    assert known.certain == (day("2023-09-24"), day("2023-10-13"))


def test_several_dates_are_several_spans() -> None:
    assert [span.earliest for span in parse("{2021,2018}").spans] == [day("2018-01-01"), day("2021-01-01")]


def test_open_and_unknown_sides_are_told_apart() -> None:
    since, unknown = parse("2007/.."), parse("2007/")
    assert (since.finish, unknown.finish, since.end, unknown.end) == ("open", "unknown", None, None)
    assert parse("../2020").start == "open"
    assert parse("/2020").start == "unknown"


@pytest.mark.parametrize(
    ("text", "start", "finish", "uncertain"),
    [
        ("2023-10-12~", True, True, False),
        ("2023?", False, False, True),
        ("2023%", True, True, True),
        ("2023-09~/2023-10-12", True, False, False),
        ("2023-09~-24", True, True, False),
    ],
)
def test_qualifiers_say_which_side_is_soft(text: str, start: bool, finish: bool, uncertain: bool) -> None:
    date = parse(text)
    assert (date.soft_start, date.soft_finish, date.uncertain) == (start, finish, uncertain)


def test_a_part_of_the_day_narrows_a_day_and_nothing_else() -> None:
    morning = parse("2023-10-07", "morning")
    assert (morning.earliest, morning.end, morning.precision) == (
        day("2023-10-07T04"),
        day("2023-10-07T12"),
        "part_of_day",
    )
    assert parse("2023-10-07", "night").end == day("2023-10-08T06")
    for text, part in (("2023-10", "morning"), ("2023-10-07", "noonish"), ("2023-10-07/2023-10-08", "morning")):
        with pytest.raises(DateError):
            parse(text, part)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("2023-02-30", "February 2023 has the days 01 to 28"),
        ("2023-13", "Months run from 01 to 12"),
        ("0000", "does not exist"),
        ("2023-9-4", "two digits"),
        ("03/04/2022", "order"),
        ("3.4.2022", "order"),
        ("2023-10-13/2023-09-24", "earlier date first"),
        ("../..", "no date on either side"),
        ("[2018,2021", "closing"),
        ("[2018,,2021]", "empty element"),
        ("[2018..,2021]", "open in the middle"),
        ("2023-10-07T06:30Z", "universal time"),
        ("2023-10-07T25:00", "does not exist"),
        ("Y17E8", "outside the years 0001 to 9999"),
        ("-0044-03-15", "outside the years 0001 to 9999"),
        ("last month", "not EDTF"),
        ("2023/2024/2025", "more than one"),
        ("24/9/23", "order"),
        ("24. 9. 2023", "order"),
        ("09/2023", "month before the year"),
        ("20230924", "no hyphens"),
        ("45193", "as spreadsheets count days"),
        ("2023-W39", "is a week"),
        ("2023–09–24", "dash that is no hyphen"),
        ("2018-2021", "Write / between them"),
        ("2023-09-24 10:00", "Write T between"),
        ("2023-09-24 / 2023-09-26", "has a blank in it"),
        ("2023-09-24T9:00", "clock time that is not read"),
        ("٢٠٢٣-٠٩-٢٤", "is not EDTF"),
        ("?-2004-06", "outside the years 0001 to 9999"),
        ("1861-67", "two years are 1851/1852"),
        ("[2018..2017]", "has '2018..2017', which ends before it starts"),
        ("2023-02-30/2023-03", "has '2023-02-30', which does not exist"),
    ],
)
def test_what_is_no_date_says_why_and_what_to_write(text: str, words: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert words in str(caught.value)
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize("text", ["2023-02-30", "2023-9-24", "2023-10-07T06:30Z", "24/9/23"])
def test_a_reason_does_not_repeat_the_text(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(caught.value).count(text) == 1


@pytest.mark.parametrize("text", ["2023", "2023-09", "2023-09-24"])
def test_a_list_of_one_is_that_one(text: str) -> None:
    alone = parse(text)
    for listed in (parse(f"[{text}]"), parse(f"{{{text}}}")):
        assert (listed.kind, listed.precision, listed.spans) == (alone.kind, alone.precision, alone.spans)


@pytest.mark.parametrize("text", ["1XX3", "20X3", "X023"])
def test_a_mask_with_gaps_is_no_decade_and_no_century(text: str) -> None:
    assert parse(text).precision == "interval"


@given(st.text(max_size=40) | st.text("0123456789-/.~?%[]{},XTZ:+", max_size=40))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        date = parse(text)
    except DateError:
        return
    assert date.edtf == text.strip()
    assert date.earliest is None or date.end is None or date.earliest < date.end


@given(st.dates(), st.sampled_from(["day", "month", "year"]))
def test_bounds_agree_with_python_edtf(moment: datetime, precision: str) -> None:
    text = {"day": f"{moment:%Y-%m-%d}", "month": f"{moment:%Y-%m}", "year": f"{moment:%Y}"}[precision]
    text = text.zfill({"day": 10, "month": 7, "year": 4}[precision])
    if moment.year == 9999:
        return
    judge = parse_edtf(text)
    date = parse(text)
    assert date.earliest is not None and date.end is not None
    last = date.end - timedelta(days=1)
    assert date.earliest.timetuple()[:3] == judge.lower_strict()[:3]
    assert last.timetuple()[:3] == judge.upper_strict()[:3]


def outside_of_what_is_read(text: str) -> bool:
    """The features that the module says it does not read."""
    inner = text.replace("..", ",").lstrip("[{").rstrip("]}")
    years = [element.lstrip("?%~ ") for part in inner.split(",") for element in part.split("/")]
    return any(year.startswith(("-", "Y", "0000")) or "S" in year or year.endswith("Z") for year in years)


# Valid by this program and not by the published lists: blanks that are forgiven, and an end within the start's month.
FORGIVEN = {" 1863-03-29", "1863-03-29 ", "[1667,1668, 1670..1672]", "2004-06-11%/2004-%06", "2004-06-11%/2004-06~"}


@pytest.mark.skipif(not LISTS.exists(), reason="the example lists are not beside the checkout")
def test_the_published_examples_are_read_or_refused_as_documented() -> None:
    lists: dict[str, list[str]] = json.loads(LISTS.read_text("utf-8"))
    for name, texts in lists.items():
        for text in texts:
            sideless = set(text) <= set("./")
            if ("invalid" in name and text not in FORGIVEN) or outside_of_what_is_read(text) or sideless:
                with pytest.raises(DateError):
                    parse(text)
            else:
                assert parse(text).edtf == text.strip(), name


@pytest.mark.skipif(not LISTS.exists(), reason="the example lists are not beside the checkout")
def test_the_published_examples_have_the_bounds_of_python_edtf() -> None:
    lists: dict[str, list[str]] = json.loads(LISTS.read_text("utf-8"))
    compared = 0
    for text in {text for name, texts in lists.items() if "invalid" not in name for text in texts}:
        a_winter_of_two_years = text in ("2001-28", "2001-30")
        an_unknown_side = text.startswith("/") or text.endswith("/")
        from_the_first_year = text.startswith("XXXX")
        if (
            text == "../.."
            or a_winter_of_two_years
            or an_unknown_side
            or from_the_first_year
            or outside_of_what_is_read(text)
        ):
            continue
        bounds = strict_bounds(text)
        if bounds is None:
            continue  # python-edtf cannot read it, or cannot bound it
        date = parse(text)
        end = date.end and date.end - timedelta(seconds=1)
        ours = tuple(moment and (moment.year, moment.month, moment.day) for moment in (date.earliest, end))
        assert ours == bounds, text
        compared += 1
    assert compared > 80


def strict_bounds(text: str) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None] | None:
    """First and last day by python-edtf, None for an open side."""
    try:
        judge = parse_edtf(text)
        sides = judge.lower_strict(), judge.upper_strict()
    except Exception:  # it raises many kinds for what it does not know
        return None
    first, last = (None if isinstance(side, float) else tuple(side[:3]) for side in sides)
    return first, last


def test_a_long_text_is_refused_at_once() -> None:
    begun = time.perf_counter()
    with pytest.raises(DateError):
        parse("[" + "2023," * 200_000)
    assert time.perf_counter() - begun < 0.1
