"""The main page: a question, its answer, and the evidence."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from qa.confidence import THRESHOLD
from qa.history import History, one_history
from qa.library import Library
from qa.model import Answer, Document
from ui import load, originals
from ui.components import answer as face
from ui.components import citation, discrepancies, history, original, page, words
from ui.components import explanation as reasons
from ui.components.markup import plain
from ui.evidence import Evidence, supporting
from ui.state import remember

LONGEST = 1000
SHOWN = 4
CHARTED = 3


def draw() -> None:
    """The whole page."""
    library = load.library_or_notice()
    if library is None:
        return
    above = st.container()
    with st.container(key="box", horizontal=True, vertical_alignment="center", gap="small"):
        question, docs, threshold = box(), chosen(library), sure_enough()
    if question:
        remember(question)
        answered(library, question, docs, threshold)
    else:
        with above:
            documents = words.count(len(library.documents), "document")
            page.hero("Ask the documents", f"The figure, what it means, and where it stands in {documents}.")
        examples()


def box() -> str:
    """The question box; its text is the address's ``?q=``, both ways."""
    typed = st.text_input(
        "Question",
        key="q",
        bind="query-params",
        max_chars=LONGEST,
        placeholder="Ask for a figure, a reason, a plan …",
        icon=":material/search:",
        label_visibility="collapsed",
    )
    return (typed or "").strip()


def chosen(library: Library) -> list[str] | None:
    """The documents to ask, by name; None for all of them. The address's ``?in=``, both ways."""
    titles = words.titles(library.documents)
    with st.popover("Documents", type="tertiary", icon=":material/filter_list:"):
        names = st.multiselect(
            "Ask these only", list(titles), key="in", bind="query-params", format_func=titles.__getitem__
        )
    return names or None


def sure_enough() -> float:
    """The probability from which an answer is given. The address's ``?sure=``, in percent, both ways."""
    with st.popover("Sure enough", type="tertiary", icon=":material/tune:"):
        percent = st.slider(
            "Answer only when at least so sure",
            min_value=0,
            max_value=95,
            value=round(THRESHOLD * 100),
            step=1,
            format="%d%%",
            key="sure",
            bind="query-params",
            help="Higher: fewer answers, and fewer wrong ones. The evaluation shows how many.",
        )
    return percent / 100


def examples() -> None:
    """Questions to begin with."""
    with st.container(gap=None):
        for number, question in enumerate(load.example_questions()):
            label, key = plain(question), f"example-{number}"
            st.button(label, key=key, type="tertiary", icon=":material/search:", on_click=partial(ask, question))


def ask(question: str) -> None:
    """Put a question in the box."""
    st.session_state["q"] = question


def answered(library: Library, question: str, docs: list[str] | None, threshold: float) -> None:
    """The answer to a question, its evidence, and the passages below."""
    try:
        with st.spinner("Reading the documents …"):
            answer = library.ask(question, docs=docs, threshold=threshold)
    except ValueError as error:
        page.notice(str(error))
        return
    documents = {document.name: document for document in library.documents}
    line = over_time(answer, documents)
    face.answer(answer, charted=line is not None)
    if line:
        history.chart(line, {name: document.title or name for name, document in documents.items()})
    corroborated(library, answer, documents)
    evidence(library, supporting(answer), documents)
    passages(answer, documents)
    explanation(library, question, docs, threshold)
    page.reveal(question)


def over_time(answer: Answer, documents: dict[str, Document]) -> History | None:
    """The history that an answer is, where it has periods enough for a chart to show more than a list."""
    sources = [figure.source for figure in answer.figures if figure.source]
    line = one_history(answer.figures, documents[sources[0].doc].calendar) if sources else None
    return line if line and len(line.stated) >= CHARTED else None


def corroborated(library: Library, answer: Answer, documents: dict[str, Document]) -> None:
    """Where else the documents state the one figure that is the answer."""
    if answer.status == "answered" and len(answer.figures) == 1:
        also = library.fact(answer.figures[0]).corroborating
        discrepancies.corroboration(also, {name: document.title for name, document in documents.items()})


def evidence(library: Library, found: list[Evidence], documents: dict[str, Document]) -> None:
    """The evidence as cards; beyond the first few, folded."""
    if found:
        page.heading("Where it stands")
    cards(library, found[:SHOWN], documents)
    if len(found) > SHOWN:
        with st.expander(words.count(len(found) - SHOWN, "more source")):
            cards(library, found[SHOWN:], documents)


def cards(library: Library, found: list[Evidence], documents: dict[str, Document]) -> None:
    """One card each."""
    for piece in found:
        document = documents[piece.doc]
        path = originals.original(library, document)
        cells = original.cells(originals.addresses(path, document, piece.marks, quickly=True)) if path else ""
        picture = pictured(path, document, piece) if path else ""
        citation.card(piece, document.title, document.text, cells, picture)


def pictured(path: Path, document: Document, piece: Evidence) -> str:
    """The part of the page that a piece of evidence stands on, where it can be drawn."""
    shown = originals.cut_out(path, document, piece.marks)
    place = f"{document.title}, {words.page(document.name, piece.page)}"
    return original.cut_out(shown, original.described(document.text, piece.marks, place)) if shown else ""


def explanation(library: Library, question: str, docs: list[str] | None, threshold: float) -> None:
    """How the question was read, what might have answered it and what spoke for each, folded."""
    with st.expander("Why this answer"):
        reasons.explanation(library.explain(question, docs=docs, threshold=threshold))


def passages(answer: Answer, documents: dict[str, Document]) -> None:
    """The ranked passages."""
    if answer.passages:
        page.heading("Passages that come nearest")
        citation.passages(answer.passages, {name: document.title for name, document in documents.items()})


draw()
