"""Light and dark, a phone, paper; and that no text lies on another."""

import io
import re
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Open
from tests.browser.screen import Screen

SCHEME = "document.documentElement.dataset.mantineColorScheme"
LUMA = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""
# Every text of an event on the timeline, with its box.
SINGLY = """() => {
  const {lanes, singly} = window.conflictTimeline;
  const {gutter, width, traces} = singly.data;
  const [first, last] = lanes.range;
  const box = document.querySelector('#timeline-box');
  const rect = box.getBoundingClientRect();
  const pen = document.createElement('canvas').getContext('2d');
  return traces.filter(({text}) => text).flatMap(({x, y, text, textfont, textposition}) => text.map((words, at) => {
    pen.font = `${textfont.size}px ${textfont.family}`;
    const wide = pen.measureText(words).width;
    const middle = rect.x + gutter + (x[at] - first) / (last - first) * width + (textposition ? wide / 2 : 0);
    const down = rect.y + y[at] - box.scrollTop;
    return [words, middle - wide / 2, down - textfont.size * 0.5, middle + wide / 2, down + textfont.size * 0.5];
  }));
}"""
# Every name of a lane, or every label of time, with its box; those of nothing are left out.
NAMES = "#lane-names .lane a, #lane-names span.lane"
LABELS = "#axis span:not([hidden])"
TEXTS = """selector => [...document.querySelectorAll(selector)]
  .filter(text => text.textContent.trim())
  .map(text => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    return [text.textContent, box.left, box.top, box.right, box.bottom];
  })"""
SLACK = 2.0  # px: boxes hold the room of accents and descenders too


