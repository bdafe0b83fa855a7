"""The tables on a sheet: cells parted by empty rows and columns, where what follows does not go on with what is before.

An empty row may part two tables or only two groups of rows under one header, and an empty column may part two tables
or only set off numbers from their labels. A table begins anew where headers stand above values, or labels left of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from qa.cells import is_header_text, is_value
from qa.read.layout import LEGAL_FORM
from qa.read.rows import Entry
from qa.read.writer import Writer

Cells = Mapping[tuple[int, int], Entry]
"""The cells of a sheet that say something, by row and column."""
Row = Mapping[int, Entry]
"""Those of one row, by column."""

_NOTE = 120  # characters from which a lone cell is a remark and heads nothing
_SPARSE = 20  # places of a grid for each cell that says something, beyond which it is no table
_EMPTY = Entry("")
_ASIDE = re.compile(rf"^\W*$|^[(\[]|{LEGAL_FORM.pattern}|[.;]$", re.IGNORECASE)


def write_sheet(writer: Writer, cells: Cells) -> None:
    """Write the tables of a sheet, those side by side from the left; its title becomes a heading."""
    title = _title(cells)
    for side in _sides(cells):
        for stacked in _stacked(side):
            for part in _sides(stacked):
                writer.table(_grid(part), title)


def _title(cells: Cells) -> Entry | None:
    """What a sheet is called: the first of the lone cells that it begins with that is neither a company's name nor a
    remark in brackets."""
    lone = takewhile(lambda row: len(set(row.values())) == 1, (row for _, row in _by_row(cells)))
    for row in lone:
        [entry] = set(row.values())
        if len(entry.text) < _NOTE and is_header_text(entry.text) and not _ASIDE.search(entry.text):
            return entry
    return None


def _grid(cells: Cells) -> list[list[Entry]]:
    """Cells as rows, without the rows and columns that are empty throughout; far apart they are a row each."""
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    if len(rows) * len(columns) > _SPARSE * len(cells):
        return [[entry] for _, entry in sorted(cells.items())]
    return [[cells.get((row, column), _EMPTY) for column in columns] for row in rows]


def _by_row(cells: Cells) -> list[tuple[int, Row]]:
    ordered = sorted(cells.items())
    return [
        (row, {column: entry for (_, column), entry in found})
        for row, found in groupby(ordered, key=lambda item: item[0][0])
    ]


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers cut where one or more are left out."""
    run: list[int] = []
    for number in numbers:
        if run and number > run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


# -- side by side ------------------------------------------------------------------------------------------


def _sides(cells: Cells) -> list[Cells]:
    """The parts of a sheet that empty columns part and that have labels of their own."""
    runs = list(_runs(sorted({column for _, column in cells})))
    starts = _labelled(cells, [run[0] for run in runs]) if len(runs) > 1 else []
    parts: list[dict[tuple[int, int], Entry]] = [{} for _ in range(len(starts) + 1)]
    for (row, column), entry in cells.items():
        parts[bisect_right(starts, column)][row, column] = entry
    return list(parts)


def _labelled(cells: Cells, starts: Sequence[int]) -> list[int]:
    """The columns, of those after an empty one, with which a table of its own starts: they have words beside most of
    its values, and values stand before them too."""
    valued = [0] * len(starts)
    labelled = [0] * len(starts)
    for _, row in _by_row(cells):
        stating = {bisect_right(starts, column) - 1 for column, entry in row.items() if is_value(entry.text)}
        for run in stating:
            valued[run] += 1
            labelled[run] += starts[run] in row and is_header_text(row[starts[run]].text)
    return [start for at, start in enumerate(starts) if any(valued[:at]) and 2 * labelled[at] > valued[at]]


# -- one below the other -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Part:
    """Rows that go on with each other. ``lone`` where each has a single cell, ``heads`` where those are short words;
    ``left`` is the first column."""

    rows: list[tuple[int, Row]]
    lone: bool
    heads: bool
    left: int

    @staticmethod
    def of(rows: list[tuple[int, Row]]) -> _Part:
        lone = all(len(row) == 1 for _, row in rows)
        heads = lone and all(map(_heads, (row for _, row in rows)))
        return _Part(rows, lone, heads, min(min(row) for _, row in rows))

    def add(self, other: _Part) -> None:
        self.rows += other.rows
        self.lone, self.heads = self.lone and other.lone, self.heads and other.heads
        self.left = min(self.left, other.left)

    def begins_after(self, before: _Part) -> bool:
        """Whether these are a table anew: they have headers of their own, are a remark or come after one."""
        if before.lone or self.lone:
            return not (before.heads if before.lone else self.heads)
        first = next(row for _, row in self.rows if len(row) > 1)
        return not any(is_value(entry.text) for column, entry in first.items() if column != min(first))


def _stacked(cells: Cells) -> Iterator[Cells]:
    """The parts of a sheet that empty rows part and that begin anew."""
    rows = dict(_by_row(cells))
    parts: list[_Part] = []
    for run in _runs(rows):
        part = _Part.of([(number, rows[number]) for number in run])
        if parts and not part.begins_after(parts[-1]):
            parts[-1].add(part)
        else:
            parts.append(part)
    for part in parts:
        yield {(number, column): entry for number, row in part.rows for column, entry in row.items()}


def _heads(row: Row) -> bool:
    """Whether a lone cell can head rows: short words."""
    return all(len(entry.text) < _NOTE and is_header_text(entry.text) for entry in row.values())
