from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.readers import cells
from events.readers.cells import Flaw, day
from tests.cell_tables import cells as of_rows
from tests.cell_tables import column

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2015-01-05", "2015-1-5", "2015/01/05", "20150105", "20150105.0", "5 January 2015", "05-January-2015",
        "5-jan-2015",
        "05 JANUARY 2015", "Jan 5, 2015", "January 5 2015", "05.01.2015", "2015-01-05 00:00:00.000",
        "2015-01-05T00:00:00",
        " 2015-01-05 ", "2015-01-05T00:00:00Z",
    ],
)  # fmt: skip
def test_days_as_files_write_them(text: str) -> None:
    assert day(text) == date(2015, 1, 5)


def test_september_in_its_three_forms() -> None:
    assert {day(f"24 {name} 2023") for name in ("September", "Sep", "SEPT")} == {date(2023, 9, 24)}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30 February 2024", "does not exist"),
        ("2023-02-29", "does not exist"),
        ("20231340", "does not exist"),
        ("30/30/2024", "does not exist"),
        ("yesterday", "is not a date"),
        ("12 Janvember 2020", "is not a date"),
        ("1-Jan-97", "two digits for a year"),
        ("1/2/97", "two digits for a year"),
        ("1677801600001", "is not a date"),
        ("45123", "may be the number of a day"),
        ("0000-01-01", "does not exist"),
    ],
)
def test_what_is_no_day_is_told(text: str, reason: str) -> None:
    found = day(text)
    assert isinstance(found, Flaw) and found.rejects
    assert reason in found.reason and found.remedy


def test_a_misspelled_month_has_its_nearest() -> None:
    found = day("12 Febuary 2020")
    assert isinstance(found, Flaw) and "february" in found.remedy


def test_figures_alone_are_read_only_where_they_have_one_meaning() -> None:
    assert day("13/01/2024") == day("01/13/2024") == date(2024, 1, 13)
    assert day("11/11/2024") == date(2024, 11, 11)
    found = day("01/11/2024")
    assert isinstance(found, Flaw) and "2024-11-01 or 2024-01-11" in found.reason
    assert day("01/11/2024", "day") == date(2024, 11, 1)
    assert day("1/11/2024 12:00:00 AM", "month") == date(2024, 1, 11)
    assert isinstance(day("13/01/2024", "month"), Flaw)


def test_the_order_is_what_other_dates_of_the_file_show() -> None:
    def order(*values: str | None) -> str | None:
        return cells.order_of([pa.array(values, pa.string())])

    assert order("01/11/2024", "13/01/2024", None) == "day"
    assert order("01/11/2024", "01/13/2024") == "month"
    assert order("13/01/2024", "01/13/2024") is None
    assert order("01/11/2024") is None
    assert order("13.01.2024", "2024-01-13") is None
    assert cells.order_of([pa.array(["01/11/2024"]), pa.array(["13/01/2024"])]) == "day"


def test_only_some_dates_need_an_order() -> None:
    assert cells.needs_order(pa.array(["2024-01-01", "01/11/2024"]))
    assert cells.needs_order(pa.array([" 1-11-2024"]))
    assert not cells.needs_order(pa.array(["2024-01-01", "1 May 2024", "01.11.2024", None], pa.string()))


@given(
    DAYS, st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%B-%Y", "%B %d, %Y", "%d.%m.%Y", "%Y-%m-%d 00:00:00"])
)
def test_every_form_gives_the_day_back(when: date, form: str) -> None:
    assert day(when.strftime(form)) == when


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    assert day(text) is None or isinstance(day(text), date | Flaw)


@given(DAYS, st.sampled_from(["day", "month"]))
def test_an_order_decides_between_the_readings(when: date, order: cells.Order) -> None:
    text = f"{when.day}/{when.month}/{when.year}" if order == "day" else f"{when.month}/{when.day}/{when.year}"
    assert day(text, order) == when
    assert day(text) == when or isinstance(day(text), Flaw)


def test_whole_numbers() -> None:
    assert cells.numbers(column("NA", "nan", "N/A", " ", "NULL"))[0].null_count == 5
    assert cells.degrees(column("NA", "NaN", "None"))[0].null_count == 3
    values, faults = cells.numbers(column("3", "3.0", " 4 ", None, "0", "0123"))
    assert values.to_pylist() == [3, 3, 4, None, 0, 123]
    assert values.type == pa.int32() and not faults


def test_what_is_no_whole_number_rejects_its_rows() -> None:
    values, faults = cells.numbers(column("-1", "3.5", "many", "3.5", "9999999999", "7", "1,23", "1.234"))
    assert values.to_pylist() == [None, None, None, None, None, 7, None, None]
    assert {(fault.reason, fault.rejects): fault.rows.tolist() for fault in faults} == {
        ("is below 0", False): [0],
        ("is not a whole number", True): [1, 2, 3, 6, 7],
        ("is above 1,000,000,000", True): [4],
    }


