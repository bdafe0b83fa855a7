"""What a library holds in memory, ready to be asked: documents, passages, figures and lines, each with its index."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from index import Entry, LocalEngine
from index.fuse import fuse
from qa.aliases import aliases
from qa.bind import Candidate, candidates
from qa.figure_index import FigureIndex
from qa.lines import Line, lines
from qa.model import Document, Figure, Passage
from qa.passages import context, passages
from qa.periods import find_periods
from qa.postings import Array, Postings, names_of
from qa.question import Question

DEPTH = 30  # passages down to which the ranking speaks for the figures in them
WEIGHTS = {"lexical": 1.0, "dense": 1.0, "figures": 1.0, "lines": 1.0}


def key_of(passage: Passage) -> str:
    """The key under which a passage is indexed."""
    return f"{passage.doc}:{passage.start}-{passage.end}"


def entries(documents: Iterable[Document]) -> list[Entry]:
    """What is indexed of some documents: each passage with the words that travel with it."""
    return [
        Entry(key_of(p), f"{context(d, p)}\n{p.text}", {"doc": d.name}) for d in documents for p in passages(d)
    ]


class Shelf:
    """Documents and everything read from them. Never changes; the library makes a new one when documents change."""

    def __init__(self, documents: Sequence[Document], figures: Sequence[Figure], engine: LocalEngine) -> None:
        self.documents = tuple(documents)
        self.figures = tuple(figures)
        self.engine = engine

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """The passages by key, in reading order."""
        return {key_of(p): p for document in self.documents for p in passages(document)}

    @cached_property
    def names(self) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        """Other names of things, as the documents introduce them."""
        return names_of(aliases(self.documents))

    @cached_property
    def figure_index(self) -> FigureIndex:
        """The figures, ready to be fitted to questions."""
        return FigureIndex(self.figures, self.documents, self.names)

    @cached_property
    def lines(self) -> list[Line]:
        """Every line that can answer in words."""
        return [line for document in self.documents for line in lines(document)]

    @cached_property
    def _line_postings(self) -> Postings:
        return Postings([(line.text, *line.above) for line in self.lines], self.names)

    @cached_property
    def _starts(self) -> dict[str, tuple[list[int], list[str]]]:
        starts: dict[str, tuple[list[int], list[str]]] = {}
        for key, passage in self.passages.items():
            of = starts.setdefault(passage.doc, ([], []))
            of[0].append(passage.start)
            of[1].append(key)
        return starts

    @cached_property
    def passage_keys(self) -> list[str]:
        """The key of the passage that holds each figure."""
        return [self._key_at(f.source.doc, f.source.start) if f.source else "" for f in self.figures]

    @cached_property
    def line_keys(self) -> list[str]:
        """The key of the passage that holds each line."""
        return [self._key_at(line.doc, line.start) for line in self.lines]

    def _key_at(self, doc: str, offset: int) -> str:
        starts, keys = self._starts[doc]
        return keys[max(0, bisect_right(starts, offset) - 1)]

    def passage_at(self, doc: str, offset: int) -> Passage:
        """The passage that holds the character at ``offset`` of a document."""
        return self.passages[self._key_at(doc, offset)]

    def cite(self, figure: Figure) -> Passage:
        """The passage that a figure stands in."""
        assert figure.source is not None
        return self.passage_at(figure.source.doc, figure.source.start)

    def allowed(self, docs: Sequence[str] | None) -> Array:
        """1 for the figures of the documents named, or of all."""
        return np.ones(len(self.figures)) if docs is None else self.figure_index.within(docs)

    def ranked_keys(self, query: str, k: int, docs: Sequence[str] | None) -> list[str]:
        """Keys of passages by search alone, best first."""
        where = {"doc": list(docs)} if docs is not None else None
        return [hit.key for hit in self.engine.search(query, k, where)]

    def candidates(self, question: Question, docs: Sequence[str] | None) -> list[Candidate]:
        """The likeliest figures for a question, best first."""
        fit = self.figure_index.fit(question)
        return candidates(question, self.figures, fit, self._found(question, docs), self.allowed(docs))

    def _found(self, question: Question, docs: Sequence[str] | None) -> Array:
        """For each figure how high search ranks its passage: 1 the first, 0 beyond ``DEPTH``."""
        worth = {key: 1 - place / DEPTH for place, key in enumerate(self.ranked_keys(question.text, DEPTH, docs))}
        return np.array([worth.get(key, 0.0) for key in self.passage_keys])

    def best_lines(self, question: Question, docs: Sequence[str] | None, k: int = 5) -> list[tuple[Line, float]]:
        """The lines that cover a question's words best, with how well."""
        match = self._line_postings.match(question.terms)
        keys = self.ranked_keys(question.text, 20, docs)
        worth = {key: 1 - place / 20 for place, key in enumerate(keys)}
        found = np.array([worth.get(key, 0.0) for key in self.line_keys])
        score = match.coverage + 0.35 * found
        if docs is not None:
            score = np.where([line.doc in docs for line in self.lines], score, 0)
        best = np.argsort(-score, kind="stable")[:k]
        return [(self.lines[i], float(score[i]) / 1.35) for i in best if score[i] > 0]

    def is_of(self, figure: Figure, period: str) -> bool:
        """Whether a figure's period is one that a text names, in the calendar of the figure's document."""
        calendar = next(d.calendar for d in self.documents if figure.source and d.name == figure.source.doc)
        named = [mention.period for mention in find_periods(period, calendar)]
        own = figure.period
        return own is not None and any((p.start, p.end) == (own.start, own.end) for p in named)

    def search(
        self, question: Question, k: int, docs: Sequence[str] | None, ranked: Sequence[Candidate] | None = None
    ) -> list[Passage]:
        """Passages by search, by the figures that may answer and by the lines that may, fused."""
        if ranked is None:
            ranked = self.candidates(question, docs)
        where = {"doc": list(docs)} if docs is not None else None
        rankings = self.engine.rankings(question.text, 50, where)
        figure_keys = [key_of(self.cite(c.figure)) for c in ranked[:20]]
        rankings["figures"] = list(dict.fromkeys(figure_keys))
        line_keys = [key_of(self.passage_at(line.doc, line.start)) for line, _ in self.best_lines(question, docs, 20)]
        rankings["lines"] = list(dict.fromkeys(line_keys))
        fused = fuse(rankings, WEIGHTS)[:k]
        return [self.passages[key].model_copy(update={"score": score}) for key, score in fused]
