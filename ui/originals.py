"""The original files of documents as far as they can be shown: pages as pictures, marks as boxes and addresses.

What was drawn or looked up is kept by the content of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from qa import drawing
from qa.library import Library
from qa.model import Document
from qa.read import Unreadable, places
from qa.read.places import Box, Place
from ui.boxes import Boxed, boxes, holds, region_of
from ui.components.markup import Mark

WHOLE = (0.0, 0.0, 1.0, 1.0)
WIDTH = 1400
"""Pixels across a page's picture."""
QUICK = 1 << 19
"""Bytes up to which a workbook's addresses are looked up in passing."""
GONE = (Unreadable, OSError)
"""What is raised where the file can no longer be read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a region of a page (shares of its width and height), as a PNG, and the boxes in it."""

    picture: bytes
    region: Box
    boxed: tuple[Boxed, ...]


def original(library: Library, document: Document) -> Path | None:
    """The file of a document where the library still has it."""
    with suppress(ValueError, OSError):
        path = library.original(document.name)
        return path if path.is_file() else None
    return None


def is_pictured(path: Path) -> bool:
    """Whether the pages of such a file can be drawn."""
    return path.suffix.lower() in places.PICTURED


def page(path: Path, document: Document, number: int, marks: Sequence[Mark]) -> Shown | None:
    """A whole page with the marks that stand on it; None where it can't be drawn."""
    with suppress(*GONE):
        found = boxes(marks, _places(path, document, stretches(marks)), number)
        return Shown(_picture(document.sha256, number, WHOLE, path), WHOLE, tuple(found))
    return None


def cut_out(path: Path, document: Document, marks: Sequence[Mark]) -> Shown | None:
    """The part of a page about the first of the marks; None where none can be drawn."""
    leaf = document.leaf_at(marks[0].start) if marks and is_pictured(path) else None
    if leaf is None or leaf.page is None:
        return None
    with suppress(*GONE):
        whole, *known = _places(path, document, ((leaf.start, leaf.end), *stretches(marks)))
        found = boxes(marks, known, leaf.page)
        if whole and found:
            region = region_of(found, whole.boxes)
            inside = tuple(one for one in found if holds(region, one.box))
            return Shown(_picture(document.sha256, leaf.page, region, path), region, inside)
    return None


def addresses(path: Path, document: Document, marks: Sequence[Mark], *, quickly: bool = False) -> dict[Mark, str]:
    """The first cells that marks stand in, "Sales!B7", where the file has cells; only of a small file where they are
    to be told ``quickly``."""
    if not marks or path.suffix.lower() not in places.ADDRESSED or (quickly and path.stat().st_size > QUICK):
        return {}
    with suppress(*GONE):
        found = _addresses(document.sha256, stretches(marks), path, document)
        return {mark: cells[0] for mark, cells in zip(marks, found, strict=True) if cells}
    return {}


def stretches(marks: Sequence[Mark]) -> tuple[tuple[int, int], ...]:
    """The [start, end) of each mark."""
    return tuple((mark.start, mark.end) for mark in marks)


# -- kept --------------------------------------------------------------------------------------------------


def _places(path: Path, document: Document, of: tuple[tuple[int, int], ...]) -> list[Place | None]:
    return _standing(document.sha256, of, path, document) if of else []


@st.cache_data(max_entries=512, show_spinner=False)
def _standing(
    sha256: str,  # noqa: ARG001 - tells one content from another
    of: tuple[tuple[int, int], ...],
    _path: Path,
    _document: Document,
) -> list[Place | None]:
    return places.places_of(_path, _document, of)


@st.cache_data(max_entries=512, show_spinner=False)
def _addresses(
    sha256: str,  # noqa: ARG001 - as above
    of: tuple[tuple[int, int], ...],
    _path: Path,
    _document: Document,
) -> list[tuple[str, ...]]:
    return places.addresses_of(_path, _document, of)


@st.cache_data(max_entries=128, show_spinner=False)
def _picture(sha256: str, number: int, region: Box, _path: Path) -> bytes:  # noqa: ARG001 - as above
    return drawing.drawn(_path, number, WIDTH, region)
