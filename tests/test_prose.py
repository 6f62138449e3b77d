import re
import sys
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from events.fields import Line, Slug, Text
from events.readers import prose
from tests.cell_tables import column

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def test_names_are_put_in_one_line() -> None:
    values, faults = prose.lines(column("  Bakhmut \n town", "Bakhmut town", "Bakhmut  town", None, " "))
    assert values.to_pylist() == ["Bakhmut town"] * 3 + [None, None]
    assert len(values.dictionary.drop_null()) == 1 and not faults


def test_names_are_composed() -> None:
    values, _ = prose.lines(column("Co\u0302te d'Ivoire", "Côte d'Ivoire"))
    assert values.to_pylist() == ["Côte d'Ivoire"] * 2


def test_unprintable_characters_are_taken_out_and_told() -> None:
    values, faults = prose.lines(column("Kyiv\x92s suburb", "Kyiv"))
    assert values.to_pylist() == ["Kyiv s suburb", "Kyiv"]
    assert [(fault.rows.tolist(), fault.rejects) for fault in faults] == [([0], False)]


def test_a_name_too_long_is_cut_and_told() -> None:
    values, faults = prose.lines(column("x" * 3_000))
    assert len(values.to_pylist()[0]) == 2_000 and faults[0].reason.startswith("is longer")


def test_texts_keep_their_lines() -> None:
    values, faults = prose.texts(column("one\r\ntwo", "  three ", "\n", None, "four\x07", "x" * 30_000))
    assert values.to_pylist()[:5] == ["one\ntwo", "three", None, None, "four"]
    assert len(values.to_pylist()[5]) == 20_000
    assert [fault.rows.tolist() for fault in faults] == [[4], [5]]


@given(st.lists(st.none() | TEXTS, max_size=8))
def test_what_comes_out_is_what_the_model_takes(given: list[str | None]) -> None:
    for read, kind in ((prose.texts, Text), (prose.lines, Line)):
        values, _ = read(column(*given))
        for value in values.to_pylist():
            if value is not None:
                assert TypeAdapter(kind).validate_python(value).strip() == value.strip()


@given(st.lists(TEXTS, max_size=8))
def test_mended_once_is_mended(given: list[str]) -> None:
    once = prose.texts(column(*given))[0]
    again, faults = prose.texts(column(*once.to_pylist()))
    assert again.to_pylist() == once.to_pylist() and not faults


def test_every_letter_that_composing_changes_is_looked_at() -> None:
    letters = [chr(code) for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    changed = [letter for letter in letters if unicodedata.normalize("NFC", letter) != letter]
    changed += [letter for letter in letters if prose.UNPRINTABLE.match(letter) and letter not in "\t\n"]
    assert all(pc.match_substring_regex(pa.array(changed), prose.SUSPECT).to_pylist())


def test_every_blank_that_python_splits_at_is_uneven() -> None:
    blanks = [chr(code) for code in range(1, 0x10000) if chr(code).isspace()]
    uneven = pc.match_substring_regex(pa.array([f"a{blank}{blank}b" for blank in blanks]), prose.UNEVEN)
    assert all(uneven.to_pylist())


def test_headlines_leave_out_what_is_not_stated() -> None:
    def title(kind: str, first: str | None, second: str | None, place: str | None) -> object:
        arrays = [pa.array([value], pa.string()) for value in (kind, first, second, place)]
        return prose.headlines(*arrays).to_pylist()[0]

    assert title("Armed clash", "A", "B", "Town") == "Armed clash: A, B; Town"
    assert title("Armed clash", None, "B", None) == "Armed clash: B"
    assert title("Riots", None, None, "Town") == "Riots; Town"
    assert title("Riots", "A", "A", "Town") == "Riots: A; Town"
    assert title("Riots", None, None, None) == "Riots"
    long = title("Riots", "A" * 300, None, None)
    assert isinstance(long, str) and len(long) == 200 and long.endswith("…")


def test_slugs() -> None:
    values, faults = prose.slugs(column("UKR1234", " 147997.0 ", "A_b/C", None, "--", "Ü1"), "acled-")
    assert values.to_pylist() == ["acled-ukr1234", "acled-147997", "acled-a-b-c", None, None, "acled-1"]
    assert [(fault.rows.tolist(), fault.reason) for fault in faults] == [([3, 4], "is missing")]


@given(st.lists(st.none() | st.text("aZ09-_ ", max_size=6), min_size=1, max_size=4), st.integers(0, 2))
def test_sound_slugs_are_told_by_their_bytes(given: list[str | None], first: int) -> None:
    values = pa.array(["-", *given], pa.string())[first:]
    stated = [text for text in values.to_pylist() if text is not None]
    sound = all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", text) for text in stated)
    assert prose._sound_slugs(values) == sound


@given(st.lists(st.none() | st.text(max_size=150), min_size=1, max_size=6))
def test_a_slug_is_one(given: list[str | None]) -> None:
    for value in prose.slugs(column(*given), "ucdp-")[0].to_pylist():
        assert value is None or re.fullmatch("ucdp-[a-z0-9-]+", TypeAdapter(Slug).validate_python(value))


@given(st.lists(st.tuples(*[st.none() | st.sampled_from(["a", "b"])] * 4), min_size=1, max_size=8))
def test_headlines_of_any_rows(rows: list[tuple[str | None, ...]]) -> None:
    def title(kind: str | None, first: str | None, second: str | None, place: str | None) -> str | None:
        names = ", ".join(name for name in (first, second if second != first else None) if name)
        return (kind or "") + (f": {names}" if names else "") + (f"; {place}" if place else "") or None

    arrays = [pa.array([row[number] for row in rows], pa.string()) for number in range(4)]
    wanted = [title(*row) for row in rows]
    assert prose.headlines(*arrays).to_pylist() == wanted
    assert prose.headlines(*(array.dictionary_encode() for array in arrays)).to_pylist() == wanted


@given(st.lists(st.tuples(*[st.none() | st.sampled_from(["", "a", "b"])] * 3), min_size=1, max_size=8))
def test_joined_texts_are_as_many_as_the_rows(rows: list[tuple[str | None, ...]]) -> None:
    arrays = [pa.array([row[number] for row in rows], pa.string()) for number in range(3)]
    stated = [[text for text in row if text is not None] for row in rows]
    assert prose.joined("+", *arrays).to_pylist() == ["+".join(texts) if texts else None for texts in stated]
