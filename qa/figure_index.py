"""How well each figure of a library fits each slot of a question: its words, period, unit and status."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from qa import cues
from qa.aliases import Phrase
from qa.distinct import Distinct
from qa.kin import Kin
from qa.knowledge.lexicon import is_currency
from qa.model import Document, Figure, Period
from qa.postings import Array, Match, Postings
from qa.question import Question
from qa.slots import agreement, base_fit, base_of, status_fit, unit_fit
from qa.vocabulary import Term, folded_class, folded_words

BASE = 0.95
"""What a ratio weighs for a percentage of the metric that it is a ratio of."""
COMPANY = 0.9
"""What a company's name in a question weighs for the figures of that company's documents."""


@dataclass(frozen=True)
class Fit:
    """For each figure how well it agrees with a question, slot by slot, each from 0 to 1: its words, period, unit and
    status, what a change is measured against (``base``), how recent its document is (``recency``), and whether its
    label is a total's where a total is asked for (``whole``)."""

    words: Match
    period: Array
    unit: Array
    status: Array
    base: Array
    recency: Array
    whole: Array


class FigureIndex:
    """The figures of some documents, ready to be fitted to questions."""

    def __init__(
        self,
        figures: Sequence[Figure],
        documents: Sequence[Document],
        names: Mapping[Phrase, Sequence[Phrase]],
        kin: Kin,
    ) -> None:
        self.figures = figures
        self._documents = documents
        self._names = names
        numbers = {document.name: number for number, document in enumerate(documents)}
        self._document_of = np.array([numbers[f.source.doc] if f.source else -1 for f in figures], dtype=np.int64)
        self._postings = Postings([figure.context for figure in figures], names, kin)
        self._whole = np.array([float(bool(f.context and cues.TOTAL.search(f.context[0]))) for f in figures])
        self._bases = Distinct.build(
            base_of(figure, documents[number]) for figure, number in zip(figures, self._document_of, strict=True)
        )
        dates = sorted({document.date or date.min for document in documents})
        places = [(dates.index(document.date or date.min) + 1) / len(dates) for document in documents]
        self._recency = np.array([places[number] for number in self._document_of])
        self._percent = np.array([f.unit == "%" and f.status != "change" for f in figures], dtype=np.float64)
        main = _main_currencies(figures)
        self._units = Distinct.build(
            (f.unit, f.source is None or main.get(f.source.doc, f.unit) == f.unit) for f in figures
        )
        self._statuses = Distinct.build(figure.status for figure in figures)
        self._periods = Distinct.build(f.period and Period(start=f.period.start, end=f.period.end) for f in figures)

    def fit(self, question: Question) -> Fit:
        """The fit of every figure to a question, slot by slot."""
        given = [np.maximum(self._by_company(term), self._by_base(term)) for term in question.terms]
        return Fit(
            words=self._postings.match(question.terms, given),
            period=self._period_fit(question),
            unit=self._units.each(lambda unit: unit_fit(question, *unit)),
            status=self._statuses.each(partial(status_fit, question)),
            whole=self._whole if cues.TOTAL.search(question.text) else np.full(len(self.figures), 0.5),
            base=self._bases.each(partial(base_fit, question)),
            recency=self._recency if question.latest else self._recency * 0,
        )

    def within(self, docs: Sequence[str]) -> Array:
        """1 for the figures of the named documents, 0 for others."""
        wanted = [number for number, document in enumerate(self._documents) if document.name in docs]
        return np.isin(self._document_of, wanted).astype(np.float64)

    def _by_company(self, term: Term) -> Array:
        named = np.array([term.name in self._company_words(document) for document in self._documents], dtype=bool)
        return np.where(named[self._document_of], COMPANY, 0.0) if len(named) else np.zeros(0)

    def _by_base(self, term: Term) -> Array:
        """A ratio is met by a percentage of its base: "gross margin ratio" by "Gross Margin, % of revenues"."""
        if not (term.concept and term.concept.base):
            return np.zeros(len(self.figures))
        base = Term(term.concept.base, folded_words(term.concept.base))
        return BASE * self._percent * self._postings.holding(base.name)

    def _company_words(self, document: Document) -> frozenset[str]:
        own = folded_words(document.company)
        short = {name[0] for name in self._names.get(own, ()) if len(name) == 1}
        return (frozenset(own) - folded_class("corporate form")) | short

    def _period_fit(self, question: Question) -> Array:
        """Periods are read once for each calendar, and compared once for each distinct period."""
        out = np.zeros(len(self.figures))
        readings = [(d.calendar, d.date if question.relative else None) for d in self._documents]
        for reading in set(readings):
            asked = question.periods(*reading)
            fits = self._periods.each(partial(agreement, asked, kind=question.kind))
            mine = np.array([one == reading for one in readings])[self._document_of]
            out = np.where(mine, fits, out)
        return out


def _main_currencies(figures: Sequence[Figure]) -> dict[str, str]:
    """For each document the currency of most of its money."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for figure in figures:
        if figure.source and is_currency(figure.unit):
            counts[figure.source.doc][figure.unit] += 1
    return {doc: of.most_common(1)[0][0] for doc, of in counts.items()}
