"""Hashes that are equal for different values change nothing: imports are the same as with good ones, only slower."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.importing import fill, place_numbers, renumbered, run, sides, wholes
from events.importing.changes import compare
from events.importing.hashes import joined, text_hashes
from events.importing.import_files import import_files
from events.importing.output import output_at
from events.importing.place_numbers import _Known
from events.places import COLUMNS
from tests.importing_rows import rows_of, sheet

SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = np.uint64(3)  # different hashes


@pytest.fixture
def colliding(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (run, sides, renumbered, wholes):
        monkeypatch.setattr(module, "text_hashes", lambda texts: text_hashes(texts) % FEW)
    for module in (run, place_numbers):
        monkeypatch.setattr(module, "joined", lambda columns, count: joined(columns, count) % FEW + np.uint64(1))
    monkeypatch.setattr(fill, "ROWS", 5)
    monkeypatch.setattr(wholes, "MOST_NAMES", 0)


def imported(folder: Path, name: str, rows: list[dict[str, Any]]) -> pa.Table:
    import_files([sheet(folder / f"{name}.csv", *rows)], output_at(str(folder / f"{name}.parquet")))
    return rows_of(folder / f"{name}.parquet")


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
@SETTINGS
def test_places_of_one_hash_have_numbers_of_their_own(tmp_path: Path, colliding: None, numbers: list[int]) -> None:
    rows = [
        {"id": f"e{row}", "place": f"Place {number // 2}", "lat": number, "lon": 1}
        for row, number in enumerate(numbers)
    ]
    found = imported(tmp_path, "a", rows).to_pylist()
    by_number: dict[int, set[float]] = {}
    for row in found:
        by_number.setdefault(row["place_id"], set()).add(row["lat"])
    assert all(len(points) == 1 for points in by_number.values()) and len(by_number) == len(set(numbers))
    counts = [sum(row["place_id"] == number for row in found) for number in range(len(by_number))]
    assert counts == sorted(counts, reverse=True) and all(counts)


@given(st.lists(st.lists(st.integers(0, 11), unique=True, max_size=8), max_size=6))
@SETTINGS
def test_a_place_has_one_number_in_all_runs(colliding: None, parts: list[list[int]]) -> None:
    known, found = _Known(), []
    for places in parts:
        keys = np.tile(np.array(places, dtype=np.uint64)[:, None], len(COLUMNS))
        found.append(known.add(keys, np.ones(len(places), dtype=np.int64)))
    given_to = {
        (place, int(number))
        for places, numbers in zip(parts, found, strict=True)
        for place, number in zip(places, numbers, strict=True)
    }
    assert len(given_to) == len({place for place, _ in given_to}) == len({number for _, number in given_to})
    order = [int(key) for key in known.keys[:, 0]]
    assert known.counts.tolist() == [sum(place in part for part in parts) for place in order]


@given(st.sets(st.integers(0, 15)), st.sets(st.integers(0, 15)))
@SETTINGS
def test_ids_of_one_hash_are_compared_by_their_text(
    tmp_path: Path, colliding: None, old: set[int], new: set[int]
) -> None:
    imported(tmp_path, "old", [{"id": f"e{number}"} for number in old])
    imported(tmp_path, "new", [{"id": f"e{number}"} for number in new])
    found = compare([tmp_path / "old.parquet"], [tmp_path / "new.parquet"])
    assert (found.added, found.removed, found.unchanged) == (len(new - old), len(old - new), len(old & new))


def test_a_whole_is_known_by_its_text(tmp_path: Path, colliding: None) -> None:
    rows = [{"id": f"e{number}", "part_of": "" if number < 8 else f"e{number - 9}"} for number in range(16)]
    report = import_files([sheet(tmp_path / "a.csv", *rows)], output_at(str(tmp_path / "a.parquet")))
    assert [problem.id for problem in report.ledger.problems] == ["e8"]
