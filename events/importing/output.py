"""Where an import writes to: one Parquet file, or a folder of them, each a slice of time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from events.importing.parquet import GROUP, regrouped, told_by, write_parquet
from events.importing.swap import put_folder, sync

PART_ROWS = 1_000_000
PARTS = "part-*.parquet"


class OutputError(ValueError):
    """The output cannot be written there; says why."""


@dataclass(frozen=True)
class Output:
    """`path` is a file; with `part_rows` a folder of files of about so many rows."""

    path: Path
    part_rows: int | None = None

    @property
    def work(self) -> Path:
        return self.path.with_name(f".{self.path.name}.importing")

    def files(self) -> list[Path]:
        """The files of an import that are there now, in order of time."""
        return imported_files(self.path)

    def write(self, tables: Iterable[pa.Table], told: Mapping[str, str]) -> None:
        """Write all rows beside the output; `put` gives them its name."""
        if self.part_rows is None:
            write_parquet(self._new, tables, told)
            sync(self._new)
            return
        self._new.mkdir(exist_ok=True)
        for old in self._new.iterdir():
            old.unlink()
        for number, part in enumerate(_parts(tables, self.part_rows)):
            file = self._new / f"part-{number:05}.parquet"
            write_parquet(file, part, told)
            sync(file)

    @property
    def _new(self) -> Path:
        return self.work / "new"

    def new_files(self) -> list[Path]:
        return imported_files(self._new)

    def put(self) -> None:
        """Let what was written take the place of what is there."""
        if self.part_rows is None:
            self._new.replace(self.path)
            sync(self.path.parent)
        else:
            put_folder(self._new, self.path)


def output_at(place: str, part_rows: int | None = None) -> Output:
    """The output that a path means: a folder where it ends in `/`, where a folder is there, or with `part_rows`.

    Raises:
        OutputError: what is there is none of the program's, or the name does not end in `.parquet`.
    """
    path = Path(place)
    if path.is_dir() or place.endswith("/") or part_rows is not None:
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path} is a file; name a folder")
        foreign = [child.name for child in sorted(path.iterdir()) if not child.match(PARTS)] if path.is_dir() else []
        if foreign:
            raise OutputError(f"{path} holds other files ({foreign[0]}); name a folder of its own")
        output = Output(path, max(part_rows or PART_ROWS, GROUP))
    else:
        if path.suffix.lower() != ".parquet":
            raise OutputError(f"{path}: write a file that ends in .parquet, or a folder with / after its name")
        output = Output(path)
    for file in output.files():
        if told_by(file) is None:
            raise OutputError(f"{file} is there already and is no import of this program; name another file")
    if not path.absolute().parent.is_dir():
        raise OutputError(f"{path.parent} is no folder; make it first")
    return output


def imported_files(path: Path) -> list[Path]:
    """The Parquet files of an import: the file itself, or those of the folder in order."""
    if path.is_dir():
        return sorted(path.glob(PARTS))
    return [path] if path.exists() else []


def _parts(tables: Iterable[pa.Table], rows: int) -> Iterator[Iterator[pa.Table]]:
    """Tables in stretches of `rows` rows, in whole row groups; at least one stretch."""
    groups = regrouped(tables, GROUP)
    each = max(1, rows // GROUP)
    group = next(groups, None)
    yield _stretch(group, groups, each)
    while (group := next(groups, None)) is not None:
        yield _stretch(group, groups, each)


def _stretch(first: pa.Table | None, groups: Iterator[pa.Table], each: int) -> Iterator[pa.Table]:
    if first is None:
        return
    yield first
    for _ in range(each - 1):
        group = next(groups, None)
        if group is None:
            return
        yield group
