"""Where the names of places stand beside their marks, so that none covers another mark or name."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.spots import Frame, Spot
from dashboard.typeface import shorten, text_width

MOST_NAMES = 100
LONGEST = 220.0  # px, a name without its count
Side = Literal["middle right", "middle left", "bottom center", "top center"]
Box = tuple[float, float, float, float]  # left, right, top, bottom in pixels of the frame


@dataclass(frozen=True)
class Name:
    """A spot's name and count, on a side of its mark, `reach` pixels from its middle."""

    spot: Spot
    text: str
    side: Side
    reach: float


def placed_names(
    found: Sequence[Spot], frame: Frame, size: float, ringed: Callable[[Spot], bool], reserved: Sequence[Box] = ()
) -> list[Name]:
    """The names of the fullest spots, right, left, below or above their marks, where they cover no other and nothing
    `reserved` at the frame's zoom. A place that finds no room is named on hover. `ringed` says which marks have a
    ring around them."""
    taken = [*(spot.box(frame, ring=ringed(spot)) for spot in found), *reserved]
    names = []
    for spot, own in zip(found[:MOST_NAMES], list(taken), strict=False):
        text = _text(spot, size)
        for side, box in _sides(own, text_width(text, size, bold=True), size * 0.75):
            inside = box[0] >= 0 and box[1] <= frame.width and box[2] >= 0 and box[3] <= frame.height
            if inside and not any(_overlap(box, other) for other in taken if other is not own):
                taken.append(box)
                left, right, top, bottom = own
                reach = (right - left if side.startswith("middle") else bottom - top) / 2
                names.append(Name(spot, text, side, 4 * math.ceil(reach / 4)))
                break
    return names


def _text(spot: Spot, size: float) -> str:
    """The name of a spot and its count. Only the place's own name is cut: "and 57 more" is not to become "and 5…"."""
    room = LONGEST - text_width(spot.others, size, bold=True)
    count = f", {spot.count:,}" if spot.count > 1 else ""
    return shorten(spot.names[0], size, room, bold=True) + spot.others + count


def _sides(own: Box, length: float, half: float) -> tuple[tuple[Side, Box], ...]:
    left, right, top, bottom = own
    middle, level = (left + right) / 2, (top + bottom) / 2
    return (
        ("middle right", (right, right + length, level - half, level + half)),
        ("middle left", (left - length, left, level - half, level + half)),
        ("bottom center", (middle - length / 2, middle + length / 2, bottom, bottom + 2 * half)),
        ("top center", (middle - length / 2, middle + length / 2, top - 2 * half, top)),
    )


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
