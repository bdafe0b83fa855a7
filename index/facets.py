"""Named values of entries, in columns, so that a condition on them is a mask."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ABSENT = -1


@dataclass(frozen=True)
class Facets:
    """Facet ``name`` of entry ``i`` is ``values[name][codes[name][i]]``; it has none where the code is ABSENT."""

    size: int
    values: Mapping[str, Sequence[str]]
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
        return cls(len(entries), {name: list(numbers[name]) for name in names}, codes)

    def mask(self, where: Mapping[str, Collection[str]]) -> NDArray[np.bool_]:
        """True for each entry that has, for every name in ``where``, one of its values; shape (size,)."""
        mask = np.ones(self.size, np.bool_)
        for name, wanted in where.items():
            known = [code for code, value in enumerate(self.values.get(name, ())) if value in wanted]
            mask &= np.isin(self.codes[name], known) if known else False
        return mask

    def save(self, folder: Path) -> None:
        """Writes the columns into ``folder``, which exists."""
        names = list(self.values)
        (folder / "facets.json").write_text(json.dumps(self.values, ensure_ascii=False), encoding="utf-8")
        np.save(folder / "facets.npy", np.array([self.codes[name] for name in names], np.int32))

    @classmethod
    def open(cls, folder: Path, size: int) -> Facets:
        """The columns of ``size`` entries that ``save`` wrote."""
        values = json.loads((folder / "facets.json").read_bytes())
        codes = np.load(folder / "facets.npy", mmap_mode="r").reshape(len(values), size) if values else []
        return cls(size, values, dict(zip(values, codes, strict=True)))
