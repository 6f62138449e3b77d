"""The marks of the page's map: what is drawn, what answers to the pointer, and where a click leads."""

import json

import pytest
from hypothesis import given, settings

from dashboard.actions import ACTIONS
from dashboard.map_marks import marks
from dashboard.palette import DARK, FOCUS, LIGHT, MARKS, RING
from dashboard.place_map import frame
from dashboard.spots import MANY
from dashboard.view import View
from events.cells import NAMES
from events.selection import OPEN, Selection
from tests.table_strategies import bundled_engine, engine_of, event, events_of, place, scene_of
from tests.test_view import views

ALL = View(Selection(since=OPEN, until="2024"))


def drawn(engine=None, view=ALL, theme=LIGHT, reserved=(), most=1_000, width=590.0):
    scene = scene_of(engine or bundled_engine(), view)
    home = frame(scene.view, scene.holdings, scene.summary, width, 320.0)
    return marks(scene, theme, home, home, reserved, most)


def told(features, name):
    return [feature["properties"][name] for feature in features]


@settings(max_examples=30, deadline=None)
@given(views())
def test_the_marks_of_any_view_are_features_that_belong_to_a_spot(view):
    found = drawn(view=view)
    json.dumps(found, allow_nan=False)
    spots = len(found["hits"])
    assert len(found["hover"]) == len(found["click"]) == spots
    assert sorted(told(found["hits"], "i")) == list(range(spots))
    for name in ("discs", "symbols", "names"):
        assert set(told(found[name], "i")) <= set(range(spots))
    assert all(feature["type"] == "Feature" for name in ("areas", "symbols", "names") for feature in found[name])


def test_every_place_answers_with_its_event_or_its_places():
    found = drawn()
    located = [item for item in events_of(bundled_engine()) if item.place and item.place.located]
    assert {click[0] for click in found["click"] if click[0]} <= {item.id for item in located}
    assert sorted(name for click in found["click"] for name in click[2]) == sorted({i.place.name for i in located})
    assert set(found["rings"]) == {item.id for item in located}


def test_an_exact_place_has_a_filled_symbol_and_an_area_a_hollow_one_with_its_circle():
    exact, area = (
        drawn(engine_of(event("a", place=where))) for where in (place(), place(geo_precision="district", radius_km=35))
    )
    assert (told(exact["symbols"], "t"), exact["areas"]) == ([MARKS["battle"].glyph], [])
    assert told(area["symbols"], "t") == [MARKS["battle"].hollow]
    (circle,) = area["areas"]
    assert circle["geometry"]["coordinates"] == [20.78, 42.97] and circle["properties"]["r"] == 35


def test_a_small_area_has_a_ring_and_no_circle():
    near, far = place("A", 42.0, 20.0, geo_precision="district", radius_km=5), place("B", 20.0, 60.0)
    found = drawn(engine_of(event("a", place=near), event("b", place=far)))
    assert RING in told(found["symbols"], "t") and found["areas"] == []


def test_the_types_at_one_place_stand_side_by_side_and_each_event_is_lit_at_its_own():
    kinds = {"a": "battle", "b": "battle", "c": "protest"}
    found = drawn(engine_of(*(event(id, event_type=kind, place=place()) for id, kind in kinds.items())))
    assert dict(zip(told(found["symbols"], "t"), told(found["symbols"], "o"), strict=True)) == {
        MARKS["battle"].glyph: [-0.5, 0],
        MARKS["protest"].glyph: [0.5, 0],
    }
    assert {id: ring[4] for id, ring in found["rings"].items()} == {"a": [-0.5, 0], "b": [-0.5, 0], "c": [0.5, 0]}
    assert told(found["names"], "t") == ["Banjska,\u00a03"]


