"""Whole files as people save, mend and break them: what is read of them, and what is told."""

import csv
import gzip
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from events.importing.import_files import check_files
from events.readers import Collection, open_reading, read
from events.readers.chunk import Reading

ACLED = {
    "event_id_cnty": "XYZ1", "event_date": "2024-03-05", "year": "2024", "time_precision": "1",
    "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Greens", "assoc_actor_1": "",
    "actor2": "Blues", "country": "Mali", "admin1": "Gao", "location": "Gao", "latitude": "16.27",
    "longitude": "-0.04", "geo_precision": "1", "source": "Gazette", "notes": "A fight.", "fatalities": "3",
}  # fmt: skip
UCDP = {
    "id": "1", "relid": "MLI-2024-1-1-1", "year": "2024", "type_of_violence": "1", "conflict_name": "C",
    "side_a": "Greens", "side_b": "Blues", "where_prec": "1", "latitude": "16.27", "longitude": "-0.04",
    "country": "Mali", "date_prec": "1", "date_start": "2024-03-05", "date_end": "2024-03-05", "best": "5",
    "high": "9", "low": "1",
}  # fmt: skip


def text(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def acled(*changes: Mapping[str, str]) -> str:
    """A file of rows, each with an id of its own and what is changed."""
    rows = [ACLED | {"event_id_cnty": f"XYZ{number}"} | change for number, change in enumerate(changes, 1)]
    return text([[*ACLED], *([*row.values()] for row in rows)])


def opened(folder: Path, data: str | bytes, name: str = "download.csv") -> Collection:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read([path])


def deaths(found: Collection) -> list[int | None]:
    return [event.fatalities_best for event in found.events]


def told(found: Collection) -> list[str]:
    return [problem.reason for problem in found.ledger.problems]


NULLS = ["\\N", "NULL", "None", "#N/A", "<NA>", "NA", "nan", "(null)"]


@pytest.mark.parametrize("null", NULLS)
def test_words_for_nothing(tmp_path: Path, null: str) -> None:
    blank = dict.fromkeys(("fatalities", "actor2", "admin1", "notes", "assoc_actor_1", "latitude", "longitude"), null)
    found = opened(tmp_path, acled(blank, {}))
    assert deaths(found) == [None, 3] and told(found) == [f"has {null} in cells, which are read as blank"]
    first = found.events[0]
    assert [actor.name for actor in first.actors] == ["Greens"] and first.summary is None
    assert first.place is not None and (first.place.admin1, first.place.lat) == (None, None)


def test_words_for_nothing_in_other_data_sets(tmp_path: Path) -> None:
    row = UCDP | {"best": "NULL", "side_b": "NULL"}
    found = opened(tmp_path, text([[*UCDP], [*row.values()]]))
    assert deaths(found) == [None] and [actor.name for actor in found.events[0].actors] == ["Greens"]
    found = opened(tmp_path, "date,place,killed,title\n\\N,\\N,\\N,x\n2024-03-05,Gao,2,y\n")
    assert [(event.date, event.fatalities_best) for event in found.events] == [(None, None), ("2024-03-05", 2)]
    assert found.events[0].place is None and not found.ledger.problems


@pytest.mark.parametrize("figure", ["1,200", "1 200", "1\u202f200", "1'200", "1’200", "1200.0", "1\u00a0200"])
def test_thousands_in_figures_of_data_sets(tmp_path: Path, figure: str) -> None:
    assert deaths(opened(tmp_path, acled({"fatalities": figure}))) == [1200]


@pytest.mark.parametrize("lat, lon", [("16.27°", "-0.04°"), ("16°16'12\"N", "0°02'24\"W"), ("16.27 N", "0.04 W")])
def test_degrees_with_signs_in_data_sets(tmp_path: Path, lat: str, lon: str) -> None:
    found = opened(tmp_path, acled({"latitude": lat, "longitude": lon}))
    place = found.events[0].place
    assert place is not None and (place.lat, place.lon) == (16.27, -0.04) and found.ledger.sound


def test_a_header_that_stands_twice_is_filled_from_the_second(tmp_path: Path) -> None:
    rows = [[*ACLED, "fatalities"], [*(ACLED | {"fatalities": ""}).values(), "7"], [*ACLED.values(), "9"]]
    rows[2][0] = "XYZ2"
    found = opened(tmp_path, text(rows))
    assert deaths(found) == [7, 3] and told(found) == [
        "stands twice in the header, and the later is read as 'fatalities.2'",
        "is not what the column 'fatalities' of the same name has",
    ]


def test_a_year_that_is_not_of_the_date_is_told(tmp_path: Path) -> None:
    week = {"event_date": "2024-12-31", "time_precision": "2"}
    found = opened(tmp_path, acled({"year": "2014"}, {"year": "2024.0"}, week, week | {"year": "2025"}, {"year": "x"}))
    assert len(found.events) == 5
    assert [(problem.row, problem.column, problem.reason) for problem in found.ledger.problems] == [
        (2, "year", "is not the year of the date")
    ]


def test_gdelt_that_was_saved_anew_with_commas(tmp_path: Path) -> None:
    row = ["700000001", "20170701", "201707", "2017", "2017.4959", *[""] * 56]
    row[6], row[26], row[60] = "UTOPIA, OLD", "190", "https://gazette.example/1"
    rows = [[str(700000001 + number), *row[1:]] for number in range(3)] + [row]
    found = opened(tmp_path, text(rows))
    assert [event.actors[0].name for event in found.events] == ["UTOPIA, OLD"] * 3
    check_files([tmp_path / "download.csv"], rejects=tmp_path / "refused.csv")
    with (tmp_path / "refused.csv").open(newline="", encoding="utf-8") as file:
        (refused,) = csv.DictReader(file)
    assert (refused["_line"], refused["SQLDATE"]) == ("4", "20170701")


@pytest.mark.parametrize("total", ["Gao total", "Total", "Sub-total:", "Mali Subtotal", "Grand Total"])
def test_rows_of_totals(tmp_path: Path, total: str) -> None:
    found = opened(tmp_path, f"place,date,killed,title\nGao,2024-03-05,3,x\nGao,2024-03-06,4,y\n{total},,7,\n")
    assert deaths(found) == [3, 4] and told(found) == ["stands in a row of totals"]


def test_a_second_line_of_the_header_is_no_event(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Date", "Deaths", "Losses"], ["", "killed", "injured"], ["2024-03-05", 3, 4], ["2024-03-06", 5, 6]):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    found = read([tmp_path / "book.xlsx"])
    assert deaths(found) == [3, 5] and found.ledger.rows == 3
    assert told(found)[0] == "is no figure, and nothing else stands in the row"


def test_a_script_around_json_is_no_toml(tmp_path: Path) -> None:
    slide = {"startDate": "2024,3,5", "headline": "A", "text": "x"}
    timeline = {"timeline": {"headline": "H", "type": "default", "date": [slide]}}
    found = opened(tmp_path, f"storyjs_jsonp_data = {json.dumps(timeline)};", "t.js")
    reading = open_reading(tmp_path / "t.js")
    assert isinstance(reading, Reading) and reading.kind == "timelinejs"
    assert [event.date for event in found.events] == ["2024-03-05"]


def test_a_packed_file_that_breaks_off_gives_its_whole_rows(tmp_path: Path) -> None:
    data = gzip.compress(acled(*({"notes": str(number**7)} for number in range(60))).encode())
    found = opened(tmp_path, data[:-60], "download.csv.gz")
    assert 30 < len(found.events) < 60 and set(deaths(found)) == {3}
    assert found.ledger.rejected == 1 and told(found)[0].startswith("breaks off")


def test_bytes_that_are_text_in_parquet(tmp_path: Path) -> None:
    columns = {
        "date": pa.array([b"2024-03-05", None, b"2024-03-07"]),
        "title": pa.array([b"A", b"B", b"\xc3\x87"], pa.large_binary()),
        "geom": pa.array([b"\x01\x01\x00\x00", None, b"\x01"]),
        "killed": [1, 2, 3],
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    found = read([tmp_path / "a.parquet"])
    assert [(event.date, event.title) for event in found.events] == [
        ("2024-03-05", "A"),
        (None, "B"),
        ("2024-03-07", "Ç"),
    ]
    assert told(found) == ["holds bytes, and is left out"] and found.ledger.problems[0].column == "geom"


def test_a_file_without_rows_is_told(tmp_path: Path) -> None:
    columns = {name: pa.array([], pa.string()) for name in ACLED}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    assert told(read([tmp_path / "a.parquet"])) == ["has no rows"]
    assert told(opened(tmp_path, text([[*ACLED]]))) == ["has no rows"]


def test_coordinates_in_quotes(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": ["20.8", "43.0"]},
        "properties": {"date": "2024-03-05", "title": "A"},
    }
    found = opened(tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature]}), "a.geojson")
    place = found.events[0].place
    assert place is not None and (place.lat, place.lon) == (43.0, 20.8) and found.ledger.sound


