"""GDELT's event files, 1.0 (57 or 58 columns, tab separated, no header) and 2.0 (61), copies that have a header, and
the reduced file of 1979 to 2013, whose rows count events of one day, place, kind and pair of actors.

A program reads them out of news, and nobody checks them: one story can make many rows, and audits found about a fifth
of the prominent points to be a real event in its place. So the data set is marked as machine-coded, and its rows say no
more than they do there:

- `EventCode` is CAMEO's (1.1b3); `cameo.csv` has what each code is called and the event type it is read as, chosen
  to claim little: words and demands (01 to 03, 10 to 13) are statements, assault (18) is an attack, and "on civilians"
  only where CAMEO's own words have a victim who cannot fight (abduction, physical assault, mass violence).
- `SQLDATE` is the day. A text that says "last year" gives a day one, or ten, years before `DATEADDED`: the row is kept
  with that day, and `more` says so.
- `ActionGeo_Type` 1 is a country, 2 and 5 a state or province, 3 and 4 a town or landmark.
- Names stay as they are, damaged letters too (`Regi�n`), which the ledger tells.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter, ValidationError

from events.codebook import nearest
from events.datasets import Dataset
from events.fields import Url
from events.ledger import Problem
from events.readers import spells
from events.readers.cells import Column, Flaw, beside, coded, day, each, find, nulls_blanked
from events.readers.chunk import Cells, Chunk, Draft, Fault, Reading, finish
from events.readers.delimited import read_cells
from events.readers.head import Head
from events.readers.nested import actors, facts, sources
from events.readers.points import place_names, points
from events.readers.prose import headlines, lines, plain, slugs
from events.readers.regions import regions
from events.schema import WORD

TABLE = Path(__file__).with_name("cameo.csv")
_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_V2 = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{where}Geo_{name}" for where in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_V1 = tuple(name for name in _V2 if not name.endswith("ADM2Code"))
COLUMNS: Mapping[int, tuple[str, ...]] = {57: _V1[:-1], 58: _V1, 61: _V2}  # by the number of cells in a row
GEO_PRECISIONS = {"1": "country", "2": "province", "3": "exact", "4": "exact", "5": "province"}
MORE = (
    "EventCode", "NumEvents", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", "QuadClass",
    "IsRootEvent", "DATEADDED",
)  # fmt: skip
# The columns of the reduced file by those of the whole ones.
REDUCED = {
    "date": "SQLDATE", "source": "Actor1Name", "target": "Actor2Name", "cameocode": "EventCode",
    "numevents": "NumEvents", "numarts": "NumArticles", "quadclass": "QuadClass", "goldstein": "GoldsteinScale",
    "actiongeotype": "ActionGeo_Type", "actiongeolat": "ActionGeo_Lat", "actiongeolong": "ActionGeo_Long",
}  # fmt: skip
NULLS = ("\\N", "NULL", "null", "(null)", "#N/A", "<NA>", "nan", "NaN")  # in cells that are blank; NA may be a code
DAMAGE = "\ufffd"  # what a decoder writes for bytes that are no letter
_RELATIVE = "a year or ten before the report, as GDELT dates 'last year'"
_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+([/?#][!-~]*)?")
_URL: TypeAdapter[str] = TypeAdapter(Url)
DATASET = Dataset(
    key="gdelt",
    name="GDELT",
    citation=(
        "The GDELT Project, gdeltproject.org. Leetaru and Schrodt (2013), “GDELT: Global Data on Events, Location and "
        "Tone, 1979–2012”, International Studies Association meeting. Coded by a program from news; not checked by "
        "people."
    ),
    url="https://www.gdeltproject.org/",
    licence="free for any use with citation and link",
    machine_coded=True,
    note=(
        "One story can make many rows. Read here: CAMEO codes as event types by a table of this program; "
        "ActionGeo_Type 3 and 4 as the place, 2 and 5 as the province, 1 as the country; days a year or ten before the "
        "report, which GDELT gives to words such as 'last year', as they stand, and marked."
    ),
)


@cache
def cameo(path: Path = TABLE) -> Mapping[str, tuple[str, str]]:
    """The label and the event type of CAMEO's codes."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["label"], row["event_type"]) for row in csv.DictReader(file)}


def dataset() -> Dataset:
    """GDELT as a data set. Its files do not say their version but by the number of columns."""
    return DATASET


