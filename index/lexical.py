"""BM25 over token postings: the scores of rank-bm25, laid out so that a query adds a few columns.

Model: Okapi BM25 as in ``rank_bm25.BM25Okapi`` (k1 = 1.5, b = 0.75), with the inverse document frequency
ln(1 + (N - n + 0.5) / (n + 0.5)) that Lucene uses. The original ln((N - n + 0.5) / (n + 0.5)) is zero or negative
for a term in half of the texts, which in a library of five documents is the rule and not the exception.
Source: Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".

The texts may be spread over several postings, and some of them be removed: what is counted over all texts (how many
there are, how long they are, how many hold a term) is counted over those that are left, when it is asked for.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, prefixed, under
from index.strings import ABSENT, Strings, sought
from index.tokens import tokens
from index.top import top

K1, B = 1.5, 0.75
STRETCH = 1 << 14
"""Postings of a term that are scored at once: few enough for the processor's cache, five times as fast as all."""
NARROW = 8
"""How many times as many texts must hold a term as are asked about for these to be looked up among those."""

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]
Integers = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Postings:
    """Which texts hold a term: term ``t`` stands ``frequencies[i]`` times in text ``positions[i]`` for every ``i`` in
    ``starts[t] : starts[t + 1]``, in order of position. ``lengths`` are those of the texts, in tokens."""

    terms: Strings
    starts: Positions
    positions: NDArray[np.int32]
    frequencies: NDArray[np.unsignedinteger[Any]]
    lengths: NDArray[np.int32]

    @classmethod
    def build(cls, texts: Iterable[str]) -> Postings:
        """The postings of ``texts``, which are known from here on by their position from 0."""
        vocabulary: dict[str, int] = {}
        flat, lengths = array("q"), array("q")
        for text in texts:
            found = tokens(text)
            flat.extend(vocabulary.setdefault(token, len(vocabulary)) for token in found)
            lengths.append(len(found))
        term, position, frequency = occurrences(np.array(flat, np.int64), np.array(lengths, np.int64))
        starts = bounds(np.bincount(term, minlength=len(vocabulary)))
        return cls.of(Strings.of(vocabulary), starts, position, frequency, np.array(lengths, np.int64))

    @classmethod
    def of(
        cls, terms: Strings, starts: Positions, positions: Integers, frequencies: Integers, lengths: Integers
    ) -> Postings:
        """Postings in the narrowest types that hold them."""
        narrow = np.min_scalar_type(frequencies.max(initial=0))
        return cls(terms, starts, positions.astype(np.int32), frequencies.astype(narrow), lengths.astype(np.int32))

    @classmethod
    def merged(cls, parts: Sequence[tuple[Postings, Mask]]) -> Postings:
        """The postings of the texts of several, one after another; of each the texts where its mask is true."""
        kept = [postings.kept(mask) for postings, mask in parts]
        vocabulary: dict[str, int] = {}
        columns = [
            np.fromiter((vocabulary.setdefault(term, len(vocabulary)) for term in part.terms), np.int64)
            for part in kept
        ]
        counts = [np.diff(part.starts) for part in kept]
        starts = bounds(np.bincount(np.concatenate(columns), np.concatenate(counts), len(vocabulary)))
        order = np.concatenate([np.repeat(column, count) for column, count in zip(columns, counts, strict=True)])
        order = np.argsort(order, kind="stable")
        firsts = accumulate((len(part.lengths) for part in kept), initial=0)
        positions = np.concatenate([part.positions + first for part, first in zip(kept, firsts, strict=False)])
        frequencies = np.concatenate([part.frequencies for part in kept])
        lengths = np.concatenate([part.lengths for part in kept])
        return cls.of(Strings.of(vocabulary), starts, positions[order], frequencies[order], lengths)

    def kept(self, mask: Mask) -> Postings:
        """The postings of the texts where ``mask`` is true, and the terms that these hold."""
        if mask.all():
            return self
        held, counts = mask[self.positions], self.counts(mask)
        terms = Strings.of(term for term, count in zip(self.terms, counts, strict=True) if count)
        renumbered = np.cumsum(mask) - 1
        positions = renumbered[self.positions[held]]
        return Postings.of(terms, bounds(counts[counts > 0]), positions, self.frequencies[held], self.lengths[mask])

    @classmethod
    def stored(cls, arrays: Mapping[str, Array]) -> Postings:
        """What ``arrays`` gave."""
        terms = Strings.stored(under("terms", arrays))
        return cls(terms, arrays["starts"], arrays["positions"], arrays["frequencies"], arrays["lengths"])

    def arrays(self) -> dict[str, Array]:
        """The arrays to store, by name."""
        own = {name: getattr(self, name) for name in ("starts", "positions", "frequencies", "lengths")}
        return own | prefixed("terms", self.terms.arrays())

    def of_term(self, term: int, asked: Integers | None = None) -> tuple[Integers, Integers]:
        """The texts that hold a term, and how often each does. Where only few texts are ``asked`` about, in ascending
        order, only those of them."""
        span = slice(self.starts[term], self.starts[term + 1])
        positions, frequencies = self.positions[span], self.frequencies[span]
        if asked is None or NARROW * len(asked) > len(positions):
            return positions, frequencies
        met = meeting(asked, positions)
        return positions[met], frequencies[met]

    def counts(self, mask: Mask) -> Positions:
        """How many of the texts where ``mask`` is true hold each term."""
        return np.diff(bounds(mask[self.positions])[self.starts])

    def texts_with(self, terms: Positions, removed: Integers) -> Positions:
        """How many texts hold each of some terms, but those ``removed``; 0 for a term that is ABSENT."""
        found = terms != ABSENT
        counts = np.where(found, self.starts[terms + found] - self.starts[terms], 0)
        for number in np.flatnonzero(found) if len(removed) else ():
            positions, _ = self.of_term(terms[number])
            counts[number] -= len(meeting(*sorted((positions, removed), key=len)))
        return counts


