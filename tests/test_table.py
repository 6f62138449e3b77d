"""The event table: order, columns, spans, facets, and that a part of it is a table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.facets import FACETS, NONE
from events.moments import MAX, MIN, moment
from tests.table_strategies import bundled, event, place, table_of, tables


def ids(table):
    return [item.id for item in table.events(range(len(table)))]


def test_events_stand_in_order_of_time_and_undated_ones_last():
    table = table_of(event("c", None), event("b", "2023-10"), event("a", "2021"), event("d", "[..2020]"))
    assert ids(table) == ["d", "a", "b", "c"] and table.undated == 1


def test_two_events_of_one_day_stand_in_order_of_their_ids_however_they_were_read():
    one, two = event("a"), event("b")
    assert ids(table_of(one, two)) == ids(table_of(two, one)) == ["a", "b"]


def test_a_day_is_the_half_open_day_of_the_place():
    table = table_of(event("a", "1970-01-02"))
    assert (table.start.tolist(), table.end.tolist()) == ([86_400], [172_800])


def test_a_list_of_dates_has_a_span_for_each_within_the_outermost():
    table = table_of(event("b", "2023"), event("a", "{2018,2021}"))
    assert table.listed_spans[:, 0].tolist() == [0, 0]
    assert table.listed_spans[0, 1] == table.start[0] and table.listed_spans[1, 2] == table.end[0]


@pytest.mark.parametrize(("date", "start", "end"), [("2007/..", False, True), ("/2020-01-01", True, False)])
def test_an_open_side_is_an_endless_one(date, start, end):
    table = table_of(event("a", date))
    assert (table.start[0] == MIN, table.end[0] == MAX) == (start, end)


def test_an_event_without_a_place_has_none_and_one_without_coordinates_is_not_located():
    table = table_of(event("a"), event("b", place=place(lat=None, lon=None)), event("c", place=place()))
    assert table.place[0] == 0 and table.places.located[table.place].tolist() == [False, False, True]


def test_events_at_one_place_share_it_and_a_place_is_told_apart_by_all_that_is_known_of_it():
    table = table_of(
        event("a", place=place()),
        event("b", place=place()),
        event("c", place=place(names={"sq": "Banjskë"})),
        event("d", place=place(geo_precision="near")),
    )
    assert table.place[0] == table.place[1] == 1  # the most frequent
    assert len(set(table.place.tolist())) == 3 and table.holdings.places == 3


def test_a_figure_that_is_not_stated_is_below_zero():
    table = table_of(event("a", fatalities_low=1), event("b"), event("c", fatalities_best=2), event("d"))
    assert table.figures[:, table.figure].T.tolist() == [[1, -1, -1], [-1, -1, -1], [-1, 2, -1], [-1, -1, -1]]
    assert table.figures.shape == (3, 3)


def test_the_last_day_spoken_of_is_that_of_the_sources_or_the_compiler():
    assert moment(table_of(event("a", "2007/..")).as_of).date().isoformat() == "2023-10-14"
    assert moment(table_of(event("a", "2007/.."), compiled="2024-01-31").as_of).date().isoformat() == "2024-02-01"


@settings(max_examples=60)
@given(tables)
def test_the_extent_holds_every_known_bound_and_is_never_empty(table):
    first, last = table.extent
    known = [edge for edge in (*table.start, *table.end) if edge not in (MIN, MAX)]
    assert first < last
    assert all(first <= edge <= last for edge in known)


def test_the_extent_of_a_lone_open_event_is_not_empty():
    source = {"id": "s", "publisher": "P", "title": "T"}
    first, last = table_of(event("a", "2007/..", sources=(source,))).extent
    assert first < last


def test_an_empty_table_is_a_table():
    table = table_of()
    assert len(table) == 0 and table.extent[0] < table.extent[1] and table.holdings.values["region"] == ()


def test_a_facet_without_a_value_has_the_value_not_stated():
    table = table_of(event("a", None))
    assert [table.facets[key].of(0) for key in ("region", "actor", "place")] == [[NONE]] * 3
    assert table.facets["precision"].of(0) == ["undated"] and table.facets["dataset"].of(0) == ["records"]


def values_of(facet, item):
    """The values of an event read from the event itself."""
    if facet.key == "actor":
        return [actor.name for actor in item.actors] or [NONE]
    if facet.key == "place":
        return [item.place.name if item.place else NONE]
    if facet.key == "precision":
        return [item.when().precision if item.when() else "undated"]
    return [getattr(item, facet.column) or NONE]


@settings(max_examples=40)
@given(tables)
def test_each_column_of_codes_gives_back_the_values_of_the_events(table):
    for facet in FACETS:
        column = table.facets[facet.key]
        assert list(column.values) == sorted(set(column.values))
        for row, item in enumerate(table.events(range(len(table)))):
            assert sorted(column.of(row)) == sorted(values_of(facet, item))


def test_every_id_leads_to_its_row():
    table = bundled()
    assert [table.row_of(id) for id in ids(table)] == list(range(len(table)))
    assert table.row_of("atlantis") is None


@settings(max_examples=40)
@given(tables)
def test_outlines_are_the_events_without_what_only_a_card_shows(table):
    for whole, outline in zip(table.events(range(len(table))), table.outlines(range(len(table))), strict=True):
        for name in ("id", "title", "date", "event_type", "status", "region", "place", "dataset"):
            assert getattr(outline, name) == getattr(whole, name)
        assert outline.when() == whole.when()


@settings(max_examples=60)
@given(tables, st.data())
def test_a_part_holds_its_events_under_the_codes_of_the_whole(table, data):
    first = data.draw(st.integers(0, len(table)))
    last = data.draw(st.integers(first, len(table)))
    part = table.part(first, last)
    assert len(part) == last - first and part.first_row == first
    assert ids(part) == ids(table)[first:last]
    rows = np.arange(len(part))
    for key, column in part.facets.items():
        assert column.values == table.facets[key].values
        assert (column.counts(rows) == table.facets[key].counts(np.arange(first, last))).all()
    assert part.undated == sum(item.date is None for item in part.events(rows))
