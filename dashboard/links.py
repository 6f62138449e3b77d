"""The parts of the page that lead to other views: chips, legend, lanes, zoom and what lies outside. All are links."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard import caption
from dashboard import elements as html
from dashboard.caption import plural
from dashboard.dataset_words import CODED, shown_datasets, value_words, words
from dashboard.elements import Markup
from dashboard.lanes import Layout
from dashboard.overview import reach
from dashboard.palette import MARKS, Theme
from dashboard.scene import Scene
from dashboard.typeface import text_width
from dashboard.view import View
from events.codebook import EVENT_TYPES
from events.facets import FACET
from events.holdings import Holdings
from events.moments import moment
from events.selection import Selection, period
from events.summary import Outside, Summary

DAY = 86_400
AXIS_SIZE = 12.0  # px, as in page.css


def link(children: Any, view: View, **properties: Any) -> Markup:
    """A link to a view that the page follows without loading anew."""
    return html.Link(children, href=view.href(), **properties)


def symbol(event_type: str, theme: Theme, *, hollow: bool = False) -> Markup:
    mark = MARKS[event_type]
    return html.Span(
        mark.hollow if hollow else mark.glyph,
        className="symbol",
        style={"color": mark.colour(theme)},
        **{"aria-hidden": "true"},
    )


def without(selection: Selection, key: str) -> Selection:
    """The selection less one filter, by the key of its clause."""
    if key in FACET:
        return selection.choose(key, ())
    if key == "time":
        return selection.during(None, None)
    if key == "q":
        return replace(selection, q="")
    return replace(selection, bbox=None) if key == "bbox" else replace(selection, area=())


def chips(view: View, holdings: Holdings) -> list[Any]:
    """One link for each active filter, that takes it off; and one that takes off all."""
    selection = view.selection
    found = []
    for key, values in selection.facets.items():
        for value in values:
            words = f"{FACET[key].label}: {value_words(key, value, holdings)}"
            found.append((words, view.select(selection.toggle(key, value))))
    if selection.since or selection.until:
        found.append((period(selection, holdings), view.select(without(selection, "time"))))
    if selection.q:
        found.append((f"“{selection.q}”", view.select(without(selection, "q"))))
    if selection.bbox:
        found.append(("box on the map", view.select(without(selection, "bbox"))))
    if selection.area:
        found.append(("area on the map", view.select(without(selection, "area"))))
    if not found:
        return []
    drawn = [
        link([words, html.Span("×", **{"aria-hidden": "true"})], target, className="chip", title=f"Take off {words}")
        for words, target in found
    ]
    return [*drawn, link("Clear all", View(lanes=view.lanes), className="clear")]


def legend(scene: Scene, layout: Layout, theme: Theme) -> list[Any]:
    """The event types of all events, each a link that chooses it; and how their time is drawn."""
    view = scene.view
    values = scene.holdings.values["event_type"]
    counts = dict(zip(values, scene.summary.counts["event_type"].tolist(), strict=True))
    types = [slug for slug in EVENT_TYPES if slug in counts]
    chosen = view.selection.values("event_type")
    entries = [
        link(
            [symbol(slug, theme), EVENT_TYPES[slug].label],
            view.select(view.selection.toggle("event_type", slug)),
            className="key" + (" chosen" if slug in chosen else " off" if chosen or not counts[slug] else ""),
            title=EVENT_TYPES[slug].meaning,
        )
        for slug in types
    ]
    return [html.Div(entries, className="keys"), html.Div(_ways(scene, layout), className="keys")]


def _ways(scene: Scene, layout: Layout) -> list[Markup]:
    """The four ways in which an event's time is drawn, and what bars of counts are, as far as they are there."""
    ways = {"solid": "throughout", "outlined": "some time within", "soft": "approximate", "open": "open end"}
    if layout.lanes and all(lane.counted for lane in layout.lanes):
        ways = {}
    if layout.crowded:
        counted = sum(int(scene.chart.in_lane[number]) for number, _ in scene.lanes if scene.singly(number) is None)
        scale = f"the highest bar stands for {layout.peak:,.1f}"
        ways["counted"] = f"{counted:,} events counted, each spread evenly over its time; {scale}"
    return [
        html.Span([html.Span(className=f"way {name}", **{"aria-hidden": "true"}), words], className="key still")
        for name, words in ways.items()
    ]


def notices(words: Sequence[str]) -> list[Markup]:
    """What was left out of a link, or cannot be drawn; nothing where all is well."""
    return [html.P(text, className="notice") for text in words]


def footnotes(notes: Sequence[str]) -> list[Any]:
    """The notes on disputed names, folded under the names that carry the asterisk."""
    if not notes:
        return []
    names = ", ".join(note.partition(":")[0] for note in notes)
    return [html.Details([html.Summary(names), html.P(" ".join(notes))])]


def origin(scene: Scene) -> list[Any]:
    """The data sets of the shown events, folded over their citations and terms; nothing for curated records alone."""
    found = shown_datasets(scene)
    if not found:
        return []
    names = ", ".join(f"{dataset.name} ({CODED})" if dataset.machine_coded else dataset.name for dataset in found)
    told = [
        html.P([words(dataset), " ", html.A(dataset.url, href=dataset.url, target="_blank", rel="noopener noreferrer")])
        if dataset.url
        else html.P(words(dataset))
        for dataset in found
    ]
    notes = [html.P(f"{dataset.name}: {dataset.note}") for dataset in found if dataset.note]
    return [html.Details([html.Summary(f"Data: {names}"), *told, *notes])]


