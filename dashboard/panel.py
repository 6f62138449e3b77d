"""The list of the selected events, and the card of the one that is open."""

from typing import Any

import numpy as np
from dash import html

from dashboard.footnotes import starred
from dashboard.links import link, symbol
from dashboard.palette import Theme
from dashboard.view import LANES, View
from events import codebook
from events.dates import parse
from events.dates_in_words import in_short, in_words
from events.model import Event, Source
from events.summary import Summary
from events.table import EventTable, seconds

MOST_ROWS = 100


def panel(view: View, table: EventTable, summary: Summary, theme: Theme) -> list[Any]:
    """The open event's card, else the list."""
    if view.event is not None:
        return card(table.events[table.row_of[view.event]], view, table, summary, theme)
    return event_list(view, table, summary.rows, theme)


def event_list(view: View, table: EventTable, rows: np.ndarray, theme: Theme) -> list[Any]:
    if not len(rows):
        return []
    body = [_row(table.events[row], view, theme) for row in rows[:MOST_ROWS]]
    more = len(rows) - MOST_ROWS
    head = html.Tr([html.Th("When", scope="col"), html.Th("Event", scope="col"), html.Th("Where", scope="col")])
    parts: list[Any] = [
        html.Table(
            [html.Caption("Events in order of time", className="unseen"), html.Thead(head), html.Tbody(body)],
            className="list",
        )
    ]
    if more > 0:
        parts.append(html.P(f"{more:,} more are selected. Filter or zoom to list them.", className="quiet"))
    return parts


def _row(event: Event, view: View, theme: Theme) -> html.Tr:
    when = event.when()
    return html.Tr(
        [
            html.Td(in_short(when) if when else "no date stated", className="when"),
            html.Td(
                [symbol(event.event_type, theme), link(event.title, view.open(event.id), className="open")],
                className="what",
            ),
            html.Td(event.place.name if event.place else "not stated", className="where"),
        ],
        **{"data-event": event.id},
    )


def card(event: Event, view: View, table: EventTable, summary: Summary, theme: Theme) -> list[Any]:
    """Everything that the record states of one event, in its own words where these are contested."""
    rows = [
        ("When", _when(event)),
        ("Where", _where(event)),
        ("Who", _who(event)),
        ("Killed", _casualties(event)),
        *_claims(event),
        ("Status", codebook.STATUSES[event.status].label),
        ("Sources", html.Ul([html.Li(_source(source)) for source in event.sources], className="bare")),
    ]
    if event.part_of and event.part_of in table.row_of:
        whole = table.events[table.row_of[event.part_of]]
        rows.insert(3, ("Part of", link(whole.title, view.open(whole.id))))
    kind = codebook.label(codebook.EVENT_TYPES, event.event_type)
    sub = f", {event.sub_event_type}" if event.sub_event_type else ""
    return [
        html.Div([html.Span([symbol(event.event_type, theme), kind + sub]), _steps(event, view, table, summary.rows)],
                 className="card-head"),
        html.H2(event.title, tabIndex=-1, id="card-title"),
        html.P(event.summary) if event.summary else None,
        html.Dl([part for name, value in rows for part in (html.Dt(name), html.Dd(value))]),
        html.Div(
            className="card-foot",
            children=[
                html.A("Permanent link", href=alone(event, table).href()),
                html.Button("Copy citation", className="plain", **{"data-copy": citation(event)}),
            ],
        ),
    ]  # fmt: skip


def _steps(event: Event, view: View, table: EventTable, rows: np.ndarray) -> html.Nav:
    """Previous and next in time among the selected, and the way back to the list."""
    order = [int(row) for row in rows]
    here = table.row_of[event.id]
    parts: list[Any] = []
    if here in order:
        position = order.index(here)
        for text, step in (("‹ previous", -1), ("next ›", 1)):
            if 0 <= position + step < len(order):
                target = view.open(table.events[order[position + step]].id)
                parts.append(link(text, target, id="card-previous" if step < 0 else "card-next"))
        parts.append(html.Span(f"{position + 1} of {len(order)}", className="quiet"))
    else:
        parts += [html.Span("not in this view", className="quiet"), link("show it", alone(event, table, view.lanes))]
    parts.append(link("close ×", view.open(None), id="card-close"))
    return html.Nav(parts, **{"aria-label": "Event"})


def _casualties(event: Event) -> list[Any]:
    killed = figures(event.fatalities_low, event.fatalities_best, event.fatalities_high)
    injured = figures(event.injured_low, event.injured_best, event.injured_high)
    return [killed, html.Span("Injured", className="beside"), injured]


