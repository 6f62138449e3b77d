"""Dates as news tells them: verbs of reports, plans, times with those of other zones."""

from datetime import date

from events.dates import Mention, find, resolve

PUBLISHED = date(2023, 10, 18)  # a Wednesday


def only(text: str, published: date = PUBLISHED) -> Mention:
    told = find(text, published=published, lang="en")
    assert len(told) == 1, [one.quote for one in told]
    return told[0]


def test_a_weekday_beside_a_verb_of_reports_is_stated() -> None:
    for text in (
        "The minister said on Monday that the port was shut.", "The ministry told reporters late on Monday.",
        "The army denied on Monday that it had left.", "It said in a statement on Monday that it had left.",
        "He told the BBC on Monday that it had left.",
        "On Monday the minister of trade said that it had left.",
        "She told a news conference on Monday that it had left.",
    ):  # fmt: skip
        when = only(text).when
        assert (when.status, when.edtf) == ("stated", "2023-10-16"), text


def test_a_weekday_elsewhere_is_assumed() -> None:
    for text in (
        "The bridge was grey on Monday, the police said.", '"I said on Monday that we would stay," he added.',
        "The attack on Monday was the third.", "He said the vote on Monday would be fair.",
        "He said Monday's vote would be fair.",
        "The vote was announced for Monday.", "The port was closed, he said, from Monday.",
    ):  # fmt: skip
        assert only(text).when.status == "assumed", text


def test_a_day_beside_what_happened_is_stated() -> None:
    for text, edtf in (
        ("The bridge fell on Monday, the police said.", "2023-10-16"),
        ("He was arrested in Velm late on Monday.", "2023-10-16"),
        ("On Monday the bridge collapsed.", "2023-10-16"),
        ("He was arrested on 3 May.", "2023-05-03"),
        ("The port has been shut since May.", "2023-05/.."),
        ("The port, shut since Monday, has two cranes.", "2023-10-16/.."),
        ("The council will meet on Friday.", "2023-10-20"),
        ("The trial begins on Friday.", "2023-10-20"),
        ("On Friday the council will meet.", "2023-10-20"),
        ("The road will be closed until 3 November.", "../2023-11-03"),
    ):
        when = only(text).when
        assert (when.status, when.edtf) == ("stated", edtf), text


def test_a_verb_of_what_did_not_happen_places_no_day() -> None:
    for text in (
        "If elected on Monday, he would be the first.", "He was to be released on Monday.",
        "The attack killed plans for a vote on Monday.", "She would have arrived on Monday.",
        "He will appeal against Friday's ruling.", "The council will meet on Wednesday.",
        "The bridge was not opened on Monday.",
    ):  # fmt: skip
        assert all(one.when.status != "stated" for one in find(text, published=PUBLISHED, lang="en")), text


def test_a_day_after_an_old_date_is_not_placed_by_its_verb() -> None:
    told = find("The war began in 1998. Two men were killed on 3 May.", published=PUBLISHED, lang="en")
    assert [one.when.status for one in told] == ["stated", "assumed"]


def test_a_weekday_of_a_dateline_is_stated_where_it_is_the_day_before() -> None:
    assert only("BELMORA, Tuesday (Agency) - Two ports were shut.").when.status == "stated"
    assert only("BELMORA, Friday (Agency) - Two ports were shut.").when.status == "assumed"


def test_plans_look_ahead_and_what_was_to_be_does_not() -> None:
    assert only("A vote planned for December was put off.").when.edtf == "2023-12"
    assert only("The rule was to take effect on Monday.").when.edtf == "2023-10-16"
    assert only("The road will be closed from Monday.").when.edtf == "2023-10-23/.."
    assert only("The road has been closed since Monday.").when.edtf == "2023-10-16/.."


def test_this_time_last_year_is_the_month() -> None:
    when = resolve("this time last year", published=PUBLISHED)
    assert (when.status, when.edtf) == ("assumed", "2022-10~")


def test_a_verb_is_no_edge() -> None:
    told = only("The works will end on Monday, 16 October.", date(2023, 10, 10))
    assert (told.quote, told.when.edtf) == ("Monday, 16 October", "2023-10-16")
    assert resolve("end of October 2023", published=PUBLISHED).edtf == "[2023-10-21..2023-10-31]"


def test_the_clock_of_another_zone_stands_between() -> None:
    told = only("The blast hit at 10 a.m. (0800 GMT) on Tuesday.")
    assert (told.quote, told.when.edtf) == ("10 a.m. (0800 GMT) on Tuesday", "2023-10-17T10:00:00")


def test_a_clock_time_from_which_on() -> None:
    assert only("The hall will be open on Thursday from 7pm.").when.edtf == "2023-10-19/.."


def test_two_days_before_a_verb() -> None:
    told = only("Surrendering on May 4 and 5 were the last of them.")
    assert told.when.edtf == "{2023-05-04,2023-05-05}"
    assert only("On May 4 and 5 people were killed.").when.edtf == "2023-05-04"


def test_half_a_month_names_its_month() -> None:
    told = only("It will be done in the first half of July 2024.")
    assert [part.unit for part in told.parts] == ["2024-07"]


def test_a_word_for_the_future_may_follow_a_weekday_that_opens_its_sentence() -> None:
    assert only("On Monday the council will meet.").when.edtf == "2023-10-23"
    assert only("On Monday he said they would stay.").when.edtf == "2023-10-16"
    assert only("On Monday the expected ruling was put off.").when.edtf == "2023-10-16"
    assert only("On Monday, the council met.").when.edtf == "2023-10-16"


