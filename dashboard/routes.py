"""The routes beside the page: data and print figures of a query string, and the server's health."""

import json
from itertools import chain, islice
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dash import Dash
from flask import Response, request
from plotly.utils import PlotlyJSONEncoder
from werkzeug.exceptions import HTTPException

from dashboard import basemap, formats, rail
from dashboard.answer import answer
from dashboard.brush_answer import brush_answer
from dashboard.caption import lasting
from dashboard.elements import joined
from dashboard.formats import WithheldError
from dashboard.image_sizes import SizeError, size_of
from dashboard.palette import THEMES
from dashboard.print_figure import CHARTS, print_figure
from dashboard.view import View, read_query
from dashboard.viewport import MapView, Viewport
from events.engine import Engine, EngineError
from events.facets import FACET
from events.search import AbandonedError
from events.selection import LONGEST_QUERY
from events.summary import Summary

NO_WINDOW = "Write /view/WIDTHxHEIGHT/WIDTHxHEIGHT/light/-.json: the sizes of the timeline and of the map in pixels."


def add_routes(app: Dash, engine: Engine) -> None:
    server = app.server

    def asked() -> tuple[View, tuple[str, ...], Summary]:
        view, notices = read_query(_query(), engine)
        summary = engine.summarise(view.selection, view.lanes)
        return view, (*notices, *formats.withheld_words(engine.holdings, summary)), summary

    @server.get("/health")
    def health() -> Response:
        return _json({"status": "ok", "events": len(engine.holdings)})

    @server.get("/events.json")
    def events_json() -> Response:
        view, notices, summary = asked()
        return _json(formats.events_json(engine, summary, view, notices))

    @server.get("/events.geojson")
    def events_geojson() -> Response:
        view, notices, summary = asked()
        return _json(formats.events_geojson(engine, summary, view, notices), "application/geo+json")

    @server.get("/events.csv")
    def events_csv() -> Response:
        view, _, _ = asked()
        mark = "\ufeff"  # spreadsheets take it as a sign of UTF-8
        disposition = {"Content-Disposition": 'attachment; filename="events.csv"'}
        lines = formats.events_csv(engine, view)
        first = list(islice(lines, 2))  # so that an engine that is away is told, and no half file begun
        return Response(chain([mark], first, lines), mimetype="text/csv", headers=disposition)

    @server.get("/view/<size>/<map_size>/<theme>/<moved>.json")
    def view_json(size: str, map_size: str, theme: str, moved: str) -> Response:
        """What the page shows of the query string in a window of that size."""
        viewport = Viewport.from_path(size, map_size, theme)
        if viewport is None:
            return _refused(NO_WINDOW)
        gone = request.environ.get("waitress.client_disconnected", bool)
        try:
            found = answer(engine, _query(), viewport, MapView.from_path(moved), wanted=lambda: not gone())
        except AbandonedError:
            return _refused("Nobody waits for this view any more.", 503)
        return _plotly(found)

    @server.get("/brush/<size>/<map_size>/<theme>/<moved>.json")
    def brush_json(size: str, map_size: str, theme: str, moved: str) -> Response:
        """What the page needs to follow a hand that drags a period."""
        viewport = Viewport.from_path(size, map_size, theme)
        if viewport is None:
            return _refused(NO_WINDOW)
        return _plotly(brush_answer(engine, _query(), viewport, MapView.from_path(moved)))

    @server.get("/options/<theme>/<key>.json")
    def options_json(theme: str, key: str) -> Response:
        """The options of a facet whose words hold the parameter `find`, as markup."""
        if key not in FACET or theme not in THEMES:
            return _refused(f"Known facets: {', '.join(FACET)}; themes: {', '.join(THEMES)}.", 404)
        pairs = parse_qsl(_query(), keep_blank_values=True)
        find = next((value for name, value in pairs if name == "find"), "")[:LONGEST_QUERY]
        view, _ = read_query(urlencode([pair for pair in pairs if pair[0] != "find"]), engine)
        summary = engine.summarise(view.selection, view.lanes)
        options = rail.options(FACET[key], view, engine.holdings, summary, THEMES[theme], find)
        return _json({"html": joined(options)})

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
        view, _ = read_query(_query(), engine)
        address = request.url_root + lasting(view, engine.holdings).href()
        drawn = print_figure(engine, view, chart, width, height, address)
        return _plotly(drawn.to_plotly_json())

    @server.errorhandler(WithheldError)
    def withheld(error: WithheldError) -> Response:
        return _refused(str(error), 403)

    @server.errorhandler(EngineError)
    def away(error: EngineError) -> Response:
        """The events cannot be had now; the page shows the words with a link to try again."""
        response = _refused(str(error), 503)
        response.headers["Retry-After"] = "5"
        return response

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return _refused(error.description or error.name, error.code or 400)


def _query() -> str:
    return request.query_string.decode("utf-8", "replace")


def _plotly(value: Any) -> Response:
    """JSON of what holds figures and arrays."""
    return Response(json.dumps(value, cls=PlotlyJSONEncoder, separators=(",", ":")), mimetype="application/json")


def _json(value: Any, mimetype: str = "application/json") -> Response:
    return Response(json.dumps(value, ensure_ascii=False, allow_nan=False), mimetype=mimetype)


def _refused(words: str, status: int = 400) -> Response:
    return Response(words + "\n", status=status, mimetype="text/plain")
