"""Columns of strings to columns of values: each distinct value is read once, so that a million rows cost what their few
thousand distinct days, figures and names cost. Blank cells are null in and null out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.codebook import nearest
from events.ledger import Problem
from events.readers.chunk import Cells, Fault
from events.readers.signed_degrees import signed_degrees

Order = Literal["day", "month"]  # which of the two stands first in 01/11/2024
MOST = 1_000_000_000  # people, the most that a figure may be
# As R, pandas, databases and people write one that is missing.
_NO_NUMBER = {
    "", "na", "n/a", "#n/a", "n.a.", "nan", "<na>", "null", "(null)", "\\n", "none", "unknown", "-", "--", "?", ".",
}  # fmt: skip
# The same in columns of words, where it stands for a blank cell throughout a file; Namibia has no `NA` in these.
_NULLS = ("\\N", "NULL", "null", "(null)", "None", "none", "NA", "N/A", "#N/A", "<NA>", "nan", "NaN", "NAN")
_LOOKED_AT = 1_000  # rows
_NOTHING_SAID = "Leave such cells blank."
_DIGITS_ALONE = "Write digits alone, and leave it blank where it is unknown."
_AS_UNKNOWN = "It is taken as unknown, which codes such as -99 stand for; leave it blank."


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a value. Where it does not reject, `value` is what is taken in its stead."""

    reason: str
    remedy: str
    rejects: bool = True
    value: Any = None


@dataclass(frozen=True)
class Column:
    """The strings under a header, or codes into them, `name` being the header as the file writes it. Without such a
    header all are null."""

    name: str
    values: pa.Array
    stands: bool = True

    @cached_property
    def encoded(self) -> pa.DictionaryArray:
        """The values as codes into the distinct ones."""
        return self.values if pa.types.is_dictionary(self.values.type) else self.values.dictionary_encode()


_WHOLE = re.compile(
    r"([0-9]{1,12}|[0-9]{1,3}(?:(?P<mark>[, \u00a0’'\u2009\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*)(?:\.0+)?"
)
Parsed = tuple[pa.Array, list[Fault]]  # values, null where blank or faulty, and what is wrong with which rows


def find(table: pa.Table, *names: str) -> Column:
    """The first column that has one of the names, in any case and with blanks for underscores; where several have, each
    fills what the ones before it leave blank."""
    by_name: dict[str, str] = {}
    for header in table.column_names:
        by_name.setdefault(_folded(header), header)
    sought = [_folded(name) for name in names]
    sought += [f"{name}.2" for name in sought]  # the second of a header that stands twice
    headers = [by_name[name] for name in sought if name in by_name]
    if not headers:
        return Column(names[0], pa.nulls(table.num_rows, pa.string()), stands=False)
    columns = [_whole(table.column(header)) for header in headers]
    return Column(headers[0], columns[0] if len(columns) == 1 else pc.coalesce(*columns))


def lacking(cells: Cells, *names: str) -> Cells:
    """The cells with a problem where no column has one of the names that a figure of people may have: it may be there
    under another, and a sum without it is silent."""
    if find(cells.table, *names).stands:
        return cells
    near = nearest(names[0], cells.table.column_names)
    remedy = f"{near} Every event is taken with that figure unknown; name the column so where it has another name."
    told = Problem(cells.file, None, None, names[0], None, "is a column that the file does not have", remedy.strip())
    return replace(cells, problems=(told, *cells.problems))


def nulls_blanked(parts: Iterable[Cells], nulls: tuple[str, ...] = _NULLS) -> Iterator[Cells]:
    """Cells without the words by which databases and programs write a blank one, those that the first rows have; told
    with the first."""
    words: list[str] | None = None
    for cells in parts:
        if words is None:
            known = pa.array(nulls)
            begun = [column.filter(pc.is_in(column, known)) for column in cells.table.slice(0, _LOOKED_AT).columns]
            words = sorted({word for column in begun for word in column.to_pylist()})
            if words:
                reason = f"has {', '.join(words)} in cells, which are read as blank"
                told = Problem(cells.file, None, None, None, None, reason, _NOTHING_SAID, note=True)
                cells = replace(cells, problems=(told, *cells.problems))
        yield replace(cells, table=_without(cells.table, words)) if words else cells


