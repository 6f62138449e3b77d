"""The brush: counts between edges are those of a slow count, and brushes of parts add up."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from events.brush import brush
from events.cells import keys_of
from events.masks import overlapping
from tests.table_strategies import event, table_of, tables

edges_of = st.lists(st.integers(1_200_000_000, 1_750_000_000), min_size=2, max_size=6, unique=True).map(
    lambda found: np.array(sorted(found))
)


@settings(max_examples=80, deadline=None)
@given(tables, edges_of, st.data())
def test_the_events_between_two_edges_are_those_that_overlap(table, edges, data):
    edges = np.array([table.extent[0] - 1, *edges[edges > table.extent[0]], max(table.extent[1], edges[-1]) + 1])
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(edges) - 1)] * 2)))
    if first == last or len(table.listed_spans):
        return
    rows = np.arange(len(table))
    found = brush(table, rows, edges, 2**30)
    inside = overlapping(table, int(edges[first]), int(edges[last]))
    assert found.begun[last] - found.over[first] + found.undated == inside.sum()
    located = table.places.located[table.place]
    keys = keys_of(np.nan_to_num(table.places.lat)[table.place], np.nan_to_num(table.places.lon)[table.place], 2**30)
    for number, key in enumerate(found.keys):
        here = found.begun_in[number, last] - found.over_in[number, first] + found.undated_in[number]
        assert here == (inside & located & (keys == key)).sum()


@settings(max_examples=40, deadline=None)
@given(tables, edges_of, st.sampled_from([4, 2**30]), st.data())
def test_brushes_of_parts_add_up_to_that_of_the_whole(table, edges, across, data):
    cut = data.draw(st.integers(0, len(table)))
    parts = [
        brush(part, np.arange(len(part)), edges, across) for part in (table.part(0, cut), table.part(cut, len(table)))
    ]
    assert parts[0] + parts[1] == brush(table, np.arange(len(table)), edges, across)


def test_an_open_end_is_in_every_later_period():
    table = table_of(event("a", "2007/.."))
    edges = np.array([0, 1_000_000_000, 1_600_000_000, 1_700_000_000])
    found = brush(table, np.arange(1), edges, 2**30)
    assert (found.begun - found.over[[0, 0, 0, 0]]).tolist() == [0, 0, 1, 1] and found.over.tolist() == [0, 0, 0, 0]
