"""PDFs into manuscripts: a leaf for each page, its text in reading order, with headings and furniture marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import sqrt
from pathlib import Path

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage

from qa.read.manuscript import Leaf, Limits, Manuscript, Mark, Unreadable
from qa.read.pdf_file import opened
from qa.read.pdf_furniture import furniture_of
from qa.read.pdf_headings import headings_of
from qa.read.pdf_page import Block, PageText, read_page
from qa.read.pdf_words import Box

_PIXELS = 8_000_000  # that a picture may have
_COMPRESSION = 3  # of PNGs: faster than the usual 6, and not larger for pages
_FIRST = 2  # how many blocks may hold a slide's title
_TOP, _LARGER = 0.4, 1.15  # where a slide's title stands, as a share of its height; how many times the size of the text
_JUNK = re.compile(r".*[\\/].*|.*\.\w{2,4}$|untitled.*|(?:microsoft \w+|powerpoint presentation)\b.*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


def manuscript_of(path: Path, limits: Limits) -> Manuscript:
    """The text of every page; raises Unreadable where there is no text, or more of it than the limits allow."""
    with opened(path) as document:
        if len(document) > limits.pages:
            raise Unreadable(f"{path}: {len(document):,} pages, more than the limit of {limits.pages:,}; cut it up")
        pages, pictures = [], []
        for number, (page, pictured) in enumerate(_pages(path, document, limits), 1):
            pages.append(page)
            if pictured:
                pictures.append(number)
        wide = _is_wide(document)
        title = _title(document)
    if not any(page.text for page in pages):
        raise Unreadable(f"{path} has no text layer: the pages are pictures; run text recognition first")
    return _manuscript(pages, wide, title, _warnings(pictures))


def boxes_of(path: Path, page: int) -> list[tuple[int, int, Box]]:
    """Where the words of a page stand: [start, end) from the start of the page's leaf, and the box around them in
    points from the top left corner of the page as shown. A word that heads several columns is told for each."""
    with opened(path) as document:
        return read_page(document[_index(path, document, page)]).boxes


def size_of(path: Path, page: int) -> tuple[float, float]:
    """Width and height of a page as shown, in points."""
    with opened(path) as document:
        width, height = document[_index(path, document, page)].get_size()
        return float(width), float(height)


def picture_of(path: Path, page: int, width: int, region: Box | None = None) -> bytes:
    """A page as a PNG that is ``width`` pixels wide (narrower where it would have too many pixels), or of that a region
    given in shares of the page's width and height."""
    with opened(path) as document:
        shown = document[_index(path, document, page)]
        across, down = shown.get_size()
        left, top, right, bottom = region or (0, 0, 1, 1)
        picture = BytesIO()
        shown.render(
            scale=min(width / across, sqrt(_PIXELS / across / down)),
            crop=(across * left, down * (1 - bottom), across * (1 - right), down * top),
        ).to_pil().save(picture, "PNG", compress_level=_COMPRESSION)
        return picture.getvalue()


def _index(path: Path, document: PdfDocument, page: int) -> int:
    if not 1 <= page <= len(document):
        raise Unreadable(f"{path}: no page {page}; it has {len(document)}")
    return page - 1


def _pages(path: Path, document: PdfDocument, limits: Limits) -> Iterator[tuple[PageText, bool]]:
    """Each page's text, and whether it is a picture without any."""
    length = 0
    for number in range(len(document)):
        page = document[number]
        try:
            read = read_page(page)
            pictured = not read.text and _has_picture(page)
        finally:
            page.close()
        length += len(read.text)
        if length > limits.characters:
            raise Unreadable(f"{path}: more than the limit of {limits.characters:,} characters; cut it up")
        read.boxes.clear()
        yield read, pictured


def _has_picture(page: PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3))


def _warnings(pictures: Sequence[int]) -> tuple[str, ...]:
    """Which pages are pictures, in one clause."""
    if not pictures:
        return ()
    numbers = ", ".join(map(str, pictures))
    verb = "page {} is a picture" if len(pictures) == 1 else "pages {} are pictures"
    return (f"{verb.format(numbers)} without text: run text recognition to have them read",)


def _is_wide(document: PdfDocument) -> bool:
    """Whether most pages are wider than high."""
    sizes = [document.get_page_size(at) for at in range(len(document))]
    return 2 * sum(bool(width > height) for width, height in sizes) > len(sizes)


def _title(document: PdfDocument) -> str:
    """The title in the file's properties where a person wrote it; "" where it is a path, a number or none."""
    title = " ".join(str(document.get_metadata_value("Title")).split())
    return title if len(_WORD.findall(title)) >= 3 and not _JUNK.fullmatch(title) else ""


def _manuscript(pages: Sequence[PageText], wide: bool, title: str, warnings: tuple[str, ...]) -> Manuscript:
    deck = wide and _is_titled(pages)
    starts = [0]
    for page in pages:
        starts.append(starts[-1] + len(page.text))
    running = furniture_of(pages, deck=deck)
    leaves = [
        Leaf(start, start + len(page.text), number, _slide_title(page, blocks, number) if deck else "")
        for number, (page, start, blocks) in enumerate(zip(pages, starts, running, strict=False), 1)
    ]
    furniture = [
        (s + block.start, s + block.end) for s, blocks in zip(starts, running, strict=False) for block in blocks
    ]
    headings: Sequence[Mark] = () if deck else headings_of(pages, starts[:-1], running)
    return Manuscript(
        "".join(page.text for page in pages), tuple(leaves), tuple(headings), tuple(furniture), title, warnings
    )


def _is_titled(pages: Sequence[PageText]) -> bool:
    """Whether most pages have a title, as slides do and the pages of a report don't."""
    written = [page for page in pages if page.text]
    return 2 * sum(_top_line(page, ()) is not None for page in written) > len(written)


def _slide_title(page: PageText, furniture: Sequence[Block], number: int) -> str:
    """What a slide is called: its largest line, its number where it has none that stands out."""
    title = _top_line(page, furniture)
    return (
        " ".join(page.text[title.start : title.end].split())[:200] if title else f"Page {number}" if page.text else ""
    )


def _top_line(page: PageText, furniture: Sequence[Block]) -> Block | None:
    """The largest line of a page, where it stands in the upper part and out from the text, or alone."""
    blocks = [block for block in page.blocks if block not in furniture and not block.table]
    if not blocks:
        return None
    largest = max(block.size for block in blocks)
    place, chief = next((at, block) for at, block in enumerate(blocks) if block.size > 0.95 * largest)
    others = sorted(block.size for block in page.blocks if block is not chief)
    stands_out = not others or chief.size > _LARGER * others[len(others) // 2]
    return chief if stands_out and chief.top < _TOP and place < _FIRST else None
