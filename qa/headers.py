"""Headers of columns: how many rows they take, and which columns each stands over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from qa.cells import has_number, is_header_text, is_period, is_span_of_time, number_in, plain, tells_change
from qa.knowledge.lexicon import is_currency
from qa.model import Cell, FiscalCalendar, Period
from qa.pairing import Column, paired
from qa.periods import periods_of
from qa.units import find_measure

Row = tuple[Cell, ...]
Headers = tuple[Cell, ...]

_OPEN = re.compile(r"\b(?:than|and|of|&)$", re.IGNORECASE)


def header_count(rows: Sequence[Row], calendar: FiscalCalendar) -> int:
    """How many leading rows are headers: those before the first row that has a label and a value.

    A table whose first row already is a body row (a list of labels and values) has none.
    """
    for number, row in enumerate(rows):
        body = [cell for cell in row[1:] if cell.text]
        label = row[0].text or (len(body) > 1 and number and is_header_text(body[0].text) and body[0].column == 1)
        if label and _states_something(body):
            return number
        if row[0].text and not body and number and _has_body(rows[number + 1 :]):
            return number  # a heading row of the body
        if row[0].text and body and number == 0 and not _heads(rows, calendar):
            return 0
    return len(rows)


def _states_something(body: Sequence[Cell]) -> bool:
    """Whether cells hold a value; lengths of time beside other headers are headers too."""
    stating = [cell for cell in body if not is_header_text(cell.text)]
    return len(stating) == len(body) > 0 or any(not is_span_of_time(cell.text) for cell in stating)


def _has_body(rows: Sequence[Row]) -> bool:
    return any(row[0].text and any(not is_header_text(cell.text) for cell in row[1:] if cell.text) for row in rows)


def _heads(rows: Sequence[Row], calendar: FiscalCalendar) -> bool:
    """Whether a first row with a corner cell heads columns: it names periods or units, or several things."""
    first = [cell.text for cell in rows[0][1:] if cell.text]
    spans = [text for text in first if is_span_of_time(text)]
    if not all(is_header_text(text) for text in first if text not in spans) or 0 < len(first) == len(spans):
        return False
    named = any(periods_of(plain(text), calendar) or find_measure(plain(text)) for text in first)
    return named or (len(first) > 1 and len(rows) > 1)


def column_headers(rows: Sequence[Row], width: int, first: int = 1) -> list[Headers]:
    """For each of ``width`` columns its header cells, the nearest (lowest) first. ``first`` is the first column
    with values.

    A header that lost its merged cells covers the empty columns to its right up to the next header; where the
    first header of a row stands inside its columns rather than at their left edge, columns take the nearest one;
    where the row below repeats itself as often as the row has headers, each covers one repetition. A row with a
    single header covers every column if other header rows stand below it.
    """
    headers: list[list[Cell]] = [[] for _ in range(width)]
    for number in range(len(rows) - 1, -1, -1):
        over = _spread(rows, number, width, first)
        headed = {cell.column for row in rows[:number] for cell in row[1:] if cell.text}
        for column, header in over.items():
            own = header.column == column or column not in headed or len(set(over.values())) == 1
            if own:  # a header does not spread into a column that a higher row heads by itself
                headers[column].append(header)
    return [tuple(of) for of in headers]


def _spread(rows: Sequence[Row], number: int, width: int, first: int) -> dict[int, Cell]:
    """The header that each column has in one header row."""
    own = {cell.column: cell for cell in rows[number][1:] if cell.text}
    filled = [cell for cell in own.values() if not _OPEN.search(plain(cell.text))]
    if not filled:
        return own
    if len(filled) == 1 and number < len(rows) - 1:
        return dict.fromkeys(range(1, width), filled[0])
    if len(filled) < len(own):
        return own  # words that go on below: each stands over its own column
    period = _repetition(rows[number + 1], len(filled)) if number < len(rows) - 1 else 0
    if period:
        return {column: filled[min((column - first) // period, len(filled) - 1)] for column in range(first, width)}
    if filled[0].column > first:
        return {column: _nearest(filled, column) for column in range(1, width)}
    covering = {column: [cell for cell in filled if cell.column <= column] for column in range(1, width)}
    return {column: left[-1] for column, left in covering.items() if left}


def _nearest(filled: Sequence[Cell], column: int) -> Cell:
    return min(filled, key=lambda cell: (abs(cell.column - column), cell.column))


def _repetition(below: Row, times: int) -> int:
    """How many columns a row takes to repeat itself ``times`` times over; 0 where it does not."""
    texts = [plain(cell.text).lower() for cell in below[1:] if cell.text]
    length, rest = divmod(len(texts), times)
    if times < 2 or rest or length < 2 or len(set(texts[:length])) < 2:
        return 0
    return length if texts == texts[:length] * times else 0


# -- headers at the bottom ---------------------------------------------------------------------------------


def headed_below(rows: Sequence[Row], calendar: FiscalCalendar) -> bool:
    """Whether the only row of headers is the last, as below a chart: periods without a label."""
    first, last = ([cell for cell in row[1:] if cell.text] for row in (rows[0], rows[-1]))
    periods = len(last) > 1 and all(is_period(plain(cell.text)) for cell in last) and not rows[-1][0].text
    return periods and bool(rows[0][0].text) and _states_something(first) and header_count(rows, calendar) == 0


def lies_under(headers: Row, body: Sequence[Row]) -> bool:
    """Whether each column of values has a header of its own."""
    headed = {cell.column for cell in headers if cell.text}
    return all(cell.column in headed for row in body for cell in row[1:] if has_number(cell.text))


def headers_first(rows: Sequence[Row], calendar: FiscalCalendar) -> Sequence[Row]:
    """The rows with headers from the bottom on top."""
    return [rows[-1], *rows[:-1]] if headed_below(rows, calendar) else rows


# -- merged cells that were lost ---------------------------------------------------------------------------


def with_periods(
    headers: Sequence[Headers],
    rows: Sequence[Row],
    body: Sequence[Row],
    above: Sequence[Cell],
    calendar: FiscalCalendar,
) -> list[Headers]:
    """The headers of each column, with the periods of a row of ``rows`` that lost its merged cells laid over the
    columns as these bear out; ``above`` are the periods that the words over the table name, for one without any."""
    dated = _dated_row(rows, calendar)
    if not dated and (not above or any(_period(cell, calendar) for of in headers for cell in of)):
        return [*headers]
    cells = dated or [*above]
    periods = [period for cell in cells if (period := _period(cell, calendar))]
    columns = _columns(headers, body, cells)
    bare = not dated and not all(column.currency for column in columns.values())
    if bare or len(columns) < len(cells) or (dated and len(columns) == len(cells)):
        return [*headers]
    found = paired(periods, list(columns.values()))
    laid = dict(zip(columns, found, strict=True)) if found else {}
    return [_relaid(of, cells, cells[laid[at]]) if at in laid else of for at, of in enumerate(headers)]


def _dated_row(rows: Sequence[Row], calendar: FiscalCalendar) -> list[Cell]:
    """The cells of the header row that names two periods or more and nothing else, empty where none or several do."""
    found = []
    for row in rows:
        filled = [cell for cell in row[1:] if cell.text]
        named = {(period.start, period.end) for cell in filled if (period := _period(cell, calendar))}
        if len(filled) == len(named) > 1 and not any(tells_change(plain(cell.text)) for cell in filled):
            found.append(filled)
    return found[0] if len(found) == 1 else []


def _period(cell: Cell, calendar: FiscalCalendar) -> Period | None:
    """The period that a cell names, where it names one."""
    named = periods_of(plain(cell.text), calendar)
    return named[0].period if len(named) == 1 else None


def _columns(headers: Sequence[Headers], body: Sequence[Row], dated: Sequence[Cell]) -> dict[int, Column]:
    """The columns of values by number, without those of changes."""
    amounts: dict[int, dict[int, Decimal]] = {}
    for number, row in enumerate(body):
        for cell in row[1:]:
            amount = number_in(cell.text) if has_number(cell.text) else None
            if has_number(cell.text):
                amounts.setdefault(cell.column, {}).update({number: amount} if amount is not None else {})
    return {
        at: _column(headers[at], amounts[at], dated)
        for at in sorted(amounts)
        if not tells_change(" ".join(plain(cell.text) for cell in headers[at]))
    }


def _column(headers: Headers, amounts: Mapping[int, Decimal], dated: Sequence[Cell]) -> Column:
    own = " ".join(plain(cell.text).lower() for cell in headers if cell not in dated)
    measure = find_measure(own)
    currency = measure.unit if measure and is_currency(measure.unit) else ""
    over = next((place for place, cell in enumerate(dated) if cell in headers), None)
    return Column(own, currency, amounts, over)


def _relaid(headers: Headers, dated: Sequence[Cell], over: Cell) -> Headers:
    """A column's headers with the period that belongs to it in place of the one above it."""
    place = next((place for place, cell in enumerate(headers) if cell in dated), len(headers))
    return (*headers[:place], over, *headers[place + 1 :])
