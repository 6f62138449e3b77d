"""Tables of XLSX workbooks and Parquet files as cells of text."""

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from events.ledger import Problem, shortened
from events.readers.chunk import ROWS, Cells
from events.readers.sheet import MOST_SHARED, MOST_UNPACKED, cell_text
from events.readers.worksheets import SEARCHED, chosen, further, unseen

_LOOKED_AT = 1_000  # rows in which bytes are looked at for text
Row = tuple[int, list[str]]


class UnreadableError(ValueError):
    """A file of which nothing can be read."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}")
        self.reason, self.remedy = reason, remedy


def read_workbook(path: Path) -> Iterator[Cells]:
    """The sheet `events` of a workbook, else its first one with a table. Cells that hold a date are the day, or the
    minute; cells that hold a formula, the value that the workbook keeps of it, and the formula where it keeps none.

    The header is the first of the first rows that is at least half as wide as the widest. Rows are numbered as in the
    sheet. Sheets with the same header and ids are read as one. Other sheets, what stands above the header, what is
    hidden and what is merged are told.

    Raises:
        UnreadableError: it is no workbook, or is too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
        shared = sum(size for name, size in parts.items() if not name.startswith("xl/worksheets/"))
        if sum(parts.values()) > MOST_UNPACKED or shared > MOST_SHARED:
            raise UnreadableError("is too large when unpacked", "Save the events in a workbook of their own.")
        books = _opened(path)
        name, others = chosen(books[0])
        rows = _paired(books, name) if name is not None else iter(())
        head = list(islice(rows, SEARCHED))
        start = _header(head)
        told = unseen(path, books[0][name], head[start][0], len(head[start][1])) if head else []
        more = further(openpyxl.load_workbook(path, read_only=True), others, head[start][1]) if head and others else []
        for other in more:
            told += [_joined(str(path), other), *unseen(path, books[0][other], 1, len(head[start][1]), named=True)]
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises of all kinds on a broken file
        reason = f"is not a workbook that can be read ({type(error).__name__})"
        raise UnreadableError(reason, "Save it again as XLSX, without a password.") from None
    if not head:
        raise UnreadableError("has no header", "Write the names of the columns in the first row.")
    told += [
        Problem(
            str(path),
            number,
            None,
            None,
            shortened(" ".join(cells).strip()),
            "stands above the header",
            "It is no row.",
        )
        for number, cells in head[:start]
    ]
    told += [
        Problem(str(path), None, None, None, other, "is a sheet that is not read", "Save it as a file of its own.")
        for other in others
        if other not in more
    ]
    return _cells(str(path), head[start][1], _chain(path, head[start + 1 :], rows, more), told)


def _opened(path: Path) -> list[Any]:
    """A workbook with the values of its cells, and with their formulas."""
    return [openpyxl.load_workbook(path, read_only=True, data_only=values) for values in (True, False)]


def _joined(file: str, name: str) -> Problem:
    reason = f"the sheet '{name}' has the same columns, and is read as well, its rows counted on from the sheet before"
    return Problem(file, None, None, None, None, reason, "Take it out of the file if it has the same rows.", note=True)


def _chain(path: Path, head: Iterable[Row], rows: Iterator[Row], more: Sequence[str]) -> Iterator[Row]:
    """The rows of a sheet below its header, and those of further sheets below theirs."""
    last = 0
    for number, cells in chain(head, rows):
        yield number, cells
        last = number
    for name in more:
        first = last
        for number, cells in islice(_paired(_opened(path), name), 1, None):
            yield first + number, cells
            last = first + number


def _header(head: Sequence[Row]) -> int:
    """Which of the first rows has the names of the columns."""
    widths = [sum(bool(cell) for cell in cells) for _, cells in head]
    return next((number for number, width in enumerate(widths) if 2 * width >= max(widths)), 0)


def _paired(books: Sequence[Any], name: str) -> Iterator[Row]:
    try:
        sheets = [book[name] for book in books]
        for sheet in sheets:
            sheet.reset_dimensions()
        values, formulas = (sheet.iter_rows(values_only=True) for sheet in sheets)
        for number, (cells, written) in enumerate(zip(values, formulas, strict=True), 1):
            if any(cell is not None for cell in written):
                texts = [
                    cell_text(cell if cell is not None else other) for cell, other in zip(cells, written, strict=True)
                ]
                yield number, texts
    finally:
        for book in books:
            book.close()


