"""Columns of one name: the first is read, and what another says is told."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.readers.chunk import Cells, Fault
from events.readers.columns import column_named

_CHECK = "The first is taken; check both."


def filled(cells: Cells, aliases: Iterable[Sequence[str]] = ()) -> tuple[Cells, list[Fault]]:
    """The cells where the first of several columns of one name has what the others do where it is blank, and the rows
    where they disagree. `aliases` are groups of names that mean the same."""
    table = cells.table
    faults: list[Fault] = []
    for first, others in _groups(table.column_names, aliases):
        for name in others:
            faults += _disagreeing(table, first, name, either=False)
            whole = pc.coalesce(table.column(first), table.column(name))
            table = table.set_column(table.column_names.index(first), first, whole)
    return replace(cells, table=table), faults


def disagreeing(table: pa.Table, read: Collection[str], unread: Collection[str]) -> list[Fault]:
    """The rows where a column that is not read says something else than one of its name that is."""
    faults: list[Fault] = []
    for first, others in _groups([*read, *(name for name in unread if name not in read)], ()):
        if first in read:
            for name in others:
                if name in unread and {first, name} <= set(table.column_names):
                    faults += _disagreeing(table, first, name, either=True)
    return faults


def _groups(names: Sequence[str], aliases: Iterable[Sequence[str]]) -> list[tuple[str, list[str]]]:
    """Columns of one name, the first of each and the others; in any case, and numbered where they stand twice."""
    meant = {column_named(alias): column_named(group[0]) for group in aliases for alias in group}
    folded = {name: column_named(name) for name in names}
    stand = set(folded.values())
    groups: dict[str, list[str]] = {}
    for name, known in folded.items():
        bare = re.sub(r"\.\d+$", "", known)
        known = bare if bare in stand else known
        groups.setdefault(meant.get(known, known), []).append(name)
    return [(group[0], group[1:]) for group in groups.values() if len(group) > 1]


def _disagreeing(table: pa.Table, first: str, name: str, either: bool) -> list[Fault]:
    """`either` says whether a cell beside a blank one is told."""
    one, other = (_plain(table.column(column)) for column in (first, name))
    differ = pc.fill_null(pc.not_equal(one, other), False)
    if either:
        differ = pc.or_(differ, pc.and_(one.is_null(), other.is_valid()))
    rows = np.flatnonzero(np.asarray(differ))
    reason = f"is not what the column '{first}' of the same name has"
    return [Fault(name, rows, reason, _CHECK, rejects=False)] if len(rows) else []


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts without outer blanks, and figures without their decimals of zero; null for blank ones."""
    text = pc.replace_substring_regex(pc.utf8_trim_whitespace(column), r"^(-?\d+)\.0+$", r"\1")
    return pc.if_else(pc.equal(text, ""), None, text)
