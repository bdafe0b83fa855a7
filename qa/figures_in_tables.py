"""Figures from tables: each value with the metric, period, unit and scale that its headers give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qa.figures_in_prose import figures_in_prose
from qa.knowledge import lexicon
from qa.model import Block, Cell, Figure, Period, Status, Table
from qa.periods import periods_of
from qa.scope import Scope, announces_target, counted_in, period_in
from qa.tables import Reading, grid, is_value, plain, values
from qa.units import NIL, Measure, Quantity, apply, find_measure, find_quantities
from qa.vocabulary import folded_class, folded_words

_PER_SHARE = re.compile(r"\bper\s+(?:common\s+|ordinary\s+)?(?:share|ads|adr|unit)|\beps\b", re.IGNORECASE)
_SHARE_OF = re.compile(r"(?:%|percent(?:age)?)\s+(?:of|to)\s+(?:total\s+)?[a-z]+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_CHANGE = re.compile(r"\b(?:YoY|QoQ|changes?|growth|increase|decrease|variance|difference)\b", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\(\s*\)|^\s*(?:as\s+(?:of|at)|at|for\s+the)\s*$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LONG = 60  # characters from which a row label is cut at its first comma: the rest is a remark


def table_at(text: str, block: Block) -> Table:
    """The table that a block of tab-separated lines is."""
    return Table(block.start, block.end, grid(text, block.start, block.end))


def figures_in_table(table: Table, scope: Scope) -> Iterator[Figure]:
    """The figures of a table. Wordy cells are read as prose under their row label."""
    unit = _currency(table, scope)
    for reading in values(table, scope.document.calendar):
        if is_value(reading.cell.text):
            yield from _of_cell(reading, scope, unit)
        else:
            yield from _of_words(reading, scope)
    for row in table.rows:
        if row[0].text and re.search(r"\d\s(?:thousand|million|billion)", row[0].text):
            yield from figures_in_prose(row[0].text, row[0].start, scope)


def _currency(table: Table, scope: Scope) -> str:
    """The currency of a table whose unit is unnamed: that of any of its cells, else the document's."""
    for row in table.rows:
        for cell in row[1:]:
            for quantity in find_quantities(cell.text) if is_value(cell.text) else ():
                if len(quantity.unit) == 3 and quantity.unit.isupper():
                    return quantity.unit
    return scope.currency


def _of_cell(reading: Reading, scope: Scope, currency: str) -> Iterator[Figure]:
    quantities = _quantities(reading.cell)
    label, column = _words(reading, scope)
    groups = tuple(plain(cell.text) for cell in reading.groups)
    corner = plain(reading.corner.text) if reading.corner else ""
    header = " ".join(plain(cell.text) for cell in reversed(reading.headers))
    period = _period(reading, scope, header)
    status = _status(header, plain(reading.label.text) if reading.label else "", scope)
    share_of = _SHARE_OF.search(header)
    for quantity in quantities:
        is_share = quantity.unit == "%" and share_of and len(quantities) > 1
        about = f"{label} {share_of.group()}" if is_share and share_of else label
        of_column = "" if is_share else column if quantity.unit == "%" else _without_share(column)
        context = tuple(dict.fromkeys(part for part in (about, of_column, *groups, corner) if part))
        measure = _measure(reading, scope, quantity, currency)
        yield scope.figure(
            apply(quantity, measure),
            offset=reading.cell.start,
            context=context,
            period=period,
            status=status,
            marks=_marks(reading, measure),
        )


def _of_words(reading: Reading, scope: Scope) -> Iterator[Figure]:
    label, column = _words(reading, scope)
    header = " ".join(plain(cell.text) for cell in reversed(reading.headers))
    groups = tuple(plain(cell.text) for cell in reading.groups)
    row = f"{label} {column}".strip()
    period = period_in(plain(reading.label.text), scope.document) if reading.label else None
    inside = scope.under(*groups, plain(reading.corner.text) if reading.corner else "")
    if announces_target(header):
        inside = replace(inside, status="target")
    yield from figures_in_prose(
        reading.cell.text, reading.cell.start, inside,
        label=row, period=period or period_in(header, scope.document), marks=_marks(reading, None),
    )


def _quantities(cell: Cell) -> list[Quantity]:
    if plain(cell.text) in NIL:
        nothing = Quantity(0, len(cell.text), 0, len(cell.text), Decimal(0), "", 0, None, False)
        return [nothing]
    return find_quantities(cell.text)


