"""Clock times in digits and words: `06:30`, `6 p.m.`, `half past six`."""

from events.dates.expressions import Clock, Wrong
from events.dates.grammar.days import after_ordinal
from events.dates.grammar.zones import read_zone
from events.dates.items import Items

TOLD_SO = ("am", "pm", "oclock")  # words that make a clock time of 6.30
SHORT = (1, 2)  # digits
YEAR = 4  # digits
DAYS = ("month", "weekday", "day", "day_part", "told_day", "part")  # senses of words for the day of a clock time


def with_colons(items: Items, index: int) -> tuple[int, int, int] | None:
    """Hour and minute of `06:30`, `06:30:15.2`, and the index after them."""
    hour, minute = items[index], items[index + 2]
    if hour.digits not in SHORT or items[index + 1].text != ":" or minute.digits != 2:
        return None
    if not items[index + 1].tight or not minute.tight:
        return None
    after = index + 3
    if items.mark(after, ":") and items[after].tight and items[after + 1].digits == 2 and items[after + 1].tight:
        after += 2
        if items.mark(after, ".") and items[after].tight and items[after + 1].number is not None:
            after += 2
    return hour.number or 0, minute.number or 0, after


def read_clock(items: Items, index: int) -> tuple[Clock | Wrong, int] | None:
    """A time of day, with its zone where one stands after it."""
    found = _clock(items, index)
    if found is None:
        return None
    clock, after = found
    zone, after = read_zone(items, after)
    hour, minute = clock.hour, clock.minute
    if hour > 24 or (minute or 0) > 59 or (hour == 24 and minute):
        return Wrong("no clock shows that time", items.place(index, after)), after
    day_clock = clock.either_half and items.lexicon.hours24 and items[index].number is not None
    return Clock(hour, minute, zone, None, clock.either_half, day_clock, items.place(index, after)), after


