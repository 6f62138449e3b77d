"""Lanes to what is drawn of a timeline."""

import html
from collections import defaultdict
from typing import Any

import numpy as np

from dashboard.dataset_words import MACHINE, coded
from dashboard.lanes import SIZE, Lane, Layout
from dashboard.marks import Bar
from dashboard.packing import Placed
from dashboard.palette import MARKS, Theme
from dashboard.scale import Scale
from dashboard.scene import Scene
from dashboard.typeface import FAMILY, SYMBOLS
from events.codebook import EVENT_TYPES, STATUSES, label
from events.dates_in_words import in_words
from events.holdings import Holdings
from events.model import Event

LEAST_HEIGHT = 40.0  # px
Trace = dict[str, Any]  # as plotly.graph_objects.Scatter and Bar have it
TITLE_DROP, SYMBOL_DROP = 0.07, 0.2  # ems by which plotly sets "middle" text too high in our fonts


def ground(layout: Layout, gutter: float, height: float) -> dict[str, Any]:
    """The page's chart without what is in it: plotly moves and zooms its axis, and `lanes.js` draws over it. It starts
    `gutter` pixels from the left, and stays in sight when the lanes scroll, of which it shows `height` pixels.

    It has no labels of time: they stand under it (`links.axis`).
    """
    plot = {
        "width": layout.scale.width + gutter,
        "height": height,
        "margin": {"l": gutter, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hovermode": False,
        "dragmode": "pan" if gutter else False,  # a finger on a narrow page scrolls the page
        "xaxis": {"range": [layout.scale.first, layout.scale.last], "visible": False},
        "yaxis": {"visible": False, "fixedrange": True},
    }
    return {"data": [], "layout": plot}


def singly(layout: Layout, scene: Scene, theme: Theme, *, gutter: float) -> dict[str, Any]:
    """The events of a layout that are drawn one by one, for `singly.js`: traces in seconds across and pixels down.
    `boxes` answer to the pointer, with the markup that `hover` has for each event; `titled` are the seconds from which
    to which the mark of each title reaches. Lanes of counts are empty in it: `counts.js` draws them."""
    marked = {placed.event for lane in layout.lanes for placed in lane.placed}
    events = [scene.events[row] for row in sorted(marked)]
    return {
        "gutter": gutter,
        "width": layout.scale.width,
        "height": max(layout.height, LEAST_HEIGHT),
        "first": layout.scale.first,
        "last": layout.scale.last,
        "ink": theme.ink,
        "rule": theme.rule,
        "rules": [*(lane.top for lane in layout.lanes), layout.height],
        "traces": traces(layout, scene, theme, size=SIZE),
        "boxes": boxes(layout, scene),
        "titled": titled(layout),
        "hover": {event.id: hover_text(event, scene.holdings) for event in events},
    }


def _trace(kind: str, **given: Any) -> Trace:
    return {"type": kind, **given}


def time_axis(layout: Layout, theme: Theme, size: float) -> dict[str, Any]:
    """The axis of an image with our own ticks; `under` is the second line."""
    ticks = layout.axis.ticks
    return {
        "range": [layout.scale.first, layout.scale.last],
        "tickvals": [tick.at for tick in ticks],
        "ticktext": [f"{tick.text}<br>{tick.under}" if tick.under else tick.text for tick in ticks],
        "tickfont": {"family": FAMILY, "size": size - 1, "color": theme.muted},
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "autotickangles": [0],
    }


def boxes(layout: Layout, scene: Scene) -> dict[str, list[list[float]]]:
    """The rectangles `[left, right, top, bottom]` that an event takes, in axis units, by its id."""
    found: dict[str, list[list[float]]] = defaultdict(list)
    for lane in layout.lanes:
        for placed in lane.placed:
            found[scene.events[placed.event].id].append(_box(placed, lane, layout.scale))
    return dict(found)


def titled(layout: Layout) -> list[list[float]]:
    """The first and last second of each mark that has a title, in the order of the titles' trace."""
    shapes = [placed.shape for lane in layout.lanes for placed in lane.placed if placed.title]
    return [[round(layout.scale.second(at), 1) for at in (shape.left, shape.right)] for shape in shapes]


def _box(placed: Placed, lane: Lane, scale: Scale) -> list[float]:
    title = placed.title
    left, right = placed.shape.left, placed.shape.right
    if title:
        left, right = min(left, title.left), max(right, title.left + title.width)
    row = min(placed.row, title.row) if title else placed.row
    top = lane.top + lane.head + row * lane.slot
    bottom = lane.top + lane.head + (placed.row + 1) * lane.slot
    return [
        round(scale.second(left - 5), 1),
        round(scale.second(right + 5), 1),
        round(top + 1, 1),
        round(bottom - 1, 1),
    ]


def traces(layout: Layout, scene: Scene, theme: Theme, *, size: float) -> list[Trace]:
    drawn = [_grid(layout, theme)]
    marks = [(placed, lane) for lane in layout.lanes for placed in lane.placed]
    drawn += _open_event(marks, layout, scene, theme)
    drawn += _bars(marks, layout, scene, theme)
    drawn += [
        *_symbols(marks, layout, scene, theme, size),
        _titles(marks, layout, scene, theme, size),
    ]
    return drawn


def _grid(layout: Layout, theme: Theme) -> Trace:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for at in layout.axis.grid if layout.lanes else ():
        xs += [at, at, None]
        ys += [0, max(layout.height, LEAST_HEIGHT), None]
    return _trace("scatter", x=xs, y=ys, mode="lines", hoverinfo="skip", line={"color": theme.faint, "width": 1})


def _middle(placed: Placed, lane: Lane) -> float:
    return lane.top + lane.head + (placed.row + 0.5) * lane.slot


def _bars(marks: list[tuple[Placed, Lane]], layout: Layout, scene: Scene, theme: Theme) -> list[Trace]:
    """One trace for all bars of one style and type, one for each fading end (a gradient belongs to a trace)."""
    outlines: dict[tuple[str, str], list[list[tuple[float, float]]]] = defaultdict(list)
    fades = []
    for placed, lane in marks:
        slug = scene.events[placed.event].event_type
        y = _middle(placed, lane)
        half = min(lane.slot * 0.34, 9.0)
        for bar in placed.shape.bars:
            if bar.style in ("fade_in", "fade_out"):
                fades.append(_fade(bar, y, half * 0.8, layout.scale, _rgb(slug, theme)))
            else:
                outlines[(slug, bar.style)].append(_polygon(bar, y, half))
    return fades + [
        _polygons(style, polygons, layout.scale, _rgb(slug, theme)) for (slug, style), polygons in outlines.items()
    ]


def _rgb(slug: str, theme: Theme) -> str:
    colour = MARKS[slug].colour(theme).lstrip("#")
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (0, 2, 4))


