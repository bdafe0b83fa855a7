"""Rows of a PDF's table: what stands in each cell, labels that were wrapped put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from qa.read.pdf_cells import Cell, Column, columns_of, is_figure
from qa.read.pdf_headers import corner_of, headers_of, levels_of
from qa.read.pdf_lines import Line
from qa.read.pdf_rules import Rule
from qa.read.pdf_tables import Parsed
from qa.read.pdf_words import Word

_DEEPEST = 4.0  # of the type size: how far a label may be indented
_CLOSE, _FLUSH = 1.3, 3.0  # lines of one cell: their distance in type sizes, their edges in points
_INSET = 1.5  # of the type size: figures that far from the left edge are no label
_OPEN_END = re.compile(r"(?:\b(?:and|or|of|the|to|in|for|from|by|on|with|at|a|an|as|than|per|that|net)|[,(–—&/-])$")


@dataclass(slots=True)
class Row:
    """A row of a table: the words of each of its cells, the label's first; ``line`` is the lowest it was read from."""

    cells: list[tuple[Word, ...]]
    line: Line
    header: bool = False

    @property
    def label(self) -> tuple[Word, ...]:
        """The words that name the row."""
        return self.cells[0]

    @property
    def bare(self) -> bool:
        """Whether there is no more to it than a label."""
        return not any(self.cells[1:])


def rows_of(lines: Sequence[Parsed], rules: Sequence[Rule]) -> list[Row]:
    """The rows of a table, all of one length: its label, then its columns."""
    body = [parsed for parsed in lines if parsed.states]
    left = min(parsed.cells[0].x0 for parsed in body or lines)
    columns = _columns(body or lines, left)
    if not columns:
        return []
    rows: list[Row] = []
    heading: list[Line] = []
    for above, parsed in zip([None, *lines], lines, strict=False):
        if body and _heads_columns(parsed, columns, left, on_top=not rows) and not (rows and _continues(above, parsed)):
            heading.append(parsed.line)
            continue
        rows += _header_rows(heading, columns, rules)
        heading = []
        rows.append(_row(parsed, columns, left))
    return _with_wrapped(_without_empty([*rows, *_header_rows(heading, columns, rules)]))


def _without_empty(rows: Sequence[Row]) -> list[Row]:
    """The rows and columns that have anything in them; the first column is that of labels."""
    kept = [not at or any(row.cells[at] for row in rows) for at in range(len(rows[0].cells))]
    return [Row(list(compress(row.cells, kept)), row.line, row.header) for row in rows if any(row.cells)]


def _columns(body: Sequence[Parsed], left: float) -> list[Column]:
    """The columns of figures, and of words that stand in none of these."""
    inner = [cell for parsed in body for cell in parsed.cells[1:]]
    first = [parsed.cells[0] for parsed in body if not _is_label(parsed, parsed.cells[0], left)]
    columns = columns_of([cell for cell in inner if cell.figure] or [cell for cell in first if cell.figure])
    words = [cell for cell in inner if not cell.figure]
    loose = [cell for cell in words if all(column.overlap(cell.x0, cell.x1) < 0 for column in columns)]
    return sorted([*columns, *columns_of(loose)], key=lambda column: column.middle)


def _is_label(parsed: Parsed, cell: Cell, left: float) -> bool:
    """Whether a cell names its line: the first, of words or at the left edge."""
    return cell is parsed.cells[0] and (not cell.figure or cell.x0 < left + _INSET * cell.words[0].size)


def _heads_columns(parsed: Parsed, columns: Sequence[Column], left: float, *, on_top: bool) -> bool:
    """Whether a line is one of headers: nothing but words and years, over the columns."""
    if not parsed.heads or (parsed.states and not on_top):
        return False
    edge = left + parsed.line.size
    over = [c for c in parsed.cells if c.x0 > edge and c.middle > columns[0].x0 - 0.1 * (c.x1 - c.x0)]
    if not over:
        return False
    labelled = [cell for cell in parsed.cells if cell not in over]
    return not labelled or on_top


