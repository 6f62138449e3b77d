"""The texts that come often, each with a number: what rows on the disk hold instead of the text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

OFTEN = 4  # times in a chunk, from which on a text has a number
MOST = 200_000  # numbered texts of a column that may also hold other texts


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
        every text is given a number. `texts` are strings, or a dictionary of them."""
        coded = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
        values = coded.dictionary.to_pylist()
        if not all and 2 * len(values) > len(texts):
            return pa.nulls(len(texts), pa.int32()), texts
        indices = np.asarray(coded.indices.fill_null(len(values)))
        lookup = np.array([*(self.codes.get(value, -1) for value in values), -2], dtype=np.int32)
        counts = np.bincount(indices, minlength=len(lookup))
        wanted = (lookup == -1) & (counts >= (1 if all else OFTEN))
        for place in np.flatnonzero(wanted)[: None if all else max(0, MOST - len(self.codes))].tolist():
            lookup[place] = len(self.codes)
            self.codes[values[place]] = len(self.codes)
        codes = lookup[indices]
        rest = codes == -1
        found = pa.array(codes, mask=codes < 0)
        return found, pc.if_else(pa.array(rest), texts, None) if rest.any() else None

    def decode(self, codes: pa.Array | None, texts: pa.Array | None) -> pa.Array:
        """The inverse of `encode`; one of the two may be missing."""
        if codes is None or (texts is not None and codes.null_count == len(codes)):
            return texts
        found = self.array().take(codes)
        return found if texts is None or texts.null_count == len(texts) else pc.coalesce(found, texts)

    def dictionary(self, codes: pa.Array) -> pa.Array:
        """Numbers as a dictionary array that knows only the texts that are used."""
        plain = np.asarray(codes.fill_null(0))
        used = np.zeros(max(len(self.codes), 1), dtype=bool)
        used[plain] = True
        narrow = (np.cumsum(used) - 1).astype(np.int32)
        mask = np.asarray(codes.is_null()) if codes.null_count else None
        values = self.array().take(pa.array(np.flatnonzero(used))) if self.codes else pa.array([""], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(narrow[plain], mask=mask), values)


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
