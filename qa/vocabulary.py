"""Words as the field means them: text to terms, where every way to say "revenue" is one term.

A term is either a concept of the field's vocabulary (``metrics.txt``), found as the longest phrase at a place, or a
single word with its plural folded. Function words say nothing about what a figure counts and are left out.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from index.tokens import singular
from qa.knowledge import sections, words

_WORD = re.compile(r"[a-z0-9]+(?:['’&.][a-z0-9]+)*|[㐀-鿿ぁ-ヿ]+", re.IGNORECASE)
_DOUBLED = re.compile(r"(.)\1+")
_ATTRIBUTABLE = re.compile(
    r"\s*attributable to (?!(?:the )?(?:non-?controlling|minorit))"
    r"(?:the )?(?:(?:owners|shareholders|stockholders) of (?:the )?)?[\w.\-]+",
    re.IGNORECASE,
)

Kind = Literal["flow", "stock", "ratio"]
_MONTHS = {name[:3].lower(): name.lower() for name in month_name if name} | {"sept": "september"}
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


@dataclass(frozen=True, slots=True)
class Concept:
    """A metric of the field: its canonical name, the statement it stands in, and how it lives in time. A ratio may
    have a ``base``, the metric whose share of something it is."""

    name: str
    statement: str
    kind: Kind
    base: str = ""

    @property
    def is_money(self) -> bool:
        """True for what is counted in money."""
        return self.kind != "ratio" and self.statement not in ("operating", "shares")


@dataclass(frozen=True, slots=True)
class Term:
    """What a stretch of text says: ``name`` is a concept's name or a folded word; ``words`` the words as written,
    folded. ``concept`` is None for a plain word; ``proper`` is True for a word written as a name is."""

    name: str
    words: tuple[str, ...]
    concept: Concept | None = None
    proper: bool = False


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word as it is compared: lower case, no plural, a month by its whole name; in short words doubled letters count
    once, since scanned text confuses them ("AAB" and "AB")."""
    folded = singular(word.replace("’", "'").removesuffix("'s").rstrip("."))
    if folded in _MONTHS:
        return _MONTHS[folded]
    return _DOUBLED.sub(r"\1", folded) if len(folded) <= 4 and folded.isalpha() else folded


@lru_cache(maxsize=65536)
def folded_words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in order, each folded."""
    return tuple(fold(word.lower()) for word in _written(text))


def _written(text: str) -> list[str]:
    return _WORD.findall(normal(text))


@cache
def _phrases() -> dict[tuple[str, ...], Concept]:
    phrases: dict[tuple[str, ...], Concept] = {}
    for line in sections("metrics.txt")[""]:
        forms, statement, kind, *base = (part.strip() for part in line.split("|"))
        name, _, others = forms.partition("=")
        concept = Concept(name.strip(), statement, _KINDS[kind], *base)
        for form in (name, *others.split(", ")):
            phrases.setdefault(_bare(folded_words(form)), concept)
    return phrases


@cache
def ratio_of(name: str) -> Concept | None:
    """The ratio that is a percentage of a metric, as the gross profit ratio is of gross profit; None for none."""
    return next((concept for concept in _phrases().values() if concept.base == name), None)


LOSSES = {
    "operating loss": "operating income",
    "loss before income tax": "income before income tax",
    "net loss": "net income",
    "gross loss": "gross profit",
    "loss per share": "earnings per share",
}
"""Each loss with the metric whose negative it is: an "operating loss" is an operating income below nil."""


def gain_of(name: str) -> str:
    """The metric whose negative a loss is; any other metric itself."""
    return LOSSES.get(name, name)


def _bare(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """A phrase as it is compared: "buying back its own shares" is "buying back own shares"."""
    return tuple(word for word in phrase if word not in folded_class("determiners"))


@cache
def _beginnings() -> frozenset[tuple[str, ...]]:
    """All that phrases begin with, up to the whole of them."""
    return frozenset(phrase[:length] for phrase in _phrases() for length in range(1, len(phrase) + 1))


@cache
def folded_class(name: str) -> frozenset[str]:
    """A class of words from ``words.txt``, folded."""
    return frozenset(fold(word) for word in words(name))


@lru_cache(maxsize=65536)
def terms(text: str) -> tuple[Term, ...]:
    """The terms of ``text`` in order: the longest concepts, and the words between them without function words."""
    return tuple(term for term, _ in placed_terms(text))


@lru_cache(maxsize=65536)
def placed_terms(text: str) -> tuple[tuple[Term, int], ...]:
    """The terms of ``text`` in order, each with the place of its first word among all the words of ``text``."""
    return tuple(_terms(folded_words(text), _written(text)))


def _terms(all_words: tuple[str, ...], written: list[str]) -> Iterator[tuple[Term, int]]:
    at = 0
    while at < len(all_words):
        concept, length = _concept_at(all_words, at)
        if concept:
            yield Term(concept.name, all_words[at : at + length], concept), at
        elif all_words[at] not in folded_class("function"):
            proper = any(ch.isupper() or ch.isdigit() for ch in written[at])
            yield Term(all_words[at], all_words[at : at + 1], proper=proper), at
        at += max(length, 1)


def as_written(term: Term, text: str) -> str:
    """A plain word as ``text`` writes it, a concept by its name."""
    written = {fold(word.lower()): word for word in reversed(_written(text))}
    return term.name if term.concept else written.get(term.name, term.name)


def written_words(text: str) -> list[tuple[int, int]]:
    """The [start, end) of the words of ``text`` (in its normal form), one for each of :func:`folded_words`."""
    return [match.span() for match in _WORD.finditer(normal(text))]


def normal(text: str) -> str:
    """``text`` with full-width and other compatible characters in their usual form (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text)


def _concept_at(all_words: tuple[str, ...], at: int) -> tuple[Concept | None, int]:
    """The concept of the longest phrase that begins at a word, and the number of words that it takes up there."""
    phrase: tuple[str, ...] = ()
    concept, length = None, 0
    for end in range(at, len(all_words)):
        if phrase and all_words[end] in folded_class("determiners"):
            continue
        phrase = (*phrase, all_words[end])
        if phrase not in _beginnings():
            break
        if phrase in _phrases():
            concept, length = _phrases()[phrase], end + 1 - at
    return concept, length


@lru_cache(maxsize=65536)
def keys(text: str) -> frozenset[str]:
    """Everything that a question's term may meet in ``text``: concept names, and all its folded words."""
    found = frozenset(term.name for term in terms(text)) | frozenset(folded_words(text))
    bare = unattributed(text)
    return found if bare == text else found | keys(bare)


def unattributed(text: str) -> str:
    """A label without the words that say whose share of it is meant: "net income attributable to the owners"."""
    return _ATTRIBUTABLE.sub("", text)


def concepts(text: str) -> tuple[Concept, ...]:
    """The concepts that ``text`` names, in order."""
    return tuple(term.concept for term in terms(text) if term.concept)
