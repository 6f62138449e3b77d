"""Selections as masks over the event table, one for each filter, so that counts can leave out one of them."""

from collections.abc import Callable
from functools import partial

import numpy as np

from events.codes import codes_of
from events.search import having_word, words_of
from events.selection import Selection
from events.table import EventTable


def clauses(
    table: EventTable, selection: Selection, window: tuple[int, int], wanted: Callable[[], bool] = lambda: True
) -> dict[str, np.ndarray]:
    """A mask for each filter that is set, by its key. An event without a date cannot be ruled out by a period, so it
    passes; an event without a place is outside of any area. `window` is the selection's period in seconds.

    Raises:
        AbandonedError: there is text to search, and the answer is not `wanted` any more.
    """
    found = {
        key: table.masks.get((key, values), partial(_having, table, key, values))
        for key, values in selection.facets.items()
    }
    found["time"] = overlapping(table, *window)
    if selection.q:
        words = words_of(selection.q)
        masks = [table.masks.get(("q", word), partial(having_word, table, word, wanted)) for word in words]
        found["q"] = np.logical_and.reduce([np.ones(len(table), dtype=bool), *masks])
    if selection.bbox:
        found["bbox"] = _in_box(table, selection.bbox)[table.place]
    if selection.area:
        found["area"] = _in_polygon(table, selection.area)[table.place]
    return found


def _having(table: EventTable, key: str, values: tuple[str, ...]) -> np.ndarray:
    column = table.facets[key]
    return column.having(codes_of(column.values, values))


def overlapping(table: EventTable, first: int, last: int) -> np.ndarray:
    """The events of which a span overlaps `[first, last)`, and those without a date."""
    mask = np.zeros(len(table), dtype=bool)
    begun = int(np.searchsorted(table.start, last))  # the table is in order of `start`
    mask[:begun] = table.end[:begun] > first
    if len(table.listed_spans):
        rows, starts, ends = table.listed_spans.T
        mask[rows] = False
        mask[rows[(starts < last) & (ends > first)]] = True
    mask[len(table) - table.undated :] = True
    return mask


def _in_box(table: EventTable, bbox: tuple[float, float, float, float]) -> np.ndarray:
    west, south, east, north = bbox
    lat, lon = table.places.lat, table.places.lon
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return np.asarray(across & (lat >= south) & (lat <= north))


def _in_polygon(table: EventTable, corners: tuple[tuple[float, float], ...]) -> np.ndarray:
    """Even-odd rule over the corners, in degrees."""
    lat, lon = table.places.lat, table.places.lon
    inside = np.zeros(len(lat), dtype=bool)
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if y1 == y2:
            continue
        crosses = (y1 > lat) != (y2 > lat)
        inside ^= crosses & (lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1)
    return inside
