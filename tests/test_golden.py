"""The figures of four views as files, so that a change of the drawing is seen. `--update-golden` writes them anew."""

import json
from pathlib import Path

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.answer import answer
from dashboard.viewport import Viewport
from tests.table_strategies import bundled_engine

FOLDER = Path(__file__).parent / "golden"
VIEWS = {
    "default": "",
    "kosovo": "region=Kosovo&lanes=actor",
    "years": "from=2007&to=2023",
    "event": "event=banjska-attack&lanes=event_type",
}
CHARTS = {"timeline": "singly", "overview": "overview", "map": "marks"}


def rounded(value):
    """Plain values with numbers of two decimals, so that no machine's arithmetic is seen."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return round(value, 2) + 0.0 if isinstance(value, float) else value


def golden(query, chart):
    """What the page draws of a view, a line for each trace and each other part."""
    found = answer(bundled_engine(), query, Viewport())
    parts = json.loads(json.dumps(found[CHARTS[chart]], cls=PlotlyJSONEncoder))
    parts |= {f"trace {number:02}": trace for number, trace in enumerate(parts.pop("traces", ()))}
    lines = [
        f'"{name}": {json.dumps(rounded(parts[name]), sort_keys=True, ensure_ascii=False)}' for name in sorted(parts)
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("name", VIEWS)
def test_the_figure_is_the_one_on_file(name, chart, request):
    file = FOLDER / f"{name}-{chart}.json"
    text = golden(VIEWS[name], chart)
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    assert json.loads(text) == json.loads(file.read_text("utf-8"))


def test_there_is_no_file_that_is_not_compared():
    assert {file.name for file in FOLDER.glob("*.json")} == {
        f"{name}-{chart}.json" for name in VIEWS for chart in CHARTS
    }
