"""A phrase that is said to be a date, to what it says."""

import re
from dataclasses import replace
from datetime import date, datetime

from events.dates.edtf import DateError, parse, with_seconds
from events.dates.expressions import Away, Bound, Eventful, Expression, Manner, Point
from events.dates.fallback import by_dateparser
from events.dates.grammar.whole import read
from events.dates.guess import candidates
from events.dates.items import Items, items
from events.dates.lexicon import Lexicon, codes, lexicon
from events.dates.meaning.interpret import mean
from events.dates.meaning.meaning import WORST, Meaning, Now, when
from events.dates.partly import partly
from events.dates.proleptic import DAY
from events.dates.when import Grain, Reading, When

LONGEST = 300  # characters of a phrase; a longer text is an article
OTHER = 8  # words and marks of a day in another calendar


def resolve(
    text: str,
    *,
    published: date | datetime,
    lang: str | None = None,
    order: str | None = None,
    tense: str = "past",
    anchor: date | datetime | str | None = None,
) -> When:
    """What a phrase says of the time, for any text.

    Args:
        text: the words of a source, such as "last Thursday".
        published: the day on which they were published; "yesterday" and gaps are read from it.
        lang: ISO 639-1 code; None to tell it from the words.
        order: DMY or MDY, how this source writes days in digits; None if that is not known.
        tense: "future" for what was still to come.
        anchor: the day of the event, or of the time, from which "two weeks after the attack" counts; EDTF as text.
    """
    if len(text) > LONGEST:
        return When("not-a-date", assumptions=(f"a text of more than {LONGEST} characters is no date",))
    typed = _typed(text.strip())
    if typed is not None:
        return typed
    now = Now(published.toordinal(), told=_anchor(anchor), order=order, future=tense == "future")
    if lang is not None and lang not in codes():
        return by_dateparser(text, published, (lang,), order) or NOTHING
    choices = candidates(text) if lang is None else [lexicon(lang)]
    found = [(words, *_read(text, words, replace(now, week_start=words.week_start))) for words in choices]
    sound = [(words, meaning) for words, meaning, _ in found if meaning.status != "not-a-date"]
    whole = [(words, meaning) for words, meaning, all_of_it in found if all_of_it and meaning.status != "not-a-date"]
    if not sound:
        return _last_resort(text, published, lang, order, choices)
    return _one(whole or sound)


def _typed(text: str) -> When | None:
    """EDTF as it stands, where it can be nothing else: `2010-11` and `2022-23` may be two years."""
    if not _EDTF.fullmatch(text) or _TWO_YEARS.fullmatch(text):
        return None
    try:
        known = parse(text)
    except DateError:
        return None
    low, high = (".." if side is None else side.isoformat(timespec="minutes") for side in (known.earliest, known.end))
    grain: Grain = "part of day" if known.precision == "part_of_day" else known.precision
    return When(
        "stated", with_seconds(known.edtf), f"{low}/{high}", known.earliest, known.end, grain, known.approximate
    )


_EDTF = re.compile(r"[\[{]?[0-9X]{4}[-0-9X?~%T:/,. \[\]{}]*|\.\./[0-9X]{4}.*|\[\.\..*", re.ASCII)
_TWO_YEARS = re.compile(r"\d{4}-\d\d|\d{4}", re.ASCII)
_PLAIN = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
NOTHING = When("not-a-date", assumptions=("no time is told in it",))


def _anchor(anchor: date | datetime | str | None) -> tuple[int, int] | None:
    if anchor is None:
        return None
    if isinstance(anchor, str):
        try:
            known = parse(anchor)
        except DateError:
            return None
        if known.earliest is None or known.end is None:
            return None
        return known.earliest.toordinal() * DAY, (known.end.toordinal()) * DAY
    return anchor.toordinal() * DAY, (anchor.toordinal() + 1) * DAY


def _one(sound: list[tuple[Lexicon, Meaning]]) -> When:
    """One answer of those that several languages give: the same, or each of them as a reading."""
    sound.sort(key=lambda pair: not (pair[1].dated or pair[1].readings))
    first = sound[0][1]
    dated = [(words, meaning) for words, meaning in sound if meaning.dated or meaning.readings]
    if (
        len({(meaning.status, meaning.edtf, meaning.start, meaning.end, len(meaning.readings)) for _, meaning in dated})
        <= 1
    ):
        return when(first)
    readings: list[Reading] = []
    for words, meaning in dated:
        one = when(meaning)
        if meaning.dated:
            readings.append(Reading(one.edtf or "", one.start, one.end, f"read as {words.name}"))
        readings += list(one.readings)
    unique = {(reading.edtf, reading.start, reading.end): reading for reading in reversed(readings)}
    if len(unique) == 1:
        return when(max((meaning for _, meaning in dated), key=lambda meaning: -WORST.index(meaning.status)))
    return When(
        "ambiguous",
        assumptions=("it means different times in different languages",),
        readings=tuple(reversed(unique.values())),
    )


