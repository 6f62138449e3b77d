"""The values that a record is made of: frozen, and checked when they are made.

`Facts` holds what stands in the record itself. `Record` is the form of a file, where places and sources may be named
instead of spelled out; `Event` is the form of the program, where each is there in full.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from events import codebook, dates
from events.codebook import Term

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def problem(reason: str, remedy: str) -> PydanticCustomError:
    """An error that carries its remedy to the ledger."""
    return PydanticCustomError("record", "{reason}", {"reason": reason, "remedy": remedy})


def _one_of(vocabulary: dict[str, Term]) -> Any:
    def check(value: str) -> str:
        if value not in vocabulary:
            raise problem("is not in the codebook", codebook.nearest(value, vocabulary))
        return value

    return Annotated[str, AfterValidator(check), Field(json_schema_extra={"enum": list(vocabulary)})]


def _edtf(value: object) -> object:
    """TOML's own dates and clock times are taken as the EDTF text that they are written as."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def _check_edtf(value: str) -> str:
    try:
        return dates.parse(value).edtf
    except dates.DateError as error:
        raise problem(error.reason, error.remedy) from None


def _check_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", value)
    except ValueError:
        sound = False
    if not sound:
        raise problem("is not a web address", "Write one that begins with http:// or https://.")
    return value


Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Edtf = Annotated[str, BeforeValidator(_edtf), AfterValidator(_check_edtf), Field(description="EDTF, ISO 8601-2:2019")]
Url = Annotated[str, AfterValidator(_check_url)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Slug = Annotated[str, Field(pattern=SLUG, max_length=120)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Place(_Value):
    """Where. `lat` and `lon` are WGS84 degrees of the place or of the middle of the area; `radius_km` is the distance
    from there within which all of the area lies (Darwin Core `coordinateUncertaintyInMeters`, in km)."""

    name: Text
    names: dict[str, Text] = Field(default_factory=dict, description="language tag (BCP 47) to the name in use there")
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    geo_precision: _one_of(codebook.GEO_PRECISIONS) = "exact"  # type: ignore[valid-type]
    radius_km: float | None = Field(default=None, gt=0, le=5000)
    admin2: Text | None = None
    admin1: Text | None = None
    country: Text | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise problem("has one coordinate without the other", "Give both lat and lon, or neither.")
        return self

    @property
    def located(self) -> bool:
        return self.lat is not None


class Actor(_Value):
    """Who took part. `role` stays empty where no source states it."""

    name: Text
    role: _one_of(codebook.ROLES) | None = None  # type: ignore[valid-type]

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Source(_Value):
    """Where a fact was read. `published` and `accessed` are EDTF; `locator` is a page, paragraph or minute."""

    id: Slug
    publisher: Text
    title: Text
    author: Text | None = None
    published: Edtf | None = None
    url: Url | None = None
    archive_url: Url | None = None
    accessed: Edtf | None = None
    locator: Text | None = None

    def citation(self) -> str:
        """`Author: “Title”, Publisher, 2023-10-13T18:21, locator, https://…`; only what is known."""
        head = f"{self.author}: “{self.title}”" if self.author else f"“{self.title}”"
        accessed = f"accessed {self.accessed}" if self.accessed else None
        parts = (head, self.publisher, self.published, self.locator, self.url, accessed)
        return ", ".join(str(part) for part in parts if part)


class Claim(_Value):
    """Who says what about the event. `source` is the id of one of the event's sources."""

    kind: _one_of(codebook.CLAIM_KINDS)  # type: ignore[valid-type]
    text: Text
    by: Text
    source: Slug


class Facts(_Value):
    """What a record states, whatever form its place and sources have. Blank is unknown, never zero."""

    CASUALTIES: ClassVar[tuple[str, ...]] = ("fatalities", "injured")

    id: Slug
    title: Annotated[str, Field(min_length=1, max_length=200)]
    summary: Text | None = None
    date: Edtf | None = None
    part_of_day: str | None = Field(default=None, json_schema_extra={"enum": [*dates.PARTS_OF_DAY, None]})
    date_text: Text | None = None
    event_type: _one_of(codebook.EVENT_TYPES)  # type: ignore[valid-type]
    sub_event_type: Text | None = None
    status: _one_of(codebook.STATUSES) = "reported"  # type: ignore[valid-type]
    region: Text | None = None
    actors: tuple[Actor, ...] = ()
    fatalities_low: Count | None = None
    fatalities_best: Count | None = None
    fatalities_high: Count | None = None
    injured_low: Count | None = None
    injured_best: Count | None = None
    injured_high: Count | None = None
    claims: tuple[Claim, ...] = ()
    part_of: Slug | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        for kind in self.CASUALTIES:
            numbers = [getattr(self, f"{kind}_{bound}") for bound in ("low", "best", "high")]
            known = [number for number in numbers if number is not None]
            if known != sorted(known):
                shown = ", ".join("blank" if number is None else str(number) for number in numbers)
                raise problem(f"{kind} low, best, high are {shown}", "Write low ≤ best ≤ high.")
        if self.part_of_day is not None:
            if self.date is None:
                raise problem(f"part_of_day '{self.part_of_day}' has no date", "Give the day in date.")
            try:
                dates.parse(self.date, self.part_of_day)
            except dates.DateError as error:
                raise problem(f"part_of_day: {error.reason}", error.remedy) from None
        names = [actor.name for actor in self.actors]
        if len(set(names)) < len(names):
            raise problem("an actor is listed twice", "List each actor once.")
        return self

    def when(self) -> dates.Date | None:
        """The date with its bounds; None where the sources state none."""
        return dates.parse(self.date, self.part_of_day) if self.date else None


class Record(Facts):
    """An event as a file states it: place and sources by name, or in full."""

    place: str | Place | None = None
    sources: tuple[str | Source, ...] = Field(min_length=1)


class Event(Facts):
    """An event with its place and sources in full."""

    place: Place | None = None
    sources: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _claims_have_sources(self) -> Self:
        known = [source.id for source in self.sources]
        for claim in self.claims:
            if claim.source not in known:
                raise problem(
                    f"claim source '{claim.source}' is not among the event's sources",
                    codebook.nearest(claim.source, known),
                )
        if len(set(known)) < len(known):
            raise problem("a source is listed twice", "List each source once.")
        return self


class RecordFile(_Value):
    """A file of records: the story's title, the day the records were compiled, sources, places and events."""

    title: Text | None = None
    compiled: Edtf | None = None
    sources: tuple[Source, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Record, ...] = ()
