"""The figure for print: all on the sheet, with the words that must not be lost from it."""

import html
import json
from itertools import pairwise

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.basemap import DISPUTED_NOTES, NOTE
from dashboard.caption import DISC_NOTE, EMPTY_NOTE, HOLLOW_NOTE, PLACE_NOTE, PRECISION_NOTE
from dashboard.image_sizes import SIZES
from dashboard.notes import TOO_LONG
from dashboard.print_figure import CHARTS, print_figure
from dashboard.scene import MOST_MARKS
from dashboard.spots import MANY
from dashboard.typeface import SYMBOLS, text_width
from dashboard.view import View, read_query
from tests.table_strategies import bundled_engine, coded_engine, engine_of, event, place

ADDRESS = "https://example.org/?region=Kosovo"
KOSOVO = "region=Kosovo&q=police&from=2023-09-01&to=2023-10-13"
ACTORS = ("NATO", "KFOR", "Hamas", "Israel", "BIRN", "Kosovo+Police", "Serb+gunmen+at+Banjska", "Jens+Stoltenberg")
LONG = "region=Kosovo&region=Israel+and+Gaza&region=Belgium&region=Serbia&from=2007&to=2023&q=a&bbox=-10,20,50,60&" + (
    "&".join(f"actor={actor}" for actor in ACTORS) + "&event_type=battle&event_type=statement&event_type=deployment"
    "&event_type=strategic_development&event_type=investigation"
)


def drawn(query, chart, size, engine=None):
    engine = engine or bundled_engine()
    view, _ = read_query(query, engine)
    return print_figure(engine, view, chart, *size, ADDRESS)


def words(figure):
    return " ".join(note.text for note in figure.layout.annotations)


def lines(figure):
    """Left, top and bottom of each text, in pixels of the sheet."""
    width, height = figure.layout.meta["sheet"]
    return [
        (note.x * width, (1 - note.y) * height - note.font.size / 2, (1 - note.y) * height + note.font.size / 2)
        for note in figure.layout.annotations
    ]


@pytest.mark.parametrize("size", [*SIZES.values(), (400, 300), (4_000, 4_000), (400, 2_000)], ids=str)
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("query", [KOSOVO, "q=nothing", "lanes=actor", LONG])
def test_everything_stands_on_the_sheet_and_nothing_on_another(query, chart, size):
    figure = drawn(query, chart, size)
    assert (figure.layout.width, figure.layout.height) == size
    width, height = figure.layout.meta["sheet"]
    assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
    for note, (left, top, bottom) in zip(figure.layout.annotations, lines(figure), strict=True):
        if note.font.family != SYMBOLS:
            assert left + text_width(note.text, note.font.size, bold=note.font.weight == 600) <= width
        assert top >= 0 and bottom <= height
    edge = min(left for left, _, _ in lines(figure))
    margin = sorted((top, bottom) for left, top, bottom in lines(figure) if left < edge + 1)
    assert all(after[0] >= before[1] - 2 for before, after in pairwise(margin))
    for axis in ("xaxis", "yaxis") if figure.layout.yaxis.domain else ():
        low, high = figure.layout[axis].domain
        assert 0 <= low < high <= 1


@pytest.mark.parametrize("size", [*SIZES.values(), (800, 1_600)], ids=str)
def test_notes_stand_under_or_beside_the_map(size):
    figure = drawn("", "sheet", size)
    across, up = figure.layout.map.domain.x, figure.layout.map.domain.y
    inside = [note for note in figure.layout.annotations if up[0] < note.y < up[1]]
    assert all(note.x > across[1] for note in inside)
    assert bool(inside) == (size[0] > size[1])


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("chart", CHARTS)
def test_the_words_that_make_it_true_are_on_it(chart, size):
    said = words(drawn(KOSOVO, chart, size))
    view, _ = read_query(KOSOVO, bundled_engine())
    shown = bundled_engine().summarise(view.selection, view.lanes).shown
    for part in (f"{shown} of 18 events", "region Kosovo*", "“police”", "Source: Prishtina Insight", ADDRESS):
        assert part in said
    assert DISPUTED_NOTES["Kosovo"] in said and "Records of 13 October 2023." in said
    assert (PRECISION_NOTE in said) == (chart != "map")
    assert (NOTE in said) == (chart != "timeline")


def test_text_is_never_too_small_to_print():
    for size in [*SIZES.values(), (400, 300), (300, 1_000), (4_000, 4_000)]:
        figure = drawn("", "sheet", size)
        by = size[1] / figure.layout.meta["sheet"][1]
        assert min(note.font.size for note in figure.layout.annotations) * by >= 8.95


def test_a_small_sheet_says_that_it_has_no_room_for_the_map():
    figure = drawn("", "sheet", (400, 300))
    assert "no room for the map" in words(figure) and not [trace for trace in figure.data if trace.type == "scattermap"]
    assert "no room for the map" not in words(drawn("", "sheet", (1200, 800)))


