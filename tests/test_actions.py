"""Each control and gesture as a change of the view; whatever a caller sends, nothing but a date is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions import ACTIONS
from dashboard.app import CONTROLS, GESTURES, act, control_values
from dashboard.view import View, read_query
from events.dates import DateError
from events.selection import OPEN, Selection, default_window
from tests.table_strategies import bundled, junk

TABLE = bundled()
DAY = 86_400
BEFORE = View(Selection(q="a").choose("region", ["Kosovo"]))


def after(name, value, view=View()):  # noqa: B008
    return ACTIONS[name](view, value, TABLE)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(ACTIONS)), junk)
def test_no_value_breaks_an_action(name, value):
    try:
        view = after(name, value, BEFORE)
    except DateError:
        assert name in ("since", "until")
        return
    assert read_query(view.to_query(), TABLE) == (view, ())


@settings(max_examples=60, deadline=None)
@given(junk)
def test_no_custom_data_breaks_a_click(value):
    for name in ("timeline.clickData", "map.clickData"):
        for data in (value, [value, "", 0, 1], [None, "", value, value], [value, "", [value]], [None, "", value]):
            view = after(name, {"points": [{"customdata": data}]}, BEFORE)
            assert read_query(view.to_query(), TABLE) == (view, ())


@settings(max_examples=60, deadline=None)
@given(junk, junk)
def test_no_range_breaks_a_gesture(one, other):
    for name, value in (
        ("timeline.relayoutData", {"xaxis.range[0]": one, "xaxis.range[1]": other}),
        ("overview.selectedData", {"range": {"x": [one, other]}}),
        ("map.selectedData", {"range": {"map": [[one, other], [other, one]]}}),
        ("map.selectedData", {"lassoPoints": {"map": [[one, other], [other, one], [one, one]]}}),
    ):
        view = after(name, value, BEFORE)
        assert read_query(view.to_query(), TABLE) == (view, ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timeline.clickData", {"points": [{"customdata": [[1], "", 0, 1]}]}),
        ("timeline.clickData", {"points": [{"customdata": [None, "", float("nan"), 1]}]}),
        ("timeline.clickData", {"points": [{"customdata": [None, "", 0, float("inf")]}]}),
        ("map.clickData", {"points": [{"customdata": [{}, "", []]}]}),
        ("overview.selectedData", {"range": {"x": [10**400, 0]}}),
        ("map.selectedData", {"range": {"map": [[10**400, 0], [1, 1]]}}),
        ("map.selectedData", {"lassoPoints": {"map": [[10**400, 0], [1, 1], [2, 2]]}}),
        ("timeline.relayoutData", {"xaxis.range[0]": 10**400, "xaxis.range[1]": 0}),
    ],
)
def test_what_is_no_number_or_name_leaves_the_view(name, value):
    assert after(name, value, BEFORE) == BEFORE


def test_a_search_text_can_be_written_in_a_link():
    view = after("q", "police \ud800")
    assert read_query(view.to_query(), TABLE)[0] == view


def test_there_is_an_action_for_each_control_and_gesture():
    names = {name for name, _ in CONTROLS} | {f"{name}.{prop}" for name, prop in GESTURES}
    assert names == set(ACTIONS)


def test_boxes_choose_the_known_of_the_ticked():
    assert after("facet-region", ["Kosovo", "Atlantis", 3]).selection.values("region") == ("Kosovo",)
    assert after("facet-region", [], BEFORE).selection.values("region") == ()


def test_a_search_is_cut_and_tidied():
    assert after("q", "  a \n b ").selection.q == "a b"
    assert len(after("q", "x" * 900).selection.q) == 200


def test_a_first_day_keeps_the_last_of_the_window():
    selection = after("since", "24 Sep 2023").selection
    assert selection.since == "2023-09-24"
    assert selection.window(TABLE)[1] == default_window(TABLE)[1]


def test_an_empty_side_is_open():
    assert after("until", "").selection.until == OPEN
    assert after("since", "", View(Selection(since="2023"))).selection.since == OPEN


@pytest.mark.parametrize("text", ["never", "03/04/2022", "2031"])
def test_a_first_day_that_is_none_or_too_late_is_refused(text):
    with pytest.raises(DateError):
        after("since", text, View(Selection(until="2023")))


def test_a_side_that_nobody_chose_gives_way():
    assert after("since", "2031").selection == Selection(since="2031", until=OPEN)
    assert after("until", "1990").selection == Selection(since=OPEN, until="1990")


def test_lanes_are_one_of_three():
    assert after("lanes", "actor").lanes == "actor" and after("lanes", {"a": 1}).lanes == "region"


def test_a_click_on_a_mark_opens_its_event():
    view = after("timeline.clickData", {"points": [{"customdata": ["banjska-attack", "words"]}]}, BEFORE)
    assert view == BEFORE.open("banjska-attack")


def test_a_click_on_a_bar_of_counts_zooms_to_its_time():
    view = after("timeline.clickData", {"points": [{"customdata": [None, "words", 10 * DAY, 20 * DAY]}]})
    assert view.selection.window(TABLE) == (10 * DAY, 20 * DAY)


def test_a_click_on_a_spot_of_one_event_opens_it():
    view = after("map.clickData", {"points": [{"customdata": ["banjska-attack", "words", ["Banjska"]]}]})
    assert view.event == "banjska-attack"


def test_a_click_on_a_spot_of_several_narrows_to_its_places():
    click = {"points": [{"customdata": [None, "words", ["Banjska", "Atlantis"]]}]}
    view = after("map.clickData", click, View(event="banjska-attack"))
    assert view.selection.values("place") == ("Banjska",) and view.event is None


def test_a_drag_of_the_axis_is_its_window():
    view = after("timeline.relayoutData", {"xaxis.range[0]": 30.0 * DAY, "xaxis.range[1]": 10.0 * DAY})
    assert view.selection.window(TABLE) == (10 * DAY, 30 * DAY)


def test_a_double_click_goes_back_to_the_opening_window():
    assert after("timeline.relayoutData", {"xaxis.autorange": True}, View(Selection(since="2023"))) == View()


@pytest.mark.parametrize("value", [{}, {"autosize": True}, {"xaxis.range[0]": 5}, {"yaxis.range[0]": 1}])
def test_other_news_of_the_axis_changes_nothing(value):
    assert after("timeline.relayoutData", value, BEFORE) == BEFORE


def test_a_brush_is_its_window():
    view = after("overview.selectedData", {"range": {"x": [50 * DAY, 20 * DAY], "y": [0, 1]}})
    assert view.selection.window(TABLE) == (20 * DAY, 50 * DAY)


def test_a_box_takes_the_place_of_a_lasso_and_the_other_way_round():
    box = {"range": {"map": [[20.5, 43.1234], [19.5, 42.0]]}}
    lasso = {"lassoPoints": {"map": [[0, 0], [1, 0], [1, 1]]}}
    boxed = after("map.selectedData", box, after("map.selectedData", lasso))
    assert boxed.selection.bbox == (19.5, 42.0, 20.5, 43.123) and boxed.selection.area == ()
    lassoed = after("map.selectedData", lasso, boxed)
    assert lassoed.selection.area == ((0, 0), (1, 0), (1, 1)) and lassoed.selection.bbox is None


def test_a_box_beyond_the_world_is_cut_to_it():
    assert after("map.selectedData", {"range": {"map": [[-400, -99], [400, 99]]}}).selection.bbox == (
        -180,
        -90,
        180,
        90,
    )


@pytest.mark.parametrize("corner", [[20.0001, 42.0], [20.5, 41.00001], [20.0001, 41.0002]])
def test_a_box_that_rounds_to_a_line_is_no_box(corner):
    view = after("map.selectedData", {"range": {"map": [[20.0002, 41.0], corner]}})
    assert read_query(view.to_query(), TABLE) == (view, ())


@given(st.integers(3, 2_000))
def test_a_lasso_of_many_corners_is_thinned_to_what_a_link_holds(count):
    corners = [[number % 180, number % 90] for number in range(count)]
    view = after("map.selectedData", {"lassoPoints": {"map": corners}})
    assert 3 <= len(view.selection.area) <= 100 and read_query(view.to_query(), TABLE) == (view, ())


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([f"{name}.{prop}" for name, prop in (*CONTROLS, *GESTURES)]), junk, max_size=4))
def test_any_news_of_the_page_gives_a_view(done):
    view, errors = act(BEFORE, done, TABLE)
    assert set(errors) <= {"since", "until"} and control_values(view, TABLE).keys() == {name for name, _ in CONTROLS}


def test_what_the_page_repeats_changes_nothing():
    told = control_values(BEFORE, TABLE)
    assert act(BEFORE, {f"{name}.value": value for name, value in told.items()}, TABLE) == (BEFORE, {})


@pytest.mark.parametrize(
    "text", ["{2023}", "XXXX", "2023-21", "2023-09-24?", "2023-10-07T06", "156X-12-25", "9999", "0001"]
)
def test_the_fields_show_any_date_that_a_link_may_hold(text):
    view, notices = read_query(f"from={text}", TABLE)
    assert notices or control_values(view, TABLE)["since"]
