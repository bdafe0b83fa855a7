"""The lines of a document that can answer in words: sentences, bullets and table rows, with the words above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.model import Block, Document, Section
from qa.sentences import sentences
from qa.tables import grid, plain


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, bullet or table row at ``[start, end)`` of a document; ``above`` are the words it stands under,
    nearest first."""

    doc: str
    start: int
    end: int
    text: str
    above: tuple[str, ...]
    kind: str

    @property
    def key(self) -> str:
        """The key under which the line is indexed."""
        return f"{self.doc}:{self.start}-{self.end}"


def lines(document: Document) -> list[Line]:
    """Every line of a document, in reading order."""
    return [line for section in document.sections for line in _of_section(document, section)]


def _of_section(document: Document, section: Section) -> Iterator[Line]:
    titles = tuple(dict.fromkeys([plain(section.title), *(plain(t) for t in reversed(section.path)), document.title]))
    parents: list[tuple[int, str]] = []
    heading = ""
    for block in section.blocks:
        if block.kind in ("unit", "furniture"):
            continue
        text = document.text[block.start : block.end]
        if block.kind == "bullet":
            parents = [(level, words) for level, words in parents if level < block.level]
        elif block.kind == "paragraph":
            parents = []
        above = tuple(dict.fromkeys([*(words for _, words in reversed(parents)), *filter(None, [heading]), *titles]))
        yield from _rows(document, block, above) if block.kind == "table" else _sentences(document, block, above)
        if block.kind == "bullet":
            parents.append((block.level, plain(text)))
        elif block.kind == "paragraph" and len(text) < 90 and "." not in text[-2:]:
            heading = plain(text)


def _rows(document: Document, block: Block, above: tuple[str, ...]) -> Iterator[Line]:
    group = ""
    for row in grid(document.text, block.start, block.end):
        filled = [cell for cell in row if cell.text]
        start, end = filled[0].start, filled[-1].end
        words = " | ".join(plain(cell.text) for cell in filled)
        yield Line(document.name, start, end, words, ((group, *above) if group else above), "row")
        group = words if len(filled) == 1 else group


_LABELLED = re.compile(r"\n(?=\s*[A-Z][^:\n]{2,60}:\s)")


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text; lines that begin with a label and a colon are apart."""
    at = 0
    for cut in [*(m.start() for m in _LABELLED.finditer(text)), len(text)]:
        yield from ((at + start, at + end) for start, end in sentences(text[at:cut]))
        at = cut


def _sentences(document: Document, block: Block, above: tuple[str, ...]) -> Iterator[Line]:
    text = document.text[block.start : block.end]
    for start, end in _statements(text):
        raw = text[start:end]
        inner = raw.strip()
        first = block.start + start + raw.index(inner)
        yield Line(document.name, first, first + len(inner), plain(inner), above, block.kind)
