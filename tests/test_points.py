import csv

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from events.readers.points import TABLE, place_names, points
from tests.cell_tables import column


def told(
    lat: str | None, lon: str | None, region: str | None = "Ukraine", at_sea: bool = False
) -> tuple[object, object, list[str]]:
    found, faults = points(column(lat), column(lon), pa.array([region], pa.string()), np.array([at_sea]))
    assert not any(fault.rejects for fault in faults)
    return found["lat"].to_pylist()[0], found["lon"].to_pylist()[0], [fault.reason for fault in faults]


def test_a_point_in_its_country() -> None:
    assert told("48.59", "38.0") == (48.59, 38.0, [])


def test_blank_is_no_point() -> None:
    assert told(None, None) == (None, None, [])


def test_half_a_point_is_none() -> None:
    assert told("48.59", None) == told("48.59", "NA") == (None, None, ["has no longitude beside it"])
    assert told(None, "38") == (None, None, ["has no latitude beside it"])


def test_swapped_points_are_noticed_and_left_out() -> None:
    lat, lon, reasons = told("-118.2", "34.05", "United States")
    assert (lat, lon) == (None, None) and "swapped" in reasons[0]
    lat, lon, reasons = told("31.9", "49.2")
    assert (lat, lon) == (None, None) and "longitude first" in reasons[0]


def test_a_point_off_the_earth_is_left_out() -> None:
    assert told("4859", "38.0")[2] == ["is no point on Earth, with its longitude"]
    assert told("95", "190")[:2] == (None, None)


def test_zero_zero_is_left_out() -> None:
    lat, lon, reasons = told("0", "0.0", None)
    assert (lat, lon) == (None, None) and "unknown point" in reasons[0]


def test_a_point_outside_the_country_is_kept_and_told() -> None:
    assert told("4.05", "9.7") == (4.05, 9.7, ["lies, with its longitude, outside the country named"])
    assert told("4.05", "9.7", at_sea=True) == (4.05, 9.7, [])
    assert told("4.05", "9.7", "Atlantis") == (4.05, 9.7, [])
    assert told("4.05", "9.7", None) == (4.05, 9.7, [])


def test_borders_are_taken_widely() -> None:
    assert told("43.5", "34")[2] == []


def test_text_for_a_number_is_told_once() -> None:
    lat, lon, reasons = told("48 N 5", "38")
    assert (lat, lon) == (None, None) and reasons == ["is not a number"]


@given(st.lists(st.tuples(*[st.none() | st.floats(-400, 400).map(repr) | st.sampled_from(["x", "0"])] * 2), max_size=9))
def test_a_point_is_whole_and_on_earth_or_none(rows: list[tuple[str | None, str | None]]) -> None:
    lat, lon = (column(*(row[number] for row in rows)) for number in (0, 1))
    found, faults = points(lat, lon, pa.array(["Ukraine"] * len(rows), pa.string()))
    marked = {row for fault in faults for row in fault.rows.tolist()}
    for row, (y, x) in enumerate(zip(found["lat"].to_pylist(), found["lon"].to_pylist(), strict=True)):
        assert (y is None) == (x is None)
        if y is None:
            assert rows[row] == (None, None) or row in marked
        else:
            assert -90 <= y <= 90 and -180 <= x <= 180
            assert [float(str(cell)) for cell in rows[row]] == [y, x]


def test_the_boxes_are_boxes() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["region"] for row in rows}) == len(rows) > 200
    for row in rows:
        assert -90 <= float(row["south"]) < float(row["north"]) <= 90, row
        assert -180 <= float(row["west"]) < float(row["east"]) <= 180, row


def test_a_place_has_the_narrowest_name_that_is_stated() -> None:
    lat, lon = column("1", "1", "1", None), column("2", "2", "2", None)
    town, country = pa.array(["Town", None, None, None]), pa.array(["Land", "Land", None, None])
    assert place_names(lat, lon, town, country).to_pylist() == ["Town", "Land", "1, 2", None]
