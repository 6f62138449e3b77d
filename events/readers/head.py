"""What is known of a file from its beginning: how it is packed, how its letters are coded, its first cells."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import IO

import openpyxl
import pyarrow as pa
from pyarrow import parquet

from events.ledger import Problem
from events.readers.archive import Member
from events.readers.archive import chosen as chosen_members
from events.readers.encodings import Encoding, encoding_of
from events.readers.packed import BROKEN, members, open_bytes
from events.readers.sheet import MOST_SHARED, MOST_UNPACKED, cell_text
from events.readers.worksheets import chosen

START = 65_536  # bytes that are looked at
_PADDING = 16  # bytes of zero at the end, from which on they are no text: a disk that was full or broke left them
ROWS = 8  # of a table
DELIMITERS = ",;\t|"
_STATED = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\n|\r|$)')
_JSON = re.compile(r'[\s\x1e]*(?:\{\s*(?:["}]|$)|\[\s*(?:[{\]"]|-?\d|$|\[\s*[\["\d-]))')  # TOML begins [[events]]
_MAGIC = (
    (b"%PDF", "is a PDF", "Copy its events into a sheet: `conflict-timeline template`."),
    (b"\x89PNG", "is an image", "Bring the data that it was drawn from."),
    (b"\xff\xd8\xff", "is an image", "Bring the data that it was drawn from."),
    (b"GIF8", "is an image", "Bring the data that it was drawn from."),
    (b"RIFF", "is an image or a sound", "Bring the data that it was drawn from."),
    (b"\xd0\xcf\x11\xe0", "is a workbook of the old kind, XLS", "Save it as XLSX or as CSV UTF-8."),
    (b"SQLite format 3", "is a database", "Write the table of events into a CSV file."),
    (b"7z\xbc\xaf\x27\x1c", "is packed as 7z", "Unpack it first."),
    (b"BZh", "is packed as bzip2", "Unpack it first."),
    (b"\xfd7zXZ", "is packed as xz", "Unpack it first."),
    (b"\x28\xb5\x2f\xfd", "is packed as zstd", "Unpack it first."),
    (b"Rar!", "is packed as RAR", "Unpack it first."),
)


@dataclass(frozen=True)
class Head:
    """The beginning of a file. What cannot be read at all has a `problem`, and then nothing else is to be relied on.

    Of a zip with several files `members` are those that are read as one table, and the first is looked at; `told` is
    what is to be told of the others.

    `container` is `text` (cells between delimiters, TOML, HTML, whatever is no JSON), `json`, `xlsx`, `parquet`,
    `empty` or `binary`. `packed` is `zip` or `gzip` where what it holds is looked at instead, None else;
    `read_cells` unpacks it by itself, other readers refuse it. `start` are its first bytes, unpacked; `text` the same
    decoded, without its mark, "" for what is no text. Of a table (text, XLSX, Parquet) there are the cells of its first
    line that is not blank, `header`, without outer blanks, also where that line is no header; and some `rows` after it
    (none of Parquet). `above` it stand so many lines of text that have less than half of the cells of the widest, as
    titles do. `delimiter` is None for all but text.
    """

    path: Path
    size: int = 0  # bytes on the disk
    start: bytes = b""
    container: str = "empty"
    packed: str | None = None
    encoding: Encoding | None = None
    text: str = ""
    delimiter: str | None = None
    header: tuple[str, ...] = ()
    above: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    members: tuple[Member, ...] = ()
    told: tuple[Problem, ...] = ()
    problem: Problem | None = None

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()

    def wrong(self, reason: str, remedy: str) -> "Head":
        """The same with a problem of the whole file."""
        return replace(self, problem=Problem(str(self.path), None, None, None, None, reason, remedy))


def look(path: Path) -> Head:
    """The beginning of a file. Never raises: a folder, a file that is not there or that is empty has a problem."""
    head = Head(path)
    try:
        stat = path.stat()
        if S_ISDIR(stat.st_mode):
            return head.wrong("is a folder", "Name a file in it.")
        if not S_ISREG(stat.st_mode):
            return head.wrong("is not a file", "Check the path.")
        with path.open("rb") as stream:
            head = replace(head, size=stat.st_size, start=stream.read(START))
    except FileNotFoundError:
        return head.wrong("does not exist", "Check the path.")
    except OSError as error:
        return head.wrong(f"cannot be read ({error.strerror})", "Check the path and its rights.")
    except ValueError:
        return head.wrong("is no path", "Check the path.")
    if not head.start:
        return head.wrong("is empty", "Fetch the file again.")
    return _opened(head)


def _opened(head: Head) -> Head:
    if head.start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(head)
    if head.start.startswith(b"\x1f\x8b"):
        return _unpacked(head, "gzip")
    if head.start.startswith(b"PAR1"):
        return _parquet(head)
    return _text(head)


def _zip(head: Head) -> Head:
    try:
        with zipfile.ZipFile(head.path) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
            files = members(archive)
    except BROKEN:
        return head.wrong("is packed as zip and cannot be unpacked", "Fetch the file again.")
    if "xl/workbook.xml" in parts:
        return _workbook(head, parts)
    if "xl/workbook.bin" in parts or "content.xml" in parts:
        return head.wrong("is a workbook of another kind than XLSX", "Save it as XLSX or as CSV UTF-8.")
    if len(files) != 1:
        return _several(head, len(files))
    if files[0].flag_bits & 1:
        return head.wrong("is locked with a password", "Unpack it first.")
    return _unpacked(head, "zip")


def _several(head: Head, count: int) -> Head:
    def table(name: str) -> Head | None:
        found = _unpacked(head, "zip", name)
        return found if found.problem is None and found.container == "text" and len(found.header) > 1 else None

    try:
        with zipfile.ZipFile(head.path) as archive:
            found = chosen_members(head.path, archive, table)
    except BROKEN:
        return head.wrong("is packed as zip and cannot be unpacked", "Fetch the file again.")
    if not found.read:
        return head.wrong(f"holds {count} files", "Unpack it first, and name the one with the events.")
    first = _unpacked(head, "zip", found.read[0].name)
    return replace(first, members=found.read, told=found.told)


def _unpacked(head: Head, packed: str, member: str | None = None) -> Head:
    try:
        with open_bytes(head.path, packed, None, member) as stream:
            start = _begun(stream)
    except BROKEN:
        return head.wrong(f"is packed as {packed} and cannot be unpacked", "Fetch the file again.")
    if not start:
        return head.wrong("is empty when unpacked", "Fetch the file again.")
    if start[257:262] == b"ustar" or start.startswith((b"PK\x03\x04", b"\x1f\x8b", b"PAR1")):
        return head.wrong("is a file of its own kind, packed once more", "Unpack it first.")
    return _text(replace(head, start=start, packed=packed))


def _begun(stream: IO[bytes]) -> bytes:
    """The first bytes of what is packed, also where it breaks off among them.

    Raises:
        BROKEN: there are none.
    """
    start = b""
    try:
        while len(start) < START and (part := stream.read(START - len(start))):
            start += part
    except BROKEN:
        if not start:
            raise
    return start


def _workbook(head: Head, parts: dict[str, int]) -> Head:
    head = replace(head, container="xlsx")
    shared = sum(size for name, size in parts.items() if not name.startswith("xl/worksheets/"))
    if sum(parts.values()) > MOST_UNPACKED or shared > MOST_SHARED:
        return head.wrong("is too large when unpacked", "Save the events as CSV UTF-8.")
    try:
        with head.path.open("rb") as stream:
            return _with_rows(head, _sheet_rows(stream))
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        words = f"is not a workbook that can be read ({type(error).__name__})"
        return head.wrong(words, "Save it again as XLSX, without a password.")


def _sheet_rows(stream: IO[bytes]) -> list[list[str]]:
    """The first rows of the sheet that is read, without titles above the header: rows of less than half
    the cells of the widest."""
    book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    name, _ = chosen(book)
    sheet = book[name] if name is not None else book.worksheets[0]
    sheet.reset_dimensions()
    found = [[cell_text(cell) for cell in row] for row in islice(sheet.iter_rows(values_only=True), 3 * ROWS)]
    book.close()
    widths = [sum(bool(cell) for cell in row) for row in found]
    return found[next((number for number, width in enumerate(widths) if width and 2 * width >= max(widths)), 0) :]


def _parquet(head: Head) -> Head:
    try:
        names = parquet.read_schema(head.path).names
    except (OSError, pa.ArrowException):
        return replace(head, container="parquet").wrong("is not a Parquet file that can be read", "Fetch it again.")
    return replace(head, container="parquet", header=tuple(name.strip() for name in names))


def _text(head: Head) -> Head:
    for magic, reason, remedy in _MAGIC:
        if head.start.startswith(magic):
            return replace(head, container="binary").wrong(reason, remedy)
    filled = head.start.rstrip(b"\0")
    padded = len(head.start) - len(filled) > _PADDING and b"\0" not in filled
    encoding = encoding_of(filled if padded else head.start)
    if encoding is None:
        return replace(head, container="binary").wrong("is not text", "Save the events as CSV UTF-8 or as XLSX.")
    text = head.start[encoding.mark :].decode(encoding.codec, "replace")
    head = replace(head, encoding=encoding, text=text, container="text")
    if not text.strip():
        return head.wrong("is blank", "Fetch the file again.")
    if _JSON.match(text):
        return replace(head, container="json")
    stated = _STATED.match(text)
    body = text[stated.end() :] if stated else text
    whole = len(head.start) < START
    tables = {letter: _rows(body, letter, whole) for letter in (stated[1] if stated else DELIMITERS)}
    best = max(tables, key=lambda letter: _fit(tables[letter]))
    if not _fit(tables[best])[0]:
        bare = {letter: _untitled(found) for letter, found in tables.items()}
        letter = max(bare, key=lambda letter: _fit(bare[letter]))
        if _fit(bare[letter])[0] and _fit(bare[letter])[1] > 2:
            above = _filled(tables[letter]) - _filled(bare[letter])
            return _with_rows(replace(head, delimiter=letter, above=above), bare[letter])
    elif titled := _titled(tables[best]):
        bare_rows = _untitled(tables[best])
        return _with_rows(replace(head, delimiter=best, above=titled), bare_rows)
    return _with_rows(replace(head, delimiter=best), tables[best])


def _untitled(found: list[list[str]]) -> list[list[str]]:
    """The rows without the first that are titles: of one or two filled cells, less than half of those of the widest, or
    shorter than most, by more than the one cell that a delimiter at the end of all others makes."""
    widths = [sum(bool(cell.strip()) for cell in row) for row in found]
    usual = Counter(len(row) for row, width in zip(found, widths, strict=True) if width).most_common(1)
    wide = (
        number
        for number, width in enumerate(widths)
        if width > 2 or (width and 2 * width >= max(widths) and len(found[number]) >= usual[0][0] - 1)
    )
    return found[next(wide, 0) :]


def _titled(found: list[list[str]]) -> int:
    """How many rows stand above the header of a table that is as wide there: those of one filled cell, before a row of
    names, that is without any figure."""
    bare = _untitled(found)
    above = [row for row in found[: len(found) - len(bare)] if any(cell.strip() for cell in row)]
    named = bool(bare) and not any(re.fullmatch(r"[-+]?[\d.,]+", cell.strip()) for cell in bare[0])
    sound = named and all(sum(bool(cell.strip()) for cell in row) == 1 for row in above)
    return len(above) if sound else 0


def _filled(found: list[list[str]]) -> int:
    return sum(any(cell.strip() for cell in row) for row in found)


def _rows(text: str, delimiter: str, whole: bool) -> list[list[str]]:
    """The first rows of a text, without one that the end of the sample cuts. In lines set by tabs a quote that would
    swallow a line break is a letter."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        found = list(islice(reader, 3 * ROWS + 1))
    except csv.Error:
        found = []
    if delimiter == "\t" and any("\n" in cell for row in found[:ROWS] for cell in row):
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        found = list(islice(lines, 3 * ROWS + 1))
    return found if whole or len(found) < 2 or len(found) > 3 * ROWS else found[:-1]


def _fit(found: list[list[str]]) -> tuple[bool, int]:
    """Do most rows have as many cells as the first, and more than one? How many?"""
    filled = [row for row in found if any(cell.strip() for cell in row)][:ROWS]
    width = len(filled[0]) if filled else 0
    return width > 1 and sum(len(row) == width for row in filled) * 2 >= len(filled), width


def _with_rows(head: Head, found: Iterable[list[str]]) -> Head:
    filled = [row for row in found if any(cell.strip() for cell in row)]
    if not filled:
        return head.wrong("is blank", "Start from `conflict-timeline template`.")
    header = tuple(cell.strip() for cell in filled[0])
    return replace(head, header=header, rows=tuple(tuple(row) for row in filled[1 : ROWS + 1]))
