"""The value that an expression has: a date in the making, in whole minutes, for any year."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from events.dates.expressions import NOWHERE, Place
from events.dates.meaning.common_edtf import common
from events.dates.proleptic import DAY, bounds, day_text, moment, stamp, year_month_day, year_text
from events.dates.when import Grain, Part, Reading, Status, When

WORST: tuple[Status, ...] = (
    "not-a-date", "impossible", "contradiction", "ambiguous", "needs-event", "vague", "assumed", "stated",
)  # fmt: skip
DATED = ("stated", "assumed")


@dataclass(frozen=True, slots=True)
class Now:
    """What the words are read against. Days are ordinals, moments minutes (see `proleptic`).

    `told`: bounds of the time told last, or of the anchor; None where there is none. `near`: a gap is filled with what
    lies nearest, not with the latest past. `narrative`: it is filled from `line`, the time up to which the story has
    come (see `storyline`), not from the day of publication. `ahead`: only what lies after it is meant.
    `weights`: of a gap back and one ahead where the nearest day without a year is looked for; None: as the article has.
    `week_start`: the weekday with which weeks begin where the language is spoken.
    """

    published: int
    told: tuple[int, int] | None = None
    line: tuple[int, int] | None = None
    order: str | None = None
    future: bool = False
    near: bool = False
    narrative: bool = False
    ahead: bool = False
    weights: tuple[int, int] | None = None
    week_start: int = 0

    @property
    def reference(self) -> tuple[int, int]:
        if self.narrative and self.line is not None:
            return self.line
        return self.published * DAY, (self.published + 1) * DAY


@dataclass(frozen=True, slots=True)
class Meaning:
    """`unit` is the one calendar unit that it is, None for anything else; `readings` are of the same kind, with why."""

    status: Status
    edtf: str | None = None
    start: int | None = None
    end: int | None = None
    precision: Grain | None = None
    unit: str | None = None
    approximate: bool = False
    assumptions: tuple[str, ...] = ()
    readings: tuple[tuple["Meaning", str], ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def dated(self) -> bool:
        return self.status in DATED

    @property
    def low(self) -> str:
        """The unit that an interval from here on begins with; of a decade its first year: EDTF has no masks there."""
        if self.unit is not None and "X" in self.unit:
            return year_text(year_month_day((self.start or 0) // DAY)[0]) + ("~" if self.approximate else "")
        if self.unit is not None:
            return self.edtf or self.unit
        return day_text((self.start or 0) // DAY)

    @property
    def high(self) -> str:
        if self.unit is not None and "X" in self.unit:
            return year_text(year_month_day(((self.end or 1) - 1) // DAY)[0]) + ("~" if self.approximate else "")
        if self.unit is not None:
            return self.edtf or self.unit
        return day_text(((self.end or 1) - 1) // DAY)


def undated(status: Status, reason: str) -> Meaning:
    return Meaning(status, assumptions=(reason,))


def of_unit(unit: str, precision: Grain, assumptions: tuple[str, ...] = (), place: Place = NOWHERE) -> Meaning:
    """A year, month, day … as it stands."""
    try:
        start, end = bounds(unit)
    except ValueError:
        return undated("impossible", f"{unit} does not exist in the calendar")
    status: Status = "assumed" if assumptions else "stated"
    return Meaning(status, unit, start, end, precision, unit, False, assumptions, (), (Part(place, unit),))


def of_days(
    first: int, last: int, within: bool, assumptions: tuple[str, ...], precision: Grain, parts: tuple[Part, ...] = ()
) -> Meaning:
    """Days from a first to a last one, both included: some time within, or all through."""
    low, high = day_text(first), day_text(last)
    edtf = f"[{low}..{high}]" if within else f"{low}/{high}"
    status: Status = "assumed" if assumptions else "stated"
    return Meaning(status, edtf, first * DAY, (last + 1) * DAY, precision, None, False, assumptions, (), parts)


def of_readings(status: Status, readings: tuple[tuple[Meaning, str], ...], reason: str) -> Meaning:
    """Several readings; where all but one are no dates, or all are the same, there is one."""
    sound = tuple((reading, why) for reading, why in readings if reading.dated)
    if not sound:
        return readings[0][0]
    first = sound[0][0]
    if len({(reading.edtf, reading.start, reading.end) for reading, _ in sound}) == 1 and status == "ambiguous":
        return first
    return Meaning(status, assumptions=(reason,), readings=sound, parts=first.parts)


def each(inner: Meaning, change: Callable[[Meaning], Meaning]) -> Meaning:
    """A change of a date; where there are several readings, of each of them; what is no date stays as it is."""
    if inner.dated:
        return change(inner)
    if inner.readings:
        changed = tuple((change(reading), why) for reading, why in inner.readings)
        if len({(reading.edtf, reading.start, reading.end) for reading, _ in changed}) == 1:
            return changed[0][0]
        return replace(inner, readings=changed)
    return inner


def worst(*meanings: Meaning) -> Status:
    return min((meaning.status for meaning in meanings), key=WORST.index)


def when(meaning: Meaning) -> When:
    if not meaning.dated:
        readings = tuple(
            Reading(common(reading.edtf or ""), moment(reading.start), moment(reading.end), why)
            for reading, why in meaning.readings
        )
        return When(meaning.status, assumptions=meaning.assumptions, readings=readings)
    low = ".." if meaning.start is None else stamp(meaning.start)
    high = ".." if meaning.end is None else stamp(meaning.end)
    edtf = meaning.edtf and common(meaning.edtf)
    return When(
        meaning.status, edtf, f"{low}/{high}", moment(meaning.start), moment(meaning.end), meaning.precision,
        meaning.approximate, meaning.assumptions,
    )  # fmt: skip
