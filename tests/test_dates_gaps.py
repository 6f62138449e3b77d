"""Phrases in the ways of single languages, and those that are easily read as another day: never wrong without a mark.

The day of publication is 13 October 2023, a Friday.
"""

from datetime import date, datetime

import pytest
from edtf import parse_edtf
from edtf_validate.valid_edtf import is_valid

from events.dates import find, resolve
from events.dates.when import When

FRIDAY = date(2023, 10, 13)


def said(text: str, lang: str | None, published: date = FRIDAY, **options: object) -> When:
    return resolve(text, published=published, lang=lang, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lang", "text", "status", "edtf"),
    [
        # a clock time with a part of the day
        ("en", "Tuesday morning at 9:15", "assumed", "2023-10-10T09:15:00"),
        ("en", "the evening of 5 March 2011 at 8:30", "stated", "2011-03-05T20:30:00"),
        ("en", "the night of 5 March 2011 at 2:00", "ambiguous", None),
        ("en", "the night of 5 to 6 March 2011 at 2:00", "stated", "2011-03-06T02:00:00"),
        ("en", "yesterday evening at 7:45", "stated", "2023-10-12T19:45:00"),
        ("en", "at 7:45 last night", "stated", "2023-10-12T19:45:00"),
        ("ru", "в 6:40 вечера 5 марта 2011 года", "stated", "2011-03-05T18:40:00"),
        ("ru", "в 12 часов ночи 5 марта 2011 года", "ambiguous", None),
        ("ru", "в 2 часа ночи 5 марта 2011 года", "stated", "2011-03-05T02:00:00"),
        ("uk", "о 7-й годині ранку 5 березня 2011 року", "stated", "2011-03-05T07:00:00"),
        ("sq", "më 5 mars 2011 në orën 18.40", "stated", "2011-03-05T18:40:00"),
        ("fr", "hier soir à 9 heures", "stated", "2023-10-12T21:00:00"),
        ("de", "am Dienstagabend gegen 21.15 Uhr", "assumed", "2023-10-10"),
        ("es", "el martes por la noche a las 10:20", "assumed", "2023-10-10T22:20:00"),
        # a night between two days
        ("uk", "у ніч з 5 на 6 березня 2011 року", "stated", "2011-03-05"),
        ("ru", "в ночь с 31 мая на 1 июня 2011 года", "stated", "2011-05-31"),
        ("ru", "в ночь со вторника на среду", "assumed", "2023-10-10"),
        ("sr", "у ноћи са 5. на 6. март 2011. године", "stated", "2011-03-05"),
        ("fr", "dans la nuit de mardi à mercredi", "assumed", "2023-10-10"),
        ("es", "la noche del martes al miércoles", "assumed", "2023-10-10"),
        ("he", "בלילה שבין יום שלישי ליום רביעי", "assumed", "2023-10-10"),
        # one unit, without a word for one
        ("uk", "місяць тому", "assumed", "2023-09~"),
        ("ru", "день назад", "stated", "2023-10-12"),
        ("ru", "через пять дней после 5 марта 2011 года", "stated", "2011-03-10"),
        ("fr", "le lendemain du 5 mars 2011", "stated", "2011-03-06"),
        ("sr", "два дана после 5. марта 2011. године", "stated", "2011-03-07"),
        # parts of a month, a quarter, an edge without an article
        ("ru", "вторая декада марта 2011 года", "stated", "[2011-03-11..2011-03-20]"),
        ("uk", "остання декада лютого 2011 року", "stated", "[2011-02-21..2011-02-28]"),
        ("fr", "seconde quinzaine de février 2012", "stated", "[2012-02-16..2012-02-29]"),
        ("fr", "le dernier trimestre 2011", "stated", "2011-36"),
        ("fr", "T3 2011", "stated", "2011-35"),
        ("ru", "с начала года", "assumed", "2023-01-01/.."),
        ("uk", "до кінця місяця", "assumed", "../2023-10-31"),
        ("es", "segundo trimestre del año", "assumed", "2023-34"),
        # a month beside the word "month"; a year told by other words
        ("sq", "gjatë gjithë muajit mars 2011", "stated", "2011-03-01/2011-03-31"),
        ("sq", "në prill të këtij viti", "stated", "2023-04"),
        ("uk", "торік у червні", "stated", "2022-06"),
        ("de", "letztes Jahr im Juni", "stated", "2022-06"),
        ("en", "last year, in June", "stated", "2022-06"),
        ("en", "the year before last", "stated", "2021"),
        ("uk", "позаторік", "stated", "2021"),
        ("fr", "le 5 du mois", "assumed", "2023-10-05"),
        ("fr", "le 5 du mois dernier", "stated", "2023-09-05"),
        # a word for last or next behind a date
        ("fr", "le 5 mars prochain", "assumed", "2024-03-05"),
        ("es", "el 5 de marzo próximo", "assumed", "2024-03-05"),
        ("es", "el 5 de marzo pasado", "assumed", "2023-03-05"),
        ("en", "5 March next", "assumed", "2024-03-05"),
        ("ar", "5 مارس المقبل", "assumed", "2024-03-05"),
        ("ar", "5 أكتوبر الجاري", "stated", "2023-10-05"),
        ("de", "am kommenden 5. März", "assumed", "2024-03-05"),
        # words for the future
        ("uk", "відбудеться у середу", "assumed", "2023-10-18"),
        ("es", "se celebrará el miércoles", "assumed", "2023-10-18"),
        # years with a word behind them, in short, in ranges and lists
        ("ru", "в 2009–2011 годах", "stated", "2009/2011"),
        ("uk", "зима 2010–2011 років", "stated", "2010-24"),
        ("ru", "в 2011-м", "stated", "2011"),
        ("ru", "весной 44-го", "assumed", "1944-21"),
        ("ru", "3 марта 44-го", "assumed", "1944-03-03"),
        ("fr", "en 2001, 2003 et 2005", "stated", "{2001,2003,2005}"),
        ("de", "im 18. und 19. Jahrhundert", "stated", "{1700..1799,1800..1899}"),
        ("sq", "në vitin 2010/11", "stated", "2010/2011"),
        # until now, from then on, since so long
        ("uk", "від 5 березня 2011 року й дотепер", "stated", "2011-03-05/2023-10-13"),
        ("fr", "depuis 2011 et jusqu'à aujourd'hui", "stated", "2011/2023-10-13"),
        ("sq", "më 5 mars 2011 e tutje", "stated", "2011-03-05/.."),
        ("fr", "depuis trois ans", "assumed", "2020~/.."),
        ("de", "seit drei Tagen", "stated", "2023-10-10/.."),
        ("es", "desde hace tres días", "stated", "2023-10-10/.."),
        ("fr", "pendant trois jours", "vague", None),
        ("en", "for three days", "vague", None),
        # several units with a word behind them
        ("sq", "tri javët e fundit", "stated", "[2023-09-22..2023-10-13]"),
        ("fr", "les quatre derniers jours", "stated", "[2023-10-09..2023-10-13]"),
        ("sq", "tri vitet e ardhshme", "stated", "[2023-10-13..2026-10-13]"),
        # a weekday behind or before its date
        ("ru", "5 марта 2011 года, суббота", "stated", "2011-03-05"),
        ("en", "5 March 2011 (Sunday)", "contradiction", None),
        ("ar", "يوم السبت 5/3/2011", "stated", "2011-03-05"),
        ("en", "Saturday 05/03/2011", "stated", "2011-03-05"),
        ("en", "Tuesday 05/03/2011", "stated", "2011-05-03"),
        ("fr", "ce mardi 10 octobre", "assumed", "2023-10-10"),
        # days in digits
        ("de", "5./6. März 2011", "stated", "2011-03-05/2011-03-06"),
        ("de", "5.-7.3.2011", "stated", "2011-03-05/2011-03-07"),
        ("es", "5/mar/2011", "stated", "2011-03-05"),
        ("de", "KW 10/2011", "stated", "[2011-03-07..2011-03-13]"),
        ("en", "31.12.", "assumed", "2022-12-31"),
        # another calendar beside the Gregorian date
        ("he", "ל׳ באדר תשע״א, 5 במרץ 2011", "stated", "2011-03-05"),
        ("ar", "1 ربيع الثاني 1432 هـ الموافق 6 مارس 2011", "stated", "2011-03-06"),
        # what is not read is not told
        ("es", "cinco de marzo de dos mil once", "vague", None),
        ("en", "two weeks and 5 March", "vague", None),
        ("en", "5 March 2011 or 2012", "vague", None),
        ("en", "9 to 11 a.m. on 5 March 2011", "vague", None),
        ("en", "the first half of 2011 and 2012", "vague", None),
        ("en", "in the week ending 5 March 2011", "stated", "[2011-02-27..2011-03-05]"),
        ("ru", "с 5 на 6 марта 2011 года", "vague", None),
        ("fr", "il y a un an et demi", "vague", None),
        ("es", "verano 2010-2011", "vague", None),
        ("es", "de 9 a 11 horas del 5 de marzo de 2011", "vague", None),
        ("sq", "dy a tri ditë më parë", "vague", None),
        ("de", "die zwanziger Jahre", "ambiguous", None),
        ("sr", "суботом", "vague", None),
        # smaller ones
        ("de", "am 5., 6. und 7. März 2011", "stated", "{2011-03-05,2011-03-06,2011-03-07}"),
        ("de", "5.3.–7.3.2011", "stated", "2011-03-05/2011-03-07"),
        ("de", "am 5. dieses Monats", "stated", "2023-10-05"),
        ("de", "am Tag nach dem 5. März 2011", "stated", "2011-03-06"),
        ("sr", "дан пре 5. марта 2011.", "stated", "2011-03-04"),
        ("ar", "قبل يوم من 5 مارس 2011", "stated", "2011-03-04"),
        ("ar", "5/3/2011م", "ambiguous", None),
        ("he", "14 במאי 1948, ה' באייר תש\"ח", "stated", "1948-05-14"),
        ("es", "5-III-2011", "stated", "2011-03-05"),
        ("en", "2011 or later", "stated", "[2011..]"),
        ("en", "2011 at the latest", "stated", "[..2011]"),
        ("en", "~2011", "stated", "2011~"),
        ("en", "Q1/2011", "stated", "2011-33"),
        ("en", "Monday to Wednesday last week", "stated", "2023-10-02/2023-10-04"),
        ("en", "overnight into Sunday", "assumed", "2023-10-07"),
        ("ru", "в 12 часов дня 5 марта 2011 года", "stated", "2011-03-05T12:00:00"),
        ("ru", "сегодня в 9 утра", "stated", "2023-10-13T09:00:00"),
        ("fr", "le 5 mars 2011 à 7 heures", "assumed", "2011-03-05T07:00:00"),
        ("de", "am 5. März 2011 um 7 Uhr", "assumed", "2011-03-05T07:00:00"),
        ("sr", "5. ožujka 2011. godine", "stated", "2011-03-05"),
        ("sr", "у 1500 села", "not-a-date", None),
        ("en", "before the end of 2011", "assumed", "[..2011-12-31]"),
        ("en", "after the beginning of 2011", "assumed", "[2011-01-01..]"),
    ],
)
def test_phrase(lang: str, text: str, status: str, edtf: str | None) -> None:
    answer = said(text, lang)
    assert (answer.status, answer.edtf) == (status, edtf), answer


