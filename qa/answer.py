"""From an inquiry to answers: bind a figure, or quote a line, or say what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from qa import doubts, say
from qa.bind import MIN_PERIOD, Candidate, agrees, significant
from qa.derive import computation, implication
from qa.disputes import backing, settled
from qa.inquiry import Inquiry
from qa.listing import items, parts, several_metrics
from qa.members import members
from qa.model import Answer
from qa.occasions import occasions
from qa.question import Shape
from qa.series import asks_for_each, series, several_periods
from qa.vocabulary import as_written
from qa.words import in_words

LEAST = 0.08
"""Confidence of its own below which a way gives no answer at all."""
ASKED = 0.3
"""Confidence of its own from which a computation is likely what was asked for."""
SHORT = 0.3
"""What a single figure's confidence is worth where several are asked for."""
CLOSE = 0.75
"""Part of a question's words from which a figure speaks of what was asked."""

_RUN = re.compile(r"(?<![\w'’])[A-Z][\w.&'’-]*(?:\s+[A-Z][\w.&'’-]*)+")
"""Words that go together as a name, by their capitals."""

Way = Callable[[Inquiry, float], "Answer | None"]


def attempts(inquiry: Inquiry) -> Iterator[tuple[str, Answer]]:
    """The answers that the ways for a question of this shape give, each with the name of its way."""
    computed: Answer | None = None
    for way in _WAYS[inquiry.question.shape]:
        made = way(inquiry, LEAST)
        if made:
            computed = made if way is computation else computed
            told = _as_operand(made, computed) if computed and way is one_figure else made
            sure = doubts.confidence(inquiry, told)
            yield way.__name__, told.model_copy(update={"confidence": sure})


def _as_operand(made: Answer, computed: Answer) -> Answer:
    """A figure that is doubted where the question asks, as likely as not, for what is computed from it."""
    inputs = [one for figure in computed.figures if figure.derivation for one in figure.derivation.inputs]
    if computed.confidence < ASKED or not any(figure in inputs for figure in made.figures):
        return made
    return made.model_copy(update={"confidence": made.confidence * SHORT})


def one_figure(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The likeliest figure, in its most precise print, where it is likely enough."""
    ranked = inquiry.candidates
    if not ranked or ranked[0].probability < threshold:
        return None
    same = [candidate.figure for candidate in most_precise(ranked)]
    found = settled(same, inquiry)
    both = (found.figure, *found.others)
    told = [*same, *found.others] if found.asked else same
    sure = backing(ranked, told, inquiry) * (SHORT if asks_for_each(inquiry) else 1.0)
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text="; ".join(map(say.sentence, both if found.asked else both[:1])),
        confidence=round(sure, 4),
        figures=both if found.asked else both[:1],
        citations=tuple(dict.fromkeys(map(inquiry.shelf.cite, both))),
        notes=found.notes,
    )


def most_precise(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that state the same as the best, those printed with most digits first."""
    same = [candidate for candidate in ranked[1:] if agrees(ranked[0].figure, candidate.figure)]
    return sorted([ranked[0], *same], key=lambda c: (-significant(c.figure), -c.share))


def why_not(inquiry: Inquiry) -> str:
    """What is missing: the slot that failed, and what was found instead."""
    unknown = _unheard_of(inquiry)
    if unknown:
        return say.clipped(f"Not in these documents: nothing in them speaks of {', '.join(unknown)}.", say.LIMIT)
    if inquiry.question.shape == "words" and inquiry.lines:
        nearest = inquiry.lines[0].line.text
        return say.clipped(f"Not in these documents in so many words. What comes nearest: {nearest}", say.LIMIT)
    elsewhen = _given_for(inquiry)
    if elsewhen:
        return say.clipped(f"Not in these documents for the period asked: {elsewhen}.", say.LIMIT)
    if inquiry.candidates:
        nearest = say.sentence(inquiry.candidates[0].figure)
        return say.clipped(f"Not in these documents. What comes nearest is something else: {nearest}.", say.LIMIT)
    if inquiry.lines:
        return say.clipped(f"Not in these documents. What comes nearest: {inquiry.lines[0].line.text}", say.LIMIT)
    return "Not in these documents."


def _unheard_of(inquiry: Inquiry) -> list[str]:
    """The names in a question that neither a figure's words nor any line has. A name of several words goes by the
    first: they speak of "Aoba Com" where they speak of Aoba."""
    words, text = inquiry.fit.words, inquiry.question.text
    left = [t for t, row in zip(words.said, words.by_term, strict=True) if t.proper and not row.any()]
    rows = inquiry.shelf.line_postings.match(left).by_term
    unheard = [as_written(term, text) for term, row in zip(left, rows, strict=True) if not row.any()]
    return [name for name in unheard if _first_of_name(name, text) in unheard]


def _first_of_name(word: str, text: str) -> str:
    """The first word of the name that a word is part of in a text."""
    return next((run.split()[0] for run in _RUN.findall(text) if word in run.split()), word)


def _given_for(inquiry: Inquiry) -> str:
    """The periods for which the documents give what was asked for another: "X is given for 2009, 2011"; "" for none."""
    fit, figures = inquiry.fit, inquiry.shelf.figures
    wording = np.where(inquiry.allowed > 0, fit.words.coverage - 0.2 * fit.words.unsaid, 0)
    near = [int(i) for i in np.argsort(-wording, kind="stable")[:12] if fit.words.coverage[i] > CLOSE]
    if not near or not inquiry.question.dated or any(fit.period[i] >= MIN_PERIOD for i in near):
        return ""
    given = dict.fromkeys(say.when(figures[i].period) for i in near if figures[i].period)
    return f"{say.clipped(say.about(figures[near[0]]), 80)} is given for {', '.join([*given][:4])}" if given else ""


_WAYS: dict[Shape, tuple[Way, ...]] = {
    "figure": (occasions, computation, several_metrics, several_periods, one_figure, implication),
    "series": (occasions, computation, series, one_figure, implication),
    "list": (occasions, several_metrics, several_periods, parts, members, items, in_words),
    "words": (occasions, computation, items, in_words),
    "open": (occasions, computation, several_metrics, several_periods, one_figure, implication, in_words),
}
