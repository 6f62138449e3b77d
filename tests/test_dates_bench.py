"""The bench: its phrases are answered, and it counts articles as it says."""

import re
from datetime import date
from pathlib import Path

import pytest

from events.dates.bench.__main__ import NEWS, main, told
from events.dates.bench.by_language import FOLDERS, genre_of, of_languages
from events.dates.bench.phrases import phrases, verdict
from events.dates.bench.score import Counts, count
from events.dates.bench.timeml import article, articles, value_bounds
from events.dates.guess import language_of
from events.dates.lexicon import codes
from events.dates.proleptic import DAY, bounds, day_text, moment, neighbour, ordinal, stamp, year_month_day
from events.dates.resolving import resolve

TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>x</DOCID>
<DCT><TIMEX3 functionInDocument="CREATION_TIME" tid="t0" type="DATE" value="2009-12-19">x</TIMEX3></DCT>
<TEXT>In <TIMEX3 tid="t1" type="DATE" value="1877-04">early April 1877</TIMEX3> it began; on
<TIMEX3 tid="t2" type="DATE" value="1877-05-03">3 May</TIMEX3> it ended after
<TIMEX3 tid="t3" type="DURATION" value="P3D">three days</TIMEX3>.
<TIMEX3 tid="t4" type="DATE" value="PRESENT_REF">Now</TIMEX3> and on <TIMEX3 tid="t5" type="DATE"
value="1878-01-01">the feast</TIMEX3> people come.</TEXT></TimeML>
"""


@pytest.mark.parametrize("code", codes())
def test_no_phrase_of_a_language_is_silently_wrong(code: str) -> None:
    wrong = []
    for phrase in phrases():
        if phrase.lang != code:
            continue
        answer = resolve(
            phrase.text,
            published=phrase.published,
            lang=code,
            order=phrase.order,
            tense=phrase.tense,
            anchor=phrase.anchor,
        )
        if verdict(phrase, answer) == "silent" and not (answer.edtf or "").startswith("-"):
            wrong.append((phrase.text, answer.edtf, phrase.edtf))
    assert not wrong


def test_articles_are_counted_by_units_that_overlap_and_are_equal(tmp_path: Path) -> None:
    (tmp_path / "x.tml").write_text(TIMEML, "utf-8")
    found = article(tmp_path / "x.tml")
    assert found.published == date(2009, 12, 19)
    assert [mark.value for mark in found.marks] == ["1877-04", "1877-05-03", "1878-01-01"]
    counts = Counts()
    count(counts, found, told(found, "narrative"))
    assert (counts.marks, counts.told, counts.right, counts.stated) == (3, 2, 2, 0)
    assert (counts.precision, counts.recall) == (1.0, pytest.approx(2 / 3))


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("1939", "1939-01-01", "1940-01-01"),
        ("1939-09", "1939-09-01", "1939-10-01"),
        ("1939-XX-XX", "1939-01-01", "1940-01-01"),
        ("1939-W01", "1939-01-02", "1939-01-09"),
        ("1939-SU", "1939-06-01", "1939-09-01"),
        ("1939-H2", "1939-07-01", "1940-01-01"),
        ("1939-Q2", "1939-04-01", "1939-07-01"),
        ("193", "1930-01-01", "1940-01-01"),
        ("19", "1900-01-01", "2000-01-01"),
        ("BC0480", "-0479-01-01", "-0478-01-01"),
        ("BC048", "-0488-01-01", "-0478-01-01"),
    ],
)
def test_values_of_time_marks(value: str, low: str, high: str) -> None:
    found = value_bounds(value)
    assert found is not None
    assert (day_text(found[0] // DAY), day_text(found[1] // DAY)) == (low, high)


@pytest.mark.parametrize("value", ["P3D", "PRESENT_REF", "XXXX-XX-XX", "null", "", "PXY", "XXXX-WI"])
def test_values_without_bounds(value: str) -> None:
    assert value_bounds(value) is None


def test_the_command_tells_phrases_and_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.tml").write_text(TIMEML, "utf-8")
    assert main(["--lang", "sr", "--corpus", str(tmp_path), "--faults"]) == 0
    told = capsys.readouterr().out
    assert "phrases: this program" in told and f"articles: this program, {tmp_path.name}" in told
    assert main(["--lang", "sr", "--corpus", str(tmp_path / "none")]) == 2


DAY_NUMBER = re.compile(r"(?<![\d:.])\d{1,2}(?=$|[ ,](?!a\.m|p\.m|pm|am|minutes))")  # not of an hour
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.mark.parametrize("folder", NEWS, ids=lambda folder: folder.name)
def test_the_marks_of_the_news_fit_the_calendar(folder: Path) -> None:
    found = articles(folder)
    assert len(found) >= 13 and sum(len(one.marks) for one in found) > 200
    for mark in (mark for one in found for mark in one.marks):
        named = {WEEKDAYS.index(day) for day in WEEKDAYS if day in mark.words}
        if re.match(r"\d{4}-\d\d-\d\d", mark.value) and "before" not in mark.words:
            day = date.fromisoformat(mark.value[:10])
            assert not named or named == {day.weekday()} or "ago" in mark.words, mark
            numbers = {int(number) for number in DAY_NUMBER.findall(mark.words)}
            hour = re.search(r"T(\d\d)", mark.value)
            told_so = day.day in numbers or (hour is not None and int(hour[1]) in numbers)
            assert not numbers or told_so or "ago" in mark.words, mark


@pytest.mark.parametrize(
    ("folder", "least"), list(zip(NEWS, (0.91, 0.9), strict=True)), ids=lambda value: str(value)[-9:]
)
def test_news_is_read_as_well_as_before(folder: Path, least: float) -> None:
    counts = Counts()
    for one in articles(folder):
        count(counts, one, told(one, "news"))
    assert counts.f1 >= least
    assert counts.stated - counts.stated_right <= 1
    assert counts.covered >= 0.36


def test_articles_of_each_language_are_counted_by_it() -> None:
    looked_at, held_out = (of_languages(folder) for folder in FOLDERS)
    others = sorted(set(codes()) - {"en"})
    assert [lang for lang, _ in held_out if lang != "en"] == others
    assert [lang for lang, _ in looked_at] == sorted(codes())
    for lang, found in (*looked_at, *held_out):
        assert {one.lang for one in found} == {lang}
    for lang, found in looked_at:
        assert {genre_of(one) for one in found} == ({"narrative"} if lang == "en" else {"news", "narrative"})
    assert {genre_of(one) for _, found in held_out for one in found} == {"news", "narrative"}
    assert not of_languages(FOLDERS[0] / "none")


def test_the_language_of_each_article_is_told_from_its_words() -> None:
    for folder in FOLDERS:
        for lang, found in of_languages(folder):
            assert {language_of(one.text).code for one in found} == {lang}


def test_faults_of_what_is_held_out_are_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "ar", "--faults"]) == 0
    told = capsys.readouterr().out
    held_out = told[told.index("articles/held_out") :]
    assert [line[:6].strip() for line in held_out.splitlines()[2:] if line] == ["ar", "all"]


def test_days_go_on_before_the_first_year() -> None:
    assert ordinal(1, 1, 1) - ordinal(0, 12, 31) == 1
    assert ordinal(0, 2, 29) and year_month_day(ordinal(-479, 2, 28)) == (-479, 2, 28)
    assert neighbour("-0001-03", -4) == "-0002-11"
    assert bounds("-0479")[1] == bounds("-0478")[0]
    assert moment(bounds("0000")[0]) is None
    assert stamp(bounds("2023-10-07")[0] + 390) == "2023-10-07T06:30"
    with pytest.raises(ValueError, match="day"):
        bounds("-0479-02-30")
