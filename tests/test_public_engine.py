"""What a page for others shows: aggregates alone of data sets whose terms forbid giving on their rows."""

import json

import numpy as np
import pytest

from dashboard.answer import answer
from dashboard.formats import WithheldError, events_csv, events_json, withheld_words
from dashboard.view import read_query
from dashboard.viewport import Viewport
from events.datasets import RECORDS, Dataset
from events.engine import LocalEngine
from events.ledger import Ledger
from events.public_engine import PublicEngine
from events.readers import Collection
from events.schema import to_table
from events.table import build
from tests.table_strategies import event, place

SECRET = "A note that only ACLED may give"
ACLED = Dataset(key="acled", name="ACLED", rows="withheld", citation="Cite ACLED.", note="Weeks are weeks.")


def engine_of(*events):
    rows = to_table(events)
    return PublicEngine(LocalEngine(build(Collection(rows, Ledger(), (RECORDS, ACLED)))))


def withheld(id, **values):
    return event(id, title=SECRET, summary=SECRET, dataset="acled", place=place("Zvečan", 42.9, 20.8), **values)


def view_of(engine, query=""):
    return answer(engine, query, Viewport())


@pytest.mark.parametrize("query", ["", "event=w1", "q=note", "lanes=actor", "page=2", "from=..&to=.."])
def test_no_word_of_a_withheld_row_is_in_a_view(query):
    engine = engine_of(withheld("w1"), withheld("w2", date=None), event("free", title="A free title"))
    found = view_of(engine, query)
    told = json.dumps(found, ensure_ascii=False, default=lambda value: value.to_plotly_json())
    assert SECRET not in told and "w1" not in told.replace("There is no event “w1”", "")
    assert any("Zvečan" in words for words in found["marks"]["hover"])


def test_its_events_are_counted_all_the_same():
    engine = engine_of(withheld("w1"), withheld("w2"), event("free"))
    found = view_of(engine)
    assert found["html"]["sentence"].startswith("3 of 3 events")
    assert sum(sum(weights) for lane in found["counts"]["lanes"] for _, weights in lane["counts"]) == pytest.approx(
        3, abs=0.05
    )
    assert "The terms of ACLED" in found["html"]["panel"] and "Cite ACLED" in found["html"]["origin"]


def test_events_of_other_data_sets_are_listed_when_they_are_chosen():
    engine = engine_of(withheld("w1"), event("free", title="A free title"))
    assert "dataset=records" in view_of(engine)["html"]["panel"]
    assert "A free title" in view_of(engine, "dataset=records")["html"]["panel"]


def test_a_search_is_not_made_and_said_not_to_be():
    engine = engine_of(withheld("w1"), event("free"))
    view, notices = read_query("q=note", engine)
    assert view.selection.q == "" and "not searched" in notices[0]


def test_exports_leave_withheld_rows_out_and_say_so():
    engine = engine_of(withheld("w1"), withheld("w2"), event("free"))
    view, notices = read_query("", engine)
    summary = engine.summarise(view.selection, view.lanes)
    words = withheld_words(engine.holdings, summary)
    assert words == ["2 events of ACLED are left out: its terms forbid to give on its rows."]
    found = events_json(engine, summary, view, [*notices, *words])
    assert [item["id"] for item in found["events"]] == ["free"] and SECRET not in json.dumps(found)
    assert SECRET not in "".join(events_csv(engine, view))


def test_an_export_of_withheld_rows_alone_is_refused():
    engine = engine_of(withheld("w1"))
    view, _ = read_query("", engine)
    with pytest.raises(WithheldError, match="terms of ACLED"):
        withheld_words(engine.holdings, engine.summarise(view.selection, view.lanes))


def test_an_event_that_may_not_be_shown_has_no_card_and_no_neighbours():
    engine = engine_of(withheld("w1"), event("free"))
    assert engine.event("w1") is None and engine.event("free") is not None
    assert engine.around(read_query("", engine)[0].selection, 0) is None and engine.ids(10) == []


def test_titles_of_a_cell_are_told_only_where_all_of_them_may_be():
    engine = engine_of(withheld("w1"), event("free", place=place("Zvečan", 42.9, 20.8)))
    found = view_of(engine)["marks"]
    assert all("Event free" not in words for words in found["hover"])
    assert np.all([click[0] is None for click in found["click"]])


def test_where_nothing_is_withheld_nothing_changes():
    plain = LocalEngine(build(Collection(to_table([event("a"), event("b")]), Ledger(), (RECORDS,))))
    assert json.dumps(view_of(PublicEngine(plain)), default=str) == json.dumps(view_of(plain), default=str)
