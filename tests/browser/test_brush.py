"""A period dragged over the strip: the page follows the hand, and what it says on the way is true."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from dashboard.view import read_query
from tests.browser.conftest import Open
from tests.browser.held import Held
from tests.browser.screen import Screen
from tests.table_strategies import bundled_engine

BRUSH = "window.conflictTimeline.brush"
# How many pixels of a part of the lanes have the dark colour of a title.
DARK = """([x, y, width, height]) => {
  const pixels = document.querySelector('#singly').getContext('2d').getImageData(x, y, width, height).data;
  let found = 0;
  for (let at = 0; at < pixels.length; at += 4) found += pixels[at + 3] > 60 && pixels[at] + pixels[at + 1] < 200;
  return found;
}"""
STRIP = "document.querySelector('#overview canvas').toDataURL()"
DOTS = """() => {
  const canvas = document.querySelector('#marks');
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let inked = 0;
  for (let at = 3; at < pixels.length; at += 4) inked += pixels[at] > 0;
  return inked;
}"""


def press(screen: Screen, share: float) -> None:
    """Press the mouse at a share of the strip's width, once the page has what it needs to follow."""
    move(screen, share)
    screen.page.mouse.down()
    screen.until(f"{BRUSH}.held")


def move(screen: Screen, share: float, steps: int = 1) -> None:
    box = screen.box("#overview")
    screen.page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2, steps=steps)
    screen.page.evaluate("() => new Promise(requestAnimationFrame)")
    screen.page.evaluate("() => new Promise(requestAnimationFrame)")


def steps(screen: Screen) -> int:
    return int(screen.page.evaluate(f"{BRUSH}.steps.length"))


def exactly(screen: Screen, **filters: str) -> tuple[int, int]:
    """The number of events that the sentence states, and the server's for the days that it names."""
    match = re.match(r"([\d,]+) of [\d,]+ events?, (\d+ \w+)( \d+)? – (\d+ \w+ \d+)", screen.sentence)
    assert match, screen.sentence
    last = datetime.strptime(match[4], "%d %b %Y")
    first = datetime.strptime(match[2] + (match[3] or f" {last.year}"), "%d %b %Y")
    query = urlencode(filters | {"from": f"{first:%Y-%m-%d}", "to": f"{last:%Y-%m-%d}"})
    answer: dict[str, Any] = screen.page.request.get(
        f"{screen.address}/view/1100x600/500x300/light/-.json?{query}"
    ).json()
    stated = re.match(r"([\d,]+) of", answer["html"]["sentence"])
    assert stated
    return int(match[1].replace(",", "")), int(stated[1].replace(",", ""))


def test_the_page_follows_the_hand(open_page: Open, crowded: str) -> None:
    screen = open_page(at=crowded)
    screen.map_ready()
    whole, inked = screen.sentence, screen.page.evaluate(DOTS)
    press(screen, 0.3)
    said = set()
    for share in (0.35, 0.4, 0.45, 0.5, 0.55):
        move(screen, share, steps=3)
        said.add(screen.sentence)
        stated, counted = exactly(screen)
        assert stated == counted > 0
    assert len(said) == 5
    assert steps(screen) > 3
    assert 0 < screen.page.evaluate(DOTS) < inked
    assert screen.search == ""  # nothing is chosen before the hand lets go
    screen.page.mouse.up()
    since, until = screen.asks("from"), screen.asks("to")
    screen.settle()
    assert "2024-01" < since < until < "2024-12"
    assert screen.sentence != whole
    assert screen.page.locator("body.brushing").count() == 0
    assert screen.shown == int(screen.page.request.get(f"{screen.address}/events.json{screen.search}").json()["shown"])


def test_a_chosen_period_stands_on_the_strip_until_its_view_is_there(open_page: Open) -> None:
    screen = open_page()
    held = Held(screen)
    before = screen.page.evaluate(STRIP)
    press(screen, 0.4)
    for share in (0.6, 0.7):
        move(screen, share, steps=3)
    chosen = screen.page.evaluate(STRIP)
    screen.page.mouse.up()
    held.waited()
    screen.page.evaluate("() => new Promise(requestAnimationFrame)")
    assert screen.page.evaluate(STRIP) == chosen != before
    held.let_go()
    screen.settle()
    assert screen.page.evaluate(f"{BRUSH}.following") is False
    assert screen.page.evaluate("window.conflictTimeline.overview.dragged") is False


def test_a_hand_that_rests_finds_its_view_there(open_page: Open) -> None:
    screen = open_page()
    screen.map_ready()
    press(screen, 0.4)
    screen.forget()
    for share in (0.6, 0.7):
        move(screen, share, steps=3)
    screen.until(f"performance.now() - {BRUSH}.steps.at(-1) > 200")
    screen.settle()
    assert "draw" in screen.calls
    screen.forget()
    said = screen.sentence
    assert screen.search == ""
    screen.page.mouse.up()
    screen.asks("from")
    screen.settle()
    assert "draw" not in screen.calls
    assert screen.sentence != said


