"""Tables: from tab-separated rows to values with everything that gives them meaning.

The steps, each testable alone: :func:`grid` cuts lines into cells; :mod:`qa.headers` tells header rows
from body rows and lays headers over the columns they belong to, merged cells included;
:func:`qa.row_groups.row_groups` finds the headings that rows stand under; :func:`values` yields the cells that state
something, each with its headers. A table that can't be read safely yields nothing, no guesses: :func:`why_unread` says
why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qa.cells import (
    has_number,
    is_header_text,
    is_period,
    is_value,
    opens_with_value,
    plain,
    tells_change,
)
from qa.footing import compared_columns
from qa.headers import Headers, Row, column_headers, headed_below, header_count, headers_first, lies_under, with_periods
from qa.lanes import Lane
from qa.model import Cell, FiscalCalendar, Table
from qa.periods import periods_of
from qa.pipes import bars, is_rule, piped
from qa.row_groups import amounts_in, row_groups
from qa.units import find_measure

__all__ = ["Reading", "column_headers", "grid", "header_count", "is_value", "plain", "values", "why_unread"]

_WORDY = 5  # filled cells to one value, from which a table holds words
_REFERENCE = re.compile(r"(?:foot)?notes?(?:\s+(?:no\.?|number|ref\.?))?|ref(?:erence|\.)?|#|no\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell that states something: its row label, the headings above that row, its column headers, nearest first,
    the table's corner, and its row and column.

    ``compared`` are the headers of the two columns, later and earlier, whose difference the cell's column holds.
    """

    cell: Cell
    label: Cell | None
    groups: Headers
    headers: Headers
    corner: Cell | None = None
    row: Lane = field(default_factory=Lane)
    column: Lane = field(default_factory=Lane)
    compared: tuple[Headers, Headers] | None = None


def grid(text: str, start: int, end: int) -> tuple[Row, ...]:
    """Cells of the lines in ``text[start:end]``, which tabs part, or bars; each cell's offsets exclude blank space."""
    rows: list[Row] = []
    at = start
    lines = text[start:end].split("\n")
    barred = piped(lines)
    for number, line in enumerate(lines):
        spans = bars(line) if number in barred else _tabbed(line)
        cells = [_cell(line, span, at, len(rows), column) for column, span in enumerate(spans)]
        if any(cell.text for cell in cells) and not (number in barred and is_rule(line)):
            rows.append(tuple(cells))
        at += len(line) + 1
    return tuple(rows)


def _tabbed(line: str) -> list[tuple[int, int]]:
    """The [start, end) of the cells of a line that tabs part."""
    spans, start = [], 0
    for part in line.split("\t"):
        spans.append((start, start + len(part)))
        start += len(part) + 1
    return spans


def _cell(line: str, span: tuple[int, int], offset: int, row: int, column: int) -> Cell:
    """A cell of a line that begins at ``offset``, without the blanks at its ends."""
    raw = line[span[0] : span[1]]
    text = raw.strip()
    first = offset + span[0] + (len(raw) - len(raw.lstrip()) if text else 0)
    return Cell(text, first, first + len(text), row, column)


def values(table: Table, calendar: FiscalCalendar, above: Sequence[Cell] = ()) -> Iterator[Reading]:
    """Every body cell with text, and what it stands under. Tables that can't be read safely yield nothing.

    ``above`` are the periods that words over the table name, for columns that have none.
    """
    if is_of_words(table, calendar):
        yield from _in_words(table.rows)
    if why_unread(table, calendar):
        return
    before: list[Headers] = []
    for rows in _blocks(headers_first(table.rows, calendar), calendar):
        block = _Block.of(rows, before, above, calendar)
        before = block.headers
        yield from block.readings()


# -- tables of words ---------------------------------------------------------------------------------------


def is_of_words(table: Table, calendar: FiscalCalendar) -> bool:
    """Whether a table holds words throughout, as a company's profile does: no row has a value under a header."""
    filled = [cell for row in table.rows for cell in row if cell.text]
    stated = sum(has_number(cell.text) for cell in filled)
    wide = any(sum(bool(cell.text) for cell in row) > 1 for row in table.rows)
    unread = why_unread(table, calendar) or header_count(table.rows, calendar) == len(table.rows)
    return bool(unread) and wide and stated * _WORDY <= len(filled)


