"""The sizes of images, by name or as width and height."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.image_sizes import LEAST, MOST, SIZES, SizeError, size_of


@pytest.mark.parametrize("name", SIZES)
def test_a_name_is_its_size(name):
    assert size_of(name) == SIZES[name]


@given(st.integers(LEAST[0], MOST[0]), st.integers(LEAST[1], MOST[1]))
def test_width_and_height_are_read(width, height):
    assert (
        size_of(f"{width}x{height}") == size_of(f"{width}×{height}") == size_of(f"{width}X{height}") == (width, height)
    )


@pytest.mark.parametrize("text", ["399x300", "400x299", "4001x300", "400x4001", "0x0", "99999x99999"])
def test_a_size_out_of_bounds_says_the_bounds(text):
    with pytest.raises(SizeError, match="400 to 4000"):
        size_of(text)


@given(st.text(max_size=50))
def test_any_other_text_is_refused_with_what_is_known(text):
    try:
        width, height = size_of(text)
    except SizeError as refused:
        assert len(str(refused)) < 160
    else:
        assert LEAST[0] <= width <= MOST[0] and LEAST[1] <= height <= MOST[1]


@pytest.mark.parametrize(
    "text", ["", "poster", "1200", "1200x", "x800", "-1200x800", "1200.5x800", "1200x800x2", "١٢٠٠x٨٠٠", "²x²"]
)
def test_what_is_no_size_names_the_known_ones(text):
    with pytest.raises(SizeError, match="article"):
        size_of(text)
