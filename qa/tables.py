"""Tables: from tab-separated rows to values with everything that gives them meaning.

The steps, each testable alone: :func:`grid` cuts lines into cells; :func:`header_count` tells header rows from body
rows; :func:`column_headers` lays headers over the columns they belong to, merged cells included; :func:`row_groups`
finds the headings that rows stand under; :func:`values` yields the cells that hold numbers, each with its headers.
A table without row labels can't be read safely: it yields nothing rather than guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from qa.model import Cell, FiscalCalendar, Table
from qa.periods import periods_of
from qa.units import NIL, find_measure, parse_number

_MARKUP = re.compile(r"\*{1,3}|_{2,3}|</?\w[^>]*>|^#{1,6}\s")
_TOTAL = re.compile(r"^(?:\W*)(?:sub-?)?total\b|\btotal$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"<sup>.*?</sup>|(?<=[A-Za-z)])\s*(?:\*+\d*|\(\d{1,2}\)|※\d?)+$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell that holds numbers, with its row label, the headings above that row, and its column headers,
    each as cells, nearest first."""

    cell: Cell
    label: Cell | None
    groups: tuple[Cell, ...]
    headers: tuple[Cell, ...]
    corner: Cell | None


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A cell's or line's words without markup and footnote marks."""
    return " ".join(unescape(_MARKUP.sub(" ", _FOOTNOTE.sub("", text))).split())


def grid(text: str, start: int, end: int) -> tuple[tuple[Cell, ...], ...]:
    """Cells of the tab-separated lines in ``text[start:end]``; each cell's offsets exclude blank space."""
    rows: list[tuple[Cell, ...]] = []
    at = start
    for line in text[start:end].split("\n"):
        cells, left = [], at
        for column, raw in enumerate(line.split("\t")):
            inner = raw.strip()
            first = left + (len(raw) - len(raw.lstrip())) if inner else left
            cells.append(Cell(inner, first, first + len(inner), len(rows), column))
            left += len(raw) + 1
        if any(cell.text for cell in cells):
            rows.append(tuple(cells))
        at += len(line) + 1
    return tuple(rows)


@lru_cache(maxsize=65536)
def is_value(text: str) -> bool:
    """True for a cell that holds a number, or a mark for nil, and not a period or a phrase that has digits."""
    bare = plain(text)
    if bare in NIL:
        return True
    if not any(ch.isdigit() for ch in bare) or _is_year(bare):
        return False
    letters = sum(ch.isalpha() for ch in re.sub(r"JPY|USD|US\$|RMB|Gbps|Mbps|times|pt|million|billion", "", bare))
    return letters <= 2 or parse_number(bare) is not None


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:FY)?\s?(?:19|20)\d\d(?:\s?\(\w+\))?", text))


@lru_cache(maxsize=65536)
def is_header_text(text: str, calendar: FiscalCalendar) -> bool:
    """True for text that heads columns: it names a period, a unit, or is words without any value."""
    bare = plain(text)
    return not is_value(text) or _is_year(bare) or bool(periods_of(bare, calendar))


def header_count(rows: Sequence[Sequence[Cell]], calendar: FiscalCalendar) -> int:
    """How many leading rows are headers: those before the first row that has a label and a value.

    A table whose first row already is a body row (a list of labels and values) has none.
    """
    for number, row in enumerate(rows):
        body = [cell for cell in row[1:] if cell.text]
        if row[0].text and any(not is_header_text(cell.text, calendar) for cell in body):
            return number
        if row[0].text and not body and number and _has_body(rows[number + 1 :], calendar):
            return number  # a heading row of the body
        if row[0].text and body and number == 0 and not _heads(rows, calendar):
            return 0
    return len(rows)


def _has_body(rows: Sequence[Sequence[Cell]], calendar: FiscalCalendar) -> bool:
    return any(row[0].text and any(is_value(c.text) for c in row[1:]) for row in rows)


def _heads(rows: Sequence[Sequence[Cell]], calendar: FiscalCalendar) -> bool:
    """Whether a first row with a corner cell heads columns: further rows put values under its words."""
    first = [cell for cell in rows[0][1:] if cell.text]
    if any(periods_of(plain(cell.text), calendar) or find_measure(plain(cell.text)) for cell in first):
        return True
    return len(first) > 1 and all(not is_value(c.text) for c in first) and len(rows) > 1


def column_headers(rows: Sequence[Sequence[Cell]], count: int, width: int) -> list[tuple[Cell, ...]]:
    """For each column its header cells, the nearest (lowest) first.

    A header that lost its merged cells covers the empty columns to its right up to the next header; where the
    first header of a row stands inside its columns rather than at their left edge, columns take the nearest one.
    A row with a single header covers every column if other header rows stand below it.
    """
    headers: list[list[Cell]] = [[] for _ in range(width)]
    for number in range(count - 1, -1, -1):
        filled = [cell for cell in rows[number][1:] if cell.text]
        single = len(filled) == 1 and count > 1 and number < count - 1
        centred = bool(filled) and filled[0].column > _first_column(rows, count)
        headed = {cell.column for row in rows[:number] for cell in row[1:] if cell.text}
        for column in range(1, width):
            header = filled[0] if single else _over(column, filled, centred)
            if header and not single and header.column != column and column in headed:
                continue  # a header does not spread into a column that a higher row heads by itself
            if header:
                headers[column].append(header)
    return [tuple(of) for of in headers]


