"""Which numerals of the documents were understood: counts by document and slide, and each numeral in its place."""

from __future__ import annotations

import streamlit as st

from qa.coverage import Coverage, SectionCoverage
from qa.model import Document
from ui import load
from ui.components import coverage as component
from ui.components import page, slide
from ui.state import DOCUMENT_PAGE, place


def draw() -> None:
    """The whole page."""
    library = load.library_or_notice()
    if library is None:
        return
    page.title("Coverage", "Every numeral in the documents: typed as a figure, left out on purpose, or not understood.")
    covered = load.coverage(library)
    if not covered:
        page.notice("The library holds no document. Add some under Documents.")
        return
    documents = {document.name: document for document in library.documents}
    component.documents(covered, {name: document.title or name for name, document in documents.items()})
    where = place(st.query_params.to_dict())
    of = next((of for of in covered if where and of.doc == where.doc), None)
    if where and of is None:
        page.notice("No such document in this library. Choose one above.")
        return
    of = of or max(covered, key=lambda one: one.tally.not_understood)
    show(of, documents[of.doc], where.at if where and where.at else None)


def show(of: Coverage, document: Document, at: int | None) -> None:
    """A document's slides as a list, and one of them with its numerals marked."""
    page.heading(document.title or document.name)
    only_missed = st.toggle("Only slides with numerals not understood", key="missed", bind="query-params")
    number = section_number(of, at)
    listed, shown = st.columns([1, 2], gap="medium")
    with listed:
        component.sections(of, number, only_missed)
    with shown:
        one_slide(of.sections[number], document, number)


def one_slide(section: SectionCoverage, document: Document, number: int) -> None:
    """A slide, whole, with its numerals marked by how they stand, and the way to its place in the document."""
    slide.title(document, document.sections[number])
    component.summary(section)
    component.legend()
    slide.slide(document, [document.sections[number]], component.marks(section.numerals))
    query = {"doc": document.name, "at": str(section.start)}
    st.page_link(DOCUMENT_PAGE, label="Open it in the document", icon=":material/arrow_forward:", query_params=query)


def section_number(of: Coverage, at: int | None) -> int:
    """The section that holds an offset, or without one that with the most numerals that were not understood."""
    if at is None:
        return max(range(len(of.sections)), key=lambda number: of.sections[number].tally.not_understood)
    return max((number for number, section in enumerate(of.sections) if section.start <= at), default=0)


draw()
