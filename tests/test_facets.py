"""The facets' words, and how text is folded for a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.facets import FACET, NONE, fold
from events.schema import SCHEMA


def test_every_facet_has_its_column_in_the_schema():
    assert all(facet.column in SCHEMA.names for facet in FACET.values())


def test_not_stated_is_said_in_the_words_of_the_facet():
    words = [FACET[key].words(NONE) for key in ("region", "actor", "place")]
    assert words == ["no region stated", "no actor stated", "no place stated"]
    assert FACET["event_type"].words("battle") == "Armed attack or battle"


@pytest.mark.parametrize(
    ("written", "searched"),
    [("Zvečan", "zvecan"), ("Zveçan", "ZVECAN"), ("Đakovica", "dakovica"), ("Łódź", "lodz")],
)
def test_fold_takes_off_accents_and_case(written, searched):
    assert fold(written) == fold(searched)


@given(st.text(max_size=30))
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)
