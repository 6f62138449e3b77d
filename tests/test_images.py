"""Images made by Chromium: each format is opened again and looked into, and a hostile figure gets nothing."""

import asyncio
import base64
import io
import json
import re
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import kaleido
import plotly
import plotly.graph_objects as go
import pypdf
import pytest
from choreographer.channels import ChannelClosedError
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from dashboard import images
from dashboard.assets_folder import ASSETS
from dashboard.cli import main
from dashboard.export import check_folder, write
from dashboard.images import ChromiumMissingError, Format, ImageError, render
from dashboard.palette import MARKS, RING
from dashboard.typeface import FAMILY, SYMBOLS

WIDTH, HEIGHT = 480, 300
WATER = "#e6edf1"
MAGENTA = (255, 0, 255)
Capture = pytest.CaptureFixture[str]
TITLE = "Banjska, Zvečan · Київ · غزة، خان يونس · תל אביב"
STYLE = {
    "version": 8,
    "sources": {},
    "layers": [{"id": "bg", "type": "background", "paint": {"background-color": WATER}}],
}


def chart(**layout: Any) -> go.Figure:
    glyphs = [mark.glyph for mark in MARKS.values()]
    figure = go.Figure(
        go.Scatter(
            x=list(range(len(glyphs))),
            y=[1] * len(glyphs),
            mode="text",
            text=glyphs,
            textfont={"family": SYMBOLS, "size": 18, "color": "#9c1b42"},
        )
    )
    figure.update_layout(
        title={"text": TITLE, "font": {"size": 16, "weight": 600}},
        font={"family": FAMILY, "size": 13},
        paper_bgcolor="#fbfaf7",
        **layout,
    )
    return figure


def place_map(style: dict[str, Any]) -> go.Figure:
    figure = go.Figure(
        go.Scattermap(
            lat=[45.0],
            lon=[25.0],
            mode="text",
            text=[RING],
            textfont={"family": SYMBOLS, "size": 46, "color": "#1c1c1e"},
        )
    )
    return figure.update_layout(
        map={"style": style, "center": {"lat": 45, "lon": 25}, "zoom": 3}, margin={"l": 0, "r": 0, "t": 0, "b": 0}
    )


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def count(image: Image.Image, colour: tuple[int, ...]) -> int:
    return sum(number for number, found in image.getcolors(image.width * image.height) or [] if found == colour)


def one_colour() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), MAGENTA).save(data, "PNG")
    return data.getvalue()


class Site(BaseHTTPRequestHandler):
    """Serves what is in `files` by path, and remembers what was asked for."""

    files: dict[str, tuple[str, bytes]]
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        kind, body = self.files.get(self.path) or ("image/png", one_colour())
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[tuple[str, type[Site]]]:
    handler = type("OneSite", (Site,), {"files": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    server.server_close()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, empty at first."""
    folder = tmp_path / "t"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def running(room: Path) -> list[str]:
    """The command lines of processes that work in the folder; a browser has it in its arguments."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it has ended
        if str(room) in line:
            found.append(line)
    return found


# ---- the formats ------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize(("format", "kind"), [("png", "PNG"), ("jpg", "JPEG"), ("webp", "WEBP")])
def test_bitmaps_have_the_size_times_the_scale(format: Format, kind: str) -> None:
    data = render(chart(), format=format, width=WIDTH, height=HEIGHT, scale=2)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == (kind, (2 * WIDTH, 2 * HEIGHT))
    image = opened(data)
    assert max(abs(a - b) for a, b in zip(image.getpixel((3, 3)), rgb("#fbfaf7"), strict=True)) <= 3  # type: ignore[arg-type]
    assert len(image.getcolors(10**7) or []) > 50


@pytest.mark.browser
def test_svg_stands_alone() -> None:
    svg = render(chart(), format="svg", width=WIDTH, height=HEIGHT).decode("utf-8")
    root = ElementTree.fromstring(svg)
    assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT))
    assert TITLE in "".join(root.itertext())
    (style,) = (part.text or "" for part in root.iter("{http://www.w3.org/2000/svg}style"))
    families = re.findall(r'font-family: "?([^";]+)', style)
    assert set(families) == {FAMILY, SYMBOLS}
    assert "greek" not in style and families.count(SYMBOLS) == 1
    links = re.findall(r"(?:href=|src=|url\()[\"']?([^\"')]{1,40})", svg)
    assert links and all(link.startswith(("#", "data:")) for link in links)
    assert set(re.findall(r"https?://[^\"' <]+", svg)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def fonts_of(resources: Any) -> set[str]:
    found = {font.get_object()["/BaseFont"] for font in resources.get("/Font", {}).values()}
    for part in resources.get("/XObject", {}).values():
        inner = part.get_object().get("/Resources")
        if inner:
            found |= fonts_of(inner.get_object())
    return found


@pytest.mark.browser
def test_pdf_is_one_page_of_vectors_with_our_fonts() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(chart(), format="pdf", width=WIDTH, height=HEIGHT)))
    (page,) = reader.pages
    assert float(page.mediabox.width) == pytest.approx(WIDTH * 0.75, abs=1)  # points, 72 to the inch
    assert float(page.mediabox.height) == pytest.approx(HEIGHT * 0.75, abs=1)
    names = " ".join(fonts_of(page["/Resources"]))
    for name in ("IBMPlexSans-", "IBMPlexSansArabic", "IBMPlexSansHebrew", "ConflictSymbols"):
        assert name in names
    assert "Banjska" in page.extract_text()
    assert not list(page.images)


