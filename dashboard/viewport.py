"""The reader's window: how much room the charts have, and the theme."""

import math
from dataclasses import dataclass
from typing import Any

from dashboard.lanes import LANE_PAD

GUTTER = 148.0  # px, room for the names of lanes at the left of the timeline
NARROW = 620.0  # px, below which the names stand above their lanes


BOUNDS = (("width", 240, 6000), ("height", 0, 4000), ("map_width", 160, 6000), ("map_height", 120, 4000))


@dataclass(frozen=True)
class Viewport:
    """Pixels of the timeline's and the map's boxes; `theme` is light or dark; `map_zoom` is MapLibre's zoom where the
    reader has come nearer or gone farther than the frame."""

    width: float = 1100.0
    height: float = 400.0
    map_width: float = 590.0
    map_height: float = 320.0
    theme: str = "light"
    map_zoom: float | None = None

    @property
    def gutter(self) -> float:
        return GUTTER if self.width >= NARROW else 0.0

    @property
    def head(self) -> float:
        """Space over the first row of a lane: for its name, where there is no gutter."""
        return LANE_PAD if self.gutter else 24.0

    @classmethod
    def read(cls, data: Any) -> "Viewport | None":
        """What the browser measured, with sizes out of reason bounded; None where it has not measured yet."""
        if not isinstance(data, dict):
            return None
        sizes = {}
        for name, least, most in BOUNDS:
            value = data.get(name)
            if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
                return None
            sizes[name] = float(min(max(value, least), most))
        zoom = data.get("map_zoom")
        near = float(zoom) if isinstance(zoom, int | float) and 0 <= zoom <= 24 else None
        return cls(**sizes, theme="dark" if data.get("theme") == "dark" else "light", map_zoom=near)
