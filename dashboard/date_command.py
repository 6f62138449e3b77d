"""The command `conflict-timeline date`: what words say of the time, as text or as JSON."""

import argparse
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from dashboard.json_text import json_text
from events.dates import DateError, parse
from events.dates.when import When
from events.fields import LANGUAGE
from events.ledger import printable

ORDERS = ("DMY", "MDY", "YMD")
INPUT = "-"  # stands for the lines of standard input
LABEL = 12  # letters of the longest label and a blank


def add_date(commands: Any) -> argparse.ArgumentParser:
    """The parser of the command's arguments, added to those of the others."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "date",
        help="tell what words say of the time",
        description="Tell which date words such as 'last Thursday' give, and how far it was stated.",
    )
    parser.add_argument("text", metavar="TEXT", help="the words, or - for each line of the input")
    parser.add_argument("--published", type=_day, required=True, metavar="DAY", help="when they were: 2023-10-13")
    parser.add_argument("--lang", type=_language, metavar="CODE", help="their language: sq (told from the words)")
    parser.add_argument("--order", choices=ORDERS, help="of day and month in figures")
    parser.add_argument("--anchor", type=_anchor, metavar="EDTF", help="the event that they may count from")
    parser.add_argument("--json", action="store_true", help="print JSON, of several lines an object for each")
    return parser


def tell(arguments: argparse.Namespace) -> bool:
    """Print what each text says; whether all of them gave a date."""
    from events.dates import resolve  # loads the words of all languages

    several = arguments.text == INPUT
    dated = True
    for text in _lines() if several else [arguments.text]:
        found = resolve(
            text,
            published=arguments.published,
            lang=arguments.lang,
            order=arguments.order,
            anchor=arguments.anchor,
        )
        dated &= found.status in ("stated", "assumed")
        print(as_json(text, found, whole=not several) if arguments.json else "\n".join(as_lines(text, found)))
    return dated


def _lines() -> Iterator[str]:
    """The lines of the input; bytes that are no text are halves of characters, which no date has."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")
    for line in sys.stdin:
        yield line.rstrip("\r\n")


def as_lines(text: str, found: When) -> Iterable[str]:
    """The answer for a reader: the words, then a line for each thing that is known."""
    yield printable(text) or "(nothing)"
    yield _row("status", found.status)
    if found.edtf is not None:
        yield _row("EDTF", found.edtf)
        yield _row("interval", found.interval or "")
        yield _row("precision", f"{found.precision or 'not known'}{', approximate' if found.approximate else ''}")
    label = "assumed" if found.edtf is not None else "reason"
    yield from (_row(label, printable(words)) for words in found.assumptions)
    for reading in found.readings:
        yield _row("reading", f"{reading.edtf}  {_interval(reading.start, reading.end)}  {printable(reading.reason)}")


def as_json(text: str, found: When, *, whole: bool) -> str:
    """The same as an object with the names of `When`; `whole` over several lines, else in one."""
    told = {"text": text} | asdict(found)
    told |= {name: _moment(told[name]) for name in ("start", "end")}
    told["readings"] = [
        asdict(reading)
        | {"start": _moment(reading.start), "end": _moment(reading.end)}
        | {"interval": _interval(reading.start, reading.end)}
        for reading in found.readings
    ]
    return json_text(told, indent=2 if whole else None)


def _row(label: str, words: str) -> str:
    return f"  {label.ljust(LABEL)}{words}"


def _interval(start: datetime | None, end: datetime | None) -> str:
    return "/".join(_moment(side) or ".." for side in (start, end))


def _moment(side: datetime | None) -> str | None:
    return None if side is None else side.isoformat(timespec="minutes")


def _day(text: str) -> date:
    """The day of a full EDTF date, with or without a clock time."""
    try:
        when = parse(text)
    except DateError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    exact = when.kind == "unit" and when.precision in ("day", "hour", "minute")
    if not exact or when.earliest is None or when.uncertain or when.approximate:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2023-10-13")
    return when.earliest.date()


def _anchor(text: str) -> str:
    try:
        when = parse(text)
    except DateError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if when.earliest is None or when.end is None:
        raise argparse.ArgumentTypeError(f"'{text}' has an open side; write the event's day, 2023-09-24")
    return when.edtf


def _language(text: str) -> str:
    """The first part of a language tag: `sr` of `sr-Latn`."""
    from events.dates.lexicon import codes

    code = text.partition("-")[0].lower()
    if not LANGUAGE.fullmatch(text) or not (code in codes() or _known_elsewhere(code)):
        known = ", ".join(codes())
        raise argparse.ArgumentTypeError(f"'{text}' is no language that is read; write a code such as {known}")
    return code


def _known_elsewhere(code: str) -> bool:
    """Whether dateparser, which serves for other languages, has it."""
    from dateparser.data.languages_info import language_order

    return code in language_order
