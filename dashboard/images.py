"""A figure to an image without a page: kaleido drives the system's Chromium, which draws it as the page would."""

import html
import json
import logging
import os
import shutil
from pathlib import Path
from typing import Any, Literal

import kaleido
import plotly
from plotly.utils import PlotlyJSONEncoder

from dashboard.assets_folder import ASSETS
from dashboard.typeface import faces

Format = Literal["png", "svg", "pdf", "jpg", "webp"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf", "jpg", "webp")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PATIENCE = 120  # seconds for one image

# Nothing may be fetched by a figure: pictures, fonts and workers come from within, scripts are our own files.
POLICY = (
    "default-src 'none'; script-src file:; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "worker-src blob:; connect-src data: blob:"
)


class ChromiumMissingError(RuntimeError):
    """No browser of the Chromium family was found on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "Images are drawn by Chromium, and none was found. Install it (Debian, Ubuntu: apt install chromium; "
            "elsewhere: Google Chrome), or set BROWSER_PATH to its program."
        )


def browser() -> str:
    """The path of the browser: `BROWSER_PATH`, else the first of the usual names.

    Raises:
        ChromiumMissingError: there is none.
    """
    given = os.environ.get("BROWSER_PATH")
    if given and Path(given).is_file():
        return given
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise ChromiumMissingError
    return found


class _Page:
    """The page that kaleido opens: plotly, our `image.js`, kaleido's own script, and the fonts for the figure."""

    def __init__(self, text: str) -> None:
        self._text = text

    def generate_index(self) -> str:
        scripts = (
            Path(plotly.__file__).parent / "package_data" / "plotly.min.js",
            ASSETS / "image.js",
            Path(kaleido.__file__).parent / "vendor" / "kaleido_scopes.js",
        )
        tags = "".join(f'<script src="{html.escape(path.as_uri())}" charset="utf-8"></script>' for path in scripts)
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            f'<style id="head-style"></style><style id="faces">{faces(self._text)}</style></head>'
            f'<body style="margin:0"><img id="kaleido-image" alt="">{tags}</body></html>'
        )


def render(figure: Any, *, format: Format, width: int, height: int, scale: float = 2) -> bytes:
    """The figure as a file of `width` by `height` CSS pixels; bitmaps have `scale` times as many.

    Raises:
        ChromiumMissingError: no browser to draw with.
        RuntimeError: the browser failed or took too long.
    """
    path = browser()
    spec = (
        json.loads(json.dumps(figure, cls=PlotlyJSONEncoder)) if isinstance(figure, dict) else figure.to_plotly_json()
    )
    text = json.dumps(spec, cls=PlotlyJSONEncoder, ensure_ascii=False)
    vector = format in ("svg", "pdf")
    logging.getLogger("kaleido").setLevel(logging.ERROR)
    try:
        return bytes(
            kaleido.calc_fig_sync(
                json.loads(text),
                opts={"format": format, "width": width, "height": height, "scale": 1 if vector else scale},
                kopts={"page_generator": _Page(text), "path": path, "timeout": PATIENCE},
            )
        )
    except (OSError, TimeoutError) as error:
        raise RuntimeError(f"The browser {path} did not draw the image: {error}") from error
