from datetime import date, timedelta

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from events import dates
from events.moments import spans
from events.readers import spells
from events.schema import WORD

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
FORMS = (spells.week, spells.month, spells.year, date.isoformat)


def test_stretches_are_named_where_they_are_exactly_one_unit() -> None:
    assert spells.stretch(date(2023, 9, 24), date(2023, 9, 24)) == "2023-09-24"
    assert spells.stretch(date(2024, 2, 1), date(2024, 2, 29)) == "2024-02"
    assert spells.stretch(date(2024, 2, 1), date(2024, 2, 28)) == "[2024-02-01..2024-02-28]"
    assert spells.stretch(date(2018, 1, 1), date(2018, 12, 31)) == "2018"
    assert spells.stretch(date(2018, 1, 1), date(2019, 12, 31)) == "[2018-01-01..2019-12-31]"
    assert spells.stretch(date(2018, 12, 1), date(2018, 12, 31)) == "2018-12"


def test_a_week_is_monday_to_sunday() -> None:
    assert {spells.week(date(2023, 9, day)) for day in range(18, 25)} == {"[2023-09-18..2023-09-24]"}
    assert dates.parse(spells.week(date(2023, 9, 20))).precision == "week"


@given(DAYS, st.sampled_from(FORMS))
def test_each_form_holds_its_day(day: date, form: object) -> None:
    assert callable(form)
    when = dates.parse(form(day))
    assert when.earliest is not None and when.end is not None
    assert when.earliest.date() <= day <= when.end.date()


@given(DAYS, st.integers(0, 400))
def test_a_stretch_is_exactly_its_days(first: date, length: int) -> None:
    last = first + timedelta(days=min(length, (date.max - first).days))
    when = dates.parse(spells.stretch(first, last))
    assert when.earliest is not None and when.end is not None
    assert when.earliest.date() == first
    assert when.end.date() == (last if last == date.max else last + timedelta(days=1))


@given(st.lists(st.none() | st.builds(lambda day, form: str(form(day)), DAYS, st.sampled_from(FORMS)), max_size=20))
def test_the_columns_of_time_are_those_of_the_text(texts: list[str | None]) -> None:
    columns = spells.time_columns(pa.array(texts, pa.string()))
    rows = zip(texts, *(columns[name].to_pylist() for name in ("date", "start", "end", "precision")), strict=True)
    assert columns["precision"].type == WORD
    for text, written, start, end, precision in rows:
        assert written == text
        if text is None:
            assert (start, end, precision) == (None, None, "undated")
        else:
            when = dates.parse(text)
            assert [(start, end)] == spans(when) and precision == when.precision
