"""A sheet of paper for a figure: text, boxes and rules at pixels from its upper left corner."""

import html
import math
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.palette import Theme
from dashboard.typeface import FAMILY

SIZE = 13.0  # px of the sheet, text
SMALL = 11.0  # px of the sheet, notes
USUAL, LEAST_UNIT, PLAIN_UNIT = 1060.0, 0.82, 1.5


@dataclass
class Paper:
    """A sheet that is filled from both ends: `top` and `bottom` are the pixels taken so far, margins included.

    The sheet has pixels of its own, in which text is always as large as on the page; whoever prints it enlarges them.
    """

    width: int
    height: int
    theme: Theme
    top: float = 0.0
    bottom: float = 0.0
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)

    def copy(self) -> "Paper":
        """A sheet to measure on, as full as this one."""
        return replace(self, annotations=[*self.annotations], shapes=[*self.shapes])

    @property
    def margin(self) -> float:
        return round(self.width * 0.028)

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin

    @property
    def room(self) -> float:
        """Pixels of height that are left."""
        return self.height - self.top - self.bottom

    def text(self, words: str, left: float, middle: float, **font: Any) -> None:
        """One line from `left`, its middle at `middle` pixels from the top."""
        self.annotations.append(
            {
                "text": html.escape(words, quote=False),
                "x": left / self.width,
                "y": 1 - middle / self.height,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "middle",
                "showarrow": False,
                "align": "left",
                "borderpad": 0,
                "borderwidth": 0,
                "font": {"family": FAMILY, "size": SIZE, "color": self.theme.ink} | font,
            }
        )

    def box(self, left: float, top: float, width: float, height: float, **style: Any) -> None:
        corners = {"x0": left, "x1": left + width, "y0": top, "y1": top + height}
        self.shapes.append(self._shape("rect", corners) | style)

    def rule(self, middle: float) -> None:
        """A thin line from margin to margin, under everything else."""
        ends = {"x0": self.margin, "x1": self.width - self.margin, "y0": middle, "y1": middle}
        style = {"line": {"color": self.theme.rule, "width": 1}, "layer": "below"}
        self.shapes.append(self._shape("line", ends) | style)

    def polygon(self, corners: list[tuple[float, float]], **style: Any) -> None:
        points = " L ".join(f"{x / self.width} {1 - y / self.height}" for x, y in corners)
        self.shapes.append({"type": "path", "path": f"M {points} Z", "xref": "paper", "yref": "paper"} | style)

    def _shape(self, kind: str, corners: dict[str, float]) -> dict[str, Any]:
        shares = {key: at / self.width if key[0] == "x" else 1 - at / self.height for key, at in corners.items()}
        return {"type": kind, "xref": "paper", "yref": "paper"} | shares

    def domain(self, left: float, top: float, width: float, height: float) -> tuple[list[float], list[float]]:
        """The part of the sheet as plotly's domains of x and y."""
        xs = [left / self.width, (left + width) / self.width]
        ys = [1 - (top + height) / self.height, 1 - top / self.height]
        return [min(max(x, 0), 1) for x in xs], [min(max(y, 0), 1) for y in ys]


def unit(width: int, height: int) -> float:
    """CSS pixels to a pixel of the sheet: a larger sheet is the same one enlarged; a poster, from 1.5 on, has more
    room as well. Text never falls under 10 CSS pixels, nor notes under 9."""
    share = min(width, height * 1.4) / USUAL
    return max(share, LEAST_UNIT) if share <= PLAIN_UNIT else math.sqrt(PLAIN_UNIT * share)


def blank(width: int, height: int, theme: Theme) -> Paper:
    """An empty sheet for an image of that many CSS pixels."""
    by = unit(width, height)
    sheet = Paper(round(width / by), round(height / by), theme)
    sheet.top = sheet.bottom = sheet.margin
    return sheet
