import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.codebook import EVENT_TYPES, GEO_PRECISIONS
from events.model import Event
from events.readers import gdelt
from events.readers.chunk import Chunk
from events.readers.head import look
from events.readers.kinds import recognise
from events.schema import to_events
from tests.cell_tables import chunk

ROW = {
    "GLOBALEVENTID": "700000001",
    "SQLDATE": "20170701",
    "MonthYear": "201707",
    "Year": "2017",
    "FractionDate": "2017.4959",
    "Actor1Code": "UTO",
    "Actor1Name": "UTOPIA",
    "Actor2Code": "GOV",
    "Actor2Name": "GOVERNMENT",
    "IsRootEvent": "1",
    "EventCode": "190",
    "EventBaseCode": "190",
    "EventRootCode": "19",
    "QuadClass": "4",
    "GoldsteinScale": "-10.0",
    "NumMentions": "4",
    "NumSources": "1",
    "NumArticles": "4",
    "AvgTone": "-5.5",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Amaurot, Hills, Utopia",
    "ActionGeo_CountryCode": "UT",
    "ActionGeo_ADM1Code": "UT01",
    "ActionGeo_Lat": "48.5",
    "ActionGeo_Long": "38",
    "ActionGeo_FeatureID": "-1",
    "DATEADDED": "20170701234500",
    "SOURCEURL": "https://gazette.example/story?id=1",
}


def read(*rows: dict[str, str]) -> Chunk:
    return chunk(gdelt.draft, *rows)


def event(**changes: str) -> Event:
    found = read(ROW | changes)
    assert not found.rejected, found.problems
    return to_events(found.events)[0]


def test_a_row_is_an_event() -> None:
    found = event()
    assert found.id == "gdelt-700000001"
    assert found.title == "Use conventional military force: UTOPIA, GOVERNMENT; Amaurot, Hills, Utopia"
    assert (found.date, found.event_type, found.status) == ("2017-07-01", "battle", "reported")
    assert [(actor.name, actor.role) for actor in found.actors] == [("UTOPIA", None), ("GOVERNMENT", None)]
    assert (found.fatalities_low, found.fatalities_best, found.fatalities_high) == (None, None, None)
    place = found.place
    assert place is not None and (place.name, place.geo_precision) == ("Amaurot, Hills, Utopia", "exact")
    assert (place.country, place.admin1, found.region) == ("Utopia", "Hills", "Utopia")
    (source,) = found.sources
    assert (source.id, source.url, source.locator) == ("gdelt", ROW["SOURCEURL"], "700000001")
    assert found.more["EventCode"] == "190" and found.more["GoldsteinScale"] == "-10.0"
    assert found.more["EventDescription"] == "Use conventional military force"
    assert "SQLDATE" not in found.more


@pytest.mark.parametrize(
    ("code", "root", "type"),
    [
        ("010", "01", "statement"), ("042", "04", "diplomacy"), ("057", "05", "diplomacy"),
        ("073", "07", "humanitarian"),
        ("072", "07", "strategic_development"), ("090", "09", "investigation"), ("112", "11", "statement"),
        ("138", "13", "statement"), ("141", "14", "protest"), ("145", "14", "riot"), ("150", "15", "deployment"),
        ("173", "17", "investigation"), ("180", "18", "battle"), ("182", "18", "attack_on_civilians"),
        ("1831", "18", "explosion_remote_violence"), ("190", "19", "battle"),
        ("195", "19", "explosion_remote_violence"),
        ("202", "20", "attack_on_civilians"), ("43", "4", "diplomacy"), ("43.0", "4.0", "diplomacy"),
        ("0256", "02", "statement"), ("256", "2", "statement"), ("141", "", "protest"),
    ],
)  # fmt: skip
def test_event_codes(code: str, root: str, type: str) -> None:
    found = read(ROW | {"EventCode": code, "EventRootCode": root})
    assert not found.problems and found.events["event_type"].to_pylist() == [type]


