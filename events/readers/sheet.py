"""Records kept in a spreadsheet: CSV and XLSX, one row an event, in the columns of `columns.py`."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from events.ledger import Problem
from events.model import Event
from events.readers.columns import CellError, column_named, column_of, to_record, unknown
from events.readers.intake import Batch, Intake, unreadable

LONGEST_CELL = 1_000_000  # characters
MOST_UNPACKED = 1_000_000_000  # bytes of an XLSX's parts; a larger one is taken for a trap
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, zlib.error,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, RuntimeError,
)  # fmt: skip

Row = tuple[int, list[str]]


def read_csv(path: Path) -> Batch:
    """A CSV file with `,`, `;` or tab between cells, in UTF-8 or in UTF-16 with its mark. Rows are counted as the
    lines of the file, as an editor shows them."""
    file = str(path)
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return unreadable(file, "is not UTF-8 text", "Save it again as CSV UTF-8.", row=line)
    problems: list[Problem] = []
    return _batch(file, _csv_rows(text, file, problems), problems)


def _csv_rows(text: str, file: str, problems: list[Problem]) -> Iterator[Row]:
    """Rows with the line on which each starts; a broken row ends the file and is told."""
    csv.field_size_limit(LONGEST_CELL)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            Problem(
                file, start, None, None, None, f"is broken: {error}", "Mend its quotes; rows after it were not read."
            )
        )


def read_xlsx(path: Path) -> Batch:
    """An XLSX workbook: its sheet `events`, else its first. Cells that hold a date are taken as the day, or the minute
    where they have a clock time."""
    file = str(path)
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                return unreadable(file, "unpacks to more than 1 GB", "Save the events in a workbook of their own.")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book["events"] if "events" in book.sheetnames else book.worksheets[0]
            sheet.reset_dimensions()
            rows = [
                (number, [cell_text(cell) for cell in cells])
                for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
            ]
        finally:
            book.close()
    except _BROKEN as error:
        words = f"is not a workbook that can be read ({type(error).__name__})"
        return unreadable(file, words, "Save it again as XLSX, without a password.")
    return _batch(file, iter(rows), problems)


def cell_text(value: object) -> str:
    """A typed cell as the text that a record holds: `2022` for 2022.0, the day of a date, nothing for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        bare = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if bare else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _batch(file: str, rows: Iterator[Row], problems: list[Problem]) -> Batch:
    header = next(rows, None)
    if header is None or not any(cell.strip() for cell in header[1]):
        problems.append(Problem(file, 1, None, None, None, "has no header", "Start from `conflict-timeline template`."))
        return Batch(file, rows=1, problems=tuple(problems))
    columns, wrong = _columns(file, *header)
    problems += wrong
    intake = Intake(file, column_of=column_of)
    events: list[tuple[int, Event]] = []
    count = 0
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        result = _event(intake, number, cells, columns)
        if isinstance(result, list):
            problems += result
        else:
            events.append((number, result))
    broken = any(problem.reason.startswith("is broken") for problem in problems)
    return Batch(file, count + broken, tuple(events), tuple(problems))


def _columns(file: str, row: int, header: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """The column of each header, blank for one that is not known, and what is wrong with the header."""
    headers = list(header)
    while headers and not headers[-1].strip():
        headers.pop()
    named = [column_named(name) for name in headers]
    strange = dict(unknown(headers))
    problems = [
        Problem(file, row, None, name or "(blank)", None, "is not a known column", remedy or "Remove it.")
        for name, remedy in strange.items()
    ]
    doubled = {name for name in named if named.count(name) > 1 and name not in map(column_named, strange)}
    problems += [
        Problem(file, row, None, name, None, "stands twice in the header", "Keep one of the two.")
        for name in sorted(doubled)
    ]
    return ["" if header in strange else name for header, name in zip(headers, named, strict=True)], problems


def _event(intake: Intake, number: int, cells: list[str], columns: list[str]) -> Event | list[Problem]:
    surplus = [cell for cell in cells[len(columns) :] if cell.strip()]
    values = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column and cell.strip()}
    id = values.get("id")
    if surplus:
        reason, remedy = "stands beyond the last column", "Quote cells that hold the delimiter."
        return [Problem(intake.file, number, id, None, surplus[0][:80], reason, remedy)]
    try:
        return intake.accept(to_record(values), number)
    except CellError as error:
        return [Problem(intake.file, number, id, error.column, error.value[:80], error.reason, error.remedy)]
