"""The page before Dash has drawn it: the places of the layout as plain HTML, which the first view fills at once.

Dash and plotly take a second or more until they draw; the sentence, the list and the counts need neither. `early.js`
takes this copy away when the layout stands.
"""

from typing import Any

from dash import Dash
from dash.development.base_component import Component

from dashboard.elements import Markup, attributes, element, joined

_VALUES = {"children", "n_clicks", "loading_state"}  # what only Dash's components know
_FIELDS = {"TextInput", "SegmentedControl"}
_PLACE = element("div")


class EarlyDash(Dash):
    """Dash whose first answer holds the early page, and runs our scripts before its own."""

    def interpolate_index(self, **parts: str) -> str:
        place = element("div")(early(self.layout), id="early")
        scripts = sorted(parts["scripts"].split("\n"), key=lambda script: '"/assets/' not in script)
        return str(
            super().interpolate_index(
                **(parts | {"app_entry": place + parts["app_entry"], "scripts": "\n".join(scripts)})
            )
        )


def early(node: Any) -> Markup:
    """Components as HTML. Fields are empty places of their name, charts are empty, and what is not seen is left out."""
    if isinstance(node, list | tuple):
        return Markup("".join([early(part) for part in node]))
    if not isinstance(node, Component):
        return joined(node)
    told = node.to_plotly_json()
    kind, props = told["type"], told["props"]
    if told["namespace"] == "dash_html_components":
        given = {name: value for name, value in props.items() if name not in _VALUES}
        return Markup(f"<{kind.lower()}{attributes(given)}>{early(props.get('children'))}</{kind.lower()}>")
    if kind == "MantineProvider":
        return early(props["children"])
    if kind in _FIELDS:
        words = props.get("placeholder") or props.get("label") or ""
        return _PLACE(words, id=props["id"], className=f"field {props.get('className', '')}".strip())
    return _PLACE(id=props["id"]) if kind == "Graph" else Markup()
