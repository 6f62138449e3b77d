"""The words of the languages, read from `languages/*.toml`, ready to be looked up by their first word."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from events.dates.tokens import tokens

FOLDER = Path(__file__).parent / "languages"
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
# Table of the file -> sense of the word, and how the key of the table is read.
SENSES: Mapping[str, str] = {
    "months": "month", "weekdays": "weekday", "seasons": "season", "parts_of_day": "part", "numbers": "number",
    "ordinals": "ordinal", "units": "unit", "days": "day", "day_parts": "day_part", "nights": "day_part",
    "told_days": "told_day", "which_units": "which_unit", "which": "which", "shifts": "shift", "edges": "edge",
    "bounds": "bound", "manner": "manner", "eras": "era", "calendars": "calendar", "tens": "tens", "named": "feast",
    "feasts": "feast",
}  # fmt: skip
OWN = ("clock", "joining", "small", "vague", "said", "happened", "future", "never")  # tables whose keys are the senses
PREFIXED = {"about": "manner"} | dict.fromkeys(("since", "until", "by", "before", "after"), "bounds")
SEVERAL = ("which", "shift")  # senses of which a word may have more than one at once
BESIDE = (
    "counted",
    "title",
    "named_before",
    "that",
    "unreal",
    "numbered",
    "begins",
    "alike",
    "period",
    "was",
    "perfect",
    "had",
    "relative",
    "present",
    "held",
    "delivered",
    "sport",
)  # of `small`: words that mean no time, and are known beside one alone
Sense = Mapping[str, Any]


@dataclass(frozen=True)
class Lexicon:
    """`first`: by first word, the other words of the entry and its senses, longest entry first. `strong`: the words
    that show the language (months, weekdays, parts of speech that only it has)."""

    code: str
    name: str
    script: str
    first: Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]]
    prefixes: tuple[tuple[str, Sense], ...]
    ordinal_endings: frozenset[str]
    decade_endings: frozenset[str]
    capitals: bool
    which_after: bool
    nth_days: bool
    year_dot: bool
    no_article: bool
    noun_capitals: bool
    verb_first: bool
    hours24: bool
    has_of: bool
    at_time: bool
    nth_hours: bool
    at_hour: bool
    future_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    accented: frozenset[str]
    week_start: int
    plural_endings: tuple[str, ...]
    counted: frozenset[str]
    title: frozenset[str]
    named_before: frozenset[str]
    that: frozenset[str]
    unreal: frozenset[str]
    numbered: frozenset[str]
    begins: frozenset[str]
    alike: frozenset[str]
    period: frozenset[str]
    was: frozenset[str]
    perfect: frozenset[str]
    had: frozenset[str]
    relative: frozenset[str]
    present: frozenset[str]
    held: frozenset[str]
    delivered: frozenset[str]
    sport: frozenset[str]


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """The languages that have a file, English first."""
    found = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return tuple(sorted(found, key=lambda code: (code != "en", code)))


@lru_cache(maxsize=64)
def lexicon(code: str) -> Lexicon:
    """Raises FileNotFoundError for a language without a file."""
    return read((FOLDER / f"{code}.toml").read_text("utf-8"), code)


def read(text: str, code: str) -> Lexicon:
    """The words of one language file.

    Raises:
        ValueError: the file is no TOML, or has a table or key that is not known.
    """
    tables = tomllib.loads(text)
    writing = tables.pop("writing")
    prefixes = tables.pop("prefixes", {})
    letters: dict[str, str] = writing.get("letters", {})
    small = tables.get("small", {})
    beside = [frozenset(" ".join(form) for form in forms(small.pop(key, ()), letters)) for key in BESIDE]
    entries: dict[tuple[str, ...], dict[str, Any]] = {}
    for table, rows in tables.items():
        if table not in SENSES and table not in OWN:
            raise ValueError(f"languages/{code}.toml: table '{table}' is not known")
        for key, words in rows.items():
            for form in forms(words, letters):
                _add(entries.setdefault(form, {}), table, key, code)
                if key == "zones":
                    entries[form]["zones"] = form[0].upper() if len(form) == 1 else " ".join(form)
    for form in forms(writing.get("doubtful", ()), letters):
        if form in entries:
            entries[form]["doubtful"] = True
    first: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for form, senses in sorted(entries.items(), key=lambda entry: -len(entry[0])):
        first.setdefault(form[0], []).append((form[1:], senses))
    return Lexicon(
        code,
        writing["name"],
        writing["script"],
        {word: tuple(found) for word, found in first.items()},
        tuple(_prefixes(prefixes, code)),
        frozenset("".join(form) for form in forms(writing.get("ordinal_endings", ()), letters)),
        frozenset("".join(form) for form in forms(writing.get("decade_endings", ()), letters)),
        bool(writing.get("capitals", False)),
        bool(writing.get("which_after", False)),
        bool(writing.get("nth_days", False)),
        bool(writing.get("year_dot", False)),
        bool(writing.get("no_article", False)),
        bool(writing.get("noun_capitals", False)),
        bool(writing.get("verb_first", False)),
        bool(writing.get("hours24", False)),
        bool(tables.get("small", {}).get("of")),
        bool(tables.get("clock", {}).get("at_time")),
        bool(writing.get("nth_hours", False)),
        bool(tables.get("clock", {}).get("at_hour")),
        tuple(_endings(writing.get("future_endings", ()), letters)),
        tuple(_endings(writing.get("past_endings", ()), letters)),
        frozenset(" ".join(form) for form in forms(writing.get("accented", ()), {})),
        WEEKDAYS.index(writing.get("week_start", "monday")),
        tuple(writing.get("plural_endings", ())),
        *beside,
    )


def _prefixes(table: Mapping[str, Any], code: str) -> Iterator[tuple[str, Sense]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for key, words in table.items():
        sense: dict[str, Any] = {}
        _add(sense, PREFIXED.get(key, "small"), key, code)
        found += [("".join(form), sense) for form in forms(words, {})]
    merged: dict[str, dict[str, Any]] = {}
    for form, senses in found:
        merged.setdefault(form, {}).update(senses)
    yield from sorted(merged.items(), key=lambda pair: -len(pair[0]))


def _endings(words: Any, letters: Mapping[str, str]) -> Iterator[str]:
    """Endings of words as they are written, with their accents, and once more in the second script."""
    for ending in words:
        yield from dict.fromkeys((ending, "".join(letters.get(letter, letter) for letter in ending)))


def forms(words: Any, letters: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The folded words of each entry, `a(b|c)` written out, and once more in the second script."""
    for entry in words:
        pieces = [piece.split("|") for piece in re.split(r"[()]", entry)]
        for choice in product(*pieces):
            written = "".join(choice)
            for script in (written, "".join(letters.get(letter, letter) for letter in written.lower())):
                folded = tuple(token.text for token in tokens(script))
                if folded:
                    yield folded
                if not letters:
                    break


def _add(senses: dict[str, Any], table: str, key: str, code: str) -> None:
    if table in OWN:
        senses[table if key == "words" else key] = True
        return
    sense = SENSES[table]
    value: Any = key
    if table == "units" and " " in key:
        count, value = key.split(" ")
        senses["number"] = int(count)
    if table == "months":
        value = MONTHS.index(key) + 1
    elif table == "weekdays":
        value = WEEKDAYS.index(key)
    elif table == "seasons":
        value = SEASONS[key]
    elif table == "which_units":
        which, unit = key.split(" ")
        value = which, unit
    elif table == "nights":
        value = int(key), "night"
    elif table == "day_parts":
        days, part = key.split(" ")
        value = int(days), part
    elif table in ("numbers", "ordinals", "days", "told_days", "tens"):
        value = int(key)
    if sense in SEVERAL:
        senses[sense] = (*senses.get(sense, ()), value)
    elif sense not in senses:
        senses[sense] = value
