"""TOML record files: the form in which curated records are kept."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from events.codebook import nearest
from events.ledger import Problem
from events.model import Edtf, Place, RecordFile, Source
from events.readers.intake import Batch, Intake, unreadable

_HEADER = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]")
_TABLES = ("sources", "places", "events")


def read(path: Path) -> Batch:
    """One record file. Lines are counted from 1; a problem names the line of its `[[events]]` header."""
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = tomllib.loads(text)
    except UnicodeDecodeError:
        return unreadable(file, "is not UTF-8 text", "Save it again with the encoding UTF-8.")
    except tomllib.TOMLDecodeError as error:
        return unreadable(file, f"is not TOML: {error}", "Mend that line.", row=_line_of(error))
    except RecursionError:
        return unreadable(file, "is nested too deeply", "Write records as flat tables.")
    problems = [
        Problem(file, None, None, key, None, "is not a known key", nearest(key, RecordFile.model_fields))
        for key in raw
        if key not in RecordFile.model_fields
    ]
    lines = _lines(text)
    tables: dict[str, list[tuple[int, Any]]] = {}
    for name in _TABLES:
        rows = raw.get(name, [])
        if not isinstance(rows, list):
            problems.append(Problem(file, None, None, name, None, "is not a list of tables", f"Write [[{name}]]."))
            rows = []
        numbers = lines[name] if len(lines[name]) == len(rows) else range(1, len(rows) + 1)
        tables[name] = list(zip(numbers, rows, strict=True))
    compiled, wrong = _compiled(raw.get("compiled"), file)
    places, wrong_places = Intake(file).listed(Place, tables["places"], "name")
    sources, wrong_sources = Intake(file).listed(Source, tables["sources"], "id")
    problems += wrong + wrong_places + wrong_sources
    intake = Intake(file, places, sources)
    events = []
    for row, record in tables["events"]:
        if not isinstance(record, dict):
            problems.append(Problem(file, row, None, "events", None, "is not a table", "Write [[events]]."))
            continue
        result = intake.accept(record, row)
        if isinstance(result, list):
            problems += result
        else:
            events.append((row, result))
    rows = len(tables["events"])
    if rows == 0 and problems:
        rows = 1  # what was wrong kept every event from being read
    return Batch(file, rows, tuple(events), tuple(problems), compiled)


def _compiled(value: object, file: str) -> tuple[str | None, list[Problem]]:
    if value is None:
        return None, []
    try:
        return TypeAdapter(Edtf).validate_python(value), []
    except ValidationError:
        return None, [Problem(file, None, None, "compiled", str(value), "is not a date", "Write it as 2023-10-13.")]


def _line_of(error: tomllib.TOMLDecodeError) -> int | None:
    match = re.search(r"line (\d+)", str(error))
    return int(match[1]) if match else None


def _lines(text: str) -> dict[str, list[int]]:
    """The line of each `[[table]]` header outside of multi-line strings (tomllib does not tell)."""
    found: dict[str, list[int]] = {name: [] for name in _TABLES}
    quote: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if quote is None and (match := _HEADER.match(line)) and match[1] in found:
            found[match[1]].append(number)
        for mark in re.findall(r'"""|\'\'\'', line):
            quote = mark if quote is None else None if mark == quote else quote
    return found
