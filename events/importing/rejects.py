"""The rows that were refused, as a CSV file: each as it stands in its file, with what is wrong with it."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from events.importing.run import Run
from events.importing.swap import replaced
from events.ledger import Problem
from events.spreadsheet_cells import safe_cell

ADDED = ("_file", "_line", "_column", "_reason", "_remedy")


def write_rejects(path: Path, rows: Iterable[dict[str, Any]], folder: Path) -> int:
    """Write refused rows, as `fill.told` gives them: the columns of all files, then `ADDED`. Returns their number.
    They wait in `folder` until all columns are known."""
    waiting = folder / "rejected"
    columns: dict[str, None] = {}
    with waiting.open("w", encoding="utf-8") as file:
        for row in rows:
            columns |= dict.fromkeys(row["cells"])
            file.write(json.dumps(row) + "\n")
    count = 0
    with replaced(path) as beside, beside.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([safe_cell(name) for name in (*columns, *ADDED)])
        with waiting.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                cells = [row["cells"].get(name) for name in columns] + [row[name] for name in ADDED]
                writer.writerow([safe_cell(cell) for cell in cells])
                count += 1
    waiting.unlink()
    return count


def kept_with(runs: Iterable[Run]) -> Iterator[dict[str, Any]]:
    """The refused rows that were kept with runs."""
    for run in runs:
        with (run.folder / f"{run.told.number}.rejected").open(encoding="utf-8") as file:
            for line in file:
                if line.strip():
                    yield json.loads(line)


def of_problem(problem: Problem, cells: dict[str, str]) -> dict[str, Any]:
    """A row that was refused for one thing."""
    told = {"_column": problem.column, "_reason": problem.reason, "_remedy": problem.remedy}
    return {"cells": cells, "_file": problem.file, "_line": problem.row, **told}
