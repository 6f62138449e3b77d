"""The words of a text with what each can mean in one language."""

from collections.abc import Mapping
from typing import Any

from events.dates.lexicon import Lexicon, Sense
from events.dates.tokens import Token, tokens

_NOTHING: Mapping[str, Any] = {}
_FUTURE: Mapping[str, Any] = {"future": True, "certain": True}
_PAST: Mapping[str, Any] = {"happened": "by its ending"}
AROUND_BACK = 60  # years around those that an article tells before Christ, in which a bare number may be one
SMALL = ("of", "the", "to_day", "from_day")  # senses of a word that another one is without its accent
SHORTEST_VERB = 5  # letters of a word that an ending can show to be a verb
AROUND_DATED = 100  # years around those of the months that an article dates
FEW_WORDS = 40  # an article of fewer shows nothing of how it is written


class Item:
    """A word or phrase of the lexicon, a number, a mark, or an unknown word (then `senses` is empty)."""

    __slots__ = ("capital", "digits", "end", "fresh", "number", "senses", "start", "text", "tight", "word")

    def __init__(self, token: Token, end: int, senses: Sense) -> None:
        self.text, self.start, self.end, self.tight = token.text, token.start, end, token.tight
        self.number, self.digits, self.word, self.capital = token.number, token.digits, token.word, token.capital
        self.senses, self.fresh = senses, token.fresh
        if senses and end > token.end:
            self.number, self.digits = None, 0


_LAST = Token("", 0, 0, False, None, False, False)
END = Item(_LAST, 0, _NOTHING)


class Items:
    """The items of a text; past either end there is `END`, so that looking on needs no care. `running`: the text is an
    article, in which most numbers are no years, and not a phrase that is said to be a date."""

    __slots__ = ("_back", "_dated", "_items", "_quarters", "_small", "_sport", "count", "lexicon", "running")

    def __init__(self, found: list[Item], words: Lexicon, running: bool) -> None:
        self._items, self.count, self.lexicon, self.running = found, len(found), words, running
        self._back: tuple[int, int] | None = None
        self._dated: tuple[int, int] | None = None
        self._sport: bool | None = None
        self._quarters: bool | None = None
        self._small: bool | None = None

    def __getitem__(self, index: int) -> Item:
        return self._items[index] if 0 <= index < self.count else END

    def sense(self, index: int, name: str) -> Any:
        """What the item means as a month, unit …; None where it does not."""
        return self._items[index].senses.get(name) if 0 <= index < self.count else None

    def past(self, index: int, *names: str) -> int:
        """The index after at most three items that have one of the senses."""
        for _ in range(3):
            senses = self[index].senses
            if not senses or not any(name in senses for name in names):
                break
            index += 1
        return index

    def counts_back(self, number: int) -> bool:
        """Whether an article tells years before Christ, and this number is one of their time: `In 398 he struck`."""
        if not self.running:
            return False
        if self._back is None:
            told = [
                one.number
                for one, era in zip(self._items, self._items[1:], strict=False)
                if one.number and era.senses.get("era") == "bc"
            ]
            self._back = (min(told) - AROUND_BACK, max(told) + AROUND_BACK) if told else (0, 0)
        return self._back[0] <= number < self._back[1]

    def tells_near(self, number: int) -> bool:
        """Whether an article dates months in years near a number, of which it may then be one: `by 1375 little was
        left`, of a war of the 14th century."""
        if not self.running:
            return False
        if self._dated is None:
            after = zip(self._items, self._items[1:], strict=False)
            told = [one.number for month, one in after if one.number and one.digits == 4 and "month" in month.senses]
            self._dated = (min(told) - AROUND_DATED, max(told) + AROUND_DATED) if told else (0, 0)
        return self._dated[0] <= number < self._dated[1]

    @property
    def sporting(self) -> bool:
        """Whether an article tells of a game, whose quarters are none of the year."""
        if self._sport is None:
            words = self.lexicon.sport
            self._sport = self.running and bool(words) and any(one.text in words for one in self._items)
        return self._sport

    @property
    def by_quarters(self) -> bool:
        """Whether an article tells of quarters, as reports of business do, whose halves are of the year then."""
        if self._quarters is None:
            self._quarters = any(one.senses.get("unit") == "quarter" for one in self._items)
        return self._quarters

    @property
    def all_small(self) -> bool:
        """Whether an article is written without capitals, as scripts of broadcasts are."""
        if self._small is None:
            words = [one for one in self._items if one.word]
            capitals = sum(one.capital for one in words)
            self._small = self.running and len(words) >= FEW_WORDS and capitals * 50 <= len(words)
        return self._small

    def mark(self, index: int, text: str) -> bool:
        return self[index].text == text

    def place(self, first: int, end: int) -> tuple[int, int]:
        return self[first].start, self[end - 1].end


def items(text: str, words: Lexicon, *, running: bool = False) -> Items:
    """In one pass; the longest entry of the lexicon wins at each place."""
    cut = tokens(text)
    found: list[Item] = []
    index, count = 0, len(cut)
    first = words.first
    while index < count:
        token = cut[index]
        entries = first.get(token.text)
        step = 0
        if entries is not None:
            for tail, senses in entries:
                size = len(tail)
                if size and (index + size >= count or cut[index + 1].text != tail[0]):
                    continue
                if size < 2 or tuple([other.text for other in cut[index + 1 : index + 1 + size]]) == tail:
                    if not size and token.text in words.accented and text[token.start : token.end].isascii():
                        senses = {name: senses[name] for name in SMALL if name in senses}
                    found.append(Item(token, cut[index + size].end, senses))
                    step = size + 1
                    break
        if not step:
            step = 1
            if token.word and words.prefixes:
                step = _split(token, cut, index, words, found)
            else:
                found.append(Item(token, token.end, _by_ending(text, token, words) if entries is None else _NOTHING))
        index += step
    return Items(found, words, running)


def _by_ending(text: str, token: Token, words: Lexicon) -> Mapping[str, Any]:
    """`триватиме`, `reprendront`, `regirá`: a verb of the future by its ending, `llegaron`, `завершилася`: one of the
    past; a name is neither."""
    if not token.word or token.capital or token.end - token.start < SHORTEST_VERB:
        return _NOTHING
    written = text[token.start : token.end]
    if words.future_endings and written.endswith(words.future_endings):
        return _FUTURE
    return _PAST if words.past_endings and written.endswith(words.past_endings) else _NOTHING


def _split(token: Token, cut: list[Token], index: int, words: Lexicon, found: list[Item]) -> int:
    """A word that has prefixes written onto it, as several items; also a prefix before a hyphen and a number."""
    rest, start = token.text, token.start
    heads: list[Item] = []
    for _ in range(3):
        for letters, senses in words.prefixes:
            if not rest.startswith(letters):
                continue
            head = Token(letters, start, start + len(letters), token.tight and not heads, None, True, False)
            rest, start = rest[len(letters) :], start + len(letters)
            heads.append(Item(head, head.end, senses))
            break
        else:
            break
        if not rest:
            found.extend(heads)
            return 2 if index + 2 < len(cut) and cut[index + 1].text == "-" and cut[index + 2].number is not None else 1
        for tail, senses in words.first.get(rest, ()):
            size = len(tail)
            if not size or tuple([other.text for other in cut[index + 1 : index + 1 + size]]) == tail:
                word = Token(rest, start, token.end, True, None, True, False)
                found.extend(heads)
                found.append(Item(word, cut[index + size].end, senses))
                return size + 1
    found.append(Item(token, token.end, _NOTHING))
    return 1
