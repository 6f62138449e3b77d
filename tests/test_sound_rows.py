from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from events.model import Event
from events.readers.sound_rows import sound_rows
from events.schema import SCHEMA, to_events, to_table
from tests.importing_rows import SOURCES, event, table
from tests.strategies import events as any_event

GAZETTE = SOURCES[0] | dict.fromkeys(("author", "url", "archive_url", "accessed", "locator"))
SLIPS: dict[str, list[Any]] = {
    "id": ["Two Words", "", "a" * 121, "x\n", "-x", None],
    "title": ["", " x", "x  y", "x\x07", "x" * 201, "e\u0301", "\u200b"],
    "summary": ["", " x", "x\r\n", "x\ny", "x" * 20_001, "e\u0301"],
    "date": ["2024-13-01", "2024-01-02", "soon", "2024/2024", "{2018,2021}", None],
    "part_of_day": ["morning", "never"],
    "start": [0, None],
    "end": [0, None],
    "precision": ["month", "undated", None],
    "event_type": ["war", None],
    "status": ["certain", None],
    "region": ["", "x  y", "Kosovo"],
    "actors": [["A", "A"], ["A", None], [""], None, ["A", "B"]],
    "actor_roles": [["other"], [None], ["boss"]],
    "fatalities_low": [-1, 3],
    "fatalities_best": [2_000_000_000, 2],
    "fatalities_high": [1],
    "place": ["", "Bakhmut"],
    "lat": [91.0, 42.0, float("nan")],
    "lon": [-181.0, 21.0, float("inf")],
    "geo_precision": ["roughly", "near"],
    "radius_km": [0.0, 5_001.0, 2.0],
    "part_of": ["whole", "X"],
    "sources": [
        [],
        None,
        [GAZETTE, GAZETTE],
        [GAZETTE | {"id": None}],
        [GAZETTE | {"url": "ftp://x"}],
        [GAZETTE | {"url": "https://a.org/ "}],
        [GAZETTE | {"published": "2024-3"}],
        [GAZETTE | {"id": "b", "locator": "p. 3", "url": "https://a.org/x"}],
    ],
    "dataset": ["Acled", "acled", None],
    "more": [[("a", "1"), ("a", "2")], [], [("a", " 1")], [("a", None)], [("a", "1"), ("b", "1")]],
}


def kept(row: pa.Table) -> pa.Table | None:
    """The row as the model has it, None where it refuses it."""
    try:
        return to_table(to_events(row))
    except ValidationError:
        return None


def with_slips(rows: pa.Table, slips: list[tuple[str, Any]]) -> pa.Table:
    """The rows, of which the k-th has the k-th slip."""
    values = rows.to_pylist()
    for row, (name, value) in zip(values, slips, strict=False):
        row[name] = value
    return pa.Table.from_pylist(values, schema=pa.schema([field.with_nullable(True) for field in SCHEMA]))


def agree(rows: pa.Table) -> list[bool]:
    """Which rows are told to be sound; each of these is what the model makes of it."""
    found: list[bool] = sound_rows(rows).tolist()
    for number, sound in enumerate(found):
        if sound:
            made = kept(rows.slice(number, 1))
            assert made is not None and made.to_pylist() == rows.slice(number, 1).to_pylist()
    return found


@given(st.lists(any_event(), max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_is_sound_is_what_the_model_has(made: list[Event]) -> None:
    assert len(agree(table(*made))) == len(made)


@given(
    st.lists(any_event(), min_size=1, max_size=6),
    st.lists(
        st.sampled_from(list(SLIPS)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(SLIPS[name]))),
        max_size=6,
    ),
)
@settings(max_examples=150, deadline=None)
def test_no_slip_is_taken_for_sound(made: list[Event], slips: list[tuple[str, Any]]) -> None:
    agree(with_slips(table(*made), slips))


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in SLIPS.items() for value in values])
def test_each_slip_alone(name: str, value: Any) -> None:
    full = event("one", place={"name": "Bakhmut", "lat": 48.6, "lon": 38}, fatalities_low=1, fatalities_high=4)
    for made in (full, event("one"), event("one", date=None)):
        agree(with_slips(table(made), [(name, value)]))


def test_common_rows_are_sound() -> None:
    place = {"name": "Bakhmut", "lat": 48.6, "lon": 38, "geo_precision": "near", "admin1": "Donetsk", "radius_km": 5}
    rows = table(
        event("one", summary="What happened.\nAnd then.", region="Ukraine", actors=["A", "B"], place=place),
        event("two", "2024-01", fatalities_low=1, fatalities_best=2, fatalities_high=2, more={"a": "1", "b": "1"}),
        event("three", None, title="Ґ у Києві", part_of="one"),
        event("four", "2024-01-01", part_of_day="morning"),
    )
    assert agree(rows) == [True] * 4


def test_columns_of_other_kinds_are_for_the_model() -> None:
    rows = table(event("one"), event("two"))
    place = SCHEMA.get_field_index("fatalities_best")
    assert agree(rows.set_column(place, "fatalities_best", pa.array([1.5, 2.0]))) == [False, False]
    plain = rows.set_column(SCHEMA.get_field_index("region"), "region", pa.array([None, "x"], pa.string()))
    assert agree(plain) == [True, True]


def test_no_rows() -> None:
    assert sound_rows(SCHEMA.empty_table()).tolist() == []