def _without(table: pa.Table, words: Sequence[str]) -> pa.Table:
    known = pa.array(words)
    columns = [pc.if_else(pc.is_in(column, known), None, column) for column in table.columns]
    return pa.table(columns, names=table.column_names)


@lru_cache(maxsize=10_000)
def _folded(header: str) -> str:
    return re.sub(r"[\s_]+", "_", header.strip().lower().lstrip("\ufeff"))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    values = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    return values if values.type == pa.string() else values.cast(pa.string())


def beside(*columns: Column) -> Column:
    """Several columns as one, for what follows from them together: the values of a row with `\x1f` between them, the
    blank ones empty; null where the first is blank. It bears the name of the first. The values are codes."""
    codes = np.zeros(len(columns[0].values), dtype=np.int64)
    for column in columns:
        size = len(column.encoded.dictionary) + 1
        codes = codes * size + pc.fill_null(column.encoded.indices, size - 1).to_numpy(zero_copy_only=False)
        codes = pa.array(codes).dictionary_encode().indices.to_numpy().astype(np.int64)
    first = np.empty(int(codes.max(initial=-1)) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    parts = [column.encoded.take(pa.array(first)).cast(pa.string()) for column in columns]
    filled = [parts[0], *(pc.fill_null(part, "") for part in parts[1:])]
    texts = pc.binary_join_element_wise(*filled, "\x1f")
    return Column(columns[0].name, texts.dictionary_encode().take(pa.array(codes)), columns[0].stands)


def each(column: Column, read: Callable[[str], Any], type: pa.DataType) -> Parsed:
    """What `read` makes of each value, once for each distinct one. It may return None, or a `Flaw`."""
    encoded = column.encoded
    found = [read(value) for value in encoded.dictionary.to_numpy(zero_copy_only=False).tolist()]
    flaws: dict[Flaw, list[int]] = {}
    for code in [code for code, result in enumerate(found) if isinstance(result, Flaw)]:
        flaws.setdefault(found[code], []).append(code)
        found[code] = found[code].value
    codes = encoded.indices
    faults = []
    if flaws:
        plain = pc.fill_null(codes, -1).to_numpy(zero_copy_only=False)
        faults = [
            Fault(column.name, np.flatnonzero(np.isin(plain, bad)), flaw.reason, flaw.remedy, flaw.rejects)
            for flaw, bad in flaws.items()
        ]
    values = pa.array(found, pa.string() if pa.types.is_dictionary(type) else type)
    return (values.dictionary_encode() if pa.types.is_dictionary(type) else values).take(codes), faults


def numbers(column: Column) -> Parsed:
    """Whole numbers from 0. Those that a spreadsheet or pandas wrote as `3.0` are whole too, and so are thousands with
    commas or blanks between (`1,200`); `NA` is blank. One below 0 is unknown, and told: it is a code for that, or a
    mistake."""
    return each(column, _number, pa.int32())


def _number(text: str) -> int | Flaw | None:
    text = text.strip()
    if text.lower() in _NO_NUMBER:
        return None
    match = _WHOLE.fullmatch(text)
    if re.fullmatch(r"[0-9]{1,3}\.000", text):
        return Flaw("may be thousands, or have three decimals", "Write digits alone: 12000, or 12.", rejects=False)
    if match is None and re.fullmatch(r"-[0-9]+(\.0+)?", text):
        return Flaw("is below 0", _AS_UNKNOWN, rejects=False)
    if match is None:
        return Flaw("is not a whole number", _DIGITS_ALONE)
    number = int(re.sub("[^0-9]", "", match[1]))
    return number if number <= MOST else Flaw(f"is above {MOST:,}", _DIGITS_ALONE)


def degrees(column: Column, axis: str = "") -> Parsed:
    """Degrees with a decimal point, or a comma, or with signs (`42°58'N`). `axis` is `lat` or `lon`. What is none is
    null with a note: the row can do without."""
    try:
        values = column.values.cast(pa.float64())
        if pc.all(pc.is_finite(values)).as_py() is not False:
            return values, []
    except pa.ArrowInvalid:
        pass
    return each(column, lambda text: _degree(text, axis), pa.float64())


def _degree(text: str, axis: str = "") -> float | Flaw | None:
    text = text.strip()
    if text.lower() in _NO_NUMBER:
        return None
    if re.fullmatch(r"[+-]?[0-9]{1,4}([.,][0-9]*)?|[+-]?[.,][0-9]+|[+-]?[0-9](\.[0-9]+)?[eE]-?[0-9]{1,2}", text):
        return float(text.replace(",", "."))
    if signed := signed_degrees(text, axis):
        return signed[0]
    remedy = "Write degrees with a decimal point: 42.9735. The event is taken without its point."
    return Flaw("is not a number", remedy, rejects=False)


def coded(
    column: Column, meanings: dict[str, str], otherwise: str | None, remark: str, type: pa.DataType | None = None
) -> Parsed:
    """The meanings of codes (`2`, also `2.0`). A code that has none is told, with the remark, and read as
    `otherwise`, as a blank one is in silence."""

    def read(text: str) -> str | Flaw | None:
        code = re.sub(r"\.0+$", "", text.strip())
        if not code:
            return otherwise
        known = f"Known: {', '.join(meanings)}. {remark}"
        return meanings.get(code) or Flaw("is no code of the codebook", known, rejects=False, value=otherwise)

    values, faults = each(column, read, type or pa.string())
    return (pc.fill_null(values, otherwise) if otherwise is not None else values), faults


def word_of(vocabulary: dict[str, Any]) -> Callable[[str], Any]:
    """A reader for `each`: the entry of a word in any case, or a rejecting flaw with the nearest known word."""
    folded = {word.casefold(): entry for word, entry in vocabulary.items()}

    def read(text: str) -> Any:
        found = folded.get(re.sub(r"\s*/\s*", "/", " ".join(text.split())).casefold())
        return Flaw("is not in the codebook", nearest(text, vocabulary)) if found is None else found

    return read


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-][0-9:]+)?)?"
_ISO = re.compile(rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){_CLOCK}")
_PACKED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0+)?")
_NAMED = re.compile(rf"([0-9]{{1,2}})[- ./]+([A-Za-z]+)[-., /]+([0-9]{{4}}){_CLOCK}")
_NAMED_FIRST = re.compile(rf"([A-Za-z]+)[- .]+([0-9]{{1,2}})[, ]+([0-9]{{4}}){_CLOCK}")
_NUMBERS = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_CLOCK}")
_FORMS = "Write the day as 2023-09-24 or 24 September 2023."
# What spreadsheets make of dates: 24-Sep-23, 24/09/23; and the number of a day, 45193.
_SHORT = re.compile(rf"([0-9]{{1,2}}[- ./](?:[A-Za-z]+|[0-9]{{1,2}})[- ./])([0-9]{{2}})({_CLOCK})")
_COUNTED = re.compile(r"([2-5][0-9]{4})(?:\.0+)?")
_COUNTED_SO = "Format the column as dates, as 2023-09-24, and save the file again."
_MILLISECONDS = re.compile(r"-?[0-9]{11,13}")  # since 1970, as map servers write dates
_BEFORE_FIRST = date(1899, 12, 30)
_SINCE_1904 = 1_462  # days that workbooks made on a Macintosh leave out
_DAY_LONG = 86_400_000