def test_a_night_that_is_told_by_both_its_days_lasts_from_one_to_the_other() -> None:
    night = said("у ніч з 31 березня на 1 квітня 2011 року", "uk")
    assert (night.start, night.end) == (datetime(2011, 3, 31, 18), datetime(2011, 4, 1, 6))


def test_an_hour_after_midnight_of_the_night_of_a_day_has_both_days_as_readings() -> None:
    readings = said("the night of 5 March 2011 at 2:00", "en").readings
    assert [reading.edtf for reading in readings] == ["2011-03-05T02:00:00", "2011-03-06T02:00:00"]


@pytest.mark.parametrize(
    ("published", "text", "edtf"),
    [
        (date(2023, 12, 31), "yesterday", "2023-12-30"),
        (date(2024, 1, 1), "yesterday", "2023-12-31"),
        (date(2024, 1, 1), "31 December", "2023-12-31"),
        (date(2024, 1, 1), "last month", "2023-12"),
        (date(2024, 1, 1), "last week", "[2023-12-25..2023-12-31]"),
        (date(2023, 12, 31), "next week", "[2024-01-01..2024-01-07]"),
        (date(2023, 12, 31), "1 January", "2023-01-01"),
        (date(2023, 12, 31), "tomorrow", "2024-01-01"),
        (date(2024, 2, 29), "29 February", "2024-02-29"),
        (date(2024, 2, 28), "29 February", "2020-02-29"),
        (date(2023, 3, 1), "29 February", "2020-02-29"),
        (date(2024, 2, 29), "a year ago", "2023-02~"),
        (date(2024, 2, 29), "a month ago", "2024-01~"),
        (date(2024, 3, 31), "a month ago", "2024-02~"),
        (date(2024, 2, 29), "tomorrow", "2024-03-01"),
        (date(2024, 2, 29), "in the past twelve months", "[2023-02-28..2024-02-29]"),
        (date(2024, 12, 30), "this week", "[2024-12-30..2025-01-05]"),
    ],
)
def test_years_end_and_leap_days(published: date, text: str, edtf: str) -> None:
    assert said(text, "en", published).edtf == edtf


