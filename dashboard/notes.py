"""The notes under an image: what is drawn and how, names and boundaries, where it all is from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard import basemap
from dashboard.caption import (
    DISC_NOTE,
    HOLLOW_NOTE,
    PLACE_NOTE,
    PRECISION_NOTE,
    bars_note,
    compiled,
    outside,
    sources,
)
from dashboard.dataset_words import datasets, manipulations
from dashboard.lanes import Layout
from dashboard.scene import Scene
from dashboard.spots import MANY, Frame, grouped, spots
from dashboard.typeface import shorten, text_width, wrap
from dashboard.view import View
from events.model import Event
from events.summary import Summary

DRAWN, NAMES, ORIGIN = range(3)  # the paragraphs
DOUBT = 0.5  # of the zoom of a map that is drawn after its notes
LONG_LINK, LONGEST_LINK = 160, 1_000  # characters
_GLUE = "\u2060"  # holds "View:" and the link together
TOO_LONG = "The link to this view is too long to print."


@dataclass(frozen=True)
class Note:
    """A note of one of the paragraphs. Where there is no room for all, those of the highest `rank` go first."""

    text: str
    paragraph: int
    rank: int


def of_time(layout: Layout) -> list[Note]:
    """How time is drawn, as far as the legend does not show it."""
    shapes = [placed.shape for lane in layout.lanes for placed in lane.placed]
    alone = any(not shape.bars for shape in shapes)
    hollow = any(empty for shape in shapes for _, empty in shape.symbols)
    said = ((bars_note(layout.peak), layout.crowded), (PRECISION_NOTE, alone), (HOLLOW_NOTE, hollow))
    return [Note(text, DRAWN, 3) for text, holds in said if holds]


def of_place(scene: Scene, frame: Frame | None) -> list[Note]:
    """What symbols and discs on the map mean, as far as there are areas, or many events at one spot of the frame; or
    of any frame, where it is not known yet."""
    counts = scene.chart.cells.counts
    areas = bool(counts[:, :, 0].any())
    many = int(counts.sum()) > MANY
    if many and frame is not None:
        farther = replace(frame, zoom=frame.zoom - DOUBT)
        many = any(spot.radius for spot in grouped(spots(scene), farther))
    return [Note(text, DRAWN, 4) for text, holds in ((PLACE_NOTE, areas), (DISC_NOTE, many)) if holds]


def of_missing(chart: str, summary: Summary) -> list[Note]:
    """What the chart cannot hold of the selected events."""
    undated, unplaced, neither = summary.undated, summary.unplaced, summary.neither
    if chart == "sheet":
        parts = [
            (unplaced - neither, "a place", "on the timeline only"),
            (undated - neither, "a date", "on the map only"),
            (neither, "either", "not drawn"),
        ]
    else:
        parts = [(undated, "a date", "not drawn") if chart == "timeline" else (unplaced, "a place", "not drawn")]
    return [
        Note(f"{count:,} of the {summary.shown:,} selected without {what}: {fate}.", DRAWN, 2)
        for count, what, fate in parts
        if count
    ]


def of_period(summary: Summary) -> list[Note]:
    """How many events the period leaves out, and from when they are."""
    sides = (("earlier", summary.earlier), ("later", summary.later))
    parts = [outside(side, part) for side, part in sides if part.count]
    return [Note(f"Outside the period: {'; '.join(parts)}.", DRAWN, 5)] if parts else []


def of_area(view: View) -> list[Note]:
    """The corners of the box that was chosen on the map."""
    if not view.selection.bbox:
        return []
    west, south, east, north = view.selection.bbox
    words = f"Box on the map: {_degrees(south, 'N', 'S')} to {_degrees(north, 'N', 'S')}"
    return [Note(f"{words}, {_degrees(west, 'E', 'W')} to {_degrees(east, 'E', 'W')}.", DRAWN, 6)]


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}° {positive if value >= 0 else negative}"


def of_names(chart: str, footnotes: Iterable[str]) -> list[Note]:
    boundaries = [Note(basemap.NOTE, NAMES, 0)] if chart != "timeline" else []
    return boundaries + [Note(text, NAMES, 0) for text in footnotes]


def of_origin(scene: Scene, cited: Iterable[Event], address: str) -> list[Note]:
    """Where it is from: the data sets' citations, the sources of the records, the link to the view."""
    link = address.replace(" ", _GLUE) if len(address) <= LONGEST_LINK else TOO_LONG
    texts = [(text, 0) for text in (*datasets(scene), sources(cited))]
    texts += [(text, 6) for text in manipulations(scene)]
    texts += [(compiled(scene.holdings), 1), (link, 7 if len(link) > LONG_LINK else 1)]
    return [Note(text, ORIGIN, rank) for text, rank in texts if text]


def fitted(notes: Sequence[Note], size: float, width: float, most: int) -> list[list[str]]:
    """The notes as paragraphs of lines no wider than `width` pixels: at most `most` lines in all.

    Where they take more, they are set as one paragraph; then the least needed ones are left out, at last the rest is
    cut with an ellipsis.
    """
    kept = list(notes)
    while True:
        found = [
            _lines(" ".join(note.text for note in kept if note.paragraph == number), size, width)
            for number in (DRAWN, NAMES, ORIGIN)
        ]
        if sum(map(len, found)) <= most:
            return [lines for lines in found if lines]
        lines = _lines(" ".join(note.text for note in kept), size, width)
        worst = max((note.rank for note in kept), default=0)
        if len(lines) <= most:
            return [lines]
        if not worst:
            return [[*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, width)]]
        kept = [note for note in kept if note.rank < worst]


def _lines(text: str, size: float, width: float) -> list[str]:
    parts = (part for word in text.split() for part in _broken(word, size, width))
    return [line.replace(_GLUE, " ") for line in wrap(" ".join(parts), size, width)]


def _broken(word: str, size: float, width: float) -> list[str]:
    """The word in parts that fit in the width: a link is one word."""
    if text_width(word, size) <= width:
        return [word]
    parts = [""]
    for letter in word:
        if text_width(parts[-1] + letter, size) > width:
            parts.append("")
        parts[-1] += letter
    return parts