def test_an_unlisted_code_is_read_as_the_one_above_it_and_told() -> None:
    found = read(ROW | {"EventCode": "1999", "EventRootCode": "19"})
    assert found.events["event_type"].to_pylist() == ["battle"]
    assert found.problems[0].remedy == "Read as 19."


def test_a_code_that_is_none_is_refused() -> None:
    found = read(
        ROW | {"EventCode": "---", "EventRootCode": "--"}, ROW | {"EventCode": ""}, ROW | {"EventCode": "99"}, ROW
    )
    assert found.events.num_rows == 2
    assert [problem.reason for problem in found.problems] == [
        "is no CAMEO code",
        "is missing",
        "is no known CAMEO code",
    ]


def test_last_year_is_marked() -> None:
    for date in ("20160701", "20070701"):
        found = event(SQLDATE=date)
        assert found.date == f"{date[:4]}-07-01" and "last year" in found.more["SQLDATE"]
    assert "SQLDATE" not in event(SQLDATE="20160702").more
    assert "SQLDATE" not in event(SQLDATE="20160701", DATEADDED="").more


@pytest.mark.parametrize("date", ["20170701", "20170701.0", "2017-07-01T00:00:00.000000000", "2017-07-01 00:00:00"])
def test_days(date: str) -> None:
    assert event(SQLDATE=date).date == "2017-07-01"


def test_a_day_that_is_none_is_refused() -> None:
    found = read(ROW | {"SQLDATE": "20170230"})
    assert [problem.reason for problem in found.problems] == ["does not exist in the calendar"]


@pytest.mark.parametrize(
    ("type", "precision"), [("1", "country"), ("2", "province"), ("3", "exact"), ("4", "exact"), ("5", "province")]
)
def test_types_of_places(type: str, precision: str) -> None:
    place = event(ActionGeo_Type=type).place
    assert place is not None and place.geo_precision == precision


def test_no_place_is_none() -> None:
    nowhere = {"ActionGeo_Type": "0", "ActionGeo_FullName": "", "ActionGeo_Lat": "", "ActionGeo_Long": ""}
    found = read(ROW | nowhere)
    assert not found.problems
    (one,) = to_events(found.events)
    assert one.place is None and one.region is None and one.title.endswith("UTOPIA, GOVERNMENT")


def test_damaged_names_are_kept_and_told() -> None:
    found = read(
        ROW
        | {"ActionGeo_FullName": "Santiago, Regi\ufffdn, Chile", "ActionGeo_Lat": "-33.4", "ActionGeo_Long": "-70.6"}
    )
    assert found.events["place"].to_pylist() == ["Santiago, Regi\ufffdn, Chile"]
    assert [problem.reason for problem in found.problems] == ["has damaged letters"]


@pytest.mark.parametrize(
    ("address", "url", "told"),
    [
        ("http://a.example/b_(c)?d=e#f", "http://a.example/b_(c)?d=e#f", 0),
        ("HTTPS://A.example:8080/x", "HTTPS://A.example:8080/x", 0),
        ("BBC Monitoring", None, 0),
        ("", None, 0),
        ("javascript:alert(1)", None, 0),
        ("http://user@a.example/", None, 1),
        ("http:///x", None, 1),
    ],
)
def test_only_web_addresses_are_links(address: str, url: str | None, told: int) -> None:
    found = read(ROW | {"SOURCEURL": address})
    assert to_events(found.events)[0].sources[0].url == url and len(found.problems) == told


def test_regions_are_those_of_the_table() -> None:
    assert event(ActionGeo_FullName="Gaza, Israel (general), Gaza Strip").region == "Israel and Gaza"
    assert event(ActionGeo_FullName="Kosovo", ActionGeo_Lat="42.6", ActionGeo_Long="21").region == "Kosovo"


