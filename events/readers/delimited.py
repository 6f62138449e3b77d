"""Text with cells between delimiters, as a stream of chunks of strings: any size in bounded memory."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from events.ledger import Problem, shortened
from events.readers.ahead import ahead
from events.readers.answers import read_answers
from events.readers.blocks import Block, Blocks
from events.readers.chunk import ROWS, Cells, Rejected
from events.readers.encodings import UTF8, Encoding, Transcoder
from events.readers.head import Head
from events.readers.joined_files import REPEATS, followed
from events.readers.packed import BROKEN, open_bytes
from events.readers.plain import BLANKS, OUTER, Plain, at_once
from events.readers.rows import Row, rows
from events.readers.survey import Layout
from events.readers.workbook import UnreadableError, read_parquet, read_workbook

STRAY = re.compile("[\udc80-\udcff]")  # bytes that could not be decoded
BOOKS = {"xlsx": read_workbook, "parquet": read_parquet}


@dataclass(frozen=True)
class Form:
    """What the rows of a file have in common: their columns, and the cells of the header as they stand."""

    file: str
    layout: Layout
    columns: tuple[str, ...]
    header: tuple[str, ...]


def read_cells(
    path: Path,
    *,
    head: Head,
    header: Sequence[str] | None = None,
    delimiter: str | None = None,
    quoted: bool | None = None,
    position: list[int] | None = None,
) -> Iterator[Cells]:
    """The rows of a file of cells between delimiters, in chunks of at most `ROWS`; also of one packed as zip or gzip,
    and of an XLSX or Parquet file, or one of JSON with rows.

    Every column is a string, null for a blank cell; nothing else is converted or stripped, `NA` stays `NA`. Columns
    are named by the first line that is not blank, without outer blanks; one without a name is `column 3`, the second
    of a name `name.2`. With `header` every line is a row and the columns are named so (GDELT, UCDP's candidate files).

    Blank lines are passed over. Told and put into `rejected`: rows with too few or too many cells, with an open quote,
    with bytes that are not of the file's encoding, with NUL, and those that repeat the header or are another one. What
    is assumed (a guessed encoding, doubled names) is a problem of the chunk in which it begins to matter. There is at
    least one chunk, so that columns are known.

    `quoted=False` takes quotes as letters; None does so for tab-separated lines without a header, GDELT's form.
    `position[0]` is set to the bytes of the file that were read so far.
    """
    if head.problem is not None:
        yield _failure(head.problem, ())
        return
    if head.container in BOOKS or head.container == "json":
        yield from _of_book(path, head)
        if position is not None:
            position[0] = head.size
        return
    letter = delimiter or head.delimiter or ","
    layout = Layout(letter, quoted if quoted is not None else not (header is not None and letter == "\t"))
    try:
        with open_bytes(path, head.packed, position) as stream:
            text = Transcoder(stream, head.encoding or UTF8)
            above = head.above if header is None and letter == head.delimiter else 0
            yield from _of_stream(str(path), text, layout, header, above)
    except BROKEN as error:
        yield _failure(_broken_off(str(path), 1, error), ())


def _of_stream(
    file: str, text: Transcoder, layout: Layout, header: Sequence[str] | None, above: int
) -> Iterator[Cells]:
    blocks = Blocks(text)
    blocks.stated()
    titles = [row for _ in range(above) if (row := _filled(blocks, layout)) is not None]
    first = Row(0, tuple(header), "") if header is not None else _filled(blocks, layout)
    if first is None or first.cells is None:
        yield _failure(_unnamed(file, first), ())
        return
    columns, notes = _columns(file, first)
    notes = (*(_title(file, row) for row in titles), *notes)
    yield from _ahead(blocks, text, Form(file, layout, columns, first.cells), notes)
    if blocks.error is not None:
        yield _failure(_broken_off(file, blocks.line + 1, blocks.error), columns)


def _broken_off(file: str, line: int, error: Exception) -> Problem:
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Problem(file, line, None, None, None, f"breaks off ({words.rstrip('.')})", "Fetch the file again.")


def _of_book(path: Path, head: Head) -> Iterator[Cells]:
    try:
        yield from read_answers(head) if head.container == "json" else BOOKS[head.container](path)
    except UnreadableError as error:
        yield _failure(Problem(str(path), None, None, None, None, error.reason, error.remedy), ())


def _filled(blocks: Blocks, layout: Layout) -> Row | None:
    """The first row that is not blank."""
    while (row := blocks.first(layout)) is not None:
        if row.cells is None or any(cell.strip() for cell in row.cells):
            return row
    return None


def _title(file: str, row: Row) -> Problem:
    words = " ".join(cell.strip() for cell in row.cells or (row.text,)).strip()
    return Problem(file, row.line + 1, None, None, shortened(_shown(words)), "stands above the header", "It is no row.")


def _unnamed(file: str, first: Row | None) -> Problem:
    if first is None:
        return Problem(
            file, 1, None, None, None, "has no header", "Write the names of the columns into its first line."
        )
    value = shortened(_shown(first.text.rstrip("\r\n")))
    return Problem(file, first.line + 1, None, None, value, first.reason, "Mend the quotes of the header.")


def _columns(file: str, header: Row) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Names that are all different, and notes on those that stand twice."""
    columns: list[str] = []
    notes = []
    for number, cell in enumerate(header.cells or (), 1):
        stated = _shown(cell.strip())
        name = wanted = stated or f"column {number}"
        count = 1
        while name in columns:
            count += 1
            name = f"{wanted}.{count}"
        if count > 1 and stated:
            remedy = "Name each column differently."
            reason = f"stands twice in the header, and the later is read as '{name}'"
            notes.append(Problem(file, header.line + 1, None, stated, None, reason, remedy))
        columns.append(name)
    return tuple(columns), tuple(notes)


def _ahead(blocks: Blocks, text: Transcoder, form: Form, notes: tuple[Problem, ...]) -> Iterator[Cells]:
    """The chunks of the blocks in their order; a block is cut while the one before is parsed, and that while the rows
    before it are used."""
    for cells in ahead(followed(_parsed(ahead(_cut(blocks, text, form)), form, notes), form.columns)):
        yield from _slices(cells)


def _cut(blocks: Blocks, text: Transcoder, form: Form) -> Iterator[tuple[Block, Encoding]]:
    """The blocks, each with the encoding as it is known by then."""
    for block in blocks.all(form.layout, len(form.columns)):
        yield block, text.encoding


def _parsed(found: Iterator[tuple[Block, Encoding]], form: Form, notes: tuple[Problem, ...]) -> Iterator[Cells]:
    """The rows of the blocks, block by block; at least one, if without rows."""
    told = given = False
    for block, encoding in found:
        if not told and not encoding.sure:
            notes, told = (*notes, _assumed(form.file, encoding)), True
        yield _cells(block, form, encoding.label, notes)
        notes, given = (), True
    if not given:
        yield Cells(form.file, _table((), form.columns), np.empty(0, dtype=np.int64), notes)


def _assumed(file: str, encoding: Encoding) -> Problem:
    reason = f"is read as {encoding.label}, as its letters suggest"
    return Problem(file, None, None, None, None, reason, "Save it as CSV UTF-8 if letters look wrong.")


def _slices(cells: Cells) -> Iterator[Cells]:
    """The same in chunks of at most `ROWS`; what is told of lines that are no rows comes with the first."""
    yield replace(cells, table=cells.table.slice(0, ROWS), lines=cells.lines[:ROWS])
    for start in range(ROWS, cells.table.num_rows, ROWS):
        yield Cells(cells.file, cells.table.slice(start, ROWS), cells.lines[start : start + ROWS])


def _cells(block: Block, form: Form, encoding: str, notes: tuple[Problem, ...]) -> Cells:
    """The rows of a block. Those that were read one by one are put in among the others by their lines."""
    plain = (
        at_once(block.text, block.survey, form.layout, form.columns, form.header) if block.survey is not None else None
    )
    if plain is None:
        plain = Plain(_table((), form.columns), np.empty(0, dtype=np.int64), _singly(block, form))
    kept: list[tuple[int, tuple[str, ...]]] = []
    problems, rejected = list(notes), []
    for row in plain.others:
        if row.cells is not None and (all(cell in BLANKS for cell in row.cells) or not row.text.strip()):
            continue
        fault = _fault(row, form, encoding)
        if fault is None:
            kept.append((row.line, (row.cells or ())[: len(form.columns)]))
            continue
        line = block.line + row.line + 1
        problems.append(Problem(form.file, line, None, *fault))
        rejected.append(Rejected(form.file, line, _by_column(row, form)))
    table, lines = plain.table, plain.lines
    if kept:
        table = pa.concat_tables([table, _table([cells for _, cells in kept], form.columns)])
        lines = np.concatenate((lines, [line for line, _ in kept]))
        order = np.argsort(lines)
        table, lines = table.take(order), lines[order]
    return Cells(form.file, table, lines + (block.line + 1), tuple(problems), tuple(rejected))


def _singly(block: Block, form: Form) -> tuple[Row, ...]:
    if block.survey is None:
        return block.rows
    return tuple(rows(block.text, len(block.text), form.layout, len(form.columns))[0])


def _fault(row: Row, form: Form, encoding: str) -> tuple[str | None, str | None, str, str] | None:
    """Column, value, reason and remedy of what is wrong with a row, None for a row that can be taken."""
    start = shortened(_shown(row.text.rstrip("\r\n")))
    if row.cells is None:
        return None, start, row.reason, "Mend its quotes."
    if _repeats(row.cells, form):
        return None, start, REPEATS, "Take the row out."
    for number, cell in enumerate(row.cells):
        column = form.columns[number] if number < len(form.columns) else f"column {number + 1}"
        if "\0" in cell:
            return column, shortened(_shown(cell)), "has the unprintable character U+0000", "Fetch the file again."
        if not cell.isascii() and STRAY.search(cell):
            remedy = "Save the file again as CSV UTF-8."
            return column, shortened(_shown(cell)), f"has bytes that are not {encoding}", remedy
    count, width = len(row.cells), len(form.columns)
    if count < width or any(cell not in BLANKS for cell in row.cells[width:]):
        remedy = "Quote cells that hold the delimiter." if count > width else "Write a delimiter for each empty cell."
        return None, start, f"has {count} cell{'' if count == 1 else 's'}, and the header has {width}", remedy
    return None


def _repeats(cells: Sequence[str | None], form: Form) -> bool:
    return [(cell or "").strip(OUTER) for cell in cells] == [cell.strip(OUTER) for cell in form.header]


def _by_column(row: Row, form: Form) -> dict[str, str]:
    """The cells of a row that is refused, as far as they go; of one whose cells are not known, the `line`."""
    if row.cells is None:
        return {"line": _shown(row.text.rstrip("\r\n"))}
    names = (*form.columns, *(f"column {number + 1}" for number in range(len(form.columns), len(row.cells))))
    return {name: _shown(cell) for name, cell in zip(names, row.cells, strict=False) if cell not in BLANKS}


def _shown(text: str) -> str:
    """Text with bytes that are not UTF-8 as `\\xe8`."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _table(found: Sequence[Sequence[str]], columns: tuple[str, ...]) -> pa.Table:
    cells = zip(*found, strict=True) if found else ((),) * len(columns)
    arrays = [pa.array([None if cell in BLANKS else cell for cell in column], pa.string()) for column in cells]
    return pa.Table.from_arrays(arrays, names=list(columns))


def _failure(problem: Problem, columns: tuple[str, ...]) -> Cells:
    """No rows, and a file or what is left of it as one that is rejected."""
    rejected = (Rejected(problem.file, problem.row or 1, {}),)
    return Cells(problem.file, _table((), columns), np.empty(0, dtype=np.int64), (problem,), rejected)
