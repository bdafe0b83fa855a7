"""What supports an answer, as places in documents: which characters to show, and which of them to mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from qa.model import Answer, Figure, Passage, Source
from ui.components.markup import Mark


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a document that supports an answer. ``operand`` is the figure it supports where that is one
    operand of a computed figure, and ``letter`` its name in the formula."""

    doc: str
    section: str
    page: int | None
    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    operand: Figure | None = None
    letter: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """The [start, end) to look at first: the first value marked, or the whole passage."""
        values = [(mark.start, mark.end) for mark in self.marks if mark.kind == "value"]
        return min(values, default=(self.start, self.end))


def supporting(answer: Answer) -> list[Evidence]:
    """The places that support an answer, best first: each operand of a computed figure, then the cited passages
    with the answer's figures and words marked, then the sources of figures that no cited passage holds."""
    operands = list(operands_of(answer.figures))
    used = {passage_of(figure.source, answer.citations) for _, figure in operands if figure.source}
    sources = [figure.source for figure in answer.figures if figure.source]
    found = [of_operand(letter, figure, figure.source, answer) for letter, figure in operands if figure.source]
    found += [of_passage(passage, sources, answer.spans) for passage in answer.citations if passage not in used]
    return found + [of_source(source) for source in sources if not passage_of(source, answer.citations)]


def operands_of(figures: Iterable[Figure]) -> Iterator[tuple[str, Figure]]:
    """The stated figures that computed ones rest on, with their letters, through every level of derivation."""
    for figure in figures:
        if figure.derivation is None:
            continue
        for letter, operand in zip(ascii_lowercase, figure.derivation.inputs, strict=False):
            yield letter, operand
            yield from operands_of([operand])


def passage_of(source: Source, passages: Iterable[Passage]) -> Passage | None:
    """The first passage that holds a source."""
    return next((passage for passage in passages if holds(passage, source)), None)


def holds(passage: Passage, source: Source) -> bool:
    """Whether the source's digits stand within the passage."""
    return passage.doc == source.doc and passage.start <= source.start and source.end <= passage.end


def of_operand(letter: str, operand: Figure, source: Source, answer: Answer) -> Evidence:
    """The place of one operand: within its cited passage where there is one."""
    passage = passage_of(source, answer.citations)
    start, end = (passage.start, passage.end) if passage else (source.start, source.end)
    return Evidence(source.doc, source.section, source.page, start, end, marks_of([source]), operand, letter)


def of_passage(passage: Passage, sources: Sequence[Source], spans: Sequence[str]) -> Evidence:
    """A cited passage with the figures and the words that the answer took from it."""
    marks = marks_of(source for source in sources if holds(passage, source))
    marks += tuple(marks_of_spans(passage, spans))
    return Evidence(passage.doc, passage.section, passage.page, passage.start, passage.end, marks)


def of_source(source: Source) -> Evidence:
    """The place of a figure that stands outside of every cited passage."""
    return Evidence(source.doc, source.section, source.page, source.start, source.end, marks_of([source]))


def marks_of(sources: Iterable[Source]) -> tuple[Mark, ...]:
    """The digits of each source as values, and the words that give them their meaning as labels."""
    return tuple(
        mark
        for source in sources
        for mark in (Mark(source.start, source.end), *(Mark(start, end, "label") for start, end in source.marks))
    )


def marks_of_spans(passage: Passage, spans: Sequence[str]) -> Iterator[Mark]:
    """Where the answer's words first stand in a passage."""
    for span in spans:
        at = passage.text.find(span) if span else -1
        if at >= 0:
            yield Mark(passage.start + at, passage.start + at + len(span))
