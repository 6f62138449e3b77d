"""The controls of the page that hold a value, what they show in a view, and what is done with them."""

from collections.abc import Mapping
from typing import Any

from dashboard.actions import ACTIONS
from dashboard.view import View
from events.dates import DateError, parse
from events.dates_in_words import in_short
from events.engine import Engine
from events.holdings import Holdings
from events.selection import OPEN, spelled
from events.typed_dates import typed_period


def control_values(view: View, holdings: Holdings) -> dict[str, str]:
    """What each control shows in a view, by id. The dates are those of the window that is drawn."""
    selection = view.selection
    since, until = spelled(*view.window(holdings))
    blank = not len(holdings)
    return {
        "q": selection.q,
        "since": "" if blank or selection.since == OPEN else in_short(parse(selection.since or since)),
        "until": "" if blank or selection.until == OPEN else in_short(parse(selection.until or until)),
        "lanes": view.lanes,
    }


def act(view: View, done: Mapping[str, Any], engine: Engine) -> tuple[View, dict[str, str]]:
    """The view after what was done to controls, and the words for what could not be understood, by control."""
    errors = {}
    shown = control_values(view, engine.holdings)
    for prop, value in done.items():
        if value is None or (prop in shown and value == shown[prop]):
            continue  # the page repeats what it was told
        try:
            view = ACTIONS[prop](view, value, engine)
        except DateError as error:
            errors[prop] = f"{error.reason[:1].upper()}{error.reason[1:]}. {error.remedy}"
    return view, errors


def read_as(text: Any) -> str:
    """How the words in the from or to field were understood, to be shown under it; nothing for what stands there as it
    is shown, and for what is no date."""
    words = " ".join(str(text or "").split())
    if words in ("", OPEN):
        return ""
    try:
        found = typed_period(words)
    except DateError:
        return ""
    if found.unit and not found.assumptions and words in (found.since, found.words):
        return ""
    assumed = f"; {'; '.join(found.assumptions)}" if found.assumptions else ""
    return f"Read as {found.words}{'' if found.unit else ', from and to'}{assumed}."
