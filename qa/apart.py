"""Metrics that a question tells by words standing apart: "before tax, how much did it earn?" is pre-tax income."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.knowledge import sections
from qa.knowledge import words as words_of
from qa.vocabulary import Concept, Term, concepts, folded_words

_GAP = r"\s+(?:[^\s;?]*[^\s,;?]\s+){0,6}?"


@dataclass(frozen=True, slots=True)
class _Told:
    """A metric, and the groups of words of which each must occur."""

    concept: Concept
    groups: tuple[re.Pattern[str], ...]


def told_apart(text: str, found: Sequence[Term]) -> tuple[Term, ...]:
    """The terms of a question with what words apart from each other tell (``apart.txt``) in the place of those words;
    nothing changes where the metric is named already. Words of a metric that is named tell nothing again that only
    qualifies one: "what did buying back its shares cost" asks for no other price."""
    named = {term.name for term in found}
    spoken = {word for term in found if term.concept and not qualifies(term.name) for word in term.words}
    for concept, words in _told(text):
        if concept.name in named:
            continue
        if qualifies(concept.name) and words & spoken:
            return tuple(term for term in found if term.concept or not words.issuperset(term.words))
        rest = [term for term in found if not words.issuperset(term.words)]
        return (Term(concept.name, tuple(sorted(words)), concept), *rest)
    return tuple(found)


def qualifies(name: str) -> bool:
    """Whether a term of the vocabulary only qualifies metrics."""
    return name.replace(" ", "_") in words_of("qualifying")


def _told(text: str) -> Iterator[tuple[Concept, frozenset[str]]]:
    """The metrics told, each with all the words, folded, that tell it."""
    for told in _all():
        said = [match for match in (group.search(text) for group in told.groups) if match]
        if len(said) == len(told.groups):
            words = (folded_words(" ".join(filter(None, match.groups()))) for match in said)
            yield told.concept, frozenset(word for of in words for word in of)


@cache
def _all() -> tuple[_Told, ...]:
    lines = (line.partition("=") for line in sections("apart.txt")[""])
    return tuple(_Told(concepts(name)[0], tuple(map(_any_of, groups.split("|")))) for name, _, groups in lines)


def _any_of(group: str) -> re.Pattern[str]:
    longest_first = sorted((one.strip() for one in group.split(",")), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_spelt, longest_first))})(?![\w-])", re.IGNORECASE)


def _spelt(phrase: str) -> str:
    """The pattern of a phrase, its own words in groups."""
    return _GAP.join(f"({re.escape(part.strip())})" for part in phrase.split("…"))
