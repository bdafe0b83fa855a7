"""Row groups: the headings that each row of a table stands under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.cells import is_bold, is_capitals, is_value, number_in, opens_with_value, plain
from qa.footing import parts_of_totals
from qa.model import Cell

Row = Sequence[Cell]

_TOTAL = re.compile(r"^\W*(?:sub-?|grand\s+)?total\b|\btotal$", re.IGNORECASE)
_DEPENDENT = re.compile(
    r"^\W*(?:(?:as\s+a\s+)?(?:%|percent(?:age)?|ratio)\s+(?:of|to)\b|YoY|QoQ|year[- ](?:over|on)[- ]year"
    r"|of\s+which\b|thereof\b"
    r"|(?:%\s+)?(?:change|growth|increase)(?:\s+(?:rate|ratio|in\s+%|\(%\)|%))?\W*$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Above:
    """The headings in force while going down a table."""

    section: Cell | None = None  # a heading in capitals
    heading: Cell | None = None
    bold: Cell | None = None
    total: Cell | None = None
    previous: Cell | None = None  # the last row that stands on its own

    def heads(self, label: Cell) -> None:
        """A row of a label alone heads what follows."""
        if is_capitals(label.text):
            self.section, self.heading = label, None
        else:
            self.heading = label

    def closes(self, total: Cell) -> None:
        """A total closes the heading, or the section in capitals, that it totals; one of neither heads what follows."""
        words = plain(total.text).lower()
        section = plain(self.section.text).lower().strip(" :") if self.section else ""
        if self.heading:
            self.heading = self.total = None
        elif section and section in words:
            self.section = self.total = None
        else:
            self.total = total


@dataclass(frozen=True, slots=True)
class _Labels:
    """A table's row labels, and what is known of them all."""

    cells: Mapping[int, Cell]
    parents: Mapping[int, int]
    bold_heads: bool
    repeated: frozenset[str]


def row_groups(rows: Sequence[Row], labels: Mapping[int, Cell], amounts: Container[int]) -> dict[int, tuple[Cell, ...]]:
    """The headings that each row with values stands under, nearest first. ``labels`` are the cells that name rows,
    ``amounts`` the columns in which totals add up.

    A heading is a row without values. Where some labels are in bold type and others not, a bold row heads the plain
    rows below it; a total heads the rows that add up to it. A share or change of the row above stands under that
    row. Capitals outrank other headings. A total closes the heading it totals. A label that the table repeats also
    stands under the last total above it.
    """
    known = _known(rows, labels, amounts)
    groups: dict[int, tuple[Cell, ...]] = {}
    above = _Above()
    for number, row in enumerate(rows):
        label = labels.get(number)
        if not is_valued(row):
            heading = label or _lone(row)
            if heading:
                above.heads(heading)
            continue
        groups[number] = _groups_of(label, number, above, known)
        if label:
            _step(label, above, known)
    return groups


def is_valued(row: Row) -> bool:
    """True for a row that states something beside its label: a value, or words."""
    return any(is_value(cell.text) or len(cell.text) > 3 for cell in row[1:] if cell.text) and not _is_heading(row)


def _is_heading(row: Row) -> bool:
    return _lone(row) is not None


def _lone(row: Row) -> Cell | None:
    """The only cell of a row without a label, where it is words: a heading that stands in the middle."""
    filled = [cell for cell in row if cell.text]
    lone = filled[0] if len(filled) == 1 and not row[0].text else None
    return lone if lone and not is_value(lone.text) and not opens_with_value(lone.text) else None


def _known(rows: Sequence[Row], labels: Mapping[int, Cell], amounts: Container[int]) -> _Labels:
    valued = [labels[number] for number in labels if is_valued(rows[number])]
    times = Counter(plain(cell.text).lower() for cell in valued)
    said = [plain(labels[number].text) if number in labels else "" for number in range(len(rows))]
    parents = parts_of_totals(said, [amounts_in(row, amounts) for row in rows])
    bold_heads = len({is_bold(cell.text) for cell in valued}) > 1
    return _Labels(labels, parents, bold_heads, frozenset(word for word, count in times.items() if count > 1))


def amounts_in(row: Row, columns: Container[int], *, percent: bool = False) -> dict[int, Decimal]:
    """The amounts of a row by column, and with ``percent`` shares as well."""
    found = {cell.column: number_in(cell.text, percent=percent) for cell in row if cell.text and cell.column in columns}
    return {column: amount for column, amount in found.items() if amount is not None}


def _groups_of(label: Cell | None, number: int, above: _Above, known: _Labels) -> tuple[Cell, ...]:
    dependent = label is not None and _DEPENDENT.search(plain(label.text)) and above.previous
    parent = known.cells.get(known.parents.get(number, -1))
    bold = above.bold if known.bold_heads and label and not is_bold(label.text) else None
    repeated = above.total if label and plain(label.text).lower() in known.repeated else None
    nearest = (above.previous if dependent else None, parent, above.heading, above.section, bold, repeated)
    return tuple(dict.fromkeys(cell for cell in nearest if cell and cell is not label))


def _step(label: Cell, above: _Above, known: _Labels) -> None:
    if known.bold_heads and is_bold(label.text):
        above.bold = label
    if not _DEPENDENT.search(plain(label.text)):
        above.previous = label
    if _TOTAL.search(plain(label.text)):
        above.closes(label)
