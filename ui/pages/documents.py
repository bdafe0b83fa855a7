"""The library: what it holds, and the ways to add to it and to take out of it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from index import Busy, Damaged
from qa.library import Library
from qa.read import FORMATS
from ui import load, upload
from ui.components import catalogue, intake, page, words
from ui.upload import Upload

PACE = 0.3  # seconds between two looks at what is being read
UPLOADS, DROPPED = "uploads", "dropped"  # what a visit remembers: its uploads, and how many times files were dropped


def draw() -> None:
    """The whole page."""
    library = load.library_or_notice()
    if library is None:
        return
    page.title("Documents", f"{words.count(len(library.documents), 'document')} can be asked.")
    add(library)
    above = st.empty()
    failures(library)
    if library.documents:
        page.heading("In the library")
        catalogue.catalogue(library.documents, library.figures())
        take_out(library)
    watch(library, above)


# -- adding ------------------------------------------------------------------------------------------------


def add(library: Library) -> None:
    """A place to drop files; reading begins at once."""
    drops = st.session_state.setdefault(DROPPED, 0)
    files = st.file_uploader(
        "Drop files here: they are read, and can be asked at once",
        type=sorted(FORMATS),
        accept_multiple_files=True,
        key=f"{DROPPED}-{drops}",
    )
    if files:
        st.session_state[DROPPED] = drops + 1
        st.session_state[UPLOADS] = [upload.begin(library, files), *st.session_state.get(UPLOADS, [])]
        st.rerun()


def watch(library: Library, above: DeltaGenerator) -> None:
    """The uploads of this visit, the last first: how far each has come, or what came of it. While one is being read
    the page looks again and again; then it is drawn anew."""
    of_visit: list[Upload] = st.session_state.get(UPLOADS, [])
    titles = words.titles(library.documents)
    were_read = True
    while not all(one.done for one in of_visit):
        were_read = False
        with above.container():
            told(of_visit, titles)
        time.sleep(PACE)
    if not were_read:
        st.rerun()
    with above.container():
        told(of_visit, titles)


def told(of_visit: Sequence[Upload], titles: Mapping[str, str]) -> None:
    """Each upload as it stands."""
    for one in of_visit:
        if not one.done:
            intake.running(one)
        elif one.error:
            page.notice(one.error)
        else:
            intake.finished(one, titles)


def failures(library: Library) -> None:
    """The files that could not be read before, until they can be."""
    now = {line for one in st.session_state.get(UPLOADS, []) for result in one.results for line in result.about}
    reasons = [upload.unplaced(reason, library.folder) for reason in library.status().unreadable]
    earlier = [reason for reason in reasons if reason not in now]
    if earlier:
        with st.expander(f"{words.count(len(earlier), 'file')} could not be read", icon=":material/error:"):
            intake.listed(earlier)


# -- taking out --------------------------------------------------------------------------------------------


def take_out(library: Library) -> None:
    """A list of the documents, to choose those that are to go."""
    titles = words.titles(library.documents)
    with st.expander("Remove documents", icon=":material/delete:"):
        names = st.multiselect("Which", list(titles), key="out", format_func=titles.__getitem__)
        if st.button("Remove", disabled=not names):
            confirm(library, names)


@st.dialog("Remove documents?")
def confirm(library: Library, names: Sequence[str]) -> None:
    """Asks once more, and takes the documents out."""
    intake.listed(names)
    st.html("They are gone from search, figures and answers at once. The files that they were read from stay.")
    if st.button(f"Remove {words.count(len(names), 'document')}", type="primary"):
        try:
            with st.spinner("Removing …"):
                library.remove(*names)
        except (Busy, Damaged, OSError, ValueError) as error:
            page.notice(str(error))
        else:
            st.session_state.pop("out", None)
            st.rerun()


draw()
