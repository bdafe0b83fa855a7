"""BM25 over token postings: the scores of rank-bm25, laid out so that a query adds a few columns.

Model: Okapi BM25 as in ``rank_bm25.BM25Okapi`` (k1 = 1.5, b = 0.75), with the inverse document frequency
ln(1 + (N - n + 0.5) / (n + 0.5)) that Lucene uses. The original ln((N - n + 0.5) / (n + 0.5)) is zero or negative
for a term in half of the texts, which in a library of five documents is the rule and not the exception.
Source: Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.tokens import tokens

K1, B = 1.5, 0.75

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Lexical:
    """Postings in compressed columns: term ``t`` weighs ``weights[i]`` in text ``positions[i]`` for every ``i`` in
    ``starts[t] : starts[t + 1]``. The weight holds everything but the query: idf, term frequency and length."""

    size: int
    terms: Sequence[str]
    starts: NDArray[np.int64]
    positions: NDArray[np.int32]
    weights: Floats

    @classmethod
    def build(cls, texts: Iterable[str]) -> Lexical:
        """The postings of ``texts``, which are known from here on by their position from 0."""
        vocabulary: dict[str, int] = {}
        flat, lengths = array("q"), array("q")
        for text in texts:
            found = tokens(text)
            flat.extend(vocabulary.setdefault(token, len(vocabulary)) for token in found)
            lengths.append(len(found))
        size = len(lengths)
        document_lengths = np.array(lengths, dtype=np.int64)
        term, position, frequency = occurrences(np.array(flat, dtype=np.int64), document_lengths)
        texts_with = np.bincount(term, minlength=len(vocabulary))
        weights = inverse_frequency(size, texts_with)[term] * saturation(frequency, document_lengths, position)
        starts = np.concatenate(([0], np.cumsum(texts_with)))
        return cls(size, list(vocabulary), starts, position.astype(np.int32), weights)

    @cached_property
    def columns(self) -> dict[str, int]:
        """Term to its column."""
        return {term: column for column, term in enumerate(self.terms)}

    def scores(self, query: str) -> Floats:
        """The BM25 score of every text for ``query``, shape (size,); a repeated query word counts again."""
        total = np.zeros(self.size)
        for token in tokens(query):
            column = self.columns.get(token)
            if column is not None:
                span = slice(self.starts[column], self.starts[column + 1])
                total[self.positions[span]] += self.weights[span]
        return total

    def search(self, query: str, k: int, allowed: Mask | None = None) -> tuple[Positions, Floats]:
        """The ``k`` best texts that share a token with ``query``: positions and scores, best first.

        ``allowed``, shape (size,), keeps a text where it is true. Equal scores come in order of position.
        """
        scores = self.scores(query)
        found = np.flatnonzero(scores if allowed is None else scores * allowed)
        best = found[top(scores[found], k)]
        return best, scores[best]

    def save(self, folder: Path) -> None:
        """Writes the postings into ``folder``, which exists."""
        (folder / "terms.txt").write_text("\n".join(self.terms), encoding="utf-8", newline="\n")
        np.save(folder / "starts.npy", self.starts)
        np.save(folder / "positions.npy", self.positions)
        np.save(folder / "weights.npy", self.weights)

    @classmethod
    def open(cls, folder: Path, size: int) -> Lexical:
        """The postings of ``size`` texts that ``save`` wrote; arrays are mapped, not read."""
        terms = (folder / "terms.txt").read_text(encoding="utf-8")
        arrays = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("starts", "positions", "weights")]
        return cls(size, terms.split("\n") if terms else [], *arrays)


def occurrences(flat: Positions, lengths: Positions) -> tuple[Positions, Positions, Positions]:
    """Each (term, text) pair once, sorted by both, and how often it occurs, from the term ids of all texts in a row."""
    size = max(len(lengths), 1)
    pairs = flat * size + np.repeat(np.arange(len(lengths)), lengths)
    unique, frequency = np.unique(pairs, return_counts=True)
    return unique // size, unique % size, frequency


def inverse_frequency(size: int, texts_with: Positions) -> Floats:
    """ln(1 + (N - n + 0.5) / (n + 0.5)): how much a term that ``texts_with`` of ``size`` texts hold tells; positive."""
    return np.log1p((size - texts_with + 0.5) / (texts_with + 0.5))


def saturation(frequency: Positions, lengths: Positions, position: Positions) -> Floats:
    """BM25's share of a term that occurs ``frequency`` times in the text at ``position``, of ``lengths`` tokens."""
    relative = lengths / max(lengths.mean(), 1e-9) if len(lengths) else lengths.astype(np.float64)
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * relative[position]))


def top(scores: Floats, k: int) -> Positions:
    """Positions of the ``k`` highest scores, best first, equal ones in order of position."""
    if not 0 < k < len(scores):
        return np.argsort(-scores, kind="stable")[: max(k, 0)]
    threshold = np.partition(scores, len(scores) - k)[len(scores) - k]
    candidates = np.flatnonzero(scores >= threshold)
    return candidates[np.argsort(-scores[candidates], kind="stable")][:k]