@pytest.mark.browser
def test_transparent_paper_is_white_in_jpeg_only() -> None:
    figure = chart(plot_bgcolor="rgba(0,0,0,0)").update_layout(paper_bgcolor="rgba(0,0,0,0)")
    jpeg = opened(render(figure, format="jpg", width=WIDTH, height=HEIGHT, scale=1))
    assert jpeg.getpixel((2, 2)) == (255, 255, 255)
    png = Image.open(io.BytesIO(render(figure, format="png", width=WIDTH, height=HEIGHT, scale=1)))
    assert png.mode == "RGBA" and png.getpixel((2, 2)) == (0, 0, 0, 0)


@pytest.mark.browser
def test_text_that_is_no_xml_is_made_so() -> None:
    figure = chart().update_layout(title={"text": "a\x0bb & c \ufffe 'd'"})
    svg = render(figure, format="svg", width=WIDTH, height=HEIGHT)
    assert "ab & c  'd'" in "".join(ElementTree.fromstring(svg).itertext())


@pytest.mark.browser
def test_a_sheet_is_enlarged_to_the_size_that_is_asked_for() -> None:
    figure = chart(meta={"sheet": [WIDTH, HEIGHT]})
    svg = ElementTree.fromstring(render(figure, format="svg", width=2 * WIDTH, height=2 * HEIGHT))
    assert (svg.get("width"), svg.get("viewBox")) == (str(2 * WIDTH), f"0 0 {WIDTH} {HEIGHT}")
    large = opened(render(figure, format="png", width=2 * WIDTH, height=2 * HEIGHT, scale=1))
    small = opened(render(chart(), format="png", width=WIDTH, height=HEIGHT, scale=2))
    assert large.size == small.size
    apart = ImageChops.difference(large, small).convert("L")
    assert sum(apart.histogram()[64:]) < 0.002 * apart.width * apart.height


@pytest.mark.browser
def test_svg_names_a_font_for_programs_that_read_none_inside() -> None:
    svg = render(chart(), format="svg", width=WIDTH, height=HEIGHT).decode("utf-8")
    assert "'IBM Plex Sans', Arial, " in svg and "'Conflict Symbols', 'DejaVu Sans', " in svg


# ---- the map ----------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_map_is_drawn_as_sharp_as_the_scale() -> None:
    image = opened(render(place_map(STYLE), format="png", width=WIDTH, height=HEIGHT, scale=3))
    assert image.size == (3 * WIDTH, 3 * HEIGHT)
    assert count(image, rgb(WATER)) > 0.9 * image.width * image.height
    assert count(image, rgb("#1c1c1e")) > 200  # the ring's dashes reach full black
    svg = ElementTree.fromstring(render(place_map(STYLE), format="svg", width=WIDTH, height=HEIGHT, scale=3))
    (link,) = (
        part.get("{http://www.w3.org/1999/xlink}href") or "" for part in svg.iter("{http://www.w3.org/2000/svg}image")
    )
    assert opened(base64.b64decode(link.removeprefix("data:image/png;base64,"))).size == (3 * WIDTH, 3 * HEIGHT)


@pytest.mark.browser
def test_a_map_that_cannot_be_drawn_is_told() -> None:
    with pytest.raises(ImageError, match="did not draw the image"):
        render(place_map({"version": 8, "layers": [{}]}), format="png", width=WIDTH, height=HEIGHT)


# ---- what a figure must not do ----------------------------------------------------------------------------------


def with_picture(source: str) -> go.Figure:
    return chart(
        images=[
            {
                "source": source,
                "x": 0,
                "y": 1,
                "sizex": 1,
                "sizey": 1,
                "xref": "paper",
                "yref": "paper",
                "layer": "above",
            }
        ]
    )


