"""Page breaks: what the end of a page leaves in force for the next one.

A page begins a section of its own, and yet a statement goes on over it: with the unit line said at its top, and with a
table whose headers were printed once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from qa.headers import header_count
from qa.model import Section, Table
from qa.scope import Scope
from qa.units import Measure


@dataclass(frozen=True, slots=True)
class Leftover:
    """The ``section`` that a page ended with and the measure in force there; ``tables`` are the first and the last
    part of the table that was the last thing on it, none where words were."""

    section: Section | None = None
    measure: Measure | None = None
    tables: tuple[Table, ...] = ()

    def of(self, section: Section, measure: Measure | None) -> Leftover:
        """What is left at the end of a section whose last table has been told."""
        return replace(self, section=section, measure=self.measure if self.tables else measure)

    def measure_for(self, section: Section) -> Measure | None:
        """The measure that a section takes over: where it is the section before, on the next page."""
        return self.measure if self._goes_on(section) else None

    def joined(self, table: Table, scope: Scope) -> Table | None:
        """A table with the rows of the page before, where it goes on with them: of as many columns, and without
        headers of its own. None for any other."""
        turned = self.section is not None and scope.section.page != self.section.page
        if not self.tables or not turned or _width(table) != _width(self.tables[-1]):
            return None
        headers = table.rows[: header_count(table.rows, scope.document.calendar)]
        if any(cell.text for row in headers for cell in row[1:]):
            return None
        rows = chain.from_iterable(part.rows for part in (*self.tables, table))
        numbered = (tuple(replace(cell, row=at) for cell in row) for at, row in enumerate(rows))
        return Table(self.tables[0].start, table.end, tuple(numbered))

    def _goes_on(self, section: Section) -> bool:
        before = self.section
        return before is not None and before.page != section.page and _name(before) == _name(section)


def _name(section: Section) -> tuple[str, tuple[str, ...]]:
    return section.title, section.path


def _width(table: Table) -> int:
    return max(map(len, table.rows), default=0)
