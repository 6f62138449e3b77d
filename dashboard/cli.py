"""The command `conflict-timeline`."""

import argparse
import errno
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from events.readers import BUNDLED, read

OK, REJECTED, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, 1 where something was rejected or failed, 2 for wrong usage."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter shows its number
    try:
        status = int(arguments.run(arguments))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _silence()
        return OK
    except OSError as error:
        if error.errno == errno.ENOSPC:
            _silence()
        return _fail(error)


def _silence() -> None:
    """Let what is still to be printed go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="conflict-timeline", description="Conflict events on a timeline and a map, no more precise than known."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="show records as a page", description="Serve the page of the records.")
    _add_paths(serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=_port, default=8050, help="port to listen on (8050; 0 takes a free one)")
    serve.add_argument("--no-open", action="store_true", help="do not open the browser")
    serve.set_defaults(run=_serve)

    export = commands.add_parser("export", help="draw a view as an image", description="Draw a view as an image.")
    _add_paths(export)
    export.add_argument("--query", default="", help='the view, as after the ? of its link: "region=Kosovo"')
    export.add_argument("--chart", choices=("timeline", "map", "sheet"), default="sheet", help="sheet is both (sheet)")
    export.add_argument("--size", default="article", help="article, square, wide or WIDTHxHEIGHT (article)")
    export.add_argument("-o", "--output", type=Path, required=True, help="FILE.png, .svg, .pdf, .jpg or .webp")
    export.set_defaults(run=_export)

    check = commands.add_parser("check", help="tell what is wrong with records", description="Read and tell.")
    _add_paths(check)
    check.add_argument("--json", action="store_true", help="print the ledger as JSON")
    check.set_defaults(run=_check)

    schema = commands.add_parser("schema", help="print the JSON Schema of record files for editors")
    schema.set_defaults(run=_schema)

    template = commands.add_parser("template", help="write an empty sheet with a guide")
    template.add_argument("-o", "--output", type=Path, required=True, help="FILE.xlsx or FILE.csv")
    template.add_argument("--force", action="store_true", help="overwrite the file")
    template.set_defaults(run=_template)
    return parser


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders (the bundled records)")


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port; write 0 to 65535")
    return int(text)


def _fail(error: Exception) -> int:
    print(f"conflict-timeline: {error}", file=sys.stderr)
    return USAGE


def _serve(arguments: argparse.Namespace) -> int:
    from dashboard.serve import PortTakenError, serve

    try:
        serve(arguments.paths or [BUNDLED], arguments.host, arguments.port, open_browser=not arguments.no_open)
    except PortTakenError as error:
        return _fail(error)
    return OK


def _export(arguments: argparse.Namespace) -> int:
    from dashboard.export import FormatError, export
    from dashboard.image_sizes import SizeError

    collection = read(arguments.paths or [BUNDLED])
    if collection.ledger.problems:
        print(collection.ledger, file=sys.stderr)
    try:
        notices = export(collection, arguments.query, arguments.chart, arguments.size, arguments.output)
    except (FormatError, SizeError, RuntimeError, OSError) as error:
        return _fail(error)
    for notice in notices:
        print(notice, file=sys.stderr)
    print(arguments.output)
    return REJECTED if collection.ledger.rejected else OK


def _check(arguments: argparse.Namespace) -> int:
    ledger = read(arguments.paths or [BUNDLED]).ledger
    if arguments.json:
        _print_json(ledger.as_json())
    else:
        print(ledger)
    return REJECTED if ledger.rejected or ledger.problems else OK


def _schema(arguments: argparse.Namespace) -> int:
    from events.model import RecordFile

    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | RecordFile.model_json_schema()
    _print_json(schema)
    return OK


def _print_json(value: object) -> None:
    """JSON in the letters of the terminal, or in escapes where it lacks some."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    print(text)


def _template(arguments: argparse.Namespace) -> int:
    from events.readers.template import write_template

    path: Path = arguments.output
    if path.suffix.lower() not in (".xlsx", ".csv"):
        return _fail(ValueError(f"{path}: write a file that ends in .xlsx or .csv"))
    if path.exists() and not arguments.force:
        return _fail(FileExistsError(f"{path} is there already; --force overwrites it"))
    try:
        write_template(path)
    except OSError as error:
        return _fail(error)
    print(path)
    return OK


if __name__ == "__main__":
    sys.exit(main())
