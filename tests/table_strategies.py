"""Tables, engines and scenes for the tests of the query and drawing modules: of the bundled records, and small ones."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from dashboard import scene
from dashboard.scene import Scene
from dashboard.view import View, read_query
from events.datasets import Dataset
from events.engine import Engine, LocalEngine
from events.model import Event, Place, Source
from events.readers import BUNDLED, collect, read
from events.selection import OPEN, Selection
from events.table import EventTable, build
from tests import strategies

SOURCE = Source(
    id="paper", publisher="The Paper", title="A report", published="2023-10-13", url="https://example.org/a"
)
DATES = (
    "2023-09-24", "2023-09", "2023", "201X", "2007/..", "/2020-01-01", "[..2020]", "[2023-09-24..2023-10-13]",
    "{2018,2021}", "2023-09~/2023-10-12", "2023-09-24/2023-09-26", "2023-10-13T18:21", "2023-10-12~", "2023?",
    "2023-09%", "2023-21", "2007/", "2023-10-07~/..", "[2018,2021]", "{2018..2021}",
)  # fmt: skip

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), float("nan"), float("inf"), -float("inf"), 1e308])
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["x", "y", "\ud800", "2023", "banjska-attack", "Kosovo", ".."]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["points", "range", "x", "map", "customdata", "lassoPoints", "xaxis.range[0]", "value"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)

EVERYTHING = View(Selection(since=OPEN, until="9999"))


@cache
def bundled() -> EventTable:
    return build(read([BUNDLED]))


def event(id: str, date: str | None = "2023-09-24", **values: Any) -> Event:
    return Event(
        **({"id": id, "title": f"Event {id}", "date": date, "event_type": "battle", "sources": (SOURCE,)} | values)
    )


def place(name: str = "Banjska", lat: float | None = 42.97, lon: float | None = 20.78, **values: Any) -> Place:
    return Place(name=name, lat=lat, lon=lon, **values)


def table_of(*events: Event, compiled: str | None = None) -> EventTable:
    return build(collect(events, compiled=compiled))


def engine_of(*events: Event, compiled: str | None = None) -> LocalEngine:
    return LocalEngine(table_of(*events, compiled=compiled))


@cache
def bundled_engine() -> LocalEngine:
    return LocalEngine(bundled())


def coded_engine(*names: str, machine: bool = True) -> LocalEngine:
    """An event of each of some data sets, whose keys are `d0`, `d1` …, all made by a program or none."""
    datasets = tuple(Dataset(key=f"d{n}", name=name, machine_coded=machine) for n, name in enumerate(names))
    collection = collect(event(f"e{n}", dataset=dataset.key, place=place()) for n, dataset in enumerate(datasets))
    return LocalEngine(build(replace(collection, datasets=datasets)))


def events_of(engine: LocalEngine) -> list[Event]:
    """All events of an engine in full, in order of time."""
    return engine.table.events(range(len(engine.table)))


def scene_of(
    events: Engine | Iterable[Event], query: str | View = "", *, width: float = 900.0, zoom: float = 7.0
) -> Scene:
    """The scene of a view, or of the view of a query string that holds nothing strange."""
    engine = engine_of(*events) if isinstance(events, Iterable) else events
    view, notices = read_query(query, engine) if isinstance(query, str) else (query, ())
    assert not notices, notices
    return scene.scene(engine, view, width=width, zoom=lambda summary: zoom)


tables = st.lists(strategies.events(), max_size=6, unique_by=lambda item: item.id).map(lambda items: table_of(*items))
engines = tables.map(LocalEngine)
