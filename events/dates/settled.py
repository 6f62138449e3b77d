"""Gaps that the article itself fills: where its words leave no choice, a time is `stated` and not `assumed`.

A rule of ours (`meaning`, `storyline`) places every time that lacks its year or its day. Here the words are asked
whether they say the same, and only where both agree is a time stated:

- a day or month after a date with its year, in the same paragraph and in order: "On 3 May 1877 …; on 9 June …";
- one after the year that opens its paragraph or the sentence before it: "In 1877 …. In April …";
- one under the year that is the title of its section;
- a day with its weekday: of the years near by only one has it so;
- in news a weekday, or a day or month, beside a verb that places it: see `reported`; a weekday of a dateline;
- "the next day", "that month", "at 6 a.m." right after a time that is stated;
- the day and month of a dateline, when they are those of the publication;
- a number that may count something, where the article has the same number as a year elsewhere, or parts the
  thousands of what it counts: "the 1997 sinking" beside "1,200 people".

In news a date right after one of an earlier year, in order, is read on from it, but assumed: "They vanished on 21 June
1964; the bodies were found on 4 August."
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from events.dates.expressions import (
    Away,
    Bound,
    Clock,
    Daytime,
    DayWord,
    Edge,
    Expression,
    Manner,
    Point,
    Range,
    Season,
    Which,
)
from events.dates.filled import sure, with_month, with_year
from events.dates.items import Items
from events.dates.meaning.calendar_meaning import LATEST_WEEKDAY, NEXT_WEEKDAY
from events.dates.meaning.interpret import mean
from events.dates.meaning.meaning import Meaning, Now
from events.dates.meaning.which_meaning import TOLD
from events.dates.meant import ROUND
from events.dates.parts import part_bounds
from events.dates.proleptic import DAY, year_month_day
from events.dates.reported import AROUND_PUBLICATION, date_placed, weekday_placed
from events.dates.storyline import innermost, year_of
from events.dates.thread import MONTH, READ_ON, YEAR, Thread
from events.dates.told import Told

POINTING = ("same", "following")  # not what points back: "the day before" may be that before the report
ON_THE_DAY = "on the day told last"
DATELINE = ("(", "-", "—", ":", ";", ",")
SHORTEST = 28 * DAY  # of a month
BESIDE = 2  # items between the two
FEW_DAYS = 14  # "after 55 days" counts from the beginning of something, and less surely from the day told last
SEQUEL = 6 * MONTH  # from a date to one that goes on from it within a sentence
DAY_ON = "no month is told; taken as that of the date before it"
OVERNIGHT = "taken as the night before the day of publication"
QUOTED = "said in a quotation; taken as said on the day of publication"


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole article shows: the years that it tells beyond doubt, and whether it parts thousands."""

    years: frozenset[int]
    thousands: bool


def known(told: Iterable[Told], found: Items) -> Known:
    """Looks through the whole article once."""
    inner = [innermost(one.expression) for one in told]
    years = frozenset(
        point.year
        for point in inner
        if isinstance(point, Point | Season) and point.year is not None and not point.short
        if not (isinstance(point, Point) and point.doubtful)
    )
    return Known(years, parts_thousands(found))


def parts_thousands(found: Items) -> bool:
    """Whether an article writes `1,200` (in English) or `1.200`, and so counts nothing with four digits in a row."""
    comma = "," if found.lexicon.code == "en" else "."
    for index in range(1, found.count - 1):
        mark, after = found[index], found[index + 1]
        if mark.text == comma and mark.tight and after.digits == 3 and after.tight:
            before = found[index - 1]
            if 1 <= before.digits <= 3 and before.number and found[index + 2].text != mark.text:
                return True
    return False


def settled(one: Told, meaning: Meaning, now: Now, thread: Thread, known: Known, found: Items) -> Meaning:
    """The same time, stated where the words settle it."""
    if one.quoted and not now.narrative and meaning.status == "stated" and isinstance(_day_word(one), DayWord):
        return replace(meaning, status="assumed", assumptions=(QUOTED,))
    if "overnight" in found[one.index].senses and meaning.status == "stated":
        return replace(meaning, status="assumed", assumptions=(OVERNIGHT,))
    if meaning.status != "assumed" or not meaning.parts:
        return meaning
    inner = innermost(one.expression)
    if isinstance(inner, Point) and inner.weekday is not None and inner.month is None:
        alone = _since_old(one, meaning, thread)
        return meaning if alone or not weekday_placed(one, meaning, now, found) else _placed(meaning)
    if isinstance(inner, Point | Season) and inner.year is None and not _weekday_alone(inner):
        if _year_is_told(one, inner, meaning, thread) or _dateline(one, inner, meaning, now, found):
            return _filled(one, meaning, now)
        if not _since_old(one, meaning, thread) and date_placed(one, meaning, now, found):
            return _filled(one, meaning, now)
        again = _in_other_words(one, now, thread, found) or _this_year(one, now, thread)
        return again or _read_on(one, inner, meaning, now, thread)
    if isinstance(inner, Point) and inner.day is not None and inner.month is None:
        return _day_read_on(one, meaning, now, thread)
    if isinstance(inner, Point) and inner.doubtful and inner.year and _is_year(inner.year, known):
        return _same(mean(sure(one.expression), now), meaning)
    if thread.last is not None and one.paragraph == thread.paragraph and one.sentence <= thread.sentence + 1:
        return _pointing(one, inner, meaning, now, thread.last)
    return meaning