def test_the_columns_by_their_number() -> None:
    assert {width: len(columns) for width, columns in gdelt.COLUMNS.items()} == {57: 57, 58: 58, 61: 61}
    assert all(len(set(columns)) == len(columns) for columns in gdelt.COLUMNS.values())
    assert gdelt.COLUMNS[61][26] == gdelt.COLUMNS[58][26] == "EventCode"
    assert gdelt.COLUMNS[57][-1] == "DATEADDED" and gdelt.COLUMNS[61][-1] == "SOURCEURL"
    assert gdelt.header_of(("x",) * 60) == gdelt.COLUMNS[61]


def test_the_table_of_codes() -> None:
    with gdelt.TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [row["code"] for row in rows]
    assert len(set(codes)) == len(codes) and {f"{root:02d}" for root in range(1, 21)} <= set(codes)
    assert {row["event_type"] for row in rows} <= set(EVENT_TYPES)
    assert all(row["label"] and code[:2] in codes for row, code in zip(rows, codes, strict=True))
    assert set(gdelt.GEO_PRECISIONS.values()) <= set(GEO_PRECISIONS)


def test_it_is_marked_as_made_by_a_program() -> None:
    about = gdelt.dataset()
    assert about.machine_coded and about.rows == "free" and about.citation and about.url


@given(
    st.lists(
        st.fixed_dictionaries({name: st.text(max_size=12) | st.just(value) for name, value in ROW.items()}), min_size=1
    )
)
def test_bad_rows_never_raise_and_good_ones_are_events(rows: list[dict[str, str]]) -> None:
    found = read(*rows)
    assert len(to_events(found.events)) + len(found.rejected) == len(rows)


@pytest.mark.parametrize("width", [57, 58, 61])
def test_a_file_without_a_header(width: int, tmp_path: Path) -> None:
    path = tmp_path / "20170701.export.CSV"
    quoted = ROW | {"Actor2Name": '"GOVERNMENT'}
    lines = [
        "\t".join(row.get(name, "") for name in gdelt.COLUMNS[width]) for row in (ROW, quoted | {"GLOBALEVENTID": "2"})
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    reading = gdelt.read(path, look(path))
    (found,) = reading.chunks
    assert found.events["id"].to_pylist() == ["gdelt-700000001", "gdelt-2"], found.problems
    assert found.events["lat"].to_pylist() == [48.5, 48.5] and reading.dataset.machine_coded


def test_a_copy_with_a_header(tmp_path: Path) -> None:
    path = tmp_path / "copy.tsv"
    names = [*gdelt.COLUMNS[61][:27], "CAMEOCodeDescription", *gdelt.COLUMNS[61][27:]]
    path.write_text("\t".join(names) + "\n" + "\t".join(ROW.get(name, "") for name in names) + "\n", encoding="utf-8")
    (found,) = gdelt.read(path, look(path)).chunks
    assert found.events["title"].to_pylist() == [event().title]


def test_the_reduced_file_has_sides_and_counts(tmp_path: Path) -> None:
    path = tmp_path / "reduced.txt"
    names = (
        "Date Source Target CAMEOCode NumEvents NumArts QuadClass Goldstein ActionGeoType ActionGeoLat ActionGeoLong"
    )
    rows = ["20130105 UTO REB 190 3 10 4 -10.0 4 48.5 38.0", "20130105 UTO  190 1 2 4 -10.0 1 48 38"]
    path.write_text("\n".join("\t".join(row.split(" ")) for row in (names, *rows)) + "\n", encoding="utf-8")
    assert recognise(look(path)) == "gdelt"
    (found,) = gdelt.read(path, look(path)).chunks
    first, second = to_events(found.events)
    assert (first.id, first.date, first.event_type) == ("gdelt-20130105-uto-reb-190-48-5-38-0", "2013-01-05", "battle")
    assert [actor.name for actor in first.actors] == ["UTO", "REB"] and first.more["NumEvents"] == "3"
    assert first.sources[0].publisher == "GDELT" and second.id == "gdelt-20130105-uto-190-48-38"
    assert [(problem.column, problem.reason) for problem in found.problems] == [("NumEvents", "counts events in a row")]
