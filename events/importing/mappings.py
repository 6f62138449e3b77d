"""How tables of unknown columns were understood, written beside them so that it can be changed."""

from collections.abc import Iterable
from pathlib import Path

from events.readers.files import files_of


def save_mappings(paths: Iterable[Path], kind: str | None) -> list[Path]:
    """Write the mapping of each table that is read through one and has none beside it; returns what was written."""
    from events.readers.head import look
    from events.readers.kinds import recognise
    from events.readers.mapped import mapping_of
    from events.readers.mapping_file import beside, save

    written = []
    for file in files_of(paths):
        head = look(file)
        if head.problem is not None or (kind or recognise(head)) != "mapped" or beside(file).exists():
            continue
        mapping = mapping_of(file, head)
        if not isinstance(mapping, list):
            save(mapping, beside(file))
            written.append(beside(file))
    return written
