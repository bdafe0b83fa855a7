"""Page furniture of a PDF: the headers, footers and page numbers that recur from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qa.read.pdf_page import Block, PageText

TOP, BOTTOM = 0.13, 0.88  # of the page's height: what lies above and below may be furniture
FEWEST = 3  # pages on which it recurs
_DECK_SHARE = 0.5  # of a deck's pages, where a title may recur on a few
_LONGEST = 200
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s)?[-–—\s]*(?:[a-z]{1,2}\s?-\s?)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s?(?:of|/)\s?\d{1,4})?[-–—\s]*",
    re.IGNORECASE,
)
_UNITS = re.compile(r"\(.*\)|.*\b(?:in|of) (?:thousands|millions|billions)\b.*", re.IGNORECASE)


def furniture_of(pages: Sequence[PageText], *, deck: bool) -> list[list[Block]]:
    """For each page its blocks that are furniture: at its edges, and the like on other pages but for numbers."""
    edges = [list(_at_edges(page)) for page in pages]
    counts = Counter(key for blocks in edges for key in {_key(page_text, block) for page_text, block in blocks})
    least = max(FEWEST, _DECK_SHARE * len(pages)) if deck else FEWEST
    return [
        [block for text, block in blocks if counts[_key(text, block)] >= least or _is_number(text)] for blocks in edges
    ]


def _at_edges(page: PageText) -> Iterator[tuple[str, Block]]:
    """The blocks at the upper and lower edge of a page, and their text."""
    for block in page.blocks:
        text = " ".join(page.text[block.start : block.end].split())
        at_edge = block.bottom < TOP or block.top > BOTTOM
        if at_edge and len(text) <= _LONGEST and block.lines <= 3 and not _UNITS.fullmatch(text):
            yield text, block


def _key(text: str, block: Block) -> tuple[bool, str]:
    """What is compared from page to page: which edge, and the words without their numbers."""
    return block.top > 0.5, _DIGITS.sub("#", text.lower())


def _is_number(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text))
