"""Columns of one name that say different things."""

from pathlib import Path

from events.readers import read

ACLED = "event_id_cnty,event_date,event_type,actor1,country,time_precision,inter1,fatalities"


def written(folder: Path, text: str) -> Path:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_is_taken_and_another_fills_it_and_is_told(tmp_path: Path) -> None:
    rows = [
        "A1,2024-01-02,Battles,X,Mali,1,1,3,4,3.0",
        "A2,2024-01-02,Battles,X,Mali,1,1,,4,",
        "A3,2024-01-02,Battles,X,Mali,1,1,2, 2,5",
    ]
    found = read([written(tmp_path, "\n".join([f"{ACLED},FATALITIES,fatalities", *rows, ""]))])
    assert [event.fatalities_best for event in found.events] == [3, 4, 2]
    told = [(problem.row, problem.column, problem.value) for problem in found.ledger.problems if problem.id]
    assert told == [(2, "FATALITIES", "4"), (4, "fatalities.2", "5")]


def test_names_of_two_generations(tmp_path: Path) -> None:
    header = ACLED.replace("country", "country,admin1,ADM_LEVEL_1")
    rows = ["A1,2024-01-02,Battles,X,Mali,Gao,Mopti,1,1,3", "A2,2024-01-02,Battles,X,Mali,,Mopti,1,1,3"]
    found = read([written(tmp_path, "\n".join([header, *rows, ""]))])
    assert [event.place and event.place.admin1 for event in found.events] == ["Gao", "Mopti"]
    assert [problem.column for problem in found.ledger.problems if problem.id] == ["ADM_LEVEL_1"]


def test_other_tables_tell_what_is_not_read(tmp_path: Path) -> None:
    text = "id,date,place,killed,Killed\na,2024-01-02,Gao,3,4\nb,2024-01-03,Gao,,4\nc,2024-01-03,Gao,5,5.0\n"
    found = read([written(tmp_path, text)])
    assert [event.fatalities_best for event in found.events] == [3, None, 5]
    told = [problem for problem in found.ledger.problems if problem.column == "Killed"]
    assert [(problem.row, problem.reason) for problem in told] == [
        (2, "is not what the column 'killed' of the same name has"),
        (3, "is not what the column 'killed' of the same name has"),
    ]
    assert found.ledger.accepted == 3
