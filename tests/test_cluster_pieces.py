"""Pieces of an import: that they cover it once, add up to what one table of all holds, and are given to workers."""

import pickle
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.cluster.answer import Answer, added
from events.cluster.branches import FAN, Branch, tree
from events.cluster.contents import contents
from events.cluster.homes import homes
from events.cluster.opening import open_piece, recoded
from events.cluster.pieces import Piece, UnreadableError, cut, mark_of
from events.cluster.shelf import Shelf, UntoldError
from events.cluster.whole import Whole, whole
from events.engine import LocalEngine
from events.filed import open_table, told_of
from events.holdings import Holdings, opening_window
from events.moments import DAY, MIN
from events.selection import OPEN, Selection
from events.summary import summarise
from events.table import EventTable
from tests.cluster_processes import imported
from tests.strategies import events
from tests.table_strategies import event, place

some_events = st.lists(events(), max_size=9, unique_by=lambda item: item.id)
ALL = Selection(since=OPEN, until=OPEN)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root, number = tmp_path_factory.mktemp("imports"), count()
    return lambda: root / str(next(number))


def pieces_of(files: list[Path], workers: int = 2, most: int = 2) -> list[Piece]:
    return cut(files, workers, as_of=told_of(files)[1], most=most)


def whole_of(files: list[Path], pieces: list[Piece]) -> Whole:
    compiled, _, datasets = told_of(files)
    held = [contents(*open_piece(piece)) for piece in pieces]
    return whole(pieces[0].whole, "import", sum(held[1:], held[0]), compiled, datasets)


def tables_of(files: list[Path], pieces: list[Piece]) -> tuple[Whole, list[EventTable]]:
    found = whole_of(files, pieces)
    return found, [recoded(*open_piece(piece), found, piece.first_row) for piece in pieces]


def same(one: Holdings, two: Holdings) -> bool:
    names = [name for name in Holdings.__dataclass_fields__ if name != "totals"]
    totals = all(np.array_equal(one.totals[key], two.totals[key]) for key in one.totals)
    return totals and all(getattr(one, name) == getattr(two, name) for name in names)


@settings(max_examples=40)
@given(some_events, st.integers(1, 4), st.integers(1, 5), st.integers(1, 3), st.data())
def test_pieces_cover_all_rows_once_and_hold_what_one_table_holds(folders, made, workers, most, group, data):
    cuts = data.draw(st.lists(st.integers(0, len(made)), max_size=2))
    files = imported(folders(), made, group=group, cuts=cuts)
    pieces = pieces_of(files, workers, most)
    table = open_table(files)
    assert [piece.number for piece in pieces] == list(range(len(pieces)))
    assert [piece.first_row for piece in pieces] == np.cumsum([0, *(piece.rows for piece in pieces)])[:-1].tolist()
    assert sum(piece.rows for piece in pieces) == len(made)
    found, parts = tables_of(files, pieces)
    assert same(found.holdings, table.holdings)
    assert [found.places.place(n) for n in range(1, len(found.places))] == [
        table.places.place(n) for n in range(1, len(table.places))
    ]
    for piece, part in zip(pieces, parts, strict=True):
        for key, column in part.facets.items():
            assert column.values == table.facets[key].values
            own = [column.of(row) for row in range(len(part))]
            assert own == [table.facets[key].of(row + piece.first_row) for row in range(len(part))]
        ids = [item.id for item in part.events(range(len(part)))]
        assert ids == [item.id for item in table.events(range(piece.first_row, piece.first_row + piece.rows))]


@settings(max_examples=30)
@given(some_events.filter(bool), st.sampled_from(["region", "actor"]), st.sampled_from(["", "a"]))
def test_summaries_of_pieces_add_up(folders, made, lanes, q):
    files = imported(folders(), made)
    found, parts = tables_of(files, pieces_of(files))
    selection = Selection(since="2018", until="2023-10", q=q)
    sums = [summarise(part, found.holdings, selection, lanes) for part in parts]
    assert sum(sums[1:], sums[0]) == LocalEngine(open_table(files)).summarise(selection, lanes)


