"""The web application: the callback `sync` (controls to URL), and the routes, by which the page has its views."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from flask import Flask

from dashboard import layout
from dashboard.assets_folder import ASSETS
from dashboard.controls import act, read_as
from dashboard.early import EarlyDash
from dashboard.guard import guard
from dashboard.routes import add_routes
from dashboard.security import secure
from dashboard.view import read_query
from events.engine import Engine

COMPRESSED = [
    "text/html", "text/css", "text/csv", "text/javascript", "application/javascript", "application/json",
    "application/geo+json", "image/svg+xml",
]  # fmt: skip
CONTROLS = ("q", "since", "until", "lanes")
PERIOD = ("since", "until")
DONE = (
    ("typed", "data"),
    ("timeline", "clickData"),
    ("timeline", "relayoutData"),
    ("map", "clickData"),
    ("map", "selectedData"),
)


def create_app(engine: Engine) -> Dash:
    """The page and its routes. Safe to serve from several threads: nothing is changed."""
    server = Flask("dashboard", static_folder=None)
    server.config["COMPRESS_MIMETYPES"] = COMPRESSED
    app = EarlyDash(
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
    _register_sync(app, engine)
    app.clientside_callback(ClientsideFunction("page", "follow"), Output("followed", "data"), Input("url", "search"))
    app.clientside_callback(
        ClientsideFunction("page", "typed"),
        Output("typed", "data"),
        [Input(name, "value") for name in CONTROLS],
        prevent_initial_call=True,
    )
    add_routes(app, engine)
    guard(app)
    secure(app)
    return app


def _register_sync(app: Dash, engine: Engine) -> None:
    """The URL and all that was done in, the URL out: what was done is applied to the URL's view. What the controls show
    is told by the view's answer, when `view.js` has it; `typed` is what a reader has set them to since. `read` tells
    how the words of a date were understood."""
    handled = {f"{name}.{key}": (name, key) for name, key in DONE}

    @app.callback(
        output={
            "url": Output("url", "search"),
            "errors": {name: Output(name, "error") for name in PERIOD},
            "read": {name: Output(f"{name}-read", "children") for name in PERIOD},
        },
        inputs={"values": {prop: Input(*source) for prop, source in handled.items()}},
        state={"search": State("url", "search")},
        prevent_initial_call=True,
    )
    def sync(values: dict[str, Any], search: Any) -> dict[str, Any]:
        before, _ = read_query(search if isinstance(search, str) else "", engine)
        done = {prop: values[prop] for prop in handled if prop in ctx.triggered_prop_ids}
        set_now = done.pop("typed.data", None)
        if isinstance(set_now, dict):
            done |= {name: set_now[name] for name in CONTROLS if name in set_now}
        view, errors = act(before, done, engine)
        return {
            "url": no_update if view == before else view.href(),
            "errors": {name: errors.get(name) for name in PERIOD},
            "read": {
                name: layout.reading(read_as(done[name]), view.href()) if name in done else no_update for name in PERIOD
            },
        }
