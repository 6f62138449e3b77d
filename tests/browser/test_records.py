"""Records of others: hostile texts, other scripts, very many events."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, serving

TITLES = (
    "<b>x</b> and <i>y</i>",
    "<img src=x onerror=alert(1)>",
    "<script>alert(2)</script>",
    "{{7*7}} ${7*7}",
    "%{x} %{customdata[0]}",
    "javascript:alert(3)",
    "&lt;b&gt; &amp; ]]>",
    '"><a href="http://example.invalid/x">y</a>',
    "قصف على المدينة",
    "Напад у Бањској",
)


def write(path: Path, events: list[dict[str, object]]) -> Path:
    """A file of records; JSON's strings, numbers and lists are TOML's too."""
    text = '[[sources]]\nid = "s"\npublisher = "<u>Publisher</u>"\ntitle = "<b>Report</b>"\n'
    for event in events:
        text += "\n[[events]]\n" + "".join(
            f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in event.items() if key != "place"
        )
        name, lat, lon = event["place"]  # type: ignore[misc]
        text += f"place = {{ name = {json.dumps(name, ensure_ascii=False)}, lat = {lat}, lon = {lon} }}\n"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    events = [
        {
            "id": f"event-{number}",
            "title": title,
            "summary": title,
            "date": f"2024-03-{1 + 3 * number % 28:02d}",
            "event_type": "battle",
            "region": title,
            "actors": [title],
            "sources": ["s"],
            "place": (title, 43 + number / 10, 20 + number),
        }
        for number, title in enumerate(TITLES)
    ]
    with serving(write(tmp_path_factory.mktemp("hostile") / "records.toml", events)) as url:
        yield url


def test_texts_stay_texts(open_page: Open, hostile: str) -> None:
    screen = open_page(at=hostile, width=1800, height=1400)
    screen.map_ready()
    assert sorted(screen.rows) == sorted(TITLES)
    drawn = screen.titles()
    assert [title for title in TITLES if not any(title.split()[0] in text for text in drawn)] == []
    assert screen.page.locator("#timeline-box a:not(.lane a), #timeline-box img, #panel img, #panel b").count() == 0
    assert not any("example.invalid" in url for url in screen.requests)
    assert screen.dialogs == []


@pytest.mark.parametrize("number", [1, 4, 8])
def test_a_card_shows_them_as_they_are(open_page: Open, hostile: str, number: int) -> None:
    screen = open_page(f"?event=event-{number}", at=hostile, height=1400)  # with every lane in sight
    expect(screen.page.locator("#card-title")).to_have_text(TITLES[number])
    expect(screen.page.locator("#panel")).to_contain_text("<u>Publisher</u>: “<b>Report</b>”")
    screen.hover(*screen.mark(f"event-{number}"))
    expect(screen.page.locator("#tip")).to_contain_text(TITLES[number])
    assert screen.page.locator("#tip :not(b, br)").count() == 0
    assert screen.dialogs == []


def test_hostile_values_filter(open_page: Open, hostile: str) -> None:
    screen = open_page(at=hostile)
    screen.page.locator("#box-region .option", has_text="<img src=x").locator("input").click()
    screen.says("1 of 10 events")
    assert screen.chips == [f"Region: {TITLES[1]}"]
    assert TITLES[1] in screen.sentence


@pytest.fixture(scope="module")
def one_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    kinds = ("battle", "protest", "statement", "diplomacy")
    events = [
        {
            "id": f"event-{number}",
            "title": f"Event number {number}",
            "date": "2024-03-01",
            "event_type": kinds[number % 4] if number % 4 != 1 else "battle",
            "region": "Here",
            "sources": ["s"],
            "place": ("Here", 43.0, 20.0),
        }
        for number in range(500)
    ]
    with serving(write(tmp_path_factory.mktemp("day") / "records.toml", events)) as url:
        yield url


def test_five_hundred_events_of_one_day_and_place(open_page: Open, one_day: str) -> None:
    screen = open_page(at=one_day)
    screen.map_ready()
    screen.says("500 of 500 events")
    expect(screen.page.locator("#legend")).to_contain_text("500 events counted")
    assert len(screen.rows) == 100
    expect(screen.page.locator("#panel .pages")).to_contain_text("1 to 100 of 500")
    screen.page.locator("#panel .open").nth(7).click()
    expect(screen.page.locator("#card-title")).to_be_visible()


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    events = [
        {
            "id": f"event-{number}",
            "title": f"Event number {number}",
            "date": (date(2014, 1, 1) + timedelta(days=number * 3650 // 3000)).isoformat(),
            "event_type": ("battle", "statement", "diplomacy")[number % 3],
            "region": f"Region {number % 5}",
            "actors": [f"Actor {number % 40}"],
            "sources": ["s"],
            "place": (f"Place {number % 120}", 40 + number % 12, 10 + number % 10),
        }
        for number in range(3000)
    ]
    with serving(write(tmp_path_factory.mktemp("years") / "records.toml", events)) as url:
        yield url


# The middle of a column of counts that is high enough for a mouse, an eighth of the way along.
BAR = """() => {
  const {gutter, width, bins, lanes} = window.conflictTimeline.counts.data;
  const box = document.querySelector('#timeline-box').getBoundingClientRect();
  for (let bin = Math.floor(bins / 8); bin < bins; bin += 1) {
    const x = gutter + (bin + 0.5) * width / bins;
    for (const {top, height} of lanes) {
      const y = top + height - 8;
      if (y < box.height && window.conflictTimeline.lanes.at(x, y)) return [box.x + x, box.y + y];
    }
  }
  return null;
}"""


def test_three_thousand_events_are_counted_and_a_bar_zooms(open_page: Open, ten_years: str) -> None:
    screen = open_page("?from=2013&to=2025", at=ten_years)
    screen.map_ready()
    screen.says("3,000 of 3,000 events")
    expect(screen.page.locator("#legend")).to_contain_text("3,000 events counted")
    before = screen.parameters
    screen.click_at(*screen.page.evaluate(BAR))
    screen.page.wait_for_function("from => new URLSearchParams(location.search).get('from') !== from", arg="2013")
    screen.settle()
    assert screen.parameters["from"] > before["from"]
    assert 0 < screen.shown < 400
    expect(screen.page.locator("#notices .notice")).to_have_count(0)
    screen.click_at(*screen.mark(screen.page.locator("#panel tr[data-event]").first.get_attribute("data-event") or ""))
    expect(screen.page.locator("#card-title")).to_be_visible()


def test_a_long_list_of_actors_is_searched(open_page: Open, ten_years: str) -> None:
    screen = open_page(at=ten_years)
    find = screen.page.locator("#find-actor")
    expect(find).to_be_visible()
    screen.forget()
    find.fill("ACTOR 39")
    expect(screen.page.locator("#box-actor .option")).to_have_count(1)
    assert screen.calls == ["offer"]
    screen.tick("actor", "Actor 39")
    screen.asks("actor", "Actor 39")
    find.fill("nobody")
    expect(screen.page.locator("#box-actor .option")).to_have_count(1)  # what is ticked stays
    find.fill("")
    expect(screen.page.locator("#box-actor .option")).to_have_count(40)
