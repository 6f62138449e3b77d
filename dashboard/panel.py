"""The list of the selected events, and the card of the one that is open."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import elements as html
from dashboard.dataset_words import CODED, MACHINE, coded, value_words
from dashboard.elements import Markup
from dashboard.footnotes import starred
from dashboard.links import link, symbol
from dashboard.palette import Theme
from dashboard.scene import ROWS, Scene, withheld
from dashboard.view import LANES, View
from events import codebook
from events.datasets import RECORDS, Dataset
from events.dates import parse
from events.dates_in_words import in_short, in_words
from events.engine import Engine
from events.holdings import Holdings
from events.model import Event, Source
from events.moments import seconds


def panel(scene: Scene, engine: Engine, theme: Theme) -> list[Any]:
    """The open event's card, else the list."""
    opened = engine.event(scene.view.event) if scene.view.event is not None else None
    if opened is not None:
        return card(*opened, scene, engine, theme)
    return event_list(scene, theme)


def event_list(scene: Scene, theme: Theme) -> list[Any]:
    if not scene.summary.shown:
        return []
    hidden = withheld(scene.holdings, scene.summary)
    if hidden:
        return [_withheld(hidden, scene)]
    body = [_row(scene.events[row], scene, theme) for row in scene.chart.listed]
    head = html.Tr([html.Th("When", scope="col"), html.Th("Event", scope="col"), html.Th("Where", scope="col")])
    return [
        html.Table(
            [html.Caption("Events in order of time", className="unseen"), html.Thead(head), html.Tbody(body)],
            className="list",
        ),
        *_pages(scene),
    ]


def _withheld(keys: Sequence[str], scene: Scene) -> Markup:
    """Why there is no list, and what can be listed."""
    names = " and ".join(value_words("dataset", key, scene.holdings) for key in keys)
    counts = zip(scene.holdings.values["dataset"], scene.summary.of_shown["dataset"], strict=True)
    free = [key for key, count in counts if count and key not in keys]
    words = f"The terms of {names} do not allow to give on its events one by one. This page shows how many they are."
    target = scene.view.select(scene.view.selection.choose("dataset", free))
    return html.Div(
        [html.P(words), html.P(link("List the events of the other data sets", target)) if free else None],
        className="withheld",
    )


def _pages(scene: Scene) -> list[Any]:
    """Which of the selected events the list shows, and the pages before and after; nothing where it shows all."""
    view, shown = scene.view, scene.summary.shown
    first, last = (view.page - 1) * ROWS, min(view.page * ROWS, shown)
    if shown <= ROWS:
        return []
    parts: list[Any] = [html.Span(f"{first + 1:,} to {last:,} of {shown:,}", className="quiet")]
    if view.page > 1:
        parts.insert(0, link("‹ earlier", view.turn(view.page - 1), id="page-previous"))
    if last < shown:
        parts.append(link("later ›", view.turn(view.page + 1), id="page-next"))
    return [html.Nav(parts, className="pages", **{"aria-label": "Pages of the list"})]


def _row(event: Event, scene: Scene, theme: Theme) -> Markup:
    when = event.when()
    named = link(event.title, scene.view.open(event.id), className="open")
    made = [html.Span(f" {CODED}", title=MACHINE, className="quiet")] if coded(event, scene.holdings) else []
    return html.Tr(
        [
            html.Td(in_short(when) if when else "no date stated", className="when"),
            html.Td([symbol(event.event_type, theme), named, *made], className="what"),
            html.Td(event.place.name if event.place else "not stated", className="where"),
        ],
        **{"data-event": event.id},
    )


