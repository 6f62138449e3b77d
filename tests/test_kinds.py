"""Kinds of files by their content: every test gives files names that say nothing, or something wrong."""

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from events.readers.columns import COLUMNS
from events.readers.head import START, Head, look
from events.readers.kinds import KINDS, recognise, unrecognised
from events.schema import SCHEMA

ACLED_2015 = "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1"
ACLED_2016 = (
    ",actor1,ally_actor_1,country,event_date,event_id_cnty,event_type,fatalities,geo_precision,inter1,interaction"
)
ACLED_2022 = "data_id,iso,event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,inter1,iso3"
ACLED_2024 = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,actor1,civilian_targeting,notes,tags"
)
UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_new_id,conflict_name,dyad_name,side_a,side_b,"
    "where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,high,low"
)
UCDP_ROW = ["412700", "UKR-2014-1-14085-0", "2014", *["x"] * 46]
GDELT_ROW = ["410412347", "20140101", "201401", "2014", "2014.0027", *["x"] * 53]
TIMELINE = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Type,Group"
FEATURE = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [20.8, 43.0]}, "properties": {"name": "a"}}
MARK = {"id": "a1", "date": "02/24/2022", "latitude": "50.4", "longitude": "30.5", "description": "x", "sources": []}


def lines(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def below(header: str, letter: str = ",") -> str:
    """A header with a row of its width."""
    return lines(header, letter.join("x" * (header.count(letter) + 1)))


def head(folder: Path, data: str | bytes, name: str = "download") -> Head:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return look(path)


def kind(folder: Path, data: str | bytes | Any, name: str = "download") -> str | None:
    return recognise(head(folder, data if isinstance(data, str | bytes) else json.dumps(data), name))


def why(folder: Path, data: str | bytes, name: str = "download") -> str:
    found = head(folder, data, name)
    assert recognise(found) is None
    problem = unrecognised(found)
    assert problem.file == str(folder / name)
    assert problem.remedy
    return problem.reason


@pytest.mark.parametrize("name", ["download", "a.csv", "a.txt", "a.tsv", "a.json", "a.xlsx", "a.pdf"])
@pytest.mark.parametrize("header", [ACLED_2015, ACLED_2016, ACLED_2022, ACLED_2024])
def test_acled_of_every_generation_under_any_name(tmp_path: Path, header: str, name: str) -> None:
    assert kind(tmp_path, below(header), name) == "acled"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_semicolons_line_ends_and_encodings(tmp_path: Path, codec: str, end: str) -> None:
    text = below(ACLED_2024.replace(",", ";"), ";").replace("x;x", "Київ;Харків").replace("\n", end)
    found = head(tmp_path, text.encode(codec))
    assert (recognise(found), found.delimiter) == ("acled", ";")
    assert found.rows[0][0] == "Київ"


def test_a_stated_delimiter_and_blank_lines_before_the_header(tmp_path: Path) -> None:
    assert kind(tmp_path, "sep=;\n\n" + below(ACLED_2022.replace(",", ";"), ";")) == "acled"


def test_ucdp_with_a_header(tmp_path: Path) -> None:
    assert kind(tmp_path, below(UCDP)) == "ucdp"


def test_ucdp_as_hdx_has_it(tmp_path: Path) -> None:
    header = UCDP.replace("country", "country,iso3")
    assert kind(tmp_path, lines(header, ",,#date+year" + "," * (header.count(",") - 2))) == "ucdp"


@pytest.mark.parametrize("letter", [",", ";", "\t"])
def test_ucdp_candidates_without_a_header(tmp_path: Path, letter: str) -> None:
    found = head(tmp_path, lines(letter.join(UCDP_ROW), letter.join(UCDP_ROW)))
    assert (recognise(found), found.header) == ("ucdp", tuple(UCDP_ROW))


@pytest.mark.parametrize("width", [57, 58, 59, 61, 62])
def test_gdelt_without_a_header(tmp_path: Path, width: int) -> None:
    row = [*GDELT_ROW[:5], *["x"] * (width - 5)]
    assert kind(tmp_path, lines("\t".join(row), "\t".join(row)), "20140101.export.CSV") == "gdelt"


def test_gdelt_with_quotes_that_are_letters(tmp_path: Path) -> None:
    row = "\t".join([*GDELT_ROW[:6], '"THE GROUP', *GDELT_ROW[7:]])
    found = head(tmp_path, lines(row, row, row))
    assert (recognise(found), len(found.rows)) == ("gdelt", 2)


def test_gdelt_with_a_header(tmp_path: Path) -> None:
    assert kind(tmp_path, below("GLOBALEVENTID\tSQLDATE\tMonthYear\tYear", "\t")) == "gdelt"


def test_numbers_that_are_no_dates_are_no_gdelt(tmp_path: Path) -> None:
    row = "\t".join(["1", "20140101", "201402", "2014", "2014.0", *["x"] * 53])
    assert kind(tmp_path, lines(row, row)) == "mapped"


def test_timelinejs(tmp_path: Path) -> None:
    slide = {"start_date": {"year": "2014"}, "text": {"headline": "a"}}
    assert kind(tmp_path, below(TIMELINE), "a.json") == "timelinejs"
    assert kind(tmp_path, {"title": {"text": {"headline": "t"}}, "events": [slide]}) == "timelinejs"
    assert kind(tmp_path, {"events": [slide]}, "a.csv") == "timelinejs"
    assert kind(tmp_path, {"timeline": {"headline": "t", "date": [{"startDate": "2014,1,2"}]}}) == "timelinejs"


def test_timelinejs_of_which_the_events_come_late(tmp_path: Path) -> None:
    title = {"text": {"headline": "t", "text": "long " * START}}
    slides = [{"start_date": {"year": str(year)}, "text": {"headline": "word " * 50}} for year in range(1000)]
    assert kind(tmp_path, {"scale": "human", "title": title, "events": slides}) == "timelinejs"
    assert kind(tmp_path, {"events": slides, "title": title}) == "timelinejs"


def test_geojson(tmp_path: Path) -> None:
    assert kind(tmp_path, {"type": "FeatureCollection", "features": [FEATURE]}, "a.txt") == "geojson"
    assert kind(tmp_path, FEATURE) == "geojson"
    assert kind(tmp_path, {"features": [FEATURE] * 2_000, "type": "FeatureCollection"}) == "geojson"
    assert kind(tmp_path, {"type": "FeatureCollection", "features": []}) == "geojson"


@pytest.mark.parametrize("mark", ["", "\x1e"])
def test_geojson_in_lines(tmp_path: Path, mark: str) -> None:
    assert kind(tmp_path, "".join(mark + json.dumps(FEATURE) + "\n" for _ in range(3)), "a.csv") == "geojson"


def test_timemap(tmp_path: Path) -> None:
    assert kind(tmp_path, [MARK, MARK]) == "timemap"
    assert kind(tmp_path, [MARK] * 5_000) == "timemap"
    assert kind(tmp_path, {"events": [MARK], "associations": []}) == "timemap"
    assert kind(tmp_path, [{"date": "01/31/2014", "category": "a", "location": "b"}]) == "timemap"


def test_records_and_sheets(tmp_path: Path) -> None:
    record = '# a story\n\n[[events]]\nid = "a"\ntitle = "b"\n'
    assert kind(tmp_path, record, "a.csv") == "records"
    assert kind(tmp_path, 'title = "a"\n', "a.txt") == "records"
    assert kind(tmp_path, below(",".join(COLUMNS)), "a.toml") == "sheet"
    assert kind(tmp_path, below("ID; Title ;Date;Event Type;Source_Publisher", ";")) == "sheet"


def test_other_tables_are_mapped(tmp_path: Path) -> None:
    assert kind(tmp_path, "when,what,where\n2014-01-02,a,b\n") == "mapped"
    assert kind(tmp_path, "id,title,date,lat,lon\n1,a,2014,42.1,20.2\n") == "mapped"


def workbook(path: Path, *rows: list[str], title: str = "Sheet") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_workbooks(tmp_path: Path) -> None:
    acled = workbook(tmp_path / "a.csv", ACLED_2024.split(","), ["x"] * 10)
    titled = workbook(tmp_path / "b", ["A title"], [], UCDP.split(","), ["x"] * 21)
    other = workbook(tmp_path / "c.txt", ["when", "what"], ["2014", "a"])
    assert [recognise(look(path)) for path in (acled, titled, other)] == ["acled", "ucdp", "mapped"]
    assert look(other).rows == (("2014", "a"),)


def test_parquet(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist([], schema=SCHEMA), tmp_path / "a.csv")
    pq.write_table(pa.table({"when": ["2014"], "what": ["a"]}), tmp_path / "b")
    assert [recognise(look(tmp_path / name)) for name in ("a.csv", "b")] == ["parquet-events", "mapped"]
    assert why(tmp_path, b"PAR1 and no more") == "is not a Parquet file that can be read"


def zipped(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_packed_tables_are_looked_into(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(gzip.compress(below(UCDP).encode()))
    zipped(tmp_path / "b", inner=below(ACLED_2024))
    assert [(look(tmp_path / name).packed, recognise(look(tmp_path / name))) for name in "ab"] == [
        ("gzip", "ucdp"),
        ("zip", "acled"),
    ]


def test_a_list_of_events_is_a_table(tmp_path: Path) -> None:
    rows = [{"when": "2024-01-02", "headline": "A clash", "where": {"name": "Gao"}}]
    for name, text in (("a.json", json.dumps(rows)), ("b.json", "\n".join(map(json.dumps, rows * 2)))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert recognise(look(tmp_path / name)) == "mapped"


def test_what_else_is_packed_is_told(tmp_path: Path) -> None:
    assert why(tmp_path, gzip.compress(json.dumps(FEATURE).encode())) == "is packed as gzip"
    assert why(tmp_path, zipped(tmp_path / "two", a="x", b="y").read_bytes()) == "holds 2 files"
    assert why(tmp_path, b"\x1f\x8b and no more") == "is packed as gzip and cannot be unpacked"
    assert why(tmp_path, b"PK\x03\x04 and no more") == "is packed as zip and cannot be unpacked"
    assert why(tmp_path, gzip.compress(b"")) == "is empty when unpacked"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n", "is blank"),
        (b"%PDF-1.7\n1 0 obj", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is an image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "is an image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a workbook of the old kind, XLS"),
        (bytes(range(256)) * 8, "is not text"),
        (b"<!DOCTYPE html>\n<html><head><title>Log in, please</title>", "is a web page"),
        (b"\n<html lang=en>", "is a web page"),
        (b"<?xml version='1.0'?>\n<gpx></gpx>", "is XML"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 12\n", "is a pointer of Git LFS"),
        (b"name\nAna\nBojan\n", "has one column, 'name'"),
        (b"Dear all, here are the data.\nBest,\nyours, truly, as ever, me\n", "is no table"),
        (b"one, two, three\n", "has a first line, and no rows"),
        (b'{"type": "Topology", "objects": {}}', "is JSON of another kind, with the keys type, objects"),
        (b'[{"id": 1, "best": 3}]', "is a list of another kind, of objects with id, best"),
        (b'[{"date": "2014-01-02", "latitude": 1.5, "longitude": 2.5}]', "is a list of another kind"),
        (b"{}", "is JSON without anything in it"),
        (b"[1, 2, 3]", "is a JSON list without events"),
        (b'{"type": "Feature", "properties": {]}', "is not JSON that can be read"),
        (b'{"type": "FeatureCollection", "features": [}', "is not JSON that can be read"),
        (b"[" * 60_000, "is not JSON that can be read"),
    ],
)
@pytest.mark.parametrize("name", ["download", "a.csv", "a.json"])
def test_what_is_no_events_says_why(tmp_path: Path, data: bytes, reason: str, name: str) -> None:
    assert why(tmp_path, data, name).startswith(reason)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path, "is a folder"),
        (tmp_path / "none", "does not exist"),
        (Path("a\0b"), "is no path"),
    ):
        assert recognise(look(path)) is None
        assert unrecognised(look(path)).reason == reason


def test_a_head_is_of_the_beginning_alone(tmp_path: Path) -> None:
    found = head(tmp_path, "a,b\n" + "1,2\n" * START)
    assert (found.size, len(found.start), found.header) == (4 + 4 * START, START, ("a", "b"))
    assert set(found.rows) == {("1", "2")}
    assert found.suffix == ""


def test_kinds_have_their_names() -> None:
    assert all(name == kind.name and kind.label for name, kind in KINDS.items())


def test_parquet_with_the_columns_of_a_data_set_is_of_it(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    names = ("event_id_cnty", "event_date", "event_type", "time_precision", "fatalities")
    pq.write_table(pa.table({name: ["1"] for name in names}), path)
    assert recognise(look(path)) == "acled"


@pytest.mark.parametrize("pad", ["", ",,,"])
def test_titles_above_the_header_are_passed_over(tmp_path: Path, pad: str) -> None:
    path = tmp_path / "titled.csv"
    rows = "event_id_cnty,event_date,event_type,fatalities\nA1,2023-03-04,Battles,1\nA2,2023-03-05,Riots,0\n"
    path.write_text(f"A table{pad}\nof 2023{pad}\n\n{rows}", encoding="utf-8")
    found = look(path)
    assert recognise(found) == "acled" and found.above == 2 and found.header[0] == "event_id_cnty"


def test_a_narrow_first_row_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    for text in ("date,place,note\n2020-01-02,A,b\n", "a,b,c\n1,2,3,4,5,6,7\n", "a,b\n,2\n1,2\n"):
        path.write_text(text, encoding="utf-8")
        assert look(path).above == 0


def test_a_list_of_what_has_years_alone_is_none(tmp_path: Path) -> None:
    rows = [{"id": 1, "name": "A war", "best": 3, "year": 1990, "deaths": 7}]
    assert why(tmp_path, json.dumps(rows).encode()).startswith("is a list of another kind")
