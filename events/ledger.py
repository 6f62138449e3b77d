"""What became of every row that was read: rows = accepted + rejected, and each problem by its place."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from events.codebook import nearest

LONGEST_VALUE = 80


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one row. `row` is the line or row of the file, from 1; `column` the key or column."""

    file: str
    row: int | None
    id: str | None
    column: str | None
    value: str | None
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}:{self.row}"
        event = f" event '{self.id}':" if self.id else ""
        field = "" if self.column is None else f" {self.column}" + ("" if self.value is None else f" '{self.value}'")
        return f"{place}:{event}{field} {self.reason}. {self.remedy}".rstrip()


@dataclass(frozen=True)
class Ledger:
    """The account of what was read. Ledgers of parts add up to the ledger of the whole.

    `unplaced` and `undated` count accepted events without coordinates or without a date. A file that cannot be read
    at all counts as one rejected row.
    """

    rows: int = 0
    accepted: int = 0
    unplaced: int = 0
    undated: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def rejected(self) -> int:
        return self.rows - self.accepted

    def __add__(self, other: "Ledger") -> "Ledger":
        return Ledger(
            self.rows + other.rows,
            self.accepted + other.accepted,
            self.unplaced + other.unplaced,
            self.undated + other.undated,
            self.problems + other.problems,
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "unplaced": self.unplaced,
            "undated": self.undated,
            "problems": [asdict(problem) for problem in self.problems],
        }

    def __str__(self) -> str:
        lines = [
            f"{self.rows} rows read = {self.accepted} accepted + {self.rejected} rejected",
            f"of the accepted: {self.unplaced} without a place, {self.undated} without a date",
            *(str(problem) for problem in self.problems),
        ]
        return "\n".join(lines)


def dotted(path: tuple[int | str, ...]) -> str | None:
    """The path of a value within a record as a file writes it, lists counted from 1: `actors.2.role`."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in path) or None


def problems_of(
    error: ValidationError,
    *,
    file: str,
    row: int | None,
    id: str | None,
    known_keys: Iterable[str],
    column_of: Callable[[tuple[int | str, ...]], str | None] = dotted,
) -> list[Problem]:
    """One `Problem` for each thing that pydantic found. `column_of` says what the file calls the path of a value."""
    known = list(known_keys)
    found = []
    for details in _without_alternatives(error):
        path = tuple(part for part in details["loc"] if part not in ("Place", "Source", "str"))
        reason, remedy = _words(details, str(path[-1]) if path else "", known)
        found.append(Problem(file, row, id, column_of(path), _shown(details), reason, remedy))
    return found


def _without_alternatives(error: ValidationError) -> list[ErrorDetails]:
    """A field that takes a name *or* a table fails once for each form: keep the form that was meant."""
    kept: list[ErrorDetails] = []
    for details in error.errors(include_url=False):
        location = details["loc"]
        if "str" in location and details["type"] == "string_type" and isinstance(details["input"], dict):
            continue
        if location[-1:] in (("Place",), ("Source",)) and details["type"].startswith("model_"):
            continue
        kept.append(details)
    return kept or error.errors(include_url=False)


def _words(details: ErrorDetails, key: str, known: list[str]) -> tuple[str, str]:
    context = details.get("ctx", {})
    kind = details["type"]
    if kind == "record":
        return str(context["reason"]), str(context["remedy"])
    if kind == "extra_forbidden":
        return "is not a known key", nearest(key, known)
    if kind == "missing":
        return "is missing", "Add it; the fields are listed in README.md."
    if kind == "string_pattern_mismatch":
        return "is not a slug", "Use small letters, digits and single hyphens: banjska-attack."
    if kind in ("too_short", "string_too_short"):
        return "is empty", "Fill it in, or leave the key out where it is optional."
    if kind in ("int_parsing", "int_type", "int_from_float"):
        return "is not a whole number", "Write digits alone, and leave it blank where it is unknown."
    if kind in ("float_parsing", "float_type", "finite_number"):
        return "is not a number", "Write degrees with a decimal point: 42.9735."
    return details["msg"][:1].lower() + details["msg"][1:], "See the fields in README.md."


def _shown(details: ErrorDetails) -> str | None:
    value = details["input"]
    if details["type"] == "missing" or isinstance(value, dict | list | tuple) or value is None:
        return None
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