def _is_year(number: int, known: Known) -> bool:
    return number % ROUND > 0 and (number in known.years or known.thousands)


def _day_word(one: Told) -> Expression:
    inner = one.expression
    for _ in range(4):
        if not isinstance(inner, Bound | Edge | Manner | Daytime | Clock) or inner.of is None:
            break
        inner = inner.of
    return inner


def _this_year(one: Told, now: Now, thread: Thread) -> Meaning | None:
    """In news: `the third raid this year; those of 28 February and 13 November`, of the year told right before."""
    if now.narrative or one.future or thread.latest is None or one.sentence != thread.sentence:
        return None
    year = year_of(now.published * DAY)
    if thread.latest[1] - thread.latest[0] < YEAR - DAY or year_of(thread.latest[0]) != year:
        return None
    told = mean(with_year(one.expression, year), now)
    past = told.dated and told.parts and part_bounds(told.parts[0].unit)[0] // DAY <= now.published
    return replace(told, status="assumed", assumptions=(READ_ON, *told.assumptions)) if past else None


def _in_other_words(one: Told, now: Now, thread: Thread, found: Items) -> Meaning | None:
    """`a month earlier, on 3 October`: the same time twice, so that the first of them tells the year of the second."""
    if thread.latest is None or not 0 < one.index - thread.counted <= BESIDE or not found.mark(thread.counted, ","):
        return None
    told = mean(with_year(one.expression, year_of(thread.latest[0])), now)
    if not told.dated or not told.parts or thread.latest[1] - thread.latest[0] > YEAR:
        return None
    start = part_bounds(told.parts[0].unit)[0]
    if not thread.latest[0] - MONTH <= start < thread.latest[1] + MONTH:
        return None
    return replace(told, status="assumed", assumptions=(READ_ON, *told.assumptions))


def _read_on(one: Told, inner: Point | Season, meaning: Meaning, now: Now, thread: Thread) -> Meaning:
    """From the date of an earlier year that stands right before it: in news, and in a story within one sentence."""
    if now.narrative:
        return _within_sentence(one, inner, meaning, now, thread)
    near = one.paragraph == thread.paragraph and one.sentence <= thread.year_sentence + 1
    if thread.year is None or not near or isinstance(inner, Season) or one.future:
        return meaning
    year = year_of(thread.year[0])
    if now.told is None or year_of(now.told[0]) != year:
        return meaning
    wide = thread.year[1] - thread.year[0] > MONTH and one.sentence != thread.year_sentence
    if wide or year >= year_of(now.published * DAY) - 1:
        return meaning
    found = mean(with_year(one.expression, year), now)
    if not found.dated or not found.parts or part_bounds(found.parts[0].unit)[0] < thread.year[0]:
        return meaning
    return replace(found, status="assumed", assumptions=(READ_ON, *found.assumptions))