def overlaps(screen: Screen) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes share more than a hair, among the lanes and among the labels of time."""
    singly, names, labels = (screen.page.evaluate(*asked) for asked in ((SINGLY,), (TEXTS, NAMES), (TEXTS, LABELS)))
    assert len(singly) > 4 and len(names) > 0 and len(labels) > 1
    return _pairs([*singly, *names]) + _pairs(labels)


def _pairs(texts: list[list[Any]]) -> list[tuple[str, str]]:
    found = []
    for number, (one, left, top, right, bottom) in enumerate(texts):
        for other, left2, top2, right2, bottom2 in texts[number + 1 :]:
            across = min(right, right2) - max(left, left2)
            down = min(bottom, bottom2) - max(top, top2)
            if across > SLACK and down > SLACK:
                found.append((one, other))
    return found


def test_dark_follows_the_system(open_page: Open) -> None:
    screen = open_page(color_scheme="dark")
    assert screen.page.evaluate(SCHEME) == "dark"
    assert screen.page.evaluate(LUMA) < 0.2
    screen.until("window.conflictTimeline.singly.data.ink.toLowerCase() > '#a'")
    expect(screen.page.locator("#theme-button")).to_have_text("Light")


def test_the_theme_is_switched_and_kept(open_page: Open) -> None:
    screen = open_page(color_scheme="light")
    assert screen.page.evaluate(SCHEME) == "light"
    screen.map_ready()
    screen.page.locator("#theme-button").click()
    screen.until(f"{SCHEME} === 'dark'")
    assert screen.page.evaluate(LUMA) < 0.2
    screen.map_ready()
    screen.page.reload(wait_until="commit")
    screen.ready()
    screen.until(f"{SCHEME} === 'dark'")
    assert screen.page.evaluate(LUMA) < 0.2


def test_another_theme_keeps_the_map_and_its_marks(open_page: Open) -> None:
    screen = open_page("?place=southern+Israel&place=Banjska", color_scheme="light")
    screen.map_ready()
    seen = "(map => [map.getZoom(), map.getCenter().lng, map.getCenter().lat])(window.conflictTimeline.map.live())"
    screen.page.locator('[data-map="in"]').click()
    screen.page.wait_for_timeout(500)
    screen.map_ready()
    before, marks = screen.page.evaluate(seen), screen.page.evaluate("window.conflictTimeline.map.marks.hits.length")
    x, y = screen.spot("banjska-attack")
    screen.page.locator("#theme-button").click()
    screen.until(f"{SCHEME} === 'dark'")
    screen.map_ready()
    assert screen.page.evaluate(seen) == pytest.approx(before, abs=0.01)
    assert screen.page.evaluate("window.conflictTimeline.map.marks.hits.length") == marks
    assert screen.spot("banjska-attack") == pytest.approx((x, y), abs=2)
    assert screen.page.evaluate("window.conflictTimeline.map.marks.paper") != "#f5f3ec"


@pytest.mark.parametrize(
    "query",
    ["", "?lanes=actor", "?lanes=event_type", "?from=2007&to=2023", "?from=2023-10-06&to=2023-10-14&lanes=actor"],
)
def test_no_text_of_the_timeline_lies_on_another(open_page: Open, query: str) -> None:
    screen = open_page(query)
    screen.settle()
    assert overlaps(screen) == []


@pytest.mark.parametrize("width", [1000, 1920])
def test_nor_does_one_in_other_windows(open_page: Open, width: int) -> None:
    screen = open_page("?from=2007&to=2023", width=width, height=800)
    screen.settle()
    assert overlaps(screen) == []
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width


def phone(open_page: Open, query: str = "") -> Screen:
    return open_page(query, width=390, height=844, has_touch=True, is_mobile=True)


def test_a_phone_shows_everything_in_one_column(open_page: Open) -> None:
    screen = phone(open_page)
    screen.map_ready()
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert overlaps(screen) == []
    timeline, place_map, panel = (screen.box(part) for part in ("#timeline", "#map-box", "#panel"))
    assert timeline["y"] + timeline["height"] <= place_map["y"]
    assert place_map["y"] + place_map["height"] <= panel["y"]
    assert len(screen.rows) == 16


@pytest.mark.parametrize("query", ["?event=banjska-attack", "?lanes=actor&from=2007&to=2023", "?q=zzzz"])
def test_a_phone_never_scrolls_sideways(open_page: Open, query: str) -> None:
    screen = phone(open_page, query)
    screen.settle()
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_phone_keeps_the_filters_in_a_drawer(open_page: Open) -> None:
    screen = phone(open_page)
    rail, button = screen.page.locator("#rail"), screen.page.locator("#filters-button")
    expect(rail).to_be_hidden()
    button.click()
    expect(rail).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(screen.page.locator("#filters-close")).to_be_focused()
    screen.tick("region", "Kosovo")
    screen.says("8 of 18 events")
    screen.page.locator("#filters-close").click()
    expect(rail).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    expect(rail).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(rail).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_paper_holds_the_charts_and_the_list_and_no_buttons(open_page: Open) -> None:
    screen = open_page("?region=Kosovo")
    screen.map_ready()
    screen.page.emulate_media(media="print")
    for hidden in ("#rail", "#copy-link", "#export-button", "#theme-button", ".map-tools", "#zoom"):
        expect(screen.page.locator(hidden)).to_be_hidden()
    for seen in ("#sentence", "#timeline .main-svg >> nth=0", "#map .maplibregl-canvas", "#panel .list"):
        expect(screen.page.locator(seen)).to_be_visible()
    document = PdfReader(io.BytesIO(screen.page.pdf(format="A4", print_background=True)))
    assert 1 <= len(document.pages) <= 6
    words = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert "8 of 18 events" in words
    assert "Attack at Banjska, police officer killed" in words


def test_on_paper_the_marks_stand_at_their_times(open_page: Open) -> None:
    """Chromium prints a canvas as lines, by a scale of its own; the labels of time are no part of it."""
    screen = open_page("?region=Kosovo")
    screen.map_ready()
    wide = screen.page.evaluate(
        "window.conflictTimeline.singly.data.gutter + window.conflictTimeline.singly.data.width"
    )
    document = PdfReader(io.BytesIO(screen.page.pdf(format="A4", print_background=True)))
    parts = [part.get_object() for part in document.pages[0]["/Resources"]["/XObject"].values()]
    drawn = " ".join(part.get_data().decode("latin1") for part in parts if part["/Subtype"] == "/Form")
    places = re.findall(r"[\d.]+ [\d.]+ ([\d.]+) [\d.]+ re\s+W\* n\s+q\s+([\d.]+) 0 0 [\d.]+ ", drawn)
    room = {round(float(width) / float(scale)) for width, scale in places}  # in the canvas's own pixels
    assert any(abs(pixels / wide - 1) < 0.003 for pixels in room), (wide, room)


LOWEST = """() => {
  const {lanes} = window.conflictTimeline.counts.data;
  const canvas = document.querySelector('#counts');
  const dense = canvas.width / canvas.clientWidth;
  const {top, height} = lanes[lanes.length - 1];
  if (canvas.height / dense < top + height - 4) return 0;
  const pixels = canvas.getContext('2d').getImageData(0, top * dense, canvas.width, height * dense).data;
  let inked = 0;
  for (let at = 3; at < pixels.length; at += 4) inked += pixels[at] > 0;
  return inked;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_holds_all_lanes_of_counts_and_the_marks(open_page: Open, crowded: str, scheme: str) -> None:
    screen = open_page("?lanes=actor", at=crowded, color_scheme=scheme)
    screen.map_ready()
    assert screen.page.evaluate(LOWEST) == 0  # out of sight
    map_box, marks = screen.box("#map-box"), screen.box("#marks")
    screen.page.emulate_media(media="print")
    screen.until(f"({LOWEST})() > 100")
    timeline, axis, counts = (screen.box(part) for part in ("#timeline", "#axis", "#counts"))
    assert timeline["y"] + timeline["height"] <= axis["y"] + 1
    assert counts["y"] + counts["height"] <= axis["y"] + 1
    ratio = screen.page.evaluate("Number(getComputedStyle(document.querySelector('.page')).zoom)")
    for name, before in (("#map-box", map_box), ("#marks", marks)):
        assert abs(screen.box(name)["height"] - before["height"] * ratio) < 3
    document = PdfReader(io.BytesIO(screen.page.pdf(format="A4", print_background=True)))
    words = " ".join(page.extract_text() for page in document.pages)
    assert "3,000 of 3,000 events" in words
    assert "Event number" in words
    screen.page.emulate_media(media="screen")
    screen.until(f"({LOWEST})() === 0")


def test_a_phone_shows_lanes_of_counts_too(open_page: Open, crowded: str) -> None:
    screen = open_page(at=crowded, width=390, height=844, has_touch=True, is_mobile=True)
    screen.map_ready()
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert screen.page.evaluate(LOWEST) > 20
    counts, timeline = screen.box("#counts"), screen.box("#timeline-box")
    assert counts["width"] <= timeline["width"] + 1
    assert counts["height"] <= timeline["height"] + 1
