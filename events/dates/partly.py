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
ALWAYS = ("unit", "shift", "calendar")  # such a word tells even with a word between that is not known
OTHER = ("denied", "changing", "beyond")  # so does such a word wherever it stands
BOUNDING = ("since", "until", "before", "after")  # not "by", before which much else stands
JOINING = ("to", "and", "or", "night_to", "between", "from")
FURTHEST = 4  # words that are not known, beyond which nothing is looked for
PASSED = ("in", "the", "of", "weak", "year", "future")
MARKS = ("-", "—", "/", "~", "?")


def partly(text: str, words: Lexicon, now: Now, found: Items) -> Meaning:
    """The date that an article with these words would have: never more than assumed, and vague where the words beside
    it may change it."""
    from events.dates.finding import spans

    every = list(spans(text, words, now))
    inside = [told for told in every if told[2].status != "vague"]
    if len(inside) > 1:
        return undated("vague", "more than one time is told, and how they belong together is not understood")
    if not inside:
        return every[0][2] if len(every) == 1 else undated("not-a-date", "no time is told in it")
    start, end, meaning = inside[0]
    rest = " ".join(f"{text[:start]} {text[end:]}".split())
    beside = (found[at] for at in range(found.count) if found[at].end <= start or found[at].start >= end)
    other = any(name in item.senses for item in beside for name in OTHER)
    other = other or _of_an_event(found, start, end, meaning)
    if len(every) > 1 or ((meaning.dated or meaning.readings) and (other or _told_on(found, start, end))):
        return undated("vague", f"not understood: {rest}, which may change {meaning.edtf or 'it'}")
    if not meaning.dated:
        return meaning
    if (doubt := _doubt(found, start, end, text)) is not None:
        return undated("vague", f"not understood: {rest}, {doubt}")
    return replace(meaning, status="assumed", assumptions=(f"not understood: {rest}", *meaning.assumptions))


def _of_an_event(found: Items, start: int, end: int, meaning: Meaning) -> bool:
    """`depuis l'attaque du 7 octobre 2023`, `before the 1967 war`: the date is that of an event from which the time is
    told. Not `killed by gunmen on 7 October`, nor `From Gaza, 7 October`."""
    first = found.past(0, "in", "the") if found.sense(0, "bound") is None and "from" not in found[0].senses else 0
    before = [at for at in range(found.count) if found[at].end <= start]
    behind = next((found[at] for at in range(found.count) if found[at].start >= end), None)
    if meaning.edtf is not None and (meaning.edtf.startswith("[..") or meaning.edtf.endswith("..]")):
        return behind is not None and behind.word and not behind.senses
    opening = found.sense(first, "bound") in BOUNDING or "from" in found[first].senses
    unknown = any(found[at].word and not found[at].senses for at in before)
    return opening and unknown and not any(found[at].text in (",", ":", "-", "—") for at in before)


def _doubt(found: Items, start: int, end: int, text: str) -> str | None:
    """Why a bare year, month or weekday may be none, with a word beside it that is not known: `2003 soldiers`, `Black
    September`. Behind an adjective's noun, as in English, only a plural is counted: `the 2003 invasion`."""
    first = next(at for at in range(found.count) if found[at].end > start)
    last = max(at for at in range(found.count) if found[at].start < end)
    if first != last:
        return None
    item, before, following = found[first], found[first - 1], found[first + 1]
    if item.number is not None:
        counted = following.word and not following.senses and not before.word
        if counted and not found.lexicon.capitals:
            return "which the number may count"
        if counted and found.lexicon.noun_capitals:
            return "which the number may count" if following.capital else None
        plural = following.text.endswith("s") and not following.text.endswith("ss") and not following.capital
        return "which the number may count" if counted and (plural or following.text in found.lexicon.counted) else None
    if "month" not in item.senses and "weekday" not in item.senses:
        return None
    adjective = found.lexicon.which_after and following.word and not following.senses and first == 0
    if adjective or (before.word and not before.senses and not before.fresh):
        return "which may make a name of it"
    return None


def _told_on(found: Items, start: int, end: int) -> bool:
    """Whether the nearest word before or after a date, small words passed, tells something of a time."""
    before = max((at for at in range(found.count) if found[at].end <= start), default=-1)
    after = min((at for at in range(found.count) if found[at].start >= end), default=found.count)
    return _tells(found, before, -1) or _tells(found, after, 1)


def _tells(found: Items, index: int, step: int) -> bool:
    joined, linked, unknown = True, False, 0  # `linked`: a word such as "and" stands right beside the date
    while 0 <= index < found.count and unknown < FURTHEST:
        item = found[index]
        senses = item.senses
        if item.number is not None or item.text in MARKS:
            return not unknown and (joined or step > 0)
        if unknown and linked and ("between" in senses or "from" in senses):
            return True
        if any(name in senses for name in JOINING):
            joined, linked = joined or not unknown, linked or not unknown
        elif any(name in senses for name in PASSED):
            joined = False
        elif item.text not in (",", "(", ")", "."):
            known = [name for name in senses if name in (ALWAYS if unknown else TELLING)]
            if known and unknown < 2 and not (senses.get("number") == 1 and known == ["number"]):
                return True
            if linked and step > 0:
                return True
            unknown += 1
        index += step
    return False
