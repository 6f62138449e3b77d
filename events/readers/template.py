"""An empty sheet to fill in: the header, and a guide to every column and to writing dates."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from events import codebook, dates
from events.model import Actor, Claim, Event, Facts, Place, Source
from events.readers.columns import COLUMNS, LISTS, PLACE, to_cells

REQUIRED = ("id", "title", "event_type", "source_publisher", "source_title")
WORDS: dict[str, Iterable[str]] = {
    "event_type": codebook.EVENT_TYPES,
    "status": codebook.STATUSES,
    "geo_precision": codebook.GEO_PRECISIONS,
    "part_of_day": dates.PARTS_OF_DAY,
}
SEVERAL = {"actor_roles": codebook.ROLES, "claim_kinds": codebook.CLAIM_KINDS}
EXAMPLES = {
    "id": "banjska-attack",
    "title": "Attack at Banjska, police officer killed",
    "date": "2023-09-24",
    "date_text": "On 24th of September",
    "event_type": "battle",
    "region": "Kosovo",
    "fatalities_best": "1",
    "place": "Banjska",
    "place_names": "sq: Banjskë; sr: Бањска",
    "lat": "42.974",
    "lon": "20.781",
    "actors": "Serb gunmen at Banjska; Kosovo Police",
    "actor_roles": "initiator; target",
    "claims": "terrorist attack",
    "claim_kinds": "label",
    "claim_by": "Prishtina Insight",
    "claim_sources": "prishtina-insight-2023-10-13",
    "source_publisher": "Prishtina Insight",
    "source_title": "NATO: Belgrade and Prishtina to Refrain From Destabilizing Actions",
    "source_published": "2023-10-13T18:21",
}
DATES = (
    ("2023-09-24", "a day"),
    ("2023-10-07T06:30", "a minute, on the clock at the place"),
    ("2023-09", "some day of a month; 2023 some day of a year, 201X of a decade"),
    ("[2023-09-24..2023-10-13]", "one of these days, unknown which"),
    ("2023-09-24/2023-10-12", "all through from one day to the other"),
    ("{2018,2021}", "in each of these"),
    ("2007/..", "from then on, no end stated"),
    ("2023-10-12~", "about that day; ? for uncertain, % for both"),
    ("2023-21", "spring 2023; 22 summer, 23 autumn, 24 winter, 33 to 36 quarters"),
)
WORDED = (
    ("24 September", "the latest one up to the day in source_published"),
    ("morning of October 7", "the day, and morning in part_of_day"),
    ("last two weeks of September 2023", "from 17 to 30 September"),
    ("24 shtator 2023", "other languages; date_lang may name it: sq"),
    ("in recent weeks", "no date; the words stay in date_text"),
)  # words that are read where the day of publication is known
HEADS = (
    "How to write a date (EDTF, ISO 8601-2)",
    "Or in the source's words, where source_published is a full day",
)
_HEAD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="F0EEE7")
_TOP = Alignment(vertical="top", wrap_text=True)
ROWS = 1_000  # rows of the empty sheet with lists to choose from


def meaning(column: str) -> str:
    """What a column holds, from the description of its field."""
    for model, names in (
        (Place, PLACE),
        (Actor, LISTS["actors"]),
        (Claim, LISTS["claims"]),
        (Source, LISTS["sources"]),
    ):
        if column in names:
            return model.model_fields[names[column]].description or ""
    return Facts.model_fields[column].description or ""


def write_template(path: Path) -> None:
    """An XLSX workbook with the empty sheet `events` and the sheet `guide`, or a CSV file with the header alone."""
    if path.suffix.lower() == ".csv":
        path.write_text(",".join(COLUMNS) + "\r\n", encoding="utf-8-sig", newline="")
        return
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _fill_events(sheet)
    _fill_guide(book.create_sheet("guide"))
    book.save(path)


def _fill_events(sheet: Worksheet) -> None:
    sheet.title = "events"
    sheet.append(COLUMNS)
    sheet.freeze_panes = "C2"
    for number, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = _HEAD
        sheet[f"{letter}1"].fill = _SHADE
        sheet.column_dimensions[letter].width = 40 if column in ("title", "summary", "claims") else len(column) + 8
        sheet.column_dimensions[letter].number_format = "@"
        if column in WORDS:
            listed = DataValidation("list", formula1=f'"{",".join(WORDS[column])}"', allow_blank=True)
            listed.add(f"{letter}2:{letter}{ROWS}")
            sheet.add_data_validation(listed)


def _fill_guide(sheet: Worksheet) -> None:
    rows = [("column", "needed", "what it holds", "words or form", "example")]
    for column in COLUMNS:
        words = ", ".join(WORDS.get(column) or SEVERAL.get(column) or ())
        parallel = next((group for group in LISTS.values() if column in group), None)
        form = words or ("several with ; between, in the same order" if parallel else "")
        rows.append((column, "yes" if column in REQUIRED else "", meaning(column), form, EXAMPLES.get(column, "")))
    for head, examples in zip(HEADS, (DATES, WORDED), strict=True):
        rows += [("", "", "", "", ""), ("", "", head, "", "")]
        rows += [("", "", words, "", example) for example, words in examples]
    for row in rows:
        sheet.append(row)
    for number, width in enumerate((20, 8, 64, 56, 48), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = _TOP
            if cell.row == 1 or cell.value in HEADS:
                cell.font = _HEAD
    sheet.freeze_panes = "A2"


def to_csv(events: Iterable[Event]) -> str:
    """Events as the CSV that reads back to equal events. Not made safe for spreadsheets: see `dashboard.formats`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(to_cells(event) for event in events)
    return out.getvalue()
