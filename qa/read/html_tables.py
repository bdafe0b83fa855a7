"""The tables of a web page: which are there for the layout, and the cells of the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from qa.read.html_text import is_hidden, name_of, words_of
from qa.read.rows import Entry, joined

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

COLUMNS, ROWS = 1000, 65534
"""How far a cell may span: HTML Standard, section 4.9.11."""
_PARTS = frozenset(["table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"])
_SEVERAL = 6  # paragraphs: a header may take a few, one for each line
_MARKER = re.compile(r"[•·●○■□▪▫◦‣⁃*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[).]|\[\d{1,2}\]", re.IGNORECASE)


def is_layout(table: Element) -> bool:
    """Whether a table is there to place things: it holds other tables, lists or headings, has a cell of several
    paragraphs, or only one column."""
    if any(name_of(inner) in _PARTS for inner in table.iterdescendants()):
        return True
    cells = [[cell for cell in row if not is_hidden(cell) and words_of(cell)] for row in _rows(table)]
    return max(map(len, cells), default=0) < 2 or any(_has_paragraphs(cell) for row in cells for cell in row)


def _has_paragraphs(cell: Element) -> bool:
    return sum(name_of(inner) == "p" for inner in cell.iterdescendants()) >= _SEVERAL


def marked_lines(rows: list[list[Entry]]) -> list[str]:
    """The lines of a table that sets each beside its bullet or number; empty for any other table."""
    filled = [[cell.text for cell in row if cell.text] for row in rows]
    filled = [row for row in filled if row]
    marked = all(len(row) == 2 and _MARKER.fullmatch(row[0]) for row in filled)
    return [f"{marker} {words}" for marker, words in filled] if marked else []


def rows_of(table: Element, count: Callable[[int], None]) -> list[list[Entry]]:
    """The cells of a table, spanned ones repeated in every place that they take; ``count`` is told of these places
    before they are filled.

    Signs and brackets are put to their numbers first: their cells are not seen as columns.
    """
    rows: list[list[Entry]] = []
    below: dict[int, tuple[int, Entry]] = {}
    for row in _rows(table):
        cells = [cell for cell in row if name_of(cell) in ("td", "th") and not is_hidden(cell)]
        entries = joined([Entry(words_of(cell)) for cell in cells])
        count(sum(_span(cell, "colspan", COLUMNS) for cell in cells) + len(below))
        placed: dict[int, Entry] = {column: entry for column, (_, entry) in below.items()}
        taken = {column: (left - 1, entry) for column, (left, entry) in below.items() if left > 1}
        column = 0
        for cell, entry in zip(cells, entries, strict=True):
            while column in placed:
                column += 1
            down = _span(cell, "rowspan", ROWS)
            for place in range(column, column + _span(cell, "colspan", COLUMNS)):
                placed[place] = entry
                if down > 1:
                    taken[place] = (down - 1, entry)
        rows.append([placed.get(place, Entry("")) for place in range(max(placed, default=-1) + 1)])
        below = taken
    return rows


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table that are seen, those in its parts too."""
    for part in table:
        if name_of(part) == "tr" and not is_hidden(part):
            yield part
        elif name_of(part) in ("thead", "tbody", "tfoot") and not is_hidden(part):
            yield from (row for row in part if name_of(row) == "tr" and not is_hidden(row))


def _span(cell: Element, name: str, most: int) -> int:
    value = (cell.get(name) or "").strip()
    return min(max(int(value), 1), most) if value.isdecimal() and len(value) < 12 else 1
