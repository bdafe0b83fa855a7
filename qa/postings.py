"""How well each of many things fits the words of a question.

A thing (a figure, a line of text) has contexts: the words that say what it is, nearest first. Postings look a
question's terms up in them; nearer words weigh more, rarer words count more, and a name may be met by another name of
the same thing. Everything comes back as arrays over the things, so that a question costs a few vector operations.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from qa.aliases import Phrase
from qa.kin import Kin, Likeness
from qa.vocabulary import LOSSES, Term, folded_class, folded_words, keys, terms, unattributed

Array = NDArray[np.float64]
Positions = NDArray[np.int64]

NEARNESS = (1.0, 0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4)
"""What a word weighs by how far from the thing it stands: its label first, the document's title last."""
PARTLY = 0.6
"""What a concept weighs that is met by its words and not by its name."""
ALIAS = 0.9
"""What a name weighs that is met by another name of the same thing."""
UNKNOWN = 0.3
"""What a word that no document has counts, against the rarest word that one has."""
LOSS = 0.95
"""What a result weighs that is met by its name below nil: "operating income" by "operating loss"."""
KINDRED = 0.8
"""What a word weighs that is met by one of its own meaning."""
ABOVE = 4
"""Contexts up to this place stand right above a thing; those further away are titles."""
ALIKE = 0.8
"""How alike a misspelt word and the one meant must be, as difflib measures it."""


@dataclass(frozen=True)
class Match:
    """For each thing, from 0 to 1: the part of the question's words that it covers, the weight of the word that it
    covers least (``missing``), and the parts of its own label and of the words right above it that the question
    leaves unsaid. ``by_term`` has a row for each of ``said``, ``weights`` what each of them counts. ``unheard`` is the
    part of the question's words that nothing anywhere has."""

    said: tuple[Term, ...]
    coverage: Array
    missing: Array
    unsaid: Array
    unsaid_above: Array
    by_term: Array
    weights: Array
    unheard: float


class Postings:
    """The words around things, by word. Building is linear in the number of words."""

    def __init__(
        self, contexts: Sequence[Sequence[str]], names: Mapping[Phrase, Sequence[Phrase]], kin: Kin | None = None
    ) -> None:
        self.size = len(contexts)
        self._kin = kin
        self._names = names
        self._in_names = frozenset(word for name in names for word in name)
        self._holders = _weighted(contexts)
        self._label = _Said([_names_in(context[:1]) for context in contexts], self.idf)
        self._above = _Said([_names_in(context[1:ABOVE]) for context in contexts], self.idf)

    def idf(self, key: str) -> float:
        """How much a word tells things apart; always positive."""
        holders = len(self._holders[key][0]) if key in self._holders else 0
        return math.log(1 + (self.size - holders + 0.5) / (holders + 0.5))

    def match(self, said: Sequence[Term], given: Sequence[Array] | None = None) -> Match:
        """How well everything meets the terms of a question. ``given`` has, for each term, what is known of it from
        elsewhere, as the company's name is known from the document."""
        spelt = tuple(self._spelt(term) for term in said)
        rows = [self._met(term) for term in spelt]
        if given:
            rows = [np.maximum(row, more) for row, more in zip(rows, given, strict=True)]
        self._meet_names(spelt, rows)
        kindred = self._kindred(spelt)
        self._meet_kin(kindred, rows)
        by_term = np.vstack(rows) if rows else np.zeros((0, self.size))
        weights = np.array([self._weight(term) for term in spelt])
        total = weights.sum()
        coverage = weights @ by_term / total if total else np.zeros(self.size)
        missing = np.max(weights[:, None] * (1 - by_term), axis=0) / total if total else np.zeros(self.size)
        spoken = self._spoken(spelt, kindred)
        unheard = float(np.mean([1 - min(float(row.max()), 1) for row in rows])) if rows and self.size else 1.0
        unsaid, above = self._label.unsaid(spoken), self._above.unsaid(spoken)
        return Match(spelt, coverage, missing, unsaid, above, by_term, weights, unheard)

    def _weight(self, term: Term) -> float:
        """What a question's term counts; one that no document goes by counts as its words do. What the documents don't
        know counts little unless it is a name: people ask in words of their own."""
        said = [term.name] if term.name in self._holders else _content(term.words)
        known = any(word in self._holders for word in said)
        return float(np.mean([self.idf(word) for word in said])) * (1 if known or term.proper else UNKNOWN)

    def _spelt(self, term: Term) -> Term:
        """A term as the documents spell it, where they know no such word and one close to it."""
        known = term.name in self._holders or term.name in self._in_names
        if term.concept or known or len(term.name) < 5 or not self.size:
            return term
        close = get_close_matches(term.name, [key for key in self._holders if " " not in key], n=1, cutoff=ALIKE)
        respelt = terms(close[0]) if close else ()
        return respelt[0] if respelt else term

    def _met(self, term: Term) -> Array:
        """How well each thing's words meet one term."""
        row = self.holding(term.name)
        if term.concept:
            for loss in _losses(term):
                np.maximum(row, LOSS * self.holding(loss), out=row)
            for words in (term.words, folded_words(term.name)):
                np.maximum(row, self._partly(words), out=row)
        return row

    def holding(self, key: str) -> Array:
        """For each thing the weight with which it holds a key, 0 where it doesn't."""
        row = np.zeros(self.size)
        if key in self._holders:
            at, weights = self._holders[key]
            row[at] = weights
        return row

    def _partly(self, words: Sequence[str]) -> Array:
        content = _content(words)
        met = np.sum([self.holding(word) for word in content], axis=0) / len(content)
        partly: Array = PARTLY * met**2
        return partly

    def _meet_names(self, said: Sequence[Term], rows: list[Array]) -> None:
        """Lets a run of terms be met by another name of the same thing, wherever all of that name's words are."""
        spoken = [(word, number) for number, term in enumerate(said) for word in term.words]
        for at, name, others in self._named([word for word, _ in spoken]):
            met = np.max([self._all_of(other) for other in others], axis=0)
            for number in {number for _, number in spoken[at : at + len(name)]}:
                rows[number] = np.maximum(rows[number], ALIAS * met)

    def _named(self, spoken: Sequence[str]) -> list[tuple[int, Phrase, Sequence[Phrase]]]:
        """The names that a question speaks, where, and the other names of the same things."""
        longest = max((len(name) for name in self._names), default=0)
        spans = ((at, tuple(spoken[at : at + n])) for at in range(len(spoken)) for n in range(1, longest + 1))
        return [(at, span, self._names[span]) for at, span in spans if span in self._names]

    def _all_of(self, phrase: Phrase) -> Array:
        """The least weight with which any of a phrase's words is met."""
        least: Array = np.min([self.holding(word) for word in phrase], axis=0)
        return least

    def _kindred(self, said: Sequence[Term]) -> list[Likeness]:
        """For each term the words that mean nearly the same; names and terms of the field mean just what they say."""
        if self._kin is None:
            return [{} for _ in said]
        plain = [term.name for term in said if not (term.concept or term.proper)]
        near = dict(zip(plain, self._kin.near(plain), strict=True))
        return [near.get(term.name, {}) for term in said]

    def _meet_kin(self, kindred: Sequence[Likeness], rows: list[Array]) -> None:
        """Lets a term be met by a word that means nearly the same."""
        for number, near in enumerate(kindred):
            for word, likeness in near.items():
                np.maximum(rows[number], KINDRED * likeness * self.holding(word), out=rows[number])

    def _spoken(self, said: Sequence[Term], kindred: Sequence[Likeness]) -> dict[str, float]:
        """All that a question says, each word with how nearly: in its own words, in other names of the same things, and
        in words that mean nearly the same."""
        words = [word for term in said for word in (*term.words, *_losses(term))]
        others = {word for _, _, others in self._named(words) for other in others for word in other}
        spoken = {word: likeness for near in kindred for word, likeness in near.items()}
        return spoken | dict.fromkeys((*words, *others, *(term.name for term in said)), 1.0)


