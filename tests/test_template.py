from pathlib import Path

import openpyxl

from events.readers import read
from events.readers.columns import COLUMNS
from events.readers.template import EXAMPLES, REQUIRED, WORDS, meaning, write_template


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
