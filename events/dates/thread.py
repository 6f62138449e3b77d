"""What an article has told for sure up to here, from which what follows is read on."""

from dataclasses import dataclass, replace

from events.dates.expressions import Away, Bound, Expression, Inside, Point, Season, Which
from events.dates.meaning.calendar_meaning import LATEST, NEAREST, NEAREST_NEWS, NEXT
from events.dates.meaning.meaning import Meaning
from events.dates.parts import part_bounds
from events.dates.proleptic import DAY
from events.dates.storyline import innermost, one_winter, year_of
from events.dates.told import Told

SIZES = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}  # days
MONTH, YEAR = 31 * DAY, 366 * DAY
JUMP = 1  # years from one date to the next within a paragraph, beyond which it is not clear which of them goes on
READ_ON = "no year is told; taken as that of the date before it"
GAPS = (LATEST, NEAREST, NEAREST_NEWS, NEXT, READ_ON)


@dataclass(frozen=True, slots=True)
class Thread:
    """The time told last for sure, and where: what follows it in its paragraph is read on from it.

    `year`: the last date for sure that had, or was given, its year; None outside its paragraph. `last`: the time right
    before, whatever it was; None where it is not sure. `title`: the year that is the title of the section. `dated`: the
    last day or month that was told with its year, and its sentence. `earliest`: the first moment of the earliest time
    of the paragraph. `latest`: the time right before, whether sure or not; `counted`: the index after
    it where it was told from another one, else -1.
    """

    year: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    paragraph: int = -1
    sentence: int = -1
    year_sentence: int = -1
    title: int | None = None
    dated: tuple[int, int] | None = None
    dated_sentence: int = -1
    earliest: int | None = None
    latest: tuple[int, int] | None = None
    counted: int = -1


def followed(one: Told, meaning: Meaning, thread: Thread, back: bool = False, on: bool = False) -> Thread:
    """The thread after one more time, which has been settled; `back`: the story only looks back to it; `on`: it
    has gone on to it."""
    if not meaning.dated or not meaning.parts:
        earliest = thread.earliest if one.paragraph == thread.paragraph else None
        return replace(thread, last=None, paragraph=one.paragraph, sentence=one.sentence, earliest=earliest)
    here = part_bounds(meaning.parts[-1].unit)
    inner = innermost(one.expression)
    year = thread.year if one.paragraph == thread.paragraph else None
    where = thread.year_sentence
    if isinstance(inner, Season) or (isinstance(inner, Point) and (inner.year or inner.month)):
        size = here[1] - here[0]
        jump = year is not None and abs(year_of(here[0]) - year_of(year[0])) > (JUMP if one.opening else 0)
        jump = jump and not (on and year is not None and _goes_on(one, year, here))
        if READ_ON in meaning.assumptions and year is not None and not jump:
            where = one.sentence
        elif jump or one_winter(inner) or not _given(inner, meaning):
            year = None
        elif size <= MONTH or (one.opening and size <= YEAR):
            year, where = here, one.sentence
    last = here if meaning.status == "stated" else None
    dated, there = thread.dated, thread.dated_sentence
    if isinstance(inner, Point) and inner.year and inner.month and meaning.status == "stated" and not back:
        dated, there = here, one.sentence
    title = _title(one, inner, here, thread)
    earliest = min(here[0], thread.earliest) if one.paragraph == thread.paragraph and thread.earliest else here[0]
    counted = one.after if isinstance(one.expression, Away) else -1
    return Thread(year, last, one.paragraph, one.sentence, where, title, dated, there, earliest, here, counted)


def _goes_on(one: Told, year: tuple[int, int], here: tuple[int, int]) -> bool:
    """Whether a day is the next one of a story that has reached another year, and no limit: `until 1 May 1920`."""
    days = here[1] - here[0] <= DAY and not isinstance(one.expression, Bound)
    return days and year[1] <= here[0] <= year[1] + 2 * YEAR


def points_at(one: Told, thread: Thread) -> bool:
    """`has lost four ships since 1987. In that year`: whether the words mean the time right before, which is no more
    and no less than the unit they name."""
    expression = innermost(one.expression)
    expression = expression.of if isinstance(expression, Inside) else expression
    if not isinstance(expression, Which) or expression.which != "same" or thread.latest is None:
        return False
    low, high = SIZES.get(expression.unit, (1, 0))
    return low <= (thread.latest[1] - thread.latest[0]) // DAY <= high


def _given(inner: Point | Season, meaning: Meaning) -> bool:
    """Whether the year of a date is told, though other things about it may be assumed."""
    if inner.short or (isinstance(inner, Point) and inner.doubtful and meaning.status == "assumed"):
        return False
    return not any(rule in GAPS for rule in meaning.assumptions)


def _title(one: Told, inner: Expression, here: tuple[int, int], thread: Thread) -> int | None:
    """The year of the section; none any more after a sentence that opens with another year."""
    dated = isinstance(inner, Point | Season) and inner.year is not None
    if dated and one.title and isinstance(one.expression, Point) and here[1] - here[0] <= YEAR:
        return year_of(here[0])
    return None if dated and one.opening and year_of(here[0]) != thread.title else thread.title
