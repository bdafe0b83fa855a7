"""Named values of entries, in columns, so that a condition on them is a mask."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, prefixed, under
from index.strings import ABSENT, Strings, sought

Mask = NDArray[np.bool_]
Where = Mapping[str, Collection[str]]
"""For each named facet the values that are wanted; an entry must have one of them for every name."""


@dataclass(frozen=True, eq=False)
class Facets:
    """Facet ``name`` of entry ``i`` is ``values[name][codes[name][i]]``; it has none where the code is ABSENT."""

    size: int
    values: Mapping[str, Strings]
    codes: Mapping[str, NDArray[np.int32]]

    @classmethod
    def build(cls, entries: Sequence[Mapping[str, str]]) -> Facets:
        """The columns of ``entries``, one mapping of names to values each."""
        names = sorted({name for facets in entries for name in facets})
        numbers: dict[str, dict[str, int]] = {name: {} for name in names}
        codes = {name: np.full(len(entries), ABSENT, np.int32) for name in names}
        for position, facets in enumerate(entries):
            for name, value in facets.items():
                codes[name][position] = numbers[name].setdefault(value, len(numbers[name]))
        return cls(len(entries), {name: Strings.of(numbers[name]) for name in names}, codes)

    @classmethod
    def merged(cls, parts: Sequence[tuple[Facets, Mask]]) -> Facets:
        """The columns of the entries of several, one after another; of each the entries where its mask is true."""
        names = sorted({name for facets, _ in parts for name in facets.codes})
        values: dict[str, dict[str, int]] = {name: {} for name in names}
        codes = {name: np.concatenate([one.recoded(name, mask, values[name]) for one, mask in parts]) for name in names}
        size = sum(int(mask.sum()) for _, mask in parts)
        return cls(size, {name: Strings.of(values[name]) for name in names}, codes)

    def recoded(self, name: str, mask: Mask, numbers: dict[str, int]) -> NDArray[np.int32]:
        """The column ``name`` of the entries where ``mask`` is true, in codes by ``numbers``, to which new values are
        added."""
        if name not in self.codes:
            return np.full(int(mask.sum()), ABSENT, np.int32)
        kept, values = self.codes[name][mask], self.values[name]
        table = np.full(len(values) + 1, ABSENT, np.int32)  # the last is that of ABSENT
        for code in np.unique(kept[kept != ABSENT]).tolist():
            table[code] = numbers.setdefault(values[code], len(numbers))
        return table[kept]

    def mask(self, where: Where) -> Mask:
        """True for each entry that has, for every name in ``where``, one of its values; shape (size,)."""
        masks = [self._having(name, wanted) for name, wanted in where.items()]
        return np.logical_and.reduce(masks) if masks else np.ones(self.size, np.bool_)

    def _having(self, name: str, wanted: Collection[str]) -> Mask:
        if name not in self.codes:
            return np.zeros(self.size, np.bool_)
        values = self.values[name]
        chosen = np.zeros(len(values) + 1, np.bool_)  # the last is that of ABSENT
        found = values.find(sought(wanted))
        chosen[found[found != ABSENT]] = True
        return chosen.take(self.codes[name], mode="wrap")

    def arrays(self) -> dict[str, Array]:
        """The arrays to store, by name."""
        names = json.dumps([*self.codes]).encode()
        found: dict[str, Array] = {"names": np.frombuffer(names, np.uint8)}
        for number, name in enumerate(self.codes):
            found[f"{number}.codes"] = self.codes[name]
            found |= prefixed(f"{number}.values", self.values[name].arrays())
        return found

    @classmethod
    def stored(cls, size: int, arrays: Mapping[str, Array]) -> Facets:
        """What ``arrays`` gave of ``size`` entries."""
        names = json.loads(arrays["names"].tobytes())
        values = {name: Strings.stored(under(f"{number}.values", arrays)) for number, name in enumerate(names)}
        return cls(size, values, {name: arrays[f"{number}.codes"] for number, name in enumerate(names)})
