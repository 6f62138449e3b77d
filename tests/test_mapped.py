"""Any table through a mapping: what becomes of every cell of it."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.readers import delimited, mapped
from events.readers import workbook as workbook_cells
from events.readers.chunk import ROWS
from events.readers.head import look
from events.readers.mapping import words
from events.readers.mapping_file import beside, save
from events.readers.workbook import as_text, named
from events.schema import SCHEMA, to_events


def chunks_of(path: Path):
    return list(mapped.read(path, look(path)).chunks)


def read(tmp_path: Path, text: str, name: str = "t.csv"):
    """Events and problems of a table in text."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = chunks_of(path)
    return [event for part in found for event in to_events(part.events)], [p for part in found for p in part.problems]


def one(tmp_path: Path, header: str, row: str):
    """The event of the only row of a table, and what was told."""
    [event], problems = read(tmp_path, f"{header}\n{row}\n")
    return event, problems


def test_a_plain_table_becomes_events(tmp_path):
    text = (
        "ID,Date,Headline,City,Country,Lat,Lon,Killed,Injured,Actor1,Actor2,Type,Source,Link,Extra\n"
        "e1,2023-09-24,A clash,Banjska,Kosovo,42.9735,20.7841,4,,Police,Armed men,Battle,The Post,https://post.org/1,x\n"
    )
    [event], problems = read(tmp_path, text)
    assert problems == []
    assert (event.id, event.title, event.date, event.event_type) == ("e1", "A clash", "2023-09-24", "battle")
    place = event.place
    assert (place.name, place.lat, place.lon, place.geo_precision, place.country) == (
        "Banjska",
        42.9735,
        20.7841,
        "exact",
        "Kosovo",
    )
    assert event.region == "Kosovo" and event.status == "reported"
    assert event.fatalities_best == 4 and event.injured_best is None  # unknown is no zero
    assert [(actor.name, actor.role) for actor in event.actors] == [("Police", None), ("Armed men", None)]
    assert [(s.publisher, s.url) for s in event.sources] == [("The Post", "https://post.org/1")]
    assert dict(event.more) == {"Extra": "x"} and event.dataset == "t"


def test_the_text_na_is_namibia_and_no_blank(tmp_path):
    event, problems = one(tmp_path, "date,title,country,code,killed", "2023,X,NA,NA,NA")
    assert event.place.country == "NA" == event.region and dict(event.more) == {"code": "NA"}
    assert event.fatalities_best is None and problems == []


def test_ids_keep_their_zeros_and_what_slugs_change_is_kept(tmp_path):
    events, _ = read(tmp_path, "id,title,date\n0123,A,2023\nKOS_1,B,2023\n")
    assert [event.id for event in events] == ["0123", "kos-1"]
    assert [dict(event.more) for event in events] == [{}, {"id": "KOS_1"}]


def test_doubled_ids_are_left_to_the_ledger_and_made_ones_are_numbered(tmp_path):
    assert [event.id for event in read(tmp_path, "id,title\na,A\na,B\n")[0]] == ["a", "a"]
    made = [event.id for event in read(tmp_path, "title,date\nA,2023\nA,2023\nB,\n")[0]]
    assert made == ["a-2023", "a-2023-2", "b"]


def test_an_id_that_is_made_does_not_depend_on_the_row(tmp_path):
    first = read(tmp_path, "title,date\nA,2023\nB,2024\n")[0]
    moved = read(tmp_path, "title,date\nB,2024\nA,2023\n")[0]
    assert {event.id for event in first} == {event.id for event in moved}


def test_formulas_and_errors_of_a_spreadsheet_are_told_and_kept(tmp_path):
    event, problems = one(tmp_path, "date,title,killed,lat,lon", "2023,X,=SUM(A1:A3),#N/A,20.5")
    assert event.fatalities_best is None and not event.place
    assert dict(event.more) == {"killed": "=SUM(A1:A3)", "lat": "#N/A", "lon": "20.5"}
    assert {problem.reason for problem in problems} >= {
        "is a formula without its value",
        "is an error of the spreadsheet",
    }


