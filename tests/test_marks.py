"""What each kind of date looks like: filled where certain, outlined or soft where not, nothing outside the window."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.marks import FADE, SYMBOL, shape
from dashboard.scale import Scale
from events.dates import parse
from events.moments import seconds
from tests.table_strategies import DATES

AS_OF = seconds(datetime(2023, 10, 14))


def scale_of(first, last, width=1_000.0):
    return Scale(seconds(datetime.fromisoformat(first)), seconds(datetime.fromisoformat(last)), width)


YEARS = scale_of("2005-01-01", "2025-01-01")
AUTUMN = scale_of("2023-09-01", "2023-11-01")


@pytest.mark.parametrize(
    ("date", "scale", "styles", "hollow"),
    [
        ("2023-09-24", AUTUMN, [], [False]),
        ("2023-09-24?", AUTUMN, [], [True]),
        ("2023-09-24~", AUTUMN, ["fade_in", "fade_out"], [False]),
        ("2023-10-13T18:21", AUTUMN, [], [False]),
        ("2023-09", AUTUMN, ["outline"], [False]),
        ("2023-09~", AUTUMN, ["outline", "fade_out"], [False]),
        ("2023-09", YEARS, [], [False]),
        ("[2023-09-24..2023-10-13]", AUTUMN, ["outline"], [False]),
        ("[2023-09-24..2023-09-25]", YEARS, [], [True]),
        ("2023-09-10/2023-10-10", AUTUMN, ["solid"], [False]),
        ("2023-09/2023-10-10", AUTUMN, ["outline", "solid"], [False]),
        ("2023-09-20~/2023-10-12", AUTUMN, ["fade_in", "solid"], [False]),
        ("2007/..", YEARS, ["outline", "solid", "arrow"], [False]),
        ("2007/", YEARS, ["outline", "solid", "fade_out"], [False]),
        ("/2020-01-01", YEARS, ["fade_in", "solid"], [False]),
        ("{2018,2021}", YEARS, ["link", "outline", "outline"], [False, False]),
        ("[2018,2021]", YEARS, ["outline", "outline"], [False, False]),
    ],
)
def test_the_styles_of_a_date(date, scale, styles, hollow):
    drawn = shape(parse(date), scale, AS_OF)
    assert [bar.style for bar in drawn.bars] == styles
    assert [symbol[1] for symbol in drawn.symbols] == hollow


def test_a_filled_bar_has_the_length_of_its_time():
    (bar,) = shape(parse("2023-09-10/2023-10-10"), AUTUMN, AS_OF).bars
    assert AUTUMN.second(bar.left) == pytest.approx(seconds(datetime(2023, 9, 10)), abs=1)
    assert AUTUMN.second(bar.right) == pytest.approx(seconds(datetime(2023, 10, 11)), abs=1)


def test_an_open_end_is_filled_to_the_last_day_spoken_of_and_goes_on_as_an_arrow():
    _, solid, arrow = shape(parse("2007/.."), YEARS, AS_OF).bars
    assert YEARS.second(solid.right) == pytest.approx(AS_OF, abs=1)
    assert (arrow.left, arrow.right) == (pytest.approx(YEARS.px(AS_OF)), pytest.approx(YEARS.px(AS_OF) + FADE))


def test_a_symbol_of_a_day_stands_at_its_noon():
    ((at, _),) = shape(parse("2023-09-24"), AUTUMN, AS_OF).symbols
    assert AUTUMN.second(at) == pytest.approx(seconds(datetime(2023, 9, 24, 12)), abs=1)


def test_a_known_day_is_a_mark_in_a_view_of_weeks_and_a_stretch_in_one_of_hours():
    weeks, hours = (scale_of("2023-09-20", last, 1_600.0) for last in ("2023-10-16", "2023-09-26"))
    assert not shape(parse("2023-09-24"), weeks, AS_OF).bars
    assert [bar.style for bar in shape(parse("2023-09-24"), hours, AS_OF).bars] == ["outline"]


def test_the_symbol_of_a_bar_that_began_before_the_window_leaves_its_cut_end_visible():
    ((at, _),) = shape(parse("2023-08-01/2023-10-10"), AUTUMN, AS_OF).symbols
    assert at == SYMBOL * 1.5


def test_an_outlined_bar_alone_has_room_for_a_title():
    assert shape(parse("2023-09"), AUTUMN, AS_OF).roomy
    assert not shape(parse("2023-09-10/2023-10-10"), AUTUMN, AS_OF).roomy


windows = st.tuples(st.integers(-9_000, 300), st.integers(1, 4_000), st.sampled_from([150.0, 800.0, 1_600.0])).map(
    lambda window: Scale(AS_OF + window[0] * 86_400, AS_OF + (window[0] + window[1]) * 86_400, window[2])
)


@settings(max_examples=60)
@given(st.sampled_from(DATES), windows)
def test_nothing_is_drawn_outside_of_the_window(date, scale):
    drawn = shape(parse(date), scale, AS_OF)
    assert 0 <= drawn.left <= drawn.right <= scale.width
    assert all(SYMBOL / 2 <= at <= scale.width - SYMBOL / 2 for at, _ in drawn.symbols)
    for bar in drawn.bars:
        assert bar.left < bar.right and bar.right > 0 and bar.left < scale.width
        if bar.style not in ("fade_in", "fade_out"):
            assert bar.left >= -30 and bar.right <= scale.width + 30


def overlaps(date, scale):
    return any(
        (span.earliest is None or seconds(span.earliest) < scale.last)
        and (span.end is None or seconds(span.end) > scale.first)
        for span in date.spans
    )


@settings(max_examples=60)
@given(st.sampled_from(DATES), windows)
def test_what_overlaps_the_window_is_seen_in_it(date, scale):
    if overlaps(parse(date), scale):
        drawn = shape(parse(date), scale, AS_OF)
        assert drawn.bars or drawn.symbols


@pytest.mark.parametrize(("first", "last"), [("2023-09-29", "2025-09-01"), ("2021-11-01", "2023-09-02")])
def test_a_month_of_which_a_day_is_in_the_window_is_seen_in_it(first, last):
    scale = scale_of(first, last, 1_000.0)
    assert overlaps(parse("2023-09"), scale) and shape(parse("2023-09"), scale, AS_OF).symbols


def test_an_open_start_is_an_arrow_back_and_the_bar_filled_from_there():
    back, solid = shape(parse("../2023-10-10"), AUTUMN, AS_OF).bars
    assert (back.style, solid.style) == ("arrow_back", "solid") and back.right == solid.left


def test_an_approximate_day_is_not_drawn_as_sure_in_a_view_of_hours():
    hours = scale_of("2023-10-07T05:00", "2023-10-07T13:00")
    bars = shape(parse("2023-10-07~/.."), hours, AS_OF).bars
    assert [bar.style for bar in bars] == ["fade_in"]
    assert hours.second(bars[0].left) < seconds(datetime(2023, 10, 7)) < hours.second(bars[0].right)


def test_a_stretch_too_short_for_its_ends_is_a_symbol_at_its_middle():
    decades = scale_of("1900-01-01", "2100-01-01")
    drawn = shape(parse("2023-09~/2023-10-12"), decades, AS_OF)
    ((at, _),) = drawn.symbols
    assert not drawn.bars and abs(decades.second(at) - seconds(datetime(2023, 9, 21))) < 86_400 * 2
