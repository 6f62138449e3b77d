"""The event table: order, columns, spans, facets and the text that a search looks through."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.table import FACETS, MAX, MIN, NONE, fold, moment, seconds
from tests.table_strategies import bundled, event, place, table_of, tables


def test_events_stand_in_order_of_time_and_undated_ones_last():
    table = table_of(event("c", None), event("b", "2023-10"), event("a", "2021"), event("d", "..2020".join("[]")))
    assert [item.id for item in table.events] == ["d", "a", "b", "c"]


def test_two_events_of_one_day_stand_in_order_of_their_ids_however_they_were_read():
    one, two = event("a"), event("b")
    assert table_of(one, two).events == table_of(two, one).events


@given(st.integers(-(10**10), 10**11))
def test_moment_is_the_inverse_of_seconds(second):
    assert seconds(moment(second)) == second


def test_an_open_side_has_no_moment():
    assert moment(MIN) is None and moment(MAX) is None


def test_a_day_is_the_half_open_day_of_the_place():
    table = table_of(event("a", "1970-01-02"))
    assert (table.span_start.tolist(), table.span_end.tolist()) == ([86_400], [172_800])


def test_a_list_of_dates_has_a_span_for_each():
    table = table_of(event("a", "{2018,2021}"), event("b", "2023"))
    assert table.span_row.tolist() == [0, 0, 1]


@pytest.mark.parametrize(("date", "start", "end"), [("2007/..", False, True), ("/2020-01-01", True, False)])
def test_an_open_side_is_an_endless_one(date, start, end):
    table = table_of(event("a", date))
    assert (table.span_start[0] == MIN, table.span_end[0] == MAX) == (start, end)


def test_an_event_without_a_date_or_place_is_in_the_table_and_says_so():
    table = table_of(event("a", None), event("b", place=place()))
    assert table.dated.tolist() == [True, False] and table.placed.tolist() == [True, False]


def test_a_place_without_coordinates_is_not_placed():
    assert table_of(event("a", place=place(lat=None, lon=None))).placed.tolist() == [False]


def test_a_figure_that_is_not_stated_is_no_number():
    frame = table_of(event("a", fatalities_low=1)).frame
    assert frame["fatalities_low"][0] == 1 and np.isnan(frame["fatalities_best"][0])


def test_the_last_day_spoken_of_is_that_of_the_sources_or_the_compiler():
    assert moment(table_of(event("a", "2007/..")).as_of).date().isoformat() == "2023-10-14"
    assert moment(table_of(event("a", "2007/.."), compiled="2024-01-31").as_of).date().isoformat() == "2024-02-01"


@settings(max_examples=60)
@given(tables)
def test_the_extent_holds_every_known_bound_and_is_never_empty(table):
    first, last = table.extent
    known = [edge for edge in (*table.span_start, *table.span_end) if edge not in (MIN, MAX)]
    assert first < last
    assert all(first <= edge <= last for edge in known)


def test_the_extent_of_a_lone_open_event_is_not_empty():
    source = {"id": "s", "publisher": "P", "title": "T"}
    first, last = table_of(event("a", "2007/..", sources=(source,))).extent
    assert first < last


def test_an_empty_table_is_a_table():
    table = table_of()
    assert len(table) == 0 and table.extent[0] < table.extent[1] and table.sources == ()


def test_a_facet_without_a_value_has_the_value_not_stated():
    table = table_of(event("a", None))
    assert {
        facet.key: table.facets[facet.key].of(0) for facet in FACETS if facet.key in ("region", "actor", "place")
    } == {
        "region": [NONE],
        "actor": [NONE],
        "place": [NONE],
    }
    assert table.facets["precision"].of(0) == ["undated"]


def test_not_stated_is_said_in_the_words_of_the_facet():
    assert [facet.words(NONE) for facet in FACETS if facet.key in ("region", "actor", "place")] == [
        "no region stated",
        "no actor stated",
        "no place stated",
    ]


@settings(max_examples=40)
@given(tables)
def test_each_column_of_codes_gives_back_the_values_of_the_events(table):
    for facet in FACETS:
        assert [sorted(facet.values_of(item)) for item in table.events] == [
            sorted(table.facets[facet.key].of(row)) for row in range(len(table))
        ]


def test_having_an_unknown_value_matches_nothing():
    assert not bundled().facets["region"].having(["Atlantis"]).any()


@pytest.mark.parametrize(
    ("written", "searched"),
    [("Zvečan", "zvecan"), ("Zveçan", "ZVECAN"), ("Đakovica", "djakovica"[0] + "akovica"), ("Łódź", "lodz")],
)
def test_fold_takes_off_accents_and_case(written, searched):
    assert fold(written) == fold(searched)


@given(st.text(max_size=30))
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


def test_every_id_leads_to_its_row():
    table = bundled()
    assert [table.row_of[item.id] for item in table.events] == list(range(len(table)))


def test_two_sources_of_one_id_are_two_and_the_claims_follow():
    first, second = ({"id": "paper", "publisher": "P", "title": title} for title in ("One", "Two"))
    claims = ({"kind": "label", "text": "x", "by": "y", "source": "paper"},)
    table = table_of(
        event("a", sources=(first,)), event("b", sources=(second,), claims=claims), event("c", sources=(second,))
    )
    assert [(source.id, source.title) for source in table.sources] == [("paper", "One"), ("paper-2", "Two")]
    assert table.events[1].claims[0].source == "paper-2" and table.events[2].sources[0].id == "paper-2"


def test_sources_are_named_once():
    assert len(table_of(event("a"), event("b")).sources) == 1
