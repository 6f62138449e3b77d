"""Records kept in a spreadsheet: CSV and XLSX, one row an event, in the columns of `columns.py`."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from events.codebook import nearest
from events.ledger import Problem, shortened
from events.model import Event
from events.readers.chunk import Rejected
from events.readers.columns import READ, CellError, column_named, column_of, to_record
from events.readers.intake import Batch, Intake, unreadable
from events.readers.worksheets import chosen, unseen

LONGEST_CELL = 1_000_000  # characters
MOST_UNPACKED = 1_000_000_000  # bytes of an XLSX's parts; a larger one is taken for a trap
MOST_SHARED = 300_000_000  # bytes of the parts that are held in memory whole
UNCOUNTED = "=\0"  # stands for a formula of which the workbook keeps no value
_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that could not be decoded
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, zlib.error,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, RuntimeError,
)  # fmt: skip

ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})


@dataclass(frozen=True)
class Broken:
    """A line that is no row: what is wrong, and the line."""

    reason: str
    line: str


Row = tuple[int, list[str] | Broken]


def read_csv(path: Path, data: bytes | None = None) -> Batch:
    """A CSV file with `,`, `;` or tab between cells, in UTF-8 or UTF-16. Rows are counted as the lines of the file, as
    an editor shows them. A row with bytes that are not UTF-8 is rejected, and the others are read. `data` is what the
    file holds where it is packed."""
    file = str(path)
    data = path.read_bytes() if data is None else data
    utf16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}.get(data[:2])
    if utf16 is None and b"\0" in data[:2]:
        utf16 = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"  # without its mark
    try:
        text = data.decode(utf16) if utf16 else data.decode("utf-8-sig", errors="surrogateescape")
    except UnicodeDecodeError:
        return unreadable(file, "is neither UTF-8 nor UTF-16 text", "Save it again as CSV UTF-8.")
    return _batch(file, _csv_rows(text))


def _csv_rows(text: str) -> Iterator[Row]:
    """Rows with the line on which each starts. After a broken one reading goes on with the next line."""
    csv.field_size_limit(LONGEST_CELL)
    lines = list(io.StringIO(text, newline=""))
    stated = re.fullmatch(r'"?sep=([,;\t])"?', lines[0].strip("\r\n")) if lines else None
    header = next((line for line in lines if line.strip(",;\t \r\n")), "")
    delimiter = stated[1] if stated else max(",;\t", key=header.count)
    start = 1 if stated else 0
    while start < len(lines):
        first = start
        reader = csv.reader((lines[number] for number in range(first, len(lines))), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                yield start + 1, cells
                start = first + reader.line_num
            return
        except csv.Error as error:
            yield start + 1, Broken(f"is broken: {error}", lines[start].rstrip("\r\n"))
            start += 1


def read_xlsx(path: Path) -> Batch:
    """An XLSX workbook: its sheet `events`, else its first with a table. Cells that hold a date are taken as the day,
    or the minute where they have a clock time; cells that hold a formula, as the value that the workbook keeps."""
    file = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
        shared = sum(size for name, size in parts.items() if not name.startswith("xl/worksheets/"))
        if sum(parts.values()) > MOST_UNPACKED or shared > MOST_SHARED:
            return unreadable(file, "is too large when unpacked", "Save the events in a workbook of their own.")
        books = [openpyxl.load_workbook(path, read_only=True, data_only=values) for values in (True, False)]
        name = chosen(books[0])[0] or books[0].worksheets[0].title
        rows = list(_xlsx_rows(books, name))
        header, cells = rows[0] if rows else (1, [])
        notes = unseen(path, books[0][name], header, len(cells)) if isinstance(cells, list) else []
    except _BROKEN as error:
        words = f"is not a workbook that can be read ({type(error).__name__})"
        return unreadable(file, words, "Save it again as XLSX, without a password.")
    batch = _batch(file, iter(rows))
    return replace(batch, problems=(*notes, *batch.problems))


def _xlsx_rows(books: Sequence[openpyxl.Workbook], name: str) -> Iterator[Row]:
    """The rows of a sheet that are not empty, with their numbers; of the values and of the formulas of a workbook."""
    try:
        sheets = [book[name] for book in books]
        for sheet in sheets:
            sheet.reset_dimensions()
        values, formulas = (sheet.iter_rows(values_only=True) for sheet in sheets)
        for number, (cells, written) in enumerate(zip(values, formulas, strict=True), 1):
            if any(cell is not None for cell in written):
                yield (
                    number,
                    [
                        UNCOUNTED if cell is None and formula is not None else cell_text(cell)
                        for cell, formula in zip(cells, written, strict=True)
                    ],
                )
    finally:
        for book in books:
            book.close()


def cell_text(value: object) -> str:
    """A typed cell as the text that a record holds: `2022` for 2022.0, the day of a date, nothing for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        bare = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if bare else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x000D_", "").strip()  # how XLSX writes a carriage return


