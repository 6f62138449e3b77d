"""Tables for the tests of the query and drawing modules: the bundled records, and small ones made by hand."""

from functools import cache
from typing import Any

from hypothesis import strategies as st

from events.ledger import Ledger
from events.model import Event, Place, Source
from events.readers import BUNDLED, Collection, read
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
    return build(Collection(events, Ledger(), compiled))


tables = st.lists(strategies.events(), max_size=6, unique_by=lambda item: item.id).map(lambda items: table_of(*items))
