"""Times in articles: what is found where, what is not, and from which day gaps are filled."""

from datetime import date

import pytest

from events.dates import Mention, find

FRIDAY = date(2023, 10, 13)


def told(text: str, genre: str = "news", published: date = FRIDAY) -> list[tuple[str, str | None]]:
    return [(found.quote, found.when.edtf) for found in found_in(text, genre, published)]


def found_in(text: str, genre: str = "news", published: date = FRIDAY) -> list[Mention]:
    return find(text, published=published, lang="en", genre=genre)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "They may march in the sun.",
        "He came second and sat down.",
        "The fall of the city was near.",
        "Some 2000 troops and 1,945 men fought; 300 died.",
        "A force of 1500 men held Route 1950.",
        "Resolution 1701 was read.",
        "Call 555-2013 or +44 20 7946 2013.",
        "Version 2.0.2011 and 10.10.20.11 of it.",
        "It cost $1999, or 1999 euros.",
        "He is 45, she 19.",
        "The score was 45:80.",
        "A two-day visit and a three-week siege.",
        "It took 3.5 days.",
        "Section 12.3 of Law 10/59.",
        "He wrote to The Sunday Post.",
        "Open 24/7.",
        "On Black Friday shops open.",
        "Here comes Father Christmas.",
        "They sell nuts at the Christmas market.",
        "It will go on for the next year.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The minister said on Thursday that he would go.", "2023-10-12"),
        ("He died Friday.", "2023-10-13"),
        ("The court will rule on Monday.", "2023-10-16"),
        ("Sales fell in September.", "2023-09"),
        ("Prices rose in July.", "2023-07"),
        ("The vote is due in December.", "2023-12"),
        ("It opened on Aug. 3.", "2023-08-03"),
        ("Last week it rained.", "[2023-10-02..2023-10-08]"),
        ("Profit fell in the third quarter.", "2023-35"),
        ("It has been shut since November.", "2022-11/.."),
        ("The 9/11 attacks changed it.", "2001-09-11"),
        ("She left in late 2022.", "[2022-09..2022-12]"),
        ("In 1987 it closed.", "1987"),
        ("A report of 1987 told it.", "1987"),
        ("The law (1987) stands.", "1987"),
        ("They met over the weekend.", "[2023-10-07..2023-10-08]"),
        ("The season of 2012-13 was dry.", "2012/2013"),
        ("It was dry in the 1990s.", "199X"),
        ("A year earlier it rained.", None),
    ],
)
def test_news(text: str, edtf: str | None) -> None:
    assert [found for _, found in told(text)] == [edtf]


def test_a_story_fills_gaps_from_the_time_told_last() -> None:
    story = (
        "In 1877 war broke out. In April it crossed the river. On 3 May it took the town, and two days later the fort."
    )
    assert told(story, "narrative") == [
        ("1877", "1877"),
        ("April", "1877-04"),
        ("3 May", "1877-05-03"),
        ("two days later", "1877-05-05"),
    ]


def test_a_story_goes_on_over_new_year() -> None:
    story = "In November 1877 the siege began. In January the town fell."
    assert told(story, "narrative")[1] == ("January", "1878-01")


def test_an_aside_does_not_move_a_story() -> None:
    story = "On 2 August 1964 shots fell. Papers declassified in 2005 cast doubt on it. On 4 August came more."
    assert told(story, "narrative")[-1] == ("4 August", "1964-08-04")


def test_headings_move_a_story() -> None:
    story = "In May 1917 nothing moved.\n\n1919\n\nIn June the front broke."
    assert told(story, "narrative")[-1] == ("June", "1919-06")


def test_today_is_not_known_in_a_story() -> None:
    assert [found.when.status for found in found_in("Today it is a museum.", "narrative")] == ["vague"]


def test_an_event_dates_what_it_alone_can() -> None:
    assert [found.when.status for found in found_in("Two weeks after the raid they met.")] == ["needs-event"]


def test_the_same_text_settles_the_order_of_numbers() -> None:
    assert told("From 23/09/2023 on; then 03/04/2023.")[-1] == ("03/04/2023", "2023-04-03")
    assert told("It was 03-04-2023, then 24-09-2023.")[0] == ("03-04-2023", "2023-04-03")
    assert found_in("It was 03/04/2023.")[0].when.status == "ambiguous"
    assert found_in("On 24/09/2023, 09/24/2023 and 03/04/2023.")[-1].when.status == "ambiguous"


