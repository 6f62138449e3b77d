"""Which rows in the event schema are sound, told from whole columns: what `Event` would accept and leave as it is.

It errs on one side: a row that is not told to be sound may be, and is for `Event` to judge.
"""

from collections.abc import Callable, Collection

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter, ValidationError

from events import codebook, dates
from events.fields import SLUG, Edtf, Url
from events.moments import spans
from events.readers.cells import Column, beside
from events.readers.prose import LONGEST_LINE, LONGEST_SLUG, LONGEST_TEXT, LONGEST_TITLE, UNEVEN, suspect
from events.schema import FIGURES, SCHEMA

MOST = 1_000_000_000  # people, of a figure
LINES = ("date_text", "sub_event_type", "region", "place", "admin2", "admin1", "country")
WORDS = {"event_type": codebook.EVENT_TYPES, "status": codebook.STATUSES}
EMPTY = ("place_names", "claims", "actor_roles", "spans")  # rows that have some are looked at one by one
OF_PLACE = ("lat", "lon", "geo_precision", "radius_km", "admin2", "admin1", "country")
_EDTF, _URL = TypeAdapter(Edtf), TypeAdapter(Url)

Check = Callable[[pa.Array], np.ndarray]  # of texts: which of them are sound


def sound_rows(table: pa.Table) -> np.ndarray:
    """A truth value for each row of a table with the columns of the event schema."""
    if not all(_same_kind(table.schema.field(field.name).type, field.type) for field in SCHEMA):
        return np.zeros(table.num_rows, dtype=bool)
    columns = {name: _whole(table[name]) for name in SCHEMA.names}
    sound = _sound(columns["id"], _slugs) & _sound(columns["title"], lambda texts: _lines(texts, LONGEST_TITLE))
    sound &= _null_or(columns["summary"], _texts)
    sound &= _null_or(columns["part_of"], _slugs) & ~_true(pc.equal(columns["id"], columns["part_of"]))
    sound &= _sound(columns["dataset"], _slugs)
    for name in LINES:
        sound &= _null_or(columns[name], _lines)
    for name, known in WORDS.items():
        sound &= _sound(columns[name], _among(known))
    for name in EMPTY:
        sound &= _true(columns[name].is_null())
    for part in (_times, _figures, _points, _lists):
        sound &= part(columns)
    return np.asarray(sound)


