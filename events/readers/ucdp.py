"""UCDP's Georeferenced Event Dataset (GED): yearly releases, candidate files (also without a header), HDX's files.

How its codes are read (Högbladh, UCDP GED Codebook):

- `date_prec` 1 is the day. 2 (two to six days), 3 (a week), 4 (a month) and 5 (up to a year) are some time from
  `date_start` to `date_end`, unknown when, also where the row sums up deaths over that time: the row does not say which
  of the two it is. Where both days are the same beside 2 to 5, the date is what the code says: the week, Monday to
  Sunday (2 and 3), the month or the year that holds the day.
- `where_prec` 1 is the place, 2 within 25 km of it, 3 the district, 4 the province. 5 is a line or an area without
  borders, such as a road or "Donets Basin Area", and 7 the sea or the air: both as wide as a province, as a district
  may not hold them. 6 is the country.
- `best`, `low` and `high` are deaths. A bound that contradicts `best` is left out of the event, and told.
- `source_office`, `source_date` and `source_headline` with the same number of parts are the articles that a row cites;
  else `source_article` stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator
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
from events.readers.nested import actors, facts, lists, sources
from events.readers.points import place_names, points
from events.readers.prose import LONGEST_LINE, cut, headlines, joined, line, lines, plain, slugs, texts
from events.readers.regions import regions
from events.readers.twins import filled
from events.schema import WORD

# The columns of files without a header, since GED 17.
COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
# Kinds of violence: the event type, and UCDP's word.
EVENT_TYPES = {
    "1": ("battle", "State-based violence"),
    "2": ("battle", "Non-state violence"),
    "3": ("attack_on_civilians", "One-sided violence"),
}
EVENT_TYPES |= {word.split()[0]: (type, word) for type, word in list(EVENT_TYPES.values())}
EVENT_TYPES |= {word: (type, word) for type, word in list(EVENT_TYPES.values())}
EVENT_TYPES |= {f"{word.split()[0]} conflict": (type, word) for type, word in list(EVENT_TYPES.values())}
GEO_PRECISIONS = {
    "1": "exact", "2": "near", "3": "district", "4": "province", "5": "province", "6": "country", "7": "province",
}  # fmt: skip
NEAR_KM = 25.0
MORE = (
    "conflict_name", "dyad_name", "event_clarity", "code_status", "date_prec", "where_prec", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "region",
)  # fmt: skip
# Releases before 5.0 call the figures estimates.
FIGURES = {name: (name, f"{name}_est", f"{name}_estimate") for name in ("low", "best", "high")}
KEY = "ucdp-ged"
_CITATION = (
    "Sundberg and Melander (2013), “Introducing the UCDP Georeferenced Event Dataset”, Journal of Peace Research "
    "50(4); and the article of the release's year (Davies, Pettersson and Öberg, “Organized violence”, same journal). "
    "UCDP Georeferenced Event Dataset{version}, Uppsala University."
)
_NOTE = (
    "Read here: date_prec 2 to 5 as some time between date_start and date_end, unknown when, or, where both are one "
    "day, as the week, month or year that holds it; where_prec 5 (a line or an area without borders) and 7 (sea or "
    "air) as wide as a province. Bounds of deaths that contradict the best figure are left out. Countries are grouped "
    "into regions by a table of this program; Gaza and the West Bank stand under Israel in the data, Kosovo under "
    "Serbia."
)
_VERSION = re.compile(r"ged(?:event)?[_-]?v?(\d{2})[_.-]?(\d{1,2})((?:[_.-]\d{1,2}){0,2})(?!\d)", re.IGNORECASE)


def dataset(file: str = "") -> Dataset:
    """GED as a data set, with its version where the name of the file says it: `GEDEvent_v25_1.csv`, `ged251.csv`."""
    match = _VERSION.search(Path(file).name)
    version = f" {match[1]}.{match[2]}{re.sub('[_-]', '.', match[3])}" if match else ""
    return Dataset(
        key=KEY,
        name=f"UCDP GED{version}",
        citation=_CITATION.format(version=f", version{version}" if version else ""),
        url="https://ucdp.uu.se/downloads/",
        licence="CC BY 4.0",
        note=_NOTE,
    )


def read(path: Path, head: Head) -> Reading:
    """The events of a GED file. The row of HXL tags that HDX puts under the header is no row."""
    position = [0]
    header = None if headed(head.header) else COLUMNS
    chunks = chunks_of(lambda: read_cells(path, head=head, header=header, position=position))
    return Reading(str(path), "ucdp", dataset(path.name), chunks, head.size, position=position)


def headed(header: Iterable[str]) -> bool:
    """Whether a first line has the names of GED's columns."""
    return {"type_of_violence", "date_start"} <= {name.strip().lower() for name in header}