def test_the_legend_has_what_is_drawn():
    assert not {"throughout", "open end"} & set(words(drawn("q=monastery", "timeline", (1200, 800))).split("  "))
    texts = {note.text for note in drawn("event_type=statement", "timeline", (1200, 800)).layout.annotations}
    assert {"Statement", "some time within"} <= texts
    assert not {"throughout", "approximate", "open end", "Deployment"} & texts
    texts = {note.text for note in drawn("q=nothing+at+all", "sheet", (1200, 800)).layout.annotations}
    assert EMPTY_NOTE in texts and "some time within" not in texts


def test_the_notes_are_of_what_is_drawn():
    years, weeks = (words(drawn(query, "timeline", (1200, 800))) for query in ("from=2007&to=2023", ""))
    assert HOLLOW_NOTE in years and HOLLOW_NOTE not in weeks
    assert "Outside the period: 2 earlier events, 2018 – 2022." in weeks and "Outside" not in years
    counted = words(drawn("", "timeline", (400, 300)))
    assert "Bars count events" in counted and PRECISION_NOTE not in counted and "some time within" not in counted
    box = words(drawn("bbox=-20,42,21.5,43.5", "map", (1200, 800)))
    assert "Box on the map: 42° N to 43.5° N, 20° W to 21.5° E." in box and PLACE_NOTE in box
    assert PLACE_NOTE not in words(drawn("q=monastery", "map", (1200, 800)))


def test_a_note_stands_where_its_asterisk_does():
    timeline = drawn("region=Israel+and+Gaza", "timeline", (1200, 800))
    assert "Kosovo*" not in words(timeline) and "Palestine*" not in words(timeline)
    kosovo = drawn("region=Kosovo", "sheet", (1200, 800))
    texts = {note.text for note in kosovo.layout.annotations}
    assert "Kosovo*" in texts and DISPUTED_NOTES["Kosovo"] in words(kosovo)
    titles = [text for trace in kosovo.data if trace.type == "scatter" for text in trace.text or ()]
    assert "More KFOR patrols in northern Kosovo*" in titles
    places = [text for trace in kosovo.data if trace.type == "scattermap" for text in trace.text or ()]
    assert "Kosovo*" in places
    serbia = drawn("region=Serbia&from=2007&to=2023", "map", (1200, 800))  # whose base map names Kosovo
    assert DISPUTED_NOTES["Kosovo"] in words(serbia)


def test_no_name_of_the_base_map_is_cut():
    figure = drawn("", "map", (1200, 800))
    names = {
        feature["properties"]["name"]
        for feature in figure.layout.map.style["sources"]["labels"]["data"]["features"]
        if feature["properties"]["zoom"] <= figure.layout.map.zoom
    }
    assert {"Serbia", "Ukraine", "France"} <= names and not {"Brazil", "United Kingdom"} & names


def test_a_low_map_is_not_broad():
    figure = drawn("", "sheet", (1920, 1080))
    width, height = figure.layout.meta["sheet"]
    across, up = (edge[1] - edge[0] for edge in (figure.layout.map.domain.x, figure.layout.map.domain.y))
    assert across * width < 3 * up * height


def test_a_long_sentence_is_a_title_and_a_line_and_a_long_link_is_broken():
    figure = drawn(LONG, "timeline", (1200, 800))
    assert figure.layout.annotations[0].text == f"8 of {len(bundled_engine().holdings)} events, 2007 – 2023"
    assert figure.layout.annotations[1].text.startswith("Region Belgium or Israel and Gaza or Kosovo* or Serbia, actor")
    address = "https://example.org/?" + "&".join(f"actor=somebody+{number}" for number in range(20))
    for link, whole in ((address, True), (address * 5, False)):
        figure = print_figure(bundled_engine(), View(), "timeline", 1200, 800, link)
        assert (link in html.unescape(words(figure)).replace(" ", "")) == whole
        assert (TOO_LONG in words(figure)) != whole


def test_the_legend_has_no_type_of_what_the_chart_cannot_hold():
    engine = engine_of(event("a"), event("b", None, event_type="riot", place=place()))
    for chart, types in (
        ("timeline", {"Armed attack or battle"}),
        ("map", {"Riot"}),
        ("sheet", {"Armed attack or battle", "Riot"}),
    ):
        texts = {note.text for note in drawn("from=2023&to=2023", chart, (1200, 800), engine).layout.annotations}
        assert texts & {"Armed attack or battle", "Riot"} == types


