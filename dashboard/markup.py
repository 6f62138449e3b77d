"""Dash's HTML components as HTML text, for the parts of the page that change with every view.

React would compare some thousand elements one by one; the browser parses the text of a part in a few milliseconds.
"""

import re
from html import escape
from typing import Any

from dash.development.base_component import Component

_NAMES = {"className": "class", "tabIndex": "tabindex", "htmlFor": "for", "rowSpan": "rowspan", "colSpan": "colspan"}
_VOID = {"br", "hr", "img", "input"}
_DASH_ONLY = {"children", "refresh", "n_clicks", "loading_state"}


class Markup(str):
    """Text that is HTML already."""


def checkbox(value: str, href: str, *, checked: bool) -> Markup:
    """A box that leads to a view when it is ticked or cleared; Dash has no such component without a callback."""
    ticked = " checked" if checked else ""
    return Markup(f'<input type="checkbox" value="{escape(value)}" data-go="{escape(href)}"{ticked}>')


def markup(node: Any) -> str:
    """A component, text, number, None or a list of these. A `dcc.Link` becomes a link that `view.js` follows.

    Raises:
        TypeError: a component is neither of `dash.html` nor a `dcc.Link`.
    """
    if node is None:
        return ""
    if isinstance(node, list | tuple):
        return "".join(markup(part) for part in node)
    if isinstance(node, Markup):
        return node
    if not isinstance(node, Component):
        return escape(str(node), quote=False)
    told = node.to_plotly_json()
    props, kind = told["props"], told["type"]
    if told["namespace"] == "dash_core_components" and kind == "Link":
        tag, extra = "a", " data-go"
    elif told["namespace"] == "dash_html_components":
        tag, extra = kind.lower(), ""
    else:
        raise TypeError(f"{told['namespace']}.{kind} is no HTML")
    attributes = "".join(_attribute(name, value) for name, value in props.items() if name not in _DASH_ONLY)
    opening = f"<{tag}{attributes}{extra}>"
    return opening if tag in _VOID else f"{opening}{markup(props.get('children'))}</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    name = _NAMES.get(name, name)
    if value is True:
        return f" {name}"
    if isinstance(value, dict):
        value = ";".join(f"{_css(key)}:{part}" for key, part in value.items())
    return f' {name}="{escape(str(value))}"'


def _css(name: str) -> str:
    """`marginLeft` as `margin-left`; custom properties as they are."""
    return name if name.startswith("--") else re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)
