"""Many values of which few differ, as the periods of figures do: what is asked of a value is asked once of each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, eq=False)
class Distinct(Generic[T]):
    """The values that differ, by their numbers, and the number of each value there is, shape (values,)."""

    numbers: Mapping[T, int]
    of: NDArray[np.int64]

    @classmethod
    def build(cls, values: Iterable[T]) -> Distinct[T]:
        """The values in the order in which they first come."""
        numbers: dict[T, int] = {}
        of = [numbers.setdefault(value, len(numbers)) for value in values]
        return cls(numbers, np.array(of, np.int64))

    def each(self, weigh: Callable[[T], float]) -> Array:
        """What ``weigh`` makes of each value, shape (values,).

        >>> Distinct.build(["a", "bc", "a"]).each(len).tolist()
        [1.0, 2.0, 1.0]
        """
        return np.array([weigh(value) for value in self.numbers], np.float64)[self.of]

    def worth(self, known: Mapping[T, float]) -> Array:
        """For each value what is ``known`` of it, 0 where nothing is, shape (values,).

        >>> Distinct.build(["a", "bc", "a"]).worth({"a": 0.5, "d": 1.0}).tolist()
        [0.5, 0.0, 0.5]
        """
        found = np.zeros(len(self.numbers))
        for value, worth in known.items():
            if value in self.numbers:
                found[self.numbers[value]] = worth
        return found[self.of]
