"""The timeline's figure: what answers to the pointer, what is escaped and framed."""

import plotly.graph_objects as go
import pytest

from dashboard.lanes import lay_out
from dashboard.palette import DARK, LIGHT, MARKS
from dashboard.scene import MOST_MARKS
from dashboard.timeline import LEAST_HEIGHT, figure, hover_text
from dashboard.view import View
from events.selection import OPEN, Selection
from tests.table_strategies import bundled_engine, coded_engine, engine_of, event, events_of, place, scene_of

ALL = View(Selection(since=OPEN, until="2024"))


def drawn(engine, view=ALL, theme=LIGHT, gutter=100.0, width=900.0):
    scene = scene_of(engine, view, width=width)
    return go.Figure(figure(lay_out(scene, width), scene, theme, gutter=gutter))  # which checks every value


def hits(chart):
    (trace,) = [trace for trace in chart.data if trace.name == "events"]
    return trace


def texts(chart):
    return [text for trace in chart.data if trace.type == "scatter" and trace.text is not None for text in trace.text]


@pytest.mark.parametrize("lanes", ["region", "actor", "event_type"])
def test_every_event_answers_to_the_pointer_with_its_id(lanes):
    ids = {item.id for item in events_of(bundled_engine())}
    assert {data[0] for data in hits(drawn(bundled_engine(), View(ALL.selection, lanes))).customdata} == ids


def test_the_boxes_are_those_that_answer():
    chart = drawn(bundled_engine())
    trace = hits(chart)
    told = [box for found in chart.layout.meta["boxes"].values() for box in found]
    assert sorted(trace.base) == sorted(box[0] for box in told)
    assert sum(trace.x) == pytest.approx(sum(box[1] - box[0] for box in told))


def test_where_boxes_of_two_events_cover_each_other_the_pointer_finds_the_lower_one():
    """A box of a mark with its title above takes two rows; plotly prefers the narrower of two bars."""
    boxes = [(id, box) for id, found in drawn(bundled_engine()).layout.meta["boxes"].items() for box in found]
    for number, (id, one) in enumerate(boxes):
        for other_id, other in boxes[number + 1 :]:
            covered = one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
            assert id == other_id or not covered or abs((one[3] - one[2]) - (other[3] - other[2])) > 5


def test_titles_and_names_are_escaped():
    engine = engine_of(event("a", title='<b>x</b> & <a href="javascript:1">y</a>', place=place("<i>P</i>")))
    words = " ".join(texts(drawn(engine))) + hover_text(events_of(engine)[0], engine.holdings)
    assert "<b>x" not in words and "<a" not in words and "<i>" not in words
    assert '&lt;b&gt;x&lt;/b&gt; &amp; &lt;a href="javascript:1"&gt;y&lt;/a&gt;' in words


def test_text_of_the_records_is_in_no_template():
    chart = drawn(engine_of(event("a", title="%{customdata[0]}")))
    assert {trace.hovertemplate for trace in chart.data} <= {None, "%{customdata[1]}<extra></extra>"}


def test_the_open_event_is_framed_and_no_other():
    engine = bundled_engine()
    plain, framed = len(drawn(engine).data), drawn(engine, ALL.open("banjska-attack"))
    assert len(framed.data) == plain + 1
    frame = framed.data[1]
    left, right, top, bottom = framed.layout.meta["boxes"]["banjska-attack"][0]
    assert (min(frame.x[:5]), max(frame.x[:5])) == (left, right) and {*frame.y[:5]} == {top, bottom}


def test_an_open_event_outside_of_the_window_is_not_framed():
    chart = drawn(bundled_engine(), View(Selection(since="2007", until="2010"), event="banjska-attack"))
    assert not [trace for trace in chart.data if trace.type == "scatter" and trace.fillcolor == LIGHT.panel]


def test_symbols_are_those_of_the_types_hollow_where_uncertain():
    engine = engine_of(event("a", "2023-09-24"), event("b", "2023-09-28?"))
    assert {"▲", "△"} <= set(texts(drawn(engine, View(Selection(since="2023-09", until="2023-10")))))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_symbols_have_the_colour_of_the_theme(theme):
    chart = drawn(engine_of(event("a")), theme=theme)
    assert any(
        trace.textfont.color == (MARKS["battle"].colour(theme),) for trace in chart.data if trace.type == "scatter"
    )


def test_the_plot_is_as_high_as_its_lanes_and_starts_at_the_gutter():
    scene = scene_of(bundled_engine(), ALL)
    layout = lay_out(scene, 900.0)
    chart = go.Figure(figure(layout, scene, LIGHT, gutter=148.0))
    assert chart.layout.height == layout.height and chart.layout.width == 1_048
    assert chart.layout.margin.l == 148 and tuple(chart.layout.yaxis.range) == (layout.height, 0)


def test_a_narrow_page_scrolls_under_the_finger():
    assert [drawn(bundled_engine(), gutter=gutter).layout.dragmode for gutter in (0.0, 100.0)] == [False, "pan"]


def test_no_events_are_an_empty_chart_with_an_axis():
    chart = drawn(engine_of())
    assert chart.layout.height == LEAST_HEIGHT and not chart.layout.xaxis.visible


def test_lanes_of_counts_are_left_empty_beside_those_of_marks():
    crowd = (event(f"e{number}", region="Many") for number in range(MOST_MARKS + 1))
    chart = drawn(engine_of(*crowd, event("z", "2023-09-24", region="Kosovo", event_type="riot")))
    assert [data[0] for data in hits(chart).customdata] == ["z"] and MARKS["riot"].glyph in texts(chart)
    assert set(chart.layout.meta["boxes"]) == {"z"} and MARKS["battle"].glyph not in texts(chart)


def test_hover_says_what_is_not_stated():
    words = hover_text(event("a", None), bundled_engine().holdings)
    assert "no date stated" in words and "no place stated" in words


def test_hover_says_what_a_program_coded():
    machine, checked = coded_engine("GDELT"), coded_engine("ACLED", machine=False)
    assert hits(drawn(machine)).customdata[0][1].endswith("<br>machine-coded, not checked by a person")
    assert "machine-coded" not in hits(drawn(checked)).customdata[0][1]
