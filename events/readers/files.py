"""The files that paths stand for."""

from collections.abc import Iterable
from pathlib import Path

BUNDLED = Path(__file__).resolve().parent.parent / "records"
ENDINGS = (".toml", ".csv", ".tsv", ".txt", ".xlsx", ".json", ".geojson", ".parquet")
PACKED = (".gz", ".zip")
MAPPING = ".mapping.toml"  # how the columns of the file beside it are read


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files that paths stand for, each once; a folder stands for the files in it, in order of name. One that holds
    none stands for itself, so that it can be told."""
    return list(dict.fromkeys(file for path in paths for file in _inside(path)))


def _inside(path: Path) -> list[Path]:
    """Passed over in a folder: lock files, those that an editor hides, mappings, and what is not of a known kind."""
    try:
        if not path.is_dir():
            return [path]
        inside = sorted(child for child in path.iterdir() if not child.is_dir())
    except (OSError, ValueError):
        return [path]
    return [child for child in inside if _is_of_events(child)] or [path]


def _is_of_events(file: Path) -> bool:
    """Whether a file of a folder is read: by its ending, and one with another ending where its content is plainly that
    of a known kind."""
    name = file.name.lower()
    if name.startswith((".", "~$")) or name.endswith(MAPPING):
        return False
    if name.endswith(ENDINGS) or (name.endswith(PACKED) and Path(name).stem.endswith(ENDINGS)):
        return True
    from events.readers.head import look
    from events.readers.kinds import recognise

    head = look(file)
    return head.problem is None and recognise(head) not in (None, "mapped")
