import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from events.readers import nested
from events.schema import SCHEMA
from tests.cell_tables import column

NAMES = st.none() | st.sampled_from(["A", "B", "A; B", "B;C ;", ";", " A "])


def one(cell: str) -> list[str]:
    return [cell]


def several(cell: str) -> list[str]:
    return cell.split(";")


def test_actors_of_several_columns_are_listed_once() -> None:
    columns = [(column("A", None, "A"), one), (column("B; C", None, "A; A;"), several), (column("C", "D", None), one)]
    values, faults = nested.actors(columns)
    assert values.to_pylist() == [["A", "B", "C"], ["D"], ["A"]] and not faults


def test_damaged_actors_are_told() -> None:
    values, faults = nested.actors([(column("A\x85x", "B"), one)])
    assert values.to_pylist() == [["A x"], ["B"]] or values.to_pylist() == [["A x"], ["B"]]
    assert all(not fault.rejects for fault in faults)


@given(st.lists(st.tuples(NAMES, NAMES, NAMES), min_size=1, max_size=12))
def test_actors_are_the_names_in_order(rows: list[tuple[str | None, ...]]) -> None:
    columns = [(column(*(row[number] for row in rows)), several) for number in range(3)]
    values, _ = nested.actors(columns)
    for row, names in zip(rows, values.to_pylist(), strict=True):
        stated = [name.strip() for cell in row if cell for name in cell.split(";") if name.strip()]
        assert names == list(dict.fromkeys(stated))


def test_facts_are_those_that_are_stated() -> None:
    columns = {"a": pa.array(["1", None, ""]), "b": pa.array(["2", "3", None]).dictionary_encode()}
    values = nested.facts(columns)
    assert values.cast(SCHEMA.field("more").type).to_pylist() == values.to_pylist()
    assert values.to_pylist() == [[("a", "1"), ("b", "2")], [("b", "3")], []]


@given(st.lists(st.tuples(*[st.none() | st.text(max_size=3)] * 3), min_size=1, max_size=10))
def test_facts_of_any_rows(rows: list[tuple[str | None, ...]]) -> None:
    columns = {name: pa.array([row[number] for row in rows], pa.string()) for number, name in enumerate("abc")}
    expected = [[(name, cell) for name, cell in zip("abc", row, strict=True) if cell] for row in rows]
    assert nested.facts(columns).to_pylist() == expected


def test_sources_of_a_row_are_one_or_several() -> None:
    single = nested.sources(2, id="x", publisher="P", title="T", locator=pa.array(["1", None]))
    assert single.cast(SCHEMA.field("sources").type).to_pylist() == single.to_pylist()
    assert [len(row) for row in single.to_pylist()] == [1, 1]
    assert single.to_pylist()[0][0] | {"id": "x", "locator": "1", "url": None} == single.to_pylist()[0][0]
    several = nested.sources(3, np.array([0, 2, 3]), id=pa.array(["a", "b", "c"]), publisher="P", title="T")
    assert [[source["id"] for source in row] for row in several.to_pylist()] == [["a", "b"], ["c"]]
