"""Rows of the event schema in the form in which they wait on the disk: numbers for the texts that come often, and
without the columns that are empty.

A list or map is a list of structs; a text `x` in it is a number `x` and, where some have none, a text `x_`.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.importing.words import Words
from events.schema import SCHEMA

PLAIN = ("spans",)  # lists without texts
UNNUMBERED = ("place_names",)  # so that equal places are equal in every run


def pack(events: pa.Table, words: Words) -> pa.Table:
    """Rows in the event schema, or some of its columns, as they wait on the disk. Texts in lists may be coded."""
    columns: dict[str, pa.Array] = {}
    for name in events.column_names:
        column = events[name]
        kind = column.type
        if column.null_count == len(column):
            continue
        if pa.types.is_dictionary(kind):
            columns[name] = words[name].encode(_whole(column.unify_dictionaries()), all=True)[0]
        elif (pa.types.is_list(kind) or pa.types.is_map(kind)) and name not in PLAIN:
            columns[name] = _pack_list(name, _whole(column), words)
        else:
            columns[name] = _whole(column)
    return pa.table(columns)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    found = column.combine_chunks()
    return found if isinstance(found, pa.Array) else pa.concat_arrays(found.chunks)


def _pack_list(name: str, column: pa.Array, words: Words) -> pa.Array:
    fields: dict[str, pa.Array] = {}
    for inner, texts in _leaves(column).items():
        if texts.null_count == len(texts) and fields:
            continue
        if name in UNNUMBERED:
            fields[f"{inner}_"] = texts
            continue
        codes, rest = words[f"{name}.{inner}"].encode(texts)
        if codes.null_count < len(codes) or rest is None:
            fields[inner] = codes
        if rest is not None:
            fields[f"{inner}_"] = rest
    lengths = np.asarray(pc.list_value_length(column.cast(_as_list(column.type))).fill_null(0))
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32))
    missing = column.is_null() if column.null_count else None
    rows = pa.StructArray.from_arrays(list(fields.values()), names=list(fields))
    return pa.ListArray.from_arrays(offsets, rows, mask=missing)


def _as_list(kind: pa.DataType) -> pa.DataType:
    if not pa.types.is_map(kind):
        return kind
    return pa.list_(pa.field("entries", pa.struct([("key", kind.key_type), ("value", kind.item_type)]), nullable=False))


def _leaves(column: pa.Array) -> dict[str, pa.Array]:
    """The texts in all lists of a column, end to end."""
    flat = column.cast(_as_list(column.type)).flatten()
    if not pa.types.is_struct(flat.type):
        return {"item": flat}
    return {field.name: part for field, part in zip(flat.type, flat.flatten(), strict=True)}


def taken(rows: pa.Table, order: np.ndarray) -> pa.Table:
    """Packed rows in another order, as one chunk; column by column, and lists by their parts, which is twice as quick
    as Arrow's own `take` of a table. Rows that are in that order are left as they are."""
    if (np.diff(order) == 1).all():
        return pa.table({name: _whole(rows[name]) for name in rows.column_names})
    return pa.table({name: _taken(_whole(rows[name]), order) for name in rows.column_names})


def _taken(column: pa.Array, order: np.ndarray) -> pa.Array:
    if not pa.types.is_list(column.type) or column.null_count or not pa.types.is_struct(column.type.value_type):
        return column.take(pa.array(order))
    offsets = np.asarray(column.offsets)
    lengths = np.diff(offsets)[order]
    found = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    inner = np.repeat(offsets[:-1][order] - found[:-1], lengths)
    inner += np.arange(found[-1], dtype=np.int32)
    parts = [part.take(pa.array(inner)) for part in column.values.flatten()]
    values = pa.StructArray.from_arrays(parts, names=column.type.value_type.names)
    return pa.ListArray.from_arrays(pa.array(found), values)


def unpack(rows: pa.Table, words: Words) -> pa.Table:
    """The inverse of `pack`; columns that were left out are null."""
    return pa.Table.from_arrays([_unpacked(rows, field, words) for field in SCHEMA], schema=SCHEMA)


def _unpacked(rows: pa.Table, field: pa.Field, words: Words) -> pa.Array:
    if field.name not in rows.column_names:
        return pa.nulls(rows.num_rows, field.type)
    column = _whole(rows[field.name])
    if pa.types.is_dictionary(field.type):
        return words[field.name].dictionary(column)
    if not (pa.types.is_list(field.type) or pa.types.is_map(field.type)) or field.name in PLAIN:
        return column
    return _unpacked_list(column, field, words)


def _unpacked_list(column: pa.Array, field: pa.Field, words: Words) -> pa.Array:
    flat = column.flatten()
    parts = {inner.name: part for inner, part in zip(flat.type, flat.flatten(), strict=True)}
    lengths = np.asarray(pc.list_value_length(column).fill_null(0))
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32))
    missing = column.is_null() if column.null_count else None

    def texts(inner: str) -> pa.Array:
        codes, rest = parts.get(inner), parts.get(f"{inner}_")
        if codes is None and rest is None:
            return pa.nulls(len(flat), pa.string())
        return words[f"{field.name}.{inner}"].decode(codes, rest)

    if pa.types.is_map(field.type):
        return pa.MapArray.from_arrays(offsets, texts("key"), texts("value"), type=field.type, mask=missing)
    value = field.type.value_type
    if pa.types.is_struct(value):
        rows = pa.StructArray.from_arrays([texts(inner.name) for inner in value], fields=list(value))
    else:
        rows = texts("item")
    return pa.ListArray.from_arrays(offsets, rows, type=field.type, mask=missing)