def test_a_date_that_is_an_error_rejects_its_row(tmp_path):
    events, problems = read(tmp_path, "date,title\n#REF!,A\n,B\n")
    assert [event.title for event in events] == ["B"] and events[0].date is None
    assert [(p.row, p.column, p.value) for p in problems] == [(2, "date", "#REF!")]


def test_empty_columns_and_blank_lines_change_nothing(tmp_path):
    events, _ = read(tmp_path, "date,,title,\n2023,,X,\n\n,,,\n2024,,Y,\n")
    assert [event.title for event in events if event.title in "XY"] == ["X", "Y"]
    assert all(not event.more for event in events)


def test_the_thirtieth_of_february_is_rejected_with_its_place(tmp_path):
    events, problems = read(tmp_path, "id,date,title\na,30/02/2023,A\nb,28/02/2023,B\n")
    assert [event.id for event in events] == ["b"]
    [problem] = problems
    assert (problem.row, problem.id, problem.column, problem.value) == (2, "a", "date", "30/02/2023")
    assert "does not exist" in problem.reason and "01 to 28" in problem.remedy


@pytest.mark.parametrize(
    "lat, lon, reason",
    [
        ("120.5", "42.1", "the two are swapped"),
        ("0", "0", "a point in the sea"),
        ("42°78′N", "20.7", "is not understood"),
        ("42.1", "", "has no other half"),
        ("42.1", "200", "beyond 180"),
        ("4649776", "500000", "metres of a grid"),
    ],
)
def test_degrees_that_are_no_place_are_told_and_the_row_is_taken_without(tmp_path, lat, lon, reason):
    event, problems = one(tmp_path, "date,title,place,lat,lon", f"2023,X,There,{lat},{lon}")
    assert event.place.name == "There" and not event.place.located
    assert reason in problems[0].reason and problems[0].value in (lat, lon)
    assert dict(event.more) == {name: cell for name, cell in (("lat", lat), ("lon", lon)) if cell}


def test_decimal_commas_and_thousands(tmp_path):
    event, problems = one(tmp_path, "Datum;Titel;Breite;Länge;Tote;Verletzte", "2023;X;42,97;20,78;1.200;1 300")
    assert (event.place.lat, event.place.lon) == (42.97, 20.78) and problems == []
    assert (event.fatalities_best, event.injured_best) == (1200, 1300)
    event, _ = one(tmp_path, "date,title,killed", '2023,X,"1,200"')
    assert event.fatalities_best == 1200


def test_a_point_claims_no_more_than_its_decimals(tmp_path):
    rows = ["42.9735,20.78", "42.9000,20.7000", "42.0,20.0"]
    events, _ = read(tmp_path, "title,lat,lon\n" + "".join(f"{n},{row}\n" for n, row in enumerate(rows)))
    assert [event.place.geo_precision for event in events] == ["exact", "near", "district"]
    event, _ = one(tmp_path, "title,lat,lon,geo_precision", "A,42.9735,20.78,province")
    assert event.place.geo_precision == "province"


def test_cells_that_are_kept_have_no_outer_blanks(tmp_path):
    event, _ = one(tmp_path, "title,date,note of ours", "A,2024,  kept as it is  ")
    assert event.more == {"note of ours": "kept as it is"}


def test_a_place_without_a_name_of_its_own_is_the_area_that_it_is_in(tmp_path):
    events, _ = read(tmp_path, "title,oblast,country\nA,Kharkiv,Ukraine\nB,,Ukraine\nC,,\n")
    assert [(e.place.name, e.place.geo_precision) if e.place else None for e in events] == [
        ("Kharkiv", "province"),
        ("Ukraine", "country"),
        None,
    ]


def test_an_order_that_no_value_settles_rejects_with_both_readings(tmp_path):
    events, problems = read(tmp_path, "date,title\n03/04/2023,A\n05/05/2023,B\n2023-01-01,C\n")
    assert [event.date for event in events] == ["2023-05-05", "2023-01-01"]
    [problem] = problems
    assert "2023-04-03 or 2023-03-04" in problem.reason and 'order = "day"' in problem.remedy


