"""A figure laid out for print: title, legend, the chart or both, and the caption that must not be lost from them."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard import basemap, place_map, timeline
from dashboard.caption import PLACE_NOTE, PRECISION_NOTE, compiled, sentence, sources
from dashboard.footnotes import footnotes
from dashboard.lanes import SIZE, Layout, lane_label, lay_out
from dashboard.palette import LIGHT, MARKS, Theme
from dashboard.typeface import FAMILY, SYMBOLS, shorten, text_width, wrap
from dashboard.view import View
from events.codebook import EVENT_TYPES
from events.summary import Summary
from events.table import EventTable

Chart = Literal["timeline", "map", "sheet"]
CHARTS: tuple[Chart, ...] = ("timeline", "map", "sheet")


@dataclass
class _Paper:
    """A sheet of `width` by `height` pixels that is filled from both ends: `top` and `bottom` are what is left."""

    width: int
    height: int
    theme: Theme
    size: float
    top: float = 0.0
    bottom: float = 0.0
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def margin(self) -> float:
        return round(self.width * 0.028)

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin

    def text(self, words: str, left: float, middle: float, **font: Any) -> None:
        """Text from `left`, its line's middle at `middle` pixels from the top."""
        self.annotations.append(
            {
                "text": words,
                "x": left / self.width,
                "y": 1 - middle / self.height,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "middle",
                "showarrow": False,
                "align": "left",
                "borderpad": 0,
                "borderwidth": 0,
                "font": {"family": FAMILY, "size": self.size, "color": self.theme.ink} | font,
            }
        )

    def box(self, left: float, top: float, width: float, height: float, **style: Any) -> None:
        self.shapes.append(
            {
                "type": "rect",
                "xref": "paper",
                "yref": "paper",
                "x0": left / self.width,
                "x1": (left + width) / self.width,
                "y0": 1 - top / self.height,
                "y1": 1 - (top + height) / self.height,
            }
            | style
        )

    def domain(self, left: float, top: float, width: float, height: float) -> tuple[list[float], list[float]]:
        """The part of the sheet as plotly's domains of x and y."""
        xs = [left / self.width, (left + width) / self.width]
        ys = [1 - (top + height) / self.height, 1 - top / self.height]
        return [min(max(x, 0), 1) for x in xs], [min(max(y, 0), 1) for y in ys]


def print_figure(
    table: EventTable, summary: Summary, view: View, chart: Chart, width: int, height: int, address: str
) -> go.Figure:
    """The view as an image of `width` by `height` CSS pixels, on white paper in the light theme whatever the page's.

    `address` is the link to the view that is printed under it.
    """
    size = min(max(SIZE * min(width, height * 1.4) / 1060, 11.0), 22.0)
    paper = _Paper(width, height, LIGHT, size)
    paper.top = paper.bottom = paper.margin
    rows = [int(row) for row in summary.rows]
    drawn = _drawn(rows, table, chart)
    _title(paper, sentence(view, table, summary))
    _legend(paper, drawn, table, chart)
    _caption(paper, _notes(table, view, drawn, rows, chart, address))
    figure = go.Figure()
    top, bottom = paper.top, paper.height - paper.bottom
    if chart == "map":
        _place_map(figure, paper, table, rows, view, top, bottom)
    else:
        share = 1.0 if chart == "timeline" else 0.62
        used = _timeline(figure, paper, table, rows, view, top, top + (bottom - top) * share)
        if chart == "sheet":
            _place_map(figure, paper, table, rows, view, used + size, bottom)
    figure.update_layout(
        width=width,
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor=LIGHT.paper,
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FAMILY, "size": size, "color": LIGHT.ink},
        showlegend=False,
        barmode="overlay",
        bargap=0,
        annotations=paper.annotations,
        shapes=[*figure.layout.shapes, *paper.shapes],
    )
    return figure


def _drawn(rows: list[int], table: EventTable, chart: Chart) -> list[int]:
    """The events that the chart can hold: with a date for the timeline, with a place for the map."""
    return [row for row in rows if (chart != "map" and table.dated[row]) or (chart != "timeline" and table.placed[row])]


def _title(paper: _Paper, words: str) -> None:
    size = paper.size * 1.5
    for line in _lines(words, size, paper, 0.3, size * 1.3, bold=True):
        paper.text(html.escape(line, quote=False), paper.margin, paper.top + size * 0.65, size=size, weight=600)
        paper.top += size * 1.3
    paper.top += paper.size * 0.5


def _lines(words: str, size: float, paper: _Paper, share: float, line: float, *, bold: bool = False) -> list[str]:
    """The words in lines, `line` pixels high; where they take more than that share of the sheet, cut with an ellipsis,
    so that there is room for the chart."""
    lines = wrap(words, size, paper.inner, bold=bold)
    most = max(int(paper.height * share / line), 1)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, paper.inner, bold=bold)]
    return lines


def _legend(paper: _Paper, rows: Sequence[int], table: EventTable, chart: Chart) -> None:
    """The types that are drawn with their symbols, then the ways in which time is drawn."""
    present = {table.events[row].event_type for row in rows}
    size, gap = paper.size, paper.size * 1.3
    left, line = float(paper.margin), size * 1.7
    right = paper.width - paper.margin
    for slug in (slug for slug in EVENT_TYPES if slug in present):
        words = EVENT_TYPES[slug].label
        length = size * 1.4 + text_width(words, size)
        if left + length > right:
            left, paper.top = float(paper.margin), paper.top + line
        mark = MARKS[slug]
        middle = paper.top + line / 2
        paper.text(mark.glyph, left, middle, family=SYMBOLS, size=size * 1.2, color=mark.colour(paper.theme))
        paper.text(words, left + size * 1.4, middle)
        left += length + gap
    paper.top += line
    if chart != "map":
        _ways(paper, line)
    paper.top += size * 0.6


