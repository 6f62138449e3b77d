"""What kind of file it is, from its content and never from its name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from events.ledger import Problem, shortened
from events.readers import outline
from events.readers.column_names import field_named
from events.readers.columns import COLUMNS, column_named
from events.readers.head import Head
from events.readers.json_items import unscripted
from events.schema import SCHEMA


@dataclass(frozen=True)
class Kind:
    """A kind of file: the name that `--as` takes, and how it is called in a sentence."""

    name: str
    label: str


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("records", "records in TOML"),
        Kind("sheet", "a sheet of records"),
        Kind("acled", "ACLED"),
        Kind("ucdp", "UCDP GED"),
        Kind("gdelt", "GDELT events"),
        Kind("timelinejs", "TimelineJS"),
        Kind("geojson", "GeoJSON"),
        Kind("timemap", "timemap"),
        Kind("parquet-events", "events in Parquet"),
        Kind("mapped", "another table"),
    )
}

_TOML = re.compile(
    r"""(?:\s|\#.*)*(?:\[{1,2}[\w."-]+\]{1,2}\s*(?:\#.*)?$|[\w-]+\s*=\s*(?:["'\[{\d]|true|false))""", re.M
)
_ACLED = {
    "event_id_cnty", "event_id_no_cnty", "data_id", "time_precision", "disorder_type", "assoc_actor_1", "ally_actor_1",
    "inter1", "inter2", "interaction", "geo_precision", "source_scale",
}  # fmt: skip
_UCDP = {"relid", "conflict_name", "dyad_name", "side_a", "side_b", "where_prec", "date_prec", "event_clarity", "best"}
_RELID = re.compile(r"[A-Z]{2,4}-\d{4}-\d-[\w.-]+")  # country, year, type of violence, dyad, number
_UCDP_WIDTH, _GDELT_WIDTH = range(47, 54), range(57, 63)
_WHEN = {"date", "earliest"}
_WHAT = {"title", "summary", "event_type", "fatalities_best"}
_WANTED = "Known: CSV, XLSX or Parquet tables, TOML, GeoJSON, TimelineJS and timemap."
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|meta|table)\b", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<[?!\w]")
_POINTER = re.compile(r"version https://git-lfs")


def recognise(head: Head) -> str | None:
    """The name of the kind that a file is of, None for what is no events; `unrecognised` then says why."""
    if head.problem is not None or (head.packed is not None and head.container != "text"):
        return None
    if head.container == "parquet":
        if set(SCHEMA.names) <= set(head.header):
            return "parquet-events"
        return next((name for name in ("acled", "ucdp", "gdelt") if _TABLES[name](head)), "mapped")
    if head.container == "json":
        names = outline.columns_of(head.text)
        kind = outline.kind_of(head.text) or coded_by(names, ("acled", "ucdp", "gdelt"))
        return kind or ("mapped" if _tells_events(names) else None)
    if head.container == "text" and (script := unscripted(head.text)) and (kind := outline.kind_of(script)):
        return kind
    if head.container == "text" and _TOML.match(head.text) and not head.text.startswith("sep="):
        return "records" if head.packed is None else None
    return next((name for name, fits in _TABLES.items() if fits(head)), None)


def _tells_events(names: Iterable[str]) -> bool:
    """Whether the objects of a JSON list are events of some table: by their names they say when and what."""
    fields = {found[0] for name in names if (found := field_named(name))}
    return bool(fields & _WHEN and fields & _WHAT)


def coded_by(names: Iterable[str], known: Iterable[str] = ("acled", "ucdp")) -> str | None:
    """The data set, of those `known`, whose columns some names are: of a row, or of the properties of a feature."""
    head = Head(Path(), header=tuple(names))
    return next((name for name in known if _TABLES[name](head)), None)


def unrecognised(head: Head) -> Problem:
    """Why a file is of none of the kinds, and what to do."""
    if head.problem is not None:
        return head.problem
    reason, remedy = _reason(head)
    return Problem(str(head.path), None, None, None, None, reason, remedy)


