"""A date that stands in a record in the words of its source: `last Thursday`, `24 shtator`, `morning of October 7`.

EDTF is tried first, and words only where it is known on which day they were published: the day of the record's own
`published`, else that of the first of its sources which states a full day. What follows from the words is the date, and
the words stay in `date_text`; where a rule of ours filled a gap, a note tells which.

Refused are words that have two readings, contradict themselves, name no day that exists, count from an event, or hold
others that are not understood ("not on 24 September" is no 24 September). Words that mean a time without bounds ("in
recent weeks") are kept without a date: to refuse the event would lose it, and any date would claim what nobody said.
It stays in the tray of events without a date, as one whose source tells no time at all.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError

from events.dates import PARTS_OF_DAY, Date, DateError, parse
from events.dates.edtf import minutes_alone
from events.dates.when import When
from events.fields import LANGUAGE, Edtf
from events.model import Source

Advice = tuple[str, str]  # what is told of a date, and what to do
_EDTF = TypeAdapter(Edtf)
_ANY_DAY = date(2000, 1, 1)
_PLAIN = re.compile(r"\d{4}(-\d\d){0,2}")
_HOUR = timedelta(hours=1)
NOT_UNDERSTOOD = "not understood: "  # begins the assumption of `resolve` that passes over some of the words
NEEDS_DAY = (
    "Words are read as well where the record's published, or that of one of its sources, is the day on which they were "
    "published."
)
AS_TEXT = "or put the words into date_text and leave date out."


@dataclass(frozen=True)
class Worded:
    """What became of the words: `values` take the place of the record's own, `more` is what else to keep of it. Where
    something is `wrong` the record is refused; `notes` tell of what was assumed."""

    values: Mapping[str, Any]
    notes: tuple[Advice, ...] = ()
    wrong: tuple[Advice, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Published:
    """A day of publication, and where it is stated."""

    day: date
    by: str


def read_date(record: Mapping[str, Any], sources: Sequence[Source]) -> Worded | None:
    """What the words in the `date` of a record say; None where these are EDTF, or no words for a time, so that the
    check of the record has to tell of them. `sources` are those of the record, in its order."""
    text = record.get("date")
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        parse(text)
    except DateError as error:
        refused = error
    else:
        return None
    from events.dates import resolve  # loaded for words alone

    days = published(record.get("published"), sources)
    found = resolve(text, published=days[0].day if days else _ANY_DAY, lang=_language(record))
    figures = not any(letter.isalpha() for letter in text)
    if found.status == "not-a-date" or (found.status == "impossible" and figures):
        return None
    if not days:
        return _refused((refused.reason, f"{refused.remedy} {NEEDS_DAY}"))
    if found.status == "vague":
        return _undated(record, text, found)
    if found.edtf is None or found.status not in ("stated", "assumed"):
        return _refused(_without_date(found))
    return _dated(record, text, found, days)


def published(stated: object, sources: Sequence[Source]) -> tuple[Published, ...]:
    """The full days of publication that are known: the record's own first, then those of its sources, in order. A month
    or a day that is uncertain is none."""
    named = [
        (stated, "its published"),
        *((source.published, f"published of source '{source.id}'") for source in sources),
    ]
    return tuple(Published(day, by) for text, by in named if (day := _day(text)))


def _day(stated: object) -> date | None:
    try:
        when = parse(_EDTF.validate_python(stated))
    except (ValidationError, DateError):
        return None
    plain = when.kind == "unit" and not (when.approximate or when.uncertain)
    if not plain or when.earliest is None or when.end is None or when.end - when.earliest > timedelta(days=1):
        return None
    return when.earliest.date()


def _language(record: Mapping[str, Any]) -> str | None:
    """The first part of a language tag; None where there is none, or one that the check of the record refuses."""
    stated = record.get("date_lang")
    sound = isinstance(stated, str) and LANGUAGE.fullmatch(stated.strip())
    return str(stated).strip().partition("-")[0].lower() if sound else None


def _refused(advice: Advice) -> Worded:
    """The rest of the record is looked at all the same, without what belongs to the date."""
    return Worded({"date": None, "part_of_day": None}, wrong=(advice,))


def _undated(record: Mapping[str, Any], text: str, found: When) -> Worded:
    reason = f"gives no date to go by, and is kept without one: {'; '.join(found.assumptions)}"
    values, more = _kept(record, text)
    return Worded(values | {"date": None}, ((reason, "Write a date where a source tells more."),), more=more)


def _without_date(found: When) -> Advice:
    why = "; ".join(found.assumptions)
    if found.readings:
        said = " or ".join(f"'{reading.edtf}' ({reading.reason})" for reading in found.readings)
        first = "contradicts itself" if found.status == "contradiction" else "has several readings"
        return f"{first}: {why}. It can be {said}", f"Write date = {_either(found)}, {AS_TEXT}"
    if found.status == "impossible":
        return f"is not a date: {why}", f"Look it up in the source, {AS_TEXT}"
    return f"tells a time that is counted from another: {why}", f"Write the day that it comes to, {AS_TEXT}"


def _either(found: When) -> str:
    """How to write each reading, and either of them where they are days, months or years."""
    each = sorted({minutes_alone(reading.edtf) for reading in found.readings})
    shown = " or ".join(
        f"'{edtf}'" for edtf in dict.fromkeys(minutes_alone(reading.edtf) for reading in found.readings)
    )
    units = all(_PLAIN.fullmatch(edtf) for edtf in each)
    return f"{shown}, '[{','.join(each)}]' for either of them" if units else shown


def _dated(record: Mapping[str, Any], text: str, found: When, days: Sequence[Published]) -> Worded:
    edtf = minutes_alone(str(found.edtf))
    passed = [reason.removeprefix(NOT_UNDERSTOOD) for reason in found.assumptions if reason.startswith(NOT_UNDERSTOOD)]
    if passed:
        return _refused(
            (f"has words that are not understood: '{passed[0]}'", f"Write date = '{edtf}' if it is that, {AS_TEXT}")
        )
    try:
        when = parse(edtf)
    except DateError as error:
        return _refused((f"is '{edtf}', which {error.reason}", f"{error.remedy} Or {AS_TEXT.removeprefix('or ')}"))
    part, told = _part_of_day(found, when)
    own = record.get("part_of_day")
    if part and own and own != part:
        return _refused(
            (f"tells the {part}, and part_of_day is '{own}'", "Leave part_of_day out, or mend one of both.")
        )
    values, more = _kept(record, text)
    values |= {"date": edtf} | ({"part_of_day": part} if part else {})
    others = _otherwise(text, _language(record), found, days)
    reasons = [*found.assumptions, *told, *others, *(["date_text stays as it is"] if more else [])]
    if not reasons:
        return Worded(values)
    shown = f"'{edtf}'" + (f", {part}" if part else "")
    since = f"as of '{days[0].day}' ({days[0].by})"
    return Worded(
        values, ((f"is read as {shown}, {since}: {'; '.join(reasons)}", "Write EDTF where it is not."),), more=more
    )


def _part_of_day(found: When, when: Date) -> tuple[str | None, tuple[str, ...]]:
    """The part of the day that the words narrow it to, if a record can hold it; else what is told of that."""
    if found.precision != "part of day" or found.start is None or found.end is None:
        return None, ()
    if when.kind == "unit" and when.precision == "day" and when.earliest is not None:
        hours = tuple((moment - when.earliest) / _HOUR for moment in (found.start, found.end))
        named = next((name for name, bounds in PARTS_OF_DAY.items() if bounds == hours), None)
        if named is not None:
            return named, ()
    return None, (f"its hours, '{_clock(found.start)}' to '{_clock(found.end)}', are kept in its words alone",)


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def _otherwise(text: str, lang: str | None, found: When, days: Sequence[Published]) -> list[str]:
    """What is told where another source was published on another day, from which the words mean another time."""
    from events.dates import resolve

    return [
        f"as of '{other.day}' ({other.by}) it would be another"
        for other in days[1:]
        if other.day != days[0].day and resolve(text, published=other.day, lang=lang) != found
    ][:1]


def _kept(record: Mapping[str, Any], text: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Where the words stay: in `date_text`, or, if the record has words of its own there, beside it."""
    words = " ".join(text.split())
    own = record.get("date_text")
    if not isinstance(own, str) or not own.strip():
        return {"date_text": words}, {}
    return {}, ({} if " ".join(own.split()) == words else {"date": words})
