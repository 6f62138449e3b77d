from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.codebook import EVENT_TYPES, GEO_PRECISIONS
from events.model import Event
from events.readers import ucdp
from events.readers.chunk import Chunk, without_tags
from events.readers.head import look
from events.schema import to_events
from tests.cell_tables import cells, chunk

ROW = {
    "id": "900001",
    "relid": "UTO-2014-1-1-0",
    "year": "2014",
    "code_status": "Clear",
    "type_of_violence": "1",
    "conflict_name": "Utopia: Government",
    "dyad_name": "Government of Utopia - Red Column",
    "side_a": "Government of Utopia",
    "side_b": "Red Column",
    "number_of_sources": "2",
    "source_article": '"The Gazette,2014-01-22,Two shot";"Radio,2014-01-23,More"',
    "source_office": "The Gazette;Radio",
    "source_date": "2014-01-22;2014-01-23",
    "source_headline": "Two shot;More",
    "source_original": "police",
    "where_prec": "1",
    "where_coordinates": "Amaurot town",
    "where_description": "Amaurot, at the bridge",
    "adm_1": "North province",
    "adm_2": "Hills district",
    "latitude": "48.500000",
    "longitude": "38.000000",
    "country": "Utopia",
    "region": "Europe",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2014-01-22 00:00:00.000",
    "date_end": "2014-01-22 00:00:00.000",
    "deaths_a": "0",
    "deaths_b": "2",
    "best": "2",
    "high": "5",
    "low": "1",
}


def read(*rows: dict[str, str], **options: object) -> Chunk:
    return chunk(ucdp.draft, *rows, **options)


def event(**changes: str) -> Event:
    found = read(ROW | changes)
    assert not found.rejected, found.problems
    return to_events(found.events)[0]


def test_a_row_is_an_event() -> None:
    found = event()
    assert found.id == "ucdp-900001"
    assert found.title == "State-based violence: Government of Utopia, Red Column; Amaurot town"
    assert found.summary == "Amaurot, at the bridge\nTwo shot;More"
    assert (found.date, found.event_type, found.status) == ("2014-01-22", "battle", "reported")
    assert (found.fatalities_low, found.fatalities_best, found.fatalities_high) == (1, 2, 5)
    assert [(actor.name, actor.role) for actor in found.actors] == [
        ("Government of Utopia", None), ("Red Column", None),
    ]  # fmt: skip
    place = found.place
    assert place is not None and (place.name, place.geo_precision, place.radius_km) == ("Amaurot town", "exact", None)
    assert (place.admin1, place.admin2, place.country) == ("North province", "Hills district", "Utopia")
    assert found.more["conflict_name"] == "Utopia: Government" and found.more["number_of_sources"] == "2"


def test_the_articles_of_a_row_are_its_sources() -> None:
    own, *articles = event().sources
    assert (own.id, own.publisher, own.locator) == ("ucdp", "UCDP", "900001 / UTO-2014-1-1-0")
    assert [(item.publisher, item.title, item.published) for item in articles] == [
        ("The Gazette", "Two shot", "2014-01-22"), ("Radio", "More", "2014-01-23"),
    ]  # fmt: skip
    assert "source_article" not in event().more


@pytest.mark.parametrize("headline", ["Two shot", "Two shot; and more;More", "", "Two shot; "])
def test_articles_that_cannot_be_told_apart_stay_text(headline: str) -> None:
    found = event(source_headline=headline)
    assert [source.id for source in found.sources] == ["ucdp"]
    assert found.more["source_article"] == ROW["source_article"]


def test_each_row_keeps_its_own_articles() -> None:
    rows = [
        ROW,
        ROW | {"id": "2", "source_headline": "x"},
        ROW | {"id": "3", "source_date": "n.d.;2014"},
        ROW | {"id": "4"},
    ]
    found = to_events(read(*rows).events)
    assert [len(item.sources) for item in found] == [3, 1, 3, 3]
    assert [item.sources[0].locator for item in found] == [f"{item.id[5:]} / UTO-2014-1-1-0" for item in found]
    assert [source.published for source in found[2].sources] == [None, None, None]


