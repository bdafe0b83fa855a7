"""The source viewer: one page or slide of a document, whole, at the place that the address names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import streamlit as st

from qa.model import Document, Leaf, Section
from ui import load, originals
from ui.components import original, page, slide
from ui.components.markup import Mark
from ui.state import ASK_PAGE, DOCUMENT_PAGE, Place, last_question, offset_query, page_query, place


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
    path = originals.original(library, document)
    if path and originals.is_pictured(path):
        shown = drawn(document, path, where)
    else:
        with st.container(key="reading"):
            shown = written(document, path, where)
    if not shown:
        page.notice(f"{document.name} has nothing at this place: its text ends at {len(document.text)}.")
    elif where.marks:
        page.reveal(f"{where.doc} {where.at}")


def back() -> None:
    """The way back to the answer, for a visitor who came from one."""
    question = last_question()
    if question:
        st.page_link(ASK_PAGE, label="Back to the answer", icon=":material/arrow_back:", query_params={"q": question})


# -- as text -----------------------------------------------------------------------------------------------


def written(document: Document, path: Path | None, where: Place) -> bool:
    """The section at a place, with the marks; False where there is none."""
    section = section_at(document, where)
    if section is None:
        return False
    back()
    slide.title(document, section)
    addresses = originals.addresses(path, document, where.marks) if path else {}
    if addresses:
        st.html(original.cells(addresses))
    number = document.sections.index(section)
    titles = [f"{n}. {one.title or 'Untitled'}" for n, one in enumerate(document.sections, start=1)]
    ways_on(number, titles, lambda n: offset_query(document.name, document.sections[n].start), document.name)
    slide.slide(document, [section], [replace(mark, note=addresses.get(mark, "")) for mark in where.marks])
    return True


def section_at(document: Document, where: Place) -> Section | None:
    """The section that holds a place, or else the last that begins before it; None beyond the document's end."""
    of_page = next((leaf.start for leaf in document.leaves if leaf.page == where.page), where.at)
    offset = where.at if where.page is None else of_page
    if offset > len(document.text):
        return None
    before = [section for section in document.sections if section.start <= offset]
    return before[-1] if before else next(iter(document.sections), None)


# -- as drawn ----------------------------------------------------------------------------------------------


def drawn(document: Document, path: Path, where: Place) -> bool:
    """The page at a place as a picture with the marks boxed, and its text; False where there is none."""
    leaf = leaf_at(document, where)
    if leaf is None or leaf.page is None:
        return False
    back()
    found = [section for section in document.sections if leaf.start <= section.start < leaf.end]
    at = next((section for section in reversed(found) if section.start <= where.at), next(iter(found), None))
    slide.title(document, at, leaf.page)
    number, names = document.leaves.index(leaf), titles_of(document)
    ways_on(number, names, lambda n: page_query(document.name, document.leaves[n].page or 0), document.name)
    show_page(document, path, leaf, found, where.marks)
    return True


def show_page(document: Document, path: Path, leaf: Leaf, found: Sequence[Section], marks: Sequence[Mark]) -> None:
    """A page as printed and as read; without a picture of it as read alone."""
    number = leaf.page or 0
    shown = originals.page(path, document, number, marks)
    if shown is None:
        page.notice(f"Page {number} can't be drawn; this is its text.")
        slide.slide(document, found, marks)
        return
    as_printed, as_read = st.tabs(["As printed", "As read"])
    with as_printed:
        here = [mark for mark in marks if leaf.start <= mark.start < leaf.end]
        original.page(shown, original.described(document.text, here, f"{document.title}, page {number}"))
    with as_read:
        if found:
            slide.slide(document, found, marks)
        else:
            page.notice("No text was read on this page.")


def leaf_at(document: Document, where: Place) -> Leaf | None:
    """The page of a place: without any the first, at the document's very end the last."""
    if where.page is not None:
        return next((leaf for leaf in document.leaves if leaf.page == where.page), None)
    if where.at in (0, len(document.text)) and not where.marks:
        return document.leaves[-1 if where.at else 0] if document.leaves else None
    return document.leaf_at(where.at)


def titles_of(document: Document) -> list[str]:
    """What a list of the pages says of each: its number, and the title of what begins it."""
    titles: dict[int | None, str] = {}
    for section in document.sections:
        titles.setdefault(section.page, section.title)
    return [f"Page {leaf.page}{f' · {titles[leaf.page]}' if titles.get(leaf.page) else ''}" for leaf in document.leaves]


# -- from one to another -----------------------------------------------------------------------------------


def ways_on(number: int, names: Sequence[str], query: Callable[[int], dict[str, str]], key: str) -> None:
    """The pages or sections before and after this one, and a list of them all; ``query`` is a place's address."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="ways"):
        if number > 0:
            turn(query(number - 1), "Before", ":material/arrow_back:", "left")
        chosen = st.selectbox(
            "Place",
            range(len(names)),
            index=number,
            format_func=names.__getitem__,
            key=f"place-{key}-{number}",
            label_visibility="collapsed",
        )
        if number + 1 < len(names):
            turn(query(number + 1), "Next", ":material/arrow_forward:", "right")
    if chosen != number:
        st.switch_page(DOCUMENT_PAGE, query_params=query(chosen))


def turn(query: dict[str, str], label: str, icon: str, side: Literal["left", "right"]) -> None:
    """A link to another page or section of the document."""
    st.page_link(DOCUMENT_PAGE, label=label, icon=icon, icon_position=side, query_params=query)


draw()
