"""A figure laid out for print: title, legend, the chart or both, and the notes that must not be lost from them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import plotly.graph_objects as go

from dashboard import legend, notes, place_map, print_lanes, print_map
from dashboard.caption import EMPTY_NOTE, filters, headline, sentence
from dashboard.footnotes import asterisked, carried, with_asterisks
from dashboard.lanes import Layout
from dashboard.notes import Note
from dashboard.palette import LIGHT
from dashboard.paper import SIZE, SMALL, Paper, blank
from dashboard.scene import Scene, scene
from dashboard.spots import Frame
from dashboard.typeface import FAMILY, shorten, wrap
from dashboard.view import View
from events.datasets import RECORDS
from events.engine import Engine
from events.model import Event
from events.summary import Summary

Chart = Literal["timeline", "map", "sheet"]
CHARTS: tuple[Chart, ...] = ("timeline", "map", "sheet")

LEAST_MAP = 110.0  # px of the sheet
SMALL_SHEET = 450.0  # px of the sheet, under which the legend is set small
COLUMN, LEAST_COLUMN = 0.33, 260.0  # of the width, and px of the sheet: the notes beside a map
BROADEST = 2.1  # times its height, a map with notes beside it: a lower one shows half the world
LINE, GAP = 1.35 * SMALL, 2 * SIZE  # px of the sheet: a line of notes, the space between map and notes
NO_ROOM = Note("There is no room for the map at this size.", notes.DRAWN, 1)


@dataclass(frozen=True)
class _Subject:
    """What is to be printed: a scene whose names carry their asterisks, and events whose sources are named."""

    scene: Scene
    cited: tuple[Event, ...]
    chart: Chart
    address: str


def print_scene(engine: Engine, view: View, width: int, height: int) -> Scene:
    """The scene of a view for an image of that size."""

    def zoom(summary: Summary) -> float:
        return place_map.frame(view, engine.holdings, summary, width, height).zoom

    return scene(engine, view.open(None), width=blank(width, height, LIGHT).inner, zoom=zoom)


def cited(engine: Engine, view: View) -> tuple[Event, ...]:
    """The selected curated records, as far as their sources are named one by one: the first two thousand."""
    if RECORDS.key not in engine.holdings.values["dataset"]:
        return ()
    stretch = next(engine.events(view.selection), [])
    return tuple(event for event in stretch if event.dataset == RECORDS.key)


def print_figure(engine: Engine, view: View, chart: Chart, width: int, height: int, address: str) -> go.Figure:
    """The view as an image of `width` by `height` CSS pixels, on white paper in the light theme whatever the page's.

    `address` is the link to the view that is printed under it. `layout.meta.sheet` is the width and height in the
    sheet's own pixels: the figure is drawn in that size, and enlarged (`image.js`).
    """
    shown = with_asterisks(print_scene(engine, view, width, height))
    subject = _Subject(shown, cited(engine, view), chart, address)
    paper = blank(width, height, LIGHT)
    figure = go.Figure()
    if chart == "map":
        _print_map(figure, paper, subject)
    elif chart == "timeline" or not _print_sheet(figure, paper, subject):
        _print_timeline(figure, paper, subject)
    figure.update_layout(
        width=width,
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor=LIGHT.paper,
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FAMILY, "size": SIZE, "color": LIGHT.ink},
        showlegend=False,
        barmode="overlay",
        bargap=0,
        annotations=paper.annotations,
        shapes=paper.shapes,
        meta={"sheet": [paper.width, paper.height]},
    )
    return figure


def _print_map(figure: go.Figure, paper: Paper, subject: _Subject) -> None:
    _head(paper, subject, ())
    draft = paper.copy()
    _foot(draft, _notes(subject, None, None))
    _foot(paper, _notes(subject, None, _frame(subject, paper.inner, draft.room)))
    _draw_map(figure, paper, subject, paper.inner, paper.top, paper.room)


def _print_timeline(figure: go.Figure, paper: Paper, subject: _Subject) -> None:
    """Lanes over the whole sheet. It is measured with all that legend and notes may say, then printed with what they
    have to say of the lanes."""
    extra = [NO_ROOM] if subject.chart == "sheet" else []
    subject = replace(subject, chart="timeline")
    draft = paper.copy()
    _head(draft, subject, legend.WAYS)
    _foot(draft, extra + _notes(subject, _lanes(subject, draft, draft.room), None))
    layout = _lanes(subject, draft, draft.room)
    _head(paper, subject, legend.ways_of(layout))
    _foot(paper, extra + _notes(subject, layout, None))
    if layout.crowded and (higher := _lanes(subject, paper, paper.room)).crowded:
        layout = higher
    _draw_lanes(figure, paper, subject, print_lanes.spread(layout, paper.room - print_lanes.AXIS))


def _print_sheet(figure: go.Figure, paper: Paper, subject: _Subject) -> bool:
    """Lanes over the whole width, the map under them; the notes beside the map where the sheet is broad, else below.

    Returns whether there is room for both; else nothing is printed.
    """
    draft = paper.copy()
    _head(draft, subject, legend.WAYS)
    frame = _frame(subject, paper.inner * (1 - COLUMN), draft.room * 0.4)
    layout = _lanes_of_sheet(subject, draft)
    beside = _fits_beside(_notes(subject, layout, frame), draft, draft.room - _high(layout))
    if not beside:
        _foot(draft, _notes(subject, layout, frame))
        layout = _lanes_of_sheet(subject, draft)
    if draft.room < print_lanes.LEAST + print_lanes.AXIS + LEAST_MAP:
        return False
    _head(paper, subject, legend.ways_of(layout))
    said = _notes(subject, layout, frame)
    if not beside:
        _foot(paper, said)
    top = _draw_lanes(figure, paper, subject, layout) + SIZE
    height = paper.height - paper.bottom - top
    width = _beside(paper, height) if beside else paper.inner
    _draw_map(figure, paper, subject, width, top, height)
    if beside:
        left = paper.margin + width + GAP
        most = max(int(height / LINE - 1), 1)
        _set(paper, notes.fitted(said, SMALL, paper.width - paper.margin - left, most), left, top, 0.5)
    return True


def _lanes_of_sheet(subject: _Subject, draft: Paper) -> Layout:
    """The lanes in three fifths of what is left, or a little more where that saves their titles."""
    most = draft.room - LEAST_MAP
    return _lanes(subject, draft, min(draft.room * 0.6, most), min(draft.room * 0.72, most))


def _high(layout: Layout) -> float:
    return layout.height + print_lanes.AXIS + SIZE


def _beside(paper: Paper, height: float) -> float:
    """The width of a map with notes beside it."""
    return min(paper.inner * (1 - COLUMN) - GAP, max(BROADEST * height, paper.inner * 0.45))


def _fits_beside(said: list[Note], paper: Paper, height: float) -> bool:
    """Whether the notes fit beside a map of that height on a broad sheet."""
    width = paper.inner - _beside(paper, height) - GAP
    lines = sum(len(lines) + 0.5 for lines in notes.fitted(said, SMALL, width, 10_000)) + 0.5
    return paper.width > 1.2 * paper.height and width > LEAST_COLUMN and lines * LINE <= height


def _frame(subject: _Subject, width: float, height: float) -> Frame:
    return print_map.frame(subject.scene, width, height)


def _draw_map(figure: go.Figure, paper: Paper, subject: _Subject, width: float, top: float, height: float) -> None:
    print_map.draw(figure, paper, subject.scene, width, top, height)


def _lanes(subject: _Subject, paper: Paper, *rooms: float) -> Layout:
    return print_lanes.fitting(subject.scene, paper, rooms)


def _draw_lanes(figure: go.Figure, paper: Paper, subject: _Subject, layout: Layout) -> float:
    return print_lanes.draw(figure, paper, subject.scene, layout)


# ---- words ------------------------------------------------------------------------------------------------------


def _head(paper: Paper, subject: _Subject, ways: Iterable[str]) -> None:
    """The sentence as title, and the legend. A long one is set as a title and a line of its own for the filters."""
    view, holdings, summary = subject.scene.view, subject.scene.holdings, subject.scene.summary
    size = SIZE * 1.5
    lines = wrap(asterisked(sentence(view, holdings, summary)), size, paper.inner, bold=True)
    rest: list[str] = []
    if len(lines) > 2 or (len(lines) > 1 and paper.height < SMALL_SHEET):
        lines = wrap(headline(view, holdings, summary), size, paper.inner, bold=True)
        rest = _cut(asterisked(filters(view, holdings, summary)), SIZE, paper, 0.2)
    for line in lines:
        paper.text(line, paper.margin, paper.top + size * 0.65, size=size, weight=600)
        paper.top += size * 1.3
    for line in rest:
        paper.text(line, paper.margin, paper.top + SIZE * 0.7)
        paper.top += SIZE * 1.35
    paper.top += SIZE * 0.4
    if not summary.shown:
        paper.text(EMPTY_NOTE, paper.margin, paper.top + SIZE * 0.8, color=paper.theme.muted)
        paper.top += SIZE * 1.6
    drawn = _types(subject)
    small = paper.height < SMALL_SHEET
    legend.draw(paper, legend.keys(drawn, ways if drawn else ()), SMALL if small else SIZE)
    paper.top += SIZE * 0.6


def _types(subject: _Subject) -> set[str]:
    """The event types of what the chart can hold."""
    on_timeline = subject.scene.types_in_lanes if subject.chart != "map" else set()
    return on_timeline | (subject.scene.types_on_map if subject.chart != "timeline" else set())


def _cut(words: str, size: float, paper: Paper, share: float) -> list[str]:
    """The words in lines; where they take more than that share of the sheet, cut with an ellipsis."""
    lines = wrap(words, size, paper.inner)
    most = max(int(paper.height * share / (size * 1.35)), 1)
    return (
        lines if len(lines) <= most else [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, paper.inner)]
    )


def _notes(subject: _Subject, layout: Layout | None, frame: Frame | None) -> list[Note]:
    """All notes; those of the lanes with a layout, those of the map's names with its frame."""
    scene, chart = subject.scene, subject.chart
    on_map = chart != "timeline"
    return [
        *notes.of_missing(chart, scene.summary),
        *notes.of_period(scene.summary),
        *notes.of_area(scene.view),
        *(notes.of_time(layout) if layout else []),
        *(notes.of_place(scene, frame) if on_map else []),
        *notes.of_names(chart, carried(_said(subject, layout, frame))),
        *notes.of_origin(scene, subject.cited, subject.address),
    ]


