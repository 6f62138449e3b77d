"""The options of the filters: in order, with counts by all other filters, and the ticked ones always there."""

from dashboard.assets_folder import ASSETS
from dashboard.palette import LIGHT
from dashboard.rail import LONG, MOST_OPTIONS, box_class, options
from dashboard.view import View, read_query
from events.codebook import EVENT_TYPES
from events.facets import FACET, FACETS, NONE
from events.selection import OPEN, Selection
from tests.read_markup import nodes, walk, words
from tests.table_strategies import bundled_engine, coded_engine, engine_of, event

ALL = Selection(since=OPEN, until="9999")


def boxes(parts):
    """The boxes of the options: value, where ticking leads, and whether it is ticked."""
    found = [part.attributes for part in walk(parts) if getattr(part, "tag", "") == "input"]
    return [(box["value"], box["data-go"], "checked" in box) for box in found]


def values(parts):
    return [value for value, _, _ in boxes(parts)]


def labels(parts):
    return [words(part.children[1]) for part in nodes(parts) if part.tag == "label"]


def offered(engine, key, selection=ALL, find=""):
    summary = engine.summarise(selection, "region")
    return options(FACET[key], View(selection), engine.holdings, summary, LIGHT, find)


def test_the_fullest_comes_first_and_not_stated_last():
    engine = engine_of(event("a"), event("b"), event("c", region="A"), event("d", region="B"), event("e", region="B"))
    assert values(offered(engine, "region")) == ["B", "A", NONE]


def test_types_stand_in_the_order_of_the_codebook():
    found = values(offered(bundled_engine(), "event_type"))
    assert found == [slug for slug in EVENT_TYPES if slug in found]


def test_each_option_has_its_words_and_count():
    engine = engine_of(event("a", region="Kosovo"), event("b"))
    assert labels(offered(engine, "region")) == ["Kosovo 1", "no region stated 1"]


def test_a_count_is_that_by_the_other_filters():
    engine = engine_of(event("a", region="A"), event("b", region="B", event_type="protest"))
    selection = ALL.choose("region", ["A"])
    assert labels(offered(engine, "region", selection)) == ["A 1", "B 1"]
    assert [label[-1] for label in labels(offered(engine, "event_type", selection))] == ["1", "0"]
    assert "none" in nodes(offered(engine, "event_type", selection))[1].className


def test_a_long_list_is_cut_but_for_the_ticked_and_says_so():
    engine = engine_of(*(event(f"e{number}", region=f"R{number:03}") for number in range(MOST_OPTIONS + 20)))
    found = offered(engine, "region", ALL.choose("region", ["R055"]))
    assert len(found) == MOST_OPTIONS + 2 and "R055" in values(found)
    assert "19 more" in words(found[-1])


def test_a_search_looks_through_all_values_without_accents_and_keeps_the_ticked():
    engine = engine_of(*(event(f"e{number}", region=f"Région {number:03}") for number in range(MOST_OPTIONS + 20)))
    assert values(offered(engine, "region", find=" REGION 057")) == ["Région 057"]
    ticked = ALL.choose("region", ["Région 001"])
    assert values(offered(engine, "region", ticked, "057")) == ["Région 001", "Région 057"]
    assert words(offered(engine, "region", find="zzz")) == "None has these words."


def test_an_empty_table_has_no_options():
    assert all(offered(engine_of(), key) == [] for key in FACET)


def test_a_data_set_is_offered_by_its_name_and_found_by_it():
    engine = coded_engine("GDELT", "UCDP GED")
    assert values(offered(engine, "dataset")) == ["d0", "d1"]
    assert labels(offered(engine, "dataset")) == ["GDELT 1", "UCDP GED 1"]
    assert values(offered(engine, "dataset", find="ucdp")) == ["d1"]


def test_a_tick_leads_to_the_view_with_it_and_takes_it_off_again():
    engine = engine_of(event("a", region="A & B"), event("b", region='"<b>'))
    view = View(ALL.choose("region", ["A & B"]), page=3)
    found = boxes(options(FACET["region"], view, engine.holdings, engine.summarise(ALL, "region"), LIGHT))
    targets = {value: read_query(href, engine)[0] for value, href, _ in found}
    assert targets == {"A & B": View(ALL), '"<b>': View(ALL.choose("region", ["A & B", '"<b>']))}
    assert [checked for _, _, checked in found] == [False, True]


def test_a_facet_of_one_value_is_no_choice():
    engine = engine_of(*(event(f"e{number}", region=f"R{number:02}", actors=("A", "B")) for number in range(LONG + 1)))
    classes = {facet.key: box_class(facet, engine.holdings) for facet in FACETS}
    assert classes == {
        "region": "facet long", "actor": "facet", "event_type": "facet alone", "status": "facet alone",
        "precision": "facet alone", "place": "facet alone", "dataset": "facet alone",
    }  # fmt: skip
    bundled = {key for key, facet in FACET.items() if box_class(facet, bundled_engine().holdings) == "facet alone"}
    assert bundled == {"dataset", "status"}


def test_what_is_alone_is_not_shown():
    assert ".facet.alone { display: none; }" in (ASSETS / "page.css").read_text("utf-8")
