"""Any text of any length gives an answer, in time that grows with its length, and never a date that is no date."""

import random
import time
from datetime import date
from itertools import pairwise

import pytest
from edtf import parse_edtf
from edtf_validate.valid_edtf import is_valid
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates import find, parse, resolve
from events.dates.finding import spans
from events.dates.lexicon import codes, lexicon
from events.dates.meaning.meaning import DATED, Now
from events.dates.when import When

STATUSES = {"stated", "assumed", "ambiguous", "vague", "contradiction", "impossible", "needs-event", "not-a-date"}
WORDS = sorted(
    {" ".join((word, *tail)) for code in codes() for word, rows in lexicon(code).first.items() for tail, _ in rows}
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.integers(0, 9999).map(str),
    st.sampled_from(
        [".", ",", "-", "–", "/", ":", "'", "(", ")", "\n", "2023", "1914-18", "24.9.2023", "٢٠٢٣", "th", "s", "BC"]
    ),
)
PHRASES = st.lists(PIECES, max_size=9).map(" ".join) | st.lists(PIECES, max_size=6).map("".join)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def check(answer: When) -> None:
    assert answer.status in STATUSES
    assert (answer.edtf is not None) == (answer.status in DATED)
    assert (len(answer.readings) > 1) == (answer.status in ("ambiguous", "contradiction"))
    assert answer.status != "assumed" or answer.assumptions
    for start, end, edtf in [(answer.start, answer.end, answer.edtf)] + [
        (r.start, r.end, r.edtf) for r in answer.readings
    ]:
        assert start is None or end is None or start < end, edtf
        if edtf and not before_christ(edtf):
            parse(edtf)
            parse_edtf(edtf)
            assert is_valid(edtf), edtf


def before_christ(edtf: str) -> bool:
    """Years before 1, which this program's parser does not read."""
    return any(
        piece.startswith(("-", "0000")) for piece in edtf.replace("..", "/").strip("[]{}").replace(",", "/").split("/")
    )


@settings(deadline=None, max_examples=600)
@given(PHRASES, DAYS, st.sampled_from([None, *codes()]), st.sampled_from([None, "DMY", "MDY", "YMD"]), st.booleans())
def test_every_phrase_of_known_words_has_an_answer(
    text: str, published: date, lang: str | None, order: str | None, future: bool
) -> None:
    check(resolve(text, published=published, lang=lang, order=order, tense="future" if future else "past"))


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=400), DAYS)
def test_every_text_has_an_answer(text: str, published: date) -> None:
    check(resolve(text, published=published, lang="en"))
    for mention in find(text, published=published):
        check(mention.when)
        assert text[slice(*mention.span)] == mention.quote != ""


@settings(deadline=None, max_examples=300)
@given(
    st.lists(PHRASES, max_size=12).map(". ".join),
    DAYS,
    st.sampled_from(codes()),
    st.sampled_from(["news", "narrative"]),
)
def test_mentions_lie_in_order_and_do_not_overlap(text: str, published: date, lang: str, genre: str) -> None:
    found = find(text, published=published, lang=lang, genre=genre)  # type: ignore[arg-type]
    for mention in found:
        check(mention.when)
        assert text[slice(*mention.span)] == mention.quote
    for one, other in pairwise(found):
        assert one.span[1] <= other.span[0]


@pytest.mark.parametrize(
    "piece",
    [
        "a day after ",
        "1.",
        "1/",
        "1-",
        "2023-",
        "before ",
        "early ",
        "between 1 and ",
        "the ",
        "of the ",
        "May ",
        "'",
        "1914–",
        "two weeks after ",
        "night of ",
        "Monday, ",
        "ً",
        "۱",
        "ab\u200b",
        "and 3 ",
        "1, ",
        "last first day of ",
        "from 1 to ",
        "a day after two weeks after the morning of ",
        "(",
        "since about early ",
    ],
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    """Twenty times the text may take a hundred times the time, for a machine has pauses, but not four hundred times."""
    words = lexicon("en")
    now = Now(date(2023, 10, 13).toordinal(), near=True)

    def seconds(text: str) -> float:
        start = time.process_time()
        for _ in spans(text, words, now):
            pass
        return time.process_time() - start

    seconds(piece * 10)
    short, long = (min(seconds(piece * times) for _ in range(3)) for times in (200, 4000))
    assert long < 100 * short + 0.2, (short, long)
    assert long < 4000 * 0.002


def test_a_long_text_of_shuffled_words_takes_no_more_than_a_second() -> None:
    chance = random.Random(7)
    text = " ".join(chance.choice(WORDS) for _ in range(5000))
    start = time.process_time()
    find(text, published=date(2023, 10, 13), lang="en")
    assert time.process_time() - start < 5