def _clock(items: Items, index: int) -> tuple[Clock, int] | None:
    item = items[index]
    senses = item.senses
    if senses:
        return _clock_in_words(items, index)
    if item.digits == 4 and item.number is not None and 0 <= item.number <= 2400:
        after = index + 1
        if items.sense(after, "zones") or (items.sense(after, "military") and item.number % 100 < 60):
            after += 1 if items.sense(after, "military") and not items.sense(after, "zones") else 0
            return Clock(item.number // 100, item.number % 100), after
        return None
    if item.digits not in SHORT or item.number is None:
        return None
    if item.tight and items[index - 1].text in (":", ".", "-", "/"):
        return None
    colons = with_colons(items, index)
    hour, minute, after = item.number, None, index + 1
    if (ended := after_ordinal(items, index)) > after and (
        items.sense(ended, "oclock") or _nth_hour(items, index, ended)
    ):
        after = ended
        if 1 <= hour <= 12 and not items.sense(ended, "oclock"):
            return Clock(hour, None, either_half=True), after
    sure = colons is not None
    if colons is not None:
        hour, minute, after = colons
    elif (
        items[after].text in (".", ":")
        and items[after].tight
        and items[after + 1].digits == 2
        and items[after + 1].tight
    ):
        told_so = (
            _on_a_day(items, index)
            or items.sense(index - 1, "at_hour")
            or _about_minutes(items, index)
            or any(items.sense(after + 2, name) for name in TOLD_SO)
            or ("this" in items[after + 2].senses.get("which", ()) and bool(items.sense(after + 3, "part")))
        )
        if not told_so or (items.mark(after + 2, ".") and items[after + 3].digits):
            return None
        sure = True
        minute, after = items[after + 1].number, after + 2
    elif hour == 12 and items.sense(after, "noon"):
        return Clock(12, 0), after + 1
    elif items.sense(after, "oclock") and (told := _told_minutes(items, after)) is not None:
        return Clock(hour, told[0]), told[1]
    elif items.sense(after, "oclock") and _minutes_after(items, after):
        return Clock(hour, items[after + 1].number), after + 2
    elif hour <= 24 and _on_a_day(items, index) and _nothing_counted(items, after):
        return Clock(hour, None, either_half=1 <= hour <= 12), after
    elif items.sense(index - 1, "at_hour") and hour <= 24:
        after = max(after, ended)
        found = _with_half(items, hour, minute, after, False)
        return found or (Clock(hour, None, either_half=1 <= hour <= 12), after)
    return _with_half(items, hour, minute, after, sure)


def _about_minutes(items: Items, index: int) -> bool:
    """`око 22.40,`: in a language that writes so, behind a word for "about", where nothing is counted."""
    time = (items[index].number or 0) < 24 and (items[index + 2].number or 0) < 60 and not items[index + 3].word
    return time and items.lexicon.at_time and items.sense(index - 1, "manner") == "about"


def _told_minutes(items: Items, index: int) -> tuple[int, int] | None:
    """`11 часова и 52 минута`, `7 часов 30 минут`: the minutes and the index after them."""
    at = index + 1 + ("and" in items[index + 1].senses)
    minutes = items[at]
    told = minutes.digits in SHORT and (minutes.number or 0) < 60 and items.sense(at + 1, "unit") == "minute"
    return (minutes.number or 0, at + 2) if told else None


def _nothing_counted(items: Items, index: int) -> bool:
    """`јутрос у 8 на саслушање`, but not `сутра у 5 градова`"""
    following, then = items[index], items[index + 1]
    if following.text == "." and following.tight and then.word and not then.capital and not then.fresh:
        return False  # `у 20. веку`
    return not following.word or bool(following.senses.keys() & {"in", "and", "or", "from", "of"})


def _nth_hour(items: Items, index: int, ended: int) -> bool:
    """`о 4-й ранку`"""
    before = items[index - 1].senses
    return items.sense(ended, "part") is not None and ("in" in before or "manner" in before)


def _on_a_day(items: Items, index: int) -> bool:
    """`16. октобра у 6.30`, `синоћ око 22.30`: in a language that writes so, right behind a day."""
    before = items[index - 1].senses
    about = before.get("manner") == "about" and items.lexicon.at_time
    day = items[index - 2 - (items[index - 2].text in (",", "."))]
    dated = day.digits == YEAR or "year" in day.senses or any(name in day.senses for name in DAYS)
    return ("at_time" in before or about) and dated


def _minutes_after(items: Items, index: int) -> bool:
    """`6 h 30`, `6h30`: two digits after the word for hours, set like it; not `в 12 часов 15 октября`."""
    minutes = items[index + 1]
    if items.sense(index + 2, "month"):
        return False
    return minutes.digits == 2 and minutes.tight == items[index].tight and (minutes.number or 0) < 60


def _with_half(items: Items, hour: int, minute: int | None, after: int, sure: bool) -> tuple[Clock, int] | None:
    before = items[after - 2].senses
    if minute is None and "on_day" in before and not ("at_hour" in before or items.sense(after, "oclock")):
        return None  # `le 7 au matin`: a day
    if items.sense(after, "am") or items.sense(after, "pm"):
        if not 1 <= hour <= 12:
            return Clock(99, minute), after + 1
        hour = hour % 12 + (12 if items.sense(after, "pm") else 0)
        return Clock(hour, minute), after + 1
    if minute is None and 1 <= hour <= 12 and _then_part(items, after):
        return Clock(hour, None, either_half=True), after
    if items.sense(after, "oclock"):
        then = items.sense(after + 1, "part") or _then_part(items, after + 1)
        return Clock(hour, minute, either_half=(minute is None or bool(then)) and 1 <= hour <= 12), after + 1
    if sure and 1 <= hour <= 12 and (items.sense(after, "part") or _then_part(items, after)):
        return Clock(hour, minute, either_half=True), after
    return (Clock(hour, minute), after) if sure else None


def _then_part(items: Items, index: int) -> bool:
    """Whether "in the morning" follows."""
    after = items.past(index, "in", "the")
    if after == index:  # `в 9 утра`, but not `2 ночи`, which may be two nights
        before = items[index - 2].senses
        told = any(name in before for name in ("in", "manner", "from", "bound"))
        after = index if items.lexicon.no_article and told else -1
    return items.sense(after, "part") is not None


def _clock_in_words(items: Items, index: int) -> tuple[Clock, int] | None:
    senses = items[index].senses
    if "noon" in senses and "part" not in senses:
        return Clock(12, 0), index + 1
    if "midnight" in senses:
        return Clock(24, 0, either_half=True), index + 1
    if "half_past" in senses or "half_to" in senses:
        number = items[index + 1].number or items.sense(index + 1, "number")
        number = number or (items.sense(index + 1, "ordinal") if not items.sense(index, "unit") else None)
        if number and 1 <= number <= 12:
            hour = number if "half_past" in senses else (number - 1) or 12
            return Clock(hour, 30, either_half=True), items.past(index + 2, "oclock")
        return None
    number = senses.get("number")
    lasting = items.lexicon.at_hour and items.sense(index + 1, "unit") and not items.sense(index - 1, "at_hour")
    if lasting and items.running:
        return None  # `cortes de ocho horas`
    if number and number <= 12 and items.sense(index + 1, "oclock"):
        return Clock(number, None, either_half=True), index + 2
    if number and number <= 12 and _then_part(items, index + 1):
        return Clock(number, None, either_half=True), index + 1
    hour = number or (senses.get("ordinal") if items.lexicon.nth_hours else None)
    return _hour_of_half(items, index, hour) if hour and 1 <= hour <= 12 else None


def _hour_of_half(items: Items, index: int, hour: int) -> tuple[Clock, int] | None:
    """`las seis de la tarde`, `الثامنة صباحا`, `الساعة السادسة والنصف مساء`"""
    after, minute = index + 1, None
    if items.sense(index - 1, "unit") == "hour" and items[index - 1].senses.get("number") == 0:
        return None  # `الساعات الأولى من صباح السبت`
    for name, minutes in (("and_half", 30), ("and_quarter", 15)):
        if items.sense(after, name):
            after, minute = after + 1, minutes
    if items.sense(after, "am") or items.sense(after, "pm"):
        return _with_half(items, hour, minute, after, True)
    nth = items.lexicon.nth_hours and "ordinal" in items[index].senses
    part = (
        nth and items.sense(after, "part") and ("in" in items[index - 1].senses or "manner" in items[index - 1].senses)
    )
    if part or items.sense(index - 1, "at_hour") or (nth and items.sense(index - 1, "at_nth")):
        return Clock(hour, minute, either_half=True), after
    return None
