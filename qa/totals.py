"""Totals: tables as rows of figures, and the totals among them that the rows above or below add up to.

What adds up to what is told by the columns in which it does (see ``qa.footing``): where a total holds in all columns
but one, that one is misprinted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from qa.model import Document, Figure
from qa.rounding import step

MOST_PARTS = 24
"""Rows among which the parts of a total are looked for."""
_TELLING = 100
"""Printed units from which an amount that adds up is hardly chance."""

Row = Mapping[int, Figure]


class Sum(NamedTuple):
    """A total in one column, the parts that it should be the sum of, and whether it is."""

    total: Figure
    parts: tuple[Figure, ...]
    holds: bool

    @property
    def expected(self) -> Decimal:
        """What the parts add up to, in base units."""
        return sum((part.value for part in self.parts), Decimal(0))


def tables(figures: Iterable[Figure], document: Document) -> Iterator[list[Row]]:
    """The tables of a document as rows of amounts by column, from its figures in reading order."""
    rows: list[Row] = []
    last = 0
    for start, line in groupby(figures, key=lambda figure: line_of(figure, document)):
        amounts = {column_of(figure, document): figure for figure in line if _adds_up(figure)}
        row = {column: figure for column, figure in amounts.items() if column}
        if rows and "\n\n" in document.text[last:start]:
            yield rows
            rows = []
        if row:
            rows.append(row)
        last = start
    yield rows


def line_of(figure: Figure, document: Document) -> int:
    """Where the line begins on which a figure stands."""
    assert figure.source
    return document.text.rfind("\n", 0, figure.source.start) + 1


def column_of(figure: Figure, document: Document) -> int:
    """The column of a table in which a figure stands; 0 where it stands in none, or in a label."""
    assert figure.source
    before = document.text[line_of(figure, document) : figure.source.start]
    return before.count("\t") or before.lstrip().removeprefix("|").count("|")


def _adds_up(figure: Figure) -> bool:
    return figure.unit not in ("%", "pt") and figure.status != "change"


def sums_in(rows: Sequence[Row]) -> Iterator[Sum]:
    """The sums of a table, by column, of each total whose parts right above or right below it add up in two columns
    or more, and in all but one. Rows that are parts of a total are no parts of another."""
    taken: set[int] = set()
    for number, total in enumerate(rows):
        above = [place for place in range(number - 1, -1, -1) if place not in taken][:MOST_PARTS]
        below = range(number + 1, min(number + 1 + MOST_PARTS, len(rows)))
        for places in (above, below):
            count, sums = _best(total, [rows[place] for place in places])
            if count:
                taken |= set(places[:count])
                yield from sums
                break


def _best(total: Row, others: Sequence[Row]) -> tuple[int, list[Sum]]:
    """How many of the next rows add up to a total in all columns but one at most, and the sums; 0 where none do so."""
    best, most = (0, list[Sum]()), 1
    parts: dict[int, tuple[Figure, ...]] = dict.fromkeys(total, ())
    for count, row in enumerate(others, start=1):
        parts = {column: (*of, row[column]) if column in row else of for column, of in parts.items()}
        sums = [_sum(total[column], of) for column, of in parts.items() if _is_telling(total[column], of)]
        holding = sum(one.holds for one in sums)
        if holding > most and len(sums) - holding <= 1:
            best, most = (count, sums), holding
    return best


def _sum(total: Figure, parts: tuple[Figure, ...]) -> Sum:
    slack = step(total) * (len(parts) + 1) / 2
    return Sum(total, parts, abs(total.value - sum(part.value for part in parts)) <= slack)


def _is_telling(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a sum is hardly met by chance: of several parts that are more than nil, and no trifle."""
    return sum(part.value != 0 for part in parts) > 1 and abs(total.value) >= _TELLING * step(total)
