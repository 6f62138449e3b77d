"""The file that states what the columns of a table mean: TOML beside the data, `data.csv` -> `data.mapping.toml`."""

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from events import codebook
from events.datasets import Dataset
from events.ledger import Problem, problems_of, shortened
from events.readers.cell_dates import Order
from events.readers.column_names import LISTS, NAMES
from events.readers.mapping import Mapping, left

SETTINGS = ("order", "decimal", "fields", "event_types", "dataset")


def beside(path: Path) -> Path:
    """The mapping file of a data file: `data.csv` -> `data.mapping.toml`."""
    return path.with_name(f"{path.stem}.mapping.toml")


def save(mapping: Mapping, path: Path) -> None:
    """Writes the mapping as TOML that `load` reads back; an order that nothing tells is left to be filled in."""
    lines = ["# What the columns mean. A field is a field of a record; columns in no field are kept as they are."]
    if mapping.order:
        told = mapping.reasons.get("order")
        lines.append(f'order = "{mapping.order}"' + (f"  # {_commented(told)}" if told else ""))
    elif "order" in mapping.reasons:
        lines.append(f'# order = "day"  # or "month": {_commented(mapping.reasons["order"])}')
    if mapping.decimal != ".":
        lines.append(f'decimal = "{mapping.decimal}"')
    for title, table in (
        ("dataset", mapping.dataset),
        ("fields", mapping.fields),
        ("event_types", mapping.event_types),
    ):
        if table:
            lines += ["", f"[{title}]", *(f"{_key(key)} = {_toml(value)}" for key, value in table.items())]
    if mapping.unread:
        lines += ["", f"# In no field: {_commented(', '.join(mapping.unread))}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _commented(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)


def _toml(value: Any) -> str:
    if isinstance(value, tuple | list):
        return _toml(value[0]) if len(value) == 1 else f"[{', '.join(_toml(item) for item in value)}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def load(path: Path) -> Mapping | list[Problem]:
    """The mapping that a file states, or what is wrong with it. One without `[fields]` only adds to what is guessed."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        return [_wrong(path, None, None, f"cannot be read ({error.strerror})", "Check the path and its rights.")]
    except UnicodeDecodeError:
        return [_wrong(path, None, None, "is not UTF-8 text", "Save it again with the encoding UTF-8.")]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return [_wrong(path, None, None, f"is not TOML: {error}", "Mend that line.")]
    problems = [
        _wrong(path, name, None, "is not a known key", codebook.nearest(name, SETTINGS))
        for name in raw
        if name not in SETTINGS
    ]
    order, decimal = raw.get("order"), raw.get("decimal", ".")
    if order not in (None, *get_args(Order)):
        problems.append(_wrong(path, "order", order, "is no order", 'Write order = "day" or order = "month".'))
    if decimal not in (".", ","):
        problems.append(_wrong(path, "decimal", decimal, "is no decimal mark", 'Write decimal = "." or decimal = ",".'))
    fields, wrong_fields = _fields(path, raw.get("fields", {}))
    types, wrong_types = _event_types(path, raw.get("event_types", {}))
    dataset, wrong_dataset = _dataset(path, raw.get("dataset", {}))
    problems += wrong_fields + wrong_types + wrong_dataset
    return problems or Mapping(
        fields, order, decimal, types, dataset, {"order": f"{order} first: {path.name} says so"} if order else {}
    )


def _wrong(path: Path, column: str | None, value: object, reason: str, remedy: str) -> Problem:
    return Problem(str(path), None, None, column, None if value is None else shortened(value), reason, remedy)


def _fields(path: Path, raw: object) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    if not isinstance(raw, dict):
        return {}, [_wrong(path, "fields", raw, "is not a table", 'Write [fields], and below it date = "Datum".')]
    fields: dict[str, tuple[str, ...]] = {}
    problems = []
    for name, value in raw.items():
        columns = [value] if isinstance(value, str) else value
        if name not in NAMES:
            problems.append(_wrong(path, f"fields.{name}", None, "is not a field", codebook.nearest(name, NAMES)))
        elif not isinstance(columns, list) or not columns or not all(isinstance(item, str) for item in columns):
            problems.append(
                _wrong(path, f"fields.{name}", value, "is no column", f'Write {name} = "the column\'s name".')
            )
        elif len(columns) > 1 and name not in LISTS:
            remedy = f"Only {', '.join(LISTS)} are read from several."
            problems.append(_wrong(path, f"fields.{name}", value, "has more than one column", remedy))
        else:
            fields[name] = tuple(columns)
    return fields, problems


def _event_types(path: Path, raw: object) -> tuple[dict[str, str], list[Problem]]:
    if not isinstance(raw, dict):
        return {}, [
            _wrong(path, "event_types", raw, "is not a table", 'Write [event_types], and below it "Raid" = "battle".')
        ]
    problems = [
        _wrong(
            path,
            f"event_types.{name}",
            slug,
            "is not in the codebook",
            codebook.nearest(str(slug), codebook.EVENT_TYPES),
        )
        for name, slug in raw.items()
        if slug not in list(codebook.EVENT_TYPES)
    ]
    return {name.strip().casefold(): slug for name, slug in raw.items()}, problems


def _dataset(path: Path, raw: object) -> tuple[dict[str, Any], list[Problem]]:
    if not isinstance(raw, dict):
        return {}, [
            _wrong(path, "dataset", raw, "is not a table", 'Write [dataset], and below it name = "Our survey".')
        ]
    try:
        Dataset.model_validate({"key": "a", "name": "a"} | raw)
    except ValidationError as error:
        found = problems_of(error, file=str(path), row=None, id=None, model=Dataset)
        return {}, [replace(problem, column=f"dataset.{problem.column}") for problem in found]
    return raw, []


def misfits(mapping: Mapping, header: Sequence[str], path: Path) -> list[Problem]:
    """What a mapping names and the table has not."""
    return [
        _wrong(path, f"fields.{name}", column, "is not a column of the table", codebook.nearest(column, header))
        for name, columns in mapping.fields.items()
        for column in columns
        if column not in header
    ]


def completed(stated: Mapping, guessed: Mapping, header: Sequence[str]) -> Mapping:
    """What a file states, and for what it leaves out what was guessed."""
    order = stated.order or guessed.order
    reasons = guessed.reasons | stated.reasons
    if not stated.fields:
        decimal = stated.decimal if stated.decimal != "." else guessed.decimal
        return replace(
            guessed,
            order=order,
            decimal=decimal,
            event_types=stated.event_types,
            dataset=stated.dataset,
            reasons=reasons,
        )
    return replace(
        stated,
        reasons={"order": reasons["order"]} if "order" in reasons else {},
        order=stated.order,
        unread=left(stated.fields, header),
    )