def _losses(term: Term) -> list[str]:
    """The losses that a term's metric is where it is below nil."""
    return [loss for loss, gain in LOSSES.items() if term.concept and gain == term.name]


def _content(words: Sequence[str]) -> Sequence[str]:
    """Some words without those that say nothing, unless all do."""
    return [word for word in words if word not in folded_class("function")] or list(words)


class _Said:
    """What the labels of things say, to find how much of it a question leaves unsaid."""

    def __init__(self, names: Sequence[frozenset[str]], idf: Callable[[str], float]) -> None:
        self._idf = idf
        self._at = _positions(names)
        self._whole = np.array([sum(idf(name) for name in of) for of in names])

    def unsaid(self, spoken: Mapping[str, float]) -> Array:
        """For each thing the part of its label, by weight, that ``spoken`` lacks; 0 where there is no label."""
        met = np.zeros(len(self._whole))
        for name in spoken.keys() & self._at.keys():
            met[self._at[name]] += spoken[name] * self._idf(name)
        left: Array = np.maximum(self._whole - met, 0.0) / np.maximum(self._whole, 1e-9)
        return left


def names_of(pairs: Sequence[tuple[Phrase, Phrase]]) -> dict[Phrase, list[Phrase]]:
    """For each name the other names of the same thing."""
    found: dict[Phrase, list[Phrase]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
        found[other].append(one)
    return dict(found)


def _weighted(contexts: Sequence[Sequence[str]]) -> dict[str, tuple[Positions, Array]]:
    best: dict[str, dict[int, float]] = defaultdict(dict)
    for number, context in enumerate(contexts):
        for place, text in enumerate(context):
            weight = NEARNESS[min(place, len(NEARNESS) - 1)]
            for key in keys(text):
                best[key].setdefault(number, weight)
    return {
        key: (np.fromiter(of, np.int64, len(of)), np.fromiter(of.values(), np.float64, len(of)))
        for key, of in best.items()
    }


def _names_in(context: Sequence[str]) -> frozenset[str]:
    """What some words say, without those that say nothing about what is counted."""
    idle = frozenset().union(*map(folded_class, ("asking", "common", "change", "time", "whole", "status")))
    said = (term for text in context for term in terms(unattributed(text)))
    return frozenset(term.name for term in said if term.name not in idle and not term.name.isdigit())


def _positions(sets: Sequence[frozenset[str]]) -> dict[str, Positions]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, names in enumerate(sets):
        for name in names:
            found[name].append(number)
    return {name: np.array(of, dtype=np.int64) for name, of in found.items()}