def chunks_of(opened: Callable[[], Iterator[Cells]]) -> Iterator[Chunk]:
    """The events of cells that can be opened again, for the order of their dates."""
    order: Order | None = None
    for number, cells in enumerate(nulls_blanked(opened())):
        if not number:
            cells = lacking(without_tags(cells), *FIGURES["best"])
        if not number and needs_order(_days(cells.table, "date_start").values):
            order = _order(opened())
        cells, told = filled(cells, FIGURES.values())
        made = draft(cells, order)
        yield finish(cells, replace(made, faults=[*made.faults, *told]), KEY)


def _order(parts: Iterable[Cells]) -> Order | None:
    """The order that the days of the file show. Where none does, it is American in dates of GED 20's own form,
    1/16/2017 12:00:00 AM; in others it is not known, and those with two readings are refused."""
    days = [_days(part.table, name).values for part in parts for name in ("date_start", "date_end")]
    clocked = any(pc.any(pc.match_substring_regex(values, "[0-9] ?[AP]M$")).as_py() for values in days)
    return order_of(days) or ("month" if clocked else None)


def _days(table: pa.Table, *names: str) -> Column:
    return with_years(find(table, *names), find(table, "year"))


def draft(cells: Cells, order: Order | None = "month") -> Draft:
    """The columns of GED rows. `order` is that of dates such as `1/11/2017`."""
    table = cells.table
    ids, faults = slugs(find(table, "id"), "ucdp-")
    types, kinds = _types(table, faults)
    figures = _deaths(table, faults)
    when = _when(table, order, faults)
    where = _where(table, faults)
    who = [find(table, name) for name in ("side_a", "side_b")]
    names, wrong = actors([(column, lambda cell: [cell]) for column in who])
    faults += wrong
    cited, parsed = _sources(table)
    columns = {"id": ids, "actors": names, "event_type": types, "sub_event_type": kinds, "sources": cited}
    columns["title"] = headlines(kinds, lines(who[0])[0], lines(who[1])[0], where["place"])
    columns["summary"] = _summary(table, faults)
    columns["status"] = pa.scalar("reported")
    columns["more"] = _more(table, figures, parsed)
    return Draft(columns | figures | when | where, faults)


def _types(table: pa.Table, faults: list[Fault]) -> tuple[pa.Array, pa.Array]:
    column = find(table, "type_of_violence")
    entry = word_of(EVENT_TYPES | {f"{code}.0": EVENT_TYPES[code] for code in "123"})

    def part(number: int) -> tuple[pa.Array, list[Fault]]:
        def read(word: str) -> str | Flaw:
            found = entry(word)
            return found if isinstance(found, Flaw) else str(found[number])

        return each(column, read, WORD)

    types, wrong = part(0)
    missing = np.flatnonzero(pc.is_null(column.values).to_numpy(zero_copy_only=False))
    if len(missing):
        faults.append(Fault(column.name, missing, "is missing", "Write 1 state-based, 2 non-state, 3 one-sided."))
    faults += wrong
    return types, part(1)[0]


