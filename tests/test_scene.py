"""The scene: which lanes there are, whose events are drawn singly, the page of the list, and what is known of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.scene import FEW_PLACES, FINEST, MOST_LANES, MOST_MARKS, ROWS, SPARSE, scene
from dashboard.view import LANES, View
from events.facets import NONE
from events.search import AbandonedError
from events.selection import Selection
from tests.table_strategies import (
    EVERYTHING,
    bundled_engine,
    engine_of,
    engines,
    event,
    events_of,
    place,
    scene_of,
)  # fmt: skip
from tests.test_view import views


def crowd(region, count, **values):
    return [event(f"{region.lower()}{number:04}", region=region, **values) for number in range(count)]


@settings(max_examples=40, deadline=None)
@given(engines, st.sampled_from(LANES))
def test_the_lanes_of_few_events_hold_each_dated_event_in_its_lanes(engine, lanes):
    found = scene_of(engine, View(EVERYTHING.selection, lanes=lanes))
    dated = [row for row, item in enumerate(events_of(engine)) if item.date]
    members = {value: found.singly(number) for number, value in found.lanes}
    values = {row: set(engine.table.facets[lanes].of(row)) for row in dated}
    others = {row for row in dated if values[row] - set(members)}
    assert all(members.values()) and len(members) <= MOST_LANES + 1
    assert members.pop("", []) == sorted(others)
    assert members == {value: [row for row in dated if value in values[row]] for value in members}


@settings(max_examples=40, deadline=None)
@given(views())
def test_every_event_that_a_scene_names_is_known_and_selected(view):
    engine = bundled_engine()
    found = scene_of(engine, view)
    selected = {row for row, item in enumerate(events_of(engine)) if item.id in ids_of(engine, found.view)}
    named = {row for _, row in found.chart.singly} | {*found.chart.listed, *found.chart.undated, *found.chart.unplaced}
    assert named <= set(found.events) <= selected
    assert all(item.id == events_of(engine)[row].id for row, item in found.events.items())
    assert found.summary.shown == len(selected)


def ids_of(engine, view):
    return {item.id for stretch in engine.events(view.selection) for item in stretch}


def test_events_are_drawn_singly_up_to_the_most_and_then_counted():
    few, many = (scene_of(crowd("A", count), EVERYTHING) for count in (MOST_MARKS, MOST_MARKS + 1))
    assert (few.singly(0), many.singly(0)) == (list(range(MOST_MARKS)), None)
    assert many.chart.in_lane[0] == MOST_MARKS + 1 and many.chart.weights.sum() == pytest.approx(MOST_MARKS + 1)


def test_undated_events_take_no_room_on_the_timeline():
    found = scene_of([*crowd("A", MOST_MARKS), *crowd("B", 9, date=None)], EVERYTHING)
    assert found.singly(0) is not None and found.summary.undated == 9 and len(found.chart.undated) == 9


def test_beside_lanes_of_counts_the_emptiest_are_drawn_singly():
    found = scene_of([*crowd("A", 500), *crowd("B", SPARSE + 1), *crowd("C", SPARSE), *crowd("D", 3)], EVERYTHING)
    counted = {value: found.singly(number) is None for number, value in found.lanes}
    assert counted == {"A": True, "B": True, "C": False, "D": False}


def test_the_marks_beside_counts_are_no_more_than_the_most():
    regions = [f"R{number:02}" for number in range(MOST_LANES)]
    found = scene_of([item for region in regions for item in crowd(region, SPARSE)], EVERYTHING)
    singly = [number for number, _ in found.lanes if found.singly(number) is not None]
    assert len(singly) == MOST_MARKS // SPARSE and len(found.chart.singly) <= MOST_MARKS


def test_lanes_are_the_fullest_of_all_events_first_and_not_stated_last():
    engine = engine_of(*crowd("A", 2), *crowd("B", 3), event("n"), event("m"), event("x"), event("o", region="C"))
    assert [value for _, value in scene_of(engine, EVERYTHING).lanes] == ["B", "A", "C", NONE]
    filtered = EVERYTHING.select(EVERYTHING.selection.choose("region", ["A", "C", NONE]))
    assert [value for _, value in scene_of(engine, filtered).lanes] == ["A", "C", NONE]


def test_the_lane_of_all_others_has_each_event_once():
    names = [f"A{number:02}" for number in range(MOST_LANES + 3)]
    found = scene_of(
        [event("all", actors=names), *(event(f"e{name.lower()}", actors=(name,)) for name in names[:MOST_LANES])],
        View(EVERYTHING.selection, lanes="actor"),
    )
    assert [value for _, value in found.lanes] == [*names[:MOST_LANES], ""]
    (row,) = found.singly(MOST_LANES)
    assert found.events[row].id == "all"


def test_the_list_has_its_page_and_the_last_where_there_is_none():
    engine = engine_of(*crowd("A", ROWS + 5))
    for asked, page, listed in ((1, 1, ROWS), (2, 2, 5), (3, 2, 5), (99_999_999, 2, 5)):
        found = scene_of(engine, EVERYTHING.turn(asked))
        assert (found.view.page, len(found.chart.listed)) == (page, listed)
    assert scene_of(engine_of(), View(page=4)).view.page == 1


def test_the_open_event_is_known_where_it_is_among_the_selected():
    engine = engine_of(*crowd("A", 500), event("z", "2024", region="B"))
    row, opened = engine.event("a0450")
    assert row not in scene_of(engine, EVERYTHING).events
    assert scene_of(engine, EVERYTHING.open("a0450")).events[row].id == opened.id
    other = EVERYTHING.select(EVERYTHING.selection.choose("region", ["B"])).open("a0450")
    assert row not in scene_of(engine, other).events


def test_the_types_of_the_timeline_are_those_with_a_date_and_of_the_map_those_with_a_place():
    found = scene_of(
        [event("a"), event("b", None, event_type="riot", place=place()), event("c", None, event_type="protest")],
        EVERYTHING,
    )
    assert (found.types_in_lanes, found.types_on_map) == ({"battle"}, {"riot"})
    many = scene_of([*crowd("A", 500), *crowd("B", 500, event_type="riot")], EVERYTHING)
    assert (many.types_in_lanes, many.types_on_map) == ({"battle", "riot"}, set())


def test_few_places_are_cells_of_their_own_and_many_share_those_of_the_screen():
    def towns(count):
        return [event(f"e{n}", place=place(f"P{n}", n % 25 / 1000, n // 25 / 1000)) for n in range(count)]

    few, many = (scene_of(towns(count), EVERYTHING, zoom=5.0) for count in (FEW_PLACES, FEW_PLACES + 1))
    assert few.chart.window.across == FINEST and len(few.chart.cells) == FEW_PLACES
    assert many.chart.window.across < FINEST and len(many.chart.cells) < 10
    assert int(many.chart.cells.totals.sum()) == FEW_PLACES + 1
    near = scene_of(towns(FEW_PLACES + 1), EVERYTHING, zoom=20.0)
    assert len(near.chart.cells) > len(many.chart.cells)


def test_every_cell_has_its_places():
    found = scene_of(bundled_engine(), EVERYTHING)
    assert {item.name for item in found.places.values()} == {
        item.place.name for item in events_of(bundled_engine()) if item.place and item.place.located
    }


@pytest.mark.parametrize("width", [0.0, 3.0, 900.0, 4_000.0])
def test_there_is_a_column_of_counts_for_every_eight_pixels_and_one_at_least(width):
    found = scene_of(bundled_engine(), width=width)
    assert found.chart.window.bins == max(int(width // 8), 1) == found.chart.weights.shape[2]
    assert found.period == found.view.window(found.holdings)


def test_a_scene_that_nobody_waits_for_is_given_up():
    engine = engine_of(event("a"))
    with pytest.raises(AbandonedError):
        scene(engine, View(Selection(q="nowhere")), width=900.0, zoom=lambda summary: 5.0, wanted=lambda: False)


def test_other_events_leave_the_scene():
    found = scene_of(bundled_engine())
    other = found.with_events({}, {})
    assert (other.events, other.places) == ({}, {}) and found.events and other.chart is found.chart
