"""How the files of an import are cut into pieces that workers open: runs of row groups, so each is a slice of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

MOST_ROWS = 500_000  # of a piece, where row groups allow


class UnreadableError(RuntimeError):
    """A file cannot be read where a worker runs, or is not the one that was opened; says which and why."""


@dataclass(frozen=True)
class Run:
    """Row groups `[first, last)` of a file; `mark` tells the file from any other version of it."""

    path: Path
    mark: str
    first: int
    last: int


@dataclass(frozen=True)
class Piece:
    """Rows `[first_row, first_row + rows)` of the import whose mark is `whole`. `as_of` is the last second that its
    sources speak of, None where the files do not say."""

    whole: str
    number: int
    first_row: int
    rows: int
    runs: tuple[Run, ...]
    as_of: int | None


def mark_of(path: Path) -> str:
    """A digest of the footer, which tells the place, size, least and greatest value of each column of each row group;
    the same for copies of a file.

    Raises:
        UnreadableError: there is no Parquet file.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(size - 8, 0))
            footer = int.from_bytes(file.read(8)[:4], "little")
            file.seek(max(size - 8 - footer, 0))
            return sha256(size.to_bytes(8, "little") + file.read()).hexdigest()
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read ({error.strerror or error})") from None


def cut(files: Sequence[Path], workers: int, *, as_of: int | None, most: int = MOST_ROWS) -> list[Piece]:
    """The pieces of an import: about equal, a whole number for each worker, at least one in all.

    Raises:
        UnreadableError: a file is not Parquet or cannot be read.
    """
    marks = [mark_of(path) for path in files]
    groups = [(path, mark, *group) for path, mark in zip(files, marks, strict=True) for group in _groups(path)]
    upto = np.cumsum([rows for *_, rows in groups], dtype=np.int64)
    total = int(upto[-1]) if groups else 0
    each = max(1, -(-total // (most * workers)))
    edges = np.linspace(0, total, min(each * workers, max(len(groups), 1)) + 1)[1:-1]
    cuts = np.unique(np.concatenate([[0], np.searchsorted(upto, edges, side="left") + 1, [len(groups)]]))
    whole = sha256("".join(marks).encode()).hexdigest()
    pieces: list[Piece] = []
    for first, last in zip(cuts.tolist() or [0], cuts[1:].tolist() or [0], strict=False):
        start = sum(piece.rows for piece in pieces)
        rows = sum(rows for *_, rows in groups[first:last])
        pieces.append(Piece(whole, len(pieces), start, rows, tuple(_runs(groups[first:last])), as_of))
    return pieces or [Piece(whole, 0, 0, 0, (Run(files[0], marks[0], 0, 0),), as_of)]


def _groups(path: Path) -> list[tuple[int, int]]:
    """The number and rows of each row group of a file."""
    try:
        told = pq.read_metadata(path)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableError(f"{path} cannot be read ({error})") from None
    return [(number, told.row_group(number).num_rows) for number in range(told.num_row_groups)]


def _runs(groups: Sequence[tuple[Path, str, int, int]]) -> Iterator[Run]:
    for path in dict.fromkeys(path for path, *_ in groups):
        own = [(mark, number) for of, mark, number, _ in groups if of == path]
        yield Run(path, own[0][0], own[0][1], own[-1][1] + 1)