def _continues(above: Parsed | None, parsed: Parsed) -> bool:
    """Whether the words of a line go on with words of the line above, cell by cell."""
    if above is None or parsed.line.base - above.line.base > _CLOSE * parsed.line.size:
        return False
    starts = [cell.x0 for cell in above.cells if not cell.figure]
    return all(any(abs(cell.x0 - start) < _FLUSH for start in starts) for cell in parsed.cells)


def _header_rows(lines: Sequence[Line], columns: Sequence[Column], rules: Sequence[Rule]) -> list[Row]:
    """Lines of headers as rows, a header repeated over each of its columns; the corner in the first."""
    if not lines:
        return []
    headers = headers_of(lines, columns, rules)
    levels = levels_of(headers)
    rows = [
        Row([() for _ in range(len(columns) + 1)], lines[-1], header=True) for _ in range(max(levels, default=0) + 1)
    ]
    for header, level in zip(headers, levels, strict=True):
        for column in range(header.first, header.last + 1):
            rows[-1 - level].cells[column + 1] += header.words
    corner = tuple(word for line in lines for word in corner_of(line, columns))
    rows[0].cells[0] = corner
    return rows


def _row(parsed: Parsed, columns: Sequence[Column], left: float) -> Row:
    """A line as a row."""
    row = Row([() for _ in range(len(columns) + 1)], parsed.line)
    for cell in parsed.cells:
        over = max(range(len(columns)), key=lambda at: columns[at].overlap(cell.x0, cell.x1))
        overlap = columns[over].overlap(cell.x0, cell.x1)
        inside = overlap > (cell.x1 - cell.x0) / 2 and cell.x0 > left + _DEEPEST * cell.words[0].size
        if _is_label(parsed, cell, left) and not inside and (cell.x1 < columns[0].x0 or not cell.figure):
            label, beside = _parted(cell, columns)
            row.cells[0] += label
            row.cells[1] += beside
        elif overlap < 0 and cell.x1 < columns[0].x0:
            row.cells[0] += cell.words
        else:
            row.cells[over + 1] += cell.words
    return row


def _parted(cell: Cell, columns: Sequence[Column]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """A label, and the figure in the first column that stands so close that it was taken for a part of it."""
    last = cell.words[-1]
    close = len(cell.words) > 1 and columns[0].overlap(last.x0, last.x1) > 0.5 * (last.x1 - last.x0)
    if close and last.text[-1:].isdigit() and cell.words[-2].x1 <= columns[0].x0 + 1:
        return cell.words[:-1], cell.words[-1:]
    return cell.words, ()


# -- rows that were wrapped --------------------------------------------------------------------------------


def _with_wrapped(rows: Sequence[Row]) -> list[Row]:
    """Rows with labels that were wrapped put together."""
    reach = max((row.label[-1].x1 for row in rows if row.label and not row.header), default=0.0)
    merged: list[Row] = []
    for row in rows:
        above = merged[-1] if merged else None
        if above and not above.header and not row.header and _goes_on(above, row, reach):
            merged[-1] = Row([(*over, *under) for over, under in zip(above.cells, row.cells, strict=True)], row.line)
        else:
            merged.append(row)
    return merged


def _goes_on(above: Row, row: Row, reach: float) -> bool:
    """Whether a row goes on with the label, or with words in a cell, of the one above."""
    size, pitch = row.line.size, row.line.base - above.line.base
    if pitch > 1.5 * size:
        return False
    if not row.label:
        filled = [(over, under) for over, under in zip(above.cells, row.cells, strict=True) if under]
        return all(over and not is_figure("".join(word.text for word in under)) for over, under in filled)
    return bool(above.label) and (above.bare or row.bare) and _label_goes_on(above, row, reach)


def _label_goes_on(above: Row, row: Row, reach: float) -> bool:
    """Whether a label is the rest of the one above: in one type, begun in the middle of a sentence, or where its
    first word would not have fitted above."""
    first, last, size = row.label[0], above.label[-1], row.line.size
    if last.text.endswith(":") or last.bold != first.bold:
        return False
    if first.text[:1].islower() or _OPEN_END.search(last.text):
        return True
    fits = last.x1 + 0.3 * size + (first.x1 - first.x0) < reach
    return above.bare and not fits and row.line.base - above.line.base < 1.3 * size
