"""The lines of a document that can answer in words: sentences, bullets and table rows, with the words above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.model import Block, Document, Section
from qa.outline import outline
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
    titles = [plain(section.title), *(plain(title) for title in reversed(section.path)), document.title]
    for placed in outline(document, section):
        above = tuple(dict.fromkeys([*placed.above, *titles]))
        if placed.block.kind == "table":
            yield from _rows(document, placed.block, above)
        elif placed.block.kind not in ("unit", "furniture"):
            yield from _sentences(document, placed.block, above)


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
