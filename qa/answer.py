"""From a question to an answer: search, bind, and say it, or say what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qa import say
from qa.bind import Candidate, agrees, significant
from qa.figure_index import Fit
from qa.model import Answer, Figure, Passage
from qa.question import Question, parse
from qa.shelf import Shelf

THRESHOLD = 0.5
"""Probability from which an answer is given; below it kessan says what it lacks."""


@dataclass(frozen=True)
class Trace:
    """How an answer came about, for ``--explain``: the slots and the candidates, best first."""

    question: Question
    candidates: tuple[Candidate, ...]


def answer(text: str, shelf: Shelf, docs: Sequence[str] | None = None, threshold: float = THRESHOLD) -> Answer:
    """The answer to a question, from the documents named, or from all.

    Raises :class:`qa.question.NoQuestion` for a text that can't be asked.
    """
    question = parse(text)
    fit = shelf.figure_index.fit(question)
    ranked = shelf.candidates(question, docs)
    passages = shelf.search(question, 10, docs, ranked)
    for attempt in _WAYS[question.shape]:
        made = attempt(question, shelf, ranked, fit, docs, threshold)
        if made:
            return made.model_copy(update={"passages": tuple(passages)})
    return Answer(
        question=question.text, status="not_found", text=why_not(question, shelf, fit, ranked),
        confidence=1 - max((c.probability for c in ranked), default=0.0), passages=tuple(passages),
    )


Way = Callable[[Question, Shelf, Sequence[Candidate], Fit, Sequence[str] | None, float], "Answer | None"]


def one_figure(
    question: Question, shelf: Shelf, ranked: Sequence[Candidate], fit: Fit, docs: Sequence[str] | None, threshold: float
) -> Answer | None:
    """The likeliest figure, in its most precise print, where it is likely enough."""
    if not ranked or ranked[0].probability < threshold:
        return None
    best = _most_precise(ranked)
    return Answer(
        question=question.text, status="answered", text=say.sentence(best.figure), confidence=round(ranked[0].probability, 4),
        figures=(best.figure,), citations=(shelf.cite(best.figure),), notes=tuple(_others(best, ranked)),
    )


def _most_precise(ranked: Sequence[Candidate]) -> Candidate:
    """Of the candidates that state the same as the best, and nearly as surely, the one with most digits."""
    best = ranked[0]
    same = [c for c in ranked if c.probability > 0.6 * best.probability and agrees(best.figure, c.figure)]
    return max([best, *same], key=lambda c: (significant(c.figure), c.probability))


def _others(best: Candidate, ranked: Sequence[Candidate]) -> list[str]:
    """Notes on figures that state something else with nearly the same right."""
    notes = []
    for other in ranked:
        clash = other.figure.metric.lower() == best.figure.metric.lower() and other.figure.unit == best.figure.unit
        if clash and other.probability > 0.8 * best.probability and not agrees(best.figure, other.figure):
            where = other.figure.source.doc if other.figure.source else ""
            notes.append(f"{where} also says {say.sentence(other.figure)}")
    return notes[:2]


def in_words(
    question: Question, shelf: Shelf, ranked: Sequence[Candidate], fit: Fit, docs: Sequence[str] | None, threshold: float
) -> Answer | None:
    """The line that answers in words."""
    best = shelf.best_lines(question, docs)
    if not best or best[0][1] < 0.5:
        return None
    line, confidence = best[0]
    return Answer(
        question=question.text, status="answered", text=say.clipped(line.text, say.LIMIT), confidence=round(min(confidence, 0.95), 4),
        spans=(line.text,), citations=(shelf.passage_at(line.doc, line.start),),
    )


def why_not(question: Question, shelf: Shelf, fit: Fit, ranked: Sequence[Candidate]) -> str:
    """What is missing: the slot that failed, and what was found instead."""
    strong = np.argsort(-(fit.words.coverage - 0.2 * fit.words.unsaid), kind="stable")[:12]
    near = [shelf.figures[i] for i in strong if fit.words.coverage[i] > 0.75]
    if near and question.periods(shelf.documents[0].calendar) and not any(fit.period[i] > 0.5 for i in strong):
        given = list(dict.fromkeys(say.when(f.period) for f in near if f.period))
        return say.clipped(f"Not in these documents for the period asked. {say.about(near[0])} is given for {', '.join(given[:4])}.", say.LIMIT)
    if near:
        return say.clipped(f"Not in these documents. The nearest is {say.sentence(near[0])}.", say.LIMIT)
    return "Not in these documents: nothing in them speaks of " + " ".join(t.name for t in question.terms) + "."


_WAYS: dict[str, tuple[Way, ...]] = {
    "figure": (one_figure,),
    "series": (one_figure,),
    "list": (in_words,),
    "words": (in_words,),
}
__all__ = ["Figure", "Passage", "Trace", "answer"]
