"""The figures of four views as files, so that a change of the drawing is seen. `--update-golden` writes them anew."""

import json
from pathlib import Path

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard import overview, place_map, timeline
from dashboard.lanes import lay_out
from dashboard.palette import LIGHT
from dashboard.view import read_query
from dashboard.viewport import Viewport
from events.summary import summarise
from tests.table_strategies import bundled

FOLDER = Path(__file__).parent / "golden"
VIEWS = {
    "default": "",
    "kosovo": "region=Kosovo&lanes=actor",
    "years": "from=2007&to=2023",
    "event": "event=banjska-attack&lanes=event_type",
}
CHARTS = ("timeline", "overview", "map")


def figure(query, chart):
    table, viewport = bundled(), Viewport()
    view, _ = read_query(query, table)
    summary = summarise(table, view.selection)
    rows = [int(row) for row in summary.rows]
    if chart == "overview":
        return overview.figure(table, summary, view, viewport.width, LIGHT)
    if chart == "map":
        return place_map.figure(
            table, rows, view, LIGHT, width=viewport.map_width, height=viewport.map_height, style_url="style.json"
        )
    width = viewport.width - viewport.gutter
    layout = lay_out(table, rows, view, width, least=viewport.least, most=viewport.most)
    return timeline.figure(layout, table, view, LIGHT, gutter=viewport.gutter)


def rounded(value):
    """Plain values with numbers of two decimals, so that no machine's arithmetic is seen."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return round(value, 2) + 0.0 if isinstance(value, float) else value


def golden(query, chart):
    drawn = figure(query, chart)
    parts = {"data": [trace.to_plotly_json() for trace in drawn.data], "layout": drawn.layout.to_plotly_json()}
    parts["layout"].pop("template", None)
    for trace in parts["data"]:
        for name, value in trace.items():
            if hasattr(value, "tolist"):
                trace[name] = value.tolist()
    plain = rounded(json.loads(json.dumps(parts, cls=PlotlyJSONEncoder)))
    traces = [json.dumps(trace, sort_keys=True, ensure_ascii=False) for trace in plain["data"]]
    layout = [
        f'"{key}": {json.dumps(plain["layout"][key], sort_keys=True, ensure_ascii=False)}'
        for key in sorted(plain["layout"])
    ]
    return '{"data": [\n' + ",\n".join(traces) + '\n],\n"layout": {\n' + ",\n".join(layout) + "\n}}\n"


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