def lane_names(layout: Layout, view: View) -> list[Any]:
    """The names of the lanes over the timeline's gutter; each narrows the selection to its lane."""
    found = []
    for lane in layout.lanes:
        style = {"top": f"{lane.top + 3:.0f}px"}
        if not lane.value:
            found.append(html.Span(lane.label, className="lane", style=style))
            continue
        target = view.select(view.selection.toggle(view.lanes, lane.value))
        chosen = lane.value in view.selection.values(view.lanes)
        found.append(
            html.Div(
                link(lane.label, target, title=f"{'Show all again' if chosen else 'Show only'}: {lane.label}"),
                className="lane",
                style=style,
            )
        )
    return found


def axis(layout: Layout, gutter: float) -> Markup:
    """The labels of the time axis, as far left as their second; `page.js` moves them along while a hand drags."""
    labels = []
    for tick in layout.axis.ticks if layout.lanes else ():
        left = layout.scale.px(tick.at)
        half = max(text_width(words, AXIS_SIZE) for words in (tick.text, tick.under)) / 2
        labels.append(
            html.Span(
                [tick.text, html.Br(), tick.under] if tick.under else tick.text,
                hidden=not half <= left <= layout.scale.width - half,
                style={"left": f"{left:.1f}px"},
                **{"data-at": str(tick.at)},
            )
        )
    return html.Div(labels, className="ticks", style={"marginLeft": f"{gutter:.0f}px"})


def outside(view: View, holdings: Holdings, summary: Summary) -> list[Any]:
    """What lies before and after the window, each as one click to it; nothing where nothing does."""
    first, last = view.window(holdings)
    found = []
    for side, part in (("earlier", summary.earlier), ("later", summary.later)):
        if part.count:
            target = view.during(min(first, part.first - _margin(part)), max(last, part.last + _margin(part)))
            found.append(link(caption.outside(side, part), target, className=f"strong {side}"))
    return found


def _margin(part: Outside) -> int:
    return max((part.last - part.first) // 30, DAY)


def zoom(view: View, holdings: Holdings) -> list[Any]:
    """Steps along the time axis: half a window back and forth, twice as near and far, everything, the opening view."""
    first, last = view.window(holdings)
    span = last - first
    low, high = holdings.extent
    margin = max((high - low) // 50, DAY)
    steps = (
        ("‹", "Earlier", view.during(first - span // 2, last - span // 2)),
        ("›", "Later", view.during(first + span // 2, last + span // 2)),
        ("+", "Zoom in", view.during(first + span // 4, last - span // 4)),
        ("−", "Zoom out", view.during(first - span // 2, last + span // 2)),
        ("All", "The whole period", view.during(low - margin, high + margin)),
        ("Reset", "The period at opening", view.select(view.selection.during(None, None))),
    )
    return [
        link(
            [html.Span(text, **{"aria-hidden": "true"}), html.Span(words, className="unseen")],
            target,
            className="step",
            title=words,
        )
        for text, words, target in steps
    ]


def extent(view: View, holdings: Holdings) -> list[Markup]:
    """The first and last year of the strip over the timeline."""
    if not len(holdings):
        return []
    first, last = reach(view, holdings)
    low, high = moment(first), moment(last - 1)
    assert low and high
    return [html.Span(str(low.year)), html.Span("drag to choose a period", className="hint"), html.Span(str(high.year))]


def empty(view: View, summary: Summary) -> list[Any]:
    """What to say where nothing is selected: which filter stands in the way, and a link to drop it."""
    if summary.shown:
        return []
    if not summary.total:
        return [html.P("There are no events in these records.", className="strong")]
    names = {key: facet.label.lower() for key, facet in FACET.items()}
    names |= {"time": "period", "q": "search text", "bbox": "box on the map", "area": "area on the map"}
    ways = [
        html.Li(link(f"Drop the {names[key]}: {plural(gain, 'event')}", view.select(without(view.selection, key))))
        for key, gain in sorted(summary.gains.items(), key=lambda item: -item[1])
        if gain
    ]
    clear = html.Li(link("Clear all filters", View(lanes=view.lanes)))
    return [html.P("No event passes all the filters.", className="strong"), html.Ul([*ways, clear])]


def unmapped(summary: Summary) -> list[Any]:
    """What the map says where nothing that is shown has a place on it."""
    if not summary.shown or summary.shown > summary.unplaced:
        return []
    whose = "None of the events shown has a" if summary.shown > 1 else "The event shown has no"
    return [html.P(f"{whose} place on the map.")]


def tray(label: str, rows: Sequence[int], count: int, scene: Scene, theme: Theme) -> list[Any]:
    """Selected events that a chart cannot hold, folded under their count; the first of them are listed."""
    if not count:
        return []
    items = [
        html.Li(
            link([symbol(event.event_type, theme), event.title], scene.view.open(event.id)), **{"data-event": event.id}
        )
        for event in (scene.events[row] for row in rows)
    ]
    more = [html.Li(f"and {count - len(items):,} more")] if count > len(items) else []
    return [html.Details([html.Summary(f"{count:,} {label}"), html.Ul([*items, *more])])]
