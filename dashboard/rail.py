"""The options of the filters, each with the number of events it would leave by all other filters."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.links import symbol
from dashboard.palette import Theme
from dashboard.view import View
from events.codebook import EVENT_TYPES, GEO_PRECISIONS, STATUSES, TIME_PRECISIONS
from events.summary import Summary
from events.table import NONE, Facet, fold

MOST_OPTIONS = 40
LONG = 10  # values from which on a facet has a field to search them
_ORDERED = {
    "event_type": EVENT_TYPES,
    "status": STATUSES,
    "precision": TIME_PRECISIONS,
    "geo_precision": GEO_PRECISIONS,
}


def options(facet: Facet, view: View, summary: Summary, theme: Theme, find: str = "") -> list[Any]:
    """Boxes in the codebook's order, else the fullest first; "not stated" last. At most 40 of those whose words hold
    the text to `find`, and the ticked ones always."""
    counts = summary.counts[facet.key]
    chosen = view.selection.values(facet.key)
    fixed = list(_ORDERED.get(facet.key, {}))

    def order(value: str) -> tuple[Any, ...]:
        return (value == NONE, fixed.index(value)) if value in fixed else (value == NONE, -counts[value], value)

    sought = fold(find.strip())
    values = [value for value in sorted(counts, key=order) if value in chosen or sought in fold(facet.words(value))]
    kept = [value for number, value in enumerate(values) if number < MOST_OPTIONS or value in chosen]
    most = max(counts.values(), default=0) or 1
    boxes = [_box(facet, value, counts[value], most, theme) for value in kept]
    left_out = len(values) - len(kept)
    if left_out:
        return [*boxes, html.P(f"{left_out:,} more: search for them above.", className="quiet")]
    return boxes or ([html.P("None has these words.", className="quiet")] if sought else [])


def _box(facet: Facet, value: str, count: int, most: int, theme: Theme) -> dmc.Checkbox:
    glyph = [symbol(value, theme)] if facet.key == "event_type" else []
    words = facet.words(value)
    return dmc.Checkbox(
        value=value,
        size="xs",
        className="option" + ("" if count else " none"),
        style={"--share": f"{100 * count / most:.0f}%"},
        label=html.Span(
            className="option-label",
            children=[
                html.Span([*glyph, words], className="option-name", dir="auto"),
                html.Span(f"{count:,}", className="option-count"),
            ],
        ),
    )
