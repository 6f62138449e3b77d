"""Lanes of counts to bars, where events are too many to draw singly."""

import html

import numpy as np
import plotly.graph_objects as go

from dashboard.lanes import LANE_PAD, Layout
from dashboard.palette import MARKS, Theme
from events.dates_in_words import period_in_words
from events.table import moment


def count_bars(layout: Layout, theme: Theme) -> list[go.Bar]:
    """Events per bin, stacked by type from the lane's foot; the layout's peak fills a lane. The lane of all others
    together has a scale of its own, and is named so."""
    assert layout.edges is not None
    starts, ends = layout.edges[:-1], layout.edges[1:]
    bars = []
    for lane in layout.lanes:
        foot = np.full(len(starts), lane.top + lane.height)
        words = [
            f"{html.escape(lane.label, quote=False)}<br>{period_in_words(moment(int(a)), moment(int(b)))}<br>"
            f"about {count:,.1f} events"
            for a, b, count in zip(starts, ends, lane.total, strict=True)
        ]
        peak = (layout.peak if lane.value else float(lane.total.max())) or 1.0
        for slug, weights in lane.counts:
            high = weights / peak * (lane.height - 2 * LANE_PAD)
            bars.append(
                go.Bar(
                    x=(starts + ends) / 2,
                    y=-high,
                    base=foot,
                    width=(ends - starts) * 0.9,
                    marker={"color": MARKS[slug].colour(theme), "line": {"width": 0}},
                    customdata=[[None, text, int(a), int(b)] for a, b, text in zip(starts, ends, words, strict=True)],
                    hovertemplate="%{customdata[1]}<extra></extra>",
                )
            )
            foot = foot - high
    return bars
