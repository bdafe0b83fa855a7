"""The library: what it holds, and a way to add to it."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from index import Busy
from qa.library import Library
from ui import load
from ui.components import catalogue, page, words


def draw() -> None:
    """The whole page."""
    st.set_page_config(layout="wide")
    library = load.library_or_notice()
    if library is None:
        return
    page.title("Documents", f"{words.count(len(library.documents), 'document')} can be asked.")
    catalogue.catalogue(library.documents, library.figures())
    page.heading("Add documents")
    add(library)


def add(library: Library) -> None:
    """A form that adds files to the library."""
    with st.form("add", clear_on_submit=True, border=False):
        files = st.file_uploader("Files", accept_multiple_files=True, label_visibility="collapsed")
        wanted = st.form_submit_button("Add to the library")
    if wanted and files:
        with st.spinner("Reading …"):
            added(library, files)


def added(library: Library, files: list[UploadedFile]) -> None:
    """Put uploaded files into the library under their own names, and show it anew."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / Path(file.name).name for file in files]
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.getvalue())
        try:
            changes = library.add(paths)
        except (Busy, OSError) as error:
            page.notice(str(error))
            return
    for reason in changes.unreadable.values():
        page.notice(reason.replace(f"{Path(folder)}{os.sep}", ""))
    if changes.added or changes.updated:
        st.rerun()


draw()
