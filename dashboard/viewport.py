"""The reader's window: how much room the charts have, how they share it, and the theme."""

import re
from dataclasses import dataclass

from dashboard.lanes import LANE_PAD

GUTTER = 148.0  # px, room for the names of lanes at the left of the timeline
NARROW = 620.0  # px, below which the names stand above their lanes
LEAST, MOST = 0.32, 0.6  # of the shared height, for the lanes; the map has the rest
STEPS = 3  # between the two, so that few filters move the map

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
        step = (self.most - self.least) / STEPS
        box = self.least + min(max(-(-(lanes - self.least) // step), 0), STEPS) * step
        return box, self.height - box

    @classmethod
    def from_path(cls, size: str, map_size: str, theme: str) -> "Viewport | None":
        """What the browser measured, as `1100x640`, `590x320` and `light`, with sizes out of reason bounded; None for
        what is no size."""
        parts = [*size.split("x"), *map_size.split("x")]
        if len(parts) != 4 or not all(re.fullmatch(r"[0-9]{1,6}", part) for part in parts):
            return None
        sizes = {
            name: float(min(max(int(part), least), most))
            for part, (name, least, most) in zip(parts, BOUNDS, strict=True)
        }
        return cls(**sizes, theme="dark" if theme == "dark" else "light")


@dataclass(frozen=True)
class MapView:
    """Where the reader has moved the map to, starting from the frame named `frame`: its middle in degrees and
    MapLibre's zoom. It holds as long as the map would be framed the same."""

    frame: str
    lat: float
    lon: float
    zoom: float

    @classmethod
    def from_path(cls, text: str) -> "MapView | None":
        """What the browser tells, as `FRAME;lat;lon;zoom`; None for nothing, or nothing that makes sense."""
        frame, *values = text.split(";")
        try:
            lat, lon, zoom = (float(value) for value in values)
        except ValueError:
            return None
        if not (abs(lat) <= 90 and abs(lon) <= 540 and 0 <= zoom <= 24):
            return None
        return cls(frame, lat, lon, zoom)