def _read(text: str, words: Lexicon, now: Now) -> tuple[Meaning, bool]:
    """What a phrase means in a language, and whether all of its words were understood."""
    found = items(text, words)
    end = found.count
    while end > 0 and found[end - 1].text in (".", ",", ";", ":", "!", "?", ")", '"', "'") and not _needed(found, end):
        end -= 1
    index = 0
    while index < end and found[index].text in ("(", '"', "'", "[", "~") and found[index + 1].digits != 2:
        index += 1
    about = index > 0 and found[index - 1].text == "~"
    start = index
    for _ in range(4):
        expression = read(found, index)
        if expression is not None and _beside(found, expression[1]) >= end:
            meaning = mean(Manner("about", expression[0]) if about else expression[0], now)
            return _questioned(meaning) if found[end].text == "?" else meaning, True
        if index < end and any(name in found[index].senses for name in ("in", "the", "of", "weak", "future")):
            now = replace(now, future=now.future or "future" in found[index].senses)
            index += 1
            continue
        break
    eventful = _past_calendar(found, start, end) or _event(found, start, end, text)
    if eventful is not None:
        return mean(eventful, now), True
    return partly(text, words, now, found), False


def _questioned(meaning: Meaning) -> Meaning:
    """`7 October 2023?`: the date, uncertain."""
    if not meaning.dated or meaning.edtf is None:
        return meaning
    edtf = f"{meaning.edtf}?" if _PLAIN.fullmatch(meaning.edtf) else meaning.edtf
    why = "a question mark stands behind it"
    return replace(meaning, status="assumed", edtf=edtf, assumptions=(*meaning.assumptions, why))


def _beside(found: Items, index: int) -> int:
    """The index after the same day in another calendar: `7 أكتوبر 2023 الموافق 22 ربيع الأول 1445 هـ`."""
    named = next((at for at in range(index, min(index + OTHER, found.count)) if found.sense(at, "calendar")), None)
    joined = found[index].text in (",", "(", "/", ";") or any(name in found[index].senses for name in ("in", "of"))
    if named is None or not joined or found.sense(index, "calendar"):
        return index
    at = named + 1
    while at < min(named + OTHER, found.count) and not found[at].senses.keys() - {"calendar", "number", "the"}:
        at += 1
    return at


def _past_calendar(found: Items, start: int, end: int) -> Expression | None:
    """The day that stands behind the same one in another calendar: `22 ربيع الأول 1445 هـ الموافق 7 أكتوبر 2023`."""
    named = next((at for at in range(start, min(start + OTHER, end)) if found.sense(at, "calendar")), end)
    for at in range(named + 1, min(named + OTHER, end)):
        if found[at - 1].word and not found[at - 1].senses:
            continue
        expression = read(found, at)
        if expression is None or expression[1] < end or not isinstance(day := expression[0], Point):
            continue
        if day.month is not None and day.day is not None:
            return day
    return None


def _needed(found: Items, end: int) -> bool:
    """Whether a full stop at the end belongs to the date: `24.9.`"""
    day_month = found[end - 2].number is not None and found[end - 3].text == "." and found[end - 4].number is not None
    return found[end - 1].text == "." and day_month and found[end - 5].text != "."


def _event(found: Items, start: int, end: int, text: str) -> Expression | None:
    """`two weeks after the attack`, `before the war`: a time told from what is no date."""
    expression, index = read(found, start), start
    while expression is None and index < end and any(name in found[index].senses for name in ("in", "the", "of")):
        index += 1
        expression = read(found, index)
    told = expression[0] if expression is not None else None
    if isinstance(told, Away) and told.base is None and told.direction in ("after", "before"):
        return told
    if any(found[at].number is not None for at in range(start, end)):
        return None
    if "during" in found[start].senses and found[start + 1].word:
        return Eventful(text[found[start + 1].start : found[end - 1].end])
    if found.sense(index, "unit") and "of" in found[index + 1].senses and found[index + 2].word:
        return Eventful(text[found[index + 2].start : found[end - 1].end])
    if found.sense(index, "ordinal") and found.sense(index + 1, "unit") and index + 2 == end:
        return Eventful("a beginning that is not told")
    bounds = (found.sense(index, "bound"), *(found.sense(index, "shift") or ()))
    if any(bound in ("before", "after", "since", "until", "by") for bound in bounds):
        told_so = isinstance(told, Bound) or index + 1 >= end or not found[index + 1].word
        return None if told_so else Eventful(text[found[index + 1].start : found[end - 1].end])
    return None


def _last_resort(
    text: str, published: date | datetime, lang: str | None, order: str | None, choices: list[Lexicon]
) -> When:
    """Other languages than ours, by dateparser; where ours knows a word of the text, it has spoken."""
    if lang is not None:
        return NOTHING
    for words in choices:
        found = items(text, words)
        if any(found[index].senses for index in range(found.count)):
            return NOTHING
    return by_dateparser(text, published, (), order) or NOTHING