@pytest.mark.parametrize(
    ("published", "text", "edtf"),
    [
        (date(2023, 12, 31), "1 January", "2024-01-01"),
        (date(2023, 12, 31), "Monday", "2024-01-01"),
        (date(2023, 12, 31), "in January", "2024-01"),
        (date(2024, 2, 29), "29 February", "2028-02-29"),
        (date(2023, 10, 13), "13 October", "2024-10-13"),
        (date(2023, 10, 13), "the 31st", None),
        (date(2023, 10, 13), "on the 31st", "2023-10-31"),
        (date(2023, 10, 13), "last month", "2023-09"),
        (date(2023, 10, 13), "5 March 2011", "2011-03-05"),
        (date(2023, 10, 13), "at Christmas", "2023-12-25"),
    ],
)
def test_the_future(published: date, text: str, edtf: str | None) -> None:
    assert said(text, "en", published, tense="future").edtf == edtf


@pytest.mark.parametrize(
    ("text", "order", "edtf"),
    [
        ("03/04/05", "DMY", "2005-04-03"),
        ("03/04/05", "MDY", "2005-03-04"),
        ("03/04/05", "YMD", "2003-04-05"),
        ("03/04/05", None, None),
        ("13/04/2011", "MDY", "2011-04-13"),
        ("2011/04/13", "DMY", "2011-04-13"),
        ("03.04.2011", "MDY", "2011-04-03"),
        ("from 03/04/2011 to 05/04/2011", "DMY", "2011-04-03/2011-04-05"),
    ],
)
def test_the_order_of_the_source(text: str, order: str | None, edtf: str | None) -> None:
    assert said(text, "en", order=order).edtf == edtf


