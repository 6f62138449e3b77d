from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.codebook import EVENT_TYPES, GEO_PRECISIONS
from events.importing.packed_rows import pack, unpack
from events.importing.words import Words
from events.model import Event
from events.readers import acled
from events.readers.chunk import Chunk
from events.readers.head import look
from events.schema import SCHEMA, to_events
from tests.cell_tables import chunk

ROW = {
    "event_id_cnty": "UTO123",
    "event_date": "15 April 2022",
    "year": "2022",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Utopia (2019-)",
    "assoc_actor_1": "Police Forces of Utopia (2019-); Volunteers",
    "inter1": "State forces",
    "actor2": "Red Column",
    "inter2": "Rebel group",
    "interaction": "State forces-Rebel group",
    "country": "Utopia",
    "admin1": "North",
    "admin2": "Hills",
    "location": "Amaurot",
    "latitude": "48.5",
    "longitude": "38.0",
    "geo_precision": "1",
    "source": "The Gazette; Radio Utopia",
    "source_scale": "National",
    "notes": "On 15 April, the two clashed\nnear Amaurot.",
    "fatalities": "3",
    "timestamp": "1650300000",
}


def read(*rows: dict[str, str], **options: object) -> Chunk:
    return chunk(acled.draft, *rows, **options)


def event(**changes: str) -> Event:
    found = read(ROW | changes)
    assert not found.rejected, found.problems
    return to_events(found.events)[0]


def refused(**changes: str) -> list[str]:
    """The reasons for which the row with these changes is refused."""
    found = read(ROW | changes)
    assert found.events.num_rows == 0
    assert all(problem.remedy for problem in found.problems)
    return [f"{problem.column} {problem.reason}" for problem in found.problems]


def test_a_row_is_an_event() -> None:
    found = event()
    assert found.id == "acled-uto123"
    assert found.title == "Armed clash: Military Forces of Utopia (2019-), Red Column; Amaurot"
    assert found.summary == "On 15 April, the two clashed\nnear Amaurot."
    assert (found.date, found.event_type, found.sub_event_type) == ("2022-04-15", "battle", "Armed clash")
    assert [actor.name for actor in found.actors] == [
        "Military Forces of Utopia (2019-)", "Police Forces of Utopia (2019-)", "Volunteers", "Red Column",
    ]  # fmt: skip
    assert all(actor.role is None for actor in found.actors)
    assert (found.fatalities_low, found.fatalities_best, found.fatalities_high) == (None, 3, None)
    place = found.place
    assert place is not None
    assert (place.name, place.lat, place.lon, place.geo_precision) == ("Amaurot", 48.5, 38.0, "exact")
    assert (place.country, place.admin1, place.admin2, found.region) == ("Utopia", "North", "Hills", "Utopia")
    assert [source.publisher for source in found.sources] == ["ACLED"]
    assert found.sources[0].locator == "UTO123; its source: The Gazette; Radio Utopia"
    assert found.status == "reported" and not found.claims
    assert found.more["inter2"] == "Rebel group" and found.more["timestamp"] == "1650300000"
    assert "tags" not in found.more


def test_blank_is_unknown_and_never_zero() -> None:
    found = event(fatalities="", notes="", assoc_actor_1="", actor2="", source="")
    assert found.fatalities_best is None and found.summary is None
    assert [actor.name for actor in found.actors] == ["Military Forces of Utopia (2019-)"]
    assert found.sources[0].locator == "UTO123"


@pytest.mark.parametrize(
    ("precision", "date", "word"),
    [
        ("1", "2022-04-15", "day"),
        ("2", "[2022-04-11..2022-04-17]", "week"),
        ("3", "2022-04", "month"),
        ("", "2022-04-15", "day"),
        ("2.0", "[2022-04-11..2022-04-17]", "week"),
    ],
)
def test_time_precision(precision: str, date: str, word: str) -> None:
    found = event(time_precision=precision).when()
    assert found is not None and (found.edtf, found.precision) == (date, word)


def test_a_time_precision_that_is_none_is_told() -> None:
    found = read(ROW | {"time_precision": "7"})
    assert found.events.num_rows == 1 and found.problems[0].column == "time_precision"


@pytest.mark.parametrize("date", ["15-April-2022", "2022-04-15", "15 APRIL 2022", "15 Apr 2022", "15/04/2022"])
def test_dates_of_every_generation(date: str) -> None:
    assert event(event_date=date).date == "2022-04-15"


