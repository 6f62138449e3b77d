"""What became of every row that was read: rows = accepted + rejected, and each problem by its place."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from events.codebook import nearest
from events.fields import Path
from events.model import NAMED, PARTS, SPELLED

LONGEST_VALUE = 80
KEPT = 1_000  # problems that a ledger keeps singly
FEW = 50  # problems that are printed without being counted by reason
SHOWN = 20  # problems that are printed singly beside the counts
_PARTICULAR = re.compile(r"'[^']*'|-?\d[\d,.]*(?<=\d)")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one row. `row` is the line or row of the file, from 1; `column` the key or column.

    A `note` is nothing wrong: how the value of an accepted row was understood, where that was not stated.
    """

    file: str
    row: int | None
    id: str | None
    column: str | None
    value: str | None
    reason: str
    remedy: str
    note: bool = False

    def as_json(self) -> dict[str, Any]:
        """All values by name; `note` only where it is one."""
        return {name: value for name, value in asdict(self).items() if name != "note" or value}

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}:{self.row}"
        event = (" note:" if self.note else "") + (f" event '{self.id}':" if self.id else "")
        field = ("" if self.column is None else f" {self.column}") + ("" if self.value is None else f" '{self.value}'")
        return printable(f"{place}:{event}{field} {self.reason}. {self.remedy}".rstrip())


@dataclass(frozen=True)
class Reason:
    """How often the same thing was wrong with a column, and the first place where it was."""

    column: str | None
    reason: str
    count: int
    example: Problem

    def __str__(self) -> str:
        column = f"{self.column} " if self.column else ""
        return printable(f"{self.count:,} × {column}{self.reason}, first: {self.example}")


@dataclass(frozen=True)
class Ledger:
    """The account of what was read. Ledgers of parts add up to the ledger of the whole.

    `unplaced` and `undated` count accepted events without coordinates or without a date. A file that cannot be read
    at all counts as one rejected row. `reasons` count all problems by column and reason; the first `KEPT` of them are
    kept singly in `problems`, and `further` is the number of the others.
    """

    rows: int = 0
    accepted: int = 0
    unplaced: int = 0
    undated: int = 0
    problems: tuple[Problem, ...] = ()
    reasons: tuple[Reason, ...] = ()
    further: int = 0

    def __post_init__(self) -> None:
        if self.problems and not self.reasons:
            object.__setattr__(self, "reasons", _counted(self.problems))
        if len(self.problems) > KEPT:
            object.__setattr__(self, "further", self.further + len(self.problems) - KEPT)
            object.__setattr__(self, "problems", self.problems[:KEPT])

    @property
    def rejected(self) -> int:
        return self.rows - self.accepted

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong: no row was refused, and there is nothing to tell but notes."""
        return not self.rejected and all(reason.example.note for reason in self.reasons)

    def __add__(self, other: "Ledger") -> "Ledger":
        return Ledger(
            self.rows + other.rows,
            self.accepted + other.accepted,
            self.unplaced + other.unplaced,
            self.undated + other.undated,
            self.problems + other.problems,
            _added(self.reasons, other.reasons),
            self.further + other.further,
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "unplaced": self.unplaced,
            "undated": self.undated,
            "reasons": [asdict(reason) | {"example": reason.example.as_json()} for reason in self.reasons],
            "problems": [problem.as_json() for problem in self.problems],
            "further": self.further,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Ledger":
        """The inverse of `as_json`."""
        counts = {name: told[name] for name in ("rows", "accepted", "unplaced", "undated", "further")}
        problems = tuple(Problem(**problem) for problem in told["problems"])
        reasons = tuple(Reason(**reason | {"example": Problem(**reason["example"])}) for reason in told["reasons"])
        return cls(**counts, problems=problems, reasons=reasons)

    def __str__(self) -> str:
        rows = f"{self.rows} row{'' if self.rows == 1 else 's'}"
        lines = [
            f"{rows} read = {self.accepted} accepted + {self.rejected} rejected",
            f"of the accepted: {self.unplaced} without a place, {self.undated} without a date",
        ]
        if len(self.problems) + self.further <= FEW:
            return "\n".join([*lines, *(str(problem) for problem in self.problems)])
        lines += [str(reason) for reason in sorted(self.reasons, key=lambda reason: -reason.count)[:FEW]]
        if len(self.reasons) > FEW:
            lines.append(f"… and {len(self.reasons) - FEW:,} further reasons")
        lines += [str(problem) for problem in self.problems[:SHOWN]]
        lines.append(f"… and {len(self.problems) + self.further - SHOWN:,} further problems")
        return "\n".join(lines)


def _counted(problems: Iterable[Problem]) -> tuple[Reason, ...]:
    first: dict[tuple[str | None, str], Problem] = {}
    counts: Counter[tuple[str | None, str]] = Counter()
    for problem in problems:
        kind = (problem.column, _in_general(problem.reason))
        first.setdefault(kind, problem)
        counts[kind] += 1
    return tuple(Reason(*kind, counts[kind], example) for kind, example in first.items())


def _in_general(reason: str) -> str:
    """A reason without what differs from row to row: figures, what stands in quotes, and the place of another row."""
    return _PARTICULAR.sub("…", reason.partition(", in ")[0])


def _added(reasons: tuple[Reason, ...], others: tuple[Reason, ...]) -> tuple[Reason, ...]:
    if not reasons or not others:
        return reasons or others
    added = {(reason.column, reason.reason): reason for reason in reasons}
    for other in others:
        kind = (other.column, other.reason)
        known = added.get(kind)
        added[kind] = replace(known, count=known.count + other.count) if known else other
    return tuple(added.values())


def printable(text: str) -> str:
    """Text in one line that a terminal does not obey: what does not print stands as its escape."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in text
    )


