"""Places on the map: each event at one spot, and spots that would hide each other grouped."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import place_map
from dashboard.scene import FINEST
from dashboard.spot_names import placed_names
from dashboard.spots import LEAST_DISC, MANY, MOST_DISC, Frame, framed, grouped, keys_at, spot_of, spots
from events.cells import NAMES, TITLES, keys_of
from events.codebook import EVENT_TYPES
from tests.table_strategies import EVERYTHING, bundled_engine, event, events_of, place, scene_of

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
    return found


def spots_of(*events):
    return spots(scene_of(events, EVERYTHING))


@settings(max_examples=60, deadline=None)
@given(crowds(), st.sampled_from([3.0, 6.0, 8.0, 11.0]))
def test_every_event_is_in_exactly_one_group(found, zoom):
    groups = grouped(spots_of(*found), Frame(FRAME.center, zoom, 600.0, 400.0))
    for kind in EVENT_TYPES:
        counted = sum(known + vague for group in groups for slug, known, vague in group.counts if slug == kind)
        assert counted == sum(item.event_type == kind for item in found)
    vague = sum(vague for group in groups for _, _, vague in group.counts)
    assert vague == sum(item.place.geo_precision != "exact" for item in found)
    assert sum(group.count for group in groups) == len(found)
    names = [name for group in groups for name in group.names]
    assert len(names) == len(set(names)) and set(names) <= {item.place.name for item in found}
    assert len(names) == len({item.place.name for item in found}) or not all(group.whole for group in groups)


@settings(max_examples=60, deadline=None)
@given(crowds(), st.sampled_from([3.0, 6.0, 8.0, 11.0]))
def test_a_group_has_the_rows_of_all_its_events_or_none(found, zoom):
    groups = grouped(spots_of(*found), Frame(FRAME.center, zoom, 600.0, 400.0))
    assert all(len(group.rows) == (group.count if group.count <= TITLES else 0) for group in groups)
    told = [row for group in groups for row in group.rows]
    assert len(told) == len(set(told)) == sum(group.count for group in groups if group.count <= TITLES)


@settings(max_examples=60, deadline=None)
@given(crowds() | crowds(("exact",)), st.sampled_from([3.0, 6.0, 8.0]))
def test_no_group_touches_another(found, zoom):
    frame = Frame(FRAME.center, zoom, 600.0, 400.0)
    for group, other in combinations(grouped(spots_of(*found), frame), 2):
        left, right, top, bottom = group.box(frame)
        left2, right2, top2, bottom2 = other.box(frame)
        assert left2 >= right or right2 <= left or top2 >= bottom or bottom2 <= top


@settings(max_examples=40, deadline=None)
@given(crowds(), st.sampled_from([3.0, 6.0, 8.0]), st.sampled_from([FINEST, 700, 40]))
def test_the_bounds_of_a_group_hold_its_places_and_are_what_a_link_holds(found, zoom, across):
    for group in grouped(spots_of(*found), Frame(FRAME.center, zoom, 600.0, 400.0)):
        keys = tuple(set(keys_at(group.places, across)))
        west, south, east, north = edges = replace(group, keys=keys).bounds(across)
        assert all(west <= item.lon <= east and south <= item.lat <= north for item in group.places)
        assert all(edge == round(edge, 4) for edge in edges) and west < east and south < north


@pytest.mark.parametrize(("lat", "lon"), [(89, 0), (-90, 10), (0, 180), (0, -180), (84.99, 179.99), (-85, 0)])
@pytest.mark.parametrize("across", [FINEST, 1000, 3])
def test_the_bounds_of_a_cell_at_the_edge_of_the_world_hold_all_of_it(lat, lon, across):
    (spot,) = spots_of(event("a", place=place("A", lat, lon)))
    west, south, east, north = replace(spot, keys=(int(keys_of(lat, lon, across)),)).bounds(across)
    assert -180 <= west <= lon <= east <= 180 and -90 <= south <= lat <= north <= 90


def test_a_group_that_grows_over_a_third_place_takes_it_in():
    kinds = list(EVENT_TYPES)
    near = [event(f"a{n}", event_type=kinds[n], place=place("A", 42.0, 20.0)) for n in range(3)]
    right = [event("b", event_type=kinds[4], place=place("B", 42.0, 20.55))]
    joined = [event("c", event_type=kinds[5], place=place("C", 42.0, 20.02))]
    groups = grouped(spots_of(*near, *right, *joined), FRAME)
    boxes = [group.box(FRAME) for group in groups]
    centres = [FRAME.px(group.lat, group.lon) for group in groups]
    for number, (left, right_edge, top, bottom) in enumerate(boxes):
        for other, (x, y) in enumerate(centres):
            assert number == other or not (left < x < right_edge and top < y < bottom)


def test_a_group_comes_apart_as_the_map_comes_nearer():
    found = spots_of(event("a", place=place("A", 42.0, 20.0)), event("b", place=place("B", 42.0, 20.1)))
    sizes = [len(grouped(found, Frame(FRAME.center, zoom, 600.0, 400.0))) for zoom in (4.0, 12.0)]
    assert sizes == [1, 2]


def test_the_fullest_spot_comes_first_and_an_exact_one_before_an_area():
    found = spots_of(
        event("a", place=place("A", geo_precision="district")),
        event("b", place=place("B", 1.0, 1.0)),
        event("c", place=place("C", 2.0, 2.0)),
        event("d", place=place("C", 2.0, 2.0)),
    )
    assert [spot.label for spot in found] == ["C", "B", "A"]


def test_events_without_a_place_have_no_spot():
    assert spots_of(event("a"), event("b", place=place(lat=None, lon=None))) == []


def test_a_group_is_named_for_its_best_known_place():
    found = spots_of(
        event("a", place=place("Region", 42.0, 20.0, geo_precision="province")),
        event("b", place=place("Region", 42.0, 20.0, geo_precision="province")),
        event("c", place=place("Town", 42.0, 20.01)),
    )
    (group,) = grouped(found, FRAME)
    assert group.label == "Town and 1 more" and not group.area


def test_places_of_one_name_are_named_once():
    town, county = place("Town", 42.0, 20.0), place("Town", 42.0, 20.0, geo_precision="district", radius_km=10)
    (spot,) = spots_of(event("a", place=county), event("b", place=county), event("c", place=town))
    assert spot.label == "Town" and spot.names == ("Town",) and len(spot.places) == 2
    assert [item.geo_precision for item in spot.named] == ["exact"] and spot.counts == (("battle", 1, 2),)


@pytest.mark.parametrize(("count", "words"), [(2, "1"), (NAMES - 1, str(NAMES - 2)), (NAMES, "many"), (30, "many")])
def test_a_group_of_many_places_does_not_count_them(count, words):
    found = spots_of(*(event(f"e{n}", place=place(f"P{n:02}", 42.0, 20 + n / 1000)) for n in range(count)))
    (group,) = grouped(found, FRAME)
    assert group.label == f"P00 and {words} more" and group.whole == (count < NAMES)
    assert len(group.keys) == count and len(group.places) == min(count, NAMES)


def test_how_many_more_places_there_are_is_never_cut():
    long = "A district with a very long name in the far north"
    found = spots_of(*(event(f"e{n}", place=place(f"{long} {n}", 42.0, 20 + n / 1000)) for n in range(NAMES - 1)))
    (name,) = placed_names(grouped(found, FRAME), FRAME, place_map.SIZE, lambda spot: False)
    assert name.text.endswith(f"… and {NAMES - 2} more, {NAMES - 1}") and name.text.startswith("A district")


def test_a_symbol_is_hollow_where_all_events_of_its_type_are_known_to_an_area_only():
    area = place("Area", 42.0, 20.0, geo_precision="country")
    found = spots_of(
        event("a", place=area),
        event("b", place=place("Town", 42.0, 20.0)),
        event("c", place=area, event_type="protest"),
    )
    (group,) = grouped(found, FRAME)
    assert group.symbols == (("battle", False), ("protest", True))


def spot_of_count(count):
    (found,) = spots_of(*(event(f"e{n}", place=place()) for n in range(count)))
    return found


def test_a_spot_of_many_events_is_a_disc_whose_area_is_their_share_of_all():
    few, many = spot_of_count(MANY), spot_of_count(MANY + 1)
    assert (few.radius, many.radius, many.total) == (0, MOST_DISC, MANY + 1)
    radii = [replace(few, counts=(("battle", count, 0),), total=10**6).radius for count in (20, 250_000, 10**6)]
    assert radii == [LEAST_DISC, MOST_DISC / 2, MOST_DISC]  # half as wide for a fourth of all
    left, right, top, bottom = many.box(FRAME)
    assert right - left == pytest.approx(bottom - top) and right - left >= 2 * many.radius and not many.ringed


def test_the_spot_of_a_cell_is_found_by_its_key():
    near = [place("A", 42.0, 20.0), place("B", 42.0, 20.001)]
    (group,) = grouped(spots_of(event("a", place=near[0]), event("b", place=near[1])), FRAME)
    assert all(spot_of([group])[key] is group for key in keys_at(near, FINEST))


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
    scene = scene_of([event("a", place=place("A", 42.0, 20.0, geo_precision="country", radius_km=90))], EVERYTHING)
    frame = place_map.frame(scene.view, scene.holdings, scene.summary, 600.0, 400.0)
    _, top = frame.px(42.0 + 90 / 111.2, 20.0)
    assert 0 <= top < 150


def test_the_bundled_places_are_all_on_the_map():
    found = spots(scene_of(bundled_engine(), EVERYTHING))
    located = [item.place for item in events_of(bundled_engine()) if item.place and item.place.located]
    assert sum(spot.count for spot in found) == len(located)
    assert {name for spot in found for name in spot.names} == {where.name for where in located}
