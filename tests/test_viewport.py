"""What the browser tells of itself: bounded, or nothing."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.viewport import BOUNDS, GUTTER, STEPS, MapView, Viewport

segments = st.text(max_size=12) | st.sampled_from(
    ["1000x400", "0x0", "٣x٤", "1e3x2", "-1x5", "1x2x3", "999999x999999", "9999999x1", "x", "", "½x2"]
)


@settings(max_examples=60)
@given(segments, segments, segments)
def test_any_sizes_are_bounded_or_nothing(size, map_size, theme):
    found = Viewport.from_path(size, map_size, theme)
    if found is not None:
        assert all(least <= getattr(found, name) <= most for name, least, most in BOUNDS)
        assert found.theme in ("light", "dark")


@settings(max_examples=60)
@given(
    st.text(max_size=20)
    | st.lists(st.floats().map(str) | st.sampled_from(["a", "", "1e400", "٣", "1_0"]), max_size=5).map(";".join)
)
def test_any_place_of_the_map_is_bounded_or_nothing(text):
    found = MapView.from_path(text)
    if found is not None:
        assert abs(found.lat) <= 90 and abs(found.lon) <= 540 and 0 <= found.zoom <= 24
        assert all(math.isfinite(value) for value in (found.lat, found.lon, found.zoom))


@pytest.mark.parametrize("size", ["1000", "1000x", "x400", "1000.5x400", "-1x400", "nanx400", "1000x400x2", "axb", ""])
def test_a_size_that_is_none_means_not_measured(size):
    assert Viewport.from_path(size, "500x300", "light") is None
    assert Viewport.from_path("1000x400", size, "light") is None


def test_a_size_out_of_reason_is_bounded():
    found = Viewport.from_path("999999x999999", "0x0", "light")
    assert (found.width, found.height, found.map_width, found.map_height) == (6_000, 4_000, 160, 120)


def test_sizes_are_taken_as_measured():
    assert Viewport.from_path("1000x400", "500x300", "light") == Viewport(1_000, 400, 500, 300, "light")
    assert Viewport.from_path("1000x400", "500x300", "dark").theme == "dark"
    assert Viewport.from_path("1000x400", "500x300", "pink").theme == "light"


def test_a_narrow_page_has_no_gutter_and_names_over_the_lanes():
    assert Viewport(width=400).gutter == 0 and Viewport(width=400).head > Viewport().head
    assert Viewport(width=1_000).gutter == GUTTER


@pytest.mark.parametrize(
    "text", ["-", "", "a;42;20", "a;;20;7", "a;91;20;7", "a;42;541;7", "a;42;20;-1", "a;42;20;nan"]
)
def test_a_place_of_the_map_that_makes_no_sense_is_nothing(text):
    assert MapView.from_path(text) is None
    assert MapView.from_path("42.0,20.0,7.00;42.0;20.0;7.0") == MapView("42.0,20.0,7.00", 42, 20, 7)


def test_the_lanes_have_what_they_need_within_bounds_and_the_map_the_rest():
    viewport = Viewport(height=600.0)
    for lanes in range(0, 900, 7):
        box, map_height = viewport.share(float(lanes))
        assert box + map_height == pytest.approx(600) and min(lanes, viewport.most) <= box + 1e-6
    assert 0 < viewport.least < viewport.most < 600


def test_the_map_has_few_heights_so_that_a_filter_seldom_moves_it():
    viewport = Viewport(height=600.0)
    heights = {round(viewport.share(float(lanes))[1], 3) for lanes in range(900)}
    assert len(heights) == STEPS + 1
    assert (min(heights), max(heights)) == (600 - viewport.most, 600 - viewport.least)


def test_on_a_phone_the_lanes_are_as_high_as_they_need():
    viewport = Viewport(height=0.0, map_height=320.0)
    assert viewport.share(900.0) == (900.0, 320.0) and viewport.most == 0
