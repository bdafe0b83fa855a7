"""One slide or section of a document as it reads, with a place marked and scrolled into view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from qa.model import Block, Document, Section
from ui.components import words
from ui.components.markup import Mark, drawn, lines

QUIET = {"furniture": "k-furniture", "unit": "k-unit"}


def slide(document: Document, sections: Iterable[Section], marks: Sequence[Mark]) -> None:
    """Draw sections whole, to the letter, with the marks."""
    found = (piece for section in sections for piece in pieces_of(document, section))
    pieces = "".join(block(document.text, piece, marks) for piece in found)
    st.html(f'<div class="k-slide k-text">{pieces}</div>')


def pieces_of(document: Document, section: Section) -> list[Block]:
    """A section's blocks, and as paragraphs whatever text stands before, between and after them."""
    found: list[Block] = []
    at = section.start
    for piece in section.blocks:
        if document.text[at : piece.start].strip():
            found.append(Block("paragraph", at, piece.start))
        found.append(piece)
        at = piece.end
    if document.text[at : section.end].strip():
        found.append(Block("paragraph", at, section.end))
    return found


def block(text: str, piece: Block, marks: Sequence[Mark]) -> str:
    """One block, quiet where it is a unit line or page furniture, and moved in where it is a nested bullet."""
    runs = [(max(a, piece.start), min(b, piece.end)) for a, b in lines(text, piece.start, piece.end)]
    shown = [run for run in runs if text[slice(*run)].strip()]
    quiet = QUIET.get(piece.kind, "")
    return f'<div class="{quiet}" style="margin-left:{1.4 * piece.level:.1f}rem">{drawn(text, shown, marks)}</div>'


def title(document: Document, section: Section | None, page: int | None = None) -> None:
    """What the slide is and where it comes from; a page without a section has its number alone."""
    page = section.page if section else page
    place = words.page(document.name, page)
    about = [document.company, f"{document.date:%B} {document.date.day}, {document.date.year}" if document.date else ""]
    about += [place] if section else []
    path = " › ".join(escape(part) for part in (document.title or document.name, *(section.path if section else ())))
    heading = (section.title or "Untitled") if section else place.capitalize()
    st.html(
        f'<div class="k-where">{path}</div>'
        f'<div class="k-page"><h1>{escape(heading)}</h1></div>'
        f'<div class="k-where">{escape(" · ".join(part for part in about if part))} · {escape(document.name)}</div>'
    )
