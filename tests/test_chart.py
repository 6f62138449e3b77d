"""What is drawn: weights by lane and bin, cells of the map, events singly, and that parts add up."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.cells import NAMES, NO_ROW, NOWHERE, TITLES, keys_of, mercator
from events.chart import MOST_IN_TRAY, Window, chart
from tests.table_strategies import bundled, event, place, table_of, tables


def window(table, by="region", across=2**30, **values):
    lanes = tuple(range(min(len(table.holdings.values[by]), 3)))
    first, last = table.extent
    defaults = {"singly": frozenset(range(4)), "skip": 0, "page": 100}
    return Window(first, last, 12, by, lanes, across=across, **(defaults | values))


def drawn(table, shape=None, rows=None):
    rows = np.arange(len(table)) if rows is None else rows
    return chart(table, table.holdings, rows, shape or window(table))


def test_an_event_is_in_the_lane_of_each_of_its_values_and_once_in_that_of_the_others():
    table = table_of(event("a", actors=("A", "B", "D", "E")), event("b", actors=("A",)))
    found = drawn(table, window(table, "actor"))
    assert found.in_lane.tolist() == [2, 1, 1, 1]  # A, B, D, and E without a lane of its own
    table = table_of(event("a", actors=("A", "B", "C", "D", "E")))
    assert drawn(table, window(table, "actor")).in_lane.tolist() == [1, 1, 1, 1]


@settings(max_examples=60, deadline=None)
@given(tables, st.sampled_from(["region", "actor", "event_type"]))
def test_the_weights_of_a_lane_are_its_dated_events(table, by):
    found = drawn(table, window(table, by))
    assert found.weights.sum(axis=(1, 2)) == pytest.approx(found.in_lane)


def test_rows_are_told_singly_for_the_lanes_that_ask():
    table = table_of(event("a", region="A"), event("b", region="B"), event("c", None, region="B"))
    assert drawn(table, window(table, singly=frozenset({1}))).singly == ((1, 1),)


def test_the_list_is_a_page_and_the_trays_have_the_first():
    table = table_of(*(event(f"e{number:03}", None) for number in range(MOST_IN_TRAY + 9)))
    found = drawn(table, window(table, skip=10, page=5))
    assert found.listed == (10, 11, 12, 13, 14)
    assert found.undated == found.unplaced == tuple(range(MOST_IN_TRAY))


def test_a_cell_has_its_events_by_type_and_by_how_well_the_place_is_known():
    table = table_of(
        event("a", place=place()), event("b", place=place("Zvečan", 42.9, 20.8, geo_precision="near")), event("c")
    )
    types = table.holdings.values["event_type"].index("battle")
    coarse = drawn(table, window(table, across=8)).cells
    assert coarse.counts[:, types].tolist() == [[1, 1]] and coarse.totals.tolist() == [2]
    fine = drawn(table).cells
    assert sorted(fine.counts[:, types].tolist()) == [[0, 1], [1, 0]]
    assert fine.rows[:, 1:].tolist() == [[NO_ROW] * (TITLES - 1)] * 2


def test_a_cell_names_its_most_frequent_places_and_no_titles_where_there_are_many_events():
    places = [place(f"P{number:02}", 42 + number / 1000, 20.7) for number in range(NAMES + 2)]
    events = [event(f"e{number}", place=spot) for number, spot in enumerate(places)] + [event("x", place=places[3])]
    found = drawn(table_of(*events), window(table_of(*events), across=8)).cells
    assert found.places.shape == (1, NAMES) and found.places[0, 0] == 1
    assert (found.rows == NO_ROW).all() and NOWHERE not in found.places


@given(st.floats(-85, 85), st.floats(-180, 180), st.integers(1, 2**30))
def test_a_point_lies_in_the_cell_of_its_key(lat, lon, across):
    key = int(keys_of(lat, lon, across))
    x, y = mercator(lat, lon)
    column, row = key >> 31, key & (2**31 - 1)
    assert column == min(int(x * across), across - 1) and row == min(max(int(y * across), 0), across - 1)


@settings(max_examples=80, deadline=None)
@given(tables, st.sampled_from(["region", "actor"]), st.sampled_from([4, 2**30]), st.data())
def test_charts_of_parts_add_up_to_that_of_the_whole(table, by, across, data):
    shape = window(table, by, across, singly=frozenset({0, 3}))
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(table), max_size=len(table))), dtype=bool)
    cut = data.draw(st.integers(0, len(table)))
    parts = []
    for first, last in ((0, cut), (cut, len(table))):
        part = table.part(first, last)
        parts.append(chart(part, table.holdings, np.flatnonzero(mask[first:last]), shape))
    assert parts[0] + parts[1] == drawn(table, shape, np.flatnonzero(mask))


def test_a_chart_travels_between_processes():
    found = drawn(bundled())
    assert pickle.loads(pickle.dumps(found)) == found


def test_an_event_counts_in_each_of_its_lanes_and_no_other_instead():
    table = table_of(
        event("a", "2020-02-05", actors=("X", "Y")),
        event("b", "2021-02-05", actors=("X",)),
        event("c", "2022-02-05", actors=("Z",)),
    )
    shape = window(table, "actor", 4)
    found = drawn(table, shape, np.array([0, 1]))  # three entries, as many as the table has events
    assert found.in_lane.tolist()[:2] == [2, 1]
    assert found.weights.sum(axis=(1, 2))[:2] == pytest.approx([2.0, 1.0], abs=1e-6)
    later = np.linspace(shape.first, shape.last, shape.bins + 1)[1:] > table.start[2]
    assert later.any() and not found.weights[:, :, later].any()
