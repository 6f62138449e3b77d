"""What the words of a date say, before it is known on which day they were written. All values are frozen."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Place = tuple[int, int]  # characters of the text, half-open
NOWHERE: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month or year, or a weekday; what is not said is None. `year` is astronomical; `short` says that it was
    written with two digits, `doubtful` that the number may count something."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    short: bool = False
    doubtful: bool = False
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Slashed:
    """Two numbers that may be day and month in either order, and a year or none: `03/04/2023`. `weekday` may tell which
    order is meant."""

    first: int
    second: int
    year: int | None
    short: bool = False
    place: Place = NOWHERE
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season (21 to 24), quarter (33 to 36) or half (40, 41) of a year, by its EDTF code. `both`: a winter that is
    told with both of its years."""

    code: int
    year: int | None = None
    short: bool = False
    place: Place = NOWHERE
    both: bool = False


@dataclass(frozen=True, slots=True)
class Age:
    """A decade or century by the digits of its years: 199 and 19. `short`: a decade without its century, 4 for the 40s.
    `bc` counts back: 47 for the 470s BC."""

    kind: Literal["decade", "century"]
    digits: int
    short: bool = False
    bc: bool = False
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DayWord:
    """yesterday (-1), today (0), tomorrow (1)"""

    offset: int
    place: Place = NOWHERE
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A named day: of every year (`12-25`), or one day of history (`2001-09-11`)."""

    day: str
    year: int | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Which:
    """last, before_last, this, next, previous, following or same, of a unit (`unit` week, `value` None), a weekday, a
    month or season (`value` its number), or of several units (`count`)."""

    which: str
    unit: str
    value: int | None = None
    count: int | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Away:
    """So many units from a moment: `direction` ago, hence (both from now), later, earlier (both from what was told
    last), after, before (both from `base`, which is an event where None)."""

    count: int
    unit: str
    direction: str
    base: "Expression | None" = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Nth:
    """The first or last (-1) week, two days … of a stretch; `of` None is the stretch told last."""

    number: int
    count: int
    unit: str
    of: "Expression | None" = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DayOrNth:
    """A weekday with an ordinal in words and a month: that day of the month, or where that is another weekday, the
    first, second … so named: `الأحد الثاني من سبتمبر`."""

    day: Point
    nth: Nth


@dataclass(frozen=True, slots=True)
class Edge:
    """early, mid or late in a stretch"""

    edge: str
    of: "Expression"
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Daytime:
    """A part of a day; `of` None is the day told last."""

    part: str
    of: "Expression | None" = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `zone` as written. `minute` None: the hour alone. `either_half`: before noon or after it is not
    told; `day_clock`: the language counts hours to 24, so that it is likely before noon."""

    hour: int
    minute: int | None
    zone: str | None = None
    of: "Expression | None" = None
    either_half: bool = False
    day_clock: bool = False
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Range:
    """`kind` through: all the way from one to the other; within: some time between them."""

    kind: Literal["through", "within"]
    first: "Expression"
    last: "Expression"
    crossing: bool = False  # the year of one end was taken from the other, and a new year lies between


@dataclass(frozen=True, slots=True)
class Choice:
    """`kind` or: one of several; and: each of several."""

    kind: Literal["or", "and"]
    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """since, until, by, before or after something; `ahead`: "from" it on, which can be still to come"""

    bound: str
    of: "Expression"
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """about, within (sometime in) or throughout something"""

    manner: str
    of: "Expression"


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its ISO 8601 number; `year` None: the latest such week."""

    year: int | None
    number: int
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Holding:
    """The week or weekend that holds a day: "the week of 25 September"."""

    unit: str
    day: Point
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Inside:
    """A day, month, season or weekday of a stretch that other words tell: "March last year", "Monday of last week"."""

    inner: "Expression"
    of: "Expression"


@dataclass(frozen=True, slots=True)
class Toward:
    """A day without a year, the last before or the next after the day of publication: "15 November next"."""

    of: "Expression"
    which: str


@dataclass(frozen=True, slots=True)
class Either:
    """Two readings of the same words, each with its reason."""

    readings: tuple[tuple["Expression", str], ...]


@dataclass(frozen=True, slots=True)
class Vague:
    """A time without bounds, with the reason."""

    reason: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Eventful:
    """Before, after or at something that is no date: only its event can tell."""

    words: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Wrong:
    """Numbers that no calendar or clock has."""

    reason: str
    place: Place = NOWHERE


Expression: TypeAlias = (
    Point | Slashed | Season | Age | DayWord | Feast | Which | Away | Nth | DayOrNth | Edge | Daytime | Clock | Range
    | Choice | Bound | Manner | Week | Holding | Inside | Toward | Either | Vague | Eventful | Wrong
)  # fmt: skip
