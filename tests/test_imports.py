"""Imports go down only: the order of the layers, read from the source."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
EVENTS = [
    "spreadsheet_cells", "kept", "dates", "codebook", "dates_in_words", "moments", "fields", "datasets", "model",
    "schema", "ledger", "readers", "facets", "places", "reach", "holdings", "codes", "store", "importing", "table",
    "filed", "selection", "typed_dates", "search", "masks", "spread", "casualties", "summary", "cells", "chart",
    "brush", "engine", "public_engine", "cluster", "open_engine",
]  # fmt: skip
DASHBOARD = [
    "assets_folder", "palette", "typeface", "image_sizes", "basemap", "view", "scene", "dataset_words", "caption",
    "footnotes", "scale", "marks", "packing", "lanes", "viewport", "spots", "spot_names", "timeline", "place_map",
    "map_marks", "overview", "paper", "legend", "notes", "print_map", "count_bars", "print_lanes", "print_figure",
    "formats", "elements", "links", "rail", "panel", "actions", "controls", "answer", "brush_answer", "layout", "early",
    "images", "guard", "security", "routes", "app", "serve", "export", "bench", "json_text",
    "date_command", "arguments", "cli",
]  # fmt: skip
WITHOUT_DASH = set(DASHBOARD[: DASHBOARD.index("links")]) | {"images"}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layers(package: str, order: list[str]) -> list[tuple[str, set[str]]]:
    files = sorted((ROOT / package).rglob("*.py"))
    named = [(path.relative_to(ROOT / package).parts[0].removesuffix(".py"), path) for path in files]
    names = {name for name, _ in named} - {"__init__"}
    assert names == set(order), names ^ set(order)
    return [(name, imported(path)) for name, path in named if name != "__init__"]


def test_events_knows_nothing_of_the_dashboard() -> None:
    for name, found in layers("events", EVENTS):
        roots = {module.partition(".")[0] for module in found}
        assert not roots & {"dash", "plotly", "dashboard", "dash_mantine_components"}, name


def check_order(package: str, order: list[str]) -> None:
    for name, found in layers(package, order):
        inner = {module.split(".")[1] for module in found if module.startswith(f"{package}.")}
        above = {other for other in inner & set(order) if order.index(other) > order.index(name)}
        assert not above, f"{package}.{name} imports {above} from above"


def test_imports_of_events_go_down() -> None:
    check_order("events", EVENTS)


def test_imports_of_the_dashboard_go_down() -> None:
    check_order("dashboard", DASHBOARD)


def test_figures_know_no_dash() -> None:
    for name, found in layers("dashboard", DASHBOARD):
        if name in WITHOUT_DASH:
            assert "dash" not in {module.partition(".")[0] for module in found}, name
