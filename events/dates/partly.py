"""A phrase of which only a part is understood: what its date is worth beside the words that are not."""

from dataclasses import replace

from events.dates.items import Items
from events.dates.lexicon import Lexicon
from events.dates.meaning.meaning import Meaning, Now, undated

# Senses of a word beside a date that can make another date of it; a word that is not known can not.
TELLING = (
    "month", "weekday", "season", "ordinal", "unit", "number", "which", "which_unit", "shift", "era", "edge", "bound",
    "day", "told_day", "tens", "calendar", "part", "manner", "to", "from", "between", "and", "or", "several", "onwards",
    "to_now", "recurring", "am", "pm", "oclock", "night_to",
)  # fmt: skip
PASSED = ("in", "the", "of", "weak", "year", "future")
MARKS = ("-", "—", "/", "~", "?")


def partly(text: str, words: Lexicon, now: Now, found: Items) -> Meaning:
    """The date that an article with these words would have: never more than assumed, and vague where the words beside it
    may change it."""
    from events.dates.finding import spans

    every = list(spans(text, words, now))
    inside = [told for told in every if told[2].status != "vague"]
    if len(inside) != 1:
        vague = [meaning for _, _, meaning in every]
        return vague[0] if len(vague) == 1 else undated("not-a-date", "no time is told in it")
    start, end, meaning = inside[0]
    if not meaning.dated:
        return meaning
    rest = " ".join(f"{text[:start]} {text[end:]}".split())
    if len(every) > 1 or _told_on(found, start, end):
        return undated("vague", f"not understood: {rest}, which may change {meaning.edtf}")
    return replace(meaning, status="assumed", assumptions=(f"not understood: {rest}", *meaning.assumptions))


def _told_on(found: Items, start: int, end: int) -> bool:
    """Whether the nearest word before or after a date, small words passed, tells something of a time."""
    before = max((at for at in range(found.count) if found[at].end <= start), default=-1)
    after = min((at for at in range(found.count) if found[at].start >= end), default=found.count)
    return _tells(found, before, -1) or _tells(found, after, 1)


def _tells(found: Items, index: int, step: int) -> bool:
    passed = False
    while 0 <= index < found.count:
        item = found[index]
        if item.text in MARKS or (item.number is not None and not (passed and step < 0)):
            return True
        passes = any(name in item.senses for name in PASSED)
        known = [] if passes else [name for name in item.senses if name in TELLING]
        if not known and not passes and item.text not in (",", "(", ")"):
            return False
        if known and not (item.senses.get("number") == 1 and known == ["number"]):
            return True
        passed, index = True, index + step
    return False
