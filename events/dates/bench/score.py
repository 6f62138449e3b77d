"""Counts of an answer against the marks of annotators.

What is compared is the calendar unit that the words name, as TimeML writes it (`Mention.parts`): "since early 2007"
names 2007, "from 3 to 5 October 2023" names two days. A named unit is right when its place overlaps that of a mark and
both have the same half-open bounds; each mark and each unit count once.

precision  right units / units told as stated or assumed
recall     right units / marks
F1         their harmonic mean
stated     right units of mentions told as stated / all of these; `on marks`: / those that overlap a mark, which leaves
           out what annotators passed over; `covered`: right ones / marks
both       the same for stated and assumed, of the units that overlap a mark (`exact`)
"""

from dataclasses import dataclass, field

from events.dates.bench.timeml import Article, Bounds, Mark


@dataclass(frozen=True)
class Told:
    """One answer of a reader: place, bounds, and whether it was told as stated."""

    span: tuple[int, int]
    bounds: Bounds
    stated: bool


@dataclass
class Counts:
    marks: int = 0
    told: int = 0
    right: int = 0
    overlapping: int = 0
    stated: int = 0
    stated_right: int = 0
    stated_overlapping: int = 0
    words: int = 0
    seconds: float = 0.0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.marks if self.marks else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def stated_precision(self) -> float:
        return self.stated_right / self.stated if self.stated else 0.0

    @property
    def stated_on_marks(self) -> float:
        return self.stated_right / self.stated_overlapping if self.stated_overlapping else 0.0

    @property
    def covered(self) -> float:
        return self.stated_right / self.marks if self.marks else 0.0

    @property
    def exact(self) -> float:
        return self.right / self.overlapping if self.overlapping else 0.0


def count(counts: Counts, article: Article, told: list[Told]) -> None:
    """Adds one article; `wrong` gets (what, words, context) of each fault."""
    counts.marks += len(article.marks)
    counts.told += len(told)
    free = list(article.marks)
    matched: set[int] = set()
    for index, one in enumerate(told):
        mark = next((mark for mark in free if _overlap(mark, one) and mark.bounds == one.bounds), None)
        if mark is not None:
            free.remove(mark)
            matched.add(index)
    for index, one in enumerate(told):
        touching = [mark for mark in article.marks if _overlap(mark, one)]
        right = index in matched
        counts.right += right
        counts.overlapping += bool(touching)
        counts.stated += one.stated
        counts.stated_right += right and one.stated
        counts.stated_overlapping += bool(touching) and one.stated
        if not right:
            kind = ("stated " if one.stated else "assumed ") + ("wrong" if touching else "spurious")
            counts.wrong.append((kind, _shown(article, one.span), f"{one.bounds} {[mark.value for mark in touching]}"))
    for mark in free:
        if not any(_overlap(mark, one) for one in told):
            counts.wrong.append(("missed", _shown(article, mark.span), mark.value))


def _overlap(mark: Mark, one: Told) -> bool:
    return mark.span[0] < one.span[1] and one.span[0] < mark.span[1]


def _shown(article: Article, span: tuple[int, int]) -> str:
    text = article.text
    return f"{text[max(0, span[0] - 40) : span[0]]}[{text[span[0] : span[1]]}]{text[span[1] : span[1] + 25]}".replace(
        "\n", "¶"
    )
