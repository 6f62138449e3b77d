"""The day that an article told last, on which its hours without a day fall."""

from dataclasses import dataclass, replace

from events.dates.expressions import Bound, Clock, Daytime, DayWord
from events.dates.items import Items
from events.dates.meaning.meaning import Meaning, Now
from events.dates.parts import part_bounds
from events.dates.proleptic import DAY
from events.dates.reported import of_report, surely_ahead
from events.dates.thread import Thread
from events.dates.told import Told

EVENING = 18 * 60  # minutes of a day
FAR = 7  # days before the publication
PRECISIONS = ("day", "part of day", "minute", "hour")
Stretch = tuple[int, int]  # first minute and the one after the last


@dataclass(frozen=True)
class LatestDay:
    """`day` is its stretch, None where there is none; `paragraph` and `sentence` are where it was told, and `reported`
    says whether something was said on it."""

    day: Stretch | None = None
    paragraph: int = -1
    sentence: int = -1
    reported: bool = False

    def at(self, one: Told) -> "LatestDay":
        """Without the day where `he said on Monday` told it, which tells nothing of the hours of other paragraphs."""
        return replace(self, day=None, reported=False) if self.reported and one.paragraph != self.paragraph else self

    def of(self, one: Told, now: Now, found: Items) -> Stretch | None:
        """The day of an hour; None where it is too far off, in news, for those of another sentence, which are then
        today's."""
        if self.day is None or now.narrative or one.sentence == self.sentence or now.told is None:
            return self.day
        away = now.published - self.day[0] // DAY
        if away > 0 and one.future and surely_ahead(one, found):
            return None
        far = (away > FAR and (one.future or one.paragraph != self.paragraph)) or (away < 0 and not one.future)
        return None if far else self.day

    def near(self, one: Told, now: Now) -> bool:
        """Whether a part of the day without a day is of it: `at dawn`, where the story has not gone on since."""
        if self.day is None or self.paragraph != one.paragraph or one.sentence > self.sentence + 1:
            return False
        return now.narrative or one.future or self.day[0] // DAY <= now.published

    def morning_after(self, part: Daytime, thread: Thread) -> Stretch | None:
        """`By 11:35 p.m. the ship was found, and at daybreak …`: the next day; None where it is the same."""
        if part.part != "morning" or thread.latest is None or self.day is None:
            return None
        late = EVENING <= thread.latest[0] - self.day[0] < DAY
        return (self.day[0] + DAY, self.day[0] + 2 * DAY) if late else None

    def after(self, one: Told, meaning: Meaning, now: Now, found: Items) -> "LatestDay":
        """After one more time, which may tell another day."""
        hour = _hour_before(one, meaning)
        start, end = hour or (meaning.start, meaning.end)
        on_a_day = meaning.dated and (meaning.precision in PRECISIONS or hour is not None)
        said = of_report(one, now, found)
        aside = said and self.day is not None and self.paragraph == one.paragraph
        if not on_a_day or start is None or aside or (not now.narrative and _of_yesterday(one, found)):
            return self
        first = start // DAY * DAY
        last = (end or first + DAY) - 1
        day = first, (end or 0) if last // DAY > first // DAY else first + DAY
        return LatestDay(day, one.paragraph, one.sentence, said)


def _of_yesterday(one: Told, found: Items) -> bool:
    """`Yesterday's updates are here`: no day on which what follows took place."""
    return isinstance(one.expression, DayWord) and "owner" in found[one.after].senses


def _hour_before(one: Told, meaning: Meaning) -> Stretch | None:
    """The minute of `shortly before 2 a.m. on Monday`, which begins no stretch but tells the day of what follows."""
    if not isinstance(one.expression, Bound) or meaning.start is not None or not meaning.parts:
        return None
    clock = one.expression.of
    dated = isinstance(clock, Clock) and clock.of is not None and one.expression.bound in ("before", "by")
    return part_bounds(meaning.parts[0].unit) if dated and not one.future else None
