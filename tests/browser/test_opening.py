"""What the page shows when it opens."""

from playwright.sync_api import expect

from tests.browser.conftest import Open

INKED = """id => {
  const canvas = document.getElementById(id);
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels.filter((value, at) => at % 4 === 3 && value > 0).length;
}"""


def test_it_says_what_it_shows(open_page: Open) -> None:
    screen = open_page()
    assert screen.says("16 of 18 events")
    assert len(screen.rows) == 16
    assert screen.lanes == ["Kosovo", "Israel and Gaza", "Belgium"]
    assert screen.search == ""
    assert screen.chips == []


def test_it_asks_the_server_once(open_page: Open) -> None:
    screen = open_page()
    screen.map_ready()
    screen.settle(600)
    assert screen.calls.count("sync") <= 1
    assert screen.calls.count("draw") == 1
    screen.page.wait_for_timeout(2600)
    assert screen.brushes == 1


def test_what_lies_outside_is_one_click_away(open_page: Open) -> None:
    screen = open_page()
    screen.says("16 of 18 events")
    screen.page.get_by_text("2 earlier events").click()
    screen.says("18 of 18 events")
    assert len(screen.rows) == 18
    assert screen.lanes == ["Kosovo", "Israel and Gaza", "Belgium", "Serbia"]
    assert screen.asks("from") < "2018"


def test_every_event_of_the_list_has_its_title_on_the_timeline(open_page: Open) -> None:
    screen = open_page()
    drawn = {" ".join(text.split()) for text in screen.titles()}
    assert {row for row in screen.rows if row not in drawn} == set()


def test_the_policy_forbids_scripts_and_answers_of_others(open_page: Open) -> None:
    """What a script in the page may not do; that nothing is tried, every test of this folder finds."""
    screen = open_page(ready=False)
    policy = screen.page.request.get(screen.address).headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert "http" not in policy
    screen.ready()
    screen.pardon("example.invalid", "Content Security Policy", "Content-Security-Policy")
    assert screen.page.evaluate("fetch('https://example.invalid/').then(() => 'sent', () => 'kept')") == "kept"


def test_fonts_styles_and_maps_come_from_the_server(open_page: Open) -> None:
    screen = open_page()
    screen.map_ready()
    outside = [url for url in screen.requests if not url.startswith((screen.address, "data:", "blob:"))]
    assert outside == []
    assert any("/assets/basemap" in url for url in screen.requests)


def test_it_is_of_use_before_dash_and_plotly_have_loaded(open_page: Open) -> None:
    screen = open_page(ready=False, query="?lanes=actor")
    late = []
    screen.page.route("**/_dash-component-suites/**", lambda route: late.append(route))
    screen.go("", ready=False)
    screen.says("16 of 18 events")
    assert len(screen.rows) == 16 and screen.page.locator("#early #overview canvas").count() == 1
    assert screen.page.evaluate(INKED, "singly") > 2_000 and screen.page.evaluate(INKED, "marks") > 500
    screen.page.locator('#facet-region input[value="Kosovo"]').click()
    screen.says("8 of 18 events")
    assert screen.search == "?region=Kosovo" and screen.chips == ["Region: Kosovo"]
    screen.page.locator("#panel .open").first.click()
    expect(screen.page.locator("#card-title")).to_be_visible()
    title = screen.page.locator("#card-title").inner_text()
    assert screen.page.locator("#timeline .main-svg").count() == 0
    for route in late:
        route.continue_()
    screen.page.unroute("**/_dash-component-suites/**")
    screen.map_ready()
    assert screen.page.locator("#early").count() == 0 and screen.page.locator("#sentence").count() == 1
    expect(screen.page.locator("#card-title")).to_have_text(title)
    assert screen.sentence.startswith("8 of 18 events") and screen.chips == ["Region: Kosovo"]


def test_the_early_page_stands_where_the_other_will(open_page: Open) -> None:
    names = "['overview', 'timeline-box', 'axis', 'panel']"
    places = f"() => {names}.map(id => document.getElementById(id).getBoundingClientRect().toJSON())"
    screen = open_page(ready=False)
    held = []
    screen.page.route("**/dash_renderer*", lambda route: held.append(route))
    screen.go("", ready=False)
    screen.says("16 of 18 events")
    before = screen.page.evaluate(places)
    for route in held:
        route.continue_()
    screen.page.unroute("**/dash_renderer*")
    screen.map_ready()
    for early, late in zip(before, screen.page.evaluate(places), strict=True):
        assert all(abs(early[side] - late[side]) <= 4 for side in ("left", "top", "width", "height"))
