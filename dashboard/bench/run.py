"""The whole benchmark: synthetic events of several numbers, and everything that is measured of them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dashboard.bench import server
from dashboard.bench.acled_like import write_acled_like
from dashboard.bench.counting import measure_counting
from dashboard.bench.devtools import Devtools, chromium
from dashboard.bench.gestures import NaivePage, OurPage, measure_gestures
from dashboard.bench.importing import measure_import
from dashboard.bench.memory import bytes_per_event
from dashboard.bench.report import OF_PAGE
from dashboard.bench.synthetic import draw, write_events
from dashboard.bench.timing import Bench
from dashboard.images import ChromiumMissingError, browser
from events.filed import open_table

EVENTS = (1_000, 100_000, 1_000_000, 10_000_000)
VIEWS = (
    "",
    "?actor=Synthetic+actor+001",
    "?region=Synthetic+country+01&lanes=event_type",
    "?actor=Synthetic+actor+002&from=2016&to=2018",
    "?lanes=actor",
    "?event_type=battle&lanes=event_type",
    "?from=2016-03-01&to=2016-03-07",
    "?from=2016-03-01&to=2016-03-01&event=synthetic-00000001",
)  # typical ones, of which the largest counts


@dataclass(frozen=True)
class Settings:
    """`import_most` and `naive_most` are the most events that these are tried with; `workers` share the work of the
    server; without a `browser` nothing is measured in one."""

    runs: int = 5
    browser: bool = True
    workers: int | None = None
    import_most: int = 1_000_000
    naive_most: int = 100_000


def measure(events: int, settings: Settings) -> dict[str, Any]:
    """What is measured with so many events, by key; what is not is missing, and the reason told on stderr."""
    bench = Bench(events, settings.runs)
    found: dict[str, Any] = {}
    with TemporaryDirectory(prefix="conflict-timeline-bench-") as place:
        folder = Path(place)
        file = folder / "synthetic.parquet"
        draws = draw(events)
        write_events(file, draws)
        if events > settings.import_most:
            bench.tell(f"import: not run with more than {settings.import_most:,} events (--import-most)")
        else:
            write_acled_like(folder / "acled-like.csv", draws)
            _add(found, bench, "import", lambda: measure_import(folder / "acled-like.csv", folder, bench))
            (folder / "acled-like.csv").unlink()
        del draws
        _add(found, bench, "summary, memory", lambda: _in_this_process(file, bench))
        _add(found, bench, "server, page", lambda: _served(file, settings, bench))
    return found


def _add(found: dict[str, Any], bench: Bench, name: str, work: Callable[[], dict[str, Any]]) -> None:
    """What one part measures, so that the others are measured where it fails."""
    try:
        found |= work()
    except (RuntimeError, ValueError, OSError, MemoryError) as error:
        bench.tell(f"{name}: failed: {error or type(error).__name__}")


def _in_this_process(file: Path, bench: Bench) -> dict[str, Any]:
    table = open_table([file])
    return measure_counting(table, bench) | {"bytes_per_event": bytes_per_event(table, list(VIEWS))}


def _served(file: Path, settings: Settings, bench: Bench) -> dict[str, Any]:
    command = server.page_command(file, settings.workers)
    found: dict[str, Any] = {"server_up_s": server.measure_start(command, bench)}
    with server.serving(command) as page:
        found["view_bytes"] = server.view_bytes(page, list(VIEWS))
        if page.peak is not None:
            found["server_peak"] = page.peak
        with _browser(settings, bench) as tools:
            if tools is None:
                return found
            _add(found, bench, "page", lambda: measure_gestures(tools, page.address, OurPage(), "page", bench))
    _add(found, bench, "naive", lambda: _naive(file, settings, bench))
    return found


def _naive(file: Path, settings: Settings, bench: Bench) -> dict[str, Any]:
    if bench.events > settings.naive_most:
        bench.tell(f"naive: not run with more than {settings.naive_most:,} events (--naive-most)")
        return {}
    with server.serving(server.naive_command(file), "/") as page, _browser(settings, bench) as tools:
        assert tools is not None
        measured = measure_gestures(tools, page.address, NaivePage(), "naive", bench)
    return {"naive": {key: measured[key] for key in OF_PAGE}}


@contextmanager
def _browser(settings: Settings, bench: Bench) -> Iterator[Devtools | None]:
    """A browser; None, with the reason told, where there is to be none or none can be driven."""
    reason = "--no-browser" if not settings.browser else "no pipes to drive one by" if os.name != "posix" else None
    path = ""
    if reason is None:
        try:
            path = browser()
        except ChromiumMissingError as error:
            reason = str(error)
    if reason is not None:
        bench.tell(f"nothing is measured in a browser: {reason}")
        yield None
        return
    with chromium(path) as tools:
        yield tools