def test_one_value_settles_the_order_for_all_rows_wherever_it_stands(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "ROWS", 2)
    text = "date,title\n" + "03/04/2023,A\n" * 5 + "25/03/2023,Z\n"
    events, problems = read(tmp_path, text)
    assert {event.date for event in events} == {"2023-04-03", "2023-03-25"} and problems == []
    assert len(chunks_of(tmp_path / "t.csv")) == 3
    note = mapped.read(tmp_path / "t.csv", look(tmp_path / "t.csv")).dataset.note
    assert 'date <- "date" (day first: 25/03/2023 settles it)' in note


def test_a_mapping_file_beside_the_data_is_used(tmp_path):
    path = tmp_path / "t.csv"
    beside(path).write_text(
        'order = "month"\n[dataset]\nname = "Our survey"\nrows = "withheld"\n'
        '[fields]\ndate = "A"\ntitle = "B"\nevent_type = "C"\n[event_types]\nShelling = "explosion_remote_violence"\n'
    )
    [event], problems = read(tmp_path, "A,B,C,D\n03/04/2023,x,Shelling,y\n")
    assert (event.date, event.title, event.event_type) == ("2023-03-04", "x", "explosion_remote_violence")
    assert event.sub_event_type == "Shelling" and dict(event.more) == {"D": "y"} and problems == []
    dataset = mapped.read(path, look(path)).dataset
    assert dataset.name == "Our survey" and dataset.rows == "withheld"


def test_a_mapping_file_that_is_wrong_keeps_the_table_from_being_misread(tmp_path):
    beside(tmp_path / "t.csv").write_text('[fields]\ndate = "Dates"\n')
    events, problems = read(tmp_path, "Date,Title\n2023,x\n")
    assert events == [] and problems[0].column == "fields.date" and "Did you mean 'Date'?" in problems[0].remedy


def test_a_saved_guess_reads_the_same(tmp_path):
    text = "Datum;Ort;Breite;Länge;Was;Zahl\n25.03.2023;X;1,25;2,25;y;3\n04.03.2023;Y;1,75;2,75;z;4\n"
    before, _ = read(tmp_path, text)
    path = tmp_path / "t.csv"
    found = mapped.mapping_of(path, look(path))
    save(found, beside(path))
    assert read(tmp_path, text)[0] == before
    assert "day first: t.mapping.toml says so" in words(mapped.mapping_of(path, look(path)))[0]


def test_a_table_of_something_else_says_what_it_has_and_what_to_write(tmp_path):
    events, problems = read(tmp_path, "sku,price\n1,2\n")
    [problem] = problems
    assert events == [] and problem.value == "sku, price"
    assert "date, a place or a title" in problem.reason and "t.mapping.toml" in problem.remedy
    assert chunks_of(tmp_path / "t.csv")[0].rows == 1


def test_words_that_the_codebook_has_not_are_the_narrower_kind(tmp_path):
    events, _ = read(
        tmp_path, "title,type,sub type\nA,Battles,\nB,Kidnapping,\nC,Kidnapping,by car\nD,,x\nE,Remote violence,\n"
    )
    assert [(e.event_type, e.sub_event_type) for e in events] == [
        ("battle", None),
        ("other", "Kidnapping"),
        ("other", "by car"),
        ("other", "x"),
        ("explosion_remote_violence", None),
    ]
    assert dict(events[2].more) == {"type": "Kidnapping"}


def test_no_role_is_made_of_a_column_and_its_name_is_kept(tmp_path):
    event, _ = one(tmp_path, "title,perpetrator,actor", "A,Group A; Group B,Group A")
    assert [(actor.name, actor.role) for actor in event.actors] == [("Group A", None), ("Group B", None)]
    assert dict(event.more) == {"perpetrator": "Group A; Group B"}


