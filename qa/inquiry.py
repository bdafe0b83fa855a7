"""One question put to one shelf: everything that is looked up for it, each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.fuse import fuse
from qa.bind import Candidate, candidates
from qa.figure_index import Fit
from qa.lines import Line
from qa.model import Passage
from qa.postings import Array, Match
from qa.question import Question, parse
from qa.shelf import Shelf, key_of

DEPTH = 30  # passages down to which a ranking speaks for the figures and lines in them
RANKED = 50  # passages of each ranking that are fused
WEIGHTS = {"lexical": 1.0, "dense": 1.0, "figures": 1.0, "lines": 1.0}
"""Of the rankings in the fusion; measured on the gold questions of the tune split."""
FOUND = 0.35
"""What a line gains from the rank of its passage, against the part of the question that it covers."""


class Inquiry:
    """What a shelf has to say to a question, within the documents named (None: all).

    Raises :class:`qa.question.NoQuestion` for a text that can't be asked.
    """

    def __init__(self, text: str, shelf: Shelf, docs: Sequence[str] | None = None) -> None:
        self.question: Question = parse(text)
        self.shelf = shelf
        self.docs = docs

    @cached_property
    def rankings(self) -> dict[str, list[str]]:
        """Keys of passages by words and by meaning, best first."""
        where = {"doc": list(self.docs)} if self.docs is not None else None
        return self.shelf.engine.rankings(self.question.text, RANKED, where)

    @cached_property
    def _worth(self) -> dict[str, float]:
        """How high search ranks a passage: 1 the first, falling to 0 at ``DEPTH``."""
        keys = [key for key, _ in fuse(self.rankings, WEIGHTS)][:DEPTH]
        return {key: 1 - place / DEPTH for place, key in enumerate(keys)}

    @cached_property
    def fit(self) -> Fit:
        """How well every figure fits, slot by slot."""
        return self.shelf.figure_index.fit(self.question)

    @cached_property
    def allowed(self) -> Array:
        """1 for the figures of the documents asked, 0 for others."""
        return self.shelf.allowed(self.docs)

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The figures that may answer, likeliest first."""
        found = np.array([self._worth.get(key, 0.0) for key in self.shelf.passage_keys])
        return candidates(self.shelf.figures, self.fit, found, self.allowed)

    @cached_property
    def _line_match(self) -> Match:
        return self.shelf.line_postings.match(self.question.terms)

    @cached_property
    def lines(self) -> list[tuple[Line, float]]:
        """The lines that may answer in words, with how well each covers the question (0 to 1), best first."""
        found = np.array([self._worth.get(key, 0.0) for key in self.shelf.line_keys])
        score = (self._line_match.coverage + FOUND * found) / (1 + FOUND)
        if self.docs is not None:
            score = np.where([line.doc in self.docs for line in self.shelf.lines], score, 0.0)
        best = np.argsort(-score, kind="stable")[:DEPTH]
        return [(self.shelf.lines[i], float(score[i])) for i in best if score[i] > 0]

    def passages(self, k: int) -> list[Passage]:
        """The ``k`` passages that fit best: by search, by the figures and by the lines that may answer, fused."""
        figures = (self.shelf.cite(candidate.figure) for candidate in self.candidates[:20])
        lines = (self.shelf.passage_at(line.doc, line.start) for line, _ in self.lines[:20])
        rankings = {
            **self.rankings,
            "figures": list(dict.fromkeys(map(key_of, figures))),
            "lines": list(dict.fromkeys(map(key_of, lines))),
        }
        fused = fuse(rankings, WEIGHTS)[:k]
        return [self.shelf.passages[key].model_copy(update={"score": score}) for key, score in fused]
