"""The legend of an image: the event types that are drawn, and the ways in which their time is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.lanes import Layout
from dashboard.palette import MARKS
from dashboard.paper import SIZE, Paper
from dashboard.typeface import SYMBOLS, text_width
from events.codebook import EVENT_TYPES

WAYS = {"solid": "throughout", "outlined": "some time within", "soft": "approximate", "open": "open end"}
_WAY_OF = {
    "solid": "solid",
    "outline": "outlined",
    "fade_in": "soft",
    "fade_out": "soft",
    "arrow": "open",
    "arrow_back": "open",
}
_FILLED = 0.74  # opacity of bars


@dataclass(frozen=True)
class Key:
    """One entry: a sign, `room` ems wide with the gap after it, and its words."""

    sign: str
    words: str
    room: float

    def width(self, size: float) -> float:
        return self.room * size + text_width(self.words, size)


def keys(types: Iterable[str], ways: Iterable[str]) -> list[list[Key]]:
    """The entries in two groups, in the order of the codebook and of `WAYS`."""
    present, drawn = set(types), set(ways)
    groups = [
        [Key(slug, kind.label, 1.4) for slug, kind in EVENT_TYPES.items() if slug in present],
        [Key(way, words, 2.9) for way, words in WAYS.items() if way in drawn],
    ]
    return [group for group in groups if group]


def ways_of(layout: Layout) -> set[str]:
    """The ways in which time is drawn in a layout; none where events are counted."""
    return {
        _WAY_OF[bar.style]
        for lane in layout.lanes
        for placed in lane.placed
        for bar in placed.shape.bars
        if bar.style in _WAY_OF
    }


def draw(paper: Paper, groups: Sequence[Sequence[Key]], size: float = SIZE) -> None:
    """Set the groups from the paper's top on, each on a line of its own unless it fits behind the one before."""
    gap, line = size * 1.3, size * 1.6
    left, right = paper.margin, paper.width - paper.margin
    for group in groups:
        whole = sum(key.width(size) + gap for key in group) - gap
        if left > paper.margin and left + gap + whole > right:
            left, paper.top = paper.margin, paper.top + line
        elif left > paper.margin:
            left += gap
        for key in group:
            if left > paper.margin and left + key.width(size) > right:
                left, paper.top = paper.margin, paper.top + line
            _draw_key(paper, key, left, paper.top + line / 2, size)
            left += key.width(size) + gap
    paper.top += line if groups else 0


def _draw_key(paper: Paper, key: Key, left: float, middle: float, size: float) -> None:
    if key.sign in MARKS:
        mark = MARKS[key.sign]
        paper.text(mark.glyph, left, middle, family=SYMBOLS, size=size * 1.2, color=mark.colour(paper.theme))
        paper.text(key.words, left + key.room * size, middle, size=size)
    else:
        _draw_way(paper, key.sign, left, middle, size)
        paper.text(key.words, left + key.room * size, middle, size=size, color=paper.theme.muted)


def _draw_way(paper: Paper, way: str, left: float, middle: float, size: float) -> None:
    grey, high, long = paper.theme.muted, size * 0.7, size * 2.4
    top = middle - high / 2
    plain = {"fillcolor": grey, "line": {"width": 0}}
    if way == "solid":
        paper.box(left, top, long, high, opacity=_FILLED, **plain)
    elif way == "outlined":
        paper.box(left, top, long, high, line={"color": grey, "width": 1.2, "dash": "4px,2.5px"})
    elif way == "soft":
        for step in range(24):
            paper.box(left + long / 24 * step, top, long / 24, high, opacity=_FILLED * (step + 0.5) / 24, **plain)
    else:
        neck, tip, half = left + size * 1.6, left + long, high / 2
        corners = [(left, middle - half), (neck, middle - half), (neck, middle - size * 0.6), (tip, middle)]
        paper.polygon([*corners, *((x, 2 * middle - y) for x, y in reversed(corners[:3]))], opacity=_FILLED, **plain)