def _polygon(bar: Bar, y: float, half: float) -> list[tuple[float, float]]:
    """The corners of a bar in pixels: rounded where it is outlined, pointed where it goes on."""
    left, right = bar.left, bar.right
    if bar.style == "link":
        return [(left, y), (right, y)]
    if bar.style == "solid":
        half *= 0.8
        return [(left, y - half), (right, y - half), (right, y + half), (left, y + half)]
    if bar.style in ("arrow", "arrow_back"):
        half *= 0.8
        tip, foot = (right, left) if bar.style == "arrow" else (left, right)
        neck = tip + (1 if tip < foot else -1) * min(1.6 * half, right - left)
        head = half * 1.5
        return [
            (foot, y - half), (neck, y - half), (neck, y - head), (tip, y), (neck, y + head), (neck, y + half),
            (foot, y + half),
        ]  # fmt: skip
    radius = min(half, (right - left) / 2)
    turn = np.linspace(-np.pi / 2, np.pi / 2, 7)
    end = [(right - radius + radius * float(np.cos(a)), y + half * float(np.sin(a))) for a in turn]
    start = [(left + radius - radius * float(np.cos(a)), y - half * float(np.sin(a))) for a in turn]
    return end + start


def _polygons(style: str, polygons: list[list[tuple[float, float]]], scale: Scale, rgb: str) -> Trace:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for corners in polygons:
        closed = corners if style == "link" else [*corners, corners[0]]
        xs += [scale.second(x) for x, _ in closed] + [None]
        ys += [y for _, y in closed] + [None]
    line: dict[str, Any] = (
        {"width": 0} if style in ("solid", "arrow", "arrow_back") else {"color": f"rgb({rgb})", "width": 1.2}
    )
    if style == "outline":
        line["dash"] = "4px,2.5px"
    return _trace(
        "scatter",
        x=xs,
        y=ys,
        mode="lines",
        line=line,
        hoverinfo="skip",
        **({} if style == "link" else {"fill": "toself"}),
        fillcolor=f"rgba({rgb},{0.13 if style == 'outline' else 0.74})",
    )


