"""Packing: every event gets a place, and nothing in one row covers anything else."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.marks import Bar, Shape
from dashboard.packing import GAP, PAD, pack

WIDTH = 600.0


def measure(text):
    return 7.0 * len(text)


def shorten(text, most):
    return text[: max(int(most // 7), 0)]


@st.composite
def items(draw):
    found = []
    for number in range(draw(st.integers(0, 25))):
        left = draw(st.integers(0, int(WIDTH) - 14))
        right = min(left + draw(st.integers(14, 300)), WIDTH)
        bars = (Bar(left, right, "outline"),)
        title = "x" * draw(st.integers(1, 120))
        found.append((number, Shape(bars, (), float(left), float(right), draw(st.booleans())), title))
    return found


def stretches(placed):
    """(row, left, right) of every mark, and of every title that does not stand inside of its mark."""
    for item in placed:
        yield item.row, item.shape.left, item.shape.right, item.event
        if item.title:
            yield item.title.row, item.title.left, item.title.left + item.title.width, item.event


@settings(max_examples=60)
@given(items(), st.booleans())
def test_nothing_in_a_row_covers_anything_of_another_event(given_items, titled):
    placed, _ = pack(given_items, WIDTH, measure, shorten, titled=titled)
    for (row, left, right, event), (other_row, other_left, other_right, other) in combinations(stretches(placed), 2):
        if row == other_row and event != other:
            assert right + GAP <= other_left or other_right + GAP <= left


@settings(max_examples=60)
@given(items(), st.booleans())
def test_every_event_is_placed_once_in_order_and_within_the_rows(given_items, titled):
    placed, rows = pack(given_items, WIDTH, measure, shorten, titled=titled)
    assert [item.event for item in placed] == [number for number, _, _ in given_items]
    assert all(0 <= row < rows for row, *_ in stretches(placed))


@settings(max_examples=60)
@given(items(), st.booleans())
def test_no_title_leaves_the_width(given_items, titled):
    placed, _ = pack(given_items, WIDTH, measure, shorten, titled=titled)
    assert all(left >= 0 and right <= WIDTH for _, left, right, _ in stretches(placed))


@settings(max_examples=60)
@given(items())
def test_with_titles_every_event_has_its_title(given_items):
    placed, _ = pack(given_items, WIDTH, measure, shorten)
    assert all(item.title is not None for item in placed)


def one(left, right, text, *, roomy=False):
    return pack([(0, Shape((), (), left, right, roomy), text)], WIDTH, measure, shorten)[0][0]


def test_a_title_stands_right_of_its_mark():
    assert one(10.0, 24.0, "title").title.left == 24.0 + PAD


def test_a_title_without_room_at_the_right_stands_left():
    placed = one(560.0, 574.0, "a title")
    assert placed.title.left + placed.title.width + PAD == 560.0 and placed.title.row == placed.row


def test_a_title_stands_in_a_roomy_bar():
    placed = one(100.0, 500.0, "title", roomy=True)
    assert placed.title.left > 100 and placed.title.left + placed.title.width < 500


def test_a_title_without_room_beside_stands_above():
    placed = one(100.0, 500.0, "x" * 70)
    assert placed.title.row == 0 and placed.row == 1


def test_marks_come_first_where_titles_may_be_left_out():
    shapes = [(number, Shape((), (), 20.0 * number, 20.0 * number + 14, False), "x" * 40) for number in range(20)]
    placed, rows = pack(shapes, WIDTH, measure, shorten, titled=False)
    assert rows <= 2 and sum(item.title is None for item in placed) > 10
