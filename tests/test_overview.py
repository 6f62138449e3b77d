"""The overview: the whole period, with the window marked on it."""

import numpy as np
import pytest

from dashboard.overview import HEIGHT, LEAST, figure
from dashboard.palette import DARK, LIGHT
from dashboard.view import View
from events.selection import OPEN, Selection
from events.summary import summarise
from tests.table_strategies import bundled, event, table_of


def drawn(view=View(), table=None, theme=LIGHT):  # noqa: B008
    table = bundled() if table is None else table
    return figure(table, summarise(table, view.selection), view, 1_000.0, theme)


def test_the_bars_span_the_whole_period():
    (bars,) = drawn().data
    low, high = bundled().extent
    assert len(bars.x) == 160 and low < min(bars.x) and max(bars.x) < high


def test_the_window_is_marked_where_it_is():
    view = View(Selection(since="2010", until="2015"))
    first, last = view.window(bundled())
    assert [(shape.x0, shape.x1) for shape in drawn(view).layout.shapes] == [(first, last)] * 2


def test_a_window_that_is_a_speck_is_marked_all_the_same():
    chart = drawn(View(Selection(since="2015-01-01", until="2015-01-01")))
    low, high = chart.layout.xaxis.range
    assert all((shape.x1 - shape.x0) / (high - low) * 1_000 >= LEAST * 0.98 for shape in chart.layout.shapes)


def test_a_window_beyond_the_records_is_on_the_strip():
    chart = drawn(View(Selection(since="1950", until="2050")))
    low, high = chart.layout.xaxis.range
    assert low < chart.layout.shapes[0].x0 and chart.layout.shapes[0].x1 < high


def test_bars_in_the_window_have_the_accent():
    (bars,) = drawn(View(Selection(since=OPEN, until="2010"))).data
    assert bars.marker.color[0] == LIGHT.accent and bars.marker.color[-1] == LIGHT.border


def test_a_bin_with_an_event_is_seen_and_one_without_is_not():
    table = table_of(event("a", "2010-01-01"), *(event(f"b{number}", "2020-01-01") for number in range(300)))
    (bars,) = drawn(table=table).data
    heights = np.array(bars.y)
    assert heights[0] >= 0.045 and heights.max() == pytest.approx(1) and (heights == 0).sum() == 158


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_a_strip_to_drag_over(theme):
    layout = drawn(theme=theme).layout
    assert (layout.height, layout.dragmode, layout.selectdirection) == (HEIGHT, "select", "h")


def test_an_empty_table_is_an_empty_strip():
    assert max(drawn(table=table_of()).data[0].y) == 0