def _day_read_on(one: Told, meaning: Meaning, now: Now, thread: Thread) -> Meaning:
    """In news: `Three men struck on 13 November 2015 …; on the 14th`, a day of the month told right before it."""
    near = one.paragraph == thread.paragraph and one.sentence <= thread.year_sentence + 1
    if now.narrative:
        return _day_goes_on(one, meaning, now, thread)
    if _within_month(one, thread):
        first = (thread.last or (0, 0))[0]
    elif one.future or thread.year is None or not near or thread.year[1] - thread.year[0] > MONTH:
        return meaning
    else:
        first = thread.year[0]
    year, month, _ = year_month_day(first // DAY)
    found = mean(with_month(one.expression, year, month), now)
    if not found.dated or not found.parts or part_bounds(found.parts[0].unit)[0] < first:
        return meaning
    return replace(found, status="assumed", assumptions=(DAY_ON, *found.assumptions))


def _within_month(one: Told, thread: Thread) -> bool:
    """`El mes pasado, el día 14, …`: whether a month was told right before, in the same sentence."""
    last = thread.last
    return last is not None and one.sentence == thread.sentence and SHORTEST <= last[1] - last[0] <= MONTH


def _day_goes_on(one: Told, meaning: Meaning, now: Now, thread: Thread) -> Meaning:
    """In a story: `On 9 September 1940 …; on the 13th`, right after a day that is sure, in the same month."""
    last = thread.last
    if last is None or last[1] - last[0] > DAY or one.paragraph != thread.paragraph:
        return meaning
    start = part_bounds(meaning.parts[0].unit)[0]
    year, month, _ = year_month_day(last[0] // DAY)
    if one.sentence > thread.sentence + 1 or start <= last[0] or year_month_day(start // DAY)[:2] != (year, month):
        return meaning
    return _same(mean(with_month(one.expression, year, month), now), meaning)


def _within_sentence(one: Told, inner: Point | Season, meaning: Meaning, now: Now, thread: Thread) -> Meaning:
    """`The front was broken in September 1918, the town freed on 12 October`, in a story that is in 1916."""
    if thread.dated is None or one.sentence != thread.dated_sentence or isinstance(inner, Season):
        return meaning
    found = mean(with_year(one.expression, year_of(thread.dated[0])), now)
    if not found.dated or not found.parts:
        return meaning
    ahead = part_bounds(found.parts[0].unit)[0] - thread.dated[0]
    if not 0 <= ahead <= SEQUEL:
        return meaning
    return replace(found, status="assumed", assumptions=(READ_ON, *found.assumptions))


def _weekday_alone(inner: Expression) -> bool:
    return isinstance(inner, Point) and inner.month is None


def _year_is_told(one: Told, inner: Point | Season, meaning: Meaning, thread: Thread) -> bool:
    if isinstance(inner, Season):
        return False
    if inner.weekday is not None and inner.day is not None:
        return True
    start = part_bounds(meaning.parts[0].unit)[0]
    if thread.title is not None and year_of(start) == thread.title:
        return True
    if thread.year is None or one.paragraph != thread.paragraph:
        return False
    first, end = thread.year
    if start < first or year_of(start) != year_of(first):
        return False
    return end - first <= MONTH or one.sentence <= thread.year_sentence + 1


def _dateline(one: Told, inner: Point | Season, meaning: Meaning, now: Now, found: Items) -> bool:
    """`BELMORA, March 14 (Agency) -`"""
    if now.narrative or one.paragraph > 1 or not isinstance(one.expression, Point) or one.expression.day is None:
        return False
    day = part_bounds(meaning.parts[0].unit)[0] // DAY
    if found[one.after].text == ".":
        return day == now.published and one.sentence <= 1  # `КИЇВ, 8 червня. Рівень води …`
    return abs(day - now.published) <= AROUND_PUBLICATION and found[one.after].text in DATELINE


def _since_old(one: Told, meaning: Meaning, thread: Thread) -> bool:
    """Whether the paragraph has told a time of more than a year before, of which the words may go on."""
    if thread.earliest is None or one.paragraph != thread.paragraph:
        return False
    return part_bounds(meaning.parts[0].unit)[0] - thread.earliest > YEAR


def _placed(meaning: Meaning) -> Meaning:
    rest = tuple(rule for rule in meaning.assumptions if rule not in (LATEST_WEEKDAY, NEXT_WEEKDAY))
    return replace(meaning, status="assumed" if rest else "stated", assumptions=rest)


def _filled(one: Told, meaning: Meaning, now: Now) -> Meaning:
    """What the words mean with the year written out; as it was, where that is another time."""
    year = year_of(part_bounds(meaning.parts[0].unit)[0])
    return _same(mean(with_year(one.expression, year), now), meaning)


def _same(filled: Meaning, meaning: Meaning) -> Meaning:
    return filled if filled.dated and filled.parts == meaning.parts else meaning


def _pointing(one: Told, inner: Expression, meaning: Meaning, now: Now, last: tuple[int, int]) -> Meaning:
    """`the next day`, `that month`, `two days later`, `at 6 a.m.`, right after a time that is sure."""
    if isinstance(inner, Which | Away) and now.told != last:
        return meaning  # it is counted from another time than the one right before
    if isinstance(inner, Which) and inner.which in POINTING and inner.count is None and inner.value is None:
        fits = True
    elif isinstance(inner, Which) and (inner.which, inner.unit) == ("same", "month") and now.narrative:
        ahead = part_bounds(meaning.parts[0].unit)[0] - last[0]  # `on 20 April 1970; that November`
        fits = 0 < ahead < YEAR and last[1] - last[0] <= MONTH
    elif isinstance(inner, Away) and inner.unit == "day" and inner.direction == "later":
        one_day = last[0] // DAY == (last[1] - 1) // DAY  # not a night, of which either day may be meant
        fits = one_day and inner.count <= FEW_DAYS
    else:
        same_day = part_bounds(meaning.parts[0].unit)[0] // DAY == last[0] // DAY
        same_day = same_day and not isinstance(one.expression, Range)  # which may be the hours of every day
        same_day = same_day and (one.opening or not isinstance(inner, Daytime))
        fits = isinstance(inner, Clock | Daytime) and last[1] - last[0] <= DAY and same_day
    if not fits:
        return meaning
    rest = tuple(rule for rule in meaning.assumptions if rule not in (*TOLD, ON_THE_DAY))
    return replace(meaning, status="assumed" if rest else "stated", assumptions=rest)
