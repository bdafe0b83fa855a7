"""What speaks for a line beside its words and its times: what its row is labelled, and which way things moved."""

from __future__ import annotations

from collections.abc import Sequence

from qa import cues
from qa.lines import Line
from qa.postings import Match
from qa.question import Question
from qa.vocabulary import Concept, Term, folded_words, terms

UNTOLD = 0.5
"""What a sign weighs where the question or the line tells nothing."""


def label(match: Match, line: Line) -> float:
    """How much of the question the label of a row says, above 0.5; 0 where it names a measure and not the one asked
    about, as the row below does that explains its own fall by that of the row asked about."""
    if line.kind != "row":
        return UNTOLD
    first = line.text.partition(" | ")[0]
    named, words = terms(first), frozenset(folded_words(first))
    names = {term.name for term in named}
    heard = [float(term.name in names or words.issuperset(term.words)) for term in match.said]
    share = float(match.weights @ heard) / max(float(match.weights.sum()), 1e-9) if heard else 0.0
    other = not share and _measured(named) and _measured(match.said)
    return 0.0 if other else UNTOLD + share / 2


def _measured(said: Sequence[Term]) -> bool:
    return any(term.concept and _measures(term.concept) for term in said)


def _measures(concept: Concept) -> bool:
    return concept.statement != "operating"


def moves_alike(question: Question, line: Line) -> float:
    """Whether a line says that things moved the way that the question asks about: 1 for the same, 0 for only the
    other."""
    up, down = (bool(way.search(question.text)) for way in (cues.RISING, cues.FALLING))
    rose, fell = (bool(way.search(line.text)) for way in (cues.RISING, cues.FALLING))
    if up == down or not (rose or fell):
        return UNTOLD
    return float(rose if up else fell)


def still(said: Sequence[Term]) -> tuple[Term, ...]:
    """The terms of a question without those that only say which way something moved."""
    return tuple(term for term in said if term.concept or not cues.MOVING.fullmatch(term.name))