def shortened(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def dotted(path: Path) -> str | None:
    """The path of a value within a record as a file writes it, lists counted from 1: `actors.2.role`."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in path) or None


def problems_of(
    error: ValidationError,
    *,
    file: str,
    row: int | None,
    id: str | None,
    model: type[BaseModel],
    column_of: Callable[[Path], str | None] = dotted,
) -> list[Problem]:
    """One `Problem` for each thing that pydantic found in a `model`. `column_of` says what the file calls the path of
    a value."""
    found = []
    for details in error.errors(include_url=False):
        if details["type"] == "too_short" and details["input"]:
            continue  # a list is also told to be too short where its values were refused
        context = details.get("ctx", {})
        path = tuple(part for part in details["loc"] if part not in (NAMED, SPELLED, "[key]")) + context.get("at", ())
        value = details["input"] if context.get("value") is None else context["value"]
        shown = None if value is None or details["type"] == "missing" else shortened(value)
        reason, remedy = _words(details, path, model)
        found.append(Problem(file, row, id, column_of(path), shown, reason, remedy))
    return found


def _words(details: ErrorDetails, path: Path, model: type[BaseModel]) -> tuple[str, str]:
    context = details.get("ctx", {})
    kind = details["type"]
    if kind == "record":
        return str(context["reason"]), str(context["remedy"])
    if kind == "extra_forbidden":
        return "is not a known key", nearest(str(path[-1]), _keys(model, path))
    bounds = [(f"is {side} {context[bound]:,}", bound) for bound, side in _BOUNDS.items() if bound in context]
    if bounds:
        key = str(path[-1])
        return bounds[0][0], _DEGREES if key in ("lat", "lon") else _KILOMETRES if key == "radius_km" else _DIGITS
    if kind in ("string_too_long", "too_long"):
        return f"is longer than {context['max_length']:,} characters", "Shorten it."
    return _REASONS.get(kind) or (details["msg"][:1].lower() + details["msg"][1:], "See the fields in README.md.")


def _keys(model: type[BaseModel], path: Path) -> Iterable[str]:
    """The keys of the table in which the path's last key stands."""
    tables = [part for part in path[:-1] if part in PARTS]
    return (PARTS[str(tables[-1])] if tables else model).model_fields


_DIGITS = "Write digits alone, and leave it blank where it is unknown."
_DEGREES = "Write degrees, lat from -90 to 90 and lon from -180 to 180; are the two swapped?"
_KILOMETRES = "Write kilometres, up to 5,000."
_BOUNDS = {"ge": "below", "gt": "not above", "le": "above", "lt": "not below"}
_LIST = ("is not a list", "Write it in brackets: [ … ].")
_TABLE = ("is not a table", "Write it in braces: { … }.")
_NUMBER = ("is not a number", "Write it with a decimal point: 42.9735.")
_WHOLE = ("is not a whole number", _DIGITS)
_EMPTY = ("is empty", "Fill it in, or leave the key out where it is optional.")
_REASONS = {
    "missing": ("is missing", "Add it; the fields are listed in README.md."),
    "string_pattern_mismatch": (
        "is not a slug",
        "Use small letters, digits and single hyphens: banjska-attack.",
    ),
    "string_type": ("is not text", "Write it in quotes."),
    "string_unicode": ("has broken characters", "Type the text again."),
    "model_type": _TABLE,
    "dict_type": _TABLE,
    "tuple_type": _LIST,
    "too_short": _EMPTY,
    "string_too_short": _EMPTY,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
}