def card(row: int, event: Event, scene: Scene, engine: Engine, theme: Theme) -> list[Any]:
    """Everything that the record states of one event, in its own words where these are contested."""
    view = scene.view
    rows = [
        ("When", _when(event)),
        ("Where", _where(event)),
        ("Who", _who(event)),
        ("Killed", _casualties(event)),
        *_claims(event),
        ("Status", codebook.STATUSES[event.status].label),
        ("Sources", html.Ul([html.Li(_source(source)) for source in event.sources], className="bare")),
    ]
    whole = engine.event(event.part_of) if event.part_of else None
    if whole is not None:
        rows.insert(3, ("Part of", link(whole[1].title, view.open(whole[1].id))))
    dataset = scene.holdings.dataset(event.dataset)
    if dataset is not None and dataset.key != RECORDS.key:
        rows.append(("Data set", _dataset(dataset)))
    if event.more:
        rows.append(("Also in its row", _more(event.more)))
    kind = codebook.label(codebook.EVENT_TYPES, event.event_type)
    sub = f", {event.sub_event_type}" if event.sub_event_type else ""
    return [
        html.Div([html.Span([symbol(event.event_type, theme), kind + sub]), _steps(row, event, scene, engine)],
                 className="card-head"),
        html.H2(event.title, tabIndex=-1, id="card-title"),
        html.P(event.summary) if event.summary else None,
        html.Dl([part for name, value in rows for part in (html.Dt(name), html.Dd(value))]),
        html.Div(
            className="card-foot",
            children=[
                html.A("Permanent link", href=alone(event, scene.holdings).href()),
                html.Button("Copy citation", className="plain", **{"data-copy": citation(event)}),
            ],
        ),
    ]  # fmt: skip


def _steps(row: int, event: Event, scene: Scene, engine: Engine) -> Markup:
    """Previous and next in time among the selected, and the way back to the list."""
    view = scene.view
    around = engine.around(view.selection, row)
    parts: list[Any] = []
    if around is not None:
        steps = (("‹ previous", around.previous, "card-previous"), ("next ›", around.next, "card-next"))
        parts += [link(text, view.open(id), id=name) for text, id, name in steps if id is not None]
        parts.append(html.Span(f"{around.position + 1:,} of {scene.summary.shown:,}", className="quiet"))
    else:
        target = alone(event, scene.holdings, view.lanes)
        parts += [html.Span("not in this view", className="quiet"), link("show it", target)]
    parts.append(link("close ×", view.open(None), id="card-close"))
    return html.Nav(parts, **{"aria-label": "Event"})


def _dataset(dataset: Dataset) -> list[Any]:
    name = _outward(dataset.name, dataset.url) if dataset.url else dataset.name
    coded = f" ({MACHINE})" if dataset.machine_coded else ""
    return [name, html.Span([coded, f", {dataset.licence}" if dataset.licence else ""], className="quiet")]


def _more(more: Mapping[str, str]) -> Markup:
    """What else the row of the data set states, by its own names, folded."""
    parts = [part for name, value in more.items() for part in (html.Dt(name), html.Dd(html.Bdi(value)))]
    return html.Details([html.Summary(f"{len(more)} more fields"), html.Dl(parts, className="more")])


def _casualties(event: Event) -> list[Any]:
    killed = figures(event.fatalities_low, event.fatalities_best, event.fatalities_high)
    injured = figures(event.injured_low, event.injured_best, event.injured_high)
    return [killed, html.Span("Injured", className="beside"), injured]


def alone(event: Event, holdings: Holdings, lanes: str = LANES[0]) -> View:
    """The event's card in a view without filters, whose period holds the event."""
    view = View(event=event.id, lanes=lanes)
    when = event.when()
    first, last = view.window(holdings)
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


def _outward(words: str, url: str) -> Markup:
    return html.A(words, href=url, target="_blank", rel="noopener noreferrer")


def citation(event: Event) -> str:
    """`“Attack at …” (24 September 2023). “Title”, Publisher, 2023-10-13. Event banjska-attack.`"""
    when = event.when()
    dated = in_words(when) if when else "no date stated"
    return f"“{event.title}” ({dated}). {'; '.join(source.citation() for source in event.sources)}. Event {event.id}."
