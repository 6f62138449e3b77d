"""Links, and the browser's history."""

from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_a_link_gives_the_same_view_elsewhere(open_page: Open) -> None:
    first = open_page()
    first.tick("region", "Kosovo")
    first.asks("region")
    first.type_into("since", "2023-09-24")
    first.asks("from")
    first.page.locator("#lanes label", has_text="by actor").click()
    first.asks("lanes", "actor")
    first.page.locator('#panel tr[data-event="banjska-attack"] .open').click()
    first.asks("event", "banjska-attack")
    expect(first.page.locator("#card-title")).to_be_visible()
    first.settle()
    second = open_page(first.search)
    expect(second.page.locator("#card-title")).to_be_visible()
    second.says(first.sentence)
    assert second.chips == first.chips != []
    assert second.lanes == first.lanes
    assert second.page.inner_text("#panel") == first.page.inner_text("#panel")
    assert second.page.input_value("#since") == first.page.input_value("#since")
    expect(second.page.locator('#box-region input[value="Kosovo"]')).to_be_checked()
    expect(second.page.locator('#lanes input[value="actor"]')).to_be_checked()
    assert second.search == first.search


def test_back_and_forward(open_page: Open) -> None:
    screen = open_page()
    screen.says("16 of 18 events")
    screen.tick("region", "Kosovo")
    screen.says("8 of 18 events")
    screen.tick("region", "Belgium")
    screen.says("10 of 18 events")
    screen.page.go_back()
    screen.says("8 of 18 events")
    expect(screen.page.locator('#box-region input[value="Belgium"]')).not_to_be_checked()
    screen.page.go_back()
    screen.says("16 of 18 events")
    expect(screen.page.locator('#box-region input[value="Kosovo"]')).not_to_be_checked()
    screen.page.go_forward()
    screen.says("8 of 18 events")
    expect(screen.page.locator('#box-region input[value="Kosovo"]')).to_be_checked()
    assert screen.chips == ["Region: Kosovo"]


def test_a_filter_asks_the_server_once(open_page: Open) -> None:
    screen = open_page()
    screen.map_ready()
    screen.settle()
    screen.forget()
    screen.page.locator("#legend a", has_text="Diplomacy").click()
    screen.says("1 of 18 events")
    screen.settle(500)
    assert screen.calls == ["draw"]


def test_the_link_is_copied(open_page: Open) -> None:
    screen = open_page("?region=Kosovo", permissions=["clipboard-read", "clipboard-write"])
    screen.page.locator("#copy-link").click()
    expect(screen.page.locator("#copy-link")).to_have_text("Copied")
    assert screen.page.evaluate("navigator.clipboard.readText()") == screen.page.url
    assert screen.page.url.endswith("?region=Kosovo")
    expect(screen.page.locator("#copy-link")).to_have_text("Copy link")
