"""The summary: cross-filtered counts, spread weights, what lies outside, figures as ranges, and that parts add up."""

import pickle
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.caption import casualties
from events.selection import OPEN, Selection
from events.spread import spread
from events.summary import BINS
from events.summary import summarise as counted
from tests.table_strategies import DATES, bundled, event, place, table_of, tables

ALL = Selection(since=OPEN, until="9999-12-31")


def summarise(table, selection, lanes="region"):
    return counted(table, table.holdings, selection, lanes)


def counts_of(table, selection, key):
    found = summarise(table, selection).counts[key].tolist()
    return dict(zip(table.holdings.values[key], found, strict=True))


def weights_of(table, mask, first, last, bins):
    rows = np.flatnonzero(mask)
    return spread(table, rows, np.zeros(len(rows), dtype=np.int64), 1, (first, last), bins, table.extent)[0]


def test_a_facet_is_counted_by_every_other_filter_but_not_by_its_own():
    table = table_of(
        event("a", region="Kosovo"), event("b", region="Serbia"), event("c", region="Serbia", event_type="protest")
    )
    kosovo = ALL.choose("region", ["Kosovo"])
    assert counts_of(table, kosovo, "region") == {"Kosovo": 1, "Serbia": 2}
    assert counts_of(table, kosovo, "event_type") == {"battle": 1, "protest": 0}
    narrowed = counts_of(table, kosovo.choose("event_type", ["protest"]), "region")
    assert narrowed == {"Kosovo": 0, "Serbia": 1}


@settings(max_examples=40, deadline=None)
@given(tables, st.sampled_from(["region", "actor", "event_type", "status", "precision", "place", "dataset"]), st.data())
def test_a_count_is_the_number_of_events_shown_when_that_value_alone_is_chosen(table, key, data):
    values = table.facets[key].values
    if not values:
        return
    value = data.draw(st.sampled_from(values))
    reported = ALL.choose("status", ["reported"])
    if key != "status":
        assert counts_of(table, reported, key)[value] == summarise(table, reported.choose(key, [value])).shown


def test_an_event_counts_once_for_each_actor_and_once_in_all():
    table = table_of(event("a", actors=("KFOR", "NATO")))
    assert counts_of(table, ALL, "actor") == {"KFOR": 1, "NATO": 1} and summarise(table, ALL).shown == 1


def test_events_without_place_or_date_are_counted_and_shown():
    summary = summarise(table_of(event("a", None), event("b", place=place())), ALL)
    assert (summary.shown, summary.unplaced, summary.undated, summary.neither) == (2, 1, 1, 1)


def slow(table, mask, first, last, bins):
    """The same spread event by event and bin by bin."""
    edges = np.linspace(first, last, bins + 1)
    low, high = table.extent
    weights = np.zeros(bins)
    for row in np.flatnonzero(mask):
        spans = table.listed_spans[table.listed_spans[:, 0] == row, 1:].tolist()
        if not spans and row < len(table) - table.undated:
            spans = [(table.start[row], table.end[row])]
        for begin, finish in spans:
            start, end = max(int(begin), low), min(int(finish), high)
            end = max(end, start + 1)
            for number in range(bins):
                shared = min(end, edges[number + 1]) - max(start, edges[number])
                weights[number] += max(shared, 0) / (end - start) / len(spans)
    return weights


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(DATES), min_size=1, max_size=8),
    st.integers(0, 255),
    st.integers(-40, 40),
    st.integers(1, 60),
    st.integers(1, 12),
)
def test_the_histogram_is_that_of_a_slow_spread(dates, chosen, begin, days, bins):
    table = table_of(*(event(f"e{number}", date) for number, date in enumerate(dates)))
    mask = np.array([bool(chosen >> row & 1) for row in range(len(table))])
    first = 1_695_513_600 + begin * 86_400
    last = first + days * 86_400
    assert weights_of(table, mask, first, last, bins) == pytest.approx(slow(table, mask, first, last, bins), abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*DATES, None]), max_size=12))
def test_the_weights_sum_to_the_number_of_dated_events(dates):
    table = table_of(*(event(f"e{number}", date) for number, date in enumerate(dates)))
    weights = summarise(table, ALL).weights
    assert weights.sum() == pytest.approx(len(table) - table.undated) and (weights >= 0).all()


def test_some_day_of_january_makes_no_peak():
    table = table_of(event("a", "2023-01"), compiled="2023-01-31")
    weights = weights_of(table, [True], 1_672_531_200, 1_675_209_600, bins=31)
    assert weights == pytest.approx(np.full(31, 1 / 31))


def test_an_event_on_several_dates_weighs_one_in_all():
    undated = {"id": "s", "publisher": "P", "title": "T"}
    table = table_of(event("a", "{2018,2021}", sources=(undated,)))
    weights = weights_of(table, [True], *table.extent, bins=4)
    assert weights == pytest.approx([0.5, 0, 0, 0.5], abs=0.01)


def test_the_histogram_is_not_cut_by_the_period():
    whole, part = (summarise(bundled(), Selection(since=since)).weights for since in ("2007", "2023-10-01"))
    assert (whole == part).all()


def test_what_lies_outside_of_the_period_is_counted_on_its_side():
    table = table_of(event("a", "2019"), event("b", "2020-05-01"), event("c", "2021"), event("d", "2022"))
    summary = summarise(table, Selection(since="2020", until="2020"))
    assert (summary.shown, summary.earlier.count, summary.later.count) == (1, 1, 2)
    assert summary.earlier.last <= summary.later.first