def slow_opening(starts, extent):
    """The same from every start, one by one."""
    first, last = extent
    starts = sorted(start for start in starts if start != MIN)
    if len(starts) >= 4:
        held = -(-len(starts) * 3 // 5)
        spans = [(starts[at + held - 1] - starts[at], at) for at in range(len(starts) - held + 1)]
        length, at = min(spans)
        if 2 * length < last - first:
            first, last = starts[at], starts[at + held - 1] + DAY
    margin = max(min(int((last - first) * 0.15), 60 * DAY), DAY)
    return (first - margin) // DAY * DAY, -(-(last + margin) // DAY) * DAY


@given(st.lists(st.one_of(st.just(MIN), st.integers(0, 40).map(lambda number: number * number * 40_000)), max_size=16))
def test_the_opening_window_of_counts_is_that_of_the_starts(starts):
    extent = (0, 1_600 * 40_000)
    counted = np.unique(np.array(starts, dtype=np.int64), return_counts=True)
    assert opening_window(*counted, extent) == slow_opening(starts, extent)


def test_a_file_that_was_changed_is_another_and_a_copy_is_not(tmp_path):
    (file,) = imported(tmp_path / "one", [event("a"), event("b", place=place())])
    (copy,) = imported(tmp_path / "two", [event("a"), event("b", place=place())])
    (other,) = imported(tmp_path / "three", [event("a"), event("c", place=place())])
    assert mark_of(file) == mark_of(copy) != mark_of(other)
    (piece,) = pieces_of([file], 1, 9)
    other.replace(file)
    with pytest.raises(UnreadableError, match="not the file any more"):
        open_piece(piece)
    file.unlink()
    with pytest.raises(UnreadableError, match="cannot be read"):
        open_piece(piece)


def test_what_is_no_parquet_is_told(tmp_path):
    file = tmp_path / "part-00000.parquet"
    file.write_bytes(b"no")
    with pytest.raises(UnreadableError, match="cannot be read"):
        cut([file], 1, as_of=None)


def test_an_import_of_nothing_is_one_empty_piece(tmp_path):
    files = imported(tmp_path / "none", [])
    pieces = pieces_of(files)
    assert [piece.rows for piece in pieces] == [0]
    assert same(whole_of(files, pieces).holdings, open_table(files).holdings)


def test_a_worker_opens_a_piece_once_and_only_of_an_import_it_was_told_of(tmp_path):
    files = imported(tmp_path / "some", [event(f"e{n}", place=place()) for n in range(6)])
    first, second = pieces_of(files, 1, 3)
    shelf = Shelf()
    with pytest.raises(UntoldError):
        shelf.table(first)
    shelf.tell(whole_of(files, [first, second]))
    again = whole_of(files, [first, second])
    table = shelf.table(first)
    shelf.tell(again)
    assert shelf.table(first) is table and table.first_row == 0 and shelf.table(second).first_row == 4
    assert contents(*shelf.uncoded(first)).count == len(table)
    shelf.keep(first.whole, frozenset())
    assert shelf.table(first) is not table


def test_a_newer_version_of_an_import_takes_the_place_of_the_older(tmp_path):
    one, two = (imported(tmp_path / name, [event(name)]) for name in ("a", "b"))
    (old,), (new,) = pieces_of(one), pieces_of(two)
    shelf = Shelf()
    shelf.tell(whole_of(one, [old]))
    shelf.table(old)
    shelf.tell(whole_of(two, [new]))
    with pytest.raises(UntoldError):
        shelf.table(old)
    assert len(shelf.table(new)) == 1


def test_no_piece_is_counted_twice():
    assert added(Answer({0: 3}, 3), Answer({1: 4}, 4)).value == 7
    with pytest.raises(ValueError, match="piece 1 was counted twice"):
        added(Answer({0: 3, 1: 4}, 7), Answer({1: 4}, 4))


workers = st.sets(st.sampled_from("abcdef"), min_size=1)


@given(st.integers(0, 20), workers, workers)
def test_every_piece_has_a_home_and_no_worker_more_than_its_share(pieces, first, second):
    before = homes(pieces, first, {})
    after = homes(pieces, second, before)
    for settled, there in ((before, first), (after, second)):
        assert settled.keys() == set(range(pieces)) and set(settled.values()) <= there
        loads = [list(settled.values()).count(name) for name in there]
        assert max(loads) - min(loads) <= 1
    assert homes(pieces, second, after) == after


def test_a_lost_worker_moves_its_own_pieces_only():
    before = homes(6, "abc", {})
    after = homes(6, "ab", before)
    assert {piece for piece in before if before[piece] != after[piece]} == {p for p in before if before[p] == "c"}


@given(st.integers(1, 40))
def test_a_tree_asks_each_worker_once_and_none_asks_too_many(size):
    def walk(branch: Branch):
        assert len(branch.branches) <= FAN
        return [branch.worker, *(worker for other in branch.branches for worker in walk(other))]

    asked = walk(tree({f"w{number}": (abs,) for number in range(size)}))
    assert sorted(asked) == sorted(f"w{number}" for number in range(size))


def test_contents_and_wholes_travel_between_processes(tmp_path):
    files = imported(tmp_path / "some", [event("a", place=place()), event("b", None)])
    found = whole_of(files, pieces_of(files))
    assert same(pickle.loads(pickle.dumps(found)).holdings, found.holdings)
