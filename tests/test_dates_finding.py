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
    assert found_in("It was 03/04/2023.")[0].when.status == "ambiguous"


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
