"""What a click or a mouse over a mark does, on the timeline and on the map."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.screen import Screen

ZOOM = "window.conflictTimeline.map.live().getZoom()"
DRAWN_ZOOM = "window.conflictTimeline.map.marks.zoom"
SPOTS = "window.conflictTimeline.map.marks.hits.length"
INK = """id => {
  const canvas = document.querySelector('#marks');
  const {live, marks} = window.conflictTimeline.map;
  const [lat, lon] = marks.rings[id];
  const {x, y} = live().project([lon, lat]);
  const pixels = canvas.getContext('2d').getImageData(Math.round(x) - 24, Math.round(y) - 24, 48, 48).data;
  let inked = 0;
  for (let at = 3; at < pixels.length; at += 4) inked += pixels[at] > 60;
  return inked;
}"""
LIT = "window.conflictTimeline.singly.lit"
FRAMED = """id => {
  const {lanes, singly} = window.conflictTimeline;
  const {gutter, width, boxes} = singly.data;
  const [left, right, top] = boxes[id][0];
  const [first, last] = lanes.range;
  const x = gutter + ((left + right) / 2 - first) / (last - first) * width;
  const y = top - document.querySelector('#timeline-box').scrollTop;
  const pen = document.querySelector('#singly').getContext('2d');
  return pen.getImageData(x, y - 1, 1, 3).data.some(value => value > 60);
}"""


def card(screen: Screen, title: str) -> None:
    expect(screen.page.locator("#card-title")).to_have_text(title)


def test_a_click_on_a_mark_opens_its_card_again_and_again(open_page: Open) -> None:
    screen = open_page()
    for _ in range(2):
        screen.click_at(*screen.mark("banjska-attack"))
        card(screen, "Attack at Banjska, police officer killed")
        assert screen.asks("event") == "banjska-attack"
        screen.page.locator("#card-close").click()
        screen.not_asks("event")
        expect(screen.page.locator("#card-title")).to_have_count(0)
        screen.settle()


def test_a_click_asks_the_server_once(open_page: Open) -> None:
    screen = open_page()
    screen.map_ready()
    screen.settle()
    screen.forget()
    screen.page.locator('#panel tr[data-event="banjska-attack"] .open').click()
    card(screen, "Attack at Banjska, police officer killed")
    screen.settle(500)
    assert screen.calls == ["draw"]


def test_a_card_steps_to_its_neighbours(open_page: Open) -> None:
    screen = open_page("?event=banjska-attack")
    card(screen, "Attack at Banjska, police officer killed")
    screen.page.locator("#card-next").click()
    card(screen, "Gunmen surround the monastery in Banjska")
    screen.page.locator("#panel dd a", has_text="Attack at Banjska").click()
    card(screen, "Attack at Banjska, police officer killed")


def test_a_spot_of_several_places_narrows_to_them(open_page: Open) -> None:
    screen = open_page()
    screen.click_at(*screen.spot("banjska-attack"))
    screen.asks("place")
    assert screen.parameters["place"] == ["Banjska", "Kosovo", "northern Kosovo"]
    screen.says("5 of 18 events")


def test_a_spot_of_one_event_opens_it(open_page: Open) -> None:
    screen = open_page("?place=southern+Israel")
    screen.says("1 of 18 events")
    screen.click_at(*screen.spot("hamas-attack-southern-israel"))
    screen.asks("event", "hamas-attack-southern-israel")
    card(screen, "Hamas attack on southern Israel")


def test_a_box_drawn_on_the_map_narrows_to_it(open_page: Open) -> None:
    screen = open_page()
    x, y = screen.spot("banjska-attack")
    tool = screen.page.locator('[data-map="select"]')
    tool.click()
    assert tool.get_attribute("aria-pressed") == "true"
    screen.settle()
    screen.drag((x - 40, y - 30), (x + 40, y + 30))
    west, south, east, north = map(float, screen.asks("bbox").split(","))
    assert west < 20.78 < east
    assert south < 42.97 < north
    screen.until("document.querySelectorAll('#panel tr[data-event]').length < 16")
    assert "Attack at Banjska, police officer killed" in screen.rows
    assert "Air strikes on the Gaza Strip" not in screen.rows
    assert screen.chips == ["box on the map"]


def test_a_lasso_on_the_map_narrows_to_it(open_page: Open) -> None:
    screen = open_page()
    x, y = screen.spot("banjska-attack")
    screen.page.locator('[data-map="lasso"]').click()
    screen.settle()
    mouse = screen.page.mouse
    mouse.move(x - 40, y - 30)
    mouse.down()
    for corner in ((x + 40, y - 30), (x + 40, y + 30), (x - 40, y + 30), (x - 40, y - 30)):
        mouse.move(*corner, steps=5)
    mouse.up()
    assert len(screen.asks("area").split(";")) >= 3
    screen.until("document.querySelectorAll('#panel tr[data-event]').length < 16")
    assert "Air strikes on the Gaza Strip" not in screen.rows


def test_the_maps_buttons_zoom_and_groups_come_apart(open_page: Open) -> None:
    screen = open_page("?region=Israel+and+Gaza")
    screen.map_ready()
    before, spots = screen.page.evaluate(ZOOM), screen.page.evaluate(SPOTS)
    for _ in range(3):
        drawn = screen.page.evaluate(DRAWN_ZOOM)
        screen.page.locator('[data-map="in"]').click()
        screen.until(f"Math.abs({DRAWN_ZOOM} - {drawn}) > 0.5")
        screen.map_ready()
    assert abs(screen.page.evaluate(ZOOM) - before - 3) < 0.2
    assert screen.page.evaluate(SPOTS) > spots
    screen.page.locator('[data-map="out"]').click()
    screen.until(f"{DRAWN_ZOOM} < {before} + 2.5")
    screen.map_ready()
    assert abs(screen.page.evaluate(ZOOM) - before - 2) < 0.2


def ink_around(screen: Screen, event: str) -> int:
    """How much is drawn on the map around the mark of an event."""
    return int(screen.page.evaluate(INK, event))


def test_a_row_under_the_mouse_is_lit_on_both_charts(open_page: Open) -> None:
    screen = open_page()
    screen.map_ready()
    assert screen.page.evaluate(LIT) is None
    before = ink_around(screen, "banjska-attack")
    screen.page.locator('#panel tr[data-event="banjska-attack"]').hover()
    screen.until(f"{LIT} === 'banjska-attack'")
    assert ink_around(screen, "banjska-attack") > before + 20
    assert screen.page.evaluate(FRAMED, "banjska-attack")
    screen.page.mouse.move(700, 20)
    screen.until(f"{LIT} === null")
    assert not screen.page.evaluate(FRAMED, "banjska-attack")
    assert ink_around(screen, "banjska-attack") == before


def test_a_spot_under_the_mouse_says_what_it_is_and_lights_its_event(open_page: Open) -> None:
    screen = open_page("?place=southern+Israel&place=Banjska")
    x, y = screen.spot("hamas-attack-southern-israel")
    tip = screen.page.locator("#tip")
    screen.hover(x, y)
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("southern Israel")
    expect(tip).to_contain_text("Hamas attack on southern Israel")
    expect(screen.page.locator('#panel tr[data-event="hamas-attack-southern-israel"]')).to_have_class("lit")
    screen.until(f"{LIT} === 'hamas-attack-southern-israel'")
    assert screen.page.evaluate("window.conflictTimeline.map.live().getCanvas().style.cursor") == "pointer"
    screen.hover(x - 120, y - 60)
    expect(tip).to_be_hidden()
    expect(screen.page.locator("#panel tr.lit")).to_have_count(0)
    screen.until(f"{LIT} === null")
    screen.hover(x, y)
    expect(tip).to_be_visible()
    screen.page.mouse.move(700, 10)
    expect(tip).to_be_hidden()


def test_a_spot_is_found_by_its_words(open_page: Open) -> None:
    screen = open_page()
    screen.map_ready()
    place = screen.page.evaluate("window.conflictTimeline.map.placeOf('Banjska')")
    x, y = screen.spot("banjska-attack")
    assert abs(place["x"] - x) < 1
    assert abs(place["y"] - y) < 1


def test_a_ring_stands_around_the_open_event(open_page: Open) -> None:
    screen = open_page()
    screen.map_ready()
    before = ink_around(screen, "banjska-attack")
    screen.page.locator('#panel tr[data-event="banjska-attack"] .open').click()
    card(screen, "Attack at Banjska, police officer killed")
    screen.page.mouse.move(700, 10)
    screen.settle()
    assert ink_around(screen, "banjska-attack") > before + 20


@pytest.mark.parametrize("tool", ["select", "lasso"])
def test_an_empty_part_of_the_map_can_be_chosen(open_page: Open, tool: str) -> None:
    """No mark lies in it, and the page says that no event does."""
    screen = open_page("?place=southern+Israel&place=Banjska")
    screen.map_ready()
    box = screen.box("#map-box")
    left, top = box["x"] + 6, box["y"] + 6
    button = screen.page.locator(f'[data-map="{tool}"]')
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    mouse = screen.page.mouse
    mouse.move(left, top)
    mouse.down()
    for corner in ((left + 40, top), (left + 40, top + 30), (left, top + 30), (left + 41, top + 32)):
        mouse.move(*corner, steps=4)
    mouse.up()
    screen.asks("bbox" if tool == "select" else "area")
    screen.says("0 of 18 events")
    expect(button).to_have_attribute("aria-pressed", "false")
    screen.settle()
    before = screen.page.evaluate("window.conflictTimeline.map.live().getCenter().lng")
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.drag(middle, (middle[0] + 60, middle[1]))  # the map can be dragged again
    screen.until(f"Math.abs(window.conflictTimeline.map.live().getCenter().lng - {before}) > 0.01")


def test_marks_stay_at_their_places_when_the_map_is_dragged(open_page: Open) -> None:
    screen = open_page()
    x, y = screen.spot("banjska-attack")
    ink = ink_around(screen, "banjska-attack")
    box = screen.box("#map-box")
    start = (box["x"] + 60, box["y"] + box["height"] - 60)
    screen.forget()
    screen.drag(start, (start[0] + 70, start[1] - 30))
    screen.map_ready()
    moved_x, moved_y = screen.spot("banjska-attack")
    assert abs(moved_x - x - 70) < 12
    assert abs(moved_y - y + 30) < 12
    assert abs(ink_around(screen, "banjska-attack") - ink) < 0.2 * ink
    assert screen.calls == []  # the same marks in the same groups
    assert screen.search == ""


def test_a_mark_under_the_mouse_lights_its_row(open_page: Open) -> None:
    screen = open_page()
    screen.settle(600)
    screen.hover(*screen.mark("rockets-from-gaza"))
    expect(screen.page.locator("#tip")).to_contain_text("Rockets fired from Gaza into Israel")
    expect(screen.page.locator("#timeline-box")).to_have_class(re.compile("pointed"))
    expect(screen.page.locator('#panel tr[data-event="rockets-from-gaza"]')).to_have_class("lit")
    expect(screen.page.locator("#panel tr.lit")).to_have_count(1)
    screen.page.mouse.move(700, 10)
    expect(screen.page.locator("#tip")).to_be_hidden()
    expect(screen.page.locator("#panel tr.lit")).to_have_count(0)