def test_what_another_filter_drops_is_not_outside():
    table = table_of(event("a", "2019", region="Serbia"), event("b", "2020", region="Kosovo"))
    assert summarise(table, Selection(since="2020").choose("region", ["Kosovo"])).earlier.count == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*DATES, None]), max_size=10))
def test_every_event_is_shown_or_lies_outside(dates):
    table = table_of(*(event(f"e{number}", date) for number, date in enumerate(dates)))
    summary = summarise(table, Selection(since="2019", until="2020"))
    assert summary.shown + summary.earlier.count + summary.later.count >= summary.total


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(DATES), max_size=10), st.integers(2006, 2024), st.integers(0, 4))
def test_what_lies_outside_reaches_from_its_first_second_to_its_last(dates, year, years):
    table = table_of(*(event(f"e{number}", date) for number, date in enumerate(dates)))
    selection = Selection(since=str(year), until=str(year + years))
    first, last = selection.window(table.holdings)
    low, high = table.holdings.extent
    before, after = {}, {}
    for row in range(len(table)):
        listed = [(int(start), int(end)) for of, start, end in table.listed_spans if of == row]
        spans = listed or [(int(table.start[row]), int(table.end[row]))]
        if not any(start < last and end > first for start, end in spans):
            before[row] = [span for span in spans if span[1] <= first]
            after[row] = [span for span in spans if span[0] >= last]
    summary = summarise(table, selection)
    for found, by_row in ((summary.earlier, before), (summary.later, after)):
        spans = [span for own in by_row.values() for span in own]
        assert found.count == sum(bool(own) for own in by_row.values())
        if spans:
            assert found.first == max(min(start for start, _ in spans), low)
            assert found.last == min(max(end for _, end in spans), high)


def test_where_nothing_is_left_the_filters_in_the_way_are_named():
    table = table_of(event("a", region="Kosovo"), event("b", region="Serbia", event_type="protest"))
    summary = summarise(table, ALL.choose("region", ["Kosovo"]).choose("event_type", ["protest"]))
    assert summary.shown == 0 and summary.gains == {"region": 1, "event_type": 1, "time": 0}


def test_where_something_is_left_no_filter_is_in_the_way():
    assert summarise(bundled(), ALL).gains == {}


def figures(*events):
    return summarise(table_of(*events), ALL).fatalities


def test_casualties_are_a_range_and_say_how_many_are_silent():
    found = figures(event("a", fatalities_low=1, fatalities_best=2, fatalities_high=5), event("b"))
    assert (found.low, found.best, found.high, found.silent) == (1, 2, 5, 1)


def test_one_figure_alone_is_both_ends_of_the_range():
    found = figures(event("a", fatalities_best=3))
    assert (found.low, found.best, found.high, found.silent) == (3, 3, 3, 0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.integers(0, 50)] * 3, *[st.booleans()] * 3).map(
            lambda row: [value if given else None for value, given in zip(sorted(row[:3]), row[3:], strict=True)]
        ),
        max_size=5,
    )
)
def test_the_low_sum_is_never_over_the_high_one(rows):
    found = figures(
        *(
            event(f"e{number}", fatalities_low=low, fatalities_best=best, fatalities_high=high)
            for number, (low, best, high) in enumerate(rows)
        )
    )
    if found.silent == len(rows):
        assert found.low is found.best is found.high is None
    else:
        assert found.low <= found.best <= found.high
    assert found.silent == sum(row == [None] * 3 for row in rows)


def test_a_stated_zero_is_a_figure():
    words = casualties(figures(event("a", fatalities_low=0, fatalities_best=0, fatalities_high=0)))
    assert "no figure" not in words


def selections(table):
    values = table.holdings.values
    chosen = st.fixed_dictionaries(
        {}, optional={key: st.sets(st.sampled_from(found), min_size=1) for key, found in values.items() if found}
    )
    return st.builds(
        lambda facets, period, q: Selection(
            {key: tuple(sorted(wanted)) for key, wanted in facets.items()}, *period, q=q
        ),
        chosen,
        st.sampled_from([(None, None), (OPEN, "9999-12-31"), ("2019", "2020"), ("2023-10", OPEN)]),
        st.sampled_from(["", "a", "event"]),
    )


@settings(max_examples=80, deadline=None)
@given(tables, st.data())
def test_summaries_of_parts_add_up_to_that_of_the_whole(table, data):
    selection = data.draw(selections(table))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(table)), max_size=3)))
    lanes = data.draw(st.sampled_from(["region", "actor", "event_type"]))
    edges = [0, *cuts, len(table)]
    parts = [counted(table.part(first, last), table.holdings, selection, lanes) for first, last in pairwise(edges)]
    assert sum(parts[1:], parts[0]) == summarise(table, selection, lanes)


def test_summaries_that_differ_are_not_the_same():
    one, two = (summarise(table_of(event("a", date)), ALL) for date in ("2023-10-07", None))
    assert one != two and one == one


def test_a_summary_travels_between_processes():
    summary = summarise(bundled(), ALL)
    assert pickle.loads(pickle.dumps(summary)) == summary


def test_the_countries_of_the_shown_are_told():
    table = table_of(
        event("a", place=place(country="Kosovo")), event("b", place=place("X", country="Serbia"), region="x")
    )
    assert summarise(table, ALL).countries == {"Kosovo", "Serbia"}
    assert summarise(table, ALL.choose("region", ["x"])).countries == {"Serbia"}


def test_the_whole_period_has_as_many_bins_as_are_drawn():
    assert len(summarise(bundled(), ALL).weights) == BINS
