"""The import of a CSV with ACLED's columns, beside pyarrow's mere reading of it; each run in a process of its own, of
which the start is not counted."""

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pyarrow as pa
import pyarrow.csv

from dashboard.bench.memory import peak_bytes
from dashboard.bench.timing import Bench
from events.importing.import_files import import_files
from events.importing.output import Output


def measure_import(source: Path, folder: Path, bench: Bench) -> dict[str, float]:
    """`import_s` and `import_peak` (bytes, 0 where the system does not say), and how many times as long as pyarrow
    the import takes: `import_vs_pyarrow`."""

    def once(_: int) -> dict[str, float]:
        ours, theirs = _in_process("import", source, folder), _in_process("pyarrow", source, folder)
        return {"import_s": ours["seconds"], "import_peak": ours["peak"], "pyarrow_s": theirs["seconds"]}

    found = bench.repeat("import", once)
    return found | {"import_vs_pyarrow": found["import_s"] / found["pyarrow_s"]}


def _in_process(way: str, source: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "dashboard.bench.importing", way, str(source), str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"{way} of {source.name} failed: {run.stderr.strip()[-400:]}")
    found: dict[str, float] = json.loads(run.stdout)
    return found


def by_import(source: Path, folder: Path) -> None:
    report = import_files([source], Output(folder / "imported.parquet"))
    if report.ledger.rejected:
        raise ValueError(str(report.ledger))
    (folder / "imported.parquet").unlink()


def by_pyarrow(source: Path, folder: Path) -> None:
    """All columns as text, on all cores."""
    del folder
    with pyarrow.csv.open_csv(source) as start:
        names = start.schema.names
    texts = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    pyarrow.csv.read_csv(source, convert_options=texts)


WAYS = {"import": by_import, "pyarrow": by_pyarrow}


def main(way: str, source: str, folder: str) -> None:
    start = perf_counter()
    WAYS[way](Path(source), Path(folder))
    print(json.dumps({"seconds": perf_counter() - start, "peak": peak_bytes() or 0}))


if __name__ == "__main__":
    main(*sys.argv[1:])
