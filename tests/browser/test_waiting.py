"""Views that come late, or not at all."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Open
from tests.browser.held import Held


def test_a_slow_view_says_so_and_can_be_given_up(open_page: Open) -> None:
    screen = open_page()
    screen.settle()
    before, working = screen.sentence, screen.page.locator("#working")
    expect(working).to_be_hidden()
    held = Held(screen)
    screen.page.locator("#legend a", has_text="Diplomacy").click()
    expect(working).to_be_visible()
    expect(working).to_contain_text("Still counting …")
    screen.page.locator("#working-cancel").click()
    expect(working).to_be_hidden()
    screen.not_asks("event_type")
    held.let_go()
    screen.settle(600)
    assert screen.sentence == before
    assert screen.chips == []


def test_a_box_that_is_given_up_is_not_ticked(open_page: Open) -> None:
    screen = open_page()
    screen.settle()
    held = Held(screen)
    screen.tick("region", "Kosovo")
    screen.page.locator("#working-cancel").click()
    screen.not_asks("region")
    expect(screen.page.locator("#box-region input:checked")).to_have_count(0)
    held.let_go()


def test_a_slow_search_names_its_words_and_gives_them_up(open_page: Open) -> None:
    screen = open_page("?region=Kosovo")
    screen.settle()
    held = Held(screen)
    screen.type_into("q", "banjska")
    expect(screen.page.locator("#working")).to_contain_text("Still searching for “banjska” …")
    screen.page.locator("#working-cancel").click()
    screen.not_asks("q")
    held.let_go()
    screen.settle(600)
    expect(screen.page.locator("#q")).to_have_value("")
    assert screen.sentence.startswith("8 of 18 events")
    assert screen.parameters == {"region": ["Kosovo"]}


def test_a_slow_view_comes_in_the_end(open_page: Open) -> None:
    screen = open_page()
    screen.settle()
    held = Held(screen)
    screen.tick("region", "Kosovo")
    expect(screen.page.locator("#working")).to_be_visible()
    screen.page.wait_for_timeout(1500)
    assert not screen.sentence.startswith("8 of")
    held.let_go()
    screen.says("8 of 18 events")
    expect(screen.page.locator("#working")).to_be_hidden()


def test_boxes_ticked_in_a_row_are_all_ticked(open_page: Open) -> None:
    screen = open_page()
    screen.settle()
    held = Held(screen)
    for value in ("Kosovo", "Belgium", "Israel and Gaza", "Belgium"):
        screen.tick("region", value)
    held.let_go()
    screen.settle()
    assert sorted(screen.parameters["region"]) == ["Israel and Gaza", "Kosovo"]
    expect(screen.page.locator("#box-region input:checked")).to_have_count(2)
    assert len(screen.chips) == 2


def test_a_link_of_the_view_before_keeps_what_was_done_since(open_page: Open) -> None:
    screen = open_page("?region=Kosovo")
    screen.settle()
    held = Held(screen)
    screen.tick("region", "Belgium")
    screen.page.locator('#zoom a[title="The whole period"]').click()
    screen.page.locator("#panel .open").first.click()
    held.let_go()
    screen.settle()
    assert screen.parameters["region"] == ["Kosovo", "Belgium"] or screen.parameters["region"] == ["Belgium", "Kosovo"]
    assert screen.parameters["from"][0] < "2008"
    expect(screen.page.locator("#card-title")).to_be_visible()
    screen.page.locator("#card-close").click()
    screen.settle()
    held = Held(screen)
    screen.tick("region", "Israel and Gaza")
    screen.page.get_by_text("Clear all").click()
    held.let_go()
    screen.settle()
    assert screen.parameters == {}


def test_a_link_that_is_pressed_stays_until_it_is_let_go(open_page: Open) -> None:
    screen = open_page()
    screen.settle()
    held = Held(screen)
    screen.tick("region", "Kosovo")
    row = screen.box('#panel tr[data-event="banjska-attack"] .open')
    screen.page.mouse.move(row["x"] + 20, row["y"] + 6)
    screen.page.mouse.down()
    screen.page.wait_for_timeout(200)
    held.let_go()
    screen.page.wait_for_timeout(1000)
    screen.page.mouse.up()
    expect(screen.page.locator("#card-title")).to_have_text("Attack at Banjska, police officer killed")
    screen.settle()
    assert screen.parameters == {"region": ["Kosovo"], "event": ["banjska-attack"]}


@pytest.mark.parametrize("way", ["abort", "503"])
def test_a_view_that_fails_is_told_and_can_be_tried_again(open_page: Open, way: str) -> None:
    screen = open_page()
    screen.pardon("503", "ERR_FAILED")
    screen.settle()
    before = screen.sentence

    def refuse(route: Route) -> None:
        if way == "abort":
            route.abort()
        else:
            route.fulfill(status=503, body="The workers are away.\n", content_type="text/plain")

    screen.page.route("**/view/**", refuse)
    screen.tick("region", "Kosovo")
    notice = screen.page.locator("#notices .notice")
    expect(notice).to_contain_text("This view could not be had")
    expect(notice).to_contain_text("Failed to fetch" if way == "abort" else "The workers are away.")
    assert screen.asks("region") == "Kosovo"
    assert screen.sentence == before
    screen.page.unroute("**/view/**")
    notice.locator("a", has_text="Try again").click()
    screen.says("8 of 18 events")
    expect(notice).to_have_count(0)


def test_back_from_a_view_that_failed(open_page: Open) -> None:
    screen = open_page()
    screen.pardon("503")
    screen.settle()
    screen.page.route("**/view/**", lambda route: route.fulfill(status=503, body="Away.\n", content_type="text/plain"))
    screen.tick("region", "Kosovo")
    expect(screen.page.locator("#notices .notice")).to_contain_text("Away.")
    screen.page.go_back()
    expect(screen.page.locator("#notices .notice")).to_have_count(0)
    expect(screen.page.locator('#box-region input[value="Kosovo"]')).not_to_be_checked()
    assert screen.says("16 of 18 events")
    screen.page.unroute("**/view/**")


def test_views_seen_before_ask_nobody(open_page: Open) -> None:
    screen = open_page()
    screen.tick("region", "Kosovo")
    screen.says("8 of 18 events")
    screen.settle()
    screen.forget()
    screen.page.go_back()
    screen.says("16 of 18 events")
    screen.page.go_forward()
    screen.says("8 of 18 events")
    screen.settle(500)
    assert "draw" not in screen.calls


def test_a_pressed_link_is_asked_for_before_it_is_let_go(open_page: Open) -> None:
    screen = open_page()
    screen.settle()
    screen.forget()
    box = screen.box('#zoom a[title="The whole period"]')
    screen.page.mouse.move(box["x"] + 8, box["y"] + 8)
    screen.page.mouse.down()
    screen.page.wait_for_timeout(400)
    assert screen.calls == ["draw"]
    assert screen.search == ""
    screen.page.mouse.up()
    screen.says("18 of 18 events")
    screen.settle()
    assert screen.calls.count("draw") == 1
