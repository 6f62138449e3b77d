"""Columns of codes against sets of values, event by event."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from events.codes import Keyed, Listed, codes_of

VALUES = ("a", "b", "c", "d", "e", "f")
lists = st.lists(st.sets(st.integers(0, 5), min_size=1, max_size=6), min_size=1, max_size=40)


def listed(sets):
    codes = np.array([code for found in sets for code in sorted(found)], dtype=np.uint8)
    return Listed(VALUES, codes, np.concatenate([[0], np.cumsum([len(found) for found in sets])]).astype(np.int32))


def chosen(data, count):
    return np.array(sorted(data.draw(st.sets(st.integers(0, count - 1)))), dtype=np.int64)


@given(lists, st.data())
def test_counts_of_lists_are_those_of_the_events_one_by_one(sets, data):
    rows = chosen(data, len(sets))
    slow = [sum(code in sets[row] for row in rows) for code in range(6)]
    assert listed(sets).counts(rows).tolist() == slow


@given(lists, st.sets(st.integers(0, 5)))
def test_having_any_of_some_values(sets, wanted):
    mask = listed(sets).having(np.array(sorted(wanted), dtype=np.int64))
    assert mask.tolist() == [bool(found & wanted) for found in sets]


@given(lists, st.data())
def test_pairs_have_an_entry_for_each_value_of_each_event(sets, data):
    rows = chosen(data, len(sets))
    position, codes = listed(sets).pairs(rows)
    assert list(zip(position.tolist(), codes.tolist(), strict=True)) == [
        (at, code) for at, row in enumerate(rows) for code in sorted(sets[row])
    ]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.sets(st.integers(0, 2)), st.data())
def test_values_that_several_keys_share_are_counted_together(keys, wanted, data):
    column = Keyed(("a", "b", "c"), np.array(keys), np.array([0, 1, 2, 1]))
    values = [int(column.lookup[key]) for key in keys]
    rows = chosen(data, len(keys))
    assert column.counts(rows).tolist() == [sum(values[row] == code for row in rows) for code in range(3)]
    assert column.having(np.array(sorted(wanted), dtype=np.int64)).tolist() == [value in wanted for value in values]
    assert [column.of(row) for row in range(len(keys))] == [["abc"[value]] for value in values]


def test_a_value_that_is_not_there_has_no_code():
    assert codes_of(VALUES, ["b", "Atlantis"]).tolist() == [1]
