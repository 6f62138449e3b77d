"""Answers of interfaces for programs, saved as JSON: the rows of a data set through its reader."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from events.importing.import_files import check_files
from events.readers import open_reading, read
from events.readers.chunk import Reading
from events.readers.head import look
from events.readers.kinds import recognise, unrecognised


def acled(number: int, **more: Any) -> dict[str, Any]:
    return {
        "event_id_cnty": f"XYZ{number}", "event_date": "2024-03-05", "year": "2024", "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Greens", "actor2": "Blues",
        "country": "Mali", "location": "Gao", "latitude": "16.27", "longitude": "-0.04", "geo_precision": "1",
        "source": "Gazette", "notes": "one\ntwo", "fatalities": "3",
    } | more  # fmt: skip


def ucdp(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number, "relid": f"MLI-2024-1-1-{number}", "year": 2024, "type_of_violence": 1, "conflict_name": "C",
        "side_a": "Greens", "side_b": "Blues", "where_prec": 1, "latitude": 16.27, "longitude": -0.04,
        "country": "Mali", "date_prec": 1, "date_start": "2024-03-05T00:00:00", "date_end": "2024-03-05T00:00:00",
        "best": 5, "high": 9, "low": None,
    } | more  # fmt: skip


def page(*rows: dict[str, Any], total: int, pages: int) -> dict[str, Any]:
    return {"TotalCount": total, "TotalPages": pages, "NextPageUrl": "https://example.org/2", "Result": list(rows)}


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "download"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("indent", [None, 2])
def test_an_answer_of_acled(tmp_path: Path, indent: int | None) -> None:
    rows = [acled(1), acled(2, fatalities=4, latitude=16.5), acled(3, event_date="2024-02-30", tags=None)]
    answer = {"status": 200, "success": True, "count": 3, "data": rows, "filename": ""}
    path = saved(tmp_path, json.dumps(answer, indent=indent))
    reading = open_reading(path)
    assert isinstance(reading, Reading) and (reading.kind, reading.dataset.rows) == ("acled", "withheld")
    found = read([path])
    assert [event.fatalities_best for event in found.events] == [3, 4]
    assert found.events[0].id == "acled-xyz1" and found.events[0].summary == "one\ntwo"
    assert [(problem.row, problem.id) for problem in found.ledger.problems] == [(3, "acled-xyz3")]
    assert (found.ledger.rows, found.ledger.accepted) == (3, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", ["list", "lines", "answers"])
def test_rows_without_an_answer(tmp_path: Path, form: str, encoding: str) -> None:
    rows = [acled(1, notes="Бањска"), acled(2)]
    text = {
        "list": json.dumps(rows, ensure_ascii=False),
        "lines": "\n".join(json.dumps(row, ensure_ascii=False) for row in rows),
        "answers": json.dumps([{"count": 1, "data": [row]} for row in rows], ensure_ascii=False),
    }[form]
    found = read([saved(tmp_path, text, encoding)])
    assert [event.summary for event in found.events] == ["Бањска", "one\ntwo"]
    assert found.ledger.sound and not found.ledger.problems


def test_a_page_of_several_is_told(tmp_path: Path) -> None:
    first = page(ucdp(1), ucdp(2), total=5, pages=3)
    found = read([saved(tmp_path, json.dumps(first))])
    assert [(event.id, event.fatalities_low, event.fatalities_best) for event in found.events] == [
        ("ucdp-1", None, 5),
        ("ucdp-2", None, 5),
    ]
    assert [str(problem).split(": ", 1)[1] for problem in found.ledger.problems] == [
        "note: has 2 of the 5 rows that it says there are, on 3 pages. Fetch the other pages too, and name all files "
        "together."
    ]
    whole = [first, page(ucdp(3), ucdp(4), total=5, pages=3), page(ucdp(5), total=5, pages=3)]
    for text in (json.dumps(whole), "\n".join(map(json.dumps, whole))):
        found = read([saved(tmp_path, text)])
        assert len(found.events) == 5 and not found.ledger.problems


def test_rows_of_several_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.readers.answers.ROWS", 2)
    for count in (1, 2, 3, 4, 5):
        answer = {"count": 9, "data": [acled(number) for number in range(count)]}
        found = read([saved(tmp_path, json.dumps(answer))])
        assert [event.id for event in found.events] == [f"acled-xyz{number}" for number in range(count)]
        assert [problem.reason for problem in found.ledger.problems] == [
            f"has {count} of the 9 rows that it says there are"
        ]


def test_as_many_rows_as_a_page_has_are_told(tmp_path: Path) -> None:
    rows = [acled(number) for number in range(500)]
    for value in (rows, {"count": 500, "data": rows}):
        (problem,) = read([saved(tmp_path, json.dumps(value))]).ledger.problems
        assert problem.note and problem.reason.startswith("has just 500 rows, as many as are given at once")


def test_damage_is_told_and_what_stands_before_it_is_read(tmp_path: Path) -> None:
    text = json.dumps({"count": 3, "data": [acled(1), "spam", acled(2)]})
    found = read([saved(tmp_path, text[:-40])])
    assert [event.id for event in found.events] == ["acled-xyz1"] and found.ledger.rows == 3
    told = [(problem.row, problem.reason) for problem in found.ledger.problems if not problem.note]
    assert told == [(2, "is no row"), (3, "is not JSON: unterminated string starting at")]
    path = saved(tmp_path, "\n".join([json.dumps(acled(1)), '{"event_id_cnty": ', json.dumps(acled(2))]))
    assert [event.id for event in read([path]).events] == ["acled-xyz1", "acled-xyz2"]


def test_refused_rows_are_written_out(tmp_path: Path) -> None:
    rows = [acled(1), acled(1, fatalities="7"), acled(2, event_date="never")]
    path = saved(tmp_path, json.dumps({"data": rows}))
    report = check_files([path], rejects=tmp_path / "refused.csv")
    assert (report.ledger.rows, report.ledger.accepted) == (3, 1)
    with (tmp_path / "refused.csv").open(newline="", encoding="utf-8") as file:
        refused = {row["_line"]: row for row in csv.DictReader(file)}
    assert refused["2"]["fatalities"] == "7" and refused["2"]["_reason"].startswith("was used before")
    assert refused["3"]["event_date"] == "never" and refused["3"]["_reason"] == "is not a date"


def test_what_is_no_rows(tmp_path: Path) -> None:
    for value, reason in (
        ({"status": 200, "count": 0, "data": []}, "is an answer without rows"),
        ({"status": 403, "error": "no"}, "is JSON of another kind, with the keys status, error"),
        ([{"a": 1}], "is a list of another kind, of objects with a"),
    ):
        head = look(saved(tmp_path, json.dumps(value)))
        assert recognise(head) is None and unrecognised(head).reason == reason


def test_rows_of_gdelt_one_a_line(tmp_path: Path) -> None:
    row = {"GLOBALEVENTID": 7, "SQLDATE": 20240305, "EventCode": "190", "Actor1Name": "GREENS", "NumEvents": 1}
    path = saved(tmp_path, json.dumps(row) + "\n" + json.dumps(row | {"GLOBALEVENTID": 8}))
    reading = open_reading(path)
    assert isinstance(reading, Reading) and reading.kind == "gdelt"
    assert [event.date for event in read([path]).events] == ["2024-03-05", "2024-03-05"]
