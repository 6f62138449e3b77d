"""TOML record files: the form in which curated records are kept."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from events.ledger import Problem, problems_of
from events.model import Place, RecordFile, Source, Story
from events.readers.intake import Batch, Intake, listed, unreadable

TABLES = ("sources", "places", "events")
# The header of an entry at the start of a line; strings and comments are matched first, so that none of theirs is.
_HEADER = re.compile(
    r'''"""(?:[^\\"]|\\.|"(?!""))*"""|'{3}(?:[^']|'(?!''))*'{3}|"(?:[^\\"\n]|\\.)*"|'[^'\n]*'|\#[^\n]*'''
    r"|(?P<header>^[ \t]*\[\[[ \t]*[\"']?(?P<table>sources|places|events)[\"']?[ \t]*\]\])",
    re.MULTILINE | re.DOTALL,
)

Entries = list[tuple[int, Any]]


def read(path: Path) -> Batch:
    """One record file. Lines are counted from 1; a problem names the line of its `[[events]]` header.

    Where the file as a whole is no TOML, each entry is read by itself, so that a slip in one keeps none of the others
    from being read.
    """
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return unreadable(file, "is not UTF-8 text", "Save it again with the encoding UTF-8.", row=line)
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        whole = [_broken(file, error, 1)]
        raw, problems, lost = _by_entries(file, text)
        if not problems:
            problems, lost = whole, 1
    else:
        problems, lost = [], 0
        raw |= {name: _numbered(raw[name], name, text) for name in TABLES if isinstance(raw.get(name), list)}
    return _batch(file, text, raw, problems, lost)


def _batch(file: str, text: str, raw: dict[str, Any], problems: list[Problem], lost: int) -> Batch:
    """`raw` has its entries with their lines; `lost` events were no TOML."""
    if not raw and not problems:
        return unreadable(file, "has no records", "Write [[sources]] and [[events]]; README.md shows how.")
    tables: dict[str, Entries] = {}
    for name in TABLES:
        entries = raw.get(name, [])
        if not isinstance(entries, list):
            line = _line_of(name, text)
            problems.append(Problem(file, line, None, name, None, "is not a list of tables", f"Write [[{name}]]."))
            entries = []
        tables[name] = entries
    story, wrong = _story(file, text, {key: value for key, value in raw.items() if key not in TABLES})
    places, broken_places, wrong_places = listed(file, "places", Place, "name", tables["places"])
    sources, broken_sources, wrong_sources = listed(file, "sources", Source, "id", tables["sources"])
    problems += wrong + wrong_places + wrong_sources
    intake = Intake(file, places, sources, frozenset(broken_places | broken_sources), worded=True)
    events = []
    for row, record in tables["events"]:
        if not isinstance(record, dict):
            problems.append(Problem(file, row, None, "events", str(record), "is not a table", "Write [[events]]."))
            continue
        event, told = intake.accept(record, row)
        problems += told
        if event is not None:
            events.append((row, event))
    rows = len(tables["events"]) + lost
    if rows == 0 and problems:
        rows = 1  # what was wrong kept every event from being read
    return Batch(file, rows, tuple(events), tuple(problems), story.compiled)


def _story(file: str, text: str, raw: dict[str, Any]) -> tuple[Story, list[Problem]]:
    """The head of the file, without the keys that are wrong."""
    try:
        return Story.model_validate(raw), []
    except ValidationError as error:
        wrong = {part for details in error.errors() for part in details["loc"][:1]}
        sound = {key: value for key, value in raw.items() if key not in wrong}
        found = problems_of(error, file=file, row=None, id=None, model=RecordFile)
        return Story.model_validate(sound), [
            replace(problem, row=_line_of(str(problem.column), text)) for problem in found
        ]


def _broken(file: str, error: Exception, first: int) -> Problem:
    """What kept a text that starts at the line `first` from being TOML."""
    if isinstance(error, RecursionError):
        return Problem(file, first, None, None, None, "is nested too deeply", "Write records as flat tables.")
    if not isinstance(error, tomllib.TOMLDecodeError):
        return Problem(file, first, None, None, None, "has a number that is too long", "Shorten it.")
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line = first + int(found[1]) - 1 if found else first
    words = str(error).partition(" (at ")[0]
    hint = "Mend that line." if found else "Mend the entry that starts there."
    if "date" in words.lower():
        hint = "There is no such day, or it belongs in quotes."
    return Problem(file, line, None, None, None, f"is not TOML: {words}", hint)


def _numbered(entries: list[Any], name: str, text: str) -> Entries:
    """Entries with the lines of their headers; with the line of the key where they stand in a list."""
    lines = [line for line, table, _ in _headers(text) if table == name]
    if len(lines) != len(entries):
        lines = [_line_of(name, text)] * len(entries)
    return list(zip(lines, entries, strict=True))


def _line_of(key: str, text: str) -> int:
    """The line on which a key of the file's head first stands; 1 where it is hidden."""
    found = re.search(rf"^[ \t]*(\[+[ \t]*)?[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _headers(text: str) -> Iterator[tuple[int, str, int]]:
    """Line, table and position of each `[[table]]` header (tomllib does not tell)."""
    line, counted = 1, 0
    for match in _HEADER.finditer(text):
        if match["header"]:
            line, counted = line + text.count("\n", counted, match.start()), match.start()
            yield line, match["table"], match.start()


def _by_entries(file: str, text: str) -> tuple[dict[str, Any], list[Problem], int]:
    """The entries of a file that are TOML by themselves, what is wrong with the others, and how many of these are
    events."""
    headers = [(1, "", 0), *_headers(text)]
    ends = [start for _, _, start in headers[1:]] + [len(text)]
    raw: dict[str, Any] = {}
    problems: list[Problem] = []
    lost = 0
    for (line, name, start), end in zip(headers, ends, strict=True):
        try:
            found = tomllib.loads(text[start:end])
        except (ValueError, RecursionError) as error:
            problems.append(_broken(file, error, line))
            lost += name == "events"
            continue
        if not name:
            raw |= {key: value for key, value in found.items() if key not in TABLES}
            raw |= {key: [(1, entry) for entry in found[key]] for key in TABLES if isinstance(found.get(key), list)}
        elif isinstance(found.get(name), list):
            raw.setdefault(name, []).extend((line, entry) for entry in found[name])
    return raw, problems, lost
