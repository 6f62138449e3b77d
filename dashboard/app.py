"""The web application: the callbacks `sync` (controls and URL), `draw` (URL to what is seen) and `offer` (URL and what
is sought in the filters to their options), and the routes."""

from collections.abc import Sequence
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate
from flask import Flask

from dashboard import caption, lanes, layout, links, overview, panel, place_map, rail, timeline
from dashboard.actions import ACTIONS
from dashboard.assets_folder import ASSETS
from dashboard.basemap import NOTE
from dashboard.footnotes import footnotes
from dashboard.guard import guard
from dashboard.palette import THEMES
from dashboard.routes import add_routes
from dashboard.security import secure
from dashboard.view import View, read_query
from dashboard.viewport import MapView, Viewport
from events.dates import DateError, parse
from events.dates_in_words import in_short
from events.selection import LONGEST_QUERY, OPEN, spelled
from events.summary import summarise
from events.table import FACETS, EventTable

COMPRESSED = [
    "text/html", "text/css", "text/csv", "text/javascript", "application/javascript", "application/json",
    "application/geo+json", "image/svg+xml",
]  # fmt: skip
CONTROLS: tuple[tuple[str, str], ...] = (
    *((f"facet-{facet.key}", "value") for facet in FACETS),
    ("q", "value"),
    ("since", "value"),
    ("until", "value"),
    ("lanes", "value"),
)
GESTURES: tuple[tuple[str, str], ...] = (
    ("timeline", "clickData"),
    ("timeline", "relayoutData"),
    ("overview", "selectedData"),
    ("map", "clickData"),
    ("map", "selectedData"),
)


def create_app(table: EventTable) -> Dash:
    """The page and its routes for one event table. Safe to serve from several threads: nothing is changed."""
    server = Flask("dashboard", static_folder=None)
    server.config["COMPRESS_MIMETYPES"] = COMPRESSED
    app = Dash(
        "dashboard",
        server=server,
        title=layout.TITLE,
        update_title="",
        assets_folder=str(ASSETS),
        index_string=layout.INDEX,
        compress=True,
        enable_mcp=False,
        serve_locally=True,
        assets_ignore=r".*\.py$",
    )
    app.layout = layout.page()
    _register_sync(app, table)
    _register_draw(app, table)
    _register_offer(app, table)
    add_routes(app, table)
    guard(app)
    secure(app)
    return app


def _register_sync(app: Dash, table: EventTable) -> None:
    """The URL and every control in, the URL and every control out: what was done is applied to the URL's view."""
    handled = {f"{name}.{key}": (name, key) for name, key in (*CONTROLS, *GESTURES)}

    @app.callback(
        output={
            "url": Output("url", "search"),
            "values": {prop: Output(*target) for prop, target in handled.items()},
            "errors": {name: Output(name, "error") for name in ("since", "until")},
        },
        inputs={
            "search": Input("url", "search"),
            "values": {prop: Input(*source) for prop, source in handled.items()},
        },
    )
    def sync(search: Any, values: dict[str, Any]) -> dict[str, Any]:
        before, _ = read_query(search if isinstance(search, str) else "", table)
        done = [prop for prop in handled if prop in ctx.triggered_prop_ids]
        view, errors = act(before, {prop: values[prop] for prop in done}, table)
        told = {f"{name}.value": value for name, value in control_values(view, table).items()}
        told |= {f"{name}.value": values[f"{name}.value"] for name in errors}
        return {
            "url": no_update if view == before else view.href(),
            "values": {prop: told.get(prop) for prop in handled},
            "errors": {name: errors.get(name) for name in ("since", "until")},
        }


def act(view: View, done: dict[str, Any], table: EventTable) -> tuple[View, dict[str, str]]:
    """The view after what was done to controls, and the words for what could not be understood, by control."""
    errors = {}
    shown = control_values(view, table)
    for prop, value in done.items():
        name = prop.partition(".")[0]
        if value is None or (name in shown and value == shown[name]):
            continue  # the page repeats what it was told
        try:
            view = (ACTIONS.get(name) or ACTIONS[prop])(view, value, table)
        except DateError as error:
            errors[name] = f"{error.reason[:1].upper()}{error.reason[1:]}. {error.remedy}"
    return view, errors


def control_values(view: View, table: EventTable) -> dict[str, Any]:
    """What each control shows in a view, by id. The dates are those of the window that is drawn."""
    selection = view.selection
    since, until = spelled(*view.window(table))
    return {
        **{f"facet-{facet.key}": list(selection.values(facet.key)) for facet in FACETS},
        "q": selection.q,
        "since": "" if selection.since == OPEN or not len(table) else in_short(parse(selection.since or since)),
        "until": "" if selection.until == OPEN or not len(table) else in_short(parse(selection.until or until)),
        "lanes": view.lanes,
    }


