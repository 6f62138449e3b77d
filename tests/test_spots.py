"""Places on the map: each event at one spot, and spots that would hide each other grouped."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.spots import Frame, frame_of, framed, grouped, spots
from events.codebook import EVENT_TYPES
from tests.table_strategies import bundled, event, place, table_of

FRAME = Frame({"lat": 42.0, "lon": 20.0}, 6.0, 600.0, 400.0)


@st.composite
def crowds(draw, precisions=("exact", "district")):
    found = []
    for number in range(draw(st.integers(1, 14))):
        where = place(
            f"P{number}",
            42 + draw(st.integers(-300, 300)) / 100,
            20 + draw(st.integers(-300, 300)) / 100,
            geo_precision=draw(st.sampled_from(precisions)),
        )
        for part in range(draw(st.integers(1, 3))):
            kind = draw(st.sampled_from(list(EVENT_TYPES)[:4]))
            found.append(event(f"e{number}-{part}", event_type=kind, place=where))
    return table_of(*found)


@settings(max_examples=60, deadline=None)
@given(crowds(), st.sampled_from([3.0, 6.0, 8.0, 11.0]))
def test_every_event_is_in_exactly_one_group(table, zoom):
    frame = Frame(FRAME.center, zoom, 600.0, 400.0)
    groups = grouped(table, spots(table, range(len(table))), frame)
    assert sorted(row for group in groups for row in group.rows) == list(range(len(table)))
    assert sorted(item.name for group in groups for item in group.places) == sorted(
        {item.place.name for item in table.events}
    )


@settings(max_examples=60, deadline=None)
@given(crowds() | crowds(("exact",)), st.sampled_from([3.0, 6.0, 8.0]))
def test_no_group_touches_another(table, zoom):
    frame = Frame(FRAME.center, zoom, 600.0, 400.0)
    groups = grouped(table, spots(table, range(len(table))), frame)
    for group, other in combinations(groups, 2):
        left, right, top, bottom = group.box(frame)
        left2, right2, top2, bottom2 = other.box(frame)
        assert left2 >= right or right2 <= left or top2 >= bottom or bottom2 <= top


def test_a_group_that_grows_over_a_third_place_takes_it_in():
    kinds = list(EVENT_TYPES)
    near = [event(f"a{n}", event_type=kinds[n], place=place("A", 42.0, 20.0)) for n in range(3)]
    right = [event("b", event_type=kinds[4], place=place("B", 42.0, 20.55))]
    joined = [event("c", event_type=kinds[5], place=place("C", 42.0, 20.02))]
    table = table_of(*near, *right, *joined)
    groups = grouped(table, spots(table, range(len(table))), FRAME)
    boxes = [group.box(FRAME) for group in groups]
    centres = [FRAME.px(group.lat, group.lon) for group in groups]
    for number, (left, right_edge, top, bottom) in enumerate(boxes):
        for other, (x, y) in enumerate(centres):
            assert number == other or not (left < x < right_edge and top < y < bottom)


def test_a_group_comes_apart_as_the_map_comes_nearer():
    table = table_of(event("a", place=place("A", 42.0, 20.0)), event("b", place=place("B", 42.0, 20.1)))
    found = spots(table, [0, 1])
    sizes = [len(grouped(table, found, Frame(FRAME.center, zoom, 600.0, 400.0))) for zoom in (4.0, 12.0)]
    assert sizes == [1, 2]


def test_the_fullest_spot_comes_first_and_an_exact_one_before_an_area():
    table = table_of(
        event("a", place=place("A", geo_precision="district")),
        event("b", place=place("B", 1.0, 1.0)),
        event("c", place=place("C", 2.0, 2.0)),
        event("d", place=place("C", 2.0, 2.0)),
    )
    assert [spot.label for spot in spots(table, range(4))] == ["C", "B", "A"]


def test_events_without_a_place_have_no_spot():
    assert spots(table_of(event("a"), event("b", place=place(lat=None, lon=None))), [0, 1]) == []


def test_a_group_is_named_for_its_best_known_place():
    table = table_of(
        event("a", place=place("Region", 42.0, 20.0, geo_precision="province")),
        event("b", place=place("Region", 42.0, 20.0, geo_precision="province")),
        event("c", place=place("Town", 42.0, 20.01)),
    )
    (group,) = grouped(table, spots(table, range(3)), FRAME)
    assert group.label == "Town and 1 more" and not group.area


def test_a_symbol_is_hollow_where_all_events_of_its_type_are_known_to_an_area_only():
    area = place("Area", 42.0, 20.0, geo_precision="country")
    table = table_of(
        event("a", place=area),
        event("b", place=place("Town", 42.0, 20.0)),
        event("c", place=area, event_type="protest"),
    )
    (group,) = grouped(table, spots(table, range(3)), FRAME)
    assert group.symbols == (("battle", False), ("protest", True))


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(1, 9))
def test_the_middle_of_a_frame_is_its_middle(lat, lon, zoom):
    assert Frame({"lat": lat, "lon": lon}, zoom, 600, 400).px(lat, lon) == pytest.approx((300, 200))


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(-70, 70), st.floats(-80, 80)), min_size=1, max_size=6),
    st.sampled_from([(600.0, 400.0), (1_900.0, 700.0)]),
)
def test_a_frame_holds_its_points(points, size):
    frame = framed([lat for lat, _ in points], [lon for _, lon in points], *size)
    for lat, lon in points:
        x, y = frame.px(lat, lon)
        assert frame.zoom <= 0 or (-1 <= x <= size[0] + 1 and -1 <= y <= size[1] + 1)


def test_a_frame_holds_the_whole_of_an_area():
    table = table_of(event("a", place=place("A", 42.0, 20.0, geo_precision="country", radius_km=90)))
    frame = frame_of(spots(table, [0]), 600.0, 400.0)
    _, top = frame.px(42.0 + 90 / 111.2, 20.0)
    assert 0 <= top < 150


def test_the_bundled_places_are_all_on_the_map():
    table = bundled()
    found = spots(table, range(len(table)))
    assert sum(len(spot.rows) for spot in found) == table.placed.sum()