def test_many_events_of_a_place_are_a_disc_whose_widest_ring_is_drawn_first():
    kinds = ("battle", "riot")
    found = drawn(engine_of(*(event(f"e{n}", event_type=kinds[n % 6 // 3], place=place()) for n in range(MANY + 2))))
    wide, narrow = told(found["discs"], "r")
    assert found["symbols"] == [] and wide > narrow and (narrow / wide) ** 2 == pytest.approx(8 / 14, rel=0.01)
    assert told(found["discs"], "c") == [MARKS["riot"].light, MARKS["battle"].light]
    assert told(found["discs"], "n") == [MANY + 2] * 2
    assert found["rings"]["e3"][2:] == [FOCUS, pytest.approx(2 * wide, abs=0.1), [0.0, 0]]


def test_the_open_event_has_a_ring_around_its_place_and_no_other():
    opened = drawn(view=ALL.open("banjska-attack"))["opened"]
    assert told(opened, "t") == [FOCUS] and drawn()["opened"] == []
    outside = View(ALL.selection.choose("region", ["Serbia"]), event="banjska-attack")
    assert drawn(view=outside)["opened"] == []


def test_the_open_event_has_a_ring_where_the_chart_names_it_not():
    engine = engine_of(*(event(f"e{n:03}", place=place()) for n in range(500)))
    assert "e450" not in drawn(engine)["rings"]
    assert "e450" in drawn(engine, ALL.open("e450"))["rings"] and drawn(engine, ALL.open("e450"))["opened"]


def test_the_fullest_are_drawn_where_there_are_too_many_marks():
    engine = engine_of(
        *(event(f"e{n}", place=place(f"P{n}", 5.0 * n, 9.0 * n)) for n in range(5)),
        event("twice", place=place("P3", 15.0, 27.0)),
    )
    found = drawn(engine, most=2)
    assert len(found["hits"]) == 2 and found["click"][0][2] == ["P3"]


def test_names_keep_clear_of_what_is_reserved():
    engine = engine_of(event("a", place=place("North", 44.0, 20.0)), event("b", place=place("South", 40.0, 20.3)))
    free, kept = (drawn(engine, width=150.0, reserved=boxes)["names"] for boxes in ((), [(75.0, 150.0, 0.0, 320.0)]))
    assert told(free, "a") != told(kept, "a")


@pytest.mark.parametrize(("selection", "corners"), [
    (Selection(bbox=(20.0, 42.0, 21.0, 43.0)), 5),
    (Selection(area=((20.0, 42.0), (21.0, 42.0), (21.0, 43.0))), 4),
    (Selection(), 0),
])  # fmt: skip
def test_the_chosen_box_or_lasso_is_outlined(selection, corners):
    found = [feature["geometry"]["coordinates"] for feature in drawn(view=View(selection))["chosen"]]
    assert [len(line) for line in found] == ([corners] if corners else [])
    assert all(line[0] == line[-1] for line in found)


def test_colours_are_those_of_the_theme():
    found = drawn(engine_of(event("a", place=place())), theme=DARK)
    assert told(found["symbols"], "c") == [MARKS["battle"].dark] and told(found["names"], "c") == [DARK.ink]


def group_of(count):
    """Events at so many places, each too near to the next to be drawn apart, with one far off; and what a click on
    the group means."""
    near = (event(f"e{n}", place=place(f"P{n:02}", 42.0, 20 + n / 1000)) for n in range(count))
    engine = engine_of(*near, event("far", place=place("Far", 10.0, 60.0)))
    return engine, next(click for click in drawn(engine)["click"] if click[0] != "far")


@pytest.mark.parametrize("count", [2, NAMES - 1])
def test_a_group_of_few_places_narrows_to_them(count):
    _, click = group_of(count)
    assert click == [None, "", [f"P{n:02}" for n in range(count)], None]


@pytest.mark.parametrize("count", [NAMES, 40])
def test_a_group_of_many_places_narrows_to_the_box_that_they_lie_in(count):
    engine, click = group_of(count)
    west, south, east, north = click[3]
    assert click[:3] == [None, "", []]
    assert 19.99 < west <= 20 and 20 + (count - 1) / 1000 <= east < 20.05 and 41.99 < south <= 42 <= north < 42.01
    after = ACTIONS["map.clickData"](ALL, {"points": [{"customdata": click}]}, engine)
    assert engine.summarise(after.selection, "region").shown == count
