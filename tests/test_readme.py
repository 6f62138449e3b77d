"""What README says is what the program does."""

import re
import shlex
import tomllib
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

from dashboard.cli import main
from dashboard.image_sizes import SIZES, size_of
from dashboard.images import FORMATS
from dashboard.scene import MOST_MARKS, ROWS, SPARSE
from dashboard.spots import MANY
from dashboard.view import KEYS, LANES
from events import codebook, dates
from events.dates.lexicon import codes, lexicon
from events.dates.when import Status
from events.model import Record
from events.readers import read
from events.readers.files import ENDINGS, PACKED
from events.readers.kinds import KINDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def section(title: str) -> str:
    return README.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(text: str) -> list[str]:
    return [row.split("|")[1].strip() for row in text.splitlines() if row.startswith("| `")]


def ticked(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def test_the_fields_are_those_of_the_model() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", section("The fields of a record"), re.M)
    described = {name: Record.model_fields[name].description for name in Record.model_fields}
    assert dict(rows) == described


def test_the_vocabularies_are_those_of_the_codebook() -> None:
    text = section("The fields of a record")
    types, statuses = text.split("Event types:")[1].split("Statuses:")
    assert ticked(types) == list(codebook.EVENT_TYPES)
    assert ticked(statuses.split("\n\n")[0]) == list(codebook.STATUSES)


def test_every_date_that_is_shown_is_read() -> None:
    shown = [
        text for cell in first_cells(section("The fields of a record").split("Dates are")[1]) for text in ticked(cell)
    ]
    assert len(shown) >= 10
    for text in shown:
        assert dates.parse(text).edtf == text


def test_the_parameters_are_those_of_the_view() -> None:
    cells = first_cells(section("A view is a link"))
    assert [key for cell in cells for key in ticked(cell)] == list(KEYS)
    assert all(f"`{lane}`" in section("A view is a link") for lane in LANES)


def test_the_sizes_and_formats_are_those_of_images() -> None:
    text = section("Images")
    named = dict(re.findall(r"^\| `(\w+)` \| (\d+×\d+) \|$", text, re.M))
    assert {name: size_of(pixels) for name, pixels in named.items()} == SIZES
    assert [ending.lstrip(".") for ending in re.findall(r"`(\.\w+)`", text)] == list(FORMATS)


@pytest.mark.parametrize("line", re.findall(r"^\| `conflict-timeline ([^`]+)` \|", README, re.M))
def test_every_command_and_option_exists(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([line.split()[0], "--help"])
    told = capsys.readouterr().out
    for option in re.findall(r"--?[a-z-]+\b", line):
        assert option in told


def test_all_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.M)
    assert told == re.findall(r"^\| `conflict-timeline (\w+)", README, re.M)


def test_the_five_lines_are_an_event(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", section("Add an event in five lines"), re.S)
    assert block is not None
    assert len(tomllib.loads(block[1])["events"][0]) == 5
    (tmp_path / "my-story.toml").write_text(block[1])
    collection = read([tmp_path / "my-story.toml"])
    assert collection.ledger.problems == () and collection.ledger.accepted == 1


WORDED = section("Dates in a source's words")


def test_the_worded_date_becomes_what_is_said(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", WORDED, re.S)
    assert block is not None
    (tmp_path / "my-story.toml").write_text(block[1])
    collection = read([tmp_path / "my-story.toml"])
    (event,) = collection.events
    said = dict(re.findall(r"`(\w+) = \"([^\"]+)\"`", WORDED))
    assert said == {"date": event.date, "part_of_day": event.part_of_day, "date_text": event.date_text}
    assert [problem.note for problem in collection.ledger.problems] == [True]


def test_the_words_have_the_status_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = re.findall(r"^conflict-timeline (date .*)$", WORDED, re.M)
    assert main(shlex.split(line)) == 1 and "ambiguous" in capsys.readouterr().out
    rows = [row.split("|")[1:3] for row in WORDED.splitlines() if row.startswith("| `")]
    assert sorted(status for cell, _ in rows for status in ticked(cell)) == sorted(get_args(Status))
    for cell, means in rows:
        for words in re.findall(r'"([^"]+)"', means):
            found = dates.resolve(words, published=date(2023, 10, 13))
            assert found.status in ticked(cell), words
    examples = WORDED.split("| read | for example |")[1].split("\n\n")[0]
    for words in re.findall(r'"([^"]+)"', examples):
        assert dates.resolve(words, published=date(2023, 10, 13)).status in ("stated", "assumed"), words


def test_the_languages_are_those_that_have_a_file() -> None:
    assert all(lexicon(code).name in WORDED for code in codes())


def test_the_endings_are_those_of_the_readers() -> None:
    line = next(line for line in README.splitlines() if line.startswith("A path is a file"))
    assert ticked(line) == [*ENDINGS, *PACKED]


def test_files_that_are_linked_are_there() -> None:
    for target in re.findall(r"\]\(([^)h][^)]*)\)", README):
        assert (ROOT / target).exists(), target


def test_the_screenshot_is_a_picture_of_the_page() -> None:
    with Image.open(ROOT / "assets" / "screenshot.png") as image:
        assert image.size == (1400, 900)
        assert len(image.convert("RGB").resize((140, 90)).getcolors(20_000) or []) > 50


def test_the_bounds_are_those_of_the_program() -> None:
    assert f"Up to {MOST_MARKS} events are drawn one by one" in README and f"at most {SPARSE}" in README
    assert f"More than {MANY} events at one place" in README and f"has {ROWS} events a page" in README


def test_the_kinds_of_files_are_those_that_are_recognised() -> None:
    assert [ticked(cell)[0] for cell in first_cells(section("Data of every kind and size"))] == list(KINDS)


def test_the_test_command_is_what_ci_runs() -> None:
    assert "bash tests/run" in README
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("exec bash tests/run")