def _first_column(rows: Sequence[Sequence[Cell]], count: int) -> int:
    columns = [c.column for row in rows[count:] for c in row[1:] if c.text and is_value(c.text)]
    return min(columns, default=1)


def _over(column: int, filled: Sequence[Cell], centred: bool) -> Cell | None:
    if centred:
        return min(filled, key=lambda cell: (abs(cell.column - column), cell.column), default=None)
    left = [cell for cell in filled if cell.column <= column]
    return left[-1] if left else None


def row_groups(rows: Sequence[Sequence[Cell]], count: int) -> dict[int, tuple[Cell, ...]]:
    """The headings that each body row stands under, nearest first.

    A heading is a row with a label and no values, or, where some labels are bold and others not, the bold row
    above plain ones. Capitals outrank other headings. A total closes the heading it totals. A label that the
    table repeats also stands under the last total above it.
    """
    groups: dict[int, tuple[Cell, ...]] = {}
    outer: Cell | None = None
    inner: Cell | None = None
    total: Cell | None = None
    bold: Cell | None = None
    labels = [plain(row[0].text).lower() for row in rows]
    mixed = len({_is_bold(row[0].text) for row in rows[count:] if row[0].text and _valued(row)}) > 1
    for number, row in enumerate(rows[count:], start=count):
        label = row[0]
        if not label.text:
            continue
        if not _valued(row):
            if _is_capitals(label.text):
                outer, inner = label, None
            else:
                inner = label
            continue
        if mixed and _is_bold(label.text):
            bold = label
        repeated = labels.count(labels[number]) > 1
        above = (inner, outer, bold if mixed and bold is not label else None, total if repeated else None)
        groups[number] = tuple(cell for cell in above if cell and cell is not label)
        if _TOTAL.search(labels[number]):
            total, inner = label, None
    return groups


def _valued(row: Sequence[Cell]) -> bool:
    return any(is_value(cell.text) for cell in row[1:] if cell.text) or any(len(c.text) > 3 for c in row[1:])


def _is_bold(text: str) -> bool:
    return text.startswith("**")


def _is_capitals(text: str) -> bool:
    letters = [ch for ch in plain(text) if ch.isalpha()]
    return bool(letters) and sum(ch.isupper() for ch in letters) > 0.9 * len(letters)


def values(table: Table, calendar: FiscalCalendar) -> Iterator[Reading]:
    """Every body cell with text, and what it stands under. Tables without row labels yield nothing."""
    rows = table.rows
    if not rows or unlabelled(table, calendar):
        return
    for block in _blocks(rows, calendar):
        yield from _block_values(block, calendar)


def unlabelled(table: Table, calendar: FiscalCalendar) -> bool:
    """True where most rows with values have no label of their own: side-by-side tables, headers at the bottom."""
    valued = [row for row in table.rows if sum(is_value(c.text) and c.text not in NIL for c in row) > 0]
    labelled = [row for row in valued if row[0].text and not is_value(row[0].text)]
    return len(table.rows[0]) < 2 or len(labelled) * 2 < len(valued) or (bool(valued) and not labelled)


def _blocks(rows: Sequence[tuple[Cell, ...]], calendar: FiscalCalendar) -> Iterator[Sequence[tuple[Cell, ...]]]:
    """A table cut where a new header row (no label, only periods) begins in the middle of its body."""
    cut = 0
    body = False
    for number, row in enumerate(rows):
        filled = [cell for cell in row[1:] if cell.text]
        heads = len(filled) > 1 and all(periods_of(plain(c.text), calendar) and not is_value(c.text) for c in filled)
        if heads and not row[0].text and body:
            yield rows[cut:number]
            cut, body = number, False
        body = body or bool(row[0].text and any(is_value(c.text) for c in filled))
    yield rows[cut:]


def _block_values(rows: Sequence[tuple[Cell, ...]], calendar: FiscalCalendar) -> Iterator[Reading]:
    count = header_count(rows, calendar)
    width = max(len(row) for row in rows)
    headers = column_headers(rows, count, width)
    groups = row_groups(rows, count)
    corner = next((row[0] for row in rows[:count] if row[0].text), None)
    for number in range(count, len(rows)):
        row = rows[number]
        label = row[0] if row[0].text else None
        for cell in row[1:]:
            if cell.text:
                yield Reading(cell, _nearest_label(row, cell, headers) or label, groups.get(number, ()), headers[cell.column], corner)


def _nearest_label(row: Sequence[Cell], cell: Cell, headers: Sequence[tuple[Cell, ...]]) -> Cell | None:
    """In a table without column headers, labels and values may alternate along the row: the label to the left."""
    if any(headers) or not cell.column:
        return None
    left = row[cell.column - 1]
    return left if left.text and not any(ch.isdigit() for ch in left.text) else None
