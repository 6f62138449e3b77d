"""The region that readers filter by, from the country and province that a data set names.

The table is `regions.csv`: `country,admin1,region`, a blank `admin1` standing for the whole country. A country that it
does not list is its own region. It gives data sets one name for one country ("DR Congo (Zaire)" is "Democratic Republic
of Congo"), and keeps to the regions of the curated records, where Kosovo stands by itself and Israel with Gaza. The
choice serves readers' filters and is no position on status; the event's `country` stays as the source has it.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pyarrow as pa

from events.readers.cells import Column, beside, each
from events.schema import WORD

TABLE = Path(__file__).with_name("regions.csv")


@cache
def table(path: Path = TABLE) -> Mapping[tuple[str, str], str]:
    """Regions by country and admin1, both in small letters."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["country"].casefold(), row["admin1"].casefold()): row["region"] for row in csv.DictReader(file)}


def region_of(country: str, admin1: str | None = None) -> str | None:
    """The region of a province, else of its country, else the country itself; None without a country."""
    known, whole = table(), country.casefold()
    return known.get((whole, (admin1 or "").casefold())) or known.get((whole, "")) or country or None


def regions(country: pa.Array, admin1: pa.Array) -> pa.DictionaryArray:
    """The regions of rows."""
    pairs = beside(Column("country", country), Column("admin1", admin1))
    return each(pairs, lambda pair: region_of(*pair.rsplit("\x1f", 1)), WORD)[0]
