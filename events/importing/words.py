"""The texts that come often, each with a number: what rows on the disk hold instead of the text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

OFTEN = 4  # times in a chunk, from which on a text has a number
MOST = 200_000  # numbered texts of a column that may also hold other texts
GLANCE = 1_000  # texts that are looked at to tell a column in which hardly any comes again
UNNUMBERED, NO_TEXT = -1, -2


@dataclass
class Vocabulary:
    """The numbered texts of one column; only ever added to."""

    codes: dict[str, int] = field(default_factory=dict)
    told: int = 0  # how many of them are on the disk
    _array: pa.Array = field(default_factory=lambda: pa.array([], pa.string()), repr=False)
    _known: int = 0

    def add(self, values: Sequence[str]) -> None:
        for value in values:
            self.codes.setdefault(value, len(self.codes))

    def array(self) -> pa.Array:
        if self._known != len(self.codes):
            self._array, self._known = pa.array(list(self.codes), pa.string()), len(self.codes)
        return self._array

    def encode(self, texts: pa.Array, *, all: bool = False) -> tuple[pa.Array, pa.Array | None]:
        """The numbers of texts, null where there is none, and the texts that have none, null for the others. With `all`
        every text is given a number; else those that come often. `texts` are strings, or a dictionary of them."""
        if not (all or pa.types.is_dictionary(texts.type)) and _mostly_different(texts.slice(0, GLANCE)):
            return pa.nulls(len(texts), pa.int32()), texts
        coded = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
        count = len(coded.dictionary)
        indices = np.asarray(coded.indices.fill_null(count))
        numbers = np.full(count + 1, UNNUMBERED, dtype=np.int32)
        numbers[count] = NO_TEXT
        often = np.flatnonzero(np.bincount(indices, minlength=count)[:count] >= (1 if all else OFTEN))
        values = coded.dictionary.take(pa.array(often)).to_numpy(zero_copy_only=False).tolist()
        numbers[often] = self._numbers(values, None if all else MOST)
        codes = numbers[indices]
        rest = codes == UNNUMBERED
        found = pa.array(codes, mask=codes < 0)
        return found, coded.dictionary.take(pa.array(indices, mask=~rest)) if rest.any() else None

    def _numbers(self, values: list[str], most: int | None) -> list[int]:
        """The number of each text; where there are `most` of them, those that are new get none."""
        if most is None or len(self.codes) + len(values) <= most:
            return [self.codes.setdefault(value, len(self.codes)) for value in values]
        return [self.codes.get(value, UNNUMBERED) for value in values]

    def decode(self, codes: pa.Array | None, texts: pa.Array | None) -> pa.Array:
        """The inverse of `encode`; one of the two may be missing."""
        if codes is None or (texts is not None and codes.null_count == len(codes)):
            return texts
        if texts is None or texts.null_count == len(texts):
            return self.array().take(codes)
        others = texts.drop_null()
        places = np.asarray(codes.fill_null(0)).copy()
        places[np.asarray(texts.is_valid())] = len(self.codes) + np.arange(len(others), dtype=np.int32)
        neither = np.asarray(pc.and_(codes.is_null(), texts.is_null()))
        return pa.concat_arrays([self.array(), others]).take(pa.array(places, mask=neither))

    def dictionary(self, codes: pa.Array) -> pa.Array:
        """Numbers as a dictionary array that knows only the texts that are used."""
        plain = np.asarray(codes.fill_null(0))
        used = np.zeros(max(len(self.codes), 1), dtype=bool)
        used[plain] = True
        narrow = (np.cumsum(used) - 1).astype(np.int32)
        mask = np.asarray(codes.is_null()) if codes.null_count else None
        values = self.array().take(pa.array(np.flatnonzero(used))) if self.codes else pa.array([""], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(narrow[plain], mask=mask), values)


def _mostly_different(texts: pa.Array) -> bool:
    stated = len(texts) - texts.null_count
    return bool(stated >= 8 and 10 * pc.count_distinct(texts).as_py() > 9 * stated)


@dataclass
class Words:
    """The vocabulary of each column, by its name: `place`, `sources.publisher`."""

    columns: dict[str, Vocabulary] = field(default_factory=dict)

    def __getitem__(self, column: str) -> Vocabulary:
        return self.columns.setdefault(column, Vocabulary())

    def news(self) -> str:
        """What was numbered since this was asked last, as a line of JSON."""
        fresh = {}
        for name, known in self.columns.items():
            if known.told < len(known.codes):
                fresh[name] = list(known.codes)[known.told :]
                known.told = len(known.codes)
        return json.dumps(fresh)

    def learn(self, news: Mapping[str, Sequence[str]]) -> None:
        """Take in a line of `news`."""
        for name, values in news.items():
            self[name].add(values)
            self[name].told = len(self[name].codes)
