"""Lanes: who stands in which, how high they are, and counts where there are too many events."""

import pytest
from hypothesis import given, settings

from dashboard.lanes import LOWEST, MOST_LANES, MOST_MARKS, NAME_LINE, SLOT, lane_label, lay_out
from dashboard.view import LANES, View
from events.selection import OPEN, Selection
from events.table import NONE
from tests.table_strategies import bundled, event, table_of, tables

EVERYTHING = View(Selection(since=OPEN, until="9999"))


def laid_out(table, view=EVERYTHING, **values):
    return lay_out(table, range(len(table)), view, 900.0, **values)


def members(layout, table):
    return {lane.value: sorted(table.events[placed.event].id for placed in lane.placed) for lane in layout.lanes}


@settings(max_examples=30, deadline=None)
@given(tables)
def test_every_dated_event_stands_in_each_of_its_lanes(table):
    for key in LANES:
        found = members(laid_out(table, View(EVERYTHING.selection, lanes=key)), table)
        for row, item in enumerate(table.events):
            assert {lane for lane, ids in found.items() if item.id in ids} == (
                set(table.facets[key].of(row)) if table.dated[row] else set()
            )


def test_the_fullest_lane_is_first_and_not_stated_last():
    table = table_of(event("a"), event("b"), event("c", region="Serbia"), event("d", region="Kosovo"))
    assert [lane.value for lane in laid_out(table).lanes] == ["Kosovo", "Serbia", NONE]
    assert [lane.label for lane in laid_out(table).lanes][-1] == "no region stated"


def test_filtering_moves_no_lane():
    table = table_of(event("a", region="A"), event("b", region="B"), event("c", region="B"))
    assert [lane.value for lane in lay_out(table, [0, 2], EVERYTHING, 900.0).lanes] == ["B", "A"]


def test_lanes_beyond_the_most_are_one_lane_of_others():
    table = table_of(*(event(f"e{number}", region=f"R{number:02}") for number in range(MOST_LANES + 5)))
    lanes = laid_out(table).lanes
    assert len(lanes) == MOST_LANES + 1 and len(lanes[-1].placed) == 5
    assert lanes[-1].label == lane_label("region", "") == "others"


@settings(max_examples=30, deadline=None)
@given(tables)
def test_lanes_stand_under_each_other(table):
    layout = laid_out(table, head=24.0)
    top = 0.0
    for lane in layout.lanes:
        assert lane.top == pytest.approx(top)
        rows = [placed.row for placed in lane.placed]
        assert max(rows) * lane.slot + lane.slot + lane.head <= lane.height
        top += lane.height
    assert layout.height == pytest.approx(top)


def test_few_rows_fill_the_least_height():
    assert laid_out(bundled(), least=900.0).height == pytest.approx(900.0)


def test_a_lane_is_as_high_as_its_name_where_that_stands_beside_it():
    table = table_of(event("a", region="A region with a name of several words that takes three lines"), event("b"))
    beside, above = (laid_out(table, gutter=gutter).lanes[0].height for gutter in (120.0, 0.0))
    assert above < 3 * NAME_LINE < beside


def test_rows_are_lower_where_that_keeps_them_in_sight_and_never_unreadable():
    usual = laid_out(bundled()).height
    assert laid_out(bundled(), least=100.0, most=usual - 20).height == pytest.approx(usual - 20)
    assert laid_out(bundled(), least=100.0, most=usual + 20).height == pytest.approx(usual)
    assert min(lane.slot for lane in laid_out(bundled(), most=50.0).lanes) == pytest.approx(LOWEST * SLOT)


@pytest.mark.parametrize("room", [120.0, 200.0, 300.0, 500.0])
def test_a_given_room_is_not_exceeded(room):
    assert laid_out(bundled(), room=room).height <= room + 0.01


def test_many_events_are_counted_and_none_is_lost():
    table = table_of(*(event(f"e{number}", f"2023-09-{number % 28 + 1:02}") for number in range(MOST_MARKS + 1)))
    layout = laid_out(table)
    assert layout.crowded and not any(lane.placed for lane in layout.lanes)
    weights = sum(weights.sum() for lane in layout.lanes for _, weights in lane.counts)
    assert weights == pytest.approx(MOST_MARKS + 1)


def test_the_last_event_that_is_drawn_singly_is_drawn():
    table = table_of(*(event(f"e{number}") for number in range(MOST_MARKS)))
    assert not laid_out(table).crowded


def test_no_events_are_no_lanes():
    layout = lay_out(bundled(), [], EVERYTHING, 900.0)
    assert layout.lanes == () and layout.height == 0 and not layout.crowded
