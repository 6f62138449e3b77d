"""Units that are told from another time: "last week", "the past three years", "la semaine dernière"."""

from dataclasses import replace

from events.dates.expressions import Away, Either, Expression, Inside, Point, Toward, Vague, Which
from events.dates.grammar.counting import NO_NUMBER, count, unit_at
from events.dates.grammar.days import plain_end, read_date, read_year
from events.dates.items import Items

Read = tuple[Expression, int] | None
FEW = ("last_few", "next_few")


def read_which(items: Items, index: int) -> Read:
    """`last week`, `the following month`, `the past three years`, `next spring`, `that morning`"""
    start = items.past(index, "the")
    kinds = items.sense(start, "which")
    if kinds is not None and "this" in kinds and "time_word" in items[start + 1].senses:
        return _this_time(items, index, start + 2)
    if kinds is None and (counted := count(items, start)) and "unit" not in items[start].senses:
        kinds, end = items.sense(counted[1], "which"), counted[1] + 1
        few = next((kind for kind in kinds or () if kind in ("last_few", "next_few")), None)
        if few is not None and (unit := items.sense(end, "unit")) and "of" not in items[end + 1].senses:
            return Which(few.removesuffix("_few"), unit, None, counted[0], items.place(index, end + 1)), end + 1
        return None
    if kinds is None:
        return None
    after = start + 1
    while (more := items.sense(after, "which")) is not None and after < start + 3:
        kinds, after = kinds if "same" in kinds else more, after + 1  # `of that last year`
    if "unit" in items[after].senses and items[after].senses.get("number") == 0:
        return (
            None if items.running and "same" in kinds else (Vague(NO_NUMBER, items.place(index, after + 1)), after + 1)
        )
    kind = _chosen(kinds, items, start > index)
    if (day := _numbered_day(items, index, after, kinds)) is not None:
        return day
    if kind in ("last", "next", "this") and (day := _day_named(items, index, after)) is not None:
        return _day_toward(day[0], kind, items.place(index, day[1])), day[1]
    named = _named(items, after)
    if named is not None:
        unit, value, end = named
        if unit in ("quarter", "half") and ("of" in items[end].senses or read_year(items, end) is not None):
            return None
        if kind in FEW and value is not None and "unit" not in items[after].senses:
            kind = kind.removesuffix("_few")
        if kind in FEW:
            return Vague(NO_NUMBER, items.place(index, end)), end
        within = "of" in items[end].senses and (items.running or unit in ("quarter", "half"))
        bare = start == index and items.lexicon.plural_endings and not items[index - 1].senses.keys() & {"the", "owner"}
        if within and not (bare and "the" not in items[end + 1].senses and items[end + 1].number != 0):
            return None
        if (kind, unit) == ("last", "year") and (same := _at_this_time(items, end)):
            return Away(1, "year", "ago", place=items.place(index, same)), same
        place = items.place(index, end)
        found = Which(kind, unit, value, place=place)
        weekday = items.sense(after, "weekday")
        if weekday is not None and unit != "weekday":
            sunday = Which(kind, "weekday", weekday, place=place)
            return Either(((found, f"the {unit}"), (sunday, "the day of the week"))), end
        return found, end
    return _several(items, index, after, kinds)


def _day_named(items: Items, index: int, month: int) -> tuple[Point, int] | None:
    """The day of `last December 4`, `next March 3`: a month with its day and no year."""
    number = month + 1 + (items.mark(month + 1, ".") and items[month + 1].tight)  # `last Nov. 21`
    if items.sense(month, "month") is None or not 1 <= (items[number].number or 0) <= 31:
        return None
    found = read_date(items, month)
    if found is None or not isinstance(day := found[0], Point) or day.day is None or day.year is not None:
        return None
    return (day, found[1]) if plain_end(items, found[1]) else None


def _day_toward(day: Point, kind: str, place: tuple[int, int]) -> Expression:
    day = replace(day, place=place)
    return Inside(day, Which("this", "year", place=place)) if kind == "this" else Toward(day, kind)


def _this_time(items: Items, index: int, start: int) -> Read:
    """`this time last year`: a year before the report, so that month of the last year."""
    last = "last" in (items.sense(start, "which") or ()) and items.sense(start + 1, "unit") == "year"
    return (Away(1, "year", "ago", place=items.place(index, start + 2)), start + 2) if last else None


