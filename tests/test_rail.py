"""The options of the filters: in order, with counts by all other filters, and the ticked ones always there."""

from dashboard.palette import LIGHT
from dashboard.rail import MOST_OPTIONS, options
from dashboard.view import View
from events.codebook import EVENT_TYPES
from events.selection import OPEN, Selection
from events.summary import summarise
from events.table import FACET, NONE
from tests.table_strategies import bundled, event, table_of
from tests.test_panel import words

ALL = Selection(since=OPEN, until="9999")


def offered(table, key, selection=ALL, find=""):
    return options(FACET[key], View(selection), summarise(table, selection), LIGHT, find)


def test_the_fullest_comes_first_and_not_stated_last():
    table = table_of(event("a"), event("b"), event("c", region="A"), event("d", region="B"), event("e", region="B"))
    assert [box.value for box in offered(table, "region")] == ["B", "A", NONE]


def test_types_stand_in_the_order_of_the_codebook():
    values = [box.value for box in offered(bundled(), "event_type")]
    assert values == [slug for slug in EVENT_TYPES if slug in values]


def test_each_option_has_its_words_and_count():
    table = table_of(event("a", region="Kosovo"), event("b"))
    assert [words(box.label) for box in offered(table, "region")] == ["Kosovo 1", "no region stated 1"]


def test_a_count_is_that_by_the_other_filters():
    table = table_of(event("a", region="A"), event("b", region="B", event_type="protest"))
    selection = ALL.choose("region", ["A"])
    assert [words(box.label) for box in offered(table, "region", selection)] == ["A 1", "B 1"]
    assert [words(box.label)[-1] for box in offered(table, "event_type", selection)] == ["1", "0"]
    assert "none" in offered(table, "event_type", selection)[1].className


def test_a_long_list_is_cut_but_for_the_ticked_and_says_so():
    table = table_of(*(event(f"e{number}", region=f"R{number:03}") for number in range(MOST_OPTIONS + 20)))
    found = offered(table, "region", ALL.choose("region", ["R055"]))
    assert len(found) == MOST_OPTIONS + 2 and "R055" in [getattr(box, "value", None) for box in found]
    assert "19 more" in words(found[-1])


def test_a_search_looks_through_all_values_without_accents_and_keeps_the_ticked():
    table = table_of(*(event(f"e{number}", region=f"Région {number:03}") for number in range(MOST_OPTIONS + 20)))
    assert [box.value for box in offered(table, "region", find=" REGION 057")] == ["Région 057"]
    ticked = ALL.choose("region", ["Région 001"])
    assert [box.value for box in offered(table, "region", ticked, "057")] == ["Région 001", "Région 057"]
    assert words(offered(table, "region", find="zzz")) == "None has these words."


def test_an_empty_table_has_no_options():
    assert offered(table_of(), "region") == []
