"""Images and data of the view on screen."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.screen import Screen


def dialog(screen: Screen, **choices: str) -> None:
    screen.page.locator("#export-button").click()
    expect(screen.page.locator("#export-save")).to_be_visible()
    for part, words in choices.items():
        screen.page.locator(f"#export-{part} label", has_text=words).click()


def save(screen: Screen, folder: Path) -> Path:
    with screen.page.expect_download() as waiting:
        screen.page.locator("#export-save").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    expect(screen.page.locator("#export-state")).to_have_text("Saved.")
    return path


@pytest.mark.parametrize(
    ("format", "chart", "size", "expected", "kind"),
    [
        ("PNG", "Both", "article", (2400, 1600), "PNG"),
        ("JPEG", "Timeline", "square", (2160, 2160), "JPEG"),
        ("WebP", "Map", "wide", (3840, 2160), "WEBP"),
    ],
)
def test_bitmaps_are_twice_as_fine_as_their_size(
    open_page: Open, tmp_path: Path, format: str, chart: str, size: str, expected: tuple[int, int], kind: str
) -> None:
    screen = open_page("?region=Kosovo", accept_downloads=True)
    dialog(screen, chart=chart, format=format, size=size)
    path = save(screen, tmp_path)
    with Image.open(path) as image:
        assert image.format == kind
        assert image.size == expected
        colours = image.convert("RGB").resize((300, 200)).getcolors(60_000)
        assert colours and len(colours) > 20  # something is drawn


def test_an_svg_stands_alone(open_page: Open, tmp_path: Path) -> None:
    screen = open_page("?region=Kosovo", accept_downloads=True)
    dialog(screen, format="SVG")
    text = save(screen, tmp_path).read_text("utf-8")
    root = ElementTree.fromstring(text)
    words = " ".join("".join(root.itertext()).split())
    assert root.tag.endswith("svg")
    assert "8 of 18 events" in words
    assert "Radoičić" in words
    assert "@font-face" in text
    assert "data:font/woff2" in text or "url(data:" in text or 'url("data:' in text
    assert 'href="http' not in text


def test_a_size_of_ones_own(open_page: Open, tmp_path: Path) -> None:
    screen = open_page(accept_downloads=True)
    dialog(screen, size="custom")
    screen.page.locator("#export-width").fill("800")
    screen.page.locator("#export-height").fill("600")
    path = save(screen, tmp_path)
    assert path.name == "conflict-timeline-sheet-800x600.png"
    with Image.open(path) as image:
        assert image.size == (1600, 1200)


def test_a_charts_own_button_chooses_it(open_page: Open) -> None:
    screen = open_page()
    screen.page.locator('[data-export="map"]').click()
    expect(screen.page.locator('#export-chart input[value="map"]')).to_be_checked()
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator("#export-save")).to_be_hidden()


def test_the_data_are_those_of_the_sentence(open_page: Open) -> None:
    screen = open_page("?region=Kosovo&q=banjska")
    dialog(screen)
    links = {}
    for kind in ("csv", "json", "geojson"):
        href = screen.page.locator(f"#data-{kind}").get_attribute("href")
        assert href and href.endswith("?region=Kosovo&q=banjska")
        links[kind] = screen.page.request.get(screen.address + href)
        assert links[kind].ok
    rows = list(csv.DictReader(io.StringIO(links["csv"].body().decode("utf-8-sig"))))
    events = links["json"].json()["events"]
    places = links["geojson"].json()["features"]
    assert len(rows) == len(events) == screen.shown
    assert [row["id"] for row in rows] == [event["id"] for event in events]
    assert {event["title"] for event in events} == set(screen.rows)
    assert 0 < len(places) <= len(events)
