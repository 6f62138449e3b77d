"""A scene laid out in lanes: a mark for each event, or counts where these are too many to draw singly. In pixels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.marks import shape
from dashboard.packing import Placed, pack
from dashboard.scale import Axis, Scale, axis
from dashboard.scene import Scene
from dashboard.typeface import shorten, text_width, wrap
from events.facets import FACET

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
    def counted(self) -> bool:
        return bool(self.counts)

    @property
    def total(self) -> np.ndarray:
        """Events per bin, of all types."""
        return np.asarray(np.sum([weights for _, weights in self.counts], axis=0))


@dataclass(frozen=True)
class Layout:
    """A timeline laid out in pixels; `edges` are the seconds between the columns of its counts."""

    scale: Scale
    axis: Axis
    lanes: tuple[Lane, ...]
    height: float
    edges: np.ndarray

    @property
    def crowded(self) -> bool:
        """Whether a lane holds counts."""
        return any(lane.counted for lane in self.lanes)

    @property
    def peak(self) -> float:
        """The count that fills a lane: the highest of the named lanes, so that all others together flatten none."""
        counted = [lane for lane in self.lanes if lane.counted]
        named = [lane for lane in counted if lane.value] or counted
        return max((float(lane.total.max()) for lane in named), default=0.0)


def lay_out(
    scene: Scene,
    width: float,
    *,
    size: float = SIZE,
    room: float | None = None,
    least: float = 0.0,
    most: float = 0.0,
    head: float = LANE_PAD,
    gutter: float = 0.0,
) -> Layout:
    """Place the dated events of a scene in lanes over `width` pixels, titles `size` pixels high.

    With `room` the rows are made to fit that many pixels of height: first lower rows, then titles only where marks
    leave room, at last counts. Without it the plot is at least `least` pixels high, with higher rows where these are
    few, and higher columns where there are only counts, and a little lower rows where that keeps it under `most`, if
    that is given. `head` is the space over the first row of each lane; its name has all its lines within it, where it
    stands in a `gutter` at its left.
    """
    first, last = scene.period
    scale = Scale(first, last, width)
    blank = Layout(scale, axis(scale, room=5.2 * size), (), 0.0, np.linspace(first, last, scene.chart.window.bins + 1))
    laid_out = _lay_out(scene, blank, size, room, (least, most or math.inf), head, gutter)
    return replace(laid_out, height=max(laid_out.height, least))


def _lay_out(
    scene: Scene,
    blank: Layout,
    size: float,
    room: float | None,
    bounds: tuple[float, float],
    head: float,
    gutter: float,
) -> Layout:
    usual = SLOT * size / SIZE
    counted = COUNT_LANE * sum(scene.singly(number) is None for number, _ in scene.lanes)
    if room is not None and counted:
        return _stack(scene, blank, _counts_alone(scene), 0.0, head, gutter, count_lane=_fitting(scene, room))
    for titled, lowest in ((True, 0.74 * usual), (False, 0.62 * usual)):
        rows = _packed(scene, blank.scale, size, titled)
        marked = [placed for placed in rows.values() if placed is not None]
        pads = (LANE_PAD + head) * len(marked) + counted
        used = max(sum(max(count, 1) for _, count in marked), 1)
        least, most = (max((bound - pads) / used, LOWEST * usual) for bound in bounds)
        fitting = min(max(usual, least), most) if room is None else (room - pads) / used
        if fitting >= lowest:
            high = COUNT_LANE if marked else max(COUNT_LANE, bounds[0] / max(len(rows), 1))
            return _stack(scene, blank, rows, min(fitting, HIGHEST * usual), head, gutter, count_lane=high)
    return _stack(scene, blank, _counts_alone(scene), 0.0, head, gutter, count_lane=_fitting(scene, room))


def counted_only(scene: Scene, like: Layout) -> Layout:
    """The counts of a scene in the lanes of another layout, as high as there: its lanes without a mark."""
    numbers = {value: number for number, value in scene.lanes}
    lanes = (
        replace(lane, placed=(), counts=_counts(scene, numbers[lane.value]))
        for lane in like.lanes
        if lane.counted and lane.value in numbers
    )
    edges = np.linspace(*scene.period, scene.chart.window.bins + 1)
    return replace(like, lanes=tuple(lanes), edges=edges)


Rows = dict[int, tuple[list[Placed], int] | None]  # the marks of each lane with the number of its rows; None: counts


def _counts_alone(scene: Scene) -> Rows:
    return {number: None for number, _ in scene.lanes}


def _fitting(scene: Scene, room: float | None) -> float:
    """The height of each lane, all of counts, that together fit into `room`; without it, the usual one."""
    return COUNT_LANE if room is None else min(room / max(len(scene.lanes), 1), 2 * COUNT_LANE)


def _packed(scene: Scene, scale: Scale, size: float, titled: bool) -> Rows:
    found: Rows = {}
    for number, _ in scene.lanes:
        rows = scene.singly(number)
        found[number] = None if rows is None else _pack(scene, rows, scale, size, titled)
    return found


def _pack(scene: Scene, rows: Sequence[int], scale: Scale, size: float, titled: bool) -> tuple[list[Placed], int]:
    items = []
    for row in rows:
        when = scene.events[row].when()
        assert when is not None
        items.append((row, shape(when, scale, scene.holdings.as_of), scene.events[row].title))
    return pack(
        items,
        scale.width,
        lambda text: text_width(text, size),
        lambda text, most: shorten(text, size, min(most, LONGEST_TITLE * size)),
        titled=titled,
    )


def _stack(
    scene: Scene, blank: Layout, rows: Rows, slot: float, head: float, gutter: float, *, count_lane: float = COUNT_LANE
) -> Layout:
    lanes: list[Lane] = []
    top = 0.0
    for number, value in scene.lanes:
        label, placed = lane_label(scene.view.lanes, value), rows[number]
        if placed is None:
            label = label if value else "others, own scale"
            lane = Lane(value, label, top, count_lane, 0.0, count_lane, (), _counts(scene, number))
        else:
            lines = len(wrap(label, NAME, gutter - LANE_PAD, bold=True)) if gutter else 0
            height = max(head + max(placed[1], 1) * slot + LANE_PAD, lines * NAME_LINE + 2 * LANE_PAD)
            lane = Lane(value, label, top, height, head, slot, tuple(placed[0]))
        lanes.append(lane)
        top += lane.height
    return replace(blank, lanes=tuple(lanes), height=top)


def lane_label(key: str, value: str) -> str:
    return FACET[key].words(value) if value else "others"


def _counts(scene: Scene, number: int) -> tuple[tuple[str, np.ndarray], ...]:
    """The weights of a lane by event type, those that have any."""
    of_types = scene.chart.weights[number]
    return tuple(
        (slug, of_types[code]) for code, slug in enumerate(scene.holdings.values["event_type"]) if of_types[code].any()
    )
