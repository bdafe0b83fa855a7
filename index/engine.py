"""Search over entries: what an engine is, and the one that lives in a folder on this machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.dense import Dense
from index.encode import Encoder, Progress, Vectors
from index.facets import Facets
from index.fuse import fuse
from index.lexical import Lexical

DEPTH = 100
"""How far down each ranking is read before the rankings are fused."""
WEIGHTS: Mapping[str, float] = {"lexical": 1.0, "dense": 0.35}
RANK_CONSTANT = 20
"""With these two, 1,668 questions on 278 excerpts of annual reports found their passage among the first ten for 84.4 %,
by words alone for 83.1 %, with equal weights and the paper's constant of 60 for 77.6 %; hit@1: 46.5, 49.8 and 41.6 %.
"""
FORMAT = 1

Mask = NDArray[np.bool_]
Where = Mapping[str, Collection[str]]
"""For each named facet the values that are wanted; an entry must have one of them for every name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: a ``key`` of its own, the ``text`` that is searched, and ``facets`` to narrow by."""

    key: str
    text: str
    facets: Mapping[str, str] = field(default_factory=dict)


class Hit(NamedTuple):
    """An entry that was found. Scores compare within one search only."""

    key: str
    score: float


class Engine(Protocol):
    """What every engine does; ``tests/index/conformance.py`` holds each one to it."""

    def search(self, query: str, k: int, where: Where | None = None) -> list[Hit]:
        """The ``k`` entries that answer ``query`` best, best first, out of those that ``where`` lets through."""

    def rankings(self, query: str, k: int, where: Where | None = None) -> dict[str, list[str]]:
        """The rankings that ``search`` fuses, by name, each of at most ``k`` keys, best first."""


@dataclass(frozen=True)
class LocalEngine:
    """Entries in BM25 postings and, where there is an ``encoder``, in a faiss index of vectors.

    An entry has a vector for each window of its text; row ``r`` of ``dense`` belongs to the entry at ``owners[r]``.
    ``weights`` are those of the rankings "lexical" and "dense" in the fusion.
    """

    keys: Sequence[str]
    digests: Sequence[str]
    facets: Facets
    lexical: Lexical
    dense: Dense | None
    owners: NDArray[np.int64]
    identity: str | None
    encoder: Encoder | None
    weights: Mapping[str, float]

    @classmethod
    def build(
        cls,
        entries: Iterable[Entry],
        encoder: Encoder | None,
        reuse: LocalEngine | None = None,
        progress: Progress | None = None,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> LocalEngine:
        """An engine over ``entries``; raises ValueError when two have the same key.

        Texts that ``reuse`` holds with vectors of the same encoder aren't encoded again. ``progress`` counts the
        windows of text that are encoded.
        """
        entries = list(entries)
        keys = [entry.key for entry in entries]
        if len(set(keys)) < len(keys):
            raise ValueError(f"two entries have the key {repeated(keys)!r}")
        digests = [digest(entry.text) for entry in entries]
        lexical = Lexical.build(entry.text for entry in entries)
        facets = Facets.build([entry.facets for entry in entries])
        dense, owners = None, np.empty(0, np.int64)
        if encoder is not None and entries:
            known = reuse.vectors_by_digest(encoder.identity) if reuse else {}
            vectors, owners = embed([entry.text for entry in entries], digests, encoder, known, progress)
            dense = Dense.build(vectors)
        identity = encoder.identity if dense is not None and encoder is not None else None
        return cls(keys, digests, facets, lexical, dense, owners, identity, encoder, weights)

    def search(self, query: str, k: int, where: Where | None = None) -> list[Hit]:
        """See Engine: both rankings, fused by weighted reciprocal rank."""
        rankings = self.rankings(query, max(k, DEPTH), where)
        return [Hit(key, score) for key, score in fuse(rankings, self.weights, RANK_CONSTANT)[: max(k, 0)]]

    @property
    def words(self) -> Collection[str]:
        """The tokens of the texts."""
        return self.lexical.columns

    def rankings(self, query: str, k: int, where: Where | None = None) -> dict[str, list[str]]:
        """See Engine: "lexical", and "dense" where there are vectors and the encoder that made them."""
        allowed = self.facets.mask(where) if where else None
        found = {"lexical": self.lexical.search(query, k, allowed)[0]}
        if self.dense is not None and self.encoder is not None and query.strip():
            found["dense"] = self.nearest(vector_of(query, self.encoder), k, allowed)
        return {name: [self.keys[position] for position in positions] for name, positions in found.items()}

    def nearest_keys(self, texts: Sequence[str], k: int) -> list[list[tuple[str, float]]]:
        """For each text the ``k`` windows nearest in meaning: the keys of their entries, with the cosines, best first;
        nothing where there are no vectors."""
        if self.dense is None or self.encoder is None or not texts:
            return [[] for _ in texts]
        found = (self.dense.search(vector, k) for vector in self.encoder.encode(texts))
        return [
            [(self.keys[self.owners[row]], float(cosine)) for row, cosine in zip(rows, cosines, strict=True)]
            for rows, cosines in found
        ]

    def nearest(self, vector: Vectors, k: int, allowed: Mask | None) -> NDArray[np.int64]:
        """Positions of the ``k`` entries whose best window lies nearest to ``vector``, best first."""
        assert self.dense is not None
        rows_allowed = None if allowed is None else allowed[self.owners]
        wanted, most = k, len(self.owners)
        while True:
            rows, _ = self.dense.search(vector, wanted, rows_allowed)
            positions = first_of_each(self.owners[rows])
            if len(positions) >= k or len(rows) < wanted or wanted >= most:
                return positions[:k]
            wanted *= 2

    def cosines(self, text: str, keys: Sequence[str]) -> NDArray[np.float64]:
        """How near each of some entries is in meaning to ``text``: the cosine of its best window; 0 for a key that
        isn't held, and where there are no vectors."""
        found = np.zeros(len(keys))
        if self.dense is None or self.encoder is None or not text.strip():
            return found
        vector = vector_of(text, self.encoder)
        for number, position in enumerate(self._positions.get(key) for key in keys):
            if position is not None:
                first, last = np.searchsorted(self.owners, (position, position + 1))
                found[number] = float((self.dense.rows(first, last) @ vector).max())
        return found

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {key: position for position, key in enumerate(self.keys)}

    # -- on disk -------------------------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Writes the engine into ``folder``, made if need be; ``index.store`` makes that atomic."""
        folder.mkdir(parents=True, exist_ok=True)
        self.lexical.save(folder)
        self.facets.save(folder)
        if self.dense is not None:
            self.dense.save(folder / "vectors.faiss")
            np.save(folder / "owners.npy", self.owners)
        about = {"format": FORMAT, "encoder": self.identity, "keys": self.keys, "digests": self.digests}
        (folder / "entries.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None, weights: Mapping[str, float] = WEIGHTS) -> LocalEngine:
        """The engine that ``save`` wrote. Vectors of another encoder than ``encoder`` aren't used.

        Raises ValueError when the folder's format is another, OSError when a file is missing.
        """
        about = json.loads((folder / "entries.json").read_bytes())
        if about["format"] != FORMAT:
            raise ValueError(f"{folder}: index format {about['format']}, and this program reads {FORMAT}")
        size = len(about["keys"])
        dense, owners = None, np.empty(0, np.int64)
        if about["encoder"] is not None:
            dense = Dense.open(folder / "vectors.faiss")
            owners = np.load(folder / "owners.npy", mmap_mode="r")
        usable = encoder if encoder is not None and encoder.identity == about["encoder"] else None
        stored = Facets.open(folder, size), Lexical.open(folder, size)
        return cls(about["keys"], about["digests"], *stored, dense, owners, about["encoder"], usable, weights)

    def vectors_by_digest(self, identity: str) -> dict[str, Vectors]:
        """The vectors of each text, shape (windows, dimensions), by its digest; none when another encoder made them."""
        if self.dense is None or self.identity != identity:
            return {}
        cuts = np.flatnonzero(np.diff(self.owners)) + 1
        return dict(zip(self.digests, np.split(self.dense.vectors(), cuts), strict=True))


@lru_cache(maxsize=64)
def vector_of(text: str, encoder: Encoder) -> Vectors:
    """The vector of a text that is asked; the last ones are remembered, since one question asks several engines."""
    vector: Vectors = encoder.encode([text])[0]
    return vector


def embed(
    texts: Sequence[str],
    digests: Sequence[str],
    encoder: Encoder,
    known: Mapping[str, Vectors],
    progress: Progress | None,
) -> tuple[Vectors, NDArray[np.int64]]:
    """Vectors of all windows of ``texts``, shape (rows, dimensions), and the text that each row belongs to.

    Texts whose digest is in ``known`` aren't encoded, and of equal texts only one is.
    """
    fresh = {key: encoder.windows(text) for key, text in zip(digests, texts, strict=True) if key not in known}
    vectors = dict(known)
    if fresh:
        encoded = encoder.encode([window for stretch in fresh.values() for window in stretch], progress)
        cuts = np.cumsum([len(stretch) for stretch in fresh.values()])[:-1]
        vectors |= zip(fresh, np.split(encoded, cuts), strict=True)
    parts = [vectors[key] for key in digests]
    return np.concatenate(parts), np.repeat(np.arange(len(parts)), [len(part) for part in parts])


def digest(text: str) -> str:
    """What stands for ``text`` when asking whether it was encoded before."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def first_of_each(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distinct ``values`` in the order in which they first come."""
    _, first = np.unique(values, return_index=True)
    return values[np.sort(first)]


def repeated(keys: Sequence[str]) -> str:
    """The first of ``keys`` that comes a second time."""
    seen: set[str] = set()
    return next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]
