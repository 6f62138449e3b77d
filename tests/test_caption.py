"""The words on the page and under every image."""

from dataclasses import replace

import pytest

from dashboard import notes
from dashboard.caption import casualties, compiled, filters, headline, lasting, plural, sentence, sources
from dashboard.dataset_words import all_coded, coded, datasets, value_words, words
from dashboard.footnotes import asterisked, carried, footnotes, with_asterisks
from dashboard.typeface import text_width
from dashboard.view import read_query
from events.casualties import Casualties
from events.datasets import RECORDS, Dataset
from events.engine import LocalEngine
from events.readers import collect
from events.table import build
from tests.table_strategies import SOURCE, bundled_engine, coded_engine, engine_of, event, events_of, scene_of

ENGINE = bundled_engine()
ALL = len(ENGINE.holdings)


def parts(engine, query):
    """View, holdings and summary, which the words are made of."""
    view, _ = read_query(query, engine)
    return view, engine.holdings, engine.summarise(view.selection, view.lanes)


def said(query):
    return sentence(*parts(ENGINE, query))


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
    engine = engine_of(event("a", None), event("b"))
    assert sentence(*parts(engine, "")).endswith("; 2 without a place; 1 without a date")


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
    assert sources([event("a")]) == "Source: The Paper, “A report”, 13 October 2023."


def test_several_sources_are_their_publishers_once_and_the_rest_counted():
    named = tuple(
        SOURCE.model_copy(update={"id": f"s{number}", "publisher": f"P{number // 2}"}) for number in range(12)
    )
    assert sources([event("a", sources=named)]) == "Sources: P0, P1, P2, P3 and 2 more."


def test_no_events_have_no_sources():
    assert sources([]) == ""


def test_the_day_of_the_records_is_said_where_it_is_known():
    assert compiled(ENGINE.holdings) == "Records of 13 October 2023."
    assert compiled(engine_of(event("a")).holdings) == ""


@pytest.mark.parametrize("query", ["", "region=Kosovo&q=police", "from=2007&to=2023"])
def test_the_sentence_is_its_headline_and_the_rest(query):
    whole = sentence(*parts(ENGINE, query))
    assert whole.startswith(headline(*parts(ENGINE, query)))
    assert whole.lower().endswith(filters(*parts(ENGINE, query)).lower())


def test_a_lasting_link_says_its_period():
    holdings = ENGINE.holdings
    view, _ = read_query("region=Kosovo", ENGINE)
    assert "region=Kosovo&from=2023-" in lasting(view, holdings).to_query()
    assert lasting(view, holdings).selection.window(holdings) == view.selection.window(holdings)
    given, _ = read_query("from=2007", ENGINE)
    assert lasting(given, holdings) == given


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


def test_asterisks_are_put_on_titles_and_places_and_the_scene_stays():
    scene = scene_of(ENGINE)
    marked = with_asterisks(scene)
    row, _ = ENGINE.event("kfor-patrols-northern-kosovo")
    assert marked.events[row].title.endswith("Kosovo*") and marked.events[row].place.name == "northern Kosovo*"
    assert scene.events[row].place.name == "northern Kosovo"
    assert {"Kosovo*", "northern Kosovo*"} <= {place.name for place in marked.places.values()}
    assert not any("*" in place.name for place in scene.places.values())
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


def test_the_notes_of_the_regions_and_countries_shown_are_given():
    kosovo, gaza, israel = (
        footnotes(scene_of(ENGINE, f"region={region}&from=2007&to=2023"))
        for region in ("Kosovo", "Israel and Gaza", "Belgium")
    )
    assert [note.partition(":")[0] for note in kosovo] == ["Kosovo*"]
    assert [note.partition(":")[0] for note in gaza] == ["Palestine*"]
    assert israel == []


def test_a_data_set_is_said_by_its_name_and_by_its_key_too_where_two_have_the_same():
    holdings = coded_engine("GDELT", "UCDP", "UCDP").holdings
    names = [value_words("dataset", key, holdings) for key in ("d0", "d1", "d2", "d9")]
    assert names == ["GDELT", "UCDP (d1)", "UCDP (d2)", "d9"]
    assert value_words("region", "(none)", holdings) == "no region stated"
    assert ", data set GDELT or UCDP (d1)" in sentence(
        *parts(coded_engine("GDELT", "UCDP", "UCDP"), "dataset=d0&dataset=d1")
    )


def test_events_of_data_sets_that_a_program_made_are_told_from_others():
    machine, checked = coded_engine("GDELT"), coded_engine("ACLED", machine=False)
    assert all_coded(scene_of(machine)) and not all_coded(scene_of(checked)) and not all_coded(scene_of(engine_of()))
    assert coded(events_of(machine)[0], machine.holdings) and not coded(events_of(checked)[0], checked.holdings)
    assert not coded(event("a"), machine.holdings)
    mixed = LocalEngine(
        build(replace(collect([event("a"), event("b", dataset="d0")]), datasets=(RECORDS, *machine.holdings.datasets)))
    )
    assert not all_coded(scene_of(mixed)) and all_coded(scene_of(mixed, "dataset=d0"))


def test_a_data_set_has_its_citation_terms_and_day_and_the_curated_records_have_none():
    dataset = Dataset(key="d", name="D", citation="D, by somebody.", licence="CC BY 4.0", accessed="2024-03")
    assert words(dataset) == "D, by somebody; CC BY 4.0; accessed March 2024."
    assert datasets(scene_of(coded_engine("GDELT"))) == ["GDELT (machine-coded, not checked by a person)."]
    assert datasets(scene_of(ENGINE)) == []
