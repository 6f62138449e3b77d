"""The words on the page and under every image."""

import pytest

from dashboard import notes
from dashboard.caption import casualties, compiled, filters, headline, lasting, plural, sentence, sources
from dashboard.footnotes import asterisked, carried, with_asterisks
from dashboard.typeface import text_width
from dashboard.view import read_query
from events.summary import Casualties, summarise
from tests.table_strategies import SOURCE, bundled, event, table_of

ALL = len(bundled())


def said(query):
    view, _ = read_query(query, bundled())
    return sentence(view, bundled(), summarise(bundled(), view.selection))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=2007&to=2023", f"{ALL} of {ALL} events, 2007 – 2023"),
        ("region=Kosovo&from=2023", "region Kosovo; "),
        ("q=nothing+at+all", "0 of 18 events, "),
        ("from=2023-09-24&to=2023-09-24&region=Kosovo", " of 18 events, 24 Sep 2023, region Kosovo"),
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


@pytest.mark.parametrize("query", ["", "region=Kosovo&q=police", "from=2007&to=2023"])
def test_the_sentence_is_its_headline_and_the_rest(query):
    view, _ = read_query(query, bundled())
    summary = summarise(bundled(), view.selection)
    whole = sentence(view, bundled(), summary)
    assert whole.startswith(headline(view, bundled(), summary))
    assert whole.lower().endswith(filters(view, summary).lower())


def test_a_lasting_link_says_its_period():
    table = bundled()
    view, _ = read_query("region=Kosovo", table)
    assert "region=Kosovo&from=2023-" in lasting(view, table).to_query()
    assert lasting(view, table).selection.window(table) == view.selection.window(table)
    given, _ = read_query("from=2007", table)
    assert lasting(given, table) == given


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("northern Kosovo", "northern Kosovo*"),
        ("Kosovo and Palestine", "Kosovo* and Palestine*"),
        ("Kosovo Police at Banjska", "Kosovo Police at Banjska"),
        ("Kosovo’s neighbours, “Kosovo”", "Kosovo’s neighbours, “Kosovo”"),
        ("Kosovo*", "Kosovo*"),
    ],
)
def test_an_asterisk_follows_the_name_and_no_name_made_of_it(text, marked):
    assert asterisked(text) == marked and asterisked(marked) == marked


def test_asterisks_are_put_on_titles_and_places_and_the_table_stays():
    table = bundled()
    marked = with_asterisks(table, range(len(table)))
    row = table.row_of["kfor-patrols-northern-kosovo"]
    assert marked.events[row].title.endswith("Kosovo*") and marked.events[row].place.name == "northern Kosovo*"
    assert table.events[row].place.name == "northern Kosovo"
    assert [note.partition(":")[0] for note in carried(["a Kosovo*", "Palestine"])] == ["Kosovo*"]


def test_notes_that_do_not_fit_are_left_out_by_rank_and_a_long_word_is_broken():
    said = [
        notes.Note("what is drawn " * 9, notes.DRAWN, 5),
        notes.Note("a border " * 9, notes.NAMES, 0),
        notes.Note("https://example.org/" + "x" * 99, notes.ORIGIN, 1),
    ]
    every = notes.fitted(said, 11, 200, 99)
    assert len(every) == 3 and all(text_width(line, 11) <= 200 for lines in every for line in lines)
    few = notes.fitted(said, 11, 200, sum(map(len, every)) - 3)
    assert "drawn" not in str(few) and "border" in str(few) and "example" in str(few)
    ((line,),) = notes.fitted(said, 11, 200, 1)
    assert line.startswith("a border") and line.endswith("…")
    assert notes.fitted([], 11, 200, 5) == []