def test_thousands_are_whole_and_a_code_for_unknown_is_no_figure() -> None:
    values, faults = cells.numbers(column("1,234", "12,345,678", "1,234.0", "Unknown", "n.a.", "-99", "1,000", "1.000"))
    assert values.to_pylist() == [1234, 12345678, 1234, None, None, None, 1000, None]
    assert [(fault.reason.partition(",")[0], fault.rejects, fault.rows.tolist()) for fault in faults] == [
        ("is below 0", False, [5]),
        ("may be thousands", False, [7]),
    ]


def test_the_year_beside_a_day_completes_what_a_spreadsheet_left_of_it() -> None:
    days = ("24-Sep-23", "24/09/23", "45193", "45193.0", "2023-09-24", "24-Sep-22", "45193", "24-Sep-23", "24-Sep-23")
    years = ("2023", "2023", "2023", "2023.0", "2023", "2023", "2022", None, "23")
    found = cells.with_years(column(*days, name="day"), column(*years))
    assert found.name == "day" and found.values.to_pylist() == [
        "24-Sep-2023", "24/09/2023", "2023-09-24", "2023-09-24", "2023-09-24", "24-Sep-22", "45193", "24-Sep-23",
        "24-Sep-23",
    ]  # fmt: skip
    plain = column("2023-09-24", None)
    assert cells.with_years(plain, column("2023", "2023")) is plain


def test_midnights_in_milliseconds_are_days() -> None:
    assert day("1677801600000") == date(2023, 3, 3)


def test_a_column_of_figures_that_is_not_there_is_told() -> None:
    given = of_rows({"id": "1", "fatalitys": "3"})
    assert cells.lacking(given, "best", "fatalitys") is given
    (told,) = cells.lacking(given, "fatalities").problems
    assert told.column == "fatalities" and told.remedy.startswith("Did you mean 'fatalitys'?")


def test_degrees_with_point_or_comma() -> None:
    assert cells.degrees(column("48.5", "-7", None))[0].to_pylist() == [48.5, -7, None]
    values, faults = cells.degrees(column("48,5", "-7", None, " 3.25 "))
    assert values.to_pylist() == [48.5, -7, None, 3.25] and not faults


@pytest.mark.parametrize("text", ["inf", "NN48", "48°75'", "1.234.567"])
def test_degrees_that_are_none_are_left_out_with_a_note(text: str) -> None:
    values, faults = cells.degrees(column("48.5", text))
    assert values.to_pylist() == [48.5, None]
    assert [(fault.rows.tolist(), fault.rejects) for fault in faults] == [([1], False)]


@given(st.lists(st.none() | st.floats(-180, 180), max_size=20))
def test_degrees_are_read_as_written(given: list[float | None]) -> None:
    values, faults = cells.degrees(column(*(None if value is None else repr(value) for value in given)))
    assert values.to_pylist() == given and not faults


def test_codes_without_a_meaning_are_told_and_read_as_the_rest() -> None:
    values, faults = cells.coded(column("1", "2.0", None, "9"), {"1": "exact", "2": "near"}, "district", "So.")
    assert values.to_pylist() == ["exact", "near", "district", "district"]
    assert [(fault.rows.tolist(), fault.rejects) for fault in faults] == [([3], False)]
    assert "Known: 1, 2." in faults[0].remedy


def test_a_word_that_is_unknown_has_its_nearest() -> None:
    read = cells.word_of({"Battles": "battle", "Riots": "riot"})
    assert read("battles ") == "battle"
    flaw = read("Batles")
    assert isinstance(flaw, Flaw) and flaw.rejects and flaw.remedy == "Did you mean 'Battles'?"


def test_columns_are_found_in_any_case_and_fill_each_other() -> None:
    table = pa.table({"EVENT_DATE": ["a", None], "Ally Actor 1": ["x", "y"], "event_day": ["c", "b"]})
    assert cells.find(table, "event_date").values.to_pylist() == ["a", None]
    assert cells.find(table, "assoc_actor_1", "ally_actor_1").name == "Ally Actor 1"
    both = cells.find(table, "event_date", "event_day")
    assert (both.name, both.values.to_pylist()) == ("EVENT_DATE", ["a", "b"])
    absent = cells.find(table, "tags")
    assert not absent.stands and absent.values.to_pylist() == [None, None]


def test_values_beside_each_other() -> None:
    both = cells.beside(column("a", None, "b"), column("1", "2", None))
    assert both.values.to_pylist() == ["a\x1f1", None, "b\x1f"]


@given(st.lists(st.none() | st.sampled_from(["a", "b", "c", "d"]), max_size=30))
def test_each_reads_a_value_once_and_marks_every_row(given: list[str | None]) -> None:
    seen: list[str] = []

    def read(value: str) -> object:
        seen.append(value)
        return Flaw("is wrong", "", value="?") if value == "c" else value.upper()

    values, faults = cells.each(column(*given), read, pa.string())
    assert len(seen) == len(set(seen))
    assert values.to_pylist() == [None if value is None else "?" if value == "c" else value.upper() for value in given]
    rows = [row for fault in faults for row in fault.rows.tolist()]
    assert rows == [row for row, value in enumerate(given) if value == "c"]


def test_a_day_later_is_a_day_later() -> None:
    first = day("28 February 2024")
    assert isinstance(first, date) and day("2024-02-29") == first + timedelta(days=1)
