"""Plain text and Markdown, as it stands or as it was made from slides, into a Document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from qa.calendars import infer_calendar
from qa.model import Block, Document, Section
from qa.read.headings import find_headings
from qa.read.layout import Piece, levels_of, pieces_of
from qa.read.marks import Heading
from qa.read.metadata import company_of, date_of, title_of


def read_text(name: str, text: str) -> Document:
    """Read a decoded text; total: any text gives a Document whose sections tile it, none for an empty text.

    The first section is what comes before the first heading; it bears the document's title.
    """
    pieces = pieces_of(text)
    headings = find_headings(pieces)
    company = company_of(pieces)
    title = title_of(pieces, headings, company)
    return Document(
        name=name,
        text=text,
        title=title,
        company=company,
        date=date_of(pieces),
        calendar=infer_calendar(text),
        sections=tuple(_sections(len(text), pieces, headings, title)),
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _sections(length: int, pieces: Sequence[Piece], headings: Sequence[Heading], title: str) -> Iterator[Section]:
    """Cut the text at its headings; blank space goes to the section before it."""
    enclosing: list[tuple[int, str]] = []
    starts = [pieces[heading.first].start for heading in headings]
    first = headings[0].first if headings else len(pieces)
    if length and (first or not headings):
        yield Section(title, 0, starts[0] if starts else length, _blocks(pieces[:first]))
    else:
        starts[:1] = [0] if starts else []
    for heading, start, end, stop in zip(
        headings, starts, [*starts[1:], length], [*(h.first for h in headings[1:]), len(pieces)], strict=True
    ):
        level = heading.level
        if heading.under and all(heading.under != known for _, known in enclosing):
            enclosing = [(rank, known) for rank, known in enclosing if rank < level - 1]
            enclosing.append((level - 1, heading.under))
        enclosing = [(rank, known) for rank, known in enclosing if rank < level]
        path = tuple(known for _, known in enclosing)
        enclosing.append((level, heading.title))
        yield Section(heading.title, start, end, _blocks(pieces[heading.first : stop]), path)


def _blocks(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    return tuple(
        Block("paragraph" if piece.kind == "heading" else piece.kind, piece.start, piece.end, level)
        for piece, level in zip(pieces, levels_of(pieces), strict=True)
    )
