"""One question put to one shelf: everything that is looked up for it, each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from index.fuse import fuse
from qa.bind import Candidate, candidates
from qa.figure_index import Fit
from qa.model import Passage
from qa.postings import Array
from qa.question import Question, parse
from qa.quoting import Quote, quotes
from qa.shelf import Shelf, key_of

DEPTH = 30  # passages down to which a ranking speaks for the figures and lines in them
RANKED = 50  # passages of each ranking that are fused
WEIGHTS = {"lexical": 1.0, "dense": 0.3, "figures": 2.0, "lines": 2.0, "cited": 4.0}
"""Of the rankings in the fusion, and with it the constant K of reciprocal rank: the best of 243 settings on the gold
questions of the tune split, hit@1/5/10 .62/.91/.95; on the test split .64/.90/.95."""
K = 5


def _worth(keys: Sequence[str]) -> dict[str, float]:
    return {key: 1 - place / DEPTH for place, key in enumerate(keys[:DEPTH])}


class Inquiry:
    """What a shelf has to say to a question, within the documents named (None: all).

    Raises :class:`qa.question.NoQuestion` for a text that can't be asked.
    """

    def __init__(self, text: str, shelf: Shelf, docs: Sequence[str] | None = None) -> None:
        mended = shelf.spelling.mended(text)
        self.typed = " ".join(text.split())
        self.slips = mended.slips
        self.question: Question = parse(mended.text)
        self.shelf = shelf
        self.docs = docs
        self._others: dict[str, Inquiry] = {}

    def asking(self, text: str) -> Inquiry:
        """An inquiry of another question into the same documents, looked up once however often it is asked."""
        return self._others.setdefault(text, Inquiry(text, self.shelf, self.docs))

    @cached_property
    def rankings(self) -> dict[str, list[str]]:
        """Keys of passages by words and by meaning, best first."""
        return self.shelf.engines.passages.rankings(self.question.text, RANKED, self._where)

    @property
    def _where(self) -> dict[str, list[str]] | None:
        return {"doc": list(self.docs)} if self.docs is not None else None

    @cached_property
    def passage_worth(self) -> dict[str, float]:
        """How high search ranks a passage: 1 the first, falling to 0 at ``DEPTH``."""
        return _worth([key for key, _ in fuse(self.rankings, WEIGHTS, K)])

    @cached_property
    def line_worth(self) -> dict[str, dict[str, float]]:
        """The same for lines, by words and by meaning apart."""
        found = self.shelf.engines.lines.rankings(self.question.text, DEPTH, self._where)
        return {name: _worth(keys) for name, keys in found.items()}

    @cached_property
    def _label_worth(self) -> dict[str, float]:
        """The same for the labels of figures, by meaning."""
        found = self.shelf.engines.labels.rankings(self.question.bare, DEPTH)
        return _worth(found.get("dense", []))

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
        return self.bound(self.fit)

    def bound(self, fit: Fit) -> list[Candidate]:
        """The figures that may answer by another fit than the question's own, as for one period of several."""
        return candidates(
            self.question, self.shelf.figures, fit, self._found, self._alike, self.allowed, self._meanings
        )

    def _meanings(self, numbers: Sequence[int]) -> dict[str, Array]:
        """How near in meaning the labels of some figures, and the lines that they stand in, come to the question."""
        engines, asked = self.shelf.engines, self.question
        labels = engines.labels.cosines(asked.bare, [self.shelf.labels[number] for number in numbers])
        lines = engines.lines.cosines(asked.text, [self.shelf.line_of(number) for number in numbers])
        return {"label meaning": labels, "line meaning": lines}

    @cached_property
    def _found(self) -> Array:
        return self.shelf.passage_of_each.worth(self.passage_worth)

    @cached_property
    def _alike(self) -> Array:
        return self.shelf.label_of_each.worth(self._label_worth)

    @cached_property
    def lines(self) -> list[Quote]:
        """The lines that may answer in words, likeliest first."""
        return quotes(self)

    def passages(self, k: int, cited: Sequence[Passage] = ()) -> list[Passage]:
        """The ``k`` passages that fit best: by search, by the figures and the lines that may answer, and by what an
        answer has ``cited``, fused."""
        figures = (self.shelf.cite(candidate.figure) for candidate in self.candidates[:20])
        lines = (self.shelf.passage_at(quote.line.doc, quote.line.start) for quote in self.lines[:20])
        rankings = {
            **self.rankings,
            "figures": list(dict.fromkeys(map(key_of, figures))),
            "lines": list(dict.fromkeys(map(key_of, lines))),
            "cited": list(dict.fromkeys(map(key_of, cited))),
        }
        fused = fuse(rankings, WEIGHTS, K)[:k]
        return [self.shelf.passages[key].model_copy(update={"score": score}) for key, score in fused]
