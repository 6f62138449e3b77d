"""The options of the filters, each with the number of events it would leave by all other filters."""

from typing import Any

from dashboard import elements as html
from dashboard.dataset_words import value_words
from dashboard.elements import Markup
from dashboard.links import symbol
from dashboard.palette import Theme
from dashboard.view import View
from events.codebook import EVENT_TYPES, GEO_PRECISIONS, STATUSES, TIME_PRECISIONS
from events.facets import NONE, Facet, fold
from events.holdings import Holdings
from events.summary import Summary

MOST_OPTIONS = 40
LONG = 10  # values from which on a facet has a field to search them
_ORDERED = {
    "event_type": EVENT_TYPES,
    "status": STATUSES,
    "precision": TIME_PRECISIONS,
    "geo_precision": GEO_PRECISIONS,
}


def options(facet: Facet, view: View, holdings: Holdings, summary: Summary, theme: Theme, find: str = "") -> list[Any]:
    """Boxes in the codebook's order, else the fullest first; "not stated" last. At most 40 of those whose words hold
    the text to `find`, and the ticked ones always. None where there are no events."""
    if not len(holdings):
        return []
    counts = dict(zip(holdings.values[facet.key], summary.counts[facet.key].tolist(), strict=True))
    chosen = view.selection.values(facet.key)
    fixed = list(_ORDERED.get(facet.key, {}))

    def order(value: str) -> tuple[Any, ...]:
        return (value == NONE, fixed.index(value)) if value in fixed else (value == NONE, -counts[value], value)

    sought = fold(find.strip())

    def words(value: str) -> str:
        return value_words(facet.key, value, holdings)

    values = sorted(counts, key=order)
    if sought:
        values = [value for value in values if value in chosen or sought in fold(words(value))]
    kept = [value for number, value in enumerate(values) if number < MOST_OPTIONS or value in chosen]
    most = max(counts.values(), default=0) or 1
    boxes = [_box(facet, view, value, words(value), counts[value], most, theme) for value in kept]
    left_out = len(values) - len(kept)
    if left_out:
        return [*boxes, html.P(f"{left_out:,} more: search for them above.", className="quiet")]
    return boxes or ([html.P("None has these words.", className="quiet")] if sought else [])


def box_class(facet: Facet, holdings: Holdings) -> str:
    """The class of a facet's box: `long` with a field to search its values, `alone` where there is nothing to choose,
    because all events have the same."""
    count = len(holdings.values[facet.key])
    return "facet long" if count > LONG else "facet alone" if count < 2 else "facet"


def _box(facet: Facet, view: View, value: str, words: str, count: int, most: int, theme: Theme) -> Markup:
    glyph = [symbol(value, theme)] if facet.key == "event_type" else []
    chosen = value in view.selection.values(facet.key)
    target = view.select(view.selection.toggle(facet.key, value))
    return html.Label(
        className="option" + ("" if count else " none"),
        children=[
            html.checkbox(value, target.href(), checked=chosen),
            html.Span(
                className="option-label",
                style={"--share": f"{100 * count / most:.0f}%"},
                children=[
                    html.Span([*glyph, words], className="option-name", dir="auto"),
                    html.Span(f"{count:,}", className="option-count"),
                ],
            ),
        ],
    )
