"""`conflict-timeline date`: what it prints, how it ends, and that no text makes it fail."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.cli import main
from events.dates import resolve
from events.dates.edtf import parse

GOLDEN = Path(__file__).parent / "golden" / "date-command.txt"
DAY = "2023-10-13"
PHRASES = (
    "24 September", "last Thursday", "Monday, 24 September 2023", "in recent weeks", "since 2007", "30 February",
    "24 shtator 2023", "24. септембра 2023. године", "morning of October 7", "two weeks after the attack", "no date",
    "last two weeks of September 2023", "about 1920", "",
)  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["date", *arguments])
    return status, capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], text: str, *options: str) -> dict[str, Any]:
    _, out = run(capsys, "--json", "--published", DAY, *options, "--", text)
    return dict(json.loads(out))


def lines_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def test_a_date_is_told_with_what_was_assumed(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(capsys, "24 September", "--published", DAY)
    assert status == 0
    assert [line.split(maxsplit=1) for line in out.splitlines()[1:]] == [
        ["status", "assumed"],
        ["EDTF", "2023-09-24"],
        ["interval", "2023-09-24T00:00/2023-09-25T00:00"],
        ["precision", "day"],
        ["assumed", "no year is told; taken as the latest one up to the day of publication"],
    ]


def test_readings_are_told_and_are_no_date(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(capsys, "last Thursday", "--published", "2023-10-13T18:21")
    assert status == 1 and out.count("  reading ") == 2
    assert "2023-10-12T00:00/2023-10-13T00:00" in out and "2023-10-05T00:00/2023-10-06T00:00" in out


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("24 September 2023", 0), ("24 September", 0), ("03/04/2023", 1), ("in recent weeks", 1), ("30 February", 1),
        ("Monday, 24 September 2023", 1), ("the next day", 1), ("nothing", 1), ("", 1),
    ],
)  # fmt: skip
def test_the_exit_status_says_whether_there_is_a_date(
    capsys: pytest.CaptureFixture[str], text: str, status: int
) -> None:
    assert run(capsys, text, "--published", DAY)[0] == status


def test_json_has_all_that_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "Monday, 24 September 2023")
    assert (found["status"], found["edtf"], found["start"]) == ("contradiction", None, None)
    assert [reading["edtf"] for reading in found["readings"]] == ["2023-09-24", "2023-09-25"]
    assert found["readings"][0]["interval"] == "2023-09-24T00:00/2023-09-25T00:00"
    found = told(capsys, "since 2007")
    assert (found["edtf"], found["end"], found["interval"]) == ("2007/..", None, "2007-01-01T00:00/..")


def test_options_reach_the_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "03/04/2023", "--order", "MDY")["edtf"] == "2023-03-04"
    assert told(capsys, "24 shtator 2023", "--lang", "sq-AL")["edtf"] == "2023-09-24"
    assert told(capsys, "the next day", "--anchor", "2023-09-24")["edtf"] == "2023-09-25"
    assert told(capsys, "24 settembre 2023", "--lang", "it")["status"] == "assumed"


def test_lines_of_the_input_are_told_in_their_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines_in(monkeypatch, "yesterday\r\n\n24 вересня 2023\n".encode() + b"\xff\xfe")
    status, out = run(capsys, "-", "--published", DAY, "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 1 and [each["edtf"] for each in found] == ["2023-10-12", None, "2023-09-24", None]
    assert [each["text"] for each in found[:3]] == ["yesterday", "", "24 вересня 2023"]
    lines_in(monkeypatch, b"yesterday\n2007\n")
    assert run(capsys, "-", "--published", DAY)[0] == 0
    lines_in(monkeypatch, b"")
    assert run(capsys, "-", "--published", DAY) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["yesterday"], ["--published", DAY], ["x", "--published", "yesterday"], ["x", "--published", "2023-10"],
        ["x", "--published", "2023-10-13~"], ["x", "--published", DAY, "--order", "YDM"],
        ["x", "--published", DAY, "--lang", "qq"], ["x", "--published", DAY, "--lang", "?"],
        ["x", "--published", DAY, "--anchor", "then"], ["x", "--published", DAY, "--anchor", "2007/.."],
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_words(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["date", *arguments])
    assert ended.value.code == 2 and "error:" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_every_terminal_is_spoken_to(encoding: str, options: list[str]) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "dashboard.cli",
            "date",
            b"\xd0\xb3\xd0\xb4\xd0\xb5 \xff",
            "--published",
            DAY,
            *options,
        ],
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1 and done.stderr == b"" and done.stdout


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60).filter(lambda text: text != "-"), st.dates(), st.booleans())
def test_no_text_makes_it_fail(capsys: pytest.CaptureFixture[str], text: str, day: Any, as_json: bool) -> None:
    options = ["--published", day.isoformat(), *(["--json"] if as_json else [])]
    status = main(["date", *options, "--", text])
    out, err = capsys.readouterr()
    known = resolve(text, published=day).status in ("stated", "assumed")
    assert (status, err) == (0 if known else 1, "") and out
    assert not as_json or json.loads(out)["text"] == text


def test_what_is_told_of_the_phrases_is_as_on_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    lines_in(monkeypatch, "\n".join(PHRASES).encode() + b"\n")
    _, out = run(capsys, "-", "--published", DAY)
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(out, "utf-8")
    assert out == GOLDEN.read_text("utf-8")
    dates = [line.split()[1] for line in out.splitlines() if line.startswith("  EDTF ")]
    assert all(parse(text).edtf == text for text in dates)
