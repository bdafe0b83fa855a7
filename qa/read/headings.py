"""Where the slides and sections of a text begin, what they are called and what encloses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.read.layout import Piece
from qa.read.marks import (
    CHAPTER,
    PART,
    Heading,
    is_aside,
    is_bold,
    marked_headings,
    outline_number,
    signs,
)
from qa.read.titles import with_titles

DECK_SIGNS = 3
LONGEST_COVER_LINE = 120


def find_headings(pieces: Sequence[Piece]) -> list[Heading]:
    """The headings of a laid-out text, in order, none overlapping.

    Text made from slides is searched for titles that only the layout shows; elsewhere marks alone make a heading.
    """
    marked = marked_headings(pieces)
    least = min((signs(piece) for piece in pieces if signs(piece)), default=0)
    if least or not _is_deck(pieces):
        return _without_cover(pieces, [_ranked(heading, pieces[heading.first], least) for heading in marked])
    return _with_dividers(pieces, with_titles(pieces, marked))


def _is_deck(pieces: Sequence[Piece]) -> bool:
    """Whether the text looks made from slides: numbered slides, or room left for pictures."""
    numbered = sum(bool(outline_number(piece.text)[1]) for piece in pieces if piece.kind == "heading")
    return max(numbered, sum(piece.after_picture for piece in pieces)) >= DECK_SIGNS


def _ranked(heading: Heading, piece: Piece, least: int) -> Heading:
    """Number signs count from the fewest in the text, so that "##" ranks first where nobody wrote "#"."""
    return replace(heading, level=signs(piece) - least + 1) if signs(piece) else heading


def _without_cover(pieces: Sequence[Piece], marked: list[Heading]) -> list[Heading]:
    """Bold lines before the first content are a cover, all but the last, which the content stands under."""
    headed = {at for heading in marked for at in range(heading.first, heading.last + 1)}
    content = (at for at, piece in enumerate(pieces) if at not in headed and len(piece.text) > LONGEST_COVER_LINE)
    first_content = next(content, len(pieces))
    opening = [heading for heading in marked if heading.last < first_content]
    kept = [heading for heading in opening[:-1] if not is_bold(pieces[heading.last])]
    return [*kept, *opening[-1:], *marked[len(opening) :]]


def _with_dividers(pieces: Sequence[Piece], found: list[Heading]) -> list[Heading]:
    """Raise a title that another follows with at most a date between: it stands for the slides to come."""
    following = [*found, None][1:]
    divides = [_is_divider(pieces, heading, after) for heading, after in zip(found, following, strict=True)]
    return [replace(h, level=PART) if divider else h for h, divider in zip(found, divides, strict=True)]


def _is_divider(pieces: Sequence[Piece], heading: Heading, following: Heading | None) -> bool:
    if following is None or heading.level != CHAPTER or outline_number(heading.title)[0]:
        return False
    between = pieces[heading.last + 1 : following.first]
    return not pieces[following.first].after_picture and all(is_aside(piece) for piece in between)
