"""The lines of a document that can answer in words: sentences, bullets and table rows, with the words above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.cells import is_header_text, is_period
from qa.model import Block, Cell, Document, Section
from qa.outline import outline
from qa.sentences import sentences
from qa.tables import grid, header_count, plain

HEAD = 60
"""Characters up to which a cell heads a column."""
QUOTABLE = 360
"""Characters beyond which a sentence is quoted by its clauses."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, bullet or table row at ``[start, end)`` of a document; ``above`` are the words it stands under,
    nearest first. ``kind`` is that of its block, or "row", or "header" for a row that heads columns."""

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
    """The rows of a table: those of its body stand under their group, then under what heads the columns."""
    rows = grid(document.text, block.start, block.end)
    count = header_count(rows, document.calendar)
    heads = [row for row in rows[:count] if _is_head(row)] if count < len(rows) else []
    columns = tuple(dict.fromkeys(map(_words, reversed(heads))))
    group, merged = "", ""
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell.text]
        merged = _merged(row, merged) if number >= count else ""
        over = tuple(label for label in (merged if merged != plain(row[0].text) else "", group) if label) + above
        words, kind = _words(row), "header" if number < count and row in heads else "row"
        around = over if kind == "header" else tuple(dict.fromkeys((*over[:1], *columns, *over[1:])))
        yield Line(document.name, filled[0].start, filled[-1].end, words, around, kind)
        group = words if len(filled) == 1 and kind == "row" else group


def _merged(row: Sequence[Cell], before: str) -> str:
    """The words in a row's first cell, or those ``before`` in a cell that runs on through it: one that is empty where
    words follow."""
    if row[0].text:
        return plain(row[0].text) if len(row) > 1 and is_header_text(row[0].text) else ""
    following = next((cell.text for cell in row if cell.text), "")
    return before if following and is_header_text(following) and not is_period(following) else ""


def _words(row: Sequence[Cell]) -> str:
    return " | ".join(plain(cell.text) for cell in row if cell.text)


def _is_head(row: Sequence[Cell]) -> bool:
    """Whether a row above a table's body can head its columns: what heads a column is short."""
    return all(len(cell.text) < HEAD for cell in row)


_LABELLED = re.compile(r"\n(?=\s*[A-Z][^:\n]{2,60}:\s)")
_CLAUSE = re.compile(r";\s+(?:and\s+)?")


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text; lines that begin with a label and a colon are apart, and so are the clauses of a
    sentence that is too long to be quoted whole."""
    at = 0
    for cut in [*(m.start() for m in _LABELLED.finditer(text)), len(text)]:
        for start, end in sentences(text[at:cut]):
            yield from _clauses(text, at + start, at + end) if end - start > QUOTABLE else [(at + start, at + end)]
        at = cut


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for mark in _CLAUSE.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _sentences(document: Document, block: Block, above: tuple[str, ...]) -> Iterator[Line]:
    text = document.text[block.start : block.end]
    for start, end in _statements(text):
        raw = text[start:end]
        inner = raw.strip()
        first = block.start + start + raw.index(inner)
        yield Line(document.name, first, first + len(inner), plain(inner), above, block.kind)