def test_an_ambiguous_date_is_refused_with_both_readings() -> None:
    reasons = refused(event_date="01/11/2024")
    assert reasons == ["event_date is 2024-11-01 or 2024-01-11"]
    found = read(ROW | {"event_date": "01/11/2024"}, order="day")
    assert found.events["date"].to_pylist() == ["2024-11-01"]


def test_thirty_february_is_refused_and_told_with_its_place() -> None:
    found = read(ROW, ROW | {"event_id_cnty": "UTO124", "event_date": "30 February 2024"})
    (problem,) = found.problems
    assert (problem.row, problem.id, problem.value) == (3, "acled-uto124", "30 February 2024")
    assert found.rejected[0].cells["event_date"] == "30 February 2024"


def test_no_date_is_kept_as_undated() -> None:
    assert event(event_date="").date is None


@pytest.mark.parametrize(("code", "precision"), [("1", "exact"), ("2", "near"), ("3", "province"), ("", "district")])
def test_geo_precision(code: str, precision: str) -> None:
    place = event(geo_precision=code).place
    assert place is not None and place.geo_precision == precision and place.radius_km is None


@pytest.mark.parametrize(("word", "type"), acled.EVENT_TYPES.items())
def test_event_types_of_every_generation(word: str, type: str) -> None:
    found = event(event_type=word.upper(), sub_event_type="")
    assert found.event_type == type and found.sub_event_type == word.upper()


def test_riots_and_protests_are_told_apart_by_who_took_part() -> None:
    assert event(event_type="Riots/Protests", inter1="5", sub_event_type="").event_type == "riot"
    assert event(event_type="Riots/Protests", inter1="6", sub_event_type="").event_type == "protest"
    assert event(event_type="Riots/Protests", inter1="6", inter2="Rioters").event_type == "riot"


def test_an_unknown_type_is_refused_with_its_nearest() -> None:
    found = read(ROW | {"event_type": "Battels"})
    assert found.problems[0].remedy == "Did you mean 'Battles'?"
    assert refused(event_type="") == ["event_type is missing"]


@pytest.mark.parametrize("figure", ["many", "3.5", "1,00"])
def test_a_figure_that_is_none_is_refused(figure: str) -> None:
    assert [reason.split()[0] for reason in refused(fatalities=figure)] == ["fatalities"]


def test_an_actor_twice_is_one() -> None:
    found = event(actor2="Military Forces of Utopia (2019-)", assoc_actor_1="")
    assert len(found.actors) == 1
    assert found.title == "Armed clash: Military Forces of Utopia (2019-); Amaurot"


def test_upper_case_and_older_columns() -> None:
    older = {name.upper(): value for name, value in ROW.items() if name not in ("assoc_actor_1", "sub_event_type")}
    older |= {
        "ALLY_ACTOR_1": "Volunteers",
        "GWNO": "999",
        "EVENT_TYPE": "Battle-No change of territory",
        "column 1": "7",
    }
    (found,) = to_events(read(older).events)
    assert [actor.name for actor in found.actors][1] == "Volunteers"
    assert found.sub_event_type == "Battle-No change of territory" and found.id == "acled-uto123"


def test_ids() -> None:
    without = {name: value for name, value in ROW.items() if name != "event_id_cnty"}
    assert read(without | {"data_id": "123"}).events["id"].to_pylist() == ["acled-d123"]
    assert read(ROW | {"data_id": "9"}).events["id"].to_pylist() == ["acled-uto123"]
    mixed = read(ROW | {"data_id": "9"}, ROW | {"event_id_cnty": "", "data_id": "10"}, ROW | {"event_id_cnty": ""})
    assert mixed.events["id"].to_pylist() == ["acled-uto123", "acled-d10"]
    assert [problem.reason for problem in mixed.problems] == ["is missing"]
    assert refused(event_id_cnty="") == ["event_id_cnty is missing"]


def test_swapped_coordinates_leave_the_event_without_a_point() -> None:
    found = read(ROW | {"country": "United States", "latitude": "-118.2", "longitude": "34.05"})
    (kept,) = to_events(found.events)
    assert kept.place is not None and not kept.place.located and kept.place.name == "Amaurot"
    assert "swapped" in found.problems[0].reason


def test_a_point_in_another_country_is_told() -> None:
    found = read(ROW | {"country": "Namibia"})
    assert "outside the country" in found.problems[0].reason and found.events["lat"].to_pylist() == [48.5]


def test_a_place_without_a_name_has_that_of_its_area() -> None:
    assert event(location="").place == event(location="Hills").place
    nowhere = event(location="", admin1="", admin2="", country="").place
    assert nowhere is not None and nowhere.name == "48.5, 38.0"


