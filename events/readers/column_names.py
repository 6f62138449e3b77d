"""What the columns of tables are called, in many languages: the field that a header means (`column_names.toml`).

A name is compared without case, accents, marks and what stands in brackets, and `eventDate` is `event date`. Where no
name is the whole header, the phrases are looked for within it: `Number of people killed`.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

LISTS = ("actors", "sources", "source_urls")  # the fields that several columns may feed


NAMES: dict[str, tuple[str, ...]] = {
    name: tuple(names)
    for name, names in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}

_COUNTED = (
    r"^(?=total |number |no |nb |people |persons )"
    r"(total |number |no |nb |of |the |all |people |persons |human |reported |confirmed |estimated |recorded |"
    r"documented |verified |known |who |were |was |lives )*"
)
_DEAD, _HURT = "(killed|deaths?|dead|fatalities)", "(injured|wounded)"
_LOW, _HIGH = "(min|low|lowest|minimum)", "(max|high|highest|maximum)"
_PLAINLY = r"^(total |number of |no of |nb of |people |persons )*"
_PARTLY = r"\b(rate|per|children|women|men|civilians?|soldiers?|police|perpetrators?|militants?|belligerents?)\b"
_BOUND = r"\b(min|max|minimum|maximum|low|lowest|lower|high|highest|upper)\b"
# What stands in brackets and tells columns apart: Killed (min), Killed (max), Killed (civilians).
_TELLING = re.compile(
    "min|max|minimum|maximum|low|lowest|lower|best|high|highest|upper|civilians?|military|soldiers?|combatants?|children|"
    "women|men|police|militants?|perpetrators?|rebels?|attackers?",
    re.IGNORECASE,
)
# Looked for within a header of which no name is the whole, in this order; the last column is what must not be there.
_PHRASES = tuple(
    (field, re.compile(words), re.compile(without) if without else None)
    for field, words, without in (
        ("lat", r"\blat(itude)?\b|\bширота\b", r"\blon|\blong"),
        ("lon", r"\b(lon|lng|longitude)\b|\bдолгота\b|\bдовгота\b", r"\blat"),
        ("fatalities_low", rf"\b{_LOW}\b.*\b{_DEAD}\b|{_PLAINLY}{_DEAD}\b.*\b{_LOW}$", _PARTLY),
        ("fatalities_high", rf"\b{_HIGH}\b.*\b{_DEAD}\b|{_PLAINLY}{_DEAD}\b.*\b{_HIGH}$", _PARTLY),
        ("injured_low", rf"\b{_LOW}\b.*\b{_HURT}\b|{_PLAINLY}{_HURT}\b.*\b{_LOW}$", _PARTLY),
        ("injured_high", rf"\b{_HIGH}\b.*\b{_HURT}\b|{_PLAINLY}{_HURT}\b.*\b{_HIGH}$", _PARTLY),
        ("fatalities_best", rf"{_COUNTED}(killed|deaths?|dead|fatalities)\b",
         rf"\b(injured|wounded)\b|{_PARTLY}|{_BOUND}"),
        ("fatalities_best", r"^(deaths?|killed|fatalit(y|ies)) (number|count|total)$", None),
        ("injured_best", r"^(injured|wounded) (number|count|total)$", None),
        ("injured_best", rf"{_COUNTED}(injured|wounded)\b",
         rf"\b(killed|deaths?|dead)\b|{_PARTLY}|{_BOUND}"),
        ("end", r"\bend\b.*\bdate\b|\bdate\b.*\bend\b", None),
        ("date", r"\bdate\b|\bdatum\b|\bfecha\b|\bдата\b",
         r"\b(end|publi\w*|creat\w*|updat\w*|modif\w*|report\w*|access\w*|entry|source|added|upload\w*|birth|death)\b"),
        ("title", r"\b(headline|title)\b", r"\bsource|article"),
        ("summary", r"\b(description|summary|narrative)\b", r"\bsource|\blocation|\bwhere|\bplace"),
        ("event_type", r"\b(event|incident|attack) (type|category)\b|\btype of (event|incident|attack)\b", r"\bsub\b"),
        ("actors", r"^actors? ?\d$|\b(perpetrator|attacker|actor)s?( group| name)\b", r"\btype|\bcode|\bid\b"),
        ("place", r"\b(city|town|village|settlement|place|location)\b", r"\b(type|code|id|precision|description)\b"),
        ("country", r"\bcountry\b", r"\b(code|iso|id|of origin|number)\b"),
        ("source_urls", r"\b(url|link)\b", r"\b(image|photo|media|video|icon|thumbnail)\b"),
    )
)  # fmt: skip


def _telling(brackets: re.Match[str]) -> str:
    within = (brackets[1] or brackets[2] or "").strip()
    return f" {within} " if _TELLING.fullmatch(within) else " "


@lru_cache(maxsize=4_000)
def plain(header: str) -> str:
    """A header as names are compared: `Event_Date (UTC)` -> `event date`, `Größe` -> `große` without its marks; but
    `Killed (min)` -> `killed min`."""
    bare = re.sub(r"\(([^)]*)\)|\[([^\]]*)\]", _telling, header)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare if bare.strip() else header)
    letters = unicodedata.normalize("NFKD", words.casefold().replace("đ", "d").replace("ł", "l").replace("ı", "i"))
    return " ".join(re.findall(r"[^\W_]+", "".join(mark for mark in letters if not unicodedata.combining(mark))))


_RANKED = {plain(name): (field, rank) for field, names in NAMES.items() for rank, name in reversed([*enumerate(names)])}


def field_named(header: str) -> tuple[str, int] | None:
    """The field whose name the header is, and how far back in its list the name stands; None where no name fits."""
    return _RANKED.get(plain(header))


def field_within(header: str) -> str | None:
    """The field of which a phrase stands within the header: `Number of people killed` -> `fatalities_best`."""
    words = plain(header)
    return next(
        (
            field
            for field, phrase, without in _PHRASES
            if phrase.search(words) and not (without and without.search(words))
        ),
        None,
    )
