import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.readers.cell_numbers import decimals, read_pair
from events.readers.signed_degrees import signed_degrees, signed_pair


@pytest.mark.parametrize(
    "text, value",
    [
        ("42.97°", 42.97), ("42.97° N", 42.97), ("42,97° S", -42.97), ("N42.97", 42.97), ("w 20.5", -20.5),
        ("16°16'12\"N", 16.27), ("16° 16′ 12″ N", 16.27), ("16º16’12’’S", -16.27), ("-16°16'12\"", -16.27),
        ("0°2.4'W", -0.04), ("20 deg 30 min E", 20.5),
    ],
)  # fmt: skip
def test_degrees_with_signs(text: str, value: float) -> None:
    found = signed_degrees(text)
    assert found is not None and found[0] == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["", "42.97", "42 58", "42°78'", "42°58'71\"", "-42° N", "N42° N", "42.5°30'", "42°N E", "N", "4200 N", "x 42°"],
)
def test_what_is_none(text: str) -> None:
    assert signed_degrees(text) is None


def test_a_letter_of_the_other_axis_is_refused() -> None:
    assert signed_degrees("42°N", "lat") == (42.0, 0) and signed_degrees("42°N", "lon") is None
    assert signed_degrees("42°E", "lat") is None and signed_degrees("42°", "lat") == (42.0, 0)


def test_what_degrees_claim_of_their_precision() -> None:
    assert [decimals(text) for text in ("42°N", "42.97° N", "42°58'N", "42°58.2'N", "42°58'12\"N")] == [0, 2, 1, 2, 3]


def test_pairs() -> None:
    for text in ("16°16'12\"N 0°02'24\"W", "16.27° N, 0.04° W", "N16.27 W0.04", "N 16°16.2' ; W 0°2.4'"):
        lat, lon = read_pair(text)
        found = [signed_degrees(lat, "lat"), signed_degrees(lon, "lon")]
        assert [value and value[0] for value in found] == pytest.approx([16.27, -0.04])
    assert signed_pair("0°02'24\"W 16°16'12\"N") is None and signed_pair("16.27, -0.04") is None


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NS"))
def test_degrees_minutes_and_seconds_come_back(degrees: int, minutes: int, seconds: int, letter: str) -> None:
    found = signed_degrees(f"{degrees}°{minutes:02d}'{seconds:02d}\"{letter}", "lat")
    assert found is not None and found[1] == 3
    assert round(abs(found[0]) * 3_600) == degrees * 3_600 + minutes * 60 + seconds
    assert (found[0] < 0) == (letter == "S" and degrees + minutes + seconds > 0)
