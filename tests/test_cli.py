import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli import main


def test_check_tells_the_account(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "18 rows read = 18 accepted + 0 rejected"
    assert lines[1] == "of the accepted: 3 without a place, 0 without a date"


def test_check_json_names_every_problem_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.toml").write_text('[[events]]\nid = "a"\n')
    assert main(["check", "--json", str(tmp_path)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["accepted"], told["rejected"]) == (1, 0, 1)
    assert {"file", "row", "id", "column", "value", "reason", "remedy"} == set(told["problems"][0])


def test_check_takes_every_path_and_fails_where_a_row_was_rejected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = 'sources = [{id = "s", publisher = "P", title = "T"}]\n[[events]]\nid = "a"\ntitle = "A"\n'
    good += 'event_type = "battle"\nsources = ["s"]\n'
    (tmp_path / "a.toml").write_text(good)
    assert main(["check", str(tmp_path / "a.toml")]) == 0
    assert main(["check", str(tmp_path / "a.toml"), str(tmp_path / "no.toml")]) == 1
    assert "2 rows read = 1 accepted + 1 rejected" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["--json"]])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_check_speaks_to_every_terminal(tmp_path: Path, arguments: list[str], encoding: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text('[[events]]\nid = "a"\nstatus = "Бањска 🚓"\nfatalities_low = 3\nfatalities_high = 1\n', "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "check", *arguments, str(path)],
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (1, b"")
    if arguments:
        assert "Бањска 🚓" in {problem["value"] for problem in json.loads(run.stdout.decode(encoding))["problems"]}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "dashboard.cli", "check"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 2 and "No space left" in run.stderr and "Traceback" not in run.stderr


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")


def test_template_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "events.xlsx"
    assert main(["template", "-o", str(path)]) == 0
    assert main(["template", "-o", str(path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["template", "-o", str(path), "--force"]) == 0
    assert main(["template", "-o", str(tmp_path / "a.pdf")]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "-o", "a.gif"], "is no image"),
        (["export", "-o", "a.png", "--size", "huge"], "is not known"),
        (["export", "-o", "a.png", "--size", "10x10"], "out of bounds"),
    ],
)
def test_export_says_what_is_wrong(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert main(["serve", "--no-open", "--port", str(listener.getsockname()[1])]) == 2
    assert "Give another --port" in capsys.readouterr().err


def test_wrong_usage_exits_with_two() -> None:
    for arguments in ([], ["nonsense"], ["serve", "--port", "99999"], ["export"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2


def test_check_loads_no_web_framework() -> None:
    code = "import sys; from dashboard.cli import main; main(['check']); sys.exit('dash' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