def test_a_title_is_not_drawn_at_a_time_without_its_mark(open_page: Open) -> None:
    """The title of an event of 2023 stands left of its mark, over the years before."""
    screen = open_page("?from=2007&to=2023")
    x, y = screen.mark("banjska-attack")
    box = screen.box("#timeline-box")
    row = [x - box["x"] - 150, y - box["y"] - 7, 200, 14]
    assert screen.page.evaluate(DARK, row) > 100
    press(screen, 0.5)
    move(screen, 0.7, steps=3)
    screen.until(f"{BRUSH}.following")
    assert screen.page.evaluate(DARK, row) == 0
    screen.page.keyboard.press("Escape")
    screen.page.mouse.up()
    screen.settle()
    assert screen.page.evaluate(DARK, row) > 100


def test_the_filters_hold_while_it_drags(open_page: Open, crowded: str) -> None:
    screen = open_page("?event_type=battle&region=Region+1", at=crowded)
    screen.map_ready()
    press(screen, 0.2)
    for share in (0.5, 0.9):
        move(screen, share, steps=3)
        stated, counted = exactly(screen, event_type="battle", region="Region 1")
        assert stated == counted > 0
        assert screen.sentence.endswith(", region Region 1, event type battle") or "Region 1" in screen.sentence
    screen.page.mouse.up()
    screen.asks("from")
    screen.settle()
    assert screen.parameters["event_type"] == ["battle"]


@pytest.mark.parametrize("way", ["Escape", "click"])
def test_what_is_no_drag_changes_nothing(open_page: Open, way: str) -> None:
    screen = open_page("?event=banjska-attack")
    screen.map_ready()
    before, url, ink = screen.sentence, screen.page.url, screen.page.evaluate(DOTS)
    drawn = screen.page.inner_text("#axis")
    press(screen, 0.4)
    if way == "Escape":
        move(screen, 0.7, steps=4)
        assert screen.sentence != before
        screen.page.keyboard.press("Escape")
        assert screen.sentence == before
    screen.page.mouse.up()
    screen.settle(500)
    assert (screen.sentence, screen.page.url) == (before, url)
    assert screen.page.locator("body.brushing").count() == 0
    assert screen.page.inner_text("#axis") == drawn
    assert screen.page.evaluate(DOTS) == ink
    expect(screen.page.locator("#card-title")).to_be_visible()


def test_a_drag_over_the_same_period_comes_back(open_page: Open) -> None:
    """The URL stays, so that no new view is asked for, and the one before stands again."""
    screen = open_page("?from=2008&to=2022")
    press(screen, 0.5)
    move(screen, 0.8, steps=4)
    screen.page.mouse.up()
    screen.page.wait_for_function("() => !location.search.includes('2008')")
    screen.settle()
    before, url = screen.sentence, screen.page.url
    press(screen, 0.5)
    move(screen, 0.8, steps=4)
    screen.page.mouse.up()
    screen.until("!document.body.classList.contains('brushing')")
    screen.settle()
    assert (screen.sentence, screen.page.url) == (before, url)


def test_every_event_is_counted_by_what_its_record_states(open_page: Open) -> None:
    """Open ends, listed years and long stretches too."""
    screen = open_page()
    screen.map_ready()
    press(screen, 0.02)
    for share in (0.1, 0.3, 0.6, 0.7, 0.8, 0.97):
        move(screen, share, steps=2)
        stated, counted = exactly(screen)
        assert stated == counted
    screen.page.keyboard.press("Escape")
    screen.page.mouse.up()
    press(screen, 0.9)
    for share in (0.92, 0.95):
        move(screen, share, steps=2)
        stated, counted = exactly(screen)
        assert stated == counted
    screen.page.keyboard.press("Escape")
    screen.page.mouse.up()


def test_a_period_leads_where_the_server_would_round_it(open_page: Open) -> None:
    screen = open_page("?region=Kosovo&event=banjska-attack")
    for first, last in (
        (1_695_500_000, 1_697_300_000), (1_695_500_000, 1_695_500_100), (1_695_500_000, 1_695_600_017),
        (-30_000_000_000, 1_700_000_000), (1_695_340_800, 1_695_600_000), (-1, 1), (1_695_520_800, 1_695_607_200),
    ):  # fmt: skip
        href = screen.page.evaluate(f"window.conflictTimeline.brush.leading([{first} + 0.4, {last} - 0.4])")
        found, notices = read_query(href, bundled_engine())
        expected = read_query("region=Kosovo&event=banjska-attack", bundled_engine())[0].during(first, last)
        assert notices == () and found == expected