def alone(event: Event, table: EventTable, lanes: str = LANES[0]) -> View:
    """The event's card in a view without filters, whose period holds the event."""
    view = View(event=event.id, lanes=lanes)
    when = event.when()
    first, last = view.window(table)
    if when is None:
        return view
    start = first if when.earliest is None else seconds(when.earliest)
    end = last if when.end is None else seconds(when.end)
    if start < last and end > first:
        return view
    margin = max((end - start) // 4, 3 * 86_400)
    return view.during(start - margin, end + margin)


def _when(event: Event) -> list[Any]:
    """The date in words, with its EDTF on hover, how precisely it is known, and the source's own words."""
    when = event.when()
    if when is None:
        words: list[Any] = ["no date stated"]
    else:
        term = codebook.TIME_PRECISIONS[when.precision].label
        sure = "uncertain" if when.uncertain else "approximate" if when.approximate else "known"
        known = f" ({term} {sure})" if when.precision != "interval" else ""
        words = [html.Span(in_words(when), title=f"EDTF {event.date}"), html.Span(known, className="quiet")]
    if event.date_text:
        words.append(html.Span([" · ", html.Bdi(f"“{event.date_text}”")], title="In the source", className="quiet"))
    return words


def _where(event: Event) -> list[Any]:
    """The place in the names in use there, with what it lies in and how precisely it is known."""
    place = event.place
    if place is None:
        return ["no place stated"]
    names = dict.fromkeys([place.name, *place.names.values()])
    wider = ", ".join(
        starred(part) for part in (place.admin2, place.admin1, place.country) if part and part not in names
    )
    lines: list[Any] = [part for name in names for part in (" / ", html.Bdi(starred(name)))][1:]
    lines.append(f", {wider}" if wider else "")
    precision = codebook.GEO_PRECISIONS[place.geo_precision].label
    if place.radius_km and place.geo_precision != "exact":
        precision += f", drawn as a circle of {place.radius_km:g} km"
    lines.append(html.Span(f" ({precision if place.located else 'not on the map'})", className="quiet"))
    return lines


def _who(event: Event) -> list[Any]:
    parts: list[Any] = []
    for actor in event.actors:
        role = f" ({codebook.ROLES[actor.role].label})" if actor.role else ""
        parts += [", " if parts else "", html.Bdi(actor.name), role]
    return parts or ["not stated"]


def figures(low: int | None, best: int | None, high: int | None) -> str:
    """`1`, `2–5, best 3`, `at least 1`, `not stated`: never one number where the record gives a range."""
    if low is None and best is None and high is None:
        return "not stated"
    if low is not None and high is not None:
        if low == high:
            return f"{low:,}"
        return f"{low:,}–{high:,}" + (f", best estimate {best:,}" if best is not None else "")
    if best is not None:
        if low is not None and low < best:
            return f"{best:,}, at least {low:,}"
        if high is not None and high > best:
            return f"{best:,}, at most {high:,}"
        return f"{best:,}, the only figure given"
    return f"at least {low:,}" if low is not None else f"at most {high:,}"


def _claims(event: Event) -> list[tuple[str, Any]]:
    """The claims by kind, each with who makes it."""
    kinds: dict[str, list[Any]] = {}
    for claim in event.claims:
        text = f"“{claim.text}”" if claim.kind == "label" else claim.text
        by = html.Span(f", by {claim.by}", className="quiet")
        kinds.setdefault(claim.kind, []).append(html.Li([text.removesuffix("."), by]))
    return [(codebook.CLAIM_KINDS[kind].label, html.Ul(items, className="bare")) for kind, items in kinds.items()]


def _source(source: Source) -> list[Any]:
    day = f", {in_words(parse(source.published))}" if source.published else ""
    words = f"{source.publisher}: “{source.title}”{day}"
    parts: list[Any] = [_outward(words, source.url) if source.url else words]
    if source.locator:
        parts.append(f", {source.locator}")
    if source.archive_url:
        parts += [", ", _outward("archived copy", source.archive_url)]
    return parts


def _outward(words: str, url: str) -> html.A:
    return html.A(words, href=url, target="_blank", rel="noopener noreferrer")


def citation(event: Event) -> str:
    """`“Attack at …” (24 September 2023). “Title”, Publisher, 2023-10-13. Event banjska-attack.`"""
    when = event.when()
    dated = in_words(when) if when else "no date stated"
    return f"“{event.title}” ({dated}). {'; '.join(source.citation() for source in event.sources)}. Event {event.id}."
