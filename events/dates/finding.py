"""Every time that an article tells, with its place in the text and what it says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from events.dates.candidates import Dated, offered
from events.dates.compared import compared
from events.dates.expressions import Away, Clock, Daytime, Which
from events.dates.far_years import far_year
from events.dates.guess import language_of
from events.dates.items import Items, items
from events.dates.latest_day import LatestDay
from events.dates.lexicon import Lexicon, codes, lexicon
from events.dates.meaning.interpret import mean
from events.dates.meaning.meaning import Meaning, Now, when
from events.dates.parts import part_bounds
from events.dates.proleptic import DAY, weekday
from events.dates.reported import in_the_past, looks_back, nowadays, told_as_past
from events.dates.settled import known, settled
from events.dates.stamps import stamped, stamps
from events.dates.storyline import against, first_line, innermost, moved
from events.dates.thread import Thread, followed, points_at
from events.dates.told import Told, told_times
from events.dates.when import Mention

PAST = 1, 6  # weights of a gap back and one ahead, behind a verb of the past


def find(
    article: str,
    *,
    published: date | datetime,
    lang: str | None = None,
    genre: Literal["news", "narrative"] = "news",
) -> list[Mention]:
    """The times told in an article, in the order of the text, without overlap.

    Args:
        article: plain text of any length.
        published: the day of publication, from which `news` is read.
        lang: ISO 639-1 code of a language that has a file; None, or another, to tell it from the words.
        genre: in a `narrative` gaps are filled from the time told last, in `news` from the day of publication.
    """
    words = lexicon(lang) if lang in codes() and lang is not None else language_of(article)
    now = Now(published.toordinal(), near=True, narrative=genre == "narrative", week_start=words.week_start)
    return [
        Mention((start, end), article[start:end], when(meaning), meaning.parts)
        for start, end, meaning in spans(article, words, now)
    ]


def spans(text: str, words: Lexicon, now: Now) -> Iterator[tuple[int, int, Meaning]]:
    """Start, end and meaning of each time that is told."""
    found = items(text, words, running=True)
    hours = {} if now.narrative else stamps(found)
    told = stamped(list(told_times(found, now.future)), hours)
    now = replace(now, order=now.order or _order(found))
    if now.narrative and now.line is None:
        now = replace(now, line=first_line((one.expression for one in told), now))
    latest = LatestDay()
    before: list[Dated] = []
    shown, thread, placed = known(told, found), Thread(), -1
    named: dict[int, int] = {}
    quarter: tuple[int, int] | None = None
    for one in told:
        latest = latest.at(one)
        past = told_as_past(one, now, found)
        was = past or in_the_past(one, now, found)
        here = against(now, one, None if one.index in hours else latest.of(one, now, found), past)
        if one.index in hours:
            here = replace(here, told=now.reference)
        elif isinstance(one.expression, Daytime) and one.expression.of is None and not one.opening:
            near = latest.near(one, now)
            if now.narrative and not near:
                continue
            morning = latest.morning_after(one.expression, thread) if near else now.reference
            here = replace(here, told=morning) if morning or not near else here
        here = _that_weekday(one, here, named)
        here = replace(here, weights=PAST) if was else here
        here = replace(here, told=thread.latest) if points_at(one, thread) else here
        if here.told is None and isinstance(one.expression, Away) and not now.narrative:
            here = replace(here, told=thread.latest)
        looking_back = now.narrative and looks_back(one, found)
        here = replace(here, weights=PAST) if looking_back else here
        ahead = one.future and "overnight" in found[one.index].senses  # `the toll may rise overnight`
        if ahead or nowadays(one, now, thread, found):
            continue
        meaning = settled(one, mean(one.expression, here), here, thread, shown, found)
        meaning = compared(one, meaning, _of_quarter(one, here, quarter, found), found)
        if (doubted := far_year(one, meaning, here, found)) == "none":
            continue
        meaning = doubted
        start, end = found[one.index].start, found[one.after - 1].end
        if meaning.status == "impossible" and not any(letter.isalpha() for letter in text[start:end]):
            continue  # a version or a score
        if meaning.status == "needs-event":
            meaning = offered(one, meaning, before, found)
        elif meaning.dated and meaning.edtf:
            before.append(Dated(one.index, one.after, text[start:end], meaning.edtf))
        yield start, end, meaning
        if isinstance(one.expression, Clock) and one.expression.zone and found.mark(one.index - 1, "("):
            continue  # `at 5:17 p.m. (1617 GMT)`: the same moment elsewhere
        if not (looking_back and meaning.parts and now.line and part_bounds(meaning.parts[0].unit) < now.line):
            now = moved(now, meaning, one, placed == one.paragraph)
        for low, high in (part_bounds(part.unit) for part in meaning.parts):
            if high - low == DAY:
                named[weekday(low // DAY)] = low // DAY
        told_at = part_bounds(meaning.parts[0].unit) if meaning.parts else None
        if told_at is not None and now.line == told_at:
            placed = one.paragraph
        latest = latest.after(one, meaning, now, found)
        if meaning.dated and meaning.precision == "quarter" and len(meaning.parts) == 1:
            quarter = part_bounds(meaning.parts[0].unit)
        thread = followed(
            one, meaning, thread, looking_back, now.narrative and placed == one.paragraph and now.line == told_at
        )


def _that_weekday(one: Told, now: Now, named: dict[int, int]) -> Now:
    """In news `that Saturday` is the Saturday told last, whatever was told since."""
    inner = innermost(one.expression)
    same = isinstance(inner, Which) and (inner.which, inner.unit) == ("same", "weekday")
    day = named.get(inner.value or 0) if isinstance(inner, Which) and same and not now.narrative else None
    return now if day is None else replace(now, told=(day * DAY, (day + 1) * DAY))


def _of_quarter(one: Told, now: Now, quarter: tuple[int, int] | None, found: Items) -> Now:
    """`In the year-ago quarter` is counted from the quarter told last, whatever was told since."""
    named = isinstance(one.expression, Away) and found.sense(one.after, "unit") == "quarter"
    return replace(now, told=quarter) if named and quarter is not None and not now.narrative else now


def _order(found: Items) -> str | None:
    """The order of day and month in digits, where dates of the same text settle it and none says otherwise."""
    orders = set()
    for index in range(1, found.count - 2):
        mark = found[index]
        if mark.text in ("/", "-") and mark.tight and found[index + 2].text == mark.text and found[index + 1].tight:
            first, second, year = found[index - 1], found[index + 1], found[index + 3]
            if first.digits in (1, 2) and second.digits in (1, 2) and year.digits in (2, 4) and year.tight:
                a, b = first.number or 0, second.number or 0
                if 31 >= a > 12 >= b > 0:
                    orders.add("DMY")
                elif 31 >= b > 12 >= a > 0:
                    orders.add("MDY")
    return orders.pop() if len(orders) == 1 else None
