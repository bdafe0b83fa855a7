"""PDFs into manuscripts: a leaf for each page, its text in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pypdfium2 import PdfDocument, PdfPage

from qa.read.manuscript import Leaf, Limits, Manuscript, Unreadable
from qa.read.pdf_file import opened
from qa.read.pdf_lines import Line, lines_of
from qa.read.pdf_words import views_of

TAB = 1.5  # of the type size: what parts two cells


def manuscript_of(path: Path, limits: Limits) -> Manuscript:
    """The text of every page; raises Unreadable where there is no text, or more of it than the limits allow."""
    with opened(path) as document:
        if len(document) > limits.pages:
            raise Unreadable(f"{path}: {len(document):,} pages, more than the limit of {limits.pages:,}; cut it up")
        pages = list(_pages(path, document, limits))
    if not any(pages):
        raise Unreadable(f"{path} has no text layer: the pages are pictures; run text recognition first")
    leaves, start = [], 0
    for number, page in enumerate(pages, 1):
        leaves.append(Leaf(start, start + len(page), number))
        start += len(page)
    return Manuscript("".join(pages), tuple(leaves))


def _pages(path: Path, document: PdfDocument, limits: Limits) -> Iterator[str]:
    length = 0
    for number in range(len(document)):
        page = document[number]
        text = _text(page)
        page.close()
        length += len(text)
        if length > limits.characters:
            raise Unreadable(f"{path}: more than the limit of {limits.characters:,} characters; cut it up")
        yield text


def _text(page: PdfPage) -> str:
    lines = [_row(line) for _, words in views_of(page) for line in lines_of(words)]
    return "".join(f"{line}\n" for line in lines)


def _row(line: Line) -> str:
    row = line.words[0].text
    for before, word in pairwise(line.words):
        row += ("\t" if word.x0 - before.x1 > TAB * word.size else " ") + word.text
    return row
