"""The list and the card: what is not known is said, figures are ranges, links go to the web only."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.palette import LIGHT
from dashboard.panel import alone, citation, figures, panel
from dashboard.scene import ROWS
from dashboard.view import View, read_query
from tests.read_markup import walk, words
from tests.table_strategies import (
    EVERYTHING,
    bundled_engine,
    coded_engine,
    engine_of,
    engines,
    event,
    events_of,
    place,
    scene_of,
)  # fmt: skip

ALL = EVERYTHING.selection


def listed(parts):
    """The ids of the list's rows."""
    rows = [part.attributes for part in walk(parts) if getattr(part, "tag", "") == "tr"]
    return [attributes["data-event"] for attributes in rows if "data-event" in attributes]


def shown(engine, id=None, selection=ALL, page=1):
    return panel(scene_of(engine, View(selection, event=id, page=page)), engine, LIGHT)


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (None, None, None, "not stated"),
        (1, 1, 1, "1"),
        (0, 0, 0, "0"),
        (2, 3, 5, "2–5, best estimate 3"),
        (2, None, 5, "2–5"),
        (1_200, None, 1_300, "1,200–1,300"),
        (3, None, None, "at least 3"),
        (None, None, 9, "at most 9"),
        (None, 4, None, "4, the only figure given"),
        (2, 4, None, "4, at least 2"),
        (None, 4, 6, "4, at most 6"),
    ],
)
def test_figures_say_no_more_than_the_record(low, best, high, said):
    assert figures(low, best, high) == said


@given(st.tuples(*[st.none() | st.integers(0, 9)] * 3))
def test_figures_never_make_a_number_of_nothing(given_figures):
    said = figures(*given_figures)
    assert (said == "not stated") == (given_figures == (None, None, None))
    assert "None" not in said


def test_the_card_says_what_is_not_stated():
    said = words(shown(engine_of(event("a", None)), "a"))
    assert "no date stated" in said and "no place stated" in said and said.count("not stated") >= 3


def test_the_card_gives_the_words_of_the_source_and_who_claims_what():
    engine = bundled_engine()
    for item in events_of(engine):
        said = words(shown(engine, item.id))
        assert item.title in said
        assert all(claim.text.rstrip(".") in said and f", by {claim.by}" in said for claim in item.claims)
        assert not item.date_text or f"“{item.date_text}”" in said


@settings(max_examples=30, deadline=None)
@given(engines)
def test_every_link_of_any_card_is_a_web_address_or_a_view(engine):
    for item in events_of(engine):
        for part in walk(shown(engine, item.id)):
            if getattr(part, "href", None):
                parts = urlsplit(part.href)
                assert parts.scheme in ("http", "https") or part.href.startswith("?")
                if part.href.startswith("?"):
                    assert not read_query(part.href, engine)[1]
                else:
                    assert part.rel == "noopener noreferrer"


def test_the_card_leads_to_the_event_before_and_after_and_back():
    engine = engine_of(event("a", "2021"), event("b", "2022"), event("c", "2023"))
    links = {
        part.id: part.href
        for part in walk(shown(engine, "b"))
        if getattr(part, "id", "").startswith("card-") and hasattr(part, "href")
    }
    assert {name: read_query(href, engine)[0].event for name, href in links.items()} == {
        "card-previous": "a",
        "card-next": "c",
        "card-close": None,
    }


def test_an_event_outside_of_the_filters_is_shown_and_says_so():
    said = words(shown(bundled_engine(), "banjska-attack", ALL.choose("region", ["Serbia"])))
    assert "not in this view" in said and "Banjska" in said


def test_a_part_leads_to_its_whole():
    engine = bundled_engine()
    _, whole = engine.event("banjska-attack")
    hrefs = [
        part.href
        for part in walk(shown(engine, "banjska-monastery-surrounded"))
        if getattr(part, "children", None) == whole.title
    ]
    assert [read_query(href, engine)[0].event for href in hrefs] == ["banjska-attack"]