def _deaths(table: pa.Table, faults: list[Fault]) -> dict[str, pa.Array]:
    """Low, best and high. A bound on the wrong side of the best figure is left out with a note, as is a low one above
    the high one where there is no best."""
    found = {}
    for name in ("low", "best", "high"):
        found[name], wrong = numbers(find(table, *FIGURES[name]))
        faults += wrong
    low, best, high = found["low"], found["best"], found["high"]
    above = pc.fill_null(pc.greater(low, pc.coalesce(best, high)), False)
    below = pc.fill_null(pc.less(high, best), False)
    for name, rows, reason in (("low", above, "is above best, or above high"), ("high", below, "is below best")):
        if pc.any(rows).as_py():
            where = np.flatnonzero(rows.to_numpy(zero_copy_only=False))
            remedy = "The event is taken without this figure; it stays among what else the row states."
            faults.append(Fault(find(table, *FIGURES[name]).name, where, reason, remedy, rejects=False))
    return {
        "fatalities_low": pc.if_else(above, None, low),
        "fatalities_best": best,
        "fatalities_high": pc.if_else(below, None, high),
    }


def _when(table: pa.Table, order: Order | None, faults: list[Fault]) -> dict[str, pa.Array]:
    starts, ends = _days(table, "date_start", "event_date"), _days(table, "date_end", "date_start")
    codes, wrong = coded(
        find(table, "date_prec"), {code: code for code in "12345"}, "", "Read as some time from date_start to date_end."
    )
    faults += wrong
    both = beside(starts, ends, Column("date_prec", codes))
    edtf, wrong = each(both, lambda text: _spelled(text, order), pa.string())
    faults += wrong
    return spells.time_columns(edtf)


@lru_cache(maxsize=200_000)
def _spelled(text: str, order: Order | None) -> str | Flaw | None:
    """The EDTF text of a first day, a last day and a date_prec, with `\\x1f` between them."""
    start, end, code = text.rsplit("\x1f", 2)
    first, last = day(start, order), day(end, order)
    if isinstance(first, Flaw) or first is None:
        return first
    if isinstance(last, Flaw):
        return replace(last, reason=f"stands beside date_end '{end[:40]}', which {last.reason}")
    if last is not None and last < first:
        return Flaw("is after date_end", "Write the earlier day in date_start.")
    if last is None or last == first:
        widths = {"2": spells.week, "3": spells.week, "4": spells.month, "5": spells.year}
        return widths[code](first) if code in widths else first.isoformat()
    edtf = spells.stretch(first, last)
    if code != "1":
        return edtf
    remedy = "Read as some time from date_start to date_end."
    return Flaw("is before date_end beside date_prec 1, the day", remedy, rejects=False, value=edtf)


def _where(table: pa.Table, faults: list[Fault]) -> dict[str, pa.Array]:
    read = [lines(find(table, name)) for name in ("where_coordinates", "adm_2", "adm_1", "country")]
    for _, wrong in read:
        faults += wrong
    place, admin2, admin1, country = (values for values, _ in read)
    region = regions(country, admin1)
    lat, lon = find(table, "latitude"), find(table, "longitude")
    code = find(table, "where_prec")
    precision, wrong = coded(code, GEO_PRECISIONS, "province", "Read as somewhere in the province.", WORD)
    faults += wrong
    at_sea = pc.fill_null(pc.is_in(code.values, pa.array(["7", "7.0"])), False).to_numpy(zero_copy_only=False)
    where, wrong = points(lat, lon, region, at_sea)
    faults += wrong
    near = pc.and_(pc.equal(plain(precision), "near"), pc.is_valid(where["lat"]))
    return where | {
        "place": place_names(lat, lon, place, admin2, admin1, country),
        "geo_precision": precision,
        "radius_km": pc.if_else(near, pa.scalar(NEAR_KM), pa.scalar(None, pa.float64())),
        "admin2": admin2,
        "admin1": admin1,
        "country": country,
        "region": region,
    }


def _summary(table: pa.Table, faults: list[Fault]) -> pa.Array:
    """Where it happened, and the headlines that were coded, both as the row has them."""
    parts = [find(table, name) for name in ("where_description", "source_headline")]
    values, wrong = texts(Column(parts[1].name, joined("\n", *(part.values for part in parts))))
    faults += wrong
    return values


