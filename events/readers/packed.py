"""A file as a stream of bytes, unpacked where it is a zip or gzip."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, ValueError)
LARGEST = 400_000_000  # bytes that are unpacked into memory
HIDDEN = ("__MACOSX/", ".")


class Measured(io.FileIO):
    """A file that keeps in `position[0]` how far it was read, in bytes."""

    def __init__(self, path: Path, position: list[int]) -> None:
        super().__init__(path, "rb")
        self._position = position

    def readinto(self, buffer: Any, /) -> int:
        count = super().readinto(buffer)
        self._position[0] = self.tell()
        return count


class Pieces:
    """A stream that gives what it has, so that what stands before a break is read and not lost with it."""

    def __init__(self, stream: gzip.GzipFile | zipfile.ZipExtFile) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, b"" at the end."""
        return self._stream.read1(size) if size else b""


@contextmanager
def open_bytes(
    path: Path, packed: str | None, position: list[int] | None = None, member: str | None = None
) -> Iterator[IO[bytes]]:
    """The bytes of a file, of one file in it where it is packed as `zip` (the first, if none is named), or unpacked
    where it is `gzip`.

    Raises:
        BROKEN: the file cannot be opened or unpacked.
    """
    with io.BufferedReader(Measured(path, [0] if position is None else position)) as raw:
        if packed == "gzip":
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield cast(IO[bytes], Pieces(unpacked))
        elif packed == "zip":
            with zipfile.ZipFile(raw) as archive, archive.open(member or members(archive)[0]) as stream:
                yield cast(IO[bytes], Pieces(cast(zipfile.ZipExtFile, stream)))
        else:
            yield raw


def unpacked(path: Path, packed: str, member: str | None = None) -> bytes:
    """All the bytes of a packed file.

    Raises:
        BROKEN: the file cannot be unpacked, or is too large for it.
    """
    with open_bytes(path, packed, None, member) as stream:
        parts, size = [], 0
        while part := stream.read(1_000_000):
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise ValueError("it is too large when unpacked")
    return b"".join(parts)


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files in an archive, without folders and what systems hide beside them."""
    return [
        part
        for part in archive.infolist()
        if not part.is_dir()
        and not part.filename.startswith(HIDDEN)
        and not part.filename.rpartition("/")[2].startswith(".")
    ]
