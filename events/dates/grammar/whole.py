"""A whole expression of time: one date with what stands about it, or several that are joined."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from events.dates.expressions import (
    NOWHERE,
    Away,
    Bound,
    Choice,
    Clock,
    DayWord,
    Edge,
    Eventful,
    Expression,
    Inside,
    Manner,
    Point,
    Range,
    Toward,
    Vague,
    Which,
)
from events.dates.grammar.clocks import read_clock
from events.dates.grammar.counting import NO_NUMBER, count
from events.dates.grammar.days import FIRST_YEAR, past_year_word
from events.dates.grammar.joining import alike, range_of, read_joined, read_second, weekday_alone
from events.dates.grammar.relative import read_relative
from events.dates.grammar.shifts import BEYOND
from events.dates.grammar.timed import read_dated
from events.dates.grammar.years import read_bare_year
from events.dates.items import Items

Read = tuple[Expression, int] | None
Reader = Callable[[Items, int], Read]
BEHIND = {"or_before": "not_after", "or_after": "not_before"}
DEEPEST = 4  # wrappers within wrappers; a text that repeats "before" a thousand times is read no deeper


def read(items: Items, index: int) -> Read:
    """The longest expression that begins exactly here."""
    return _chain(items, index, 0)


def _chain(items: Items, index: int, depth: int) -> Read:
    found = _wrapped(items, index, depth)
    if found is None:
        return None
    first, after = found
    if not isinstance(first, Range | Choice | Bound | Vague | Eventful | Inside):
        found = read_joined(items, after, first, _ONES[depth]) or found
    return _open_ended(items, *found)


def _open_ended(items: Items, date: Expression, after: int) -> tuple[Expression, int]:
    """`2011 to date`, `1 April 1999 e tutje`; the word for "year" behind a range is passed."""
    if isinstance(date, Range) and _is_year(date.last) and items.sense(after, "year"):
        after = past_year_word(items, after)
    if items.sense(after, "to_now") and ((isinstance(date, Bound) and date.bound == "since") or not _is_open(date)):
        first = date.of if isinstance(date, Bound) else date
        return Range("through", first, DayWord(0, items.place(after, after + 1))), after + 1
    following = items[after].senses
    behind = BEHIND.get(following.get("bound", ""))
    if behind is not None and not _is_open(date):
        return Bound(behind, date), after + 1
    if "onwards" in following and not ("in" in following or "bound" in following) and not _is_open(date):
        return Bound("since", date), after + 1
    return date, after


def _hours(items: Items, index: int) -> Read:
    """`од 9 до 11 часова`: two hours of which only the second is said to be one."""
    hour = items[index].number
    if hour is None or items[index].digits > 2 or hour > 24 or "to" not in items[index + 1].senses:
        return None
    second = read_clock(items, items.past(index + 2, "the", "in"))
    if second is None or not isinstance(second[0], Clock) or second[0].of is not None:
        return None
    last = second[0]
    if last.minute is not None and items[items.past(index + 2, "the", "in")].digits > 2:
        return None
    first = replace(last, hour=hour, minute=None, place=items.place(index, index + 1))
    return range_of("through", first, last), second[1]


def _is_open(date: Expression) -> bool:
    return isinstance(date, Range | Choice | Bound | Vague | Eventful)


def _until_now(date: Expression) -> bool:
    return isinstance(date, Range) and isinstance(date.last, DayWord)


def _is_year(date: Expression) -> bool:
    return isinstance(date, Point) and date.month is None and date.year is not None


def _wrapped(items: Items, index: int, depth: int) -> Read:
    """A date with what bounds or loosens it: "since", "early", "about", "throughout", "between"."""
    if depth > DEEPEST:
        return None
    senses = items[index].senses
    if not senses:
        hours = _hours(items, index) if "of" in items[index - 1].senses else None  # `von 9 bis 11 Uhr`
        return hours or read_dated(items, index, _CHAINS[depth])
    if "between" in senses:
        return _between(items, index, depth)
    if ("denied" in senses or "beyond" in senses) and (found := _unbounded(items, index, depth)):
        return found
    if "to_now" in senses and not items.running:
        place = items.place(index, index + 1)
        return Bound("until", DayWord(0, place)), index + 1
    hyphen = "bound" in senses and items.mark(index + 1, "-") and items[index + 1].tight and items[index + 2].tight
    start = items.past(index + 1 + hyphen, "the", "in", "of" if items.lexicon.prefixes else "in")
    if "from" in senses and (found := _from(items, index, start, depth)):
        return found[0], found[1] + ("onwards" in items[found[1]].senses)
    if "for" in senses and (found := _during(items, index, start, depth)):
        return found
    if "recurring" in senses:
        found = read_dated(items, start, _CHAINS[depth])
        after = found[1] if found else index + 1
        return Vague("it recurs", items.place(index, after)), after
    if senses.get("manner") == "within" and (found := _the_day(items, start) or _the_unit(items, start)):
        return Manner("within", found[0]), found[1]
    if senses.get("manner", "about_after") != "about_after" and (
        found := _wrapped(items, start, depth + 1) or _wrapped(items, items.past(start, "of"), depth + 1)
    ):
        joined = read_joined(items, found[1], found[0], _ONES[depth]) if senses["manner"] == "throughout" else None
        told, after = joined or found
        if isinstance(told, Clock) and senses["manner"] == "about":
            if "in" in senses:
                return told, after
            told = replace(told, either_half=told.hour == 24)
        return Manner(senses["manner"], told), after
    if "edge" in senses and (found := _edge(items, index, depth)):
        return found
    if "shift" in senses and items.sense(index + 1, "unit") and items.sense(index + 2, "counted_from"):
        return read_dated(items, index, _CHAINS[depth])
    if (
        "bound" in senses
        and "which" not in senses
        and senses["bound"] not in BEHIND
        and (found := _chain(items, start, depth + 1))
    ):
        if isinstance(found[0], Vague) or _until_now(found[0]):
            return found
        if isinstance(found[0], Bound) and found[0].bound == "not_before" and senses["bound"] == "until":
            day = found[0].of  # `until Thursday at the earliest`
            return Bound("not_before", Toward(day, "next") if weekday_alone(day) else day), found[1]
        if not isinstance(found[0], Range | Bound | Eventful):
            return Bound(senses["bound"], _midnight(found[0], senses["bound"])), found[1]
    found = read_dated(items, index, _CHAINS[depth])
    return _so_long(items, index, start) if found is None else found


def _midnight(date: Expression, bound: str) -> Expression:
    """`until midnight on 7 October` ends that day, `shortly after midnight on 7 October` begins it."""
    if not isinstance(date, Clock) or date.hour != 24 or not date.either_half:
        return date
    if bound == "after" and date.of is not None:
        return replace(date, hour=0, either_half=False)
    return replace(date, either_half=False) if bound in ("until", "by", "before") else date


def _unbounded(items: Items, index: int, depth: int) -> Read:
    """`not on 5 March`, `more than two years ago`: what the date says of the time has no bounds."""
    start = items.past(index + 1, "the", "in", "weak")
    found = _chain(items, start, depth + 1)
    if found is None or isinstance(found[0], Vague | Eventful):
        return None
    told, after = found
    place = items.place(index, after)
    if "denied" in items[index].senses:
        day = isinstance(told, Point) and told.month is not None and not (told.day is told.year is None)
        day = day or (isinstance(told, Point) and told.weekday is not None and items.running)
        return (Vague("it is denied, and no other time is told", place), after) if day else None
    if isinstance(told, Away) and told.base is None and (told.direction in ("ago", "hence") or not items.running):
        return Vague(BEYOND, place), after
    return None


def _so_long(items: Items, index: int, start: int) -> Read:
    """`seit zwei Wochen`, `depuis deux ans`: from so long ago on; `pendant deux jours`: no one knows from when on."""
    senses = items[index].senses
    since = senses.get("bound") == "since"
    if not since and (items.running or not ("for" in senses or "during" in senses)):
        return None
    several = items.sense(start, "several") is not None
    counted = count(items, start) if "unit" not in items[start].senses else None
    at = counted[1] if counted else start + several
    unit = items.sense(at, "unit")
    number = counted[0] if counted else items[at].senses.get("number")
    if unit is None or (number is None and not several) or (number or 0) >= FIRST_YEAR or items.sense(at + 1, "shift"):
        return None
    if not number:
        return Vague(NO_NUMBER, items.place(index, at + 1)), at + 1
    if not since:
        return Vague("a length of time, of which no end is told", items.place(index, at + 1)), at + 1
    return Bound("since", Away(number, unit, "ago", place=items.place(index, at + 1))), at + 1


def _during(items: Items, index: int, start: int, depth: int) -> Read:
    """`for the past three days`, `for years`"""
    found = read_relative(items, index + 1, _CHAINS[depth]) or read_relative(items, start, _CHAINS[depth])
    if found is not None and isinstance(found[0], Which) and found[0].count is not None:
        return Manner("throughout", found[0]), found[1]
    the_year = "the" in items[start - 1].senses and items.sense(start, "unit") == "year"
    if the_year and items.running and items.mark(start + 1, ","):  # `For the year, profit fell`: of the quarter before
        return Which("same", "year", place=items.place(start, start + 1)), start + 1
    if items[start].senses.get("number") == 0 and "unit" in items[start].senses and items[start + 1].number is None:
        return Vague("no number is told", items.place(index, start + 1)), start + 1
    return None


def _between(items: Items, index: int, depth: int) -> Read:
    found = _chain(items, items.past(index + 1, "the"), depth + 1)
    if found is None:
        return None
    inner, after = found
    if isinstance(inner, Choice) and inner.kind == "and" and len(inner.items) == 2:
        return range_of("within", inner.items[0], inner.items[1]), after
    if isinstance(inner, Range):
        return replace(inner, kind="within"), after
    if "and" in items[after].senses:
        second = read_second(items, items.past(after + 1, "the"), inner, _ONES[depth])
        if second is not None and alike(inner, second[0]):
            return range_of("within", inner, second[0]), second[1]
    return None


def _from(items: Items, index: int, start: int, depth: int) -> Read:
    found = (
        _chain(items, start, depth + 1)
        or _hours(items, start)
        or (read_bare_year(items, start, joined=True) if items[items.past(start + 1)].senses.get("to") else None)
    )
    if found is None:
        return None
    inner, after = found
    if isinstance(inner, Range):
        return inner, after
    if items.sense(after, "to_now"):
        return _open_ended(items, inner, after)
    if isinstance(inner, Point) and inner.month is None and inner.day is None and "to" in items[after].senses:
        joined = read_joined(items, after, inner, _ONES[depth])
        if joined is not None:
            return joined
    if isinstance(inner, Choice | Bound | Vague | Eventful):
        return inner, after
    return Bound("since", inner, ahead=True), after


def _edge(items: Items, index: int, depth: int) -> Read:
    start = index + 1
    if items.mark(start, "-") and items[start].tight:
        start += 1
    if "needs_of" in items[index].senses and "in" in items[start].senses and "of" not in items[start].senses:
        return None
    start = items.past(start, "of", "the", "in")
    if items[start].senses and "edge" in items[start].senses and depth < DEEPEST:
        return None
    edge = items.sense(index, "edge")
    found = read_dated(items, start, _CHAINS[depth])
    if found is not None and weekday_alone(found[0]) and items.sense(start, "unit") == "week":
        found = _the_unit(items, start) or found  # `до краја недеље`
    if found is None:
        found = _the_unit(items, start) or _own_unit(items, index)
    if found is None and start > index + 1 and items.sense(start - 1, "unit") == "year":
        found = Which("the", "year", place=items.place(start - 1, start)), start  # `Ende des Jahres`
    if found is None or isinstance(found[0], Vague | Eventful | Away):
        return None
    told, after = found
    if isinstance(told, Range):
        first = Edge(edge, told.first, getattr(told.first, "place", NOWHERE))
        return replace(told, first=first), after
    return Edge(edge, told, (items[index].start, items[after - 1].end)), after


def _own_unit(items: Items, index: int) -> Read:
    """`seit Jahresbeginn`, `am Monatsende`: the word for the edge names its unit."""
    unit = next((unit for unit in ("year", "month", "week") if f"edge_of_{unit}" in items[index].senses), None)
    return None if unit is None else (Which("the", unit, place=items.place(index, index + 1)), index + 1)


def _the_unit(items: Items, index: int) -> Read:
    """`the year`, after "the end of" or "later in": which year, no other word tells; also `a principios de mes`."""
    unit = items.sense(index, "unit")
    before = items[index - 1].senses
    plain = items.lexicon.no_article or (
        "of" in before and items.lexicon.which_after and unit in ("week", "month", "year")
    )
    single = items[index].senses.get("number") != 0
    if unit in ("week", "month", "year", "decade", "century") and single and ("the" in before or plain):
        return Which("the", unit, place=items.place(index, index + 1)), index + 1
    return None


def _the_day(items: Items, index: int) -> Read:
    """`later in the day`: that of the report, and in a story the day told last."""
    told = items.running and items.sense(index, "unit") == "day" and items[index].senses.get("number") != 0
    if not told or "the" not in items[index - 1].senses or "of" in items[index + 1].senses:
        return None
    return Which("the", "day", place=items.place(index, index + 1)), index + 1


def _deeper(reader: Callable[[Items, int, int], Read]) -> tuple[Reader, ...]:
    """The same reader one level deeper, for each level."""
    return tuple(partial(_at, reader, depth + 1) for depth in range(DEEPEST + 2))


def _at(reader: Callable[[Items, int, int], Read], depth: int, items: Items, index: int) -> Read:
    return reader(items, index, depth)


_CHAINS = _deeper(_chain)
_ONES = _deeper(_wrapped)
