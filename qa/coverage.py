"""Coverage: of the numerals that a document prints, which became figures, which were left out on purpose and why, and
which were not understood.

The reasons are those of the reading: the periods that it finds, the patterns by which it passes over telephone and list
numbers, the furniture that it takes off. What neither became a figure nor has such a reason was not understood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from qa.cells import is_period, is_span_of_time, is_value, plain
from qa.figures import is_title
from qa.figures_in_tables import LAST_MONTHS, table_at
from qa.model import Block, Cell, Document, Figure, Section, Value
from qa.naming import is_base, is_threshold
from qa.numerals import NUMERAL, Aside, Reason, asides
from qa.outline import bullet_end
from qa.periods import find_periods
from qa.prose import set_aside
from qa.read.layout import HEADING_NUMBER
from qa.units import find_quantities

Standing = Literal["typed", "left out", "not understood"]

_HEADING_NUMBER = re.compile(HEADING_NUMBER)


class Numeral(Value):
    """A numeral at [start, end) of a document: part of a typed figure, left out for a ``reason``, or not understood."""

    start: int
    end: int
    standing: Standing
    reason: Reason | None = None


class Tally(Value):
    """How many numerals stand how; ``left_out`` by reason, the most frequent first."""

    typed: int
    left_out: dict[Reason, int]
    not_understood: int

    @property
    def seen(self) -> int:
        """How many numerals there are."""
        return self.typed + sum(self.left_out.values()) + self.not_understood

    @property
    def understood(self) -> float:
        """The share of numerals that were typed or left out on purpose, from 0 to 1; 1 where there are none."""
        return 1 - self.not_understood / self.seen if self.seen else 1.0


class SectionCoverage(Value):
    """The numerals of the section at [start, end) of a document, in reading order."""

    title: str
    page: int | None = None
    start: int
    end: int
    tally: Tally
    numerals: tuple[Numeral, ...]


class Coverage(Value):
    """The numerals of a document, section by section."""

    doc: str
    tally: Tally
    sections: tuple[SectionCoverage, ...]


def coverage(document: Document, figures: Iterable[Figure]) -> Coverage:
    """The coverage of a document by the figures that were read from it.

    Takes time linear in the document's length and the number of figures, but for their sorting.
    """
    typed = _Spans((f.source.start, f.source.end) for f in figures if f.source)
    sections = tuple(_of_section(document, section, typed) for section in document.sections)
    every = tally(numeral for section in sections for numeral in section.numerals)
    return Coverage(doc=document.name, tally=every, sections=sections)


def tally(numerals: Iterable[Numeral]) -> Tally:
    """The numerals counted."""
    counts = Counter((numeral.standing, numeral.reason) for numeral in numerals)
    left_out = {reason: count for (_, reason), count in counts.most_common() if reason}
    return Tally(typed=counts["typed", None], left_out=left_out, not_understood=counts["not understood", None])


def _of_section(document: Document, section: Section, typed: _Spans) -> SectionCoverage:
    reasons: dict[int, Reason] = {}
    for aside in sorted(_set_aside(document, section), key=_length):
        for match in NUMERAL.finditer(document.text, aside.start, aside.end):
            reasons[match.start()] = aside.reason
    found = NUMERAL.finditer(document.text, section.start, section.end)
    numerals = tuple(_numeral(*match.span(), match.start() in typed, reasons.get(match.start())) for match in found)
    return SectionCoverage(
        title=section.title,
        page=section.page,
        start=section.start,
        end=section.end,
        tally=tally(numerals),
        numerals=numerals,
    )


def _numeral(start: int, end: int, typed: bool, reason: Reason | None) -> Numeral:
    if typed:
        return Numeral(start=start, end=end, standing="typed")
    return Numeral(start=start, end=end, standing="left out" if reason else "not understood", reason=reason)


class _Spans:
    """Places of a text, told by the [start, end) of the spans that hold them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans: list[tuple[int, int]] = []
        for span in sorted(spans):
            before = self._spans.pop() if self._spans and span[0] < self._spans[-1][1] else span
            self._spans.append((before[0], max(before[1], span[1])))
        self._starts = [start for start, _ in self._spans]

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at][1]


# -- what is set aside -------------------------------------------------------------------------------------


def _length(aside: Aside) -> int:
    return aside.end - aside.start


def _set_aside(document: Document, section: Section) -> Iterator[Aside]:
    """What a section's numerals are, where they are no quantities. Of several readings the longest counts."""
    for block in section.blocks:
        text = document.text[block.start : block.end]
        if block.kind == "furniture":
            yield Aside(block.start, block.end, "page number")
        elif block.kind == "unit":
            yield Aside(block.start, block.end, "unit line")
        elif block.kind == "table":
            yield from _in_cells(table_at(document.text, block).rows, document)
        else:
            glyphs = bullet_end(text)
            yield from _in_words(text[glyphs:], block.start + glyphs, document)
            if is_title(text, block, section):
                yield from _heading_number(text, block)


def _heading_number(title: str, block: Block) -> Iterator[Aside]:
    match = _HEADING_NUMBER.search(title)
    if match:
        yield Aside(*match.span(), "heading or list number").moved(block.start)


def _in_cells(rows: Sequence[Sequence[Cell]], document: Document) -> Iterator[Aside]:
    for cell in (cell for row in rows for cell in row if any(map(str.isdigit, cell.text))):
        words = plain(cell.text)
        if is_span_of_time(words):
            yield Aside(cell.start, cell.end, "length of time")
        elif is_period(words):
            yield Aside(cell.start, cell.end, "date or period")
        elif is_value(cell.text):
            yield from (aside.moved(cell.start) for aside in asides(cell.text))
        else:
            yield from _in_words(cell.text, cell.start, document)
        for match in LAST_MONTHS.finditer(cell.text):
            yield Aside(*match.span(), "date or period").moved(cell.start)


def _in_words(text: str, offset: int, document: Document) -> Iterator[Aside]:
    found = [*asides(text), *set_aside(text, find_periods(text, document.calendar))]
    taken = sorted((aside.start, aside.end) for aside in found)
    thresholds = (quantity for quantity in find_quantities(text, taken) if is_threshold(text, quantity))
    found += [Aside(quantity.start, quantity.end, "threshold") for quantity in thresholds]
    found += [Aside(q.start, q.end, "base of a rate") for q in find_quantities(text, taken) if is_base(text, q)]
    yield from (aside.moved(offset) for aside in found)
