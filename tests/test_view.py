"""The query string: it holds the whole view, and whatever it holds it is read without an error."""

from dataclasses import replace
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.view import KEYS, LANES, LONGEST, MOST_IDS, MOST_VALUES, View, read_query
from events.facets import FACETS
from events.moments import FIRST, LAST, MAX, MIN
from events.selection import OPEN, Selection, bound, period
from events.typed_dates import typed
from tests.table_strategies import bundled_engine, engine_of, event, events_of

degrees = st.integers(-1_800_000, 1_800_000).map(lambda value: value / 10_000)
latitudes = st.integers(-900_000, 900_000).map(lambda value: value / 10_000)
periods = st.just((None, None)) | st.tuples(
    st.sampled_from([OPEN, "2007", "2018-05", "2023-09-01", "2023-09-24T06:30", "201X", "2022~"]),
    st.sampled_from([OPEN, "2023-10", "2023-10-13", "2024", "2023-10-12T18:00", "2023-23"]),
).filter(lambda sides: sides != (OPEN, OPEN))
boxes = st.tuples(degrees, latitudes, degrees, latitudes).filter(lambda box: box[0] != box[2] and box[1] < box[3])
areas = st.lists(st.tuples(degrees, latitudes), min_size=3, max_size=12).map(tuple)
texts = st.text(max_size=60).map(lambda text: " ".join(text.replace("\x00", "").split())) | st.sampled_from(
    ["a&b=c", "100%", "+", "Banjska; #1", "Бањска", "غزة"]
)


@st.composite
def views(draw):
    engine = bundled_engine()
    selection = Selection(q=draw(texts), bbox=draw(st.none() | boxes), area=draw(st.just(()) | areas)).during(
        *draw(periods)
    )
    for facet in FACETS:
        selection = selection.choose(
            facet.key, draw(st.lists(st.sampled_from(engine.holdings.values[facet.key]), max_size=3))
        )
    opened = draw(st.none() | st.sampled_from([item.id for item in events_of(engine)]))
    return View(selection, draw(st.sampled_from(LANES)), opened, draw(st.just(1) | st.integers(1, 10**8 - 1)))


@settings(max_examples=60, deadline=None)
@given(views())
def test_a_view_read_back_from_its_query_is_the_same(view):
    assert read_query(view.to_query(), bundled_engine()) == (view, ())


@settings(max_examples=30, deadline=None)
@given(views())
def test_a_link_is_the_query_after_a_question_mark(view):
    assert read_query(view.href(), bundled_engine())[0] == view and view.href() == f"?{view.to_query()}"


def test_the_default_view_is_the_empty_query():
    assert View().to_query() == "" and read_query("", bundled_engine()) == (View(), ())
    assert View().href() == "?" and read_query("?", bundled_engine()) == (View(), ())


def test_keys_stand_in_a_fixed_order():
    one = View(Selection(q="x").choose("status", ["reported"]).choose("region", ["Kosovo"]), event="banjska-attack")
    one = one.turn(2)
    assert one.to_query() == "region=Kosovo&status=reported&q=x&page=2&event=banjska-attack"


keys = st.sampled_from([*KEYS, "", "regio", "utm_source", "__proto__"])
values = st.text(max_size=20) | st.sampled_from(
    ["Kosovo", "..", "2", "2023", "2023-13", "1,2,3", "nan,inf,0,0", "1e9,0,0,0", "180,-90,-180,90",
     "0,0;1,1;1,0", "%ff", "%00", "٣,١,٢,٢"]
)  # fmt: skip
queries = st.text(max_size=60) | st.lists(st.tuples(keys, values), max_size=8).map(
    lambda pairs: "&".join(f"{key}={quote(value, errors='replace')}" for key, value in pairs)
)


@settings(max_examples=60, deadline=None)
@given(queries)
def test_any_query_is_read_and_yields_only_what_is_known(query):
    engine = bundled_engine()
    view, notices = read_query(query, engine)
    assert {key for key, _ in parse_qsl(view.to_query(), keep_blank_values=True)} <= set(KEYS)
    assert read_query(view.to_query(), engine) == (view, ())
    assert all(notice and len(notice) < 600 for notice in notices)
    first, last = view.window(engine.holdings)
    assert first < last and view.lanes in LANES and view.page >= 1
    assert view.event is None or engine.event(view.event) is not None