def _in_words(rows: Sequence[Row]) -> Iterator[Reading]:
    """The cells of a table of words that hold a digit, each under the cells to its left."""
    for row in rows:
        filled = [cell for cell in row if cell.text]
        for place, cell in enumerate(filled):
            if place and any(ch.isdigit() for ch in cell.text) and not is_period(plain(cell.text)):
                yield Reading(cell, filled[place - 1], tuple(reversed(filled[: place - 1])), (), None, Lane(row))


# -- labels ------------------------------------------------------------------------------------------------


def why_unread(table: Table, calendar: FiscalCalendar) -> str:
    """Why a table can't be read safely, as a short clause; "" for one that can."""
    rows = table.rows
    if not rows or max(len(row) for row in rows) < 2:
        return "it has one column only"
    wide = _label_columns(rows)
    valued = [row for row in rows if any(has_number(cell.text) for cell in row)]
    labelled = [row for row in valued if any(cell.text and not is_value(cell.text) for cell in row[:wide])]
    if len(labelled) * 2 < len(valued) or (valued and not labelled):
        return "most of its rows have no label"
    if headed_below(rows, calendar) and not lies_under(rows[-1], rows[:-1]):
        return "its headers stand at the bottom and don't line up with its columns"
    return ""


def _label_columns(rows: Sequence[Row]) -> int:
    """How many columns at the left name rows: those before the first in which values are usual."""
    width = max(len(row) for row in rows)
    stating = [0] * width
    for row in rows:
        for cell in row[1:]:
            stating[cell.column] += is_value(cell.text) or opens_with_value(cell.text)
    usual = max(stating) / 4
    first = next((column for column in range(1, width) if stating[column] and stating[column] >= usual), 1)
    wordy = [sum(bool(row[c].text) for row in rows if c < len(row)) for c in range(1, first)]
    return first if all(2 * filled > len(rows) for filled in wordy) else 1


def _row_labels(rows: Sequence[Row], wide: int) -> tuple[dict[int, Cell], dict[int, Cell]]:
    """For each row the cell that names it, and where labels take several columns the merged cell left of it."""
    labels: dict[int, Cell] = {}
    outer: dict[int, Cell] = {}
    merged: Cell | None = None
    for number, row in enumerate(rows):
        filled = [cell for cell in row[:wide] if cell.text]
        if not filled:
            continue
        labels[number] = filled[-1]
        merged = filled[0] if filled[0].column == 0 else merged
        if merged and merged is not filled[-1]:
            outer[number] = merged
    return labels, outer


# -- blocks ------------------------------------------------------------------------------------------------


def _blocks(rows: Sequence[Row], calendar: FiscalCalendar) -> Iterator[Sequence[Row]]:
    """A table cut where a new header row begins in the middle of its body."""
    cut, body = 0, False
    for number, row in enumerate(rows):
        if body and _heads_anew(row, calendar):
            yield rows[cut:number]
            cut, body = number, False
        body = body or bool(row[0].text and any(not is_header_text(cell.text) for cell in row[1:] if cell.text))
    yield rows[cut:]


