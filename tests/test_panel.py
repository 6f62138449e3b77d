"""The list and the card: what is not known is said, figures are ranges, links go to the web only."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.palette import LIGHT
from dashboard.panel import MOST_ROWS, alone, card, citation, figures, panel
from dashboard.view import View, read_query
from events.selection import OPEN, Selection
from events.summary import summarise
from tests.table_strategies import bundled, event, place, table_of, tables

ALL = Selection(since=OPEN, until="9999")


def walk(part):
    if isinstance(part, list | tuple):
        for item in part:
            yield from walk(item)
    elif part is not None:
        yield part
        if not isinstance(part, str):
            yield from walk(getattr(part, "children", None))


def words(parts):
    return " ".join(part for part in walk(parts) if isinstance(part, str))


def shown(table, id=None, selection=ALL):
    return panel(View(selection, event=id), table, summarise(table, selection), LIGHT)


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
    said = words(shown(table_of(event("a", None)), "a"))
    assert "no date stated" in said and "no place stated" in said and said.count("not stated") >= 3


def test_the_card_gives_the_words_of_the_source_and_who_claims_what():
    table = bundled()
    for item in table.events:
        said = words(shown(table, item.id))
        assert item.title in said
        assert all(claim.text.rstrip(".") in said and f", by {claim.by}" in said for claim in item.claims)
        assert not item.date_text or f"“{item.date_text}”" in said


@settings(max_examples=30, deadline=None)
@given(tables)
def test_every_link_of_any_card_is_a_web_address_or_a_view(table):
    for item in table.events:
        for part in walk(shown(table, item.id)):
            if getattr(part, "href", None):
                parts = urlsplit(part.href)
                assert parts.scheme in ("http", "https") or part.href.startswith("?")
                if part.href.startswith("?"):
                    assert not read_query(part.href, table)[1]
                else:
                    assert part.rel == "noopener noreferrer"


def test_the_card_leads_to_the_event_before_and_after_and_back():
    table = table_of(event("a", "2021"), event("b", "2022"), event("c", "2023"))
    links = {
        part.id: part.href
        for part in walk(shown(table, "b"))
        if getattr(part, "id", "").startswith("card-") and hasattr(part, "href")
    }
    assert {name: read_query(href, table)[0].event for name, href in links.items()} == {
        "card-previous": "a",
        "card-next": "c",
        "card-close": None,
    }


def test_an_event_outside_of_the_filters_is_shown_and_says_so():
    said = words(shown(bundled(), "banjska-attack", ALL.choose("region", ["Serbia"])))
    assert "not in this view" in said and "Banjska" in said


def test_a_part_leads_to_its_whole():
    table = bundled()
    whole = table.events[table.row_of["banjska-attack"]]
    hrefs = [
        part.href
        for part in walk(shown(table, "banjska-monastery-surrounded"))
        if getattr(part, "children", None) == whole.title
    ]
    assert [read_query(href, table)[0].event for href in hrefs] == ["banjska-attack"]


def test_an_area_says_its_radius():
    table = table_of(event("a", place=place("Kosovo", geo_precision="country", radius_km=90, country="Kosovo")))
    said = words(card(table.events[0], View(), table, summarise(table, ALL), LIGHT))
    assert "Kosovo*" in said and "(country, drawn as a circle of 90 km)" in said


def test_the_list_has_a_row_for_each_event_in_order():
    table = bundled()
    ids = [
        part.to_plotly_json()["props"]["data-event"]
        for part in walk(shown(table))
        if type(part).__name__ == "Tr" and "data-event" in part.to_plotly_json()["props"]
    ]
    assert ids == [item.id for item in table.events]


def test_a_list_that_is_cut_says_how_many_are_left():
    table = table_of(*(event(f"e{number}") for number in range(MOST_ROWS + 7)))
    assert "7 more are selected" in words(shown(table))


def test_nothing_selected_is_no_list():
    assert shown(bundled(), None, ALL.choose("region", ["Atlantis"])) == []


def test_a_citation_names_event_date_source_and_id():
    said = citation(event("a", title="T"))
    assert said == "“T” (24 September 2023). “A report”, The Paper, 2023-10-13, https://example.org/a. Event a."


def test_the_permanent_link_of_an_event_shows_it_on_the_timeline():
    table = bundled()
    for item in table.events:
        view = alone(item, table)
        assert item.id in [table.events[row].id for row in summarise(table, view.selection).rows]
    assert alone(table.events[table.row_of["banjska-attack"]], table) == View(event="banjska-attack")
