"""In which language a text is written, by its script and by the words of dates that are found in it."""

from functools import lru_cache

from events.dates.items import items
from events.dates.lexicon import Lexicon, codes, lexicon
from events.dates.tokens import tokens

SCRIPTS = (
    ("Latin", 0x41, 0x24F), ("Cyrillic", 0x400, 0x52F), ("Hebrew", 0x590, 0x5FF), ("Arabic", 0x600, 0x6FF),
    ("Latin", 0x1E00, 0x1EFF),
)  # fmt: skip
SAMPLE = 20_000  # characters of an article that are looked at
STRONG = ("month", "weekday", "day", "unit", "season", "vague", "day_part")


@lru_cache(maxsize=1)
def known_words() -> dict[str, tuple[tuple[str, int], ...]]:
    """For every word of any language file, the languages that have it alone as an entry, and how much it tells."""
    found: dict[str, dict[str, int]] = {}
    for code in codes():
        for word, entries in lexicon(code).first.items():
            weight = 1
            for tail, senses in entries:
                if not tail:
                    weight = 4 if any(sense in senses for sense in STRONG) else 2
            found.setdefault(word, {})[code] = weight
    return {word: tuple(weights.items()) for word, weights in found.items()}


def ranked(text: str) -> list[tuple[str, int]]:
    """The languages whose words occur in a text, with the sum of their weights, best first; English wins ties."""
    known = known_words()
    sums: dict[str, int] = {}
    for token in tokens(text[:SAMPLE]):
        for code, weight in known.get(token.text, ()):
            sums[code] = sums.get(code, 0) + weight
    for code in _scripts(text):
        words = lexicon(code)
        if words.prefixes:
            found = items(text[:SAMPLE], words)
            sums[code] = max(sums.get(code, 0), sum(2 for index in range(found.count) if found[index].senses))
    return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0] != "en", pair[0]))


def _scripts(text: str) -> list[str]:
    """The languages of the scripts that letters of a text are of."""
    seen = {
        name for letter in text[:SAMPLE] if letter > "z" for name, low, high in SCRIPTS if low <= ord(letter) <= high
    }
    return [code for code in codes() if lexicon(code).script in seen and lexicon(code).prefixes]


def language_of(text: str) -> Lexicon:
    """The likeliest language; English where nothing is known."""
    best = ranked(text)
    return lexicon(best[0][0] if best else "en")


def candidates(text: str) -> list[Lexicon]:
    """The languages in which a short text is worth a reading: those that know most of its letters, English first."""
    covered = []
    for code, _ in ranked(text):
        found = items(text, lexicon(code))
        known = sum(found[index].end - found[index].start for index in range(found.count) if found[index].senses)
        covered.append((known, code))
    most = max((known for known, _ in covered), default=0)
    return [lexicon(code) for known, code in covered if known >= 0.9 * most][:5] or [lexicon("en")]
