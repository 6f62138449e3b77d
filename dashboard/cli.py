"""The command `conflict-timeline`."""

import argparse
import errno
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.arguments import parser
from dashboard.date_command import tell
from dashboard.json_text import json_text
from events.readers import BUNDLED, files_of

OK, REJECTED, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, 1 where something was rejected or failed, 2 for wrong usage."""
    arguments = parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter shows its number
    try:
        status = int(COMMANDS[arguments.command](arguments))
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


def _fail(error: Exception) -> int:
    print(f"conflict-timeline: {error}", file=sys.stderr)
    return USAGE


def _missing(paths: Sequence[Path]) -> Exception | None:
    """Of paths to show the first that leads nowhere: a page without events would hide that it was mistyped."""
    missing = next((path for path in paths if not path.exists()), None)
    return FileNotFoundError(f"{missing} does not exist; check the path") if missing else None


def _serve(arguments: argparse.Namespace) -> int:
    from dashboard.serve import PortTakenError, serve
    from events.engine import EngineError

    if arguments.cluster is None and (error := _missing(arguments.paths)):
        return _fail(error)
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

    if error := _missing(arguments.paths):
        return _fail(error)
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


COMMANDS = {
    "serve": _serve,
    "export": _export,
    "check": _check,
    "date": _date,
    "import": _import,
    "schema": _schema,
    "template": _template,
    "bench": _bench,
}

if __name__ == "__main__":
    sys.exit(main())
