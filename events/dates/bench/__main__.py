"""`python -m events.dates.bench [--corpus DIR --genre news|narrative] [--lang en] [--dateparser] [--faults]`

Tells how phrases of `phrases.tsv` are answered, language by language, with the microseconds a phrase takes, and how
articles in TimeML are read, with words a second: the news of `news/`, the articles of `articles/` language by language,
and those of each folder that is given; the faults of `articles/held_out` are not listed.
`--dateparser` puts dateparser beside it.
What is counted how: see `phrases` and `score`.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from events.dates.bench.by_language import FOLDERS, genre_of, of_languages
from events.dates.bench.phrases import Phrase, phrases, verdict
from events.dates.bench.score import Counts, Told, count
from events.dates.bench.timeml import Article, articles
from events.dates.finding import find
from events.dates.lexicon import codes
from events.dates.parts import part_bounds
from events.dates.resolving import resolve
from events.dates.when import When

NEWS = tuple(Path(__file__).parent / "news" / part for part in ("looked_at", "held_out"))
VERDICTS = ("right", "marked", "assumed", "silent")


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    known = [phrase for phrase in phrases() if options.lang in (None, phrase.lang)]
    _phrase_table("this program", known, _ours, options.faults)
    if options.dateparser:
        _phrase_table("dateparser", known, _dateparser, False)
    news = [(folder, "news") for folder in NEWS] if options.lang in (None, "en") else []
    for folder, genre in (*news, *((folder, options.genre) for folder in options.corpus)):
        found = articles(folder)
        if not found:
            print(f"{folder}: no .tml files", file=sys.stderr)
            return 2
        _corpus(folder, genre, found, options)
    for folder in FOLDERS:
        _languages(folder, options)
    return 0


def _languages(folder: Path, options: argparse.Namespace) -> None:
    groups = [(lang, found) for lang, found in of_languages(folder) if options.lang in (None, lang)]
    if groups:
        _corpus_table(
            f"this program, {folder.parent.name}/{folder.name}",
            groups,
            lambda one: told(one, genre_of(one)),
            options.faults and folder.name != "held_out",
        )


def _corpus(folder: Path, genre: str, found: list[Article], options: argparse.Namespace) -> None:
    groups = [(one.name, [one]) for one in found]
    _corpus_table(f"this program, {folder.name}", groups, lambda article: told(article, genre), options.faults)
    if options.dateparser:
        from events.dates.bench.rival import dateparser_find

        _corpus_table(
            f"dateparser, {folder.name}",
            groups,
            lambda article: dateparser_find(article.text, article.published, "en", genre),
            False,
        )


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m events.dates.bench", description=__doc__.split("\n\n")[1])
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="a folder of TimeML files; repeatable")
    parser.add_argument("--genre", choices=("news", "narrative"), default="narrative")
    parser.add_argument("--lang", help="this language alone")
    parser.add_argument("--dateparser", action="store_true", help="the same with dateparser")
    parser.add_argument("--faults", action="store_true", help="list what is not right")
    return parser.parse_args(arguments)


def _ours(phrase: Phrase) -> When:
    return resolve(
        phrase.text, published=phrase.published, lang=phrase.lang, order=phrase.order, tense=phrase.tense,
        anchor=phrase.anchor,
    )  # fmt: skip


def _dateparser(phrase: Phrase) -> When:
    from events.dates.bench.rival import dateparser_resolve

    return dateparser_resolve(phrase.text, phrase.published, phrase.lang, phrase.order)


def _phrase_table(name: str, known: list[Phrase], reader: Callable[[Phrase], When], faults: bool) -> None:
    print(f"phrases: {name}")
    print(f"{'':6}{'all':>6}" + "".join(f"{verdict_:>9}" for verdict_ in VERDICTS) + f"{'µs each':>9}")
    whole: Counter[str] = Counter()
    for lang in dict.fromkeys(phrase.lang for phrase in known):
        own = [phrase for phrase in known if phrase.lang == lang]
        if name == "this program" and lang not in codes():
            print(f"{lang:6}{len(own):6}  no file of this language")
            continue
        reader(own[0])
        start = time.perf_counter()
        answers = [reader(phrase) for phrase in own]
        each = (time.perf_counter() - start) / len(own) * 1e6
        counts = Counter(verdict(phrase, answer) for phrase, answer in zip(own, answers, strict=True))
        whole += counts
        print(f"{lang:6}{len(own):6}" + "".join(f"{counts[verdict_]:9}" for verdict_ in VERDICTS) + f"{each:9.0f}")
        if faults:
            for phrase, answer in zip(own, answers, strict=True):
                _fault(phrase, answer)
    print(f"{'all':6}{whole.total():6}" + "".join(f"{whole[verdict_]:9}" for verdict_ in VERDICTS) + "\n")


def _fault(phrase: Phrase, answer: When) -> None:
    found = verdict(phrase, answer)
    if found != "right":
        wanted = f"{phrase.status} {phrase.edtf or sorted(phrase.readings) or ''}"
        got = f"{answer.status} {answer.edtf or [reading.edtf for reading in answer.readings] or ''}"
        print(f"  {found}: {phrase.text!r} ({phrase.published}) wanted {wanted}, got {got} [{phrase.rule}]")


def told(article: Article, genre: str) -> list[Told]:
    """The units that `find` tells as stated or assumed."""
    kind: Literal["news", "narrative"] = "news" if genre == "news" else "narrative"
    mentions = find(article.text, published=article.published, lang=article.lang, genre=kind)
    return [
        Told(part.span, part_bounds(part.unit), mention.when.status == "stated")
        for mention in mentions
        if mention.when.status in ("stated", "assumed")
        for part in mention.parts
    ]


def _corpus_table(
    name: str, groups: list[tuple[str, list[Article]]], reader: Callable[[Article], list[Told]], faults: bool
) -> None:
    print(f"articles: {name}")
    columns = [("marks", 6), ("F1", 7), ("prec", 7), ("recall", 7), ("stated", 8), ("on marks", 9), ("covered", 8)]
    columns += [("exact", 7), ("words/s", 9)]
    print(" " * 24 + "".join(title.rjust(width) for title, width in columns))
    whole = Counts()
    for title, found in groups:
        one = Counts()
        reader(found[0])  # the words of the language are read once
        for article in found:
            start = time.perf_counter()
            answers = reader(article)
            seconds = time.perf_counter() - start
            for counts in (one, whole):
                counts.words += len(article.text.split())
                counts.seconds += seconds
                count(counts, article, answers)
        print(_row(title, one))
    print(_row("all", whole) + "\n")
    if faults:
        for kind, words, values in sorted(whole.wrong):
            print(f"  {kind}: {words} {values}")


def _row(name: str, counts: Counts) -> str:
    shares = (
        (counts.f1, 7, 1), (counts.precision, 7, 1), (counts.recall, 7, 1), (counts.stated_precision, 8, 2),
        (counts.stated_on_marks, 9, 2), (counts.covered, 8, 1), (counts.exact, 7, 1),
    )  # fmt: skip
    numbers = "".join(f"{100 * share:{width}.{places}f}" for share, width, places in shares)
    speed = counts.words / counts.seconds if counts.seconds else 0
    return f"{name[:23]:24}{counts.marks:6}{numbers}{speed:9.0f}"


if __name__ == "__main__":
    sys.exit(main())
