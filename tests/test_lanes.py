"""Lanes: who stands in which, how high they are, and counts where there are too many events."""

import numpy as np
import pytest
from hypothesis import given, settings

from dashboard.lanes import COUNT_LANE, LOWEST, NAME_LINE, SLOT, lane_label, lay_out
from dashboard.scene import MOST_LANES, MOST_MARKS, SPARSE
from dashboard.view import LANES, View
from events.facets import NONE
from tests.table_strategies import EVERYTHING, bundled_engine, engine_of, engines, event, events_of, scene_of


def laid_out(engine, view=EVERYTHING, **values):
    return lay_out(scene_of(engine, view), 900.0, **values)


def members(layout, scene):
    return {lane.value: sorted(scene.events[placed.event].id for placed in lane.placed) for lane in layout.lanes}


@settings(max_examples=30, deadline=None)
@given(engines)
def test_every_dated_event_stands_in_each_of_its_lanes(engine):
    for key in LANES:
        scene = scene_of(engine, View(EVERYTHING.selection, lanes=key))
        found = members(lay_out(scene, 900.0), scene)
        for row, item in enumerate(events_of(engine)):
            own = set(engine.table.facets[key].of(row)) if item.date else set()
            assert {lane for lane, ids in found.items() if item.id in ids} == {
                value if value in found else "" for value in own
            }


def test_the_fullest_lane_is_first_and_not_stated_last():
    engine = engine_of(event("a"), event("b"), event("c", region="Serbia"), event("d", region="Kosovo"))
    assert [lane.value for lane in laid_out(engine).lanes] == ["Kosovo", "Serbia", NONE]
    assert [lane.label for lane in laid_out(engine).lanes][-1] == "no region stated"


def test_filtering_moves_no_lane():
    engine = engine_of(
        event("a", region="A"), event("b", region="B", event_type="riot"), event("c", region="B"),
        event("d", region="A"), event("e", region="B"),
    )  # fmt: skip
    battles = EVERYTHING.select(EVERYTHING.selection.choose("event_type", ["battle"]))
    only = EVERYTHING.select(EVERYTHING.selection.choose("event_type", ["battle"]).choose("region", ["A", "B"]))
    for view in (EVERYTHING, battles, only):
        assert [lane.value for lane in laid_out(engine, view).lanes] == ["B", "A"]


def test_lanes_beyond_the_most_are_one_lane_of_others():
    engine = engine_of(*(event(f"e{number}", region=f"R{number:02}") for number in range(MOST_LANES + 5)))
    lanes = laid_out(engine).lanes
    assert len(lanes) == MOST_LANES + 1 and len(lanes[-1].placed) == 5
    assert lanes[-1].label == lane_label("region", "") == "others"


@settings(max_examples=30, deadline=None)
@given(engines)
def test_lanes_stand_under_each_other(engine):
    layout = laid_out(engine, head=24.0)
    top = 0.0
    for lane in layout.lanes:
        assert lane.top == pytest.approx(top)
        rows = [placed.row for placed in lane.placed]
        assert max(rows) * lane.slot + lane.slot + lane.head <= lane.height
        top += lane.height
    assert layout.height == pytest.approx(top)


def test_few_rows_fill_the_least_height():
    assert laid_out(bundled_engine(), least=900.0).height == pytest.approx(900.0)


def test_a_lane_is_as_high_as_its_name_where_that_stands_beside_it():
    engine = engine_of(event("a", region="A region with a name of several words that takes three lines"), event("b"))
    beside, above = (laid_out(engine, gutter=gutter).lanes[0].height for gutter in (120.0, 0.0))
    assert above < 3 * NAME_LINE < beside


def test_rows_are_lower_where_that_keeps_them_in_sight_and_never_unreadable():
    usual = laid_out(bundled_engine()).height
    assert laid_out(bundled_engine(), least=100.0, most=usual - 20).height == pytest.approx(usual - 20)
    assert laid_out(bundled_engine(), least=100.0, most=usual + 20).height == pytest.approx(usual)
    assert min(lane.slot for lane in laid_out(bundled_engine(), most=50.0).lanes) == pytest.approx(LOWEST * SLOT)


