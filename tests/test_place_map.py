"""The map's figure: symbols for places, circles for areas, and nothing from elsewhere."""

import json
import math

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.palette import DARK, LIGHT, MARKS, RING, THEMES
from dashboard.place_map import circle, figure
from dashboard.view import View
from dashboard.viewport import MapView
from events.selection import OPEN, Selection
from tests.table_strategies import bundled, event, place, table_of

ALL = View(Selection(since=OPEN, until="2024"))


def drawn(table=None, view=ALL, theme=LIGHT, **values):
    table = bundled() if table is None else table
    return figure(
        table,
        range(len(table)),
        view,
        theme,
        **({"width": 590.0, "height": 320.0, "style_url": "/style/light.json"} | values),
    )


def texts(chart):
    return [text for trace in chart.data if trace.text is not None for text in trace.text]


def hits(chart):
    (trace,) = [trace for trace in chart.data if trace.name == "places"]
    return trace


@pytest.mark.parametrize(("lat", "lon", "radius"), [(0, 0, 100), (42.6, 20.9, 90), (-70, 170, 500), (30, 34, 1)])
def test_a_circle_is_a_closed_ring_at_its_radius(lat, lon, radius):
    ring = circle(lat, lon, radius)
    assert ring[0] == ring[-1] and len(ring) == 73
    for east, north in ring:
        phi, other, turn = math.radians(lat), math.radians(north), math.radians(east - lon)
        cosine = math.sin(phi) * math.sin(other) + math.cos(phi) * math.cos(other) * math.cos(turn)
        assert math.degrees(math.acos(min(cosine, 1))) * 111.2 == pytest.approx(radius, rel=0.01, abs=0.02)


def test_an_exact_place_has_a_filled_symbol_and_no_circle():
    chart = drawn(table_of(event("a", place=place())))
    assert MARKS["battle"].glyph in texts(chart) and MARKS["battle"].hollow not in texts(chart)
    assert chart.layout.map.layers == ()


def test_an_area_has_a_hollow_symbol_and_a_dashed_circle_of_its_radius():
    chart = drawn(table_of(event("a", place=place(geo_precision="district", radius_km=35))))
    assert MARKS["battle"].hollow in texts(chart) and MARKS["battle"].glyph not in texts(chart)
    fill, line = chart.layout.map.layers
    assert (fill.type, line.type, tuple(line.line.dash)) == ("fill", "line", (3, 2))
    (ring,) = line.source["geometry"]["coordinates"]
    assert max(north for _, north in ring) == pytest.approx(42.97 + 35 / 111.2, abs=0.001)


@pytest.mark.parametrize("table", [bundled(), table_of(), table_of(event("a"))], ids=["bundled", "empty", "unplaced"])
@pytest.mark.parametrize("view", [ALL, ALL.open("banjska-attack")], ids=["plain", "open"])
def test_no_trace_is_empty(table, view):
    chart = drawn(table, view)
    assert chart.data and all(len(trace.lat) == len(trace.lon) > 0 for trace in chart.data)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("style_url", [None, "/style/light.json"])
def test_nothing_is_fetched_from_elsewhere(theme, style_url):
    text = json.dumps(drawn(theme=theme, style_url=style_url).to_plotly_json(), cls=PlotlyJSONEncoder)
    assert "://" not in text and '"//' not in text and "glyphs" not in text and "sprite" not in text


def test_symbols_are_text_because_icons_would_be_fetched():
    assert all(trace.marker.symbol is None for trace in drawn().data)


def test_every_place_answers_with_its_event_or_its_places():
    chart = drawn()
    ids = [data[0] for data in hits(chart).customdata if data[0]]
    assert set(ids) <= set(bundled().row_of)
    assert sorted(name for data in hits(chart).customdata for name in data[2]) == sorted(
        {item.place.name for item in bundled().events if item.place and item.place.located}
    )


