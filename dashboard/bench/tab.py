"""A page in a browser, and the hand that moves over it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import sleep
from typing import Any

from dashboard.bench.devtools import HEIGHT, WIDTH, Devtools, DevtoolsError

PATIENCE = 240_000  # ms until a page is at rest
LEFT = {"button": "left", "clickCount": 1}
MIDDLE = """(() => {
  const found = [...document.querySelectorAll(%r)][%d];
  if (!found) return null;
  found.scrollIntoView({ block: "center" });
  const { left, top, width, height } = found.getBoundingClientRect();
  return { x: left + width * %f, y: top + height / 2, width, height };
})()"""


@dataclass(frozen=True)
class Tab:
    """One page; times are milliseconds since it began to open."""

    tools: Devtools
    session: str

    def evaluate(self, script: str) -> Any:
        """The value of an expression, or of the promise that it is.

        Raises:
            DevtoolsError: it fails, with its words.
        """
        told = self._send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            details = told["exceptionDetails"]
            raise DevtoolsError(details.get("exception", {}).get("description") or details["text"])
        return told["result"].get("value")

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self.tools.send(method, self.session, **parameters)

    def rest(self, ready: str = "true") -> float:
        """When the last change was seen, once the expression `ready` holds and the page is at rest."""
        return float(self.evaluate(f"bench.rest(() => {ready}, {PATIENCE})"))

    def when(self, event: str) -> float:
        """When the hand last did `pointerdown` or `pointerup`."""
        return float(self.evaluate(f"bench.at.{event}"))

    def find(self, selector: str, number: int = 0, share: float = 0.5) -> tuple[float, float]:
        """The middle of an element, or another share of its width, scrolled into sight."""
        place = self.evaluate(MIDDLE % (selector, number, share))
        if not place or not place["width"]:
            raise DevtoolsError(f"nothing is seen of {selector} ({number})")
        return place["x"], place["y"]

    def move(self, x: float, y: float, *, pressed: bool = False) -> None:
        held = {"button": "left", "buttons": 1} if pressed else {}
        self._send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y, **held)

    def press(self, x: float, y: float) -> None:
        self._send("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, buttons=1, **LEFT)

    def release(self, x: float, y: float) -> None:
        self._send("Input.dispatchMouseEvent", type="mouseReleased", x=x, y=y, buttons=0, **LEFT)

    def click(self, x: float, y: float) -> None:
        """As a hand does: it comes, and clicks when the page has shown that it is there."""
        self.move(x, y)
        self.rest()
        self.press(x, y)
        self.release(x, y)


@contextmanager
def opened(tools: Devtools, address: str) -> Iterator[Tab]:
    """A page that begins to open, in a context of its own: nothing is kept from the page before."""
    context = tools.send("Target.createBrowserContext")["browserContextId"]
    try:
        target = tools.send("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = tools.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        tools.send("Emulation.setDeviceMetricsOverride", session, **size)
        tools.send("Page.enable", session)
        tools.send("Page.addScriptToEvaluateOnNewDocument", session, source=_watch())
        _settle(tools)
        told = tools.send("Page.navigate", session, url=address)
        if told.get("errorText"):
            raise DevtoolsError(f"{address}: {told['errorText']}")
        yield Tab(tools, session)
    finally:
        tools.send("Target.disposeBrowserContext", browserContextId=context)


def _settle(tools: Devtools) -> None:
    """Wait until the browser has done with its new window, which takes it half a second of the processor's time."""
    before = _worked(tools)
    for _ in range(80):
        sleep(0.25)
        now = _worked(tools)
        if now - before < 0.02:
            return
        before = now


def _worked(tools: Devtools) -> float:
    """Seconds of the processor's time that all processes of the browser have had."""
    return sum(float(one["cpuTime"]) for one in tools.send("SystemInfo.getProcessInfo")["processInfo"])


@cache
def _watch() -> str:
    return (Path(__file__).parent / "watch.js").read_text("utf-8")