def _fade(bar: Bar, y: float, half: float, scale: Scale, rgb: str) -> Trace:
    clear, full = f"rgba({rgb},0)", f"rgba({rgb},0.74)"
    ends = [clear, full] if bar.style == "fade_in" else [full, clear]
    xs = [scale.second(x) for x in (bar.left, bar.right, bar.right, bar.left, bar.left)]
    return _trace(
        "scatter",
        x=xs,
        y=[y - half, y - half, y + half, y + half, y - half],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillgradient={"type": "horizontal", "colorscale": [[0, ends[0]], [1, ends[1]]]},
        hoverinfo="skip",
    )


def _symbols(marks: list[tuple[Placed, Lane]], layout: Layout, scene: Scene, theme: Theme, size: float) -> list[Trace]:
    """The symbols, and under those that stand on a filled bar a disc of the paper's colour."""
    xs, ys, glyphs, colours, discs = [], [], [], [], []
    for placed, lane in marks:
        mark = MARKS[scene.events[placed.event].event_type]
        on_bar = any(bar.style in ("solid", "fade_in", "arrow_back") for bar in placed.shape.bars)
        for at, hollow in placed.shape.symbols:
            xs.append(layout.scale.second(at))
            ys.append(_middle(placed, lane))
            glyphs.append(mark.hollow if hollow else mark.glyph)
            colours.append(mark.colour(theme))
            discs.append(size * 1.3 if on_bar else 0)
    shared = {"x": xs, "hoverinfo": "skip", "cliponaxis": False}
    disc = {"size": discs, "color": theme.paper, "opacity": 1, "line": {"width": 0}}
    font = {"family": SYMBOLS, "color": colours, "size": size * 1.25}
    lowered = [y + SYMBOL_DROP * size for y in ys]
    return [
        _trace("scatter", y=ys, mode="markers", marker=disc, **shared),
        _trace("scatter", y=lowered, mode="text", text=glyphs, textfont=font, **shared),
    ]


def _titles(marks: list[tuple[Placed, Lane]], layout: Layout, scene: Scene, theme: Theme, size: float) -> Trace:
    titled = [(placed.title, placed, lane) for placed, lane in marks if placed.title]
    return _trace(
        "scatter",
        x=[layout.scale.second(title.left) for title, _, _ in titled],
        y=[lane.top + lane.head + (title.row + 0.5) * lane.slot + TITLE_DROP * size for title, _, lane in titled],
        mode="text",
        text=[html.escape(title.text, quote=False) for title, _, _ in titled],
        textposition="middle right",
        textfont={"family": FAMILY, "color": theme.ink, "size": size},
        hoverinfo="skip",
        cliponaxis=False,
    )


def hover_text(event: Event, holdings: Holdings) -> str:
    """Title, date, place and status, and that a program made it, as markup."""
    when = event.when()
    place = event.place.name if event.place else "no place stated"
    lines = [
        f"<b>{html.escape(event.title, quote=False)}</b>",
        in_words(when) if when else "no date stated",
        html.escape(place, quote=False),
        f"{label(EVENT_TYPES, event.event_type)}, {label(STATUSES, event.status)}",
        *([MACHINE] if coded(event, holdings) else []),
    ]
    return "<br>".join(lines)


def _open_event(marks: list[tuple[Placed, Lane]], layout: Layout, scene: Scene, theme: Theme) -> list[Trace]:
    """A frame around the event whose card is open."""
    opened = [(placed, lane) for placed, lane in marks if scene.events[placed.event].id == scene.view.event]
    found = [_box(placed, lane, layout.scale) for placed, lane in opened]
    xs: list[float | None] = []
    ys: list[float | None] = []
    for left, right, top, bottom in found:
        xs += [left, right, right, left, left, None]
        ys += [top, top, bottom, bottom, top, None]
    if not xs:
        return []
    return [
        _trace(
            "scatter",
            x=xs,
            y=ys,
            mode="lines",
            line={"color": theme.ink, "width": 1.4},
            fill="toself",
            fillcolor=theme.panel,
            hoverinfo="skip",
        )
    ]