def _batch(file: str, rows: Iterator[Row]) -> Batch:
    head = next(((number, cells) for number, cells in rows if _filled(cells)), None)
    if head is None:
        return unreadable(file, "has no header", "Start from `conflict-timeline template`.", row=1)
    row, header = head
    if isinstance(header, Broken):
        return unreadable(file, header.reason, "Mend the quotes of the header.", row=row)
    if not any(column_named(name) in READ for name in header):
        words, remedy = (
            "has no column that is known",
            "Start from `conflict-timeline template`, with , ; or tab between.",
        )
        return Batch(file, rows=1, problems=(Problem(file, row, None, None, _shown("|".join(header)), words, remedy),))
    columns, problems = _columns(file, row, header)
    intake = Intake(file, column_of=column_of, worded=True)
    events: list[tuple[int, Event]] = []
    rejected: list[Rejected] = []
    count = 0
    for number, cells in rows:
        if not _filled(cells):
            continue
        count += 1
        event: Event | None = None
        if isinstance(cells, Broken):
            told = [Problem(file, number, None, None, _shown(cells.line), cells.reason, "Mend its quotes.")]
        elif cells == header:
            told = [Problem(file, number, None, None, _shown(cells[0]), "repeats the header", "Take the row out.")]
        else:
            event, told = _event(intake, number, cells, columns)
        problems += told
        if event is None:
            rejected.append(Rejected(file, number, _as_it_stands(header, cells)))
        else:
            events.append((number, event))
    return Batch(file, count, tuple(events), tuple(problems), rejected=tuple(rejected))


def _as_it_stands(header: list[str], cells: list[str] | Broken) -> dict[str, str]:
    """The cells of a row that are not blank, by column; a broken line is one cell of the first."""
    if isinstance(cells, Broken):
        cells = [cells.line]
    names = [*(name.strip() or f"column {number}" for number, name in enumerate(header, 1))]
    names += [f"column {number}" for number in range(len(header) + 1, len(cells) + 1)]
    return {name: _readable(cell) for name, cell in zip(names, cells, strict=False) if cell.strip()}


def _filled(cells: list[str] | Broken) -> bool:
    return isinstance(cells, Broken) or any(cell.strip() for cell in cells)


def _columns(file: str, row: int, header: list[str]) -> tuple[list[str | None], list[Problem]]:
    """The column of each header, None for one that is to be passed over, blank for one without a name, and what is
    wrong with the header. Of two that mean the same column the first is read."""
    columns: list[str | None] = []
    problems: list[Problem] = []
    for name in header:
        column = column_named(name)
        if not column:
            columns.append("")
        elif column not in READ:
            columns.append(None)
            remedy = nearest(column, READ)
            problems.append(Problem(file, row, None, _shown(name), None, "is not a known column", remedy))
        elif column in columns:
            columns.append(None)
            reason = "stands twice in the header, and the first is read"
            problems.append(Problem(file, row, None, column, None, reason, "Keep one of the two."))
        else:
            columns.append(column)
    return columns, problems


def _event(
    intake: Intake, number: int, cells: list[str], columns: list[str | None]
) -> tuple[Event | None, list[Problem]]:
    filled = {
        position: cell.strip()
        for position, cell in enumerate(cells)
        if cell.strip() and _at(columns, position) is not None
    }
    values = {column: cell for position, cell in filled.items() if (column := _at(columns, position))}
    id = _shown(values["id"]) if "id" in values else None
    refused = [
        Problem(intake.file, number, id, _at(columns, position) or f"column {position + 1}", _shown(cell), *advice)
        for position, cell in filled.items()
        if (advice := _refused(_at(columns, position), cell))
    ]
    if refused:
        return None, refused
    try:
        return intake.accept(to_record(values), number)
    except CellError as error:
        return None, [Problem(intake.file, number, id, error.column, _shown(error.value), error.reason, error.remedy)]


def _at(columns: list[str | None], position: int) -> str | None:
    return columns[position] if position < len(columns) else ""


def _refused(column: str | None, cell: str) -> tuple[str, str] | None:
    """Why a cell cannot be taken as it stands, and what to do."""
    if not column:
        return "stands under no header", "Name the column, or quote cells that hold the delimiter."
    if cell in ERRORS:
        return "is an error of the spreadsheet", "Mend its formula, or empty the cell."
    if cell == UNCOUNTED:
        return "is a formula without its value", "Open and save the workbook, or write the value."
    if not cell.isascii() and _ESCAPED.search(cell):
        return "is not UTF-8 text", "Save the file again as CSV UTF-8."
    return None


def _shown(cell: str) -> str:
    """The start of a cell for a message; bytes that are not UTF-8 as `\\xe8`."""
    return shortened(_readable(cell))


def _readable(cell: str) -> str:
    text = "=…" if cell == UNCOUNTED else cell
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
