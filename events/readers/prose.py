"""Text columns as the model has them: composed letters, no control characters, names in one line, headlines, slugs."""

import re
import unicodedata
from functools import lru_cache, reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.readers.bits import STRIDE
from events.readers.cells import Column, Flaw, Parsed, each
from events.readers.chunk import Fault
from events.schema import WORD

LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE, LONGEST_SLUG = 2_000, 20_000, 200, 120
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff"
UNPRINTABLE = re.compile(f"[{_CONTROLS}\ud800-\udfff]")
# Letters that composing (NFC) can change, and more: a text without any of them is composed already.
_LOOSE = (
    r"\p{M}\x{0958}-\x{095F}\x{09DC}-\x{09DF}\x{0A33}-\x{0A36}\x{0A59}-\x{0A5E}\x{0B5C}\x{0B5D}\x{0F43}-\x{0F69}\x{0374}\x{037E}\x{0387}\x{1100}-\x{11FF}\x{1F00}-\x{1FFF}\x{2000}\x{2001}\x{2126}\x{212A}\x{212B}"
    r"\x{2329}\x{232A}\x{2ADC}\x{F900}-\x{FAFF}\x{FB1D}-\x{FB4F}\x{10000}-\x{10FFFF}"
)
SUSPECT = f"[{_CONTROLS}{_LOOSE}]"
_OF_SLUGS = np.isin(np.arange(256), list(b"abcdefghijklmnopqrstuvwxyz0123456789"))  # by byte
VISIBLE = r"[\p{L}\p{N}\p{P}\p{S}]"
_BLANKS = r"\t\n\x0b\f\r\x1c-\x1f\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}"
UNEVEN = f"^$|^ | $|  |[{_BLANKS}]"  # what putting a name in one line would change
_DAMAGED = ("has unprintable characters", "They were taken out; get the file in its own encoding.")
_LONG = "The end was cut off."


@lru_cache(maxsize=100_000)
def line(text: str) -> str | Flaw | None:
    """A name in one line with single blanks, null where nothing is left. Damage is mended and told."""
    plain = text if text.isascii() and text.isprintable() else _composed(text)
    clean = " ".join(UNPRINTABLE.sub(" ", plain).split())
    if not _legible(clean):
        clean = ""
    if UNPRINTABLE.search(plain):
        return Flaw(*_DAMAGED, rejects=False, value=clean[:LONGEST_LINE] or None)
    if len(clean) > LONGEST_LINE:
        return Flaw(f"is longer than {LONGEST_LINE:,} characters", _LONG, rejects=False, value=shortened(clean))
    return clean or None


def _legible(text: str) -> bool:
    """Whether there is a letter to see, as the model wants it."""
    return text.isascii() or any(letter.isprintable() and letter != " " for letter in text)


def shortened(text: str) -> str:
    return text[: LONGEST_LINE - 1].rstrip() + "…"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def lines(column: Column) -> Parsed:
    """Names, as codes into the few distinct ones; these are read one by one where some are out of the ordinary."""
    encoded = column.encoded
    names = encoded.dictionary
    if suspect(names).any() or _any(pc.match_substring_regex(names, UNEVEN)):
        return each(column, line, WORD)
    if _any(pc.greater(pc.utf8_length(names), LONGEST_LINE)):
        return each(column, line, WORD)
    return encoded, []


def _any(found: pa.Array) -> bool:
    return bool(pc.any(found).as_py())


