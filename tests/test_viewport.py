"""What the browser tells of itself: bounded, or nothing."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.viewport import BOUNDS, GUTTER, MapView, Viewport
from tests.table_strategies import junk

SIZES = {"width": 1_000, "height": 400, "map_width": 500, "map_height": 300}
MOVED = {"frame": "a", "lat": 42.0, "lon": 20.0, "zoom": 7.0}


@settings(max_examples=60)
@given(junk | st.fixed_dictionaries(dict.fromkeys(SIZES, junk), optional={"theme": junk}))
def test_any_sizes_are_bounded_or_nothing(data):
    found = Viewport.read(data)
    if found is not None:
        assert all(least <= getattr(found, name) <= most for name, least, most in BOUNDS)
        assert found.theme in ("light", "dark")


@settings(max_examples=60)
@given(junk | st.fixed_dictionaries(dict.fromkeys(MOVED, junk)))
def test_any_place_of_the_map_is_bounded_or_nothing(data):
    found = MapView.read(data)
    if found is not None:
        assert abs(found.lat) <= 90 and abs(found.lon) <= 540 and 0 <= found.zoom <= 24
        assert all(math.isfinite(value) for value in (found.lat, found.lon, found.zoom))


@pytest.mark.parametrize("value", [None, "1000", True, math.nan, math.inf, [], {}])
def test_a_size_that_is_none_means_not_measured(value):
    assert Viewport.read(SIZES | {"width": value}) is None


@pytest.mark.parametrize("value", [10**400, -(10**400)])
def test_a_size_beyond_all_numbers_is_bounded_or_nothing(value):
    found = Viewport.read(SIZES | {"width": value})
    assert found is None or 240 <= found.width <= 6_000
    assert MapView.read(MOVED | {"lat": value}) is None


def test_sizes_are_taken_as_measured():
    assert Viewport.read(SIZES) == Viewport(1_000, 400, 500, 300, "light")
    assert Viewport.read(SIZES | {"theme": "dark"}).theme == "dark"
    assert Viewport.read(SIZES | {"theme": "pink"}).theme == "light"


def test_a_narrow_page_has_no_gutter_and_names_over_the_lanes():
    assert Viewport(width=400).gutter == 0 and Viewport(width=400).head > Viewport().head
    assert Viewport(width=1_000).gutter == GUTTER


@pytest.mark.parametrize(
    "change", [{"frame": 3}, {"lat": None}, {"lat": 91}, {"zoom": -1}, {"zoom": math.nan}, {"lon": "20"}]
)
def test_a_place_of_the_map_that_makes_no_sense_is_nothing(change):
    assert MapView.read(MOVED | change) is None and MapView.read(MOVED) == MapView("a", 42, 20, 7)


def test_the_lanes_have_what_they_need_within_bounds_and_the_map_the_rest():
    viewport = Viewport(height=600.0)
    assert viewport.share(200.0) == (200.0, 400.0)
    assert viewport.share(900.0) == (viewport.most, 600.0 - viewport.most)
    assert 0 < viewport.least < viewport.most < 600


def test_on_a_phone_the_lanes_are_as_high_as_they_need():
    viewport = Viewport(height=0.0, map_height=320.0)
    assert viewport.share(900.0) == (900.0, 320.0) and viewport.most == 0
