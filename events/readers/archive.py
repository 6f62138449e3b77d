"""Zips with several files: those that are parts of one table are read as one, one after the other."""

import re
import zipfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from events.ledger import Problem
from events.readers.columns import column_named
from events.readers.encodings import UTF8, Encoding, Transcoder
from events.readers.packed import members, open_bytes

ALIKE = 0.6  # share of the columns of the narrower of two tables that the other has, from which on both are of one kind
_DATED = re.compile(r"date|day|datum|fecha|дата", re.IGNORECASE)
_STATED = re.compile(rb'"?sep=[,;\t|]"?$')
_LONGEST = 1_000_000  # bytes of a line that is looked at
_SINGLY = "Unpack it, and read it by itself if it has events too."


class Table(Protocol):
    """What is to be known of a file in a zip: its first cells, and how its letters are coded."""

    @property
    def header(self) -> tuple[str, ...]: ...
    @property
    def delimiter(self) -> str | None: ...
    @property
    def encoding(self) -> Encoding | None: ...


@dataclass(frozen=True)
class Member:
    """A file in a zip, with how its letters are coded."""

    name: str
    encoding: Encoding = UTF8


@dataclass(frozen=True)
class Members:
    """The files of a zip that are read, in their order, and what is told of the others."""

    read: tuple[Member, ...] = ()
    told: tuple[Problem, ...] = ()


def chosen(path: Path, archive: zipfile.ZipFile, look: Callable[[str], Table | None]) -> Members:
    """The tables of a zip that have most columns in common: of several such groups one with dates, and of these the one
    of most bytes. `look` gives what a file begins with, None for one that is no table."""
    files = members(archive)
    told: list[Problem] = []
    groups: list[list[tuple[zipfile.ZipInfo, Table]]] = []
    seen: dict[tuple[int, int], str] = {}
    others = []
    for part in files:
        first = seen.setdefault((part.CRC, part.file_size), part.filename)
        table = look(part.filename) if first == part.filename else None
        if first != part.filename:
            told.append(_told(path, part.filename, f"in it is the same as '{first}', and is read once", ""))
        elif table is None:
            others.append(part.filename)
        else:
            group = next((found for found in groups if _alike(found[0][1], table)), None)
            groups.append([(part, table)]) if group is None else group.append((part, table))
    groups.sort(key=lambda group: (_dated(group[0][1]), sum(part.file_size for part, _ in group)), reverse=True)
    for group in groups[1:]:
        told += [_told(path, part.filename, "in it is another table, and is not read", _SINGLY) for part, _ in group]
    told += [_told(path, name, "in it is no table, and is not read", _SINGLY, note=True) for name in others]
    if not groups:
        return Members((), tuple(told))
    found = sorted(groups[0], key=lambda member: member[0].filename)
    if len(found) > 1:
        names = ", ".join(part.filename for part, _ in found)
        reason = f"are read as one table, their lines counted on: {len(found)} files in it"
        told.insert(0, _told(path, names, reason, "Take out those that have the same rows.", note=True))
    return Members(tuple(Member(part.filename, table.encoding or UTF8) for part, table in found), tuple(told))


def _told(path: Path, name: str, reason: str, remedy: str, note: bool = False) -> Problem:
    return Problem(str(path), None, None, None, name, reason, remedy, note=note)


def _dated(table: Table) -> bool:
    return any(_DATED.search(name) for name in table.header)


def _alike(first: Table, second: Table) -> bool:
    """Have two tables most columns in common, or neither any names?"""
    if first.delimiter != second.delimiter:
        return False
    names = [{column_named(name) for name in table.header} for table in (first, second)]
    if all(table.header[0].strip().isdecimal() for table in (first, second)):
        return len(first.header) == len(second.header)
    return len(names[0] & names[1]) >= ALIKE * min(map(len, names))


class Joined:
    """Several files of a zip as one text in UTF-8; the lines of a header that the first has too are blank in the
    others, so that lines are counted on."""

    def __init__(self, path: Path, found: Sequence[Member], position: list[int] | None) -> None:
        self.encoding = found[0].encoding
        self._parts = self._read(path, found, position)
        self._size = 0

    def read(self, size: int) -> bytes:
        """About `size` bytes, at least one, b"" at the end."""
        self._size = size
        return next(self._parts, b"")

    def close(self) -> None:
        self._parts.close()

    def _read(self, path: Path, found: Sequence[Member], position: list[int] | None) -> Generator[bytes, None, None]:
        header: list[bytes] = []
        for number, member in enumerate(found):
            with open_bytes(path, "zip", position, member.name) as stream:
                text = Transcoder(stream, member.encoding)
                begun = _lines(text)
                header = header or _header(begun)
                part = _without(begun, header) if number else begun
                last = b"\n"
                while part:
                    self.encoding = text.encoding
                    yield part
                    last, part = part[-1:], text.read(self._size)
                if last not in (b"\n", b"\r"):
                    yield b"\n"


def _lines(text: Transcoder) -> bytes:
    """The beginning of a text, with two lines at least, where it has them."""
    begun = b""
    while begun.count(b"\n") < 2 and len(begun) < _LONGEST and (part := text.read(_LONGEST // 10)):
        begun += part
    return begun


def _header(begun: bytes) -> list[bytes]:
    """The first line, and the next where the first states the delimiter; none where a quote is open at its end."""
    lines = [line.rstrip(b"\r") for line in begun.split(b"\n")[:2]]
    found = lines if _STATED.match(lines[0]) else lines[:1]
    return found if all(line.count(b'"') % 2 == 0 for line in found) else []


def _without(begun: bytes, header: Sequence[bytes]) -> bytes:
    """The beginning of a text with a blank line for each that is one of the header."""
    place = 0
    for number, line in enumerate(header):
        end = begun.find(b"\n", place)
        if end < 0 or begun[place:end].rstrip(b"\r") != line:
            return b"\n" * number + begun[place:]
        place = end + 1
    return b"\n" * len(header) + begun[place:]


@contextmanager
def open_members(path: Path, found: Sequence[Member], position: list[int] | None) -> Iterator[Joined]:
    """Files of a zip, as one text."""
    joined = Joined(path, found, position)
    try:
        yield joined
    finally:
        joined.close()