def _heads_anew(row: Row, calendar: FiscalCalendar) -> bool:
    """Whether a row in the body heads columns anew: nothing but headers, and two or more of them periods, or words
    over columns without any label."""
    filled = [plain(cell.text) for cell in row[1:] if cell.text]
    if len(filled) < 2 or not all(is_header_text(text) for text in filled):
        return False
    return all(is_period(text) or tells_change(text) or find_measure(text) for text in filled) and any(
        periods_of(text, calendar) for text in filled
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of rows under one set of column headers."""

    rows: Sequence[Row]  # the body
    labels: dict[int, Cell]
    outer: dict[int, Cell]
    headers: list[Headers]
    corner: Cell | None
    calendar: FiscalCalendar

    @staticmethod
    def of(rows: Sequence[Row], before: Sequence[Headers], above: Sequence[Cell], calendar: FiscalCalendar) -> _Block:
        """The block of some rows; headers ``before`` it stay in force where its own name no period."""
        count = header_count(rows, calendar)
        wide = _label_columns(rows[count:]) if count < len(rows) else 1
        headers = column_headers(rows[:count], max(len(row) for row in rows), wide)
        if before and not any(periods_of(plain(cell.text), calendar) for of in headers for cell in of):
            headers = [(*new, *old) for new, old in zip(headers, before, strict=False)]
        headers = with_periods(headers, rows[:count], rows[count:], above, calendar)
        corner = next((row[0] for row in rows[:count] if row[0].text), None)
        return _Block(rows[count:], *_row_labels(rows[count:], wide), headers, corner, calendar)

    def readings(self) -> Iterator[Reading]:
        """The cells of the block that state something."""
        amounts = {column for column, of in enumerate(self.headers) if column and _counts_amounts(of, self.calendar)}
        compared = self._compared(amounts)
        groups = row_groups(self.rows, self.labels, amounts - compared.keys())
        columns = self._columns()
        for number, row in enumerate(self.rows):
            label, lane = self.labels.get(number), Lane(row)
            if number not in groups:
                continue
            above = (*groups[number], *([self.outer[number]] if number in self.outer else []))
            for cell in row:
                if cell.text and cell is not label and cell is not self.outer.get(number) and self._states(cell, label):
                    nearest = self._label_beside(row, cell) or label
                    headers = self.headers[cell.column]
                    column = columns[cell.column]
                    yield Reading(cell, nearest, above, headers, self.corner, lane, column, compared.get(cell.column))

    def _columns(self) -> list[Lane]:
        columns: list[list[Cell]] = [[] for _ in self.headers]
        for row in self.rows:
            for cell in row:
                columns[cell.column].append(cell)
        return [Lane(tuple(column)) for column in columns]

    def _states(self, cell: Cell, label: Cell | None) -> bool:
        """False for a cell left of its label, and for a number that refers to a note."""
        headers = self.headers[cell.column]
        refers = bool(headers) and bool(_REFERENCE.fullmatch(plain(headers[0].text)))
        return not refers and (label is None or cell.column > label.column)

    def _label_beside(self, row: Row, cell: Cell) -> Cell | None:
        """In a table without column headers, labels and values may alternate along the row: the label to the left."""
        if any(self.headers) or not cell.column:
            return None
        left = row[cell.column - 1]
        return left if left.text and not any(ch.isdigit() for ch in left.text) else None

    def _compared(self, amounts: set[int]) -> dict[int, tuple[Headers, Headers]]:
        """For columns of changes the headers of the columns that they compare, as the table's arithmetic bears out.
        Columns under one header compare the same; one without a header of its own may turn out to hold changes."""
        changes = [column for column, of in enumerate(self.headers) if of and tells_change(_joined(of))]
        lost = [column for column in amounts if all(cell.column != column for cell in self.headers[column])]
        rows = [amounts_in(row, {*amounts, *changes}, percent=True) for row in self.rows] if changes or lost else []
        told = {change: compared_columns(rows, change, sorted(amounts - {change})) for change in [*changes, *lost]}
        shared = {self.headers[change][-1]: told[change] for change in changes if told[change]}
        compared = {change: told[change] or shared.get(self.headers[change][-1]) for change in changes}
        compared |= {column: told[column] for column in lost if self.headers[column] and column not in compared}
        return {change: (self.headers[of[0]], self.headers[of[1]]) for change, of in compared.items() if of}


def _counts_amounts(headers: Headers, calendar: FiscalCalendar) -> bool:
    """Whether a column holds amounts that add up, rather than shares or changes."""
    nearest = plain(headers[0].text) if headers else ""
    measure = find_measure(nearest)
    is_share = measure is not None and measure.unit == "%" and not periods_of(nearest, calendar)
    return not is_share and not tells_change(_joined(headers))


def _joined(headers: Headers) -> str:
    return " ".join(plain(cell.text) for cell in reversed(headers))
