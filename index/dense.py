"""Nearest vectors by inner product, in faiss indexes whose kind follows from how many vectors each holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.top import top

if TYPE_CHECKING:  # faiss takes 0.1 s to import: only where it is used
    import faiss

EXACT_UP_TO = 50_000
HALF_PRECISION_UP_TO = 200_000
PROBES = 32

Vectors = NDArray[np.float32]
Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Windows:
    """The unit vectors of the windows of some texts: row ``r`` of ``index`` is one of text ``owners[r]``, and
    ``owners`` ascend."""

    index: faiss.Index
    owners: NDArray[np.int32]

    @classmethod
    def build(cls, vectors: Vectors, owners: NDArray[np.integer[Any]]) -> Windows:
        """An index of ``vectors``, shape (rows, dimensions): exact up to 50,000 rows, half precision up to 200,000
        (recall@10 of 0.9995), inverted lists beyond (0.998)."""
        index = empty(*vectors.shape)
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        index.train(rows)
        index.add(rows)
        return cls(index, owners.astype(np.int32))

    @classmethod
    def merged(cls, parts: Sequence[tuple[Windows, Mask]]) -> Windows:
        """The vectors of the texts of several, one after another; of each the texts where its mask is true."""
        kept = [windows.kept(mask) for windows, mask in parts]
        firsts = accumulate((int(mask.sum()) for _, mask in parts), initial=0)
        owners = [own + first for (_, own), first in zip(kept, firsts, strict=False)]
        return cls.build(np.concatenate([vectors for vectors, _ in kept]), np.concatenate(owners))

    def kept(self, mask: Mask) -> tuple[Vectors, Positions]:
        """The vectors of the texts where ``mask`` is true, and which of these each belongs to."""
        if mask.all():
            return self.vectors(), self.owners.astype(np.int64)
        rows = mask[self.owners]
        return self.vectors()[rows], (np.cumsum(mask) - 1)[self.owners[rows]]

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Positions, Vectors]:
        """The ``k`` rows nearest to ``query``, shape (dimensions,), and their inner products, best first, equally near
        ones in order of row.

        ``allowed``, shape (texts,), keeps a text where it is true.
        """
        rows_allowed = None if allowed is None else allowed[self.owners]
        most = len(self.owners) if rows_allowed is None else int(rows_allowed.sum())
        k = min(k, most)
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        wanted = k + 1  # of equals at the end faiss gives any
        while True:
            rows, products = self.some(query, min(wanted, most), rows_allowed)
            if len(rows) < wanted or products[-1] < products[k - 1]:
                best = np.lexsort((rows, -products))[:k]
                return rows[best], products[best]
            wanted *= 2

    def some(self, query: Vectors, k: int, allowed: Mask | None) -> tuple[Positions, Vectors]:
        """The ``k`` nearest rows, out of those ``allowed``, shape (rows,), in any order among equals."""
        params = self.narrowed(allowed)
        products, rows = self.index.search(query[None, :].astype(np.float32), k, params=params)
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
        self.reachable()
        return np.asarray(self.index.reconstruct_n(0, self.index.ntotal), np.float32)

    def of_texts(self, texts: Positions) -> tuple[Vectors, Positions]:
        """The vectors of all windows of some texts, one text after another, and where those of each begin."""
        self.reachable()
        wanted = texts.astype(self.owners.dtype)  # else all owners are cast to the type of the texts
        firsts, lasts = (np.searchsorted(self.owners, wanted, side) for side in ("left", "right"))
        starts = np.concatenate(([0], np.cumsum(lasts - firsts)))[:-1]
        rows = np.arange((lasts - firsts).sum()) + np.repeat(firsts - starts, lasts - firsts)
        return np.asarray(self.index.reconstruct_batch(rows), np.float32), starts

    def reachable(self) -> None:
        """Sees to it that vectors can be had by their row."""
        import faiss

        if isinstance(self.index, faiss.IndexIVF):
            self.index.make_direct_map()  # does nothing where there is one

    def save(self, file: Path) -> None:
        """Writes the index to ``file``; the owners are the caller's to keep."""
        import faiss

        faiss.write_index(self.index, str(file))

    @classmethod
    def open(cls, file: Path, owners: NDArray[np.int32]) -> Windows:
        """The index that ``save`` wrote; its vectors are mapped, not read."""
        import faiss

        return cls(faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC), owners)


@dataclass(frozen=True, eq=False)
class Dense:
    """The windows of several sets of texts, each with how many texts it has and a mask of those that are left.

    A text is known by its place: its position, counted on from one set to the next. No mask: all are left.
    """

    parts: Sequence[tuple[Windows, int, Mask | None]]

    @cached_property
    def firsts(self) -> list[int]:
        """The place of the first text of each set, and how many places there are."""
        return [*accumulate((size for _, size, _ in self.parts), initial=0)]

    @cached_property
    def rows(self) -> int:
        """How many vectors there are, those of removed texts among them."""
        return sum(len(windows.owners) for windows, *_ in self.parts)

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Positions, Vectors]:
        """The ``k`` windows nearest to ``query``, shape (dimensions,): the places of their texts, which may come
        more than once, and the inner products, best first.

        ``allowed``, shape (places,), keeps a text where it is true.
        """
        places, products = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
        for (windows, size, left), first in zip(self.parts, self.firsts, strict=False):
            rows, of = windows.search(query, k, both(left, None if allowed is None else allowed[first : first + size]))
            places.append(windows.owners[rows] + np.int64(first))
            products.append(of)
        found = np.concatenate(products)
        best = top(found, k)
        return np.concatenate(places)[best], found[best]

    def texts(self, query: Vectors, k: int, allowed: Mask | None = None) -> Positions:
        """Places of the ``k`` texts whose best window lies nearest to ``query``, best first."""
        wanted = k
        while True:
            places, _ = self.search(query, wanted, allowed)
            distinct = first_of_each(places)
            if len(distinct) >= k or len(places) < wanted or wanted >= self.rows:
                return distinct[:k]
            wanted *= 2

    def products(self, query: Vectors, places: Positions) -> Vectors:
        """The inner products of ``query`` and, of each of the texts at ``places``, the window nearest to it."""
        found = np.empty(len(places), np.float32)
        numbers = np.searchsorted(self.firsts, places, side="right") - 1
        for number in np.unique(numbers).tolist():
            windows, *_ = self.parts[number]
            vectors, starts = windows.of_texts(places[numbers == number] - self.firsts[number])
            found[numbers == number] = np.maximum.reduceat(vectors @ query, starts)
        return found


def both(one: Mask | None, other: Mask | None) -> Mask | None:
    """What two masks let through, of which None lets everything through."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


def first_of_each(values: Positions) -> Positions:
    """The distinct ``values`` in the order in which they first come."""
    _, first = np.unique(values, return_index=True)
    return values[np.sort(first)]


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