@pytest.mark.parametrize(
    ("code", "end", "date"),
    [
        ("1", "2014-01-22", "2014-01-22"),
        ("2", "2014-01-24", "[2014-01-22..2014-01-24]"),
        ("3", "2014-01-28", "[2014-01-22..2014-01-28]"),
        ("5", "2014-12-31", "[2014-01-22..2014-12-31]"),
        ("2", "2014-01-22", "[2014-01-20..2014-01-26]"),
        ("3", "", "[2014-01-20..2014-01-26]"),
        ("4", "2014-01-22", "2014-01"),
        ("5", "2014-01-22", "2014"),
        ("", "2014-01-22", "2014-01-22"),
    ],
)
def test_date_prec(code: str, end: str, date: str) -> None:
    assert event(date_prec=code, date_end=end).date == date


def test_whole_months_and_years_are_named_so() -> None:
    assert event(date_prec="4", date_start="2014-01-01", date_end="2014-01-31").date == "2014-01"
    assert event(date_prec="5", date_start="2014-01-01", date_end="2014-12-31").date == "2014"


def test_a_day_that_lasts_is_told() -> None:
    found = read(ROW | {"date_end": "2014-01-25"})
    assert found.events["date"].to_pylist() == ["[2014-01-22..2014-01-25]"]
    assert found.problems[0].column == "date_start"


def test_dates_that_cannot_be_are_refused() -> None:
    found = read(ROW | {"date_end": "2014-01-21"}, ROW | {"date_start": "2014-02-30"}, ROW | {"date_end": "2014-02-30"})
    assert found.events.num_rows == 0 and len(found.problems) == 3
    assert "2014-02-30" in " ".join(problem.reason for problem in found.problems)


def test_american_dates() -> None:
    found = event(date_start="1/2/2014 12:00:00 AM", date_end="1/2/2014 12:00:00 AM")
    assert found.date == "2014-01-02"


@pytest.mark.parametrize(
    ("code", "precision", "radius"),
    [
        ("1", "exact", None), ("2", "near", 25), ("3", "district", None), ("4", "province", None),
        ("5", "province", None), ("6", "country", None), ("7", "province", None), ("", "province", None),
    ],
)  # fmt: skip
def test_where_prec(code: str, precision: str, radius: float | None) -> None:
    place = event(where_prec=code).place
    assert place is not None and (place.geo_precision, place.radius_km) == (precision, radius)


def test_an_event_at_sea_is_not_told_to_be_abroad() -> None:
    far = {"country": "Namibia", "where_prec": "7"}
    assert not read(ROW | far).problems
    assert read(ROW | far | {"where_prec": "1"}).problems


@pytest.mark.parametrize(
    ("type", "event_type"),
    [
        ("1", "battle"),
        ("2", "battle"),
        ("3", "attack_on_civilians"),
        ("3.0", "attack_on_civilians"),
        ("State-based", "battle"),
        ("non-state conflict", "battle"),
    ],
)
def test_types_of_violence(type: str, event_type: str) -> None:
    assert event(type_of_violence=type).event_type == event_type


def test_an_unknown_type_is_refused() -> None:
    found = read(ROW | {"type_of_violence": "4"}, ROW | {"type_of_violence": ""})
    assert [problem.reason for problem in found.problems] == ["is not in the codebook", "is missing"]


@pytest.mark.parametrize(
    ("figures", "kept", "told"),
    [
        (("1", "2", "5"), (1, 2, 5), []),
        (("0", "0", "0"), (0, 0, 0), []),
        (("3", "2", "5"), (None, 2, 5), ["low"]),
        (("1", "2", "1"), (1, 2, None), ["high"]),
        (("3", "2", "1"), (None, 2, None), ["high", "low"]),
        (("", "2", ""), (None, 2, None), []),
        (("3", "", "1"), (None, None, 1), ["low"]),
        (("", "", ""), (None, None, None), []),
    ],
)
def test_figures_are_in_order(figures: tuple[str, ...], kept: tuple[int | None, ...], told: list[str]) -> None:
    found = read(ROW | dict(zip(("low", "best", "high"), figures, strict=True)))
    (one,) = to_events(found.events)
    assert (one.fatalities_low, one.fatalities_best, one.fatalities_high) == kept
    assert sorted(str(problem.column) for problem in found.problems) == told
    assert all(one.more[name] == dict(zip(("low", "best", "high"), figures, strict=True))[name] for name in told)


def test_a_missing_number_of_sources_is_not_minus_one() -> None:
    assert "number_of_sources" not in event(number_of_sources="-1").more


