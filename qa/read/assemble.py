"""A manuscript into a Document: pieces, headings, and the sections that tile the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from qa.calendars import infer_calendar
from qa.model import Block, Document, Section
from qa.read.headings import find_headings
from qa.read.layout import Piece, levels_of, pieces_of
from qa.read.manuscript import Leaf, Manuscript, Mark
from qa.read.marks import Heading, tidy
from qa.read.metadata import company_of, date_of, title_of


def assemble(name: str, manuscript: Manuscript, digest: str | None = None) -> Document:
    """A Document whose sections tile the text, none for an empty text; total.

    The first section is what comes before the first heading; it bears the document's title, which is the file's name
    where nothing gives one. No section crosses from one leaf to another. ``digest`` is the file's sha256, by default
    the text's.
    """
    text = manuscript.text
    pieces = pieces_of(text, sorted(_breaks(manuscript)), manuscript.furniture)
    told = manuscript.headings or any(leaf.title for leaf in manuscript.leaves)
    headings = _marked(pieces, manuscript.headings) if told else find_headings(pieces)
    company = company_of(pieces)
    title = manuscript.title or title_of(_opening(pieces, manuscript.leaves), headings, company) or name
    return Document(
        name=name,
        text=text,
        title=title,
        company=company,
        date=date_of(pieces),
        calendar=infer_calendar(text),
        sections=tuple(_sections(len(text), pieces, _openings(pieces, headings, manuscript.leaves, title))),
        sha256=digest or sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        warnings=manuscript.warnings,
        leaves=manuscript.leaves,
    )


def _opening(pieces: Sequence[Piece], leaves: Sequence[Leaf]) -> Sequence[Piece]:
    """The pieces of the first slide or sheet that says something; all of them where leaves have no titles."""
    first = next((leaf for leaf in leaves if leaf.title and leaf.start < leaf.end), None)
    return [piece for piece in pieces if piece.start < first.end] if first else pieces


def _breaks(manuscript: Manuscript) -> set[int]:
    """Where a piece may not go on: at the ends of leaves, headings and furniture."""
    leaves = [(leaf.start, leaf.end) for leaf in manuscript.leaves]
    headings = [(mark.start, mark.end) for mark in manuscript.headings]
    return set(chain.from_iterable([*leaves, *headings, *manuscript.furniture]))


def _marked(pieces: Sequence[Piece], marks: Sequence[Mark]) -> list[Heading]:
    """The headings that the file itself marks, by the pieces that they are made of."""
    starts = [piece.start for piece in pieces]
    found: list[Heading] = []
    for mark in marks:
        first, last = bisect_left(starts, mark.start), bisect_left(starts, mark.end) - 1
        if first <= last:
            title = tidy(" ".join(piece.text for piece in pieces[first : last + 1]))
            found.append(Heading(first, last, title, mark.level))
    return found


class _Opening(NamedTuple):
    """Where a section begins: its first piece, what it is called, what encloses it, and the page that it is on."""

    first: int
    title: str
    path: tuple[str, ...]
    page: int | None


def _openings(
    pieces: Sequence[Piece], headings: Sequence[Heading], leaves: Sequence[Leaf], title: str
) -> Iterator[_Opening]:
    """A section begins with the text, at each heading and on each leaf."""
    starts = [piece.start for piece in pieces]
    turned = {bisect_left(starts, leaf.start): leaf for leaf in leaves}
    titled = [Heading(first, first, leaf.title, 0) for first, leaf in turned.items() if leaf.title]
    headings = sorted([*titled, *headings], key=lambda heading: (heading.first, heading.level))
    named = {heading.first: (heading.title, path) for heading, path in zip(headings, _paths(headings), strict=True)}
    called: tuple[str, tuple[str, ...]] = (title, ())
    page = None
    for first in sorted({0, *named, *turned}):
        called = named.get(first, called)
        page = turned[first].page if first in turned else page
        yield _Opening(first, *called, page)


def _sections(length: int, pieces: Sequence[Piece], openings: Iterable[_Opening]) -> Iterator[Section]:
    """Cut the text where sections begin; blank space goes to the section before it."""
    opened = [opening for opening in openings if not opening.first or opening.first < len(pieces)] if length else []
    starts = [0, *(pieces[opening.first].start for opening in opened[1:]), length]
    firsts = [*(opening.first for opening in opened), len(pieces)]
    for at, (_, title, path, page) in enumerate(opened):
        blocks = _blocks(pieces[firsts[at] : firsts[at + 1]])
        yield Section(title, starts[at], starts[at + 1], blocks, path, page)


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
