"""What a verb beside a day says of it: past for "said on Monday", to come for "will meet on Friday".

A weekday, or a day or month without its year, is placed by a rule of ours. In news the words about it often leave no
other choice:

- a verb of reports or of what happened right before it, or soon after it where it opens the sentence: the latest one;
- "since": the latest one;
- a word that is surely of the future before it: the next one, unless the day of publication has the same name.
"""

from events.dates.expressions import Bound, DayWord, Range
from events.dates.items import Items
from events.dates.meaning.meaning import Meaning, Now
from events.dates.parts import part_bounds
from events.dates.proleptic import DAY, weekday
from events.dates.thread import Thread
from events.dates.told import Told

DATELINE = ("(", "-", "—", ":")
AROUND_PUBLICATION = 1  # days between a dateline and the publication
BESIDE = 8  # items between a verb and its day
AHEAD = 6  # items between a word for the future and its day
SUBJECT = 5  # items of who did something, and the verb
SAID = 4  # items between a verb of reports and its day
CLAUSE = 14  # items of a clause behind a day
PARTICIPLES, PREFIXES = ("t", "en"), ("be", "ver", "er", "ent", "zer", "uber", "miss")  # German
OPEN = ("geoffnet", "geschlossen")  # `haben am Sonntag geöffnet`
WEEK = 7  # days
HALF_YEAR = 183  # days
PLACING = {"in", "edge", "part"}  # senses of words that stand between a verb and its day
LONG_AGO = 2 * 366  # days
PAST = ("said", "whom", "happened")


def weekday_placed(one: Told, meaning: Meaning, now: Now, found: Items) -> bool:
    """Whether the words about a weekday leave no other day than the one it was given."""
    if now.narrative or one.quoted:
        return False
    day = part_bounds(meaning.parts[0].unit)[0] // DAY
    if one.future and day > now.published:
        return weekday(day) != weekday(now.published) and day - now.published <= WEEK and surely_ahead(one, found)
    if _since(one):
        return day <= now.published
    if one.future or day > now.published:
        return False
    if one.paragraph <= 1 and one.opening and found[one.after].text in DATELINE:
        return now.published - day <= AROUND_PUBLICATION
    return _past(one, found)


def date_placed(one: Told, meaning: Meaning, now: Now, found: Items) -> bool:
    """The same for a day or month without its year, of the half year on either side of the publication."""
    if now.narrative or one.quoted:
        return False
    start, end = part_bounds(meaning.parts[0].unit)
    first, last = start // DAY, (end - 1) // DAY
    if one.future and first > now.published:
        return first - now.published <= HALF_YEAR and surely_ahead(one, found)
    if one.future or first > now.published or now.published - last > HALF_YEAR:
        return False
    return _since(one) or _past(one, found)


def in_the_past(one: Told, now: Now, found: Items) -> bool:
    """Whether a verb of what happened stands before a time in its sentence, with no word for the future."""
    if now.narrative or one.future or isinstance(one.expression, Bound):
        return False
    following = found[one.after]
    if one.opening and ("happened" in following.senses or following.text in found.lexicon.was):
        return True  # `Von März bis September wurde er überwacht`
    if isinstance(one.expression, Range):
        return False
    for index in range(one.index - 1, one.index - 1 - BESIDE, -1):
        item = found[index]
        if _is_to_be(found, index):
            return False
        if "happened" in item.senses or item.text in found.lexicon.was:
            return "to" not in found[index + 1].senses  # `was to be blown up`
        if item.fresh or not item.text or item.text in ".;:!?":
            return False
    return False


def of_report(one: Told, now: Now, found: Items) -> bool:
    """Whether a day is that on which something was said, and so not that of the hours told behind it: `The fire broke
    out on Tuesday, police said on Wednesday. It was put out by 21:15.`"""
    if now.narrative or one.opening:
        return False
    for index in (*range(one.index - 1, one.index - 1 - SAID, -1), *range(one.after, one.after + SAID)):
        if not found[index].word and index < one.index:
            break
        if "said" in found[index].senses:
            return True
        if not found[index].word:
            break
    return False


def told_as_past(one: Told, now: Now, found: Items) -> bool:
    """Whether a verb of the past right before it places a day, month or season before the publication."""
    return not (now.narrative or one.future or one.quoted) and _past(one, found)


def _since(one: Told) -> bool:
    return isinstance(one.expression, Bound) and one.expression.bound == "since" and not one.expression.ahead


def surely_ahead(one: Told, found: Items) -> bool:
    """`will meet on Friday`, `begins on Friday`, `On Friday the council will meet`"""
    following = found[one.after]
    if "owner" in following.senses or following.text == "'":
        return False  # `will appeal against Friday's ruling`
    for index in range(one.index - 1, one.index - 1 - AHEAD, -1):
        item = found[index]
        if "certain" in item.senses:
            return True
        if not item.word or item.fresh or item.senses.keys() & {*PAST, "month", "weekday", "day"}:
            break
    if not one.opening:
        return False
    return any("certain" in found[index].senses for index in range(one.after, one.after + SUBJECT))


def _past(one: Told, found: Items) -> bool:
    """`said on Monday`, `told reporters late on Friday`, `was arrested on 3 May`, `On Monday the minister said`"""
    following = found[one.after]
    if isinstance(one.expression, Bound | Range) or "owner" in following.senses or following.text == "'":
        return False  # `said Monday's vote would be fair`
    placed = "in" in found[one.index - 1].senses or found.sense(one.index, "weekday") is not None
    if one.opening and placed and _verb_after(found, one.after):
        return True
    if found.lexicon.code == "en" and not one.opening and _verb_right_behind(one, found):
        return True
    if found.lexicon.verb_first and placed and _verb_beside(one, found):
        return True
    for index in range(one.index - 1, one.index - 1 - BESIDE, -1):
        if any(name in found[index].senses for name in PAST):
            named = following.word and following.capital and not following.senses  # `said Sunday Rai`
            made = index == one.index - 1 and following.senses.get("number") == 1  # `declared Tuesday a holiday`
            return not named and not made and _real(found, index) and _only_aside(found, index, one.index)
        if not found[index].word or found[index].fresh:
            return False
    return False


