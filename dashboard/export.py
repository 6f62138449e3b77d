"""The image of a view as a file, without a page."""

from pathlib import Path

from dashboard.image_sizes import size_of
from dashboard.images import FORMATS, Format, render
from dashboard.print_figure import Chart, print_figure
from dashboard.view import read_query
from events.readers import Collection
from events.summary import summarise
from events.table import build


class FormatError(ValueError):
    """The file's ending names no image format."""


def format_of(file: Path) -> Format:
    """`png` from `chart.png`; `jpeg` is taken as `jpg`. Raises FormatError."""
    ending = file.suffix.lower().lstrip(".").replace("jpeg", "jpg")
    if ending not in FORMATS:
        raise FormatError(f"{file}: the ending '{file.suffix}' is no image. Known: {', '.join(FORMATS)}.")
    return ending


def export(collection: Collection, query: str, chart: Chart, size: str, file: Path) -> tuple[str, ...]:
    """Draw the view of `query` into `file`; returns the notices of what in the query made no sense.

    Raises:
        FormatError, SizeError, ChromiumMissingError, RuntimeError, OSError
    """
    format = format_of(file)
    width, height = size_of(size)
    table = build(collection)
    view, notices = read_query(query, table)
    address = f"View: {view.href()}" if view.to_query() else ""
    figure = print_figure(table, summarise(table, view.selection), view, chart, width, height, address)
    data = render(figure, format=format, width=width, height=height)
    file.write_bytes(data)
    return notices
