"""Dates in digits: `2023-09-24`, `24.9.2023`, `03/04/2023`."""

from events.dates.expressions import Clock, Either, Expression, Point, Range, Season, Slashed
from events.dates.grammar.clocks import with_colons
from events.dates.grammar.short_days import is_short_day
from events.dates.items import Item, Items
from events.dates.units import GROUPINGS

Read = tuple[Expression, int] | None
SHORT, LONG = (1, 2), 4


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
        clock = with_colons(items, after + 1)
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
