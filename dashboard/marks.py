"""An event's date as shapes on a time axis, in pixels: what is certain is filled, what is not is outlined."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from dashboard.scale import Scale
from events.dates import Date, Span
from events.moments import seconds

Style = Literal["solid", "outline", "fade_in", "fade_out", "arrow", "arrow_back", "link"]

SYMBOL = 14.0  # px, width of a symbol
# px, below which a month or year, and a day or less, is a mark rather than a bar: from there on the axis has hours.
NARROW, NARROW_DAY = 30.0, 136.0
FADE = 26.0  # px, the least length of a soft end


@dataclass(frozen=True)
class Bar:
    """A stretch `[left, right]` in pixels of the axis, of one style. `cut` says which ends lie outside of it."""

    left: float
    right: float
    style: Style


@dataclass(frozen=True)
class Shape:
    """All that is drawn for one event: bars, symbols at their middles (hollow where the time is uncertain) and the
    extent `[left, right]` that they cover. `roomy` says that a title may stand inside the bar."""

    bars: tuple[Bar, ...]
    symbols: tuple[tuple[float, bool], ...]
    left: float
    right: float
    roomy: bool


def shape(date: Date, scale: Scale, as_of: int) -> Shape:
    """The shape of a date in the window of `scale`; parts outside are cut off at its edges.

    A date with an open end is filled up to `as_of`, the last day that the sources speak of, and continues from
    there as an arrow: that it went on is not denied, and not claimed.
    """
    bars: list[Bar] = []
    symbols: list[tuple[float, bool]] = []
    for span in date.spans:
        _draw_span(span, date, scale, as_of, bars, symbols)
    if date.kind == "all" and len(date.spans) > 1:
        _draw_link(date, scale, bars, symbols)
    kept = [cut for bar in bars if (cut := _cut(bar, scale))]
    inside = [(at, hollow) for at, hollow in symbols if -SYMBOL / 2 <= at <= scale.width + SYMBOL / 2]
    inside = [(min(max(at, SYMBOL / 2), scale.width - SYMBOL / 2), hollow) for at, hollow in inside]
    lefts = [bar.left for bar in kept] + [at - SYMBOL / 2 for at, _ in inside]
    rights = [bar.right for bar in kept] + [at + SYMBOL / 2 for at, _ in inside]
    roomy = len(kept) == 1 and kept[0].style == "outline"
    left, right = max(min(lefts, default=0.0), 0.0), min(max(rights, default=0.0), scale.width)
    return Shape(tuple(kept), tuple(inside), left, right, roomy)


def _draw_span(
    span: Span, date: Date, scale: Scale, as_of: int, bars: list[Bar], symbols: list[tuple[float, bool]]
) -> None:
    left = scale.px(seconds(span.earliest)) if span.earliest else -FADE
    right = scale.px(seconds(span.end)) if span.end else scale.px(as_of)
    if span.certain is not None:
        _draw_throughout(span, date, scale, as_of, bars, symbols)
    elif date.kind in ("unit", "all") and right - left <= (NARROW_DAY if _is_day(span) else NARROW):
        middle = (left + right) / 2
        if date.approximate:
            reach = max((right - left) / 2, 0) + FADE
            bars += [Bar(middle - reach, middle, "fade_in"), Bar(middle, middle + reach, "fade_out")]
        symbols.append((_seen(middle, left, right, scale), date.uncertain))
    elif right - left <= SYMBOL + 4:
        symbols.append((_seen((left + right) / 2, left, right, scale), True))
    else:
        if date.soft_start:
            bars.append(Bar(left - FADE, left, "fade_in"))
        bars.append(Bar(left, right, "outline"))
        if date.soft_finish:
            bars.append(Bar(right, right + FADE, "fade_out"))
        symbols.append((_seen(max(left, 0) + SYMBOL, left, right, scale), date.uncertain))


def _is_day(span: Span) -> bool:
    return span.earliest is not None and span.end is not None and span.end - span.earliest <= timedelta(days=1)


def _seen(at: float, left: float, right: float, scale: Scale) -> float:
    """A symbol's place in `[left, right]`, or the window's edge where only a part without it lies in the window."""
    return min(max(at, 0.0), scale.width) if left < scale.width and right > 0 else at


def _draw_throughout(
    span: Span, date: Date, scale: Scale, as_of: int, bars: list[Bar], symbols: list[tuple[float, bool]]
) -> None:
    """`[earliest, certain)` and `(certain, end]` are the units that state the ends: outlined, or fading where the
    date is approximate; between them the bar is filled."""
    assert span.certain is not None
    known_from, known_to = span.certain
    core_left = scale.px(seconds(known_from)) if known_from else -FADE
    core_right = scale.px(seconds(known_to)) if known_to else scale.px(max(as_of, _least(span)))
    left = scale.px(seconds(span.earliest)) if span.earliest else core_left
    right = scale.px(seconds(span.end)) if span.end else core_right
    if span.earliest and span.end and right - left <= SYMBOL + 4:  # too short for ends that can be told apart
        symbols.append((_seen((left + right) / 2, left, right, scale), date.uncertain))
        return
    if date.soft_start:
        left = min(left - (core_left - left) / 2, core_left - FADE)  # it may have begun before that unit, too
        bars.append(Bar(left, core_left, "fade_in"))
    elif core_left - left > 3:
        bars.append(Bar(left, core_left, "outline"))
    if date.start == "open":
        core_left = max(core_left, 0) + FADE
        bars.append(Bar(core_left - FADE, core_left, "arrow_back"))
    if date.start == "unknown":
        bars.append(Bar(max(left, 0), max(left, 0) + 2 * FADE, "fade_in"))
        core_left = max(core_left, 0) + 2 * FADE
    if date.soft_finish:
        right = max(right + (right - core_right) / 2, core_right + FADE)
    if core_right > core_left:
        bars.append(Bar(core_left, core_right, "solid"))
    if date.finish == "open":
        bars.append(Bar(max(core_right, core_left), max(core_right, core_left, 0) + FADE, "arrow"))
    elif date.soft_finish or date.finish == "unknown":
        bars.append(Bar(core_right, max(right, core_right + FADE), "fade_out"))
    elif right - core_right > 3:
        bars.append(Bar(core_right, right, "outline"))
    at = max(left + SYMBOL * 0.75, SYMBOL * 1.5) if left < 0 else left + SYMBOL * 0.75
    symbols.append((_seen(at, left, right, scale), date.uncertain))


def _least(span: Span) -> int:
    return seconds(span.earliest) if span.earliest else -(2**62)


def _draw_link(date: Date, scale: Scale, bars: list[Bar], symbols: list[tuple[float, bool]]) -> None:
    first, last = date.spans[0].end, date.spans[-1].earliest
    if first and last:
        bars.insert(0, Bar(scale.px(seconds(first)), scale.px(seconds(last)), "link"))


def _cut(bar: Bar, scale: Scale) -> Bar | None:
    """The bar within the window with a little over the edge, so that an end that lies outside is not shown."""
    if bar.right <= 0 or bar.left >= scale.width:
        return None
    if bar.style in ("fade_in", "fade_out"):
        return bar  # its gradient needs its true ends
    return Bar(max(bar.left, -30.0), min(bar.right, scale.width + 30.0), bar.style)
