"""The smaller parts of imports: hashes, words, packed rows, refused rows, the tale of progress."""

import csv
import io
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.importing.fill import told
from events.importing.hashes import SHORT, joined, text_hashes
from events.importing.packed_rows import pack, unpack
from events.importing.parquet import regrouped
from events.importing.progress import Progress
from events.importing.rejects import write_rejects
from events.importing.words import OFTEN, Vocabulary, Words
from events.ledger import Problem
from events.model import Event
from events.readers.chunk import Rejected
from events.spreadsheet_cells import safe_cell
from tests.importing_rows import table
from tests.strategies import events as any_event

texts = st.lists(st.none() | st.text(max_size=12) | st.text("ab", min_size=SHORT, max_size=400), max_size=30)


@given(texts)
def test_equal_texts_have_equal_hashes_and_others_others(values: list[str | None]) -> None:
    found = text_hashes(pa.array(values, pa.string())).tolist()
    assert len(set(zip(values, found, strict=True))) == len(set(values)) == len(set(found))


@given(texts, st.integers(0, 5))
def test_a_hash_does_not_depend_on_what_stands_beside(values: list[str | None], first: int) -> None:
    array = pa.array(values, pa.string())
    assert text_hashes(array.slice(first)).tolist() == text_hashes(array).tolist()[first:]
    alone = [text_hashes(pa.array([value], pa.string()))[0] for value in values]
    assert text_hashes(array).tolist() == alone


def test_hashes_of_a_long_text_tell_its_blocks_apart() -> None:
    long = ["x" * 128 + "y" * 128, "y" * 128 + "x" * 128, "x" * 256, "y" * 256, ""]
    assert len(set(text_hashes(pa.array(long)).tolist())) == len(long)


def test_joined_hashes_depend_on_the_column() -> None:
    one, two = np.array([1, 2], dtype=np.uint64), np.array([2, 1], dtype=np.uint64)
    found = [*joined([one, two], 2).tolist(), *joined([two, two], 2).tolist()]
    assert len(set(found)) == 4 and 0 not in found


@given(st.lists(st.none() | st.sampled_from("abcdefgh") | st.text(max_size=3), max_size=60), st.booleans())
def test_words_come_back(values: list[str | None], all: bool) -> None:
    known = Vocabulary()
    array = pa.array(values, pa.string())
    for _ in range(2):
        codes, rest = known.encode(array, all=all)
        assert known.decode(codes, rest).to_pylist() == values
    if all:
        assert rest is None and len(known.codes) == len({value for value in values if value is not None})
        assert known.dictionary(codes).to_pylist() == values


def test_only_texts_that_come_often_are_numbered() -> None:
    known = Vocabulary()
    codes, rest = known.encode(pa.array(["often"] * OFTEN + ["once"]))
    assert list(known.codes) == ["often"] and rest is not None and rest.to_pylist()[-1] == "once"
    assert codes.to_pylist() == [0] * OFTEN + [None]


def test_a_dictionary_holds_only_what_is_used() -> None:
    known = Vocabulary()
    known.add(["a", "b", "c"])
    found = known.dictionary(pa.array([2, None, 2], pa.int32()))
    assert found.dictionary.to_pylist() in (["c"], ["a", "c"]) and found.to_pylist() == ["c", None, "c"]


def test_words_learn_what_others_tell() -> None:
    words, other = Words(), Words()
    words["place"].encode(pa.array(["x", "y"]), all=True)
    other.learn(json.loads(words.news()))
    words["place"].encode(pa.array(["y", "z"]), all=True)
    other.learn(json.loads(words.news()))
    assert json.loads(words.news()) == {}
    assert other["place"].codes == words["place"].codes == {"x": 0, "y": 1, "z": 2}


@given(st.lists(st.lists(any_event(), max_size=6), max_size=4))
@settings(max_examples=60, deadline=None)
def test_packed_rows_come_back(chunks: list[list[Event]]) -> None:
    words = Words()
    tables = [table(*made) for made in chunks]
    packed = [pack(rows, words) for rows in tables]
    for rows, kept in zip(tables, packed, strict=True):
        if rows.num_rows:
            assert unpack(kept, words).to_pylist() == rows.to_pylist()
    filled = [kept for kept in packed if kept.num_rows]
    if filled:
        together = pa.concat_tables(filled, promote_options="permissive").combine_chunks()
        assert unpack(together, words).to_pylist() == pa.concat_tables(tables).to_pylist()


@given(st.lists(st.integers(0, 7), max_size=8), st.integers(1, 6))
def test_regrouped_tables_hold_the_same_rows(sizes: list[int], rows: int) -> None:
    starts = np.cumsum([0, *sizes])
    tables = [pa.table({"x": list(range(a, b))}) for a, b in pairwise(starts)]
    found = [group["x"].to_pylist() for group in regrouped(tables, rows)]
    assert [value for group in found for value in group] == list(range(sum(sizes)))
    assert all(len(group) == rows for group in found[:-1]) and all(found)


def test_refused_rows_have_all_columns_and_all_reasons(tmp_path: Path) -> None:
    problems = [
        Problem("a", 2, "x", "date", "?", "is not a date", "Mend it."),
        Problem("a", 2, "x", "lat", "99", "is above 90", "Mend it."),
        Problem("b", None, None, None, None, "does not exist", "Check the path."),
    ]
    rejected = [
        Rejected("a", 2, {"date": "?", "lat": "99", "note": "=HYPERLINK(1)"}),
        Rejected("a", 3, {"-5": "-5"}),
        Rejected("b", 0, {}),
    ]
    (tmp_path / "work").mkdir()
    assert write_rejects(tmp_path / "r.csv", told(problems, rejected), tmp_path / "work") == 3
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    assert header == ["date", "lat", "note", "-5", "_file", "_line", "_column", "_reason", "_remedy"]
    reasons = ["a", "2", "date | lat", "is not a date | is above 90", "Mend it."]
    assert rows[0] == ["?", "99", "'=HYPERLINK(1)", "", *reasons]
    assert rows[1][3] == "-5" and rows[2][4:] == ["b", "", "", "does not exist", "Check the path."]


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), ("=1", "'=1"), ("-1.5e3", "-1.5e3"), ("-x", "'-x"), (3, "3"), ("\tx", "'\tx")]
)
def test_no_cell_is_a_formula(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_on_a_terminal() -> None:
    out, now = Terminal(), [0.0]
    progress = Progress(out, clock=lambda: now[0])
    for second in range(4):
        now[0] = float(second)
        progress("merging", 250 * second, 1000)
    progress.close()
    written = out.getvalue()
    assert "\n" not in written and written.endswith(" \r")
    assert "merging  [######                  ]  25%  250 rows/s, 0:03 left" in written


def test_progress_elsewhere_is_a_line_from_time_to_time() -> None:
    out, now = io.StringIO(), [0.0]
    progress = Progress(out, clock=lambda: now[0])
    for second in range(12):
        now[0] = float(second)
        progress("reading", second * 1_000_000, 7_300_000_000)
    progress.close()
    lines = out.getvalue().splitlines()
    assert len(lines) == 2 and lines[0].startswith("reading") and "1.0 MB/s, 2:01:35 left" in lines[0]


def test_progress_of_nothing_does_not_divide() -> None:
    progress = Progress(io.StringIO(), clock=lambda: 0.0)
    assert "0%" in progress.line(0, 0, 0.0)