PARTS: tuple[tuple[str, str], ...] = (
    ("overview", "figure"),
    ("timeline", "figure"),
    ("map", "figure"),
    ("sentence", "children"),
    ("casualties", "children"),
    ("notices", "children"),
    ("chips", "children"),
    ("extent", "children"),
    ("outside", "children"),
    ("zoom", "children"),
    ("timeline-box", "style"),
    ("lane-names", "children"),
    ("axis", "children"),
    ("empty", "children"),
    ("legend", "children"),
    ("undated", "children"),
    ("unplaced", "children"),
    ("map-note", "children"),
    ("footnotes", "children"),
    ("panel", "children"),
    ("data-csv", "href"),
    ("data-json", "href"),
    ("data-geojson", "href"),
    ("theme", "forceColorScheme"),
)


def _register_draw(app: Dash, table: EventTable) -> None:
    @app.callback(
        {f"{name}.{key}": Output(name, key) for name, key in PARTS},
        Input("url", "search"),
        Input("viewport", "data"),
        State("map-view", "data"),
    )
    def draw(search: Any, size: Any, moved: Any) -> dict[str, Any]:
        viewport = Viewport.read(size)
        if viewport is None:
            raise PreventUpdate  # the browser has not measured itself yet
        return parts(table, search if isinstance(search, str) else "", viewport, MapView.read(moved))


def parts(table: EventTable, search: str, viewport: Viewport, moved: MapView | None = None) -> dict[str, Any]:
    """Everything that a view shows, by component and property."""
    view, notices = read_query(search, table)
    theme = THEMES[viewport.theme]
    summary = summarise(table, view.selection)
    rows: Sequence[int] = [int(row) for row in summary.rows]
    width = viewport.width - viewport.gutter
    laid_out = lanes.lay_out(
        table,
        rows,
        view,
        width,
        least=viewport.least,
        most=viewport.most,
        head=viewport.head,
        gutter=viewport.gutter,
    )
    box, map_height = viewport.share(max(laid_out.height, timeline.LEAST_HEIGHT))
    undated = [row for row in rows if not table.dated[row]]
    unplaced = [row for row in rows if not table.placed[row]]
    query = view.to_query()
    suffix = f"?{query}" if query else ""
    chart = timeline.figure(laid_out, table, view, theme, gutter=viewport.gutter)
    if laid_out.crowded:
        drawn = len(rows) - len(undated)
        told = f"{drawn:,} events are too many to draw singly. {caption.bars_note(laid_out.peak)}"
        notices = (*notices, f"{told} A click on a bar zooms in.")
    return {
        "overview.figure": overview.figure(table, summary, view, viewport.width, theme),
        "timeline.figure": chart,
        "map.figure": place_map.figure(
            table,
            rows,
            view,
            theme,
            moved=moved,
            width=viewport.map_width,
            height=map_height,
            style_url=f"/style/{theme.name}.json",
        ),
        "sentence.children": caption.sentence(view, table, summary),
        "casualties.children": caption.casualties(summary.fatalities) if summary.shown else "",
        "notices.children": links.notices(notices),
        "chips.children": links.chips(view, table),
        "extent.children": links.extent(view, table),
        "outside.children": links.outside(view, table, summary),
        "zoom.children": links.zoom(view, table),
        "timeline-box.style": {"height": f"{box:.0f}px"},
        "lane-names.children": links.lane_names(laid_out, view),
        "axis.children": links.axis(laid_out, viewport.gutter),
        "empty.children": links.empty(view, table, summary),
        "legend.children": links.legend(view, table, summary, theme),
        "undated.children": links.tray("without a date", undated, view, table, theme),
        "unplaced.children": links.tray("without a place", unplaced, view, table, theme),
        "map-note.children": NOTE,
        "footnotes.children": links.footnotes(footnotes(table, rows)),
        "panel.children": panel.panel(view, table, summary, theme),
        "data-csv.href": f"/events.csv{suffix}",
        "data-json.href": f"/events.json{suffix}",
        "data-geojson.href": f"/events.geojson{suffix}",
        "theme.forceColorScheme": viewport.theme,
    }


def _register_offer(app: Dash, table: EventTable) -> None:
    """Apart from `draw`, so that a search in a filter touches nothing else."""

    @app.callback(
        {
            "options": {facet.key: Output(f"facet-{facet.key}", "children") for facet in FACETS},
            "boxes": {facet.key: Output(f"box-{facet.key}", "className") for facet in FACETS},
        },
        Input("url", "search"),
        Input("viewport", "data"),
        {facet.key: Input(f"find-{facet.key}", "value") for facet in FACETS},
    )
    def offer(search: Any, size: Any, sought: dict[str, Any]) -> dict[str, Any]:
        viewport = Viewport.read(size)
        if viewport is None:
            raise PreventUpdate
        view, _ = read_query(search if isinstance(search, str) else "", table)
        summary = summarise(table, view.selection)
        theme = THEMES[viewport.theme]
        return {
            "options": {
                facet.key: rail.options(facet, view, summary, theme, str(sought[facet.key] or "")[:LONGEST_QUERY])
                for facet in FACETS
            },
            "boxes": {
                facet.key: "facet long" if len(table.facets[facet.key].values) > rail.LONG else "facet"
                for facet in FACETS
            },
        }
