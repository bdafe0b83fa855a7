"""Which words of the documents mean nearly what a word of a question means: "staff" and "personnel".

Every word of the documents has a vector of its own; a question's word meets those nearest to it. Words that exclude
each other stand near too ("short" and "long", "asset" and "liability"): such pairs are known, and never meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from index import Entry, LocalEngine
from qa.knowledge import sections
from qa.vocabulary import folded_class, folded_words

NEAREST = 24
"""Words of the documents that are looked at for a word of a question."""
STRANGE, SAME = 0.45, 0.85
"""Cosines up to which two words have nothing to do with each other, and from which they mean the same."""
SHORTEST = 4
"""Letters of the shortest word that is met by its meaning; shorter ones are abbreviations, and stand for themselves."""

Likeness = Mapping[str, float]


class Kin:
    """The words of some documents by meaning, over an engine whose keys are words; without vectors no word has kin."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self._known: dict[str, Likeness] = {}

    def near(self, words: Sequence[str]) -> list[Likeness]:
        """For each word the documents' words that mean nearly the same, each with how nearly, above 0 and up to 1."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        for word, nearest in zip(new, self._engine.nearest_keys(new, NEAREST), strict=True):
            self._known[word] = {other: likeness(cosine) for other, cosine in nearest if _kin(word, other, cosine)}
        return [self._known[word] for word in words]


def likeness(cosine: float) -> float:
    """How nearly two words mean the same, from 0 to 1, by the cosine of their vectors."""
    return min(max((cosine - STRANGE) / (SAME - STRANGE), 0.0), 1.0)


def _kin(word: str, other: str, cosine: float) -> bool:
    return cosine > STRANGE and other != word and other not in _opposites().get(word, ())


def word_entries(texts: Iterable[str]) -> list[Entry]:
    """What is indexed of some texts: each word once that can be met by its meaning."""
    return [Entry(word, word) for word in dict.fromkeys(_meaningful(texts))]


def _meaningful(texts: Iterable[str]) -> Iterator[str]:
    idle = folded_class("function") | folded_class("common")
    for text in dict.fromkeys(texts):
        yield from (
            w for w in folded_words(text) if len(w) >= SHORTEST and w.isascii() and w.isalpha() and w not in idle
        )


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    pairs: dict[str, set[str]] = {}
    for line in sections("opposites.txt")[""]:
        one, other = (frozenset(folded_words(side)) for side in line.split("|"))
        for words, against in ((one, other), (other, one)):
            for word in words:
                pairs.setdefault(word, set()).update(against)
    return {word: frozenset(against) for word, against in pairs.items()}
