"""The kinds of value that the fields of a record hold, each with its check and its form in the JSON Schema."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from events import codebook, dates

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")  # the form of a BCP 47 tag
Path = tuple[int | str, ...]

# Control characters, the two that turn the reading direction by force, halves of characters, and no characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")


def problem(reason: str, remedy: str, at: Path = (), value: object = None) -> PydanticCustomError:
    """An error that carries its remedy to the ledger, and where it is: `at` below the field, with its value."""
    return PydanticCustomError("record", "{reason}", {"reason": reason, "remedy": remedy, "at": at, "value": value})


def _text(value: str) -> str:
    """Text in composed letters (NFC), with `\\n` for every kind of line end."""
    if value.isascii() and value.isprintable() and value.strip():
        return value
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    strange = _UNPRINTABLE.search(text)
    if strange:
        raise problem(f"has the unprintable character U+{ord(strange[0]):04X}", "Take it out, or type the text again.")
    if not any(letter.isprintable() and letter != " " for letter in text):
        raise problem("is empty", "Fill it in, or leave the key out where it is optional.")
    return text


def _line(value: str) -> str:
    """The same in one line, with single blanks, so that two spellings of a name are one name."""
    return _text(" ".join(value.split()))


def _plain_number(value: object) -> object:
    """Truth values are no numbers, and `1_000` in a sheet is a slip."""
    if isinstance(value, bool) or (isinstance(value, str) and "_" in value):
        raise problem("is not a number", "Write digits alone, and leave it blank where it is unknown.")
    return value


def _one_of(vocabulary: Mapping[str, object]) -> tuple[AfterValidator, WithJsonSchema]:
    """The check that a word is in a vocabulary, and its words for the JSON Schema."""

    def check(value: str) -> str:
        if value not in vocabulary:
            raise problem("is not in the codebook", codebook.nearest(value, vocabulary))
        return value

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": list(vocabulary)})


def _edtf(value: object) -> object:
    """TOML's own dates and clock times are taken as the EDTF text that they are written as."""
    if isinstance(value, datetime):
        text = value.isoformat(timespec="seconds" if value.second else "minutes")
        return text.replace("+00:00", "Z")  # as TOML writes it
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        raise problem("is not a date", 'Write a day as it is, 2023-09-24, and any other date in quotes: "2023-09".')
    return value


def _check_edtf(value: str) -> str:
    try:
        return dates.parse(value).edtf
    except dates.DateError as error:
        raise problem(error.reason, error.remedy) from None


def _check_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not value.isprintable() or " " in value:
        raise problem("is not a web address", "Write one that begins with http:// or https://.")
    if "@" in parts.netloc:
        raise problem("holds a name before the server", "Write the address without what stands before '@'.")
    return value


def _check_language(value: str) -> str:
    if not LANGUAGE.fullmatch(value):
        raise problem("is not a language tag", "Write sq, sr or sr-Latn (BCP 47).")
    return value


Text = Annotated[str, Field(min_length=1, max_length=20_000), AfterValidator(_text)]
Line = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_line)]
Headline = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_line)]
Language = Annotated[str, AfterValidator(_check_language)]
Edtf = Annotated[str, BeforeValidator(_edtf), AfterValidator(_check_edtf), Field(description="EDTF, ISO 8601-2:2019")]
Url = Annotated[
    str,
    AfterValidator(_check_url),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^[hH][tT][tT][pP][sS]?://"}),
]
Count = Annotated[int, Field(ge=0, le=1_000_000_000), BeforeValidator(_plain_number)]
Latitude = Annotated[float, Field(ge=-90, le=90), BeforeValidator(_plain_number)]
Longitude = Annotated[float, Field(ge=-180, le=180), BeforeValidator(_plain_number)]
Kilometres = Annotated[float, Field(gt=0, le=5_000), BeforeValidator(_plain_number)]
Slug = Annotated[str, Field(pattern=SLUG, max_length=120)]
EventType = Annotated[str, *_one_of(codebook.EVENT_TYPES)]
Status = Annotated[str, *_one_of(codebook.STATUSES)]
Role = Annotated[str, *_one_of(codebook.ROLES)]
GeoPrecision = Annotated[str, *_one_of(codebook.GEO_PRECISIONS)]
ClaimKind = Annotated[str, *_one_of(codebook.CLAIM_KINDS)]
PartOfDay = Annotated[str, *_one_of(dates.PARTS_OF_DAY)]
