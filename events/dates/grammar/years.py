"""A number that stands alone: whether it is a year, and in an article whether it counts something else."""

from events.dates.expressions import Expression, Point
from events.dates.grammar.days import FIRST_YEAR, LAST_YEAR, is_count, past_year_word, year_ending
from events.dates.items import END, Item, Items

Read = tuple[Expression, int] | None
PLAUSIBLE = (1400, 2100)  # of a number in an article without a word such as "in" before it
BEFORE = ("of_year", "in", "bound", "edge", "manner", "between", "season", "month", "weekday", "year")
AROUND = ("from", "to", "of", "and", "or", "weak", "which", "vague")
ARTICLES = ("the", "owner", "number")
GLUE = ("$", "€", "£", "#", ".", ":", "/", "+", "=", "_", "%")
CLOSING = (")", "]", ",", ";", "-", "—", "/", ".", ":", "")


def read_bare_year(items: Items, index: int, joined: bool = False) -> Read:
    """`1943`, `480 BC`, `70. године`; `joined`: it continues a range of years, or follows the word "year"."""
    item = items[index]
    number, after = item.number, index + 1
    if number is None or not 1 <= number <= 9999 or item.digits > 4:
        return None
    if items.sense(after, "calendar") or _glued(items, index, joined) or is_count(items, index, after):
        return None
    if items[after].text in items.lexicon.counted and "in" not in items[index - 1].senses:
        return None
    era = items.sense(after, "era")
    stop = after + (items.mark(after, ".") and not items.sense(after, "year"))
    if era is None and items.sense(stop, "year") and item.digits < 4:
        later = past_year_word(items, stop)  # `в 44 г. до н. э.`
        era, after = (items.sense(later, "era"), later) if items.sense(later, "era") else (None, after)
    if era is None and items.sense(stop, "year") and item.digits >= 3:
        after = past_year_word(items, stop)
        era = items.sense(after, "era")
        if era is None and item.digits == 4:
            return Point(number, place=items.place(index, after)), after
    if era is not None:
        after += 1
        return Point(1 - number if era == "bc" else number, place=items.place(index, after)), after
    if (
        items.lexicon.year_dot
        and items.mark(after, ".")
        and items[after].tight
        and item.digits == 4
        and number <= LAST_YEAR
    ):
        if items.running and not joined and not _likeness(items, index, number) and not _goes_on(items, after + 1):
            return None
        return Point(number, place=items.place(index, after + 1)), after + 1
    if item.digits == 4 and FIRST_YEAR <= number <= LAST_YEAR and (end := year_ending(items, index)):
        return Point(number, place=items.place(index, end)), end
    if joined and item.digits in (3, 4):
        return Point(number, place=items.place(index, index + 1)), index + 1
    if item.digits < 4:
        return _before_era(items, index, number) or _counted_back(items, index, number)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    doubtful = False
    if items.running:
        likeness = _likeness(items, index, number)
        if not likeness:
            return None
        doubtful = likeness == "doubtful"
    return Point(number, doubtful=doubtful, place=items.place(index, index + 1)), index + 1


def _goes_on(items: Items, index: int) -> bool:
    """Whether the sentence goes on behind the full stop of an ordinal, which is then a year: `рођен 1856., добио`."""
    item = items[index]
    return (item.text in (",", ";", ")") and item.tight) or (item.word and not item.capital and not item.fresh)


def _before_era(items: Items, index: int, number: int) -> Read:
    """The first of `499 to 493 BC`, `496 and 495 BC`: it counts back with the second."""
    joint = items[index + 1]
    if joint.text in ("-", "—") or any(name in joint.senses for name in ("to", "and", "or")):
        second = items[index + 2]
        if second.number is not None and items.sense(index + 3, "era") == "bc" and second.number < number:
            return Point(1 - number, place=items.place(index, index + 1)), index + 1
    return None


def _counted_back(items: Items, index: int, number: int) -> Read:
    """`In 398 he struck`, in an article whose years are told with their era elsewhere."""
    before, after = items[index - 1].senses, items[index + 1]
    if items[index].digits != 3 or "no_year" in before or not any(name in before for name in (*BEFORE, "from", "to")):
        return None
    counted = after.word and not after.capital and not after.senses and after.text not in items.lexicon.begins
    if counted or "unit" in after.senses or (after.tight and after.word) or not items.counts_back(number):
        return None
    return Point(1 - number, doubtful=True, place=items.place(index, index + 1)), index + 1