def texts(column: Column) -> Parsed:
    """Texts of several lines. Only those are touched, one by one, that hold a letter out of the ordinary."""
    values = column.values
    if _padded(values):
        values = pc.utf8_trim_whitespace(values)
        values = pc.if_else(pc.equal(values, ""), None, values)
    odd = suspect(values)
    long = np.zeros(len(values), dtype=bool)
    if _any(pc.greater(pc.binary_length(values), LONGEST_TEXT)):
        long = pc.fill_null(pc.greater(pc.utf8_length(values), LONGEST_TEXT), False).to_numpy(zero_copy_only=False)
    faults = []
    if odd.any():
        old = [str(text) for text in values.filter(pa.array(odd)).to_pylist()]
        composed = [_composed(text) for text in old]
        damaged = np.array([bool(UNPRINTABLE.search(text)) for text in composed])
        new = [UNPRINTABLE.sub(" ", text).strip() for text in composed]
        new = [text if _legible(text) else "" for text in new]
        values = pc.replace_with_mask(values, pa.array(odd), pa.array([text or None for text in new], pa.string()))
        if damaged.any():
            faults.append(Fault(column.name, np.flatnonzero(odd)[damaged], *_DAMAGED, rejects=False))
    if long.any():
        values = cut(values, LONGEST_TEXT)
        reason = f"is longer than {LONGEST_TEXT:,} characters"
        faults.append(Fault(column.name, np.flatnonzero(long), reason, _LONG, rejects=False))
    return values, faults


def _bytes(values: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of an array's texts, and where in them each text starts and, after the last, ends."""
    _, places, data = values.buffers()
    offsets = np.frombuffer(places, np.int32)[values.offset : values.offset + len(values) + 1]
    return (np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)), offsets


def _padded(values: pa.Array) -> bool:
    """Whether a text is empty, or begins or ends with a blank."""
    if not len(values):
        return False
    body, offsets = _bytes(values)
    filled = offsets[1:] > offsets[:-1]
    starts, ends = body[offsets[:-1][filled]], body[offsets[1:][filled] - 1]
    empty = len(values) - values.null_count > filled.sum()
    return bool(empty or (starts <= 32).any() or (ends <= 32).any())


def _printable(body: np.ndarray) -> bool:
    """Whether all bytes are those of letters in ASCII, stride by stride, each of which stays in the processor."""
    strides = (body[first : first + STRIDE] for first in range(0, len(body), STRIDE))
    return all((stride - np.uint8(32)).max() < 127 - 32 for stride in strides)


def suspect(values: pa.Array) -> np.ndarray:
    """Which rows may hold a control character, or letters that are not composed."""
    count = len(values)
    if not count:
        return np.zeros(0, dtype=bool)
    body, offsets = _bytes(values)
    body = body[offsets[0] : offsets[-1]]
    if _printable(body):
        return np.zeros(count, dtype=bool)
    low = body < 32
    controls = bool((low.any() and (low & (body != 9) & (body != 10)).any()) or (body == 127).any())
    sought = np.ones(count, dtype=bool)
    if not controls:
        if not body.size or body.max() < 128:
            return np.zeros(count, dtype=bool)
        sought = ~pc.fill_null(pc.string_is_ascii(values), True).to_numpy(zero_copy_only=False)
    found = np.zeros(count, dtype=bool)
    asked = values.filter(pa.array(sought))
    matched = pc.or_(pc.match_substring_regex(asked, SUSPECT), pc.invert(pc.match_substring_regex(asked, VISIBLE)))
    found[sought] = pc.fill_null(matched, False).to_numpy(zero_copy_only=False)
    return found


def cut(values: pa.Array, longest: int) -> pa.Array:
    """Texts of at most so many characters, those that were longer ending in …"""
    if not _any(pc.greater(pc.binary_length(values), longest)):
        return values
    long = pc.greater(pc.utf8_length(values), longest)
    if not _any(long):
        return values
    kept = pc.utf8_rtrim_whitespace(pc.utf8_slice_codeunits(values, 0, longest - 1))
    return pc.if_else(long, pc.binary_join_element_wise(kept, "…", ""), values)


def plain(values: pa.Array) -> pa.Array:
    """Codes of names as the names."""
    return values.cast(pa.string()) if pa.types.is_dictionary(values.type) else values


def joined(between: str, *arrays: pa.Array) -> pa.Array:
    """The texts of a row that are not null, with something between them; null where all are.

    Arrow 26 leaves rows out of which all are null, so these are blank while they are joined.
    """
    empty = reduce(pc.and_, (pc.is_null(array) for array in arrays))
    if not _any(empty):
        return pc.binary_join_element_wise(*arrays, between, null_handling="skip")
    *first, last = arrays
    texts = pc.binary_join_element_wise(*first, pc.if_else(empty, "", last), between, null_handling="skip")
    return pc.if_else(empty, None, texts)