def _sources(table: pa.Table) -> tuple[pa.Array, np.ndarray]:
    """UCDP with the row's ids, then each article that the row cites; and in which rows these could be told apart."""
    count = table.num_rows
    office, published, headline = (
        lists(find(table, f"source_{name}").values) for name in ("office", "date", "headline")
    )
    lengths = [
        pc.fill_null(pc.list_value_length(parts), 0).to_numpy(zero_copy_only=False)
        for parts in (office, published, headline)
    ]
    parsed = (lengths[0] > 0) & (lengths[0] == lengths[1]) & (lengths[0] == lengths[2])
    office, published, headline = (parts.filter(pa.array(parsed)) for parts in (office, published, headline))
    publishers, titles = (each(Column("", parts.flatten()), line, pa.string())[0] for parts in (office, headline))
    days = each(Column("", published.flatten()), _iso, pa.string())[0]
    blank = pc.or_(pc.is_null(publishers), pc.is_null(titles)).to_numpy(zero_copy_only=False)
    number = np.where(parsed, lengths[0], 0)
    owner = np.repeat(np.arange(count), number)
    lacking = np.zeros(count, dtype=bool)
    lacking[owner[blank]] = True
    keep = pa.array(~lacking[owner])
    publishers, titles, days = (values.filter(keep) for values in (publishers, titles, days))
    parsed &= ~lacking
    return _listed(table, np.where(parsed, number, 0), publishers, titles, days), parsed


def _iso(text: str) -> str | None:
    found = day(text)
    return found.isoformat() if isinstance(found, date) else None


def _listed(table: pa.Table, number: np.ndarray, publishers: pa.Array, titles: pa.Array, days: pa.Array) -> pa.Array:
    """The lists of sources: GED, then `number` articles of each row."""
    count = table.num_rows
    starts = np.concatenate(([0], np.cumsum(number + 1)))
    own = np.zeros(starts[-1], dtype=bool)
    own[starts[:-1]] = True
    place = np.arange(starts[-1]) - np.repeat(starts[:-1], number + 1)
    # Row r's own entry is the r-th of the first array, its articles follow in the second.
    take = pa.array(np.where(own, np.cumsum(own) - 1, count + np.cumsum(~own) - 1))

    def merged(ours: pa.Array, theirs: pa.Array) -> pa.Array:
        return pa.concat_arrays([ours, theirs]).take(take)

    names = pa.array(["ucdp", *(f"article-{n}" for n in range(1, int(number.max(initial=0)) + 1))])
    ids = [lines(find(table, name))[0] for name in ("id", "relid")]
    locator = cut(joined(" / ", *map(plain, ids)), LONGEST_LINE)
    return sources(
        int(starts[-1]),
        starts,
        id=names.take(pa.array(place)),
        publisher=merged(pa.repeat(pa.scalar("UCDP"), count), publishers),
        title=merged(pa.repeat(pa.scalar("UCDP Georeferenced Event Dataset"), count), titles),
        published=merged(pa.nulls(count, pa.string()), days),
        locator=merged(locator, pa.nulls(len(titles), pa.string())),
    )


def _more(table: pa.Table, figures: dict[str, pa.Array], parsed: np.ndarray) -> pa.MapArray:
    more = {name: lines(find(table, name))[0] for name in MORE}
    stated = find(table, "number_of_sources").values
    more["number_of_sources"] = pc.if_else(pc.is_in(stated, pa.array(["-1", "-1.0"])), None, stated)
    more["source_original"] = texts(find(table, "source_original"))[0]
    article = texts(find(table, "source_article"))[0]
    more["source_article"] = pc.if_else(pa.array(parsed), None, article)
    for name in ("low", "high"):  # those that were left out
        more[name] = pc.if_else(pc.is_null(figures[f"fatalities_{name}"]), find(table, *FIGURES[name]).values, None)
    return facts(more)