def read(path: Path, head: Head) -> Reading:
    """The events of a GDELT file; without a header the columns are those of its number of cells."""
    position = [0]
    return Reading(str(path), "gdelt", DATASET, _chunks(path, head, position), head.size, position=position)


def _chunks(path: Path, head: Head, position: list[int]) -> Iterator[Chunk]:
    header = None if headed(head.header) else header_of(head.header)
    delimiter = None if header is None else delimiter_of(head)
    reduced = is_reduced(head.header)
    parts = read_cells(path, head=head, header=header, delimiter=delimiter, position=position)
    for number, cells in enumerate(nulls_blanked(parts, NULLS)):
        if reduced:
            cells = _whole(cells, told=not number)
        yield finish(cells, draft(cells), DATASET.key)


def headed(header: Iterable[str]) -> bool:
    """Whether a first line has the names of GDELT's columns; its manual calls the day Day, its files SQLDATE."""
    names = {name.strip().lower() for name in header}
    return {"globaleventid", "sqldate"} <= names or {"globaleventid", "day", "eventcode"} <= names or is_reduced(header)


def is_reduced(header: Iterable[str]) -> bool:
    """Whether a first line is that of the reduced file."""
    return {"date", "source", "target", "cameocode", "numevents"} <= {name.strip().lower() for name in header}


def _whole(cells: Cells, told: bool) -> Cells:
    """Rows of the reduced file under the names of the whole ones, and with ids of what tells them apart there."""
    names = [REDUCED.get(name.strip().lower(), name) for name in cells.table.column_names]
    table = cells.table.rename_columns(names)
    parts = ("SQLDATE", "Actor1Name", "Actor2Name", "EventCode", "ActionGeo_Lat", "ActionGeo_Long")
    texts = [pc.fill_null(find(table, name).values, "") for name in parts]
    table = table.append_column("GLOBALEVENTID", pc.binary_join_element_wise(*texts, "_"))
    remedy = "Each row is counted as one event; the whole files have a row for each."
    counts = Problem(cells.file, None, None, "NumEvents", None, "counts events in a row", remedy)
    return replace(cells, table=table, problems=(*cells.problems, counts) if told else cells.problems)


def delimiter_of(head: Head) -> str:
    """What stands between the cells of a file without a header: tabs, unless it was saved anew with something else."""
    return head.delimiter or "\t" if len(head.header) in COLUMNS else "\t"


