"""Three thousand events: counted in lanes, as discs on the map, and listed in pages."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.screen import Screen
from tests.browser.test_records import BAR

COUNTS = """() => {
  const canvas = document.querySelector('#counts');
  if (!canvas) return null;
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let [left, right, inked] = [Infinity, -1, 0];
  for (let at = 3; at < pixels.length; at += 4) {
    if (pixels[at] < 128) continue;
    const x = ((at - 3) / 4) % canvas.width;
    [left, right, inked] = [Math.min(left, x), Math.max(right, x), inked + 1];
  }
  return {left, right, inked};
}"""
DISC = "window.conflictTimeline.map.marks.discs.length"


def test_the_lanes_are_columns_of_counts(open_page: Open, crowded: str) -> None:
    screen = open_page(at=crowded)
    screen.says("3,000 of 3,000 events")
    screen.settle()
    assert screen.page.evaluate(COUNTS)["inked"] > 2000
    expect(screen.page.locator("#legend")).to_contain_text("events counted, each spread evenly over its time")
    x, y = screen.page.evaluate(BAR)
    screen.hover(x, y)
    tip = screen.page.locator("#tip")
    expect(tip).to_contain_text("Region 0")
    expect(tip).to_contain_text("about ")
    expect(tip).to_contain_text("2024")
    expect(screen.page.locator("#timeline-box")).to_have_class(re.compile("pointed"))
    screen.page.mouse.move(700, 10)
    expect(tip).to_be_hidden()


def test_a_column_holds_the_days_that_its_tip_names(open_page: Open, crowded: str) -> None:
    screen = open_page(at=crowded)
    screen.settle()
    x, y = screen.page.evaluate(BAR)
    edges = screen.page.evaluate(
        """([x, y]) => {
          const box = document.querySelector('#timeline-box').getBoundingClientRect();
          const {data} = window.conflictTimeline.lanes.at(x - box.x, y - box.y);
          return data.slice(2).map(second => new Date(second * 1000).toISOString().slice(0, 10));
        }""",
        [x, y],
    )
    screen.click_at(x, y)
    since, until = screen.asks("from"), screen.asks("to")
    screen.settle()
    assert abs(int(since[8:10]) - int(edges[0][8:10])) <= 1 or since[:7] != edges[0][:7]
    assert since <= until
    assert 0 < screen.shown < 400
    assert screen.page.locator("#counts").count() == 0  # so few are drawn singly
    screen.page.go_back()
    screen.says("3,000 of 3,000 events")
    screen.settle()
    assert screen.page.evaluate(COUNTS)["inked"] > 2000


def test_columns_and_labels_move_with_the_hand(open_page: Open, crowded: str) -> None:
    screen = open_page("?from=2023-01-01&to=2026-01-01", at=crowded)
    screen.settle()
    before, box = screen.page.evaluate(COUNTS), screen.box("#timeline-box")
    label = screen.page.locator("#axis span:not([hidden])", has_text="Jul").first
    stood = label.bounding_box()
    mouse, y = screen.page.mouse, box["y"] + 60
    mouse.move(box["x"] + 700, y)
    screen.page.wait_for_timeout(150)
    mouse.down()
    mouse.move(box["x"] + 660, y, steps=4)
    mouse.move(box["x"] + 620, y, steps=4)
    during, stands = screen.page.evaluate(COUNTS), label.bounding_box()
    assert stood and stands
    assert abs(stood["x"] - stands["x"] - 80) < 4
    assert abs(before["left"] - during["left"] - 80) < 6
    assert abs(before["right"] - during["right"] - 80) < 6
    mouse.up()
    screen.page.wait_for_function("() => !location.search.includes('from=2023-01-01')")
    screen.settle()
    after = screen.page.evaluate(COUNTS)
    assert abs(after["left"] - during["left"]) < 12
    assert abs(after["right"] - during["right"]) < 12


def test_the_wheel_moves_columns_and_labels_together(open_page: Open, crowded: str) -> None:
    screen = open_page("?from=2023-01-01&to=2026-01-01", at=crowded)
    screen.settle()
    before, box = screen.page.evaluate(COUNTS), screen.box("#timeline-box")
    screen.hover(box["x"] + 600, box["y"] + 60)
    screen.page.mouse.wheel(0, -200)
    screen.page.wait_for_function("() => !location.search.includes('from=2023-01-01')")
    screen.settle()
    after = screen.page.evaluate(COUNTS)
    assert after["right"] - after["left"] > 1.05 * (before["right"] - before["left"])
    first = screen.page.evaluate("window.conflictTimeline.counts.data.first")
    drawn = screen.page.evaluate("document.querySelector('#timeline .js-plotly-plot')._fullLayout.xaxis.range[0]")
    assert abs(first - drawn) < 86_400


def test_columns_follow_when_the_lanes_scroll(open_page: Open, crowded: str) -> None:
    screen = open_page("?lanes=actor", at=crowded, height=780)
    screen.settle()
    assert screen.page.evaluate("(box => box.scrollHeight > box.clientHeight)(document.querySelector('#timeline-box'))")
    top = screen.page.evaluate("window.conflictTimeline.lanes.at(600, 30)?.words.split('<br>')[0] ?? null")
    screen.page.evaluate("document.querySelector('#timeline-box').scrollTop = 150")
    screen.page.wait_for_timeout(100)
    canvas, box = screen.box("#counts"), screen.box("#timeline-box")
    assert abs(canvas["y"] - box["y"]) < 1
    assert screen.page.evaluate(COUNTS)["inked"] > 1000
    x, y = screen.page.evaluate(
        """() => {
          const box = document.querySelector('#timeline-box');
          const {gutter, width, lanes} = window.conflictTimeline.counts.data;
          const {x, y, height} = box.getBoundingClientRect();
          for (const {top, height: high} of lanes) {
            const down = top + high - 8 - box.scrollTop;
            for (let left = gutter + 200; down > 0 && down < height - 4 && left < gutter + width; left += 4)
              if (window.conflictTimeline.lanes.at(left, down + box.scrollTop)) return [x + left, y + down];
          }
        }"""
    )
    screen.hover(x, y)
    expect(screen.page.locator("#tip")).to_contain_text("Actor")
    assert top is None or top not in (screen.page.text_content("#tip") or "")


def test_many_events_of_a_place_are_discs(open_page: Open, crowded: str) -> None:
    screen = open_page(at=crowded)
    screen.map_ready()
    assert screen.page.evaluate(DISC) > 10
    x, y = screen.page.evaluate("(({x, y}) => [x, y])(window.conflictTimeline.map.placeOf('Place 7</b>'))")
    screen.hover(x, y)
    expect(screen.page.locator("#tip")).to_contain_text("Protest")
    screen.click_at(x, y)
    screen.page.wait_for_function("() => /place=|bbox=/.test(location.search)")
    screen.settle()
    assert 0 < screen.shown < 3000


def test_zooming_in_takes_groups_apart(open_page: Open, crowded: str) -> None:
    screen = open_page(at=crowded, width=1000, height=780)
    screen.map_ready()
    inked = screen.page.evaluate("window.conflictTimeline.map.marks.hits.length")
    for _ in range(2):
        screen.page.locator('[data-map="in"]').click()
        screen.page.wait_for_timeout(400)
        screen.map_ready()
    assert screen.page.evaluate("window.conflictTimeline.map.marks.hits.length") >= inked
    assert (
        screen.page.evaluate("window.conflictTimeline.map.live().getZoom() - window.conflictTimeline.map.marks.zoom")
        < 0.6
    )


def test_the_list_has_pages(open_page: Open, crowded: str) -> None:
    screen = open_page(at=crowded)
    pages = screen.page.locator("#panel .pages")
    expect(pages).to_contain_text("1 to 100 of 3,000")
    first = screen.rows
    assert len(first) == 100
    expect(screen.page.locator("#page-previous")).to_have_count(0)
    screen.page.locator("#page-next").click()
    screen.asks("page", "2")
    expect(pages).to_contain_text("101 to 200 of 3,000")
    assert not set(first) & set(screen.rows)
    assert in_sight(screen)
    screen.page.locator("#panel .open").nth(3).click()
    expect(screen.page.locator("#card-title")).to_be_visible()
    screen.page.locator("#card-close").click()
    expect(pages).to_contain_text("101 to 200 of 3,000")
    screen.page.locator("#page-previous").click()
    screen.not_asks("page")
    expect(pages).to_contain_text("1 to 100 of 3,000")
    assert screen.rows == first
    screen.page.go_back()
    expect(pages).to_contain_text("101 to 200 of 3,000")
    screen.tick("event_type", "protest")
    screen.not_asks("page")  # another list begins anew
    expect(pages).to_contain_text("1 to 100 of 600")


def in_sight(screen: Screen) -> bool:
    """Whether the first row of the list is seen."""
    row, panel = screen.box("#panel tbody tr >> nth=0"), screen.box("#panel")
    return panel["y"] - 2 <= row["y"] < panel["y"] + panel["height"]


def test_a_page_beyond_the_last_is_told(open_page: Open, crowded: str) -> None:
    screen = open_page("?page=99&event_type=protest", at=crowded)
    expect(screen.page.locator("#notices")).to_contain_text("The list has no page 99; page 6 is the last.")
    expect(screen.page.locator("#panel .pages")).to_contain_text("501 to 600 of 600")
