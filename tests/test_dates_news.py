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
