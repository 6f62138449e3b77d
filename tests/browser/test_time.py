"""Moving along the time axis."""

from tests.browser.conftest import Open


def test_a_stretch_drawn_over_the_overview_is_the_period(open_page: Open) -> None:
    screen = open_page()
    box = screen.box("#overview")
    middle = box["y"] + box["height"] / 2
    screen.drag((box["x"] + box["width"] * 0.5, middle), (box["x"] + box["width"] * 0.8, middle))
    since, until = screen.asks("from"), screen.asks("to")
    assert "2014" < since < "2017" < until < "2022"
    screen.says("2 of 18 events")


def test_the_wheel_zooms_around_the_mouse(open_page: Open) -> None:
    screen = open_page()
    box = screen.box("#timeline")
    screen.hover(box["x"] + box["width"] * 0.6, box["y"] + 40)
    screen.page.mouse.wheel(0, -300)
    since, until = screen.asks("from"), screen.asks("to")
    assert "2023-09-20" < since < until < "2023-10-17"


def test_dragging_moves_the_period(open_page: Open) -> None:
    screen = open_page()
    box = screen.box("#timeline")
    y = box["y"] + box["height"] - 60
    screen.drag((box["x"] + box["width"] * 0.4, y), (box["x"] + box["width"] * 0.7, y))
    since, until = screen.asks("from"), screen.asks("to")
    assert since < "2023-09-20"
    assert until < "2023-10-14"


def test_the_labels_of_time_follow_the_hand(open_page: Open) -> None:
    screen = open_page()
    label = screen.page.locator("#axis span", has_text="30 Sep")
    box, before = screen.box("#timeline"), label.bounding_box()
    mouse, y = screen.page.mouse, box["y"] + box["height"] - 60
    mouse.move(box["x"] + box["width"] * 0.4, y)
    screen.page.wait_for_timeout(150)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.45, y, steps=4)
    mouse.move(box["x"] + box["width"] * 0.5, y, steps=4)
    during = label.bounding_box()
    assert before and during
    assert 0.08 * box["width"] < during["x"] - before["x"] < 0.12 * box["width"]
    mouse.up()
    screen.asks("from")


def test_the_axis_stays_in_sight_when_the_lanes_scroll(open_page: Open) -> None:
    screen = open_page("?lanes=actor&from=2007&to=2023")
    assert screen.page.evaluate("(box => box.scrollHeight > box.clientHeight)(document.querySelector('#timeline-box'))")
    axis = screen.box("#axis")
    assert axis["y"] + axis["height"] < screen.box("#map-box")["y"] < 900


def test_steps_zoom_and_reset_comes_back(open_page: Open) -> None:
    screen = open_page()
    screen.page.locator('#zoom a[title="Zoom in"]').click()
    since = screen.asks("from")
    assert since > "2023-09-21"
    screen.page.locator('#zoom a[title="The whole period"]').click()
    screen.says("18 of 18 events")
    screen.page.locator('#zoom a[title="The period at opening"]').click()
    screen.says("16 of 18 events")
    screen.not_asks("from")
    assert screen.search in ("", "?")


def test_lanes_are_divided_by_what_is_chosen(open_page: Open) -> None:
    screen = open_page()
    screen.page.locator("#lanes label", has_text="by actor").click()
    screen.asks("lanes", "actor")
    screen.until("document.querySelectorAll('#lane-names .lane').length > 5")
    assert "Hamas" in screen.lanes
    assert screen.shown == 16
