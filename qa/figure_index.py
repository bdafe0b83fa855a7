"""How well each figure of a library fits each slot of a question: its words, period, unit and status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.aliases import Phrase
from qa.model import Document, Figure, Period
from qa.postings import Array, Match, Positions, Postings
from qa.question import Asked, Question
from qa.vocabulary import Term, folded_class, folded_words

COMPANY = 0.9
"""What a company's name in a question weighs for the figures of that company's documents."""


@dataclass(frozen=True)
class Fit:
    """For each figure how well its words, period, unit and status agree with a question, each from 0 to 1."""

    words: Match
    period: Array
    unit: Array
    status: Array


class FigureIndex:
    """The figures of some documents, ready to be fitted to questions."""

    def __init__(
        self, figures: Sequence[Figure], documents: Sequence[Document], names: Mapping[Phrase, Sequence[Phrase]]
    ) -> None:
        self.figures = figures
        self._documents = documents
        self._names = names
        numbers = {document.name: number for number, document in enumerate(documents)}
        self._document_of = np.array([numbers[f.source.doc] if f.source else -1 for f in figures], dtype=np.int64)
        self._postings = Postings([figure.context for figure in figures], names)
        self._periods, self._period_of = _distinct([figure.period for figure in figures])

    def fit(self, question: Question) -> Fit:
        """The fit of every figure to a question, slot by slot."""
        given = [self._by_company(term) for term in question.terms]
        return Fit(
            words=self._postings.match(question.terms, given),
            period=self._period_fit(question),
            unit=np.array([unit_fit(question, figure) for figure in self.figures]),
            status=np.array([status_fit(question, figure) for figure in self.figures]),
        )

    def within(self, docs: Sequence[str]) -> Array:
        """1 for the figures of the named documents, 0 for others."""
        wanted = [number for number, document in enumerate(self._documents) if document.name in docs]
        return np.isin(self._document_of, wanted).astype(np.float64)

    def _by_company(self, term: Term) -> Array:
        named = np.array([term.name in self._company_words(document) for document in self._documents], dtype=bool)
        return np.where(named[self._document_of], COMPANY, 0.0) if len(named) else np.zeros(0)

    def _company_words(self, document: Document) -> frozenset[str]:
        own = folded_words(document.company)
        short = {name[0] for name in self._names.get(own, ()) if len(name) == 1}
        return (frozenset(own) - folded_class("corporate form")) | short

    def _period_fit(self, question: Question) -> Array:
        """Periods are read once for each calendar, and compared once for each distinct period."""
        out = np.zeros(len(self.figures))
        for calendar in {document.calendar for document in self._documents}:
            asked = question.periods(calendar)
            fits = np.array([agreement(asked, period) for period in self._periods])
            mine = np.array([document.calendar == calendar for document in self._documents])[self._document_of]
            out = np.where(mine, fits[self._period_of], out) if len(fits) else out
        return out


def _distinct(periods: Sequence[Period | None]) -> tuple[list[Period | None], Positions]:
    """The periods that differ, and for each of ``periods`` which of them it is."""
    numbers: dict[tuple[object, object] | None, int] = {}
    distinct: list[Period | None] = []
    places = np.zeros(len(periods), dtype=np.int64)
    for place, period in enumerate(periods):
        key = (period.start, period.end) if period else None
        if key not in numbers:
            numbers[key] = len(distinct)
            distinct.append(period)
        places[place] = numbers[key]
    return distinct, places


def agreement(asked: Sequence[Asked], period: Period | None) -> float:
    """How well a period answers for any of those asked for; 0.5 where none was asked for."""
    return max((_agreement(one, period) for one in asked), default=0.5)


def _agreement(asked: Asked, period: Period | None) -> float:
    """How well a figure's period answers the one asked for, from 0 (another period) to 1 (the same).

    A point in time answers for the period that it closes, as balance sheets do; a month may stand for the quarter
    or half that it closes; a bare year may be fiscal or calendar.
    """
    if period is None:
        return 0.3
    want = asked.period
    if (want.start, want.end) == (period.start, period.end):
        return 1.0
    if want.end == period.end:
        if want.days <= 31 and period.days <= 31:
            return 1.0
        if period.days == 1:
            return 0.85
        if want.days <= 31:
            return 0.6
        return 0.1
    if asked.kind == "bare year":
        year = int(want.label) if want.label.isdigit() else want.start.year
        if period.end.year == year:
            return 0.7 if period.days > 360 else 0.4 if period.days == 1 else 0.3
    return 0.0


def unit_fit(question: Question, figure: Figure) -> float:
    """How well a figure's unit answers for the one asked for."""
    wanted, unit = question.unit, figure.unit
    money = len(unit) == 3 and unit.isupper()
    if wanted == "":
        return 0.7 if money or unit not in ("%", "pt") else 0.4
    if wanted == "count":
        return 0.0 if money or unit in ("%", "pt") else 1.0
    if wanted == "%":
        return 1.0 if unit in ("%", "pt") else 0.3
    return 1.0 if unit == wanted else 0.0


def status_fit(question: Question, figure: Figure) -> float:
    """How well a result, target or change answers for what was asked."""
    if question.status is None:
        return {"actual": 1.0, "target": 0.3, "change": 0.1}[figure.status]
    if question.status == "change":
        return {"actual": 0.7, "target": 0.2, "change": 1.0}[figure.status]
    return {"actual": 0.5, "target": 1.0, "change": 0.1}[figure.status]
