import csv
from pathlib import Path

import openpyxl

from events.dates import parse
from events.readers import read
from events.readers.columns import COLUMNS
from events.readers.template import DATES, EXAMPLES, REQUIRED, SEVERAL, WORDED, WORDS, meaning, write_template


def test_the_workbook_has_every_column_and_explains_it(tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [cell.value for cell in book["events"][1]] == list(COLUMNS)
    guide = {row[0].value: row for row in book["guide"].iter_rows(min_row=2)}
    for column in COLUMNS:
        assert guide[column][2].value == meaning(column) != ""
    listed = {str(rule.formula1).strip('"') for rule in book["events"].data_validations.dataValidation}
    assert {",".join(words) for words in WORDS.values()} == listed


def test_an_empty_template_reads_as_no_events(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.csv"):
        write_template(tmp_path / name)
        collection = read([tmp_path / name])
        assert collection.events == () and collection.ledger.problems == ()


def test_the_guide_s_examples_make_an_event(tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["events"].append([EXAMPLES.get(column) for column in COLUMNS])
    book.save(tmp_path / "a.xlsx")
    (event,) = read([tmp_path / "a.xlsx"]).events
    assert event.id == "banjska-attack" and event.actors[1].role == "target"
    assert set(REQUIRED) <= set(EXAMPLES)


def test_a_csv_template_filled_in_as_the_guide_says_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_template(path)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, COLUMNS).writerow(EXAMPLES)
    ledger = read([path]).ledger
    assert (ledger.accepted, ledger.problems) == (1, ())


def test_the_guide_s_words_are_read_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_template(path)
    with path.open("a", encoding="utf-8", newline="") as file:
        for number, (words, _) in enumerate(WORDED):
            row = EXAMPLES | {"id": f"e{number}", "date": words, "date_text": ""}
            csv.DictWriter(file, COLUMNS).writerow(row)
    collection = read([path])
    assert collection.ledger.sound and collection.ledger.accepted == len(WORDED)
    assert [(event.date, event.part_of_day, event.date_text) for event in collection.events] == [
        ("2023-09-24", None, "24 September"),
        ("2023-10-07", "morning", "morning of October 7"),
        ("2023-09-17/2023-09-30", None, "last two weeks of September 2023"),
        ("2023-09-24", None, "24 shtator 2023"),
        (None, None, "in recent weeks"),
    ]


def test_the_guide_s_dates_are_read_and_its_words_are_the_codebook_s() -> None:
    for example, _ in DATES:
        assert parse(example).edtf == example
    for column, words in (WORDS | SEVERAL).items():
        assert column in COLUMNS and all(words)