def test_a_workbook_that_counts_days_from_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (["date", "title", "killed"], ["2024-03-05", "A", 1], ["2024-03-06", "B", 2]):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    (note,) = told(read([tmp_path / "book.xlsx"]))
    assert note.startswith("counts days from 1904")


def sheets(path: Path, **tables: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def years(first: int, count: int = 4) -> list[list[object]]:
    return [[*ACLED], *([*(ACLED | {"event_id_cnty": f"XYZ{first + number}"}).values()] for number in range(count))]


def test_sheets_with_the_same_columns_and_ids_are_one_table(tmp_path: Path) -> None:
    path = sheets(
        tmp_path / "book.xlsx", y2022=years(1), y2023=years(4), notes=[["a", "b"]], y2024=[*years(11), [None], ["x"]]
    )
    report = check_files([path], rejects=tmp_path / "refused.csv")
    assert (report.ledger.rows, report.ledger.accepted) == (13, 11)
    reasons = [problem.reason for problem in report.ledger.problems]
    assert sum("has the same columns, and is read as well" in reason for reason in reasons) == 2
    assert [problem.value for problem in report.ledger.problems if problem.reason == "is a sheet that is not read"] == [
        "notes"
    ]
    with (tmp_path / "refused.csv").open(newline="", encoding="utf-8") as file:
        refused = [(row["_line"], row["event_id_cnty"]) for row in csv.DictReader(file)]
    assert sorted(refused) == [("17", "x"), ("7", "XYZ4")]


def test_sheets_without_ids_are_told(tmp_path: Path) -> None:
    rows = [["date", "title", "killed"], ["2024-03-05", "A", 1], ["2024-03-06", "B", 2]]
    found = read([sheets(tmp_path / "book.xlsx", one=rows, two=rows)])
    assert deaths(found) == [1, 2] and told(found) == ["is a sheet that is not read"]


def test_a_narrow_sheet_that_sums_up_is_not_the_table(tmp_path: Path) -> None:
    summary = [["Year", "Events"], ["2023", 5], ["2024", 4]]
    found = read([sheets(tmp_path / "book.xlsx", Summary=summary, Data=years(1))])
    assert deaths(found) == [3] * 4 and found.ledger.problems[0].value == "Summary"


def test_ids_of_places_are_no_ids_of_events(tmp_path: Path) -> None:
    rows = [f"{number % 3},2024-03-{number + 1:02d},Gao,{number},What {number}" for number in range(12)]
    found = opened(tmp_path, "\n".join(["id,date,place,killed,title", *rows]))
    assert sum(count or 0 for count in deaths(found)) == 66 and found.events[0].more["id"] == "0"
    twice = [f"{number},2024-03-{number + 1:02d},Gao,{number},What {number}" for number in range(12)] * 2
    found = opened(tmp_path, "\n".join(["id,date,place,killed,title", *twice]))
    assert len(found.events) == 12 and found.ledger.rejected == 12


def test_types_with_blanks_around_a_slash(tmp_path: Path) -> None:
    found = opened(tmp_path, acled({"event_type": "Explosions / Remote  violence"}))
    assert found.events[0].event_type == "explosion_remote_violence"


def test_features_in_a_bare_list(tmp_path: Path) -> None:
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [20.8, 43.0]}}
    features = [feature | {"properties": {"date": "2024-03-05", "title": title, "killed": 3}} for title in "AB"]
    assert deaths(opened(tmp_path, json.dumps(features), "a.json")) == [3, 3]