def _glued(items: Items, index: int, joined: bool) -> bool:
    """Whether a number is a piece of something longer: `v1943`, `1943km`, `#1943`, `12:1943`, `840-2021`."""
    before, item, after = items[index - 1], items[index], items[index + 1]
    if item.tight and index and ((before.word and not before.senses) or before.text in GLUE):
        return True
    if (
        item.tight
        and before.text in (",", "-")
        and before.tight
        and items[index - 2].number is not None
        and (before.text == "," or items[index - 2].digits < (3 if joined else 4))
    ):
        return True
    return after.tight and (after.word or (after.text in ("/", ":", "_", "=", "°") and items[index + 2].tight))


def _likeness(items: Items, index: int, number: int) -> str:
    """In an article: `year`, `doubtful` or `` (no year), by the words before and after the number."""
    before, after = items[index - 1], items[index + 1]
    if before.text == "-" and before.tight and "edge" in items[index - 2].senses:
        before = items[index - 2]
    if items[index].fresh and (after.fresh or after.text in (":", "-", "—") or index + 1 == items.count):
        return "year"
    if "unit" in after.senses and not (after.senses["unit"] == "half" and "bound" in before.senses):
        return ""  # `by 1995 half the mills had shut`
    counted = after.word and not after.senses and not after.tight
    if items.lexicon.noun_capitals:  # what is counted has a capital, or its adjective stands before it
        counted = counted and (after.capital or items[index + 2].capital)
        if _beside_verb(before, after, number) and not counted:
            return "doubtful"
    counted = counted and (not after.capital or items.lexicon.noun_capitals)
    numbered = before.text in items.lexicon.numbered
    if numbered or (before.text == "." and before.tight and items[index - 2].text in items.lexicon.numbered):
        return ""  # `No. 1950`
    if counted and "manner" in before.senses and before.senses["manner"] == "about":
        return ""
    if any(name in before.senses for name in BEFORE) and "no_year" not in before.senses:
        unlikely = number < PLAUSIBLE[0] and not items.tells_near(number)
        return "" if counted and (unlikely or number % 500 == 0) else "year"
    if not PLAUSIBLE[0] <= number <= PLAUSIBLE[1] and not items.tells_near(number):
        return ""
    round_count = counted and number % 100 == 0
    opening = items[index].fresh or before is END or (before.text in (".", "!", "?") and not items[index].tight)
    if opening and after.text == "," and items.tells_near(number) and items[index + 2].word:
        return "doubtful"  # `1706, by contrast, was a year of victories`
    if opening and after.word:
        return "" if round_count else "doubtful"
    if any(name in before.senses for name in ARTICLES):
        return "" if round_count else "doubtful" if counted and not _singular(items, index) else "year"
    if "of" in before.senses and counted and items[index - 1].capital:
        return ""  # `Of 1950 houses`
    if before.text in ("(", "["):
        return "year"
    if before.text == "-" and before.tight and items[index].tight and items[index - 2].word:
        return "doubtful" if not items[index - 2].senses and (after.text in CLOSING or after.fresh) else ""
    if before.text in (",", ";", "/", "-", "—") or before is END:
        listed = before.text == "," and ("and" in after.senses or "or" in after.senses)
        return "year" if after.text in CLOSING or after.fresh or listed else ""
    if counted and any(name in before.senses for name in ("and", "or", "several")):
        return ""
    if any(name in before.senses for name in AROUND) or "no_year" in before.senses:
        return "" if round_count else "doubtful" if counted or "no_year" in before.senses else "year"
    return ""


def _singular(items: Items, index: int) -> bool:
    """`the 2014 kidnapping`, where a plural shows by its ending: a number counts no single thing. What follows may be
    an adjective of what is counted."""
    endings = items.lexicon.plural_endings
    beside = [one for one in (items[index + 1], items[index + 2]) if one.word and not one.senses]
    known = any(one.text in items.lexicon.counted for one in beside)
    return bool(endings) and not known and not any(one.text.endswith(endings) for one in beside)


def _beside_verb(before: Item, after: Item, number: int) -> bool:
    """`Der Krieg begann 1756`, `wurde 1945 gegründet`, where nouns have capitals: no noun stands on either side."""
    if not PLAUSIBLE[0] <= number <= PLAUSIBLE[1] or number % 100 == 0 or "no_year" in before.senses:
        return False
    small = (
        before.word and not before.capital and not before.senses.keys() - {"auxiliary", "said", "happened", "future"}
    )
    return small and (not after.word or not after.capital) and "unit" not in after.senses
