"""Lanes of counts to the bars of an image, where events are too many to draw singly."""

import numpy as np
import plotly.graph_objects as go

from dashboard.lanes import LANE_PAD, Layout
from dashboard.palette import MARKS, Theme

Bars = list[tuple[np.ndarray, np.ndarray, np.ndarray]]  # columns with their feet and heights, for each lane


def count_bars(layout: Layout, theme: Theme) -> list[go.Bar]:
    """Events per bin, stacked by type from the lane's foot; the layout's peak fills a lane. The lane of all others
    together has a scale of its own, and is named so. One trace for each type."""
    types: dict[str, Bars] = {}
    for lane in layout.lanes:
        if not lane.counted:
            continue
        foot = np.full(len(layout.edges) - 1, lane.top + lane.height)
        peak = (layout.peak if lane.value else float(lane.total.max())) or 1.0
        for slug, weights in lane.counts:
            high = weights / peak * (lane.height - 2 * LANE_PAD)
            columns = np.flatnonzero(high)
            types.setdefault(slug, []).append((columns, foot[columns], high[columns]))
            foot = foot - high
    return [_trace(slug, bars, layout, theme) for slug, bars in types.items()]


def _trace(slug: str, bars: Bars, layout: Layout, theme: Theme) -> go.Bar:
    columns, feet, heights = (np.concatenate(parts) for parts in zip(*bars, strict=True))
    width = float(layout.edges[1] - layout.edges[0])
    return go.Bar(
        x=layout.edges[columns] + width / 2,
        y=-heights,
        base=feet,
        width=width * 0.9,
        marker={"color": MARKS[slug].colour(theme), "line": {"width": 0}},
        hoverinfo="skip",
    )
