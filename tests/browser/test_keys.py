"""The page without a mouse."""

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.screen import Screen

FOCUSED = "document.activeElement"


def focused(screen: Screen) -> str:
    return str(screen.page.evaluate(f"{FOCUSED}.id || {FOCUSED}.textContent"))


def test_the_first_stop_skips_to_the_list(open_page: Open) -> None:
    screen = open_page()
    screen.page.keyboard.press("Tab")
    assert focused(screen) == "Skip to the list of events"
    assert screen.box(".skip")["x"] >= 0
    screen.page.keyboard.press("Enter")
    screen.until(f"{FOCUSED}.id === 'panel'")
    screen.page.keyboard.press("Tab")
    assert focused(screen) == screen.rows[0]


def test_tab_comes_to_the_list_through_everything_else(open_page: Open) -> None:
    screen = open_page()
    passed = []
    for _ in range(120):
        screen.page.keyboard.press("Tab")
        passed.append(focused(screen))
        if screen.page.evaluate(f"{FOCUSED}.matches('#panel .open')"):
            break
    assert passed[-1] == screen.rows[0]
    assert {"copy-link", "export-button", "theme-button", "q", "since", "until", "Only"} & set(passed) >= {
        "copy-link",
        "theme-button",
        "q",
        "since",
        "until",
    }


def test_arrows_enter_and_escape_walk_the_list_and_its_cards(open_page: Open) -> None:
    screen = open_page()
    press = screen.page.keyboard.press
    screen.page.locator("#panel .open").first.focus()
    for _ in range(4):
        press("ArrowDown")
    assert focused(screen) == screen.rows[4] == "Attack at Banjska, police officer killed"
    expect(screen.page.locator('#panel tr[data-event="banjska-attack"]')).to_have_class("lit")
    press("ArrowUp")
    assert focused(screen) == screen.rows[3]
    press("ArrowDown")
    press("Enter")
    title = screen.page.locator("#card-title")
    expect(title).to_have_text("Attack at Banjska, police officer killed")
    expect(title).to_be_focused()
    press("ArrowRight")
    expect(title).to_have_text("Gunmen surround the monastery in Banjska")
    expect(title).to_be_focused()
    press("ArrowLeft")
    expect(title).to_have_text("Attack at Banjska, police officer killed")
    press("Escape")
    expect(title).to_have_count(0)
    expect(screen.page.locator('#panel tr[data-event="banjska-attack"] .open')).to_be_focused()
    screen.not_asks("event")


def test_space_ticks_a_box(open_page: Open) -> None:
    screen = open_page()
    screen.page.locator('#box-region input[value="Kosovo"]').focus()
    screen.page.keyboard.press("Space")
    screen.says("8 of 18 events")
    expect(screen.page.locator('#box-region input[value="Kosovo"]')).to_be_focused()
    screen.page.keyboard.press("Space")
    screen.says("16 of 18 events")


def test_tab_goes_from_box_to_box_while_views_change(open_page: Open) -> None:
    screen = open_page()
    screen.settle()
    press = screen.page.keyboard.press
    boxes = screen.page.locator("#facet-region input")
    screen.page.locator("#label-region").focus()
    press("Tab")
    expect(boxes.nth(0)).to_be_focused()
    press("Space")
    screen.says("8 of 18 events")
    screen.settle()
    expect(boxes.nth(0)).to_be_focused()
    expect(boxes.nth(0)).to_be_checked()
    press("Tab")
    expect(boxes.nth(1)).to_be_focused()
    press("Space")
    screen.page.wait_for_function("() => location.search.match(/region=/g).length === 2")
    screen.settle()
    expect(boxes.nth(1)).to_be_focused()
    expect(screen.page.locator("#facet-region input:checked")).to_have_count(2)
    press("Shift+Tab")
    press("Space")
    screen.page.wait_for_function("() => location.search.match(/region=/g).length === 1")
    screen.settle()
    expect(boxes.nth(0)).to_be_focused()
    expect(boxes.nth(0)).not_to_be_checked()


def test_the_keyboard_keeps_its_place_when_the_view_is_drawn_anew(open_page: Open) -> None:
    screen = open_page()
    press = screen.page.keyboard.press
    zoom_in = screen.page.locator('#zoom a[title="Zoom in"]')
    zoom_in.focus()
    press("Enter")
    screen.asks("from")
    expect(screen.page.locator("#chips .chip")).to_have_count(1)
    screen.settle()
    expect(zoom_in).to_be_focused()
    screen.page.locator("#legend a", has_text="Statement").focus()
    press("Enter")
    screen.asks("event_type", "statement")
    expect(screen.page.locator("#chips .chip")).to_have_count(2)
    screen.settle()
    expect(screen.page.locator("#legend a", has_text="Statement")).to_be_focused()
    screen.page.locator("#chips a").first.focus()
    press("Enter")
    screen.not_asks("event_type")
    expect(screen.page.locator("#chips .chip")).to_have_count(1)
    screen.settle()
    expect(screen.page.locator("#chips a").first).to_be_focused()


def test_keys_in_a_field_stay_in_the_field(open_page: Open) -> None:
    screen = open_page("?event=banjska-attack")
    expect(screen.page.locator("#card-title")).to_be_visible()
    screen.page.locator("#q").focus()
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("Escape")
    screen.settle()
    assert screen.parameters["event"] == ["banjska-attack"]
