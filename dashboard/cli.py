"""The command `conflict-timeline`."""

import argparse
import errno
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.date_command import add_date, tell
from dashboard.json_text import json_text
from events.readers import BUNDLED, files_of
from events.readers.kinds import KINDS

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
    _add_kind(serve)
    _add_accessed(serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=_port, default=8050, help="port to listen on (8050; 0 takes a free one)")
    serve.add_argument("--no-open", action="store_true", help="do not open the browser")
    serve.add_argument("--public", action="store_true", help="for others: no rows of data whose terms forbid it")
    serve.add_argument("--workers", type=_workers, metavar="N", help="share the work among N processes")
    serve.add_argument("--cluster", metavar="ADDRESS", help="share it among a Dask cluster: tcp://SCHEDULER:8786")
    serve.set_defaults(run=_serve)

    export = commands.add_parser("export", help="draw a view as an image", description="Draw a view as an image.")
    _add_paths(export)
    _add_kind(export)
    _add_accessed(export)
    export.add_argument("--query", default="", help='the view, as after the ? of its link: "region=Kosovo"')
    export.add_argument("--chart", choices=("timeline", "map", "sheet"), default="sheet", help="sheet is both (sheet)")
    export.add_argument("--size", default="article", help="article, square, wide or WIDTHxHEIGHT (article)")
    export.add_argument("-o", "--output", type=Path, required=True, help="FILE.png, .svg, .pdf, .jpg or .webp")
    export.set_defaults(run=_export)

    check = commands.add_parser("check", help="tell what is wrong with records", description="Read and tell.")
    _add_paths(check)
    _add_reading(check)
    check.add_argument("--json", action="store_true", help="print the ledger as JSON")
    check.set_defaults(run=_check)

    add_date(commands).set_defaults(run=_date)

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
    imported.set_defaults(run=_import)

    schema = commands.add_parser("schema", help="print the JSON Schema of record files for editors")
    schema.set_defaults(run=_schema)

    template = commands.add_parser("template", help="write an empty sheet with a guide")
    template.add_argument("-o", "--output", type=Path, required=True, help="FILE.xlsx or FILE.csv")
    template.add_argument("--force", action="store_true", help="overwrite the file")
    template.set_defaults(run=_template)

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
    bench.set_defaults(run=_bench)
    return parser


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


def _fail(error: Exception) -> int:
    print(f"conflict-timeline: {error}", file=sys.stderr)
    return USAGE


def _serve(arguments: argparse.Namespace) -> int:
    from dashboard.serve import PortTakenError, serve
    from events.engine import EngineError

    try:
        serve(
            arguments.paths or [BUNDLED],
            arguments.host,
            arguments.port,
            open_browser=not arguments.no_open,
            kind=arguments.kind,
            accessed=arguments.accessed,
            workers=arguments.workers,
            cluster=arguments.cluster,
            public=arguments.public,
        )
    except (PortTakenError, EngineError) as error:
        return _fail(error)
    return OK


def _export(arguments: argparse.Namespace) -> int:
    from dashboard.export import FormatError, export
    from dashboard.image_sizes import SizeError
    from events.engine import EngineError
    from events.open_engine import open_engine

    try:
        engine, ledger = open_engine(arguments.paths or [BUNDLED], kind=arguments.kind, accessed=arguments.accessed)
        if ledger.problems:
            print(ledger, file=sys.stderr)
        notices = export(engine, arguments.query, arguments.chart, arguments.size, arguments.output)
    except (FormatError, SizeError, EngineError, RuntimeError, OSError) as error:
        return _fail(error)
    for notice in notices:
        print(notice, file=sys.stderr)
    print(arguments.output)
    return REJECTED if ledger.rejected else OK


def _check(arguments: argparse.Namespace) -> int:
    from events.importing.import_files import check_files
    from events.importing.progress import Progress

    paths = arguments.paths or [BUNDLED]
    if _overwrites(arguments.rejects, paths):
        return _fail(ValueError(f"{arguments.rejects} is one of the files to read; name another for --rejects"))
    progress = Progress()
    try:
        report = check_files(paths, kind=arguments.kind, rejects=arguments.rejects, progress=progress)
    finally:
        progress.close()
    if arguments.json:
        print(json_text(report.as_json()))
    else:
        print(report)
    return OK if report.ledger.sound else REJECTED


def _import(arguments: argparse.Namespace) -> int:
    from events.importing.import_files import import_files
    from events.importing.mappings import save_mappings
    from events.importing.output import OutputError, imported_files, output_at
    from events.importing.progress import Progress
    from events.importing.work_folder import BusyError

    for option in ("rejects", "changes"):
        if _overwrites(getattr(arguments, option), [*arguments.paths, Path(arguments.output)]):
            return _fail(
                ValueError(f"{getattr(arguments, option)} is read or written already; name another --{option}")
            )
    if arguments.compare is not None and not imported_files(arguments.compare):
        return _fail(FileNotFoundError(f"{arguments.compare} is no import; --compare takes one"))
    progress = Progress()
    try:
        output = output_at(arguments.output, arguments.partitions)
        if arguments.save_mapping:
            for path in save_mappings(arguments.paths, arguments.kind):
                print(f"{path} says how the columns are read", file=sys.stderr)
        report = import_files(
            arguments.paths,
            output,
            kind=arguments.kind,
            accessed=arguments.accessed,
            rejects=arguments.rejects,
            changes=arguments.changes,
            against=arguments.compare,
            progress=progress,
        )
    except (OutputError, BusyError) as error:
        return _fail(error)
    except KeyboardInterrupt:
        progress.close()
        print("conflict-timeline: stopped; the same command goes on from here", file=sys.stderr)
        raise
    finally:
        progress.close()
    if arguments.json:
        print(json_text(report.as_json()))
    else:
        print(report)
    return REJECTED if report.ledger.rejected else OK


def _overwrites(file: Path | None, paths: Sequence[Path]) -> bool:
    """Whether a file that is to be written is one of those that are read."""
    return file is not None and file.exists() and any(path.exists() and file.samefile(path) for path in files_of(paths))


def _date(arguments: argparse.Namespace) -> int:
    return OK if tell(arguments) else REJECTED


def _schema(arguments: argparse.Namespace) -> int:
    from events.model import RecordFile

    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | RecordFile.model_json_schema()
    print(json_text(schema))
    return OK


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


def _bench(arguments: argparse.Namespace) -> int:
    from dashboard.bench.report import as_json, as_table
    from dashboard.bench.run import EVENTS, Settings, measure

    settings = Settings(
        runs=arguments.runs,
        browser=not arguments.no_browser,
        workers=arguments.workers,
        import_most=arguments.import_most,
        naive_most=arguments.naive_most,
    )
    found = {}
    for events in dict.fromkeys(arguments.events or EVENTS):
        found[events] = measure(events, settings)
        if arguments.json != "-":
            print(as_table(events, found[events]), flush=True)
        if arguments.json not in (None, "-"):
            Path(arguments.json).write_text(json.dumps(as_json(found), indent=2) + "\n", "utf-8")
    if arguments.json == "-":
        print(json_text(as_json(found)))
    return OK


if __name__ == "__main__":
    sys.exit(main())
