"""Tables of a PDF's page, ruled or not: which lines are one, and its rows and columns.

A line with a label and figures states something; lines between two such lines, and the headers above the first, belong
to the table as long as they keep to its labels or to its columns. A sentence does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.read.pdf_cells import Cell, Column, cells_of, columns_of
from qa.read.pdf_headers import corner_of, headers_of, levels_of
from qa.read.pdf_lines import Line
from qa.read.pdf_rules import Rule
from qa.read.pdf_words import Word

FAR = 4.0  # of the type size: lines further apart are no table
_UP = 2.6  # … and headers further above it head nothing
_MOST_HEADERS = 9
_LONG = 0.5  # of the width of the text: a line of words that long is a sentence
_TITLE = 3.0  # points off the middle of the text: what is set in its middle is a title
_OFF = 0.75  # of the type size: cells of one row may stand that far off its line
_INSET = 1.5  # of the type size: figures that far from the left edge are no label
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S*[.:]")
_SENTENCE_END = re.compile(r".*[a-z)”’][.:]")
_BRACKETED = re.compile(r"\(.*\)|[$€£¥].{0,3}in .*|in (?:millions|thousands|billions).*", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:\b(?:and|or|of|the|to|in|for|from|by|on|with|at|a|an|as|than|per|that|net)|[,(–—&/-])$")
_ENUMERATED = re.compile(r"[•▪●○■➢‰·*†‡–-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[).]|\*{1,3}")


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


@dataclass(slots=True)
class Span:
    """Lines of a region that are a table, from the first to the one after the last."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A line and its cells."""

    line: Line
    cells: tuple[Cell, ...]

    @staticmethod
    def of(line: Line) -> Parsed:
        """A line, parted into its cells."""
        return Parsed(line, tuple(cells_of(line)))

    @property
    def listed(self) -> bool:
        """Whether it opens with a bullet or a number, as lists and notes do."""
        return len(self.cells) > 1 and bool(_ENUMERATED.fullmatch(self.cells[0].text)) and not self.cells[1].figure

    @property
    def states(self) -> bool:
        """Whether it has a label and a figure, or several figures that are not all years."""
        figures = [cell for cell in self.cells if cell.figure]
        if not figures or self.listed:
            return False
        if len(figures) == len(self.cells):
            return len(figures) > 1 and not all(cell.year for cell in figures)
        return self.cells[0] is not figures[-1] and not all(cell.year for cell in figures)

    @property
    def heads(self) -> bool:
        """Whether it has no label, and nothing but words and years."""
        return all(not cell.figure or cell.year for cell in self.cells)


class Edges(NamedTuple):
    """Where a region's text begins and ends, and the middle of the page."""

    left: float
    right: float
    middle: float

    @property
    def width(self) -> float:
        """How wide the text is."""
        return self.right - self.left


def spans_of(lines: Sequence[Parsed], middle: float) -> list[Span]:
    """The runs of a region's lines that are tables, in order, none overlapping; ``middle`` is the page's."""
    left, right = min((p.line.x0 for p in lines), default=0.0), max((p.line.x1 for p in lines), default=0.0)
    seeds = [at for at, parsed in enumerate(lines) if parsed.states]
    runs: list[Span] = []
    for seed in seeds:
        if runs and _connected(lines, runs[-1], seed, right - left):
            runs[-1].end = seed + 1
        else:
            runs.append(Span(seed, seed + 1))
    floor = 0
    for run in runs:
        run.first = _first_header(lines, run, floor, Edges(left, right, middle))
        floor = run.end
    return runs


def _connected(lines: Sequence[Parsed], run: Span, seed: int, width: float) -> bool:
    """Whether the lines between a run and the next line that states something keep to the table."""
    zone = min(_zone(lines[at]) for at in (run.end - 1, seed))
    sentence = False
    for at in range(run.end, seed + 1):
        line, above = lines[at].line, lines[at - 1].line
        if line.base - above.base > FAR * max(line.size, above.size):
            return False
        if at == seed:
            return True
        parsed = lines[at]
        if parsed.listed or (sentence and _over(parsed, zone)):
            return False
        if len(parsed.cells) == 1 and not parsed.cells[0].figure:
            if line.x1 > zone and (line.x1 - line.x0 > _LONG * width or _SENTENCE.fullmatch(line.text)):
                return False
            sentence = sentence or bool(_SENTENCE.fullmatch(line.text))
    return True


def _zone(parsed: Parsed) -> float:
    """Where the figures of a line begin."""
    figures = [cell.x0 for cell in parsed.cells[1:] if cell.figure] or [parsed.cells[-1].x0]
    return figures[0]


def _over(parsed: Parsed, zone: float) -> bool:
    """Whether all of a line stands where figures do."""
    return parsed.cells[0].middle > zone and parsed.heads


def _first_header(lines: Sequence[Parsed], run: Span, floor: int, edges: Edges) -> int:
    """The first line above a run that heads it."""
    zone = min(_zone(lines[at]) for at in range(run.first, run.end) if lines[at].states)
    end = max(lines[at].line.x1 for at in range(run.first, run.end) if lines[at].states)
    first = top = run.first
    for at in range(run.first - 1, max(floor, run.first - _MOST_HEADERS) - 1, -1):
        parsed, below = lines[at], lines[at + 1].line
        if below.base - parsed.line.base > _UP * max(below.size, parsed.line.size) or parsed.listed:
            break
        if _is_header(parsed, zone, end, edges):
            first = at
        elif not _may_stand_between(parsed, zone):
            break
        top = at
    corner = first - 1
    if top < first and corner >= top and _BRACKETED.fullmatch(lines[corner].line.text):
        return corner
    return first


