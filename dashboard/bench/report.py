"""What was measured, as a table for readers and as JSON."""

from collections.abc import Callable, Mapping
from typing import Any

OF_PAGE = ("open_ms", "filter_ms", "clear_ms", "brush_ms")
KEYS = (
    "summary_ms",
    "summary_vs_scan",
    "summary_vs_pandas",
    "view_bytes",
    "server_up_s",
    *OF_PAGE,
    "brush_updates_per_s",
    "bytes_per_event",
    "import_vs_pyarrow",
)
MIB = 1024 * 1024
Found = Mapping[str, Any]  # what was measured, by key; what was not is missing


def as_json(found: Mapping[int, Found]) -> dict[str, Any]:
    """An object by number of events, with every key; None for what was not measured."""
    return {
        str(events): {key: _rounded(one.get(key)) for key in KEYS}
        | {"naive": {key: _rounded(one.get("naive", {}).get(key)) for key in OF_PAGE}}
        for events, one in found.items()
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else value if isinstance(value, int) else float(f"{value:.4g}")


def _number(unit: str, digits: int = 0) -> Callable[[Found, str], str]:
    return lambda found, key: f"{found[key]:,.{digits}f}{unit}"


def _size(found: Found, key: str) -> str:
    return f"{found[key] / MIB:,.0f} MiB"


def _beside_naive(found: Found, key: str) -> str:
    """The page's time, and how many times as long the naive one takes."""
    naive = found.get("naive", {}).get(key)
    return f"{found[key]:,.0f} ms" + (f"   naive {naive:,.0f} ms, {naive / found[key]:.1f} × as long" if naive else "")


ROWS: tuple[tuple[str, str, Callable[[Found, str], str]], ...] = (
    ("import of a CSV", "import_s", _number(" s", 1)),
    ("  against pyarrow reading it as text", "import_vs_pyarrow", _number(" ×", 2)),
    ("  memory at most", "import_peak", _size),
    ("server up", "server_up_s", _number(" s", 2)),
    ("  its memory at most", "server_peak", _size),
    ("  memory beside the text, an event", "bytes_per_event", _number(" bytes")),
    ("one filter and all counts", "summary_ms", _number(" ms", 1)),
    ("  against reading the same bytes", "summary_vs_scan", _number(" ×", 1)),
    ("  against plain pandas", "summary_vs_pandas", _number(" ×", 2)),
    ("largest view on the wire", "view_bytes", _number(" bytes")),
    ("page open, at rest", "open_ms", _beside_naive),
    ("filter by an actor", "filter_ms", _beside_naive),
    ("clear the filter", "clear_ms", _beside_naive),
    ("choose a period with a drag", "brush_ms", _beside_naive),
    ("  updates while dragging, a second", "brush_updates_per_s", _number("", 1)),
)


def as_table(events: int, found: Found) -> str:
    """A line for each thing; a dash where it was not measured."""
    lines = [f"{label:<38}{show(found, key) if key in found else '–'}" for label, key, show in ROWS]
    return "\n".join([f"{events:,} synthetic events", *(f"  {line}" for line in lines)])
