"""What has to be said of the data sets that a view is made of: names, citations, terms, which are machine-coded."""

from dashboard.scene import Scene
from events.datasets import RECORDS, Dataset
from events.dates import parse
from events.dates_in_words import in_words
from events.facets import FACET
from events.holdings import Holdings
from events.model import Event
from events.selection import Selection

CODED = "machine-coded"
MACHINE = f"{CODED}, not checked by a person"


def value_words(key: str, value: str, holdings: Holdings) -> str:
    """The words for a value of a facet; for a data set its name, with its key where another has the same name."""
    dataset = holdings.dataset(value) if key == "dataset" else None
    if dataset is None:
        return FACET[key].words(value)
    alike = sum(other.name == dataset.name for other in holdings.datasets) > 1
    return f"{dataset.name} ({dataset.key})" if alike else dataset.name


def sentence(selection: Selection, holdings: Holdings) -> list[str]:
    """The filters in words, with the names of data sets."""
    names = [value_words("dataset", key, holdings) for key in selection.values("dataset")]
    return selection.choose("dataset", names).sentence()


def coded(event: Event, holdings: Holdings) -> bool:
    """Whether the event is of a data set that a program made."""
    dataset = holdings.dataset(event.dataset)
    return dataset is not None and dataset.machine_coded


def all_coded(scene: Scene) -> bool:
    """Whether all of the shown events are of such data sets."""
    counts, keys = scene.summary.of_shown["dataset"], scene.holdings.values["dataset"]
    found = [scene.holdings.dataset(keys[code]) for code in counts.nonzero()[0]]
    return bool(found) and all(dataset is not None and dataset.machine_coded for dataset in found)


def shown_datasets(scene: Scene) -> list[Dataset]:
    """The data sets of the shown events, without the curated records."""
    counts, keys = scene.summary.of_shown["dataset"], scene.holdings.values["dataset"]
    found = [scene.holdings.dataset(keys[code]) for code in counts.nonzero()[0] if keys[code] != RECORDS.key]
    return [dataset for dataset in found if dataset]


def datasets(scene: Scene) -> list[str]:
    """One sentence for each data set: its citation as its publisher wants it, and how it was made."""
    return [words(dataset) for dataset in shown_datasets(scene)]


def manipulations(scene: Scene) -> list[str]:
    """How the columns of those data sets were read whose terms want it said."""
    found = [dataset for dataset in shown_datasets(scene) if dataset.rows != "free"]
    return [f"{dataset.name}: {dataset.note}" for dataset in found if dataset.note]


def words(dataset: Dataset) -> str:
    parts = [
        dataset.citation or dataset.name,
        dataset.licence,
        _accessed(dataset),
    ]
    said = "; ".join(part.rstrip(".") for part in parts if part)
    return f"{said}{f' ({MACHINE})' if dataset.machine_coded else ''}."


def _accessed(dataset: Dataset) -> str:
    """When the data were fetched; that this is not stated, where their terms want it said."""
    if dataset.accessed:
        return f"accessed {in_words(parse(dataset.accessed))}"
    return "day of access not stated" if dataset.rows == "withheld" else ""
