"""The evidence for an answer as cards, each one click from its place in the document."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from qa.model import Figure, Passage
from ui.components import words
from ui.components.markup import drawn, excerpt, lines
from ui.evidence import Evidence
from ui.state import DOCUMENT_PAGE, evidence_query, place_query, source_address


def card(evidence: Evidence, title: str, text: str, cells: str = "", picture: str = "") -> None:
    """One piece of evidence: where it stands, its text with the marks, and the way to it.

    ``title`` is the document's title and ``text`` its whole text. ``cells`` are the addresses of its cells, and
    ``picture`` the part of the page that it stands on, as HTML; beside a picture the text is folded.
    """
    with st.container(border=True):
        runs = excerpt(text, evidence.start, evidence.end, evidence.marks)
        named = operand(evidence.letter, evidence.operand) if evidence.operand else ""
        place = where(title, evidence.section, evidence.page, evidence.doc)
        said = f'<div class="k-text">{drawn(text, runs, evidence.marks)}</div>'
        folded = f'{picture}<details class="k-read"><summary>As text</summary>{said}</details>'
        st.html(f'<div class="k-card">{named}{place}{cells}{folded if picture else said}</div>')
        st.page_link(
            DOCUMENT_PAGE,
            label="Open it in the document",
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params=evidence_query(evidence),
        )


def operand(letter: str, figure: Figure) -> str:
    """Which operand of the formula a card supports."""
    return f'<div class="k-operand"><code>{escape(letter)}</code>{escape(words.quantity(figure))}</div>'


def where(title: str, section: str, page: int | None, doc: str) -> str:
    """The document, the section and the page."""
    place = [escape(section)] if section else []
    place += [words.page(doc, page)] if page is not None else []
    name = f'<b title="{escape(doc)}">{escape(title or doc)}</b>'
    return f'<div class="k-where">{" · ".join([name, *place])}</div>'


def passages(ranked: Sequence[Passage], titles: dict[str, str]) -> None:
    """The ranked passages, folded."""
    st.html("".join(passage(rank, hit, titles.get(hit.doc, hit.doc)) for rank, hit in enumerate(ranked, start=1)))


def passage(rank: int, hit: Passage, title: str) -> str:
    """One passage, folded under its place."""
    text = hit.text
    whole = lines(text, 0, len(text))
    address = source_address(place_query(hit.doc, (hit.start, hit.end)))
    return (
        f'<details class="k-passage"><summary><span class="k-rank">{rank}</span>'
        f'{escape(hit.section or "Untitled")} <span class="k-soft">· {escape(title)}</span></summary>'
        f'<div class="k-text">{drawn(text, whole, ())}</div>'
        f'<a href="{escape(address)}" target="_self">Open it in the document</a></details>'
    )
