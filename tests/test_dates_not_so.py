"""Words beside a date that deny it, or make another one of it."""

from datetime import date

from events.dates import find, resolve

PUBLISHED = date(2023, 10, 18)


def test_a_denied_date_is_vague() -> None:
    for text, lang in (
        ("not on 24 September 2023", "en"), ("not on 5 March", "en"), ("never on 5 March", "en"),
        ("nicht am 5. März 2023", "de"), ("pas le 5 mars 2023", "fr"), ("no el 5 de marzo de 2023", "es"),
        ("не 5 марта 2023 года", "ru"), ("не 5 березня 2023 року", "uk"), ("jo më 5 mars 2023", "sq"),
        ("не 5. марта 2023.", "sr"), ("לא ב-5 במרץ 2023", "he"), ("ليس في 5 مارس 2023", "ar"),
    ):  # fmt: skip
        assert resolve(text, published=PUBLISHED, lang=lang).status == "vague", text


def test_not_before_and_not_until_are_bounds() -> None:
    assert resolve("not until 5 March 2023", published=PUBLISHED).edtf == "[2023-03-05..]"
    assert resolve("not later than 5 March 2023", published=PUBLISHED).edtf == "../2023-03-05"


def test_an_anniversary_is_another_day() -> None:
    for text in ("the anniversary of 5 March", "anniversary of 5 March 2023", "the eve of 5 March 2023"):
        assert resolve(text, published=PUBLISHED).status == "vague", text


def test_more_than_so_long_ago_has_no_bounds() -> None:
    for text, lang in (
        ("more than two years ago", "en"), ("over two years ago", "en"), ("less than two weeks ago", "en"),
        ("vor mehr als zwei Jahren", "de"), ("il y a plus de deux ans", "fr"), ("hace más de dos años", "es"),
        ("более двух лет назад", "ru"), ("понад два роки тому", "uk"), ("пре више од две године", "sr"),
        ("më shumë se dy vjet më parë", "sq"), ("לפני יותר משנתיים", "he"), ("قبل أكثر من عامين", "ar"),
    ):  # fmt: skip
        assert resolve(text, published=PUBLISHED, lang=lang).status == "vague", text
    assert [one.when.status for one in find("They met more than two years ago.", published=PUBLISHED)] == ["vague"]


def test_a_part_of_one_of_two_days_is_ambiguous() -> None:
    when = resolve("morning of October 7 or 8", published=PUBLISHED)
    assert when.status == "ambiguous"
    assert [reading.edtf for reading in when.readings] == ["2023-10-07", "2023-10-08"]
    assert when.readings[1].start is not None and when.readings[1].start.hour == 4


def test_an_edge_before_a_range_is_that_of_its_first_end() -> None:
    assert resolve("late 2019–2021", published=PUBLISHED).edtf == "2019-09-01/2021"


def test_years_with_two_digits_and_far_years() -> None:
    when = resolve("24 Sep 23", published=PUBLISHED)
    assert (when.status, when.edtf) == ("assumed", "2023-09-24")
    assert resolve("1 Jan 2201", published=PUBLISHED).edtf == "2201-01-01"


def test_weekdays_that_are_counted() -> None:
    for text, status, edtf in (
        ("the Monday after 5 March 2023", "stated", "2023-03-06"),
        ("Monday before 6 March 2023", "stated", "2023-02-27"),
        ("The Monday after 5 March", "assumed", "2023-03-06"), ("a week on Monday", "assumed", "2023-10-30"),
        ("a fortnight from Friday", "assumed", "2023-11-03"), ("Monday week", "assumed", "2023-10-30"),
        ("two weeks ago Monday", "assumed", "2023-10-02"), ("two weeks ago Friday", "ambiguous", None),
    ):  # fmt: skip
        when = resolve(text, published=PUBLISHED)
        assert (when.status, when.edtf) == (status, edtf), text
    told = find("He left two weeks ago Monday.", published=PUBLISHED)
    assert [(one.quote, one.when.status) for one in told] == [("two weeks ago Monday", "assumed")]


def test_names_with_a_day_a_month_or_a_weekday_in_them() -> None:
    for text, lang in (
        ("said Sunday Rai, 32, a driver.", "en"), ("Governor Friday Ekpo spoke.", "en"),
        ("The men of Crimson October were freed.", "en"), ("Sgt. March and Mr May died.", "en"),
        ("The house is in 17 October Street.", "en"), ("The March 23 Movement took the town.", "en"),
        ("Frau März und Herr Sonntag sprachen.", "de"), ("La place du 8-Mai-1945 était vide.", "fr"),
        ("Полковник Березень і сержант Травень.", "uk"), ("Завод имени 1 Мая закрыт.", "ru"),
        ("Nedelja Marić i Subota Jović su uhapšeni.", "sr"), ("Domingo Marzo, de 34 años, murió.", "es"),
        ("قالت كتائب شهداء 17 فبراير إنها انسحبت.", "ar"),
    ):  # fmt: skip
        assert not find(text, published=PUBLISHED, lang=lang), text


def test_a_number_that_counts_people_or_money_is_no_year() -> None:
    for text, lang in (
        ("Some 2003 soldiers were sent north.", "en"), ("They were 1800 to 2000 men.", "en"),
        ("Цена выросла до 2014 рублей.", "ru"), ("Oko 1999 izbeglica prešlo je granicu.", "sr"),
        ("Oko 1999 poklonika prešlo je granicu.", "sr"), ("Rreth 1999 pelegrinë kaluan kufirin.", "sq"),
        ("La somme de 1789 euros fut payée.", "fr"), ("Kosten von 2010 Euro entstanden.", "de"),
    ):  # fmt: skip
        assert not find(text, published=PUBLISHED, lang=lang), text
    for text, edtf in (("In 1945 people fled.", "1945"), ("The 2003 invasion began.", "2003")):
        assert [one.when.edtf for one in find(text, published=PUBLISHED, lang="en")] == [edtf], text


def test_a_weekday_that_is_made_something_is_not_the_day_of_the_report() -> None:
    (one,) = find("Officials have declared Tuesday a holiday.", published=PUBLISHED, lang="en")
    assert one.when.status == "assumed"
    (one,) = find("Officials said Tuesday the road was open.", published=PUBLISHED, lang="en")
    assert one.when.status == "stated"