@pytest.mark.parametrize(
    ("text", "anchor", "status", "edtf"),
    [
        ("three days before the raid", "2024-03-01", "assumed", "2024-02-27"),
        ("a week after the raid", "2023-12-28", "assumed", "2024-01-04~"),
        ("two days after the raid", "2023-10", "vague", None),
        ("the same year", "2011-03-05", "assumed", "2011"),
        ("the following month", "2011-12-05", "assumed", "2012-01"),
        ("on the same day", "2011-03-05", "assumed", "2011-03-05"),
        ("that evening", "2011-03-05", "assumed", "2011-03-05"),
        ("two days after the raid", "no date", "needs-event", None),
        ("two days after the raid", "2011-03-05/..", "needs-event", None),
    ],
)
def test_an_anchor(text: str, anchor: str, status: str, edtf: str | None) -> None:
    answer = said(text, "en", anchor=anchor)
    assert (answer.status, answer.edtf) == (status, edtf)


@pytest.mark.parametrize(
    "edtf",
    [
        "2011-03", "1985-21", "1985-36", "199X", "19XX", "2011-03-05?", "2011-03~", "../2011-03-05", "2011-03-05/..",
        "[2011-03-05,2011-03-07]", "{2011,2013}", "[..2011]", "2011-03-05/2011-04", "2011-03-05T06:30:00", "2011-XX-05",
    ],
)  # fmt: skip
def test_edtf_stands_as_it_is(edtf: str) -> None:
    answer = said(edtf, None)
    assert (answer.status, answer.edtf) == ("stated", edtf)


def test_a_phrase_that_one_language_reads_whole_is_not_read_in_part_by_another() -> None:
    assert said("5 листопада 2022 року", None).edtf == "2022-11-05"
    assert said("en marzo de 2011", None).edtf == "2011-03"


def test_a_zone_of_several_words_is_told_in_full() -> None:
    (rule,) = said("в 6:30 по московскому времени 5 марта 2011 года", "ru").assumptions
    assert rule.endswith("06:30 по московскому времени")


def test_a_prefix_does_not_part_a_day_from_its_month_in_an_article() -> None:
    (one,) = find("ההתקפה ב-7 באוקטובר נמשכה.", published=FRIDAY, lang="he")
    assert one.when.edtf == "2023-10-07"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("early spring 2011", "[2011-03..2011-05]"),
        ("around spring 2011", "[2011-03..2011-05]"),
        ("between spring and autumn 2011", "[2011-03..2011-11]"),
        ("winter 2010 or summer 2011", "[2010-12..2011-02,2011-06..2011-08]"),
        ("before about 2011", "[..2010]"),
        ("since spring 2011", "2011-21/.."),
        ("since the second quarter of 2011", "2011-04/.."),
        ("until the second half of 2011", "../2011-12"),
        ("since 6 a.m. on 5 March 2011", "2011-03-05/.."),
        ("at 6 a.m. on 5 March 2011", "2011-03-05T06:00:00"),
        ("2011-03-05T06:00", "2011-03-05T06:00:00"),
        ("by 494 BC", "[..-0493]"),
    ],
)
def test_dates_are_written_so_that_other_programs_read_them(text: str, edtf: str) -> None:
    assert said(text, "en").edtf == edtf
    parse_edtf(edtf)
    assert is_valid(edtf)


def test_a_future_verb_counts_in_an_article_too() -> None:
    (one,) = find("Суд состоится во вторник.", published=FRIDAY, lang="ru")
    assert one.when.edtf == "2023-10-17"
