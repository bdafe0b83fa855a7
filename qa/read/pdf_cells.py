"""Cells of a PDF's lines, and the columns that they stand in.

A gap wider than a blank parts two cells; figures, and marks for nil, are each a cell of their own wherever words around
them are. A currency sign belongs to the figure on its right, a bracket or percent sign to the one on its left. A column
is where the figures of several lines overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.read.pdf_lines import Line
from qa.read.pdf_words import Word

WIDE = 1.1  # of the type size: a gap that parts two cells
_TIGHT = 0.45  # a gap no wider than a blank
_CURRENCY = r"(?:(?:US|C|A|HK|NT|S)?[$€£¥₩₹]|JPY|USD|EUR|GBP|RMB|CHF)"
_OPENING = re.compile(rf"[(\[]?{_CURRENCY}?[(\[]?|[-–—−△▲(]")
_CLOSING = re.compile(r"[)\]]?\s?[%x]?[)\]]?|bps|pts?|pp")
_FIGURE = re.compile(
    rf"[(\[]?[-–—−+△▲]?{_CURRENCY}?[(\[]?[-–—−+△▲]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)[)\]]?(?:%|x|bps|pts?|pp)?[)\]]?[*†‡#]*"
)
_NIL = re.compile(rf"{_CURRENCY}?[-–—−]{{1,3}}%?|N/?A|n/?a|NM|nm|N\.M\.|\*")
_COUNTED = re.compile(
    r"(?:years?|months?|weeks?|days?|hours?|thousand|million|billion|trillion|shares|times|basis|points?|and|to|or)"
)
_YEAR = re.compile(r"(?:19|20)\d\d[*†‡]*\)?")  # a bracket closes after the date that a line of words ends with
_MONEY = re.compile(_CURRENCY)
_MARK = re.compile(r"\(\d\)|\([a-z]\)")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words that stand together in a line; ``figure`` where they are a figure or a mark for nil."""

    words: tuple[Word, ...]
    figure: bool

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(word.x1 for word in self.words)

    @property
    def middle(self) -> float:
        """Halfway between its edges."""
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        """Its words, with single blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def year(self) -> bool:
        """Whether it is a year and no more: a figure that heads others."""
        return self.figure and bool(_YEAR.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Column:
    """Where the cells of a column stand."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Halfway between its edges."""
        return (self.x0 + self.x1) / 2

    def overlap(self, x0: float, x1: float) -> float:
        """How much of it lies within some edges, in points; negative for the distance to them."""
        return min(self.x1, x1) - max(self.x0, x0)


def cells_of(line: Line) -> list[Cell]:
    """The cells of a line, from left to right."""
    return [cell for phrase in phrases_of(line.words, WIDE) for cell in _parts(phrase)]


def phrases_of(words: Sequence[Word], gap: float) -> Iterator[list[Word]]:
    """Words that stand together, no two of them further apart than a gap in type sizes; signs stay with figures."""
    phrase = [words[0]]
    for before, word in pairwise(words):
        if word.x0 - before.x1 > gap * max(before.size, word.size) and not _belongs(before, word):
            yield phrase
            phrase = []
        phrase.append(word)
    yield phrase


def glued(before: Word, word: Word) -> bool:
    """Whether two words of a cell are printed as one: a sign and its figure."""
    if before.raised or word.raised:
        return False
    return _belongs(before, word)


def is_figure(text: str) -> bool:
    """Whether words without blanks between them are a figure or a mark for nil."""
    return bool(_FIGURE.fullmatch(text) or _NIL.fullmatch(text))


def columns_of(cells: Iterable[Cell]) -> list[Column]:
    """The columns in which cells stand, from left to right: cells that overlap by a third are in one."""
    columns: list[Column] = []
    for cell in sorted(cells, key=lambda cell: cell.x0 + cell.x1):
        if columns:
            last = columns[-1]
            narrower = min(last.x1 - last.x0, cell.x1 - cell.x0)
            if last.overlap(cell.x0, cell.x1) > narrower / 3:
                columns[-1] = Column(min(last.x0, cell.x0), max(last.x1, cell.x1))
                continue
        columns.append(Column(cell.x0, cell.x1))
    return columns


def _belongs(before: Word, word: Word) -> bool:
    """Whether a sign stands before its figure or after it."""
    opens = bool(_OPENING.fullmatch(before.text)) and before.text not in "-–—−" and _begins_figure(word.text)
    closes = bool(_CLOSING.fullmatch(word.text)) and before.text[-1:] in "0123456789)—–-"
    return opens or (closes and word.x0 - before.x1 < 1.5 * word.size)


def _begins_figure(text: str) -> bool:
    return text[0].isdigit() or bool(re.match(r"[-–—−(.△▲]", text))


def _parts(phrase: Sequence[Word]) -> Iterator[Cell]:
    """A phrase of nothing but figures is a cell for each of them, and so are the last of it where there are several;
    any other is one cell."""
    whole = list(_figures(phrase))
    trailing = next((at for at, cell in enumerate(reversed(whole)) if not cell.figure or cell.year), len(whole))
    if all(cell.figure for cell in whole):
        yield from _with_marks(whole)
    elif trailing > 1:
        yield Cell(tuple(word for cell in whole[:-trailing] for word in cell.words), False)
        yield from _with_marks(whole[-trailing:])
    else:
        counts = whole[0].figure and all(cell.figure or _COUNTED.fullmatch(cell.text) for cell in whole[1:])
        yield Cell(tuple(phrase), counts)


def _figures(phrase: Sequence[Word]) -> Iterator[Cell]:
    """The words of a phrase, each sign with its figure, and the ends of a range together."""
    run = [phrase[0]]
    for at, (before, word) in enumerate(pairwise(phrase)):
        ranged = _ranges(phrase[at - 1 : at + 2] if at else ()) or _ranges(phrase[at : at + 3])
        if not glued(before, word) and not word.raised and not ranged:
            yield _cell(run)
            run = []
        run.append(word)
    yield _cell(run)


def _ranges(words: Sequence[Word]) -> bool:
    """Whether three words are a range: two figures close about a dash."""
    if (
        len(words) < 3
        or words[1].text not in ("-", "–", "—")
        or not (words[0].text[-1].isdigit() or words[0].text[-1] == "%")
    ):
        return False
    near = max(words[1].x0 - words[0].x1, words[2].x0 - words[1].x1) < _TIGHT * words[1].size
    return near and words[2].text[0].isdigit()


def _cell(words: Sequence[Word]) -> Cell:
    text = "".join(word.text for word in words if not word.raised)
    return Cell(tuple(words), is_figure(text))


def _with_marks(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Figures, those a blank apart in one cell unless they are nil or money, a footnote's mark raised."""
    held = cells[0]
    for cell in cells[1:]:
        alone = any(_NIL.fullmatch(part.text) for part in (held, cell)) or _MONEY.match(cell.text)
        if alone or cell.x0 - held.x1 >= _TIGHT * cell.words[0].size:
            yield held
            held = cell
        elif _MARK.fullmatch(cell.text) and not _MARK.fullmatch(held.text):
            held = Cell((*held.words, *(word._replace(raised=True) for word in cell.words)), True)
        else:
            held = Cell((*held.words, *cell.words), True)
    yield held
