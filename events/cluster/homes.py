"""Which worker has which piece."""

from collections import Counter
from collections.abc import Iterable, Mapping


def homes(pieces: int, workers: Iterable[str], before: Mapping[int, str]) -> dict[int, str]:
    """A worker for each piece, none with more than its share, and as few moved as that allows. Neighbours in time have
    different workers where they can, so that a short period is not one worker's alone."""
    names = sorted(workers)
    load = Counter(dict.fromkeys(names, 0))
    most, larger = divmod(pieces, len(names))
    found: dict[int, str] = {}
    for piece in range(pieces):
        home = before.get(piece, "")
        if home in load and load[home] < most + (larger > 0):
            larger -= load[home] == most
            found[piece] = home
            load[home] += 1
    for piece in range(pieces):
        if piece not in found:
            found[piece] = min(names, key=lambda name: (load[name], name))
            load[found[piece]] += 1
    return found
