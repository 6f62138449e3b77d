"""What is drawn of the timeline: what answers to the pointer, what is escaped and framed."""

from datetime import datetime

import plotly.graph_objects as go
import pytest

from dashboard.lanes import lay_out
from dashboard.palette import DARK, LIGHT, MARKS
from dashboard.scene import MOST_MARKS
from dashboard.timeline import LEAST_HEIGHT, ground, hover_text, singly
from dashboard.view import View
from events.selection import OPEN, Selection
from tests.table_strategies import bundled_engine, coded_engine, engine_of, event, events_of, place, scene_of

ALL = View(Selection(since=OPEN, until="2024"))


def drawn(engine, view=ALL, theme=LIGHT, gutter=100.0, width=900.0):
    scene = scene_of(engine, view, width=width)
    found = singly(lay_out(scene, width), scene, theme, gutter=gutter)
    go.Figure(found["traces"])  # which checks every value
    return found


def texts(found):
    return [text for trace in found["traces"] for text in trace.get("text", ())]


@pytest.mark.parametrize("lanes", ["region", "actor", "event_type"])
def test_every_event_answers_to_the_pointer_with_its_words(lanes):
    ids = {item.id for item in events_of(bundled_engine())}
    found = drawn(bundled_engine(), View(ALL.selection, lanes))
    assert set(found["boxes"]) == set(found["hover"]) == ids


def test_where_boxes_of_two_events_cover_each_other_the_pointer_finds_the_lower_one():
    """A box of a mark with its title above takes two rows; `singly.js` prefers the lower of two boxes."""
    boxes = [(id, box) for id, found in drawn(bundled_engine())["boxes"].items() for box in found]
    for number, (id, one) in enumerate(boxes):
        for other_id, other in boxes[number + 1 :]:
            covered = one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
            assert id == other_id or not covered or abs((one[3] - one[2]) - (other[3] - other[2])) > 5


def test_a_title_knows_from_when_to_when_its_mark_reaches():
    engine = engine_of(event("a", "2023-09-24", title="Day"), event("b", "2023-01/2023-06", title="Half"))
    found = drawn(engine, View(Selection(since="2023", until="2023")))
    titles = next(trace for trace in found["traces"] if "textposition" in trace)
    spans = dict(zip(titles["text"], found["titled"], strict=True))
    start, end = (datetime(2023, 1, 1).timestamp(), datetime(2023, 7, 1).timestamp())
    week = 7 * 86_400
    assert abs(spans["Half"][0] - start) < week and abs(spans["Half"][1] - end) < week
    assert datetime(2023, 9, 24).timestamp() - week < spans["Day"][0] < spans["Day"][1] < end + 100 * 86_400


def test_titles_and_names_are_escaped():
    engine = engine_of(event("a", title='<b>x</b> & <a href="javascript:1">y</a>', place=place("<i>P</i>")))
    words = " ".join(texts(drawn(engine))) + hover_text(events_of(engine)[0], engine.holdings)
    assert "<b>x" not in words and "<a" not in words and "<i>" not in words
    assert '&lt;b&gt;x&lt;/b&gt; &amp; &lt;a href="javascript:1"&gt;y&lt;/a&gt;' in words


def test_the_open_event_is_framed_and_no_other():
    engine = bundled_engine()
    plain, framed = len(drawn(engine)["traces"]), drawn(engine, ALL.open("banjska-attack"))
    assert len(framed["traces"]) == plain + 1
    frame = framed["traces"][1]
    left, right, top, bottom = framed["boxes"]["banjska-attack"][0]
    assert (min(frame["x"][:5]), max(frame["x"][:5])) == (left, right) and {*frame["y"][:5]} == {top, bottom}


def test_an_open_event_outside_of_the_window_is_not_framed():
    chart = drawn(bundled_engine(), View(Selection(since="2007", until="2010"), event="banjska-attack"))
    assert not [trace for trace in chart["traces"] if trace.get("fillcolor") == LIGHT.panel]


def test_symbols_are_those_of_the_types_hollow_where_uncertain():
    engine = engine_of(event("a", "2023-09-24"), event("b", "2023-09-28?"))
    assert {"▲", "△"} <= set(texts(drawn(engine, View(Selection(since="2023-09", until="2023-10")))))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_symbols_have_the_colour_of_the_theme(theme):
    chart = drawn(engine_of(event("a")), theme=theme)
    assert any(
        trace["textfont"]["color"] == [MARKS["battle"].colour(theme)]
        for trace in chart["traces"]
        if "textfont" in trace
    )


def test_the_lanes_are_drawn_where_the_plot_is():
    scene = scene_of(bundled_engine(), ALL)
    layout = lay_out(scene, 900.0)
    found, chart = singly(layout, scene, LIGHT, gutter=148.0), go.Figure(ground(layout, 148.0, 400.0))
    assert found["height"] == layout.height and chart.layout.height == 400
    assert chart.layout.width == found["gutter"] + found["width"] == 1_048
    assert chart.layout.margin.l == 148 and tuple(chart.layout.xaxis.range) == (found["first"], found["last"])
    assert found["rules"] == [*(lane.top for lane in layout.lanes), layout.height] and len(found["rules"]) > 2


def test_a_narrow_page_scrolls_under_the_finger():
    layout = lay_out(scene_of(bundled_engine(), ALL), 900.0)
    assert [ground(layout, gutter, 400.0)["layout"]["dragmode"] for gutter in (0.0, 100.0)] == [False, "pan"]


def test_no_events_are_an_empty_chart_with_an_axis():
    layout = lay_out(scene_of(engine_of(), ALL), 900.0)
    chart, found = go.Figure(ground(layout, 100.0, 400.0)), drawn(engine_of())
    assert found["height"] == LEAST_HEIGHT and not chart.layout.xaxis.visible
    assert texts(found) == [] and found["boxes"] == found["hover"] == {}


def test_lanes_of_counts_are_left_empty_beside_those_of_marks():
    crowd = (event(f"e{number}", region="Many") for number in range(MOST_MARKS + 1))
    found = drawn(engine_of(*crowd, event("z", "2023-09-24", region="Kosovo", event_type="riot")))
    assert set(found["boxes"]) == set(found["hover"]) == {"z"}
    assert MARKS["riot"].glyph in texts(found) and MARKS["battle"].glyph not in texts(found)


def test_hover_says_what_is_not_stated():
    words = hover_text(event("a", None), bundled_engine().holdings)
    assert "no date stated" in words and "no place stated" in words


def test_hover_says_what_a_program_coded():
    machine, checked = coded_engine("GDELT"), coded_engine("ACLED", machine=False)
    (words,) = drawn(machine)["hover"].values()
    assert words.endswith("<br>machine-coded, not checked by a person")
    assert "machine-coded" not in " ".join(drawn(checked)["hover"].values())
