"""The colours and symbols of the page, its charts and its images, in a light and a dark theme.

Event types carry a colour *and* a symbol, so that nothing is told by hue alone. The hues follow Paul Tol's
"muted" scheme (colour-blind safe), darkened or lightened until each has 3:1 against its background.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True)
class Theme:
    """Colours by the part they play, as `#rrggbb`."""

    name: ThemeName
    paper: str
    panel: str
    ink: str
    muted: str
    rule: str
    faint: str
    accent: str
    land: str
    water: str
    border: str
    place: str


LIGHT = Theme(
    name="light",
    paper="#fbfaf7",
    panel="#f0eee7",
    ink="#1c1c1e",
    muted="#62636a",
    rule="#e0ddd5",
    faint="#f0ede6",
    accent="#174a7e",
    land="#f5f3ec",
    water="#e2ebf0",
    border="#b9b4aa",
    place="#6f6e6b",
)

DARK = Theme(
    name="dark",
    paper="#16181b",
    panel="#23262b",
    ink="#ececec",
    muted="#a2a5ab",
    rule="#2e3136",
    faint="#1f2226",
    accent="#8ebcf0",
    land="#23272c",
    water="#101417",
    border="#4b5058",
    place="#a2a5ab",
)

THEMES: dict[str, Theme] = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True)
class Mark:
    """How one event type looks: colours in the two themes, filled and hollow glyph, plotly's symbol name."""

    light: str
    dark: str
    glyph: str
    hollow: str
    symbol: str

    def colour(self, theme: Theme) -> str:
        return self.dark if theme.name == "dark" else self.light


MARKS: dict[str, Mark] = {
    "battle": Mark("#9c1b42", "#f0688c", "▲", "△", "triangle-up"),
    "attack_on_civilians": Mark("#c2425c", "#ff9aa8", "✖", "✕", "x"),
    "explosion_remote_violence": Mark("#c85f1e", "#f09a5e", "✚", "✛", "cross"),
    "protest": Mark("#8f6d00", "#e6c34a", "★", "☆", "star"),
    "riot": Mark("#7a4b2a", "#cf9a76", "⬢", "⬡", "hexagon"),
    "strategic_development": Mark("#8d3f8d", "#dd98dd", "⧓", "⋈", "bowtie"),
    "statement": Mark("#2f3f94", "#a0a9f5", "■", "□", "square"),
    "diplomacy": Mark("#1f827c", "#58cbc2", "●", "○", "circle"),
    "deployment": Mark("#357a38", "#7cc47f", "◆", "◇", "diamond"),
    "investigation": Mark("#76701a", "#cbc55c", "⬟", "⬠", "pentagon"),
    "humanitarian": Mark("#2f7fae", "#86c8ee", "▼", "▽", "triangle-down"),
    "other": Mark("#6b6b6b", "#b4b4b4", "▮", "▯", "line-ns"),
}
RING, FOCUS = "◌", "◯"


@cache
def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another in it, both `#rrggbb`."""
    parts = [tuple(int(text[at : at + 2], 16) for at in (1, 3, 5)) for text in (colour, other)]
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in zip(*parts, strict=True))
