"""What follows a hand that drags a period: steps that add up to what a view of that period counts."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.brush_answer import brush_answer
from dashboard.view import View
from dashboard.viewport import Viewport
from events.moments import DAY
from events.selection import Selection, spelled
from tests.table_strategies import bundled_engine, engine_of, event, place

FOUND = brush_answer(bundled_engine(), "", Viewport(), None)
LAST = len(FOUND["edges"]) - 1


def running(steps, at):
    """The running sum of `edge, how many more, …` up to an edge."""
    return sum(more for edge, more in zip(steps[::2], steps[1::2], strict=True) if edge <= at)


def within(part, first, last):
    """The events between two edges by the steps: begun before the last, less those over by the first."""
    return running(part["begun"], last) - running(part["over"], first) + part["undated"]


def whole(found):
    return within(found["all"], 0, len(found["edges"]) - 1)


@settings(max_examples=40, deadline=None)
@given(st.tuples(st.integers(0, LAST), st.integers(0, LAST)).filter(lambda pair: pair[0] < pair[1]))
def test_the_steps_count_what_a_view_of_that_period_counts(pair):
    first, last = (FOUND["edges"][number] for number in pair)
    engine = bundled_engine()
    view = View(Selection().during(*spelled(first, last)))
    assert first % DAY == last % DAY == 0 and view.window(engine.holdings) == (first, last)
    listed = len(np.unique(engine.table.listed_spans[:, 0]))  # the gap within a listed date is in no view, but in this
    shown = engine.summarise(view.selection, "region").shown
    inner = pair[0] > 0 and pair[1] < LAST  # the first and last edge are the ends of time
    assert 0 <= within(FOUND["all"], *pair) - shown <= listed or not inner


def test_the_whole_period_holds_all_events_and_all_places():
    summary = bundled_engine().summarise(View().during(FOUND["edges"][0], FOUND["edges"][-1]).selection, "region")
    assert whole(FOUND) == summary.shown == FOUND["total"]
    assert sum(within(spot, 0, LAST) for spot in FOUND["spots"]) == summary.shown - summary.unplaced
    assert len(FOUND["spots"]) == len(FOUND["marks"]["hits"])


def test_the_filters_hold_and_are_said():
    found = brush_answer(bundled_engine(), "region=Kosovo", Viewport(), None)
    assert found["filters"] == ", region Kosovo" and whole(found) == 8


@pytest.mark.parametrize("events", [[], [event("a", None)], [event("a", None, place=place())], [event("a", "0001")]])
def test_few_or_odd_events_are_answered_too(events):
    found = brush_answer(engine_of(*events), "", Viewport(), None)
    json.dumps(found, allow_nan=False)
    assert whole(found) == len(events)