def test_figures_out_of_order_are_told_and_none_is_taken(tmp_path):
    event, [problem] = one(tmp_path, "title,killed low,killed,killed high", "A,5,3,9")
    assert event.fatalities_low is event.fatalities_best is event.fatalities_high is None
    assert "is less than fatalities_low, 5" in problem.reason
    assert dict(event.more) == {"killed low": "5", "killed": "3", "killed high": "9"}


def test_a_range_is_a_low_and_a_high_figure(tmp_path):
    event, problems = one(tmp_path, "title,killed", "A,5-10")
    assert (event.fatalities_low, event.fatalities_best, event.fatalities_high) == (5, None, 10) and problems == []
    event, [problem] = one(tmp_path, "title,killed", "A,several")
    assert (
        "is not a whole number" in problem.reason
        and event.fatalities_best is None
        and dict(event.more) == {"killed": "several"}
    )


def test_times_and_ends_narrow_and_widen_a_day(tmp_path):
    event, _ = one(tmp_path, "title,date,time", "A,2023-09-24,06:30")
    assert event.date == "2023-09-24T06:30"
    event, _ = one(tmp_path, "title,date,time", "A,2023-09-24,evening")
    assert (event.date, event.part_of_day) == ("2023-09-24", "evening")
    event, [problem] = one(tmp_path, "title,date,local time", "A,2023-09,06:30")
    assert "no single day" in problem.reason and event.date == "2023-09" and dict(event.more) == {"local time": "06:30"}
    event, _ = one(tmp_path, "title,start date,end date", "A,2023-09-24,2023-10-12")
    assert event.date == "2023-09-24/2023-10-12"
    event, _ = one(tmp_path, "title,start date,end date", "A,2023-09-24,2023-09-24")
    assert event.date == "2023-09-24"
    event, _ = one(tmp_path, "title,earliest,latest", "A,2023-09-24,2023-10-12")
    assert event.date == "[2023-09-24..2023-10-12]"
    event, _ = one(tmp_path, "title,year,month,day", "A,2023,9,")
    assert event.date == "2023-09"


def test_a_clock_time_in_universal_time_is_no_local_day_for_sure(tmp_path):
    event, [problem] = one(tmp_path, "title,date", "A,2023-09-24T22:30:00Z")
    assert event.date == "2023-09-24~" and "universal time" in problem.reason
    assert dict(event.more) == {"date": "2023-09-24T22:30:00Z"}


def test_sources_are_names_links_or_the_file(tmp_path):
    header = "title,source,url"
    event, _ = one(tmp_path, header, "A,BBC; Reuters,https://bbc.org/1 https://reuters.org/2")
    assert [(s.publisher, s.url) for s in event.sources] == [
        ("BBC", "https://bbc.org/1"),
        ("Reuters", "https://reuters.org/2"),
    ]
    event, _ = one(tmp_path, header, "A,,https://www.bbc.org/1")
    assert event.sources[0].publisher == "bbc.org"
    event, [problem] = one(tmp_path, header, "A,,see above")
    assert (event.sources[0].publisher, event.sources[0].title) == ("not stated", "t.csv")
    assert dict(event.more) == {"url": "see above"} and "is not a web address" in problem.reason


def test_a_title_that_is_too_long_loses_nothing(tmp_path):
    event, _ = one(tmp_path, "title,date", f"{'word ' * 60},2023")
    assert len(event.title) <= 200 and event.summary == ("word " * 60).strip()
    event, _ = one(tmp_path, "title,notes", f"{'word ' * 60},n")
    assert event.summary == "n" and event.more["title"].startswith("word word")


def test_a_row_without_a_title_is_called_by_its_words_or_its_place(tmp_path):
    events, _ = read(tmp_path, "notes,type,city\nA house was hit at night. More.,,\n,Raid,Town\n,,\nx,,\n")
    assert [event.title for event in events] == ["A house was hit at night.", "Raid, Town", "x"]


