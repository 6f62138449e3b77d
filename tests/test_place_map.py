"""The map of an image: symbols for places, circles for areas, discs for many, and nothing from elsewhere."""

import json
import math

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.basemap import style
from dashboard.palette import DARK, LIGHT, MARKS, RING, THEMES
from dashboard.place_map import MOST_AREAS, circle, figure, frame, ground, hover, moved_to
from dashboard.spots import MANY, spots
from dashboard.view import View
from dashboard.viewport import MapView
from events.cells import NAMES, TITLES
from events.selection import OPEN, Selection
from tests.table_strategies import bundled_engine, coded_engine, engine_of, event, place, scene_of

ALL = View(Selection(since=OPEN, until="2024"))


def drawn(engine=None, view=ALL, theme=LIGHT, **values):
    scene = scene_of(engine or bundled_engine(), view)
    return figure(scene, theme, **({"width": 590.0, "height": 320.0, "style": "/style/light.json"} | values))


def texts(chart):
    return [text for trace in chart.data if trace.text is not None for text in trace.text]


def framed(engine=None, view=ALL):
    scene = scene_of(engine or bundled_engine(), view)
    return frame(scene.view, scene.holdings, scene.summary, 590.0, 320.0)


@pytest.mark.parametrize(("lat", "lon", "radius"), [(0, 0, 100), (42.6, 20.9, 90), (-70, 170, 500), (30, 34, 1)])
def test_a_circle_is_a_closed_ring_at_its_radius(lat, lon, radius):
    ring = circle(lat, lon, radius)
    assert ring[0] == ring[-1] and len(ring) == 73
    for east, north in ring:
        phi, other, turn = math.radians(lat), math.radians(north), math.radians(east - lon)
        cosine = math.sin(phi) * math.sin(other) + math.cos(phi) * math.cos(other) * math.cos(turn)
        assert math.degrees(math.acos(min(cosine, 1))) * 111.2 == pytest.approx(radius, rel=0.01, abs=0.02)


def test_an_exact_place_has_a_filled_symbol_and_no_circle():
    chart = drawn(engine_of(event("a", place=place())))
    assert MARKS["battle"].glyph in texts(chart) and MARKS["battle"].hollow not in texts(chart)
    assert chart.layout.map.layers == ()


def test_an_area_has_a_hollow_symbol_and_a_dashed_circle_of_its_radius():
    chart = drawn(engine_of(event("a", place=place(geo_precision="district", radius_km=35))))
    assert MARKS["battle"].hollow in texts(chart) and MARKS["battle"].glyph not in texts(chart)
    fill, line = chart.layout.map.layers
    assert (fill.type, line.type, tuple(line.line.dash)) == ("fill", "line", (3, 2))
    (ring,) = line.source["geometry"]["coordinates"]
    assert max(north for _, north in ring) == pytest.approx(42.97 + 35 / 111.2, abs=0.001)


def test_the_areas_of_one_point_have_each_its_circle_also_where_the_point_itself_is_known():
    areas = [place(f"A{km}", 42.0, 20.0, geo_precision="district", radius_km=km) for km in (30, 60)]
    town = place("Town", 42.0, 20.0)
    chart = drawn(engine_of(*(event(f"e{n}", place=where) for n, where in enumerate([*areas, town]))))
    norths = [
        max(north for _, north in layer.source["geometry"]["coordinates"][0])
        for layer in chart.layout.map.layers
        if layer.type == "line"
    ]
    assert norths == pytest.approx([42 + 60 / 111.2, 42 + 30 / 111.2], abs=0.001)


@pytest.mark.parametrize(
    "engine", [bundled_engine(), engine_of(), engine_of(event("a"))], ids=["bundled", "empty", "unplaced"]
)
def test_no_trace_is_empty(engine):
    chart = drawn(engine)
    assert chart.data and all(len(trace.lat) == len(trace.lon) > 0 for trace in chart.data)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_nothing_is_fetched_from_elsewhere(theme):
    chart = drawn(theme=theme, style=style(theme, assets_url=None))
    for part in (chart.to_plotly_json(), ground(framed(), theme, "/style/light.json")):
        text = json.dumps(part, cls=PlotlyJSONEncoder)
        assert "://" not in text and '"//' not in text and "glyphs" not in text and "sprite" not in text


def test_symbols_are_text_because_icons_would_be_fetched():
    assert all(trace.marker.symbol is None for trace in drawn().data)


def test_a_small_area_has_a_ring_and_no_second_circle_and_a_large_one_its_circle():
    near, far = place("A", 42.0, 20.0, geo_precision="district", radius_km=5), place("B", 20.0, 60.0)
    alone, wide = (
        drawn(engine_of(event("a", place=near))),
        drawn(engine_of(event("a", place=near), event("b", place=far))),
    )
    assert RING not in texts(alone) and len(alone.layout.map.layers) == 2
    assert RING in texts(wide) and len(wide.layout.map.layers) == 0


@pytest.mark.parametrize(("areas", "circles"), [(1, 1), (MOST_AREAS, MOST_AREAS), (MOST_AREAS + 1, 0)])
def test_the_areas_of_a_disc_are_drawn_unless_they_would_only_cover_each_other(areas, circles):
    far = event("far", place=place(name="Far", lat=30.0, lon=60.0))
    near = [place(name=f"P{n}", lat=43 + n / 500, radius_km=35, geo_precision="district") for n in range(areas)]
    many = [event(f"e{number}", place=near[number % areas]) for number in range(MANY + MOST_AREAS)]
    layers = drawn(engine_of(far, *many)).layout.map.layers
    assert len([layer for layer in layers if layer.type == "line"]) == circles