@dataclass(frozen=True, eq=False)
class Lexical:
    """BM25 over the texts of some postings but those removed from each.

    A text is known by its place: its position, counted on from one postings to the next.
    """

    parts: Sequence[tuple[Postings, Integers]]

    @cached_property
    def size(self) -> int:
        """How many places there are."""
        return sum(len(postings.lengths) for postings, _ in self.parts)

    @cached_property
    def living(self) -> int:
        """How many texts are left."""
        return self.size - sum(len(removed) for _, removed in self.parts)

    @cached_property
    def slopes(self) -> list[Floats]:
        """For the texts of each postings, k1 (1 - b + b length / average length): how slowly a term saturates."""
        tokens_left = sum(
            int(p.lengths.sum(dtype=np.int64) - p.lengths[gone].sum(dtype=np.int64)) for p, gone in self.parts
        )
        average = max(tokens_left / max(self.living, 1), 1e-9)
        return [np.asarray(K1 * (1 - B + B / average * postings.lengths), np.float64) for postings, _ in self.parts]

    @property
    def words(self) -> Words:
        """The terms of the texts that are left."""
        return Words(self.parts)

    def scores(self, query: str, allowed: Mask | None = None) -> Floats:
        """The BM25 score of every text for ``query``, shape (size,); words count as often as they are said.

        The score of a removed text is 0, and that of one that isn't ``allowed``, shape (size,), any number.
        """
        counts = Counter(tokens(query))
        wanted = sought(counts)
        columns = [postings.terms.find(wanted) for postings, _ in self.parts]
        weights = inverse_frequency(self.living, self._texts_with(columns, len(counts)))
        weights *= (K1 + 1) * np.array([*counts.values()], np.int64)
        total, first = np.zeros(self.size), 0
        for (postings, removed), terms, slopes in zip(self.parts, columns, self.slopes, strict=True):
            place = slice(first, first + len(slopes))
            asked = None if allowed is None else np.flatnonzero(allowed[place])
            found = np.flatnonzero(terms != ABSENT)
            for held in together([(*postings.of_term(terms[term], asked), weights[term]) for term in found]):
                add(total[place], *held, slopes)
            total[place][removed] = 0
            first = place.stop
        return total

    def _texts_with(self, columns: Sequence[Positions], terms: int) -> Positions:
        """How many texts hold each of some terms, which have ``columns`` in each of the postings."""
        total = np.zeros(terms, np.int64)
        for (postings, removed), of in zip(self.parts, columns, strict=True):
            total += postings.texts_with(of, removed)
        return total

    def search(self, query: str, k: int, allowed: Mask | None = None) -> tuple[Positions, Floats]:
        """The ``k`` best texts that share a token with ``query``: places and scores, best first.

        ``allowed``, shape (size,), keeps a text where it is true. Equal scores come in order of place.
        """
        scores = self.scores(query, allowed)
        if allowed is None:
            best = top(scores, k, above=0)
        else:
            places = np.flatnonzero(allowed)
            best = places[top(scores[places], k, above=0)]
        return best, scores[best]