def test_the_disc_of_many_events_is_explained_where_there_is_one():
    towns = [place(f"P{n}", 42.0, 20 + n / 1000) for n in range(3)]
    crowd = [event(f"e{n}", place=towns[n % 3]) for n in range(MANY + 1)]  # at no place many, together a disc
    for chart, said in (("map", True), ("sheet", True), ("timeline", False)):
        figure = drawn(
            "from=2023&to=2023", chart, (1200, 800), engine_of(*crowd, event("z", place=place("Z", 0.0, 0.0)))
        )
        assert (DISC_NOTE in words(figure)) == said
        assert [trace.name for trace in figure.data].count("discs") == said
    far = (event(f"e{n}", place=place(f"P{n}", n - 20.0, 4.0 * n)) for n in range(MANY + 1))
    assert DISC_NOTE not in words(drawn("from=2023&to=2023", "map", (1200, 800), engine_of(*far)))


def test_a_crowd_is_printed_in_counts_with_their_scale():
    crowd = (event(f"e{n}", f"2023-09-{n % 28 + 1:02}", region="Many") for n in range(MOST_MARKS + 1))
    figure = drawn("from=2023-09&to=2023-09", "timeline", (1200, 800), engine_of(*crowd, event("z", region="Few")))
    said = words(figure)
    assert "Bars count events" in said and PRECISION_NOTE not in said and "some time within" not in said
    assert "Few" in said and not [trace for trace in figure.data if trace.name == "events" and len(trace.base or ())]


@pytest.mark.parametrize("regions", [1, 3])
def test_counts_fill_the_sheet(regions):
    crowd = (event(f"e{n}", f"2023-09-{n % 28 + 1:02}", region=f"R{n % regions}") for n in range(MOST_MARKS + regions))
    layout = drawn("from=2023-09&to=2023-09", "timeline", (1200, 800), engine_of(*crowd)).layout
    bottom, top = layout.yaxis.domain
    assert top - bottom > 0.7
    names = [note.y for note in layout.annotations if note.text in ("R0", "R1", "R2")]
    assert [before - after for before, after in pairwise(names)] == pytest.approx(
        [(top - bottom) / regions] * (regions - 1)
    )


def test_data_sets_are_cited_and_said_to_be_machine_coded():
    said = words(drawn("", "map", (1200, 800), coded_engine("GDELT", "ViEWS")))
    assert "GDELT (machine-coded, not checked by a person)." in said and "ViEWS (machine-coded" in said
    assert "Source" not in said and "data set" not in words(drawn("", "map", (1200, 800)))
    chosen = words(drawn("dataset=d1", "map", (1200, 800), coded_engine("GDELT", "ViEWS")))
    assert "data set ViEWS" in chosen and "GDELT" not in chosen


def test_what_a_chart_cannot_hold_is_said():
    engine = engine_of(event("a", None), event("b"))
    assert "1 of the 2 selected without a date: not drawn." in words(drawn("", "timeline", (1200, 800), engine))
    assert "2 of the 2 selected without a place: not drawn." in words(drawn("", "map", (1200, 800), engine))
    sheet = words(drawn("", "sheet", (1200, 800), engine))
    assert "1 of the 2 selected without a place: on the timeline only." in sheet
    assert "1 of the 2 selected without either: not drawn." in sheet


@pytest.mark.parametrize("chart", CHARTS)
def test_nothing_is_fetched_and_the_same_view_is_the_same_image(chart):
    one, two = (json.dumps(drawn("", chart, (1200, 800)).to_plotly_json(), cls=PlotlyJSONEncoder) for _ in range(2))
    assert one == two
    rest = one.replace(ADDRESS, "")
    assert "://" not in rest and '"//' not in rest


def test_words_of_the_records_are_escaped():
    engine = engine_of(event("a", title="<b>T</b>", region="<i>R</i>"))
    figure = drawn("", "timeline", (1200, 800), engine)
    assert "&lt;i&gt;R" in words(figure) and "<i>" not in words(figure)
    assert all("<b>T" not in part for trace in figure.data for part in (trace.text or ()) if trace.type == "scatter")


def test_the_open_event_is_not_framed_on_paper():
    plain, opened = (drawn(query, "timeline", (1200, 800)) for query in ("", "event=banjska-attack"))
    assert len(plain.data) == len(opened.data)


@pytest.mark.parametrize("chart", CHARTS)
def test_an_empty_table_is_a_sheet_too(chart):
    figure = print_figure(engine_of(), View(), chart, 1200, 800, "")
    assert "0 of 0 events" in words(figure)


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("size", [(400, 300), (1200, 800)], ids=str)
def test_a_sentence_that_fills_the_sheet_breaks_nothing(chart, size):
    engine = engine_of(*(event(f"e{number}", region=f"A region with a long name {number}") for number in range(30)))
    view = View().select(View().selection.choose("region", engine.holdings.values["region"]))
    assert print_figure(engine, view, chart, *size, ADDRESS).data is not None
