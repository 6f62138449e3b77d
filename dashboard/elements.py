"""Elements of HTML as text, for the parts of the page that change with every view.

They are called as Dash's components are, of which a view would need some thousand: to make these takes longer than all
else about a view, and React would compare them one by one.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

_NAMES = {"className": "class", "tabIndex": "tabindex", "htmlFor": "for", "rowSpan": "rowspan", "colSpan": "colspan"}
_VOID = {"br", "hr", "img", "input"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Made = Callable[..., Markup]


def joined(node: Any) -> Markup:
    """Markup, text, a number, None or a list of these as markup."""
    if isinstance(node, Markup):
        return node
    if node is None:
        return Markup()
    if isinstance(node, list | tuple):
        return Markup("".join([joined(part) for part in node]))
    return Markup(escape(str(node), quote=False))


def attributes(given: dict[str, Any]) -> str:
    """Attributes by their names in Dash: None and False leave one out, True gives it without a value."""
    told = [item for item in given.items() if item[1] is not None and item[1] is not False]
    return "".join([_attribute(name, value) for name, value in told])


def element(tag: str, fixed: str = "") -> Made:
    """A function of children and attributes that makes the markup of one element."""

    def made(children: Any = None, **given: Any) -> Markup:
        opening = f"<{tag}{attributes(given)}{fixed}>"
        return Markup(opening if tag in _VOID else f"{opening}{joined(children)}</{tag}>")

    return made


def _attribute(name: str, value: Any) -> str:
    name = _NAMES.get(name, name)
    if value is True:
        return f" {name}"
    if isinstance(value, dict):
        value = ";".join([f"{_css(key)}:{part}" for key, part in value.items()])
    return f' {name}="{escape(str(value))}"'


@lru_cache(256)
def _css(name: str) -> str:
    """`marginLeft` as `margin-left`; custom properties as they are."""
    return name if name.startswith("--") else re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)


A, Bdi, Br, Button, Caption, Dd, Details, Div, Dl, Dt, H2, Label, Li, Nav, P, Span, Summary = (
    element(tag)
    for tag in (
        "a", "bdi", "br", "button", "caption", "dd", "details", "div", "dl", "dt", "h2", "label", "li", "nav", "p",
        "span", "summary",
    )
)  # fmt: skip
Table, Tbody, Td, Th, Thead, Tr, Ul = (element(tag) for tag in ("table", "tbody", "td", "th", "thead", "tr", "ul"))
Link = element("a", " data-go")  # that `view.js` follows
_Box = element("input")


def checkbox(value: str, href: str, *, checked: bool) -> Markup:
    """A box that leads to a view when it is ticked or cleared."""
    return _Box(type="checkbox", value=value, checked=checked, **{"data-go": href})
