"""Dates: EDTF text to its bounds (`parse`), and a report's own words to a date (`resolve`, `find`).

`edtf`, `units` and `habits` read EDTF. The rest reads words: `tokens` and `lexicon` look them up in the files of
`languages/`, `grammar` makes `expressions` of them, `meaning` gives these their bounds, `resolving` and `finding` are
the two doors.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from events.dates.edtf import LONGEST as LONGEST
from events.dates.edtf import PARTS_OF_DAY as PARTS_OF_DAY
from events.dates.edtf import Date as Date
from events.dates.edtf import DateError as DateError
from events.dates.edtf import Kind as Kind
from events.dates.edtf import Side as Side
from events.dates.edtf import Span as Span
from events.dates.edtf import parse as parse
from events.dates.units import Precision as Precision

if TYPE_CHECKING:
    from events.dates.finding import find as find
    from events.dates.resolving import resolve as resolve
    from events.dates.when import Mention as Mention
    from events.dates.when import Part as Part
    from events.dates.when import Reading as Reading
    from events.dates.when import When as When

_WORDS = {
    "find": "finding", "resolve": "resolving", "Mention": "when", "Part": "when", "Reading": "when", "When": "when",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """What reads words is loaded when first asked for: most programs read EDTF alone."""
    if name not in _WORDS:
        raise AttributeError(f"module 'events.dates' has no attribute '{name}'")
    value = getattr(import_module(f"events.dates.{_WORDS[name]}"), name)
    globals()[name] = value
    return value
