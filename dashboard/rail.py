"""The options of the filters, each with the number of events it would leave by all other filters."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.links import symbol
from dashboard.palette import Theme
from dashboard.view import View
from events.codebook import EVENT_TYPES, GEO_PRECISIONS, STATUSES, TIME_PRECISIONS
from events.summary import Summary
from events.table import NONE, Facet

MOST_OPTIONS = 300
_ORDERED = {
    "event_type": EVENT_TYPES,
    "status": STATUSES,
    "precision": TIME_PRECISIONS,
    "geo_precision": GEO_PRECISIONS,
}


def options(facet: Facet, view: View, summary: Summary, theme: Theme) -> list[Any]:
    """Boxes in the codebook's order, else the fullest first; "not stated" last. At most 300, the ticked ones always."""
    counts = summary.counts[facet.key]
    chosen = view.selection.values(facet.key)
    fixed = list(_ORDERED.get(facet.key, {}))

    def order(value: str) -> tuple[Any, ...]:
        return (value == NONE, fixed.index(value)) if value in fixed else (value == NONE, -counts[value], value)

    values = sorted(counts, key=order)
    kept = [value for number, value in enumerate(values) if number < MOST_OPTIONS or value in chosen]
    most = max(counts.values(), default=0) or 1
    boxes = [_box(facet, value, counts[value], most, theme) for value in kept]
    left_out = len(values) - len(kept)
    return boxes + ([html.P(f"{left_out:,} more: search for them above.", className="quiet")] if left_out else [])


def _box(facet: Facet, value: str, count: int, most: int, theme: Theme) -> dmc.Checkbox:
    glyph = [symbol(value, theme)] if facet.key == "event_type" else []
    words = facet.words(value)
    return dmc.Checkbox(
        value=value,
        size="xs",
        className="option" + ("" if count else " none"),
        label=html.Span(
            className="option-label",
            children=[
                html.Span([*glyph, words], className="option-name", dir="auto"),
                html.Span(f"{count:,}", className="option-count"),
                html.Span(className="option-bar", style={"width": f"{100 * count / most:.0f}%"}),
            ],
        ),
    )