def _reason(head: Head) -> tuple[str, str]:
    if head.packed is not None and (head.container != "text" or _TOML.match(head.text)):
        return f"is packed as {head.packed}", "Unpack it first."
    if head.container == "json":
        return outline.reason(head.text), _WANTED
    if _PAGE.match(head.text):
        return "is a web page", "Fetch the data itself: the page may have asked for a login."
    if _MARKUP.match(head.text):
        return "is XML", "Save the events as CSV UTF-8 or as XLSX."
    if _POINTER.match(head.text):
        return "is a pointer of Git LFS in place of the file", "Fetch the file itself: `git lfs pull`."
    if len(head.header) < 2:
        return f"has one column, '{shortened(head.header[0])}'" if head.header else "has no columns", _WANTED
    if not head.rows:
        return "has a first line, and no rows", _WANTED
    return "is no table: its lines have different numbers of cells", _WANTED


def _names(head: Head) -> set[str]:
    return {column_named(name) for name in head.header}


def _is_acled(head: Head) -> bool:
    """Of every generation: upper case (2015), alphabetical with an unnamed index (2016), with `data_id` (to 2023),
    with `disorder_type` (since). Some columns of them are enough with ACLED's own id."""
    names = _names(head)
    return {"event_date", "event_type"} <= names and ("event_id_cnty" in names or len(names & _ACLED) >= 2)


def _is_ucdp(head: Head) -> bool:
    """With its header, also among columns of others (HDX); or without, as candidate files come, by the form of ids."""
    names = _names(head)
    if {"type_of_violence", "date_start"} <= names and len(names & _UCDP) >= 2:
        return True
    return any(_is_ucdp_row(row) for row in (head.header, *head.rows[:2]))


def _is_ucdp_row(row: tuple[str, ...]) -> bool:
    if len(row) not in _UCDP_WIDTH:
        return False
    number, relid, year = (cell.strip() for cell in row[:3])
    return bool(number.isdecimal() and _RELID.fullmatch(relid) and re.fullmatch(r"(19|20)\d\d", year))


def _is_gdelt(head: Head) -> bool:
    names = _names(head)
    if {"globaleventid", "sqldate"} <= names or {"globaleventid", "day", "eventcode"} <= names:
        return True
    if {"date", "source", "target", "cameocode", "numevents"} <= names:  # reduced
        return True
    return any(_is_gdelt_row(row) for row in (head.header, *head.rows[:2]))


def _is_gdelt_row(row: tuple[str, ...]) -> bool:
    """An id, then the day, its month, its year and that with a fraction: 20170701, 201707, 2017, 2017.4959."""
    if len(row) not in _GDELT_WIDTH:
        return False
    number, day, month, year, fraction = (cell.strip() for cell in row[:5])
    dated = re.fullmatch(r"(19|20)\d{6}", day) and day.startswith(month) and month.startswith(year)
    return bool(number.isdecimal() and dated and len(month) == 6 and fraction.startswith(year))


def _is_timeline(head: Head) -> bool:
    """The sheet of TimelineJS's template."""
    names = _names(head)
    return {"year", "headline"} <= names and bool(names & {"text", "media", "end_year", "display_date"})


def _is_sheet(head: Head) -> bool:
    """Most columns are those of records, with what no table of others has: their types of events, or their sources."""
    names = _names(head)
    own = names & set(COLUMNS)
    return (
        "title" in own and 2 * len(own) > len(names) and any(name.startswith(("event_type", "source_")) for name in own)
    )


def _is_table(head: Head) -> bool:
    """As many cells in most rows as in the first, and more than one."""
    if _MARKUP.match(head.text) or len(head.header) < 2:
        return False
    if head.container == "xlsx":
        return True
    return 2 * sum(len(row) == len(head.header) for row in head.rows) > len(head.rows)


_TABLES: dict[str, Callable[[Head], bool]] = {
    "acled": _is_acled,
    "ucdp": _is_ucdp,
    "gdelt": _is_gdelt,
    "timelinejs": _is_timeline,
    "sheet": _is_sheet,
    "mapped": _is_table,
}
