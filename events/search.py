"""Words sought in the events' texts: titles, summaries, regions, places in all their names, and actors."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.codes import Column
from events.facets import NONE, fold
from events.table import EventTable

TEXTS = ("title", "summary")
_PLACE_TEXTS = ("place", "admin2", "admin1", "country")
_QUOTES = "\"'“”„‟«»‘’‚"


class AbandonedError(Exception):
    """The search was given up, because nobody waits for it any more."""


def words_of(q: str) -> list[str]:
    """The folded words of a search, each of which must occur; quotation marks around them are no part of them."""
    return list(dict.fromkeys(filter(None, (part.strip(_QUOTES) for part in fold(q).split()))))


def having_word(table: EventTable, word: str, wanted: Callable[[], bool] = lambda: True) -> np.ndarray:
    """The events in whose texts a folded word occurs, as a mask. `wanted` is asked now and then.

    Raises:
        AbandonedError: it is not wanted any more.
    """
    mask: np.ndarray = _with_value(table.facets["actor"], word) | _with_value(table.facets["region"], word)
    mask |= _places_with(table, word)[table.place]
    for first, part in table.store.stretches(TEXTS):
        if not wanted():
            raise AbandonedError
        for name in TEXTS:
            mask[first : first + part.num_rows] |= _occurs(part[name], word)
    return mask


def _with_value(column: Column, word: str) -> np.ndarray:
    codes = [code for code, value in enumerate(column.values) if value != NONE and word in fold(value)]
    return np.asarray(column.having(np.array(codes, dtype=np.int64)))


def _places_with(table: EventTable, word: str) -> np.ndarray:
    names = table.places.table
    found = np.zeros(len(table.places), dtype=bool)
    for name in _PLACE_TEXTS:
        column = names[name].combine_chunks()
        column = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
        known = np.array([word in fold(value) for value in column.dictionary.to_pylist()] + [False])
        found |= known[np.asarray(column.indices.fill_null(len(known) - 1))]
    rows = np.flatnonzero(np.asarray(names["place_names"].is_valid()))
    for row, others in zip(rows, names["place_names"].take(pa.array(rows)).to_pylist(), strict=True):
        found[row] |= any(word in fold(other) for _, other in others)
    return found


def _occurs(column: pa.ChunkedArray, word: str) -> np.ndarray:
    """Whether the folded word occurs in each text. Plain ASCII needs no folding but of case, which is quick."""
    texts = column.fill_null("")
    found = np.array(pc.match_substring(pc.utf8_lower(texts), word))
    strange = np.flatnonzero(~np.asarray(pc.string_is_ascii(texts)))
    if len(strange):
        found[strange] = [word in fold(text) for text in texts.take(pa.array(strange)).to_pylist()]
    return found
