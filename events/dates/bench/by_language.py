"""The articles of `articles/`: their language is that of their folder, and a `history_…` is a narrative."""

from dataclasses import replace
from pathlib import Path

from events.dates.bench.timeml import Article, article

FOLDERS = tuple(Path(__file__).parent / "articles" / part for part in ("looked_at", "held_out"))


def of_languages(folder: Path) -> list[tuple[str, list[Article]]]:
    """The code and the articles of each language, by code; none where there is no such folder."""
    found = sorted(path for path in folder.glob("*") if path.is_dir()) if folder.is_dir() else []
    return [
        (path.name, [replace(article(file), lang=path.name) for file in sorted(path.glob("*.tml"))]) for path in found
    ]


def genre_of(one: Article) -> str:
    return "narrative" if one.name.startswith("history_") else "news"
