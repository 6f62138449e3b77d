"""Rows of any table as events, by a mapping: column by column, each distinct combination of cells read once."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.readers.chunk import Cells, Draft, Fault
from events.readers.distinct import Column
from events.readers.mapped_dates import FIELDS as TIMES
from events.readers.mapped_dates import when
from events.readers.mapped_places import where
from events.readers.mapped_sources import sources
from events.readers.mapped_words import Words, actors, figures, plain_lines, status, wording
from events.readers.mapping import FIGURES, Mapping
from events.readers.plain_text import Numbering, slug
from events.readers.sheet import ERRORS
from events.schema import SCHEMA, WORD

DEGREES = ("lat", "lon", "coordinates")
_TOTAL = (
    r"^\s*((grand|sub)[ -]?)?(totals?|sum|summe|gesamt|insgesamt|итого|всего|разом|ukupno|suma|totale|total général)\b"
    r".{0,20}$|^.{1,40}\b(sub)?total\s*:?\s*$"
)
_WIDE = 4  # columns of a table in which a lone cell is no event
# A word of databases, or a code of social science.
_UNKNOWN = r"^(\\N|\(null\)|<na>|null|nan|none|n/a|-9|-99|-999|-9999|-77|-88|\.)$"
_NAMES = ("title", "summary", "place", "admin2", "admin1", "country", "region", "actors", "sources", "sub_event_type")
_SECOND_HEADER = "Take the row out, where it is a second line of the header."
_FORMULA = r"^=\s*(?:[A-Z][A-Z0-9.]*\(|\$?[A-Z]{1,3}\$?\d+|[\d(+-])"


def draft(cells: Cells, mapping: Mapping, file: dict[str, Any], numbering: Numbering) -> Draft:
    """Rows as events. `file` is the source of rows that name none; ids that are made here are numbered where they are
    doubled, those of an id column are left as they are.

    What a row states and no field holds goes to `more`, by the names of its columns.
    """
    table, spoilt = _usable(cells.table, mapping)
    kept = {name: np.asarray(cells.table.column(name).is_valid()) for name in mapping.unread}
    times, wrong_times = when(table, mapping)
    places, wrong_places = where(table, mapping)
    killed, wrong_figures = figures(table, mapping)
    named, wrong_sources = sources(table, mapping, file)
    words = wording(table, mapping)
    who, roles = actors(table, mapping)
    state = status(table, mapping)
    ids, changed = _ids(table, mapping, words, times["date"], numbering)
    faults = [
        *_sums(cells.table, table, mapping),
        *spoilt,
        *wrong_times,
        *wrong_places,
        *wrong_figures,
        *wrong_sources,
        *words.faults,
    ]
    keep = [
        *((fault.column, fault.rows) for fault in faults if not fault.rejects),
        *((name, fault.rows) for fault in wrong_figures for name in _columns(mapping, FIGURES)),
        *((name, fault.rows) for fault in wrong_places for name in _columns(mapping, DEGREES)),
        *((name, np.flatnonzero(np.asarray(said))) for name, said in roles.items()),
        *_kept(words),
        *((name, changed) for name in _columns(mapping, ("id",))),
        *((name, state.rows(lambda value: value[1])) for name in _columns(mapping, ("status",))),
    ]
    for name, rows in keep:
        kept.setdefault(name, np.zeros(table.num_rows, dtype=bool))[rows] = True
    columns = times | places | killed | named | who
    columns |= {
        "id": ids,
        "title": words.array(lambda value: value.title, pa.string()),
        "summary": words.array(lambda value: value.summary, pa.string()),
        "event_type": words.array(lambda value: value.event_type, WORD),
        "sub_event_type": words.array(lambda value: value.sub_event_type, WORD),
        "status": state.array(lambda value: value[0], WORD),
        "more": _more(cells.table, kept),
    }
    for name in ("region", "date_text"):
        if column := mapping.column(name):
            columns[name] = plain_lines(table, column)
    return Draft(columns, faults)


def _sums(whole: pa.Table, table: pa.Table, mapping: Mapping) -> list[Fault]:
    """Rows without a date that are none of events: one that sums up the others, as it says or as it has figures alone;
    and one that has words alone, where figures should stand."""
    undated = ~_any_of(table, _columns(mapping, TIMES))
    figured = _any_of(table, _columns(mapping, FIGURES))
    rows = np.flatnonzero(undated & figured)
    if not len(rows):
        return []
    some = whole.take(pa.array(rows))
    said = np.zeros(len(rows), dtype=bool)
    for column in some.columns:
        said |= np.asarray(pc.fill_null(pc.match_substring_regex(column, _TOTAL, ignore_case=True), False))
    words = [name for name in table.column_names if name not in _columns(mapping, FIGURES)]
    stated = _any_of(some, words)
    bare = ~stated & ~_any_of(some, mapping.unread)
    column = _columns(mapping, FIGURES)[0]
    counted = "Take the row out; it would be counted beside the rows that it sums up."
    return [
        Fault(column, rows[found], reason, remedy)
        for found, reason, remedy in (
            (said, "stands in a row of totals", counted),
            (bare & ~said & ~_worded(some), "stands alone, as in a row of totals", counted),
            (~stated & ~said & _worded(some), "is no figure, and nothing else stands in the row", _SECOND_HEADER),
        )
    ]


def _worded(table: pa.Table) -> np.ndarray:
    """Which rows have no figure in any cell?"""
    found = np.ones(table.num_rows, dtype=bool)
    for column in table.columns:
        found &= ~np.asarray(pc.fill_null(pc.match_substring_regex(column, "[0-9]"), False))
    return found


def notes(whole: pa.Table, mapping: Mapping) -> list[Fault]:
    """Rows of a wide table that fill its first column alone, as a heading or a note does; but not where that column has
    the dates, which are told as such, or the words of an event."""
    first = whole.column_names[0]
    if whole.num_columns < _WIDE or first in _columns(mapping, ("title", "summary", "date_text", *TIMES)):
        return []
    filled = sum(np.asarray(column.is_valid()).astype(np.int32) for column in whole.columns)
    rows = np.flatnonzero((filled == 1) & np.asarray(whole.column(0).is_valid()))
    reason, remedy = "stands alone in its row, as a heading or a note does", "Take the row out."
    return [Fault(first, rows, reason, remedy)] if len(rows) else []


def _any_of(table: pa.Table, names: Iterable[str]) -> np.ndarray:
    """Which rows state something in one of the columns?"""
    found = np.zeros(table.num_rows, dtype=bool)
    for name in names:
        found |= np.asarray(table.column(name).is_valid())
    return found


def _columns(mapping: Mapping, fields: Iterable[str]) -> list[str]:
    return [column for name in fields for column in mapping.fields.get(name, ())]


def _kept(words: Column[Words]) -> Iterator[tuple[str, np.ndarray]]:
    """Columns whose cells say more than the words that were made of them, and the rows of these."""
    for name in dict.fromkeys(name for value in words.values for name in value.kept):
        yield name, np.array([name in value.kept for value in words.values], dtype=bool)[words.codes]


def _usable(table: pa.Table, mapping: Mapping) -> tuple[pa.Table, list[Fault]]:
    """The columns of the mapping without outer blanks, null where nothing stands or what a spreadsheet could not
    work out."""
    columns: dict[str, pa.ChunkedArray] = {}
    faults = []
    for name in dict.fromkeys(column for found in mapping.fields.values() for column in found):
        text = pc.utf8_trim_whitespace(table.column(name))
        text = pc.if_else(pc.equal(text, ""), None, text)
        broken = pc.fill_null(pc.is_in(text, value_set=pa.array(sorted(ERRORS))), False)
        formula = pc.fill_null(pc.match_substring_regex(text, _FORMULA), False)
        for found, reason, remedy in (
            (broken, "is an error of the spreadsheet", "Mend its formula, or empty the cell."),
            (formula, "is a formula without its value", "Open and save the workbook, or write the value."),
        ):
            if rows := np.flatnonzero(np.asarray(found)).tolist():
                faults.append(Fault(name, np.array(rows), reason, remedy, rejects=name in _dated(mapping)))
        text = pc.if_else(pc.or_(broken, formula), None, text)
        if name in _columns(mapping, _NAMES):
            text = pc.if_else(
                pc.fill_null(pc.match_substring_regex(text, _UNKNOWN, ignore_case=True), False), None, text
            )
        columns[name] = text
    return pa.table(columns) if columns else table.select([]), faults


def _dated(mapping: Mapping) -> list[str]:
    """A date that is not known for a fault of the sheet is not the same as none."""
    return _columns(mapping, TIMES)


def _ids(
    table: pa.Table, mapping: Mapping, words: Column[Words], dates: pa.Array, numbering: Numbering
) -> tuple[pa.Array, np.ndarray]:
    """The cells of the id column as slugs, and in which rows these differ; of title and date where there is none."""
    column = mapping.column("id")
    stated = table.column(column).to_pylist() if column else [None] * table.num_rows
    titles = [slug(value.title, 80) for value in words.values]
    ids, changed = [], []
    for row, (cell, code, date) in enumerate(zip(stated, words.codes.tolist(), dates.to_pylist(), strict=True)):
        if cell is None:
            ids.append(numbering.named(f"{titles[code]}-{slug(date)}" if date else titles[code]))
            continue
        name = slug(cell, 110)
        ids.append(name)
        if name != cell:
            changed.append(row)
    return pa.array(ids, pa.string()), np.array(changed, dtype=np.int64)


def _more(table: pa.Table, kept: dict[str, np.ndarray]) -> pa.Array:
    """For each row the cells to be kept, in the order of the columns; null where there are none."""
    names = [name for name in table.column_names if name in kept and kept[name].any()]
    if not names:
        return pa.nulls(table.num_rows, SCHEMA.field("more").type)
    marks = np.column_stack([kept[name] & np.asarray(table.column(name).is_valid()) for name in names])
    rows, columns = np.nonzero(marks)
    cells = pa.concat_arrays([table.column(name).combine_chunks().cast(pa.string()) for name in names])
    items = pc.utf8_trim_whitespace(cells.take(pa.array(columns * table.num_rows + rows)))
    keys = pa.array(names, pa.string()).take(pa.array(columns))
    counts = marks.sum(axis=1)
    offsets = pa.array(np.concatenate(([0], np.cumsum(counts))).astype(np.int32), mask=np.append(counts == 0, False))
    return pa.MapArray.from_arrays(offsets, keys, items)
