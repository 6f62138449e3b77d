"""The file of benchmark phrases: its form, its coverage, and that no answer in it contradicts itself."""

import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from edtf import parse_edtf

from events.dates import parse

FILE = Path(__file__).parents[1] / "events" / "dates" / "bench" / "phrases.tsv"
COLUMNS = [
    "lang",
    "text",
    "published",
    "order",
    "tense",
    "anchor",
    "status",
    "edtf",
    "start",
    "end",
    "readings",
    "rule",
]
LANGUAGES = {"en", "sq", "sr", "uk", "ru", "fr", "es", "de", "he", "ar"}
DATED = {"stated", "assumed"}
SEVERAL = {"ambiguous", "contradiction"}
UNDATED = {"vague", "impossible", "needs-event", "not-a-date"}
RULES = {
    "and-list", "around", "bare-weekday", "before-after", "between", "century", "clock", "decade", "digits-script",
    "dots", "early-mid-late", "either-or", "fraction-of-month", "from-to", "full-date", "half", "impossible",
    "last-weekday", "lunar-calendar", "month-year", "needs-event", "next-weekday", "no-year", "not-a-date", "open",
    "ordinal", "part-of-day", "quarter", "relative", "season", "since-until", "slashes", "sometime-throughout",
    "two-digit-year", "typed-forms", "vague", "week", "weekday-agrees", "weekday-contradiction", "weekend", "year",
    "zone",
}  # fmt: skip
LONGEST_NIGHT = timedelta(hours=6)  # a night belongs to the day on which it begins, and ends in the next morning
LINES = FILE.read_text(encoding="utf-8").split("\n")
ROWS = [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in LINES[1:-1]]


def readings(row: dict[str, str]) -> list[str]:
    return row["readings"].split(" | ") if row["readings"] else []


def test_the_file_is_a_plain_table() -> None:
    assert LINES[0].split("\t") == COLUMNS
    assert LINES[-1] == ""
    assert not [line for line in LINES if "\r" in line or "\ufeff" in line]


def test_cells_are_trimmed_and_composed() -> None:
    for row in ROWS:
        assert row["text"], row
        for cell in row.values():
            assert cell == cell.strip() == unicodedata.normalize("NFC", cell), row


def test_codes_are_known() -> None:
    for row in ROWS:
        assert row["lang"] in LANGUAGES, row
        assert row["order"] in {"", "DMY", "MDY", "YMD"}, row
        assert row["tense"] in {"", "past", "future"}, row
        assert row["status"] in DATED | SEVERAL | UNDATED, row


def test_days_of_publication_exist_and_differ() -> None:
    days = Counter(date.fromisoformat(row["published"]) for row in ROWS)
    anchors = [date.fromisoformat(row["anchor"]) for row in ROWS if row["anchor"]]
    assert anchors
    assert {day.weekday() for day in days} == set(range(7))
    assert {(2, 29), (12, 31), (1, 1)} <= {(day.month, day.day) for day in days}


def test_a_status_has_the_cells_that_it_needs() -> None:
    for row in ROWS:
        assert bool(row["edtf"]) == (row["status"] in DATED), row
        assert bool(row["readings"]) == (row["status"] in SEVERAL), row
        assert bool(row["start"]) == bool(row["end"]), row
        assert not row["start"] or row["edtf"], row


@pytest.mark.parametrize("edtf", sorted({edtf for row in ROWS for edtf in [row["edtf"], *readings(row)] if edtf}))
def test_every_date_is_edtf(edtf: str) -> None:
    if not edtf.startswith("-"):  # years before 1, which python-edtf alone reads
        date = parse(edtf)
        assert date.earliest or date.end
    if "T" not in edtf:  # EDTF wants seconds; clock times to the minute are ISO 8601-1
        parse_edtf(edtf)


def test_bounds_narrow_the_date() -> None:
    for row in ROWS:
        if row["start"]:
            start, end, stated = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"]), row["edtf"]
            day = parse(stated)
            assert day.precision == "day" and day.earliest and day.end, row
            assert day.earliest <= start < end <= day.end + LONGEST_NIGHT, row
            assert start < day.end, row


def test_readings_differ_and_stand_in_order() -> None:
    for row in ROWS:
        choices = readings(row)
        if row["status"] == "ambiguous":
            assert len(set(choices)) == len(choices) >= 2, row
        if row["status"] == "contradiction":
            dated, named = (date.fromisoformat(choice) for choice in choices)
            assert 1 <= abs((dated - named).days) <= 3, row


def test_no_phrase_stands_twice() -> None:
    seen = Counter(tuple(row[key] for key in COLUMNS[:6]) for row in ROWS)
    assert [key for key, count in seen.items() if count > 1] == []


def test_the_benchmark_is_large_enough() -> None:
    languages = Counter(row["lang"] for row in ROWS)
    assert len(ROWS) >= 400
    assert set(languages) == LANGUAGES
    assert languages["en"] >= 200
    assert min(languages.values()) >= 25, languages


def test_every_rule_and_status_is_covered() -> None:
    assert {row["rule"] for row in ROWS} == RULES
    assert {row["status"] for row in ROWS} == DATED | SEVERAL | UNDATED


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_every_language_has_the_common_rules(lang: str) -> None:
    common = RULES - {
        "and-list", "digits-script", "next-weekday", "open", "ordinal", "typed-forms", "week", "weekend", "year",
        "zone",
    }  # fmt: skip
    assert common - {row["rule"] for row in ROWS if row["lang"] == lang} == set()
