import re
from typing import get_args

import pytest

from events import codebook, dates

TABLES = [
    codebook.EVENT_TYPES, codebook.STATUSES, codebook.ROLES, codebook.GEO_PRECISIONS, codebook.CLAIM_KINDS,
    codebook.TIME_PRECISIONS,
]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_each_term_has_a_slug_a_label_and_a_meaning(table: dict[str, codebook.Term]) -> None:
    for slug, term in table.items():
        assert slug == term.slug and re.fullmatch(r"[a-z_]+", slug)
        assert term.label and term.meaning.endswith(".")
    assert len({term.label for term in table.values()}) == len(table)


def test_every_precision_of_a_date_is_a_term() -> None:
    assert set(get_args(dates.Precision)) | {"undated"} == set(codebook.TIME_PRECISIONS)


def test_the_nearest_word_is_named_else_the_known_ones() -> None:
    assert codebook.nearest("Bansjka", ["Banjska", "Brussels"]) == "Did you mean 'Banjska'?"
    assert codebook.nearest("xyz", ["b", "a"]) == "Known: a, b."
    assert codebook.nearest("x", []) == ""
    assert codebook.nearest("x" * 100_000, ["a"]) == "Known: a."


def test_an_unknown_slug_is_its_own_label() -> None:
    assert codebook.label(codebook.STATUSES, "nonesuch") == "nonesuch"
