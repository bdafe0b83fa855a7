"""Nearest vectors by inner product, in a faiss index whose kind follows from how many vectors there are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # faiss takes 0.1 s to import: only where it is used
    import faiss

EXACT_UP_TO = 50_000
HALF_PRECISION_UP_TO = 200_000
PROBES = 32

Vectors = NDArray[np.float32]
Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Dense:
    """A faiss index over unit vectors, which are known by their row from 0."""

    index: faiss.Index

    @classmethod
    def build(cls, vectors: Vectors) -> Dense:
        """An index of ``vectors``, shape (rows, dimensions): exact up to 50,000 rows, half precision up to 200,000
        (recall@10 of 0.9995), inverted lists beyond (0.998)."""
        index = empty(*vectors.shape)
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        index.train(rows)
        index.add(rows)
        return cls(index)

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Positions, Vectors]:
        """The ``k`` rows nearest to ``query``, shape (dimensions,), and their inner products, best first.

        ``allowed``, shape (rows,), keeps a row where it is true.
        """
        wanted = min(k, self.index.ntotal if allowed is None else int(allowed.sum()))
        if wanted <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        products, rows = self.index.search(query[None, :].astype(np.float32), wanted, params=self.narrowed(allowed))
        found = rows[0] >= 0
        return rows[0][found], products[0][found]

    def narrowed(self, allowed: Mask | None) -> faiss.SearchParameters:
        """Search parameters that keep to the ``allowed`` rows. The fewer they are, the more lists are probed."""
        import faiss

        share = 1.0 if allowed is None else max(float(allowed.mean()), 1e-9)
        # faiss's type stubs don't know the arguments that its Python layer adds.
        selector = None if allowed is None else faiss.IDSelectorBitmap(packed(allowed))  # type: ignore[call-arg,arg-type]
        if not isinstance(self.index, faiss.IndexIVF):
            return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        probes = min(self.index.nlist, int(PROBES / share))
        return faiss.SearchParametersIVF(sel=selector, nprobe=probes)  # type: ignore[call-arg]

    def vectors(self) -> Vectors:
        """All vectors, shape (rows, dimensions), as exactly as the index holds them."""
        return self.rows(0, self.index.ntotal)

    def rows(self, first: int, last: int) -> Vectors:
        """The vectors of the rows from ``first`` up to ``last``, as exactly as the index holds them."""
        import faiss

        if isinstance(self.index, faiss.IndexIVF):
            self.index.make_direct_map()  # does nothing where there is one
        return np.asarray(self.index.reconstruct_n(int(first), int(last - first)), dtype=np.float32)

    def save(self, file: Path) -> None:
        """Writes the index to ``file``."""
        import faiss

        faiss.write_index(self.index, str(file))

    @classmethod
    def open(cls, file: Path) -> Dense:
        """The index that ``save`` wrote; its vectors are mapped, not read."""
        import faiss

        return cls(faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC))


def packed(mask: Mask) -> NDArray[np.uint8]:
    """``mask`` with eight places a byte, the first in the lowest bit."""
    return np.packbits(mask, bitorder="little")


def empty(rows: int, dimensions: int) -> faiss.Index:
    """An index of the kind that suits ``rows`` vectors of ``dimensions``, without any in it yet."""
    import faiss

    if rows <= EXACT_UP_TO:
        return faiss.IndexFlatIP(dimensions)
    if rows <= HALF_PRECISION_UP_TO:
        return faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    lists = 4 * int(rows**0.5)
    return faiss.IndexIVFFlat(faiss.IndexFlatIP(dimensions), dimensions, lists, faiss.METRIC_INNER_PRODUCT)
