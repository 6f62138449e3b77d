"""Dates and clock times in digits: `2023-09-24`, `24.9.2023`, `03/04/2023`, `06:30`, `6 p.m.`"""

from events.dates.expressions import Clock, Either, Expression, Point, Range, Season, Slashed, Wrong
from events.dates.grammar.days import after_ordinal
from events.dates.grammar.short_days import is_short_day
from events.dates.grammar.zones import read_zone
from events.dates.items import Item, Items
from events.dates.units import GROUPINGS

Read = tuple[Expression, int] | None
TOLD_SO = ("am", "pm", "oclock")  # words that make a clock time of 6.30
SHORT, LONG = (1, 2), 4
YEAR = 4  # digits
DAYS = ("month", "weekday", "day", "day_part", "told_day", "part")  # senses of words for the day of a clock time


def read_numeric(items: Items, index: int, joined: bool = False) -> Read:
    """Digits with the same mark between them. Four and more of them (addresses, versions) are no date. `joined`: a day
    and a dash stand before them."""
    after_day = items.mark(index - 1, "-") and items.mark(index - 2, ".")  # `5.3.-7.3.2011`
    if (
        not (joined or after_day)
        and items[index].tight
        and items[index - 1].text in ("/", "-", ".", ":", "+", "$", "€", "£", "#", ",")
    ):
        return None
    mark = items[index + 1].text
    if mark not in ("-", "/", ".") or not items[index + 1].tight:
        return None
    numbers = [items[index]]
    after = index + 1
    while len(numbers) < 4 and items.mark(after, mark) and _joined(items, after, mark):
        numbers.append(items[after + 1])
        after += 2
    place = items.place(index, after)
    digits = tuple(number.digits for number in numbers)
    if len(numbers) == 3:
        return _three(items, numbers, digits, mark, after, place)
    if len(numbers) == 2:
        return _two(items, numbers, digits, mark, after, place)
    return None


def _joined(items: Items, index: int, mark: str) -> bool:
    number = items[index + 1]
    if number.number is None or not items[index].tight:
        return False
    return number.tight or (mark == "." and number.digits in (1, 2, 4))


def _three(
    items: Items, numbers: list[Item], digits: tuple[int, ...], mark: str, after: int, place: tuple[int, int]
) -> Read:
    a, b, c = (number.number or 0 for number in numbers)
    if digits[0] == LONG and digits[1] in SHORT and digits[2] in SHORT:
        return _with_t(items, Point(a, b, c, place=place), after)
    if digits[0] not in SHORT or digits[1] not in SHORT or digits[2] not in (2, LONG):
        return None
    short = digits[2] == 2
    if mark == ".":
        if items.lexicon.year_dot and items.mark(after, ".") and items[after].tight:
            after += 1
        if "year" in items[after].senses or items.sense(after, "era") == "ad":
            after += 1
        return Point(c, b, a, short=short, place=place), after
    if mark == "-" and "month" in items[after].senses:
        return None
    if short and not numbers[0].digits == numbers[1].digits == 2 and mark == "-":
        return None
    return Slashed(a, b, c, short, place), after + (items.sense(after, "era") == "ad")


def _with_t(items: Items, day: Point, after: int) -> Read:
    """`2023-09-24T06:30`"""
    if items[after].text == "t" and items[after].tight and items[after + 1].tight:
        clock = _colons(items, after + 1)
        if clock is not None:
            hour, minute, end = clock
            zone = "Z" if items[end].text == "z" and items[end].tight else None
            end += zone is not None
            return Clock(hour, minute, zone, day, place=items.place(index_before(items, items[after]), end)), end
    return day, after


def _two(
    items: Items, numbers: list[Item], digits: tuple[int, ...], mark: str, after: int, place: tuple[int, int]
) -> Read:
    a, b = (number.number or 0 for number in numbers)
    if digits == (LONG, LONG) and mark in "-/" and 0 < b - a < 200:
        first = Point(a, place=(numbers[0].start, numbers[0].end))
        return Range("through", first, Point(b, place=(numbers[1].start, numbers[1].end))), after
    if digits == (LONG, 2) and mark == "-" and items[after - 2].capital and a % 100 < b:
        return _years(a, b, numbers), after
    if digits == (LONG, 2) and mark == "-":
        return _year_and_two(a, b, numbers, place, after, items.running)
    if digits == (LONG, 2) and mark == "/" and b == (a + 1) % 100:
        return _years(a, b, numbers), after
    if digits[0] in SHORT and digits[1] == LONG and mark in "./" and 1 <= a <= 12 and 1000 <= b <= 2200:
        return Point(b, a, place=place), after
    if digits[0] in SHORT and digits[1] in SHORT and mark == "." and items.mark(after, ".") and items[after].tight:
        before = items[index_before(items, numbers[0])].senses
        in_words = not items.running or any(name in before for name in ("in", "from", "bound", "to"))
        if 1 <= a <= 31 and 1 <= b <= 12 and in_words:
            return Point(None, b, a, place=place), after + 1
        return None
    if "month" in items[after].senses:
        return None
    if mark == "." and items.lexicon.prefixes:
        told = is_short_day(items[index_before(items, numbers[0])], numbers, items[after])
        return (Point(None, b, a, place=place), after) if told else None
    if digits[0] in SHORT and digits[1] in SHORT and mark == "/" and a and b and not items.running:
        return Slashed(a, b, None, place=place), after
    return None


def index_before(items: Items, item: Item) -> int:
    """The index of the item before one that is known by itself."""
    low, high = 0, items.count
    while low < high:
        middle = (low + high) // 2
        if items[middle].start < item.start:
            low = middle + 1
        else:
            high = middle
    return low - 1


def _years(a: int, b: int, numbers: list[Item]) -> Range:
    last = a - a % 100 + b + (100 if b < a % 100 else 0)
    first = Point(a, place=(numbers[0].start, numbers[0].end))
    return Range("through", first, Point(last, place=(numbers[1].start, numbers[1].end)))


def _year_and_two(a: int, b: int, numbers: list[Item], place: tuple[int, int], after: int, running: bool) -> Read:
    """`2012-13` is two years, `2012-09` a month, `2010-11` either."""
    month = Point(a, b, place=place)
    if not a % 100 < b:
        if b in GROUPINGS and not running:
            return Season(b, a, place=place), after
        return (month, after) if 1 <= b <= 12 else None
    years = _years(a, b, numbers)
    if not 1 <= b <= 12 and b not in GROUPINGS:
        return years, after
    if b > 12:
        season = Season(b, a, place=place)
        return Either(((years, "two years"), (season, "part of a year, as EDTF writes it"))), after
    return Either(((years, "two years"), (month, "a month, as ISO 8601 writes it"))), after


def _colons(items: Items, index: int) -> tuple[int, int, int] | None:
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
    colons = _colons(items, index)
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
