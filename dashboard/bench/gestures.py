"""What a reader does with a page, and how long it takes until the last repaint: open it, filter by an actor, clear the
filter, and choose a period with a drag."""

from dataclasses import dataclass
from typing import Protocol

from dashboard.bench.devtools import Devtools
from dashboard.bench.tab import Tab, opened
from dashboard.bench.timing import Bench

MOVES = 40  # of the pointer while it drags
LONG = 60.0  # seconds for all gestures of a run, the waits between them too


class Page(Protocol):
    """How a page is used. Each verb returns milliseconds until the last repaint; `number` is that of an actor which no
    earlier run has asked for."""

    def open(self, tab: Tab) -> float: ...

    def filter(self, tab: Tab, number: int) -> float: ...

    def clear(self, tab: Tab, number: int) -> float: ...

    def brush(self, tab: Tab) -> dict[str, float]: ...


class OurPage:
    """The page of `conflict-timeline serve`."""

    READY = (
        "document.querySelector('#sentence')?.textContent && document.querySelector('#panel tr[data-event]')"
        " && document.querySelector('#timeline .main-svg') && document.querySelector('#map .maplibregl-canvas')"
        " && window.conflictTimeline.map.live()"
    )
    BOXES = "#facet-actor input"

    def open(self, tab: Tab) -> float:
        return tab.rest(self.READY)

    def filter(self, tab: Tab, number: int) -> float:
        return _clicked(tab, self.BOXES, number, "#sentence")

    def clear(self, tab: Tab, number: int) -> float:
        """The page has kept the view that it goes back to, and asks nobody."""
        return _clicked(tab, self.BOXES, number, "#sentence")

    def brush(self, tab: Tab) -> dict[str, float]:
        """From letting go of a drag over the strip; and how often the charts followed, a second, while it went on."""
        (left, y), (right, _) = tab.find("#overview", share=0.3), tab.find("#overview", share=0.6)
        tab.move(left, y)
        tab.rest()
        tab.evaluate("window.conflictTimeline.brush.steps.splice(0)")
        _drag(tab, left, right, y)
        steps = tab.evaluate("window.conflictTimeline.brush.steps")
        before = tab.evaluate("location.search")
        tab.release(right, y)
        end = tab.rest(f"location.search !== {before!r} && !window.conflictTimeline.view.busy")
        updates = 1000 * (len(steps) - 1) / (steps[-1] - steps[0]) if len(steps) > 1 else 0.0
        return {"brush_ms": end - tab.when("pointerup"), "brush_updates_per_s": updates}


class NaivePage:
    """The page of `naive.py`."""

    def open(self, tab: Tab) -> float:
        return tab.rest(
            "document.querySelector('#told')?.textContent && document.querySelector('#timeline .main-svg')"
            " && document.querySelector('#map .maplibregl-canvas')"
        )

    def filter(self, tab: Tab, number: int) -> float:
        tab.click(*tab.find("#actor"))
        tab.rest("document.querySelector('.dash-dropdown-option')")
        return _clicked(tab, ".dash-dropdown-option", number, "#told")

    def clear(self, tab: Tab, number: int) -> float:
        return _clicked(tab, "#actor .dash-dropdown-clear", 0, "#told")

    def brush(self, tab: Tab) -> dict[str, float]:
        """From letting go of the last handle of the slider; the charts follow only then."""
        x, y = tab.find("#period .dash-slider-thumb", 1)
        left, _ = tab.find("#period .dash-slider-root", share=0.5)
        before = tab.evaluate("document.querySelector('#told').textContent")
        tab.move(x, y)
        tab.rest()
        _drag(tab, x, left, y)
        tab.release(left, y)
        end = tab.rest(f"document.querySelector('#told').textContent !== {before!r}")
        return {"brush_ms": end - tab.when("pointerup")}


def _clicked(tab: Tab, selector: str, number: int, told: str) -> float:
    """Milliseconds from the click on an element until the words of `told` are others and the page is at rest."""
    before = tab.evaluate(f"document.querySelector({told!r}).textContent")
    tab.click(*tab.find(selector, number))
    return tab.rest(f"document.querySelector({told!r}).textContent !== {before!r}") - tab.when("pointerdown")


def _drag(tab: Tab, first: float, last: float, y: float) -> None:
    """Press, and move as fast as the page answers."""
    tab.press(first, y)
    for step in range(1, MOVES + 1):
        tab.move(first + (last - first) * step / MOVES, y, pressed=True)


@dataclass(frozen=True)
class Gestures:
    """One run over a page from its opening on."""

    tools: Devtools
    address: str
    page: Page

    def __call__(self, number: int) -> dict[str, float]:
        with opened(self.tools, self.address) as tab:
            found = {"open_ms": self.page.open(tab)}
            found["filter_ms"] = self.page.filter(tab, number)
            found["clear_ms"] = self.page.clear(tab, number)
            return found | self.page.brush(tab)


def measure_gestures(tools: Devtools, address: str, page: Page, name: str, bench: Bench) -> dict[str, float]:
    """Medians in milliseconds, and `brush_updates_per_s` of a page that follows."""
    return bench.repeat(name, Gestures(tools, address, page), LONG)
