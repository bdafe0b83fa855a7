"""The source viewer: one slide of a document, whole, at the place that the address names."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from qa.model import Document, Section
from ui import load
from ui.components import page, slide
from ui.state import ASK_PAGE, DOCUMENT_PAGE, Place, last_question, place


def draw() -> None:
    """The whole page."""
    library = load.library_or_notice()
    if library is None:
        return
    where = place(st.query_params.to_dict())
    document = next((document for document in library.documents if where and document.name == where.doc), None)
    if where is None or document is None:
        page.notice("No such document in this library. Choose one under Documents.")
        return
    section = section_at(document, where.at)
    if section is None:
        page.notice(f"{document.name} has no text at {where.at}: it ends at {len(document.text)}.")
        return
    show(document, section, where)


def section_at(document: Document, offset: int) -> Section | None:
    """The section that holds an offset, or else the last that begins before it; None beyond the document's end."""
    if offset > len(document.text):
        return None
    before = [section for section in document.sections if section.start <= offset]
    return before[-1] if before else next(iter(document.sections), None)


def show(document: Document, section: Section, where: Place) -> None:
    """The way back, the slide with its marks, and the ways on."""
    back()
    slide.title(document, section)
    slide.slide(document, section, where.marks)
    ways_on(document, section)
    if where.marks:
        page.reveal(f"{where.doc} {where.at}")


def back() -> None:
    """The way back to the answer, for a visitor who came from one."""
    question = last_question()
    if question:
        st.page_link(ASK_PAGE, label="Back to the answer", icon=":material/arrow_back:", query_params={"q": question})


def ways_on(document: Document, section: Section) -> None:
    """The sections before and after this one, and a list of them all."""
    number = document.sections.index(section)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if number > 0:
            turn(document, document.sections[number - 1], "Before", ":material/arrow_back:", "left")
        choose(document, number)
        if number + 1 < len(document.sections):
            turn(document, document.sections[number + 1], "Next", ":material/arrow_forward:", "right")


def choose(document: Document, number: int) -> None:
    """A list of the document's sections; choosing one leads to it."""
    sections = document.sections
    chosen = st.selectbox(
        "Section",
        range(len(sections)),
        index=number,
        format_func=lambda n: f"{n + 1}. {sections[n].title or 'Untitled'}",
        key=f"section-{document.name}-{number}",
        label_visibility="collapsed",
    )
    if chosen != number:
        st.switch_page(DOCUMENT_PAGE, query_params={"doc": document.name, "at": str(sections[chosen].start)})


def turn(document: Document, section: Section, label: str, icon: str, side: Literal["left", "right"]) -> None:
    """A link to another section of the document."""
    query = {"doc": document.name, "at": str(section.start)}
    st.page_link(DOCUMENT_PAGE, label=label, icon=icon, icon_position=side, query_params=query)


draw()
