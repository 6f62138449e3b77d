"""Text with cells between delimiters, as a stream of chunks of strings: any size in bounded memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from events.ledger import Problem, shortened
from events.readers.ahead import ahead
from events.readers.answers import read_answers
from events.readers.archive import open_members
from events.readers.blocks import Block, Blocks, Text
from events.readers.chunk import ROWS, Cells, Rejected
from events.readers.encodings import UTF8, Encoding, Transcoder
from events.readers.head import Head
from events.readers.joined_files import followed
from events.readers.odd_rows import Form, is_blank, shown, table_of, taken
from events.readers.packed import BROKEN, open_bytes
from events.readers.plain import Plain, at_once
from events.readers.rows import Row, rows
from events.readers.survey import Layout
from events.readers.widths import Widths
from events.readers.workbook import UnreadableError, read_parquet, read_workbook

BOOKS = {"xlsx": read_workbook, "parquet": read_parquet}


def read_cells(
    path: Path,
    *,
    head: Head,
    header: Sequence[str] | None = None,
    delimiter: str | None = None,
    quoted: bool | None = None,
    position: list[int] | None = None,
) -> Iterator[Cells]:
    """The rows of a file of cells between delimiters, in chunks of at most `ROWS`; also of those packed as zip or gzip,
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
        with _opened(path, head, position) as text:
            above = head.above if header is None and letter == head.delimiter else 0
            yield from _of_stream(str(path), text, layout, header, above, head.told)
    except BROKEN as error:
        yield _failure(_broken_off(str(path), 1, error), ())


@contextmanager
def _opened(path: Path, head: Head, position: list[int] | None) -> Iterator[Text]:
    if len(head.members) > 1:
        with open_members(path, head.members, position) as text:
            yield text
        return
    name = head.members[0].name if head.members else None
    with open_bytes(path, head.packed, position, name) as stream:
        yield Transcoder(stream, head.encoding or UTF8)


def _of_stream(
    file: str, text: Text, layout: Layout, header: Sequence[str] | None, above: int, told: tuple[Problem, ...]
) -> Iterator[Cells]:
    blocks = Blocks(text)
    blocks.stated()
    titles = [row for _ in range(above) if (row := _filled(blocks, layout)) is not None]
    first = Row(0, tuple(header), "") if header is not None else _filled(blocks, layout)
    if first is None or first.cells is None:
        yield _failure(_unnamed(file, first), ())
        return
    columns, notes = _columns(file, first)
    notes = (*told, *(_title(file, row) for row in titles), *notes)
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
    return Problem(file, row.line + 1, None, None, shortened(shown(words)), "stands above the header", "It is no row.")


def _unnamed(file: str, first: Row | None) -> Problem:
    if first is None:
        return Problem(
            file, 1, None, None, None, "has no header", "Write the names of the columns into its first line."
        )
    value = shortened(shown(first.text.rstrip("\r\n")))
    return Problem(file, first.line + 1, None, None, value, first.reason, "Mend the quotes of the header.")


def _columns(file: str, header: Row) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Names that are all different, and notes on those that stand twice."""
    columns: list[str] = []
    notes = []
    for number, cell in enumerate(header.cells or (), 1):
        stated = shown(cell.strip())
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


def _ahead(blocks: Blocks, text: Text, form: Form, notes: tuple[Problem, ...]) -> Iterator[Cells]:
    """The chunks of the blocks in their order; a block is cut while the one before is parsed, and that while the rows
    before it are used."""
    for cells in ahead(followed(_parsed(ahead(_cut(blocks, text, form)), form, notes), form.columns)):
        yield from _slices(cells)


def _cut(blocks: Blocks, text: Text, form: Form) -> Iterator[tuple[Block, Encoding]]:
    """The blocks, each with the encoding as it is known by then."""
    for block in blocks.all(form.layout, len(form.columns)):
        yield block, text.encoding


def _parsed(found: Iterator[tuple[Block, Encoding]], form: Form, notes: tuple[Problem, ...]) -> Iterator[Cells]:
    """The rows of the blocks, block by block; at least one, if without rows."""
    told = given = False
    widths = Widths(len(form.columns))
    for block, encoding in found:
        if not told and not encoding.sure:
            notes, told = (*notes, _assumed(form.file, encoding)), True
        yield _cells(block, form, encoding.label, notes, widths)
        notes, given = (), True
    if not given:
        yield Cells(form.file, table_of((), form.columns), np.empty(0, dtype=np.int64), notes)


def _assumed(file: str, encoding: Encoding) -> Problem:
    reason = f"is read as {encoding.label}, as its letters suggest"
    return Problem(file, None, None, None, None, reason, "Save it as CSV UTF-8 if letters look wrong.")


def _slices(cells: Cells) -> Iterator[Cells]:
    """The same in chunks of at most `ROWS`; what is told of lines that are no rows comes with the first."""
    yield replace(cells, table=cells.table.slice(0, ROWS), lines=cells.lines[:ROWS])
    for start in range(ROWS, cells.table.num_rows, ROWS):
        yield Cells(cells.file, cells.table.slice(start, ROWS), cells.lines[start : start + ROWS])


def _cells(block: Block, form: Form, encoding: str, notes: tuple[Problem, ...], widths: Widths) -> Cells:
    """The rows of a block. Those that were read one by one are put in among the others by their lines."""
    plain = (
        at_once(block.text, block.survey, form.layout, form.columns, form.header) if block.survey is not None else None
    )
    if plain is None:
        plain = Plain(table_of((), form.columns), np.empty(0, dtype=np.int64), _singly(block, form))
    others = [row for row in plain.others if not is_blank(row)]
    if not others and widths.section is None:
        widths.see(plain.table)
        return Cells(form.file, plain.table, plain.lines + (block.line + 1), notes)
    return taken(replace(plain, others=tuple(others)), block.line, form, encoding, notes, widths)


def _singly(block: Block, form: Form) -> tuple[Row, ...]:
    if block.survey is None:
        return block.rows
    return tuple(rows(block.text, len(block.text), form.layout, len(form.columns))[0])


def _failure(problem: Problem, columns: tuple[str, ...]) -> Cells:
    """No rows, and a file or what is left of it as one that is rejected."""
    rejected = (Rejected(problem.file, problem.row or 1, {}),)
    return Cells(problem.file, table_of((), columns), np.empty(0, dtype=np.int64), (problem,), rejected)