def headlines(kind: pa.Array, first: pa.Array, second: pa.Array, place: pa.Array) -> pa.Array:
    """`Armed clash: Group A, Group B; Bakhmut`: what, who in the row's order, which means nothing, and where. Parts
    that are null are left out."""
    first, second = _encoded(first), _without(_encoded(second), _encoded(first))
    added = after(", ", second)
    if first.null_count:
        added = pc.if_else(first.is_null(), after(": ", second), added)
    return cut(joined("", plain(kind), after(": ", first), added, after("; ", place)), LONGEST_TITLE)


def after(words: str, values: pa.Array) -> pa.Array:
    """Texts, or codes of names, as texts that begin with some words; null where null."""
    encoded = _encoded(values)
    return pc.binary_join_element_wise(words, encoded.dictionary, "").take(encoded.indices)


def _encoded(values: pa.Array) -> pa.DictionaryArray:
    return values if pa.types.is_dictionary(values.type) else values.dictionary_encode()


def _without(values: pa.DictionaryArray, others: pa.DictionaryArray) -> pa.DictionaryArray:
    """Names, null where the other is the same."""
    same = pc.equal(pc.index_in(values.dictionary, others.dictionary).take(values.indices), others.indices)
    return pa.DictionaryArray.from_arrays(
        pc.if_else(pc.fill_null(same, False), None, values.indices), values.dictionary
    )


def _sound_slugs(values: pa.Array) -> bool:
    """Whether all texts are small letters and digits of ASCII, with single hyphens between them."""
    if values.null_count == len(values):
        return True
    body, offsets = _bytes(values)
    body, offsets = body[offsets[0] : offsets[-1]], offsets - offsets[0]
    filled = offsets[1:] > offsets[:-1]
    letters, hyphens = _OF_SLUGS[body], body == ord("-")
    edges = letters[offsets[:-1][filled]] & letters[offsets[1:][filled] - 1]
    single = not (hyphens[1:] & hyphens[:-1]).any()
    return bool(
        single and edges.all() and (letters | hyphens).all() and filled.sum() >= len(values) - values.null_count
    )


_KEEP_IDS = "Keep the id that the data set gives each event, so that links to it stay true."


def slugs(column: Column, prefix: str) -> Parsed:
    """Ids such as `acled-ukr1234`. A blank one rejects its row, and so does one that a spreadsheet has rounded
    (`1.2E+05`); the `.0` that pandas put after a number is left off."""
    values = pc.utf8_lower(pc.utf8_trim_whitespace(column.values))
    longest = LONGEST_SLUG - len(prefix)
    rounded = None
    if not _sound_slugs(values) or _any(pc.greater(pc.binary_length(values), longest)):
        rounded = pc.fill_null(pc.match_substring_regex(values, r"^[0-9]([.,][0-9]+)?e\+[0-9]+$"), False)
        values = pc.replace_substring_regex(values, r"^([0-9]+)\.0+$", r"\1")
        values = pc.replace_substring_regex(values, "[^a-z0-9]+", "-")
        values = pc.utf8_slice_codeunits(pc.utf8_trim(values, "-"), 0, longest)
        values = pc.utf8_trim(values, "-")
    missing = pc.fill_null(pc.equal(values, ""), True).to_numpy(zero_copy_only=False)
    faults = [Fault(column.name, np.flatnonzero(missing), "is missing", _KEEP_IDS)] if missing.any() else []
    if rounded is not None and _any(rounded):
        lost = rounded.to_numpy(zero_copy_only=False)
        reason = "is a number that a spreadsheet has rounded, so that it may stand for several events"
        faults.append(Fault(column.name, np.flatnonzero(lost), reason, _KEEP_IDS))
        missing = missing | lost
    return pc.if_else(pa.array(missing), None, pc.binary_join_element_wise(prefix, values, "")), faults