def test_regions_are_those_of_the_table() -> None:
    assert (
        event(country="Palestine", admin1="Gaza Strip", latitude="31.5", longitude="34.4").region == "Israel and Gaza"
    )
    assert event(country="Kosovo", latitude="42.9", longitude="20.8").region == "Kosovo"


def test_the_codes_mean_words_of_the_codebook() -> None:
    assert set(acled.EVENT_TYPES.values()) <= set(EVENT_TYPES)
    assert set(acled.GEO_PRECISIONS.values()) <= set(GEO_PRECISIONS)


def test_its_rows_are_not_for_others() -> None:
    about = acled.dataset()
    assert about.rows == "withheld" and not about.machine_coded
    assert "Raleigh, Kishi and Linke" in (about.citation or "") and "time_precision" in (about.note or "")


@given(
    st.lists(
        st.fixed_dictionaries({name: st.text(max_size=12) | st.just(value) for name, value in ROW.items()}), min_size=1
    )
)
def test_bad_rows_never_raise_and_good_ones_are_events(rows: list[dict[str, str]]) -> None:
    found = read(*rows)
    assert len(to_events(found.events)) + len(found.rejected) == len(rows)


@given(st.lists(st.fixed_dictionaries({name: st.just(value) | st.just("") for name, value in ROW.items()}), min_size=1))
def test_codes_in_lists_stand_for_the_same_texts(rows: list[dict[str, str]]) -> None:
    found = read(*rows)
    assert found.events.schema == SCHEMA and found.coded.to_pylist() == found.events.to_pylist()
    for given_rows in (found.coded, found.events):
        words = Words()
        assert unpack(pack(given_rows, words), words).to_pylist() == found.events.to_pylist()


def test_the_draft_leaves_the_cells_as_they_were() -> None:
    from tests.cell_tables import cells

    given = cells(ROW)
    before = pa.table(given.table.to_pydict())
    acled.draft(given)
    assert given.table.equals(before)


def test_a_file_shows_the_order_of_its_dates(tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    header = ["event_id_cnty", "event_date", "event_type", "actor1", "country", "iso", "fatalities"]
    rows = [["UTO1", "01/11/2024"], ["UTO2", "13/11/2024"], ["UTO3", ""]]
    text = "\r\n".join(",".join([*row, "Riots", "Rioters (Utopia)", "Utopia", "NA", ""]) for row in rows)
    path.write_text(",".join(header) + "\r\n" + text + "\r\n", encoding="utf-8")
    reading = acled.read(path, look(path))
    (found,) = reading.chunks
    assert (reading.kind, reading.dataset.key) == ("acled", "acled")
    assert found.events["date"].to_pylist() == ["2024-11-01", "2024-11-13", None]
    assert found.lines.tolist() == [2, 3, 4] and reading.position == [path.stat().st_size]


def test_what_a_spreadsheet_left_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "saved.csv"
    rows = ("A1,13/03/23,2023,-99", 'A2,04/03/23,2023,"1,200"', "A3,45000,2023,3")
    tags = "#event+code,#date+occurred,#date+year,#affected+killed"
    extra = "event_type,time_precision,geo_precision"
    lines = [f"event_id_cnty,event_date,year,fatalities,{extra}", tags + ",#event+type,,"]
    path.write_text("\n".join([*lines, *(f"{row},Battles,1,1" for row in rows)]), encoding="utf-8")
    chunks = list(acled.read(path, look(path)).chunks)
    events = [event for chunk in chunks for event in to_events(chunk.events)]
    assert [event.date for event in events] == ["2023-03-13", "2023-03-04", "2023-03-15"]
    assert [event.fatalities_best for event in events] == [None, 1200, 3]
    assert [problem.reason for chunk in chunks for problem in chunk.problems] == ["is below 0"]


def test_a_file_without_figures_says_so(tmp_path: Path) -> None:
    path = tmp_path / "renamed.csv"
    header = "event_id_cnty,event_date,event_type,time_precision,fatalities_n"
    path.write_text(f"{header}\nA1,2023-03-04,Battles,1,3\n", encoding="utf-8")
    problems = [problem for chunk in acled.read(path, look(path)).chunks for problem in chunk.problems]
    assert [(problem.column, problem.reason) for problem in problems] == [
        ("fatalities", "is a column that the file does not have")
    ]


def test_areas_under_their_older_names() -> None:
    older = {"ADM_LEVEL_1": "North", "ADM_LEVEL_2": "Hills", "admin1": "", "admin2": ""}
    place = event(**older).place
    assert place is not None and (place.admin1, place.admin2) == ("North", "Hills")