@pytest.mark.parametrize("room", [120.0, 200.0, 300.0, 500.0])
def test_a_given_room_is_not_exceeded(room):
    assert laid_out(bundled_engine(), room=room).height <= room + 0.01


def test_many_events_are_counted_and_none_is_lost():
    engine = engine_of(*(event(f"e{number}", f"2023-09-{number % 28 + 1:02}") for number in range(MOST_MARKS + 1)))
    layout = laid_out(engine)
    assert layout.crowded and not any(lane.placed for lane in layout.lanes)
    weights = sum(weights.sum() for lane in layout.lanes for _, weights in lane.counts)
    assert weights == pytest.approx(MOST_MARKS + 1)


@pytest.mark.parametrize(("regions", "least", "height"), [(1, 200.0, 200.0), (2, 200.0, 100.0), (8, 200.0, COUNT_LANE)])
def test_counts_fill_the_least_height(regions, least, height):
    many = (event(f"e{n}", f"2023-09-{n % 28 + 1:02}", region=f"R{n % regions}") for n in range(50 * 8))
    layout = laid_out(engine_of(*many, event("last", "2023-09-30", region="R0")), least=least)
    assert [lane.height for lane in layout.lanes] == pytest.approx([height] * regions)
    assert layout.height == pytest.approx(max(least, regions * COUNT_LANE))


def test_the_last_event_that_is_drawn_singly_is_drawn():
    assert not laid_out(engine_of(*(event(f"e{number}") for number in range(MOST_MARKS)))).crowded


def mixed():
    """A region of too many events to draw singly, one of few, and one of none stated."""
    many = [event(f"m{number}", f"2023-09-{number % 28 + 1:02}", region="Many") for number in range(MOST_MARKS + 1)]
    few = [event(f"f{number}", f"2023-09-{number % 28 + 1:02}", region="Few") for number in range(SPARSE)]
    return engine_of(*many, *few, event("n"))


def test_the_marks_of_sparse_lanes_stand_beside_counts():
    engine = mixed()
    many, few, none = laid_out(engine).lanes
    assert (many.value, many.placed, many.height) == ("Many", (), COUNT_LANE)
    assert many.total.sum() == pytest.approx(MOST_MARKS + 1)
    assert (few.value, len(few.placed), few.counts) == ("Few", SPARSE, ())
    assert (none.value, len(none.placed), none.counts) == (NONE, 1, ())
    assert (many.counted, few.counted) == (True, False)
    tops = [lane.top for lane in (many, few, none)]
    assert tops == pytest.approx([0, COUNT_LANE, COUNT_LANE + few.height])


def test_on_paper_all_lanes_are_counts_where_one_is():
    layout = laid_out(mixed(), room=300.0)
    assert all(lane.counted and not lane.placed for lane in layout.lanes)
    assert layout.height == pytest.approx(300.0)
    assert [lane.total.sum() for lane in layout.lanes] == pytest.approx([MOST_MARKS + 1, SPARSE, 1])


def test_the_peak_is_that_of_the_lanes_of_counts():
    layout = laid_out(mixed())
    assert layout.peak == pytest.approx(layout.lanes[0].total.max())
    assert laid_out(bundled_engine()).peak == 0


def test_the_counts_stand_over_their_stretch_of_time():
    layout = laid_out(
        engine_of(*(event(f"e{number}", "2023-09-24") for number in range(MOST_MARKS + 1))),
        View().during(1_694_736_000, 1_696_464_000),
    )
    (lane,) = layout.lanes
    first, last = np.flatnonzero(lane.total)[[0, -1]]
    assert layout.edges[first] <= 1_695_513_600 < layout.edges[first + 1]
    assert layout.edges[last] < 1_695_600_000 <= layout.edges[last + 1]


def test_no_events_are_no_lanes():
    layout = laid_out(engine_of(), View())
    assert layout.lanes == () and layout.height == 0 and not layout.crowded
