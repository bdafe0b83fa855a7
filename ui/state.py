"""What the page's address says, and addresses that lead to a place: the only state a visit has.

``?q=`` holds the question, ``&sure=`` the percentage from which an answer is given, ``&in=`` a document to ask, as it
is called in the list. A place in a document is ``?doc=NAME&at=OFFSET``, or ``&at=START-END`` to mark it, with the words
that give it its meaning in ``&with=START-END,START-END``; ``?doc=NAME&page=NUMBER`` is a page, on which nothing need be
written. ``?missed=true`` shows of the coverage only slides with numerals that were not understood.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from ui.components.markup import Mark
from ui.evidence import Evidence

ASK_PAGE = Path(__file__).parent / "pages/ask.py"
DOCUMENT_PAGE = Path(__file__).parent / "pages/document.py"
LIBRARY_VARIABLE = "KESSAN_LIBRARY"
DEFAULT_LIBRARY = ".kessan"
NUMBER = re.compile(r"\d{1,9}", re.ASCII)
RANGE = re.compile(r"(\d{1,12})(?:-(\d{1,12}))?")


@dataclass(frozen=True, slots=True)
class Place:
    """A document, the offset in it to look at, or the page, and the characters to mark."""

    doc: str
    at: int = 0
    marks: tuple[Mark, ...] = ()
    page: int | None = None


def library_folder() -> Path:
    """The folder of the library that this page serves."""
    return Path(os.environ.get(LIBRARY_VARIABLE) or DEFAULT_LIBRARY)


def place_query(doc: str, at: tuple[int, int], labels: Sequence[tuple[int, int]] = ()) -> dict[str, str]:
    """A place in a document as the parameters of an address."""
    query = {"doc": doc, "at": f"{at[0]}-{at[1]}"}
    return query | {"with": ",".join(f"{start}-{end}" for start, end in labels)} if labels else query


def offset_query(doc: str, at: int) -> dict[str, str]:
    """An offset in a document as the parameters of an address."""
    return {"doc": doc, "at": str(at)}


def page_query(doc: str, page: int) -> dict[str, str]:
    """A page of a document as the parameters of an address."""
    return {"doc": doc, "page": str(page)}


def evidence_query(evidence: Evidence) -> dict[str, str]:
    """The place of a piece of evidence as the parameters of an address; of its labels, those nearest the place."""
    labels = [(mark.start, mark.end) for mark in evidence.marks if mark.kind == "label"]
    return place_query(evidence.doc, evidence.place, labels[:12])


def docs_query(titles: Sequence[str]) -> dict[str, list[str]]:
    """A question to be asked only of the documents that are called so in the list to choose from, as the parameters of
    an address."""
    return {"in": list(titles)}


def source_address(query: Mapping[str, str]) -> str:
    """The address of a place, relative to any page."""
    return f"document?{urlencode(query)}"


def coverage_address(doc: str, at: int | None = None, missed: bool = False) -> str:
    """The address of a document's coverage, at the slide that holds an offset, relative to any page."""
    query = {"doc": doc} | ({} if at is None else {"at": str(at)}) | ({"missed": "true"} if missed else {})
    return f"coverage?{urlencode(query)}"


def place(query: Mapping[str, str]) -> Place | None:
    """The place that an address names, or None where it names no document. What can't be read is left out."""
    doc = query.get("doc", "")
    if not doc:
        return None
    at = ranges(query.get("at", ""))[:1]
    values = [Mark(*run) for run in at if run[0] < run[1]]
    labels = [Mark(*run, "label") for run in ranges(query.get("with", ""))]
    page = query.get("page", "")
    return Place(doc, at[0][0] if at else 0, (*values, *labels), int(page) if NUMBER.fullmatch(page) else None)


def ranges(text: str) -> list[tuple[int, int]]:
    """The [start, end) ranges of "10-14,20"; an offset alone is an empty one."""
    found = (RANGE.fullmatch(part) for part in text.split(","))
    return [(int(m[1]), int(m[2] or m[1])) for m in found if m]


def remember(question: str) -> None:
    """Keep the question while the visitor looks at a document."""
    st.session_state["asked"] = question


def last_question() -> str:
    """The question that the visitor asked last, or ""."""
    return str(st.session_state.get("asked", ""))
