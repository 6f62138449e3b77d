"""The arguments of the command `conflict-timeline`: what each command takes, and what no argument may be."""

import argparse
from pathlib import Path

from dashboard.date_command import add_date
from events.readers.kinds import KINDS


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; `command` is the name of the one given."""
    whole = argparse.ArgumentParser(
        prog="conflict-timeline", description="Conflict events on a timeline and a map, no more precise than known."
    )
    commands = whole.add_subparsers(required=True, dest="command", metavar="COMMAND")

    serve = commands.add_parser("serve", help="show records as a page", description="Serve the page of the records.")
    _add_paths(serve)
    _add_kind(serve)
    _add_accessed(serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=_port, default=8050, help="port to listen on (8050; 0 takes a free one)")
    serve.add_argument("--no-open", action="store_true", help="do not open the browser")
    serve.add_argument("--public", action="store_true", help="for others: no rows of data whose terms forbid it")
    serve.add_argument("--workers", type=_workers, metavar="N", help="share the work among N processes")
    serve.add_argument("--cluster", metavar="ADDRESS", help="share it among a Dask cluster: tcp://SCHEDULER:8786")

    export = commands.add_parser("export", help="draw a view as an image", description="Draw a view as an image.")
    _add_paths(export)
    _add_kind(export)
    _add_accessed(export)
    export.add_argument("--query", default="", help='the view, as after the ? of its link: "region=Kosovo"')
    export.add_argument("--chart", choices=("timeline", "map", "sheet"), default="sheet", help="sheet is both (sheet)")
    export.add_argument("--size", default="article", help="article, square, wide or WIDTHxHEIGHT (article)")
    export.add_argument("-o", "--output", type=Path, required=True, help="FILE.png, .svg, .pdf, .jpg or .webp")

    check = commands.add_parser("check", help="tell what is wrong with records", description="Read and tell.")
    _add_paths(check)
    _add_reading(check)
    check.add_argument("--json", action="store_true", help="print the ledger as JSON")

    add_date(commands)

    imported = commands.add_parser(
        "import",
        help="convert files of any size to Parquet",
        description="Read files of events and write them as Parquet in order of time. Stopped, it can go on.",
    )
    imported.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="files or folders")
    _add_reading(imported)
    _add_accessed(imported)
    imported.add_argument("-o", "--output", required=True, help="FILE.parquet, or FOLDER/ for several files by time")
    imported.add_argument("--partitions", type=_rows, metavar="ROWS", help="write a folder of files of so many rows")
    imported.add_argument(
        "--changes", type=Path, metavar="FILE", help="write what changed against the import before, CSV"
    )
    imported.add_argument(
        "--compare", type=Path, metavar="OLD", help="the import to compare with (what is at the output)"
    )
    imported.add_argument("--save-mapping", action="store_true", help="write how columns are read beside each table")
    imported.add_argument("--json", action="store_true", help="print the report as JSON")

    commands.add_parser("schema", help="print the JSON Schema of record files for editors")

    template = commands.add_parser("template", help="write an empty sheet with a guide")
    template.add_argument("-o", "--output", type=Path, required=True, help="FILE.xlsx or FILE.csv")
    template.add_argument("--force", action="store_true", help="overwrite the file")

    bench = commands.add_parser(
        "bench",
        help="measure how quick the program is",
        description="Make synthetic events and measure what is done with them, beside the naive way.",
    )
    bench.add_argument("--events", type=_numbers, metavar="N,N…", help="numbers (1000,100000,1000000,10000000)")
    bench.add_argument(
        "--json", nargs="?", const="-", metavar="FILE", help="write JSON, without FILE instead of a table"
    )
    bench.add_argument("--runs", type=_number, default=5, help="of which the median is told (5)")
    bench.add_argument("--workers", type=_workers, metavar="N", help="share the server's work among N processes")
    bench.add_argument("--no-browser", action="store_true", help="measure nothing in a browser")
    bench.add_argument("--import-most", type=_number, default=1_000_000, metavar="N", help="import no more (1000000)")
    bench.add_argument("--naive-most", type=_number, default=100_000, metavar="N", help="try naively no more (100000)")
    return whole


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders (the bundled records)")


def _add_kind(parser: argparse.ArgumentParser) -> None:
    kinds = ", ".join(f"{kind.name} ({kind.label})" for kind in KINDS.values())
    parser.add_argument("--as", dest="kind", choices=tuple(KINDS), metavar="KIND", help=f"read all files as: {kinds}")


def _add_accessed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--accessed", type=_day, metavar="DAY", help="when the data were fetched: 2026-11-20")


def _day(text: str) -> str:
    from events.dates import DateError, parse

    try:
        date = parse(text)
    except DateError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if date.kind != "unit" or date.precision != "day" or date.uncertain or date.approximate:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-11-20")
    return date.edtf


def _add_reading(parser: argparse.ArgumentParser) -> None:
    _add_kind(parser)
    parser.add_argument("--rejects", type=Path, metavar="FILE", help="write the refused rows with their reasons, CSV")


def _rows(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of rows; write 1000000")
    return int(text)


def _numbers(text: str) -> list[int]:
    return [_number(number.strip()) for number in text.split(",")]


def _number(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number; write 1 or more, in digits alone")
    return int(text)


def _workers(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of processes; write 1 to 256")
    return int(text)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port; write 0 to 65535")
    return int(text)