@pytest.mark.browser
def test_a_figure_reaches_no_address_and_no_file(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    address, handler = site
    file = tmp_path / "secret.png"
    file.write_bytes(one_colour())
    inside = with_picture("data:image/png;base64," + base64.b64encode(one_colour()).decode())
    assert count(opened(render(inside, format="png", width=WIDTH, height=HEIGHT)), MAGENTA) > 1000
    for source in (f"{address}/x.png", file.as_uri()):
        figure = with_picture(source)
        assert count(opened(render(figure, format="png", width=WIDTH, height=HEIGHT)), MAGENTA) == 0
        assert source.encode() not in render(figure, format="svg", width=WIDTH, height=HEIGHT)
    pdf = pypdf.PdfReader(io.BytesIO(render(figure, format="pdf", width=WIDTH, height=HEIGHT)))
    assert not list(pdf.pages[0].images)
    assert handler.asked == []


@pytest.mark.browser
def test_a_map_reaches_no_address_and_no_file(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    address, handler = site
    ring = [[-170, -80], [170, -80], [170, 80], [-170, 80], [-170, -80]]
    world = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    handler.files = {"/world.json": ("application/json", json.dumps(world).encode())}
    (tmp_path / "world.json").write_text(json.dumps(world), "utf-8")

    def magenta(source: dict[str, Any], layer: dict[str, Any]) -> int:
        style = STYLE | {"sources": {"s": source}, "layers": [{"id": "l", "source": "s", **layer}]}
        try:
            return count(opened(render(place_map(style), format="png", width=WIDTH, height=HEIGHT)), MAGENTA)
        except ImageError:
            return 0  # a map without its tiles need not be drawn

    fill = {"type": "fill", "paint": {"fill-color": "#ff00ff"}}
    assert magenta({"type": "geojson", "data": world}, fill) > 1000
    for place in (address, tmp_path.as_uri()):
        assert magenta({"type": "geojson", "data": f"{place}/world.json"}, fill) == 0
        tiles = {"type": "raster", "tiles": [f"{place}/{{z}}/{{x}}/{{y}}.png"], "tileSize": 256}
        assert magenta(tiles, {"type": "raster"}) == 0
    assert handler.asked == []


# ---- the browser ------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_leaves_nothing_behind_and_says_nothing(room: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async def within_a_loop() -> bytes:
        return render(chart(), format="png", width=WIDTH, height=HEIGHT)

    assert asyncio.run(within_a_loop())
    assert list(room.iterdir()) == []
    assert running(room) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.browser
@pytest.mark.parametrize("patience", [0.05, 1.0])
def test_gives_up_in_time(room: Path, monkeypatch: pytest.MonkeyPatch, patience: float) -> None:
    monkeypatch.setattr(images, "PATIENCE", patience)
    monkeypatch.setattr(images, "_ANSWER", "Plotly.toImage = () => new Promise(() => 0); // SCALE")
    with pytest.raises(ImageError, match=f"in {patience} seconds"):
        render(chart(), format="png", width=WIDTH, height=HEIGHT)
    assert running(room) == []
    assert list(room.iterdir()) == []


@pytest.mark.browser
@pytest.mark.parametrize("slow", ["before", "after"])
def test_a_browser_that_is_given_up_while_it_starts_is_ended(
    room: Path, monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    class Late(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            time.sleep(0.5 if slow == "before" else 0)
            super().__init__(*arguments, **options)
            time.sleep(0.5 if slow == "after" else 0)

    monkeypatch.setattr(subprocess, "Popen", Late)
    monkeypatch.setattr(images, "PATIENCE", 0.2)
    with pytest.raises(ImageError, match=r"in 0\.2 seconds"):
        render(chart(), format="png", width=WIDTH, height=HEIGHT)
    assert running(room) == []
    assert list(room.iterdir()) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "late", [ChannelClosedError("Executor is closed."), RuntimeError("Gone."), ValueError("Gone.")]
)
def test_whatever_comes_of_giving_up_it_is_told_as_that(
    room: Path, monkeypatch: pytest.MonkeyPatch, late: Exception
) -> None:
    async def waits(*_: object, **__: object) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError as error:
            raise late from error

    monkeypatch.setattr(images, "PATIENCE", 2)
    monkeypatch.setattr(kaleido.Kaleido, "calc_fig", waits)
    with pytest.raises(ImageError, match="in 2 seconds"):
        render(chart(), format="png", width=WIDTH, height=HEIGHT)


@pytest.mark.browser
def test_an_interruption_ends_the_browser_at_once(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "_ANSWER", "Plotly.toImage = () => new Promise(() => 0); // SCALE")
    main_thread = threading.main_thread().ident
    assert main_thread is not None
    threading.Timer(3, signal.pthread_kill, [main_thread, signal.SIGINT]).start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        render(chart(), format="png", width=WIDTH, height=HEIGHT)
    assert time.monotonic() - began < 20
    assert running(room) == []
    assert list(room.iterdir()) == []


# ---- the file ---------------------------------------------------------------------------------------------------


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.png"
    write(file, b"one")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match=r"a\.png cannot be written: No space left"):
        write(file, b"two")
    assert file.read_bytes() == b"one" and list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_told_before_drawing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*none\. Make it first"):
        check_folder(tmp_path / "none" / "a.png")
    with pytest.raises(IsADirectoryError, match="is a folder"):
        check_folder(tmp_path)


@pytest.mark.parametrize(("size", "ending"), [("poster", "png"), ("article", "bmp"), ("article", "")])
def test_the_command_refuses_in_words(size: str, ending: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / f"a.{ending}"
    assert main(["export", "--size", size, "-o", str(file)]) == 2
    assert "nown" in capsys.readouterr().err and not file.exists()


def test_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture) -> None:
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setattr(images.shutil, "which", lambda name: None)
    monkeypatch.setattr(images.Chromium, "find_browser", lambda **_: None)
    assert main(["export", "-o", str(tmp_path / "a.png")]) == 2
    assert "apt install chromium" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
def test_the_command_draws_all_the_same_where_a_link_is_broken(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "a.png"
    query = "regin=Kosovo&from=abc&lanes=x&bbox=1"
    assert main(["export", "--chart", "timeline", "--query", query, "-o", str(file)]) == 0
    assert opened(file.read_bytes()).size == (2400, 1600)
    said = capsys.readouterr().err
    assert all(word in said for word in ("regin", "abc", "Lanes", "bbox"))


def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setattr(images.shutil, "which", lambda name: None)
    monkeypatch.setattr(images.Chromium, "find_browser", lambda **_: None)
    with pytest.raises(ChromiumMissingError, match=r"apt install chromium.*Chrome"):
        render(chart(), format="png", width=WIDTH, height=HEIGHT)


def test_takes_the_browser_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.touch()
    monkeypatch.setenv("BROWSER_PATH", str(program))
    assert images.browser() == str(program)


def test_the_page_is_ascii_and_allows_only_its_own_scripts() -> None:
    page = images._Page(TITLE, 2).generate_index()
    assert page.isascii()
    (key,) = set(re.findall(r'<script nonce="([^"]+)">', page))
    assert f"script-src &#x27;nonce-{key}&#x27;;" in page
    assert page.count("<script") == page.count("</script>") == 4


# ---- the same in the reader's browser ---------------------------------------------------------------------------


@pytest.mark.browser
def test_a_page_makes_the_same_image(site: tuple[str, type[Site]]) -> None:
    address, handler = site
    bundle = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    handler.files = {
        "/": (
            "text/html; charset=utf-8",
            b'<!DOCTYPE html><link rel="stylesheet" href="/assets/typeface.css">'
            b'<script src="/assets/image.js"></script><script src="/plotly.js" charset="utf-8" async></script>',
        ),
        "/plotly.js": ("text/javascript", bundle.read_bytes()),
        "/assets/image.js": ("text/javascript", (ASSETS / "image.js").read_bytes()),
        "/assets/typeface.css": ("text/css", (ASSETS / "typeface.css").read_bytes()),
    } | {f"/assets/fonts/{file.name}": ("font/woff2", file.read_bytes()) for file in (ASSETS / "fonts").glob("*.woff2")}
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if images._is_root() else []
        chromium = playwright.chromium.launch(executable_path=images.browser(), args=arguments)
        page = chromium.new_page()
        page.goto(address)
        code = "([figure, options]) => conflictTimelineImage.render(figure, options)"
        options = {"format": "png", "width": WIDTH, "height": HEIGHT, "scale": 2}
        png = page.evaluate(code, [chart().to_plotly_json(), options])
        with page.expect_download() as waiting:
            page.evaluate("data => conflictTimelineImage.download(data, 'chart.png')", png)
        saved, name = Path(waiting.value.path()).read_bytes(), waiting.value.suggested_filename
        left = page.evaluate("document.querySelectorAll('body > div').length")
        chromium.close()
    assert saved == base64.b64decode(png.removeprefix("data:image/png;base64,"))
    assert name == "chart.png"
    assert left == 0
    served = opened(render(chart(), format="png", width=WIDTH, height=HEIGHT, scale=2))
    apart = ImageChops.difference(opened(saved), served).convert("L")
    assert sum(apart.histogram()[64:]) < 0.002 * apart.width * apart.height  # a shade at the edges of letters
    fonts = {path for path in handler.asked if path.endswith(".woff2")}
    assert any("arabic" in path for path in fonts) and not any("greek" in path for path in fonts)
    assert not [path for path in handler.asked if path not in handler.files and path != "/favicon.ico"]
