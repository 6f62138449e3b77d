"""What columns mean: guessed from names and values, shown in words, kept in a file."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates import DateError, parse
from events.readers.cell_dates import blank, read_date, read_time, settled, unordered, with_year
from events.readers.cell_numbers import CellNumberError, decimals, read_degrees, read_figure, read_pair
from events.readers.column_names import LISTS, NAMES, field_named, field_within, plain
from events.readers.mapping import Mapping, guess, settle, words
from events.readers.mapping_file import beside, completed, load, misfits, save
from events.readers.plain_text import from_html, headline, slug


def fields(**columns):
    """The guess for columns by name, each with its values; the first column of each field."""
    header = list(columns)
    return {name: found[0] for name, found in guess(header, columns).fields.items()}


@pytest.mark.parametrize(
    "header, field",
    [
        ("latitude", "lat"),
        ("Lat", "lat"),
        ("y", "lat"),
        ("Широта", "lat"),
        ("Breite", "lat"),
        ("LATITUDE (WGS84)", "lat"),
        ("lng", "lon"),
        ("Länge", "lon"),
        ("довгота", "lon"),
        ("Longitud", "lon"),
        ("eventDate", "date"),
        ("Event_Date", "date"),
        ("Datum", "date"),
        ("fecha", "date"),
        ("дата події", "date"),
        ("Headline", "title"),
        ("Titel", "title"),
        ("описание", "summary"),
        ("Notes", "summary"),
        ("Oblast", "admin1"),
        ("Região", None),
        ("Länder", None),
        ("Država", "country"),
        ("Pays", "country"),
        ("killed", "fatalities_best"),
        ("Deaths low", "fatalities_low"),
        ("# wounded", "injured_best"),
        ("Tués", "fatalities_best"),
        ("Actor 2", "actors"),
        ("Perpetrator", "actors"),
        ("Quelle", "sources"),
        ("URL", "source_urls"),
        ("Typ", "event_type"),
        ("Killed (min)", "fatalities_low"),
        ("Killed [max]", "fatalities_high"),
        ("Killed (2020)", "fatalities_best"),
        ("bd_best", "fatalities_best"),
        ("low_fatality_estimate", "fatalities_low"),
        ("iyear", "year"),
        ("endmonth", "end_month"),
        ("Week", "week"),
    ],
)
def test_names_of_columns_are_known_in_many_spellings_and_languages(header, field):
    found = field_named(header)
    assert (found[0] if found else None) == field


@pytest.mark.parametrize(
    "header, field",
    [
        ("Number of people killed", "fatalities_best"),
        ("Incident date of the report entry", None),
        ("actor 4", "actors"),
        ("total persons wounded", "injured_best"),
        ("number of children killed", None),
        ("Country code", None),
        ("Date the incident began", "date"),
        ("Publication date", None),
        ("latitude of the town", "lat"),
        ("Number of people killed (min)", "fatalities_low"),
        ("Persons wounded [max]", "injured_high"),
        ("Civilians killed (min)", None),
        ("max children killed", None),
        ("Deaths Number", "fatalities_best"),
        ("Total Health Workers Killed", None),
        ("Number of reported fatalities", "fatalities_best"),
        ("Total number of people who were killed", "fatalities_best"),
    ],
)
def test_phrases_within_a_header_are_known(header, field):
    assert field_within(header) == field


def test_no_name_stands_for_two_fields_and_every_name_is_found():
    named = [(plain(name), field) for field, names in NAMES.items() for name in names]
    assert dict(named) == dict(reversed(named))
    assert all(field_named(name)[0] == field for field, names in NAMES.items() for name in names)
    assert set(LISTS) <= set(NAMES)


def test_the_name_that_stands_first_in_the_list_is_taken_and_the_others_are_kept():
    found = guess(["Notes", "Description", "Date"], {})
    assert found.fields == {"summary": ("Description",), "date": ("Date",)} and found.unread == ("Notes",)


def test_several_columns_of_actors_and_sources_are_read_together():
    found = guess(["Actor 1", "Perpetrator", "Source", "Link"], {"Link": ["https://a.org"]})
    assert found.fields["actors"] == ("Actor 1", "Perpetrator")
    assert found.fields["sources"] == ("Source",) and found.fields["source_urls"] == ("Link",)


def test_a_name_that_may_mean_other_things_is_taken_by_its_values():
    assert fields(x=["20.1"], y=["42.9"]) == {"lon": "x", "lat": "y"}
    assert fields(x=["500000"], y=["4649776"]) == {}  # metres of a grid
    assert "date" not in fields(From=["Bob"], To=["Ann"])
    assert fields(From=["2023-01-02"], To=["2023-02-03"]) == {"date": "From", "end": "To"}
    assert "fatalities_best" not in fields(best=["Oxford"])
    assert fields(Location=["42.9, 20.7"]) == {"coordinates": "Location"}
    assert fields(Source=["https://a.org/1"]) == {"source_urls": "Source"}
    assert fields(data=["2023-01-02"])["date"] == "data" and "date" not in fields(data=["blob"])


def test_a_column_of_dates_is_found_by_its_values_alone():
    assert fields(Q7=["24 Sep 2023", "1 October 2023"], Q8=["12345", "99"])["date"] == "Q7"


def test_year_month_and_day_are_read_where_there_is_no_date():
    assert fields(Year=["2023"], Month=["9"], Day=["24"]) == {"year": "Year", "month": "Month", "day": "Day"}
    assert fields(Date=["2023"], Year=["2023"]) == {"date": "Date"}


def test_half_of_a_coordinate_is_none_and_a_country_is_the_region_where_none_is_named():
    assert "lat" not in fields(Latitude=["1.2"])
    assert guess(["Land"], {}).fields == {"country": ("Land",), "region": ("Land",)}


def test_one_value_settles_the_order_and_the_words_say_which():
    found = guess(["Datum", "Ort"], {"Datum": ["03.04.2023", "25.03.2023"]})
    assert found.order == "day"
    assert words(found) == ['date <- "Datum" (day first: 25.03.2023 settles it)', 'place <- "Ort"']
    assert guess(["Date"], {"Date": ["03/25/2023"]}).order == "month"


def test_an_order_that_nothing_settles_stays_open_and_is_said():
    found = guess(["Date", "Code"], {"Date": ["03/04/2023"]})
    assert found.order is None
    assert words(found)[0] == 'date <- "Date" (whether day or month stands first in 03/04/2023 is not known)'
    assert words(found)[-1] == 'more <- "Code"'
    both = guess(["Date"], {"Date": ["03/25/2023", "25/03/2023"]})
    assert both.order is None and "both orders" in both.reasons["order"]


def test_a_stated_order_is_never_changed():
    assert settle(Mapping(order="month"), ["25/03/2023"]).order == "month"


def test_a_decimal_comma_is_found_in_degrees():
    assert guess(["Breite", "Länge"], {"Breite": ["42,97"], "Länge": ["20,78"]}).decimal == ","
    assert guess(["lat", "lon"], {"lat": ["42.97"], "lon": ["20.78"]}).decimal == "."


def test_a_mapping_comes_back_from_its_file(tmp_path):
    header = ["ID", 'Da"tum', "Actor 1", "Actor 2", "Ø \\ x", "lat", "lon"]
    found = guess(header, {'Da"tum': ["25.03.2023"], "lat": ["1,5"], "lon": ["2,5"]})
    save(found, tmp_path / "a.mapping.toml")
    back = load(tmp_path / "a.mapping.toml")
    assert (back.fields, back.order, back.decimal) == (found.fields, found.order, found.decimal)
    assert back.fields["actors"] == ("Actor 1", "Actor 2")
    assert completed(back, Mapping(), header).unread == found.unread == ("Ø \\ x",)


names = st.text(min_size=1, max_size=12).filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text))


@given(st.dictionaries(st.sampled_from([name for name in NAMES if name not in LISTS]), names), names, names)
@settings(deadline=None)
def test_any_mapping_comes_back(tmp_path_factory, single, word, actor):
    path = tmp_path_factory.mktemp("mapping") / "a.mapping.toml"
    columns = {name: (column,) for name, column in single.items()} | {"actors": (actor, word)}
    made = Mapping(columns, order="day", event_types={word.strip().casefold(): "battle"}, unread=(word,))
    save(made, path)
    back = load(path)
    assert isinstance(back, Mapping) and back.fields == made.fields and back.event_types == made.event_types


@pytest.mark.parametrize(
    "text, reason",
    [
        ("order =", "is not TOML"),
        ('order = "year"', "is no order"),
        ('decimal = ";"', "is no decimal mark"),
        ('ordr = "day"', "is not a known key"),
        ('[fields]\ndat = "a"', "is not a field"),
        ("[fields]\ndate = 1", "is no column"),
        ('[fields]\ndate = ["a", "b"]', "has more than one column"),
        ('[event_types]\nRaid = "raid"', "is not in the codebook"),
        ('fields = "x"', "is not a table"),
        ('[dataset]\nnme = "x"', "is not a known key"),
        ("dataset = 1", "is not a table"),
        ("event_types = 1", "is not a table"),
        ("[event_types]\nRaid = [1]", "is not in the codebook"),
    ],
)
def test_what_is_wrong_with_a_mapping_file_is_told(tmp_path, text, reason):
    path = tmp_path / "a.mapping.toml"
    path.write_text(text)
    problems = load(path)
    assert isinstance(problems, list) and reason in problems[0].reason and problems[0].remedy


def test_a_mapping_file_that_is_no_text_or_is_not_there_is_told(tmp_path):
    path = tmp_path / "a.mapping.toml"
    assert "cannot be read" in load(path)[0].reason
    path.write_bytes(b"\xff\xfe\x00")
    assert load(path)[0].reason == "is not UTF-8 text"


def test_a_file_without_fields_only_adds_to_the_guess(tmp_path):
    stated = Mapping(order="month", event_types={"raid": "battle"}, reasons={"order": "month first: x says so"})
    found = completed(stated, guess(["Date"], {"Date": ["03/04/2023"]}), ["Date"])
    assert found.fields == {"date": ("Date",)} and found.order == "month" and found.event_types == {"raid": "battle"}
    assert words(found) == ['date <- "Date" (month first: x says so)']


def test_columns_that_the_table_has_not_are_told_with_the_nearest(tmp_path):
    path = beside(tmp_path / "data.csv")
    assert path.name == "data.mapping.toml"
    [problem] = misfits(Mapping({"date": ("Dates",)}), ["Date"], path)
    assert problem.reason == "is not a column of the table" and problem.remedy == "Did you mean 'Date'?"


@pytest.mark.parametrize(
    "cell, edtf",
    [
        ("2023-09-24", "2023-09-24"),
        ("2023/9/4", "2023-09-04"),
        ("20230924", "2023-09-24"),
        ("2023-09", "2023-09"),
        ("25/03/2023", "2023-03-25"),
        ("03/25/2023", "2023-03-25"),
        ("4.4.2023", "2023-04-04"),
        ("09/2023", "2023-09"),
        ("4 Sep 2023", "2023-09-04"),
        ("Sept. 4, 2023", "2023-09-04"),
        ("September 2023", "2023-09"),
        ("Monday, 4 September 2023", "2023-09-04"),
        ("5 de mayo de 2023", "2023-05-05"),
        ("24 вересня 2023", "2023-09-24"),
        ("7. Oktober 2023", "2023-10-07"),
        ("15-Apr-2022", "2022-04-15"),
        ("45193", "2023-09-24"),
        ("45193.25", "2023-09-24T06:00"),
        ("2023.0", "2023"),
        ("1696636800000", "2023-10-07"),
        ("2023-09-04 00:00:00", "2023-09-04"),
        ("2023-09-04T06:30:15.000", "2023-09-04T06:30"),
        ("9/24/2023 2:30 PM", "2023-09-24T14:30"),
        ("2023-09-04T06:30:00Z", "2023-09-04~"),
        ("2023-09-24 to 2023-10-12", "2023-09-24/2023-10-12"),
        ("2023~", "2023~"),
    ],
)
def test_dates_are_read_as_cells_write_them(cell, edtf):
    assert read_date(cell)[0] == edtf


@pytest.mark.parametrize(
    "cell, reason",
    [
        ("03/04/2023", "is 2023-04-03 or 2023-03-04"),
        ("30/02/2023", "does not exist"),
        ("9/24/23", "two digits"),
        ("24 Foo 2023", "no month that is known"),
        ("soon", "is not EDTF"),
        ("99999", "is"),
        ("2023-13-01", "does not exist"),
        ("2023-10-12 to 2023-09-24", "ends before it starts"),
        ("12", "is not EDTF"),
    ],
)
def test_what_is_no_date_is_told(cell, reason):
    with pytest.raises(DateError) as error:
        read_date(cell)
    assert reason in error.value.reason and error.value.remedy


def test_a_date_against_the_order_of_its_column_is_told():
    assert read_date("03/04/2023", "day")[0] == "2023-04-03" and read_date("03/04/2023", "month")[0] == "2023-03-04"
    with pytest.raises(DateError, match="has no month 25"):
        read_date("03/25/2023", "day")


@given(st.dates())
def test_every_day_is_read_in_every_form(day):
    for form in (f"{day:%d}/{day:%m}/{day.year:04d}", f"{day.day}.{day.month}.{day.year:04d}"):
        assert read_date(form, "day")[0] == day.isoformat()
    assert read_date(f"{day.month}/{day.day}/{day.year:04d}", "month")[0] == day.isoformat()
    assert read_date(f"{day.day} {day:%B} {day.year:04d}")[0] == day.isoformat()
    assert read_date(f"{day.isoformat()}T00:00:00")[0] == day.isoformat()


@given(st.text(max_size=30) | st.from_regex(r"[0-9 ./:TZ~-]{1,20}", fullmatch=True))
@settings(deadline=None)
def test_no_cell_breaks_the_reading_of_dates_and_numbers(cell):
    settled(cell), unordered(cell), blank(cell), decimals(cell)
    for read in (read_time, read_degrees, read_pair, read_figure):
        with suppress(DateError, CellNumberError):
            read(cell)
    if not blank(cell):
        try:
            assert parse(read_date(cell)[0])
        except DateError as error:
            assert error.reason and error.remedy


def test_times_and_parts_of_the_day():
    found = [read_time(cell) for cell in ("06:30", "6:30 pm", "0630", "0.375", "Evening", "14.30 Uhr")]
    assert found == [
        ("06:30", None),
        ("18:30", None),
        ("06:30", None),
        ("09:00", None),
        (None, "evening"),
        ("14:30", None),
    ]
    for cell in ("25:00", "noonish", "0.25"):
        with pytest.raises(DateError):
            read_time(cell)


def test_degrees_with_a_comma_or_with_signs_are_read():
    assert [read_degrees(cell) for cell in ("42.97", "42,97", "−20.5", "7", "20°30′W")] == [
        42.97,
        42.97,
        -20.5,
        7.0,
        -20.5,
    ]
    for cell, reason in (
        ("42°78′N", "not understood"),
        ("4649776.2", "metres"),
        ("north", "not a number"),
        ("inf", "not a number"),
    ):
        with pytest.raises(CellNumberError, match=reason):
            read_degrees(cell)


def test_pairs_are_latitude_first_but_for_wkt():
    for cell in ("42.9, 20.7", "(42.9; 20.7)", "POINT(20.7 42.9)", "42.9 20.7"):
        assert read_pair(cell) == ("42.9", "20.7")
    assert read_pair("42,9; 20,7") == ("42,9", "20,7")


@pytest.mark.parametrize(
    "cell, figures",
    [
        ("12", (None, 12, None)),
        ("1,200", (None, 1200, None)),
        ("1,000", (None, 1000, None)),
        ("12,000", (None, 12000, None)),
        ("1,000,000", (None, 1_000_000, None)),
        ("1.000.000", (None, 1_000_000, None)),
        ("1,000-2,000", (1000, None, 2000)),
        ("12.00", (None, 12, None)),
        ("12,0", (None, 12, None)),
        ("1 200", (None, 1200, None)),
        ("12.0", (None, 12, None)),
        ("5-10", (5, None, 10)),
        ("5 – 10", (5, None, 10)),
        ("5+", (5, None, None)),
        ("at least 5", (5, None, None)),
        ("more than 5", (6, None, None)),
        ("> 5", (6, None, None)),
        ("up to 5", (None, None, 5)),
        ("<5", (None, None, 4)),
        ("NA", (None, None, None)),
        ("unknown", (None, None, None)),
        ("0", (None, 0, None)),
    ],
)
def test_figures_as_cells_write_them(cell, figures):
    assert read_figure(cell) == figures


def test_three_zeros_after_a_decimal_mark_may_be_thousands():
    assert read_figure("1.000", ",") == (None, 1000, None)
    for cell, decimal in (("1.000", "."), ("12,000", ",")):
        with pytest.raises(CellNumberError, match="thousands"):
            read_figure(cell, decimal)


def test_what_is_no_figure_is_told_and_a_mark_is_read_by_its_table():
    assert read_figure("1.200", ",") == (None, 1200, None)
    for cell in ("1.200", "2.5", "-3", "many", "10-5", "9999999999999"):
        with pytest.raises(CellNumberError):
            read_figure(cell)


def test_html_is_what_a_reader_sees_and_nothing_of_it_is_run():
    assert from_html("<p>A &amp; <b>b</b></p><script>alert(1)</script><p>c<br>d</p>") == "A & b\nc\nd"
    assert from_html("1 < 2 & 3 > 2") == "1 < 2 & 3 > 2"
    assert from_html("&lt;script&gt;") == "<script>"


def test_a_headline_is_a_first_sentence_and_a_slug_is_never_empty():
    assert headline("A house was hit in the night. Two people died.") == "A house was hit in the night."
    assert len(headline("word " * 100)) <= 200
    assert slug("Ein Straßenname 5") == "ein-straenname-5" and slug("Обстрел") == slug("Обстрел") != slug("Обстріл")


def test_codes_are_no_names_and_a_column_beside_them_is_read():
    found = fields(country=["45", "92"], country_txt=["Utopia", "Erewhon"], region=["3"], gname=["-9", "Red Column"])
    assert found == {"country": "country_txt", "region": "country_txt", "actors": "gname"} | {
        name: column for name, column in found.items() if name not in ("country", "region", "actors")
    }
    assert "actors" not in fields(date=["2020-01-02"], participants=["300s", "100-999", ">50"])
    assert "geo_precision" not in fields(date=["2020-01-02"], geo_precision=["1", "2"])


def test_the_sides_of_machine_coded_events_are_no_publishers():
    columns = {"date": ["2020-01-02"], "Source Name": ["Crowd"], "Target Name": ["Police"], "Publisher": ["Gazette"]}
    found = guess(list(columns), columns).fields
    assert found["actors"] == ("Source Name", "Target Name") and found["sources"] == ("Publisher",)
    assert fields(date=["2020-01-02"], source=["Gazette"])["sources"] == "source"


def test_dates_without_their_century_leave_the_parts_or_the_year_beside_them():
    short = {"startdate": ["3-Jan-91", "13/01/91"], "year": ["1991"]}
    assert fields(**short)["date"] == "startdate" and fields(**short)["year"] == "year"
    parts = fields(**short, month=["1", "January"], day=["3", "0"])
    assert "date" not in parts and (parts["year"], parts["month"], parts["day"]) == ("year", "month", "day")
    assert "year" not in fields(date=["1991-01-03"], year=["1991"])


def test_sums_of_a_year_are_dated_by_it_and_it_is_said():
    columns = {"start_date": ["1999-03-01"], "year": ["2000"], "best_fatality_estimate": ["30"]}
    found = guess(list(columns), columns)
    assert found.fields == {"year": ("year",), "fatalities_best": ("best_fatality_estimate",)}
    assert any("sums up a year" in word for word in words(found))


def test_dates_with_dots_have_the_day_first_where_nothing_shows_another_order():
    assert settle(Mapping({"date": ("d",)}), ["02.01.2020", "3.4.2020"]).order == "day"
    assert settle(Mapping({"date": ("d",)}), ["02.13.2020", "3.4.2020"]).order == "month"
    assert settle(Mapping({"date": ("d",)}), ["02.01.2020", "3/4/2020"]).order is None


@pytest.mark.parametrize(
    "cell, edtf",
    [
        ("02jan2020", "2020-01-02"),
        ("2023/03/03 00:00:00+00", "2023-03-03"),
        ("2020-03-00", "2020-03"),
        ("2020-00-00", "2020"),
        ("2020/3/0", "2020-03"),
    ],
)
def test_dates_of_other_programs(cell, edtf):
    assert read_date(cell)[0] == edtf


def test_the_year_beside_completes_a_date():
    assert with_year("3-Jan-91", "1991") == "3-Jan-1991" and with_year("3/1/91", "1991.0") == "3/1/1991"
    assert with_year("3-Jan-91", "1992") == with_year("3-Jan-91", "91") == "3-Jan-91"
    with pytest.raises(DateError, match="two digits"):
        read_date("3-Jan-91")


def test_a_part_of_the_killed_is_not_all_of_them():
    columns = {"date": ["2020-01-02"], "Deaths (civilians)": ["3"], "Total deaths": ["8"]}
    assert guess(list(columns), columns).fields["fatalities_best"] == ("Total deaths",)
    columns = {"date": ["2020-01-02"], "Killed (north)": ["3"], "Killed (south)": ["8"], "Wounded (all)": ["9"]}
    found = guess(list(columns), columns)
    assert "fatalities_best" not in found.fields and found.fields["injured_best"] == ("Wounded (all)",)
    assert found.unread == ("Killed (north)", "Killed (south)")


def test_the_day_of_a_birth_or_of_an_entry_is_none_of_an_event():
    days = ["1980-01-02"]
    assert fields(**{"date of birth": days, "date of death": days})["date"] == "date of death"
    assert "date" not in fields(place=["A"], created_at=days, updated_at=days)