def test_regions_are_those_of_the_table() -> None:
    assert event(country="Israel", adm_1="Gaza Strip", latitude="31.5", longitude="34.4").region == "Israel and Gaza"
    kosovo = event(country="Serbia (Yugoslavia)", adm_1="Kosovo province", latitude="42.6", longitude="21.0")
    assert kosovo.region == "Kosovo" and kosovo.place is not None and kosovo.place.country == "Serbia (Yugoslavia)"


def test_the_tag_row_of_hdx_is_no_row() -> None:
    tags = {"id": "", "year": "#date+year", "latitude": "#geo+lat", "best": "#affected+killed"}
    given = without_tags(cells(tags, ROW))
    assert given.table.num_rows == 1 and given.lines.tolist() == [3]
    assert without_tags(cells(ROW, ROW)).table.num_rows == 2


def test_the_data_set_says_its_version_where_the_file_does() -> None:
    assert ucdp.dataset("GEDEvent_v25_1.csv").name == "UCDP GED 25.1"
    assert ucdp.dataset("ged251.csv").name == "UCDP GED 25.1"
    assert ucdp.dataset("GEDEvent_v24_0_10.csv").name == "UCDP GED 24.0.10"
    about = ucdp.dataset("conflict_data_utopia.csv")
    assert (about.name, about.licence, about.rows) == ("UCDP GED", "CC BY 4.0", "free")
    assert "Sundberg and Melander (2013)" in (about.citation or "")


def test_the_codes_mean_words_of_the_codebook() -> None:
    assert {type for type, _ in ucdp.EVENT_TYPES.values()} <= set(EVENT_TYPES)
    assert set(ucdp.GEO_PRECISIONS.values()) <= set(GEO_PRECISIONS)
    assert len(ucdp.COLUMNS) == len(set(ucdp.COLUMNS)) == 49


@given(
    st.lists(
        st.fixed_dictionaries({name: st.text(max_size=12) | st.just(value) for name, value in ROW.items()}), min_size=1
    )
)
def test_bad_rows_never_raise_and_good_ones_are_events(rows: list[dict[str, str]]) -> None:
    found = read(*rows)
    assert len(to_events(found.events)) + len(found.rejected) == len(rows)


@pytest.mark.parametrize("header", [True, False])
def test_a_file_with_or_without_a_header(header: bool, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    rows = [list(ucdp.COLUMNS)] if header else []
    rows += [[(ROW | {"id": number}).get(name, "").replace('"', "") for name in ucdp.COLUMNS] for number in ("7", "8")]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + "\n", encoding="utf-8")
    reading = ucdp.read(path, look(path))
    (found,) = reading.chunks
    assert (reading.kind, reading.dataset.key) == ("ucdp", "ucdp-ged")
    assert found.events["id"].to_pylist() == ["ucdp-7", "ucdp-8"], found.problems


@pytest.mark.parametrize(
    ("days", "date"),
    [
        (("3/4/2020 12:00:00 AM", "3/4/2020 12:00:00 AM"), ["2020-03-04"]),
        (("3/4/2020", "3/4/2020"), []),
        (("3/4/2020", "3/13/2020"), ["[2020-03-04..2020-03-13]"]),
        (("3-Apr-20", "3-Apr-20"), ["2020-04-03"]),
    ],
)
def test_american_days_are_those_that_show_it(days: tuple[str, str], date: list[str], tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    row = ROW | {
        "year": "2020",
        "date_start": days[0],
        "date_end": days[1],
        "date_prec": "2" if "13" in days[1] else "1",
    }
    names = ("id", "relid", "year", "type_of_violence", "date_prec", "date_start", "date_end", "side_a", "best")
    path.write_text(f"{','.join(names)}\n{','.join(row[name] for name in names)}\n", encoding="utf-8")
    chunks = list(ucdp.read(path, look(path)).chunks)
    assert [date for chunk in chunks for date in chunk.events["date"].to_pylist()] == date
    assert sum(chunk.rows for chunk in chunks) == 1


def test_figures_of_older_releases_are_read() -> None:
    old = {name: value for name, value in ROW.items() if name not in ("low", "best", "high")}
    found = read(old | {"low_est": "1", "best_est": "2", "high_est": "-1"})
    (one,) = to_events(found.events)
    assert (one.fatalities_low, one.fatalities_best, one.fatalities_high) == (1, 2, None)
    assert [(problem.column, problem.reason) for problem in found.problems] == [("high_est", "is below 0")]
