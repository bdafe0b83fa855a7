"""Tables of a PDF's page, ruled or not: which lines are one.

A line with a label and figures states something; lines between two such lines, and the headers above the first, belong
to the table as long as they keep to its labels or to its columns. A sentence does not. Lines of words alone are a table
where they are parted at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from qa.read.pdf_cells import Cell, cells_of, columns_of
from qa.read.pdf_lines import Line

FAR = 4.0  # of the type size: lines further apart are no table
_LEADING = 1.35  # … and so close are those of one label that was wrapped
_UP = 2.6  # … and headers further above it head nothing
_EDGE = 4.0  # points between the right edges of columns that are not the same
_LARGER = 1.15  # … and lines in type so much larger belong to no table
_MOST_HEADERS = 14
_EVEN, _WIDEST = 0.4, 3.0  # of the type size: by how much the gaps in a line of prose may differ, and their width
_GAP, _APART, _FLUSH = 1.8, 2.6, 2.5  # of a table of words: gaps and distances in type sizes, edges in points
_LONG = 0.5  # of the width of the text: a line of words that long is a sentence
_TITLE = 3.0  # points off the middle of the text: what is set in its middle is a title
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S*[.:]")
_SENTENCE_END = re.compile(r".*[a-z)”’][.:]")
_BRACKETED = re.compile(r"\(.*\)|[$€£¥].{0,3}in .*|in (?:millions|thousands|billions).*", re.IGNORECASE)
_ENUMERATED = re.compile(r"[•▪●○■➢‰·*†‡–-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[).]|\*{1,3}")


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
        """A line, parted into its cells; one cell where it is prose that was spread to the width of its column."""
        cells = tuple(cells_of(line))
        return Parsed(line, (Cell(line.words, False),) if len(cells) > 3 and _is_spread(line) else cells)

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
    def tabular(self) -> bool:
        """Whether wide gaps part its words."""
        gaps = [right.x0 - left.x1 for left, right in pairwise(self.cells)]
        return bool(gaps) and not self.listed and max(gaps) > _GAP * self.line.size

    @property
    def heads(self) -> bool:
        """Whether it has no label, and nothing but words and years."""
        return all(not cell.figure or cell.year for cell in self.cells)


def _is_spread(line: Line) -> bool:
    """Whether the words of a line are all equally far apart, though not as far as columns, and few of them figures."""
    gaps = sorted(right.x0 - left.x1 for left, right in pairwise(line.words))
    wordy = sum(word.text[0].isalpha() for word in line.words) > len(line.words) / 2
    return wordy and gaps[-1] - gaps[0] < _EVEN * line.size and gaps[-1] < _WIDEST * line.size


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
    edges = Edges(left, right, middle)
    seeds = [at for at, parsed in enumerate(lines) if parsed.states]
    runs: list[Span] = []
    for seed in seeds:
        if runs and _connected(lines, runs[-1], seed, edges):
            runs[-1].end = seed + 1
        else:
            runs.append(Span(seed, seed + 1))
    runs = [part for run in runs for part in _parted(lines, run)]
    floor = 0
    for run in runs:
        run.first = _first_header(lines, run, floor, edges)
        floor = run.end
    return _with_listings(lines, runs)


def _parted(lines: Sequence[Parsed], run: Span) -> list[Span]:
    """A run as one table, or as several right below each other: where headers that stand off from what is above them
    have columns below them that end elsewhere."""
    cuts = [at for at in range(run.first + 1, run.end - 1) if _heads_anew(lines, run, at)]
    firsts = [next(at for at in range(cut, run.end) if lines[at].states) for cut in cuts]
    ends = [max(at for at in range(run.first, cut) if lines[at].states) + 1 for cut in cuts]
    return [Span(first, end) for first, end in zip([run.first, *firsts], [*ends, run.end], strict=True)]


def _heads_anew(lines: Sequence[Parsed], run: Span, at: int) -> bool:
    line, above = lines[at].line, lines[at - 1].line
    apart = line.base - above.base > _LEADING * (above.base - lines[at - 2].line.base if at > 1 else 0)
    if not (apart and lines[at - 1].states and lines[at].heads and len(lines[at].cells) > 1):
        return False
    over, under = _ends(lines[run.first : at]), _ends(lines[at : run.end])
    return any(all(abs(end - other) > _EDGE for other in over) for end in under)


def _ends(lines: Sequence[Parsed]) -> list[float]:
    """The right edges of the columns of figures in some lines."""
    figures = [cell for parsed in lines if parsed.states for cell in parsed.cells[1:] if cell.figure]
    return [column.x1 for column in columns_of(figures)]


def _with_listings(lines: Sequence[Parsed], runs: Sequence[Span]) -> list[Span]:
    """Tables and, between them, lines of words alone that are parted at the same places."""
    found: list[Span] = []
    ends = [0, *(run.end for run in runs)]
    for floor, run in zip(ends, [*runs, Span(len(lines), len(lines))], strict=True):
        at = floor
        while at + 1 < run.first:
            end = _listing_end(lines, at, run.first)
            if end > at + 1:
                found.append(Span(at, end))
            at = max(end, at + 1)
        found += [run] if run.first < run.end else []
    return found


def _listing_end(lines: Sequence[Parsed], first: int, limit: int) -> int:
    """The line after the last of a table of words that begins with a line; that line where none does."""
    end = at = first
    while at < limit and not (at > first and _is_far(lines[at - 1].line, lines[at].line)):
        if lines[at].tabular and (at == first or _lined_up(lines[end - 1], lines[at])):
            end = at + 1
        elif end == first or at > end or len(lines[at].cells) > 1:
            break
        at += 1
    return end if end > first + 1 else first


def _is_far(above: Line, line: Line) -> bool:
    return line.base - above.base > _APART * max(line.size, above.size)


def _lined_up(above: Parsed, parsed: Parsed) -> bool:
    """Whether a cell after the first begins, ends or is centred where one of the line above does."""
    return any(
        min(abs(cell.x0 - other.x0), abs(cell.x1 - other.x1), abs(cell.middle - other.middle)) < _FLUSH
        for cell in parsed.cells[1:]
        for other in above.cells[1:]
    )


def _connected(lines: Sequence[Parsed], run: Span, seed: int, edges: Edges) -> bool:
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
        if parsed.listed or (sentence and _over(parsed, zone)) or line.size > _LARGER * lines[seed].line.size:
            return False
        if len(parsed.cells) == 1 and not parsed.cells[0].figure:
            alone = at == run.end == seed - 1 and not _SENTENCE_END.fullmatch(line.text)
            heads_rows = alone or _may_head_rows(line, edges)
            if line.x1 > zone and (_SENTENCE.fullmatch(line.text) or not heads_rows):
                return False
            sentence = sentence or bool(_SENTENCE.fullmatch(line.text))
    return True


def _zone(parsed: Parsed) -> float:
    """Where the figures of a line begin."""
    figures = [cell.x0 for cell in parsed.cells[1:] if cell.figure] or [parsed.cells[-1].x0]
    return figures[0]


def _over(parsed: Parsed, zone: float) -> bool:
    """Whether all of a line heads figures, standing where they do."""
    return parsed.cells[0].middle > zone and parsed.heads


def _first_header(lines: Sequence[Parsed], run: Span, floor: int, edges: Edges) -> int:
    """The first line above a run that heads it."""
    zone = min(_zone(lines[at]) for at in range(run.first, run.end) if lines[at].states)
    end = max(lines[at].line.x1 for at in range(run.first, run.end) if lines[at].states)
    first = top = run.first
    for at in range(run.first - 1, max(floor, run.first - _MOST_HEADERS) - 1, -1):
        parsed, below = lines[at], lines[at + 1].line
        far = below.base - parsed.line.base > _UP * max(below.size, parsed.line.size)
        if far or parsed.listed or parsed.line.size > _LARGER * lines[run.first].line.size:
            break
        if _is_header(parsed, zone, end, edges):
            first = at
        elif not _may_stand_between(parsed, zone, edges):
            break
        top = at
    corner = lines[first - 1].line
    at_left = top < first and corner.x0 < edges.left + 2 * corner.size
    if at_left and _BRACKETED.fullmatch(corner.text):
        return first - 1
    while floor < first == run.first and _opens_label(lines[first - 1], lines[first], zone):
        first = run.first = first - 1
    return first


def _opens_label(parsed: Parsed, below: Parsed, zone: float) -> bool:
    """Whether a line is the first of a label that the line below goes on with."""
    close = below.line.base - parsed.line.base < _LEADING * below.line.size
    return close and len(parsed.cells) == 1 and parsed.line.x1 < zone and below.cells[0].text[:1].islower()


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


def _may_stand_between(parsed: Parsed, zone: float, edges: Edges) -> bool:
    """Whether a line that heads no column may stand between headers and figures: a heading of rows, a unit."""
    line = parsed.line
    labelling = line.x1 < zone or _may_head_rows(line, edges)
    return len(parsed.cells) == 1 and labelling and not _SENTENCE.fullmatch(line.text)


def _may_head_rows(line: Line, edges: Edges) -> bool:
    """Whether a line of words, however long, may be a heading of rows: no sentence, and not as wide as the text."""
    if line.x1 - line.x0 <= _LONG * edges.width:
        return True
    at_left = line.x0 < edges.left + line.size
    return at_left and line.x1 < edges.right - 2 * line.size and not _SENTENCE_END.fullmatch(line.text)
