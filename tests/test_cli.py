import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.importing_rows import sheet


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


@pytest.mark.parametrize("command", [["serve", "--no-open"], ["export", "-o", "a.png"]])
def test_a_path_that_leads_nowhere_is_told_and_nothing_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([*command, str(tmp_path), str(tmp_path / "no.toml")]) == 2
    out, error = capsys.readouterr()
    assert (out, error) == ("", f"conflict-timeline: {tmp_path / 'no.toml'} does not exist; check the path\n")


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


def test_check_writes_the_refused_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sheet(tmp_path / "a.csv", {"id": "one"}, {"id": "two", "date": "soon"}, {"id": "one", "title": "Again"})
    assert main(["check", str(file), "--rejects", str(tmp_path / "r.csv")]) == 1
    assert "3 rows read = 1 accepted + 2 rejected" in capsys.readouterr().out
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["id"], row["_line"], row["_column"]) for row in rows] == [("two", "3", "date"), ("one", "4", "id")]
    assert rows[0]["date"] == "soon" and "is not EDTF" in rows[0]["_reason"]
    assert rows[1]["title"] == "Again"


def test_what_is_read_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sheet(tmp_path / "a.csv", {"id": "one"})
    before = file.read_bytes()
    output = str(tmp_path / "o.parquet")
    assert main(["check", str(tmp_path), "--rejects", str(file)]) == 2
    assert main(["import", str(file), "-o", output, "--rejects", str(file)]) == 2
    assert main(["import", str(file), "-o", output, "--changes", str(file)]) == 2
    assert main(["import", str(file), "-o", str(file)]) == 2
    assert file.read_bytes() == before and not Path(output).exists()
    assert "is one of the files to read" in capsys.readouterr().err


def test_import_writes_parquet_and_tells_the_account(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sheet(tmp_path / "a.csv", {"id": "one"}, {"id": "two"})
    arguments = ["import", str(file), "-o", str(tmp_path / "o.parquet")]
    assert main(arguments) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 rows read = 2 accepted + 0 rejected",
        "of the accepted: 2 without a place, 2 without a date",
        str(tmp_path / "o.parquet"),
    ]
    sheet(file, {"id": "one"}, {"id": "three", "date": "never"})
    assert main([*arguments, "--json", "--changes", str(tmp_path / "c.csv")]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["accepted"], told["rejected"]) == (1, 1)
    assert told["changes"] == {"added": 0, "removed": 1, "changed": 0, "unchanged": 1, "columns": {}}
    assert (tmp_path / "c.csv").read_text().splitlines()[1:] == ["two,removed,title,A title,"]


def test_import_writes_a_folder(tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", {"id": "one"})
    for arguments in (["-o", str(tmp_path / "o") + "/"], ["-o", str(tmp_path / "p.parquet"), "--partitions", "1000"]):
        assert main(["import", str(file), *arguments]) == 0
        assert [path.name for path in Path(arguments[1]).iterdir()] == ["part-00000.parquet"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "a.csv"], "ends in .parquet"),
        (["-o", "o.parquet", "--compare", "no.parquet"], "is no import"),
        (["-o", "o.parquet", "--as", "acleed"], "invalid choice"),
        (["-o", "o.parquet", "--partitions", "0"], "is no number of rows"),
        ([], "-o"),
    ],
)
def test_wrong_usage_of_import_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    sheet(tmp_path / "a.csv", {"id": "one"})
    try:
        status = main(["import", "a.csv", *arguments])
    except SystemExit as error:
        status = int(str(error.code))
    assert status == 2 and words in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_an_import_that_is_stopped_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    file = sheet(tmp_path / "a.csv", {"id": "one"})
    with monkeypatch.context() as stopping:
        stopping.setattr("events.importing.import_files.number_places", stop)
        assert main(["import", str(file), "-o", str(tmp_path / "o.parquet")]) == 130
    assert "the same command goes on from here" in capsys.readouterr().err
    assert main(["import", str(file), "-o", str(tmp_path / "o.parquet")]) == 0


def test_an_import_of_another_table_says_how_it_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("Datum;Ort;Titel\n2023-09-24;Zvečan;Eins\n2023-09-25;Mitrovica;Zwei\n", "utf-8")
    arguments = ["import", str(tmp_path / "a.csv"), "-o", str(tmp_path / "o.parquet"), "--save-mapping"]
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert 'date <- "Datum"' in told.out and "a.mapping.toml says how the columns are read" in told.err
    assert (tmp_path / "a.mapping.toml").exists()
    assert main(arguments) == 0
    assert "says how" not in capsys.readouterr().err