def _same_kind(found: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether values of a type are of the kind that is wanted; a text may be coded or not."""
    if pa.types.is_dictionary(wanted) or pa.types.is_string(wanted):
        return bool(pa.types.is_string(found.value_type if pa.types.is_dictionary(found) else found))
    if pa.types.is_map(wanted):
        return bool(pa.types.is_map(found) and found.key_type == pa.string() and found.item_type == pa.string())
    if pa.types.is_list(wanted):
        return pa.types.is_list(found) and _same_kind(found.value_type, wanted.value_type)
    return bool(found == wanted)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    found = column.combine_chunks()
    return found if isinstance(found, pa.Array) else pa.concat_arrays(found.chunks)


def _true(found: pa.Array) -> np.ndarray:
    """Truth values, where null is not true."""
    return np.asarray(pc.fill_null(found, False).to_numpy(zero_copy_only=False), dtype=bool)


def _sound(column: pa.Array, check: Check) -> np.ndarray:
    """Which rows state a text that is sound; each distinct text is checked once."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    known = np.append(check(coded.dictionary), False)
    return np.asarray(known[pc.fill_null(coded.indices, len(known) - 1).to_numpy(zero_copy_only=False)])


def _null_or(column: pa.Array, check: Check) -> np.ndarray:
    if column.null_count == len(column):
        return np.ones(len(column), dtype=bool)
    return np.asarray(_sound(column, check) | _true(column.is_null()))


def _slugs(texts: pa.Array) -> np.ndarray:
    return np.asarray(
        _true(pc.match_substring_regex(texts, SLUG)) & _up_to(texts, LONGEST_SLUG) & ~_true(pc.ends_with(texts, "\n"))
    )


def _lines(texts: pa.Array, longest: int = LONGEST_LINE) -> np.ndarray:
    return np.asarray(~suspect(texts) & ~_true(pc.match_substring_regex(texts, UNEVEN)) & _up_to(texts, longest))


def _texts(texts: pa.Array) -> np.ndarray:
    trimmed = _true(pc.equal(pc.utf8_trim_whitespace(texts), texts))
    return np.asarray(trimmed & ~suspect(texts) & ~_true(pc.equal(texts, "")) & _up_to(texts, LONGEST_TEXT))


def _up_to(texts: pa.Array, longest: int) -> np.ndarray:
    return _true(pc.less_equal(pc.utf8_length(texts), longest))


def _among(known: Collection[str]) -> Check:
    return lambda texts: _true(pc.is_in(texts, pa.array(list(known), pa.string())))


def _kept_by(adapter: TypeAdapter[str]) -> Check:
    """Texts that a field leaves as they are, each asked about."""

    def check(texts: pa.Array) -> np.ndarray:
        return np.array([_keeps(adapter, text) for text in texts.to_pylist()], dtype=bool)

    return check


def _keeps(adapter: TypeAdapter[str], text: str) -> bool:
    try:
        return adapter.validate_python(text) == text == text.strip()
    except ValidationError:
        return False


def _times(columns: dict[str, pa.Array]) -> np.ndarray:
    """Rows of one span whose start, end and precision are those of their date."""
    stated = Column("date", columns["date"])
    pairs = beside(stated, Column("part_of_day", columns["part_of_day"])).encoded
    found = [_bounds(*text.split("\x1f", 1)) for text in pairs.dictionary.to_pylist()]
    known = np.array([bounds is not None for bounds in found] + [False], dtype=bool)
    starts, ends, words = zip(*(bounds or (0, 0, "") for bounds in found), strict=True) if found else ((), (), ())
    codes = pairs.indices
    right = known[pc.fill_null(codes, len(found)).to_numpy(zero_copy_only=False)]
    right &= _true(pc.equal(pa.array(starts, pa.int64()).take(codes), columns["start"]))
    right &= _true(pc.equal(pa.array(ends, pa.int64()).take(codes), columns["end"]))
    right &= _true(pc.equal(pa.array(words, pa.string()).take(codes), columns["precision"].cast(pa.string())))
    undated = _true(pc.equal(columns["precision"].cast(pa.string()), "undated"))
    for name in ("date", "part_of_day", "start", "end"):
        undated &= _true(columns[name].is_null())
    return np.asarray(right | undated)


def _bounds(text: str, part: str) -> tuple[int, int, str] | None:
    """Start, end and precision of a date that is one span and is written as this program does."""
    try:
        when = dates.parse(text, part or None)
        found = spans(when)
        sound = len(found) == 1 and dates.parse(text).edtf == text
    except dates.DateError:
        return None
    return (*found[0], when.precision) if sound else None


def _figures(columns: dict[str, pa.Array]) -> np.ndarray:
    sound = np.ones(len(columns["id"]), dtype=bool)
    for name in FIGURES:
        values = columns[name]
        sound &= ~_true(pc.or_(pc.less(values, 0), pc.greater(values, MOST)))
    for kind in ("fatalities", "injured"):
        low, best, high = (columns[f"{kind}_{bound}"] for bound in ("low", "best", "high"))
        for less, more in ((low, best), (best, high), (low, high)):
            sound &= ~_true(pc.greater(less, more))
    return sound


def _points(columns: dict[str, pa.Array]) -> np.ndarray:
    """Rows whose point can be, and those without a place or anything of one."""
    lat, lon, radius = (columns[name] for name in ("lat", "lon", "radius_km"))
    point = _true(pc.less_equal(pc.abs(lat), 90.0)) & _true(pc.less_equal(pc.abs(lon), 180.0))
    point |= _true(lat.is_null()) & _true(lon.is_null())
    point &= _true(radius.is_null()) | (_true(pc.greater(radius, 0.0)) & _true(pc.less_equal(radius, 5_000.0)))
    point &= _sound(columns["geo_precision"], _among(codebook.GEO_PRECISIONS))
    nowhere = _true(columns["place"].is_null())
    for name in OF_PLACE:
        nowhere &= _true(columns[name].is_null())
    return np.asarray((_true(columns["place"].is_valid()) & point) | nowhere)


def _lists(columns: dict[str, pa.Array]) -> np.ndarray:
    actors, sources, more = (columns[name] for name in ("actors", "sources", "more"))
    sound = _true(actors.is_valid()) & _each(actors, _sound(actors.flatten(), _lines)) & _all_different(actors)
    fields = dict(zip((field.name for field in sources.type.value_type), sources.flatten().flatten(), strict=True))
    right = _sound(fields["id"], _slugs) & _sound(fields["publisher"], _lines) & _sound(fields["title"], _lines)
    for name, check in (
        ("author", _lines),
        ("published", _kept_by(_EDTF)),
        ("accessed", _kept_by(_EDTF)),
        ("url", _kept_by(_URL)),
        ("archive_url", _kept_by(_URL)),
        ("locator", _lines),
    ):
        right &= _null_or(fields[name], check)
    filled = _true(pc.greater(pc.list_value_length(sources), 0))
    sound &= filled & _each(sources, right) & _all_different(_of(sources, fields["id"]))
    facts = more.cast(pa.list_(pa.field("entries", pa.struct([("key", pa.string()), ("value", pa.string())]))))
    keys, values = facts.flatten().flatten()
    right = _sound(keys, _trimmed) & _sound(values, _trimmed)
    filled = _true(pc.greater(pc.list_value_length(facts), 0)) | _true(facts.is_null())
    return np.asarray(sound & filled & _each(facts, right) & _all_different(_of(facts, keys)))


def _trimmed(texts: pa.Array) -> np.ndarray:
    return _true(pc.equal(pc.utf8_trim_whitespace(texts), texts))


def _lengths(lists: pa.Array) -> np.ndarray:
    return np.asarray(pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False))


def _of(lists: pa.Array, values: pa.Array) -> pa.Array:
    """The lists with other values, of which there are as many."""
    return pa.ListArray.from_arrays(pa.array(np.concatenate(([0], np.cumsum(_lengths(lists)))), pa.int32()), values)


def _each(lists: pa.Array, sound: np.ndarray) -> np.ndarray:
    """Which lists have sound values alone, told of all values end to end."""
    lengths = _lengths(lists)
    wrong = np.repeat(np.arange(len(lists)), lengths)[~sound]
    return np.asarray(np.bincount(wrong, minlength=len(lists)) == 0)


def _all_different(lists: pa.Array) -> np.ndarray:
    """Which lists of texts hold none of them twice."""
    lengths = _lengths(lists)
    codes = lists.flatten().dictionary_encode()
    pairs = np.repeat(np.arange(len(lists)), lengths) * (len(codes.dictionary) + 1)
    pairs += pc.fill_null(codes.indices, len(codes.dictionary)).to_numpy(zero_copy_only=False)
    again = np.ones(len(pairs), dtype=bool)
    again[np.unique(pairs, return_index=True)[1]] = False
    return _each(lists, ~again)