def statuses(text: str, genre: str = "narrative") -> list[tuple[str | None, str]]:
    return [(found.when.edtf, found.when.status) for found in found_in(text, genre)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("On 3 May 1877 it took the town; on 9 June the fort.", ("1877-06-09", "stated")),
        ("On 3 May 1877 it took the town. It slept. In July it went on.", ("1877-07", "stated")),
        ("On 3 May 1877 it took the town.\n\nOn 9 June it took the fort.", ("1877-06-09", "assumed")),
        ("On 3 May 1877 it took the town; on 9 April it had lost a fort.", ("1877-04-09", "assumed")),
        ("In November 1877 the siege began. In January the town fell.", ("1878-01", "assumed")),
        ("In 1877 war broke out. In April it crossed the river.", ("1877-04", "stated")),
        ("It had no guns in 1877. Some came by sea. In April it crossed the river.", ("1877-04", "assumed")),
        ("1877\n\nThe winter was long.\n\nIn April it crossed the river.", ("1877-04", "stated")),
        ("In May 1877 a siege began. It ended in late June.", ("[1877-06-21..1877-06-30]", "assumed")),
        ("In May 1877 a siege began. In the summer it ended.", ("1877-22", "assumed")),
        (
            "On 5 May 1877 they met. Papers of June 2005 lie. On 9 June they fell.",
            ("1877-06-09", "assumed"),
        ),
        ("On 5 May 1877 they met, as in June 1876. On 9 June they fell.", ("1877-06-09", "assumed")),
        ("The war of 1877 went on. On Thursday 3 May the fort fell.", ("1877-05-03", "stated")),
        ("On 3 May 1877 it took the town. The next day it rested.", ("1877-05-04", "stated")),
        ("On 3 May 1877 it took the town. Two days later it rested.", ("1877-05-05", "stated")),
        ("On 3 May 1877 it took the town. Two days earlier it had rested.", ("1877-05-01", "assumed")),
        ("On 3 May 1877 it took the town. At 6 a.m. it had crossed the river.", ("1877-05-03T06:00:00", "stated")),
        ("On 3 May 1877 it took the town. That month it rained.", ("1877-05", "stated")),
        ("In 1877 it began. It ended with the 1877 harvest.", ("1877", "stated")),
        ("Some 1,200 men died. It ended with the 1877 harvest.", ("1877", "stated")),
        ("Some 1200 men died. It ended with the 1877 harvest.", ("1877", "stated")),
        ("Some 1200 men died. It ended with the 1877 harvesters.", ("1877", "assumed")),
        ("The fort was taken by 1800 riders.", ("../1800", "assumed")),
        ("The levy took from 1500 to 2000 horses.", ("1500/2000", "assumed")),
    ],
)
def test_a_gap_is_stated_only_where_the_words_leave_no_choice(text: str, last: tuple[str, str]) -> None:
    assert statuses(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("BELMORA, October 12 (Agency) - Rain fell.", ("2023-10-12", "stated")),
        ("BELMORA (Agency) - Rain fell on October 12.", ("2023-10-12", "stated")),
        ("BELMORA (Agency) - There was rain on October 12.", ("2023-10-12", "assumed")),
        ("They vote on Sunday, October 8.", ("2023-10-08", "stated")),
        ('"We won yesterday," he said.', ("2023-10-12", "assumed")),
        ("We won yesterday, he said.", ("2023-10-12", "stated")),
        ("The three vanished on June 21, 1964. They were found on Aug. 4.", ("1964-08-04", "assumed")),
        ("He was held in October 2015 and again in April.", ("2023-04", "assumed")),
        ("It was to be held in May but was put off. It began in August.", ("2023-08", "stated")),
        ("It will pay 1.80 crowns in May.", ("2024-05", "assumed")),
        ("They are to meet later on Friday.", ("2023-10-13", "assumed")),
        ("They are to meet on Friday.", ("2023-10-20", "assumed")),
        (
            "On Tuesday a bomb killed two. In 2019 ten died. It went off at 8:40 a.m.",
            ("2023-10-10T08:40:00", "assumed"),
        ),
        ("In the past week ten died.", ("[2023-10-06..2023-10-13]", "stated")),
        ("On 5 May 2011 he left. The next day he came back.", ("2011-05-06", "stated")),
    ],
)
def test_gaps_in_news(text: str, last: tuple[str, str]) -> None:
    assert statuses(text, "news")[-1] == last


def test_an_event_that_the_article_dates_is_offered_and_not_chosen() -> None:
    text = "A raid on 3 May 2023 killed two. On 9 June 2023 talks began. Two weeks after the raid they ended."
    found = found_in(text)[-1].when
    assert (found.status, found.edtf, found.readings) == ("needs-event", None, ())
    assert found.assumptions[-1] == "the article dates 'raid': '3 May 2023' (2023-05-03)"
    other = found_in(text.replace("the raid", "the flood"))[-1].when
    assert other.assumptions[-1] == "times told before it: '9 June 2023' (2023-06-09), '3 May 2023' (2023-05-03)"


def test_an_earlier_year_in_passing_does_not_move_a_story() -> None:
    story = "On 2 August 1964 shots fell, more than in May 1961.\n\nIn September came more."
    assert told(story, "narrative")[-1] == ("September", "1964-09")


def test_parts_name_the_units_and_their_places() -> None:
    text = "They fought from 3 to 5 October 2023."
    mention = found_in(text)[0]
    assert [(text[slice(*part.span)], part.unit) for part in mention.parts] == [
        ("3", "2023-10-03"),
        ("5", "2023-10-05"),
    ]
    assert mention.when.edtf == "2023-10-03/2023-10-05"


def test_stated_needs_no_rule_and_assumed_tells_one() -> None:
    for mention in found_in("On 5 March 2011 and on Tuesday, in 1987 and in May, early in 2001."):
        assert bool(mention.when.assumptions) == (mention.when.status == "assumed"), mention


def test_the_language_is_told_by_the_words() -> None:
    text = "Sukob je izbio 24. septembra 2023. godine, a dva dana kasnije je prestao."
    assert [found.when.edtf for found in find(text, published=FRIDAY)] == ["2023-09-24", "2023-09-26"]
