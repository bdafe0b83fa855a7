"""Where the documents contradict one another, and what does not follow from the other printed values."""

from __future__ import annotations

import streamlit as st

from ui import load
from ui.components import discrepancies as component
from ui.components import page, words


def draw() -> None:
    """The whole page."""
    library = load.library_or_notice()
    if library is None:
        return
    page.title("Conflicts", "Where the documents state one thing in two ways, and where their arithmetic fails.")
    titles = {document.name: document.title or document.name for document in library.documents}
    names = st.multiselect("Documents", list(titles), key="docs", format_func=titles.__getitem__, placeholder="All")
    conflicts, checks = library.conflicts(docs=names or None), library.checks(docs=names or None)
    page.heading(words.count(len(conflicts), "conflict"))
    component.cards(component.conflict(found, titles) for found in conflicts)
    page.heading(words.count(len(checks), "failing check"))
    component.cards(component.failure(found, titles) for found in checks)


draw()
