"""Keys of data sets that mean one data set each: two releases in one table stay apart."""

from dataclasses import dataclass, field
from itertools import chain, count

import pyarrow as pa

from events.datasets import Dataset


@dataclass
class DatasetKeys:
    """The data sets that were seen, in their order, by the key that each was given. A second one of the same key is
    numbered, `ucdp-ged-2`."""

    given: dict[str, Dataset] = field(default_factory=dict)

    def key(self, dataset: Dataset) -> str:
        """The key that rows of the data set are given."""
        for key in chain([dataset.key], (f"{dataset.key}-{number}" for number in count(2))):
            known = self.given.setdefault(key, dataset.model_copy(update={"key": key}))
            if known == dataset.model_copy(update={"key": key}):
                return key
        raise AssertionError("numbers do not end")

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        return tuple(self.given.values())


def renamed(events: pa.Table, keys: dict[str, str]) -> pa.Table:
    """Rows with the keys of their data sets replaced."""
    if all(old == new for old, new in keys.items()):
        return events
    column = events["dataset"].unify_dictionaries()
    chunks = [
        pa.DictionaryArray.from_arrays(
            chunk.indices, pa.array([keys.get(key, key) for key in chunk.dictionary.to_pylist()], pa.string())
        )
        for chunk in column.chunks
    ]
    return events.set_column(
        events.schema.get_field_index("dataset"), events.schema.field("dataset"), pa.chunked_array(chunks, column.type)
    )
