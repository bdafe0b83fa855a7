"""A PDF's page as text: what it says in reading order, and where each word of that stands on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pypdfium2 import PdfPage

from qa.read.pdf_cells import glued
from qa.read.pdf_columns import regions_of
from qa.read.pdf_lines import Line, levelled, lines_of
from qa.read.pdf_paragraphs import Paragraph, is_bullet, paragraphs_of
from qa.read.pdf_rows import Row, rows_of
from qa.read.pdf_rules import Rule, rules_of
from qa.read.pdf_tables import Parsed, spans_of
from qa.read.pdf_words import Box, View, Word, views_of

_RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_MARK = re.compile(r"[\d(),*†‡+-]+")
_HYPHENED = re.compile(r"(?:.*[^\w])?([^\W\d_]{2,})-")
_WORD_AT_START = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or table of a page: ``text[start:end]`` of the page, how it is set and where.

    ``top`` and ``bottom`` are shares of the page's height.
    """

    start: int
    end: int
    table: bool
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    lines: int = 1
    top: float = 0.0
    bottom: float = 0.0


@dataclass(slots=True)
class PageText:
    """The text of a page; an empty line parts its blocks. ``boxes`` are [start, end) of words and where they stand,
    in points from the page's top left as shown; a word that is repeated over several columns is told for each."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    boxes: list[tuple[int, int, Box]] = field(default_factory=list)


def read_page(page: PdfPage) -> PageText:
    """The text of a page and its boxes; the same page always gives the same."""
    views = views_of(page)
    rules = rules_of(page) if views else []
    writer = _Writer(frozenset(word.text.lower() for _, words in views for word in words))
    for at, (view, words) in enumerate(views):
        for region in regions_of(lines_of(words)):
            _write_region(writer, view, levelled(region), [] if at or view.turn else rules)
    return writer.page()


def _write_region(writer: _Writer, view: View, lines: Sequence[Line], rules: Sequence[Rule]) -> None:
    """The paragraphs and tables of a region, in order."""
    parsed = [Parsed.of(line) for line in lines]
    right = max(line.x1 for line in lines)
    at = 0
    for span in spans_of(parsed, view.extent[0] / 2):
        rows = rows_of(parsed[span.first : span.end], rules)
        if rows:
            _write_paragraphs(writer, view, lines[at : span.first], right)
            writer.table(view, rows)
            at = span.end
    _write_paragraphs(writer, view, lines[at:], right)


def _write_paragraphs(writer: _Writer, view: View, lines: Sequence[Line], right: float) -> None:
    for paragraph in paragraphs_of(lines, right):
        writer.paragraph(view, paragraph)


class _Writer:
    """Puts words one after the other, and remembers where they came from."""

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        self._known = known
        self._parts: list[str] = []
        self._length = 0
        self._page = PageText()

    def page(self) -> PageText:
        """What was written."""
        self._page.text = "".join(self._parts)
        return self._page

    def paragraph(self, view: View, paragraph: Paragraph) -> None:
        """A paragraph in one line, its words with single blanks between them, hyphens at ends of lines mended."""
        start = self._open_block()
        bullet = is_bullet(paragraph.lines[0])
        before: Word | None = None
        for line in paragraph.lines:
            for at, word in enumerate(line.words):
                if before is not None:
                    self._part(before, word, wrapped=at == 0)
                self._word(view, word, "•" if bullet and before is None else _spelt(word))
                before = word
        self._close_block(view, start, paragraph.lines, table=False)

    def table(self, view: View, rows: Sequence[Row]) -> None:
        """A table, a line for each row, its cells parted by tabs."""
        start = self._open_block()
        for row in rows:
            for column, cell in enumerate(row.cells):
                self._put("\t" if column else "")
                self._cell(view, cell)
            self._put("\n")
        self._parts[-1] = ""
        self._length -= 1
        self._close_block(view, start, [row.line for row in rows], table=True)

    def _cell(self, view: View, words: Sequence[Word]) -> None:
        for at, word in enumerate(words):
            if at and not glued(words[at - 1], word):
                self._part(words[at - 1], word, wrapped=word.base - words[at - 1].base > 0.8 * word.size)
            self._word(view, word, _spelt(word))

    def _part(self, before: Word, word: Word, *, wrapped: bool) -> None:
        """What stands between two words: a blank, or nothing where they are one."""
        parted = _HYPHENED.fullmatch(before.text) if wrapped else None
        going_on = _WORD_AT_START.match(word.text)
        if parted and going_on:
            if going_on[0].islower() and self._divides(parted[1].lower(), going_on[0]):
                self._unput_hyphen()
        elif not (before.raised and word.text[0] in ",.;:)") and (not word.raised or _MARK.fullmatch(word.text)):
            self._put(" ")

    def _divides(self, head: str, tail: str) -> bool:
        """Whether a hyphen at a line's end only divides a word, as far as the page's other words tell."""
        if f"{head}{tail}" in self._known:
            return True
        return f"{head}-{tail}" not in self._known and not {head, tail} <= self._known

    def _unput_hyphen(self) -> None:
        self._parts[-1] = self._parts[-1].removesuffix("-")
        self._length -= 1
        start, end, box = self._page.boxes[-1]
        self._page.boxes[-1] = (start, end - 1, box)

    def _word(self, view: View, word: Word, text: str) -> None:
        start = self._length
        self._put(text)
        self._page.boxes.append((start, self._length, view.shown((word.x0, word.top, word.x1, word.bottom))))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _open_block(self) -> int:
        return self._length

    def _close_block(self, view: View, start: int, lines: Sequence[Line], *, table: bool) -> None:
        height = view.extent[1]
        chief = max(lines, key=lambda line: len(line.text))
        self._page.blocks.append(
            Block(
                start,
                self._length,
                table,
                chief.size,
                all(line.bold for line in lines),
                all(line.italic for line in lines),
                len(lines),
                lines[0].top / height,
                lines[-1].bottom / height,
            )
        )
        self._put("\n\n")


def _spelt(word: Word) -> str:
    """A word as written; a footnote's raised mark in raised digits."""
    return word.text.translate(_RAISED) if word.raised and _MARK.fullmatch(word.text) else word.text
