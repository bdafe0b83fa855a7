"""Lanes: the rows and columns of a table, and what the cells of one have in common.

What is asked of a lane again for each of its cells is found out once, so that a table takes time by its size.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from qa.cells import is_value
from qa.knowledge import lexicon
from qa.model import Cell
from qa.units import find_quantities

_MONEY_MARK = re.compile(rf"(?<![a-z]){lexicon.CURRENCY}", re.IGNORECASE)
_NEAR = 40  # cells to either side of one that can tell how it was printed


@dataclass(frozen=True)
class Lane:
    """The cells of a row from left to right, or of a column from top to bottom."""

    cells: tuple[Cell, ...] = ()

    @cached_property
    def has_money_mark(self) -> bool:
        """Whether a value in it bears the mark of a currency."""
        return any(is_value(cell.text) and bool(_MONEY_MARK.search(cell.text)) for cell in self.cells)

    @cached_property
    def has_pairs(self) -> bool:
        """Whether a cell in it states two values, as an amount and its share."""
        return any(is_value(cell.text) and len(find_quantities(cell.text)) > 1 for cell in self.cells)

    def near(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of the lane around one of them."""
        at = bisect_left(self.cells, cell.start, key=lambda other: other.start)
        return self.cells[max(0, at - _NEAR) : at + _NEAR]
