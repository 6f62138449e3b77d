"""Where events come from as a whole: a data set with its citation, its terms and how it was made."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from events.fields import Edtf, Line, Slug, Text, Url


class Dataset(BaseModel):
    """A body of records with one publisher and one set of terms.

    `rows` is the redistribution rule: `free`, or `withheld` where the terms forbid giving its rows to others, so that a
    page for others shows its aggregates alone (`serve --public`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    key: Slug = Field(description="what rows name it by: acled, ucdp-ged, gdelt, records")
    name: Line = Field(description="in short, as readers know it: ACLED")
    citation: Text | None = Field(default=None, description="what its publisher wants under every visual")
    url: Url | None = Field(default=None, description="where it is published")
    licence: Line | None = Field(default=None, description="its licence or terms, in short")
    rows: Literal["free", "withheld"] = Field(default="free", description="may its rows be given to others?")
    machine_coded: bool = Field(default=False, description="made by a program from news, read by nobody")
    accessed: Edtf | None = Field(default=None, description="when the file was fetched, where that is known")
    note: Text | None = Field(default=None, description="what was done to it here: how its columns were read")


RECORDS = Dataset(key="records", name="Curated records")


def fetched(datasets: Iterable[Dataset], day: str | None) -> tuple[Dataset, ...]:
    """The data sets as fetched on a day (EDTF), but for those that state their own, and records of one's own."""
    if day is None:
        return tuple(datasets)
    own = (RECORDS.key,)
    return tuple(
        dataset if dataset.accessed or dataset.key in own else dataset.model_copy(update={"accessed": day})
        for dataset in datasets
    )
