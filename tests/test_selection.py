"""Which events a selection keeps, one filter at a time, and how it says itself."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates import DateError
from events.engine import LocalEngine
from events.facets import FACETS, NONE, fold
from events.moments import MAX, MIN, moment, seconds
from events.search import AbandonedError, having_word
from events.selection import OPEN, Selection, bound, period, spelled, unknown_values
from tests.table_strategies import DATES, bundled, event, place, table_of, tables


def kept(table, selection):
    return [item.id for stretch in LocalEngine(table).events(selection) for item in stretch]


def wide(**values):
    return Selection(since=OPEN, until="9999-12-31", **values)


def test_a_selection_of_nothing_selects_all_of_its_period():
    table = table_of(*(event(f"e{number}", date) for number, date in enumerate(DATES)))
    assert len(kept(table, wide())) == len(DATES)


def test_facets_narrow_together_and_values_of_one_widen():
    table = table_of(
        event("a", region="Kosovo"), event("b", region="Serbia"), event("c", region="Kosovo", event_type="protest")
    )
    assert kept(table, wide().choose("region", ["Kosovo", "Serbia"])) == ["a", "b", "c"]
    assert kept(table, wide().choose("region", ["Kosovo"]).choose("event_type", ["battle"])) == ["a"]


def test_one_of_several_actors_is_enough():
    table = table_of(event("a", actors=("KFOR", "NATO")), event("b", actors=("Hamas",)), event("c"))
    assert kept(table, wide().choose("actor", ["NATO"])) == ["a"]
    assert kept(table, wide().choose("actor", [NONE])) == ["c"]


@pytest.mark.parametrize(
    ("date", "since", "until", "inside"),
    [
        ("2023-09-24", "2023-09-24", "2023-09-24", True),
        ("2023-09-24", "2023-09-25", "2023-09-30", False),
        ("2023-09-24", "2023-09-01", "2023-09-23", False),
        ("2023-09", "2023-09-30", "2023-12", True),
        ("2007/..", "2050", "2051", True),
        ("2007/..", "2005", "2006", False),
        ("/2020-01-01", "1500", "1501", True),
        ("{2018,2021}", "2019", "2020", False),
        ("{2018,2021}", "2020", "2021", True),
        ("[2018,2021]", "2019", "2020", False),
        ("[2018..2021]", "2019", "2020", True),
        ("2023-10-13T18:21", "2023-10-13T18:22", "2023-10-14", False),
        ("2023-10-13T18:21", "2023-10-13", "2023-10-13", True),
        (None, "1900", "1901", True),
    ],
)
def test_an_event_is_in_when_one_of_its_spans_overlaps_the_period(date, since, until, inside):
    assert bool(kept(table_of(event("a", date)), Selection(since=since, until=until))) is inside


def test_text_is_found_without_accents_and_in_every_word():
    table = table_of(event("a", title="Attack in Zvečan"), event("b", title="Talks in Zvečan"))
    assert kept(table, wide(q="ZVECAN attack")) == ["a"]
    assert kept(table, wide(q="zvecan")) == ["a", "b"]


def test_text_is_no_pattern():
    assert kept(table_of(event("a", title="Talks (again)"), event("b")), wide(q="(again)")) == ["a"]


def test_text_finds_a_place_in_its_other_names():
    assert kept(table_of(event("a", place=place(names={"sq": "Banjskë"})), event("b")), wide(q="banjske")) == ["a"]


def test_a_box_keeps_what_lies_in_it_and_nothing_without_a_place():
    table = table_of(event("a", place=place()), event("b", place=place("Gaza", 31.4, 34.4)), event("c"))
    assert kept(table, wide(bbox=(20.0, 42.0, 21.0, 43.0))) == ["a"]


def test_a_box_may_cross_the_180th_meridian():
    table = table_of(
        event("fiji", place=place("Fiji", -17, 179.5)),
        event("samoa", place=place("Samoa", -14, -172)),
        event("rome", place=place("Rome", 42, 12.5)),
    )
    assert kept(table, wide(bbox=(170.0, -30.0, -170.0, 10.0))) == ["fiji", "samoa"]


def test_a_lasso_keeps_what_lies_inside_of_its_corners():
    table = table_of(event("in", place=place(lat=1, lon=1)), event("notch", place=place("Notch", 1.9, 1.0)))
    arrow = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (1.0, 1.5), (0.0, 2.0))
    assert kept(table, wide(area=arrow)) == ["in"]


@given(st.lists(st.sampled_from(["b", "a", "c"]), max_size=5))
def test_choose_keeps_values_once_in_order_and_leaves_the_old_value(values):
    before = Selection(facets={"actor": ("x",)})
    after = before.choose("region", values)
    assert after.values("region") == tuple(sorted(set(values)))
    assert before == Selection(facets={"actor": ("x",)}) and dict(before.facets) == {"actor": ("x",)}


def test_choosing_nothing_drops_the_facet():
    assert Selection().choose("region", ["a"]).choose("region", []) == Selection()


def test_facets_keep_their_order_however_they_were_chosen():
    one = Selection().choose("status", ["a"]).choose("region", ["b"])
    assert list(one.facets) == [facet.key for facet in FACETS if facet.key in ("region", "status")]


def test_toggling_twice_is_nothing():
    before = Selection().choose("region", ["a"])
    assert before.toggle("region", "b").values("region") == ("a", "b")
    assert before.toggle("region", "b").toggle("region", "b") == before
    assert before.values("region") == ("a",)


def test_during_leaves_the_old_value():
    before = Selection()
    assert before.during("2023", OPEN) == replace(before, since="2023", until=OPEN) and before.since is None


def test_the_opening_window_holds_three_fifths_of_the_events_and_whole_days():
    table = bundled()
    first, last = table.holdings.opening
    assert first % 86_400 == last % 86_400 == 0
    starts = table.start[table.start != MIN]
    assert ((starts >= first) & (starts < last)).sum() * 5 >= 3 * len(starts)


def test_the_opening_window_is_the_whole_where_events_lie_evenly():
    table = table_of(*(event(f"y{year}", str(year)) for year in range(2010, 2024)))
    first, last = table.holdings.opening
    assert first < table.extent[0] and last > table.extent[1]


@settings(max_examples=40)
@given(tables)
def test_the_opening_window_of_any_table_can_be_said(table):
    first, last = table.holdings.opening
    assert first < last and bool(period(Selection(), table.holdings)) == bool(len(table))


@pytest.mark.parametrize("date", ["0001", "9999", "0001-01-01", "9999-12-31", "[0001..9999]", "XXXX"])
def test_the_opening_window_of_the_first_and_last_years_can_be_said(date):
    assert period(Selection(), table_of(event("a", date), event("b", "2023")).holdings)


def test_a_period_that_ends_within_a_day_is_said_with_its_last_minute():
    selection = Selection(since="2023-10-07", until="2023-10-08T12:00")
    assert period(selection, bundled().holdings) == "7 Oct – 8 Oct 2023, 12:00"


@pytest.mark.parametrize("side", ["since", "until"])
def test_an_open_or_missing_side_has_no_bound(side):
    assert bound(None, side) is None and bound(OPEN, side) is None


def test_until_is_the_first_second_after_its_unit():
    assert moment(bound("2023-09", "until")) == datetime(2023, 10, 1)
    assert moment(bound("2023-09", "since")) == datetime(2023, 9, 1)


@pytest.mark.parametrize("text", ["2023/2024", "[2018,2021]", "{2018,2021}", "yesterday", "2023-13", ""])
def test_a_bound_is_one_unit(text):
    with pytest.raises(DateError):
        bound(text, "since")


def test_one_side_given_leaves_the_other_open():
    holdings = bundled().holdings
    assert Selection(since="2023").window(holdings) == (seconds(datetime(2023, 1, 1)), MAX)
    assert Selection(until="2023").window(holdings) == (MIN, seconds(datetime(2024, 1, 1)))


@given(st.integers(-10_000, 20_000), st.integers(1, 4_000))
def test_whole_days_spelled_are_the_same_window_again(day, length):
    first, last = day * 86_400, (day + length) * 86_400
    since, until = spelled(first, last)
    assert (bound(since, "since"), bound(until, "until")) == (first, last)


@given(st.integers(-10_000_000, 20_000_000), st.integers(2, 10_000))
def test_whole_minutes_spelled_are_the_same_window_again(minute, length):
    first, last = minute * 60, (minute + length) * 60
    since, until = spelled(first, last)
    assert (bound(since, "since"), bound(until, "until")) == (first, last)


@pytest.mark.parametrize("year", [1, 33, 999])
def test_early_years_are_spelled_with_four_digits(year):
    first = seconds(datetime(year, 5, 1))
    assert spelled(first, first + 86_400) == (f"{year:04d}-05-01", f"{year:04d}-05-01")


def test_each_filter_says_itself_without_the_period():
    selection = Selection(q="police", bbox=(0.0, 0.0, 1.0, 1.0), area=((0.0, 0.0),) * 3).choose(
        "region", ["Kosovo", NONE]
    )
    assert selection.sentence() == [
        "region no region stated or Kosovo",
        "text “police”",
        "in the chosen box of the map",
        "in the chosen area of the map",
    ]


def test_an_unknown_value_is_named_with_its_nearest():
    (notice,) = unknown_values("region", ["Kosova", "Kosovo"], bundled().holdings)
    assert "“Kosova”" in notice and "Did you mean 'Kosovo'?" in notice


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from(["Kosovo", "Israel and Gaza", NONE]),
        "event_type": st.sampled_from(["battle", "statement"]),
        "q": st.sampled_from(["a", "kosovo", "zzz"]),
        "bbox": st.sampled_from([(20.0, 42.0, 21.5, 43.5), (170.0, -80.0, -170.0, 80.0)]),
        "area": st.just(((-180.0, -90.0), (180.0, -90.0), (0.0, 90.0))),
        "time": st.sampled_from([("2023", ".."), ("2007", "2010")]),
    },
)


def selection_of(filters):
    selection = wide()
    for key, value in filters.items():
        if key in ("q", "bbox", "area"):
            selection = replace(selection, **{key: value})
        elif key == "time":
            selection = selection.during(*value)
        else:
            selection = selection.choose(key, [value])
    return selection


@settings(max_examples=60, deadline=None)
@given(tables | st.builds(bundled), FILTERS, FILTERS)
def test_another_filter_never_adds_an_event(table, some, more):
    fewer = kept(table, selection_of(some | {key: value for key, value in more.items() if key not in some}))
    assert set(fewer) <= set(kept(table, selection_of(some)))


@settings(max_examples=40, deadline=None)
@given(tables, FILTERS)
def test_selecting_from_the_selected_changes_nothing(table, filters):
    selection = selection_of(filters)
    chosen = [item for stretch in LocalEngine(table).events(selection) for item in stretch]
    assert kept(table_of(*chosen), selection) == [item.id for item in chosen]


@settings(max_examples=60, deadline=None)
@given(tables, st.sampled_from(["a", "e", "kosovo", "ελλαδα", "ж", "zz"]))
def test_a_word_is_found_where_it_stands_in_the_folded_text(table, word):
    def text(item):
        where = item.place
        names = [where.name, *where.names.values(), where.admin2, where.admin1, where.country] if where else []
        parts = (item.title, item.summary, item.region, *names, *(actor.name for actor in item.actors))
        return "\n".join(fold(part) for part in parts if part)

    found = kept(table, wide(q=word))
    assert found == [item.id for item in table.events(range(len(table))) if fold(word) in text(item)]


def test_a_search_that_nobody_waits_for_is_given_up():
    table = bundled()
    with pytest.raises(AbandonedError):
        having_word(table, "kosovo", lambda: False)
