import csv

import pyarrow as pa
import pytest

from events.readers import read
from events.readers.regions import TABLE, region_of, regions


@pytest.mark.parametrize(
    ("country", "admin1", "region"),
    [
        ("Israel", "Gaza Strip", "Israel and Gaza"),
        ("Israel", "West Bank", "Israel and Gaza"),
        ("Palestine", "Gaza Strip", "Israel and Gaza"),
        ("Serbia (Yugoslavia)", "Kosovo province", "Kosovo"),
        ("Serbia (Yugoslavia)", None, "Serbia"),
        ("Kosovo", "Mitrovica", "Kosovo"),
        ("DR Congo (Zaire)", "Nord Kivu province", "Democratic Republic of Congo"),
        ("Russia (Soviet Union)", None, "Russia"),
        ("russia (soviet union)", None, "Russia"),
        ("Myanmar (Burma)", None, "Myanmar"),
        ("Namibia", None, "Namibia"),
        ("NA", None, "NA"),
        ("", None, None),
    ],
)
def test_regions_of_provinces_and_countries(country: str, admin1: str | None, region: str | None) -> None:
    assert region_of(country, admin1) == region


def test_rows_have_the_regions_of_their_countries() -> None:
    country = pa.array(["Israel", "Yemen (North Yemen)", None, "Ukraine"]).dictionary_encode()
    admin1 = pa.array(["Gaza Strip", None, "x", None])
    assert regions(country, admin1).to_pylist() == ["Israel and Gaza", "Yemen", None, "Ukraine"]


def test_the_table_has_each_place_once_and_no_chains() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = [(row["country"].casefold(), row["admin1"].casefold()) for row in rows]
    assert len(set(places)) == len(places)
    for row in rows:
        assert row["region"].strip() == row["region"] != ""
        assert region_of(row["region"]) in (row["region"], "Israel and Gaza")


def test_the_curated_records_have_regions_of_the_table() -> None:
    from events.readers import BUNDLED

    found = read([BUNDLED])
    events = getattr(found, "events", ())
    for event in events:
        if event.region and event.place and event.place.country:
            assert region_of(event.place.country) in (event.region, event.place.country)