def _ways(paper: _Paper, line: float) -> None:
    size, grey = paper.size, paper.theme.muted
    left, right = float(paper.margin), paper.width - paper.margin
    for name, words in (
        ("solid", "throughout"),
        ("outlined", "some time within"),
        ("soft", "approximate"),
        ("open", "no end stated"),
    ):
        length = size * 3 + text_width(words, size)
        if left + length > right:
            left, paper.top = float(paper.margin), paper.top + line
        middle = paper.top + line / 2
        high = size * 0.7
        plain = {"fillcolor": grey, "line": {"width": 0}}
        if name == "outlined":
            paper.box(
                left, middle - high / 2, size * 2.4, high, line={"color": grey, "width": 1.2, "dash": "4px,2.5px"}
            )
        elif name == "soft":
            for step in range(24):
                fade = 0.74 * (step + 0.5) / 24
                paper.box(left + size * 0.1 * step, middle - high / 2, size * 0.1, high, opacity=fade, **plain)
        else:
            paper.box(left, middle - high / 2, size * (2.4 if name == "solid" else 1.6), high, opacity=0.74, **plain)
        if name == "open":
            tip, foot = 1 - middle / paper.height, size * 0.6 / paper.height
            neck, end = (left + size * 1.6) / paper.width, (left + size * 2.4) / paper.width
            path = f"M {neck} {tip - foot} L {end} {tip} L {neck} {tip + foot} Z"
            paper.shapes.append(
                {"type": "path", "path": path, "xref": "paper", "yref": "paper", "opacity": 0.74} | plain
            )
        paper.text(words, left + size * 2.9, middle, color=grey)
        left += length + size * 1.3
    paper.top += line


def _notes(table: EventTable, view: View, drawn: list[int], rows: list[int], chart: Chart, address: str) -> list[str]:
    notes = []
    if len(drawn) < len(rows):
        missing = len(rows) - len(drawn)
        what = {"timeline": "date", "map": "place", "sheet": "place and date"}[chart]
        notes.append(f"{missing} of the {len(rows)} selected have no {what} and are not drawn.")
    if chart != "map":
        notes.append(PRECISION_NOTE)
    if chart != "timeline":
        notes += [PLACE_NOTE, basemap.NOTE]
    notes += footnotes(table, rows)
    notes += [sources(table, rows), compiled(table), address]
    return [note for note in notes if note]


def _caption(paper: _Paper, notes: list[str]) -> None:
    """The notes as one paragraph, above the lower edge."""
    size = paper.size * 0.82
    lines = _lines(" ".join(notes), size, paper, 0.35, size * 1.35)
    top = paper.height - paper.bottom - len(lines) * size * 1.35
    for number, words in enumerate(lines):
        middle = top + (number + 0.5) * size * 1.35
        paper.text(html.escape(words, quote=False), paper.margin, middle, size=size, color=paper.theme.muted)
    paper.bottom = paper.height - top + size * 1.2


def _timeline(
    figure: go.Figure, paper: _Paper, table: EventTable, rows: list[int], view: View, top: float, bottom: float
) -> float:
    """Draw the timeline between two heights; returns where it ends."""
    size = paper.size
    labels = size * 2.9
    gutter = _gutter(table, rows, view, size, paper.inner)
    layout = lay_out(table, rows, view, paper.inner - gutter, size=size, room=bottom - top - labels)
    height = max(layout.height, size * 3)
    xs, ys = paper.domain(paper.margin + gutter, top, paper.inner - gutter, height)
    figure.add_traces(timeline.traces(layout, table, view.open(None), paper.theme, size=size))
    figure.update_layout(
        xaxis=timeline.time_axis(layout, paper.theme, size) | {"domain": xs, "anchor": "y", "fixedrange": True},
        yaxis={"range": [height, 0], "visible": False, "domain": ys, "fixedrange": True},
        shapes=_rules(paper, layout, top),
    )
    for lane in layout.lanes:
        for number, line in enumerate(wrap(lane.label, size, gutter - size, bold=True)[:2]):
            middle = top + lane.top + size * (1.1 + 1.25 * number)
            paper.text(html.escape(line, quote=False), paper.margin, middle, weight=600)
    return top + height + labels


def _gutter(table: EventTable, rows: list[int], view: View, size: float, inner: float) -> float:
    """Room for the longest lane name, at most a fifth of the width."""
    values = {value for row in rows for value in table.facets[view.lanes].of(row)}
    labels = [lane_label(view.lanes, value) for value in values]
    longest = max((text_width(words, size, bold=True) for words in labels), default=0.0)
    return min(longest + 1.5 * size, inner * 0.2)


def _rules(paper: _Paper, layout: Layout, top: float) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "xref": "paper",
            "yref": "paper",
            "x0": paper.margin / paper.width,
            "x1": 1 - paper.margin / paper.width,
            "y0": 1 - (top + y) / paper.height,
            "y1": 1 - (top + y) / paper.height,
            "line": {"color": paper.theme.rule, "width": 1},
            "layer": "below",
        }
        for y in [*(lane.top for lane in layout.lanes), layout.height]
    ]


def _place_map(
    figure: go.Figure, paper: _Paper, table: EventTable, rows: list[int], view: View, top: float, bottom: float
) -> None:
    height = max(bottom - top, 40.0)
    chart = place_map.figure(
        table, rows, view.open(None), paper.theme, width=paper.inner, height=height, style_url=None, size=paper.size
    )
    xs, ys = paper.domain(paper.margin, top, paper.inner, height)
    figure.add_traces(chart.data)
    figure.update_layout(map=chart.layout.map)
    figure.update_layout(map={"domain": {"x": xs, "y": ys}})