def test_items_of_a_file_in_one_line_are_told_apart(tmp_path: Path) -> None:
    slides = [{"start_date": {"year": year}, "text": {"headline": year}} for year in ("2023", "x", "2024", "-5")]
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"events": slides}), encoding="utf-8")
    report = check_files([path], rejects=tmp_path / "refused.csv")
    assert [problem.row for problem in report.ledger.problems] == [2, 4]
    with (tmp_path / "refused.csv").open(newline="", encoding="utf-8") as file:
        refused = {row["_line"]: row["_reason"] for row in csv.DictReader(file)}
    assert refused["2"] == "has no year in digits" and refused["4"].startswith("is outside the years")


def test_structs_in_parquet(tmp_path: Path) -> None:
    columns = {
        "date": ["2024-03-05", "2024-03-06"],
        "title": ["A", "B"],
        "where": pa.array([{"lat": 16.27, "lon": -0.04, "of": {"country": "Mali"}}, None]),
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    first, second = read([tmp_path / "a.parquet"]).events
    assert first.place is not None and (first.place.lat, first.place.country) == (16.27, "Mali")
    assert second.place is None


def test_ids_that_a_spreadsheet_has_rounded(tmp_path: Path) -> None:
    found = opened(tmp_path, acled({"event_id_cnty": "1.2E+05"}, {"event_id_cnty": "1.2E+05"}, {}))
    assert len(found.events) == 1 and [problem.row for problem in found.ledger.problems] == [2, 3]
    assert told(found)[0].startswith("is a number that a spreadsheet has rounded")
    rows = [["data_id", *ACLED], *([number, *(ACLED | {"event_id_cnty": id}).values()] for number, id in IDS)]
    found = opened(tmp_path, text(rows))
    assert [event.id for event in found.events] == ["acled-d7", "acled-xyz1"]
    assert [problem.row for problem in found.ledger.problems] == [3, 4]


IDS = [("7", "1.2E+05"), ("1E+09", ""), ("", "1.3E+05"), ("", "XYZ1")]


def test_days_that_are_numbers(tmp_path: Path) -> None:
    days = [{"event_date": "45356"}, {"event_date": "43894"}, {"event_date": "45356", "year": "2023"}]
    found = opened(tmp_path, acled(*days))  # the second is counted from 1904
    assert [event.date for event in found.events] == ["2024-03-05", "2024-03-05"]
    assert told(found) == ["may be the number of a day, and no year beside it bears that out"]
