"""The words on the page and under every image."""

import pytest

from dashboard.caption import casualties, compiled, plural, sentence, sources
from dashboard.view import read_query
from events.summary import Casualties, summarise
from tests.table_strategies import SOURCE, bundled, event, table_of


def said(query):
    view, _ = read_query(query, bundled())
    return sentence(view, bundled(), summarise(bundled(), view.selection))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=2007&to=2023", "17 of 17 events, 2007 – 2023"),
        ("region=Kosovo&from=2023", "region Kosovo; "),
        ("q=nothing+at+all", "0 of 17 events, "),
        ("from=2023-09-24&to=2023-09-24&region=Kosovo", " of 17 events, 24 Sep 2023, region Kosovo"),
    ],
)
def test_the_sentence_says_what_is_shown_of_how_many_when_and_by_which_filters(query, words):
    assert words in said(query)


def test_the_sentence_counts_what_a_chart_cannot_hold():
    table = table_of(event("a", None), event("b"))
    view, _ = read_query("", table)
    assert sentence(view, table, summarise(table, view.selection)).endswith("; 2 without a place; 1 without a date")


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (Casualties(1, 2, 3, 12), "Killed: 1 to 3 by the figures given; 12 events without a figure."),
        (Casualties(1, 1, 1, 1), "Killed: 1 by the figures given; 1 event without a figure."),
        (Casualties(1_200, 1_200, 1_200, 0), "Killed: 1,200 by the figures given."),
        (Casualties(None, None, None, 4), "Killed: no figure given."),
        (Casualties(0, 0, 0, 4), "Killed: 0 by the figures given; 4 events without a figure."),
        (Casualties(3, 3, 3, 0, 1), "Killed: 3 or more by the figures given."),
        (Casualties(0, 0, 7, 0), "Killed: 0 to 7 by the figures given."),
    ],
)
def test_casualties_are_a_range_and_never_zero_for_unknown(figures, words):
    assert casualties(figures) == words


def test_one_is_not_many():
    assert (plural(1, "event"), plural(0, "event"), plural(1_200, "event")) == ("1 event", "0 events", "1,200 events")


def test_a_lone_source_is_given_with_title_and_day():
    assert sources(table_of(event("a")), [0]) == "Source: The Paper, “A report”, 13 October 2023."


def test_several_sources_are_their_publishers_once_and_the_rest_counted():
    named = tuple(
        SOURCE.model_copy(update={"id": f"s{number}", "publisher": f"P{number // 2}"}) for number in range(12)
    )
    assert sources(table_of(event("a", sources=named)), [0]) == "Sources: P0, P1, P2, P3 and 2 more."


def test_no_events_have_no_sources():
    assert sources(bundled(), []) == ""


def test_the_day_of_the_records_is_said_where_it_is_known():
    assert compiled(bundled()) == "Records of 13 October 2023." and compiled(table_of(event("a"))) == ""