@dataclass(frozen=True)
class Words(Collection[str]):
    """The terms of the texts of some postings but those removed from each."""

    parts: Sequence[tuple[Postings, Integers]]

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        wanted = sought([word])
        return any(p.texts_with(p.terms.find(wanted), removed)[0] for p, removed in self.parts)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(word for part in self.parts for word in self._of(*part)))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @staticmethod
    def _of(postings: Postings, removed: Integers) -> Iterable[str]:
        if not len(removed):
            return postings.terms
        left = np.ones(len(postings.lengths), np.bool_)
        left[removed] = False
        return compress(postings.terms, postings.counts(left))


Held = tuple[Integers, Integers, float | Floats]
"""The texts that hold a term, how often each does, and what the term weighs; the same of several terms in a row."""


def together(terms: list[Held]) -> list[Held]:
    """Some terms in one, where few texts hold them; each by itself where many do."""
    if not 0 < sum(len(positions) for positions, *_ in terms) <= STRETCH:
        return terms
    positions, frequencies, weights = zip(*terms, strict=True)
    return [(np.concatenate(positions), np.concatenate(frequencies), np.repeat(weights, [*map(len, positions)]))]


def add(total: Floats, positions: Integers, frequencies: Integers, weight: float | Floats, slopes: Floats) -> None:
    """Adds to ``total`` what terms of some ``weight`` bring each text that holds them; one for each of the positions
    where these are few enough for one stretch."""
    for first in range(0, len(positions), STRETCH):
        stretch = slice(first, first + STRETCH)
        at = positions[stretch].astype(np.intp)
        share, rest = frequencies[stretch].astype(np.float64), slopes[at]
        rest += share
        share /= rest
        share *= weight
        np.add.at(total, at, share)


def meeting(few: Integers, many: Integers) -> Positions:
    """Where in ``many`` numbers stand those of ``few``; both ascend."""
    if not len(many):
        return np.empty(0, np.int64)
    places = np.minimum(np.searchsorted(many, few.astype(many.dtype)), len(many) - 1)  # else many are cast
    return np.asarray(places[many[places] == few], np.int64)


def bounds(counts: NDArray[Any]) -> Positions:
    """Where groups of ``counts`` items begin when they stand one after another, and where the last ends."""
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def occurrences(flat: Positions, lengths: Positions) -> tuple[Positions, Positions, Positions]:
    """Each (term, text) pair once, sorted by both, and how often it occurs, from the term ids of all texts in a row."""
    size = max(len(lengths), 1)
    pairs = flat * size + np.repeat(np.arange(len(lengths)), lengths)
    unique, frequency = np.unique(pairs, return_counts=True)
    return unique // size, unique % size, frequency


def inverse_frequency(size: int, texts_with: Positions) -> Floats:
    """ln(1 + (N - n + 0.5) / (n + 0.5)): how much a term that ``texts_with`` of ``size`` texts hold tells; positive."""
    return np.log1p((size - texts_with + 0.5) / (texts_with + 0.5))
