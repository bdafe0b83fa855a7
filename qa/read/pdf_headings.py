"""Headings of a PDF, by their type: larger than the text's, or heavier, or slanted where the text is not.

Titles of parts, items and notes rank by what they say, the others by their type below these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from qa.read.manuscript import Mark
from qa.read.pdf_page import Block, PageText

LARGER = 1.08  # times the size of the text
_LONGEST, _MOST_LINES = 220, 4
_DEEPEST = 4  # levels below parts, items and notes
_PART, _ITEM, _NOTE = (
    re.compile(r"part\s+[ivx\d]+\b", re.IGNORECASE),
    re.compile(r"item\s+\d{1,2}[a-c]?\b", re.IGNORECASE),
    re.compile(r"notes?\s+\d{1,2}\b", re.IGNORECASE),
)
_NO_HEADING = re.compile(r"[\d\W]*|.*[;,]|\(.*\)|.*\b(?:Yes|No) ?[☐☒].*|☐.*|☒.*|[•▪●–-]\s.*")
_STOP = re.compile(r".*[a-z)”]\.")


class _Type(NamedTuple):
    """How a block is set; the larger of two ranks above."""

    size: float
    bold: bool
    capitals: bool
    upright: bool


class _Found(NamedTuple):
    start: int
    end: int
    type: _Type
    said: int  # the level that its words give it, 0 for none


def headings_of(pages: Sequence[PageText], starts: Sequence[int], furniture: Sequence[Collection[Block]]) -> list[Mark]:
    """The headings of all pages, in order; ``starts`` are the offsets of the pages' texts."""
    body = _body(pages)
    found = [
        heading
        for page, start, running in zip(pages, starts, furniture, strict=True)
        for heading in _joined(_on_page(page, start, running, body))
    ]
    ranks = {kind: rank for rank, kind in enumerate(sorted({each.type for each in found}, reverse=True))}
    return [Mark(each.start, each.end, each.said or 4 + min(ranks[each.type], _DEEPEST)) for each in found]


def _body(pages: Sequence[PageText]) -> _Type:
    """How most of the text is set, tables left out where there is anything else."""
    sizes: Counter[tuple[float, bool]] = Counter()
    for page in pages:
        for block in page.blocks:
            if not block.table:
                sizes[round(block.size * 2) / 2, block.bold] += block.end - block.start
    (size, bold), _ = sizes.most_common(1)[0] if sizes else ((0.0, False), 0)
    return _Type(size, bold, False, True)


def _on_page(page: PageText, start: int, running: Collection[Block], body: _Type) -> Iterator[_Found]:
    for block in page.blocks:
        text = page.text[block.start : block.end]
        if block.table or block in running or len(text) > _LONGEST or block.lines > _MOST_LINES:
            continue
        kind = _Type(round(block.size * 2) / 2, block.bold, text.isupper(), not block.italic)
        said = _said(text)
        stands_out = block.size >= LARGER * body.size or (block.bold and not body.bold) or (said and text.isupper())
        slanted = block.italic and not _STOP.fullmatch(text)
        if (stands_out or slanted) and not _NO_HEADING.fullmatch(text) and (said or not _STOP.fullmatch(text)):
            yield _Found(start + block.start, start + block.end, kind, said)


def _said(text: str) -> int:
    """The level of a title that says what it heads: a part, an item, a note; 0 for any other."""
    return next((level for level, kind in enumerate((_PART, _ITEM, _NOTE), 1) if kind.match(text)), 0)


def _joined(found: Iterator[_Found]) -> Iterator[_Found]:
    """Headings set alike right below each other are one, as the lines over a statement are."""
    held: _Found | None = None
    for each in found:
        if held and each.start - held.end <= 2 and each.type[:2] == held.type[:2] and not each.said and not held.said:
            held = _Found(held.start, each.end, max(held.type, each.type), held.said)
            continue
        if held:
            yield held
        held = each
    if held:
        yield held
