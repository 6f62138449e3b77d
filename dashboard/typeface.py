"""The one typeface of page and images: its faces, and the width of text in pixels without a browser."""

import base64
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from fontTools.ttLib import TTFont

from dashboard.assets_folder import ASSETS

FAMILY = "IBM Plex Sans"
SYMBOLS = "Conflict Symbols"

_FACE = re.compile(r"@font-face\s*\{(.*?)\}", re.S)


@dataclass(frozen=True)
class Face:
    """One font file as `typeface.css` declares it: which family, weight and characters it serves."""

    family: str
    bold: bool
    file: str
    ranges: tuple[tuple[int, int], ...]
    rule: str

    def has(self, character: str) -> bool:
        return not self.ranges or any(low <= ord(character) <= high for low, high in self.ranges)


@cache
def all_faces() -> tuple[Face, ...]:
    """The faces of `typeface.css`, in its order."""
    css = (ASSETS / "typeface.css").read_text("utf-8")
    return tuple(_face(body) for body in _FACE.findall(css))


def _face(body: str) -> Face:
    def value(pattern: str) -> str:
        match = re.search(pattern, body)
        return match[1] if match else ""

    ranges = [
        (int(low, 16), int(high or low, 16))
        for low, high in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", value(r"unicode-range:([^;]*);"))
    ]
    family = value(r'font-family: "([^"]+)"')
    return Face(family, value(r"font-weight: (\d+)") == "600", value(r'url\("([^"]+)"\)'), tuple(ranges), body)


@cache
def _advances(file: str) -> dict[int, float]:
    """Advance widths in ems by code point."""
    with TTFont(ASSETS / file, lazy=True) as font:
        units = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        return {code: widths[name][0] / units for code, name in font.getBestCmap().items() if name in widths}


@lru_cache(maxsize=8192)
def _advance(character: str, bold: bool) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    for face in all_faces():
        if face.family == FAMILY and face.bold == bold and face.has(character):
            found = _advances(face.file).get(ord(character))
            if found is not None:
                return found
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.6


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels of one line set `size` pixels high, by the fonts' advance widths. Kerning and joined letters
    make the drawn line up to a tenth narrower. Characters that no face has count as 0.6 em, wide ones as 1 em."""
    return size * sum(_advance(character, bold) for character in text)


def shorten(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, or as much of it with an ellipsis as `width` pixels hold, cut after a word where that keeps half."""
    if text_width(text, size, bold=bold) <= width:
        return text
    room = width - text_width("…", size, bold=bold)
    kept = ""
    used = 0.0
    for character in text:
        used += size * _advance(character, bold)
        if used > room:
            break
        kept += character
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) * 2 >= len(kept) else kept).rstrip(" ,;:–-") + "…"


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Lines of whole words no wider than `width` pixels; a word that is wider by itself keeps its own line."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def faces(text: str) -> str:
    """The `@font-face` rules that `text` needs, with the files in them, for an SVG that has to stand alone."""
    characters = set(text)
    needed = [face for face in all_faces() if any(face.has(character) for character in characters)]
    return "\n".join(_embedded(face) for face in needed)


@cache
def _embedded(face: Face) -> str:
    data = base64.b64encode((ASSETS / face.file).read_bytes()).decode()
    return f"@font-face {{{face.rule}}}".replace(f'url("{face.file}")', f'url("data:font/woff2;base64,{data}")')