def header_of(row: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a file without a header, by its first row; those of 2.0 where the number of cells is none of
    GDELT's, so that the rows are told to be too long or short."""
    return COLUMNS.get(len(row), _V2)


def draft(cells: Cells) -> Draft:
    """The columns of GDELT rows."""
    table = cells.table
    ids, faults = slugs(find(table, "GLOBALEVENTID", "GlobalEventID"), "gdelt-")
    types, kinds = _types(table, faults)
    when, relative = _when(table, faults)
    where = _where(table, faults)
    who = [find(table, name) for name in ("Actor1Name", "Actor2Name")]
    names, wrong = actors([(column, lambda cell: [cell]) for column in who])
    faults += wrong
    columns = {"id": ids, "event_type": types, "sub_event_type": kinds, "actors": names}
    columns["title"] = headlines(kinds, lines(who[0])[0], lines(who[1])[0], where["place"])
    columns["status"] = pa.scalar("reported")
    columns["sources"] = _sources(table, ids, faults)
    more: dict[str, pa.Array] = {name: lines(find(table, name))[0] for name in MORE}
    columns["more"] = facts(more | {"EventDescription": kinds, "SQLDATE": relative})
    return Draft(columns | when | where, faults)


def _types(table: pa.Table, faults: list[Fault]) -> tuple[pa.Array, pa.Array]:
    """The event type and CAMEO's words of the code, or, where it is none, of the root code."""
    column, root = find(table, "EventCode"), find(table, "EventRootCode")
    both = beside(column, root)
    types, wrong = each(both, lambda pair: _coded(pair, 1), WORD)
    faults += wrong
    missing = np.flatnonzero(pc.is_null(column.values).to_numpy(zero_copy_only=False))
    if len(missing):
        faults.append(Fault(column.name, missing, "is missing", "A row without it says nothing of what happened."))
    return types, each(both, lambda pair: _coded(pair, 0), WORD)[0]


@lru_cache(maxsize=10_000)
def _coded(pair: str, part: int) -> str | Flaw:
    """The label (0) or event type (1) of an event code and a root code. A spreadsheet takes the zero in front of a
    code: `43` with the root `4` is 043, while 141 has the root 14."""
    code, root = (re.sub(r"\.0+$", "", text.strip()) for text in pair.rsplit("\x1f", 1))
    known = cameo()
    if len(root) == 1:
        root = f"0{root}"
        code = code if code.startswith(root) else f"0{code}"
    if code in known:
        return known[code][part]
    above = next((code[:length] for length in range(len(code) - 1, 1, -1) if code[:length] in known), root)
    if above not in known:
        return Flaw("is no CAMEO code", nearest(code, known))
    return Flaw("is no known CAMEO code", f"Read as {above}.", rejects=False, value=known[above][part])


def _when(table: pa.Table, faults: list[Fault]) -> tuple[dict[str, pa.Array], pa.Array]:
    """The columns of time, and a remark where the day is that of "last year" or "ten years ago"."""
    days, added = find(table, "SQLDATE", "Day"), find(table, "DATEADDED")
    edtf, wrong = each(days, _iso, pa.string())
    faults += wrong
    remark = each(beside(days, Column("DATEADDED", pc.utf8_slice_codeunits(added.values, 0, 8))), _remark, pa.string())
    return spells.time_columns(edtf), remark[0]


def _iso(text: str) -> str | Flaw | None:
    found = day(text)
    return found if found is None or isinstance(found, Flaw) else found.isoformat()


@lru_cache(maxsize=100_000)
def _remark(pair: str) -> str | None:
    text, report = pair.rsplit("\x1f", 1)
    first, last = day(text), day(report)
    if first is None or last is None or isinstance(first, Flaw) or isinstance(last, Flaw):
        return None
    whole = (first.month, first.day) == (last.month, last.day) and last.year - first.year in (1, 10)
    return f"{first.isoformat()}, {_RELATIVE}" if whole else None


def _where(table: pa.Table, faults: list[Fault]) -> dict[str, pa.Array]:
    named = find(table, "ActionGeo_FullName")
    place, wrong = lines(named)
    damaged = pc.fill_null(pc.match_substring(named.values, DAMAGE), False).to_numpy(zero_copy_only=False)
    if damaged.any():
        remedy = "It is kept as it stands; the letters were lost before this file was made."
        wrong.append(Fault(named.name, np.flatnonzero(damaged), "has damaged letters", remedy, rejects=False))
    faults += wrong
    kind = find(table, "ActionGeo_Type")
    stated = Column(kind.name, pc.if_else(pc.is_in(kind.values, pa.array(["0", "0.0"])), None, kind.values))
    precision, wrong = coded(stated, GEO_PRECISIONS, "country", "Read as somewhere in the country.", WORD)
    faults += wrong
    names = Column(named.name, plain(place))
    country = each(names, lambda name: name.rpartition(",")[2].strip() or None, WORD)[0]
    admin1 = each(names, _province, WORD)[0]
    region = regions(country, admin1)
    lat, lon = find(table, "ActionGeo_Lat"), find(table, "ActionGeo_Long")
    where, wrong = points(lat, lon, region)
    faults += wrong
    where |= {"place": place_names(lat, lon, place), "country": country, "admin1": admin1, "region": region}
    return where | {"geo_precision": precision}


def _province(name: str) -> str | None:
    """`Kidal` of `Kidal, Kidal, Mali`, the part before the country; None of a country alone."""
    return name.rpartition(",")[0].rpartition(",")[2].strip() or None


def _sources(table: pa.Table, ids: pa.Array, faults: list[Fault]) -> pa.Array:
    urls = find(table, "SOURCEURL")
    sound, wrong = each(urls, _address, pa.string())
    faults += wrong
    return sources(
        table.num_rows,
        id="gdelt",
        publisher="GDELT",
        title="The GDELT Project, events",
        url=sound,
        locator=pc.utf8_slice_codeunits(ids, len("gdelt-"), 200),
    )


def _address(text: str) -> str | Flaw | None:
    """A web address; None for GDELT's names of sources without one, such as "BBC Monitoring"."""
    text = text.strip()
    if _PLAIN_URL.fullmatch(text):
        return text
    if not re.match("(?i)https?:", text):
        return None
    try:
        return str(_URL.validate_python(text))
    except ValidationError:
        return Flaw("is not a web address", "The event is taken without it.", rejects=False)