def _cells(file: str, header: list[str], rows: Iterator[Row], told: list[Problem]) -> Iterator[Cells]:
    batch = list(islice(rows, ROWS))
    while True:
        width = max((len(cells) for _, cells in batch), default=0)
        columns = named([*(name.strip() for name in header), *[""] * (width - len(header))])
        arrays = [
            pa.array([(cells[at] or None) if at < len(cells) else None for _, cells in batch], pa.string())
            for at in range(len(columns))
        ]
        used = [
            at
            for at, array in enumerate(arrays)
            if (at < len(header) and header[at].strip()) or array.null_count < len(array)
        ]
        table = pa.table([arrays[at] for at in used], names=[columns[at] for at in used])
        yield Cells(file, table, np.array([number for number, _ in batch], dtype=np.int64), tuple(told))
        batch, told = list(islice(rows, ROWS)), []
        if not batch:
            return


def named(header: Sequence[str]) -> list[str]:
    """The names of columns: `column 3` for one without, `name.2` for the second of a name."""
    names: list[str] = []
    for position, name in enumerate(header, 1):
        plain = name or f"column {position}"
        number = 2
        unique = plain
        while unique in names:
            unique, number = f"{plain}.{number}", number + 1
        names.append(unique)
    return names


def read_parquet(path: Path) -> Iterator[Cells]:
    """A Parquet file, its values as text: days and times as ISO 8601, lists with `; ` between their values, fields of
    structs as columns of their own, columns of bytes that are no text left out and told. Rows are counted from 1.

    Raises:
        UnreadableError: it is no Parquet file that can be read.
    """
    try:
        file = pq.ParquetFile(path)
        schema = file.schema_arrow
    except (pa.ArrowException, OSError) as error:
        reason = f"is not a Parquet file that can be read ({type(error).__name__})"
        raise UnreadableError(reason, "Write it again.") from None
    return _batches(path, file, schema)


def _batches(path: Path, file: pq.ParquetFile, schema: pa.Schema) -> Iterator[Cells]:
    binary = [field.name for field in schema if pa.types.is_binary(field.type) or pa.types.is_large_binary(field.type)]
    raw = [name for name in binary if not _is_text(file, name)]
    told = [
        Problem(
            str(path),
            None,
            None,
            name,
            None,
            "holds bytes, and is left out",
            "Write it as text, points as lat and lon.",
        )
        for name in raw
    ]
    wanted = [name for name in schema.names if name not in raw]
    row = 1
    for batch in file.iter_batches(batch_size=ROWS, columns=wanted):
        flat = _flat(pa.Table.from_batches([batch]))
        table = pa.table([as_text(column.combine_chunks()) for column in flat.columns], names=named(flat.column_names))
        yield Cells(str(path), table, np.arange(row, row + batch.num_rows), tuple(told))
        row, told = row + batch.num_rows, []
    if row == 1:
        names = _flat(schema.empty_table().select(wanted)).column_names
        empty = pa.table([pa.array([], pa.string()) for _ in names], names=named(names))
        yield Cells(str(path), empty, np.array([], dtype=np.int64), tuple(told))


def _flat(table: pa.Table) -> pa.Table:
    """The fields of structs as columns with dotted names: `where.lat`."""
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    return table


def _is_text(file: pq.ParquetFile, name: str) -> bool:
    """Whether bytes are text that is not marked as such, as some programs write it."""
    for batch in file.iter_batches(batch_size=_LOOKED_AT, columns=[name]):
        values = batch.column(0).drop_null()
        if len(values):
            try:
                texts = values.cast(pa.string())
            except pa.ArrowInvalid:
                return False
            return not pc.any(pc.match_substring_regex(texts, r"[\x00-\x08\x0e-\x1f]")).as_py()
    return False


def as_text(column: pa.Array) -> pa.Array:
    """Values as the text of a cell; null for none, not a number, and empty text."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_text(column.dictionary_decode())
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_finite(column), column, None)
        whole = pc.and_(pc.equal(column, pc.trunc(column)), pc.less(pc.abs(column), 1e15))
        return pc.if_else(
            whole, pc.if_else(whole, column, 0).cast(pa.int64()).cast(pa.string()), column.cast(pa.string())
        )
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        texts = [None if value is None else value.decode("utf-8", "backslashreplace") for value in column.to_pylist()]
        return as_text(pa.array(texts, pa.string()))
    if pa.types.is_nested(kind):
        return pa.array([None if value is None else _nested(value) for value in column.to_pylist()], pa.string())
    text = column.cast(pa.string())
    return pc.if_else(pc.equal(pc.utf8_trim_whitespace(text), ""), None, text)


def _nested(value: Any) -> str:
    if isinstance(value, list) and not any(isinstance(item, list | dict | tuple) for item in value):
        return "; ".join(str(item) for item in value if item is not None)
    return json.dumps(value, ensure_ascii=False, default=str)
