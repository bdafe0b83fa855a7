"""Why an answer is what it is: the slots of the question, what each way makes of it, what spoke for each candidate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa import say
from qa.answer import attempts
from qa.bind import Candidate, agrees
from qa.choice import weights_of
from qa.confidence import THRESHOLD, calibrated
from qa.forms import Ranking
from qa.inquiry import Inquiry
from qa.model import Value
from qa.question import Question
from qa.quoting import Quote
from qa.vocabulary import Term, as_written

SHOWN = 5
"""Candidates of each kind that are shown."""
TELLING = 0.15
"""How far, in score, a feature must set two candidates apart to be named."""
NAMED = 3
"""Features at most that are named, the weightiest first."""
SLOTS = {
    "coverage": "words",
    "period": "period",
    "unit": "unit",
    "status": "status",
    "alike": "meaning of its label",
    "meaning": "meaning",
    "holds": "kind of thing",
    "found": "search",
}
"""The features that say how well a candidate fits a slot, 1 at best, each with the slot in plain words."""
PLAIN = SLOTS | {
    "coverage": "words of the question that it has",
    "unheard": "words that nothing has",
    "missing": "words of the question that it lacks",
    "unsaid": "words of its label that were not asked for",
    "unsaid above": "words above it that were not asked for",
    "fits": "words in common",
    "outdone": "words that another has and it lacks",
    "coverage outdone": "words that another has and it lacks",
    "meaning outdone": "how much nearer another is in meaning",
    "words": "rank by words",
    "period": "period",
    "period above": "period that it stands under",
    "timely": "period",
    "base": "what the change is against",
    "recency": "how recent it is",
    "digits": "digits in print",
    "whole": "the whole rather than a part",
    "table": "stands in a table",
    "support": "other places that state the same",
    "found": "rank of its passage in search",
    "beside": "words in the lines beside",
    "new": "words that the question doesn't have",
}
"""Features in plain words; one that is not here goes by its own name."""


class Slot(Value):
    """What was read from the question: a slot and what it holds."""

    name: str
    held: str


class Trial(Value):
    """What a way of answering would say, and the probability that this is right."""

    way: str
    text: str
    confidence: float


class Option(Value):
    """A candidate: what it says and where, how probable it is, how well it fits each slot (0 to 1, by the slot's name),
    and in plain words what sets it apart: the first from the likeliest that says something else, others from the first.
    """

    text: str
    where: str
    probability: float
    slots: dict[str, float]
    why: str


class Explanation(Value):
    """How a question was read and answered; ``outcome`` says which way answered, or that none was sure enough."""

    question: str
    slots: tuple[Slot, ...]
    outcome: str
    trials: tuple[Trial, ...]
    figures: tuple[Option, ...]
    lines: tuple[Option, ...]


def explanation(inquiry: Inquiry, threshold: float = THRESHOLD) -> Explanation:
    """The slots of a question, what the ways of answering say, and the figures and lines that may answer it."""
    trials = tuple(
        Trial(way=way.replace("_", " "), text=made.text, confidence=round(calibrated(way, made.confidence), 4))
        for way, made in attempts(inquiry)
    )
    return Explanation(
        question=inquiry.question.text,
        slots=tuple(Slot(name=name, held=held) for name, held in _slots(inquiry)),
        outcome=_outcome(trials, threshold),
        trials=trials,
        figures=tuple(_figures(inquiry.candidates)),
        lines=tuple(_lines(inquiry.lines)),
    )


def _slots(inquiry: Inquiry) -> Iterator[tuple[str, str]]:
    question = inquiry.question
    yield "read as", question.shape if question.form == question.shape else f"{question.shape}, {question.form}"
    yield "about", _as_written(question, question.terms) or "(nothing that can be looked up)"
    if question.excluded:
        yield "without", _as_written(question, question.excluded)
    if question.ranking:
        yield "ranked", _ranked(question.ranking)
    yield "period", _periods(inquiry, question) or "(none)"
    yield "unit", question.unit or "(any)"
    status = (question.latest and "latest", question.version, question.status or "actual", question.change)
    yield "status", " ".join(part for part in status if part)


def _as_written(question: Question, said: Sequence[Term]) -> str:
    return ", ".join(as_written(term, question.text) for term in said)


def _ranked(ranking: Ranking) -> str:
    among = f"of each {ranking.among}" if ranking.among else ""
    return " ".join(part for part in (ranking.order, ranking.by, among, f"({ranking.count or 'all'})") if part)


def _periods(inquiry: Inquiry, question: Question) -> str:
    documents = inquiry.shelf.documents
    readings = dict.fromkeys(
        (document.calendar, document.date if question.relative else None) for document in documents
    )
    read = (say.when(asked.period) for reading in readings for asked in question.periods(*reading))
    return "; ".join(dict.fromkeys(read))


def _outcome(trials: Sequence[Trial], threshold: float) -> str:
    given = next((trial for trial in trials if trial.confidence >= threshold), None)
    if given:
        return f"answered by way of {given.way}, {given.confidence:.0%} sure where {threshold:.0%} is enough"
    if not trials:
        return "not answered: no way of answering found anything"
    best = max(trials, key=lambda trial: trial.confidence)
    return f"not answered: the surest way, {best.way}, is {best.confidence:.0%} sure where {threshold:.0%} is enough"


def _figures(ranked: Sequence[Candidate]) -> Iterator[Option]:
    for place, candidate in enumerate(ranked[:SHOWN]):
        source = candidate.figure.source
        rivals = [other for other in ranked[1:] if not agrees(ranked[0].figure, other.figure)]
        same = place > 0 and agrees(ranked[0].figure, candidate.figure)
        yield Option(
            text=say.sentence(candidate.figure),
            where=f"{source.doc}, {source.section}" if source else "computed",
            probability=candidate.probability,
            slots=_fitting(candidate.features),
            why="states the same as the first" if same else _why(place, candidate, ranked[0], rivals, "binding"),
        )


def _lines(ranked: Sequence[Quote]) -> Iterator[Option]:
    for place, quote in enumerate(ranked[:SHOWN]):
        yield Option(
            text=say.clipped(quote.line.text, 160),
            where=quote.line.doc,
            probability=quote.probability,
            slots=_fitting(quote.features),
            why=_why(place, quote, ranked[0], ranked[1:], "quoting"),
        )


def _fitting(features: Mapping[str, float]) -> dict[str, float]:
    return {slot: round(features[name], 4) for name, slot in SLOTS.items() if name in features}


def _why(
    place: int, one: Candidate | Quote, first: Candidate | Quote, rivals: Sequence[Candidate | Quote], task: str
) -> str:
    if place:
        return f"behind the first by {_lead(first.features, one.features, task, one.features)}"
    return f"ahead by {_lead(first.features, rivals[0].features, task, first.features)}" if rivals else ""


def _lead(better: Mapping[str, float], worse: Mapping[str, float], task: str, own: Mapping[str, float]) -> str:
    """The features by which one candidate leads another, the weightiest first: the ``own`` value, then the other's."""
    weights, other = weights_of(task), worse if own is better else better
    gained = {name: weight * (better[name] - worse[name]) for name, weight in weights.items() if name in better}
    telling = sorted((name for name in gained if gained[name] > TELLING), key=lambda name: -gained[name])[:NAMED]
    return "; ".join(f"{PLAIN.get(n, n)} ({own[n]:.2f} against {other[n]:.2f})" for n in telling) or "a hair"