def _said(subject: _Subject, layout: Layout | None, frame: Frame | None) -> set[str]:
    """The words of the sheet that may carry an asterisk."""
    scene = subject.scene
    said = {asterisked(sentence(scene.view, scene.holdings, scene.summary))}
    if layout:
        said |= {asterisked(lane.label) for lane in layout.lanes}
        said |= {scene.events[row].title for _, row in scene.chart.singly}
    if subject.chart != "timeline":
        said |= {place.name for place in scene.places.values()}
        said |= {f"{name}*" for name in print_map.starred_names(frame)} if frame else {"Kosovo*", "Palestine*"}
    return said


def _foot(paper: Paper, said: list[Note]) -> None:
    """The notes over the whole width, above the lower edge."""
    paragraphs = notes.fitted(said, SMALL, paper.inner, int(paper.height * 0.35 / LINE))
    high = sum(map(len, paragraphs)) * LINE
    _set(paper, paragraphs, paper.margin, paper.height - paper.bottom - high, 0)
    paper.bottom += high + SMALL * 1.2


def _set(paper: Paper, paragraphs: list[list[str]], left: float, top: float, apart: float) -> None:
    """Set the notes from a height on, their paragraphs `apart` lines apart."""
    for lines in paragraphs:
        for line in lines:
            paper.text(line, left, top + LINE / 2, size=SMALL, color=paper.theme.muted)
            top += LINE
        top += LINE * apart
