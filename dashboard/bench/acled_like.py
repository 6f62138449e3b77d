"""The synthetic events as a file with ACLED's columns, for the import to read."""

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from dashboard.bench import synthetic
from dashboard.bench.synthetic import Draws, joined, words

KINDS = (
    ("Battles", "Armed clash", "Political violence"),
    ("Violence against civilians", "Attack", "Political violence"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", "Political violence"),
    ("Protests", "Peaceful protest", "Demonstrations"),
    ("Riots", "Mob violence", "Demonstrations"),
    ("Strategic developments", "Change to group/activity", "Strategic developments"),
)  # in the order of `synthetic.TYPES`
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
ROWS = 65_536  # that are written together


def write_acled_like(path: Path, draws: Draws) -> None:
    """A CSV of 31 columns. ACLED knows a day, a week or a month: what lasts longer than a day is written as those; an
    unknown number of killed as blank, though ACLED writes 0."""
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    with pyarrow.csv.CSVWriter(path, schema) as writer:
        for first in range(0, len(draws), ROWS):
            part = draws.part(first, first + ROWS)
            known = _columns(part, first)
            columns = [known[name].cast(pa.string()).fill_null("") for name in COLUMNS]
            writer.write_table(pa.table(columns, schema=schema))


def _columns(draws: Draws, first: int) -> dict[str, pa.Array]:
    count = len(draws)
    lat, lon = synthetic.coordinates()
    kinds, narrower, disorder = (words(column, draws.kind) for column in zip(*KINDS, strict=True))
    one, two, three = (words(synthetic.ACTOR_NAMES, column) for column in draws.actors.T)
    where = words(synthetic.DISTRICT_NAMES, draws.district)
    country = draws.district // (synthetic.DISTRICTS // synthetic.COUNTRIES)
    precision = 1 + (draws.length > 1).astype(np.int32) + (draws.length > 7)

    def same(text: str) -> pa.Array:
        return pa.repeat(text, count)

    return {
        "event_id_cnty": synthetic.ids(count, first),
        "event_date": words(_days(), draws.day - synthetic.FIRST),
        "year": pc.year(pa.array(draws.day, pa.date32())),
        "time_precision": pa.array(precision),
        "disorder_type": disorder,
        "event_type": kinds,
        "sub_event_type": narrower,
        "actor1": one,
        "assoc_actor_1": three,
        "inter1": same("Rebel group"),
        "actor2": two,
        "assoc_actor_2": same(""),
        "inter2": same("Civilians"),
        "interaction": same("Rebel group-Civilians"),
        "civilian_targeting": words(["", "Civilian targeting"], draws.kind == 1),
        "iso": pa.array(900 + country.astype(np.int32)),
        "region": same("Synthetic region"),
        "country": words(synthetic.COUNTRY_NAMES, country),
        "admin1": where,
        "admin2": where,
        "admin3": same(""),
        "location": where,
        "latitude": pa.array(lat[draws.district]),
        "longitude": pa.array(lon[draws.district]),
        "geo_precision": pa.array(1 + draws.district.astype(np.int32) % 3),
        "source": words(["Synthetic gazette", "Synthetic radio; Synthetic gazette"], draws.kind % 2),
        "source_scale": same("National"),
        "notes": synthetic.notes(draws, first),
        "fatalities": pa.array(draws.deaths, mask=draws.deaths < 0),
        "tags": words(["", "crowd size=no report"], draws.kind == 3),
        "timestamp": joined("17000", pc.utf8_lpad(pa.array(draws.day).cast(pa.string()), 5, "0")),
    }


@cache
def _days() -> list[str]:
    """`15 April 2014`, for each day that is drawn."""
    epoch = date(1970, 1, 1).toordinal()
    found = (date.fromordinal(epoch + synthetic.FIRST + number) for number in range(synthetic.DAYS))
    return [f"{day.day:02} {day:%B} {day.year}" for day in found]