@lru_cache(maxsize=100_000)
def day(text: str, order: Order | None = None) -> date | Flaw | None:
    """The day that a cell names; its clock time, which data sets by days fill with zeros, is left.

    Read: `2016-07-02`, `20160702`, `15 April 2022`, `01-January-2015`, `Apr 15, 2022`, and `13/01/2024` where only one
    of its two readings is a day, or `order` says which of the two it is. With points (`01.11.2024`) the day is first.
    Milliseconds since 1970 are read where they are a midnight.
    """
    text = text.strip()
    if not text:
        return None
    if match := _ISO.fullmatch(text) or _PACKED.fullmatch(text):
        return _real(int(match[1]), int(match[2]), int(match[3]))
    if match := _NAMED.fullmatch(text):
        named, first = match[2].lower(), int(match[1])
    elif match := _NAMED_FIRST.fullmatch(text):
        named, first = match[1].lower(), int(match[2])
    elif match := _NUMBERS.fullmatch(text):
        return _slashed(int(match[1]), int(match[3]), int(match[4]), "day" if match[2] == "." else order)
    elif _MILLISECONDS.fullmatch(text) and int(text) % _DAY_LONG == 0:
        return date(1970, 1, 1) + timedelta(days=int(text) // _DAY_LONG)
    else:
        if _COUNTED.fullmatch(text):
            return Flaw("may be the number of a day, and no year beside it bears that out", _COUNTED_SO)
        short = _SHORT.fullmatch(text)
        return Flaw("is not a date, with two digits for a year" if short else "is not a date", _FORMS)
    if named not in _MONTHS:
        return Flaw("is not a date", f"{nearest(named, _MONTHS)} {_FORMS}")
    return _real(int(match[3]), _MONTHS[named], first)


def _real(year: int, month: int, number: int) -> date | Flaw:
    try:
        return date(year, month, number)
    except ValueError:
        return Flaw("does not exist in the calendar", _FORMS)


def _slashed(first: int, second: int, year: int, order: Order | None) -> date | Flaw:
    readings = [_real(year, second, first), _real(year, first, second)]
    days = [reading for reading in readings if isinstance(reading, date)]
    if order:
        return readings[0 if order == "day" else 1]
    if len(set(days)) == 2:
        return Flaw(f"is {days[0]} or {days[1]}", "Nothing in the file says which; write the day as 2023-09-24.")
    return days[0] if days else readings[0]


def with_years(days: Column, years: Column) -> Column:
    """The days with the year in four digits, where a spreadsheet left two (`24-Sep-23`), or the number of the day alone
    (`45193`), and the year beside it bears that out; all others as they stand."""
    texts = days.encoded.dictionary
    odd = rf"^\s*(?:{_SHORT.pattern}|{_COUNTED.pattern})\s*$"
    if not years.stands or not pc.any(pc.match_substring_regex(texts, odd)).as_py():
        return days
    both = beside(days, years)
    return Column(days.name, each(both, _whole_year, pa.string())[0], days.stands)


def _whole_year(pair: str) -> str:
    text, year = (part.strip() for part in pair.rsplit("\x1f", 1))
    year = re.sub(r"\.0+$", "", year)
    if not re.fullmatch(r"[0-9]{4}", year):
        return text
    if (short := _SHORT.fullmatch(text)) and short[2] == year[2:]:
        return f"{short[1]}{year}{short[3]}"
    if counted := _COUNTED.fullmatch(text):
        days = (_BEFORE_FIRST + timedelta(days=int(counted[1]) + more) for more in (0, _SINCE_1904))
        return next((found.isoformat() for found in days if found.year == int(year)), text)
    return text


def needs_order(values: pa.Array) -> bool:
    """Whether there are dates in figures alone with the year last: `01/11/2024`, `01-11-2024`."""
    return bool(pc.any(pc.match_substring_regex(values, r"^\s*[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{4}")).as_py())


def order_of(values: Iterable[pa.Array]) -> Order | None:
    """Whether dates such as `13/01/2024` have the day or the month first, as those show that can be read in one way
    alone; None where none does, or they contradict each other."""
    first = {
        "day" if int(match[1]) > 12 else "month"
        for array in values
        for text in pc.unique(array).drop_null().to_pylist()
        if (match := _NUMBERS.fullmatch(text.strip()))
        and match[2] != "."
        and (int(match[1]) > 12) != (int(match[3]) > 12)
    }
    return None if len(first) != 1 else "day" if "day" in first else "month"
