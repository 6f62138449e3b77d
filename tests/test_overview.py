"""The strip: the whole period, with the window on it."""

import numpy as np
import pytest

from dashboard.overview import LEAST, strip
from dashboard.palette import DARK, LIGHT
from dashboard.view import View
from events.selection import Selection
from events.summary import BINS
from tests.table_strategies import bundled_engine, engine_of, event, scene_of


def drawn(view=View(), engine=None, theme=LIGHT):  # noqa: B008
    return strip(scene_of(engine or bundled_engine(), view), theme)


def test_the_columns_span_the_whole_period():
    chart = drawn()
    assert len(chart["heights"]) == len(chart["words"]) == BINS == 160
    assert (chart["since"], chart["until"]) == bundled_engine().holdings.extent
    assert chart["low"] < chart["since"] and chart["until"] < chart["high"]


def test_the_window_is_told_as_it_is():
    view = View(Selection(since="2010", until="2015"))
    chart = drawn(view)
    assert (chart["first"], chart["last"]) == view.window(bundled_engine().holdings)


def test_a_window_beyond_the_records_is_on_the_strip():
    chart = drawn(View(Selection(since="1950", until="2050")))
    assert chart["low"] < chart["first"] < chart["since"] and chart["until"] < chart["last"] < chart["high"]


def test_the_columns_are_of_all_filters_but_the_period():
    heights = [drawn(View(Selection(since=since, until="2023")))["heights"] for since in ("2007", "2022")]
    assert heights[0] == heights[1]
    assert drawn(View(Selection(q="monastery")))["heights"] != heights[0]


def test_a_column_with_an_event_is_seen_and_one_without_is_not():
    engine = engine_of(event("a", "2010-01-01"), *(event(f"b{number}", "2020-01-01") for number in range(300)))
    heights = np.array(drawn(engine=engine)["heights"])
    assert heights[0] >= LEAST and heights.max() == 1 and (heights == 0).sum() == 158


def test_a_column_says_its_time_and_how_many():
    words = drawn(engine=engine_of(*(event(f"e{number}", "2020-01-01") for number in range(3)), event("z", "2021")))
    assert words["words"][0].endswith("<br>3.00 events, spread over their time") and "2020" in words["words"][0]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_colours_are_those_of_the_theme(theme):
    assert (drawn(theme=theme)["accent"], drawn(theme=theme)["border"]) == (theme.accent, theme.border)


def test_an_empty_table_is_an_empty_strip():
    assert max(drawn(engine=engine_of())["heights"]) == 0
