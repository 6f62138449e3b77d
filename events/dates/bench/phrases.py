"""Phrases with the answers that a reader should give, one a line of `phrases.tsv`, and how an answer compares.

right      the same status, and the same date or the same readings
marked     no date is told (ambiguous, vague, refused …), though there is one or it is told otherwise; or the date is
           right but stands under another status
assumed    a wrong date, told as assumed
silent     a wrong date, told as stated: what must not happen
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from events.dates.when import When

FILE = Path(__file__).parent / "phrases.tsv"
DATED = ("stated", "assumed")


@dataclass(frozen=True)
class Phrase:
    """`readings` are EDTF texts; `start` and `end` ISO texts, given where EDTF does not say them."""

    lang: str
    text: str
    published: date
    order: str | None
    tense: str
    anchor: str | None
    status: str
    edtf: str | None
    start: str | None
    end: str | None
    readings: frozenset[str]
    rule: str


def phrases(file: Path = FILE) -> list[Phrase]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [_phrase(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _phrase(row: dict[str, str]) -> Phrase:
    readings = frozenset(reading.strip() for reading in (row["readings"] or "").split(" | ") if reading.strip())
    return Phrase(
        row["lang"], row["text"], date.fromisoformat(row["published"]), row["order"] or None, row["tense"] or "past",
        row["anchor"] or None, row["status"], row["edtf"] or None, row["start"] or None, row["end"] or None, readings,
        row["rule"] or "",
    )  # fmt: skip


def verdict(phrase: Phrase, answer: When) -> str:
    """right, marked, assumed or silent"""
    same_date = answer.edtf == phrase.edtf and _same_bounds(phrase, answer)
    if answer.status == phrase.status and same_date:
        told = frozenset(reading.edtf for reading in answer.readings)
        return "right" if told == phrase.readings else "marked"
    if answer.status not in DATED or (same_date and phrase.edtf):
        return "marked"
    return "silent" if answer.status == "stated" else "assumed"


def _same_bounds(phrase: Phrase, answer: When) -> bool:
    for wanted, told in ((phrase.start, answer.start), (phrase.end, answer.end)):
        if wanted and (told is None or not told.isoformat().startswith(wanted.replace(" ", "T"))):
            return False
    return True
