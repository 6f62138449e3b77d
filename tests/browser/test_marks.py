"""What a click or a mouse over a mark does, on the timeline and on the map."""

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.screen import Screen

ZOOM = "document.querySelector('#map .js-plotly-plot')._fullLayout.map._subplot.map.getZoom()"
DRAWN_ZOOM = "document.querySelector('#map .js-plotly-plot').layout.meta.zoom"
SPOTS = """() => {
  const {rings} = document.querySelector('#map .js-plotly-plot').layout.meta;
  return new Set(Object.values(rings).map(([lat, lon]) => `${lat},${lon}`)).size;
}"""
HOVER = """id => {
  const graph = document.querySelector(`#${id} .js-plotly-plot`);
  if (id === 'timeline') return graph.data.find(trace => trace.name === 'hover').x.length;
  const source = graph._fullLayout.map._subplot.map.getSource('lit');
  return source ? source.serialize().data.features.length : 0;
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
    assert sorted(screen.calls) == ["draw", "offer", "sync"]


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


def test_a_row_under_the_mouse_is_lit_on_both_charts(open_page: Open) -> None:
    screen = open_page()
    screen.map_ready()
    assert screen.page.evaluate(HOVER, "timeline") == 0
    screen.page.locator('#panel tr[data-event="banjska-attack"]').hover()
    screen.until(f"({HOVER})('timeline') > 0")
    screen.until(f"({HOVER})('map') === 1")
    screen.page.mouse.move(700, 20)
    screen.until(f"({HOVER})('timeline') === 0")


def test_a_mark_under_the_mouse_lights_its_row(open_page: Open) -> None:
    screen = open_page()
    screen.settle(600)
    screen.hover(*screen.mark("rockets-from-gaza"))
    expect(screen.page.locator('#panel tr[data-event="rockets-from-gaza"]')).to_have_class("lit")
    expect(screen.page.locator("#panel tr.lit")).to_have_count(1)
