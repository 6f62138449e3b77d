"""The values that a record is made of: frozen, and checked when they are made.

`Facts` holds what stands in the record itself. `Record` is the form of a file, where places and sources may be named
instead of spelled out; `Event` is the form of the program, where each is there in full.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from events import codebook, dates

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def problem(reason: str, remedy: str) -> PydanticCustomError:
    """An error that carries its remedy to the ledger."""
    return PydanticCustomError("record", "{reason}", {"reason": reason, "remedy": remedy})


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
EventType = Annotated[str, *_one_of(codebook.EVENT_TYPES)]
Status = Annotated[str, *_one_of(codebook.STATUSES)]
Role = Annotated[str, *_one_of(codebook.ROLES)]
GeoPrecision = Annotated[str, *_one_of(codebook.GEO_PRECISIONS)]
ClaimKind = Annotated[str, *_one_of(codebook.CLAIM_KINDS)]
PartOfDay = Annotated[str, *_one_of(dates.PARTS_OF_DAY)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Place(_Value):
    """Where. `lat` and `lon` are WGS84 degrees of the place or of the middle of the area; `radius_km` is the distance
    from there within which all of the area lies (Darwin Core `coordinateUncertaintyInMeters`, in km)."""

    name: Text = Field(description="the name that this project uses")
    names: dict[str, Text] = Field(
        default_factory=dict, description="names in use there, by language tag (BCP 47): sq, sr, sr-Latn"
    )
    lat: float | None = Field(default=None, ge=-90, le=90, description="degrees north, WGS84")
    lon: float | None = Field(default=None, ge=-180, le=180, description="degrees east, WGS84")
    geo_precision: GeoPrecision = Field(default="exact", description="how well the place is known")
    radius_km: float | None = Field(default=None, gt=0, le=5000, description="of the circle that holds the area")
    admin2: Text | None = Field(default=None, description="municipality or district")
    admin1: Text | None = Field(default=None, description="province or region of the country")
    country: Text | None = Field(default=None, description="country, without a position on its status")

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

    name: Text = Field(description="person, group or institution")
    role: Role | None = Field(default=None, description="the part taken, only where a source states it")

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Source(_Value):
    """Where a fact was read. `published` and `accessed` are EDTF; `locator` is a page, paragraph or minute."""

    id: Slug = Field(description="what events and claims name it by; in a sheet made from publisher and day if blank")
    publisher: Text = Field(description="who published it")
    title: Text = Field(description="its title")
    author: Text | None = Field(default=None, description="who wrote it")
    published: Edtf | None = Field(default=None, description="when it was published, EDTF")
    url: Url | None = Field(default=None, description="where it is, http or https")
    archive_url: Url | None = Field(default=None, description="an archived copy of it")
    accessed: Edtf | None = Field(default=None, description="when it was read, EDTF")
    locator: Text | None = Field(default=None, description="page, paragraph or minute")

    def citation(self) -> str:
        """`Author: “Title”, Publisher, 2023-10-13T18:21, locator, https://…`; only what is known."""
        head = f"{self.author}: “{self.title}”" if self.author else f"“{self.title}”"
        accessed = f"accessed {self.accessed}" if self.accessed else None
        parts = (head, self.publisher, self.published, self.locator, self.url, accessed)
        return ", ".join(str(part) for part in parts if part)


class Claim(_Value):
    """Who says what about the event. `source` is the id of one of the event's sources."""

    kind: ClaimKind = Field(description="what sort of claim")
    text: Text = Field(description="what is claimed, in the claimant's word where that is contested")
    by: Text = Field(description="who claims it")
    source: Slug = Field(description="id of the event's source that tells it")


class Facts(_Value):
    """What a record states, whatever form its place and sources have. Blank is unknown, never zero."""

    CASUALTIES: ClassVar[tuple[str, ...]] = ("fatalities", "injured")

    id: Slug = Field(description="a stable name of small letters, digits and hyphens, never used again")
    title: Annotated[str, Field(min_length=1, max_length=200)] = Field(description="a headline in neutral words")
    summary: Text | None = Field(default=None, description="what happened, in your own words")
    date: Edtf | None = Field(default=None, description="when, as precisely as the sources say and no more, EDTF")
    part_of_day: PartOfDay | None = Field(default=None, description="narrows a single day")
    date_text: Text | None = Field(default=None, description="the source's own words for the date")
    event_type: EventType = Field(description="what kind of event")
    sub_event_type: Text | None = Field(default=None, description="a narrower kind, free text")
    status: Status = Field(default="reported", description="how far it is verified")
    region: Text | None = Field(default=None, description="the region that readers filter by")
    actors: tuple[Actor, ...] = Field(default=(), description="who took part; their order means nothing")
    fatalities_low: Count | None = Field(default=None, description="people killed, lowest figure; blank is unknown")
    fatalities_best: Count | None = Field(default=None, description="people killed, best figure; blank is unknown")
    fatalities_high: Count | None = Field(default=None, description="people killed, highest figure; blank is unknown")
    injured_low: Count | None = Field(default=None, description="people injured, lowest figure; blank is unknown")
    injured_best: Count | None = Field(default=None, description="people injured, best figure; blank is unknown")
    injured_high: Count | None = Field(default=None, description="people injured, highest figure; blank is unknown")
    claims: tuple[Claim, ...] = Field(default=(), description="who says what about the event")
    part_of: Slug | None = Field(default=None, description="id of the event that this one is a part of")

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

    place: str | Place | None = Field(
        default=None, description="where: the name of one of the file's places, or a table"
    )
    sources: tuple[str | Source, ...] = Field(min_length=1, description="ids of the file's sources, or tables")


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

    title: Text | None = Field(default=None, description="the story's title")
    compiled: Edtf | None = Field(default=None, description="when the records were last checked, EDTF")
    sources: tuple[Source, ...] = Field(default=(), description="the sources that events name")
    places: tuple[Place, ...] = Field(default=(), description="the places that events name")
    events: tuple[Record, ...] = Field(default=(), description="the events")