def _numbered_day(items: Items, index: int, noun: int, kinds: tuple[str, ...]) -> Read:
    """`el próximo día 31`, `el pasado día 8 de mayo`: a day of the month, the last or the next one so numbered."""
    number = items[noun + 1].number
    if "day_noun" not in items[noun].senses or number is None or items[noun + 1].digits > 2 or not 1 <= number <= 31:
        return None
    kind = next((kind for kind in kinds if kind in ("last", "next", "coming")), None)
    date = read_date(items, noun + 1) or (Point(day=number, place=items.place(index, noun + 2)), noun + 2)
    if kind is None or not isinstance(date[0], Point) or date[0].year is not None:
        return None
    return Toward(date[0], "last" if kind == "last" else "next"), date[1]


def _at_this_time(items: Items, index: int) -> int:
    """The index after `last year at this time`; 0 where it is not so told."""
    told = "in" in items[index].senses and "this" in (items.sense(index + 1, "which") or ())
    return index + 3 if told and "time_word" in items[index + 2].senses else 0


def _chosen(kinds: tuple[str, ...], items: Items, article: bool) -> str:
    """Where "next" can mean both what comes from now and what came then, an article decides for the latter."""
    few = [kind for kind in kinds if kind not in ("last_few", "next_few")]
    if not few:
        return kinds[0]
    if article and "following" in few:
        return "following"
    return few[0]


def _named(items: Items, index: int) -> tuple[str, int | None, int] | None:
    senses = items[index].senses
    for name in ("weekday", "month", "season"):
        if name in senses and not (name in ("weekday", "month") and "unit" in senses):
            return name, senses[name], index + 1
    if "part" in senses:
        return senses["part"], None, index + 1
    unit = unit_at(items, index)
    if unit is None or senses.get("number") == 0 or unit[0] in ("second", "minute", "hour", "half"):
        return None
    return unit[0], None, unit[1]


def _several(items: Items, index: int, after: int, kinds: tuple[str, ...]) -> Read:
    few = next((kind for kind in kinds if kind in ("last_few", "next_few")), None)
    if items.sense(after, "several") and items.sense(after + 1, "unit"):
        return Vague(NO_NUMBER, items.place(index, after + 2)), after + 2
    counted = count(items, after)
    if few is None or counted is None:
        return None
    unit = items.sense(counted[1], "unit")
    if unit is None:
        return None
    end = counted[1] + 1
    return Which(few.removesuffix("_few"), unit, None, counted[0], items.place(index, end)), end


def _several_last(items: Items, index: int, start: int) -> Read:
    """`الأيام الثلاثة الماضية`, `שלושת הימים האחרונים`: a number of units with the word for "last" behind them."""
    counted = count(items, start) if "unit" not in items[start].senses else None
    at = items.past(counted[1], "the") if counted and "of" not in items[counted[1]].senses else start
    unit = items.sense(at, "unit")
    if unit is None or items[at].senses.get("number"):
        return None
    if items[start].number is not None and at > start and items[at].senses.get("number") != 0:
        return None  # `40 contre 18 l'an dernier`: a number of something else
    after = items.past(at + 1, "the")
    if counted is None:
        counted = count(items, after)
        after = items.past(counted[1], "the") if counted else after
    kinds = items.sense(after, "which") or ()
    kind = next((kind.removesuffix("_few") for kind in kinds if kind in ("last", "next", *FEW)), None)
    if counted is None or kind is None:
        return None
    return Which(kind, unit, None, counted[0], items.place(index, after + 1)), after + 1


def read_which_after(items: Items, index: int) -> Read:
    """`la semaine dernière`, `lundi prochain`, where a language has it so."""
    if not items.lexicon.which_after:
        return None
    start = items.past(index, "the")
    if (several := _several_last(items, index, start)) is not None:
        return several
    if "unit" in items[start].senses and items[start].senses.get("number") == 0:
        after = items.past(start + 1, "the")
        return (Vague(NO_NUMBER, items.place(index, after + 1)), after + 1) if items.sense(after, "which") else None
    named = _named(items, start)
    if named is None:
        return None
    unit, value, after = named
    kinds = items.sense(items.past(after, "the"), "which")
    if kinds is None:
        return None
    end = items.past(after, "the") + 1
    if not {"last", "next", "coming"} & set(kinds) and unit_at(items, end) is not None:
        return None  # the word belongs to what follows: `mars të këtij viti`
    if unit == "quarter" and "of" in items[end].senses:
        return None
    number = items[start].senses.get("number") if value is None else None
    few = next((kind for kind in kinds if kind in FEW), None)
    if number and few is not None:
        return Which(few.removesuffix("_few"), unit, None, number, items.place(index, end)), end
    kind = _chosen(kinds, items, False)
    if kind in FEW and value is not None and "unit" not in items[start].senses:
        kind = kind.removesuffix("_few")  # `ביום שישי האחרון`
    if number or kind in FEW:
        return Vague(NO_NUMBER, items.place(index, end)), end
    return Which(kind, unit, value, place=items.place(index, end)), end
