"""What workers answer: a value with the pieces that it counts, so that no piece is missing or counted twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, eq=False)
class Answer(Generic[Value]):
    """`counts` has, for each piece by its number, how many of its events were counted. Values of answers that are
    added up can be added."""

    counts: Mapping[int, int]
    value: Value

    def __add__(self, other: "Answer[Any]") -> "Answer[Any]":
        twice = self.counts.keys() & other.counts.keys()
        if twice:
            raise ValueError(f"piece {min(twice)} was counted twice")
        return Answer({**self.counts, **other.counts}, self.value + other.value)


def added(*answers: Answer[Any]) -> Answer[Any]:
    return reduce(add, answers)
