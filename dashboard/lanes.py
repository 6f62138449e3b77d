"""Selected events laid out in lanes: a mark each, or counts where there are too many to draw singly. In pixels."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.marks import shape
from dashboard.packing import Placed, pack
from dashboard.scale import Axis, Scale, axis
from dashboard.typeface import shorten, text_width, wrap
from dashboard.view import View
from events.summary import histogram
from events.table import FACET, NONE, EventTable

MOST_MARKS = 400  # events drawn singly; more are counted in bars
MOST_LANES = 14
SIZE = 13.0  # px, titles
SLOT = 22.5  # px, height of a row
COUNT_LANE = 62.0  # px, height of a lane of counts
LONGEST_TITLE = 34.0  # times the height of titles, their width
LANE_PAD = 6.0
NAME, NAME_LINE = 13.5, 17.0  # px, the names of lanes and their lines on the page
LOWEST, HIGHEST = 0.8, 1.4  # times the usual height of a row, where room is short or plenty


@dataclass(frozen=True)
class Lane:
    """One value of the facet that the timeline is divided by, in pixels from the plot's top. Its rows, `slot` high,
    begin `head` below its top."""

    value: str
    label: str
    top: float
    height: float
    head: float
    slot: float
    placed: tuple[Placed, ...]
    counts: tuple[tuple[str, np.ndarray], ...] = ()

    @property
    def total(self) -> np.ndarray:
        """Events per bin, of all types."""
        return np.asarray(np.sum([weights for _, weights in self.counts], axis=0))


@dataclass(frozen=True)
class Layout:
    """A timeline laid out in pixels. `crowded`: the lanes hold counts, `counted` events of them, not marks."""

    scale: Scale
    axis: Axis
    lanes: tuple[Lane, ...]
    height: float
    edges: np.ndarray | None = None

    @property
    def crowded(self) -> bool:
        return self.edges is not None

    @property
    def peak(self) -> float:
        """The count that fills a lane: the highest of the named lanes, so that all others together flatten none."""
        named = [lane for lane in self.lanes if lane.value] or self.lanes
        return max((float(lane.total.max()) for lane in named), default=0.0)


def lay_out(
    table: EventTable,
    rows: Sequence[int],
    view: View,
    width: float,
    *,
    size: float = SIZE,
    room: float | None = None,
    least: float = 0.0,
    most: float = 0.0,
    head: float = LANE_PAD,
    gutter: float = 0.0,
) -> Layout:
    """Place the dated events of `rows` in lanes over `width` pixels, titles `size` pixels high.

    With `room` the rows are made to fit that many pixels of height: first lower rows, then titles only where marks
    leave room, at last counts. Without it the plot is at least `least` pixels high, with higher rows where these are
    few, and a little lower ones where that keeps it under `most`, if that is given. `head` is the space over the first
    row of each lane; its name has all its lines within it, where it stands in a `gutter` at its left.
    """
    laid_out = _lay_out(table, rows, view, width, size, room, (least, most or math.inf), head, gutter)
    return replace(laid_out, height=max(laid_out.height, least))


def _lay_out(
    table: EventTable,
    rows: Sequence[int],
    view: View,
    width: float,
    size: float,
    room: float | None,
    bounds: tuple[float, float],
    head: float,
    gutter: float,
) -> Layout:
    first, last = view.window(table)
    scale = Scale(first, last, width)
    dated = [row for row in rows if table.dated[row]]
    members = _members(table, dated, view.lanes)
    ticks = axis(scale, room=5.2 * size)
    if len(dated) > MOST_MARKS:
        return _count(table, members, view, scale, ticks, room)
    usual = SLOT * size / SIZE
    for titled, lowest in ((True, 0.74 * usual), (False, 0.62 * usual)):
        packed = [(value, *_pack(table, lane, scale, size, titled)) for value, lane in members]
        pads = (LANE_PAD + head) * len(packed)
        used = max(sum(max(count, 1) for _, _, count in packed), 1)
        least, most = (max((bound - pads) / used, LOWEST * usual) for bound in bounds)
        fitting = min(max(usual, least), most) if room is None else (room - pads) / used
        if fitting >= lowest:
            return Layout(scale, ticks, *_stack(packed, view, min(fitting, HIGHEST * usual), head, gutter))
    return _count(table, members, view, scale, ticks, room)


def _members(table: EventTable, rows: Sequence[int], key: str) -> list[tuple[str, list[int]]]:
    """The lanes with their events, the fullest of the whole table first, so that filtering moves none of them."""
    codes = table.facets[key]
    totals = codes.counts(np.ones(len(table), dtype=bool))
    members: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for value in codes.of(row):
            members[value].append(row)
    order = sorted(members, key=lambda value: (value == NONE, -totals[codes.values.index(value)], value))
    lanes = [(value, members[value]) for value in order[:MOST_LANES]]
    rest = sorted({row for value in order[MOST_LANES:] for row in members[value]})
    return [*lanes, ("", rest)] if rest else lanes


def _pack(table: EventTable, rows: list[int], scale: Scale, size: float, titled: bool) -> tuple[list[Placed], int]:
    items = []
    for row in rows:
        when = table.events[row].when()
        assert when is not None
        items.append((row, shape(when, scale, table.as_of), table.events[row].title))
    return pack(
        items,
        scale.width,
        lambda text: text_width(text, size),
        lambda text, most: shorten(text, size, min(most, LONGEST_TITLE * size)),
        titled=titled,
    )


def _stack(
    packed: list[tuple[str, list[Placed], int]], view: View, slot: float, head: float, gutter: float
) -> tuple[tuple[Lane, ...], float]:
    lanes = []
    top = 0.0
    for value, placed, count in packed:
        label = lane_label(view.lanes, value)
        lines = len(wrap(label, NAME, gutter - LANE_PAD, bold=True)) if gutter else 0
        height = max(head + max(count, 1) * slot + LANE_PAD, lines * NAME_LINE + 2 * LANE_PAD)
        lanes.append(Lane(value, label, top, height, head, slot, tuple(placed)))
        top += height
    return tuple(lanes), top


def lane_label(key: str, value: str) -> str:
    return FACET[key].words(value) if value else "others"


def _count(
    table: EventTable,
    members: list[tuple[str, list[int]]],
    view: View,
    scale: Scale,
    ticks: Axis,
    room: float | None,
) -> Layout:
    bins = max(int(scale.width // 8), 1)
    height = COUNT_LANE if room is None else min(room / max(len(members), 1), 2 * COUNT_LANE)
    first, last = int(scale.first), int(scale.last)
    edges = np.linspace(first, last, bins + 1)
    types = table.facets["event_type"]
    type_of = types.codes[types.offsets[:-1]]
    lanes = []
    for number, (value, rows) in enumerate(members):
        counts = []
        for code in np.unique(type_of[rows]):
            mask = np.zeros(len(table), dtype=bool)
            mask[rows] = True
            mask &= type_of == code
            counts.append((types.values[code], histogram(table, mask, first, last, bins).weights))
        label = lane_label(view.lanes, value) if value else "others, on a scale of their own"
        lanes.append(Lane(value, label, number * height, height, 0.0, height, (), tuple(counts)))
    return Layout(scale, ticks, tuple(lanes), height * len(lanes), edges)
