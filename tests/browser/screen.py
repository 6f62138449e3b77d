"""The page as a reader meets it: what it says, where its marks are, and what it asked the server for."""

import re
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

PATIENCE = 40.0  # seconds
LOCAL = ("data:", "blob:", "about:", "chrome-extension:")

MARK = """id => {
  const {lanes, singly} = window.conflictTimeline;
  const {gutter, width, boxes} = singly.data;
  const [left, right, top, bottom] = boxes[id][0];
  const [first, last] = lanes.range;
  const box = document.querySelector('#timeline-box');
  const rect = box.getBoundingClientRect();
  return [rect.x + gutter + ((left + right) / 2 - first) / (last - first) * width,
          rect.y + (top + bottom) / 2 - box.scrollTop];
}"""
SPOT = """id => {
  const {live, marks} = window.conflictTimeline.map;
  const [lat, lon] = marks.rings[id];
  const rect = live().getContainer().getBoundingClientRect();
  const {x, y} = live().project([lon, lat]);
  return [rect.x + x, rect.y + y];
}"""
MAP_READY = """() => {
  const map = window.conflictTimeline.map && window.conflictTimeline.map.live();
  return Boolean(map && map.loaded() && !map.isMoving() && document.querySelector('#marks'));
}"""
# Whether the view on the page is the URL's, and nothing is waited for.
AT_REST = """() => {
  const {shown, busy} = window.conflictTimeline.view;
  const bare = search => search.replace(/^[?]$/, '');
  return Boolean(shown) && !busy && bare(shown.search) === bare(location.search);
}"""
# What the page asks the server for after it is there, by what an address holds.
CALLS = {
    "/_dash-update-component": "sync",
    "/view/": "draw",
    "/brush/": "brush",
    "/options/": "offer",
    "/figure/": "print",
}


class Screen:
    """One tab. `calls` are what it asked the server for, by name; `brushes` those of them that wait until the page has
    time."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.calls: list[str] = []
        self.brushes = 0
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self._waiting: set[Request] = set()
        self._faults: list[str] = []
        self._pardoned: tuple[str, ...] = ()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._faults.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("requestfinished", lambda request: self._waiting.discard(request))
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("dialog", self._dialog)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._faults.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        self._waiting.discard(request)
        if request.failure != "net::ERR_ABORTED":  # the page went on before the answer came
            self._faults.append(f"failed: {request.url} {request.failure}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.address, *LOCAL)):
            self._faults.append(f"left the server: {request.url}")
        path = urlsplit(request.url).path
        name = next((name for start, name in CALLS.items() if path.startswith(start)), None)
        if name == "brush":
            self.brushes += 1
        elif name:
            self.calls.append(name)
            self._waiting.add(request)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._faults.append(f"{response.status}: {response.url}")

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        self._faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def forget(self) -> None:
        """Count the calls anew."""
        self.calls.clear()
        self.brushes = 0

    def pardon(self, *words: str) -> None:
        """Faults that hold one of these words are brought about by the test itself."""
        self._pardoned = words

    def faults(self) -> list[str]:
        return [fault for fault in self._faults if not any(word in fault for word in self._pardoned)]

    # ---- going and waiting

    def go(self, query: str = "", *, ready: bool = True) -> None:
        self._waiting.clear()
        self.page.goto(f"{self.address}/{query}", wait_until="commit")
        if ready:
            self.ready()

    def ready(self) -> None:
        self.page.wait_for_selector("#timeline .main-svg", state="attached")
        self.until("document.querySelector('#sentence')?.textContent")

    def map_ready(self) -> None:
        self.page.wait_for_function(MAP_READY)
        self.settle()

    def settle(self, quiet: int = 250) -> None:
        """Until nothing has been asked for a while, all is answered, and the view on the page is the URL's."""
        before, late = -1, time.monotonic() + PATIENCE
        while before != len(self.calls) or self._waiting or not self.page.evaluate(AT_REST):
            assert time.monotonic() < late, f"the page does not come to rest: {[each.url for each in self._waiting]}"
            before = len(self.calls)
            self.page.wait_for_timeout(quiet)

    @property
    def at_rest(self) -> bool:
        return bool(self.page.evaluate(AT_REST))

    def until(self, condition: str) -> None:
        """Until an expression is true. As a function, for the page's policy forbids evaluating strings."""
        self.page.wait_for_function(f"() => {condition}")

    def says(self, start: str) -> str:
        """The sentence, once it starts as given."""
        self.page.wait_for_function(
            "start => document.querySelector('#sentence')?.textContent.startsWith(start)", arg=start
        )
        return self.sentence

    def asks(self, key: str, value: str | None = None) -> str:
        """A parameter of the URL, once it is there and is the given one."""
        self.page.wait_for_function(
            "([key, value]) => { const found = new URLSearchParams(location.search).get(key);"
            " return value === null ? found !== null : found === value; }",
            arg=[key, value],
        )
        return self.parameters[key][-1]

    def not_asks(self, key: str) -> None:
        self.page.wait_for_function("key => !new URLSearchParams(location.search).has(key)", arg=key)

    # ---- what is seen

    @property
    def sentence(self) -> str:
        return self.page.text_content("#sentence") or ""

    @property
    def shown(self) -> int:
        match = re.match(r"([\d,]+) of", self.sentence)
        assert match, self.sentence
        return int(match[1].replace(",", ""))

    @property
    def search(self) -> str:
        return str(self.page.evaluate("location.search"))

    @property
    def parameters(self) -> dict[str, list[str]]:
        return parse_qs(self.search.lstrip("?"), keep_blank_values=True)

    @property
    def chips(self) -> list[str]:
        return [text.rstrip("×") for text in self.page.locator("#chips .chip").all_text_contents()]

    @property
    def lanes(self) -> list[str]:
        return self.page.locator("#lane-names .lane").all_text_contents()

    @property
    def rows(self) -> list[str]:
        return self.page.locator("#panel tr[data-event] .open").all_text_contents()

    def titles(self) -> list[str]:
        """All texts that the timeline draws."""
        return list(self.page.evaluate("window.conflictTimeline.singly.data.traces.flatMap(({text}) => text || [])"))

    def box(self, selector: str) -> dict[str, float]:
        found = self.page.locator(selector).bounding_box()
        assert found, f"{selector} is not on the page"
        return dict(found)

    # ---- what is done

    def mark(self, event: str) -> tuple[float, float]:
        x, y = self.page.evaluate(MARK, event)
        return x, y

    def spot(self, event: str) -> tuple[float, float]:
        self.map_ready()
        x, y = self.page.evaluate(SPOT, event)
        return x, y

    def hover(self, x: float, y: float) -> None:
        self.page.mouse.move(x - 12, y - 3)
        self.page.mouse.move(x, y)
        self.page.wait_for_timeout(300)

    def click_at(self, x: float, y: float) -> None:
        """Charts know what is under the mouse only after it has rested there."""
        self.hover(x, y)
        self.page.mouse.click(x, y)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.page.mouse.move(*start)
        self.page.wait_for_timeout(150)
        self.page.mouse.down()
        self.page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()

    def tick(self, facet: str, value: str) -> None:
        self.page.locator(f'#box-{facet} input[value="{value}"]').click()

    def type_into(self, field: str, text: str, *, enter: bool = True) -> None:
        self.page.locator(f"#{field}").fill(text)
        if enter:
            self.page.locator(f"#{field}").press("Enter")
