"""The image of a view as a file, without a page."""

import os
from pathlib import Path

from dashboard.caption import lasting
from dashboard.image_sizes import size_of
from dashboard.images import FORMATS, Format, browser, render
from dashboard.print_figure import Chart, print_figure
from dashboard.view import read_query
from events.engine import Engine


class FormatError(ValueError):
    """The file's ending names no image format."""


def format_of(file: Path) -> Format:
    """`png` from `chart.png`; `jpeg` is taken as `jpg`. Raises FormatError."""
    ending = file.suffix.lower().lstrip(".").replace("jpeg", "jpg")
    if ending not in FORMATS:
        raise FormatError(f"{file}: the ending '{file.suffix}' is no image. Known: {', '.join(FORMATS)}.")
    return ending


def export(engine: Engine, query: str, chart: Chart, size: str, file: Path) -> tuple[str, ...]:
    """Draw the view of `query` into `file`; returns the notices of what in the query made no sense.

    Raises:
        FormatError, SizeError, ChromiumMissingError, RuntimeError, OSError
    """
    format = format_of(file)
    width, height = size_of(size)
    check_folder(file)
    browser()
    view, notices = read_query(query, engine)
    address = f"View: {lasting(view, engine.holdings).href()}"
    figure = print_figure(engine, view, chart, width, height, address)
    write(file, render(figure, format=format, width=width, height=height))
    return notices


def check_folder(file: Path) -> None:
    """Raises: OSError: the file's folder is not there or cannot be written to, or the file is a folder itself."""
    folder = file.parent
    if file.is_dir():
        raise IsADirectoryError(f"{file} is a folder. Name a file in it.")
    if not folder.is_dir():
        raise FileNotFoundError(f"{file}: there is no folder {folder}. Make it first.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(f"{file}: the folder {folder} cannot be written to.")


def write(file: Path, data: bytes) -> None:
    """Write the file whole or not at all: beside it under another name, which then takes its place.

    Raises:
        OSError: there is no room, or no permission.
    """
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(file)
    except OSError as error:
        raise OSError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