def test_a_box_frames_the_map_and_is_drawn():
    box = (20.0, 42.0, 21.0, 43.0)
    chart = drawn(engine_of(event("a", place=place())), View(Selection(bbox=box, since=OPEN, until="2024")))
    assert chart.layout.map.center.to_plotly_json() == pytest.approx({"lat": 42.5, "lon": 20.5}, abs=0.05)
    corners = chart.layout.map.layers[-1].source["geometry"]["coordinates"]
    assert corners[0] == corners[-1] == [20.0, 42.0] and len(corners) == 5


def test_a_box_across_the_180th_meridian_is_one_box():
    chart = drawn(view=View(Selection(bbox=(170.0, -20.0, -170.0, 20.0))))
    assert abs(abs(chart.layout.map.center.lon) - 180) < 1
    assert {east for east, _ in chart.layout.map.layers[-1].source["geometry"]["coordinates"]} == {170.0, 190.0}


def test_the_map_is_framed_on_all_places_where_none_is_selected():
    nothing = framed(view=View(Selection(q="nothing at all")))
    assert nothing.name == framed(view=View(Selection(since="2007", until="2024"))).name


def test_the_map_stays_where_the_reader_moved_it_as_long_as_the_frame_is_the_same():
    home = framed()
    moved = moved_to(home, MapView(home.name, 10.0, 11.0, 5.0))
    assert (moved.center, moved.zoom, moved.width) == ({"lat": 10.0, "lon": 11.0}, 5.0, home.width)
    assert moved_to(home, MapView("elsewhere", 10.0, 11.0, 5.0)) == moved_to(home, None) == home


def test_the_ground_of_the_page_is_a_map_of_that_frame_without_marks():
    home = framed()
    chart = ground(home, LIGHT, "/style/light.json")
    assert chart["layout"]["map"] == {"style": "/style/light.json", "center": home.center, "zoom": home.zoom}
    assert [trace["marker"]["opacity"] for trace in chart["data"]] == [0]


def test_colours_are_those_of_the_theme():
    chart = drawn(engine_of(event("a", place=place())), theme=DARK)
    assert MARKS["battle"].dark in [trace.textfont.color for trace in chart.data]


def test_the_count_stands_with_the_name():
    assert "Banjska,\u00a02" in texts(drawn(engine_of(event("a", place=place()), event("b", place=place()))))


def discs(chart):
    return [trace for trace in chart.data if trace.name == "discs"]


def test_many_events_of_a_place_are_a_disc_of_their_types_and_few_are_symbols():
    kinds = ("battle", "riot")
    few, many = (
        drawn(engine_of(*(event(f"e{n}", event_type=kinds[n % 6 // 3], place=place()) for n in range(count))))
        for count in (MANY, MANY + 2)
    )
    assert not discs(few) and MARKS["battle"].glyph in "".join(texts(few))
    (rings,) = discs(many)
    assert MARKS["battle"].glyph not in "".join(texts(many)) and list(rings.lat) == [42.97] * 2
    wide, narrow = rings.marker.size
    assert (narrow / wide) ** 2 == pytest.approx(8 / 14)  # the areas are the types' shares
    assert list(rings.marker.color) == [MARKS["riot"].light, MARKS["battle"].light]
    assert f"Banjska,\u00a0{MANY + 2}" in texts(many)


def test_the_part_of_a_disc_that_is_known_to_an_area_only_is_paler():
    known = (event(f"k{n}", place=place()) for n in range(10))
    vague = (event(f"v{n}", place=place("Around", geo_precision="district")) for n in range(10))
    (rings,) = discs(drawn(engine_of(*known, *vague)))
    pale, full = rings.marker.color
    assert full == MARKS["battle"].light and pale not in (full, LIGHT.paper)
    assert int(pale[1:3], 16) > int(full[1:3], 16)


# ---- words ------------------------------------------------------------------------------------------------------


def said(engine):
    """What hovers over the only spot."""
    scene = scene_of(engine, ALL)
    (spot,) = spots(scene)
    return hover(spot, scene).split("<br>")


def test_names_are_escaped_in_what_hovers():
    words = "".join(said(engine_of(event("a", title="<b>t</b>", place=place("<i>P</i>")))))
    assert "<i>" not in words and "&lt;i&gt;P&lt;/i&gt;" in words and "&lt;b&gt;t" in words


def test_few_events_are_told_by_title_and_more_by_type():
    few, more = (
        said(engine_of(*(event(f"e{n}", place=place()) for n in range(count)))) for count in (TITLES, TITLES + 1)
    )
    assert few == ["<b>Banjska</b>, exact place", *(f"Event e{n}" for n in range(TITLES))]
    assert more == ["<b>Banjska</b>, exact place", "6 Armed attack or battle"]


@pytest.mark.parametrize(
    ("count", "words"),
    [(4, None), (5, "and 1 more place"), (7, "and 3 more places"), (NAMES, "and many more places")],
)
def test_four_places_are_named_and_others_counted_where_they_can_be(count, words):
    found = said(engine_of(*(event(f"e{n}", place=place(f"P{n}")) for n in range(count))))
    assert [line for line in found if line.startswith("<b>")] == [f"<b>P{n}</b>, exact place" for n in range(4)]
    assert [line for line in found if line.startswith("and ")] == ([words] if words else [])


def test_hover_says_what_a_program_coded():
    assert said(coded_engine("GDELT"))[-1] == "Event e0 (machine-coded)"
    assert said(coded_engine("ACLED", machine=False))[-1] == "Event e0"
    assert said(coded_engine(*(f"G{n}" for n in range(TITLES + 1))))[-1] == "machine-coded, not checked by a person"
