"""Dates that are narrowed, loosened, bounded or joined: early, about, since, between, or, and."""

from collections.abc import Callable
from dataclasses import replace

from events.dates.expressions import Bound, Choice, DayWord, Edge, Expression, Manner, Point, Range, Season
from events.dates.meaning.meaning import Meaning, Now, each, of_readings, undated, worst
from events.dates.proleptic import DAY, bounds, day_text, month_text, neighbour, year_month_day, year_text
from events.dates.when import Status

Mean = Callable[[Expression, Now], Meaning]
EDGES = {"early": 0, "mid": 1, "late": 2}
# First and last year, month or day of each third, counted from 0; None is the last there is.
DECADE = ((0, 3), (4, 6), (7, 9))
CENTURY = ((0, 32), (33, 65), (66, 99))
YEAR = ((1, 4), (5, 8), (9, 12))
MONTH = ((1, 10), (11, 20), (21, 31))
WEEK = ((0, 1), (2, 3), (4, 6))


def of_edge(edge: Edge, now: Now, mean: Mean) -> Meaning:
    return each(mean(edge.of, now), lambda whole: _edge(edge.edge, whole))


def _edge(name: str, whole: Meaning) -> Meaning:
    """A third of the whole, by our own measure; a day is not narrowed, a season only said to be approximate."""
    if whole.start is None or whole.end is None or whole.precision in ("minute", "hour", "part of day", "day"):
        return whole
    third = EDGES[name]
    day = whole.start // DAY
    year = year_month_day(day)[0]
    texts: tuple[str, str] | None = None
    unit = whole.unit
    match whole.precision:
        case "month":
            low, high = MONTH[third]
            last = (whole.end - 1) // DAY
            texts = day_text(day + low - 1), day_text(min(day + high - 1, last))
        case "year":
            texts = month_text(year, YEAR[third][0]), month_text(year, YEAR[third][1])
        case "decade":
            texts = year_text(year + DECADE[third][0]), year_text(year + DECADE[third][1])
        case "century":
            year = year if year > 1 or unit != "00XX" else 0
            texts = year_text(max(year + CENTURY[third][0], 1)), year_text(year + CENTURY[third][1])
        case "week":
            texts = day_text(day + WEEK[third][0]), day_text(day + WEEK[third][1])
    rule = f"'{name}' is taken as a third of it"
    if texts is None:
        if unit is None:
            return replace(whole, approximate=True)
        return replace(
            whole,
            status="assumed",
            edtf=f"{unit}~",
            approximate=True,
            assumptions=(f"'{name}' is not narrowed", *whole.assumptions),
        )
    return replace(
        whole, status="assumed", edtf=f"[{texts[0]}..{texts[1]}]", start=bounds(texts[0])[0], end=bounds(texts[1])[1],
        precision="interval", unit=None, approximate=True, assumptions=(rule, *whole.assumptions),
    )  # fmt: skip


def of_manner(manner: Manner, now: Now, mean: Mean) -> Meaning:
    change = {"about": _about, "within": _within, "throughout": _throughout}[manner.manner]
    return each(mean(manner.of, now), change)