def test_an_area_says_its_radius():
    engine = engine_of(event("a", place=place("Kosovo", geo_precision="country", radius_km=90, country="Kosovo")))
    said = words(shown(engine, "a"))
    assert "Kosovo*" in said and "(country, drawn as a circle of 90 km)" in said


def test_the_list_has_a_row_for_each_event_in_order():
    assert listed(shown(bundled_engine())) == [item.id for item in events_of(bundled_engine())]


def pages(parts):
    """What the list says of its pages, and where its links lead, by id."""
    nav = [part for part in walk(parts) if getattr(part, "tag", "") == "nav"]
    links = {part.id: part.href for part in walk(nav) if getattr(part, "href", None)}
    return words(nav), links


def test_a_long_list_comes_in_pages_that_lead_to_each_other():
    engine = engine_of(*(event(f"e{number:03}") for number in range(2 * ROWS + 7)))
    for page, count, said, ways in (
        (1, ROWS, "1 to 100 of 207", {"page-next": 2}),
        (2, ROWS, "101 to 200 of 207", {"page-previous": 1, "page-next": 3}),
        (3, 7, "201 to 207 of 207", {"page-previous": 2}),
    ):
        parts = shown(engine, page=page)
        text, links = pages(parts)
        start = (page - 1) * ROWS
        assert listed(parts) == [f"e{number:03}" for number in range(start, start + count)]
        assert said in text
        assert {id: read_query(href, engine)[0] for id, href in links.items()} == {
            id: View(ALL, page=to) for id, to in ways.items()
        }


def test_a_page_that_there_is_not_is_the_last_one():
    engine = engine_of(*(event(f"e{number:03}") for number in range(ROWS + 1)))
    assert listed(shown(engine, page=9)) == ["e100"] and "101 to 101 of 101" in pages(shown(engine, page=9))[0]


def test_a_list_of_one_page_says_nothing_of_pages():
    assert pages(shown(engine_of(*(event(f"e{number}") for number in range(ROWS))))) == ("", {})


def test_the_card_of_an_event_on_a_later_page_leads_back_to_that_page():
    engine = engine_of(*(event(f"e{number:03}") for number in range(ROWS + 1)))
    close = [part.href for part in walk(shown(engine, "e100", page=2)) if getattr(part, "id", "") == "card-close"]
    assert [read_query(href, engine)[0] for href in close] == [View(ALL, page=2)]
    assert "101 of 101" in words(shown(engine, "e100", page=2))


def test_what_a_program_coded_is_marked_in_the_list_and_on_the_card():
    machine, checked = coded_engine("GDELT"), coded_engine("ACLED", machine=False)
    assert "machine-coded" in words(shown(machine)) and "machine-coded" not in words(shown(checked))
    assert "GDELT  (machine-coded, not checked by a person)" in words(shown(machine, "e0"))
    assert "ACLED" in words(shown(checked, "e0")) and "machine-coded" not in words(shown(checked, "e0"))
    assert "machine-coded" not in words(shown(bundled_engine())) + words(shown(bundled_engine(), "banjska-attack"))


def test_what_else_the_row_of_a_data_set_states_is_folded_and_its_own():
    said = words(shown(engine_of(event("a", more={"crowd_size": "about 200", "<b>x": "<i>y"})), "a"))
    assert "2 more fields crowd_size about 200 <b>x <i>y" in said
    assert "Also in its row" not in words(shown(engine_of(event("a")), "a"))


def test_nothing_selected_is_no_list():
    assert shown(bundled_engine(), None, ALL.choose("region", ["Atlantis"])) == []


def test_a_citation_names_event_date_source_and_id():
    said = citation(event("a", title="T"))
    assert said == "“T” (24 September 2023). “A report”, The Paper, 2023-10-13, https://example.org/a. Event a."


def test_the_permanent_link_of_an_event_shows_it_on_the_timeline():
    engine = bundled_engine()
    for item in events_of(engine):
        view = alone(item, engine.holdings)
        assert item.id in [event.id for event in next(engine.events(view.selection))]
    assert alone(engine.event("banjska-attack")[1], engine.holdings) == View(event="banjska-attack")
