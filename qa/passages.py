"""Sections into passages, the units of search, and the words that travel with a passage into the index.

A passage is a slice of its section, to the letter. A short section is one passage; a longer one is cut between blocks,
before a top-level bullet, or between the rows of a table, and a subhead stays with what it heads. What a cut leaves
behind (titles, the unit line, a table's header rows) comes back in :func:`context`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.model import Block, Document, FiscalCalendar, Passage, Section
from qa.tables import grid, header_count

WHOLE = 1500
TARGET = 1100
HEADING = 300
SUBHEAD = 90
SILENT = ("furniture",)


class _Span(NamedTuple):
    """A stretch that is never cut; ``leads`` where it belongs with what follows."""

    start: int
    end: int
    leads: bool = False


def passages(document: Document) -> list[Passage]:
    """The passages of a document in reading order; sections of nothing but page furniture give none."""
    return [
        Passage(
            doc=document.name,
            section=section.title,
            page=section.page,
            start=start,
            end=end,
            text=document.text[start:end],
        )
        for section in document.sections
        for start, end in _cuts(document.text, section)
    ]


def context(document: Document, passage: Passage) -> str:
    """What a reader of the whole page would know: company, title and date, enclosing headings, the section's title,
    the unit line in force and, inside a table, its header rows. None of it is part of the passage's text."""
    section = document.section_at(passage.start)
    parts = [document.company, document.title, document.date.isoformat() if document.date else "", *section.path]
    lines = [" · ".join(dict.fromkeys(filter(None, [*parts, section.title])))]
    lines += _unit_in_force(document.text, section, passage.start)
    lines += _header_rows(document, section, passage.start)
    return "\n".join(lines)


def _cuts(text: str, section: Section) -> Iterator[tuple[int, int]]:
    """Where the section's passages start and end."""
    blocks = _inner(section.blocks)
    if not blocks:
        return
    if blocks[-1].end - blocks[0].start <= WHOLE:
        yield blocks[0].start, blocks[-1].end
        return
    group: list[_Span] = []
    for span in _spans(text, blocks):
        if group and span.end - group[0].start > TARGET:
            kept, group = _parted(group)
            if kept:
                yield kept[0].start, kept[-1].end
        group.append(span)
    yield group[0].start, group[-1].end


def _inner(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without page furniture at either end."""
    said = [at for at, block in enumerate(blocks) if block.kind not in SILENT]
    return blocks[said[0] : said[-1] + 1] if said else ()


def _parted(group: list[_Span]) -> tuple[list[_Span], list[_Span]]:
    """A group at a cut, parted from the subheads and unit lines at its end, which go with what follows."""
    keep = len(group)
    while keep and group[keep - 1].leads:
        keep -= 1
    if not keep and group[-1].end - group[0].start > TARGET:
        keep = len(group)
    return group[:keep], group[keep:]


def _spans(text: str, blocks: Sequence[Block]) -> Iterator[_Span]:
    """The uncuttable stretches: a paragraph, a bullet with its own bullets, a table or a run of its rows."""
    for at, block in enumerate(blocks):
        size = block.end - block.start
        if block.kind == "table" and size > TARGET:
            yield from _row_runs(text, block)
        elif size > WHOLE:
            yield from _sentence_runs(text, block)
        else:
            follower = blocks[at + 1] if at + 1 < len(blocks) else None
            yield _Span(block.start, block.end, _leads(text, block, follower, first=at == 0))


def _leads(text: str, block: Block, follower: Block | None, first: bool) -> bool:
    """Whether a block announces the next one: a heading, a unit line, a subhead, a bullet with bullets of its own."""
    if follower is None or block.kind == "table":
        return False
    if block.kind == "bullet":
        return follower.kind == "bullet" and follower.level > block.level
    size = block.end - block.start
    return block.kind != "paragraph" or (size <= (HEADING if first else SUBHEAD) and text[block.end - 1] not in ".。")


def _row_runs(text: str, block: Block) -> Iterator[_Span]:
    """A long table as runs of whole rows, each of about a passage."""
    start = end = block.start
    for row in text[block.start : block.end].split("\n"):
        after = min(end + len(row) + 1, block.end)
        if end > start and after - start > TARGET:
            yield _Span(start, end - 1)
            start = end
        end = after
    yield _Span(start, block.end)


def _sentence_runs(text: str, block: Block) -> Iterator[_Span]:
    """A long paragraph as runs of whole sentences or, failing those, of whole words."""
    start = block.start
    while block.end - start > WHOLE:
        cut = max(text.rfind(mark, start + TARGET // 2, start + TARGET) for mark in (". ", ".\n", "; ", "。"))
        if cut < 0:
            cut = max(text.rfind(" ", start + 1, start + TARGET), text.rfind("\n", start + 1, start + TARGET))
        end = cut + 1 if cut >= 0 else start + TARGET
        yield _Span(start, end)
        start = end + (len(text[end : end + WHOLE]) - len(text[end : end + WHOLE].lstrip()))
    yield _Span(start, block.end)


def _unit_in_force(text: str, section: Section, at: int) -> Iterator[str]:
    """The last unit line of the section before ``at``."""
    units = [block for block in section.blocks if block.kind == "unit" and block.end <= at]
    yield from (" ".join(text[block.start : block.end].split()) for block in units[-1:])


def _header_rows(document: Document, section: Section, at: int) -> Iterator[str]:
    """The header rows of the table that ``at`` lies inside of, where they are above it."""
    for block in section.blocks:
        if block.kind == "table" and block.start < at < block.end:
            headers = _headers_of(document.text[block.start : block.end], document.calendar)
            yield from (words for words, end in headers if block.start + end < at)


@lru_cache(maxsize=8)
def _headers_of(table: str, calendar: FiscalCalendar) -> list[tuple[str, int]]:
    """The header rows of a table, and where in it each ends."""
    rows = grid(table, 0, len(table))
    headers = rows[: header_count(rows, calendar)]
    return [(" | ".join(cell.text for cell in row if cell.text), row[-1].end) for row in headers]
