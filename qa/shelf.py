"""What a library holds in memory, ready to be asked: documents, passages, figures and lines, each with its index."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from index import Entry, LocalEngine
from qa import say
from qa.aliases import abbreviations, aliases
from qa.checks import Audit, Failure, audit
from qa.conflicts import Conflicts
from qa.distinct import Distinct
from qa.facts import Facts, Numbers, Spot, spot
from qa.figure_index import FigureIndex
from qa.groups import Group, figure_groups, line_groups
from qa.kin import Kin, word_entries
from qa.lines import Line, lines
from qa.model import Document, Figure, Passage
from qa.passages import context, passages
from qa.periods import find_periods
from qa.postings import Array, Positions, Postings, names_of
from qa.spelling import Spelling
from qa.totals import Sum, sums_in, tables


def key_of(passage: Passage) -> str:
    """The key under which a passage is indexed."""
    return f"{passage.doc}:{passage.start}-{passage.end}"


def entries(documents: Sequence[Document], figures: Iterable[Figure], found: Sequence[Line]) -> tuple[list[Entry], ...]:
    """What is indexed of some documents, their figures and lines, for each of the :class:`Engines` in turn."""
    said = (text for line in found for text in (line.text, *line.above))
    return _of_passages(documents, found), line_entries(found), _of_labels(figures), word_entries(said)


def _of_passages(documents: Iterable[Document], found: Iterable[Line]) -> list[Entry]:
    """Each passage with the words that travel with it. What it means is what its lines do."""
    said: dict[str, list[Line]] = defaultdict(list)
    for line in found:
        said[line.doc].append(line)
    return [entry for document in documents for entry in _of_document(document, said[document.name])]


def _of_document(document: Document, said: Sequence[Line]) -> Iterator[Entry]:
    starts = [line.start for line in said]
    for passage in passages(document):
        within = said[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
        text = f"{context(document, passage)}\n{passage.text}"
        meanings = [*dict.fromkeys(map(meaning_of, within))] or [in_words(text)]
        yield Entry(key_of(passage), text, {"doc": document.name}, meanings)


def line_entries(found: Iterable[Line]) -> list[Entry]:
    """Each line with the words right above it."""
    return [Entry(line.key, _under(line.text, line), {"doc": line.doc}, [meaning_of(line)]) for line in found]


def meaning_of(line: Line) -> str:
    """The words of a line, with those right above it."""
    return _under(in_words(line.text), line)


def _under(text: str, line: Line) -> str:
    return " — ".join((text, *line.above[:1]))


_WORDLESS = re.compile(r" ?[\t|](?:[\d_]|[^\w\t\n|])*?(?= ?[\t|\n]|\Z)")
"""A cell of a table, after the first, that has no letter."""


def in_words(text: str) -> str:
    r"""A text without the cells of its tables that hold no words: a sentence encoder takes several tokens for each
    numeral, and learns little from it.

    >>> in_words("Revenue\t1,234\t(37.7%)\nCloud | 56 | 2Q11")
    'Revenue\nCloud | 2Q11'
    """
    return _WORDLESS.sub("", text)


def _of_labels(figures: Iterable[Figure]) -> list[Entry]:
    """Each label of a figure once."""
    return [Entry(label, label) for label in dict.fromkeys(map(label_of, figures)) if label]


def label_of(figure: Figure) -> str:
    """What a figure counts, in a few words: its label and the words nearest above."""
    return say.clipped(", ".join(figure.context[:2]), 160)


def _start(figure: Figure) -> int:
    return figure.source.start if figure.source else 0


class Engines(NamedTuple):
    """The search engines of a shelf: over its passages, its lines, the labels of its figures, and the words
    of its lines."""

    passages: LocalEngine
    lines: LocalEngine
    labels: LocalEngine
    words: LocalEngine


class Findings(NamedTuple):
    """What comparing all figures found, to be kept with them: for each the number of its fact, and the audit."""

    facts: Numbers
    audit: Audit


class Shelf:
    """Documents and everything read from them. Never changes; the library makes a new one when documents change.

    The figures are compared when that is first asked for, unless ``known`` has the findings; the lines are found then,
    unless ``kept`` gives them.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        figures: Sequence[Figure],
        engines: Engines,
        known: Findings | None = None,
        kept: Callable[[], list[Line]] | None = None,
    ) -> None:
        self.documents = tuple(documents)
        self.figures = tuple(figures)
        self.engines = engines
        self._known = known
        self._kept = kept

    def document(self, name: str) -> Document:
        """A document by its name; raises KeyError."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Document]:
        return {document.name: document for document in self.documents}

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """The passages by key, in reading order."""
        return {key_of(p): p for document in self.documents for p in passages(document)}

    @cached_property
    def names(self) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        """Other names of things, as the documents introduce them or the field abbreviates them."""
        return names_of([*aliases(self.documents), *abbreviations()])

    @cached_property
    def kin(self) -> Kin:
        """The words of the documents by meaning."""
        return Kin(self.engines.words)

    @cached_property
    def spelling(self) -> Spelling:
        """The words that questions may be mistyped versions of."""
        engine = self.engines.passages
        return Spelling(engine.words, lambda: engine.encoder.words if engine.encoder else frozenset())

    @cached_property
    def figure_index(self) -> FigureIndex:
        """The figures, ready to be fitted to questions."""
        return FigureIndex(self.figures, self.documents, self.names, self.kin)

    @cached_property
    def facts(self) -> Facts:
        """The figures by the facts that they state."""
        return Facts(self.figures, self.documents, self._known.facts if self._known else None)

    @cached_property
    def audit(self) -> Audit:
        """What checking the figures against one another found."""
        return self._known.audit if self._known else audit(self.facts)

    @property
    def findings(self) -> Findings:
        """What comparing the figures found."""
        return Findings(self.facts.numbers, self.audit)

    def failures_of(self, figure: Figure) -> list[Failure]:
        """The checks that a figure fails."""
        return self._failures.get(spot(figure.source), []) if figure.source else []

    def is_mislabelled(self, figure: Figure) -> bool:
        """Whether a check tells that a figure stands under the label of another."""
        return any(failure.of_label for failure in self.failures_of(figure))

    @cached_property
    def _failures(self) -> dict[Spot, list[Failure]]:
        found: dict[Spot, list[Failure]] = defaultdict(list)
        for failure in self.audit.failing:
            for figure in failure.doubted:
                if figure.source:
                    found[spot(figure.source)].append(failure)
        return dict(found)

    @cached_property
    def conflicts(self) -> Conflicts:
        """Where the figures contradict one another, and what is stated beside any of them."""
        return Conflicts(self.facts, lambda: self.audit)

    @cached_property
    def lines(self) -> list[Line]:
        """Every line that can answer in words."""
        return self._kept() if self._kept else [line for document in self.documents for line in lines(document)]

    @cached_property
    def line_postings(self) -> Postings:
        """The words of the lines, ready to be matched."""
        return Postings([(line.text, *line.above) for line in self.lines], self.names, self.kin)

    @cached_property
    def line_numbers(self) -> dict[str, int]:
        """The place of each line among all, by its key."""
        return {line.key: number for number, line in enumerate(self.lines)}

    def line_of(self, number: int) -> str:
        """The key of the line that holds a figure, given by its number; empty where none does."""
        source = self.figures[number].source
        starts, keys = self._line_starts[source.doc] if source else ([], [])
        place = bisect_right(starts, source.start) - 1 if source else -1
        return keys[place] if place >= 0 else ""

    @cached_property
    def _line_starts(self) -> dict[str, tuple[list[int], list[str]]]:
        """Where the lines of each document start, ascending, and their keys."""
        starts: dict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
        for line in self.lines:
            starts[line.doc][0].append(line.start)
            starts[line.doc][1].append(line.key)
        return starts

    @cached_property
    def line_neighbours(self) -> tuple[Positions, Positions]:
        """For each line the numbers of the line before and the line after in its section, its own at the edges."""
        of = [(line.doc, line.above[-2:]) for line in self.lines]
        own = np.arange(len(of))
        joined = np.array([one == two for one, two in pairwise(of)], dtype=bool)
        before, after = own.copy(), own.copy()
        before[1:] -= joined
        after[:-1] += joined
        return before, after

    @cached_property
    def figure_groups(self) -> list[Group]:
        """The figures that stand together."""
        return [*figure_groups(self.figures)]

    @cached_property
    def sums(self) -> list[Sum]:
        """The totals in tables, each with the rows that add up to it."""
        of: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.source:
                of[figure.source.doc].append(figure)
        placed = ((sorted(found, key=_start), self.document(doc)) for doc, found in of.items())
        return [one for found, document in placed for rows in tables(found, document) for one in sums_in(rows)]

    @cached_property
    def lists(self) -> dict[str, Group]:
        """The group in which each line stands that is in one, by the line's key."""
        return {self.lines[number].key: group for group in line_groups(self.lines) for number in group.members}

    @cached_property
    def labels(self) -> list[str]:
        """The label of each figure, as it is indexed."""
        return [label_of(figure) for figure in self.figures]

    @cached_property
    def _starts(self) -> dict[str, tuple[list[int], list[str]]]:
        starts: dict[str, tuple[list[int], list[str]]] = {}
        for key, passage in self.passages.items():
            of = starts.setdefault(passage.doc, ([], []))
            of[0].append(passage.start)
            of[1].append(key)
        return starts

    @cached_property
    def label_of_each(self) -> Distinct[str]:
        """The labels of the figures."""
        return Distinct.build(self.labels)

    @cached_property
    def passage_of_each(self) -> Distinct[str]:
        """The keys of the passages that hold the figures."""
        return Distinct.build(self._key_at(f.source.doc, f.source.start) if f.source else "" for f in self.figures)

    @cached_property
    def line_passages(self) -> list[str]:
        """The key of the passage that holds each line."""
        return [self._key_at(line.doc, line.start) for line in self.lines]

    @cached_property
    def passage_of_each_line(self) -> Distinct[str]:
        """The keys of the passages that hold the lines."""
        return Distinct.build(self.line_passages)

    @cached_property
    def quotable(self) -> Distinct[tuple[str, bool]]:
        """The documents of the lines, and whether each heads columns."""
        return Distinct.build((line.doc, line.kind == "header") for line in self.lines)

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

    def is_of(self, figure: Figure, period: str) -> bool:
        """Whether a figure's period is one that a text names, in the calendar of the figure's document."""
        own = figure.period
        if own is None or figure.source is None:
            return False
        named = (mention.period for mention in find_periods(period, self.document(figure.source.doc).calendar))
        return any((p.start, p.end) == (own.start, own.end) for p in named)
