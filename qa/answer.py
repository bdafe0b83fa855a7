"""From an inquiry to an answer: bind a figure, or quote a line, or say what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from qa import say
from qa.bind import Candidate, agrees, significant
from qa.inquiry import Inquiry
from qa.model import Answer, Figure
from qa.words import in_words

THRESHOLD = 0.3
"""Probability from which an answer is given; below it kessan says what it lacks."""
PASSAGES = 10
"""Ranked passages that go with every answer."""

Way = Callable[[Inquiry, float], "Answer | None"]


def answer(inquiry: Inquiry, threshold: float = THRESHOLD) -> Answer:
    """The answer to an inquiry where it is at least as probable as ``threshold``, else what is missing."""
    for way in _WAYS[inquiry.question.shape]:
        made = way(inquiry, threshold)
        if made:
            return made.model_copy(update={"passages": tuple(inquiry.passages(PASSAGES))})
    return Answer(
        question=inquiry.question.text,
        status="not_found",
        text=why_not(inquiry),
        confidence=round(1 - max((c.probability for c in inquiry.candidates), default=0.0), 4),
        passages=tuple(inquiry.passages(PASSAGES)),
    )


def one_figure(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The likeliest figure, in its most precise print, where it is likely enough."""
    ranked = inquiry.candidates
    if not ranked or ranked[0].probability < threshold:
        return None
    best = most_precise(ranked)
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.sentence(best.figure),
        confidence=round(ranked[0].probability, 4),
        figures=(best.figure,),
        citations=(inquiry.shelf.cite(best.figure),),
        notes=tuple(_rivals(best, ranked)),
    )


def most_precise(ranked: Sequence[Candidate]) -> Candidate:
    """Of the candidates that state the same as the best, the one printed with most digits."""
    same = [candidate for candidate in ranked if agrees(ranked[0].figure, candidate.figure)]
    return max([ranked[0], *same], key=lambda c: (significant(c.figure), c.share))


def _rivals(best: Candidate, ranked: Sequence[Candidate]) -> Iterator[str]:
    """Notes on figures of the same label and period that state something else."""
    for other in ranked:
        one, two = best.figure, other.figure
        if one.source and two.source and conflict(one, two) and other.share > best.share / 4:
            yield f"{two.source.doc} ({two.source.section}) says otherwise: {say.sentence(two)}"
            return


def conflict(one: Figure, other: Figure) -> bool:
    """Whether two figures give the same thing for the same period differently."""
    if one.metric.lower() != other.metric.lower() or one.unit != other.unit or one.status != other.status:
        return False
    same = bool(one.period and other.period and (one.period.start, one.period.end) == (other.period.start, other.period.end))
    return same and not agrees(one, other)


def why_not(inquiry: Inquiry) -> str:
    """What is missing: the slot that failed, and what was found instead."""
    fit, figures = inquiry.fit, inquiry.shelf.figures
    wording = np.where(inquiry.allowed > 0, fit.words.coverage - 0.2 * fit.words.unsaid, 0)
    near = [int(i) for i in np.argsort(-wording, kind="stable")[:12] if fit.words.coverage[i] > 0.75]
    if near and inquiry.question.dated and all(fit.period[i] < 0.5 for i in near):
        given = dict.fromkeys(say.when(figures[i].period) for i in near if figures[i].period)
        label = say.clipped(say.about(figures[near[0]]), 80)
        return say.clipped(f"Not in these documents for the period asked: {label} is given for {', '.join([*given][:4])}.", say.LIMIT)
    if near:
        return say.clipped(f"Not in these documents. The nearest is {say.sentence(figures[near[0]])}.", say.LIMIT)
    missing = [term.words[0] for term, row in zip(fit.words.said, fit.words.by_term, strict=True) if not row.any()]
    words = ", ".join(missing) or inquiry.question.text
    return say.clipped(f"Not in these documents: nothing in them speaks of {words}.", say.LIMIT)


_WAYS: dict[str, tuple[Way, ...]] = {
    "figure": (one_figure,),
    "series": (one_figure,),
    "list": (in_words,),
    "words": (in_words,),
}
