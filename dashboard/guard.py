"""What is refused before it reaches a callback: Dash's own route trusts its caller, and would answer 500."""

import re
from typing import Any

from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Response, abort, request

CALLBACKS = "/_dash-update-component"


def guard(app: Dash) -> None:
    """Answer 400 to calls that are no call of one of the app's callbacks, and 404 to unknown paths."""

    @app.server.before_request
    def refuse() -> None:
        if request.path == CALLBACKS and request.method == "POST":
            fault = fault_of(_body(), app.callback_map)
            if fault:
                abort(400, f"This is no call of the page: {fault}.")
        unknown = request.url_rule is not None and request.url_rule.rule == "/<path:path>"
        if unknown or request.path.endswith(".py"):  # the scripts that made the assets lie beside them
            abort(404, "There is no such page. The page is at /.")

    @app.server.errorhandler(DependencyException)
    @app.server.errorhandler(InvalidResourceError)
    def missing(error: Exception) -> Response:
        return Response("There is no such file.\n", status=404, mimetype="text/plain")


def _body() -> Any:
    """The JSON of the request; None where it is none, or is nested deeper than Python reads."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def fault_of(body: Any, callbacks: dict[str, Any]) -> str | None:
    """What is wrong with the body of a call, in words; None where it has the form that the page sends."""
    if not isinstance(body, dict):
        return "its body is no JSON object"
    output = body.get("output")
    known = callbacks.get(output) if isinstance(output, str) else None
    if known is None or not isinstance(output, str):
        return "its output is not known"
    targets = [{"id": name, "property": prop} for name, prop in _targets(output)]
    if body.get("outputs") not in (targets, targets[0] if len(targets) == 1 else targets):
        return "its outputs are not those of the callback"
    for key, wanted in (("inputs", known["inputs"]), ("state", known["state"])):
        sent = body.get(key, [])
        if not isinstance(sent, list) or len(sent) != len(wanted):
            return f"its {key} are not those of the callback"
        if [_name(item) for item in sent] != [_name(item) for item in wanted]:
            return f"its {key} are not those of the callback"
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(prop, str) for prop in changed):
        return "its changedPropIds are no list of names"
    return None


def _targets(output: str) -> list[tuple[str, str]]:
    """`..a.children...b.value..` as pairs of id and property."""
    parts = re.sub(r"^\.\.|\.\.$", "", output).split("...")
    return [(name, prop) for name, _, prop in (part.rpartition(".") for part in parts)]


def _name(item: Any) -> tuple[Any, Any] | None:
    return (item.get("id"), item.get("property")) if isinstance(item, dict) else None