def test_a_lone_half_of_a_character_is_left_out():
    view, _ = read_query("q=\ud800police", bundled_engine())
    assert read_query(view.to_query(), bundled_engine())[0] == view


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("regoin=Kosovo", "“regoin” is not known"),
        ("region=Kosova", "Did you mean 'Kosovo'?"),
        ("from=03/04/2022", "from: "),
        ("to=2023-13", "to: "),
        ("from=2024&to=2023", "is after"),
        ("bbox=1,2,3", "bbox “1,2,3” was left out"),
        ("bbox=0,5,1,4", "was left out"),
        ("area=1,1;2,2", "area was left out"),
        ("lanes=colour", "Lanes by “colour” are not known"),
        ("page=0", "page “0” was left out"),
        ("page=two", "Write a number from 1 on"),
        ("event=banjska", "There is no event “banjska”"),
        (f"q={'x' * 300}", "cut to 200"),
        (f"q={'x' * (LONGEST + 1)}", "longer than"),
    ],
)
def test_what_was_left_out_is_named(query, said):
    view, notices = read_query(query, bundled_engine())
    assert len(notices) == 1 and said in notices[0]
    assert replace(view.selection, q="") == Selection() and view.event is None


def test_one_bad_parameter_leaves_the_others():
    view, notices = read_query("region=Kosovo&from=never&event=banjska-attack&region=Atlantis", bundled_engine())
    assert view == View(Selection().choose("region", ["Kosovo"]), event="banjska-attack") and len(notices) == 2


def test_more_parameters_than_are_read_are_not_dropped_without_a_word():
    actors = [f"a{number}" for number in range(MOST_VALUES + 20)]
    engine = engine_of(*(event(actor, actors=(actor,)) for actor in actors))
    view = View(Selection().choose("actor", actors), event="a0")
    again, notices = read_query(view.to_query(), engine)
    assert again == view or notices


def test_the_last_of_a_doubled_key_counts():
    assert read_query("q=a&q=b", bundled_engine())[0].selection.q == "b"


def test_words_for_a_day_become_its_date():
    assert read_query("from=24+Sep+2023", bundled_engine())[0].selection == Selection(since="2023-09-24", until=OPEN)


def test_an_empty_or_open_period_is_the_default_one():
    assert read_query("from=&to=", bundled_engine()) == (View(), ())


@given(st.integers(-(10**13), 10**13), st.integers(-(10**13), 10**13))
def test_any_seconds_become_a_period_of_ten_minutes_at_least(one, other):
    first, last = sorted((one, other))
    since, until = View().during(first, last).selection.window(bundled_engine().holdings)
    assert until - since >= 600


@given(st.integers(-(10**10), 10**10), st.integers(600, 10**9))
def test_a_period_is_kept_to_the_minute_or_day(first, length):
    since, until = View().during(first, first + length).selection.window(bundled_engine().holdings)
    unit = 60 if length < 3 * 86_400 else 86_400
    assert abs(since - first) <= unit and abs(until - first - length) <= unit


def test_verbs_leave_the_old_view():
    view = View()
    changed = view.open("x").lane_by("actor").during(0, 10**6).select(Selection(q="a"))
    assert view == View() and changed == View(Selection(q="a"), "actor", "x")


def test_another_selection_begins_the_list_anew_and_an_event_or_lanes_do_not():
    view = View(page=3)
    assert view.select(Selection(q="a")).page == 1 and view.during(0, 10**6).page == 1
    assert view.select(view.selection) == view
    assert view.open("x").page == view.lane_by("actor").page == 3
    assert (view.turn(7).page, view.turn(-2).page, view.page) == (7, 1, 3)


def test_a_misspelled_id_is_looked_for_among_few_events_only():
    few, many = (engine_of(*(event(f"raid-{n:04}") for n in range(count))) for count in (9, MOST_IDS + 1))
    assert "Did you mean 'raid-0003'?" in read_query("event=raid-003", few)[1][0]
    assert read_query("event=raid-003", many)[1] == ("There is no event “raid-003” in these records.",)


def test_unknown_lanes_are_the_first():
    assert View(lanes="actor").lane_by("colour").lanes == LANES[0]


@pytest.mark.parametrize("sides", [(OPEN, "2023"), ("2023", OPEN), (OPEN, "1000"), ("3000", OPEN)])
def test_an_open_side_is_drawn_to_the_end_of_what_is_known(sides):
    first, last = View(Selection().during(*sides)).window(bundled_engine().holdings)
    assert MIN < first < last < MAX


@pytest.mark.parametrize(
    "text", ["{2023}", "XXXX", "2023-21", "2023-09-24?", "2023-10-07T06", "156X-12-25", "9999", "0001"]
)
def test_a_typed_unit_is_a_bound(text):
    assert bound(typed(text), "since") < bound(typed(text), "until")


def test_the_last_day_of_all_is_in_the_whole_period_and_said():
    engine = engine_of(event("a", "9999-12-31"), event("b", "../0044"), event("c", "2023/.."))
    low, high = engine.holdings.extent
    for view in (read_query("from=..&to=..", engine)[0], View().during(low - 86_400, high + 86_400)):
        first, last = view.window(engine.holdings)
        assert FIRST <= first < last <= LAST
        assert read_query(view.to_query(), engine) == (view, ())
        assert engine.summarise(view.selection, view.lanes).shown == 3
    assert period(read_query("from=0001&to=9999", engine)[0].selection, engine.holdings) == "1 – 9999"
