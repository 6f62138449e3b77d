"""The figure for print: all on the sheet, with the words that must not be lost from it."""

import json
from itertools import pairwise

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.basemap import DISPUTED_NOTES, NOTE
from dashboard.caption import PLACE_NOTE, PRECISION_NOTE
from dashboard.image_sizes import SIZES
from dashboard.print_figure import CHARTS, print_figure
from dashboard.view import View, read_query
from events.summary import summarise
from tests.table_strategies import bundled, event, table_of

ADDRESS = "https://example.org/?region=Kosovo"
KOSOVO = "region=Kosovo&q=police&from=2023-09-01&to=2023-10-13"


def drawn(query, chart, size, table=None):
    table = bundled() if table is None else table
    view, _ = read_query(query, table)
    return print_figure(table, summarise(table, view.selection), view, chart, *size, ADDRESS)


def words(figure):
    return " ".join(note.text for note in figure.layout.annotations)


@pytest.mark.parametrize("size", [*SIZES.values(), (400, 300), (4_000, 4_000), (400, 2_000)], ids=str)
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("query", [KOSOVO, "q=nothing", "lanes=actor"])
def test_everything_stands_on_the_sheet(query, chart, size):
    figure = drawn(query, chart, size)
    assert (figure.layout.width, figure.layout.height) == size
    for note in figure.layout.annotations:
        half = 0.5 * note.font.size / size[1]
        assert 0 <= note.x <= 1 and half <= note.y <= 1 - half
    for axis in ("xaxis", "yaxis") if chart != "map" else ():
        low, high = figure.layout[axis].domain
        assert 0 <= low < high <= 1


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("chart", CHARTS)
def test_no_text_stands_over_the_chart_or_another_text(chart, size):
    figure = drawn(KOSOVO, chart, size)
    lines = sorted({round((1 - note.y) * size[1], 1) for note in figure.layout.annotations if note.x < 0.03})
    assert all(after - before >= 8 for before, after in pairwise(lines))


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("chart", CHARTS)
def test_the_words_that_make_it_true_are_on_it(chart, size):
    said = words(drawn(KOSOVO, chart, size))
    view, _ = read_query(KOSOVO, bundled())
    shown = summarise(bundled(), view.selection).shown
    for part in (f"{shown} of 17 events", "region Kosovo", "“police”", "Source: Prishtina Insight", ADDRESS):
        assert part in said
    assert DISPUTED_NOTES["Kosovo"] in said and "Records of 13 October 2023." in said
    assert (PRECISION_NOTE in said) == (chart != "map")
    assert (NOTE in said) == (PLACE_NOTE in said) == (chart != "timeline")


def test_what_a_chart_cannot_hold_is_said():
    table = table_of(event("a", None), event("b"))
    assert "1 of the 2 selected have no date and are not drawn." in words(drawn("", "timeline", (1200, 800), table))
    assert "2 of the 2 selected have no place and are not drawn." in words(drawn("", "map", (1200, 800), table))


@pytest.mark.parametrize("chart", CHARTS)
def test_nothing_is_fetched_and_the_same_view_is_the_same_image(chart):
    one, two = (json.dumps(drawn("", chart, (1200, 800)).to_plotly_json(), cls=PlotlyJSONEncoder) for _ in range(2))
    assert one == two
    rest = one.replace(ADDRESS, "")
    assert "://" not in rest and '"//' not in rest


def test_words_of_the_records_are_escaped():
    table = table_of(event("a", title="<b>T</b>", region="<i>R</i>"))
    figure = drawn("", "timeline", (1200, 800), table)
    assert "&lt;i&gt;R" in words(figure) and "<i>" not in words(figure)
    assert all("<b>T" not in part for trace in figure.data for part in (trace.text or ()) if trace.type == "scatter")


def test_the_open_event_is_not_framed_on_paper():
    plain, opened = (drawn(query, "timeline", (1200, 800)) for query in ("", "event=banjska-attack"))
    assert len(plain.data) == len(opened.data)


@pytest.mark.parametrize("chart", CHARTS)
def test_an_empty_table_is_a_sheet_too(chart):
    table = table_of()
    figure = print_figure(table, summarise(table, View().selection), View(), chart, 1200, 800, "")
    assert "0 of 0 events" in words(figure)


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("size", [(400, 300), (1200, 800)], ids=str)
def test_a_sentence_that_fills_the_sheet_breaks_nothing(chart, size):
    table = table_of(*(event(f"e{number}", region=f"A region with a long name {number}") for number in range(30)))
    view = View().select(View().selection.choose("region", table.facets["region"].values))
    assert print_figure(table, summarise(table, view.selection), view, chart, *size, ADDRESS).data is not None
