"""The routes beside the page: data and print figures of a query string, and the server's health."""

import json
from typing import Any

from dash import Dash
from flask import Response, request
from plotly.utils import PlotlyJSONEncoder
from werkzeug.exceptions import HTTPException

from dashboard import basemap, formats
from dashboard.caption import lasting
from dashboard.image_sizes import SizeError, size_of
from dashboard.palette import THEMES
from dashboard.print_figure import CHARTS, print_figure
from dashboard.view import View, read_query
from events.summary import Summary, summarise
from events.table import EventTable


def add_routes(app: Dash, table: EventTable) -> None:
    server = app.server

    def asked() -> tuple[View, tuple[str, ...], Summary]:
        view, notices = read_query(request.query_string.decode("utf-8", "replace"), table)
        return view, notices, summarise(table, view.selection)

    @server.get("/health")
    def health() -> Response:
        return _json({"status": "ok", "events": len(table)})

    @server.get("/events.json")
    def events_json() -> Response:
        view, notices, summary = asked()
        return _json(formats.events_json(table, summary, view, notices))

    @server.get("/events.geojson")
    def events_geojson() -> Response:
        view, notices, summary = asked()
        return _json(formats.events_geojson(table, summary, view, notices), "application/geo+json")

    @server.get("/events.csv")
    def events_csv() -> Response:
        _, _, summary = asked()
        text = "\ufeff" + formats.events_csv(table, summary)  # spreadsheets take the mark as a sign of UTF-8
        disposition = {"Content-Disposition": 'attachment; filename="events.csv"'}
        return Response(text, mimetype="text/csv", headers=disposition)

    @server.get("/style/<theme>.json")
    def style(theme: str) -> Response:
        """The base map's style; its parts are files of the assets."""
        if theme not in THEMES:
            return _refused(f"Theme '{theme[:40]}' is not known. Known: {', '.join(THEMES)}.", 404)
        return _json(basemap.style(THEMES[theme], assets_url="/assets"))

    @server.get("/figure/<chart>/<size>.json")
    def figure(chart: str, size: str) -> Response:
        """The view laid out for print; `size` is a name or WIDTHxHEIGHT."""
        if chart not in CHARTS:
            return _refused(f"Chart '{chart[:40]}' is not known. Known: {', '.join(CHARTS)}.")
        try:
            width, height = size_of(size)
        except SizeError as error:
            return _refused(str(error))
        view, _, summary = asked()
        address = request.url_root + lasting(view, table).href()
        drawn = print_figure(table, summary, view, chart, width, height, address)
        return Response(json.dumps(drawn.to_plotly_json(), cls=PlotlyJSONEncoder), mimetype="application/json")

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return _refused(error.description or error.name, error.code or 400)


def _json(value: Any, mimetype: str = "application/json") -> Response:
    return Response(json.dumps(value, ensure_ascii=False, allow_nan=False), mimetype=mimetype)


def _refused(words: str, status: int = 400) -> Response:
    return Response(words + "\n", status=status, mimetype="text/plain")
