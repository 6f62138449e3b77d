"""The strip over the timeline: the whole period as a histogram, with the window that is shown marked on it."""

import numpy as np
import plotly.graph_objects as go

from dashboard.palette import Theme
from dashboard.timeline import hover_label
from dashboard.typeface import FAMILY
from dashboard.view import View
from events.dates_in_words import period_in_words
from events.summary import Summary
from events.table import EventTable, moment

HEIGHT = 36.0  # px
LEAST = 4.0  # px, width of the window's mark when the window is a speck of the whole


def reach(view: View, table: EventTable) -> tuple[int, int]:
    """The period of the strip: that of all events, and the window where that reaches beyond."""
    first, last = view.window(table)
    low, high = table.extent
    return min(low, first), max(high, last)


def figure(table: EventTable, summary: Summary, view: View, width: float, theme: Theme) -> go.Figure:
    """Bars for the events that pass every filter but the period; drag over them to choose a period."""
    edges, weights = summary.histogram.edges, summary.histogram.weights
    first, last = view.window(table)
    starts, ends = edges[:-1], edges[1:]
    inside = (starts < last) & (ends > first)
    low, high = reach(view, table)
    margin = (high - low) * 0.004
    least = LEAST / width * (high - low)
    spread = max(0.0, least - (last - first)) / 2
    peak = float(weights.max()) or 1.0
    # A square root keeps single events visible beside the crowded weeks; the bars' text gives the count itself.
    heights = np.where(weights > 1e-9, np.maximum(np.sqrt(weights / peak), 0.045), 0)
    words = [
        f"{period_in_words(moment(int(a)), moment(int(b)))}<br>{count:,.2f} events, spread over their time"
        for a, b, count in zip(starts, ends, weights, strict=True)
    ]
    result = go.Figure(
        go.Bar(
            x=(starts + ends) / 2,
            y=heights,
            width=(ends - starts) * 0.86,
            marker={"color": np.where(inside, theme.accent, theme.border).tolist(), "line": {"width": 0}},
            customdata=words,
            hovertemplate="%{customdata}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    window = {"type": "rect", "xref": "x", "yref": "paper", "y0": 0, "y1": 1}
    window |= {"x0": first - spread, "x1": last + spread}
    result.update_layout(
        width=width,
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FAMILY, "size": 12, "color": theme.ink},
        showlegend=False,
        dragmode="select",
        selectdirection="h",
        hoverlabel=hover_label(theme),
        xaxis={"range": [low - margin, high + margin], "visible": False, "fixedrange": True},
        yaxis={"range": [0, 1.08], "visible": False, "fixedrange": True},
        shapes=[
            window | {"fillcolor": theme.accent, "opacity": 0.14, "line": {"width": 0}},
            window | {"fillcolor": "rgba(0,0,0,0)", "line": {"color": theme.accent, "width": 1.4}},
        ],
        newselection={"line": {"color": theme.accent, "width": 1.4, "dash": "solid"}},
    )
    return result