def _verb_right_behind(one: Told, found: Items) -> bool:
    """`A judge on Friday sentenced the owner`, `Directors late Wednesday rejected a bid`, as English wires write."""
    before = found[one.index - 1]
    before = found[one.index - 2] if "in" in before.senses else before
    named = before.word and not before.senses
    return named and any(name in found[one.after].senses for name in PAST)


def _verb_beside(one: Told, found: Items) -> bool:
    """`Die Kammer beschloss am Montag`, `wurde am Montag gewählt`, `уряд у середу ухвалив`: right before or behind."""
    before = one.index - 1 - ("in" in found[one.index - 1].senses)
    if found[before].text in found.lexicon.was:
        return True
    verb = found[one.after].senses.get("happened") is True or "said" in found[one.after].senses
    if found[before].text in found.lexicon.perfect and _participle(found, one.after):
        return True
    named = found[before].capital and not found.lexicon.noun_capitals
    return verb and "of" not in found[before].senses and not named


def _participle(found: Items, index: int) -> bool:
    """`hat am Montag den Haushalt beschlossen`: a German clause in the perfect ends with what was done."""
    for at in range(index, index + CLAUSE):
        if "future" in found[at].senses or "said" in found[at].senses or found[at].fresh:
            return False
        if not found[at + 1].word and found[at + 1].number is None:
            last = found[at]
            done = "ge" in last.text or last.text.startswith(PREFIXES)
            return last.word and not last.capital and done and last.text.endswith(PARTICIPLES) and last.text not in OPEN
    return False


def _real(found: Items, verb: int) -> bool:
    """Whether a verb tells what was: not `if elected`, `to be held`, `not signed`."""
    before = found[verb - 1]
    unreal = before.text in found.lexicon.unreal or "denied" in before.senses or _is_to_be(found, verb)
    return not unreal or "said" in found[verb].senses


def _is_to_be(found: Items, verb: int) -> bool:
    """`when he is sentenced July 29`: behind a verb of the present, what happens is still to come."""
    return "happened" in found[verb].senses and found[verb - 1].text in found.lexicon.present


def nowadays(one: Told, now: Now, thread: Thread, found: Items) -> bool:
    """`In 1985 there were 12 mills. Today there are three`: no day is meant behind years long past."""
    word = one.expression
    today = isinstance(word, DayWord) and not word.offset
    if now.narrative or one.quoted or not one.opening or not today or thread.latest is None:
        return False
    first, end = thread.latest
    long_ago = end - first > HALF_YEAR * DAY and end < (now.published - LONG_AGO) * DAY
    after = one.after + (found[one.after].text == ",")
    return long_ago and one.paragraph == thread.paragraph and not _verb_after(found, after)


def looks_back(one: Told, found: Items) -> bool:
    """`who had taken over in February 1942`: a time from which the story has come on."""
    for index in range(one.index - 1, one.index - 1 - BESIDE, -1):
        item = found[index]
        if item.text in found.lexicon.had:
            return found[index - 1].text in found.lexicon.relative
        if not item.word or item.fresh:
            return False
    return False


def _verb_after(found: Items, index: int) -> bool:
    """`On Monday the minister said`"""
    for at in range(index, index + SUBJECT):
        item = found[at]
        if any(name in item.senses for name in PAST):
            return _real(found, at)
        if found.lexicon.verb_first and item.text in found.lexicon.was:
            return True
        if not item.word or item.fresh or item.senses.keys() - {"the", "of", "owner", "weak"}:
            return False
    return False


def _only_aside(found: Items, verb: int, day: int) -> bool:
    """Whether nothing stands between a verb and its day but whom it was told, or where: `said in a statement on`. What
    was said is no such thing: `said the vote on Monday would be fair`."""
    index = verb + 1
    if found.lexicon.verb_first and found[verb].senses.get("happened") != "by its ending":
        return _subject_behind(found, verb, day)
    if "whom" in found[verb].senses:
        index = _past_noun(found, index)
    while index < day:
        senses = found[index].senses
        if not ("in" in senses or "edge" in senses or "part" in senses):
            return False
        index = _past_noun(found, index + 1) if "in" in senses else index + 1
    return True


def _subject_behind(found: Items, verb: int, day: int) -> bool:
    """`قال مسؤول الأحد`, `заявил министр обороны в понедельник`: who did something, in a language that has him behind
    the verb and never leaves out its "that". What happened may tell how many: `murieron tres personas el lunes`."""
    known = {"the", "owner", "of", "on_day", "to_day", "from_day"} | (
        {"number"} if "happened" in found[verb].senses else set()
    )
    for index in range(verb + 1, day):
        item, last = found[index], index == day - 1
        if item.text in found.lexicon.that or item.text in found.lexicon.unreal or (last and "of" in item.senses):
            return False
        if item.senses.keys() & PLACING:
            return all(found[at].senses.keys() & {"the", "of", *PLACING} for at in range(index, day))
        if item.senses.keys() - known or index - verb > SUBJECT:
            return False
    return True


def _past_noun(found: Items, index: int) -> int:
    """The index after an article and at most two words that tell nothing of a time: `the BBC's reporters`."""
    index = found.past(index, "the", "number", "owner")
    for _ in range(2):
        index += found[index].word and not found[index].senses
        index = found.past(index, "owner")
    return index
