"""The reader's window: how much room the charts have, how they share it, and the theme."""

import math
from dataclasses import dataclass
from typing import Any

from dashboard.lanes import LANE_PAD

GUTTER = 148.0  # px, room for the names of lanes at the left of the timeline
NARROW = 620.0  # px, below which the names stand above their lanes
LEAST, MOST = 0.32, 0.6  # of the shared height, for the lanes; the map has the rest


BOUNDS = (("width", 240, 6000), ("height", 0, 4000), ("map_width", 160, 6000), ("map_height", 120, 4000))


@dataclass(frozen=True)
class Viewport:
    """Pixels of the timeline's and the map's boxes; `theme` is light or dark.

    `height` is what the two share, 0 where the page is as long as it needs (on a phone) and the map has `map_height`.
    """

    width: float = 1100.0
    height: float = 640.0
    map_width: float = 590.0
    map_height: float = 320.0
    theme: str = "light"

    @property
    def gutter(self) -> float:
        return GUTTER if self.width >= NARROW else 0.0

    @property
    def head(self) -> float:
        """Space over the first row of a lane: for its name, where there is no gutter."""
        return LANE_PAD if self.gutter else 24.0

    @property
    def least(self) -> float:
        return LEAST * self.height

    @property
    def most(self) -> float:
        return MOST * self.height

    def share(self, lanes: float) -> tuple[float, float]:
        """Heights of the timeline's box and of the map's, for lanes that are `lanes` pixels high."""
        if not self.height:
            return lanes, self.map_height
        box = min(lanes, self.most)
        return box, self.height - box

    @classmethod
    def read(cls, data: Any) -> "Viewport | None":
        """What the browser measured, with sizes out of reason bounded; None where it has not measured yet."""
        if not isinstance(data, dict):
            return None
        sizes = {}
        for name, least, most in BOUNDS:
            value = data.get(name)
            if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < math.inf:
                return None
            sizes[name] = float(min(max(value, least), most))
        return cls(**sizes, theme="dark" if data.get("theme") == "dark" else "light")


@dataclass(frozen=True)
class MapView:
    """Where the reader has moved the map to, starting from the frame named `frame`: its middle in degrees and
    MapLibre's zoom. It holds as long as the map would be framed the same."""

    frame: str
    lat: float
    lon: float
    zoom: float

    @classmethod
    def read(cls, data: Any) -> "MapView | None":
        """What the browser tells; None for nothing, or nothing that makes sense."""
        if not isinstance(data, dict) or not isinstance(data.get("frame"), str):
            return None
        values = [data.get(name) for name in ("lat", "lon", "zoom")]
        lat, lon, zoom = (value if isinstance(value, int | float) else math.nan for value in values)
        if not (abs(lat) <= 90 and abs(lon) <= 540 and 0 <= zoom <= 24):
            return None
        return cls(data["frame"], float(lat), float(lon), float(zoom))
