"""Releases in which events have other ids than before."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from events.importing.changes import Changes, compare
from events.importing.import_files import import_files
from events.importing.output import output_at
from events.model import Event
from tests.importing_rows import event, table

COUNT = 40


def facts(number: int, **more: Any) -> dict[str, Any]:
    """Of the event of a number: no two have the same content."""
    place = {"name": f"Town {number % 7}", "lat": 1.0, "lon": 2.0}
    actors = [{"name": f"Greens {number}"}, {"name": "Blues"}]
    return {
        "title": "A clash",
        "date": f"2024-01-{number % 9 + 1:02d}",
        "place": place,
        "actors": actors,
        "fatalities_best": 2,
    } | more


def release(*events: tuple[str, dict[str, Any]]) -> list[Event]:
    return [event(id, **known) for id, known in events]


def compared(folder: Path, old: Iterable[Event], new: Iterable[Event]) -> tuple[Changes, list[list[str]]]:
    for name, events in (("old", old), ("new", new)):
        pq.write_table(table(*events), folder / f"{name}.parquet", row_group_size=16)
    found = compare([folder / "old.parquet"], [folder / "new.parquet"], folder / "changes.csv")
    with (folder / "changes.csv").open(newline="", encoding="utf-8") as file:
        return found, list(csv.reader(file))[1:]


def test_events_are_matched_by_content_where_ids_are_new(tmp_path: Path) -> None:
    old = release(*((f"old-{number}", facts(number)) for number in range(COUNT)))
    new = release(
        *((f"new-{number}", facts(number, fatalities_best=5 if number == 9 else 2)) for number in range(1, COUNT)),
        ("fresh", facts(99)),
    )
    found, rows = compared(tmp_path, old, new)
    assert (found.added, found.removed, found.changed, found.unchanged) == (1, 1, 1, COUNT - 2)
    assert (found.renumbered, found.equal) == (COUNT - 1, 0)
    assert str(found).startswith(
        "ids were renumbered: 39 of 40 matched by their content (date, place, actors, type); 1 added, 1 changed"
    )
    assert found.columns["fatalities_best"] == 1 and "id" not in found.columns
    assert ["new-9", "changed", "fatalities_best", "2", "5"] in rows
    assert ["new-9", "renumbered", "id", "old-9", "new-9"] in rows
    assert sum(row[1] == "renumbered" for row in rows) == COUNT - 1
    assert found.as_json()["renumbered"] == COUNT - 1


def test_rows_that_are_counted_anew(tmp_path: Path) -> None:
    old = release(*((f"row-{number}", facts(number)) for number in range(COUNT)))
    new = release(("row-0", facts(99)), *((f"row-{number + 1}", facts(number)) for number in range(COUNT)))
    found, _ = compared(tmp_path, old, new)
    assert (found.added, found.removed, found.changed, found.renumbered) == (1, 0, 0, COUNT)


def test_rows_that_are_counted_anew_from_the_middle_on(tmp_path: Path) -> None:
    count = 1_200
    old = release(*((f"row-{number:04d}", facts(number)) for number in range(count)))
    new = release(
        *((f"row-{number:04d}", facts(number)) for number in range(600)),
        ("row-0600", facts(5_000)),
        *((f"row-{number + 1:04d}", facts(number)) for number in range(600, count)),
    )
    found, rows = compared(tmp_path, old, new)
    assert (found.added, found.removed, found.changed, found.renumbered) == (1, 0, 0, count)
    assert sum(row[1] == "renumbered" for row in rows) == 600


def test_ids_of_a_part_that_are_new(tmp_path: Path) -> None:
    old = release(*((f"row-{number}", facts(number)) for number in range(COUNT)))
    new = release(
        *((f"row-{number}", facts(number, date="2023-05-01" if number == 3 else "2024-01-01")) for number in range(20)),
        *((f"anew-{number}", facts(number)) for number in range(20, COUNT)),
    )
    old[:20] = release(*((f"row-{number}", facts(number, date="2024-01-01")) for number in range(20)))
    found, rows = compared(tmp_path, old, new)
    assert (found.added, found.removed, found.changed, found.renumbered) == (0, 0, 1, 20)
    assert ["row-3", "changed", "date", "2024-01-01", "2023-05-01"] in rows
    assert str(found).startswith("ids were renumbered: 20 of 40 matched by their content")


def test_a_table_with_another_name_whose_rows_are_counted_anew(tmp_path: Path) -> None:
    rows = [f"2024-01-{number % 28 + 1:02d},Town {number},3,What {number}" for number in range(COUNT)]
    for name, listed in (("old", rows), ("new", [rows[-1], *rows[:-1]])):
        lines = ["id,date,place,killed,title", *(f"{number},{row}" for number, row in enumerate(listed))]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
        report = import_files([tmp_path / f"{name}.csv"], output_at(str(tmp_path / "out.parquet")))
    assert report.changes == Changes(unchanged=COUNT, renamed=("old", "new"), renumbered=COUNT)


def test_equal_events_are_told_and_not_guessed(tmp_path: Path) -> None:
    doubled = facts(3)
    old = release(*((f"old-{number}", facts(number)) for number in range(COUNT)), ("old-x", doubled))
    new = release(*((f"new-{number}", facts(number)) for number in range(COUNT)), ("new-x", doubled))
    found, _ = compared(tmp_path, old, new)
    assert (found.added, found.removed, found.renumbered, found.equal) == (2, 2, COUNT - 1, 2)
    assert "2 of the added cannot be told from each other, and are not matched" in str(found)


def test_equal_events_are_told_apart_by_what_else_they_say(tmp_path: Path) -> None:
    same = [facts(3, summary=f"The {word} one.") for word in ("first", "second", "third")]
    other = facts(3, summary="The third one, corrected.")
    rest = [(f"{number}", facts(number)) for number in range(10, COUNT)]
    old = release(*((f"old-{id}", known) for id, known in [*enumerate(same), *rest]))
    new = release(*((f"new-{id}", known) for id, known in [*enumerate([*same[:2], other]), *rest]))
    found, rows = compared(tmp_path, old, new)
    assert (found.added, found.removed, found.equal) == (0, 0, 0)
    assert ["new-2", "changed", "summary", "The third one.", "The third one, corrected."] in rows


def test_ids_that_were_kept_are_kept_to(tmp_path: Path) -> None:
    old = release(*((f"row-{number}", facts(number)) for number in range(COUNT)))
    for new in (
        release(*((f"row-{number}", facts(number, date="2023-05-01")) for number in range(COUNT))),  # all corrected
        release(*((f"row-{number}", facts(number)) for number in range(5, COUNT + 30))),
        release(*((f"other-{number}", facts(number + 500)) for number in range(COUNT))),  # other events
    ):
        found, rows = compared(tmp_path, old, new)
        assert found.renumbered is None and not any(row[1] == "renumbered" for row in rows)
        assert "renumbered" not in str(found) and "renumbered" not in found.as_json()


def test_few_events_say_nothing_of_ids(tmp_path: Path) -> None:
    found, _ = compared(tmp_path, release(("a", facts(1))), release(("b", facts(1))))
    assert (found.added, found.removed, found.renumbered) == (1, 1, None)


def test_acled_with_other_ids(tmp_path: Path) -> None:
    header = "event_date,event_type,sub_event_type,actor1,inter1,location,country,latitude,longitude,fatalities,source"
    rows = [f"2024-01-05,Battles,Armed clash,Greens {n},2,Gao,Mali,16.2,-0.1,3,Gazette" for n in range(COUNT)]
    for name, id in (("data_id", "10"), ("event_id_cnty", "MLI")):
        lines = [f"{name},{header}", *(f"{id}{n},{row}" for n, row in enumerate(rows))]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
        report = import_files([tmp_path / f"{name}.csv"], output_at(str(tmp_path / "out.parquet")))
        assert report.ledger.accepted == COUNT
    assert report.changes == Changes(unchanged=COUNT, renumbered=COUNT)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 25), min_size=10, max_size=40), st.lists(st.integers(0, 25), min_size=10, max_size=40))
def test_every_event_is_counted_once(tmp_path_factory: Any, before: list[int], after: list[int]) -> None:
    old = release(*((f"old-{row}", facts(number)) for row, number in enumerate(before)))
    new = release(*((f"new-{row}", facts(number)) for row, number in enumerate(after)))
    found, _ = compared(tmp_path_factory.mktemp("both"), old, new)
    kept = found.changed + found.unchanged
    assert (kept + found.added, kept + found.removed) == (len(after), len(before))
    singles = {n for n in before if before.count(n) == after.count(n) == 1}
    assert kept == (len(singles) if found.renumbered is not None else 0)


def test_events_of_which_one_thing_changed_are_matched_by_their_words(tmp_path: Path) -> None:
    def told(number: int, **more: Any) -> dict[str, Any]:
        return facts(number, summary=f"What the papers of that week wrote of clash {number}.", **more)

    old = release(*((f"old-{number}", told(number)) for number in range(COUNT)))
    moved = {
        3: {"date": "2024-02-09"},
        4: {"place": {"name": "Elsewhere", "lat": 1.0, "lon": 2.0}},
        5: {"event_type": "riot"},
        6: {"actors": [{"name": "Front"}]},
    }
    new = release(*((f"new-{number}", told(number) | moved.get(number, {})) for number in range(COUNT)))
    found, rows = compared(tmp_path, old, new)
    assert (found.added, found.removed, found.changed, found.unchanged) == (0, 0, 4, COUNT - 4)
    assert (found.renumbered, found.worded) == (COUNT, 4)
    assert ["new-3", "changed", "date", "2024-01-04", "2024-02-09"] in rows
    assert "40 of 40 matched by their content (date, place, actors, type), 4 of them by their words" in str(found)
    assert found.as_json()["worded"] == 4


def test_an_actor_of_all_events_that_has_another_name(tmp_path: Path) -> None:
    same = [facts(number, summary=f"What the papers of that week wrote of clash {number}.") for number in range(COUNT)]
    named = [known | {"actors": [{"name": "The Front"}]} for known in same]
    old = release(*((f"old-{number}", known) for number, known in enumerate(same)))
    new = release(*((f"new-{number}", known) for number, known in enumerate(named)))
    found, _ = compared(tmp_path, old, new)
    assert (found.changed, found.worded, found.columns) == (COUNT, COUNT, {"actors": COUNT})


def test_words_of_several_events_tell_none(tmp_path: Path) -> None:
    words = "Shells were fired at the outskirts of the town."
    old = release(*((f"old-{number}", facts(number % 20, summary=words)) for number in range(COUNT)))
    new = release(*((f"new-{number}", facts(number % 20 + 50, summary=words)) for number in range(COUNT)))
    found, _ = compared(tmp_path, old, new)
    assert (found.added, found.removed, found.renumbered) == (COUNT, COUNT, None)
