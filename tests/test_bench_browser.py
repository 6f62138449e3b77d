"""The benchmark drives a real browser over both pages."""

import os
from pathlib import Path

import pytest

from dashboard.bench.devtools import DevtoolsError, chromium
from dashboard.bench.gestures import Gestures, NaivePage, OurPage
from dashboard.bench.server import naive_command, page_command, serving
from dashboard.bench.synthetic import draw, write_events
from dashboard.bench.tab import opened
from dashboard.images import ChromiumMissingError, browser


def path() -> str | None:
    try:
        return browser() if os.name == "posix" else None
    except ChromiumMissingError:
        return None


pytestmark = [pytest.mark.browser, pytest.mark.skipif(path() is None, reason="no Chromium to drive")]


def test_a_run_over_both_pages(tmp_path: Path) -> None:
    file = tmp_path / "synthetic.parquet"
    write_events(file, draw(1_000))
    with chromium(str(path())) as tools:
        with serving(page_command(file, None)) as page:
            ours = Gestures(tools, page.address, OurPage())(0)
            with opened(tools, page.address) as tab:
                with pytest.raises(DevtoolsError, match="no such thing"):
                    tab.evaluate("Promise.reject(new Error('no such thing'))")
                with pytest.raises(DevtoolsError, match="nothing is seen of #nowhere"):
                    tab.find("#nowhere")
        with serving(naive_command(file), "/") as page:
            naive = Gestures(tools, page.address, NaivePage())(0)
    assert set(ours) == {"open_ms", "filter_ms", "clear_ms", "brush_ms", "brush_updates_per_s"}
    assert set(naive) == set(ours) - {"brush_updates_per_s"}
    assert all(value > 0 for value in (*ours.values(), *naive.values()))
    assert ours["open_ms"] > 300
