"""Each control and gesture as a change of the view; whatever a caller sends, nothing but a date is refused."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions import ACTIONS
from dashboard.app import CONTROLS, DONE
from dashboard.controls import act, control_values, read_as
from dashboard.view import View, read_query
from events.dates import DateError
from events.selection import OPEN, Selection
from tests.table_strategies import bundled_engine, junk

ENGINE = bundled_engine()
HOLDINGS = ENGINE.holdings
DAY = 86_400
BEFORE = View(Selection(q="a").choose("region", ["Kosovo"]))


def after(name, value, view=View()):  # noqa: B008
    return ACTIONS[name](view, value, ENGINE)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(ACTIONS)), junk)
def test_no_value_breaks_an_action(name, value):
    try:
        view = after(name, value, BEFORE)
    except DateError:
        assert name in ("since", "until")
        return
    assert read_query(view.to_query(), ENGINE) == (view, ())


@settings(max_examples=60, deadline=None)
@given(junk)
def test_no_custom_data_breaks_a_click(value):
    for name in ("timeline.clickData", "map.clickData"):
        for data in (value, [value, "", 0, 1], [None, "", value, value], [value, "", [value], None], [None, "", value]):
            view = after(name, {"points": [{"customdata": data}]}, BEFORE)
            assert read_query(view.to_query(), ENGINE) == (view, ())


@settings(max_examples=60, deadline=None)
@given(junk, junk)
def test_no_range_breaks_a_gesture(one, other):
    for name, value in (
        ("timeline.relayoutData", {"xaxis.range[0]": one, "xaxis.range[1]": other}),
        ("map.selectedData", {"range": {"map": [[one, other], [other, one]]}}),
        ("map.selectedData", {"lassoPoints": {"map": [[one, other], [other, one], [one, one]]}}),
    ):
        view = after(name, value, BEFORE)
        assert read_query(view.to_query(), ENGINE) == (view, ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timeline.clickData", {"points": [{"customdata": [[1], "", 0, 1]}]}),
        ("timeline.clickData", {"points": [{"customdata": [None, "", float("nan"), 1]}]}),
        ("timeline.clickData", {"points": [{"customdata": [None, "", 0, float("inf")]}]}),
        ("map.clickData", {"points": [{"customdata": [{}, "", [], None]}]}),
        ("map.selectedData", {"range": {"map": [[10**400, 0], [1, 1]]}}),
        ("map.selectedData", {"lassoPoints": {"map": [[10**400, 0], [1, 1], [2, 2]]}}),
        ("timeline.relayoutData", {"xaxis.range[0]": 10**400, "xaxis.range[1]": 0}),
    ],
)
def test_what_is_no_number_or_name_leaves_the_view(name, value):
    assert after(name, value, BEFORE) == BEFORE


def test_a_search_text_can_be_written_in_a_link():
    view = after("q", "police \ud800")
    assert read_query(view.to_query(), ENGINE)[0] == view


def test_there_is_an_action_for_each_control_and_gesture():
    names = {*CONTROLS, *(f"{name}.{prop}" for name, prop in DONE)} - {"typed.data"}
    assert names == set(ACTIONS)


def test_a_search_is_cut_and_tidied():
    assert after("q", "  a \n b ").selection.q == "a b"
    assert len(after("q", "x" * 900).selection.q) == 200


def test_a_first_day_keeps_the_last_of_the_window():
    selection = after("since", "24 Sep 2023").selection
    assert selection.since == "2023-09-24"
    assert selection.window(HOLDINGS)[1] == HOLDINGS.opening[1]


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


@pytest.mark.parametrize("side", ["since", "until"])
def test_a_period_in_one_field_sets_both_sides(side):
    before = View(Selection(since="2010", until="2011"))
    selection = after(side, "last two weeks of September 2023", before).selection
    assert (selection.since, selection.until) == ("2023-09-17", "2023-09-30")
    assert after(side, "since 2007", before).selection == Selection(since="2007", until=OPEN)
    assert after(side, "2012/2013", before).selection == Selection(since="2012", until="2013")


def test_a_unit_in_other_words_sets_its_side():
    view = after("until", "24 shtator 2023", View(Selection(since="2010")))
    assert view.selection == Selection(since="2010", until="2023-09-24")


@pytest.mark.parametrize("text", ["last week", "yesterday", "24 September"])
def test_words_of_a_day_that_the_page_does_not_know_change_nothing_and_are_told(text):
    view, errors = act(BEFORE, {"since": text}, ENGINE)
    assert view == BEFORE and "reads no clock" in errors["since"] and errors["since"][0].isupper()


def test_several_readings_are_told_on_the_field():
    _, errors = act(BEFORE, {"until": "03/04/2022"}, ENGINE)
    assert "3 Apr 2022" in errors["until"] and "4 Mar 2022" in errors["until"] and "2022-03-04" in errors["until"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("24 shtator 2023", "Read as 24 Sep 2023."),
        ("24 september 2023", "Read as 24 Sep 2023."),
        ("last two weeks of September 2023", "Read as 17 – 30 Sep 2023, from and to."),
        ("early October 2023", "Read as 1 – 10 Oct 2023, from and to; 'early' is taken as a third of it."),
        ("since 2007", "Read as since 1 Jan 2007, from and to."),
        ("24 Sep 2023", ""), ("2023-09-24", ""), ("2023", ""), ("", ""), ("..", ""), ("yesterday", ""), (None, ""),
    ],
)  # fmt: skip
def test_what_was_understood_is_told_where_it_is_not_what_stands_there(text, words):
    assert read_as(text) == words


@settings(max_examples=60, deadline=None)
@given(junk)
def test_anything_in_a_field_is_told_or_not(value):
    words = read_as(value)
    assert words == "" or words.startswith("Read as ")


def test_lanes_are_one_of_three():
    assert after("lanes", "actor").lanes == "actor" and after("lanes", {"a": 1}).lanes == "region"


def test_a_click_on_a_mark_opens_its_event():
    view = after("timeline.clickData", {"points": [{"customdata": ["banjska-attack", "words"]}]}, BEFORE)
    assert view == BEFORE.open("banjska-attack")


def test_a_click_on_a_bar_of_counts_zooms_to_its_time():
    view = after("timeline.clickData", {"points": [{"customdata": [None, "words", 10 * DAY, 20 * DAY]}]})
    assert view.selection.window(HOLDINGS) == (10 * DAY, 20 * DAY)


def test_a_click_on_a_spot_of_one_event_opens_it():
    view = after("map.clickData", {"points": [{"customdata": ["banjska-attack", "words", ["Banjska"], None]}]})
    assert view.event == "banjska-attack"


def test_a_click_on_a_spot_of_several_narrows_to_its_places():
    click = {"points": [{"customdata": [None, "words", ["Banjska", "Atlantis"], None]}]}
    view = after("map.clickData", click, View(event="banjska-attack"))
    assert view.selection.values("place") == ("Banjska",) and view.event is None


def group(*box):
    return {"points": [{"customdata": [None, "words", [], list(box)]}]}


def test_a_click_on_a_group_of_many_places_narrows_to_its_box():
    view = after("map.clickData", group(19.5, 42.0, 20.5, 43.1234), BEFORE.open("banjska-attack"))
    assert view == BEFORE.select(replace(BEFORE.selection, bbox=(19.5, 42.0, 20.5, 43.1234)))


def test_the_box_of_a_group_never_reaches_beyond_the_chosen_one_and_leaves_a_lasso():
    lasso = ((0.0, 0.0), (30.0, 0.0), (30.0, 50.0))
    before = View(Selection(bbox=(20.0, 41.0, 30.0, 43.0), area=lasso))
    view = after("map.clickData", group(19.5, 42.0, 20.5, 44.0), before)
    assert view.selection.bbox == (20.0, 42.0, 20.5, 43.0) and view.selection.area == lasso
    assert after("map.clickData", group(1, 1, 2, 2), before) == before
    across = View(Selection(bbox=(170.0, -20.0, -170.0, 20.0)))
    assert after("map.clickData", group(172.0, 0.0, 174.0, 1.0), across).selection.bbox == (172.0, 0.0, 174.0, 1.0)


@pytest.mark.parametrize(
    "box", [(), (1, 2, 3), (1, 2, 3, "4"), (5, 0, 4, 1), (0, 1, 1, 1), (0, 0, 181, 1), (0, -91, 1, 1), (1, 2, 3, 4, 5),
            (0, 0, 0.00001, 1), (float("nan"), 0, 1, 1), (10**400, 0, 1, 1)]
)  # fmt: skip
def test_a_box_of_a_group_that_makes_no_sense_leaves_the_view(box):
    assert after("map.clickData", group(*box), BEFORE) == BEFORE


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-200, 200), min_size=4, max_size=4))
def test_any_box_of_a_group_can_be_written_in_a_link(box):
    view = after("map.clickData", group(*box), BEFORE)
    assert read_query(view.to_query(), ENGINE) == (view, ())


def test_a_drag_of_the_axis_is_its_window():
    view = after("timeline.relayoutData", {"xaxis.range[0]": 30.0 * DAY, "xaxis.range[1]": 10.0 * DAY})
    assert view.selection.window(HOLDINGS) == (10 * DAY, 30 * DAY)


def test_a_double_click_goes_back_to_the_opening_window():
    assert after("timeline.relayoutData", {"xaxis.autorange": True}, View(Selection(since="2023"))) == View()


@pytest.mark.parametrize("value", [{}, {"autosize": True}, {"xaxis.range[0]": 5}, {"yaxis.range[0]": 1}])
def test_other_news_of_the_axis_changes_nothing(value):
    assert after("timeline.relayoutData", value, BEFORE) == BEFORE


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
    assert read_query(view.to_query(), ENGINE) == (view, ())


@given(st.integers(3, 2_000))
def test_a_lasso_of_many_corners_is_thinned_to_what_a_link_holds(count):
    corners = [[number % 180, number % 90] for number in range(count)]
    view = after("map.selectedData", {"lassoPoints": {"map": corners}})
    assert 3 <= len(view.selection.area) <= 100 and read_query(view.to_query(), ENGINE) == (view, ())


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(list(ACTIONS)), junk, max_size=4))
def test_any_news_of_the_page_gives_a_view(done):
    view, errors = act(BEFORE, done, ENGINE)
    assert set(errors) <= {"since", "until"} and control_values(view, HOLDINGS).keys() == set(CONTROLS)


def test_what_the_page_repeats_changes_nothing():
    told = control_values(BEFORE, HOLDINGS)
    assert act(BEFORE, told, ENGINE) == (BEFORE, {})


@pytest.mark.parametrize(
    "text", ["{2023}", "XXXX", "2023-21", "2023-09-24?", "2023-10-07T06", "156X-12-25", "9999", "0001"]
)
def test_the_fields_show_any_date_that_a_link_may_hold(text):
    view, notices = read_query(f"from={text}", ENGINE)
    assert notices or control_values(view, HOLDINGS)["since"]
