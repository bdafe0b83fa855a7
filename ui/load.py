"""Opens the library once for everybody who visits, and anew when it has changed on disk."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from index import Absent, Damaged
from index.store import CURRENT
from qa.coverage import Coverage
from qa.library import Library
from ui.components import page
from ui.examples import examples
from ui.state import library_folder


def library() -> Library:
    """The library that this page serves; raises what ``Library.open`` raises where it is missing or damaged."""
    folder = library_folder()
    return opened(folder, stamp(folder))


def stamp(folder: Path) -> int:
    """When a library last changed, in nanoseconds; 0 where there is none."""
    return max((path.stat().st_mtime_ns for path in folder.glob(CURRENT)), default=0)


@st.cache_resource(show_spinner="Opening the library …", max_entries=2)
def opened(folder: Path, stamp: int) -> Library:  # noqa: ARG001 - the stamp tells one state from the next
    """One library, kept for as long as its stamp stays the same."""
    return Library.open(folder)


def library_or_notice() -> Library | None:
    """The library, or None and one clear line on the page where it can't be opened."""
    try:
        return library()
    except (Absent, Damaged, OSError, ValueError) as error:
        page.notice(f"The library can't be opened. {error}")
        return None


def example_questions() -> list[str]:
    """Example questions on what the library holds now."""
    folder = library_folder()
    return tried(folder, stamp(folder))


@st.cache_data(show_spinner="Looking for good questions …", max_entries=2)
def tried(folder: Path, stamp: int) -> list[str]:
    """The example questions of one library, kept for as long as its stamp stays the same."""
    return examples(opened(folder, stamp))


def coverage(library: Library) -> list[Coverage]:
    """How much of the numerals of the library's documents was understood."""
    folder = library_folder()
    return covered(library, folder, stamp(folder))


@st.cache_resource(show_spinner="Counting numerals …", max_entries=2)
def covered(_library: Library, folder: Path, stamp: int) -> list[Coverage]:  # noqa: ARG001 - as in opened
    """The coverage of one library, kept for as long as its stamp stays the same."""
    return _library.coverage()
