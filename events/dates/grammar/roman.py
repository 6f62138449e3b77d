"""Roman numerals, as some languages write months and centuries: 24. IX 2023, XXe siècle."""

from events.dates.items import Items

ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
    "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21,
}  # fmt: skip
_LATIN = str.maketrans("хі", "xi")  # Cyrillic letters that are typed for Roman ones


def roman(items: Items, index: int) -> int:
    """A Roman numeral from I to XXI in capitals, with or without an ending (`XXe`); 0 for anything else."""
    item = items[index]
    if not item.capital or not item.word:
        return 0
    letters = item.text.translate(_LATIN)
    return ROMAN.get(letters) or ROMAN.get(letters.removesuffix("e")) or ROMAN.get(letters.removesuffix("eme")) or 0
