"""The engine of one table: events by id and in order, and what stands around one."""

from events.engine import Around, LocalEngine
from events.selection import OPEN, Selection
from tests.table_strategies import bundled, event, table_of

ALL = Selection(since=OPEN, until=OPEN)


def test_an_event_is_found_by_its_id_with_its_row_and_in_full():
    engine = LocalEngine(bundled())
    row, found = engine.event("banjska-attack")
    assert found.id == "banjska-attack" and found.sources and engine.outlines([row])[0].title == found.title
    assert engine.event("atlantis") is None


def test_what_stands_around_an_event_is_told_among_the_selected():
    engine = LocalEngine(
        table_of(event("a", "2021"), event("b", "2022", region="x"), event("c", "2023"), event("d", "2024"))
    )
    assert engine.around(ALL, 2) == Around(2, "b", "d")
    assert engine.around(ALL, 0) == Around(0, None, "b") and engine.around(ALL, 3) == Around(3, "c", None)
    assert engine.around(ALL.choose("region", ["x"]), 2) is None


def test_all_selected_events_come_in_order_of_time():
    engine = LocalEngine(bundled())
    found = [item for stretch in engine.events(ALL) for item in stretch]
    assert len(found) == engine.holdings.count == len(engine.ids(100))
    assert [item.id for item in found] == engine.ids(100)


def test_the_places_of_cells_are_given_by_number():
    table = bundled()
    engine = LocalEngine(table)
    assert [place.name for place in engine.places([1])] == [table.places.place(1).name]
