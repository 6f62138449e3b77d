"""Which row each mark of a lane stands in and where its title goes: nothing covers anything else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dashboard.marks import SYMBOL, Shape

GAP = 10.0  # px between things in one row
PAD = 7.0  # px between a mark and its title


@dataclass(frozen=True)
class Title:
    """Text from `left` on, in the row `row`."""

    text: str
    left: float
    width: float
    row: int


@dataclass(frozen=True)
class Placed:
    """One event in its lane: the row of its mark, from 0 at the top, and its title where there was room for one."""

    event: int
    shape: Shape
    row: int
    title: Title | None


@dataclass
class _Rows:
    """The stretches taken in each row."""

    taken: list[list[tuple[float, float]]] = field(default_factory=list)

    def free(self, row: int, left: float, right: float) -> bool:
        return row >= len(self.taken) or all(right + GAP <= a or left - GAP >= b for a, b in self.taken[row])

    def take(self, row: int, left: float, right: float) -> None:
        while row >= len(self.taken):
            self.taken.append([])
        self.taken[row].append((left, right))


def pack(
    items: Sequence[tuple[int, Shape, str]],
    width: float,
    measure: Callable[[str], float],
    shorten: Callable[[str, float], str],
    *,
    titled: bool = True,
) -> tuple[list[Placed], int]:
    """Place (event, shape, title) in order, each in the first row where it fits; and the number of rows.

    A title goes to the right of its mark, else into a roomy bar, else to the left, else above in a row of its own.
    """
    rows = _Rows()
    placed = []
    for event, shape, text in items:
        left, right = shape.left, shape.right
        row = 0
        title: Title | None = None
        if titled:
            text = shorten(text, width - 4)
            length = measure(text)
            at = _beside(shape, length, width)
            if at is None:
                at = min(max(left, 0.0), max(width - length, 0.0))
                while not (rows.free(row, at, at + length) and rows.free(row + 1, left, right)):
                    row += 1
                rows.take(row, at, at + length)
                title = Title(text, at, length, row)
                row += 1
            else:
                left, right = min(left, at), max(right, at + length)
                while not rows.free(row, left, right):
                    row += 1
                title = Title(text, at, length, row)
        else:
            while not rows.free(row, left, right):
                row += 1
        rows.take(row, left, right)
        placed.append(Placed(event, shape, row, title))
    if not titled:
        placed = [
            _with_title(item, text, rows, width, measure) for item, (_, _, text) in zip(placed, items, strict=True)
        ]
    return placed, len(rows.taken)


def _beside(shape: Shape, length: float, width: float) -> float | None:
    """Where the title starts: right of the mark, inside its bar, left of it; None where none has room."""
    inside = max(shape.left, 0) + 2 * SYMBOL
    if shape.roomy and inside + length + PAD <= min(shape.right, width):
        return inside
    if shape.right + PAD + length <= width:
        return shape.right + PAD
    if shape.left - PAD - length >= 0:
        return shape.left - PAD - length
    return None


def _with_title(item: Placed, text: str, rows: _Rows, width: float, measure: Callable[[str], float]) -> Placed:
    """The title where the row has room to the right or left of the mark; marks come first in a crowded lane."""
    length = measure(text)
    inside = item.shape.left + 2 * SYMBOL
    if item.shape.roomy and inside + length + PAD <= item.shape.right:
        return Placed(item.event, item.shape, item.row, Title(text, inside, length, item.row))
    for at in (item.shape.right + PAD, item.shape.left - PAD - length):
        if at < 0 or at + length > width:
            continue
        others = [span for span in rows.taken[item.row] if span != (item.shape.left, item.shape.right)]
        if all(at + length + GAP <= a or at - GAP >= b for a, b in others):
            rows.take(item.row, at, at + length)
            return Placed(item.event, item.shape, item.row, Title(text, at, length, item.row))
    return item
