"""The strip over the timeline: the whole period as a histogram, with the window that is shown marked on it."""

from typing import Any

import numpy as np

from dashboard.palette import Theme
from dashboard.scene import Scene
from dashboard.view import View
from events.dates_in_words import period_in_words
from events.holdings import Holdings
from events.moments import moment
from events.summary import BINS

LEAST = 0.045  # of the strip, the height of the lowest column
FAINT = 1e-9  # events; less is what rounding leaves


def reach(view: View, holdings: Holdings) -> tuple[int, int]:
    """The period of the strip: that of all events, and the window where that reaches beyond."""
    first, last = view.window(holdings)
    low, high = holdings.extent
    return min(low, first), max(high, last)


def strip(scene: Scene, theme: Theme) -> dict[str, Any]:
    """The events that pass every filter but the period, for `overview.js`: columns from `since` to `until` with their
    heights (0 to 1) and words, on a strip from `low` to `high`, and the window. All times in seconds."""
    edges, weights = np.linspace(*scene.holdings.extent, BINS + 1), scene.summary.weights
    low, high = reach(scene.view, scene.holdings)
    margin = (high - low) * 0.004
    first, last = scene.period
    # A square root keeps single events visible beside the crowded weeks; the columns' words give the count itself.
    heights = np.where(weights > FAINT, np.maximum(np.sqrt(weights / (float(weights.max()) or 1.0)), LEAST), 0)
    words = [
        f"{period_in_words(moment(int(a)), moment(int(b)))}<br>{count:,.2f} events, spread over their time"
        for a, b, count in zip(edges[:-1], edges[1:], weights, strict=True)
    ]
    return {
        "low": low - margin,
        "high": high + margin,
        "since": float(edges[0]),
        "until": float(edges[-1]),
        "first": first,
        "last": last,
        "heights": np.round(heights, 3).tolist(),
        "words": words,
        "accent": theme.accent,
        "border": theme.border,
    }
