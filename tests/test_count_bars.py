"""Lanes of counts on paper: stacked by type from the foot of each lane, and none higher than its lane."""

import pytest

from dashboard.count_bars import count_bars
from dashboard.lanes import LANE_PAD, lay_out
from dashboard.palette import DARK, LIGHT, MARKS
from dashboard.scene import MOST_LANES, MOST_MARKS
from tests.table_strategies import EVERYTHING, bundled_engine, event, scene_of

KINDS = ("battle", "riot", "protest")


def crowd(count=MOST_MARKS + 1, **values):
    return [event(f"e{number}", f"2023-09-{number % 28 + 1:02}", **values) for number in range(count)]


def mixed():
    """Three types in each of two regions."""
    return [
        item.model_copy(update={"id": f"{item.id}-{kind}-{region.lower()}", "event_type": kind, "region": region})
        for kind in KINDS
        for region in ("A", "B")
        for item in crowd(140)
    ]


def laid(events):
    return lay_out(scene_of(events, EVERYTHING), 900.0)


def stacks(lane, bars):
    """The feet and tops of the bars of each column of a lane, from the lowest up."""
    found = {}
    for bar in bars:
        for x, y, base in zip(bar.x, bar.y, bar.base, strict=True):
            if lane.top < base <= lane.top + lane.height:
                found.setdefault(x, []).append((base, base + y))
    return {x: sorted(stack, reverse=True) for x, stack in found.items()}


def test_there_is_one_trace_for_each_type_over_all_lanes():
    bars = count_bars(laid(mixed()), LIGHT)
    assert [bar.marker.color for bar in bars] == [MARKS[kind].light for kind in sorted(KINDS)]
    assert count_bars(laid(mixed()), DARK)[0].marker.color == MARKS["battle"].dark


def test_types_are_stacked_without_a_gap_from_the_foot_of_their_lane_to_its_share_of_the_peak():
    layout = laid(mixed())
    bars = count_bars(layout, LIGHT)
    for lane in layout.lanes:
        foot = lane.top + lane.height
        for stack in stacks(lane, bars).values():
            feet, tops = zip(*stack, strict=True)
            assert feet == pytest.approx((foot, *tops[:-1])) and tops[-1] >= lane.top + LANE_PAD - 1e-6
        peak = max(foot - stack[-1][1] for stack in stacks(lane, bars).values())
        assert peak == pytest.approx((lane.height - 2 * LANE_PAD) * lane.total.max() / layout.peak)


def test_bars_stand_within_their_columns_and_an_empty_column_has_none():
    layout = laid(crowd())
    (bars,) = count_bars(layout, LIGHT)
    columns = (layout.lanes[0].total > 0).nonzero()[0]
    assert len(bars.x) == len(columns) and (bars.y < 0).all()
    for x, column in zip(bars.x, columns, strict=True):
        low, high = layout.edges[column : column + 2]
        assert low < x - bars.width / 2 and x + bars.width / 2 < high


def test_lanes_of_marks_have_no_bars():
    assert count_bars(laid(bundled_engine().table.events(range(18))), LIGHT) == []
    layout = laid([*crowd(region="Many"), event("z", region="Few")])
    (bars,) = count_bars(layout, LIGHT)
    assert set(bars.base) == {layout.lanes[0].top + layout.lanes[0].height}


def test_the_others_have_a_scale_of_their_own_and_say_so():
    values = [f"R{number:02}" for number in range(MOST_LANES + 40)]
    layout = laid([event(f"e{n}", region=values[n % len(values)]) for n in range(45 * len(values))])
    *named, others = layout.lanes
    assert len(named) == MOST_LANES and others.label == "others, own scale"
    assert layout.peak == max(lane.total.max() for lane in named) < others.total.max()
    for bar in count_bars(layout, LIGHT):
        assert max(-bar.y) <= max(lane.height for lane in layout.lanes)
