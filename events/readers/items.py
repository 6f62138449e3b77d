"""Formats that are read item by item: each item as a raw record through the intake, and into chunks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from events.ledger import Problem, shortened
from events.model import Event
from events.readers.chunk import ROWS, Chunk, Rejected
from events.readers.distinct import Told
from events.readers.intake import Intake
from events.readers.json_items import Break
from events.readers.plain_text import seen
from events.schema import to_table


@dataclass(frozen=True)
class Item:
    """One item of a file: its line, the record that was made of it (keys of `Record`), what else it states, and its own
    values by name, for messages and for the rows that are written out as refused."""

    line: int
    record: Mapping[str, Any]
    more: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    told: Sequence[Told] = ()


Found = Item | Problem | Rejected
"""What a reader gives: an item, a note, or a row that was refused and told before."""


def broken_off(file: str, at: Break) -> tuple[Problem, Rejected]:
    """The end of what can be read of a JSON file. It counts as one rejected row, however many are lost."""
    remedy = "Mend it there; what a list holds after it is not read."
    problem = Problem(file, at.line, None, None, None, at.reason, remedy)
    return problem, Rejected(file, at.line, {})


def chunks(file: str, dataset: str, items: Iterable[Found]) -> Iterator[Chunk]:
    """Items as events of a data set, with notes on what is no item, and rows that were refused and told before. There
    is at least one chunk."""
    intake = Intake(file)
    stream = iter(items)
    batch = list(islice(stream, ROWS))
    if not batch:
        batch = [Problem(file, None, None, None, None, "has no events", "Check that it is the file that was meant.")]
    while True:
        yield _chunk(intake, dataset, batch)
        batch = list(islice(stream, ROWS))
        if not batch:
            return


def _chunk(intake: Intake, dataset: str, batch: Sequence[Found]) -> Chunk:
    events: list[Event] = []
    lines: list[int] = []
    problems: list[Problem] = []
    rejected: list[Rejected] = []
    for item in batch:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        refused = any(told.rejects for told in item.told)
        made, wrong = (None, []) if refused else intake.accept(item.record, item.line)
        problems += [_problem(intake.file, item, told) for told in item.told] + wrong
        if made is not None:
            more = {name: text for name, text in item.more.items() if seen(text)}
            events.append(made.model_copy(update={"dataset": dataset, "more": more}))
            lines.append(item.line)
        else:
            rejected.append(Rejected(intake.file, item.line, item.cells))
    table = to_table(events)
    return Chunk(table, np.array(lines, dtype=np.int64), tuple(problems), tuple(rejected))


def _problem(file: str, item: Item, told: Told) -> Problem:
    value = item.cells.get(told.column)
    id = item.record.get("id")
    shown = None if value is None else shortened(value)
    return Problem(file, item.line, str(id) if id else None, told.column, shown, told.reason, told.remedy)


def flat(value: Any, name: str = "") -> dict[str, str]:
    """A value as texts by dotted names: `{"media": {"url": "…"}}` -> `media.url`; what is blank is left out. Lists of
    plain values are joined by `; `."""
    if isinstance(value, dict):
        return {
            key: text
            for part, inner in value.items()
            for key, text in flat(inner, f"{name}.{part}" if name else str(part)).items()
        }
    if isinstance(value, list):
        if all(not isinstance(item, dict | list) for item in value):
            joined = "; ".join(text_of(item) for item in value if item is not None)
            return {name: joined} if joined.strip() else {}
        return {
            key: text for number, item in enumerate(value, 1) for key, text in flat(item, f"{name}.{number}").items()
        }
    text = text_of(value)
    return {name: text} if text.strip() else {}


def text_of(value: Any) -> str:
    """A plain JSON value as text: nothing for null, `2023` for 2023.0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