def test_a_verb_that_is_spelled_like_a_month_is_not_denied() -> None:
    assert find("They did not march and may not.", published=PUBLISHED, lang="en") == []


def test_a_stretch_that_is_compared_is_not_the_year_that_is_named() -> None:
    told = find(
        "In the first half of 2018 there were 88, against 57 in the same period of 2017.",
        published=date(2018, 11, 14),
        lang="en",
    )
    assert [(one.when.status, one.when.edtf) for one in told] == [("stated", "2018-40"), ("assumed", "2017-40")]
    assert only("It was 57 in the same period of 2017.").when.status == "assumed"
    told = find("In the third quarter it made 3, down from 4 a year earlier.", published=PUBLISHED, lang="en")
    assert [one.when.edtf for one in told] == ["2023-35", "2022-35"]


def test_numbers_that_are_no_years() -> None:
    for text in (
        "He opened at No. 1950 Tanner Street.", "Of 1950 houses none stood.", "The 2072 budget was read.",
        "She was in her eighties.", "It rang on a Sunday night.",
    ):  # fmt: skip
        assert not find(text, published=PUBLISHED, lang="en"), text
    (told,) = find("The curfew runs from 7 p.m. to 6 a.m. every night.", published=PUBLISHED, lang="en")
    assert told.when.status == "vague"


def test_a_year_far_ahead_is_doubted_beside_what_it_may_count() -> None:
    assert only("In 2072 cases the court ruled.").when.status == "assumed"
    assert only("The 2030 agenda was signed.").when.status == "assumed"
    assert only("It ends in 2031.").when.status == "stated"
    assert only("The 2023 agenda was signed.").when.status == "stated"


def test_a_verb_of_the_past_ends_what_is_to_come() -> None:
    told = find("Crews will walk out on Friday after talks broke down on Monday.", published=PUBLISHED, lang="en")
    assert [one.when.edtf for one in told] == ["2023-10-20", "2023-10-16"]
    told = find("He will resign next week, he said on Friday.", published=PUBLISHED, lang="en")
    assert told[-1].when.edtf == "2023-10-13"


def test_small_words_of_news() -> None:
    for text, edtf in (
        ("Its third-quarter profit was 3.", "2023-35"), ("In '68 there were 30.", "1968"),
        ("It was launched a week from Friday.", "2023-10-27"),
        ("He was seen at 6:30 tomorrow night.", "2023-10-19T18:30:00"),
        ("He was convicted last month of 14 counts.", "2023-09"),
        ("In week 41 there were 3.", "[2023-10-09..2023-10-15]"),
        ("Prices rose in the July-September quarter.", "2023-35"), ("It came last spring.", "2023-21"),
        ("It was planned for May.", "2024-05"), ("It began in the eighteen-nineties.", "189X"),
        ("It fell on Monday night or early on Tuesday.", "[2023-10-16,2023-10-17]"),
    ):  # fmt: skip
        assert only(text).when.edtf == edtf, text


def test_years_before_christ_without_their_era() -> None:
    told = find(
        "In 409 BC he came. In the spring of 405 he moved. In 398 he struck with 300 men. In 397 ships sailed.",
        published=PUBLISHED, lang="en", genre="narrative",
    )  # fmt: skip
    assert [(one.when.status, one.when.edtf) for one in told] == [
        ("stated", "-0408"), ("stated", "-0404-21"), ("assumed", "-0397"),
    ]  # fmt: skip


def test_a_bare_day_goes_on_from_the_day_before_it() -> None:
    told = find(
        "On 9 September 1940 they came, and on the 13th it began. In Greece, on the 12th, it rained.",
        published=PUBLISHED, lang="en", genre="narrative",
    )  # fmt: skip
    assert [(one.when.status, one.when.edtf) for one in told] == [
        ("stated", "1940-09-09"), ("stated", "1940-09-13"), ("assumed", "1940-09-12"),
    ]  # fmt: skip


def test_the_second_sunday_of_september_in_languages_that_write_it_like_a_date() -> None:
    for lang, text in (
        ("ar", "يوم الأحد الثاني من سبتمبر 2023"), ("he", "ביום ראשון השני בספטמבר 2023"),
    ):  # fmt: skip
        (told,) = find(text, published=PUBLISHED, lang=lang)
        assert (told.when.status, told.when.edtf) == ("assumed", "2023-09-10"), text
    (told,) = find("يوم السبت الثاني من سبتمبر 2023", published=PUBLISHED, lang="ar")
    assert (told.when.status, told.when.edtf) == ("stated", "2023-09-02")


def test_verbs_of_the_present_that_look_ahead() -> None:
    for lang, text in (
        ("en", "The ministers meet on Friday."), ("en", "The envoy flies to Velm on Friday."),
        ("de", "Die Minister treffen sich am Freitag."), ("de", "Der Prozess beginnt am Freitag."),
        ("ru", "Саммит начинается в пятницу."), ("uk", "Міністр прилетить у п'ятницю."),
        ("es", "La cumbre comienza el viernes."), ("fr", "Le sommet s'ouvre vendredi."),
    ):  # fmt: skip
        (told,) = find(text, published=PUBLISHED, lang=lang)
        assert told.when.edtf == "2023-10-20", text
