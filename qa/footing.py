"""Footing: what a table's arithmetic says about its rows and columns.

Accountants foot a column to see that it adds up. Here the sums that hold say which rows are parts of which, and which
two columns a column of changes compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import islice, permutations
from typing import NamedTuple

Numbers = Mapping[int, Decimal]  # a row's amounts by column

_MOST_PARTS = 12
_NEAR = 8  # columns between a change and what it compares, at most
_ENOUGH = 100  # rows that tell which columns are compared
_VAGUE = 10  # percentage points of growth that rounding may hide before growth tells nothing
_DEDUCTED = re.compile(r"\beliminat|\badjust|\bless\b", re.IGNORECASE)


def parts_of_totals(labels: Sequence[str], rows: Sequence[Numbers]) -> dict[int, int]:
    """For each row that is a part of a total printed above it, the number of the total's row.

    The parts are the two or more rows right below the total whose amounts add up to it in every column, within what
    rounding allows; rows of eliminations may be deducted. Rows without any amount end a search.
    """
    parents: dict[int, int] = {}
    for number, total in enumerate(rows):
        if number in parents or not _is_telling(total):
            continue
        last = _last_part(labels, rows, number)
        parents.update(dict.fromkeys(range(number + 1, last + 1), number))
    return parents


def _is_telling(total: Numbers) -> bool:
    """Whether sums that meet these amounts are hardly chance: several columns, no trifles."""
    return len(total) > 1 and all(abs(amount) >= 10 for amount in total.values())


def _last_part(labels: Sequence[str], rows: Sequence[Numbers], number: int) -> int:
    """The row with which the rows below ``number`` add up to it; ``number`` itself where they never do."""
    total = rows[number]
    sums = dict.fromkeys(total, Decimal(0))
    for last in range(number + 1, min(number + 1 + _MOST_PARTS, len(rows))):
        part = rows[last]
        if not part or not part.keys() <= total.keys():
            break
        deducted = _DEDUCTED.search(labels[last]) and _foots(total, _added(sums, part, -1), last - number)
        sums = _added(sums, part, -1 if deducted else 1)
        if last > number + 1 and _foots(total, sums, last - number):
            return last
    return number


def _added(sums: Numbers, part: Numbers, sign: int) -> dict[int, Decimal]:
    return {column: amount + sign * part.get(column, Decimal(0)) for column, amount in sums.items()}


def _foots(total: Numbers, sums: Numbers, parts: int) -> bool:
    return all(abs(total[column] - sums[column]) <= _slack(total[column], parts) for column in total)


def _slack(amount: Decimal, parts: int) -> Decimal:
    """What rounding may take away from a sum: half of the last printed digit for each part."""
    exponent = amount.as_tuple().exponent
    last_digit = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return last_digit * parts / 2 if parts > 2 else last_digit


def compared_columns(rows: Sequence[Numbers], change: int, columns: Sequence[int]) -> tuple[int, int] | None:
    """The columns (later, earlier) whose differences, or growth in percent, the column ``change`` holds; None where
    no two do so in at least two rows and in most of those that have all three."""
    best, held = None, 1
    near = [column for column in columns if abs(column - change) <= _NEAR]
    changed = list(islice((_printed(row, (change, *near)) for row in rows if change in row), _ENOUGH))
    for later, earlier in permutations(near, 2):
        told = [row for row in changed if later in row and earlier in row]
        if len(told) <= held:
            continue
        holding = sum(_tells(row[change], row[later], row[earlier]) for row in told)
        if holding > held and holding * 2 > len(told):
            best, held = (later, earlier), holding
    return best


class _Printed(NamedTuple):
    """An amount, and what rounding it for print may have taken away."""

    amount: Decimal
    slack: Decimal


def _printed(row: Numbers, columns: Iterable[int]) -> dict[int, _Printed]:
    return {column: _Printed(row[column], _slack(row[column], 1)) for column in columns if column in row}


def _tells(change: _Printed, later: _Printed, earlier: _Printed) -> bool:
    """Whether a change is the difference of two amounts, or its percentage of the earlier, within rounding."""
    rounding, difference = (later.slack + earlier.slack) / 2, later.amount - earlier.amount
    if not difference or not change.amount:
        return False
    if abs(difference - change.amount) <= rounding + change.slack:
        return True
    base = abs(earlier.amount)
    if not base or 200 * rounding > _VAGUE * base:
        return False
    return abs(100 * difference / base - change.amount) <= 200 * rounding / base + change.slack
