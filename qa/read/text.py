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

    The first section is what comes before the first heading; it bears the document's title,
    which is the file's name where the text gives none.
    """
    pieces = pieces_of(text)
    headings = find_headings(pieces)
    company = company_of(pieces)
    title = title_of(pieces, headings, company) or name
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
    firsts = [*(heading.first for heading in headings), len(pieces)]
    starts = [*(pieces[heading.first].start for heading in headings), length]
    if length and (firsts[0] or not headings):
        yield Section(title, 0, starts[0], _blocks(pieces[: firsts[0]]))
    else:
        starts[0] = 0
    for at, path in enumerate(_paths(headings)):
        blocks = _blocks(pieces[firsts[at] : firsts[at + 1]])
        yield Section(headings[at].title, starts[at], starts[at + 1], blocks, path)


def _paths(headings: Sequence[Heading]) -> Iterator[tuple[str, ...]]:
    """For each heading the titles that enclose it, a chapter that only the agenda names included."""
    enclosing: list[tuple[int, str]] = []
    for heading in headings:
        if heading.under and all(heading.under != title for _, title in enclosing):
            enclosing = [(level, title) for level, title in enclosing if level < heading.level - 1]
            enclosing.append((heading.level - 1, heading.under))
        enclosing = [(level, title) for level, title in enclosing if level < heading.level]
        yield tuple(title for _, title in enclosing)
        enclosing.append((heading.level, heading.title))


def _blocks(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    return tuple(
        Block("paragraph" if piece.kind == "heading" else piece.kind, piece.start, piece.end, level)
        for piece, level in zip(pieces, levels_of(pieces), strict=True)
    )