def _words(reading: Reading, scope: Scope) -> tuple[str, str]:
    """What the row says and what the column says, without periods, units and remarks."""
    label = plain(reading.label.text) if reading.label else ""
    if len(label) > _LONG:
        label = label.split(",")[0]
    headers = [plain(cell.text) for cell in reversed(reading.headers)]
    column = " ".join(_without_measure(_without_periods(text, scope)) for text in headers).strip()
    return _without_periods(label, scope), column


def _without_periods(text: str, scope: Scope) -> str:
    for mention in reversed(periods_of(text, scope.document.calendar)):
        text = text[: mention.start] + text[mention.end :]
    return _LEFT_OVER.sub("", text).strip(" ,:*")


def _without_measure(text: str) -> str:
    measure = find_measure(text)
    rest = text[: measure.start] + text[measure.end :] if measure and measure.unit != "%" else text
    return rest.strip(" ,:*()")


def _without_share(column: str) -> str:
    return _SHARE_OF.sub("", column).strip()


def _period(reading: Reading, scope: Scope, header: str) -> Period | None:
    """The column's period, else the row's, else its groups', the corner's, the headings' and the scope's."""
    above = [cell.text for cell in (reading.label, *reading.groups, reading.corner) if cell]
    for text in (header, *above):
        period = period_in(text, scope.document)
        if period:
            return period
    return scope.period


def _status(header: str, label: str, scope: Scope) -> Status:
    if _CHANGE.search(header) and not re.search(r"\bas of\b", header, re.IGNORECASE):
        return "change"
    if "actual" in header.lower():
        return "actual"
    beside = folded_class("target") & frozenset(folded_words(label))
    return "target" if announces_target(header) or scope.status == "target" or beside else "actual"


def _measure(reading: Reading, scope: Scope, quantity: Quantity, currency: str) -> Measure | None:
    """The unit and scale of a value, from what stands nearest: its column, its row, its heading, the unit line."""
    label = reading.label.text if reading.label else ""
    if _PER_SHARE.search(label) or any(_PER_SHARE.search(cell.text) for cell in reading.headers):
        return Measure(_listed_currency(label, reading.cell.column) or _header_currency(reading) or currency)
    bracket = _IN_BRACKETS.search(label)
    own = find_measure(bracket.group(1)) if bracket and not _DIGIT.search(bracket.group(1)) else None
    if own and reading.label and bracket:
        return replace(own, start=reading.label.start + bracket.start(1), end=reading.label.start + bracket.end(1))
    for cell in reading.headers:
        measure = find_measure(plain(cell.text)) if not _SHARE_OF.search(cell.text) else None
        if measure:
            return _complete(replace(measure, start=cell.start, end=cell.end), currency)
    counted = counted_in(plain(label)) or next(filter(None, (counted_in(h) for h in _headings(reading, scope))), "")
    if counted and not quantity.unit:
        return Measure(counted)
    corner = find_measure(plain(reading.corner.text)) if reading.corner else None
    if corner and reading.corner and corner.unit != "%":
        return _complete(replace(corner, start=reading.corner.start, end=reading.corner.end), currency)
    return _complete(scope.measure, currency) if scope.measure else Measure(currency) if currency else None


def _headings(reading: Reading, scope: Scope) -> Sequence[str]:
    """Headings that may say what a table counts; where a unit line is in force it counts money."""
    groups = [plain(cell.text) for cell in reading.groups]
    return groups if scope.measure else [*groups, *scope.headings[:2]]


def _header_currency(reading: Reading) -> str:
    for cell in reading.headers:
        measure = find_measure(plain(cell.text))
        if measure and measure.unit:
            return measure.unit
    return ""


def _listed_currency(label: str, column: int) -> str:
    """The currency of a column where the row lists one for each: "(JPY / U.S. Dollars / JPY)"."""
    for inside in _IN_BRACKETS.findall(label):
        listed = [lexicon.currency(part) for part in inside.split("/")]
        if len(listed) > 1 and all(listed) and column <= len(listed):
            return listed[column - 1]
    return ""


def _complete(measure: Measure, currency: str) -> Measure:
    """A scale without a unit counts the table's currency."""
    return measure if measure.unit else replace(measure, unit=currency)


def _marks(reading: Reading, measure: Measure | None) -> tuple[tuple[int, int], ...]:
    cells = [cell for cell in (reading.label, *reading.headers, *reading.groups) if cell and cell.text]
    marks = [(cell.start, cell.end) for cell in cells]
    if measure and measure.end > measure.start:
        marks.append((measure.start, measure.end))
    return tuple(dict.fromkeys(marks))
