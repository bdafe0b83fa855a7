"""Why an answer is what it is: the slots of the question, the candidates, and what spoke for and against each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa import say
from qa.choice import weights_of
from qa.inquiry import Inquiry
from qa.question import Question

SHOWN = 5
"""Candidates of each kind that are shown."""
TELLING = 0.15
"""How far, in score, a feature must set a candidate apart from the winner to be named."""


def explanation(inquiry: Inquiry) -> str:
    """The slots of a question and the figures and lines that may answer it, as text."""
    return "\n".join([*_slots(inquiry), "", *_figures(inquiry), "", *_lines(inquiry)])


def _slots(inquiry: Inquiry) -> Iterator[str]:
    question = inquiry.question
    yield f"read as    {question.shape}"
    yield f"about      {', '.join(term.name for term in question.terms) or '(nothing that can be looked up)'}"
    yield f"period     {_periods(inquiry, question) or '(none)'}"
    yield f"unit       {question.unit or '(any)'}"
    yield f"status     {question.status or 'actual'}{' ' + question.change if question.change else ''}"


def _periods(inquiry: Inquiry, question: Question) -> str:
    calendars = dict.fromkeys(document.calendar for document in inquiry.shelf.documents)
    read = (say.when(asked.period) for calendar in calendars for asked in question.periods(calendar))
    return "; ".join(dict.fromkeys(read))


def _figures(inquiry: Inquiry) -> Iterator[str]:
    ranked = inquiry.candidates[:SHOWN]
    yield "figures, likeliest first" if ranked else "figures    none is of the period and the words asked"
    for place, candidate in enumerate(ranked):
        where = candidate.figure.source
        yield f"  {candidate.probability:4.0%}  {say.sentence(candidate.figure)}"
        yield f"        {where.doc}, {where.section}" if where else "        computed"
        if place:
            yield f"        behind the first by {_behind(candidate.features, ranked[0].features, 'binding')}"


def _lines(inquiry: Inquiry) -> Iterator[str]:
    ranked = inquiry.lines[:SHOWN]
    yield "lines, likeliest first" if ranked else "lines      none has any of these words"
    for place, quote in enumerate(ranked):
        yield f"  {quote.probability:4.0%}  {say.clipped(quote.line.text, 100)}"
        if place:
            yield f"        behind the first by {_behind(quote.features, ranked[0].features, 'quoting')}"


def _behind(features: Mapping[str, float], first: Mapping[str, float], task: str) -> str:
    """The features by which a candidate falls behind the first, the weightiest first."""
    lost = {name: weights_of(task)[name] * (first[name] - features[name]) for name in features}
    telling = sorted((name for name in lost if lost[name] > TELLING), key=lambda name: -lost[name])
    return ", ".join(f"{name} ({features[name]:.2f} to {first[name]:.2f})" for name in telling) or "a hair"
