"""Dates of JSON that stand now as one value, now as an object with a start: `"date": "2024-01-02"` in one item,
`"date": {"start": "2024-01-03", "end": "2024-01-05"}` in another."""

from collections.abc import Iterable, Sequence

_STARTS = ("start", "from", "begin")


def mixed(names: Iterable[str]) -> dict[str, str]:
    """For the columns of a start the column that other items have their one date in: `date.start` -> `date`."""
    known = dict.fromkeys(names)
    return {
        name: bare
        for name in known
        for bare, _, last in (name.rpartition("."),)
        if last.lower() in _STARTS and bare in known
    }


def as_one(rows: Sequence[dict[str, str]], starts: dict[str, str]) -> None:
    """Moves starts to the column of the one date, in place."""
    for row in rows if starts else ():
        for name, bare in starts.items():
            if name in row and bare not in row:
                row[bare] = row.pop(name)