def workbook(tmp_path: Path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "t.xlsx"
    book.save(path)
    return path


def test_a_workbook_has_real_dates_formulas_and_rows_above_its_header(tmp_path):
    path = workbook(
        tmp_path,
        ["Incidents of the year"],
        ["Date", "Title", "Killed", "Code"],
        [date(2023, 9, 24), "A", 3.0, "0123"],
        [datetime(2023, 9, 24, 6, 30), "B", "=1+2", "NA"],
        [45193, "C", None, None],
    )
    [part] = chunks_of(path)
    events = to_events(part.events)
    assert [event.date for event in events] == ["2023-09-24", "2023-09-24T06:30", "2023-09-24"]
    assert [event.fatalities_best for event in events] == [3, None, None]
    assert dict(events[0].more) == {"Code": "0123"} and dict(events[1].more) == {"Killed": "=1+2", "Code": "NA"}
    assert part.lines.tolist() == [3, 4, 5]
    assert {problem.reason for problem in part.problems} == {
        "stands above the header",
        "is a formula without its value",
    }


def test_a_workbook_with_cells_under_no_header_far_down(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_cells, "ROWS", 2)
    path = workbook(tmp_path, ["Date", "Title"], *[["2023", "A"]] * 3, ["2023", "B", None, "note"], ["2024", "C"])
    events = [event for part in chunks_of(path) for event in to_events(part.events)]
    assert [dict(event.more) for event in events] == [{}, {}, {}, {"column 4": "note"}, {}]


def test_other_sheets_of_a_workbook_are_told(tmp_path):
    path = workbook(tmp_path, ["Date", "Title"], ["2023", "A"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Notes").append(["x", "y"])
    book.save(path)
    [part] = chunks_of(path)
    assert [problem.value for problem in part.problems] == ["Notes"] and part.events.num_rows == 1


def test_a_broken_workbook_is_told(tmp_path):
    path = workbook(tmp_path, ["Date", "Title"], ["2023", "A"])
    head = look(path)
    path.write_bytes(path.read_bytes()[:900])
    [part] = mapped.read(path, head).chunks
    assert part.rows == 1 and "is not a workbook" in part.problems[0].reason


def test_a_parquet_table_keeps_its_types_as_text(tmp_path):
    path = tmp_path / "t.parquet"
    columns = {
        "date": pa.array([date(2023, 9, 24), None]),
        "title": ["A", "B"],
        "killed": [3.0, float("nan")],
        "tags": [["x", "y"], []],
        "shape": [b"\x01", None],
    }
    pq.write_table(pa.table(columns), path)
    [part] = chunks_of(path)
    first, second = to_events(part.events)
    assert (first.date, first.fatalities_best, dict(first.more)) == ("2023-09-24", 3, {"tags": "x; y"})
    assert (second.date, second.fatalities_best) == (None, None)
    assert [problem.column for problem in part.problems] == ["shape"]


def test_values_as_text():
    moments = pa.array([datetime(2023, 9, 24), None], pa.timestamp("us"))
    assert as_text(moments).to_pylist()[0].startswith("2023-09-24 00:00:00")
    assert as_text(pa.array([1.0, 0.5, None, float("inf")])).to_pylist() == ["1", "0.5", None, None]
    assert as_text(pa.array(["a", " ", ""]).dictionary_encode()).to_pylist() == ["a", None, None]
    assert named(["a", "", "a"]) == ["a", "column 2", "a.2"]


cells = st.one_of(
    st.sampled_from(
        [
            "",
            "NA",
            "2023-09-24",
            "03/04/2023",
            "25/03/2023",
            "42,97",
            "20.78",
            "-200",
            "0",
            "5-10",
            "#N/A",
            "=A1",
            "x" * 300,
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)
HEADER = ("id", "date", "end date", "time", "title", "notes", "type", "lat", "lon", "place", "country", "killed low")
HEADER += ("killed", "killed high", "source", "url", "actor", "status", "extra")


@given(st.lists(st.lists(cells, min_size=len(HEADER), max_size=len(HEADER)), min_size=1, max_size=8))
@settings(deadline=None, max_examples=150)
def test_every_row_is_an_event_that_the_model_takes_or_is_rejected_and_told(tmp_path_factory, rows):
    """Rows = accepted + rejected; and no filled cell of an unmapped column is lost."""
    path = tmp_path_factory.mktemp("t") / "t.parquet"
    table = pa.table({name: pa.array([row[at] or None for row in rows], pa.string()) for at, name in enumerate(HEADER)})
    pq.write_table(table, path)
    [part] = chunks_of(path)
    assert part.events.schema == SCHEMA and part.rows == len(rows) <= ROWS
    events = to_events(part.events)
    assert {refused.line for refused in part.rejected} <= {problem.row for problem in part.problems}
    for event, line in zip(events, part.lines.tolist(), strict=True):
        extra = rows[line - 1][HEADER.index("extra")]
        assert event.more.get("extra", "").strip() == extra.strip()
        assert event.when() is None or event.date


@pytest.mark.parametrize(
    ("cells", "kept", "told"),
    [
        ("42.97,20.49,Kosovo", (42.97, 20.49), None),
        ("42.97,20.49,kosovo", (42.97, 20.49), None),
        ("48.5,2.3,Kosovo", (48.5, 2.3), "outside the country named"),
        ("20.49,42.97,Kosovo", (None, None), "not with longitude first"),
        ("48.5,2.3,Nowhereland", (48.5, 2.3), None),
        ("48.5,2.3,", (48.5, 2.3), None),
    ],
)
def test_a_point_is_held_against_the_country_beside_it(tmp_path, cells, kept, told):
    event, problems = one(tmp_path, "date,title,lat,lon,country", f"2023,X,{cells}")
    assert (event.place.lat, event.place.lon) == kept
    assert [problem.reason for problem in problems if "country" in problem.reason or "first" in problem.reason] == (
        [problem.reason for problem in problems] if told else []
    )
    assert not told or told in problems[0].reason


@pytest.mark.parametrize("foot", ["Total,,,7", ",,Grand total,7", ",,,7", "Summe:,,,7", ",,,"])
def test_a_row_of_totals_is_no_event(tmp_path, foot):
    events, problems = read(tmp_path, f"id,date,place,killed\n1,2020-01-02,A,3\n2,2020-01-03,B,4\n{foot}\n")
    assert [event.fatalities_best for event in events] == [3, 4]
    assert [problem.row for problem in problems] == ([] if foot == ",,," else [4])


def test_a_row_without_a_date_that_tells_something_is_kept(tmp_path):
    events, problems = read(
        tmp_path, "date,place,title,killed\n,Total,,\n,B,,4\n,,Total blackout of the northern city,2\n"
    )
    assert [event.fatalities_best for event in events] == [None, 4, 2] and not problems


def test_codes_for_unknown_are_no_figures_and_no_names(tmp_path):
    rows = ["2020-01-02,-99,NULL,-99,999", "2020-01-03,Red Column,Unknown,9999,998"]
    events, problems = read(tmp_path, "\n".join(["date,actor,place,killed,wounded", *rows]))
    assert [(event.fatalities_best, event.injured_best) for event in events] == [(None, None), (None, 998)]
    assert [[actor.name for actor in event.actors] for event in events] == [[], ["Red Column"]]
    assert [event.place for event in events] == [None, None]
    assert [(problem.column, problem.value) for problem in problems] == [
        ("killed", "-99"),
        ("wounded", "999"),
        ("killed", "9999"),
    ]
    assert dict(events[1].more)["killed"] == "9999"


def test_parts_of_dates_and_of_ends_where_0_is_unknown(tmp_path):
    header = "iyear,imonth,iday,end year,end month,end day,city"
    rows = ["1994,1,2,1994,1,4,A", "1994,3,0,,,,B", "1994,0,0,1994,0,0,C", "1994,March,-9,1995,May,-9,D"]
    events, problems = read(tmp_path, "\n".join([header, *rows]))
    assert [event.date for event in events] == ["1994-01-02/1994-01-04", "1994-03", "1994", "1994-03/1995-05"]
    assert not problems


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("week", "[2023-01-01..2023-01-13]"),
        ("week starting", "[2023-01-07..2023-01-13]"),
        ("week ending", "[2023-01-01..2023-01-07]"),
    ],
)
def test_a_week_is_no_day(tmp_path, name, date):
    event, _ = one(tmp_path, f"{name},place", "2023-01-07,A")
    assert event.date == date


def test_rows_that_count_events_are_told(tmp_path):
    _, problems = read(tmp_path, "country,year,month,event_count\nUtopia,2020,January,12\nUtopia,2020,February,1\n")
    assert [(problem.column, problem.value, problem.reason) for problem in problems] == [
        ("event_count", "12", "counts events in a row")
    ]
    assert not read(tmp_path, "country,year,events\nUtopia,2020,1\n")[1]


def test_a_country_or_a_centroid_is_no_exact_place(tmp_path):
    assert one(tmp_path, "date,location", "2020-01-02,Ukraine")[0].place.geo_precision == "country"
    header = "date,admin1,centroid_latitude,centroid_longitude"
    assert one(tmp_path, header, "2020-01-02,North,49.1234,36.1234")[0].place.geo_precision == "province"


def test_titles_and_tags_around_the_header(tmp_path):
    text = "Losses of the war\nkept by hand\n\ndate,place,killed\n#date,#loc,#affected+killed\n2020-01-02,A,3\n"
    events, problems = read(tmp_path, text)
    assert [event.fatalities_best for event in events] == [3]
    assert [(problem.row, problem.reason) for problem in problems] == [
        (1, "stands above the header"),
        (2, "stands above the header"),
    ]


def test_the_sheet_with_a_table_is_read(tmp_path):
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active.append(["Losses of the war"])
    book.active.append(["Made by", "The Gazette"])
    sheet = book.create_sheet("Data")
    for row in (["date", "place", "killed"], [date(2020, 1, 2), "A", 3]):
        sheet.append(row)
    book.save(path)
    [part] = chunks_of(path)
    assert part.events["fatalities_best"].to_pylist() == [3]
    assert [(problem.value, problem.reason) for problem in part.problems] == [("Cover", "is a sheet that is not read")]
    assert look(path).header == ("date", "place", "killed")


def test_figures_of_a_part_are_told_where_there_is_none_of_all(tmp_path):
    event, problems = one(tmp_path, "date,place,Civilians killed,Soldiers killed", "2020-01-02,A,3,5")
    assert event.fatalities_best is None
    assert [(problem.value, problem.reason) for problem in problems] == [
        ("Civilians killed, Soldiers killed", "is not read as people killed")
    ]
    assert not one(tmp_path, "date,place,Civilians killed,Killed", "2020-01-02,A,3,8")[1]


@pytest.mark.parametrize(
    ("name", "cell", "edtf"),
    [
        ("month", "2020-03-01", "2020-03"),
        ("month_year", "2020-03-01 00:00:00", "2020-03"),
        ("year", "2020-01-01", "2020"),
        ("month", "2020-03-02", "2020-03-02"),
        ("date", "2020-03-01", "2020-03-01"),
    ],
)
def test_the_first_day_stands_for_its_month_where_the_column_is_one_of_months(tmp_path, name, cell, edtf):
    assert one(tmp_path, f"{name},country,killed", f"{cell},Utopia,3")[0].date == edtf


def test_a_heading_or_a_note_among_the_rows_is_no_event(tmp_path):
    text = "id,date,place,killed\nJanuary,,,\n1,2020-01-02,A,3\n2,,B,\nSource: The Gazette,,,\n"
    events, problems = read(tmp_path, text)
    assert [event.id for event in events] == ["1", "2"]
    assert [(problem.row, problem.reason.partition(",")[0]) for problem in problems] == [
        (2, "stands alone in its row"),
        (5, "stands alone in its row"),
    ]
    assert len(read(tmp_path, "title,date,place,killed\nA raid,,,\n")[0]) == 1
