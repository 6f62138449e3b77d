"""How much memory the events take: in arrays beside the text, and in all."""

import sys
from pathlib import Path

from dashboard.answer import answer
from dashboard.bench.counting import kept_arrays
from dashboard.viewport import Viewport
from events.codes import Listed
from events.engine import LocalEngine
from events.table import EventTable


def bytes_per_event(table: EventTable, queries: list[str]) -> float:
    """Bytes of the arrays that a server holds after some views, masks and bins included, without texts and places."""
    engine = LocalEngine(table)
    for query in queries:
        answer(engine, query, Viewport())
    arrays = [table.start, table.end, table.listed_spans, table.profile, table.place, table.figure]
    for column in table.facets.values():
        if isinstance(column, Listed):
            arrays += [column.codes, column.offsets]
    arrays += [*kept_arrays(table.masks), *kept_arrays(table.binned)]
    return sum(array.nbytes for array in arrays) / max(len(table), 1)


def peak_bytes(process: str = "self") -> int | None:
    """The most memory that a process has held so far, by its number; None where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if status.is_file():
        lines = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(lines[0].split()[1]) * 1024 if lines else None
    if process != "self" or sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
