"""ACLED's CSV of every generation, from the upper-case columns of 2015 to the 31 columns since March 2023.

Columns are found by name, in any case and order. How the codes of ACLED's codebook are read:

- `time_precision` 1 is the day. 2 is the week, Monday to Sunday, that holds the day, since the codebook has the middle
  of the week coded. 3 is the month: one edition says "middle of week or weekend", another "some time in the month",
  and the wider one claims less.
- `geo_precision` 1 is the town, 2 a place near it that stands for the area around, 3 the province.
- `fatalities` is one reported number: the best figure, without bounds.
- `actor1` and `actor2` are no attacker and target, so actors have no roles, and titles only list them.
- "Riots/Protests" of older files is a riot where `inter1` or `inter2` says rioters (5), else a protest.
- `data_id` names a row only where there is no `event_id_cnty`: it changes from release to release.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.datasets import Dataset
from events.readers import spells
from events.readers.cells import (
    Column,
    Flaw,
    Order,
    beside,
    coded,
    day,
    each,
    find,
    lacking,
    needs_order,
    nulls_blanked,
    numbers,
    order_of,
    with_years,
    word_of,
)
from events.readers.chunk import Cells, Chunk, Draft, Fault, Reading, finish, without_tags
from events.readers.delimited import read_cells
from events.readers.head import Head
from events.readers.nested import actors, facts, sources
from events.readers.points import place_names, points
from events.readers.prose import LONGEST_LINE, after, cut, headlines, joined, lines, plain, slugs, texts
from events.readers.regions import regions
from events.readers.twins import filled
from events.schema import WORD

EVENT_TYPES = {
    "Battles": "battle",
    "Violence against civilians": "attack_on_civilians",
    "Explosions/Remote violence": "explosion_remote_violence",
    "Protests": "protest",
    "Riots": "riot",
    "Strategic developments": "strategic_development",
    # before 2019
    "Battle-No change of territory": "battle",
    "Battle-Government regains territory": "battle",
    "Battle-Non-state actor overtakes territory": "battle",
    "Battle-Rebels overtake territory": "battle",
    "Remote violence": "explosion_remote_violence",
    "Remote explosive/landmine/IED": "explosion_remote_violence",
    "Riots/Protests": "protest",
    "Strategic development": "strategic_development",
    "Headquarters or base established": "strategic_development",
    "Non-violent transfer of territory": "strategic_development",
    "Non-violent activity by a conflict actor": "strategic_development",
    "Non-violent rebel activity": "strategic_development",
}
RIOTERS = ("5", "5.0", "rioters")  # in `inter1`, `inter2`
GEO_PRECISIONS = {"1": "exact", "2": "near", "3": "province"}
MORE = (
    "disorder_type", "interaction", "inter1", "inter2", "civilian_targeting", "tags", "source_scale", "time_precision",
    "admin3",
)  # fmt: skip
# Shapefiles cut names to ten letters.
ALIASES = {
    "assoc_actor_1": ("assoc_actor_1", "ally_actor_1", "assoc_acto"),
    "assoc_actor_2": ("assoc_actor_2", "ally_actor_2", "assoc_ac_1"),
    "event_type": ("event_type",),
    **{f"admin{level}": (f"admin{level}", f"adm_level_{level}") for level in (1, 2, 3)},
    "sub_event_type": ("sub_event_type", "sub_event_"),
    "event_id_cnty": ("event_id_cnty", "event_id_c"),
    "time_precision": ("time_precision", "time_preci"),
    "geo_precision": ("geo_precision", "geo_precis"),
    "source_scale": ("source_scale", "source_sca"),
}
DATASET = Dataset(
    key="acled",
    name="ACLED",
    citation=(
        "Armed Conflict Location & Event Data (ACLED), acleddata.com. Method: Raleigh, Kishi and Linke (2023), "
        "“Political instability patterns are obscured by conflict dataset scope conditions, sources, and coding "
        "choices”, Humanities and Social Sciences Communications 10, 74."
    ),
    url="https://acleddata.com/",
    licence="ACLED terms of use",
    rows="withheld",
    note=(
        "Citation, day of access, filters and manipulation must stand with every visual; rows are not for others. Read "
        "here: time_precision 2 as the week (Monday to Sunday) that holds the coded day; 3 as the month, because the "
        "codebooks disagree and this claims least; geo_precision 2 as near, 3 as the province; a code that is blank or "
        "unknown as the day as written, and as somewhere in the area. Fatalities are one reported number, without "
        "bounds. The order of actors says nothing. Where event_id_cnty is missing, ids are made of data_id, which "
        "changes between releases. Countries are grouped into regions by a table of this program."
    ),
)


def dataset() -> Dataset:
    """ACLED as a data set. Its files say neither their version nor when they were fetched."""
    return DATASET


def read(path: Path, head: Head) -> Reading:
    """The events of an ACLED file. Dates such as `01/11/2024` are taken in the order that other dates of the file show;
    for this alone the file is read twice, and only where its first stretch has such dates."""
    position = [0]
    chunks = chunks_of(lambda: read_cells(path, head=head, position=position))
    return Reading(str(path), "acled", DATASET, chunks, head.size, position=position)


def chunks_of(opened: Callable[[], Iterator[Cells]]) -> Iterator[Chunk]:
    """The events of cells that can be opened again, for the order of their dates."""
    order: Order | None = None
    for number, cells in enumerate(nulls_blanked(opened())):
        if not number:
            cells = lacking(without_tags(cells), "fatalities")
        if not number and needs_order(_days(cells.table).values):
            order = order_of(_days(part.table).values for part in opened())
        cells, told = filled(cells, ALIASES.values())
        made = draft(cells, order)
        yield finish(cells, replace(made, faults=[*made.faults, *told]), DATASET.key)


def _days(table: pa.Table) -> Column:
    return with_years(_find(table, "event_date"), _find(table, "year"))


def draft(cells: Cells, order: Order | None = None) -> Draft:
    """The columns of ACLED rows. `order` is that of dates such as `01/11/2024`, None where nothing shows it."""
    table = cells.table
    types, faults = _types(table)
    ids, wrong = _ids(table)
    faults += wrong
    when, wrong = _when(table, order)
    faults += wrong
    where, wrong = _where(table)
    faults += wrong
    deaths, wrong = numbers(_find(table, "fatalities"))
    faults += wrong
    notes, wrong = texts(_find(table, "notes"))
    faults += wrong
    who = [_find(table, name) for name in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")]
    names, wrong = actors([(column, ";" if number % 2 else None) for number, column in enumerate(who)])
    faults += wrong
    columns = {"id": ids, "summary": notes, "fatalities_best": deaths, "actors": names} | types | when | where
    first, second = (lines(column)[0] for column in (who[0], who[2]))
    columns["title"] = headlines(types["sub_event_type"], first, second, where["place"])
    columns["status"] = pa.scalar("reported")
    columns["sources"] = _sources(table, faults)
    columns["more"] = facts(
        {name: lines(_find(table, name))[0] for name in MORE} | {"timestamp": _find(table, "timestamp").encoded}
    )
    return Draft(columns, faults)


def _find(table: pa.Table, name: str) -> Column:
    return find(table, *ALIASES.get(name, (name,)))


def _ids(table: pa.Table) -> tuple[pa.Array, list[Fault]]:
    column = _find(table, "event_id_cnty")
    ids, faults = slugs(column, "acled-")
    data_id = find(table, "data_id")
    if not faults or not data_id.stands:
        return ids, faults
    others, faults = slugs(data_id, "acled-d")
    filled = pc.coalesce(ids, others)
    missing = pc.is_null(filled).to_numpy(zero_copy_only=False)
    name = column.name if column.stands else data_id.name
    return filled, [
        replace(fault, column=name, rows=rows) for fault in faults if len(rows := fault.rows[missing[fault.rows]])
    ]


def _types(table: pa.Table) -> tuple[dict[str, pa.Array], list[Fault]]:
    """`event_type`, and in `sub_event_type` the narrower type; in older files, which have none, their event type."""
    column = _find(table, "event_type")
    types, faults = each(column, word_of(EVENT_TYPES), WORD)
    missing = pc.is_null(column.values).to_numpy(zero_copy_only=False)
    if missing.any():
        remedy = f"Known: {', '.join(list(EVENT_TYPES)[:6])}."
        faults.append(Fault(column.name, missing.nonzero()[0], "is missing", remedy))
    kinds, more = lines(_find(table, "sub_event_type"))
    if kinds.null_count:
        kinds = pc.coalesce(plain(kinds), plain(lines(column)[0])).dictionary_encode()
    merged = pc.equal(pc.ascii_lower(column.values), "riots/protests")
    if pc.any(merged).as_py():
        rioting = pc.or_(_rioters(table, "inter1"), _rioters(table, "inter2"))
        types = pc.if_else(pc.fill_null(pc.and_(merged, rioting), False), "riot", plain(types))
    return {"event_type": types, "sub_event_type": kinds}, faults + more


def _rioters(table: pa.Table, name: str) -> pa.Array:
    values = pc.ascii_lower(_find(table, name).values)
    return pc.fill_null(pc.is_in(values, pa.array(RIOTERS)), False)


def _when(table: pa.Table, order: Order | None) -> tuple[dict[str, pa.Array], list[Fault]]:
    days, precisions = _days(table), _find(table, "time_precision")
    codes, faults = coded(
        precisions, {"1": "1", "2": "2", "3": "3"}, "1", "The date is taken as the day that it names.", WORD
    )
    both = beside(days, Column("time_precision", codes))
    edtf, wrong = each(both, lambda pair: _spelled(pair, order), WORD)
    return spells.time_columns(edtf), faults + wrong + _other_years(edtf, _find(table, "year"))


def _other_years(edtf: pa.DictionaryArray, years: Column) -> list[Fault]:
    """Rows whose year is none of their date."""
    if not years.stands or not len(edtf):
        return []
    spans = [re.findall(r"\d{4}(?=-)", text or "") or ["0"] for text in edtf.dictionary.to_pylist()]
    stated = [re.sub(r"\.0+$", "", text.strip()) for text in years.encoded.dictionary.to_pylist()]
    first, last = (np.array([int(span[end]) for span in spans] + [0]) for end in (0, -1))
    year = np.array([int(text) if re.fullmatch(r"[0-9]{4}", text) else 0 for text in stated] + [0])
    dates, codes = (pc.fill_null(coded.indices, -1).to_numpy() for coded in (edtf, years.encoded))
    other = (year[codes] > 0) & (first[dates] > 0) & ((year[codes] < first[dates]) | (year[codes] > last[dates]))
    rows, remedy = np.flatnonzero(other), "The date is taken; check both."
    return [Fault(years.name, rows, "is not the year of the date", remedy, rejects=False)] if len(rows) else []


@lru_cache(maxsize=200_000)
def _spelled(pair: str, order: Order | None) -> str | Flaw | None:
    """The EDTF text of a day and a time precision, with `\\x1f` between them."""
    text, code = pair.rsplit("\x1f", 1)
    found = day(text, order)
    if not isinstance(found, date):
        return found
    return spells.week(found) if code == "2" else spells.month(found) if code == "3" else found.isoformat()


def _where(table: pa.Table) -> tuple[dict[str, pa.Array], list[Fault]]:
    names = {name: lines(_find(table, name)) for name in ("location", "admin2", "admin1", "country")}
    faults = [fault for _, wrong in names.values() for fault in wrong]
    location, admin2, admin1, country = (values for values, _ in names.values())
    region = regions(country, admin1)
    lat, lon = _find(table, "latitude"), _find(table, "longitude")
    where, wrong = points(lat, lon, region)
    precision, more = coded(
        _find(table, "geo_precision"), GEO_PRECISIONS, "district", "Read as somewhere in the area.", WORD
    )
    where |= {"place": place_names(lat, lon, location, admin2, admin1, country), "geo_precision": precision}
    where |= {"admin2": admin2, "admin1": admin1, "country": country, "region": region}
    return where, faults + wrong + more


def _sources(table: pa.Table, faults: list[Fault]) -> pa.Array:
    """ACLED as the source of every row, with the row's id and the source that it cites."""
    cited, wrong = lines(_find(table, "source"))
    faults += wrong
    id, _ = texts(find(table, *ALIASES["event_id_cnty"], "data_id"))
    locator = cut(joined("; ", id, after("its source: ", cited)), LONGEST_LINE)
    return sources(
        table.num_rows, id="acled", publisher="ACLED", title="Armed Conflict Location & Event Data", locator=locator
    )
