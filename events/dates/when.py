"""What a phrase says of the time: a status, and as much of a date as follows from the words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Status = Literal["stated", "assumed", "ambiguous", "vague", "contradiction", "impossible", "needs-event", "not-a-date"]
Grain = Literal[
    "minute", "hour", "part of day", "day", "week", "month", "season", "quarter", "half", "year", "decade", "century",
    "interval",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One of several ways to read a phrase: its date, its bounds `[start, end)`, and why it may be meant."""

    edtf: str
    start: datetime | None
    end: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class When:
    """The time that a phrase tells.

    `stated`: the words alone give it, with the day of publication for words such as "yesterday". `assumed`: a rule
    filled a gap; `assumptions` tell which. `ambiguous`, `contradiction`: `readings` has each, `edtf` is None.
    `vague`, `impossible`, `needs-event`, `not-a-date`: no date, `assumptions` give the reason.

    `start` and `end` are naive clock readings, half-open; None is open, unknown, or outside the years 1 to 9999
    (`edtf` then still has the date, `-0479` for 480 BC). `interval` has the same two as ISO 8601 writes them, `..` for
    an open side: EDTF has no intervals of times of day.
    """

    status: Status
    edtf: str | None = None
    interval: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    precision: Grain | None = None
    approximate: bool = False
    assumptions: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A calendar unit that is named within a mention: where, and which, as TimeML's annotators write it.

    "since early 2007" names `2007`; "from 3 to 5 October 2023" names `2023-10-03` and `2023-10-05`. A week is
    `2023-W41`, a part of a day has the name of the part after a blank (`2023-10-07 morning`).
    """

    span: tuple[int, int]
    unit: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A time told in an article: `span` in characters, half-open, its words, and what they say."""

    span: tuple[int, int]
    quote: str
    when: When
    parts: tuple[Part, ...] = ()
