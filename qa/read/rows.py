"""Rows of cells as they go into a table: numbers put together, spacers dropped, titles and notes set apart.

Typesetters of tables give a currency sign or a closing bracket a cell of its own, part columns by empty ones, and
write the title and the notes of a table into rows that it spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_SIGN = re.compile(r"(?:[A-Z]{0,3}[$€£¥₩₹])?\s?\(?")
_NUMBER = re.compile(r"[(+−-]*\s?(?:[A-Z]{0,3}[$€£¥₩₹])?\s?[(+−-]*\.?\d[\d,.]*\s?\)?")
_NIL = re.compile(r"[-−–—]{1,2}")
_CLOSING = re.compile(r"\)?\s?(?:%|pts?|bps?|x)?\s?\)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Entry(NamedTuple):
    """A cell on its way into a table: its words on one line, and its address in a sheet, "" where it has none."""

    text: str
    address: str = ""


Grid = Sequence[Sequence[Entry]]


def parted(rows: Grid) -> tuple[list[Entry], list[list[Entry]], list[Entry]]:
    """The title lines above a table, its rows, and the notes below it.

    All rows of the table have the same length, and there are two columns or more; rows of a single column are lines.
    """
    body = without_spacers([joined(_unspanned(row)) for row in rows])
    first = next((at for at, row in enumerate(body) if not _is_line(row)), len(body))
    last = next((at for at in range(len(body), first, -1) if not _is_line(body[at - 1])), first)
    above = [row[0] for row in body[:first]]
    return above, without_spacers(body[first:last]), [row[0] for row in body[last:]]


def joined(row: Sequence[Entry]) -> list[Entry]:
    """A row whose currency signs, brackets and percent signs have moved into the cells of their numbers."""
    cells = list(row)
    before = -1
    for at, cell in enumerate(cells):
        left = cells[before].text if before >= 0 else ""
        if left and _SIGN.fullmatch(left) and (_NUMBER.match(cell.text) or _NIL.fullmatch(cell.text)):
            sign = "" if _NIL.fullmatch(cell.text) else left
            cells[before], cells[at] = Entry(""), cell._replace(text=sign + cell.text)
            before = at
        elif cell.text and _CLOSING.fullmatch(cell.text) and _takes(left):
            cells[before], cells[at] = cells[before]._replace(text=left + cell.text), Entry("")
        elif cell.text:
            before = at
    return cells


def _takes(text: str) -> bool:
    """Whether a cell holds a number to which a sign in the next cell belongs; a year heads a column."""
    return bool(_NIL.fullmatch(text) or (_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text)))


def without_spacers(rows: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """The rows that say something, without the columns that are empty or only repeat the one beside them (what is
    left of a header that spans a sign and its number)."""
    filled = [row for row in rows if any(cell.text for cell in row)]
    width = max(map(len, filled), default=0)
    square = [[*row, *[Entry("")] * (width - len(row))] for row in filled]
    columns = [list(column) for column in zip(*square, strict=True)]
    kept: list[list[Entry]] = []
    for at, column in enumerate(columns):
        beside = [other for other in (kept[-1:], columns[at + 1 : at + 2]) if other]
        if not any(_repeats(column, other[0]) for other in beside):
            kept.append(column)
    return [list(row) for row in zip(*kept, strict=True)]


def _repeats(column: Sequence[Entry], other: Sequence[Entry]) -> bool:
    """Whether each cell of a column is empty or has the words of the cell beside it."""
    return all(not cell.text or cell.text == twin.text for cell, twin in zip(column, other, strict=True))


def _unspanned(row: Sequence[Entry]) -> list[Entry]:
    """A row without the repeats of its first cell, which names the row, or is a title, however far it spans."""
    covered = next((at for at, cell in enumerate(row) if cell.text != row[0].text), len(row)) if row else 0
    return [*row[:1], *[Entry("")] * (covered - 1), *row[max(covered, 1) :]]


def _is_line(row: Sequence[Entry]) -> bool:
    """Whether only the first cell of a row says something."""
    return bool(row[0].text) and not any(cell.text for cell in row[1:])
