"""The values that a record is made of: frozen, and checked when they are made.

`Facts` holds what stands in the record itself. `Record` is the form of a file, where places and sources may be named
instead of spelled out; `Event` is the form of the program, where each is there in full.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema

from events import codebook, dates
from events.fields import (
    LANGUAGE,
    ClaimKind,
    Count,
    Edtf,
    EventType,
    GeoPrecision,
    Headline,
    Kilometres,
    Language,
    Latitude,
    Line,
    Longitude,
    PartOfDay,
    Role,
    Slug,
    Status,
    Text,
    Url,
    problem,
)

NAMED, SPELLED = "#named", "#spelled"  # the two forms of a place or source in a record: its name, or a table


def _form(value: object) -> str:
    return NAMED if isinstance(value, str) else SPELLED


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Place(_Value):
    """Where. `lat` and `lon` are WGS84 degrees of the place or of the middle of the area; `radius_km` is the distance
    from there within which all of the area lies (Darwin Core `coordinateUncertaintyInMeters`, in km)."""

    name: Line = Field(description="the name that this project uses")
    names: dict[Language, Line] = Field(
        default_factory=dict,
        description="names in use there, by language tag (BCP 47): sq, sr, sr-Latn",
        json_schema_extra={"propertyNames": {"pattern": f"^{LANGUAGE.pattern}$"}},
    )
    lat: Latitude | None = Field(default=None, description="degrees north, WGS84")
    lon: Longitude | None = Field(default=None, validate_default=True, description="degrees east, WGS84")
    geo_precision: GeoPrecision = Field(default="exact", description="how well the place is known")
    radius_km: Kilometres | None = Field(default=None, description="of the circle that holds the area")
    admin2: Line | None = Field(default=None, description="municipality or district")
    admin1: Line | None = Field(default=None, description="province or region of the country")
    country: Line | None = Field(default=None, description="country, without a position on its status")

    @field_validator("lon")
    @classmethod
    def _both_or_neither(cls, lon: float | None, info: ValidationInfo) -> float | None:
        if "lat" in info.data and (lon is None) != (info.data["lat"] is None):
            reason = "is missing beside lat" if lon is None else "has no lat beside it"
            raise problem(reason, "Give both lat and lon, or neither.")
        return lon

    @property
    def located(self) -> bool:
        return self.lat is not None


class Actor(_Value):
    """Who took part. `role` stays empty where no source states it."""

    name: Line = Field(description="person, group or institution")
    role: Role | None = Field(default=None, description="the part taken, only where a source states it")

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described = handler.resolve_ref_schema(handler(schema))
        described["type"] = ["string", "object"]  # keywords for objects do not touch a string, and the reverse
        described["minLength"] = 1
        return described


class Source(_Value):
    """Where a fact was read. `published` and `accessed` are EDTF; `locator` is a page, paragraph or minute."""

    id: Slug = Field(description="what events and claims name it by; in a sheet made from publisher and day if blank")
    publisher: Line = Field(description="who published it")
    title: Line = Field(description="its title")
    author: Line | None = Field(default=None, description="who wrote it")
    published: Edtf | None = Field(default=None, description="when it was published, EDTF")
    url: Url | None = Field(default=None, description="where it is, http or https")
    archive_url: Url | None = Field(default=None, description="an archived copy of it")
    accessed: Edtf | None = Field(default=None, description="when it was read, EDTF")
    locator: Line | None = Field(default=None, description="page, paragraph or minute")

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
    by: Line = Field(description="who claims it")
    source: Slug = Field(description="id of the event's source that tells it")


def _refuse_twice(names: list[str], key: str, remedy: str) -> None:
    for position, name in enumerate(names):
        if name in names[:position]:
            raise problem("is listed twice", remedy, (position, key), name)


class Facts(_Value):
    """What a record states, whatever form its place and sources have. Blank is unknown, never zero."""

    id: Slug = Field(description="a stable name of small letters, digits and hyphens, never used again")
    title: Headline = Field(description="a headline in neutral words")
    summary: Text | None = Field(default=None, description="what happened, in your own words")
    date: Edtf | None = Field(
        default=None, description="when, as precisely as the sources say and no more: EDTF, or the source's words"
    )
    part_of_day: PartOfDay | None = Field(default=None, description="narrows a single day")
    date_text: Line | None = Field(default=None, description="the source's own words for the date")
    event_type: EventType = Field(description="what kind of event")
    sub_event_type: Line | None = Field(default=None, description="a narrower kind, free text")
    status: Status = Field(default="reported", description="how far it is verified")
    region: Line | None = Field(default=None, description="the region that readers filter by")
    actors: tuple[Actor, ...] = Field(default=(), description="who took part; their order means nothing")
    fatalities_low: Count | None = Field(default=None, description="people killed, lowest figure; blank is unknown")
    fatalities_best: Count | None = Field(default=None, description="people killed, best figure; blank is unknown")
    fatalities_high: Count | None = Field(default=None, description="people killed, highest figure; blank is unknown")
    injured_low: Count | None = Field(default=None, description="people injured, lowest figure; blank is unknown")
    injured_best: Count | None = Field(default=None, description="people injured, best figure; blank is unknown")
    injured_high: Count | None = Field(default=None, description="people injured, highest figure; blank is unknown")
    claims: tuple[Claim, ...] = Field(default=(), description="who says what about the event")
    part_of: Slug | None = Field(default=None, description="id of the event that this one is a part of")

    @field_validator("part_of_day")
    @classmethod
    def _narrows_a_day(cls, part: str | None, info: ValidationInfo) -> str | None:
        if part is None or "date" not in info.data:
            return part
        if info.data["date"] is None:
            raise problem("has no date beside it", "Give the day in date.")
        try:
            dates.parse(info.data["date"], part)
        except dates.DateError as error:
            raise problem(f"stands beside date '{error.text}', which {error.reason}", error.remedy) from None
        return part

    @field_validator("actors")
    @classmethod
    def _once_each(cls, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        _refuse_twice([actor.name for actor in actors], "name", "List each actor once.")
        return actors

    @field_validator("fatalities_best", "fatalities_high", "injured_best", "injured_high")
    @classmethod
    def _in_order(cls, figure: int | None, info: ValidationInfo) -> int | None:
        kind = str(info.field_name).rpartition("_")[0]
        for lower in (f"{kind}_best", f"{kind}_low"):
            least = info.data.get(lower)
            if figure is not None and least is not None and figure < least:
                raise problem(f"is less than {lower}, {least}", "Write low ≤ best ≤ high.")
        return figure

    @field_validator("part_of")
    @classmethod
    def _of_another(cls, whole: str | None, info: ValidationInfo) -> str | None:
        if whole is not None and whole == info.data.get("id"):
            raise problem("is the event itself", "Name the event that this one is a part of.")
        return whole

    def when(self) -> dates.Date | None:
        """The date with its bounds; None where the sources state none."""
        return dates.parse(self.date, self.part_of_day) if self.date else None


PlaceOrName = Annotated[Annotated[Line, Tag(NAMED)] | Annotated[Place, Tag(SPELLED)], Discriminator(_form)]
SourceOrId = Annotated[Annotated[Line, Tag(NAMED)] | Annotated[Source, Tag(SPELLED)], Discriminator(_form)]


class Record(Facts):
    """An event as a file states it: place and sources by name, or in full."""

    place: PlaceOrName | None = Field(
        default=None, description="where: the name of one of the file's places, or a table"
    )
    sources: tuple[SourceOrId, ...] = Field(min_length=1, description="ids of the file's sources, or tables")
    published: Edtf | None = Field(
        default=None, description="the day from which words in `date` are read, where that is not its first source's"
    )
    date_lang: Language | None = Field(default=None, description="the language of words in `date`: sq, sr, uk")


class Event(Facts):
    """An event with its place and sources in full. `dataset` is the key of the data set that it is part of; `more` is
    what else the row of that data set states, by its own names."""

    place: Place | None = None
    sources: tuple[Source, ...] = Field(min_length=1)
    dataset: Slug = "records"
    more: Mapping[str, str] = Field(default_factory=dict)

    @field_validator("sources")
    @classmethod
    def _listed_once(cls, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        _refuse_twice([source.id for source in sources], "id", "List each source once.")
        return sources

    @model_validator(mode="after")
    def _claims_have_sources(self) -> Self:
        known = [source.id for source in self.sources]
        for position, claim in enumerate(self.claims):
            if claim.source not in known:
                raise problem(
                    "is not among the event's sources",
                    codebook.nearest(claim.source, known),
                    ("claims", position, "source"),
                    claim.source,
                )
        return self


class Story(_Value):
    """What a file says of itself."""

    title: Line | None = Field(default=None, description="the story's title")
    compiled: Edtf | None = Field(default=None, description="when the records were last checked, EDTF")


class RecordFile(Story):
    """A file of records: the story's title, the day the records were compiled, sources, places and events."""

    sources: tuple[Source, ...] = Field(default=(), description="the sources that events name")
    places: tuple[Place, ...] = Field(default=(), description="the places that events name")
    events: tuple[Record, ...] = Field(default=(), description="the events")


FOR_READING = ("published", "date_lang")  # what a record states only for its date to be read
PARTS: dict[str, type[BaseModel]] = {"place": Place, "actors": Actor, "claims": Claim, "sources": Source}
