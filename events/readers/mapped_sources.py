"""Where the rows of a mapped table were read: names and links of their sources."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from events.dates import DateError
from events.fields import Url
from events.readers.cell_dates import read_date
from events.readers.chunk import Fault
from events.readers.distinct import Column, Combination, Told, read_each
from events.readers.mapping import Mapping
from events.readers.plain_text import Numbering, line, seen, slug
from events.schema import SCHEMA

NOT_STATED = "not stated"
_URL: TypeAdapter[str] = TypeAdapter(Url)
_LINKS = re.compile(r"[\s;|]+|,(?=\s*https?://)")


def sources(table: pa.Table, mapping: Mapping, file: dict[str, Any]) -> tuple[dict[str, pa.Array], Sequence[Fault]]:
    """The sources of each row; the file itself, as a source, where the row names none."""
    names, links = mapping.fields.get("sources", ()), mapping.fields.get("source_urls", ())
    single = [column for name in ("source_title", "source_date") if (column := mapping.column(name))]

    def read(cells: Combination) -> tuple[list[dict[str, Any]], list[Told]]:
        stated = dict(zip((*names, *links, *single), cells, strict=True))
        told: list[Told] = []
        urls = [url for column in links for url in _urls(column, stated[column], told)]
        listed = [name for column in names for name in _names(column, stated[column], urls, told)]
        title, published = stated.get(mapping.column("source_title") or ""), None
        dated = mapping.column("source_date")
        if dated and stated[dated]:
            try:
                published = read_date(str(stated[dated]), mapping.order)[0]
            except DateError as error:
                told.append(Told(dated, error.reason, error.remedy))
        return paired(listed, urls, line(title) if title and seen(title) else None, published) or [file], told

    found: Column[list[dict[str, Any]]] = read_each(table, (*names, *links, *single), read)
    return {"sources": found.array(lambda value: value, SCHEMA.field("sources").type)}, found.faults


def _urls(column: str, cell: str | None, told: list[Told]) -> list[str]:
    found = []
    for part in _LINKS.split(cell or ""):
        if is_url(part):
            found.append(part)
        elif part:
            told.append(Told(column, "is not a web address", "Write one that begins with http:// or https://."))
    return found


def _names(column: str, cell: str | None, urls: list[str], told: list[Told]) -> list[str]:
    """The names in a cell, with `;` or a new line between them; web addresses among them go to the links."""
    names = []
    for part in re.split(r"[;\n]", cell or ""):
        if "://" in part:
            urls += _urls(column, part, told)
        elif seen(part):
            names.append(line(part))
    return names


def is_url(text: str) -> bool:
    """Is a text a web address that a record may hold?"""
    try:
        _URL.validate_python(text)
    except ValidationError:
        return False
    return True


def paired(
    names: Sequence[str], urls: Sequence[str], title: str | None = None, published: str | None = None
) -> list[dict[str, Any]]:
    """Sources of names and links: side by side where there are as many of each, all links to the one name where there
    is one, and else each by itself, a link under the name of its server."""
    if len(names) == len(urls):
        pairs: list[tuple[str | None, str | None]] = list(zip(names, urls, strict=True))
    elif len(names) == 1:
        pairs = [(names[0], url) for url in urls] or [(names[0], None)]
    else:
        pairs = [(name, None) for name in names] + [(None, url) for url in urls]
    numbering = Numbering()
    made = []
    for name, url in dict.fromkeys(pairs):
        publisher = name or server(url or "")
        id = numbering.named(slug(f"{publisher} {(published or '')[:10]}", 90))
        facts = {"id": id, "publisher": publisher, "title": title or line(url or NOT_STATED), "published": published}
        made.append(facts | {"url": url})
    return made


def server(url: str) -> str:
    """The server of a web address, without `www.`."""
    return (urlsplit(url).hostname or NOT_STATED).removeprefix("www.")
