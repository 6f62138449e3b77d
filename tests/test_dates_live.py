"""What live pages, wires and longer histories write: hours that head lines or stand in a sentence, weeks of months."""

from datetime import date

import pytest

from events.dates.finding import find


def read(text: str, published: str, genre: str = "news") -> list[tuple[str, str]]:
    """The unit and the status of each time that is told with one."""
    mentions = find(text, published=date.fromisoformat(published), lang="en", genre="narrative" if genre else "news")
    return [(part.unit, mention.when.status) for mention in mentions for part in mention.parts]


LIVE = (
    "1425 GMT: Planes are landing.\n\n1350: The ship sailed at dawn. On Friday the town was cut off.\n\n"
    "9.30am Good morning."
)


def test_hours_that_head_lines_are_of_the_day() -> None:
    told = read(LIVE, "2013-11-10", "")
    assert [unit for unit, _ in told] == [
        "2013-11-10T14:25", "2013-11-10T13:50", "2013-11-10 morning", "2013-11-08", "2013-11-10T09:30",
    ]  # fmt: skip


def test_years_that_head_lines_are_years() -> None:
    assert read("1991: The war ends.\n\n1998: A treaty is signed.", "2013-11-10", "") == [
        ("1991", "stated"), ("1998", "stated"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "published", "told"),
    [
        ("Jurors convicted him last Nov. 21 after a trial.", "1998-03-06", ("1997-11-21", "assumed")),
        ("A year ago next month the storm killed 40.", "2013-11-10", ("2012-12", "stated")),
        ("The comet is nearest to the Sun on 13 August 2015.", "2014-11-14", ("2015-08-13", "stated")),
        ("Contact was lost at 9.58 this morning, as planned.", "2014-11-14", ("2014-11-14T09:58", "stated")),
        ("The army promised overnight not to fire.", "2011-02-01", ("2011-01-31 night", "assumed")),
        ("Banks stay shut until Thursday at the earliest.", "2011-02-01", ("2011-02-03", "assumed")),
        ("By Monday the smelter will be hot.", "1992-06-10", ("1992-06-15", "stated")),
        ("By Sunday only its bow could be seen.", "2008-06-24", ("2008-06-22", "assumed")),
        ("A judge on Friday sentenced the owner.", "1998-03-06", ("1998-03-06", "stated")),
    ],
)
def test_wire(text: str, published: str, told: tuple[str, str]) -> None:
    assert read(text, published, "")[0] == told


def test_the_other_clock_moves_nothing() -> None:
    told = read("It began at 5:17 p.m. Monday (1617 GMT). Twenty minutes later it was over.", "1994-12-27", "")
    assert told[-1] == ("1994-12-26T17:37", "assumed")


def test_a_length_of_time_before_something_is_no_date() -> None:
    assert read("He left in 1996. In the five years before that it had 14 landings.", "1997-11-04", "") == [
        ("1996", "stated")
    ]


def test_that_weekday_is_the_one_told() -> None:
    text = (
        "The blast of Sept. 23, 1995, killed 19.\n\nHe must report on April 13.\n\nIt came at 6:50 a.m. that Saturday."
    )
    assert read(text, "1998-03-06", "")[-1][0] == "1995-09-23T06:50"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In the first week of July 1708 it fell; on the 11th he won.", ("1708-07-11", "assumed")),
        ("On 20 April 1970 they died. That November the port was raided.", ("1970-11", "stated")),
        ("It was held from May 1964 until May 1968. In February of that last year it fell.", ("1968-02", "assumed")),
        ("He signed on 1 November 1700. A month earlier, on 3 October, he was ill.", ("1700-10-03", "assumed")),
        (
            "In 1705 they lost. In April 1705 it fell and on 9 May 1706 it rose. On 7 June it fell.",
            ("1706-06-07", "stated"),
        ),
    ],
)
def test_history(text: str, told: tuple[str, str]) -> None:
    assert read(text, "2012-01-20", "narrative")[-1] == told
