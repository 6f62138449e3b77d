"""Times as wire services and broadcasters write them, and what a history looks back to."""

from datetime import date

import pytest

from events.dates import find


def read(text: str, published: str, genre: str = "news") -> list[tuple[str, str]]:
    found = find(
        text, published=date.fromisoformat(published), lang="en", genre="news" if genre == "news" else "narrative"
    )
    return [(part.unit, mention.when.status) for mention in found for part in mention.parts]


@pytest.mark.parametrize(
    ("text", "published", "told"),
    [
        ("The probe was launched last December 4 and rose.", "1997-07-12", ("1996-12-04", "assumed")),
        ("It plays at home on March 15. Weeks later it rained.", "2013-03-04", ("2013-03-15", "assumed")),
        ("He ran the station through the 1960's and retired.", "1997-07-12", ("196X", "stated")),
        ("Coffee for March delivery rose a cent.", "1989-10-25", ("1990-03", "assumed")),
        ("The bonds rose 9/32 to 102 9/32 Monday.", "1989-10-25", ("1989-10-23", "assumed")),
        ("They face a Friday deadline.", "1989-10-25", ("1989-10-20", "assumed")),
        ("By 1995 half the mills had shut.", "1998-02-08", ("1995", "stated")),
        ("He faces 60 years when he is sentenced July 29.", "1994-06-20", ("1994-07-29", "assumed")),
        ("Ten years ago today the wall fell.", "1998-02-08", ("1988-02-08", "stated")),
        ("A year ago this week both sides agreed.", "1998-01-14", ("1997-W03", "stated")),
        ("Last year at this time they told us to wait.", "1998-02-08", ("1997-02", "assumed")),
        ("The next poll is due the week after next.", "2013-06-14", ("2013-W26", "stated")),
        ("The storm will move out by midday Monday.", "2013-03-04", ("2013-03-04 midday", "assumed")),
    ],
)
def test_wire(text: str, published: str, told: tuple[str, str]) -> None:
    assert read(text, published)[0] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The two were shot on 14 August 1981. They were found three days later in a pit.", "1981-08-17"),
        ("It was signed in 1848. It shrank from early 1963. Later that year it was cut off.", "1963"),
        ("The plague came in November 1347. By 1375 little was left.", "1375"),
        ("He was caught on Saturday, 17 September 1356.", "1356-09-17"),
        ("He died shortly after midnight on 18 September 1961.", "1961-09-18T00:00"),
        ("On 22 June 1943 it fell. Harris, who had taken over in February 1942, ended it in mid-July.", "1943-07"),
        ("On 4 March 1851 he landed. For the rest of the year he waited.", "1851"),
    ],
)
def test_histories(text: str, told: str) -> None:
    assert read(text, "2010-01-01", "narrative")[-1][0] == told


def test_today_after_years_long_past_is_these_days() -> None:
    assert read("In 1985 there were 12 mills. Today there are three.", "1998-02-08") == [("1985", "stated")]
    assert read("In 1985 there were 12 mills. Today, he said no.", "1998-02-08")[-1] == ("1998-02-08", "stated")


def test_the_quarter_of_a_game_is_none_of_the_year() -> None:
    assert read("They led by 11 in the fourth quarter, the coach said.", "2013-03-04") == []


def test_a_script_without_capitals() -> None:
    text = (
        "good evening. the inspectors drove up to a ministry which they have not been able to enter since october. " * 3
    )
    assert read(text, "1998-03-05")[0][0] == "1997-10"