def _is_header(parsed: Parsed, zone: float, end: float, edges: Edges) -> bool:
    """Whether a line stands over the columns, apart from a corner at its left."""
    over = [cell for cell in parsed.cells if cell.x1 > zone]
    if not over or not parsed.heads:
        return False
    if len(parsed.cells) == 1:
        cell = over[0]
        if cell.x1 - cell.x0 > _LONG * edges.width or cell.middle < zone or _SENTENCE_END.fullmatch(cell.text):
            return False
        return not any(
            abs(cell.middle - middle) < _TITLE and abs((zone + end) / 2 - middle) > 2 * _TITLE
            for middle in (edges.middle, (edges.left + edges.right) / 2)
        )
    inside = [cell for cell in over if cell.middle > zone - (cell.x1 - cell.x0) * 0.1]
    return bool(inside) and not any(cell.x1 - cell.x0 > _LONG * edges.width for cell in parsed.cells)


def _may_stand_between(parsed: Parsed, zone: float) -> bool:
    """Whether a line that heads no column may stand between headers and figures: a heading of rows, a unit."""
    return len(parsed.cells) == 1 and parsed.line.x1 < zone and not _SENTENCE.fullmatch(parsed.line.text)


# -- rows --------------------------------------------------------------------------------------------------


def rows_of(lines: Sequence[Parsed], rules: Sequence[Rule]) -> list[Row]:
    """The rows of a table, all of one length: its label, then its columns."""
    body = [parsed for parsed in lines if parsed.states]
    left = min(parsed.cells[0].x0 for parsed in body)
    columns = _columns(lines, left)
    if not columns:
        return []
    rows: list[Row] = []
    heading: list[Line] = []
    for parsed in lines:
        if _heads_columns(parsed, columns, on_top=not rows):
            heading.append(parsed.line)
            continue
        rows += _header_rows(heading, columns, rules)
        heading = []
        rows.append(_row(parsed, columns, left))
    return _with_wrapped([*rows, *_header_rows(heading, columns, rules)])


def _columns(lines: Sequence[Parsed], left: float) -> list[Column]:
    """The columns of figures, and of words that stand in none of these."""
    body = [parsed for parsed in lines if parsed.states]
    figures = [cell for parsed in body for cell in parsed.cells if cell.figure and not _is_label(parsed, cell, left)]
    columns = columns_of(figures)
    words = [cell for parsed in body for cell in parsed.cells if not cell.figure and not _is_label(parsed, cell, left)]
    loose = [cell for cell in words if all(column.overlap(cell.x0, cell.x1) < 0 for column in columns)]
    return sorted([*columns, *columns_of(loose)], key=lambda column: column.middle)


def _is_label(parsed: Parsed, cell: Cell, left: float) -> bool:
    """Whether a cell names its line: the first, of words or at the left edge."""
    return cell is parsed.cells[0] and (not cell.figure or cell.x0 < left + _INSET * cell.words[0].size)


def _heads_columns(parsed: Parsed, columns: Sequence[Column], *, on_top: bool) -> bool:
    """Whether a line is one of headers: nothing but words and years, over the columns."""
    if not parsed.heads or (parsed.states and not on_top):
        return False
    over = [cell for cell in parsed.cells if cell.middle > columns[0].x0 - 0.1 * (cell.x1 - cell.x0)]
    if not over:
        return False
    labelled = [cell for cell in parsed.cells if cell not in over]
    return not labelled or on_top


def _header_rows(lines: Sequence[Line], columns: Sequence[Column], rules: Sequence[Rule]) -> list[Row]:
    """Lines of headers as rows, a header repeated over each of its columns; the corner in the first."""
    if not lines:
        return []
    headers = headers_of(lines, columns, rules)
    levels = levels_of(headers)
    rows = (
        [Row([() for _ in range(len(columns) + 1)], lines[-1], header=True) for _ in range(max(levels) + 1)]
        if levels
        else []
    )
    for header, level in zip(headers, levels, strict=True):
        for column in range(header.first, header.last + 1):
            rows[-1 - level].cells[column + 1] += header.words
    corner = tuple(word for line in lines for word in corner_of(line, columns))
    if rows and corner:
        rows[0].cells[0] = corner
    return rows


def _row(parsed: Parsed, columns: Sequence[Column], left: float) -> Row:
    """A line as a row."""
    row = Row([() for _ in range(len(columns) + 1)], parsed.line)
    for cell in parsed.cells:
        if _is_label(parsed, cell, left) and (cell.x1 < columns[0].x0 or not cell.figure):
            label, beside = _parted(cell, columns)
            row.cells[0] += label
            if beside:
                row.cells[1] += beside
            continue
        at = max(range(len(columns)), key=lambda at: columns[at].overlap(cell.x0, cell.x1))
        if columns[at].overlap(cell.x0, cell.x1) < 0 and cell.x1 < columns[0].x0:
            at = -1
        row.cells[at + 1] += cell.words
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
    if pitch < _OFF * size:
        return not any(over and under for over, under in zip(above.cells, row.cells, strict=True))
    if pitch > 1.5 * size:
        return False
    if not row.label:
        return not any(any(map(str.isdigit, word.text)) for cell in row.cells for word in cell)
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
    return not fits and row.line.base - above.line.base < 1.3 * size
