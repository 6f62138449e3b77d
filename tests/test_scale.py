"""The time axis: seconds to pixels and back, and labels that leave each other room from minutes to centuries."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.scale import Scale, axis
from events.moments import FIRST, LAST

START = 1_695_513_600  # 2023-09-24
spans = st.sampled_from(
    [600, 3_600, 6 * 3_600, 86_400, 5 * 86_400, 30 * 86_400, 200 * 86_400, 900 * 86_400, 20_000 * 86_400,
     400_000 * 86_400]
)  # fmt: skip


@st.composite
def scales(draw):
    span = draw(spans) + draw(st.integers(0, 500))
    first = max(min(START + draw(st.integers(-(10**9), 10**9)), LAST - span), FIRST)
    return Scale(first, first + span, draw(st.sampled_from([240.0, 640.0, 950.0, 1_400.0, 1_900.0])))


def inside(scale, ticks):
    return [tick for tick in ticks if scale.first <= tick.at <= scale.last]


@given(scales(), st.floats(-2_000, 4_000))
def test_a_pixel_is_the_same_pixel_again(scale, px):
    assert scale.px(scale.second(px)) == pytest.approx(px, abs=0.01)


def test_the_window_is_the_width():
    scale = Scale(100, 200, 50)
    assert (scale.px(100), scale.px(200), scale.seconds_per_px) == (0, 50, 2)


@settings(max_examples=60)
@given(scales(), st.sampled_from([60.0, 68.0, 110.0]))
def test_labels_leave_each_other_room(scale, room):
    ticks = axis(scale, room=room).ticks
    gaps = [scale.px(after.at) - scale.px(before.at) for before, after in pairwise(ticks)]
    assert all(gap >= room * 0.97 for gap in gaps)  # months and years differ by that much from their mean


@settings(max_examples=60)
@given(scales())
def test_there_are_labels_and_lines_but_not_many(scale):
    found = axis(scale)
    assert len(found.ticks) <= 3 * scale.width / 60 + 3 and len(found.grid) <= 900


@settings(max_examples=60)
@given(scales())
def test_a_day_of_work_and_up_has_a_label_in_sight(scale):
    assert inside(scale, axis(scale).ticks) or scale.width <= 240


@settings(max_examples=60)
@given(scales())
def test_a_year_is_told_once_in_sight(scale):
    told = [tick.under[-4:] for tick in inside(scale, axis(scale).ticks) if tick.under[-4:].isdigit()]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("days", "text", "under"),
    [
        (0.02, "00:05", "24 Sep 2023"),
        (1, "06:00", "24 Sep 2023"),
        (14, "26 Sep", "2023"),
        (365, "Dec", "2023"),
        (4_000, "2024", ""),
    ],
)
def test_labels_are_those_of_the_unit_with_what_is_over_it(days, text, under):
    scale = Scale(START, START + days * 86_400, 900.0)
    seen = inside(scale, axis(scale).ticks)
    assert text in [tick.text for tick in seen]
    assert [tick.under for tick in seen if tick.under][:1] == ([under] if under else [])


def test_weeks_are_labelled_at_their_mondays():
    scale = Scale(START, START + 90 * 86_400, 900.0)
    assert "2 Oct" in [tick.text for tick in axis(scale).ticks]


@pytest.mark.parametrize("width", [950.0, 1_350.0, 1_700.0, 1_900.0, 3_800.0])
@pytest.mark.parametrize("px_per_unit", [7.2, 8.0, 12.0])
@pytest.mark.parametrize("unit", [86_400, 365.25 * 86_400])
def test_grid_lines_reach_across_the_window(width, px_per_unit, unit):
    scale = Scale(START, START + width / px_per_unit * unit, width)
    grid = [line for line in axis(scale).grid if scale.first <= line <= scale.last]
    assert len(grid) >= int(width / px_per_unit) - 2


def test_the_day_is_told_under_a_label_that_is_not_cut():
    scale = Scale(START, START + 36 * 3_600, 900.0)
    told = [tick for tick in inside(scale, axis(scale).ticks) if tick.under]
    assert [(tick.text, tick.under) for tick in told] == [("03:00", "24 Sep 2023"), ("00:00", "25 Sep")]


def test_the_year_changes_in_sight():
    scale = Scale(START, START + 365 * 86_400, 900.0)
    assert [tick.under for tick in inside(scale, axis(scale).ticks) if tick.under] == ["2023", "2024"]
