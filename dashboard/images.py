"""A figure to an image without a page: kaleido drives the system's Chromium, which draws it as the page would."""

import asyncio
import html
import json
import logging
import os
import secrets
import shutil
import signal
import time
from collections.abc import Iterator, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import BoundedSemaphore, Event
from typing import Any, Literal

import kaleido
import plotly
import plotly.graph_objects as go
from choreographer.browsers import Chromium
from choreographer.errors import BrowserFailedError, DevtoolsProtocolError
from kaleido.errors import KaleidoError
from plotly.utils import PlotlyJSONEncoder

from dashboard.assets_folder import ASSETS
from dashboard.typeface import faces

Format = Literal["png", "svg", "pdf", "jpg", "webp"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf", "jpg", "webp")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PATIENCE = 120  # seconds for one image, from starting the browser
AT_ONCE = 2  # browsers at a time, each of some 300 MB; further images wait for their turn
_TRIES = 30  # to delete what a browser wrote, 0.1 seconds apart

_turn = BoundedSemaphore(AT_ONCE)
for _name in ("kaleido", "choreographer", "browser_proc"):  # silent, unless the program sets logging up
    logging.getLogger(_name).addHandler(logging.NullHandler())


class ImageError(RuntimeError):
    """The browser failed, or took too long."""


class ChromiumMissingError(RuntimeError):
    """No browser of the Chromium family was found on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "Images are drawn by Chromium, and none was found. Install it (Debian, Ubuntu: apt install chromium; "
            "elsewhere: Google Chrome), or set BROWSER_PATH to its program."
        )


def browser() -> str:
    """The path of the browser: `BROWSER_PATH`, else the first of the usual names, else where an installer puts it.

    Raises:
        ChromiumMissingError: there is none.
    """
    given = os.environ.get("BROWSER_PATH")
    if given and Path(given).is_file():
        return given
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    found = found or Chromium.find_browser(skip_local=False)
    if found is None:
        raise ChromiumMissingError
    return found


def render(figure: dict[str, Any] | go.Figure, *, format: Format, width: int, height: int, scale: float = 2) -> bytes:
    """The figure as a file of `width` by `height` CSS pixels (96 to the inch). Bitmaps have `scale` times as many, as
    has the map inside an SVG or PDF.

    Raises:
        ChromiumMissingError: no browser to draw with.
        ImageError: the browser failed or took too long.
    """
    path = browser()
    if not isinstance(figure, dict):
        figure = figure.to_plotly_json()
    text = json.dumps(figure, cls=PlotlyJSONEncoder, ensure_ascii=False)
    options = {"format": format, "width": width, "height": height, "scale": 1 if format in ("svg", "pdf") else scale}
    stop = Event()
    with _turn, _room() as room, ThreadPoolExecutor(1) as thread:
        try:  # in a loop of its own, wherever this is called from
            return thread.submit(asyncio.run, _draw(figure, options, _Page(text, scale), path, room, stop)).result()
        except TimeoutError as error:
            raise ImageError(f"The browser {path} did not draw the image in {PATIENCE} seconds.") from error
        except (DevtoolsProtocolError, KaleidoError, OSError, RuntimeError) as error:
            raise ImageError(f"The browser {path} did not draw the image: {error}") from error
        finally:
            stop.set()  # an interruption reaches this thread only


@contextmanager
def _room() -> Iterator[str]:
    """A folder that is deleted afterwards, if need be at a later try: a killed process may still be writing."""
    room = mkdtemp()
    try:
        yield room
    finally:
        for _ in range(_TRIES):
            shutil.rmtree(room, ignore_errors=True)
            if not Path(room).exists():
                break
            time.sleep(0.1)


async def _draw(
    figure: dict[str, Any], options: dict[str, Any], page: "_Page", path: str, room: str, stop: Event
) -> bytes:
    """`room` is the folder for all that the browser writes."""
    drawer = kaleido.Kaleido(
        page_generator=page, path=path, browser_cls=_Chromium, enable_sandbox=not _is_root(), tmp_dir=room, timeout=None
    )
    last_resort = asyncio.get_running_loop().call_later(PATIENCE + 5, _kill, drawer)
    opening = asyncio.create_task(drawer.open())
    task = asyncio.current_task()
    watch = asyncio.create_task(_cancel_when(stop, task)) if task else None
    try:
        async with asyncio.timeout(PATIENCE) as limit:
            await asyncio.shield(opening)
            return bytes(await drawer.calc_fig(figure, opts=options))
    except (Exception, asyncio.CancelledError) as error:  # a browser that is given up answers with errors of many kinds
        if limit.expired():
            raise TimeoutError from error
        if not isinstance(error, BrowserFailedError | asyncio.CancelledError):
            raise
        raise RuntimeError("it closed at once." + ("" if _is_root() else _SANDBOX)) from error
    finally:
        if watch:
            watch.cancel()
        await _close(drawer, opening)
        last_resort.cancel()


async def _close(drawer: kaleido.Kaleido, opening: "asyncio.Task[Any]") -> None:
    """End the browser and all that it started.

    An opening that is broken off before it knows its process would leave a browser that nothing ends.
    """
    while not opening.done() and not hasattr(drawer, "subprocess"):
        await asyncio.sleep(0.01)
    opening.cancel()
    await asyncio.gather(opening, return_exceptions=True)
    try:
        await drawer.close()
    finally:
        _kill(drawer)


async def _cancel_when(stop: Event, task: "asyncio.Task[Any]") -> None:
    while not stop.is_set():
        await asyncio.sleep(0.2)
    task.cancel()


def _kill(drawer: kaleido.Kaleido) -> None:
    """Kill what is left of a browser and of the processes that it started."""
    with suppress(AttributeError, ProcessLookupError):  # not started, already gone
        if hasattr(os, "killpg"):
            os.killpg(drawer.subprocess.pid, signal.SIGKILL)
        else:
            drawer.subprocess.kill()


_SANDBOX = " Chromium needs its sandbox, which some containers forbid (Docker: --security-opt seccomp=unconfined)."


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0  # whom Chromium gives no sandbox


class _Chromium(Chromium):
    """Chromium without the network, and with the rule of same origin, which choreographer turns off.

    The page's right over other files stays on, since a page of a file starts no worker without it, and a map needs
    one. The page's policy takes it away again.
    """

    def get_cli(self) -> Sequence[str]:
        return [
            *(argument for argument in super().get_cli() if argument != "--disable-web-security"),
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND",
        ]

    def get_env(self) -> MutableMapping[str, str]:
        """The environment, with the places for settings and caches in the folder that is deleted afterwards."""
        folder = str(self.tmp_dir.path)
        return {**super().get_env(), "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder}


class _Page:
    """The page that kaleido opens: the fonts for the figure, plotly, our `image.js`, and kaleido's own script.

    Nothing is fetched by it or by a figure: its policy allows no address and no file, only what is in the page.
    """

    def __init__(self, text: str, scale: float) -> None:
        self._text = text
        self._scale = scale

    def generate_index(self) -> str:
        key = secrets.token_urlsafe(16)
        policy = (
            f"default-src 'none'; script-src 'nonce-{key}'; style-src 'unsafe-inline'; img-src data: blob:; "
            "font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"
        )
        scripts = (*_scripts(), _ANSWER.replace("SCALE", repr(float(self._scale))))
        return (
            '<!DOCTYPE html><html><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">'
            '<style id="head-style"></style>'
            f"<style>@page {{ margin: 0 }} #kaleido-image {{ display: block }} {faces(self._text)}</style></head>"
            '<body style="margin: 0"><img id="kaleido-image" alt="">'
            + "".join(f'<script nonce="{key}">{script}</script>' for script in scripts)
            + "</body></html>"
        )


# Kaleido's call for an image is answered by image.js.
_ANSWER = """
Plotly.toImage = async (figure, options) => {
  document.documentElement.style.background = (figure.layout || {}).paper_bgcolor || "";
  const data = await conflictTimelineImage.render(figure, { ...options, scale: SCALE });
  if (!options.imageDataOnly) return data;
  const body = data.slice(data.indexOf(",") + 1);
  return options.format === "svg" ? decodeURIComponent(body) : body;
};
"""


@cache
def _scripts() -> tuple[str, ...]:
    """The scripts of the page, in ASCII: kaleido writes the page in whatever encoding the machine prefers."""
    files = (
        Path(plotly.__file__).parent / "package_data" / "plotly.min.js",
        ASSETS / "image.js",
        Path(kaleido.__file__).parent / "vendor" / "kaleido_scopes.js",
    )
    return tuple(
        file.read_text("utf-8").encode("ascii", "backslashreplace").decode().replace("</script", "<\\/script")
        for file in files
    )