def _about(whole: Meaning) -> Meaning:
    if whole.unit is not None and not whole.approximate:
        return replace(whole, edtf=f"{whole.edtf}~", approximate=True)
    if whole.precision == "minute" and whole.start is not None and whole.edtf:
        clock = whole.edtf.split("T")[1][:5]
        rule = (f"about {clock}, which is not narrowed", *whole.assumptions)
        day = day_text(whole.start // DAY)
        start, end = bounds(day)
        return replace(
            whole,
            status="assumed",
            edtf=day,
            start=start,
            end=end,
            precision="day",
            unit=day,
            approximate=True,
            assumptions=rule,
        )
    return replace(whole, approximate=True)


def _within(whole: Meaning) -> Meaning:
    if whole.edtf and "/" in whole.edtf and ".." not in whole.edtf:
        return replace(whole, edtf=f"[{whole.edtf.replace('/', '..')}]")
    return whole


WHOLE_DAYS = "parts of several days, told as whole days"
FROM = 1, 4  # "с января", which is "since" or "from": what began is told more often than what will begin
UNTIL = 2, 1  # "until 17 July": in October it has ended


def _throughout(whole: Meaning) -> Meaning:
    if whole.start is None or whole.end is None or whole.end - whole.start <= DAY:
        return whole
    edtf = f"{day_text(whole.start // DAY)}/{day_text((whole.end - 1) // DAY)}"
    return replace(whole, edtf=edtf, unit=None)


def of_bound(bound: Bound, now: Now, mean: Mean) -> Meaning:
    if bound.bound == "since" and not now.narrative and not bound.ahead:
        now = replace(now, near=False, future=False)
    if bound.bound == "since" and bound.ahead and not now.narrative:
        now = replace(now, weights=FROM)
    if bound.bound == "until":
        now = replace(now, ahead=True, weights=None if now.narrative else UNTIL)
    if isinstance(bound.of, Edge) and bound.bound in ("before", "after"):
        return each(mean(bound.of, now), lambda inner: _beside_edge(bound.bound, inner))
    return each(mean(bound.of, now), lambda inner: _bound(bound.bound, inner))


def _beside_edge(name: str, inner: Meaning) -> Meaning:
    """`before the end of 2023` reaches to its last day, `after early 2023` from its first one: as wide as it can be."""
    if inner.start is None or inner.end is None or not inner.approximate:
        return _bound(name, inner)
    kept = replace(inner, unit=None, precision="interval")
    if name == "before":
        return replace(kept, edtf=f"[..{inner.high}]", start=None)
    return replace(kept, edtf=f"[{inner.low}..]", end=None)


def _bound(name: str, inner: Meaning) -> Meaning:
    """`2007/..`, `../2007`, `[..2006]`, `[2008..]`"""
    if inner.start is None or inner.end is None:
        return inner
    kept = replace(inner, unit=None, precision="interval")
    timed = inner.precision in ("minute", "hour") and inner.edtf is not None
    low, high = (inner.edtf or "", inner.edtf or "") if timed else (inner.low, inner.high)
    if name == "since":
        return replace(kept, edtf=f"{low}/..", end=None)
    if name in ("until", "by"):
        return replace(kept, edtf=f"../{high}", start=None)
    if name == "not_after":
        return replace(kept, edtf=f"[..{high}]", start=None)
    if name == "not_before":
        return replace(kept, edtf=f"[{low}..]", end=None)
    try:
        if name == "before":
            return _before(kept, inner)
        return _after(kept, inner)
    except ValueError:
        return undated("impossible", "it is outside the years that are read")


def _before(kept: Meaning, inner: Meaning) -> Meaning:
    if inner.precision in ("decade", "century") and inner.unit is not None:
        unit = year_text(year_month_day((inner.start or 0) // DAY)[0] - 1)
        return replace(kept, edtf=f"[..{unit}]", start=None, end=inner.start)
    if inner.unit is not None and "X" not in inner.unit and inner.precision in ("day", "month", "year"):
        unit = neighbour(inner.unit, -1)
        return replace(kept, edtf=f"[..{unit}{_mark(inner)}]", start=None, end=bounds(unit)[1])
    end = (inner.start or 0) // DAY
    return replace(
        kept, edtf=f"[..{day_text(end - (0 if (inner.start or 0) % DAY else 1))}]", start=None, end=inner.start
    )


def _after(kept: Meaning, inner: Meaning) -> Meaning:
    if inner.precision in ("decade", "century") and inner.unit is not None:
        unit = year_text(year_month_day((inner.end or 0) // DAY)[0])
        return replace(kept, edtf=f"[{unit}..]", start=inner.end, end=None)
    if inner.unit is not None and "X" not in inner.unit and inner.precision in ("day", "month", "year"):
        unit = neighbour(inner.unit, 1)
        return replace(kept, edtf=f"[{unit}{_mark(inner)}..]", start=bounds(unit)[0], end=None)
    return replace(kept, edtf=f"[{day_text((inner.end or 0) // DAY)}..]", start=inner.end, end=None)


def _mark(inner: Meaning) -> str:
    return "~" if inner.approximate else ""


def of_range(span: Range, now: Now, mean: Mean) -> Meaning:
    if now.narrative and isinstance(span.last, DayWord) and span.last.offset == 0:
        return of_bound(Bound("since", span.first), now, mean)  # "to this day", which is not known
    first, last = mean(span.first, now), mean(span.last, now)
    if first.dated and last.dated and first.start is not None and (last.start or 0) < first.start and _gap(span.last):
        ahead = replace(
            now,
            line=(first.start, first.end or first.start),
            told=None,
            narrative=True,
            near=True,
            future=False,
            ahead=True,
        )
        last = mean(span.last, ahead)
    if not first.dated or not last.dated:
        return _undated(first, last)
    if span.crossing:
        rule = ("only one end has a year; the other is taken to lie on the other side of New Year",)
        first = replace(first, status="assumed", assumptions=(*rule, *first.assumptions))
    if first.start is None or last.end is None or first.end is None or last.start is None:
        return undated("vague", "an end of the range is open")
    if first.start >= last.end or last.start < first.start:
        return undated("impossible", "it ends before it starts")
    timed = [meaning.precision in ("minute", "hour") for meaning in (first, last)]
    low = (first.edtf or "") if timed[0] else first.low
    high = (last.edtf or "") if timed[1] else last.high
    if timed[1] and last.start > first.start:
        last = replace(last, end=last.start)  # until three o'clock: not the minute that follows it
    if any(timed) and first.start // DAY == ((last.end or 0) - 1) // DAY:
        return replace(_both(first, last, day_text(first.start // DAY)), precision="part of day")
    edtf = f"[{low}..{high}]" if span.kind == "within" else f"{low}/{high}"
    return _both(first, last, edtf)


def _gap(expression: Expression) -> bool:
    """Whether a rule gave it its year or week, which can then be that after the first end of the range."""
    if isinstance(expression, Edge):
        return _gap(expression.of)
    return isinstance(expression, Point | Season) and expression.year is None


def _both(first: Meaning, last: Meaning, edtf: str) -> Meaning:
    status = worst(first, last)
    assumptions = tuple(dict.fromkeys((*first.assumptions, *last.assumptions)))
    starts = [meaning.start for meaning in (first, last)]
    ends = [meaning.end for meaning in (first, last)]
    return Meaning(
        status, edtf, None if None in starts else min(start for start in starts if start is not None),
        None if None in ends else max(end for end in ends if end is not None), "interval", None,
        first.approximate or last.approximate, assumptions, (), (*first.parts, *last.parts),
    )  # fmt: skip


def _undated(*meanings: Meaning) -> Meaning:
    bad = [meaning for meaning in meanings if not meaning.dated]
    status: Status = worst(*bad)
    found = next(meaning for meaning in bad if meaning.status == status)
    return found if not found.readings else replace(found, assumptions=(*found.assumptions, "within a longer phrase"))


def of_choice(choice: Choice, now: Now, mean: Mean) -> Meaning:
    found = [mean(item, now) for item in choice.items]
    if not all(meaning.dated for meaning in found):
        return _undated(*found)
    opening, closing = "[]" if choice.kind == "or" else "{}"
    texts = [_element(meaning) for meaning in found]
    if choice.kind == "or" and all(meaning.precision == "part of day" for meaning in found):
        readings = tuple((meaning, "one of the days that are told") for meaning in found)
        return of_readings("ambiguous", readings, "a part of one of several days")
    if any(text is None for text in texts):
        return undated("vague", "no bounds follow from the words")
    whole = found[0]
    for meaning in found[1:]:
        whole = _both(whole, meaning, "")
    if any(meaning.precision == "part of day" for meaning in found):
        whole = replace(whole, status="assumed", assumptions=(WHOLE_DAYS, *whole.assumptions))
    return replace(whole, edtf=opening + ",".join(text for text in texts if text) + closing)


def _element(meaning: Meaning) -> str | None:
    if meaning.unit is not None and "X" not in meaning.unit:
        return meaning.edtf
    if meaning.precision in ("minute", "hour"):
        return None
    if meaning.precision == "part of day":
        return day_text((meaning.start or 0) // DAY)
    if meaning.start is None or meaning.end is None:
        return None
    return f"{meaning.low}..{meaning.high}"
