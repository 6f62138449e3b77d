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

_ARABIC = re.compile(r"[\u0600-\u08ff]")
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
        """Whether the browser asks this file for a character: those of its `unicode-range`, all where it has none."""
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
def _found(character: str, bold: bool) -> float | None:
    """The advance of a character in ems in the first face that has it."""
    for face in all_faces():
        if (face.bold == bold or face.family == SYMBOLS) and face.has(character):
            advance = _advances(face.file).get(ord(character))
            if advance is not None:
                return advance
    return None


@lru_cache(maxsize=8192)
def _advance(character: str, bold: bool) -> float:
    if unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    found = _found(character, bold)
    return found if found is not None else 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.6


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The forms of the Arabic letters by their position in a word, from Unicode's compatibility characters."""
    forms: dict[str, dict[str, str]] = {}
    for code in range(0xFB50, 0xFEFD):
        position, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if position in ("<isolated>", "<initial>", "<medial>", "<final>") and len(letter) == 4:
            forms.setdefault(chr(int(letter, 16)), {})[position] = chr(code)
    return forms


_POSITION = {
    (False, False): "<isolated>",
    (False, True): "<initial>",
    (True, True): "<medial>",
    (True, False): "<final>",
}


def _joined(text: str, bold: bool) -> str:
    """The text with its Arabic letters in the forms in which they are drawn: a letter alone is up to twice as wide."""
    if not _ARABIC.search(text):
        return text
    forms = _forms()
    letters = [letter for letter in text if unicodedata.category(letter) not in ("Mn", "Me")]
    drawn = []
    for before, letter, after in zip(["", *letters], letters, [*letters[1:], ""], strict=False):
        own = forms.get(letter, {})
        to_right = "<final>" in own and "<initial>" in forms.get(before, {})
        to_left = "<initial>" in own and "<final>" in forms.get(after, {})
        form = own.get(_POSITION[to_right, to_left], letter)
        drawn.append(form if _found(form, bold) is not None else letter)
    return "".join(drawn)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels of one line set `size` pixels high, by the fonts' advance widths; kerning makes the drawn line
    a little narrower. Combining marks count nothing, characters that no face has 0.6 em, wide ones of them 1 em."""
    return size * sum(_advance(character, bold) for character in _joined(text, bold))


def shorten(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, or as much of it with an ellipsis as `width` pixels hold, cut after a word where that keeps half.
    Empty where not even the ellipsis has room."""
    if text_width(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest part that fits; a little less where cutting a word apart widens its last letter
        middle = (low + high + 1) // 2
        if text_width(text[:middle] + "…", size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    if not low and text_width("…", size, bold=bold) > width:
        return ""
    kept = text[:low]
    whole = kept if text[low].isspace() else kept.rpartition(" ")[0]
    shortest = whole if len(whole) * 2 >= len(kept) else kept
    return shortest.rstrip(" ,;:–-") + "…"


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
    """The `@font-face` rules that `text` needs in both weights, with the files in them as `data:` URLs, for what has
    to stand alone: an SVG file, a page without a server."""
    characters = {character for character in text if not character.isspace()}
    return "\n".join(_embedded(face) for face in all_faces() if _serves(face, characters))


def _serves(face: Face, characters: set[str]) -> bool:
    asked = [ord(character) for character in characters if face.has(character)]
    return bool(asked) and not _advances(face.file).keys().isdisjoint(asked)


@cache
def _embedded(face: Face) -> str:
    data = base64.b64encode((ASSETS / face.file).read_bytes()).decode()
    return f"@font-face {{{face.rule}}}".replace(f'url("{face.file}")', f'url("data:font/woff2;base64,{data}")')