def test_every_placed_event_has_a_point():
    placed = {item.id for item in bundled().events if item.place and item.place.located}
    assert set(drawn().layout.meta["rings"]) == placed


def test_names_are_escaped_in_what_hovers():
    words = hits(drawn(table_of(event("a", title="<b>t</b>", place=place("<i>P</i>"))))).customdata[0][1]
    assert "<i>" not in words and "&lt;i&gt;P&lt;/i&gt;" in words and "&lt;b&gt;t" in words


def test_the_open_event_has_a_ring_around_its_place():
    assert len(drawn(view=ALL.open("banjska-attack")).data) == len(drawn().data) + 1


def test_the_ring_of_an_event_stands_around_the_symbol_of_its_type():
    table = table_of(
        event("a", place=place()), event("b", place=place()), event("c", place=place(), event_type="protest")
    )
    rings = drawn(table).layout.meta["rings"]
    text = {id: ring[2] for id, ring in rings.items()}
    assert text["a"] == text["b"] and text["a"].startswith("◯") and text["c"].endswith("◯")
    assert len(text["a"]) == len(text["c"]) == 2


def test_names_keep_clear_of_the_tools_on_the_page_and_need_not_in_an_image():
    table = table_of(event("a", place=place("North", 44.0, 20.0)), event("b", place=place("South", 40.0, 20.3)))
    sides = {
        style_url: [
            trace.textposition for trace in drawn(table, style_url=style_url, width=150.0).data if trace.textposition
        ]
        for style_url in ("style.json", None)
    }
    assert sides["style.json"] != sides[None]


def test_a_small_area_has_a_ring_and_no_second_circle_and_a_large_one_its_circle():
    near, far = place("A", 42.0, 20.0, geo_precision="district", radius_km=5), place("B", 20.0, 60.0)
    alone, wide = (
        drawn(table_of(event("a", place=near))),
        drawn(table_of(event("a", place=near), event("b", place=far))),
    )
    assert RING not in texts(alone) and len(alone.layout.map.layers) == 2
    assert RING in texts(wide) and len(wide.layout.map.layers) == 0


def test_a_box_frames_the_map_and_is_drawn():
    box = (20.0, 42.0, 21.0, 43.0)
    chart = drawn(view=View(Selection(bbox=box, since=OPEN, until="2024")), table=table_of(event("a", place=place())))
    assert chart.layout.map.center.to_plotly_json() == pytest.approx({"lat": 42.5, "lon": 20.5}, abs=0.05)
    corners = chart.layout.map.layers[-1].source["geometry"]["coordinates"]
    assert corners[0] == corners[-1] == [20.0, 42.0] and len(corners) == 5


def test_a_box_across_the_180th_meridian_is_one_box():
    chart = drawn(view=View(Selection(bbox=(170.0, -20.0, -170.0, 20.0))))
    assert abs(abs(chart.layout.map.center.lon) - 180) < 1
    assert {east for east, _ in chart.layout.map.layers[-1].source["geometry"]["coordinates"]} == {170.0, 190.0}


def test_the_map_stays_where_the_reader_moved_it_as_long_as_the_frame_is_the_same():
    name = drawn().layout.meta["frame"]
    moved = MapView(name, 10.0, 11.0, 5.0)
    chart = drawn(moved=moved)
    assert (chart.layout.map.center.lat, chart.layout.map.center.lon, chart.layout.map.zoom) == (10, 11, 5)
    assert drawn(moved=MapView("elsewhere", 10.0, 11.0, 5.0)).layout.map.zoom == drawn().layout.map.zoom


def test_colours_are_those_of_the_theme():
    chart = drawn(table_of(event("a", place=place())), theme=DARK)
    assert MARKS["battle"].dark in [trace.textfont.color for trace in chart.data]


def test_the_count_stands_with_the_name():
    table = table_of(event("a", place=place()), event("b", place=place()))
    assert "Banjska,\u00a02" in texts(drawn(table))
