"""The lanes of an image: laid out in the room that is left on the sheet, with their names beside them."""

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go

from dashboard import timeline
from dashboard.count_bars import count_bars
from dashboard.footnotes import asterisked
from dashboard.lanes import LANE_PAD, SLOT, Layout, lane_label, lay_out
from dashboard.paper import SIZE, Paper
from dashboard.scene import Scene
from dashboard.typeface import shorten, text_width, wrap

AXIS = 2.9 * SIZE  # px of the sheet, the labels of time under the lanes
LEAST = 70.0  # px of the sheet, lanes
TITLED = 0.74 * SLOT  # px, rows of this height have all their titles
LOW_HEAD = 1.0  # px over the first row of a lane, where rows are many
NARROW = 700.0  # px of the sheet
MOST_AIR = 1.5  # rows
COUNTED_NAME = 2.2 * SIZE  # px from the top of a lane of counts to its name, at most


def gutter(scene: Scene, inner: float) -> float:
    """Room for the longest lane name: at most a fifth of the width, a little more on a narrow sheet."""
    labels = {asterisked(lane_label(scene.view.lanes, value)) for _, value in scene.lanes}
    longest = max((text_width(words, SIZE, bold=True) for words in labels), default=0.0)
    return min(longest + 1.5 * SIZE, inner * (0.28 if inner < NARROW else 0.2))


def fitting(scene: Scene, paper: Paper, rooms: Sequence[float]) -> Layout:
    """The lanes in the first of the rooms (pixels of height, their axis included) in which all events have their
    titles; else with marks; else with counts."""
    width = paper.inner - gutter(scene, paper.inner)
    if any(scene.singly(number) is None for number, _ in scene.lanes):
        return lay_out(scene, width, room=max(rooms[0] - AXIS, LEAST))
    tried = [
        lay_out(scene, width, room=max(room - AXIS, LEAST), head=head)
        for room in rooms
        for head in (LANE_PAD, LOW_HEAD)
    ]
    marked = [layout for layout in tried if not layout.crowded]
    titled = [layout for layout in marked if all(lane.slot >= TITLED for lane in layout.lanes)]
    return titled[0] if titled else marked[-1] if marked else tried[-1]


def spread(layout: Layout, room: float) -> Layout:
    """The lanes over `room` pixels of height: those of counts so much higher, others each with at most `MOST_AIR` more
    rows; the last takes the rest."""
    spare = room - layout.height
    if not layout.lanes:
        return replace(layout, height=max(room, LEAST))
    if spare <= 0:
        return layout
    if layout.crowded:
        more = room / layout.height
        lanes = tuple(
            replace(lane, top=lane.top * more, height=lane.height * more, slot=lane.slot * more)
            for lane in layout.lanes
        )
        return replace(layout, lanes=lanes, height=room)
    air = min(spare / len(layout.lanes), MOST_AIR * layout.lanes[0].slot)
    lanes = tuple(
        replace(lane, top=lane.top + number * air, height=lane.height + air, head=lane.head + air / 2)
        for number, lane in enumerate(layout.lanes)
    )
    return replace(layout, lanes=lanes, height=room)


def draw(figure: go.Figure, paper: Paper, scene: Scene, layout: Layout) -> float:
    """Draw the lanes from the paper's top on; returns where their axis ends."""
    left, top = gutter(scene, paper.inner), paper.top
    height = max(layout.height, 3 * SIZE)
    xs, ys = paper.domain(paper.margin + left, top, paper.inner - left, height)
    figure.add_traces(timeline.traces(layout, scene, paper.theme, size=SIZE))
    figure.add_traces(count_bars(layout, paper.theme))
    figure.update_layout(
        xaxis=timeline.time_axis(layout, paper.theme, SIZE) | {"domain": xs, "anchor": "y", "fixedrange": True},
        yaxis={"range": [height, 0], "visible": False, "domain": ys, "fixedrange": True},
    )
    for edge in sorted({0.0, height, *(lane.top for lane in layout.lanes)}):
        paper.rule(top + edge)
    _names(paper, layout, left - SIZE)
    return top + height + AXIS


def _names(paper: Paper, layout: Layout, width: float) -> None:
    """Each lane's name beside its first row, in two lines where it is long and the lane high; what would cover
    another name is left out."""
    end = 0.0
    for lane in layout.lanes:
        words = asterisked(lane.label)
        lines = wrap(words, SIZE, width, bold=True)
        most = 2 if lane.height > 2.6 * SIZE else 1
        if len(lines) > most:
            lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), SIZE, width, bold=True)]
        first = lane.top + (min(lane.height / 2, COUNTED_NAME) if lane.counted else lane.head + lane.slot / 2)
        for number, line in enumerate(lines):
            middle = paper.top + first + 1.2 * SIZE * number
            if middle - 0.55 * SIZE >= end:
                paper.text(line, paper.margin, middle, weight=600)
                end = middle + 0.55 * SIZE
