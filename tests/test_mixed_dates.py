"""Dates of JSON that are now a value, now an object."""

import json
from pathlib import Path
from typing import Any

import pytest

from events.readers import read
from events.readers.mixed_dates import as_one, mixed

DATES: list[Any] = [
    "2024-01-02",
    {"start": "2024-01-03", "end": "2024-01-05"},
    {"start": "2024-02-03"},
    "2024-03-04",
]
TOLD = ["2024-01-02", "2024-01-03/2024-01-05", "2024-02-03", "2024-03-04"]


@pytest.mark.parametrize("turned", [False, True])
def test_features_with_both(tmp_path: Path, turned: bool) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"title": f"Event {number}", "date": date, "killed": number},
            "geometry": {"type": "Point", "coordinates": [1.5, 2.5]},
        }
        for number, date in enumerate(DATES)
    ]
    path = tmp_path / "a.geojson"
    listed = features[::-1] if turned else features
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}), encoding="utf-8")
    events = read([path]).events
    assert [event.date for event in events] == (TOLD[::-1] if turned else TOLD)
    assert not any(event.more for event in events)


def test_rows_of_a_list_with_both(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    rows = [{"title": f"Event {number}", "date": date, "deaths": number} for number, date in enumerate(DATES)]
    path.write_text(json.dumps(rows), encoding="utf-8")
    found = read([path])
    assert [event.date for event in found.events] == TOLD
    assert [event.fatalities_best for event in found.events] == [0, 1, 2, 3]


def test_dates_that_are_objects_throughout_stay(tmp_path: Path) -> None:
    assert mixed(["date.start", "date.end"]) == {}
    rows = [{"date.start": "a", "date.end": "b"}, {"date": "c"}]
    as_one(rows, mixed(["date", "date.start", "date.end"]))
    assert rows == [{"date": "a", "date.end": "b"}, {"date": "c"}]
